/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_field.h"

#include <stdio.h>
#include <string.h>

#include "format/pas_peripheral.h"

static void append(char *out, const char *word)
{
	const size_t used = strlen(out);

	snprintf(out + used, PAS_WORDS_SIZE - used, "%s%s", used == 0 ? "" : ", ", word);
}

/* Bits of version 6; an option of two bits is 0: none, 1: see its words, 2: the same for listed serials only. */
static void words_of_v6_flags(uint32_t flags, char *out)
{
	static const struct {
		unsigned bit;
		const char *words;
	} bits[] = {
		{0, "root of trust"},
		{1, "for the listed SoC versions"},
		{2, "for the listed serial numbers"},
		{3, "for any OEM"},
		{10, "for the JTAG id"},
		{11, "for any model"},
	};
	static const struct {
		unsigned shift;
		const char *words[4];
	} options[] = {
		{4,
		 {NULL, "roots revoked or activated", "roots revoked or activated for listed serials",
		  "invalid root option"}},
		{6, {NULL, "UIE key switched", "UIE key switched for listed serials", "invalid UIE option"}},
		{8, {NULL, "debug off", "debug on for listed serials", "invalid debug option"}},
	};

	for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		if ((flags >> bits[i].bit & 1) != 0)
			append(out, bits[i].words);
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (options[i].words[flags >> options[i].shift & 3] != NULL)
			append(out, options[i].words[flags >> options[i].shift & 3]);
}

/* Pairs of bits from version 7 on: 1 is no, 2 is yes. */
static void words_of_v7_flags(uint32_t flags, char *out)
{
	static const char *const names[] = {"SoC versions", "feature id", "JTAG id",      "serial numbers",
					    "OEM id",       "product id", NULL,           NULL,
					    "root hash",    "debug",      "root of trust"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] != NULL && (flags >> 2 * i & 3) == 2)
			append(out, names[i]);
	if ((flags >> 12 & 3) == 2 || (flags >> 14 & 3) == 2)
		append(out, "lifecycle");
}

static void words_of_digest(uint64_t value, char *out)
{
	if (value == 2 || value == 3)
		append(out, value == 2 ? "SHA-256" : "SHA-384");
}

/* In a certificate, the upper half counts up: older software isn't started any more. */
static void words_of_software(const struct pas_field *field, char *out)
{
	const struct pas_peripheral *peripheral = sfw_pas_peripheral_of_software((uint32_t)field->values[0]);
	char rollback[40];

	if (peripheral != NULL)
		append(out, peripheral->name);
	snprintf(rollback, sizeof(rollback), "anti-rollback version %u", (unsigned)(field->values[0] >> 32));
	if (field->width > 4 && field->values[0] >> 32 != 0)
		append(out, rollback);
}

void sfw_pas_field_words(const struct pas_field *field, uint32_t version, char out[PAS_WORDS_SIZE])
{
	const uint64_t value = field->values[0];

	out[0] = '\0';
	if (strcmp(field->name, "sw_id") == 0)
		words_of_software(field, out);
	else if (strcmp(field->name, "hash_algorithm") == 0)
		words_of_digest(value, out);
	else if (strcmp(field->name, "flags") == 0 && version == 6)
		words_of_v6_flags((uint32_t)value, out);
	else if (strcmp(field->name, "flags") == 0)
		words_of_v7_flags((uint32_t)value, out);
	else if (strcmp(field->name, "debug") == 0 && value == 2)
		append(out, "off");
}
