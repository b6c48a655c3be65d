/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The hash segment of a PAS container: its header, its regions, and what of it
 * is signed.  One table says where the versions differ.
 */
#ifndef SFW_PAS_HASH_SEGMENT_H
#define SFW_PAS_HASH_SEGMENT_H

#include "base/bytes.h"
#include "base/findings.h"

/* Regions in their order in the segment; a version has some of them. */
enum pas_region {
	PAS_COMMON_METADATA,
	PAS_QTI_METADATA,
	PAS_OEM_METADATA,
	PAS_HASHES,
	PAS_QTI_SIGNATURE,
	PAS_QTI_CERTIFICATES,
	PAS_OEM_SIGNATURE,
	PAS_OEM_CERTIFICATES,
	PAS_REGION_COUNT
};

/* "oem-certificates" */
const char *sfw_pas_region_name(enum pas_region region);

enum pas_signer {
	PAS_OEM,
	PAS_QTI,
	PAS_SIGNER_COUNT
};

/* "oem", "qti" */
const char *sfw_pas_signer_name(enum pas_signer signer);

/* Regions of a signer. */
enum pas_region sfw_pas_signature_region(enum pas_signer signer);
enum pas_region sfw_pas_certificates_region(enum pas_signer signer);
enum pas_region sfw_pas_metadata_region(enum pas_signer signer);

#define PAS_HEADER_WORDS_MAX 14

/* A version of the header. */
struct pas_version {
	uint32_t version;
	const char *layout; /* "qcom-v6" */
	const char *description;
	uint32_t header_size;
	uint8_t image_size_word;             /* 0: the version doesn't have it */
	uint8_t size_word[PAS_REGION_COUNT]; /* the word with a region's size; 0: the version doesn't have it */
	uint16_t metadata_size;              /* of OEM and QTI, at least */
	uint16_t common_size;                /* of common metadata */
	bool digest_in_common;               /* common metadata name the digest */
	bool fields_in_certificate;          /* there are no metadata: the leaf's subject has the fields */
	bool inferred;                       /* nobody has published it */
};

/* The versions, in ascending order; NULL behind the last. */
const struct pas_version *sfw_pas_version_at(size_t index);
const struct pas_version *sfw_pas_version(uint32_t version);

struct hash_segment {
	struct span bytes;
	uint64_t offset; /* in the file, for findings */
	const struct pas_version *version;
	uint32_t words[PAS_HEADER_WORDS_MAX]; /* of the header, as many as it has */
	struct span regions[PAS_REGION_COUNT];
	struct span tail;     /* behind the last region */
	size_t signed_prefix; /* bytes that signatures cover: header, metadata, hashes */
	size_t digest_size;   /* 0: the table doesn't fit the program headers */
	bool encrypted;       /* "UIE" parameters follow */
};

/*
 * Reads the segment of a file with so many program headers; its bytes are
 * borrowed as long as *out is used.  False if it can't be used; what is wrong
 * becomes a finding.
 */
bool sfw_hash_segment_parse(struct hash_segment *out, struct span bytes, uint64_t offset, size_t segment_count,
			    signfw_findings *findings);

/* Offset of a region in the file. */
uint64_t sfw_hash_segment_region_offset(const struct hash_segment *segment, enum pas_region region);

/* Hashes, signatures and certificates: what image_size says in files with one signature. */
uint64_t sfw_hash_segment_image_size(const struct hash_segment *segment);

/* Digest `index` of the table; there are as many as program headers. */
const uint8_t *sfw_hash_segment_digest(const struct hash_segment *segment, size_t index);

/*
 * Appends what a signer has signed: header, metadata and hashes, with the other
 * signer's sizes and metadata zeroed.
 */
void sfw_hash_segment_signed(struct builder *out, const struct hash_segment *segment, enum pas_signer signer);

#endif
