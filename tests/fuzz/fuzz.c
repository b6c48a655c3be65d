/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/container.h"

static const char rsa_pem[] = "-----BEGIN PRIVATE KEY-----\n"
			      "MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBANis+NAwSNH+S9iL\n"
			      "dph1eWUmJarONcq9tk4JaZp+EDFLt7Dnjl+I58lUmpcHW1xB0SJvvzbzbaLEURCk\n"
			      "tpqB5FL/TH4u4N2i6c25kFPxoke3oSKxfe4GjVSeRWdJt2KU8S0egLI8Ow/3DoYk\n"
			      "WYx3QQMPF5BZPwpA7QiNTw08R7ubAgMBAAECgYA+1WJOFUJ4yxK5mC/rJF3wzDAu\n"
			      "KSCGS5+bX7VlHNubQAbj4TJzV+NHiiZOV87RoTCBmQBNcihABEgx2GIvyi0or7gJ\n"
			      "KRQHishmw8+zWac6+/ZueGLA0T6L9qmgCkhhQIuRzsQ98BYpMbFgrRzcLyTfi1+8\n"
			      "cq/ID3JdWUUwZpjoyQJBAPSjjShqIFdgjVJXgVa0RCJJISsxw+IADZ/ZDg+GkEGS\n"
			      "ono5MTmhyHxk4UEBgEQsQ6fQq6g2yO8d18Q4JBDxMhcCQQDivPklbdqwft9H1/9E\n"
			      "dQRBGI5Gy9hn8CU1Oa2JxEIuxflZJ9pkwRtMj2Y35vmtk+WB0qKMJd2tiQcBjJA+\n"
			      "B8kdAkBus3O0zhFEeNR6Zk6IxZnvSdhQi3xwUEXaB4ZtUB8HDSuo0yiLQ8JNR/kG\n"
			      "SX+ZWc5jqfGDdQcH7SEuEZmAcSSRAkEAl+iL8+u5zO3zoiqwt6i+hO5yxDPmdRyL\n"
			      "kTFndxmqTbQN7xGoXECUjaK1lVaGiSjBZ0074jGsZ4uaygrmyOhmcQJAH9Uy2DJh\n"
			      "XLvxDV22dVwuRpaK3TxvWn4m63pbBYwyz1HNLLQwMM2Z4UPdr+ZmxStVAwVoxUyZ\n"
			      "pD77opYQ4TFR3w==\n"
			      "-----END PRIVATE KEY-----\n";

static const char ec_pem[] = "-----BEGIN PRIVATE KEY-----\n"
			     "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjntwlIZ37S5JrBki\n"
			     "BbYJ/Pk1kcHDOqxxW4R/D2MVM2ChRANCAAQMFazO2UYon68px4etoxN8bltBJ9Rt\n"
			     "fDNvpP9mwI2wK0+rPrYkYux3oRmEAnFoZ6QxDWx5uavBr9RbesNmL969\n"
			     "-----END PRIVATE KEY-----\n";

_Noreturn void fuzz_broken(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: doesn't hold: %s\n", file, line, condition);
	abort();
}

static const signfw_key *load(const char *pem)
{
	signfw_key *key = NULL;

	CHECK(signfw_key_load(&key, pem, strlen(pem), NULL, NULL) == SIGNFW_OK);
	return key;
}

const signfw_key *fuzz_key(enum signfw_key_type type)
{
	static const signfw_key *rsa, *ec;

	if (rsa == NULL) {
		rsa = load(rsa_pem);
		ec = load(ec_pem);
	}
	return type == SIGNFW_KEY_RSA ? rsa : ec;
}

static bool arrive(void *context, size_t end)
{
	const struct span *file = context;

	CHECK(end <= file->size);
	return true;
}

signfw_digests *fuzz_digests(struct span file)
{
	signfw_digests *digests;

	CHECK(signfw_digests_new(&digests, NULL) == SIGNFW_OK);
	signfw_digests_add(digests, file.data, file.size, arrive, &file);
	return digests;
}

signfw_container *fuzz_inspect(struct span file)
{
	signfw_container *container = NULL;

	CHECK(signfw_container_inspect(&container, file.data, file.size, NULL) == SIGNFW_OK);
	return container;
}

bool fuzz_has_finding(const signfw_findings *findings, enum signfw_severity severity)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity >= severity)
			return true;
	return false;
}

bool fuzz_has_id(const signfw_findings *findings, const char *id)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, id) == 0)
			return true;
	return false;
}

static int compare_ids(const void *a, const void *b)
{
	const char *const *one = a, *const *other = b;

	return (*one > *other) - (*one < *other);
}

/* Its ids, by address: each finding of each execution is looked up. */
static bool is_in_catalogue(const char *id)
{
	static const char *ids[1024];
	static size_t count;
	const char *explanation = NULL;

	if (count == 0) {
		for (; signfw_finding_id(count, &explanation) != NULL; count++) {
			CHECK(explanation != NULL && count < sizeof(ids) / sizeof(ids[0]));
			ids[count] = signfw_finding_id(count, NULL);
		}
		qsort(ids, count, sizeof(ids[0]), compare_ids);
	}
	return bsearch(&id, ids, count, sizeof(ids[0]), compare_ids) != NULL;
}

void fuzz_check_findings(const signfw_findings *findings, uint64_t size)
{
	const size_t count = signfw_findings_count(findings);
	struct signfw_finding finding;

	CHECK(signfw_findings_get(findings, count, &finding) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_findings_get(findings, i, &finding) == SIGNFW_OK);
		CHECK(finding.severity == SIGNFW_INFO || finding.severity == SIGNFW_WARNING ||
		      finding.severity == SIGNFW_ERROR);
		CHECK(is_in_catalogue(finding.id));
		CHECK(finding.offset <= size || finding.offset == SIGNFW_NO_OFFSET);
		CHECK(finding.message[0] != '\0');
		for (const char *c = finding.message; *c != '\0'; c++)
			CHECK(*c >= ' ' && *c <= '~');
	}
}

/* ---- what the accessors say --------------------------------------------- */

/* Whether `data` is where the file has `size` bytes at `offset`. */
static bool is_at(struct span file, uint64_t offset, uint64_t size, const void *data)
{
	struct span bytes;

	return sfw_span_at(file, offset, size, &bytes) && bytes.data == data;
}

static bool has_u32_at(struct span file, uint64_t offset, uint32_t value)
{
	struct span bytes;

	return sfw_span_at(file, offset, 4, &bytes) && sfw_u32le(bytes.data) == value;
}

static void check_chunks(const signfw_container *container, struct span file)
{
	const size_t count = signfw_container_chunk_count(container);
	struct reader reader = {.left = file};
	const void *data;
	size_t size;

	CHECK(signfw_container_size(container) == file.size);
	CHECK(signfw_container_chunk(container, count, &data, &size) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		struct span expected;

		CHECK(signfw_container_chunk(container, i, &data, &size) == SIGNFW_OK);
		CHECK(sfw_reader_bytes(&reader, size, &expected));
		CHECK(size == 0 || memcmp(data, expected.data, size) == 0);
	}
	CHECK(reader.left.size == 0);
}

static void check_fields(const signfw_container *container, struct span file)
{
	const size_t count = signfw_container_field_count(container);
	struct signfw_field field;

	CHECK(signfw_container_field(container, count, &field) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_container_field(container, i, &field) == SIGNFW_OK);
		CHECK(field.name != NULL);
		CHECK(has_u32_at(file, field.offset, field.value));
	}
}

/* The TLV is where it says, in the form of its layout; the offset of its end. */
static uint64_t check_tlv(const struct signfw_tlv *tlv, const char *layout, struct span file)
{
	uint64_t value = tlv->offset + 8;

	if (strcmp(layout, "st-3.16") == 0) {
		/* there is only a field that stands for it */
		CHECK(tlv->size > 0 && tlv->offset < 56);
		CHECK(is_at(file, (uint64_t)((const uint8_t *)tlv->value - file.data), tlv->size, tlv->value));
		return tlv->offset + 4;
	}
	if (strcmp(layout, "st-3.19") == 0) {
		CHECK(has_u32_at(file, tlv->offset, tlv->type | (uint32_t)tlv->size << 16));
		value = tlv->offset + 4;
	} else {
		CHECK(has_u32_at(file, tlv->offset, tlv->type));
		CHECK(has_u32_at(file, tlv->offset + 4, (uint32_t)tlv->size));
	}
	CHECK(is_at(file, value, tlv->size, tlv->value));
	return value + tlv->size;
}

static void check_tlvs(const signfw_container *container, struct span file)
{
	const size_t count = signfw_container_tlv_count(container);
	const char *layout = signfw_container_layout(container);
	struct signfw_tlv tlv;
	uint64_t end = 0;

	CHECK(signfw_container_tlv(container, count, &tlv) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_container_tlv(container, i, &tlv) == SIGNFW_OK);
		CHECK(tlv.name != NULL);
		CHECK(tlv.offset >= end);
		end = check_tlv(&tlv, layout, file);
	}
}

static void check_signature(const signfw_container *container, struct span file)
{
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) != SIGNFW_OK)
		return;
	CHECK(signature.size > 0);
	CHECK(signature.data == NULL || is_at(file, signature.offset, signature.size, signature.data));
	CHECK(signature.check != SIGNFW_GOOD || signature.data != NULL);
}

static void check_segments(const signfw_container *container, size_t image, size_t count, struct span file)
{
	struct signfw_segment segment;

	CHECK(signfw_container_segment(container, image, count, &segment) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_container_segment(container, image, i, &segment) == SIGNFW_OK);
		if (segment.sha256 != NULL)
			CHECK(is_at(file, (uint64_t)(segment.sha256 - file.data), SIGNFW_SHA256_SIZE, segment.sha256));
		if (segment.iv != NULL)
			CHECK(is_at(file, (uint64_t)(segment.iv - file.data), SIGNFW_ENC_IV_SIZE, segment.iv));
		CHECK(segment.check == SIGNFW_UNCHECKED || segment.check == SIGNFW_GOOD || segment.check == SIGNFW_BAD);
	}
}

static void check_images(const signfw_container *container, struct span file)
{
	const size_t count = signfw_container_image_count(container);
	struct signfw_resource_table table;
	struct signfw_image image;
	uint64_t end = 0;

	CHECK(signfw_container_image(container, count, &image) == SIGNFW_E_ARGUMENT);
	CHECK(signfw_container_resource_table(container, count, &table) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_container_image(container, i, &image) == SIGNFW_OK);
		CHECK(i == 0 || image.offset == end);
		if (image.data == NULL)
			CHECK(image.segment_count == 0);
		else
			CHECK(is_at(file, image.offset, image.size, image.data));
		check_segments(container, i, image.segment_count, file);
		if (signfw_container_resource_table(container, i, &table) == SIGNFW_OK)
			CHECK(table.size > 0);
		end = image.offset + image.size;
	}
}

void fuzz_check_container(const signfw_container *container, struct span file)
{
	fuzz_check_findings(signfw_container_findings(container), file.size);
	check_chunks(container, file);
	check_fields(container, file);
	check_tlvs(container, file);
	check_signature(container, file);
	check_images(container, file);
	if (signfw_container_layout(container) == NULL) {
		CHECK(signfw_container_field_count(container) == 0);
		CHECK(signfw_container_image_count(container) == 0);
		CHECK(fuzz_has_finding(signfw_container_findings(container), SIGNFW_ERROR));
	}
}
