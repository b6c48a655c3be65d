/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Containers: built and signed without copying images, signed again, converted,
 * signed elsewhere; and what is in them, piece by piece.  signfw-container(5)
 * describes the formats.
 */
#ifndef SIGNFW_CONTAINER_H
#define SIGNFW_CONTAINER_H

#include <signfw/resource_table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- layouts and TLV types ---------------------------------------------- */

/* Name of layout `index`, the first is the default, and in *description its use; NULL behind the last; static. */
SIGNFW_API const char *signfw_layout_name(size_t index, const char **description);

/*
 * TLV types, see signfw-container(5) "TLV types".  Those of the platform are
 * SIGNFW_TLV_PLATFORM_FIRST to SIGNFW_TLV_PLATFORM_LAST, except in st-3.19.
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
#define SIGNFW_IMGTYPE_ENCRYPTED 2  /* in IMGTYPE: an ELF file whose PT_LOAD segments are encrypted */
#define SIGNFW_HASHTYPE_SHA256   1  /* in HASHTYPE */
#define SIGNFW_ENCTYPE_AES_CBC   1  /* in ENCTYPE */
#define SIGNFW_HASH_ENTRY_SIZE   64 /* in HASHTABLE: program header, SHA-256 */
#define SIGNFW_ENC_IV_SIZE       16
#define SIGNFW_ENC_ENTRY_SIZE    80 /* in ENCTABLE: program header, SHA-256 of what is encrypted, IV */

/* "SIGNTYPE", ..., "platform", or "unknown"; static.  struct signfw_tlv has the name in one layout. */
SIGNFW_API const char *signfw_tlv_name(uint32_t type);

/*
 * Name of TLV kind `index`, and whether TLVs of it are for the platform, which
 * are made of signfw_sign_options.platform_tlvs; NULL behind the last; static.
 * @is_platform: or NULL
 */
SIGNFW_API const char *signfw_tlv_kind(size_t index, bool *is_platform);

/* Looks up the TLV type of a name in a layout, e.g. "BOOTADDR".  SIGNFW_E_ARGUMENT: no such layout or name. */
SIGNFW_CHECKED enum signfw_status signfw_tlv_type(const char *layout, const char *name, uint32_t *out,
						  struct signfw_error *err);

/* ---- making containers ---------------------------------------------------- */

/*
 * Signs as signfw_sign() does, but without copying the images: the bytes of the
 * result are its chunks, see signfw_container_chunk().
 *
 * @out:    owned, free with signfw_container_free()
 * @inputs: their data is borrowed until then
 */
SIGNFW_CHECKED enum signfw_status signfw_build(signfw_container **out, const struct signfw_input *inputs,
					       size_t input_count, const signfw_key *key,
					       const struct signfw_sign_options *options, struct signfw_error *err);

/*
 * Signs a container with another key, of another type if need be.  Images, hash
 * table and other TLVs stay; SIGNTYPE and PKEYINFO become what key and options
 * say.  Does not check the old signature: use signfw_container_verify() before.
 *
 * @out:       owned, free with signfw_container_free()
 * @container: its bytes are borrowed until then
 * @key:       a private key
 * @options:   those on images, layout, encryption and platform TLVs are not used;
 *             without `key_info` the result has no PKEYINFO
 *
 * Fails with SIGNFW_E_CONTAINER or _E_ELF if the container is not well-formed, see
 * its own findings, and otherwise as signfw_sign() does.
 */
SIGNFW_CHECKED enum signfw_status signfw_resign(signfw_container **out, const signfw_container *container,
						const signfw_key *key, const struct signfw_sign_options *options,
						struct signfw_error *err);

/*
 * Signs the images of a container in another layout.  Their hash table stays the
 * same, so images that were changed are refused.  Platform TLVs are translated as
 * far as their meaning is clear.  Does not check the old signature: use
 * signfw_container_verify() before.
 *
 * @out:       owned, free with signfw_container_free()
 * @container: its bytes are borrowed until then
 * @key:       a private key
 * @options:   `layout` is the other layout; platform TLVs replace those of the
 *             container; without `key_info` the result has no PKEYINFO;
 *             SIGNFW_SIGN_TABLE_LOADS_ONLY is not used, SIGNFW_SIGN_STRIP refused
 *
 * Fails with SIGNFW_E_CONTAINER if the container is not well-formed or the other
 * layout cannot express it, with SIGNFW_E_HASH if images were changed, and
 * otherwise as signfw_sign() does.
 */
SIGNFW_CHECKED enum signfw_status signfw_convert(signfw_container **out, const signfw_container *container,
						 const signfw_key *key, const struct signfw_sign_options *options,
						 struct signfw_error *err);

/*
 * Computes the digest to sign elsewhere: SHA-256 of the bytes that the signature
 * covers.  Fails with SIGNFW_E_CONTAINER if the file is too short for them.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_digest(const signfw_container *container,
							  uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

/*
 * The bytes that the signature covers: piece `index`, all of them one behind the
 * other.  SIGNFW_E_ARGUMENT behind the last, or if the file is too short for them.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_signed(const signfw_container *container, size_t index,
							  const void **data, size_t *size);

/* SHA-256 of all bytes of a container; and of bytes, e.g. of a file that it was made of. */
SIGNFW_CHECKED enum signfw_status signfw_container_sha256(const signfw_container *container,
							  uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);
SIGNFW_CHECKED enum signfw_status signfw_sha256(const void *data, size_t size, uint8_t out[SIGNFW_SHA256_SIZE],
						struct signfw_error *err);

/*
 * Puts a signature that was made elsewhere into a container, and verifies it.
 *
 * @out:       owned, free with signfw_container_free()
 * @container: made with SIGNFW_SIGN_LEAVE_UNSIGNED, or signed; its bytes are
 *             borrowed until then
 * @key:       the public key of the signature
 * @signature: raw, or in DER form for ECDSA
 * @findings:  emptied, then filled with what is wrong with the signature; or NULL
 *
 * Fails with SIGNFW_E_SIGNATURE if it is not a signature of this container by this
 * key, and with SIGNFW_E_CONTAINER or _E_ELF if the container is not well-formed,
 * see its own findings.
 */
SIGNFW_CHECKED enum signfw_status signfw_stitch(signfw_container **out, const signfw_container *container,
						const signfw_key *key, const void *signature, size_t size,
						signfw_findings *findings, struct signfw_error *err);

/* ---- bytes ---------------------------------------------------------------- */

/* Size of the whole container. */
SIGNFW_API uint64_t signfw_container_size(const signfw_container *container);

/*
 * The bytes of a container: its chunks, one behind the other.  They live as long
 * as the container and the inputs it was made from.
 */
SIGNFW_API size_t signfw_container_chunk_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_chunk(const signfw_container *container, size_t index,
							 const void **data, size_t *size);

/*
 * A range of bytes that can be changed without anybody noticing: neither signature
 * nor hash table covers it.  Layout is frozen.
 */
struct signfw_unprotected {
	uint64_t offset, size;
	const char *what; /* static */
};

/* Returns range `index`, in the order of the file; SIGNFW_E_ARGUMENT if there is none, or SIGNFW_E_MEMORY. */
SIGNFW_CHECKED enum signfw_status signfw_container_unprotected(const signfw_container *container, size_t index,
							       struct signfw_unprotected *out);

/* ---- what is in a container ------------------------------------------------- */

/*
 * The accessors below return element `index` in a struct whose layout is frozen,
 * and SIGNFW_E_ARGUMENT if there is no such element.  Pointers in the structs live
 * as long as the container and the data it was made from.
 */

/* A header field. */
struct signfw_field {
	const char *name; /* as in signfw-container(5) */
	uint64_t offset;
	uint32_t value;
};

SIGNFW_API size_t signfw_container_field_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_field(const signfw_container *container, size_t index,
							 struct signfw_field *out);

/* How the value of a TLV is meant.  Numbers are ABI. */
enum signfw_tlv_form {
	SIGNFW_FORM_BYTES = 0,            /* nothing is known of it */
	SIGNFW_FORM_KEY_TYPE = 1,         /* a byte: enum signfw_key_type */
	SIGNFW_FORM_HASH_TYPE = 2,        /* a byte: SIGNFW_HASHTYPE_... */
	SIGNFW_FORM_ENCRYPTION_TYPE = 3,  /* a byte: SIGNFW_ENCTYPE_... */
	SIGNFW_FORM_NUMBER = 4,           /* a byte */
	SIGNFW_FORM_IMAGE_TYPES = 5,      /* a byte for each image: SIGNFW_IMGTYPE_... */
	SIGNFW_FORM_SIZES = 6,            /* a number of 4 bytes for each image */
	SIGNFW_FORM_HASH_TABLE = 7,       /* entries of SIGNFW_HASH_ENTRY_SIZE bytes */
	SIGNFW_FORM_ENCRYPTION_TABLE = 8, /* entries of SIGNFW_ENC_ENTRY_SIZE bytes */
	SIGNFW_FORM_KEY_INFO = 9          /* bytes about the key, or the key itself */
};

/* A TLV, in file order; includes duplicates and unknown types. */
struct signfw_tlv {
	uint32_t type;
	const char *name; /* in this layout: "SIGNTYPE", "BOOTADDR", ..., "platform", or "unknown" */
	uint64_t offset;  /* of its header; in st-3.16, which has no TLVs, of the field with this meaning */
	const void *value;
	size_t size; /* of the value, without padding */
	enum signfw_tlv_form form;
};

SIGNFW_API size_t signfw_container_tlv_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_tlv(const signfw_container *container, size_t index,
						       struct signfw_tlv *out);

/* State of a check that signfw_container_verify() makes. */
enum signfw_check {
	SIGNFW_UNCHECKED = 0, /* not verified yet, or there is nothing to compare with */
	SIGNFW_GOOD = 1,
	SIGNFW_BAD = 2
};

struct signfw_signature {
	uint32_t type; /* SIGNTYPE: enum signfw_key_type, or whatever the file has */
	uint64_t offset;
	const void *data; /* NULL if the file is too short for it */
	size_t size;
	enum signfw_check check;
};

/* Returns the signature; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_container_signature(const signfw_container *container,
							     struct signfw_signature *out);

/*
 * Whether the encryption key of signfw_container_verify() decrypts what the images
 * are known to contain; SIGNFW_UNCHECKED if nothing is known.
 */
SIGNFW_API enum signfw_check signfw_container_enc_key_check(const signfw_container *container);

struct signfw_image {
	uint64_t offset;
	uint64_t size;     /* IMGSIZE: with padding */
	uint64_t elf_size; /* without padding, as far as the ELF headers tell */
	uint32_t type;     /* IMGTYPE; of an encrypted image only what is not loaded can be read */
	const void *data;
	uint32_t entry;       /* e_entry */
	size_t segment_count; /* number of program headers that could be read */
};

SIGNFW_API size_t signfw_container_image_count(const signfw_container *container);
SIGNFW_CHECKED enum signfw_status signfw_container_image(const signfw_container *container, size_t index,
							 struct signfw_image *out);

/*
 * Decrypts an image: its bytes, with those of its PT_LOAD segments decrypted.
 *
 * @out, @out_size: owned, free with signfw_free()
 * @enc_key:        see signfw_enc_key_parse()
 *
 * Fails with SIGNFW_E_ENCRYPTION if the image is not encrypted, or as far as
 * anything tells not with this key; with SIGNFW_E_CONTAINER if a segment cannot be
 * decrypted.
 */
SIGNFW_CHECKED enum signfw_status signfw_container_decrypt(uint8_t **out, size_t *out_size,
							   const signfw_container *container, size_t image,
							   const void *enc_key, size_t enc_key_size,
							   struct signfw_error *err);

#define SIGNFW_SEGMENT_LOAD 1 /* PT_LOAD */

#define SIGNFW_NO_INDEX SIZE_MAX

/* Fields of a program header that are not the same in two of them. */
#define SIGNFW_DIFFERS_TYPE            UINT32_C(0x01)
#define SIGNFW_DIFFERS_OFFSET          UINT32_C(0x02)
#define SIGNFW_DIFFERS_VIRTUAL_ADDRESS UINT32_C(0x04)
#define SIGNFW_DIFFERS_ADDRESS         UINT32_C(0x08)
#define SIGNFW_DIFFERS_FILE_SIZE       UINT32_C(0x10)
#define SIGNFW_DIFFERS_MEMORY_SIZE     UINT32_C(0x20)
#define SIGNFW_DIFFERS_FLAGS           UINT32_C(0x40)
#define SIGNFW_DIFFERS_ALIGN           UINT32_C(0x80)

/* An entry of the signed hash table: a program header when it was signed, and the SHA-256 of its segment. */
struct signfw_hash_entry {
	uint32_t type;            /* p_type */
	uint32_t offset;          /* p_offset, in the image */
	uint32_t virtual_address; /* p_vaddr */
	uint32_t address;         /* p_paddr: what devices look it up by */
	uint32_t file_size;       /* p_filesz */
	uint32_t memory_size;     /* p_memsz */
	uint32_t flags;           /* p_flags */
	uint32_t align;           /* p_align */
	const uint8_t *sha256;    /* SIGNFW_SHA256_SIZE bytes */
	const uint8_t *iv;        /* of an encrypted segment, SIGNFW_ENC_IV_SIZE bytes; or NULL */
	uint64_t table_offset;    /* of the entry, in the container */
	size_t image, segment;    /* the first segment that devices use it for; SIGNFW_NO_INDEX if there is none */
};

SIGNFW_CHECKED enum signfw_status signfw_container_hash_entry(const signfw_container *container, size_t index,
							      struct signfw_hash_entry *out);

/*
 * A program header of an image, and what the signed hash table says of it.  The
 * table has the digests, and devices look a segment up there by its address alone:
 * they take the first entry, which has to be of type PT_LOAD and of the same sizes.
 */
struct signfw_segment {
	uint32_t type;            /* p_type; devices load SIGNFW_SEGMENT_LOAD */
	uint32_t offset;          /* p_offset, in the image */
	uint32_t virtual_address; /* p_vaddr */
	uint32_t address;         /* p_paddr: the device address it is loaded to */
	uint32_t file_size;       /* p_filesz */
	uint32_t memory_size;     /* p_memsz */
	uint32_t flags;           /* p_flags */
	uint32_t align;           /* p_align */
	const uint8_t *sha256;    /* what devices compare its bytes with, or of a segment that isn't loaded, what was
				     signed, SIGNFW_SHA256_SIZE bytes; NULL: they refuse it, or it wasn't signed */
	const uint8_t *iv;        /* the same of an encrypted one, SIGNFW_ENC_IV_SIZE bytes; or NULL */
	enum signfw_check check;
	size_t hash_entry; /* that devices find for it, or of a segment that isn't loaded, its own; SIGNFW_NO_INDEX */
	uint32_t differs;  /* SIGNFW_DIFFERS_...: what is something else there */
};

SIGNFW_CHECKED enum signfw_status signfw_container_segment(const signfw_container *container, size_t image,
							   size_t index, struct signfw_segment *out);

/* "LOAD", "DYNAMIC", "ARM_EXIDX", ..., or NULL for a p_type without a name; static. */
SIGNFW_API const char *signfw_segment_type_name(uint32_t type);

/* Returns the resource table of an image; SIGNFW_E_ARGUMENT if it has none. */
SIGNFW_CHECKED enum signfw_status signfw_container_resource_table(const signfw_container *container, size_t image,
								  struct signfw_resource_table *out);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_CONTAINER_H */
