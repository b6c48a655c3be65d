/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/digest.h"

#include <stdio.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

const char *sfw_digest_name(enum digest_algorithm digest)
{
	switch (digest) {
	case DIGEST_SHA256:
		return "SHA-256";
	case DIGEST_SHA384:
		return "SHA-384";
	}
	return "unknown";
}

static const EVP_MD *implementation_of(enum digest_algorithm digest)
{
	switch (digest) {
	case DIGEST_SHA256:
		return EVP_sha256();
	case DIGEST_SHA384:
		return EVP_sha384();
	}
	return NULL;
}

static bool hash(EVP_MD_CTX *context, enum digest_algorithm digest, const struct span *parts, size_t part_count,
		 uint8_t *out)
{
	if (context == NULL || EVP_DigestInit_ex(context, implementation_of(digest), NULL) != 1)
		return false;
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestUpdate(context, parts[i].data, parts[i].size) != 1)
			return false;
	return EVP_DigestFinal_ex(context, out, NULL) == 1;
}

enum signfw_status sfw_digest(enum digest_algorithm digest, const struct span *parts, size_t part_count, uint8_t *out,
			      struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	char what[32];

	snprintf(what, sizeof(what), "cannot compute %s", sfw_digest_name(digest));
	return hash(context, digest, parts, part_count, out) ? SIGNFW_OK : sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
}

enum signfw_status sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err)
{
	return sfw_digest(DIGEST_SHA256, &data, 1, out, err);
}
