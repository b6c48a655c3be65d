/* SPDX-License-Identifier: BSD-2-Clause */
/* Looking into a PAS container: the accessors of the public API. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/digest.h"
#include "format/pas_peripheral.h"
#include "pas/known_root.h"
#include "pas/pas_field.h"
#include "pas/pas_inspect.h"
#include "pas/pas_lint.h"
#include "pas/pas_metadata.h"
#include "pas/pas_unprotected.h"

DEFINE_CLEANUP(pas_cleanup, struct signfw_pas, signfw_pas_free)

bool signfw_pas_recognise(const void *data, size_t size)
{
	CLEANUP(sfw_pas_elf_cleanup) struct pas_elf elf = {0};
	CLEANUP(sfw_findings_cleanup) signfw_findings *ignored = sfw_findings_new();

	if (data == NULL || ignored == NULL ||
	    sfw_pas_elf_parse(&elf, (struct span){data, size}, SFW_PAS_SEGMENTS_MIN, ignored) != SIGNFW_OK)
		return false;
	for (size_t i = 0; i < elf.count; i++)
		if (sfw_pas_type(elf.segments[i].flags) == PAS_TYPE_HASH)
			return true;
	return false;
}

static void describe(struct signfw_pas *pas)
{
	struct signfw_pas_header *header = &pas->header;

	header->is_64 = pas->elf.is_64;
	header->is_split = pas->is_split;
	header->machine = pas->elf.machine;
	header->entry = pas->elf.entry;
	header->segment_count = pas->elf.count;
	header->hash_segment = pas->hash_index;
	if (!pas->is_usable)
		return;
	header->layout = pas->hash.version->layout;
	header->description = pas->hash.version->description;
	header->is_encrypted = pas->hash.encrypted;
	header->is_inferred = pas->hash.version->inferred;
	header->hash_segment_offset = pas->hash.offset;
	header->hash_segment_size = pas->hash.bytes.size;
	header->digest_size = pas->hash.digest_size;
	if (pas->hash.version->image_size_word != 0)
		header->image_size = pas->hash.words[pas->hash.version->image_size_word];
}

enum signfw_status sfw_pas_inspect(signfw_pas **out, const struct signfw_input *file,
				   const struct signfw_pas_part *parts, size_t part_count, signfw_findings *findings,
				   struct signfw_error *err)
{
	CLEANUP(pas_cleanup) struct signfw_pas *pas = sfw_array_new(1, sizeof(*pas));

	if (pas == NULL)
		return sfw_fail_memory(err);
	pas->borrows_findings = findings != NULL;
	pas->findings = findings == NULL ? sfw_findings_new() : findings;
	if (pas->findings == NULL || (file->name != NULL && (pas->name = strdup(file->name)) == NULL))
		return sfw_fail_memory(err);
	const enum signfw_status status =
		sfw_pas_read(pas, (struct span){file->data, file->size}, parts, part_count, err);

	if (status != SIGNFW_OK)
		return status;
	if (pas->is_usable) {
		sfw_pas_lint(pas);
		if (sfw_pas_find_unprotected(pas) != SIGNFW_OK)
			return sfw_fail_memory(err);
	}
	describe(pas);
	pas->inspected_findings = signfw_findings_count(pas->findings);
	*out = pas;
	pas = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_pas_inspect(signfw_pas **out, const struct signfw_input *file,
				      const struct signfw_pas_part *parts, size_t part_count, struct signfw_error *err)
{
	if (out == NULL || file == NULL || (file->data == NULL && file->size > 0) || (parts == NULL && part_count > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for it, was given");
	return sfw_pas_inspect(out, file, parts, part_count, NULL, err);
}

const signfw_findings *signfw_pas_findings(const signfw_pas *pas)
{
	return pas == NULL ? NULL : pas->findings;
}

const struct signfw_pas_header *signfw_pas_get_header(const signfw_pas *pas)
{
	return pas == NULL ? NULL : &pas->header;
}

const struct signfw_pas_result *signfw_pas_get_result(const signfw_pas *pas)
{
	return pas == NULL ? NULL : &pas->result;
}

enum signfw_status signfw_pas_segment(const signfw_pas *pas, size_t index, struct signfw_pas_segment *out)
{
	struct span content;

	if (pas == NULL || out == NULL || index >= pas->elf.count)
		return SIGNFW_E_ARGUMENT;
	const struct pas_segment *segment = &pas->elf.segments[index];
	const bool has_digest = pas->is_usable && pas->hash.digest_size > 0;

	*out = (struct signfw_pas_segment){
		.type = segment->type,
		.flags = segment->flags,
		.offset = segment->offset,
		.virtual_address = segment->vaddr,
		.address = segment->paddr,
		.file_size = segment->filesz,
		.memory_size = segment->memsz,
		.align = segment->align,
		.is_loaded = sfw_pas_is_loaded(segment),
		.is_hashed_by_optee = sfw_pas_is_hashed_by_optee(segment),
		.is_relocatable = (segment->flags & SFW_PAS_RELOCATABLE) != 0,
		.data = sfw_pas_content(pas, index, &content) ? content.data : NULL,
		.digest = has_digest ? sfw_hash_segment_digest(&pas->hash, index) : NULL,
		.check = pas->checks[index],
	};
	return SIGNFW_OK;
}

/* ---- regions ------------------------------------------------------------------ */

enum signfw_status signfw_pas_region(const signfw_pas *pas, size_t index, struct signfw_pas_region *out)
{
	size_t found = 1;

	if (pas == NULL || out == NULL || !pas->is_usable)
		return SIGNFW_E_ARGUMENT;
	const struct hash_segment *hash = &pas->hash;

	if (index == 0) {
		*out = (struct signfw_pas_region){"header", hash->offset, hash->bytes.data, hash->version->header_size};
		return SIGNFW_OK;
	}
	for (enum pas_region region = 0; region < PAS_REGION_COUNT; region++) {
		const struct span bytes = hash->regions[region];

		if (bytes.size > 0 && found++ == index) {
			*out = (struct signfw_pas_region){sfw_pas_region_name(region),
							  sfw_hash_segment_region_offset(hash, region), bytes.data,
							  bytes.size};
			return SIGNFW_OK;
		}
	}
	if (hash->tail.size == 0 || found != index)
		return SIGNFW_E_ARGUMENT;
	*out = (struct signfw_pas_region){"tail", hash->offset + hash->bytes.size - hash->tail.size, hash->tail.data,
					  hash->tail.size};
	return SIGNFW_OK;
}

/* ---- fields ------------------------------------------------------------------- */

static void publish_field(const struct signfw_pas *pas, enum pas_region region, const struct pas_field *field,
			  struct signfw_pas_field *out)
{
	_Static_assert(sizeof(out->values) == sizeof(field->values), "as many values");
	_Static_assert(sizeof(out->words) == PAS_WORDS_SIZE, "as many words");
	*out = (struct signfw_pas_field){
		.group = sfw_pas_region_name(region),
		.name = field->name,
		.count = field->count,
		.width = field->width,
	};
	memcpy(out->values, field->values, sizeof(out->values));
	sfw_pas_field_words(field, pas->hash.version->version, out->words);
}

/* Field `index` of a region with metadata, or of one with certificates. */
static bool field_of(const struct signfw_pas *pas, enum pas_region region, size_t index, struct pas_field *out)
{
	if (region == PAS_OEM_CERTIFICATES || region == PAS_QTI_CERTIFICATES)
		return sfw_pas_chain_field(&pas->chains[region == PAS_OEM_CERTIFICATES ? PAS_OEM : PAS_QTI], index,
					   out);
	return sfw_pas_metadata_field(&pas->hash, region, index, out);
}

enum signfw_status signfw_pas_field(const signfw_pas *pas, size_t index, struct signfw_pas_field *out)
{
	/* what counts for a device comes first */
	static const enum pas_region regions[] = {PAS_COMMON_METADATA, PAS_OEM_METADATA, PAS_OEM_CERTIFICATES,
						  PAS_QTI_METADATA, PAS_QTI_CERTIFICATES};
	struct pas_field field;

	if (pas == NULL || out == NULL || !pas->is_usable)
		return SIGNFW_E_ARGUMENT;
	for (size_t i = 0; i < sizeof(regions) / sizeof(regions[0]); i++) {
		for (size_t j = 0; field_of(pas, regions[i], j, &field); j++) {
			if (index-- == 0) {
				publish_field(pas, regions[i], &field, out);
				return SIGNFW_OK;
			}
		}
	}
	return SIGNFW_E_ARGUMENT;
}

bool signfw_pas_find_field(const signfw_pas *pas, const char *name, struct signfw_pas_field *out)
{
	struct signfw_pas_field field;

	if (name == NULL || out == NULL)
		return false;
	for (size_t i = 0; signfw_pas_field(pas, i, &field) == SIGNFW_OK; i++) {
		if (strcmp(field.name, name) == 0) {
			*out = field;
			return true;
		}
	}
	return false;
}

const char *signfw_pas_peripheral(const signfw_pas *pas, uint32_t *pas_id)
{
	struct signfw_pas_field field;

	if (!signfw_pas_find_field(pas, "sw_id", &field))
		return NULL;
	const struct pas_peripheral *peripheral = sfw_pas_peripheral_of_software((uint32_t)field.values[0]);

	if (peripheral == NULL || peripheral->pas_id == SFW_PAS_NO_ID)
		return NULL;
	if (pas_id != NULL)
		*pas_id = peripheral->pas_id;
	return peripheral->name;
}

const char *signfw_pas_software(uint32_t pas_id, uint32_t *sw_id)
{
	const struct pas_peripheral *peripheral = sfw_pas_peripheral(pas_id);

	if (peripheral == NULL)
		return NULL;
	if (sw_id != NULL)
		*sw_id = peripheral->sw_id;
	return peripheral->name;
}

/* ---- certificates ------------------------------------------------------------- */

enum signfw_status signfw_pas_certificate(const signfw_pas *pas, size_t index, struct signfw_pas_certificate *out)
{
	if (pas == NULL || out == NULL)
		return SIGNFW_E_ARGUMENT;
	const enum pas_signer signer = index < pas->chains[PAS_OEM].count ? PAS_OEM : PAS_QTI;
	const struct pas_chain *chain = &pas->chains[signer];
	const size_t depth = signer == PAS_OEM ? index : index - pas->chains[PAS_OEM].count;

	if (depth >= chain->count)
		return SIGNFW_E_ARGUMENT;
	const struct certificate *certificate = &chain->certificates[depth];
	const enum pas_region region = sfw_pas_certificates_region(signer);
	const struct span der = chain->ders[depth];

	*out = (struct signfw_pas_certificate){
		.signer = sfw_pas_signer_name(signer),
		.depth = depth,
		.offset = sfw_hash_segment_region_offset(&pas->hash, region) +
			  (uint64_t)(der.data - pas->hash.regions[region].data),
		.data = der.data,
		.size = der.size,
	};
	if (sfw_sha256(der, out->sha256, NULL) != SIGNFW_OK ||
	    sfw_digest(DIGEST_SHA384, &der, 1, out->sha384, NULL) != SIGNFW_OK)
		return SIGNFW_E_CRYPTO;
	if (certificate->x509 == NULL)
		return SIGNFW_OK;
	const struct known_root *known = sfw_pas_known_root(out->sha256);

	out->subject = certificate->subject;
	out->issuer = certificate->issuer;
	out->not_before = certificate->not_before;
	out->not_after = certificate->not_after;
	out->key = certificate->key_name;
	out->algorithm = certificate->algorithm;
	out->known = known == NULL ? NULL : known->name;
	return SIGNFW_OK;
}
