/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_chain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "format/pas_format.h"

#define DER_SEQUENCE    0x30
#define DER_LONG_LENGTH 0x80
#define DER_LENGTH_MAX  4
#define PADDING         0xff

/* Real subjects have eight. */
#define UNITS_MAX 32

/* The size of the DER element that the bytes begin with; 0 if it isn't all inside, or has no definite length. */
static size_t der_size(struct span bytes)
{
	struct reader reader = {bytes, 0};
	struct span head, length_bytes, content;
	uint64_t length = 0;

	if (!sfw_reader_bytes(&reader, 2, &head))
		return 0;
	length = head.data[1];
	if (length >= DER_LONG_LENGTH) {
		const unsigned count = head.data[1] & 0x7f;

		if (count == 0 || count > DER_LENGTH_MAX || !sfw_reader_bytes(&reader, count, &length_bytes))
			return 0;
		length = 0;
		for (unsigned i = 0; i < count; i++)
			length = length << 8 | length_bytes.data[i];
	}
	return sfw_reader_bytes(&reader, length, &content) ? (size_t)reader.offset : 0;
}

/* Everything behind the certificates should be 0xff. */
static void judge_padding(struct span padding, uint64_t offset, const char *name, signfw_findings *findings)
{
	size_t i = 0;

	while (i < padding.size && padding.data[i] == PADDING)
		i++;
	if (i == padding.size)
		return;
	if (sfw_span_is_zero(padding))
		sfw_report(findings, SFW_CERT_PADDING_ZERO, offset,
			   "%zu bytes behind the certificates of %s are 0x00 instead of 0xff, which OP-TEE refuses",
			   padding.size, name);
	else
		sfw_report(findings, SFW_CERT_PADDING, offset + i,
			   "byte %zu of %zu behind the certificates of %s is 0x%02x, not padding (0xff); OP-TEE "
			   "refuses it",
			   i, padding.size, name, padding.data[i]);
}

/* Whether certificate `index` from the end is signed by its own key. */
static bool is_self_signed(const struct pas_chain *chain, size_t index)
{
	const struct certificate *certificate = &chain->certificates[chain->count - index - 1];

	return sfw_certificate_signed_by(certificate, certificate);
}

/* Self-signed certificates at the end, or else the last one; the leaf isn't one of several. */
static size_t count_roots(const struct pas_chain *chain)
{
	size_t count = 1;

	if (chain->count == 0)
		return 0;
	while (count < SFW_PAS_ROOTS_MAX && count + 1 < chain->count && is_self_signed(chain, count))
		count++;
	/* it takes a while to know, and matters only if there are others */
	return count > 1 && !is_self_signed(chain, 0) ? 1 : count;
}

enum signfw_status sfw_pas_chain_parse(struct pas_chain *out, struct span region, uint64_t offset, const char *name,
				       signfw_findings *findings)
{
	CLEANUP(sfw_pas_chain_cleanup) struct pas_chain chain = {0};
	struct reader reader = {region, 0};

	while (chain.count < PAS_CERTIFICATES_MAX && reader.left.size > 0 && reader.left.data[0] == DER_SEQUENCE) {
		const uint64_t at = offset + reader.offset;
		const size_t size = der_size(reader.left);
		struct span *der = &chain.ders[chain.count];

		if (size == 0 || !sfw_reader_bytes(&reader, size, der)) {
			sfw_report(findings, SFW_CERT_LENGTH, at,
				   "certificate %zu of %s has a length that isn't right: %zu bytes are left",
				   chain.count, name, reader.left.size);
			break;
		}
		const enum signfw_status status = sfw_certificate_parse(&chain.certificates[chain.count], *der, NULL);

		if (status == SIGNFW_E_MEMORY)
			return status;
		if (status != SIGNFW_OK)
			sfw_report(findings, SFW_CERT_PARSE, at, "certificate %zu of %s can't be read", chain.count,
				   name);
		chain.count++;
	}
	chain.padding = reader.left;
	if (chain.padding.size == 0 || chain.padding.data[0] != DER_SEQUENCE || chain.count == PAS_CERTIFICATES_MAX)
		judge_padding(chain.padding, offset + reader.offset, name, findings);
	chain.root_count = count_roots(&chain);
	*out = chain;
	chain = (struct pas_chain){0};
	return SIGNFW_OK;
}

void sfw_pas_chain_cleanup(struct pas_chain *chain)
{
	for (size_t i = 0; i < chain->count; i++)
		sfw_certificate_cleanup(&chain->certificates[i]);
	*chain = (struct pas_chain){0};
}

bool sfw_pas_chain_links(const struct pas_chain *chain, size_t selected, size_t *broken)
{
	const size_t below_roots = chain->count - chain->root_count;

	for (size_t i = 0; i < below_roots; i++) {
		const size_t issuer = i + 1 < below_roots ? i + 1 : below_roots + selected;

		*broken = i;
		if (!sfw_certificate_signed_by(&chain->certificates[i], &chain->certificates[issuer]))
			return false;
	}
	*broken = 0;
	return chain->count > 0 && chain->certificates[chain->count - 1].x509 != NULL;
}

struct span sfw_pas_chain_roots(const struct pas_chain *chain)
{
	struct span roots = {0};

	if (chain->count == 0)
		return roots;
	roots.data = chain->ders[chain->count - chain->root_count].data;
	for (size_t i = chain->count - chain->root_count; i < chain->count; i++)
		roots.size += chain->ders[i].size;
	return roots;
}

/* ---- fields in the leaf's subject ------------------------------------------------ */

/* Qualcomm's names, and ours, which are those of the same fields of metadata. */
static const struct {
	const char *unit, *name;
} units[] = {
	{"SW_ID", "sw_id"},
	{"HW_ID", "hw_id"},
	{"DEBUG", "debug"},
	{"OEM_ID", "oem_id"},
	{"SW_SIZE", "sw_size"},
	{"MODEL_ID", "model_id"},
	{"SHA1", "sha1"},
	{"SHA256", "sha256"},
	{"SOC_VERS", "soc_versions"},
	{"IN_USE_SOC_HW_VERSION", "in_use_soc_hw_version"},
};

static const char *name_of_unit(const char *text)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(units[i].unit, text) == 0)
			return units[i].name;
	return NULL;
}

static unsigned digit_of(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char lower = (char)(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);

	return (unsigned)(strchr(digits, lower) - digits);
}

/* Reads "17 " into the next value; false if it isn't such a number.  @text: moves on behind it */
static bool read_value(const char **text, struct pas_field *out)
{
	const size_t digits = strspn(*text, "0123456789abcdefABCDEF");
	uint64_t value = 0;

	if (digits == 0 || digits > 16 || (*text)[digits] != ' ' || out->count == PAS_FIELD_VALUES_MAX)
		return false;
	for (size_t i = 0; i < digits; i++)
		value = value << 4 | digit_of((*text)[i]);
	out->values[out->count++] = value;
	out->width = (unsigned)(digits + 1) / 2;
	*text += digits + 1;
	return true;
}

/* Reads "01 HEX [HEX...] NAME"; false if the unit isn't such a field. */
static bool read_unit(const char *text, struct pas_field *out)
{
	const size_t number = strspn(text, "0123456789");

	*out = (struct pas_field){0};
	if (number == 0 || text[number] != ' ')
		return false;
	text += number + 1;
	while (read_value(&text, out))
		;
	out->name = name_of_unit(text);
	return out->count > 0 && out->name != NULL;
}

bool sfw_pas_chain_field(const struct pas_chain *chain, size_t index, struct pas_field *out)
{
	char text[160];
	size_t found = 0;

	if (chain->count == 0)
		return false;
	for (size_t i = 0; i < UNITS_MAX && sfw_certificate_unit(&chain->certificates[0], i, text, sizeof(text)); i++)
		if (read_unit(text, out) && found++ == index)
			return true;
	return false;
}
