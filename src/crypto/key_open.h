/* SPDX-License-Identifier: BSD-2-Clause */
/* signfw_key_open() and signfw_key_file() without their checks of arguments. */
#ifndef SFW_CRYPTO_KEY_OPEN_H
#define SFW_CRYPTO_KEY_OPEN_H

#include "crypto/key_pair.h"

const char *sfw_key_file(const char *name);

/* @out: free with sfw_key_pair_free() */
enum signfw_status sfw_key_open(struct key_pair *out, const char *uri, const struct signfw_key_options *options,
				struct signfw_error *err);

#endif
