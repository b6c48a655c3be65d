/* SPDX-License-Identifier: BSD-2-Clause */
/* Cryptography of the static library: linked in. */
#include "crypto.h"

const struct crypto *sfw_crypto_get(struct signfw_error *err)
{
	(void)err;
	return &SFW_CRYPTO_SYMBOL;
}
