/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys out of bytes: whatever form they have, by OpenSSL's stores. */
#ifndef SFW_CRYPTO_KEY_LOAD_H
#define SFW_CRYPTO_KEY_LOAD_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

/* signfw_key_load(), its arguments checked.  @out: free with sfw_key_pair_free() */
enum signfw_status sfw_key_load(struct key_pair *out, struct span bytes, const struct signfw_key_options *options,
				struct signfw_error *err);

#endif
