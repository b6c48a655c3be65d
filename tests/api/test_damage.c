/* SPDX-License-Identifier: BSD-2-Clause */
/* One small container, cut at every byte and with every single bit flipped. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

struct bench {
	struct test_file container;
	signfw_key *key;
};

static int setup(void **state)
{
	static const char *const paths[] = {"vectors/elf/tail3.elf"};
	static struct bench bench;

	bench.key = load_key("vectors/keys/rsa2048.pem");
	bench.container = sign_files(paths, 1, bench.key, NULL);
	*state = &bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	signfw_key_free(bench->key);
	signfw_free(bench->container.data);
	return 0;
}

static enum signfw_status verify(const uint8_t *data, size_t size, const signfw_key *key, bool strict)
{
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;
	signfw_container *container = NULL;

	options.flags = strict ? SIGNFW_VERIFY_STRICT : 0;
	assert_int_equal(signfw_container_inspect(&container, data, size, NULL), SIGNFW_OK);

	const enum signfw_status status = signfw_container_verify(container, key, &options, NULL);

	signfw_container_free(container);
	return status;
}

static void every_truncation_is_refused(void **state)
{
	const struct bench *bench = *state;

	for (size_t size = 0; size < bench->container.size; size++) {
		/* so that reading behind the end is noticed */
		uint8_t *cut = malloc(size == 0 ? 1 : size);
		signfw_container *container = NULL;

		assert_non_null(cut);
		memcpy(cut, bench->container.data, size);
		assert_int_equal(signfw_container_parse(&container, cut, size, NULL), SIGNFW_E_CONTAINER);
		assert_null(container);
		assert_int_equal(verify(cut, size, bench->key, false), SIGNFW_E_CONTAINER);
		free(cut);
	}
}

static void every_extension_is_refused(void **state)
{
	const struct bench *bench = *state;
	uint8_t *longer = calloc(1, bench->container.size + 8);

	assert_non_null(longer);
	memcpy(longer, bench->container.data, bench->container.size);
	for (size_t more = 1; more <= 8; more++)
		assert_int_equal(verify(longer, bench->container.size + more, bench->key, false), SIGNFW_E_CONTAINER);
	free(longer);
}

/*
 * Bytes that no signature covers: header and TLVs are signed, and by the hash
 * table in them the bytes of each segment and what a device compares of its
 * program header.  All else in an image is open; a change that makes a
 * container suspicious is a warning, hence refused when verifying strictly.
 */
struct open_range {
	const char *name;
	size_t begin, end;
	bool strictly; /* open even then */
};

/* Begin and end of a field. */
#define BYTES_OF(type, at, field) \
	(at) + offsetof(type, field), (at) + offsetof(type, field) + sizeof(((type *)0)->field)

#define OPEN_RANGES_MAX 20

static size_t find_open_ranges(const struct test_file *container, struct open_range *out)
{
	const size_t image = 20 + get_u32(container->data + 8) + get_u32(container->data + 12);
	const uint8_t *elf = container->data + image;
	const size_t segment = image + get_u32(elf + offsetof(Elf32_Ehdr, e_phoff));
	const size_t sections = image + get_u32(elf + offsetof(Elf32_Ehdr, e_shoff));
	const size_t segment_end = image + get_u32(container->data + segment + offsetof(Elf32_Phdr, p_offset)) +
				   get_u32(container->data + segment + offsetof(Elf32_Phdr, p_filesz));
	const struct open_range ranges[] = {
		{"e_ident[7..15]", image + 7, image + 16, true},
		{"e_type", BYTES_OF(Elf32_Ehdr, image, e_type), true},
		{"e_machine", BYTES_OF(Elf32_Ehdr, image, e_machine), false},
		{"e_version", BYTES_OF(Elf32_Ehdr, image, e_version), true},
		{"e_entry", BYTES_OF(Elf32_Ehdr, image, e_entry), true},
		{"e_phoff", BYTES_OF(Elf32_Ehdr, image, e_phoff), false},
		{"e_flags", BYTES_OF(Elf32_Ehdr, image, e_flags), true},
		{"e_ehsize", BYTES_OF(Elf32_Ehdr, image, e_ehsize), true},
		{"e_phnum", BYTES_OF(Elf32_Ehdr, image, e_phnum), false},
		{"e_shnum", BYTES_OF(Elf32_Ehdr, image, e_shnum), false},
		{"p_type", BYTES_OF(Elf32_Phdr, segment, p_type), false},
		{"p_vaddr", BYTES_OF(Elf32_Phdr, segment, p_vaddr), false},
		{"p_flags", BYTES_OF(Elf32_Phdr, segment, p_flags), false},
		{"p_align", BYTES_OF(Elf32_Phdr, segment, p_align), false},
		{"section names and gaps", segment_end, sections, true},
		{"section headers", sections, sections + 2 * sizeof(Elf32_Shdr), true},
		{"tail and padding of the image", sections + 2 * sizeof(Elf32_Shdr), container->size, true},
	};

	_Static_assert(sizeof(ranges) / sizeof(ranges[0]) <= OPEN_RANGES_MAX, "open ranges");
	memcpy(out, ranges, sizeof(ranges));
	return sizeof(ranges) / sizeof(ranges[0]);
}

static struct open_range *range_of(struct open_range *ranges, size_t count, size_t at)
{
	for (size_t i = 0; i < count; i++)
		if (at >= ranges[i].begin && at < ranges[i].end)
			return &ranges[i];
	return NULL;
}

/* Flips every bit: outside of what is open every flip is refused, and every open range has one that isn't. */
static void flip_all(const struct bench *bench, bool strict)
{
	struct open_range ranges[OPEN_RANGES_MAX];
	const size_t count = find_open_ranges(&bench->container, ranges);
	size_t accepted[OPEN_RANGES_MAX] = {0};
	uint8_t *data = bench->container.data;

	for (size_t bit = 0; bit < 8 * bench->container.size; bit++) {
		const struct open_range *range = range_of(ranges, count, bit / 8);

		data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (verify(data, bench->container.size, bench->key, strict) == SIGNFW_OK) {
			if (range == NULL || (strict && !range->strictly))
				fail_msg("bit %zu of byte %zu may be changed (%s)", bit % 8, bit / 8,
					 range == NULL ? "outside of what is open" : range->name);
			accepted[range - ranges]++;
		}
		data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t i = 0; i < count; i++)
		if ((accepted[i] > 0) != (!strict || ranges[i].strictly))
			fail_msg("%s: %zu flips accepted", ranges[i].name, accepted[i]);
}

static void every_flip_is_refused_but_in_what_is_open(void **state)
{
	flip_all(*state, false);
}

static void less_is_open_when_verifying_strictly(void **state)
{
	flip_all(*state, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(every_extension_is_refused),
		cmocka_unit_test(every_flip_is_refused_but_in_what_is_open),
		cmocka_unit_test(less_is_open_when_verifying_strictly),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
