/* SPDX-License-Identifier: BSD-2-Clause */
/* inspect, parse, and the accessors. */
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"
#include "signfw/key.h"

/* A file below tests/vectors/, inspected. */
struct looked {
	struct test_file file;
	signfw_container *container;
};

static struct looked inspect_file(struct test_file file)
{
	struct signfw_error error = {SIGNFW_OK, SIGNFW_REASON_NONE, 42, "untouched"};
	struct looked looked = {file, NULL};

	assert_int_equal(signfw_container_inspect(&looked.container, file.data, file.size, &error), SIGNFW_OK);
	assert_string_equal(error.message, "untouched");
	return looked;
}

static struct looked inspect(const char *path)
{
	return inspect_file(load_file(path));
}

static void done(struct looked *looked)
{
	signfw_container_free(looked->container);
	free(looked->file.data);
}

static void a_container_is_described(void **state)
{
	static const char *const fields[] = {"magic", "version", "tlv_length", "signature_length", "images_length"};
	struct looked looked = inspect("vectors/sign/key_info.sign");
	const signfw_container *container = looked.container;
	struct signfw_field field;
	struct signfw_tlv tlv;
	const void *data = NULL;
	size_t size = 0;

	(void)state;
	assert_string_equal(signfw_container_layout(container), "optee");
	assert_int_equal(signfw_container_size(container), 2732);
	assert_int_equal(signfw_findings_count(signfw_container_findings(container)), 0);

	assert_int_equal(signfw_container_field_count(container), 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(signfw_container_field(container, i, &field), SIGNFW_OK);
		assert_string_equal(field.name, fields[i]);
		assert_int_equal(field.offset, 4 * i);
		assert_int_equal(field.value, get_u32(looked.file.data + 4 * i));
	}
	assert_int_equal(signfw_container_tlv_count(container), 7);
	assert_int_equal(signfw_container_tlv(container, 6, &tlv), SIGNFW_OK);
	assert_int_equal(tlv.type, SIGNFW_TLV_PKEYINFO);
	assert_int_equal(tlv.size, 13);
	assert_ptr_equal(tlv.value, looked.file.data + tlv.offset + 8);
	assert_int_equal(signfw_container_chunk_count(container), 1);
	assert_int_equal(signfw_container_chunk(container, 0, &data, &size), SIGNFW_OK);
	assert_ptr_equal(data, looked.file.data);
	assert_int_equal(size, looked.file.size);
	done(&looked);
}

static void signature_images_and_segments_are_described(void **state)
{
	struct looked looked = inspect("vectors/sign/two_images.sign");
	const signfw_container *container = looked.container;
	struct signfw_signature signature;
	struct signfw_image first, second;
	struct signfw_segment segment;

	(void)state;
	assert_int_equal(signfw_container_signature(container, &signature), SIGNFW_OK);
	assert_int_equal(signature.type, SIGNFW_KEY_RSA);
	assert_int_equal(signature.size, 256);
	assert_int_equal(signature.check, SIGNFW_UNCHECKED);
	assert_ptr_equal(signature.data, looked.file.data + signature.offset);

	assert_int_equal(signfw_container_image_count(container), 2);
	assert_int_equal(signfw_container_image(container, 0, &first), SIGNFW_OK);
	assert_int_equal(signfw_container_image(container, 1, &second), SIGNFW_OK);
	assert_int_equal(first.offset, signature.offset + 256);
	assert_int_equal(first.size, 2320);
	assert_int_equal(first.type, SIGNFW_IMGTYPE_ELF);
	assert_int_equal(first.entry, get_u32(looked.file.data + first.offset + 24));
	assert_ptr_equal(first.data, looked.file.data + first.offset);
	assert_int_equal(second.offset, first.offset + first.size);
	assert_int_equal(second.size, 3352);
	assert_int_equal(second.elf_size, 3352);

	for (size_t i = 0; i < second.segment_count; i++) {
		const uint8_t *header = looked.file.data + second.offset + 52 + 32 * i;
		const uint32_t read[] = {get_u32(header),      get_u32(header + 4),  get_u32(header + 8),
					 get_u32(header + 12), get_u32(header + 16), get_u32(header + 20),
					 get_u32(header + 24), get_u32(header + 28)};

		assert_int_equal(signfw_container_segment(container, 1, i, &segment), SIGNFW_OK);

		const uint32_t described[] = {segment.type,    segment.offset,    segment.virtual_address,
					      segment.address, segment.file_size, segment.memory_size,
					      segment.flags,   segment.align};

		assert_memory_equal(described, read, sizeof(read));
		/* the table has an entry of 64 bytes for each, those of image 0 first; the digest is behind the header */
		assert_non_null(segment.sha256);
		assert_memory_equal(segment.sha256 - 32, header, 32);
		assert_int_equal(segment.check, SIGNFW_UNCHECKED);
	}
	done(&looked);
}

static void resource_tables_are_described(void **state)
{
	struct looked looked = inspect("vectors/sign/rsc.sign");
	struct signfw_resource_table table, before;

	(void)state;
	/* padding included */
	memset(&before, 7, sizeof(before));
	assert_int_equal(signfw_container_resource_table(looked.container, 0, &table), SIGNFW_OK);
	assert_int_equal(table.address, 0x10020000);
	assert_int_equal(table.size, 88);
	assert_int_equal(table.entry_count, 1);
	memcpy(&table, &before, sizeof(table));
	assert_int_equal(signfw_container_resource_table(looked.container, 1, &table), SIGNFW_E_ARGUMENT);
	assert_memory_equal(&table, &before, sizeof(table));
	done(&looked);

	looked = inspect("vectors/sign/plain.sign");
	assert_int_equal(signfw_container_resource_table(looked.container, 0, &table), SIGNFW_E_ARGUMENT);
	assert_memory_equal(&table, &before, sizeof(table));
	done(&looked);

	/* one of size 0 is none */
	looked = inspect("vectors/sign/rsc_empty.sign");
	assert_int_equal(signfw_container_resource_table(looked.container, 0, &table), SIGNFW_E_ARGUMENT);
	done(&looked);

	/* one that leaves the file is shown as far as the section header goes */
	looked = inspect("vectors/sign/rsc_past_end.sign");
	assert_int_equal(signfw_container_resource_table(looked.container, 0, &table), SIGNFW_OK);
	assert_true(table.offset + table.size > 320);
	done(&looked);
}

/* Every accessor refuses the index behind the last, and leaves its output alone. */
static void there_is_nothing_behind_the_last_element(void **state)
{
	struct looked looked = inspect("vectors/sign/two_images.sign");
	const signfw_container *container = looked.container;
	uint8_t before[sizeof(struct signfw_segment)], out[sizeof(before)];
	struct signfw_image image;
	const void *data = before;
	size_t size = 7;

	(void)state;
	memset(before, 0xa5, sizeof(before));
	memcpy(out, before, sizeof(out));

	struct signfw_segment *segment = (struct signfw_segment *)(void *)out;

	assert_int_equal(signfw_container_field(container, 5, (struct signfw_field *)(void *)out), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_tlv(container, signfw_container_tlv_count(container),
					      (struct signfw_tlv *)(void *)out),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_tlv(container, SIZE_MAX, (struct signfw_tlv *)(void *)out),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_image(container, 2, (struct signfw_image *)(void *)out), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_segment(container, 2, 0, segment), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_image(container, 1, &image), SIGNFW_OK);
	assert_int_equal(signfw_container_segment(container, 1, image.segment_count, segment), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_chunk(container, 1, &data, &size), SIGNFW_E_ARGUMENT);
	assert_ptr_equal(data, before);
	assert_int_equal(size, 7);
	assert_memory_equal(out, before, sizeof(out));
	done(&looked);
}

static void anything_can_be_inspected(void **state)
{
	struct looked looked = inspect("vectors/elf/plain.elf");
	struct signfw_signature signature = {.type = 77};

	(void)state;
	assert_null(signfw_container_layout(looked.container));
	assert_int_equal(signfw_container_size(looked.container), 1680);
	assert_int_equal(signfw_container_field_count(looked.container), 0);
	assert_int_equal(signfw_container_tlv_count(looked.container), 0);
	assert_int_equal(signfw_container_image_count(looked.container), 0);
	assert_int_equal(signfw_container_signature(looked.container, &signature), SIGNFW_E_ARGUMENT);
	assert_int_equal(signature.type, 77);
	expect_only(signfw_container_findings(looked.container), "not-a-container", SIGNFW_ERROR, 0);
	done(&looked);

	looked = inspect_file((struct test_file){NULL, 0});
	assert_int_equal(signfw_container_size(looked.container), 0);
	assert_int_equal(signfw_container_chunk_count(looked.container), 1);
	expect_only(signfw_container_findings(looked.container), "not-a-container", SIGNFW_ERROR, 0);
	done(&looked);
}

static void a_cut_container_shows_what_is_there(void **state)
{
	struct looked looked;
	struct test_file file = load_file("vectors/sign/plain.sign");
	struct signfw_signature signature;
	struct signfw_image image;

	(void)state;
	/* in the middle of the signature, which is announced but not there */
	file.size = 300;
	looked = inspect_file(file);
	assert_int_equal(signfw_container_tlv_count(looked.container), 6);
	assert_int_equal(signfw_container_signature(looked.container, &signature), SIGNFW_OK);
	assert_null(signature.data);
	assert_int_equal(signature.size, 256);
	assert_int_equal(signfw_container_image(looked.container, 0, &image), SIGNFW_OK);
	assert_null(image.data);
	assert_int_equal(image.size, 1680);
	assert_int_equal(image.elf_size, 1680);
	assert_int_equal(image.segment_count, 0);
	expect_ids(signfw_container_findings(looked.container), "container-truncated");
	done(&looked);
}

static void images_of_another_type_are_not_read(void **state)
{
	struct looked looked = inspect("vectors/malformed/imgtype_ff.sign");
	struct signfw_image image;

	(void)state;
	assert_int_equal(signfw_container_image(looked.container, 0, &image), SIGNFW_OK);
	assert_int_equal(image.type, 0xff);
	assert_null(image.data);
	assert_int_equal(image.segment_count, 0);
	done(&looked);
}

/* Signs a file, and expects an image of these sizes. */
static void expect_image_sizes(const struct test_file *elf, const signfw_key *key, uint64_t size, uint64_t elf_size)
{
	const struct signfw_input input = {elf->data, elf->size, NULL};
	struct test_file container = {0};
	struct signfw_image image;

	assert_int_equal(signfw_sign(&container.data, &container.size, &input, 1, key, NULL, NULL), SIGNFW_OK);
	struct looked looked = inspect_file(container);

	assert_int_equal(signfw_container_image(looked.container, 0, &image), SIGNFW_OK);
	assert_int_equal(image.size, size);
	assert_int_equal(image.elf_size, elf_size);
	signfw_container_free(looked.container);
	signfw_free(container.data);
}

/* Of each size modulo 8; the files end with bytes that no header speaks of, zeros or not. */
static void expect_sizes_of(const struct elf_segment *segment, size_t extra, bool last, const signfw_key *key)
{
	struct test_file elf = elf_build(segment, 1, NULL, 0);
	const size_t end = elf.size, padded = (end + extra + 7) / 8 * 8;
	uint8_t *grown = realloc(elf.data, end + extra);

	assert_non_null(grown);
	memset(grown + end, 0, extra);
	grown[end + extra - 1] |= (uint8_t)(extra == 0 ? 0 : last);
	elf = (struct test_file){grown, end + extra};
	/* what isn't zero isn't padding, nor is so much of it */
	expect_image_sizes(&elf, key, padded, (last && extra > 0) || padded - end >= 8 ? padded : end);
	free(grown);
}

static void images_end_where_their_headers_say(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 64, 64}, {PT_LOAD, 0x10000000, 68, 68}};
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");

	(void)state;
	for (size_t extra = 0; extra < 16; extra++)
		for (size_t i = 0; i < 2; i++) {
			expect_sizes_of(&segments[i], extra, false, key);
			expect_sizes_of(&segments[i], extra, true, key);
		}
	signfw_key_free(key);
}

/* Which image a finding is about is said when there are several. */
static void findings_name_the_image(void **state)
{
	struct test_file file = load_file("vectors/sign/two_images.sign");
	struct looked looked = inspect("vectors/sign/two_images.sign");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_finding finding;
	struct signfw_image image;
	signfw_container *container = NULL;

	(void)state;
	assert_int_equal(signfw_container_image(looked.container, 1, &image), SIGNFW_OK);
	done(&looked);
	file.data[image.offset + 4] = 2;
	looked = inspect_file(file);
	finding = expect_only(signfw_container_findings(looked.container), "elf-class", SIGNFW_ERROR, image.offset + 4);
	assert_string_equal(finding.source, "image 1");
	assert_int_equal(signfw_container_parse(&container, file.data, file.size, &error), SIGNFW_E_ELF);
	assert_string_equal(error.message, "image 1: a 64-bit ELF file (class 2), expected 32-bit (1)");
	assert_int_equal(error.offset, image.offset + 4);
	done(&looked);

	file = load_file("vectors/sign/plain.sign");
	file.data[428 + 4] = 2;
	looked = inspect_file(file);
	assert_null(expect_only(signfw_container_findings(looked.container), "elf-class", SIGNFW_ERROR, 432).source);
	done(&looked);
}

static void parsing_insists_on_a_well_formed_container(void **state)
{
	static const struct {
		const char *path;
		enum signfw_status status;
		const char *message;
	} rows[] = {
		{"vectors/sign/plain.sign", SIGNFW_OK, NULL},
		{"vectors/sign/no_sections.sign", SIGNFW_OK, NULL}, /* a warning only */
		{"vectors/elf/plain.elf", SIGNFW_E_CONTAINER,
		 "not a signed container but an ELF file that isn't signed"},
		{"vectors/malformed/version_zero.sign", SIGNFW_E_CONTAINER, "version 0, expected 1"},
		{"vectors/malformed/elf_class_64.sign", SIGNFW_E_ELF,
		 "a 64-bit ELF file (class 2), expected 32-bit (1)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file file = load_file(rows[i].path);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_container *container = NULL;

		assert_int_equal(signfw_container_parse(&container, file.data, file.size, &error), rows[i].status);
		assert_int_equal(error.status, rows[i].status);
		assert_string_equal(error.message, rows[i].message == NULL ? "" : rows[i].message);
		assert_int_equal(container == NULL, rows[i].status != SIGNFW_OK);
		assert_int_equal(signfw_container_parse(&container, NULL, 1, NULL), SIGNFW_E_ARGUMENT);
		signfw_container_free(container);
		free(file.data);
	}
}

static void bad_arguments_are_refused(void **state)
{
	const uint8_t data[] = "data";
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *const before = (signfw_container *)&error;
	signfw_container *container = before;

	(void)state;
	assert_int_equal(signfw_container_inspect(NULL, data, 4, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no data, or no place for the container");
	memset(&error, 0, sizeof(error));
	assert_int_equal(signfw_container_inspect(&container, NULL, 4, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no data, or no place for the container");
	assert_int_equal(signfw_container_inspect(&container, NULL, 4, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_parse(NULL, data, 4, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no place for the container was given");
	assert_int_equal(signfw_container_parse(&container, NULL, 4, &error), SIGNFW_E_ARGUMENT);
	assert_ptr_equal(container, before);
	signfw_container_free(NULL);
}

static void types_have_names(void **state)
{
	bool is_platform = true;
	size_t count = 0;

	(void)state;
	assert_string_equal(signfw_segment_type_name(1), "LOAD");
	assert_null(signfw_segment_type_name(0x12345678));
	assert_string_equal(signfw_tlv_name(SIGNFW_TLV_HASHTABLE), "HASHTABLE");
	assert_string_equal(signfw_tlv_name(0x12345678), "unknown");
	assert_string_equal(signfw_tlv_kind(0, &is_platform), "SIGNTYPE");
	assert_false(is_platform);
	while (signfw_tlv_kind(count, &is_platform) != NULL)
		count++;
	assert_true(is_platform);
	assert_string_equal(signfw_tlv_kind(count - 1, NULL), "BOOTSEC");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_container_is_described),
		cmocka_unit_test(signature_images_and_segments_are_described),
		cmocka_unit_test(resource_tables_are_described),
		cmocka_unit_test(there_is_nothing_behind_the_last_element),
		cmocka_unit_test(anything_can_be_inspected),
		cmocka_unit_test(a_cut_container_shows_what_is_there),
		cmocka_unit_test(images_of_another_type_are_not_read),
		cmocka_unit_test(images_end_where_their_headers_say),
		cmocka_unit_test(findings_name_the_image),
		cmocka_unit_test(parsing_insists_on_a_well_formed_container),
		cmocka_unit_test(bad_arguments_are_refused),
		cmocka_unit_test(types_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
