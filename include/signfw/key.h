/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Keys: in tokens and files, their fingerprints, what OP-TEE and a device need
 * to trust them; signing elsewhere; encryption keys.  A key from memory is in
 * signfw.h.
 */
#ifndef SIGNFW_KEY_H
#define SIGNFW_KEY_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- opening ------------------------------------------------------------ */

/*
 * Opens a key where it is, in a token, a TPM or a file, by a name that an OpenSSL
 * provider knows: "pkcs11:token=signing;object=fw?pin-source=file:/run/pin",
 * "handle:0x81000001", "file:/etc/keys/fw.pem", or a path.  The key stays there;
 * signing asks the provider.
 *
 * This is the one function that reaches outside: it opens files and devices,
 * loads modules, and reads OPENSSL_CONF and the variables that providers read.
 * The key has an OpenSSL library context of its own, with the named providers,
 * those of OpenSSL's configuration file, and "default".  "pkcs11:" needs
 * pkcs11-provider or, with OpenSSL 3, the engine of libp11, which belongs to the
 * whole process.
 *
 * @out:     owned, free with signfw_key_free()
 * @options: the passphrase may be the PIN of a token
 *
 * Fails as signfw_key_load() does; with SIGNFW_E_KEY also if there is no key,
 * there are two different ones, the PIN is missing or wrong, or the public half
 * cannot be read; with SIGNFW_E_CRYPTO if no provider knows such names.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_open(signfw_key **out, const char *uri,
						  const struct signfw_key_options *options, struct signfw_error *err);

/*
 * The file that signfw_key_open() opens for a name: the name itself, or what is
 * behind its "file:"; NULL: the name is a URI for a provider.  It is a URI if it
 * begins with a scheme of at least two characters and a ':', unless there is a
 * file of that name; the function looks for one.
 */
SIGNFW_API const char *signfw_key_file(const char *name);

/* Something that keys depend on.  Layout is frozen. */
struct signfw_environment_item {
	const char *kind;   /* "library", "feature", "configuration", "provider", "engine", "token" */
	const char *name;   /* of a token, its label */
	const char *detail; /* what it is for, or what is known of it; may be untrusted */
	bool works;
};

typedef void (*signfw_environment_fn)(void *context, const struct signfw_environment_item *item);

/*
 * Tries what keys depend on: OpenSSL, its configuration, providers and the engine
 * of libp11, p11-kit, the PKCS#11 tokens that are there.  For reports of faults: it loads
 * modules, as signfw_key_open() does.  Nothing secret is among the items.
 *
 * @each: called for each, which belongs to the caller only meanwhile
 */
SIGNFW_API void signfw_environment_list(signfw_environment_fn each, void *context);

/* ---- what a key is -------------------------------------------------------- */

enum signfw_key_type {
	SIGNFW_KEY_RSA = 1,  /* RSASSA-PKCS1-v1_5, SHA-256 */
	SIGNFW_KEY_ECDSA = 2 /* ECDSA P-256, SHA-256, raw r || s */
};

/* "RSA", "ECDSA", or "unknown"; static. */
SIGNFW_API const char *signfw_key_type_name(enum signfw_key_type type);

/* The type of a name in any case: "RSA", "ECDSA", "ECC", "EC".  SIGNFW_E_ARGUMENT: no such type. */
SIGNFW_CHECKED enum signfw_status signfw_key_type_of_name(const char *name, enum signfw_key_type *out,
							  struct signfw_error *err);

SIGNFW_API enum signfw_key_type signfw_key_get_type(const signfw_key *key);
SIGNFW_API unsigned signfw_key_bits(const signfw_key *key);   /* size of the modulus or curve */
SIGNFW_API bool signfw_key_is_private(const signfw_key *key); /* true also if it has a signer */

/*
 * The algorithm that the key signs containers for OP-TEE's remoteproc with:
 * "rsa-pkcs1-sha256" or "ecdsa-p256-sha256"; NULL if no such container takes the
 * key; static.
 */
SIGNFW_API const char *signfw_key_algorithm(const signfw_key *key);

#define SIGNFW_EC_POINT_SIZE 64 /* P-256 */

/* The public parts of a key; NULL for those that its type does not have.  Layout is frozen. */
struct signfw_key_parts {
	const uint8_t *spki; /* DER SubjectPublicKeyInfo; of ECDSA with the named curve and the uncompressed point */
	size_t spki_size;
	const uint8_t *modulus; /* RSA: big-endian, without leading zeros */
	size_t modulus_size;
	const uint8_t *exponent; /* RSA: big-endian, without leading zeros */
	size_t exponent_size;
	const uint8_t *point; /* ECDSA: X || Y */
	size_t point_size;
};

SIGNFW_API const struct signfw_key_parts *signfw_key_get_parts(const signfw_key *key);

/* SHA-256 of the key's DER SubjectPublicKeyInfo. */
SIGNFW_CHECKED enum signfw_status signfw_key_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
							 struct signfw_error *err);

/* SHA-256 of the modulus of an RSA key; fails with SIGNFW_E_KEY for an ECDSA key. */
SIGNFW_CHECKED enum signfw_status signfw_key_modulus_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
								 struct signfw_error *err);

/*
 * Says which published key this is: a default key of OP-TEE, a development key of
 * this project.  Anybody can sign with a published key, so its signatures protect
 * nothing.  NULL if the key is none of them; static.
 */
SIGNFW_API const char *signfw_key_published(const signfw_key *key);

/* ---- new keys --------------------------------------------------------------- */

/*
 * The types of keys that signfw_key_new() makes: "rsa2048", "rsa3072", "rsa4096",
 * "ec256"; NULL behind the last; static.
 *
 * @description: becomes what there is to know of it, maybe ""; or NULL
 */
SIGNFW_API const char *signfw_key_new_type(size_t index, const char **description);

/* A key as PEM; texts.  Layout is frozen. */
struct signfw_key_pair_pem {
	char *private_pem; /* PKCS#8 */
	char *public_pem;  /* SubjectPublicKeyInfo */
};

/*
 * Makes a key from OpenSSL's random numbers.
 *
 * @out:        owned, free with signfw_key_pair_pem_free()
 * @type:       signfw_key_new_type()
 * @passphrase: 4 to 1024 bytes that encrypt the private key, with AES-256 and
 *              PBKDF2; NULL: it is not encrypted
 *
 * Fails with SIGNFW_E_ARGUMENT if there is no such type, or the passphrase is too
 * short or too long.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_new(struct signfw_key_pair_pem *out, const char *type,
						 const void *passphrase, size_t passphrase_size,
						 struct signfw_error *err);

/* Wipes and frees both; accepts NULL and { NULL, NULL }. */
SIGNFW_API void signfw_key_pair_pem_free(struct signfw_key_pair_pem *pem);

/* ---- what trusts a key ---------------------------------------------------- */

/*
 * Writes the C file that makes OP-TEE trust the key, byte for byte as OP-TEE's
 * script pem_to_pub_c.py does.
 *
 * @out:    text, owned, free with signfw_free()
 * @prefix: beginning of the names in it; NULL: "rproc_pub_key"
 *
 * Fails with SIGNFW_E_KEY if OP-TEE cannot be built with such a key, and with
 * SIGNFW_E_ARGUMENT if no C name can begin with the prefix.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_header(char **out, const signfw_key *key, const char *prefix,
						    struct signfw_error *err);

/*
 * Computes the hash that is fused into a device which trusts the key by its hash
 * (ST's OP-TEE with CFG_REMOTEPROC_PUB_KEY_VERIFY=y): SHA-256 of modulus ||
 * exponent, or of X || Y.  OTP words are little-endian: word k has bytes 4k to
 * 4k + 3, the first of them lowest.
 *
 * Fails with SIGNFW_E_KEY if such a device cannot use the key.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_fuse_value(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
							struct signfw_error *err);

/* ---- signing elsewhere ------------------------------------------------------ */

#define SIGNFW_DIGEST_SIZE_MAX 48

/* What a signer has to sign.  Layout is frozen. */
struct signfw_sign_request {
	const char *algorithm; /* signfw_key_algorithm(), or that of a container which is not for OP-TEE's remoteproc */
	const signfw_key *key; /* the key that has to sign */
	const void *data;      /* the bytes to sign */
	size_t data_size;
	uint8_t digest[SIGNFW_DIGEST_SIZE_MAX]; /* their SHA-256 or SHA-384, as the algorithm has it */
	size_t digest_size;
};

/*
 * Signs somewhere else: in an HSM, a cloud, another process.
 *
 * @signature: room for `capacity` bytes, enough for any signature by the key: raw,
 *             or in DER form for ECDSA; *size becomes their number
 *
 * Returns SIGNFW_OK, or another status after filling in `err`, which is not NULL.
 */
typedef enum signfw_status (*signfw_sign_fn)(void *context, const struct signfw_sign_request *request,
					     uint8_t *signature, size_t capacity, size_t *size,
					     struct signfw_error *err);

/*
 * Makes a key, which may be public, sign by calling `sign`.  Each signature is
 * verified with the key before it is used.
 *
 * @context: first argument of `sign`; borrowed until the key is freed
 */
SIGNFW_CHECKED enum signfw_status signfw_key_set_signer(signfw_key *key, signfw_sign_fn sign, void *context,
							struct signfw_error *err);

/*
 * Signs any bytes, as containers for OP-TEE's remoteproc are signed.  Whoever signs
 * what isn't firmware, such as a test of a device, does it by a key of its own.
 *
 * @out, @out_size: the signature, raw; owned, free with signfw_free()
 * @key:            a private key
 *
 * Fails with SIGNFW_E_KEY if the key is public, or none that signs such containers,
 * and otherwise as the key does.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_sign(uint8_t **out, size_t *out_size, const signfw_key *key,
						  const void *data, size_t size, struct signfw_error *err);

/* ---- encryption keys ---------------------------------------------------- */

#define SIGNFW_ENC_KEY_SIZE 32 /* devices decrypt with AES-256 */

#define SIGNFW_ENC_KEY_ALLOW_SHORT UINT64_C(0x1) /* accept 16 and 24 bytes, though devices do not */

/* Options of signfw_enc_key_parse(). */
struct signfw_enc_key_options {
	size_t struct_size;
	uint64_t flags;            /* SIGNFW_ENC_KEY_... */
	signfw_findings *findings; /* emptied, then filled with what is weak about the key; or NULL */
	const void *reserved;
};

/* clang-format off */
#define SIGNFW_ENC_KEY_OPTIONS_INIT { sizeof(struct signfw_enc_key_options), 0, NULL, NULL }
/* clang-format on */

/*
 * Parses an encryption key file: the bytes of the key, or their hexadecimal digits
 * with white space anywhere.  A file that could be either is refused.
 *
 * @out:      the key, followed by zeros if it is shorter, as a device has it; the
 *            caller wipes it
 * @out_size: its size: 32, or 16 or 24 with SIGNFW_ENC_KEY_ALLOW_SHORT
 *
 * Fails with SIGNFW_E_KEY.  Messages do not contain the key.
 */
SIGNFW_CHECKED enum signfw_status signfw_enc_key_parse(uint8_t out[SIGNFW_ENC_KEY_SIZE], size_t *out_size,
						       const void *data, size_t size,
						       const struct signfw_enc_key_options *options,
						       struct signfw_error *err);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_KEY_H */
