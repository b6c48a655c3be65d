/* SPDX-License-Identifier: BSD-2-Clause */
/* Scans a build of OP-TEE for keys in its binaries, and for traces of how they are used. */
#define _GNU_SOURCE /* memmem() */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/digest.h"
#include "elf/elf_symbols.h"
#include "key/compiled_in.h"
#include "key/published.h"
#include "key/signing_key.h"
#include "optee_build/embedded_ta.h"
#include "signfw/optee.h"

/* More keys than this are counted, but not listed: no build has them. */
#define LISTED_MAX 100

/* Bytes of a modulus that is taken for one. */
#define MODULUS_MIN 64
#define MODULUS_MAX 512

/* The most that is between its size and it, size included: alignment of a modulus. */
#define PADDING_MAX 32

#define TRACE_COUNT SIGNFW_TRACE_TEST_ENC_KEY

/* The bytes that identify a trace. */
struct pattern {
	enum signfw_trace_kind kind;
	struct span bytes;
	const char *what;
};

/* UUIDs as a TEE_UUID has them in memory: u32, u16, u16, 8 bytes; remoteproc_pta.h and ta_remoteproc.h. */
static const uint8_t pta_uuid[] = {0x68, 0x4a, 0xaf, 0x54, 0xbe, 0x19, 0xd7, 0x40,
				   0xbb, 0xe6, 0x89, 0x50, 0x35, 0x0a, 0x87, 0x44};
static const uint8_t ta_uuid[] = {0x75, 0xc2, 0xa4, 0x80, 0x47, 0x0a, 0x05, 0x49,
				  0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08};

/* SubjectPublicKeyInfo of an RSA-2048 key, up to the length of its modulus. */
static const uint8_t spki_head[] = {0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48,
				    0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x82, 0x01,
				    0x0f, 0x00, 0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01};
static const char fuse_name[] = "oem_rproc_pkh";

static const struct pattern patterns[TRACE_COUNT] = {
	{SIGNFW_TRACE_PTA, {pta_uuid, sizeof(pta_uuid)}, "the remoteproc pseudo TA"},
	{SIGNFW_TRACE_TA, {ta_uuid, sizeof(ta_uuid)}, "the remoteproc TA, embedded"},
	{SIGNFW_TRACE_FUSED_KEY, {spki_head, sizeof(spki_head)}, "a template for the key in PKEYINFO"},
	{SIGNFW_TRACE_FUSE,
	 {(const uint8_t *)fuse_name, sizeof(fuse_name) - 1},
	 "the name of the fuses for a key's hash"},
	{SIGNFW_TRACE_TEST_ENC_KEY,
	 {sfw_published_enc_key, sizeof(sfw_published_enc_key)},
	 "the public test key for encrypted firmware"},
};

struct signfw_optee {
	struct signfw_optee_key keys[LISTED_MAX];
	size_t key_count; /* more than are listed, maybe */
	struct signfw_trace traces[TRACE_COUNT];
	size_t trace_count;
	enum signfw_trust trust;
	const char *reason;
};

DEFINE_CLEANUP(optee_cleanup, signfw_optee, signfw_optee_free)

/* A search, and what the verdict depends on. */
struct search {
	const signfw_key *key; /* or NULL */
	signfw_optee *found;
	size_t match_count;     /* moduli that are the key's */
	bool has_pageable_part; /* the bytes of the TA are there, which the keys are beside */
	bool symbol_found;      /* rproc_pub_key_modulus */
	bool symbol_matches;    /* it is the key's, and so is the exponent, if that has a symbol too */
};

/* The symbols that are looked up in each file; the first ones are moduli. */
enum {
	FIRMWARE_SYMBOL,
	TA_SYMBOL,
	MODULUS_SYMBOL_COUNT,
	EXPONENT_SYMBOL = MODULUS_SYMBOL_COUNT,
	SYMBOL_COUNT
};

/* One file, and where in it moduli are for certain. */
struct place {
	struct span file;
	size_t index;
	struct elf_symbol symbols[SYMBOL_COUNT];
	struct span wanted;  /* the modulus of the key; empty if it has none */
	const uint8_t *next; /* where that is next, or NULL */
};

static struct span modulus_of(const signfw_key *key)
{
	if (key == NULL)
		return (struct span){0};
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	return (struct span){parts->modulus, parts->modulus_size};
}

/* Finds bytes in a file from an offset in it on; NULL if they aren't there, or empty. */
static const uint8_t *find(struct span file, size_t from, struct span bytes)
{
	if (bytes.size == 0 || file.data == NULL)
		return NULL;
	return memmem(file.data + from, file.size - from, bytes.data, bytes.size);
}

/* ---- keys -------------------------------------------------------------------- */

static bool u32_at(struct span file, uint64_t offset, uint32_t *out)
{
	struct span bytes;

	if (!sfw_span_at(file, offset, 4, &bytes))
		return false;
	*out = sfw_u32le(bytes.data);
	return true;
}

/* The exponent behind a modulus, if there is one that keys really have; else 0. */
static uint32_t exponent_at(struct span file, uint64_t offset)
{
	uint32_t exponent;

	if (!u32_at(file, offset, &exponent) || (exponent != 3 && exponent != 17 && exponent != 65537))
		return 0;
	return exponent;
}

/* The number in front of an offset, behind which there may be zeros: of a wider number, and padding. */
static uint32_t number_before(struct span file, size_t offset)
{
	uint32_t number = 0;
	uint64_t distance = 4;

	/* in front of the file, the difference wraps, and nothing is there */
	while (number == 0 && distance <= PADDING_MAX && u32_at(file, offset - distance, &number))
		distance += 4;
	return number;
}

/*
 * Whether there is what looks like a modulus: gcc puts the definitions of
 * embed.c one behind the other, the last one first: size, modulus, exponent.
 */
static bool guess(struct span file, size_t at, struct span *out)
{
	struct span modulus;

	if ((file.data[at] & 0x80) == 0)
		return false;
	const uint32_t size = number_before(file, at);

	if (size < MODULUS_MIN || size > MODULUS_MAX || !sfw_span_at(file, at, size, &modulus) ||
	    (modulus.data[size - 1] & 1) == 0 || exponent_at(file, at + size) == 0)
		return false;
	*out = modulus;
	return true;
}

/* How large the moduli of keys are that are found without any mark. */
static const size_t usual_sizes[] = {256, 384, 512};
#define USUAL_COUNT (sizeof(usual_sizes) / sizeof(usual_sizes[0]))

/* So many different bytes a modulus has at least, and tables and code hardly ever. */
#define DIFFERENT_MIN 128

static bool looks_random(struct span bytes)
{
	bool seen[256] = {false};
	size_t different = 0;

	for (size_t i = 0; i < bytes.size; i++) {
		different += !seen[bytes.data[i]];
		seen[bytes.data[i]] = true;
	}
	return different >= DIFFERENT_MIN;
}

/* Whether what begins at an offset is there twice, one behind the other, and didn't begin before. */
static bool is_first_of_two(struct span file, size_t at, size_t size)
{
	struct span both;

	return sfw_span_at(file, at, 2 * (uint64_t)size, &both) && memcmp(both.data, both.data + size, size) == 0 &&
	       (at == 0 || file.data[at - 1] != both.data[size - 1]);
}

/*
 * Whether there is a modulus without a mark.  A linker that sorts by alignment puts the
 * moduli side by side, away from sizes and exponents.  With one key for TAs and for
 * firmware, as by default, they are the same bytes twice; and published ones are known.
 */
static bool recognise(struct span file, size_t at, struct span *out)
{
	struct span modulus;

	for (size_t i = 0; i < USUAL_COUNT && (file.data[at] & 0x80) != 0; i++) {
		const size_t size = usual_sizes[i];

		if (!sfw_span_at(file, at, size, &modulus) || (modulus.data[size - 1] & 1) == 0)
			continue;
		if (sfw_published_key(modulus) == NULL && !is_first_of_two(file, at, size) &&
		    !(at >= size && is_first_of_two(file, at - size, size)))
			continue;
		if (!looks_random(modulus))
			continue;
		*out = modulus;
		return true;
	}
	return false;
}

/* Whether a modulus begins at an offset of a file: one with a symbol, the key's, or one by its looks. */
static bool modulus_at(const struct place *place, size_t at, struct span *modulus, const char **symbol)
{
	const uint8_t *here = place->file.data + at;

	*symbol = NULL;
	for (size_t i = 0; i < MODULUS_SYMBOL_COUNT; i++)
		if (here == place->symbols[i].bytes.data) {
			*modulus = place->symbols[i].bytes;
			*symbol = place->symbols[i].name;
			return true;
		}
	if (here == place->next)
		return sfw_span_at(place->file, at, place->wanted.size, modulus);
	return guess(place->file, at, modulus) || recognise(place->file, at, modulus);
}

/* The exponent of the firmware's key, if that has a symbol; else 0. */
static uint32_t exponent_symbol(const struct place *place)
{
	uint32_t exponent;

	return u32_at(place->symbols[EXPONENT_SYMBOL].bytes, 0, &exponent) ? exponent : 0;
}

static enum signfw_status add_key(struct search *search, const struct place *place, size_t at, struct span modulus,
				  const char *symbol, struct signfw_error *err)
{
	const bool matches = sfw_spans_equal(modulus, place->wanted);
	const size_t index = search->found->key_count++;

	search->match_count += matches;
	if (index >= LISTED_MAX)
		return SIGNFW_OK;
	struct signfw_optee_key *key = &search->found->keys[index];

	*key = (struct signfw_optee_key){
		.file = place->index,
		.offset = at,
		.modulus = modulus.data,
		.modulus_size = modulus.size,
		.exponent = exponent_at(place->file, at + modulus.size),
		.symbol = symbol,
		.published = sfw_published_key(modulus),
		.matches = matches,
	};
	if (key->exponent == 0 && symbol == place->symbols[FIRMWARE_SYMBOL].name)
		key->exponent = exponent_symbol(place);
	return sfw_sha256(modulus, key->fingerprint, err);
}

static enum signfw_status find_keys(struct search *search, struct place *place, struct signfw_error *err)
{
	struct span modulus;
	const char *symbol;

	place->next = find(place->file, 0, place->wanted);
	for (size_t at = 0; at < place->file.size; at++) {
		if (!modulus_at(place, at, &modulus, &symbol))
			continue;
		const enum signfw_status status = add_key(search, place, at, modulus, symbol, err);

		if (status != SIGNFW_OK)
			return status;
		if (place->file.data + at == place->next)
			place->next = find(place->file, at + place->wanted.size, place->wanted);
	}
	return SIGNFW_OK;
}

/* The key's exponent as a device has it; 0, which none is, if it is too large for that. */
static uint32_t exponent_of(const signfw_key *key)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	uint32_t exponent = 0;

	for (size_t i = 0; i < parts->exponent_size && parts->exponent_size <= 4; i++)
		exponent = exponent << 8 | parts->exponent[i];
	return exponent;
}

/* Reads the symbols of the key for firmware; the first file that has them counts. */
static void judge_symbols(struct search *search, const struct place *place)
{
	const struct span modulus = place->symbols[FIRMWARE_SYMBOL].bytes;
	const uint32_t exponent = exponent_symbol(place);

	if (modulus.size == 0 || search->symbol_found)
		return;
	search->symbol_found = true;
	search->symbol_matches =
		sfw_spans_equal(modulus, place->wanted) && (exponent == 0 || exponent == exponent_of(search->key));
}

static enum signfw_status search_file(struct search *search, struct span file, size_t index, struct signfw_error *err)
{
	struct place place = {
		.file = file,
		.index = index,
		.symbols = {[FIRMWARE_SYMBOL] = {.name = SFW_COMPILED_IN_PREFIX "_modulus"},
			    [TA_SYMBOL] = {.name = "ta_pub_key_modulus"},
			    [EXPONENT_SYMBOL] = {.name = SFW_COMPILED_IN_PREFIX "_exponent"}},
		.wanted = modulus_of(search->key),
	};

	sfw_elf_find_symbols(file, place.symbols, SYMBOL_COUNT);
	judge_symbols(search, &place);
	return find_keys(search, &place, err);
}

/* ---- traces -------------------------------------------------------------------- */

static void find_trace(signfw_optee *found, const struct pattern *pattern, const struct signfw_input *files,
		       size_t file_count)
{
	for (size_t i = 0; i < file_count; i++) {
		const struct span file = {files[i].data, files[i].size};
		const uint8_t *at = find(file, 0, pattern->bytes);

		if (at == NULL)
			continue;
		found->traces[found->trace_count++] =
			(struct signfw_trace){pattern->kind, pattern->what, i, (uint64_t)(at - file.data)};
		return;
	}
}

/* With a pager, code that is always in memory is a part, and what is loaded on demand another one. */
static enum signfw_status find_ta(struct search *search, const struct signfw_input *files, size_t file_count,
				  struct signfw_error *err)
{
	struct build_parts parts = {0};
	struct embedded_ta ta;

	for (size_t i = 0; i < file_count; i++)
		sfw_build_parts_add(&parts, (struct span){files[i].data, files[i].size}, i);
	const enum signfw_status status = sfw_embedded_ta_find(&ta, &parts, err);

	if (status != SIGNFW_OK)
		return status;
	search->has_pageable_part = ta.state == TA_FOUND;
	sfw_embedded_ta_release(&ta);
	return SIGNFW_OK;
}

static bool has_trace(const signfw_optee *found, enum signfw_trace_kind kind)
{
	for (size_t i = 0; i < found->trace_count; i++)
		if (found->traces[i].kind == kind)
			return true;
	return false;
}

/* ---- verdict ------------------------------------------------------------------- */

static void conclude(signfw_optee *found, enum signfw_trust trust, const char *reason)
{
	found->trust = trust;
	found->reason = reason;
}

/* Of a build that may have the key in fuses instead: CFG_REMOTEPROC_PUB_KEY_VERIFY, or code that was left over. */
static void judge_fused(const struct search *search)
{
	if (search->symbol_matches || (!search->symbol_found && search->match_count > 0))
		conclude(search->found, SIGNFW_TRUST_MAYBE,
			 "the key is compiled in, but this build may look at its fuses instead, and compare them with "
			 "the hash of the key in PKEYINFO");
	else
		conclude(search->found, SIGNFW_TRUST_UNKNOWN,
			 "the key isn't compiled in, but this build may look at its fuses instead, and compare them "
			 "with the hash of the key in PKEYINFO");
}

static void judge_by_symbol(const struct search *search)
{
	if (search->symbol_matches)
		conclude(search->found, SIGNFW_TRUST_YES, "the symbol " SFW_COMPILED_IN_PREFIX "_modulus is this key");
	else
		conclude(search->found, SIGNFW_TRUST_NO,
			 "the symbol " SFW_COMPILED_IN_PREFIX "_modulus isn't this key");
}

/* The key that TAs are signed with is compiled in as well, and it may be the same one. */
static void judge_by_count(const struct search *search)
{
	const bool has_pta = has_trace(search->found, SIGNFW_TRACE_PTA);

	if (search->match_count == 0 && search->found->key_count == 0 && !search->has_pageable_part)
		conclude(search->found, SIGNFW_TRUST_UNKNOWN,
			 has_pta ? "no key is recognised in there, and every OP-TEE has one for TAs: a part is "
				   "missing, as tee-pageable_v2.bin beside tee-pager_v2.bin, or the key is another one"
				 : "neither a key is recognised in there nor the remoteproc pseudo TA: a part is "
				   "missing, or compressed, or this is no OP-TEE that loads firmware");
	else if (search->match_count == 0)
		conclude(search->found, SIGNFW_TRUST_NO,
			 has_pta ? "the key isn't compiled in"
				 : "the key isn't in there; nor is the remoteproc pseudo TA, so this is no OP-TEE that "
				   "loads firmware, or a part is missing, or compressed");
	else if (!has_pta)
		conclude(search->found, SIGNFW_TRUST_MAYBE,
			 "the key is compiled in, but the remoteproc pseudo TA isn't in there: the key may be for TAs "
			 "only, or a part of the build is missing");
	else if (search->match_count == 1)
		conclude(search->found, SIGNFW_TRUST_MAYBE,
			 "the key is compiled in once: it may be for TAs only; tee.elf with symbols says for certain");
	else
		conclude(search->found, SIGNFW_TRUST_YES,
			 "the key is compiled in more than once: for TAs and for firmware");
}

static void judge(const struct search *search)
{
	if (search->key == NULL)
		conclude(search->found, SIGNFW_TRUST_UNKNOWN, "no key was looked for");
	else if (has_trace(search->found, SIGNFW_TRACE_FUSED_KEY) && has_trace(search->found, SIGNFW_TRACE_FUSE))
		judge_fused(search);
	else if (signfw_key_get_parts(search->key)->modulus == NULL)
		conclude(search->found, SIGNFW_TRUST_NO, "OP-TEE takes no other than RSA keys to be compiled in");
	else if (search->symbol_found)
		judge_by_symbol(search);
	else
		judge_by_count(search);
}

/* ---- public -------------------------------------------------------------------- */

enum signfw_status signfw_optee_inspect(signfw_optee **out, const struct signfw_input *files, size_t file_count,
					const signfw_key *key, struct signfw_error *err)
{
	CLEANUP(optee_cleanup) signfw_optee *optee = NULL;
	struct search search = {.key = key};

	if (out == NULL || files == NULL || file_count == 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no files, or no place for what is in them");
	for (size_t i = 0; i < file_count; i++)
		if (files[i].data == NULL && files[i].size > 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "file %zu has no data", i);
	optee = calloc(1, sizeof(*optee));
	search.found = optee;
	if (optee == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < file_count; i++) {
		const struct span file = {files[i].data, files[i].size};
		const enum signfw_status status = search_file(&search, file, i, err);

		if (status != SIGNFW_OK)
			return status;
	}
	const enum signfw_status status = find_ta(&search, files, file_count, err);

	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < TRACE_COUNT; i++)
		find_trace(optee, &patterns[i], files, file_count);
	judge(&search);
	*out = optee;
	optee = NULL;
	return SIGNFW_OK;
}

void signfw_optee_free(signfw_optee *optee)
{
	free(optee);
}

size_t signfw_optee_key_count(const signfw_optee *optee)
{
	return optee->key_count;
}

enum signfw_status signfw_optee_key(const signfw_optee *optee, size_t index, struct signfw_optee_key *out)
{
	if (out == NULL || index >= LISTED_MAX || index >= optee->key_count)
		return SIGNFW_E_ARGUMENT;
	*out = optee->keys[index];
	return SIGNFW_OK;
}

enum signfw_status signfw_optee_trace(const signfw_optee *optee, size_t index, struct signfw_trace *out)
{
	if (out == NULL || index >= optee->trace_count)
		return SIGNFW_E_ARGUMENT;
	*out = optee->traces[index];
	return SIGNFW_OK;
}

enum signfw_trust signfw_optee_trust(const signfw_optee *optee, const char **reason)
{
	if (reason != NULL)
		*reason = optee->reason;
	return optee->trust;
}
