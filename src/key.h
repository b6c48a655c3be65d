/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_key: a key, and the cryptography that it works with. */
#ifndef SFW_KEY_H
#define SFW_KEY_H

#include "crypto.h"

struct signfw_key {
	const struct crypto *crypto;
	struct crypto_key key;
};

#endif
