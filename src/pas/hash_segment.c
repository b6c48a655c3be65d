/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/hash_segment.h"

#include <string.h>

#include "format/pas_format.h"

#define SHA256_SIZE 32
#define SHA384_SIZE 48

/* Common metadata: which digest the table has. */
#define COMMON_DIGEST_OFFSET 16
#define DIGEST_IS_SHA256     2
#define DIGEST_IS_SHA384     3

/* Padding behind the regions; no other value was seen. */
#define PADDING 0xff

static const struct pas_version versions[] = {
	{
		.version = 3,
		.layout = "qcom-v3",
		.description = "Qualcomm PAS, hash segment version 3 (SHA-256, RSA)",
		.header_size = 40,
		.image_size_word = 4,
		.size_word = {[PAS_HASHES] = 5, [PAS_OEM_SIGNATURE] = 7, [PAS_OEM_CERTIFICATES] = 9},
		.fields_in_certificate = true,
	},
	{
		.version = 5,
		.layout = "qcom-v5",
		.description = "Qualcomm PAS, hash segment version 5 (SHA-256, RSA)",
		.header_size = 40,
		.image_size_word = 4,
		.size_word = {[PAS_HASHES] = 5,
			      [PAS_QTI_SIGNATURE] = 2,
			      [PAS_QTI_CERTIFICATES] = 3,
			      [PAS_OEM_SIGNATURE] = 7,
			      [PAS_OEM_CERTIFICATES] = 9},
		.fields_in_certificate = true,
	},
	{
		.version = 6,
		.layout = "qcom-v6",
		.description = "Qualcomm PAS, hash segment version 6 (SHA-384, ECDSA P-384 or RSA)",
		.header_size = SFW_PAS_V6_HEADER_SIZE,
		.image_size_word = 4,
		.size_word = {[PAS_QTI_METADATA] = 10,
			      [PAS_OEM_METADATA] = 11,
			      [PAS_HASHES] = 5,
			      [PAS_QTI_SIGNATURE] = 2,
			      [PAS_QTI_CERTIFICATES] = 3,
			      [PAS_OEM_SIGNATURE] = 7,
			      [PAS_OEM_CERTIFICATES] = 9},
		.metadata_size = SFW_PAS_V6_META_SIZE,
	},
	{
		.version = 7,
		.layout = "qcom-v7",
		.description = "Qualcomm PAS, hash segment version 7 (SHA-384, ECDSA P-384)",
		.header_size = 40,
		.size_word = {[PAS_COMMON_METADATA] = 2,
			      [PAS_QTI_METADATA] = 3,
			      [PAS_OEM_METADATA] = 4,
			      [PAS_HASHES] = 5,
			      [PAS_QTI_SIGNATURE] = 6,
			      [PAS_QTI_CERTIFICATES] = 7,
			      [PAS_OEM_SIGNATURE] = 8,
			      [PAS_OEM_CERTIFICATES] = 9},
		.metadata_size = 224,
		.common_size = 24,
		.digest_in_common = true,
	},
	{
		.version = 8,
		.layout = "qcom-v8",
		.description = "Qualcomm PAS, hash segment version 8, as far as it can be inferred",
		.header_size = 56,
		.size_word = {[PAS_COMMON_METADATA] = 2,
			      [PAS_QTI_METADATA] = 3,
			      [PAS_OEM_METADATA] = 4,
			      [PAS_HASHES] = 5,
			      [PAS_OEM_SIGNATURE] = 10,
			      [PAS_OEM_CERTIFICATES] = 11},
		.metadata_size = 224,
		.common_size = 24,
		.digest_in_common = true,
		.inferred = true,
	},
};

const struct pas_version *sfw_pas_version_at(size_t index)
{
	return index < sizeof(versions) / sizeof(versions[0]) ? &versions[index] : NULL;
}

const struct pas_version *sfw_pas_version(uint32_t version)
{
	for (size_t i = 0; sfw_pas_version_at(i) != NULL; i++)
		if (versions[i].version == version)
			return &versions[i];
	return NULL;
}

const char *sfw_pas_region_name(enum pas_region region)
{
	static const char *const names[] = {"common-metadata", "qti-metadata",     "oem-metadata",  "hashes",
					    "qti-signature",   "qti-certificates", "oem-signature", "oem-certificates"};

	return names[region];
}

const char *sfw_pas_signer_name(enum pas_signer signer)
{
	return signer == PAS_OEM ? "oem" : "qti";
}

enum pas_region sfw_pas_signature_region(enum pas_signer signer)
{
	return signer == PAS_OEM ? PAS_OEM_SIGNATURE : PAS_QTI_SIGNATURE;
}

enum pas_region sfw_pas_certificates_region(enum pas_signer signer)
{
	return signer == PAS_OEM ? PAS_OEM_CERTIFICATES : PAS_QTI_CERTIFICATES;
}

enum pas_region sfw_pas_metadata_region(enum pas_signer signer)
{
	return signer == PAS_OEM ? PAS_OEM_METADATA : PAS_QTI_METADATA;
}

/* Reads the header; false, and found, if there is none of a known version. */
static bool read_header(struct hash_segment *segment, signfw_findings *findings)
{
	const struct span bytes = segment->bytes;

	if (bytes.size < SFW_PAS_VERSION_OFFSET + 4) {
		sfw_report(findings, SFW_HASHSEG_SHORT, segment->offset,
			   "the hash segment has %zu bytes, too few for its header", bytes.size);
		return false;
	}
	const uint32_t number = sfw_u32le(bytes.data + SFW_PAS_VERSION_OFFSET);

	segment->version = sfw_pas_version(number);
	if (segment->version == NULL) {
		sfw_report(findings, SFW_VERSION, segment->offset + SFW_PAS_VERSION_OFFSET,
			   "the hash segment says version %u; known are 3, 5, 6, 7 and 8", number);
		return false;
	}
	if (bytes.size < segment->version->header_size) {
		sfw_report(findings, SFW_HASHSEG_SHORT, segment->offset,
			   "the hash segment has %zu bytes, its header of version %u has %u", bytes.size, number,
			   segment->version->header_size);
		return false;
	}
	for (size_t i = 0; i < segment->version->header_size / 4; i++)
		segment->words[i] = sfw_u32le(bytes.data + 4 * i);
	return true;
}

static uint64_t word_offset(const struct hash_segment *segment, unsigned word)
{
	return segment->offset + 4 * (uint64_t)word;
}

static uint32_t size_of(const struct hash_segment *segment, enum pas_region region)
{
	const unsigned word = segment->version->size_word[region];

	return word == 0 ? 0 : segment->words[word];
}

/* Finds the regions, one behind the other; false, and found, if one isn't all inside. */
static bool read_regions(struct hash_segment *segment, signfw_findings *findings)
{
	struct reader reader = {segment->bytes, 0};
	struct span header;

	if (!sfw_reader_bytes(&reader, segment->version->header_size, &header))
		return false; /* not reached */
	for (enum pas_region region = 0; region < PAS_REGION_COUNT; region++) {
		const uint32_t size = size_of(segment, region);

		if (!sfw_reader_bytes(&reader, size, &segment->regions[region])) {
			sfw_report(findings, SFW_REGION_OUTSIDE,
				   word_offset(segment, segment->version->size_word[region]),
				   "%s of %u bytes leave the hash segment: %zu are left", sfw_pas_region_name(region),
				   size, reader.left.size);
			return false;
		}
		if (region == PAS_HASHES)
			segment->signed_prefix = (size_t)reader.offset;
	}
	segment->tail = reader.left;
	return true;
}

/* The size of a digest, by the size of the table; 0 if it is neither. */
static size_t digest_size_of(size_t table_size, size_t segment_count)
{
	if (table_size == segment_count * SHA384_SIZE)
		return SHA384_SIZE;
	return table_size == segment_count * SHA256_SIZE ? SHA256_SIZE : 0;
}

static bool read_digests(struct hash_segment *segment, size_t segment_count, signfw_findings *findings)
{
	const size_t size = segment->regions[PAS_HASHES].size;
	const uint64_t at = word_offset(segment, segment->version->size_word[PAS_HASHES]);

	if (size == 0) {
		sfw_report(findings, SFW_HASH_TABLE_EMPTY, at, "the hash table is empty");
		return false;
	}
	segment->digest_size = digest_size_of(size, segment_count);
	if (segment->digest_size == 0)
		sfw_report(findings, SFW_HASH_TABLE_SIZE, at,
			   "the hash table has %zu bytes, %zu program headers need %zu (SHA-384) or %zu (SHA-256)",
			   size, segment_count, segment_count * SHA384_SIZE, segment_count * SHA256_SIZE);
	return true;
}

static void judge_metadata(const struct hash_segment *segment, enum pas_region region, size_t least,
			   signfw_findings *findings)
{
	const size_t size = segment->regions[region].size;
	const unsigned word = segment->version->size_word[region];

	if (word != 0 && size < least && (size > 0 || region == PAS_COMMON_METADATA))
		sfw_report(findings, SFW_METADATA_SHORT, word_offset(segment, word),
			   "%s have %zu bytes, version %u needs %zu", sfw_pas_region_name(region), size,
			   segment->version->version, least);
}

/* Checks that common metadata name the digest that the table uses. */
static void judge_digest(const struct hash_segment *segment, signfw_findings *findings)
{
	const struct span common = segment->regions[PAS_COMMON_METADATA];
	struct span word;

	if (!segment->version->digest_in_common || segment->digest_size == 0 ||
	    !sfw_span_at(common, COMMON_DIGEST_OFFSET, 4, &word))
		return;
	const uint32_t named = sfw_u32le(word.data);
	const uint32_t expected = segment->digest_size == SHA384_SIZE ? DIGEST_IS_SHA384 : DIGEST_IS_SHA256;

	if (named != expected)
		sfw_report(findings, SFW_HASH_ALGORITHM,
			   sfw_hash_segment_region_offset(segment, PAS_COMMON_METADATA) + COMMON_DIGEST_OFFSET,
			   "common metadata name digest %u, the table has digests of %zu bytes, which is %u", named,
			   segment->digest_size, expected);
}

/* A signature takes certificates to be verified, and certificates are there for a signature. */
static void judge_signers(const struct hash_segment *segment, signfw_findings *findings)
{
	for (enum pas_signer signer = 0; signer < PAS_SIGNER_COUNT; signer++) {
		const enum pas_region signature = sfw_pas_signature_region(signer);
		const enum pas_region certificates = sfw_pas_certificates_region(signer);
		const bool is_signed = size_of(segment, signature) > 0;

		if (is_signed != (size_of(segment, certificates) > 0))
			sfw_report(findings, SFW_SIGNATURE,
				   word_offset(segment, segment->version->size_word[signature]),
				   "there are %s, but no %s", sfw_pas_region_name(is_signed ? signature : certificates),
				   sfw_pas_region_name(is_signed ? certificates : signature));
	}
}

static void judge_image_size(const struct hash_segment *segment, signfw_findings *findings)
{
	const uint64_t size = sfw_hash_segment_image_size(segment);

	if (segment->version->image_size_word != 0 && segment->words[segment->version->image_size_word] != size)
		sfw_report(findings, SFW_IMAGE_SIZE, word_offset(segment, segment->version->image_size_word),
			   "image_size is %u; hashes, signatures and certificates have %llu bytes; nobody reads it",
			   segment->words[segment->version->image_size_word], (unsigned long long)size);
}

/* Padding, or parameters of an encryption that nobody has published. */
static void judge_tail(struct hash_segment *segment, signfw_findings *findings)
{
	const struct span tail = segment->tail;
	const uint64_t at = segment->offset + segment->bytes.size - tail.size;

	segment->encrypted = tail.size >= 4 && sfw_u32le(tail.data) == SFW_PAS_UIE_MAGIC;
	if (segment->encrypted) {
		sfw_report(findings, SFW_UIE, at, "the segments are encrypted (UIE), in a way that isn't published");
		return;
	}
	for (size_t i = 0; i < tail.size; i++) {
		if (tail.data[i] != PADDING) {
			sfw_report(findings, SFW_HASH_SEGMENT_TAIL, at + i,
				   "byte %zu of %zu behind the last region is 0x%02x, not padding (0xff)", i, tail.size,
				   tail.data[i]);
			return;
		}
	}
}

bool sfw_hash_segment_parse(struct hash_segment *out, struct span bytes, uint64_t offset, size_t segment_count,
			    signfw_findings *findings)
{
	struct hash_segment segment = {.bytes = bytes, .offset = offset};

	if (!read_header(&segment, findings))
		return false;
	judge_signers(&segment, findings);
	if (!read_regions(&segment, findings) || !read_digests(&segment, segment_count, findings))
		return false;
	judge_metadata(&segment, PAS_COMMON_METADATA, segment.version->common_size, findings);
	judge_metadata(&segment, PAS_QTI_METADATA, segment.version->metadata_size, findings);
	judge_metadata(&segment, PAS_OEM_METADATA, segment.version->metadata_size, findings);
	judge_digest(&segment, findings);
	judge_image_size(&segment, findings);
	judge_tail(&segment, findings);
	*out = segment;
	return true;
}

uint64_t sfw_hash_segment_region_offset(const struct hash_segment *segment, enum pas_region region)
{
	uint64_t offset = segment->offset + segment->version->header_size;

	for (enum pas_region before = 0; before < region; before++)
		offset += segment->regions[before].size;
	return offset;
}

uint64_t sfw_hash_segment_image_size(const struct hash_segment *segment)
{
	uint64_t size = 0;

	for (enum pas_region region = PAS_HASHES; region < PAS_REGION_COUNT; region++)
		size += segment->regions[region].size;
	return size;
}

const uint8_t *sfw_hash_segment_digest(const struct hash_segment *segment, size_t index)
{
	return segment->regions[PAS_HASHES].data + index * segment->digest_size;
}

void sfw_hash_segment_signed(struct builder *out, const struct hash_segment *segment, enum pas_signer signer)
{
	const enum pas_signer other = signer == PAS_OEM ? PAS_QTI : PAS_OEM;
	const unsigned signature_word = segment->version->size_word[sfw_pas_signature_region(other)];
	const unsigned certificates_word = segment->version->size_word[sfw_pas_certificates_region(other)];
	const enum pas_region hidden = sfw_pas_metadata_region(other);
	const size_t hidden_at = (size_t)(sfw_hash_segment_region_offset(segment, hidden) - segment->offset);
	const size_t hidden_end = hidden_at + segment->regions[hidden].size;
	const size_t header_size = segment->version->header_size;

	for (unsigned word = 0; word < header_size / 4; word++)
		sfw_builder_u32le(out, word != 0 && (word == signature_word || word == certificates_word)
					       ? 0
					       : segment->words[word]);
	sfw_builder_bytes(out, segment->bytes.data + header_size, hidden_at - header_size);
	sfw_builder_zeros(out, hidden_end - hidden_at);
	sfw_builder_bytes(out, segment->bytes.data + hidden_end, segment->signed_prefix - hidden_end);
}
