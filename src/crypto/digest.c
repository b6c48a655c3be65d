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

/* So many bytes are hashed at a time of those that arrive: few enough that they are still in the processor's cache. */
#define PIECE ((size_t)256 << 10)

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

	if (hash(context, digest, parts, part_count, out))
		return SIGNFW_OK;
	snprintf(what, sizeof(what), "cannot compute %s", sfw_digest_name(digest));
	return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
}

enum signfw_status sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err)
{
	return sfw_digest(DIGEST_SHA256, &data, 1, out, err);
}

/* ---- bytes that arrive --------------------------------------------------------- */

bool sfw_arriving_wait(const struct arriving *arriving, size_t end)
{
	return arriving->wait(arriving->context, end < arriving->file.size ? end : arriving->file.size);
}

static bool hash_arriving(EVP_MD_CTX *context, const struct arriving *arriving, struct span part)
{
	const size_t start = (size_t)(part.data - arriving->file.data);

	for (size_t done = 0; done < part.size;) {
		const size_t size = part.size - done < PIECE ? part.size - done : PIECE;

		if (!sfw_arriving_wait(arriving, start + done + size) ||
		    EVP_DigestUpdate(context, part.data + done, size) != 1)
			return false;
		done += size;
	}
	return true;
}

bool sfw_digest_arriving(enum digest_algorithm digest, const struct arriving *arriving, struct span part, uint8_t *out)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();

	return context != NULL && EVP_DigestInit_ex(context, implementation_of(digest), NULL) == 1 &&
	       hash_arriving(context, arriving, part) && EVP_DigestFinal_ex(context, out, NULL) == 1;
}
