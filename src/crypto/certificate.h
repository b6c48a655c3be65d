/* SPDX-License-Identifier: BSD-2-Clause */
/* X.509 certificates: what they say, and who signed them. */
#ifndef SFW_CRYPTO_CERTIFICATE_H
#define SFW_CRYPTO_CERTIFICATE_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

enum certificate_key {
	CERTIFICATE_KEY_OTHER,
	CERTIFICATE_KEY_RSA,
	CERTIFICATE_KEY_P256,
	CERTIFICATE_KEY_P384,
	CERTIFICATE_KEY_OTHER_CURVE
};

enum certificate_digest {
	CERTIFICATE_DIGEST_OTHER,
	CERTIFICATE_DIGEST_MD5,
	CERTIFICATE_DIGEST_SHA1,
	CERTIFICATE_DIGEST_SHA256,
	CERTIFICATE_DIGEST_SHA384,
	CERTIFICATE_DIGEST_SHA512
};

/* How a certificate is signed. */
enum certificate_scheme {
	CERTIFICATE_SIGNED_OTHERWISE,
	CERTIFICATE_SIGNED_RSA, /* PKCS#1 v1.5 */
	CERTIFICATE_SIGNED_RSA_PSS,
	CERTIFICATE_SIGNED_ECDSA
};

struct certificate {
	struct span der;      /* borrowed */
	struct x509_st *x509; /* owned, as the next two */
	char *subject, *issuer;
	char not_before[32], not_after[32]; /* "2023-01-01T00:00:00Z" */
	char key_name[48];                  /* "P-384", "RSA 2048" */
	char algorithm[64];                 /* of the signature: "ecdsa-with-SHA384" */
	enum certificate_key key;
	enum certificate_scheme scheme;
	enum certificate_digest digest;
	unsigned key_bits;
	unsigned version;            /* 1 to 3 */
	bool has_constraints, is_ca; /* basicConstraints are there, and say so */
	int path_length;             /* of them; -1: none */
	bool has_key_usage, signs_data, signs_certificates;
	bool has_extended_key_usage, signs_code;
	bool has_rare_extension; /* a critical one that is not about keys, CAs, names or policies */
	bool names_itself;       /* issuer and subject are the same */
	struct span key_id, issuer_key_id, issuer_serial, serial; /* extensions' and own; empty: none */
};

/*
 * Reads a certificate that is all of `der`.
 *
 * @out: free with sfw_certificate_cleanup()
 *
 * Fails with SIGNFW_E_KEY: not a certificate, or one without a key that can be
 * read; or with SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_certificate_parse(struct certificate *out, struct span der, struct signfw_error *err);

/*
 * The certificates in a file, PEM or DER, as DER one behind the other.  Fails as
 * sfw_certificate_parse().  @der: owned, free with free()
 */
enum signfw_status sfw_certificate_read_file(uint8_t **der, size_t *size, struct span file, struct signfw_error *err);

/* Frees what the value owns; accepts { 0 }. */
void sfw_certificate_cleanup(struct certificate *certificate);

/* Its public key.  @out: free with sfw_key_pair_free().  Fails with SIGNFW_E_KEY: of a kind that nothing is signed by. */
enum signfw_status sfw_certificate_key(const struct certificate *certificate, struct key_pair *out,
				       struct signfw_error *err);

/* Whether the issuer's key signed it; names, dates and extensions don't count. */
bool sfw_certificate_signed_by(const struct certificate *certificate, const struct certificate *issuer);

/* Whether its issuer has this one's name. */
bool sfw_certificate_names_issuer(const struct certificate *certificate, const struct certificate *issuer);

/* Organisational unit `index` of the subject, NUL-terminated; false behind the last. */
bool sfw_certificate_unit(const struct certificate *certificate, size_t index, char *out, size_t capacity);

#endif
