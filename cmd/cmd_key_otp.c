/* SPDX-License-Identifier: BSD-2-Clause */
/* key otp: what is fused into a device that trusts the key by its hash. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "keys/key_report.h"
#include "keys/key_source.h"
#include "signfw/key.h"

#define DEVICE     "st-4.0-otp"
#define WORD_COUNT (SIGNFW_SHA256_SIZE / 4)

/* RAM that is free on every STM32MP2, for U-Boot. */
#define SCRATCH_ADDRESS 0x84000000u

/* The OTP words of the hash; oem_rproc_pkh in the device trees of ST's OP-TEE. */
static const struct {
	const char *chips;
	size_t first_word;
} places[] = {
	{"STM32MP23, STM32MP25", 176},
	{"STM32MP21", 180},
};

#define PLACE_COUNT (sizeof(places) / sizeof(places[0]))

/* The OTP word: 4 bytes of the hash, the first of them lowest; ST's remoteproc_pta.c. */
static uint32_t word_of(const uint8_t hash[SIGNFW_SHA256_SIZE], size_t index)
{
	const uint8_t *bytes = hash + 4 * index;

	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void write_hex(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	print_hex(stream, hash, SIGNFW_SHA256_SIZE);
	fputc('\n', stream);
}

static void write_words(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	for (size_t i = 0; i < WORD_COUNT; i++)
		fprintf(stream, "0x%08x\n", word_of(hash, i));
}

static void write_c(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	fprintf(stream, "const uint8_t oem_rproc_pkh[%d] = {", SIGNFW_SHA256_SIZE);
	for (size_t i = 0; i < SIGNFW_SHA256_SIZE; i++)
		fprintf(stream, "%s0x%02x,", i % 8 == 0 ? "\n\t" : " ", hash[i]);
	fputs("\n};\n", stream);
}

static void write_uboot(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	for (size_t i = 0; i < PLACE_COUNT; i++) {
		fprintf(stream, "# %s\nfuse prog 0 %zu", places[i].chips, places[i].first_word);
		for (size_t j = 0; j < WORD_COUNT; j++)
			fprintf(stream, " 0x%08x", word_of(hash, j));
		fputc('\n', stream);
	}
	fputs("# or, if 'stm32key list' has RPROC-FW-PKH\n", stream);
	for (size_t i = 0; i < WORD_COUNT; i++)
		fprintf(stream, "mw.l 0x%08x 0x%08x\n", (unsigned)(SCRATCH_ADDRESS + 4 * i), word_of(hash, i));
	fprintf(stream, "stm32key select RPROC-FW-PKH\nstm32key read 0x%08x\nstm32key fuse 0x%08x\n", SCRATCH_ADDRESS,
		SCRATCH_ADDRESS);
}

static void write_raw(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	fwrite(hash, 1, SIGNFW_SHA256_SIZE, stream);
}

enum format {
	FORMAT_HEX = 1,
	FORMAT_WORDS,
	FORMAT_C,
	FORMAT_UBOOT,
	FORMAT_RAW
};

static const struct choice formats[] = {{"hex", FORMAT_HEX},     {"words", FORMAT_WORDS}, {"c", FORMAT_C},
					{"uboot", FORMAT_UBOOT}, {"raw", FORMAT_RAW},     {0}};

static void (*const writers[])(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE]) = {
	[FORMAT_HEX] = write_hex,     [FORMAT_WORDS] = write_words, [FORMAT_C] = write_c,
	[FORMAT_UBOOT] = write_uboot, [FORMAT_RAW] = write_raw,
};

static void write_table(FILE *stream, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	fputs("\nOTP words in their order: of each 4 bytes, the first is the lowest (little-endian).\n"
	      "The boot ROM has the hash of its own key in the other byte order.\n ",
	      stream);
	for (size_t i = 0; i < PLACE_COUNT; i++)
		fprintf(stream, " %s ", places[i].chips);
	fputs(" value\n", stream);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		fputc(' ', stream);
		for (size_t j = 0; j < PLACE_COUNT; j++)
			fprintf(stream, " %*zu ", (int)strlen(places[j].chips), places[j].first_word + i);
		fprintf(stream, " 0x%08x\n", word_of(hash, i));
	}
}

/* Everything but the bytes, and what to know about them. */
static void write_all(FILE *stream, const char *path, const signfw_key *key, const uint8_t hash[SIGNFW_SHA256_SIZE])
{
	print_escaped(stream, path, strlen(path));
	fprintf(stream, ": SHA-256 of %s, for the fuses of " DEVICE "\n\nIts bytes in their order\n",
		signfw_key_get_parts(key)->modulus != NULL ? "modulus and exponent" : "X and Y");
	write_hex(stream, hash);
	write_table(stream, hash);
	fputs("\nC\n", stream);
	write_c(stream, hash);
	fputs("\nU-Boot; fusing can't be undone\n", stream);
	write_uboot(stream, hash);
}

struct request {
	struct key_source key;
	int format; /* 0: everything */
	char *out;
};

static const struct option_row options[] = {
	{"format", 0, "NAME", OPTION_CHOICE, offsetof(struct request, format), .choices = formats,
	 .help = "only the hash in hexadecimal (hex), the OTP words (words), the C array (c), the commands of U-Boot "
		 "(uboot), or the 32 bytes (raw)"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, out), .noun = "result", .file = FILE_WRITTEN,
	 .help = "write to this file; standard output if not given"},
	{0},
};

static const struct option_group groups[] = {
	{"Key", key_subject_rows, .offset = offsetof(struct request, key)},
	{"Key", key_source_rows, .offset = offsetof(struct request, key)},
	{"Result", options, .offset = 0},
	{0},
};

/* @hash: or NULL, if there is none, for this reason */
static struct node *make_report(const char *path, const signfw_key *key, const uint8_t *hash, const char *reason)
{
	struct node *report = key_report("key-otp", path, key);

	add_text(report, "device", DEVICE);
	add_bytes(report, "hash", "", hash, SIGNFW_SHA256_SIZE);
	struct node *words = add_list(report, "words");

	for (size_t i = 0; hash != NULL && i < WORD_COUNT; i++)
		add_code(words, NULL, word_of(hash, i));
	struct node *otp = add_list(report, "otp");

	for (size_t i = 0; i < PLACE_COUNT; i++) {
		struct node *place = add_object(otp, NULL);

		add_text(place, "chips", places[i].chips);
		add_size(place, "first_word", places[i].first_word);
	}
	add_text(report, "reason", reason);
	return report;
}

static bool refuse(const char *path, const signfw_key *key, const struct signfw_error *error, struct call *call)
{
	message(path, "%s", error->message);
	if (error->status != SIGNFW_E_KEY)
		return call_ends(call, exit_code_of(error->status));
	return print_report(call, make_report(path, key, NULL, error->message), NULL, NULL, EXIT_REFUSED);
}

static bool print_otp(const struct request *request, const signfw_key *key, struct call *call)
{
	const char *path = request->key.path;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t hash[SIGNFW_SHA256_SIZE];
	struct result result;

	if (signfw_key_fuse_value(key, hash, &error) != SIGNFW_OK)
		return refuse(path, key, &error, call);
	key_warn_known(key, path, call);
	result_begin(&result);
	if (request->format == 0)
		write_all(result.stream, path, key, hash);
	else
		writers[request->format](result.stream, hash);
	result_end(&result);
	const bool written = result_write(&result, request->out, call);

	free(result.data);
	return written && print_report(call, make_report(path, key, hash, NULL), NULL, NULL, EXIT_DONE);
}

static bool key_otp(void *context, struct call *call)
{
	struct request *request = context;
	signfw_key *key = NULL;
	const bool done = key_check(&request->key, call) && key_open(&request->key, 0, call, &key) &&
			  print_otp(request, key, call);

	signfw_key_free(key);
	return done;
}

const struct command cmd_key_otp = {
	.name = "key otp",
	.summary = "The hash of a key for the fuses of devices that trust it by them",
	.synopsis = "[OPTIONS] KEY",
	.notes = "For ST's OP-TEE 4.0 on STM32MP2, built with CFG_REMOTEPROC_PUB_KEY_VERIFY=y (" DEVICE "). "
		 "Sign for it with --key-info auto.",
	.examples = {"key otp pub.pem", "key otp --format uboot pub.pem"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = key_otp,
};
