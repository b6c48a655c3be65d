/* SPDX-License-Identifier: BSD-2-Clause */
/* Splitting PAS containers and putting them together again; the ELF file inside. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pas_vectors.h"

struct fixture {
	struct pas_files *files;
	signfw_pas *pas;
	uint8_t *out; /* with signfw_free() */
	size_t size;
	struct signfw_error error;
};

static struct fixture open_vector(const char *path)
{
	struct fixture fixture = {.files = pas_files_load(path)};

	fixture.pas = pas_inspect(fixture.files);
	return fixture;
}

static void close_vector(struct fixture *fixture)
{
	signfw_free(fixture->out);
	signfw_pas_free(fixture->pas);
	pas_files_free(fixture->files);
}

static void expect_bytes(const struct fixture *fixture, const struct test_file *expected, const char *name)
{
	if (fixture->size != expected->size || memcmp(fixture->out, expected->data, expected->size) != 0)
		fail_msg("%s differs", name);
}

typedef enum signfw_status conversion(uint8_t **out, size_t *size, signfw_pas *pas, struct signfw_error *err);

/* A failure leaves nothing behind. */
static void expect_failure(struct fixture *fixture, conversion *convert, enum signfw_status status, const char *message)
{
	assert_int_equal(convert(&fixture->out, &fixture->size, fixture->pas, &fixture->error), status);
	assert_string_equal(fixture->error.message, message);
	assert_null(fixture->out);
}

/* ---- as pil-squasher does it ---------------------------------------------------------- */

static void split_one(const char *whole, const struct pas_files *expected)
{
	struct fixture fixture = open_vector(whole);
	size_t parts = 0;

	if (signfw_pas_mdt(&fixture.out, &fixture.size, fixture.pas, &fixture.error) != SIGNFW_OK)
		fail_msg("%s: %s", whole, fixture.error.message);
	expect_bytes(&fixture, &expected->main, whole);
	for (size_t i = 0; i < signfw_pas_get_header(fixture.pas)->segment_count; i++) {
		struct signfw_pas_segment segment;

		assert_int_equal(signfw_pas_segment(fixture.pas, i, &segment), SIGNFW_OK);
		if (segment.file_size == 0)
			continue;
		assert_int_equal(expected->parts[parts].segment, i);
		assert_int_equal(expected->parts[parts].size, segment.file_size);
		assert_memory_equal(expected->parts[parts++].data, segment.data, (size_t)segment.file_size);
	}
	assert_int_equal(parts, expected->part_count);
	close_vector(&fixture);
}

static void squash_one(const char *mdt, const struct test_file *expected)
{
	struct fixture fixture = open_vector(mdt);

	if (signfw_pas_squash(&fixture.out, &fixture.size, fixture.pas, &fixture.error) != SIGNFW_OK)
		fail_msg("%s: %s", mdt, fixture.error.message);
	expect_bytes(&fixture, expected, mdt);
	close_vector(&fixture);
}

static void both_ways_give_the_bytes_of_pil_squasher(void **state)
{
	char path[512];
	json_object *all, *cases;

	(void)state;
	snprintf(path, sizeof(path), "%s/vectors/pas/cases.json", TEST_DATA);
	all = json_object_from_file(path);
	cases = json_object_object_get(all, "split");
	assert_int_equal(json_object_array_length(cases), 11);
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *one = json_object_array_get_idx(cases, i);
		const char *mdt = json_object_get_string(json_object_object_get(one, "mdt"));

		snprintf(path, sizeof(path), "signed/%s.mbn",
			 json_object_get_string(json_object_object_get(one, "of")));
		struct pas_files *split = pas_files_load(mdt), *whole = pas_files_load(path);

		split_one(path, split);
		squash_one(mdt, &whole->main);
		pas_files_free(split);
		pas_files_free(whole);
	}
	json_object_put(all);
}

/* ---- what can't be done ---------------------------------------------------------------- */

static void a_missing_or_short_part_is_named(void **state)
{
	struct fixture fixture = open_vector("split/own-v6-ecdsa/fw.mdt");

	(void)state;
	signfw_pas_free(fixture.pas);
	fixture.files->parts[2].size--;
	fixture.pas = pas_inspect(fixture.files);
	expect_failure(&fixture, signfw_pas_squash, SIGNFW_E_CONTAINER, "fw.b02 has 415 bytes, segment 2 needs 416");
	signfw_pas_free(fixture.pas);
	fixture.files->parts[2].size++;
	fixture.files->part_count = 4;
	fixture.pas = pas_inspect(fixture.files);
	expect_failure(&fixture, signfw_pas_squash, SIGNFW_E_CONTAINER,
		       "fw.b04 is missing, with the 128 bytes of segment 4");
	close_vector(&fixture);
}

static void wrong_bytes_are_refused(void **state)
{
	struct fixture split = open_vector("split/own-v6-ecdsa/fw.mdt"), whole = open_vector("signed/own-v6-ecdsa.mbn");

	(void)state;
	split.files->files[2].data[5] ^= 1;
	expect_failure(&split, signfw_pas_squash, SIGNFW_E_HASH,
		       "the bytes of segment 2 don't have their digest of the hash table");
	whole.files->main.data[0x2005] ^= 1;
	expect_failure(&whole, signfw_pas_mdt, SIGNFW_E_HASH,
		       "the bytes of segment 2 don't have their digest of the hash table");
	close_vector(&split);
	close_vector(&whole);
}

static void only_the_other_form_is_converted(void **state)
{
	struct fixture split = open_vector("split/own-v7/fw.mdt"), whole = open_vector("signed/own-v7.mbn");

	(void)state;
	expect_failure(&split, signfw_pas_mdt, SIGNFW_E_ARGUMENT, "the container is split already");
	expect_failure(&whole, signfw_pas_squash, SIGNFW_E_ARGUMENT, "the container isn't split");
	close_vector(&split);
	close_vector(&whole);
}

static void headers_have_to_be_those_of_the_mdt(void **state)
{
	struct fixture fixture = open_vector("malformed/phdr0-big.mbn");

	(void)state;
	expect_failure(&fixture, signfw_pas_mdt, SIGNFW_E_CONTAINER,
		       "program header 0 doesn't have the size of the headers, so a .mdt would be wrong");
	close_vector(&fixture);
}

/* ---- the ELF file inside ----------------------------------------------------------------- */

/* Program headers and bytes of the ELF file that was signed, in its order. */
static void expect_plain(const char *path, const char *source)
{
	struct fixture fixture = open_vector(path);
	const struct test_file elf = load_file(source);
	const uint16_t count = (uint16_t)(elf.data[44] | elf.data[45] << 8);

	if (signfw_pas_plain_elf(&fixture.out, &fixture.size, fixture.pas, &fixture.error) != SIGNFW_OK)
		fail_msg("%s: %s", path, fixture.error.message);
	assert_int_equal(fixture.out[44] | fixture.out[45] << 8, count);
	assert_memory_equal(fixture.out, elf.data, 28); /* up to the entry point */
	for (size_t i = 0; i < count; i++) {
		const uint8_t *ours = fixture.out + 52 + 32 * i, *theirs = elf.data + 52 + 32 * i;

		assert_int_equal(get_u32(ours), get_u32(theirs));
		assert_memory_equal(ours + 8, theirs + 8, 24);
		assert_memory_equal(fixture.out + get_u32(ours + 4), elf.data + get_u32(theirs + 4),
				    get_u32(theirs + 16));
	}
	free(elf.data);
	close_vector(&fixture);
}

static void the_elf_file_comes_out_again(void **state)
{
	(void)state;
	expect_plain("signed/own-v6-ecdsa.mbn", "vectors/pas/inputs/dsp32.elf");
	expect_plain("signed/own-v7-many.mbn", "vectors/pas/inputs/many32.elf");
	expect_plain("split/own-v7/fw.mdt", "vectors/pas/inputs/dsp32.elf");
}

static void nothing_comes_out_of_what_is_broken(void **state)
{
	struct fixture fixture = open_vector("malformed/no-hash-phdr.mbn");

	(void)state;
	assert_int_equal(signfw_pas_plain_elf(&fixture.out, &fixture.size, fixture.pas, &fixture.error),
			 SIGNFW_E_CONTAINER);
	assert_string_equal(fixture.error.message, "the container has no hash segment that can be read");
	assert_null(fixture.out);
	close_vector(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways_give_the_bytes_of_pil_squasher),
		cmocka_unit_test(a_missing_or_short_part_is_named),
		cmocka_unit_test(wrong_bytes_are_refused),
		cmocka_unit_test(only_the_other_form_is_converted),
		cmocka_unit_test(headers_have_to_be_those_of_the_mdt),
		cmocka_unit_test(the_elf_file_comes_out_again),
		cmocka_unit_test(nothing_comes_out_of_what_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
