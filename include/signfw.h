/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libsignfw - build, inspect and verify signed remote-processor firmware.
 *
 * Conventions that hold for every function, and are not repeated below:
 *
 * - Sizes and offsets are in bytes; an offset counts from the start of the
 *   container or ELF file it belongs to.  Integers inside a container are
 *   little-endian; integers in this API are in host order.
 * - The library works on memory.  It opens no file, prints nothing, reads no
 *   environment variable, never exits, and keeps no global state; but see
 *   signfw_key_open().
 * - A function that can fail returns enum signfw_status.  On failure it leaves
 *   its outputs untouched and, when `err` is not NULL, fills it in.  On
 *   success it does not touch `err`.
 * - "borrows": the caller keeps ownership, and keeps the memory alive and
 *   unchanged for as long as the comment says.  "owned": free it with the
 *   function the comment names.  Every *_free() accepts NULL.
 * - Strings handed out are valid as long as the object they came from.
 * - An options struct begins with `struct_size` and `flags`, and starts from its
 *   _INIT, never from zeros.  Zero means "the default" in every other field, so
 *   that a later release can append some: see struct_size.  Unknown flags, and
 *   fields that this release doesn't have, fail with SIGNFW_E_UNSUPPORTED unless
 *   they are zero.  `reserved` is zero, too.
 * - A handle may be used by one thread at a time; functions that take it as
 *   const may run at the same time on one handle.
 *
 * Container formats: signfw-container(5).
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

/* ---- version ---------------------------------------------------------- */

#define SIGNFW_VERSION_MAJOR 0
#define SIGNFW_VERSION_MINOR 1
#define SIGNFW_VERSION_PATCH 0

/* The same as one number, for comparisons in #if. */
#define SIGNFW_VERSION_NUMBER ((SIGNFW_VERSION_MAJOR << 16) | (SIGNFW_VERSION_MINOR << 8) | SIGNFW_VERSION_PATCH)
#define SIGNFW_VERSION_AT_LEAST(major, minor, patch) \
	(SIGNFW_VERSION_NUMBER >= (((major) << 16) | ((minor) << 8) | (patch)))

/* Version of the library that runs, as "MAJOR.MINOR.PATCH"; static storage. */
SIGNFW_API const char *signfw_version(void);

/* ---- errors ----------------------------------------------------------- */

/* Numbers are ABI: never renumber, only append. */
enum signfw_status {
	SIGNFW_OK = 0,
	SIGNFW_E_ARGUMENT = 1,    /* the caller broke this API's contract */
	SIGNFW_E_MEMORY = 2,      /* out of memory */
	SIGNFW_E_UNSUPPORTED = 3, /* asks for something this version doesn't know */
	SIGNFW_E_ELF = 4,         /* verdict: an image is not acceptable firmware */
	SIGNFW_E_CONTAINER = 5,   /* verdict: a container breaks its format */
	SIGNFW_E_KEY = 6,         /* a key cannot be loaded or does not fit */
	SIGNFW_E_SIGNATURE = 7,   /* verdict: the signature is not valid */
	SIGNFW_E_HASH = 8,        /* verdict: signature valid, but an image was changed */
	SIGNFW_E_CRYPTO = 9,      /* OpenSSL failed for a reason of its own */
	SIGNFW_E_DEVICETREE = 10, /* a device tree that cannot be used */
	SIGNFW_E_ENCRYPTION = 11  /* verdict: not encrypted, or not with this key */
};

/* Name of the enumerator, e.g. "SIGNFW_E_ELF"; never NULL; static storage. */
SIGNFW_API const char *signfw_status_name(enum signfw_status status);

/* What would help, where a program can do something about it.  Numbers are ABI: only append. */
enum signfw_reason {
	SIGNFW_REASON_NONE = 0,
	SIGNFW_REASON_NO_PASSPHRASE = 1,    /* the key needs a passphrase or PIN, and none was given */
	SIGNFW_REASON_WRONG_PASSPHRASE = 2, /* the one that was given is wrong */
	SIGNFW_REASON_NO_PROVIDER = 3       /* no OpenSSL provider that is loaded knows such keys */
};

#define SIGNFW_NO_OFFSET UINT64_MAX

/*
 * What went wrong.  The caller provides it, usually on the stack; it owns no
 * memory.  Layout is frozen.
 */
struct signfw_error {
	enum signfw_status status;
	enum signfw_reason reason;
	uint64_t offset;   /* where in the input, or SIGNFW_NO_OFFSET */
	char message[240]; /* one line, no '\n', always NUL-terminated */
};

/* clang-format off */
#define SIGNFW_ERROR_INIT { SIGNFW_OK, SIGNFW_REASON_NONE, SIGNFW_NO_OFFSET, { 0 } }
/* clang-format on */

/* ---- findings --------------------------------------------------------- */

/*
 * Signing and reading judge what they see and collect findings.  A verdict
 * (the statuses marked so above) always comes with at least one finding of
 * severity error, and err repeats the first one; other failures add none.
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
	const char *id;      /* stable, kebab-case: "elf-machine" */
	uint64_t offset;     /* in the file, or SIGNFW_NO_OFFSET */
	const char *source;  /* name of the input image (signing), or NULL */
	const char *message; /* one line, what was found and what was expected */
};

typedef struct signfw_findings signfw_findings;

/* A new, empty list.  @out: owned, free with signfw_findings_free(). */
SIGNFW_CHECKED enum signfw_status signfw_findings_new(signfw_findings **out, struct signfw_error *err);
SIGNFW_API void signfw_findings_free(signfw_findings *findings);

/* Number of findings, in the order in which they were made. */
SIGNFW_API size_t signfw_findings_count(const signfw_findings *findings);

/* Finding `index`; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_findings_get(const signfw_findings *findings, size_t index,
						      struct signfw_finding *out);

/*
 * The catalogue of finding ids: the id of entry `index` and, in *explanation,
 * one sentence on what it means; NULL behind the last.  Static storage.
 */
SIGNFW_API const char *signfw_finding_id(size_t index, const char **explanation);

#define SIGNFW_SHA256_SIZE 32

/* ---- keys ------------------------------------------------------------- */

typedef struct signfw_key signfw_key;

enum signfw_key_type {
	SIGNFW_KEY_RSA = 1,  /* RSASSA-PKCS1-v1_5, SHA-256 */
	SIGNFW_KEY_ECDSA = 2 /* ECDSA P-256, SHA-256, raw r || s */
};

/* "RSA", "ECDSA", or "unknown"; static storage. */
SIGNFW_API const char *signfw_key_type_name(enum signfw_key_type type);

/* The type that people call so, in letters of any case: "RSA", "ECDSA", "ECC", "EC".  Fails with SIGNFW_E_ARGUMENT. */
SIGNFW_CHECKED enum signfw_status signfw_key_type_of_name(const char *name, enum signfw_key_type *out,
							  struct signfw_error *err);

/*
 * Asked for the passphrase, at most once, when a key turns out to be
 * encrypted.  Writes at most `capacity` bytes to `out` and their number to
 * *size; returns false when there is no passphrase.  The library wipes the
 * buffer after use.
 */
typedef bool (*signfw_passphrase_fn)(void *context, char *out, size_t capacity, size_t *size);

#define SIGNFW_KEY_REQUIRE_PRIVATE UINT64_C(0x1) /* a public key or certificate is an error */
#define SIGNFW_KEY_ANY_CONTAINER   UINT64_C(0x2) /* take also what only other containers take: EC on P-384 */

/* Options of signfw_key_load() and signfw_key_open().  Start from SIGNFW_KEY_OPTIONS_INIT. */
struct signfw_key_options {
	size_t struct_size;              /* set by the initialiser */
	uint64_t flags;                  /* SIGNFW_KEY_... */
	signfw_passphrase_fn passphrase; /* NULL: an encrypted key is an error */
	void *passphrase_context;        /* handed to `passphrase` */

	/* of signfw_key_open() only */
	const char *const *providers; /* OpenSSL providers to load, by name, in this order */
	size_t provider_count;
	const char *provider_path; /* folder with their modules; NULL: OpenSSL's own */
	const void *reserved;
};

/* clang-format off */
#define SIGNFW_KEY_OPTIONS_INIT { sizeof(struct signfw_key_options), 0, NULL, NULL, NULL, 0, NULL, NULL }
/* clang-format on */

/*
 * Load a key: PEM or DER; PKCS#1, PKCS#8 (also encrypted), SEC1,
 * SubjectPublicKeyInfo, or an X.509 certificate for its public key.
 *
 * @out:     owned, free with signfw_key_free()
 * @data:    borrowed for this call
 * @options: or NULL for the defaults
 *
 * Fails with SIGNFW_E_KEY: not a key, wrong or no passphrase, a public key
 * where a private one is needed, or an algorithm, curve or size that no
 * device verifies.  Neither the key nor the passphrase gets into a message.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_load(signfw_key **out, const void *data, size_t size,
						  const struct signfw_key_options *options, struct signfw_error *err);

/*
 * Open a key where it is: in a token, a TPM or a file, by a name that an
 * OpenSSL provider knows, e.g. "pkcs11:token=signing;object=fw?pin-source=file:/run/pin",
 * "handle:0x81000001", "file:/etc/keys/fw.pem", or a path.  The key stays
 * there; signing asks the provider.
 *
 * This is the one function that reaches outside: it opens files and devices,
 * loads modules, reads OPENSSL_CONF and whatever other variables the providers
 * read.  Beside the named providers it has those of OpenSSL's configuration
 * file and "default", in an OpenSSL library context that belongs to the key.
 * "pkcs11:" needs pkcs11-provider or, with OpenSSL 3, libp11's engine, which
 * belongs to the whole process.
 *
 * @out:     owned, free with signfw_key_free()
 * @uri:     borrowed for this call
 * @options: or NULL for the defaults, borrowed for this call.  The passphrase
 *           may be a token's PIN.
 *
 * Fails as signfw_key_load(), and with SIGNFW_E_KEY: no key there, two
 * different ones, a wrong or no PIN, or a key whose public half is not to be
 * had; with SIGNFW_E_CRYPTO: no provider for it.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_open(signfw_key **out, const char *uri,
						  const struct signfw_key_options *options, struct signfw_error *err);
SIGNFW_API void signfw_key_free(signfw_key *key);

SIGNFW_API enum signfw_key_type signfw_key_get_type(const signfw_key *key);
SIGNFW_API unsigned signfw_key_bits(const signfw_key *key);   /* of the modulus or curve */
SIGNFW_API bool signfw_key_is_private(const signfw_key *key); /* or has a signer */

/*
 * How the key signs a container for OP-TEE's remoteproc: "rsa-pkcs1-sha256" or
 * "ecdsa-p256-sha256"; NULL: no such container takes the key.  Static storage.
 */
SIGNFW_API const char *signfw_key_algorithm(const signfw_key *key);

#define SIGNFW_EC_POINT_SIZE 64 /* of P-256 */

/* The public parts of a key, which they belong to; what a key doesn't have is NULL.  Layout is frozen. */
struct signfw_key_parts {
	const uint8_t *spki; /* DER SubjectPublicKeyInfo; of ECDSA always with the curve's name and the whole point */
	size_t spki_size;
	const uint8_t *modulus; /* of RSA, big-endian, without leading zeros */
	size_t modulus_size;
	const uint8_t *exponent; /* likewise */
	size_t exponent_size;
	const uint8_t *point; /* of ECDSA: X || Y */
	size_t point_size;
};

SIGNFW_API const struct signfw_key_parts *signfw_key_get_parts(const signfw_key *key);

/* SHA-256 of the key's DER SubjectPublicKeyInfo, SIGNFW_SHA256_SIZE bytes. */
SIGNFW_CHECKED enum signfw_status signfw_key_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
							 struct signfw_error *err);

/* SHA-256 of an RSA key's modulus; fails with SIGNFW_E_KEY if it is an ECDSA key. */
SIGNFW_CHECKED enum signfw_status signfw_key_modulus_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
								 struct signfw_error *err);

/*
 * Which key it is, if its private half was published, so that what it signs is
 * not protected: a default key of OP-TEE, a development key of this project.
 * NULL if it isn't one of them; static storage.
 */
SIGNFW_API const char *signfw_key_published(const signfw_key *key);

/*
 * The C definitions that OP-TEE is built with to trust the key, as its script
 * pem_to_pub_c.py writes them, byte for byte.
 *
 * @out:    a string, owned, free with signfw_free()
 * @prefix: how the names in it begin, or NULL for "rproc_pub_key"
 *
 * Fails with SIGNFW_E_KEY: OP-TEE can't be built with such a key; err says
 * why; or with SIGNFW_E_ARGUMENT: the prefix isn't the beginning of a C name.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_header(char **out, const signfw_key *key, const char *prefix,
						    struct signfw_error *err);

/*
 * What is fused into a device that trusts the key by its hash (ST's OP-TEE,
 * CFG_REMOTEPROC_PUB_KEY_VERIFY=y): SHA-256 of modulus || exponent, or of
 * X || Y.  Its OTP words are little-endian: word k has bytes 4k to 4k + 3,
 * the first of them lowest.
 *
 * Fails with SIGNFW_E_KEY: such a device can't use the key; err says why.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_fuse_value(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
							struct signfw_error *err);

#define SIGNFW_DIGEST_SIZE_MAX 48

/* What a signer has to sign.  Layout is frozen. */
struct signfw_sign_request {
	const char *algorithm; /* signfw_key_algorithm(), or that of a container which isn't for OP-TEE's remoteproc */
	const signfw_key *key; /* the key whose signature is wanted */
	const void *data;      /* what is signed, ... */
	size_t data_size;
	uint8_t digest[SIGNFW_DIGEST_SIZE_MAX]; /* ... and its digest, as the algorithm has it: SHA-256 or SHA-384 */
	size_t digest_size;
};

/*
 * Signs somewhere else: in an HSM, a cloud, another process.
 *
 * @signature: room for `capacity` bytes, enough for any signature by the key:
 *             raw, or one by ECDSA in DER form; their number goes to *size
 *
 * Returns SIGNFW_OK, or the status of its failure with `err`, which isn't
 * NULL, filled in.
 */
typedef enum signfw_status (*signfw_sign_fn)(void *context, const struct signfw_sign_request *request,
					     uint8_t *signature, size_t capacity, size_t *size,
					     struct signfw_error *err);

/*
 * Makes a key, which may be public, sign by calling `sign` from now on.  Each
 * signature is verified with the key before it is used.
 *
 * @context: handed to `sign`; borrowed until the key is freed
 */
SIGNFW_CHECKED enum signfw_status signfw_key_set_signer(signfw_key *key, signfw_sign_fn sign, void *context,
							struct signfw_error *err);

/* ---- encryption keys ---------------------------------------------------- */

/* Bytes of the key that devices decrypt with, by AES-256. */
#define SIGNFW_ENC_KEY_SIZE 32

#define SIGNFW_ENC_KEY_ALLOW_SHORT UINT64_C(0x1) /* also take 16 or 24 bytes, though devices don't */

/* Options of signfw_enc_key_parse().  Start from SIGNFW_ENC_KEY_OPTIONS_INIT. */
struct signfw_enc_key_options {
	size_t struct_size;        /* set by the initialiser */
	uint64_t flags;            /* SIGNFW_ENC_KEY_ALLOW_SHORT */
	signfw_findings *findings; /* emptied, then collects what is wrong with a key that is taken; or NULL */
	const void *reserved;
};

/* clang-format off */
#define SIGNFW_ENC_KEY_OPTIONS_INIT { sizeof(struct signfw_enc_key_options), 0, NULL, NULL }
/* clang-format on */

/*
 * The key in an encryption key file: its bytes, or their hexadecimal digits
 * with white space anywhere.  What could be either is refused.
 *
 * @out:      SIGNFW_ENC_KEY_SIZE bytes, for the caller to wipe; behind a
 *            shorter key they are 0, as a device has it
 * @out_size: of the key: 32, or, if allowed, 16 or 24
 * @data:     borrowed for this call
 * @options:  or NULL for the defaults
 *
 * Fails with SIGNFW_E_KEY.  The key doesn't get into a message.
 */
SIGNFW_CHECKED enum signfw_status signfw_enc_key_parse(uint8_t out[SIGNFW_ENC_KEY_SIZE], size_t *out_size,
						       const void *data, size_t size,
						       const struct signfw_enc_key_options *options,
						       struct signfw_error *err);

/* ---- containers ------------------------------------------------------- */

/*
 * TLV types, signfw-container(5) "TLV types".  Platform TLVs have types from
 * SIGNFW_TLV_PLATFORM_FIRST to SIGNFW_TLV_PLATFORM_LAST, but in st-3.19.
 */
enum signfw_tlv_type {
	SIGNFW_TLV_SIGNTYPE = 0x01,
	SIGNFW_TLV_HASHTYPE = 0x02,
	SIGNFW_TLV_NUM_IMG = 0x03,
	SIGNFW_TLV_IMGTYPE = 0x04,
	SIGNFW_TLV_IMGSIZE = 0x05,
	SIGNFW_TLV_ENCTYPE = 0x06, /* st-4.0 */
	SIGNFW_TLV_HASHTABLE = 0x10,
	SIGNFW_TLV_PKEYINFO = 0x11,
	SIGNFW_TLV_ENCTABLE = 0x12,   /* st-4.0 */
	SIGNFW_TLV_SBOOTADDR = 0x21,  /* st-3.19 */
	SIGNFW_TLV_NSBOOTADDR = 0x22, /* st-3.19 */
	SIGNFW_TLV_PLATFORM_FIRST = 0x10000,
	SIGNFW_TLV_BOOTADDR = 0x10001, /* st-4.0 */
	SIGNFW_TLV_BOOTSEC = 0x10002,  /* st-4.0 */
	SIGNFW_TLV_PLATFORM_LAST = 0x1ffff
};

#define SIGNFW_IMGTYPE_ELF       1  /* in IMGTYPE */
#define SIGNFW_IMGTYPE_ENCRYPTED 2  /* an ELF file whose PT_LOAD segments are encrypted */
#define SIGNFW_HASHTYPE_SHA256   1  /* in HASHTYPE */
#define SIGNFW_ENCTYPE_AES_CBC   1  /* in ENCTYPE */
#define SIGNFW_HASH_ENTRY_SIZE   64 /* of HASHTABLE: a program header and its SHA-256 */
#define SIGNFW_ENC_IV_SIZE       16
#define SIGNFW_ENC_ENTRY_SIZE    80 /* of ENCTABLE: the same, the SHA-256 of what is encrypted, and its IV */

/* "SIGNTYPE", ..., "platform", or "unknown"; static storage.  What a layout calls it is in struct signfw_tlv. */
SIGNFW_API const char *signfw_tlv_name(uint32_t type);

/* Names and descriptions of the container layouts; NULL behind the last.  Static storage. */
SIGNFW_API const char *signfw_layout_name(size_t index, const char **description);

/* The TLV type that a layout has under a name, e.g. "BOOTADDR".  Fails with SIGNFW_E_ARGUMENT: no such layout or name. */
SIGNFW_CHECKED enum signfw_status signfw_tlv_type(const char *layout, const char *name, uint32_t *out,
						  struct signfw_error *err);

/*
 * Make a firmware image without what no device loads: debug information,
 * symbols, other sections that aren't part of the program, and gaps in the
 * file.  Every segment keeps its bytes, addresses and sizes, its hash with
 * them; p_offset changes, and p_align where it only made gaps.  The sections
 * of the program keep their headers.  The bytes depend on the image only;
 * stripping them again changes nothing.
 *
 * @out, @out_size: owned, free with signfw_free()
 * @findings: emptied, then collects what is found; or NULL
 *
 * Fails with SIGNFW_E_ELF (not an image that can be stripped, see findings),
 * _E_ARGUMENT or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_elf_strip(uint8_t **out, size_t *out_size, const void *data, size_t size,
						   signfw_findings *findings, struct signfw_error *err);

/*
 * The boot address of a firmware image: where its vector table is loaded to.
 * It is found by the names that start-up code and linker scripts give to its
 * section or symbol.  What was found is among the findings, as information.
 *
 * @findings: emptied, then collects what is found; or NULL
 *
 * Fails with SIGNFW_E_ELF (not an ELF file; finding boot-address-unknown: no
 * vector table of a known name; boot-address-unusable: several at different
 * addresses, or not at a multiple of 128), _E_ARGUMENT or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_elf_boot_address(uint32_t *out, const void *data, size_t size,
							  signfw_findings *findings, struct signfw_error *err);

/* One firmware image to sign. */
struct signfw_input {
	const void *data; /* the ELF file */
	size_t size;
	const char *name; /* for findings only, e.g. the file name; or NULL */
};

/* One platform TLV to write. */
struct signfw_platform_tlv {
	uint32_t type; /* one that the layout has for the platform */
	const void *value;
	size_t size;
};

#define SIGNFW_MAX_IMAGES 255

/* Flags of struct signfw_sign_options. */
#define SIGNFW_SIGN_FORCE          UINT64_C(0x01) /* sign what only a device would refuse */
#define SIGNFW_SIGN_LEAVE_UNSIGNED UINT64_C(0x02) /* a signature of zeros, for signfw_stitch(); the key may be public */
#define SIGNFW_SIGN_DETERMINISTIC \
	UINT64_C(0x04) /* fail unless the same arguments give the same signature; RSA always does */
#define SIGNFW_SIGN_STRIP                 UINT64_C(0x08) /* sign what signfw_elf_strip() makes of each image */
#define SIGNFW_SIGN_TABLE_LOADS_ONLY      UINT64_C(0x10) /* HASHTABLE has PT_LOAD segments only: devices need no others */
#define SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS UINT64_C(0x20) /* refuse to sign with a signfw_key_published() key */
#define SIGNFW_SIGN_PAD_SEGMENTS \
	UINT64_C(0x40) /* extend segments to encrypt to whole blocks where nothing is in the way */

/*
 * Options of signfw_build() and signfw_sign().  Start from
 * SIGNFW_SIGN_OPTIONS_INIT.  What it points at is borrowed for the call.
 */
struct signfw_sign_options {
	size_t struct_size;   /* set by the initialiser */
	uint64_t flags;       /* SIGNFW_SIGN_... */
	const char *layout;   /* NULL: "optee" */
	const void *key_info; /* PKEYINFO; NULL: no such TLV */
	size_t key_info_size;
	const struct signfw_platform_tlv *platform_tlvs; /* written in this order, no type twice */
	size_t platform_tlv_count;
	signfw_findings *findings; /* emptied, then collects what is found; or NULL */
	const char *tlv_order;     /* of st-4.0: "st", as its script writes now, or "upstream", as it did; NULL: "st" */
	const void *enc_key; /* of signfw_enc_key_parse(): PT_LOAD segments are encrypted, layout st-4.0; or NULL */
	size_t enc_key_size;
	const void *reserved;
};

/* clang-format off */
#define SIGNFW_SIGN_OPTIONS_INIT { sizeof(struct signfw_sign_options), 0, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, 0, NULL }
/* clang-format on */

typedef struct signfw_container signfw_container;

/*
 * Build one signed container from one or more ELF images, and verify it with
 * the public half of the key.
 *
 * @out:    owned, free with signfw_container_free().  Its bytes are the chunks
 *          of signfw_container_chunk(); images are not copied.
 * @inputs: 1 to SIGNFW_MAX_IMAGES, written in this order; their data is
 *          borrowed until the container is freed
 * @key:    a private key, borrowed for this call
 * @options: or NULL for the defaults
 *
 * Fails with SIGNFW_E_ELF (not acceptable firmware, see findings),
 * _E_CONTAINER (too large for the format), _E_ARGUMENT, _E_KEY,
 * _E_UNSUPPORTED, _E_CRYPTO or _E_MEMORY.
 * With an RSA key the bytes depend on the arguments only.  With an ECDSA key
 * so they do (RFC 6979) where OpenSSL, from 3.2 on, and the key allow it;
 * elsewhere its signatures are randomised.
 */
SIGNFW_CHECKED enum signfw_status signfw_build(signfw_container **out, const struct signfw_input *inputs,
					       size_t input_count, const signfw_key *key,
					       const struct signfw_sign_options *options, struct signfw_error *err);

/*
 * signfw_build(), with the container as one piece of memory.
 *
 * @out, @out_size: owned, free with signfw_free()
 */
SIGNFW_CHECKED enum signfw_status signfw_sign(uint8_t **out, size_t *out_size, const struct signfw_input *inputs,
					      size_t input_count, const signfw_key *key,
					      const struct signfw_sign_options *options, struct signfw_error *err);
SIGNFW_API void signfw_free(void *memory);

/*
 * Put a new signature on a container: by another key, of another type if need
 * be.  Images, hash table and all other TLVs stay as they are; SIGNTYPE and
 * PKEYINFO become what key and options say.  The old signature isn't looked
 * at: that is up to the caller, by signfw_container_verify().
 *
 * @out:       owned, free with signfw_container_free()
 * @container: its bytes are borrowed until *out is freed
 * @key:       a private key, borrowed for this call
 * @options:   or NULL for the defaults; those about images, layout, encryption and
 *             platform TLVs aren't used.  Without key information, the result has no
 *             PKEYINFO
 *
 * Fails with SIGNFW_E_CONTAINER or _E_ELF (the container isn't well-formed: see
 * its own findings), and otherwise as signfw_build().
 */
SIGNFW_CHECKED enum signfw_status signfw_resign(signfw_container **out, const signfw_container *container,
						const signfw_key *key, const struct signfw_sign_options *options,
						struct signfw_error *err);

/*
 * Put the images of a container into one of another layout, and sign it.
 * Their hash table stays the same, so images that were changed are refused.
 * Platform TLVs become those of the other layout as far as that is clear.  The
 * old signature isn't looked at: that is up to the caller, by
 * signfw_container_verify().
 *
 * @out:       owned, free with signfw_container_free()
 * @container: its bytes are borrowed until *out is freed
 * @key:       a private key, borrowed for this call
 * @options:   or NULL for the defaults; `layout` is the other layout;
 *             SIGNFW_SIGN_STRIP is refused, SIGNFW_SIGN_TABLE_LOADS_ONLY not used.  Platform TLVs, if there are some,
 *             replace those of the container.  Without key information, the
 *             result has no PKEYINFO
 *
 * Fails with SIGNFW_E_CONTAINER (not well-formed, or something that the other
 * layout can't express), _E_HASH (changed images), and otherwise as signfw_build().
 */
SIGNFW_CHECKED enum signfw_status signfw_convert(signfw_container **out, const signfw_container *container,
						 const signfw_key *key, const struct signfw_sign_options *options,
						 struct signfw_error *err);

/*
 * SHA-256 of what a container's signature is made of: the digest to sign
 * elsewhere.  Fails with SIGNFW_E_CONTAINER (too short for what is signed),
 * or _E_CRYPTO.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_digest(const signfw_container *container,
							  uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

/*
 * Put a signature that was made elsewhere into a container.
 *
 * @out:       owned, free with signfw_container_free()
 * @container: with SIGNFW_SIGN_LEAVE_UNSIGNED, or signed; its bytes are borrowed until
 *             *out is freed
 * @key:       its public key, borrowed for this call
 * @signature: raw, or one by ECDSA in DER form; borrowed for this call
 * @findings:  emptied, then collects what is wrong with the signature; or NULL
 *
 * Fails with SIGNFW_E_SIGNATURE (not a signature of this container by this
 * key), _E_CONTAINER or _E_ELF (the container isn't well-formed: see its own
 * findings), _E_CRYPTO.
 */
SIGNFW_CHECKED enum signfw_status signfw_stitch(signfw_container **out, const signfw_container *container,
						const signfw_key *key, const void *signature, size_t size,
						signfw_findings *findings, struct signfw_error *err);

/*
 * Look into a container, whatever its state: needs no key, proves nothing,
 * and shows as much as the bytes allow.  What is wrong with it is among its
 * findings.  Everything the accessors return is unauthenticated until
 * signfw_container_verify() says SIGNFW_OK.
 *
 * @out:  owned, free with signfw_container_free()
 * @data: borrowed until then
 *
 * Fails with SIGNFW_E_ARGUMENT or _E_MEMORY only.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_inspect(signfw_container **out, const void *data, size_t size,
							   struct signfw_error *err);

/*
 * signfw_container_inspect() for those who need a well-formed container:
 * fails with SIGNFW_E_CONTAINER or _E_ELF when a finding is an error.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_parse(signfw_container **out, const void *data, size_t size,
							 struct signfw_error *err);
SIGNFW_API void signfw_container_free(signfw_container *container);

#define SIGNFW_VERIFY_STRICT UINT64_C(0x1) /* every warning is an error */

/* Options of signfw_container_verify().  Start from SIGNFW_VERIFY_OPTIONS_INIT. */
struct signfw_verify_options {
	size_t struct_size;  /* set by the initialiser */
	uint64_t flags;      /* SIGNFW_VERIFY_STRICT */
	const void *enc_key; /* of signfw_enc_key_parse(): images have to be encrypted with it; or NULL */
	size_t enc_key_size;
};

/* clang-format off */
#define SIGNFW_VERIFY_OPTIONS_INIT { sizeof(struct signfw_verify_options), 0, NULL, 0 }
/* clang-format on */

/*
 * Check the structure, the signature, then every loadable segment of every
 * image against the signed hash table.  Goes on after an error, so that the
 * container's findings (to which it adds) and the states of its signature,
 * segments and encryption key are complete; calling it again starts over.
 *
 * @key:     public or private, borrowed for this call
 * @options: or NULL for the defaults
 *
 * Fails with the status of the first error found: SIGNFW_E_CONTAINER, _E_ELF,
 * _E_SIGNATURE, _E_HASH or _E_ENCRYPTION; or with _E_CRYPTO, _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_verify(signfw_container *container, const signfw_key *key,
							  const struct signfw_verify_options *options,
							  struct signfw_error *err);

/* ---- what is in a container ------------------------------------------- */

/* What was found so far; lives as long as the container. */
SIGNFW_API const signfw_findings *signfw_container_findings(const signfw_container *container);

/* Name of its layout, e.g. "optee", or NULL if it is not a container. */
SIGNFW_API const char *signfw_container_layout(const signfw_container *container);

/* Size of the whole container. */
SIGNFW_API uint64_t signfw_container_size(const signfw_container *container);

/*
 * The container's bytes, as chunks to be written one behind the other.  They
 * live as long as the container (and the inputs it was built from).
 */
SIGNFW_API size_t signfw_container_chunk_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_chunk(const signfw_container *container, size_t index,
							 const void **data, size_t *size);

/*
 * The accessors below hand out element `index` in frozen structs, and return
 * SIGNFW_E_ARGUMENT when there is none.  Pointers in them live as long as the
 * container and the data it was made from.
 */

/* A header field: its name in signfw-container(5), and its value. */
struct signfw_field {
	const char *name;
	uint64_t offset;
	uint32_t value;
};

SIGNFW_API size_t signfw_container_field_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_field(const signfw_container *container, size_t index,
							 struct signfw_field *out);

/* A TLV, in file order, doubles and unknown types included. */
struct signfw_tlv {
	uint32_t type;
	const char *name; /* in this layout: "SIGNTYPE", "BOOTADDR", ..., "platform", or "unknown" */
	uint64_t offset;  /* of its header; in st-3.16, which has no TLVs, of the field that stands for it */
	const void *value;
	size_t size; /* of the value, without padding */
};

SIGNFW_API size_t signfw_container_tlv_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_tlv(const signfw_container *container, size_t index,
						       struct signfw_tlv *out);

enum signfw_check {
	SIGNFW_UNCHECKED = 0, /* not verified yet, or nothing to compare with */
	SIGNFW_GOOD = 1,
	SIGNFW_BAD = 2
};

struct signfw_signature {
	uint32_t type; /* SIGNTYPE: enum signfw_key_type, or what the file says */
	uint64_t offset;
	const void *data; /* NULL if the file is too short for it */
	size_t size;
	enum signfw_check check;
};

/* SIGNFW_E_ARGUMENT if there is no signature. */
SIGNFW_CHECKED enum signfw_status signfw_container_signature(const signfw_container *container,
							     struct signfw_signature *out);

/*
 * Whether the encryption key that signfw_container_verify() was given decrypts
 * what the images have to contain; SIGNFW_UNCHECKED if nothing tells.
 */
SIGNFW_API enum signfw_check signfw_container_enc_key_check(const signfw_container *container);

struct signfw_image {
	uint64_t offset;
	uint64_t size;     /* as IMGSIZE says: with padding */
	uint64_t elf_size; /* without padding, as far as the ELF file's headers tell */
	uint32_t type;     /* IMGTYPE; of an encrypted one, only what isn't loaded can be read */
	const void *data;
	uint32_t entry;       /* e_entry */
	size_t segment_count; /* program headers that could be read */
};

SIGNFW_API size_t signfw_container_image_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_image(const signfw_container *container, size_t index,
							 struct signfw_image *out);

/*
 * The bytes of an encrypted image, those of its PT_LOAD segments decrypted.
 *
 * @out, @out_size: owned, free with signfw_free()
 * @enc_key:        of signfw_enc_key_parse(), borrowed for this call
 *
 * Fails with SIGNFW_E_ARGUMENT (no such image), _E_ENCRYPTION (not encrypted,
 * or, as far as anything tells, not with this key), _E_CONTAINER (a segment
 * can't be decrypted), _E_CRYPTO or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_decrypt(uint8_t **out, size_t *out_size,
							   const signfw_container *container, size_t image,
							   const void *enc_key, size_t enc_key_size,
							   struct signfw_error *err);

#define SIGNFW_SEGMENT_LOAD 1 /* PT_LOAD */

/* A segment: the image's own program header, and what the signed table says of it. */
struct signfw_segment {
	uint32_t type;            /* p_type; SIGNFW_SEGMENT_LOAD is what devices load */
	uint32_t offset;          /* p_offset, in the image */
	uint32_t virtual_address; /* p_vaddr */
	uint32_t address;         /* p_paddr, the device address it is loaded to */
	uint32_t file_size;       /* p_filesz */
	uint32_t memory_size;     /* p_memsz */
	uint32_t flags;           /* p_flags */
	uint32_t align;           /* p_align */
	const uint8_t *sha256;    /* its entry in the hash table, SIGNFW_SHA256_SIZE bytes; or NULL */
	const uint8_t *iv;        /* if it is encrypted, its entry's SIGNFW_ENC_IV_SIZE bytes; or NULL */
	enum signfw_check check;
};

SIGNFW_CHECKED enum signfw_status signfw_container_segment(const signfw_container *container, size_t image,
							   size_t index, struct signfw_segment *out);

/* "LOAD", "DYNAMIC", "ARM_EXIDX", ..., or NULL for a p_type without a name; static storage. */
SIGNFW_API const char *signfw_segment_type_name(uint32_t type);

struct signfw_resource_table {
	uint32_t address;     /* sh_addr, what the device reports */
	uint32_t size;        /* sh_size */
	uint64_t offset;      /* sh_offset, in the image */
	uint32_t entry_count; /* 0 if it is encrypted */
};

/* The resource table of an image; SIGNFW_E_ARGUMENT if it has none. */
SIGNFW_CHECKED enum signfw_status signfw_container_resource_table(const signfw_container *container, size_t image,
								  struct signfw_resource_table *out);

/* ---- what a device answers --------------------------------------------- */

/* Results of a TEE, as GlobalPlatform numbers them; signfw_tee_result_name() knows more. */
#define SIGNFW_TEE_SUCCESS           UINT32_C(0x00000000)
#define SIGNFW_TEE_CORRUPT_OBJECT    UINT32_C(0xf0100001)
#define SIGNFW_TEE_GENERIC           UINT32_C(0xffff0000)
#define SIGNFW_TEE_ACCESS_DENIED     UINT32_C(0xffff0001)
#define SIGNFW_TEE_BAD_FORMAT        UINT32_C(0xffff0005)
#define SIGNFW_TEE_BAD_PARAMETERS    UINT32_C(0xffff0006)
#define SIGNFW_TEE_BAD_STATE         UINT32_C(0xffff0007)
#define SIGNFW_TEE_ITEM_NOT_FOUND    UINT32_C(0xffff0008)
#define SIGNFW_TEE_NOT_IMPLEMENTED   UINT32_C(0xffff0009)
#define SIGNFW_TEE_NOT_SUPPORTED     UINT32_C(0xffff000a)
#define SIGNFW_TEE_NO_DATA           UINT32_C(0xffff000b)
#define SIGNFW_TEE_OUT_OF_MEMORY     UINT32_C(0xffff000c)
#define SIGNFW_TEE_BUSY              UINT32_C(0xffff000d)
#define SIGNFW_TEE_SECURITY          UINT32_C(0xffff000f)
#define SIGNFW_TEE_TARGET_DEAD       UINT32_C(0xffff3024)
#define SIGNFW_TEE_SIGNATURE_INVALID UINT32_C(0xffff3072)

/* "TEE_ERROR_BAD_PARAMETERS", "TEE_SUCCESS", ..., or NULL for a number without a name; static storage. */
SIGNFW_API const char *signfw_tee_result_name(uint32_t result);

/* What a result means on LOAD of remote-processor firmware; NULL if there is nothing to say; static storage. */
SIGNFW_API const char *signfw_tee_result_meaning(uint32_t result);

/* ---- memory of a device -------------------------------------------------- */

/* The memory that a device's loader may write: regions, and how device addresses lead to them. */
typedef struct signfw_memory signfw_memory;

enum signfw_reach {
	SIGNFW_REACH_UNKNOWN = 0,
	SIGNFW_REACH_YES = 1, /* Linux can read it while the firmware runs */
	SIGNFW_REACH_NO = 2
};

/* A region; the name belongs to the memory.  Layout is frozen. */
struct signfw_region {
	const char *name;
	uint64_t device_address;   /* as the remote processor sees it, and as p_paddr has it */
	uint64_t physical_address; /* as the host processor sees it */
	uint64_t size;
	enum signfw_reach linux_reach;
};

/*
 * Memory of these regions; nothing is translated but by them.
 *
 * @out:     owned, free with signfw_memory_free()
 * @regions: borrowed for this call
 *
 * Fails with SIGNFW_E_ARGUMENT: a region is empty or leaves the address space.
 */
SIGNFW_CHECKED enum signfw_status signfw_memory_from_regions(signfw_memory **out, const struct signfw_region *regions,
							     size_t count, struct signfw_error *err);

/* Names and descriptions of the boards that are built in; NULL behind the last.  Static storage. */
SIGNFW_API const char *signfw_board_name(size_t index, const char **description);

/* Memory of a built-in board.  Fails with SIGNFW_E_ARGUMENT: no such board. */
SIGNFW_CHECKED enum signfw_status signfw_memory_from_board(signfw_memory **out, const char *board,
							   struct signfw_error *err);

/*
 * Memory as OP-TEE reads it from its compiled device tree.
 *
 * @data: the tree (hostile input is refused), borrowed for this call
 * @node: path or compatible of the remote processor's node; NULL: the first
 *        enabled one that OP-TEE's driver would take
 *
 * Fails with SIGNFW_E_DEVICETREE: not a device tree, no such node, or one
 * that the driver would refuse; the message says why.
 */
SIGNFW_CHECKED enum signfw_status signfw_memory_from_devicetree(signfw_memory **out, const void *data, size_t size,
								const char *node, struct signfw_error *err);
SIGNFW_API void signfw_memory_free(signfw_memory *memory);

SIGNFW_API size_t signfw_memory_region_count(const signfw_memory *memory);
/* Whether two regions, by index, have memory in common, under whatever addresses. */
SIGNFW_API bool signfw_memory_overlap(const signfw_memory *memory, size_t a, size_t b);

SIGNFW_CHECKED enum signfw_status signfw_memory_region(const signfw_memory *memory, size_t index,
						       struct signfw_region *out);

/* ---- devices -------------------------------------------------------------- */

/*
 * A device: OP-TEE's remoteproc Trusted Application of one version, its pseudo
 * TA and driver, with one processor.  It answers commands as the real one does,
 * and keeps its state between them.
 */
typedef struct signfw_device signfw_device;

/* Names and descriptions of the versions that are modelled; NULL behind the last.  Static storage. */
SIGNFW_API const char *signfw_device_name(size_t index, const char **description);

/*
 * Whether a device takes firmware that such a key signed, if it trusts the key.
 *
 * @device: a name of signfw_device_name(), or "optee"
 *
 * Fails with SIGNFW_E_KEY: it doesn't; err says why; or with SIGNFW_E_ARGUMENT:
 * no such device.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_suits(const signfw_key *key, const char *device, struct signfw_error *err);

/* Options of signfw_device_new().  Start from SIGNFW_DEVICE_OPTIONS_INIT. */
struct signfw_device_options {
	size_t struct_size;          /* set by the initialiser */
	uint64_t flags;              /* none yet */
	const char *version;         /* e.g. "optee-4.4"; NULL: "optee", the newest upstream */
	const signfw_memory *memory; /* borrowed while the device lives; NULL: see signfw_device_memory() */
	const signfw_key *key;  /* that the device trusts; borrowed while it lives; NULL: signatures aren't checked */
	const uint8_t *enc_key; /* SIGNFW_ENC_KEY_SIZE bytes, borrowed while it lives; NULL: nothing is decrypted */
	uint64_t heap_size;     /* of the TA, in bytes; 0: 4096, the default of OP-TEE */
	uint64_t bits;          /* that the TA is built for, 32 or 64; 0: see signfw_device_bits() */
};

/* clang-format off */
#define SIGNFW_DEVICE_OPTIONS_INIT { sizeof(struct signfw_device_options), 0, NULL, NULL, NULL, NULL, 0, 0 }
/* clang-format on */

/*
 * A device that was just reset.
 *
 * @out:     owned, free with signfw_device_free()
 * @options: or NULL for the defaults
 *
 * Fails with SIGNFW_E_ARGUMENT: a version that isn't modelled, or isn't built
 * for so many bits.
 */
SIGNFW_CHECKED enum signfw_status signfw_device_new(signfw_device **out, const struct signfw_device_options *options,
						    struct signfw_error *err);
SIGNFW_API void signfw_device_free(signfw_device *device);

/* The version that is modelled, "optee-4.10" for "optee"; static storage. */
SIGNFW_API const char *signfw_device_version(const signfw_device *device);

/* The layout of the containers that are made for it, e.g. "st-4.0"; static storage. */
SIGNFW_API const char *signfw_device_layout(const signfw_device *device);

/*
 * The width of the TA's pointers and sizes, 32 or 64.  Unless the options say
 * it, that of the board or device tree the memory is from; or of the version,
 * if there is only one; or 32.
 */
SIGNFW_API unsigned signfw_device_bits(const signfw_device *device);

/* Whether it takes its key from PKEYINFO, and has only the key's hash, in fuses. */
SIGNFW_API bool signfw_device_has_fused_key(const signfw_device *device);

/*
 * Its memory: that of the options, or one that is built into this version.
 * NULL if there is neither: addresses aren't checked then.  Lives as long as
 * the device.
 */
SIGNFW_API const signfw_memory *signfw_device_memory(const signfw_device *device);

/* Commands of the TA, by its own numbers. */
enum signfw_command {
	SIGNFW_COMMAND_LOAD = 1,
	SIGNFW_COMMAND_START = 2,
	SIGNFW_COMMAND_STOP = 3,
	SIGNFW_COMMAND_GET_RSC_TABLE = 4,
	SIGNFW_COMMAND_GET_COREDUMP = 5,
	SIGNFW_COMMAND_RELEASE = 6
};

/* What a device answered.  Layout is frozen. */
struct signfw_answer {
	uint32_t result;  /* SIGNFW_TEE_... */
	const char *rule; /* stable id of the check that decided, kebab-case; static storage */
	uint64_t offset;  /* where in the buffer the reason is, or SIGNFW_NO_OFFSET */
	char reason[240]; /* one line */
};

/*
 * Gives the device a command.
 *
 * @data: of SIGNFW_COMMAND_LOAD: the buffer with the container, of any
 *        content, borrowed for this call
 *
 * Returns SIGNFW_OK whenever there is an answer.  Fails with SIGNFW_E_ARGUMENT,
 * _E_CRYPTO or _E_MEMORY (ours, not the device's); with SIGNFW_E_UNSUPPORTED if
 * segments share the same bytes so often that hashing them would take too long.
 */
SIGNFW_CHECKED enum signfw_status signfw_device_invoke(signfw_device *device, enum signfw_command command,
						       const void *data, size_t size, struct signfw_answer *answer,
						       struct signfw_error *err);

/* What the last LOAD did before it ended: one transfer to memory. */
struct signfw_transfer {
	size_t image, segment;
	bool zero; /* filled with zeros; else copied from the image */
	uint32_t device_address;
	uint64_t physical_address; /* same as device_address when the device has no memory */
	uint32_t size;
	const char *region; /* its name; NULL when the device has no memory */
};

SIGNFW_API size_t signfw_device_transfer_count(const signfw_device *device);
SIGNFW_CHECKED enum signfw_status signfw_device_transfer(const signfw_device *device, size_t index,
							 struct signfw_transfer *out);

/*
 * SHA-256 of the bytes that a copy left in memory, decrypted if the firmware is
 * encrypted.  SIGNFW_E_ARGUMENT: there is no such transfer, it isn't a copy, or
 * nobody knows, for want of the encryption key.
 */
SIGNFW_CHECKED enum signfw_status signfw_device_transfer_sha256(const signfw_device *device, size_t index,
								uint8_t out[SIGNFW_SHA256_SIZE]);

/* The resource table as GET_RSC_TABLE reports it; false if the loaded firmware has none. */
SIGNFW_API bool signfw_device_resource_table(const signfw_device *device, uint64_t *physical_address, uint32_t *size);

/*
 * Faults of the device itself that the last command ran into, or that make its
 * answer misleading; lives as long as the device.
 */
SIGNFW_API const signfw_findings *signfw_device_findings(const signfw_device *device);

/* ---- what a build of OP-TEE trusts ----------------------------------------- */

/* What was found in the files of one build. */
typedef struct signfw_optee signfw_optee;

/*
 * Look into a build of OP-TEE for keys that are compiled in, and for what says
 * how they are used.
 *
 * @out:   owned, free with signfw_optee_free()
 * @files: the parts of one build, each once, not compressed: tee.elf (with
 *         symbols), or tee.bin, or all of a build with pager, or what contains
 *         them; of any content, borrowed until *out is freed
 * @key:   to look for, borrowed for this call; or NULL
 *
 * Fails with SIGNFW_E_ARGUMENT, _E_CRYPTO or _E_MEMORY only.
 */
SIGNFW_CHECKED enum signfw_status signfw_optee_inspect(signfw_optee **out, const struct signfw_input *files,
						       size_t file_count, const signfw_key *key,
						       struct signfw_error *err);
SIGNFW_API void signfw_optee_free(signfw_optee *optee);

/* An RSA key that is compiled in, or looks like one.  Strings are static storage. */
struct signfw_optee_key {
	size_t file;     /* index of the file */
	uint64_t offset; /* of the modulus in it */
	const uint8_t *modulus;
	size_t modulus_size;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE]; /* as signfw_key_modulus_fingerprint() */
	uint32_t exponent;                       /* 0: not found */
	const char *symbol;                      /* the name it has in the build; NULL: not known */
	const char *published;                   /* as signfw_key_published() */
	bool matches;                            /* its modulus is that of the key that was looked for */
};

/* Number of keys found; of very many only the first are handed out. */
SIGNFW_API size_t signfw_optee_key_count(const signfw_optee *optee);

/* Key `index`, in the order of the files; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_optee_key(const signfw_optee *optee, size_t index,
						   struct signfw_optee_key *out);

enum signfw_trace_kind {
	SIGNFW_TRACE_PTA = 1,         /* the pseudo TA for remote processors, by its UUID */
	SIGNFW_TRACE_TA = 2,          /* the TA that loads firmware, embedded, by its UUID */
	SIGNFW_TRACE_FUSED_KEY = 3,   /* code that compares SubjectPublicKeyInfo: CFG_REMOTEPROC_PUB_KEY_VERIFY */
	SIGNFW_TRACE_FUSE = 4,        /* name of the fuses for a key's hash; likewise */
	SIGNFW_TRACE_TEST_ENC_KEY = 5 /* the published test key for encrypted firmware */
};

/* Something that says how a build treats firmware; where it was found first. */
struct signfw_trace {
	enum signfw_trace_kind kind;
	const char *what; /* static storage */
	size_t file;
	uint64_t offset;
};

/* Trace `index`, by kind; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_optee_trace(const signfw_optee *optee, size_t index, struct signfw_trace *out);

enum signfw_trust {
	SIGNFW_TRUST_UNKNOWN = 0, /* the files don't say */
	SIGNFW_TRUST_NO = 1,
	SIGNFW_TRUST_MAYBE = 2, /* the key is compiled in, but what for isn't certain */
	SIGNFW_TRUST_YES = 3
};

/* Whether the build takes firmware that the key signed; *reason, unless NULL, says how we know; static storage. */
SIGNFW_API enum signfw_trust signfw_optee_trust(const signfw_optee *optee, const char **reason);

/* ---- what a signature does not protect ------------------------------------ */

/* Bytes of a container that can be changed without anybody noticing; `what` is static storage. */
struct signfw_unprotected {
	uint64_t offset, size;
	const char *what;
};

/* Range `index`, in the order of the file; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_container_unprotected(const signfw_container *container, size_t index,
							       struct signfw_unprotected *out);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_H */
