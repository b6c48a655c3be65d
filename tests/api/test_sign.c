/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "elf_builder.h"
#include "signfw/container.h"
#include "signfw/elf.h"

/* What a test spoils one argument of. */
struct call {
	struct test_file file;
	struct signfw_input input;
	signfw_key *key;
	struct signfw_sign_options options;
	signfw_findings *findings;
};

static int setup(void **state)
{
	struct call *call = calloc(1, sizeof(*call));

	assert_non_null(call);
	call->file = elf_good();
	call->input = (struct signfw_input){call->file.data, call->file.size, "good.elf"};
	call->key = load_key("vectors/keys/rsa2048.pem");
	call->options = (struct signfw_sign_options)SIGNFW_SIGN_OPTIONS_INIT;
	call->findings = new_findings();
	call->options.findings = call->findings;
	*state = call;
	return 0;
}

static int teardown(void **state)
{
	struct call *call = *state;

	free(call->file.data);
	signfw_key_free(call->key);
	signfw_findings_free(call->findings);
	free(call);
	return 0;
}

static struct test_file sign(const struct call *call)
{
	struct signfw_error error = {SIGNFW_OK, SIGNFW_REASON_NONE, 42, "untouched"};
	struct test_file container = {0};

	if (signfw_sign(&container.data, &container.size, &call->input, 1, call->key, &call->options, &error) !=
	    SIGNFW_OK)
		fail_msg("%s", error.message);
	assert_int_equal(error.offset, 42);
	assert_string_equal(error.message, "untouched");
	return container;
}

/* Both functions fail so, and leave their outputs alone. */
static void expect_failure_of(const struct signfw_input *inputs, size_t count, const signfw_key *key,
			      const struct signfw_sign_options *options, enum signfw_status status, const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *const before = (uint8_t *)&error;
	signfw_container *const container_before = (signfw_container *)&error;
	signfw_container *container = container_before;
	uint8_t *out = before;
	size_t size = 77;

	assert_int_equal(signfw_sign(&out, &size, inputs, count, key, options, &error), status);
	assert_int_equal(error.status, status);
	assert_string_equal(error.message, message);
	assert_ptr_equal(out, before);
	assert_int_equal(size, 77);
	memset(&error, 0, sizeof(error));
	assert_int_equal(signfw_build(&container, inputs, count, key, options, &error), status);
	assert_string_equal(error.message, message);
	assert_ptr_equal(container, container_before);
	assert_int_equal(signfw_build(&container, inputs, count, key, options, NULL), status);
}

static void expect_failure(const struct call *call, enum signfw_status status, const char *message)
{
	expect_failure_of(&call->input, 1, call->key, &call->options, status, message);
}

static void a_container_is_signed(void **state)
{
	struct call *call = *state;
	const struct test_file container = sign(call);
	signfw_container *parsed = NULL;

	expect_ids(call->findings, "");
	assert_int_equal(signfw_container_parse(&parsed, container.data, container.size, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_verify(parsed, call->key, NULL, NULL), SIGNFW_OK);
	signfw_container_free(parsed);
	signfw_free(container.data);
	signfw_free(NULL);
}

static void no_options_are_the_defaults(void **state)
{
	const struct call *call = *state;
	const struct test_file expected = sign(call);
	struct test_file container = {0};

	assert_int_equal(signfw_sign(&container.data, &container.size, &call->input, 1, call->key, NULL, NULL),
			 SIGNFW_OK);
	assert_int_equal(container.size, expected.size);
	assert_memory_equal(container.data, expected.data, expected.size);
	signfw_free(container.data);
	signfw_free(expected.data);
}

static void chunks_are_the_container_and_images_are_not_copied(void **state)
{
	struct call *call = *state;
	signfw_container *container = NULL;
	size_t at = 0;

	/* with an image that is padded, and one that isn't */
	struct test_file odd = elf_good();

	odd.data = realloc(odd.data, odd.size + 3);
	assert_non_null(odd.data);
	memset(odd.data + odd.size, 0xee, 3);
	odd.size += 3;

	const struct signfw_input inputs[] = {{odd.data, odd.size, NULL}, call->input};
	struct test_file whole = {0};

	assert_int_equal(signfw_build(&container, inputs, 2, call->key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_sign(&whole.data, &whole.size, inputs, 2, call->key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_size(container), whole.size);
	assert_int_equal(signfw_container_chunk_count(container), 4);
	for (size_t i = 0; i < 4; i++) {
		const void *data = NULL;
		size_t size = 0;

		assert_int_equal(signfw_container_chunk(container, i, &data, &size), SIGNFW_OK);
		assert_true(size <= whole.size - at);
		assert_memory_equal(data, whole.data + at, size);
		if (i == 1)
			assert_ptr_equal(data, odd.data);
		if (i == 2)
			assert_int_equal(size, 5);
		if (i == 3)
			assert_ptr_equal(data, call->file.data);
		at += size;
	}
	assert_int_equal(at, whole.size);
	signfw_container_free(container);
	signfw_free(whole.data);
	free(odd.data);
}

/* The chunks of two containers are as large, one by one. */
static void expect_same_sizes(const signfw_container *one, const signfw_container *other)
{
	const void *data, *other_data;
	size_t size, other_size;

	assert_int_equal(signfw_container_size(one), signfw_container_size(other));
	assert_int_equal(signfw_container_chunk_count(one), signfw_container_chunk_count(other));
	for (size_t i = 0; i < signfw_container_chunk_count(one); i++) {
		assert_int_equal(signfw_container_chunk(one, i, &data, &size), SIGNFW_OK);
		assert_int_equal(signfw_container_chunk(other, i, &other_data, &other_size), SIGNFW_OK);
		assert_int_equal(size, other_size);
	}
}

static void a_plan_says_where_everything_will_be(void **state)
{
	static const uint64_t ways[] = {0, SIGNFW_SIGN_STRIP, SIGNFW_SIGN_TABLE_LOADS_ONLY};
	static const uint8_t zeros[512];
	const struct call *call = *state;
	signfw_key *public_key = load_key("vectors/keys/rsa2048.pub.pem");
	struct signfw_sign_options options = call->options;

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		signfw_container *container = NULL, *plan = NULL;
		struct signfw_hash_entry entry;
		struct signfw_signature signature;

		options.flags = ways[i];
		assert_int_equal(signfw_build(&container, &call->input, 1, call->key, &options, NULL), SIGNFW_OK);
		options.flags |= SIGNFW_SIGN_PLAN;
		assert_int_equal(signfw_build(&plan, &call->input, 1, public_key, &options, NULL), SIGNFW_OK);
		expect_same_sizes(container, plan);
		assert_int_equal(signfw_container_hash_entry(plan, 1, &entry), SIGNFW_OK);
		assert_int_equal(entry.address, 0x20000000);
		assert_memory_equal(entry.sha256, zeros, SIGNFW_SHA256_SIZE);
		assert_int_equal(signfw_container_signature(plan, &signature), SIGNFW_OK);
		assert_int_equal(signature.check, SIGNFW_UNCHECKED);
		assert_memory_equal(signature.data, zeros, signature.size);
		signfw_container_free(plan);
		signfw_container_free(container);
	}
	signfw_key_free(public_key);
}

static void what_was_built_can_be_looked_into_and_verified(void **state)
{
	struct call *call = *state;
	signfw_container *container = NULL;
	struct signfw_signature signature;
	struct signfw_segment segment;
	struct signfw_image image;

	assert_int_equal(signfw_build(&container, &call->input, 1, call->key, NULL, NULL), SIGNFW_OK);
	assert_string_equal(signfw_container_layout(container), "optee");
	assert_int_equal(signfw_container_signature(container, &signature), SIGNFW_OK);
	assert_int_equal(signature.check, SIGNFW_GOOD);
	assert_int_equal(signfw_container_image(container, 0, &image), SIGNFW_OK);
	assert_ptr_equal(image.data, call->file.data);
	assert_int_equal(image.offset, signature.offset + 256);
	assert_int_equal(image.segment_count, 2);
	assert_int_equal(signfw_container_segment(container, 0, 1, &segment), SIGNFW_OK);
	assert_int_equal(segment.address, 0x20000000);
	assert_non_null(segment.sha256);
	assert_int_equal(segment.check, SIGNFW_UNCHECKED);
	assert_int_equal(signfw_container_verify(container, call->key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_segment(container, 0, 1, &segment), SIGNFW_OK);
	assert_int_equal(segment.check, SIGNFW_GOOD);
	signfw_container_free(container);
}

static void rsa_output_depends_on_the_arguments_only(void **state)
{
	const struct call *call = *state;
	const struct test_file one = sign(call);
	const struct test_file two = sign(call);

	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	signfw_free(one.data);
	signfw_free(two.data);
}

/* Whether OpenSSL has RFC 6979. */
static bool is_deterministic(const struct call *call)
{
	struct signfw_sign_options options = call->options;
	struct test_file container = {0};

	options.flags |= SIGNFW_SIGN_DETERMINISTIC;
	const enum signfw_status status =
		signfw_sign(&container.data, &container.size, &call->input, 1, call->key, &options, NULL);

	signfw_free(container.data);
	return status == SIGNFW_OK;
}

static void ecdsa_signatures_differ_unless_deterministic_and_are_noted(void **state)
{
	struct call *call = *state;

	signfw_key_free(call->key);
	call->key = load_key("vectors/keys/ec256.pem");

	const bool deterministic = is_deterministic(call);
	const struct test_file one = sign(call);
	const struct test_file two = sign(call);
	const size_t signed_size = 20 + get_u32(one.data + 8);

	expect_only(call->findings, "signature-ecdsa", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(get_u32(one.data + 12), 64);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, signed_size);
	assert_int_equal(memcmp(one.data + signed_size, two.data + signed_size, 64) == 0, deterministic);
	signfw_free(one.data);
	signfw_free(two.data);
}

static void up_to_255_images_are_signed(void **state)
{
	const struct call *call = *state;
	const size_t count = SIGNFW_MAX_IMAGES;
	struct test_file files[SIGNFW_MAX_IMAGES + 1];
	struct signfw_input inputs[SIGNFW_MAX_IMAGES + 1];
	signfw_container *container = NULL, *again = NULL;

	for (size_t i = 0; i <= count; i++) {
		const struct elf_segment load = {PT_LOAD, 0x1000 * (uint32_t)i, 16, 16};

		files[i] = elf_build(&load, 1, NULL, 0);
		inputs[i] = (struct signfw_input){files[i].data, files[i].size, NULL};
	}
	assert_int_equal(signfw_build(&container, inputs, count, call->key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_image_count(container), count);
	for (size_t i = 0; i < count; i++) {
		struct signfw_segment segment;

		assert_int_equal(signfw_container_segment(container, i, 0, &segment), SIGNFW_OK);
		assert_int_equal(segment.address, 0x1000 * i);
	}
	assert_int_equal(signfw_resign(&again, container, call->key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_image_count(again), count);
	signfw_container_free(again);
	signfw_container_free(container);
	expect_failure_of(inputs, count + 1, call->key, NULL, SIGNFW_E_ARGUMENT, "256 images, expected 1 to 255");
	expect_failure_of(inputs, 0, call->key, NULL, SIGNFW_E_ARGUMENT, "0 images, expected 1 to 255");
	expect_failure_of(NULL, 1, call->key, NULL, SIGNFW_E_ARGUMENT, "1 images, expected 1 to 255");
	for (size_t i = 0; i <= count; i++)
		free(files[i].data);
}

static void there_has_to_be_a_place_for_the_output(void **state)
{
	const struct call *call = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *out = NULL;
	size_t size = 77;

	assert_int_equal(signfw_build(NULL, &call->input, 1, call->key, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no place for the container was given");
	memset(&error, 0, sizeof(error));
	assert_int_equal(signfw_sign(NULL, &size, &call->input, 1, call->key, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no place for the container was given");
	assert_int_equal(signfw_sign(&out, NULL, &call->input, 1, call->key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_null(out);
	assert_int_equal(size, 77);
}

static void an_image_without_data_is_refused(void **state)
{
	struct call *call = *state;

	call->input.data = NULL;
	expect_failure(call, SIGNFW_E_ARGUMENT, "image 0 has no data");
	call->input.size = 1;
	expect_failure(call, SIGNFW_E_ARGUMENT, "image 0 has no data");
	call->input.size = 0;
	expect_failure(call, SIGNFW_E_ELF, "good.elf: the file is empty, expected an ELF file");
}

static void only_a_private_key_signs(void **state)
{
	struct call *call = *state;

	signfw_key_free(call->key);
	call->key = load_key("vectors/keys/rsa2048.pub.pem");
	expect_failure(call, SIGNFW_E_KEY, "no private key to sign with");
	signfw_key_free(call->key);
	call->key = NULL;
	expect_failure(call, SIGNFW_E_KEY, "no private key to sign with");
}

static void the_layout_has_to_be_known(void **state)
{
	struct call *call = *state;
	struct test_file container;

	call->options.layout = "optee";
	container = sign(call);
	signfw_free(container.data);
	call->options.layout = "st-4.1";
	expect_failure(call, SIGNFW_E_ARGUMENT,
		       "layout \"st-4.1\" isn't known, expected optee, st-4.0, st-3.19 or st-3.16");
	call->options.layout = "a-name-that-is-longer-than-32-characters";
	expect_failure(
		call, SIGNFW_E_ARGUMENT,
		"layout \"a-name-that-is-longer-than-32-ch\" isn't known, expected optee, st-4.0, st-3.19 or st-3.16");
}

/* The TLV at `index` of what is signed now. */
static void expect_tlv(const struct call *call, size_t index, uint32_t type, const char *value, size_t size)
{
	const struct test_file container = sign(call);
	signfw_container *parsed = NULL;
	struct signfw_tlv tlv;

	assert_int_equal(signfw_container_parse(&parsed, container.data, container.size, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_tlv(parsed, index, &tlv), SIGNFW_OK);
	assert_int_equal(tlv.type, type);
	assert_int_equal(tlv.size, size);
	if (size > 0)
		assert_memory_equal(tlv.value, value, size);
	signfw_container_free(parsed);
	signfw_free(container.data);
}

static void key_information_is_written(void **state)
{
	struct call *call = *state;

	call->options.key_info = "information";
	call->options.key_info_size = 11;
	expect_tlv(call, 6, SIGNFW_TLV_PKEYINFO, "information", 11);
	expect_ids(call->findings, "");
	call->options.key_info_size = 0;
	expect_tlv(call, 6, SIGNFW_TLV_PKEYINFO, "", 0);
	call->options.key_info = NULL;
	call->options.key_info_size = 1;
	expect_failure(call, SIGNFW_E_ARGUMENT, "no usable key information");
	call->options.key_info = "information";
#if SIZE_MAX > UINT32_MAX
	call->options.key_info_size = (size_t)UINT32_MAX + 1;
	expect_failure(call, SIGNFW_E_ARGUMENT, "no usable key information");
#endif
}

static void platform_tlvs_are_written_in_their_order(void **state)
{
	static const struct signfw_platform_tlv tlvs[] = {
		{SIGNFW_TLV_PLATFORM_LAST, "last", 4},
		{SIGNFW_TLV_PLATFORM_FIRST, "first", 5},
		{0x10005, NULL, 0},
	};
	struct call *call = *state;

	call->options.platform_tlvs = tlvs;
	call->options.platform_tlv_count = 3;
	expect_tlv(call, 6, SIGNFW_TLV_PLATFORM_LAST, "last", 4);
	expect_tlv(call, 7, SIGNFW_TLV_PLATFORM_FIRST, "first", 5);
	expect_tlv(call, 8, 0x10005, NULL, 0);
}

static void an_empty_tlv_is_noted(void **state)
{
	static const struct signfw_platform_tlv tlv = {0x10005, NULL, 0};
	struct call *call = *state;

	call->options.platform_tlvs = &tlv;
	call->options.platform_tlv_count = 1;
	signfw_free(sign(call).data);
	assert_int_equal(expect_finding(call->findings, "tlv-empty").severity, SIGNFW_WARNING);
}

static void bad_platform_tlvs_are_refused(void **state)
{
	struct signfw_platform_tlv tlvs[] = {{0x10001, "a", 1}, {0x10002, "b", 1}};
	struct call *call = *state;

	call->options.platform_tlvs = tlvs;
	call->options.platform_tlv_count = 2;
	tlvs[1].type = 0xffff;
	expect_failure(call, SIGNFW_E_ARGUMENT, "platform TLV 0xffff is out of range, expected 0x10000 to 0x1ffff");
	tlvs[1].type = 0x20000;
	expect_failure(call, SIGNFW_E_ARGUMENT, "platform TLV 0x20000 is out of range, expected 0x10000 to 0x1ffff");
	tlvs[1].type = 0x10001;
	expect_failure(call, SIGNFW_E_ARGUMENT, "platform TLV 0x10001 is given twice");
	tlvs[1] = (struct signfw_platform_tlv){0x10002, NULL, 1};
	expect_failure(call, SIGNFW_E_ARGUMENT, "platform TLV 0x10002 has no usable value");
#if SIZE_MAX > UINT32_MAX
	tlvs[1] = (struct signfw_platform_tlv){0x10002, "b", (size_t)UINT32_MAX + 1};
	expect_failure(call, SIGNFW_E_ARGUMENT, "platform TLV 0x10002 has no usable value");
#endif
	call->options.platform_tlvs = NULL;
	expect_failure(call, SIGNFW_E_ARGUMENT, "no platform TLVs");
}

static void bad_firmware_is_refused_by_name(void **state)
{
	struct call *call = *state;

	call->file.data[EI_CLASS] = ELFCLASS64;
	expect_failure(call, SIGNFW_E_ELF, "good.elf: a 64-bit ELF file (class 2), expected 32-bit (1)");
	assert_string_equal(expect_only(call->findings, "elf-class", SIGNFW_ERROR, EI_CLASS).source, "good.elf");
	call->input.name = NULL;
	expect_failure(call, SIGNFW_E_ELF, "a 64-bit ELF file (class 2), expected 32-bit (1)");
	assert_null(expect_only(call->findings, "elf-class", SIGNFW_ERROR, EI_CLASS).source);
}

static void the_error_says_where(void **state)
{
	struct call *call = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	put_u32(call->file.data + ELF_SEGMENT(1, p_offset), 0xffff);
	assert_int_equal(signfw_build(&container, &call->input, 1, call->key, NULL, &error), SIGNFW_E_ELF);
	assert_int_equal(error.offset, ELF_SEGMENT(1, p_type));
}

static void everything_wrong_is_found_in_one_run(void **state)
{
	static const struct elf_segment shadowed[] = {{PT_ARM_EXIDX, 0x1000, 8, 8}, {PT_LOAD, 0x1000, 16, 16}};
	const struct test_file third = elf_build(shadowed, 2, NULL, 0);
	struct test_file second = elf_good();
	struct call *call = *state;

	put_u16(call->file.data + ELF_HEADER(e_machine), EM_386);
	put_u16(second.data + ELF_HEADER(e_shnum), 0);
	put_u32(second.data + ELF_SEGMENT(0, p_paddr), 0x50000000);
	put_u32(second.data + ELF_SEGMENT(1, p_paddr), 0x60000000);

	const struct signfw_input inputs[] = {
		call->input,
		{second.data, second.size, "second.elf"},
		{third.data, third.size, "third.elf"},
	};

	expect_failure_of(inputs, 3, call->key, &call->options, SIGNFW_E_ELF, "good.elf: machine 3, expected ARM (40)");
	expect_ids(call->findings, "elf-machine elf-no-section-headers segment-shadowed");
	assert_string_equal(expect_finding(call->findings, "elf-no-section-headers").source, "second.elf");
	assert_string_equal(expect_finding(call->findings, "segment-shadowed").source, "third.elf");
	free(second.data);
	free(third.data);
}

static void what_only_a_device_would_refuse_can_be_forced(void **state)
{
	struct call *call = *state;
	struct test_file container;

	put_u16(call->file.data + ELF_HEADER(e_shnum), 0);
	expect_failure(call, SIGNFW_E_ELF,
		       "good.elf: the ELF file has no section headers; strip it without --strip-section-headers");
	assert_true(expect_only(call->findings, "elf-no-section-headers", SIGNFW_ERROR, ELF_HEADER(e_shnum)).forcible);
	call->options.flags |= SIGNFW_SIGN_FORCE;
	container = sign(call);
	assert_false(
		expect_only(call->findings, "elf-no-section-headers", SIGNFW_WARNING, ELF_HEADER(e_shnum)).forcible);
	signfw_free(container.data);
	call->file.data[EI_DATA] = ELFDATA2MSB;
	expect_failure(call, SIGNFW_E_ELF, "good.elf: a big-endian ELF file (encoding 2), expected little-endian (1)");
	assert_false(expect_only(call->findings, "elf-byte-order", SIGNFW_ERROR, EI_DATA).forcible);
}

static void warnings_do_not_keep_from_signing(void **state)
{
	struct call *call = *state;

	put_u32(call->file.data + ELF_SEGMENT(1, p_memsz), 8);

	const struct test_file container = sign(call);

	expect_only(call->findings, "segment-memory", SIGNFW_WARNING, ELF_SEGMENT(1, p_type));
	signfw_free(container.data);
}

/* Two images over the same 2 GiB, of which only the first page is ever there. */
static void a_container_ends_at_4_gib(void **state)
{
	const struct call *call = *state;
	const size_t size = (size_t)1 << 31;
	uint8_t *large = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	assert_true(large != MAP_FAILED);
	memcpy(large, call->file.data, call->file.size);

	const struct signfw_input inputs[] = {{large, size, "a.elf"}, {large, size, "b.elf"}};
	struct signfw_sign_options options = call->options;

	/* the second one has the same addresses */
	options.flags |= SIGNFW_SIGN_FORCE;
	expect_failure_of(inputs, 2, call->key, &options, SIGNFW_E_CONTAINER,
			  "the container would have 4294967916 bytes, the format ends at 4 GiB");
	assert_int_equal(expect_finding(call->findings, "length-overflow").severity, SIGNFW_ERROR);
	munmap(large, size);
}

/* The images are the container's own then, each another size than its input. */
static void images_are_stripped(void **state)
{
	static const struct elf_section debug = {".debug_info", 0, NULL, 0x1000};
	static const struct elf_segment load = {PT_LOAD, 0x30000000, 64, 64};
	const struct test_file second = elf_build(&load, 1, &debug, 1);
	struct call *call = *state;
	const struct signfw_input inputs[] = {call->input, {second.data, second.size, "second.elf"}};
	signfw_container *container = NULL;
	uint8_t *stripped = NULL;
	struct signfw_image image;
	size_t size = 0;

	assert_int_equal(signfw_elf_strip(&stripped, &size, second.data, second.size, NULL, NULL), SIGNFW_OK);
	call->options.flags |= SIGNFW_SIGN_STRIP;
	assert_int_equal(signfw_build(&container, inputs, 2, call->key, &call->options, NULL), SIGNFW_OK);
	/* what would be said of an image that is mostly debug information isn't */
	expect_ids(call->findings, "");
	assert_int_equal(signfw_container_image(container, 1, &image), SIGNFW_OK);
	assert_int_equal(image.size, (size + 7) / 8 * 8);
	assert_memory_equal(image.data, stripped, size);
	assert_int_equal(signfw_container_verify(container, call->key, NULL, NULL), SIGNFW_OK);
	signfw_container_free(container);
	signfw_free(stripped);
	free(second.data);
}

static void what_can_not_be_stripped_is_not_signed(void **state)
{
	struct call *call = *state;

	call->options.flags |= SIGNFW_SIGN_STRIP;
	call->options.flags |= SIGNFW_SIGN_FORCE;
	put_u32(call->file.data + ELF_SEGMENT(0, p_offset), 0);
	expect_failure(call, SIGNFW_E_ELF,
		       "good.elf: can't be stripped: segment 0 (LOAD, 0x10000000) contains headers of the ELF file, "
		       "which would change");
	assert_string_equal(
		expect_only(call->findings, "strip-impossible", SIGNFW_ERROR, ELF_SEGMENT(0, p_type)).source,
		"good.elf");
	/* nor is it stripped if there is an error already */
	call->file.data[EI_CLASS] = ELFCLASS64;
	expect_failure(call, SIGNFW_E_ELF, "good.elf: a 64-bit ELF file (class 2), expected 32-bit (1)");
	expect_ids(call->findings, "elf-class");
}

static void the_table_has_what_devices_look_for(void **state)
{
	static const struct elf_segment segments[] = {{PT_ARM_EXIDX, 0x1000, 8, 8}, {PT_LOAD, 0x1000, 16, 16}};
	const struct test_file file = elf_build(segments, 2, NULL, 0);
	struct call *call = *state;

	call->input.data = file.data;
	call->input.size = file.size;
	expect_failure(call, SIGNFW_E_ELF,
		       "good.elf: segment 1 (LOAD, 0x00001000): a device finds hash-table entry 0 (ARM_EXIDX, p_filesz "
		       "0x8) of the same p_paddr first; remove or reorder program headers");
	call->options.flags |= SIGNFW_SIGN_TABLE_LOADS_ONLY;

	const struct test_file container = sign(call);

	expect_ids(call->findings, "");
	signfw_free(container.data);
	put_u32(file.data + ELF_SEGMENT(1, p_type), PT_NOTE);
	call->options.flags |= SIGNFW_SIGN_FORCE;
	expect_failure(call, SIGNFW_E_CONTAINER, "the hash table would be empty: no segment is PT_LOAD");
	free(file.data);
}

static void options_of_any_release_are_taken(void **state)
{
	const struct call *call = *state;
	struct {
		struct signfw_sign_options now;
		uint64_t later;
	} options = {call->options, 0};
	struct test_file container = {0};
	char message[100];

	options.now.struct_size = sizeof(options);
	assert_int_equal(signfw_sign(&container.data, &container.size, &call->input, 1, call->key, &options.now, NULL),
			 SIGNFW_OK);
	signfw_free(container.data);
	options.later = 1;
	snprintf(message, sizeof(message), "an option is set that needs a newer libsignfw than %s", signfw_version());
	expect_failure_of(&call->input, 1, call->key, &options.now, SIGNFW_E_UNSUPPORTED, message);
	options.now.struct_size = 0;
	snprintf(message, sizeof(message), "options are not initialised (struct_size is 0, expected at least %zu)",
		 sizeof(struct signfw_sign_options));
	expect_failure_of(&call->input, 1, call->key, &options.now, SIGNFW_E_ARGUMENT, message);
}

static void the_list_of_findings_is_emptied_first(void **state)
{
	struct call *call = *state;
	struct test_file container;

	call->file.data[EI_CLASS] = 7;
	expect_failure(call, SIGNFW_E_ELF, "good.elf: an unknown kind of ELF file (class 7), expected 32-bit (1)");
	call->file.data[EI_CLASS] = ELFCLASS32;
	container = sign(call);
	expect_ids(call->findings, "");
	signfw_free(container.data);
}

#define test_of(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(a_container_is_signed),
		test_of(no_options_are_the_defaults),
		test_of(chunks_are_the_container_and_images_are_not_copied),
		test_of(a_plan_says_where_everything_will_be),
		test_of(what_was_built_can_be_looked_into_and_verified),
		test_of(rsa_output_depends_on_the_arguments_only),
		test_of(ecdsa_signatures_differ_unless_deterministic_and_are_noted),
		test_of(up_to_255_images_are_signed),
		test_of(there_has_to_be_a_place_for_the_output),
		test_of(an_image_without_data_is_refused),
		test_of(only_a_private_key_signs),
		test_of(the_layout_has_to_be_known),
		test_of(key_information_is_written),
		test_of(platform_tlvs_are_written_in_their_order),
		test_of(an_empty_tlv_is_noted),
		test_of(bad_platform_tlvs_are_refused),
		test_of(bad_firmware_is_refused_by_name),
		test_of(the_error_says_where),
		test_of(everything_wrong_is_found_in_one_run),
		test_of(what_only_a_device_would_refuse_can_be_forced),
		test_of(warnings_do_not_keep_from_signing),
		test_of(a_container_ends_at_4_gib),
		test_of(images_are_stripped),
		test_of(what_can_not_be_stripped_is_not_signed),
		test_of(the_table_has_what_devices_look_for),
		test_of(options_of_any_release_are_taken),
		test_of(the_list_of_findings_is_emptied_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
