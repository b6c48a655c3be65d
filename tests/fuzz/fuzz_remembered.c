/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What takes OpenSSL long is remembered by libFuzzer's programs, as most inputs
 * have the same certificates and keys: the linker puts these functions where the
 * library calls its own (--wrap).  Answers are those of the library.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/x509.h>

#include "crypto/certificate.h"
#include "crypto/digest.h"
#include "crypto/key_load.h"
#include "fuzz.h"

/* The linker's names for what is called instead of a function, and for the function itself. */
enum signfw_status __wrap_sfw_certificate_parse(struct certificate *out, struct span der, struct signfw_error *err);
enum signfw_status __real_sfw_certificate_parse(struct certificate *out, struct span der, struct signfw_error *err);
enum signfw_status __wrap_sfw_key_load(struct key_pair *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err);
enum signfw_status __real_sfw_key_load(struct key_pair *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err);
enum signfw_status __wrap_sfw_certificate_key(const struct certificate *certificate, struct key_pair *out,
					      struct signfw_error *err);
enum signfw_status __real_sfw_certificate_key(const struct certificate *certificate, struct key_pair *out,
					      struct signfw_error *err);
enum signfw_status __wrap_sfw_digest(enum digest_algorithm digest, const struct span *parts, size_t part_count,
				     uint8_t *out, struct signfw_error *err);
enum signfw_status __real_sfw_digest(enum digest_algorithm digest, const struct span *parts, size_t part_count,
				     uint8_t *out, struct signfw_error *err);
enum signfw_status __wrap_sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);
enum signfw_status __real_sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

/* A number that most bytes have for themselves. */
static size_t place_of(struct span bytes, size_t count)
{
	uint64_t state = bytes.size;

	for (size_t i = 0; i < bytes.size; i++)
		state = (state ^ bytes.data[i]) * UINT64_C(0x100000001b3);
	return (size_t)(state >> 32) % count;
}

/* What a place is about; data NULL: nothing yet. */
struct question {
	uint8_t *data;
	size_t size;
};

static bool is_same(const struct question *question, struct span bytes)
{
	return question->data != NULL && question->size == bytes.size &&
	       memcmp(question->data, bytes.data, bytes.size) == 0;
}

static struct span ask(struct question *question, struct span bytes)
{
	free(question->data);
	*question = (struct question){malloc(bytes.size + 1), bytes.size};
	CHECK(question->data != NULL);
	memcpy(question->data, bytes.data, bytes.size);
	return (struct span){question->data, question->size};
}

/* ---- certificates -------------------------------------------------------------- */

struct parsed {
	struct question der;
	enum signfw_status status;
	struct certificate certificate;
};

static void share_certificate(struct certificate *out, const struct parsed *parsed, struct span der)
{
	*out = parsed->certificate;
	out->der = der;
	out->subject = strdup(parsed->certificate.subject);
	out->issuer = strdup(parsed->certificate.issuer);
	CHECK(out->subject != NULL && out->issuer != NULL && X509_up_ref(out->x509) == 1);
}

enum signfw_status __wrap_sfw_certificate_parse(struct certificate *out, struct span der, struct signfw_error *err)
{
	static struct parsed remembered[256];
	struct parsed *parsed = &remembered[place_of(der, sizeof(remembered) / sizeof(remembered[0]))];

	/* nobody wants to know why it isn't one */
	CHECK(err == NULL);
	if (!is_same(&parsed->der, der)) {
		sfw_certificate_cleanup(&parsed->certificate);
		parsed->status = __real_sfw_certificate_parse(&parsed->certificate, ask(&parsed->der, der), NULL);
	}
	if (parsed->status == SIGNFW_OK)
		share_certificate(out, parsed, der);
	return parsed->status;
}

/* ---- keys ---------------------------------------------------------------------- */

struct loaded {
	struct question bytes;
	enum signfw_status status;
	struct key_pair key;
};

static const uint8_t *moved(const uint8_t *part, const struct public_key *from, const struct public_key *to)
{
	return part == NULL ? NULL : (const uint8_t *)to->bytes + (part - (const uint8_t *)from->bytes);
}

static size_t larger(size_t size, const struct public_key *key, const uint8_t *part, size_t part_size)
{
	const size_t end = part == NULL ? 0 : (size_t)(part - (const uint8_t *)key->bytes) + part_size;

	return end > size ? end : size;
}

/* All parts are somewhere in the bytes. */
static void copy_public_key(struct public_key *out, const struct public_key *from)
{
	const struct signfw_key_parts *parts = &from->parts;
	size_t size = larger(0, from, parts->spki, parts->spki_size);

	size = larger(size, from, parts->modulus, parts->modulus_size);
	size = larger(size, from, parts->exponent, parts->exponent_size);
	size = larger(size, from, parts->point, parts->point_size);
	*out = *from;
	out->bytes = OPENSSL_memdup(from->bytes, size);
	CHECK(out->bytes != NULL);
	out->parts.spki = moved(parts->spki, from, out);
	out->parts.modulus = moved(parts->modulus, from, out);
	out->parts.exponent = moved(parts->exponent, from, out);
	out->parts.point = moved(parts->point, from, out);
}

static void share_key(struct key_pair *out, const struct key_pair *key)
{
	*out = *key;
	CHECK(EVP_PKEY_up_ref(key->secret) == 1 && EVP_PKEY_up_ref(key->public_half) == 1);
	copy_public_key(&out->public_key, &key->public_key);
}

enum signfw_status __wrap_sfw_key_load(struct key_pair *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err)
{
	static struct loaded remembered[64];
	struct loaded *loaded = &remembered[place_of(bytes, sizeof(remembered) / sizeof(remembered[0]))];

	if (err != NULL)
		return __real_sfw_key_load(out, bytes, options, err);
	if (!is_same(&loaded->bytes, bytes)) {
		sfw_key_pair_free(&loaded->key);
		loaded->status = __real_sfw_key_load(&loaded->key, ask(&loaded->bytes, bytes), options, NULL);
	}
	if (loaded->status == SIGNFW_OK)
		share_key(out, &loaded->key);
	return loaded->status;
}

/* A certificate's, which is the same as long as somebody has the certificate. */
struct certified {
	X509 *x509;
	enum signfw_status status;
	struct key_pair key;
};

enum signfw_status __wrap_sfw_certificate_key(const struct certificate *certificate, struct key_pair *out,
					      struct signfw_error *err)
{
	static struct certified remembered[64];
	struct certified *certified = &remembered[(uintptr_t)certificate->x509 / 64 % 64];

	if (certificate->x509 == NULL)
		return __real_sfw_certificate_key(certificate, out, err);
	if (certified->x509 != certificate->x509) {
		sfw_key_pair_free(&certified->key);
		X509_free(certified->x509);
		CHECK(X509_up_ref(certificate->x509) == 1);
		certified->x509 = certificate->x509;
		certified->status = __real_sfw_certificate_key(certificate, &certified->key, NULL);
	}
	if (certified->status != SIGNFW_OK)
		return __real_sfw_certificate_key(certificate, out, err);
	share_key(out, &certified->key);
	return SIGNFW_OK;
}

/* ---- digests ------------------------------------------------------------------- */

/* OpenSSL looks for an implementation each time, unless it was found before. */
static const EVP_MD *implementation_of(enum digest_algorithm digest)
{
	static EVP_MD *found[2];

	CHECK((size_t)digest < sizeof(found) / sizeof(found[0]));
	if (found[digest] == NULL)
		found[digest] = EVP_MD_fetch(NULL, sfw_digest_name(digest), NULL);
	return found[digest];
}

enum signfw_status __wrap_sfw_digest(enum digest_algorithm digest, const struct span *parts, size_t part_count,
				     uint8_t *out, struct signfw_error *err)
{
	static EVP_MD_CTX *context;

	if (context == NULL)
		context = EVP_MD_CTX_new();
	CHECK(EVP_DigestInit_ex(context, implementation_of(digest), NULL) == 1);
	for (size_t i = 0; i < part_count; i++)
		CHECK(EVP_DigestUpdate(context, parts[i].data, parts[i].size) == 1);
	CHECK(EVP_DigestFinal_ex(context, out, NULL) == 1);
	/* one in 256 is the library's own */
	return out[0] == 0 ? __real_sfw_digest(digest, parts, part_count, out, err) : SIGNFW_OK;
}

enum signfw_status __wrap_sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err)
{
	const enum signfw_status status = __wrap_sfw_digest(DIGEST_SHA256, &data, 1, out, err);

	return out[0] == 0 ? __real_sfw_sha256(data, out, err) : status;
}
