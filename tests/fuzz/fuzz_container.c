/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a container: looked into, judged, and, if they are one, written again. */
#include "container/layouts.h"

#include <string.h>

#include "fuzz.h"

/* signfw_container_parse() refuses what has an error among its findings, and says the first one. */
static void check_verdict(const signfw_container *container, struct span file)
{
	const signfw_findings *findings = signfw_container_findings(container);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_finding finding = {0};
	signfw_container *parsed = NULL;

	if (signfw_container_parse(&parsed, file.data, file.size, &error) == SIGNFW_OK) {
		CHECK(!fuzz_has_finding(findings, SIGNFW_ERROR));
		fuzz_check_container(parsed, file);
		signfw_container_free(parsed);
		return;
	}
	CHECK(parsed == NULL);
	CHECK(error.status == SIGNFW_E_CONTAINER || error.status == SIGNFW_E_ELF);
	for (size_t i = 0; finding.severity != SIGNFW_ERROR; i++)
		CHECK(signfw_findings_get(findings, i, &finding) == SIGNFW_OK);
	CHECK(error.offset == finding.offset);
	CHECK(finding.source != NULL || strcmp(error.message, finding.message) == 0);
}

static bool is_same(struct span a, struct span b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* In st-3.16 the header says where everything is, so that it needn't be where we write it. */
static bool is_free_in_place(const struct container *container)
{
	return strcmp(container->layout->name, "st-3.16") == 0;
}

/* Whether a TLV doesn't count, and says what another key would change: those aren't written again. */
static bool is_left_out(const struct container *container, const struct tlv *tlv)
{
	return !tlv->is_platform && (tlv->type == SIGNFW_TLV_SIGNTYPE || tlv->type == SIGNFW_TLV_PKEYINFO) &&
	       !sfw_tlv_is_first(&container->tlvs, tlv);
}

static void check_same_tlvs(const struct container *a, const struct container *b)
{
	size_t j = 0;

	for (size_t i = 0; i < a->tlvs.count; i++) {
		const struct tlv *one = &a->tlvs.tlvs[i], *two = &b->tlvs.tlvs[j];

		if (is_left_out(a, one))
			continue;
		CHECK(j < b->tlvs.count);
		CHECK(one->type == two->type && one->is_platform == two->is_platform);
		CHECK(i != j || one->offset == two->offset);
		CHECK(i != j || is_free_in_place(a) || one->value_offset == two->value_offset);
		CHECK(is_same(one->value, two->value));
		j++;
	}
	CHECK(j == b->tlvs.count);
}

/* Both say the same; only a TLV area of an odd size, or with doubles, has become longer or shorter. */
static void check_same(const struct container *a, const struct container *b)
{
	CHECK(a->layout == b->layout);
	check_same_tlvs(a, b);
	CHECK(a->signature_size == b->signature_size);
	CHECK(a->signature.size == b->signature.size);
	CHECK(is_free_in_place(a) || a->images_offset - a->signature_offset == b->images_offset - b->signature_offset);
	CHECK(a->images_size == b->images_size);
	CHECK(a->sign_type == b->sign_type);
	CHECK(a->hash_type == b->hash_type);
	CHECK(a->is_encrypted == b->is_encrypted);
	CHECK(is_same(a->table.bytes, b->table.bytes) && a->table.count == b->table.count);
	CHECK((a->key_info.data == NULL) == (b->key_info.data == NULL) && is_same(a->key_info, b->key_info));
	CHECK(a->platform_count == b->platform_count);
	for (size_t i = 0; i < a->platform_count; i++) {
		CHECK(a->platform[i].type == b->platform[i].type && a->platform[i].meaning == b->platform[i].meaning);
		CHECK(is_same(a->platform[i].value, b->platform[i].value));
	}
	CHECK(a->image_count == b->image_count);
	for (size_t i = 0; i < a->image_count; i++) {
		CHECK(a->images[i].offset - a->images_offset == b->images[i].offset - b->images_offset);
		CHECK(a->images[i].size == b->images[i].size);
		CHECK(a->images[i].type == b->images[i].type);
	}
}

static struct span view(const struct builder *builder)
{
	struct span bytes = {0};

	CHECK(sfw_builder_view(builder, &bytes));
	return bytes;
}

/* A model written and read is the same model, and written again the same bytes. */
static void check_written(const struct container *model, bool is_clean)
{
	struct surroundings written = {0}, again = {0};
	signfw_findings *findings = sfw_findings_new();
	struct container read;

	CHECK(findings != NULL);
	sfw_container_write(model, &written, findings);
	const struct span head = view(&written.head), tail = view(&written.tail);
	const struct ends file = {head, tail, head.size + (model->images_end - model->images_offset) + tail.size};

	CHECK(sfw_container_parse(&read, model->layout, &file, findings) == SIGNFW_OK);
	CHECK(sfw_findings_verdict(findings, NULL) == SIGNFW_OK);
	check_same(model, &read);
	CHECK(sfw_span_is_zero(read.signature));
	if (is_clean && !is_free_in_place(model))
		CHECK(is_same(read.header, model->header) && is_same(read.metadata, model->metadata));
	sfw_container_write(&read, &again, findings);
	CHECK(is_same(view(&again.head), head) && is_same(view(&again.tail), tail));

	sfw_container_cleanup(&read);
	sfw_surroundings_cleanup(&written);
	sfw_surroundings_cleanup(&again);
	signfw_findings_free(findings);
}

/* What the model says lies inside the file, or inside the area that it belongs to. */
static void check_model(const struct container *model, struct span file)
{
	struct span bytes;

	CHECK(model->header.size <= file.size);
	CHECK(model->metadata.size == 0 || (sfw_span_at(file, model->metadata_offset, model->metadata.size, &bytes) &&
					    bytes.data == model->metadata.data));
	CHECK(model->signature.size == 0 || model->signature.size == model->signature_size);
	for (size_t i = 0; i < model->tlvs.count; i++)
		CHECK(sfw_span_at(file, model->tlvs.tlvs[i].value_offset, model->tlvs.tlvs[i].value.size, &bytes) &&
		      bytes.data == model->tlvs.tlvs[i].value.data);
	for (size_t i = 0; i < model->image_count; i++) {
		const uint64_t offset = model->images[i].offset - model->images_offset;

		CHECK(model->images[i].offset >= model->images_offset && offset <= model->images_size);
		CHECK(model->images[i].size <= model->images_size - offset);
	}
}

static void check_round_trip(struct span file)
{
	signfw_findings *findings = sfw_findings_new();
	struct container model;

	CHECK(findings != NULL);
	const struct ends ends = sfw_ends_of(file);

	CHECK(sfw_container_parse(&model, NULL, &ends, findings) == SIGNFW_OK);
	check_model(&model, file);
	if (sfw_findings_verdict(findings, NULL) == SIGNFW_OK)
		check_written(&model, signfw_findings_count(findings) == 0);
	sfw_container_cleanup(&model);
	signfw_findings_free(findings);
}

const size_t fuzz_control_size = 0;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct span file = {data, size};
	signfw_container *container = fuzz_inspect(file);

	fuzz_check_container(container, file);
	check_verdict(container, file);
	check_round_trip(file);
	signfw_container_free(container);
	return 0;
}
