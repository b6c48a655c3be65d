/* SPDX-License-Identifier: BSD-2-Clause */
/* The signed hash table beside program headers, which aren't signed. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"
#include "support.h"

/* ARM_EXIDX, and three PT_LOAD. */
#define TYPICAL "vectors/sign/typical.sign"

struct looked {
	struct test_file file;
	signfw_container *container;
};

static struct looked look(struct test_file file)
{
	struct looked looked = {.file = file};

	assert_int_equal(signfw_container_inspect(&looked.container, file.data, file.size, NULL), SIGNFW_OK);
	return looked;
}

static void done(struct looked *looked)
{
	signfw_container_free(looked->container);
	free(looked->file.data);
}

static struct signfw_hash_entry entry_of(const struct looked *looked, size_t index)
{
	struct signfw_hash_entry entry;

	assert_int_equal(signfw_container_hash_entry(looked->container, index, &entry), SIGNFW_OK);
	return entry;
}

static struct signfw_segment segment_of(const struct looked *looked, size_t image, size_t index)
{
	struct signfw_segment segment;

	assert_int_equal(signfw_container_segment(looked->container, image, index, &segment), SIGNFW_OK);
	return segment;
}

static void expect_use(const struct looked *looked, size_t entry, size_t image, size_t segment)
{
	const struct signfw_hash_entry found = entry_of(looked, entry);

	assert_int_equal(found.image, image);
	assert_int_equal(found.segment, segment);
}

static void expect_unused(const struct looked *looked, size_t entry)
{
	expect_use(looked, entry, SIGNFW_NO_INDEX, SIGNFW_NO_INDEX);
}

/* What is said of a segment; `is_accepted`: a device goes on to compare its bytes. */
static void expect_segment(const struct looked *looked, size_t image, size_t index, size_t entry, uint32_t differs,
			   bool is_accepted)
{
	const struct signfw_segment segment = segment_of(looked, image, index);

	assert_int_equal(segment.hash_entry, entry);
	assert_int_equal(segment.differs, differs);
	if (is_accepted)
		assert_ptr_equal(segment.sha256, entry_of(looked, entry).sha256);
	else
		assert_null(segment.sha256);
}

static void an_entry_is_all_that_was_signed(void **state)
{
	/* 2 program headers each */
	struct looked looked = look(load_file("vectors/sign/two_images.sign"));
	struct signfw_hash_entry beyond;
	struct signfw_tlv table = {0};
	size_t count = 0;

	(void)state;
	for (size_t i = 0; table.form != SIGNFW_FORM_HASH_TABLE; i++)
		assert_int_equal(signfw_container_tlv(looked.container, i, &table), SIGNFW_OK);
	for (size_t i = 0; i < table.size / SIGNFW_HASH_ENTRY_SIZE; i++) {
		const struct signfw_hash_entry entry = entry_of(&looked, i);
		const uint8_t *at = (const uint8_t *)table.value + i * SIGNFW_HASH_ENTRY_SIZE;
		const uint32_t fields[] = {entry.type,      entry.offset,      entry.virtual_address, entry.address,
					   entry.file_size, entry.memory_size, entry.flags,           entry.align};

		for (size_t j = 0; j < 8; j++)
			assert_int_equal(fields[j], get_u32(at + 4 * j));
		assert_ptr_equal(entry.sha256, at + 32);
		assert_null(entry.iv);
		assert_ptr_equal(looked.file.data + entry.table_offset, at);
		count++;
	}
	assert_int_equal(count, 4);
	assert_int_equal(signfw_container_hash_entry(looked.container, count, &beyond), SIGNFW_E_ARGUMENT);
	done(&looked);
}

/* Each program header has its own entry, and devices use those of PT_LOAD segments. */
static void entries_are_used_for_what_is_loaded(void **state)
{
	struct looked looked = look(load_file("vectors/sign/two_images.sign"));

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		expect_segment(&looked, i / 2, i % 2, i, 0, true);
		expect_use(&looked, i, i / 2, i % 2);
	}
	expect_ids(signfw_container_findings(looked.container), "");
	done(&looked);
	looked = look(load_file(TYPICAL));
	for (size_t i = 0; i < 4; i++)
		expect_segment(&looked, 0, i, i, 0, true);
	expect_unused(&looked, 0); /* ARM_EXIDX */
	for (size_t i = 1; i < 4; i++)
		expect_use(&looked, i, 0, i);
	expect_ids(signfw_container_findings(looked.container), "");
	done(&looked);
}

/* Where segment 1 of the bench, PT_LOAD, has its program header in the container. */
static uint8_t *header_at(const struct looked *looked, size_t index, size_t field)
{
	struct signfw_image image;

	assert_int_equal(signfw_container_image(looked->container, 0, &image), SIGNFW_OK);
	return looked->file.data + image.offset + 52 + 32 * index + field;
}

/* Changes a field of the program header of a segment, which isn't signed, and looks again. */
static struct looked look_changed(const char *path, size_t index, size_t field, uint32_t value)
{
	struct looked looked = look(load_file(path));
	const struct test_file file = looked.file;

	put_u32(header_at(&looked, index, field), value);
	signfw_container_free(looked.container);
	return look(file);
}

/* What devices don't look at makes no difference to them, but somebody may want to know. */
static void fields_that_devices_ignore_are_named(void **state)
{
	static const struct {
		size_t field;
		uint32_t differs;
	} rows[] = {
		{offsetof(Elf32_Phdr, p_vaddr), SIGNFW_DIFFERS_VIRTUAL_ADDRESS},
		{offsetof(Elf32_Phdr, p_flags), SIGNFW_DIFFERS_FLAGS},
		{offsetof(Elf32_Phdr, p_align), SIGNFW_DIFFERS_ALIGN},
		{offsetof(Elf32_Phdr, p_offset), SIGNFW_DIFFERS_OFFSET},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct looked looked = look_changed(TYPICAL, 1, rows[i].field, 0x40);

		expect_segment(&looked, 0, 1, 1, rows[i].differs, true);
		expect_use(&looked, 1, 0, 1);
		assert_true(has_finding(signfw_container_findings(looked.container), "table-differs", SIGNFW_WARNING,
					SIGNFW_NO_OFFSET));
		done(&looked);
	}
}

/* The first entry of the address decides. */
static void what_devices_refuse_has_no_digest(void **state)
{
	static const struct {
		size_t field;
		uint32_t differs;
	} rows[] = {
		{offsetof(Elf32_Phdr, p_filesz), SIGNFW_DIFFERS_FILE_SIZE},
		{offsetof(Elf32_Phdr, p_memsz), SIGNFW_DIFFERS_MEMORY_SIZE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct looked looked = look_changed(TYPICAL, 1, rows[i].field, 0x40);

		expect_segment(&looked, 0, 1, 1, rows[i].differs, false);
		expect_unused(&looked, 1);
		done(&looked);
	}
	/* an address that isn't in the table */
	struct looked looked = look_changed(TYPICAL, 1, offsetof(Elf32_Phdr, p_paddr), 0x40);

	expect_segment(&looked, 0, 1, SIGNFW_NO_INDEX, 0, false);
	expect_unused(&looked, 1);
	done(&looked);
	/* one that isn't loaded any more has an entry that isn't its own */
	looked = look_changed(TYPICAL, 1, offsetof(Elf32_Phdr, p_type), PT_NOTE);
	expect_segment(&looked, 0, 1, SIGNFW_NO_INDEX, 0, false);
	expect_unused(&looked, 1);
	done(&looked);
}

static void devices_of_st_3_16_look_at_the_offset_too(void **state)
{
	struct looked looked =
		look_changed("vectors/sign-st/st316_plain.sign", 0, offsetof(Elf32_Phdr, p_offset), 0x40);

	(void)state;
	expect_segment(&looked, 0, 0, 0, SIGNFW_DIFFERS_OFFSET, false);
	expect_unused(&looked, 0);
	done(&looked);
}

static void a_header_that_was_removed_leaves_its_entry(void **state)
{
	struct looked looked = look(load_file(TYPICAL));
	const struct test_file file = looked.file;
	struct signfw_image image;

	(void)state;
	assert_int_equal(signfw_container_image(looked.container, 0, &image), SIGNFW_OK);
	const size_t count = image.segment_count;

	put_u16(file.data + image.offset + offsetof(Elf32_Ehdr, e_phnum), (uint16_t)(count - 1));
	signfw_container_free(looked.container);
	looked = look(file);
	expect_unused(&looked, count - 1);
	assert_true(has_finding(signfw_container_findings(looked.container), "table-differs", SIGNFW_WARNING,
				entry_of(&looked, count - 1).table_offset));
	done(&looked);
}

/* Signs images that nobody but a test makes. */
static struct looked look_signed(const struct elf_segment *segments, size_t count)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	const struct test_file elf = elf_build(segments, count, NULL, 0);
	const struct signfw_input input = {elf.data, elf.size, NULL};
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");
	struct looked looked = {0};

	options.flags = SIGNFW_SIGN_FORCE;
	assert_int_equal(signfw_sign(&looked.file.data, &looked.file.size, &input, 1, key, &options, NULL), SIGNFW_OK);
	looked = look(looked.file);
	signfw_key_free(key);
	free(elf.data);
	return looked;
}

static void an_entry_before_it_shadows_another(void **state)
{
	static const struct elf_segment segments[] = {{PT_ARM_EXIDX, 0x1000, 8, 8}, {PT_LOAD, 0x1000, 16, 16}};
	struct looked looked = look_signed(segments, 2);

	(void)state;
	/* the first is its own, though another segment finds it */
	expect_segment(&looked, 0, 0, 0, 0, true);
	expect_segment(&looked, 0, 1, 0,
		       SIGNFW_DIFFERS_TYPE | SIGNFW_DIFFERS_OFFSET | SIGNFW_DIFFERS_FILE_SIZE |
			       SIGNFW_DIFFERS_MEMORY_SIZE,
		       false);
	expect_unused(&looked, 0);
	expect_unused(&looked, 1);
	done(&looked);
}

static void two_segments_may_find_one_entry(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x1000, 16, 16}, {PT_LOAD, 0x1000, 16, 16}};
	struct looked looked = look_signed(segments, 2);

	(void)state;
	expect_segment(&looked, 0, 0, 0, 0, true);
	expect_segment(&looked, 0, 1, 0, SIGNFW_DIFFERS_OFFSET, true);
	expect_use(&looked, 0, 0, 0);
	expect_unused(&looked, 1);
	done(&looked);
}

/* Entries of nothing but zeros stand for segments that aren't loaded. */
static void an_encrypted_table_has_ivs(void **state)
{
	struct looked looked = look(load_file("vectors/sign-st/st40_enc256.sign"));
	struct signfw_hash_entry entry;
	size_t loads = 0, fillers = 0;

	(void)state;
	for (size_t i = 0; signfw_container_hash_entry(looked.container, i, &entry) == SIGNFW_OK; i++) {
		assert_ptr_equal(entry.iv, entry.sha256 + 32);
		assert_ptr_equal(entry.sha256, looked.file.data + entry.table_offset + 32);
		if (entry.type == SIGNFW_SEGMENT_LOAD) {
			const struct signfw_segment segment = segment_of(&looked, entry.image, entry.segment);

			assert_int_equal(segment.hash_entry, i);
			assert_ptr_equal(segment.iv, entry.iv);
			assert_int_equal(segment.differs, 0);
			loads++;
		} else {
			assert_int_equal(entry.type, PT_NULL);
			expect_unused(&looked, i);
			fillers++;
		}
	}
	assert_true(loads > 0);
	assert_true(fillers > 0);
	done(&looked);
}

/* What was built is described as what is read. */
static void a_container_that_was_built_has_entries_too(void **state)
{
	const struct test_file elf = load_file("vectors/elf/typical.elf");
	const struct signfw_input input = {elf.data, elf.size, NULL};
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");
	struct looked looked = {.file = elf};

	(void)state;
	assert_int_equal(signfw_build(&looked.container, &input, 1, key, NULL, NULL), SIGNFW_OK);
	expect_use(&looked, 1, 0, 1);
	expect_segment(&looked, 0, 1, 1, 0, true);
	signfw_key_free(key);
	done(&looked);
}

static void what_has_no_table_has_no_entries(void **state)
{
	struct looked looked = look(load_file("vectors/elf/typical.elf"));
	struct signfw_hash_entry entry;

	(void)state;
	assert_int_equal(signfw_container_hash_entry(looked.container, 0, &entry), SIGNFW_E_ARGUMENT);
	done(&looked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_is_all_that_was_signed),
		cmocka_unit_test(entries_are_used_for_what_is_loaded),
		cmocka_unit_test(fields_that_devices_ignore_are_named),
		cmocka_unit_test(what_devices_refuse_has_no_digest),
		cmocka_unit_test(devices_of_st_3_16_look_at_the_offset_too),
		cmocka_unit_test(a_header_that_was_removed_leaves_its_entry),
		cmocka_unit_test(an_entry_before_it_shadows_another),
		cmocka_unit_test(two_segments_may_find_one_entry),
		cmocka_unit_test(an_encrypted_table_has_ivs),
		cmocka_unit_test(a_container_that_was_built_has_entries_too),
		cmocka_unit_test(what_has_no_table_has_no_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
