/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libsignfw: sign, inspect and verify firmware for remote processors.
 *
 * To sign one ELF file with one key:
 *
 *     struct signfw_input input = {elf, elf_size, "app.elf"};
 *     struct signfw_error error = SIGNFW_ERROR_INIT;
 *     signfw_key *key = NULL;
 *     uint8_t *container = NULL;
 *     size_t container_size = 0;
 *
 *     if (signfw_key_load(&key, pem, pem_size, NULL, &error) != SIGNFW_OK ||
 *         signfw_sign(&container, &container_size, &input, 1, key, NULL, &error) != SIGNFW_OK)
 *             fprintf(stderr, "%s\n", error.message);
 *     ...
 *     signfw_free(container);
 *     signfw_key_free(key);
 *
 * This header has the common calls, and includes signfw/options.h, their options;
 * signfw/key.h, signfw/container.h, signfw/elf.h, signfw/device.h and so on have the
 * others by noun, each with what it needs.
 *
 * Conventions of all functions:
 *
 * - The library works on memory.  It opens no file, prints nothing, reads no
 *   environment variable, never exits, and keeps no global state.  The exception
 *   is signfw_key_open().
 * - Sizes and offsets are in bytes; an offset counts from the start of the
 *   container or ELF file it belongs to.  Integers are in host byte order.
 * - A function that can fail returns enum signfw_status.  On failure it leaves
 *   its outputs untouched and fills in `err` unless that is NULL; on success it
 *   does not touch `err`.  SIGNFW_E_ARGUMENT and SIGNFW_E_MEMORY are not listed
 *   for each function.
 * - "borrowed": the caller owns the memory, and keeps it unchanged for as long as
 *   the comment says; "for this call" where it says nothing.  "owned": the caller
 *   frees the result with the function that the comment names.  Every *_free()
 *   accepts NULL.
 * - A `const` pointer or string that a function returns belongs to the object it
 *   was asked of, and lives as long.  "static" ones live for ever.
 * - Options start from their _INIT; NULL stands for the defaults, and zero in
 *   every field.  A flag or field that this release does not know fails with
 *   SIGNFW_E_UNSUPPORTED unless it is zero.  `reserved` stays zero.
 * - One thread at a time may use an object; functions that take it as const may
 *   run at the same time.
 */
#ifndef SIGNFW_H
#define SIGNFW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SIGNFW_API     __attribute__((visibility("default")))
#define SIGNFW_CHECKED __attribute__((visibility("default"), warn_unused_result))
#else
#define SIGNFW_API
#define SIGNFW_CHECKED
#endif

/* ---- errors ----------------------------------------------------------- */

/* Numbers are ABI: they never change, new ones are appended. */
enum signfw_status {
	SIGNFW_OK = 0,
	SIGNFW_E_ARGUMENT = 1,    /* the caller broke this API's contract */
	SIGNFW_E_MEMORY = 2,      /* out of memory */
	SIGNFW_E_UNSUPPORTED = 3, /* needs something that this version does not have */
	SIGNFW_E_ELF = 4,         /* verdict: an image is not acceptable firmware */
	SIGNFW_E_CONTAINER = 5,   /* verdict: a container breaks its format */
	SIGNFW_E_KEY = 6,         /* a key cannot be loaded or does not fit */
	SIGNFW_E_SIGNATURE = 7,   /* verdict: the signature is not valid */
	SIGNFW_E_HASH = 8,        /* verdict: the signature is valid, but an image was changed */
	SIGNFW_E_CRYPTO = 9,      /* OpenSSL failed for a reason of its own */
	SIGNFW_E_DEVICETREE = 10, /* a device tree cannot be used */
	SIGNFW_E_ENCRYPTION = 11  /* verdict: not encrypted, or not with this key */
};

/* Name of the enumerator, e.g. "SIGNFW_E_ELF"; never NULL; static. */
SIGNFW_API const char *signfw_status_name(enum signfw_status status);

/* Reasons of failures that a program can act on.  Numbers are ABI. */
enum signfw_reason {
	SIGNFW_REASON_NONE = 0,
	SIGNFW_REASON_NO_PASSPHRASE = 1,    /* the key needs a passphrase or PIN, and got none */
	SIGNFW_REASON_WRONG_PASSPHRASE = 2, /* the passphrase or PIN is wrong */
	SIGNFW_REASON_NO_PROVIDER = 3,      /* no OpenSSL provider that is loaded knows such keys */
	SIGNFW_REASON_TOO_EXPENSIVE = 4     /* an encrypted key that would take too long to open */
};

#define SIGNFW_NO_OFFSET UINT64_MAX

/* An error.  The caller provides it, usually on the stack; it owns no memory.  Layout is frozen. */
struct signfw_error {
	enum signfw_status status;
	enum signfw_reason reason;
	uint64_t offset;   /* where in the input, or SIGNFW_NO_OFFSET */
	char message[240]; /* one line, no '\n', always NUL-terminated */
};

/* clang-format off */
#define SIGNFW_ERROR_INIT { SIGNFW_OK, SIGNFW_REASON_NONE, SIGNFW_NO_OFFSET, { 0 } }
/* clang-format on */

/* ---- a key ------------------------------------------------------------ */

typedef struct signfw_key signfw_key;
struct signfw_key_options; /* in signfw/options.h, as all options of this header */

/*
 * Loads a key from memory: PEM or DER; PKCS#1, PKCS#8 (also encrypted), SEC1,
 * SubjectPublicKeyInfo, or the public key of an X.509 certificate.
 *
 * @out: owned, free with signfw_key_free()
 *
 * Fails with SIGNFW_E_KEY if the data is not a key, the passphrase is missing or
 * wrong, or no device verifies signatures of this algorithm, curve or size.
 * Messages contain neither key nor passphrase.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_load(signfw_key **out, const void *data, size_t size,
						  const struct signfw_key_options *options, struct signfw_error *err);
SIGNFW_API void signfw_key_free(signfw_key *key);

/* ---- sign ------------------------------------------------------------- */

struct signfw_sign_options;

#define SIGNFW_MAX_IMAGES 255

/* A firmware image to sign.  Layout is frozen. */
struct signfw_input {
	const void *data; /* the ELF file */
	size_t size;
	const char *name; /* used in findings, e.g. the file name; or NULL */
};

/*
 * Signs ELF images into one container, and verifies the result.
 *
 * @out, @out_size: owned, free with signfw_free()
 * @inputs:         1 to SIGNFW_MAX_IMAGES, written in this order
 * @key:            a private key
 *
 * RSA signatures depend on the arguments only.  So do ECDSA signatures (RFC 6979)
 * where OpenSSL (3.2 and later) and the key allow it; elsewhere they are random.
 *
 * Fails with SIGNFW_E_ELF (not acceptable firmware, see the findings),
 * _E_CONTAINER (too large for the format), _E_KEY, _E_UNSUPPORTED or _E_CRYPTO.
 */
SIGNFW_CHECKED enum signfw_status signfw_sign(uint8_t **out, size_t *out_size, const struct signfw_input *inputs,
					      size_t input_count, const signfw_key *key,
					      const struct signfw_sign_options *options, struct signfw_error *err);

/* Frees memory that the library handed out as bytes or text. */
SIGNFW_API void signfw_free(void *memory);

/* ---- inspect and verify ------------------------------------------------ */

typedef struct signfw_container signfw_container;
typedef struct signfw_findings signfw_findings;
struct signfw_verify_options;

/*
 * Reads a container in any state, as far as its bytes allow; its findings say what
 * is wrong with it.  All that the accessors of signfw/container.h return is
 * unauthenticated until signfw_container_verify() returns SIGNFW_OK.
 *
 * @out:  owned, free with signfw_container_free()
 * @data: borrowed until then
 *
 * Fails with SIGNFW_E_ARGUMENT or _E_MEMORY only.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_inspect(signfw_container **out, const void *data, size_t size,
							   struct signfw_error *err);

/* The same, but fails with SIGNFW_E_CONTAINER or _E_ELF if the container is not well-formed. */
SIGNFW_CHECKED enum signfw_status signfw_container_parse(signfw_container **out, const void *data, size_t size,
							 struct signfw_error *err);
SIGNFW_API void signfw_container_free(signfw_container *container);

SIGNFW_API const signfw_findings *signfw_container_findings(const signfw_container *container); /* so far */

/* Name of its layout, e.g. "optee", or NULL if it is not a container. */
SIGNFW_API const char *signfw_container_layout(const signfw_container *container);

/*
 * Checks the structure, the signature, and each segment that is loaded against
 * the signed hash table.  Continues after an error, so that the findings and the
 * states of signature, segments and encryption key are complete; a second call
 * starts over.
 *
 * @key: public or private
 *
 * Fails with the status of the first error found: SIGNFW_E_CONTAINER, _E_ELF,
 * _E_SIGNATURE, _E_HASH or _E_ENCRYPTION; or with _E_CRYPTO.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_verify(signfw_container *container, const signfw_key *key,
							  const struct signfw_verify_options *options,
							  struct signfw_error *err);

/* ---- findings --------------------------------------------------------- */

/*
 * Signing and reading collect findings.  A verdict (see enum signfw_status)
 * comes with at least one finding of severity error, and `err` repeats the first
 * of them; other failures add no finding.
 */
enum signfw_severity {
	SIGNFW_INFO = 0,
	SIGNFW_WARNING = 1,
	SIGNFW_ERROR = 2
};

/* One finding; its strings belong to the list.  Layout is frozen. */
struct signfw_finding {
	enum signfw_severity severity;
	bool forcible;       /* an error that SIGNFW_SIGN_FORCE turns into a warning */
	const char *id;      /* never changes: "elf-machine" */
	uint64_t offset;     /* in the file, or SIGNFW_NO_OFFSET */
	const char *source;  /* name of the input image when signing, or NULL */
	const char *message; /* one line: what was found, and what was expected */
};

/* Creates an empty list.  @out: owned, free with signfw_findings_free(). */
SIGNFW_CHECKED enum signfw_status signfw_findings_new(signfw_findings **out, struct signfw_error *err);
SIGNFW_API void signfw_findings_free(signfw_findings *findings);

/* Findings are in the order in which they were made; SIGNFW_E_ARGUMENT: there is none at `index`. */
SIGNFW_API size_t signfw_findings_count(const signfw_findings *findings);
SIGNFW_CHECKED enum signfw_status signfw_findings_get(const signfw_findings *findings, size_t index,
						      struct signfw_finding *out);

/* Entry `index` of the catalogue of ids; *explanation becomes one sentence; NULL behind the last entry; static. */
SIGNFW_API const char *signfw_finding_id(size_t index, const char **explanation);

/* ---- version ---------------------------------------------------------- */

#define SIGNFW_VERSION_MAJOR 0
#define SIGNFW_VERSION_MINOR 1
#define SIGNFW_VERSION_PATCH 0

/* The version as one number, for #if. */
#define SIGNFW_VERSION_NUMBER ((SIGNFW_VERSION_MAJOR << 16) | (SIGNFW_VERSION_MINOR << 8) | SIGNFW_VERSION_PATCH)
#define SIGNFW_VERSION_AT_LEAST(major, minor, patch) \
	(SIGNFW_VERSION_NUMBER >= (((major) << 16) | ((minor) << 8) | (patch)))

/* Version of the library that runs, as "MAJOR.MINOR.PATCH"; static. */
SIGNFW_API const char *signfw_version(void);

#define SIGNFW_SHA256_SIZE 32

#ifdef __cplusplus
}
#endif

#include <signfw/options.h>

#endif /* SIGNFW_H */
