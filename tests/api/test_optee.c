/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys in builds of OP-TEE: binaries that are put together here.  A linked one is in tests/cli/key. */
#include <elf.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/key.h"
#include "signfw/optee.h"
#include "support.h"

#define MODULUS_SIZE 256

/* A file that grows. */
static uint8_t bytes[16384];
static size_t size;

static signfw_key *key, *other, *ecdsa;

static int load_keys(void **state)
{
	(void)state;
	key = load_key("vectors/keys/rsa2048.pub.pem");
	other = load_key("api/optee-2048.pub.pem");
	ecdsa = load_key("vectors/keys/ec256.pub.pem");
	return 0;
}

static int free_keys(void **state)
{
	(void)state;
	signfw_key_free(key);
	signfw_key_free(other);
	signfw_key_free(ecdsa);
	return 0;
}

static size_t put(const void *data, size_t count)
{
	const size_t at = size;

	assert_true(size + count <= sizeof(bytes));
	memcpy(bytes + size, data, count);
	size += count;
	return at;
}

static void put_number(uint32_t number)
{
	uint8_t word[4];

	put_u32(word, number);
	put(word, sizeof(word));
}

static int begin(void **state)
{
	(void)state;
	size = 0;
	put("code\0\0code", 10);
	return 0;
}

static void put_pta(void)
{
	put("\x68\x4a\xaf\x54\xbe\x19\xd7\x40\xbb\xe6\x89\x50\x35\x0a\x87\x44", 16);
}

/* As 32-bit code has a key: size, modulus, exponent.  Returns where the modulus is. */
static size_t put_key(const signfw_key *one)
{
	put_number(MODULUS_SIZE);
	const size_t at = put(signfw_key_get_parts(one)->modulus, MODULUS_SIZE);

	put_number(65537);
	put("rest", 4);
	return at;
}

/* What a build that can have its key in fuses contains. */
static void put_fuse_traces(void)
{
	put("\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f\x00\x30\x82"
	    "\x01\x0a\x02\x82\x01\x01",
	    32);
	put("oem_rproc_pkh", 13);
}

static signfw_optee *inspect(const signfw_key *wanted)
{
	const struct signfw_input file = {bytes, size, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_optee *optee = NULL;

	if (signfw_optee_inspect(&optee, &file, 1, wanted, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	return optee;
}

static void expect_trust(const signfw_key *wanted, enum signfw_trust trust, const char *reason)
{
	signfw_optee *optee = inspect(wanted);
	const char *said = NULL;

	assert_int_equal(signfw_optee_trust(optee, &said), trust);
	assert_string_equal(said, reason);
	assert_int_equal(signfw_optee_trust(optee, NULL), trust);
	signfw_optee_free(optee);
}

/* ---- verdicts without symbols ---------------------------------------------- */

static const char absent[] = "the key isn't compiled in";
static const char once[] = "the key is compiled in once: it may be for TAs only; tee.elf with symbols says for certain";
static const char twice[] = "the key is compiled in more than once: for TAs and for firmware";

static void a_key_that_is_nowhere_is_not_trusted(void **state)
{
	(void)state;
	put_pta();
	put_key(other);
	expect_trust(key, SIGNFW_TRUST_NO, absent);
	/* all but the last byte */
	put(signfw_key_get_parts(key)->modulus, MODULUS_SIZE - 1);
	expect_trust(key, SIGNFW_TRUST_NO, absent);
}

static void one_copy_may_be_for_tas(void **state)
{
	(void)state;
	put_pta();
	put_key(key);
	put_key(other);
	expect_trust(key, SIGNFW_TRUST_MAYBE, once);
	expect_trust(other, SIGNFW_TRUST_MAYBE, once);
}

static void two_copies_are_for_both(void **state)
{
	(void)state;
	put_key(other);
	put_key(other);
	put_pta();
	expect_trust(other, SIGNFW_TRUST_YES, twice);
	expect_trust(key, SIGNFW_TRUST_NO, absent);
}

static void without_the_pseudo_ta_nothing_is_certain(void **state)
{
	(void)state;
	expect_trust(
		key, SIGNFW_TRUST_UNKNOWN,
		"neither a key is recognised in there nor the remoteproc pseudo TA: a part is missing, or compressed, "
		"or this is no OP-TEE that loads firmware");
	put_key(other);
	expect_trust(key, SIGNFW_TRUST_NO,
		     "the key isn't in there; nor is the remoteproc pseudo TA, so this is no OP-TEE that loads "
		     "firmware, or a part is missing, or compressed");
	put_key(key);
	put_key(key);
	expect_trust(key, SIGNFW_TRUST_MAYBE,
		     "the key is compiled in, but the remoteproc pseudo TA isn't in there: the key may be for TAs "
		     "only, or a part of the build is missing");
}

static void fuses_may_count_instead(void **state)
{
	static const char in[] = "the key is compiled in, but this build may look at its fuses instead, and compare "
				 "them with the hash of the key in PKEYINFO";
	static const char out[] = "the key isn't compiled in, but this build may look at its fuses instead, and "
				  "compare them with the hash of the key in PKEYINFO";

	(void)state;
	put_pta();
	put_key(key);
	put_key(key);
	put_fuse_traces();
	expect_trust(key, SIGNFW_TRUST_MAYBE, in);
	expect_trust(other, SIGNFW_TRUST_UNKNOWN, out);
	expect_trust(ecdsa, SIGNFW_TRUST_UNKNOWN, out);
	/* the name alone is in every device tree */
	begin(NULL);
	put_pta();
	put("oem_rproc_pkh", 13);
	expect_trust(key, SIGNFW_TRUST_UNKNOWN,
		     "no key is recognised in there, and every OP-TEE has one for TAs: a part is missing, as "
		     "tee-pageable_v2.bin beside tee-pager_v2.bin, or the key is another one");
	put_key(other);
	expect_trust(key, SIGNFW_TRUST_NO, absent);
}

static void an_ecdsa_key_is_never_compiled_in(void **state)
{
	(void)state;
	put_pta();
	put(signfw_key_get_parts(ecdsa)->point, SIGNFW_EC_POINT_SIZE);
	expect_trust(ecdsa, SIGNFW_TRUST_NO, "OP-TEE takes no other than RSA keys to be compiled in");
}

static void without_a_key_there_is_no_verdict(void **state)
{
	(void)state;
	put_pta();
	expect_trust(NULL, SIGNFW_TRUST_UNKNOWN, "no key was looked for");
}

/* ---- verdicts with symbols ------------------------------------------------- */

/* What the symbols say: moduli by their keys (NULL: no such symbol), and an exponent (0: no symbol). */
struct symbols {
	const signfw_key *firmware, *ta;
	uint32_t exponent;
};

static void put_symbol(Elf64_Sym *symbol, uint32_t name, uint64_t address, uint64_t bytes_count)
{
	if (bytes_count > 0)
		*symbol = (Elf64_Sym){.st_name = htole32(name),
				      .st_shndx = htole16(1),
				      .st_value = htole64(address),
				      .st_size = htole64(bytes_count)};
}

/* Makes the file an ELF file: header, and what is put into its only section with bytes. */
static void put_elf(const struct symbols *symbols)
{
	static const char names[] = "\0rproc_pub_key_modulus\0ta_pub_key_modulus\0rproc_pub_key_exponent";
	Elf64_Ehdr header = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
			     .e_shentsize = htole16(sizeof(Elf64_Shdr)),
			     .e_shnum = htole16(4)};
	Elf64_Sym table[3] = {{0}};
	Elf64_Shdr sections[4] = {{0}};

	size = 0;
	put(&header, sizeof(header));
	put_pta();
	if (symbols->firmware != NULL)
		put_symbol(&table[0], 1, put_key(symbols->firmware), MODULUS_SIZE);
	if (symbols->ta != NULL)
		put_symbol(&table[1], 23, put_key(symbols->ta), MODULUS_SIZE);
	put_symbol(&table[2], 42, size, symbols->exponent == 0 ? 0 : 4);
	put_number(symbols->exponent);
	/* addresses are offsets */
	sections[1] = (Elf64_Shdr){.sh_type = htole32(SHT_PROGBITS), .sh_size = htole64(size)};
	sections[2] = (Elf64_Shdr){.sh_type = htole32(SHT_STRTAB),
				   .sh_offset = htole64(put(names, sizeof(names))),
				   .sh_size = htole64(sizeof(names))};
	sections[3] = (Elf64_Shdr){.sh_type = htole32(SHT_SYMTAB),
				   .sh_link = htole32(2),
				   .sh_offset = htole64(put(table, sizeof(table))),
				   .sh_size = htole64(sizeof(table))};
	header.e_shoff = htole64(put(sections, sizeof(sections)));
	memcpy(bytes, &header, sizeof(header));
}

static void symbols_are_conclusive(void **state)
{
	static const char yes[] = "the symbol rproc_pub_key_modulus is this key";
	static const char no[] = "the symbol rproc_pub_key_modulus isn't this key";

	(void)state;
	put_elf(&(struct symbols){key, other, 65537});
	expect_trust(key, SIGNFW_TRUST_YES, yes);
	/* for TAs */
	expect_trust(other, SIGNFW_TRUST_NO, no);
	expect_trust(ecdsa, SIGNFW_TRUST_NO, "OP-TEE takes no other than RSA keys to be compiled in");
	put_elf(&(struct symbols){key, key, 0});
	expect_trust(key, SIGNFW_TRUST_YES, yes);
	/* another key with the same modulus */
	put_elf(&(struct symbols){key, key, 3});
	expect_trust(key, SIGNFW_TRUST_NO, no);
}

/* The key with an exponent of five bytes, whose last four are 3: devices have no room for it. */
static signfw_key *with_large_exponent(void)
{
	static const uint8_t exponent[] = {0x02, 0x05, 0x01, 0x00, 0x00, 0x00, 0x03};
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	const size_t old_size = 5;
	uint8_t spki[400];
	signfw_key *made = NULL;

	memcpy(spki, parts->spki, parts->spki_size);
	memcpy(spki + parts->spki_size - old_size, exponent, sizeof(exponent));
	/* the sizes of what is around it */
	for (size_t i = 0; i < 3; i++) {
		uint8_t *length = &spki[(const size_t[]){3, 22, 27}[i]];

		*length = (uint8_t)(*length + sizeof(exponent) - old_size);
	}
	assert_int_equal(signfw_key_load(&made, spki, parts->spki_size + sizeof(exponent) - old_size, NULL, NULL),
			 SIGNFW_OK);
	return made;
}

static void exponents_of_keys_are_compared(void **state)
{
	struct signfw_optee_key found;
	signfw_key *same = NULL;

	(void)state;
	put_elf(&(struct symbols){key, key, 0x80000001});
	signfw_optee *optee = inspect(NULL);

	assert_int_equal(signfw_optee_key(optee, 0, &found), SIGNFW_OK);
	found.exponent = 0x80000001;
	assert_int_equal(signfw_optee_key_load(&same, &found, NULL), SIGNFW_OK);
	expect_trust(same, SIGNFW_TRUST_YES, "the symbol rproc_pub_key_modulus is this key");
	signfw_key_free(same);
	signfw_optee_free(optee);
	same = with_large_exponent();
	put_elf(&(struct symbols){key, key, 3});
	expect_trust(same, SIGNFW_TRUST_NO, "the symbol rproc_pub_key_modulus isn't this key");
	signfw_key_free(same);
}

static void symbols_of_tas_alone_say_nothing(void **state)
{
	(void)state;
	put_elf(&(struct symbols){NULL, key, 0});
	expect_trust(key, SIGNFW_TRUST_MAYBE, once);
}

/* Symbols may be in any of the files, and the first ones count. */
static void the_first_symbols_count(void **state)
{
	uint8_t first[sizeof(bytes)];
	struct signfw_input files[3] = {{"", 0, NULL}, {first, 0, NULL}, {bytes, 0, NULL}};
	signfw_optee *optee = NULL;

	(void)state;
	put_elf(&(struct symbols){key, other, 65537});
	memcpy(first, bytes, size);
	files[1].size = size;
	put_elf(&(struct symbols){other, key, 65537});
	files[2].size = size;
	assert_int_equal(signfw_optee_inspect(&optee, files, 3, key, NULL), SIGNFW_OK);
	assert_int_equal(signfw_optee_trust(optee, NULL), SIGNFW_TRUST_YES);
	signfw_optee_free(optee);
}

/* ---- what is listed ---------------------------------------------------------- */

static void expect_key(const signfw_optee *optee, size_t index, const struct signfw_optee_key *expected,
		       const signfw_key *whose)
{
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];
	struct signfw_optee_key found;

	assert_int_equal(signfw_optee_key(optee, index, &found), SIGNFW_OK);
	assert_int_equal(found.file, expected->file);
	assert_int_equal(found.offset, expected->offset);
	assert_int_equal(found.modulus_size, MODULUS_SIZE);
	assert_memory_equal(found.modulus, signfw_key_get_parts(whose)->modulus, MODULUS_SIZE);
	assert_int_equal(signfw_key_modulus_fingerprint(whose, fingerprint, NULL), SIGNFW_OK);
	assert_memory_equal(found.fingerprint, fingerprint, sizeof(fingerprint));
	assert_int_equal(found.exponent, expected->exponent);
	assert_int_equal(found.matches, expected->matches);
	if (expected->symbol == NULL)
		assert_null(found.symbol);
	else
		assert_string_equal(found.symbol, expected->symbol);
	assert_ptr_equal(found.published, signfw_key_published(whose));
}

static void keys_are_found_by_their_looks(void **state)
{
	signfw_optee *optee;
	size_t narrow, wide;

	(void)state;
	narrow = put_key(other);
	/* as 64-bit code has it, aligned to 32 bytes as good as can be, at an odd address */
	put("?", 1);
	put_number(MODULUS_SIZE);
	for (size_t i = 0; i < 7; i++)
		put_number(0);
	wide = put(signfw_key_get_parts(key)->modulus, MODULUS_SIZE);
	put_number(17);
	optee = inspect(NULL);
	assert_int_equal(signfw_optee_key_count(optee), 2);
	expect_key(optee, 0, &(struct signfw_optee_key){.offset = narrow, .exponent = 65537}, other);
	expect_key(optee, 1, &(struct signfw_optee_key){.offset = wide, .exponent = 17}, key);
	assert_int_equal(signfw_optee_key(optee, 2, &(struct signfw_optee_key){0}), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_key(optee, 0, NULL), SIGNFW_E_ARGUMENT);
	signfw_optee_free(optee);
}

/* The key itself is found wherever it is, whatever surrounds it. */
static void the_wanted_key_is_found_by_its_bytes(void **state)
{
	signfw_optee *optee;
	size_t bare, whole, last;

	(void)state;
	bare = put(signfw_key_get_parts(key)->modulus, MODULUS_SIZE);
	whole = put_key(key);
	last = put(signfw_key_get_parts(key)->modulus, MODULUS_SIZE);
	optee = inspect(key);
	assert_int_equal(signfw_optee_key_count(optee), 3);
	expect_key(optee, 0, &(struct signfw_optee_key){.offset = bare, .matches = true}, key);
	expect_key(optee, 1, &(struct signfw_optee_key){.offset = whole, .exponent = 65537, .matches = true}, key);
	expect_key(optee, 2, &(struct signfw_optee_key){.offset = last, .matches = true}, key);
	signfw_optee_free(optee);
	optee = inspect(other);
	assert_int_equal(signfw_optee_key_count(optee), 1);
	signfw_optee_free(optee);
}

static void each_copy_of_the_wanted_key_is_found(void **state)
{
	signfw_optee *optee;
	size_t one, two;

	(void)state;
	one = put(signfw_key_get_parts(key)->modulus, MODULUS_SIZE);
	put("between", 7);
	two = put(signfw_key_get_parts(key)->modulus, MODULUS_SIZE);
	optee = inspect(key);
	assert_int_equal(signfw_optee_key_count(optee), 2);
	expect_key(optee, 0, &(struct signfw_optee_key){.offset = one, .matches = true}, key);
	expect_key(optee, 1, &(struct signfw_optee_key){.offset = two, .matches = true}, key);
	signfw_optee_free(optee);
}

static void keys_with_symbols_have_names(void **state)
{
	struct signfw_optee_key first = {.exponent = 65537, .symbol = "rproc_pub_key_modulus", .matches = true};
	struct signfw_optee_key second = {.exponent = 65537, .symbol = "ta_pub_key_modulus"};
	signfw_optee *optee;

	(void)state;
	put_elf(&(struct symbols){key, other, 65537});
	first.offset = sizeof(Elf64_Ehdr) + 16 + 4;
	second.offset = first.offset + MODULUS_SIZE + 4 + 4 + 4;
	optee = inspect(key);
	assert_int_equal(signfw_optee_key_count(optee), 2);
	expect_key(optee, 0, &first, key);
	expect_key(optee, 1, &second, other);
	signfw_optee_free(optee);
	/* the exponents are elsewhere; a symbol says what that of the first is */
	bytes[first.offset + MODULUS_SIZE] = 0;
	bytes[second.offset + MODULUS_SIZE] = 0;
	second.exponent = 0;
	optee = inspect(key);
	expect_key(optee, 0, &first, key);
	expect_key(optee, 1, &second, other);
	signfw_optee_free(optee);
}

/* One thing that makes a modulus what it looks like is changed. */
static void what_does_not_look_like_a_key_is_not_listed(void **state)
{
	const size_t at = (begin(NULL), put_key(key));
	const struct {
		size_t offset;
		uint8_t value;
	} rows[] = {
		{at - 4, 1},                /* the size: 257, and no exponent behind that */
		{at - 3, 3},                /* 768 */
		{at - 3, 0},                /* 0, and what is before that isn't a size */
		{at - 1, 1},                /* more than the file has */
		{at, 0x7f},                 /* the highest bit */
		{at + MODULUS_SIZE - 1, 0}, /* the lowest bit */
		{at + MODULUS_SIZE, 2},     /* the exponent */
		{at + MODULUS_SIZE + 3, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const uint8_t before = bytes[rows[i].offset];

		bytes[rows[i].offset] = rows[i].value;
		signfw_optee *optee = inspect(NULL);

		assert_int_equal(signfw_optee_key_count(optee), 0);
		signfw_optee_free(optee);
		bytes[rows[i].offset] = before;
	}
}

/* Without a mark beside it, a key is known that is published, or that is there twice. */
static void keys_without_marks_are_found(void **state)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	struct signfw_optee_key found;

	(void)state;
	put(signfw_key_get_parts(other)->modulus, MODULUS_SIZE);
	put(parts->modulus, MODULUS_SIZE);
	signfw_optee *optee = inspect(NULL);

	assert_int_equal(signfw_optee_key_count(optee), 1);
	assert_int_equal(signfw_optee_key(optee, 0, &found), SIGNFW_OK);
	assert_int_equal(found.offset, 10);
	assert_non_null(found.published);
	signfw_optee_free(optee);
	const size_t second = put(parts->modulus, MODULUS_SIZE);

	put("\x81", 1);
	optee = inspect(NULL);
	assert_int_equal(signfw_optee_key_count(optee), 3);
	for (size_t i = 1; i < 3; i++) {
		assert_int_equal(signfw_optee_key(optee, i, &found), SIGNFW_OK);
		assert_int_equal(found.offset, second - (2 - i) * MODULUS_SIZE);
		assert_int_equal(found.modulus_size, MODULUS_SIZE);
		assert_int_equal(found.exponent, 0);
		assert_memory_equal(found.modulus, parts->modulus, MODULUS_SIZE);
	}
	signfw_optee_free(optee);
	bytes[second + MODULUS_SIZE - 1] ^= 2;
	optee = inspect(NULL);
	assert_int_equal(signfw_optee_key_count(optee), 1);
	signfw_optee_free(optee);
}

/* What is there twice and isn't random is a table. */
static void tables_that_repeat_are_no_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * MODULUS_SIZE; i++)
		put((const uint8_t[]){(uint8_t)(0x81 | i % 64)}, 1);
	signfw_optee *optee = inspect(NULL);

	assert_int_equal(signfw_optee_key_count(optee), 0);
	signfw_optee_free(optee);
}

/* What is there twice, a first byte that it has only once, and so many different ones; and the byte behind. */
static void put_twice(uint8_t first, size_t different, uint8_t behind)
{
	for (size_t i = 0; i < 2 * MODULUS_SIZE; i++) {
		const size_t at = i % MODULUS_SIZE;

		if (at == 0)
			put(&first, 1);
		else
			put((const uint8_t[]){(uint8_t)(0x82 + (at + 1 == MODULUS_SIZE ? 1 : at % (different - 1)))},
			    1);
	}
	put(&behind, 1);
}

static void expect_key_count(size_t count)
{
	signfw_optee *optee = inspect(NULL);

	assert_int_equal(signfw_optee_key_count(optee), count);
	signfw_optee_free(optee);
}

static void moduli_have_128_different_bytes(void **state)
{
	(void)state;
	put_twice(0x81, 127, 7);
	expect_key_count(0);
	put_twice(0x81, 128, 7);
	expect_key_count(2);
}

static void moduli_have_their_highest_bit(void **state)
{
	(void)state;
	put_twice(0x01, 128, 7);
	expect_key_count(0);
}

/* With the byte behind them, what begins one byte later is there twice as well. */
static void two_copies_begin_where_they_are_first_seen(void **state)
{
	struct signfw_optee_key found;
	signfw_optee *optee;

	(void)state;
	put_twice(0x81, 128, 0x81);
	optee = inspect(NULL);
	assert_int_equal(signfw_optee_key_count(optee), 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(signfw_optee_key(optee, i, &found), SIGNFW_OK);
		assert_int_equal(found.offset, 10 + i * MODULUS_SIZE);
	}
	signfw_optee_free(optee);
}

/* Nothing is read in front of a file, or behind it. */
static void a_file_may_be_two_keys(void **state)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	uint8_t *copies = malloc(2 * MODULUS_SIZE);
	const struct signfw_input file = {copies, 2 * MODULUS_SIZE, NULL};
	struct signfw_optee_key found;
	signfw_optee *optee = NULL;

	(void)state;
	assert_non_null(copies);
	for (size_t i = 0; i < 2; i++)
		memcpy(copies + i * MODULUS_SIZE, parts->modulus, MODULUS_SIZE);
	assert_int_equal(signfw_optee_inspect(&optee, &file, 1, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_optee_key_count(optee), 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(signfw_optee_key(optee, i, &found), SIGNFW_OK);
		assert_int_equal(found.offset, i * MODULUS_SIZE);
	}
	signfw_optee_free(optee);
	free(copies);
}

/* A key that was found verifies what the key itself would. */
static void a_key_that_was_found_can_be_used(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_optee_key found;
	signfw_key *loaded = NULL;

	(void)state;
	put_key(key);
	signfw_optee *optee = inspect(NULL);

	assert_int_equal(signfw_optee_key(optee, 0, &found), SIGNFW_OK);
	assert_int_equal(signfw_optee_key_load(&loaded, &found, &error), SIGNFW_OK);
	const struct signfw_key_parts *one = signfw_key_get_parts(loaded), *two = signfw_key_get_parts(key);

	assert_int_equal(one->spki_size, two->spki_size);
	assert_memory_equal(one->spki, two->spki, two->spki_size);
	signfw_key_free(loaded);
	found.exponent = 0;
	assert_int_equal(signfw_optee_key_load(&loaded, &found, &error), SIGNFW_OK);
	signfw_key_free(loaded);
	found.modulus_size = 4;
	assert_int_equal(signfw_optee_key_load(&loaded, &found, &error), SIGNFW_E_KEY);
	found.modulus_size = 0;
	assert_int_equal(signfw_optee_key_load(&loaded, &found, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_key_load(&loaded, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_key_load(NULL, &found, &error), SIGNFW_E_ARGUMENT);
	signfw_optee_free(optee);
}

/* No cut of a file makes us read outside. */
static void a_file_may_end_anywhere(void **state)
{
	(void)state;
	put_elf(&(struct symbols){key, other, 65537});
	for (size_t i = 0; i <= size; i += 3) {
		uint8_t *copy = malloc(i + 1);
		const struct signfw_input file = {copy + 1, i, NULL};
		signfw_optee *optee = NULL;

		assert_non_null(copy);
		memcpy(copy + 1, bytes, i);
		assert_int_equal(signfw_optee_inspect(&optee, &file, 1, key, NULL), SIGNFW_OK);
		signfw_optee_free(optee);
		free(copy);
	}
}

/* A hostile file hides the key behind many that aren't: it counts nevertheless. */
static void of_very_many_keys_only_the_first_are_listed(void **state)
{
	const size_t unit = 4 + 64 + 4, count = 150;
	uint8_t *file = calloc(count, unit);
	struct signfw_input files[2] = {{file, count * unit, NULL}, {bytes, 0, NULL}};
	struct signfw_optee_key found;
	signfw_optee *optee = NULL;

	(void)state;
	assert_non_null(file);
	for (size_t i = 0; i < count; i++) {
		file[i * unit] = 64;
		file[i * unit + 4] = 0x80;
		file[i * unit + 67] = 1;
		file[i * unit + 68] = 3;
	}
	put_pta();
	put_key(key);
	files[1].size = size;
	assert_int_equal(signfw_optee_inspect(&optee, files, 2, key, NULL), SIGNFW_OK);
	assert_int_equal(signfw_optee_key_count(optee), count + 1);
	assert_int_equal(signfw_optee_key(optee, 99, &found), SIGNFW_OK);
	assert_int_equal(found.offset, 99 * unit + 4);
	assert_int_equal(signfw_optee_key(optee, 100, &found), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_trust(optee, NULL), SIGNFW_TRUST_MAYBE);
	signfw_optee_free(optee);
	free(file);
}

static void expect_trace(const signfw_optee *optee, size_t index, const struct signfw_trace *expected)
{
	struct signfw_trace found;

	assert_int_equal(signfw_optee_trace(optee, index, &found), SIGNFW_OK);
	assert_int_equal(found.kind, expected->kind);
	assert_string_equal(found.what, expected->what);
	assert_int_equal(found.file, expected->file);
	assert_int_equal(found.offset, expected->offset);
}

/* In whichever file; the first of each kind. */
static void traces_are_found(void **state)
{
	static const char ta[] = "\x75\xc2\xa4\x80\x47\x0a\x05\x49\x82\x85\x14\x86\xa9\x77\x1a\x08";
	static const char test_key[] =
		"\x2a\x2b\x01\xb1\x75\xff\xe8\x26\x6d\x9e\x8d\x31\xc5\x7e\x93\xb5\x1f\xe0\x55\x93"
		"\x49\xa6\x9a\x4c\x4f\xf6\x36\x23\x33\x3e\xfb\x3d";
	struct signfw_input files[2] = {{ta, sizeof(ta) - 1, NULL}, {bytes, 0, NULL}};
	signfw_optee *optee = NULL;

	(void)state;
	put_fuse_traces();
	put_pta();
	put(test_key, sizeof(test_key) - 1);
	put_pta();
	files[1].size = size;
	assert_int_equal(signfw_optee_inspect(&optee, files, 2, NULL, NULL), SIGNFW_OK);
	expect_trace(optee, 0, &(struct signfw_trace){SIGNFW_TRACE_PTA, "the remoteproc pseudo TA", 1, 10 + 32 + 13});
	expect_trace(optee, 1, &(struct signfw_trace){SIGNFW_TRACE_TA, "the remoteproc TA, embedded", 0, 0});
	expect_trace(optee, 2,
		     &(struct signfw_trace){SIGNFW_TRACE_FUSED_KEY, "a template for the key in PKEYINFO", 1, 10});
	expect_trace(optee, 3,
		     &(struct signfw_trace){SIGNFW_TRACE_FUSE, "the name of the fuses for a key's hash", 1, 42});
	expect_trace(
		optee, 4,
		&(struct signfw_trace){SIGNFW_TRACE_TEST_ENC_KEY, "the public test key for encrypted firmware", 1, 71});
	assert_int_equal(signfw_optee_trace(optee, 5, &(struct signfw_trace){0}), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_trace(optee, 0, NULL), SIGNFW_E_ARGUMENT);
	signfw_optee_free(optee);
}

static void bad_arguments_are_refused(void **state)
{
	const struct signfw_input none = {NULL, 0, NULL}, bad = {NULL, 1, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_optee *optee = NULL;

	(void)state;
	assert_int_equal(signfw_optee_inspect(NULL, &none, 1, key, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_inspect(&optee, NULL, 1, key, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_optee_inspect(&optee, &none, 0, key, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no files, or no place for what is in them");
	assert_int_equal(signfw_optee_inspect(&optee, &bad, 1, key, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "file 0 has no data");
	assert_null(optee);
	assert_int_equal(signfw_optee_inspect(&optee, &none, 1, key, NULL), SIGNFW_OK);
	signfw_optee_free(optee);
	signfw_optee_free(NULL);
}

#define test_of(test) cmocka_unit_test_setup(test, begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(a_key_that_is_nowhere_is_not_trusted),
		test_of(one_copy_may_be_for_tas),
		test_of(two_copies_are_for_both),
		test_of(without_the_pseudo_ta_nothing_is_certain),
		test_of(fuses_may_count_instead),
		test_of(an_ecdsa_key_is_never_compiled_in),
		test_of(without_a_key_there_is_no_verdict),
		test_of(symbols_are_conclusive),
		test_of(exponents_of_keys_are_compared),
		test_of(symbols_of_tas_alone_say_nothing),
		test_of(the_first_symbols_count),
		test_of(keys_are_found_by_their_looks),
		test_of(the_wanted_key_is_found_by_its_bytes),
		test_of(each_copy_of_the_wanted_key_is_found),
		test_of(keys_with_symbols_have_names),
		test_of(what_does_not_look_like_a_key_is_not_listed),
		test_of(keys_without_marks_are_found),
		test_of(tables_that_repeat_are_no_keys),
		test_of(moduli_have_128_different_bytes),
		test_of(moduli_have_their_highest_bit),
		test_of(two_copies_begin_where_they_are_first_seen),
		test_of(a_file_may_be_two_keys),
		test_of(a_key_that_was_found_can_be_used),
		test_of(a_file_may_end_anywhere),
		test_of(of_very_many_keys_only_the_first_are_listed),
		test_of(traces_are_found),
		test_of(bad_arguments_are_refused),
	};

	return cmocka_run_group_tests(tests, load_keys, free_keys);
}
