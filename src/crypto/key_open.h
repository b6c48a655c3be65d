/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys by a URI, wherever an OpenSSL provider finds them. */
#ifndef SFW_CRYPTO_KEY_OPEN_H
#define SFW_CRYPTO_KEY_OPEN_H

#include "crypto/key_pair.h"

/* signfw_key_file() */
const char *sfw_key_file(const char *name);

/* signfw_key_open(), its arguments checked.  @out: free with sfw_key_pair_free() */
enum signfw_status sfw_key_open(struct key_pair *out, const char *uri, const struct signfw_key_options *options,
				struct signfw_error *err);

#endif
