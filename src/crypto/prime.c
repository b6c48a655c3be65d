/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/prime.h"

#include <limits.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

DEFINE_CLEANUP(bignum_context_cleanup, BN_CTX, BN_CTX_free)

enum signfw_status sfw_is_prime(const uint8_t *number, size_t size, bool *out, struct signfw_error *err)
{
	CLEANUP(bignum_context_cleanup) BN_CTX *context = BN_CTX_new();
	CLEANUP(bignum_cleanup) BIGNUM *value = size > INT_MAX ? NULL : BN_bin2bn(number, (int)size, NULL);
	const int answer = context == NULL || value == NULL ? -1 : BN_check_prime(value, context, NULL);

	if (answer < 0)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "testing for a prime failed");
	*out = answer == 1;
	return SIGNFW_OK;
}
