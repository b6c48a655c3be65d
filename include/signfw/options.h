/* SPDX-License-Identifier: BSD-2-Clause */
/* Options of the functions in signfw.h, and of those in other headers that sign or open keys. */
#ifndef SIGNFW_OPTIONS_H
#define SIGNFW_OPTIONS_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- of keys ------------------------------------------------------------ */

/*
 * Provides the passphrase of an encrypted key; called at most once.  Writes at
 * most `capacity` bytes to `out` and their number to *size; returns false if
 * there is no passphrase.  The library wipes the buffer after use.
 */
typedef bool (*signfw_passphrase_fn)(void *context, char *out, size_t capacity, size_t *size);

#define SIGNFW_KEY_REQUIRE_PRIVATE UINT64_C(0x1) /* fail for a public key or certificate */
#define SIGNFW_KEY_ANY_CONTAINER   UINT64_C(0x2) /* accept keys of other containers than OP-TEE's: EC on P-384 */
#define SIGNFW_KEY_TEST_MODULUS    UINT64_C(0x4) /* refuse RSA keys whose modulus is a prime: takes milliseconds */

/* Options of signfw_key_load() and signfw_key_open(). */
struct signfw_key_options {
	size_t struct_size;
	uint64_t flags;                  /* SIGNFW_KEY_... */
	signfw_passphrase_fn passphrase; /* NULL: fail for an encrypted key */
	void *passphrase_context;        /* first argument of `passphrase` */
	const char *const *providers;    /* signfw_key_open() only: OpenSSL providers to load, by name, in this order */
	size_t provider_count;
	const char *provider_path; /* signfw_key_open() only: folder of their modules; NULL: OpenSSL's own */
	const void *reserved;
};

/* clang-format off */
#define SIGNFW_KEY_OPTIONS_INIT { sizeof(struct signfw_key_options), 0, NULL, NULL, NULL, 0, NULL, NULL }
/* clang-format on */

/* ---- of signing and verifying ------------------------------------------- */

/* A platform TLV to write.  Layout is frozen. */
struct signfw_platform_tlv {
	uint32_t type; /* one that the layout reserves for the platform, see signfw_tlv_type() */
	const void *value;
	size_t size;
};

/* Options of signfw_sign() and of the functions in signfw/container.h that sign. */
struct signfw_sign_options {
	size_t struct_size;
	uint64_t flags;       /* SIGNFW_SIGN_... */
	const char *layout;   /* see signfw_layout_name(); NULL: "optee" */
	const void *key_info; /* value of PKEYINFO; NULL: no such TLV */
	size_t key_info_size;
	const struct signfw_platform_tlv *platform_tlvs; /* written in this order, no type twice */
	size_t platform_tlv_count;
	signfw_findings *findings; /* emptied, then filled; or NULL */
	const char *tlv_order;     /* of st-4.0: "st" as ST's script writes now, "upstream" as it did; NULL: "st" */
	const void *enc_key;       /* encrypts PT_LOAD segments, layout st-4.0; see signfw_enc_key_parse(); or NULL */
	size_t enc_key_size;
	const struct signfw_digests *digests; /* what is known of the images, see signfw_digests_add(); or NULL */
};

/* Options of signfw_container_verify(). */
struct signfw_verify_options {
	size_t struct_size;
	uint64_t flags;      /* SIGNFW_VERIFY_... */
	const void *enc_key; /* images have to be encrypted with this key, see signfw_enc_key_parse(); or NULL */
	size_t enc_key_size;
};

/* clang-format off */
#define SIGNFW_SIGN_FORCE                 UINT64_C(0x01) /* sign what only a device would refuse */
#define SIGNFW_SIGN_LEAVE_UNSIGNED        UINT64_C(0x02) /* zeros, for signfw_stitch(); the key may be public */
#define SIGNFW_SIGN_DETERMINISTIC         UINT64_C(0x04) /* fail if signing again would give other bytes */
#define SIGNFW_SIGN_STRIP                 UINT64_C(0x08) /* strip each image first, as signfw_elf_strip() does */
#define SIGNFW_SIGN_TABLE_LOADS_ONLY      UINT64_C(0x10) /* list PT_LOAD segments only: devices need no others */
#define SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS UINT64_C(0x20) /* fail if signfw_key_published() names the key */
#define SIGNFW_SIGN_PAD_SEGMENTS          UINT64_C(0x40) /* grow encrypted segments to whole blocks if there is room */
#define SIGNFW_SIGN_DEVICE_IS_ASKED       UINT64_C(0x80) /* a device is: leave out what only some devices need */
#define SIGNFW_SIGN_PLAN                  UINT64_C(0x100) /* hash, encrypt and sign nothing: where all is going to be */

#define SIGNFW_VERIFY_STRICT              UINT64_C(0x1)  /* every warning is an error */

#define SIGNFW_SIGN_OPTIONS_INIT \
	{ sizeof(struct signfw_sign_options), 0, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, 0, NULL }
#define SIGNFW_VERIFY_OPTIONS_INIT { sizeof(struct signfw_verify_options), 0, NULL, 0 }
/* clang-format on */

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_OPTIONS_H */
