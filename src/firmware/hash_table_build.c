/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/hash_table_build.h"

#include "base/error.h"
#include "crypto/known_digests.h"
#include "signfw/container.h"

static size_t count_others(const struct elf32 *elf)
{
	return elf->segment_count - sfw_elf32_load_count(elf);
}

/*
 * Whether a device that looks for a segment at address 0 would find a filler,
 * if they followed the entries of their image, as they do in what ST's script writes.
 */
static bool fillers_shadow(const struct table_plan *plan)
{
	bool filled = false;

	for (size_t i = 0; i < plan->image_count; i++) {
		const struct elf32 *elf = &plan->images[i].elf;

		for (size_t j = 0; j < elf->segment_count; j++)
			if (sfw_segment_is_loaded(&elf->segments[j]) && elf->segments[j].paddr == 0)
				return filled;
		filled = filled || count_others(elf) > 0;
	}
	return false;
}

/* The entries of an image; *iv, if there is one, is moved to that of the next one. */
static enum signfw_status add_image(struct builder *out, const struct table_plan *plan, const struct elf32 *elf,
				    const uint8_t **iv, struct signfw_error *err)
{
	uint8_t digest[SIGNFW_SHA256_SIZE] = {0};
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; i < elf->segment_count; i++) {
		const struct segment *segment = &elf->segments[i];

		if ((plan->loads_only || plan->ivs != NULL) && !sfw_segment_is_loaded(segment))
			continue;
		if (!plan->has_no_digests)
			status = sfw_known_digest(plan->digests, DIGEST_SHA256, sfw_elf32_bytes(elf, segment), digest,
						  err);
		if (status != SIGNFW_OK)
			return status;
		sfw_hash_table_append(out, segment, digest, *iv);
		if (*iv != NULL)
			*iv += SIGNFW_ENC_IV_SIZE;
	}
	return SIGNFW_OK;
}

enum signfw_status sfw_hash_table_build(struct builder *out, const struct table_plan *plan, struct signfw_error *err)
{
	const bool has_fillers = plan->ivs != NULL && !plan->loads_only, fill_last = fillers_shadow(plan);
	const uint8_t *iv = plan->ivs;
	size_t fillers = 0;

	for (size_t i = 0; i < plan->image_count; i++) {
		const struct elf32 *elf = &plan->images[i].elf;
		const enum signfw_status status = add_image(out, plan, elf, &iv, err);

		if (status != SIGNFW_OK)
			return status;
		fillers += has_fillers ? count_others(elf) : 0;
		if (!fill_last || i + 1 == plan->image_count) {
			sfw_hash_table_append_fillers(out, fillers);
			fillers = 0;
		}
	}
	return out->failed ? sfw_fail_memory(err) : SIGNFW_OK;
}
