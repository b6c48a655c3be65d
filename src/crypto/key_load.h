/* SPDX-License-Identifier: BSD-2-Clause */
/* signfw_key_load() without its checks of arguments. */
#ifndef SFW_CRYPTO_KEY_LOAD_H
#define SFW_CRYPTO_KEY_LOAD_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

/* @out: free with sfw_key_pair_free() */
enum signfw_status sfw_key_load(struct key_pair *out, struct span bytes, const struct signfw_key_options *options,
				struct signfw_error *err);

#endif
