/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Containers of Qualcomm's Peripheral Authentication Service (PAS): an ELF file
 * with a hash segment, in one file (.mbn) or split (.mdt and .b00, .b01, ...).
 * The format: docs/qualcomm.md.
 */
#ifndef SIGNFW_PAS_H
#define SIGNFW_PAS_H

#include <signfw/container.h>
#include <signfw/digests.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SIGNFW_SHA384_SIZE 48

/* ---- reading ------------------------------------------------------------- */

typedef struct signfw_pas signfw_pas;

/* Whether the bytes are those of an ELF file with a program header of Qualcomm's type for a hash segment. */
SIGNFW_API bool signfw_pas_recognise(const void *data, size_t size);

/* The file ".bNN" of a split image: the bytes of program header NN. */
struct signfw_pas_part {
	size_t segment; /* NN */
	const void *data;
	size_t size;
};

/*
 * Look into a container, whatever its state: needs no key, proves nothing, and
 * shows as much as the bytes allow.  What is wrong with it is among its
 * findings.
 *
 * @out:   owned, free with signfw_pas_free()
 * @file:  the container or, of a split one, the .mdt; its data is borrowed
 *         until then.  The name is for findings
 * @parts: of a split container, in any order; their data is borrowed likewise
 *
 * Fails with SIGNFW_E_ARGUMENT or _E_MEMORY only.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_inspect(signfw_pas **out, const struct signfw_input *file,
						     const struct signfw_pas_part *parts, size_t part_count,
						     struct signfw_error *err);

/* Lets signfw_pas_verify() use digests of the file's memory, which are borrowed as long as it is used; or NULL. */
SIGNFW_API void signfw_pas_set_digests(signfw_pas *pas, const signfw_digests *digests);
SIGNFW_API void signfw_pas_free(signfw_pas *pas);

/* What inspecting, and then verifying, found; lives as long as the container. */
SIGNFW_API const signfw_findings *signfw_pas_findings(const signfw_pas *pas);

/* What the headers say.  Strings are static storage. */
struct signfw_pas_header {
	const char *layout;      /* "qcom-v6"; NULL: no hash segment that can be read, and nothing about it below */
	const char *description; /* of the layout */
	bool is_64;              /* ELF64 */
	bool is_split;           /* segments are in files of their own */
	bool is_encrypted;       /* "UIE" */
	bool is_inferred;        /* nobody has published the layout */
	uint16_t machine;
	uint64_t entry;
	size_t segment_count;
	size_t hash_segment;          /* index of its program header */
	uint64_t hash_segment_offset; /* in the file */
	uint64_t hash_segment_size;
	size_t digest_size;  /* 32 or 48; 0: the hash table doesn't fit the program headers */
	uint64_t image_size; /* as the hash segment says; 0 if it doesn't */
};

SIGNFW_API const struct signfw_pas_header *signfw_pas_get_header(const signfw_pas *pas);

/* A program header, and what is known of its bytes. */
struct signfw_pas_segment {
	uint32_t type, flags;
	uint64_t offset, virtual_address, address, file_size, memory_size, align;
	bool is_loaded;          /* Linux loads it */
	bool is_hashed_by_optee; /* OP-TEE's PAS compares its digest */
	bool is_relocatable;
	const void *data;        /* its bytes, file_size of them; NULL: they aren't all there */
	const uint8_t *digest;   /* of the hash table, digest_size bytes; NULL: none */
	enum signfw_check check; /* of the digest, once verified */
};

/* Segment `index`, in the order of program headers; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_pas_segment(const signfw_pas *pas, size_t index,
						     struct signfw_pas_segment *out);

/* A region of the hash segment. */
struct signfw_pas_region {
	const char *name; /* "header", "oem-metadata", "hashes", "oem-signature", "oem-certificates", ..., "tail" */
	uint64_t offset;  /* in the file */
	const void *data;
	size_t size;
};

/* Region `index` that isn't empty; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_pas_region(const signfw_pas *pas, size_t index, struct signfw_pas_region *out);

/* A field of metadata or, in versions 3 and 5, of the subject of the signer's certificate.  Valid like the container. */
struct signfw_pas_field {
	const char *group; /* "common-metadata", "oem-metadata", "oem-certificate", ... */
	const char *name;  /* "sw_id", "oem_id", "soc_versions", ... */
	uint64_t values[16];
	size_t count;
	unsigned width;  /* bytes that a value has */
	char words[240]; /* what it means; may be empty */
};

/* Field `index`; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_pas_field(const signfw_pas *pas, size_t index, struct signfw_pas_field *out);

/*
 * The field that counts for a device: of OEM and common metadata or
 * certificate, else of QTI's; false if there is none of this name.
 */
SIGNFW_API bool signfw_pas_find_field(const signfw_pas *pas, const char *name, struct signfw_pas_field *out);

/*
 * The peripheral that runs the software of a container, by its sw_id: what it
 * is called, and, in *pas_id, how Linux names it to OP-TEE.  NULL: nobody knows,
 * or OP-TEE doesn't start it; static.
 */
SIGNFW_API const char *signfw_pas_peripheral(const signfw_pas *pas, uint32_t *pas_id);

/* The peripheral of this PAS id, and, in *sw_id, the software that it runs; NULL if OP-TEE doesn't start it; static. */
SIGNFW_API const char *signfw_pas_software(uint32_t pas_id, uint32_t *sw_id);

/* A certificate; strings belong to the container. */
struct signfw_pas_certificate {
	const char *signer; /* "oem" or "qti" */
	size_t depth;       /* 0: of who signed the image; the last one is the root */
	uint64_t offset;    /* in the file */
	const void *data;   /* DER */
	size_t size;
	const char *subject, *issuer;       /* "CN=...,OU=..."; NULL: it can't be read, and nothing is known below */
	const char *not_before, *not_after; /* "2023-01-01T00:00:00Z" */
	const char *key;                    /* "P-384", "RSA 2048" */
	const char *algorithm;              /* of its signature: "ecdsa-with-SHA384" */
	const char *known;                  /* the name of a root that everybody knows, or NULL; static storage */
	uint8_t sha256[SIGNFW_SHA256_SIZE], sha384[SIGNFW_SHA384_SIZE]; /* of `data` */
};

/* Certificate `index`, OEM's first; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_pas_certificate(const signfw_pas *pas, size_t index,
							 struct signfw_pas_certificate *out);

/* Bytes of the file that neither a digest, nor a signature, nor a certificate covers. */
SIGNFW_CHECKED enum signfw_status signfw_pas_unprotected(const signfw_pas *pas, size_t index,
							 struct signfw_unprotected *out);

/* ---- verifying ------------------------------------------------------------ */

#define SIGNFW_PAS_VERIFY_ANY_ROOT     UINT64_C(0x1) /* whatever root is in the container */
#define SIGNFW_PAS_VERIFY_DIGESTS_ONLY UINT64_C(0x2) /* signatures and certificates aren't looked at */
#define SIGNFW_PAS_VERIFY_STRICT       UINT64_C(0x4) /* every warning is an error */

/* Options of signfw_pas_verify().  Start from SIGNFW_PAS_VERIFY_OPTIONS_INIT; a root, its hash or a flag has to be set. */
struct signfw_pas_verify_options {
	size_t struct_size; /* set by the initialiser */
	uint64_t flags;     /* SIGNFW_PAS_VERIFY_... */
	const void *root;   /* the root that is trusted, DER or PEM; or NULL */
	size_t root_size;
	const void *root_hash; /* its SHA-384 or SHA-256, as fuses have it: of several roots, of all of them; or NULL */
	size_t root_hash_size;
};

/* clang-format off */
#define SIGNFW_PAS_VERIFY_OPTIONS_INIT { sizeof(struct signfw_pas_verify_options), 0, NULL, 0, NULL, 0 }
/* clang-format on */

enum signfw_pas_state {
	SIGNFW_PAS_UNCHECKED = 0,
	SIGNFW_PAS_OK = 1,
	SIGNFW_PAS_BAD = 2,        /* wrong: a digest, a signature, a link of the chain */
	SIGNFW_PAS_INCOMPLETE = 3, /* digests: segments aren't there */
	SIGNFW_PAS_STUB = 4,       /* signature: bytes that aren't one */
	SIGNFW_PAS_ABSENT = 5      /* signature: none */
};

struct signfw_pas_signature {
	const char *signer; /* "oem" or "qti" */
	enum signfw_pas_state state;
	const char *scheme; /* "ecdsa-sha384-p384", "rsa-pss-sha256", "rsa-legacy-sha256"; NULL: not known */
	uint64_t offset;    /* in the file */
	size_t size;
};

/* What verifying found. */
struct signfw_pas_result {
	enum signfw_pas_state digests;
	struct signfw_pas_signature signatures[2]; /* OEM's, QTI's */
	enum signfw_pas_state chain;               /* of the certificates, by their keys */
	bool has_root;                             /* the next five are known */
	uint8_t root_sha256[SIGNFW_SHA256_SIZE];   /* of the roots as fuses have them */
	uint8_t root_sha384[SIGNFW_SHA384_SIZE];
	size_t root_count;
	const char *root_known;         /* the name of a root that everybody knows, or NULL */
	enum signfw_check root_trusted; /* unchecked: any root would do */
};

/*
 * Check form, digests, signatures and certificates.  Goes on after an error, so
 * that the container's findings (to which it adds) and the result are complete;
 * calling it again starts over.  Certificates are linked by their keys; dates,
 * names and extensions, on which real chains are sloppy, don't count.
 *
 * @options: borrowed for this call
 *
 * Fails with the status of the first error found: SIGNFW_E_CONTAINER, _E_ELF,
 * _E_HASH or _E_SIGNATURE; with SIGNFW_E_KEY: the root isn't a certificate; or
 * with SIGNFW_E_ARGUMENT, _E_CRYPTO or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_verify(signfw_pas *pas, const struct signfw_pas_verify_options *options,
						    struct signfw_error *err);

SIGNFW_API const struct signfw_pas_result *signfw_pas_get_result(const signfw_pas *pas);

/* ---- other forms ---------------------------------------------------------- */

/*
 * The .mdt of a container: headers and hash segment, one behind the other, as
 * Linux hands them to the secure world.  The bytes of segment NN, as
 * signfw_pas_segment() has them, are the .bNN beside it: those that have some.
 *
 * @out: owned, free with signfw_free()
 *
 * Fails with SIGNFW_E_CONTAINER, _E_ELF or _E_HASH, as signfw_pas_verify() does
 * for digests alone; with SIGNFW_E_UNSUPPORTED: more segments than there are
 * names for.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_mdt(uint8_t **out, size_t *out_size, signfw_pas *pas,
						 struct signfw_error *err);

/*
 * A split container as one file: what is in the .mdt and in the .bNN where the
 * program headers say that it is, zeros in between.
 *
 * @out: owned, free with signfw_free()
 *
 * Fails as signfw_pas_mdt() does, also if the digests of the result aren't right;
 * with SIGNFW_E_ARGUMENT: it isn't split; with SIGNFW_E_UNSUPPORTED: it would be
 * mostly gaps.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_squash(uint8_t **out, size_t *out_size, signfw_pas *pas,
						    struct signfw_error *err);

/*
 * The ELF file in a container: its segments, without those of headers and hash
 * segment.  Not the file that was signed: offsets differ, and section headers
 * are gone.
 *
 * @out: owned, free with signfw_free()
 *
 * Fails with SIGNFW_E_CONTAINER: segments aren't there; or with _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_plain_elf(uint8_t **out, size_t *out_size, const signfw_pas *pas,
						       struct signfw_error *err);

/* ---- signing -------------------------------------------------------------- */

#define SIGNFW_PAS_SIGN_FORCE         UINT64_C(0x1)  /* sign also what only Linux or OP-TEE refuses */
#define SIGNFW_PAS_SIGN_DETERMINISTIC UINT64_C(0x2)  /* fail unless the same arguments give the same bytes */
#define SIGNFW_PAS_SIGN_RELOCATABLE   UINT64_C(0x4)  /* mark all PT_LOAD segments as relocatable */
#define SIGNFW_PAS_SIGN_OEM_ID        UINT64_C(0x8)  /* for devices of this OEM only */
#define SIGNFW_PAS_SIGN_MODEL_ID      UINT64_C(0x10) /* for devices of this model only */
#define SIGNFW_PAS_SIGN_JTAG_ID       UINT64_C(0x20) /* for SoCs with this JTAG id only */

/* Leave the signature zero, for signfw_pas_stitch(); the key may be public then. */
#define SIGNFW_PAS_SIGN_LEAVE_UNSIGNED UINT64_C(0x40)

/* Options of signfw_pas_sign().  Start from SIGNFW_PAS_SIGN_OPTIONS_INIT. */
struct signfw_pas_sign_options {
	size_t struct_size;       /* set by the initialiser */
	uint64_t flags;           /* SIGNFW_PAS_SIGN_... */
	const char *layout;       /* "qcom-v6" or "qcom-v7"; NULL: "qcom-v6" */
	const void *certificates; /* of the key, of its CA, of the root: PEM, or DER one behind the other */
	size_t certificates_size;
	const uint32_t *soc_versions; /* for SoCs of these versions only; or NULL */
	size_t soc_version_count;
	const uint32_t *serials; /* for devices with these serial numbers only; or NULL */
	size_t serial_count;
	signfw_findings *findings; /* emptied, then collects what is found; or NULL */
	uint64_t sw_id;            /* of the software: 0x17 is that of the cdsp */
	uint64_t oem_id, model_id, jtag_id;
	uint64_t anti_rollback; /* version that may not go back */
};

/* clang-format off */
#define SIGNFW_PAS_SIGN_OPTIONS_INIT { sizeof(struct signfw_pas_sign_options), 0, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0, 0, 0 }
/* clang-format on */

/*
 * Signs an ELF32 file for OP-TEE's PAS, by ECDSA on P-384; then verifies it.
 * Qualcomm's own TrustZone may want more than is known publicly; for layout
 * "qcom-v7" there is no open verifier.
 *
 * @out: owned, free with signfw_free()
 * @elf: a plain ELF file
 * @key: private, EC on P-384: see SIGNFW_KEY_ANY_CONTAINER
 *
 * Fails with SIGNFW_E_ELF or _E_CONTAINER (see findings); with SIGNFW_E_KEY: not
 * such a key, or the certificates aren't its chain; with SIGNFW_E_UNSUPPORTED:
 * another layout; or with _E_ARGUMENT, _E_CRYPTO or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_sign(uint8_t **out, size_t *out_size, const struct signfw_input *elf,
						  const signfw_key *key, const struct signfw_pas_sign_options *options,
						  struct signfw_error *err);

/*
 * What a signer's signature covers: header, metadata and hashes, in which what is
 * the other signer's is zero.
 *
 * @out:    owned, free with signfw_free()
 * @signer: "oem" or "qti"
 *
 * Fails with SIGNFW_E_CONTAINER: no hash segment can be read; with _E_ARGUMENT or
 * _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_signed_bytes(uint8_t **out, size_t *out_size, const signfw_pas *pas,
							  const char *signer, struct signfw_error *err);

/* Their SHA-384, of the OEM: what ECDSA on P-384 signs. */
SIGNFW_CHECKED enum signfw_status signfw_pas_digest(const signfw_pas *pas, uint8_t out[SIGNFW_SHA384_SIZE],
						    struct signfw_error *err);

/*
 * Puts the OEM's signature, which was made elsewhere, into a container that was
 * left unsigned, or signed by somebody else; then verifies it and asks a device,
 * as signfw_pas_sign() does.
 *
 * @out:       owned, free with signfw_free()
 * @key:       public is enough
 * @signature: in DER form, or r || s
 * @flags:     SIGNFW_PAS_SIGN_FORCE or 0
 * @findings:  emptied, then collects what is found; or NULL
 *
 * Fails with SIGNFW_E_SIGNATURE or _E_CONTAINER (see findings); with SIGNFW_E_KEY:
 * not such a key; with SIGNFW_E_UNSUPPORTED: it is split; or with _E_ARGUMENT,
 * _E_CRYPTO or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_stitch(uint8_t **out, size_t *out_size, const signfw_pas *pas,
						    const signfw_key *key, const void *signature, size_t size,
						    uint64_t flags, signfw_findings *findings,
						    struct signfw_error *err);

#ifdef __cplusplus
}
#endif

#endif
