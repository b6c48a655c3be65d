/* SPDX-License-Identifier: BSD-2-Clause */
/* Signature algorithms and kinds of keys: a row for each. */
#ifndef SFW_FORMAT_SIGNATURE_ALGORITHM_H
#define SFW_FORMAT_SIGNATURE_ALGORITHM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signfw/key.h"

#define SFW_SHA384_SIZE 48

/* The size of r, s, X and Y on the largest curve. */
#define SFW_FIELD_SIZE_MAX 48

enum digest_algorithm {
	DIGEST_SHA256,
	DIGEST_SHA384
};

size_t sfw_digest_size(enum digest_algorithm digest);

enum key_kind {
	KEY_RSA,
	KEY_EC_P256,
	KEY_EC_P384,
	KEY_KIND_COUNT
};

struct key_kind_row {
	enum signfw_key_type type;
	const char *curve; /* by its NIST name; NULL: not an EC key */
	size_t field_size; /* bytes of r, s, X and Y; 0: not an EC key */
};

const struct key_kind_row *sfw_key_kind(enum key_kind kind);

enum algorithm_id {
	ALGORITHM_RSA_PKCS1_SHA256,
	ALGORITHM_RSA_PKCS1_SHA384,
	ALGORITHM_RSA_PSS_SHA256,
	ALGORITHM_RSA_PSS_SHA384,
	ALGORITHM_ECDSA_P256_SHA256,
	ALGORITHM_ECDSA_P384_SHA384,
	ALGORITHM_COUNT
};

enum signature_scheme {
	SCHEME_RSA_PKCS1,
	SCHEME_RSA_PSS, /* the salt as long as the digest, MGF1 with the same one */
	SCHEME_ECDSA
};

/* How a container stores a signature. */
enum signature_form {
	FORM_NUMBER, /* one number, as long as the modulus */
	FORM_RAW,    /* r || s, each as long as the curve's field */
	FORM_DER     /* a SEQUENCE of r and s: of any size up to a maximum */
};

/* Whether signing the same bytes again gives the same signature. */
enum determinism {
	DETERMINISTIC_ALWAYS,
	DETERMINISTIC_BY_NONCE, /* if the nonce is derived from key and digest: RFC 6979 */
	DETERMINISTIC_NEVER
};

struct signature_algorithm {
	const char *name;   /* of struct signfw_sign_request */
	uint32_t sign_type; /* SIGNTYPE in containers for OP-TEE's remoteproc; 0: not used in them */
	enum key_kind key_kind;
	enum digest_algorithm digest;
	enum signature_scheme scheme;
	enum signature_form form;
	enum determinism determinism;
	unsigned key_bits_min; /* a shorter key has no room for the encoded digest */
};

const struct signature_algorithm *sfw_algorithm(enum algorithm_id id);

/* The rows with a SIGNTYPE, for messages. */
#define SFW_SIGN_TYPES "1 (RSA) or 2 (ECDSA)"

/* The algorithm of a SIGNTYPE; NULL: no container has it. */
const struct signature_algorithm *sfw_algorithm_of_sign_type(uint32_t sign_type);

/* How a key of this kind signs containers for OP-TEE's remoteproc; NULL: they don't take such keys. */
const struct signature_algorithm *sfw_algorithm_of_key(enum key_kind kind);

/* The size of a signature; of FORM_DER the largest one.  @key_bits: of the modulus or curve */
size_t sfw_signature_size(const struct signature_algorithm *algorithm, unsigned key_bits);

#endif
