/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/ecdsa_form.h"

#include <limits.h>

#include <openssl/ec.h>

#include "crypto/openssl_scopes.h"

DEFINE_CLEANUP(ecdsa_sig_cleanup, ECDSA_SIG, ECDSA_SIG_free)

bool sfw_ecdsa_from_der(struct span der, size_t field_size, uint8_t *out)
{
	const uint8_t *at = der.data;
	CLEANUP(ecdsa_sig_cleanup)
	ECDSA_SIG *signature = der.size > LONG_MAX ? NULL : d2i_ECDSA_SIG(NULL, &at, (long)der.size);

	return signature != NULL && at == der.data + der.size &&
	       BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, (int)field_size) > 0 &&
	       BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + field_size, (int)field_size) > 0;
}

size_t sfw_ecdsa_to_der(struct span raw, uint8_t *out)
{
	const size_t field_size = raw.size / 2;
	CLEANUP(ecdsa_sig_cleanup) ECDSA_SIG *signature = ECDSA_SIG_new();
	CLEANUP(bignum_cleanup) BIGNUM *r = BN_bin2bn(raw.data, (int)field_size, NULL);
	CLEANUP(bignum_cleanup) BIGNUM *s = BN_bin2bn(raw.data + field_size, (int)field_size, NULL);

	if (signature == NULL || r == NULL || s == NULL || ECDSA_SIG_set0(signature, r, s) != 1)
		return 0;
	r = NULL;
	s = NULL;
	unsigned char *end = out;
	const int size = i2d_ECDSA_SIG(signature, &end);

	return size < 0 ? 0 : (size_t)size;
}
