/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_dump.h"

#include <stdio.h>
#include <string.h>

#include "pas/pas_file.h"
#include "pas/pas_report.h"
#include "printing/check.h"
#include "printing/dump.h"
#include "printing/report.h"
#include "printing/text.h"

/* ---- what Qualcomm's bits of p_flags say -------------------------------------------- */

#define PAGED_BIT       20
#define ACCESS_SHIFT    21
#define KIND_SHIFT      24
#define RELOCATABLE_BIT 27

static const char *const accesses[8] = {"read-write", "read-only", "zero-initialised",  "not used", "shared",
					NULL,         NULL,        "read-write-execute"};
static const char *const kinds[8] = {"L4", "AMSS", "hash segment", "boot", "L4BSP", "swap", "swap pool", "headers"};

#define KIND_HASHES  2
#define KIND_HEADERS 7

static unsigned kind_of(uint32_t flags)
{
	return flags >> KIND_SHIFT & 7;
}

/* ---- the tree ------------------------------------------------------------------------- */

static void add_elf(struct node *report, const struct signfw_pas_header *header)
{
	struct node *elf = add_object(report, "elf");

	add_size(elf, "class", header->is_64 ? 64 : 32);
	add_size(elf, "machine", header->machine);
	add_code(elf, "entry", header->entry);
	add_boolean(elf, "split", header->is_split);
}

static void add_hash_segment(struct node *report, const struct signfw_pas_header *header)
{
	if (header->layout == NULL) {
		add_null(report, "hash_segment");
		return;
	}
	struct node *hashes = add_object(report, "hash_segment");

	add_size(hashes, "segment", header->hash_segment);
	add_size(hashes, "offset", header->hash_segment_offset);
	add_size(hashes, "size", header->hash_segment_size);
	add_text(hashes, "description", header->description);
	add_boolean(hashes, "inferred", header->is_inferred);
	add_boolean(hashes, "encrypted", header->is_encrypted);
	add_size_if(hashes, "digest_size", header->digest_size > 0, header->digest_size);
	add_size_if(hashes, "image_size", header->image_size > 0, header->image_size);
}

/* Names the bytes that its digest covers. */
static const char *covered_by(size_t index, const struct signfw_pas_header *header,
			      const struct signfw_pas_segment *segment)
{
	if (index == 0)
		return "ELF header and program headers";
	if (index == header->hash_segment)
		return "nothing: the hash segment's own place";
	return segment->file_size == 0 ? "nothing: the segment has no bytes" : "the bytes of the segment";
}

static void add_segment(struct node *list, size_t index, const struct signfw_pas_segment *segment,
			const struct signfw_pas_header *header)
{
	struct node *entry = add_object(list, NULL);
	const unsigned access = segment->flags >> ACCESS_SHIFT & 7;

	add_named(entry, "type", segment->type, signfw_segment_type_name(segment->type));
	add_size(entry, "offset", segment->offset);
	add_code(entry, "virtual_address", segment->virtual_address);
	add_code(entry, "address", segment->address);
	add_size(entry, "file_size", segment->file_size);
	add_size(entry, "memory_size", segment->memory_size);
	add_permissions(entry, segment->flags);
	add_size(entry, "align", segment->align);
	add_code(entry, "p_flags", segment->flags);
	add_text(entry, "kind", kinds[kind_of(segment->flags)]);
	add_named(entry, "access", access, accesses[access]);
	add_boolean(entry, "paged", (segment->flags >> PAGED_BIT & 1) != 0);
	add_boolean(entry, "relocatable", segment->is_relocatable);
	add_boolean(entry, "loaded", segment->is_loaded);
	add_boolean(entry, "hashed_by_optee", segment->is_hashed_by_optee);
	add_boolean(entry, "present", segment->data != NULL);
	add_bytes(entry, "digest", "", segment->digest, segment->digest == NULL ? 0 : header->digest_size);
	add_text(entry, "covers", segment->digest == NULL ? NULL : covered_by(index, header, segment));
}

static void add_segments(struct node *report, const signfw_pas *pas)
{
	struct node *list = add_list(report, "segments");
	struct signfw_pas_segment segment;

	for (size_t i = 0; signfw_pas_segment(pas, i, &segment) == SIGNFW_OK; i++)
		add_segment(list, i, &segment, signfw_pas_get_header(pas));
}

static void add_regions(struct node *report, const signfw_pas *pas)
{
	struct node *list = add_list(report, "regions");
	struct signfw_pas_region region;

	for (size_t i = 0; signfw_pas_region(pas, i, &region) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "name", region.name);
		add_size(entry, "offset", region.offset);
		add_size(entry, "size", region.size);
	}
}

/* The fields of metadata and certificates, one by one, with what they mean. */
static void add_fields(struct node *report, const signfw_pas *pas)
{
	struct node *list = add_list(report, "fields");
	struct signfw_pas_field field;

	for (size_t i = 0; signfw_pas_field(pas, i, &field) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "group", field.group);
		add_text(entry, "name", field.name);
		struct node *values = add_list(entry, "values");

		for (size_t j = 0; j < field.count; j++)
			add_code(values, NULL, field.values[j]);
		add_text(entry, "words", field.words[0] == '\0' ? NULL : field.words);
	}
}

static void add_unprotected(struct node *report, const signfw_pas *pas)
{
	struct node *list = add_list(report, "unprotected");
	struct signfw_unprotected range;

	for (size_t i = 0; signfw_pas_unprotected(pas, i, &range) == SIGNFW_OK; i++)
		add_unprotected_range(list, &range);
}

static struct node *make_report(const struct pas_file *in)
{
	const struct signfw_pas_header *header = signfw_pas_get_header(in->pas);
	struct node *report = pas_report("dump", in);

	add_size(report, "size", in->file->size);
	add_elf(report, header);
	add_hash_segment(report, header);
	add_segments(report, in->pas);
	add_regions(report, in->pas);
	add_pas_peripheral(report, in->pas);
	add_pas_metadata(report, in->pas);
	add_fields(report, in->pas);
	add_pas_certificates(report, in->pas);
	add_unprotected(report, in->pas);
	return report;
}

/* ---- as text ---------------------------------------------------------------------------- */

/* Prints a word, behind others after a comma. */
static void print_word(const char *word, bool *is_first)
{
	printf("%s%s", *is_first ? "" : ", ", word);
	*is_first = false;
}

/* Prints what is special about a segment; kind and access are, unless they are 0. */
static void print_words(const struct node *segment)
{
	const uint32_t flags = (uint32_t)node_number(segment, "p_flags");
	const unsigned kind = kind_of(flags);
	bool is_first = true;

	if (kind != 0)
		print_word(kinds[kind], &is_first);
	if (node_number(segment, "access") != 0 && kind != KIND_HASHES && kind != KIND_HEADERS)
		print_word(node_child(segment, "access")->data, &is_first);
	if (node_number(segment, "paged") != 0)
		print_word("paged", &is_first);
	if (node_number(segment, "relocatable") != 0)
		print_word("relocatable", &is_first);
	if (node_number(segment, "loaded") != 0 && node_number(segment, "hashed_by_optee") == 0)
		print_word("loaded, but not hashed by OP-TEE", &is_first);
	if (node_number(segment, "present") == 0)
		print_word("bytes not there", &is_first);
	putchar('\n');
}

static void print_segments(const struct node *segments)
{
	static const struct column columns[] = {{"#", NULL, 3, print_value},
						{"type", "type", -10, print_value},
						{"offset", "offset", -10, print_hex8},
						{"virtual", "virtual_address", -10, print_value},
						{"address", "address", -10, print_value},
						{"file size", "file_size", -10, print_hex8},
						{"memory", "memory_size", -10, print_hex8},
						{"flg", "flags", -3, print_value},
						{"p_flags", "p_flags", 0, print_value},
						{0}};
	size_t index = 0;

	if (segments->first_child == NULL)
		return;
	puts("\nSegments");
	print_titles(columns);
	for (const struct node *segment = segments->first_child; segment != NULL; segment = segment->next) {
		print_row(columns, segment, index++);
		fputs("       is     ", stdout);
		print_words(segment);
		if (node_child(segment, "digest")->kind == NODE_NULL)
			continue;
		fputs("       digest ", stdout);
		print_value(node_child(segment, "digest"));
		printf("\n       of     %s\n", node_child(segment, "covers")->data);
	}
}

/* Without the zeros at the end, which stand for what isn't there. */
static void print_values(const struct node *values)
{
	size_t index = 0, count = 1;

	for (const struct node *value = values->first_child; value != NULL; value = value->next, index++)
		if (value->number != 0)
			count = index + 1;
	for (const struct node *value = values->first_child; value != NULL && count > 0; value = value->next, count--) {
		putchar(' ');
		print_value(value);
	}
}

static void print_fields(const struct node *fields)
{
	const char *group = "";

	for (const struct node *field = fields->first_child; field != NULL; field = field->next) {
		if (strcmp(group, node_child(field, "group")->data) != 0)
			printf("\nFields of %s\n", node_child(field, "group")->data);
		group = node_child(field, "group")->data;
		printf("  %-20s", node_child(field, "name")->data);
		print_values(node_child(field, "values"));
		if (node_child(field, "words")->kind != NODE_NULL)
			printf("  %s", node_child(field, "words")->data);
		putchar('\n');
	}
}

static void print_line(const struct node *object, const char *label, const char *name)
{
	const struct node *value = node_child(object, name);

	if (value->kind == NODE_NULL)
		return;
	printf("       %-8s ", label);
	print_value(value);
	putchar('\n');
}

static void print_certificates(const struct node *certificates)
{
	if (certificates->first_child != NULL)
		puts("\nCertificates (not verified)");
	for (const struct node *one = certificates->first_child; one != NULL; one = one->next) {
		printf("  %s %llu, %llu bytes at 0x%llx", node_child(one, "signer")->data, node_number(one, "depth"),
		       node_number(one, "size"), node_number(one, "offset"));
		puts(node_child(one, "subject")->kind == NODE_NULL ? ": can't be read" : "");
		print_line(one, "subject", "subject");
		print_line(one, "issuer", "issuer");
		print_line(one, "from", "not_before");
		print_line(one, "to", "not_after");
		print_line(one, "key", "key");
		print_line(one, "signed", "algorithm");
		print_line(one, "known", "known");
		print_line(one, "sha256", "sha256");
		print_line(one, "sha384", "sha384");
	}
}

static void print_ranges(const char *title, const struct node *list, const char *name)
{
	const struct column columns[] = {{"offset", "offset", -10, print_hex8},
					 {"size", "size", -10, print_hex8},
					 {name, name, 0, print_value},
					 {0}};

	if (list->first_child == NULL)
		return;
	printf("\n%s\n", title);
	print_table(columns, list);
}

static void print_peripheral(const struct node *peripheral)
{
	if (peripheral->kind == NODE_NULL) {
		puts("  for           software that isn't known");
		return;
	}
	printf("  for           %s", node_child(peripheral, "name")->data);
	if (node_child(peripheral, "pas_id")->kind != NODE_NULL)
		printf(", which Linux starts as PAS id %llu", node_number(peripheral, "pas_id"));
	putchar('\n');
}

static void print_hash_segment(const struct node *hashes)
{
	if (hashes->kind == NODE_NULL)
		return;
	printf("  hash segment  %s\n", node_child(hashes, "description")->data);
	printf("                program header %llu, %llu bytes at 0x%llx", node_number(hashes, "segment"),
	       node_number(hashes, "size"), node_number(hashes, "offset"));
	if (node_child(hashes, "digest_size")->kind != NODE_NULL)
		printf(", digests are SHA-%llu", 8 * node_number(hashes, "digest_size"));
	puts(node_number(hashes, "encrypted") != 0 ? ", segments are encrypted (UIE)" : "");
	if (node_number(hashes, "inferred") != 0)
		puts("                nobody has published this layout: what is shown is inferred from files");
}

static void print_elf(const struct node *elf)
{
	printf("  ELF           %llu bits, machine %llu, entry ", node_number(elf, "class"),
	       node_number(elf, "machine"));
	print_value(node_child(elf, "entry"));
	puts(node_number(elf, "split") != 0 ? ", segments in files of their own" : "");
}

static void print_text(const struct node *report, const void *context)
{
	const struct node *layout = node_child(report, "layout");

	(void)context;
	print_value(node_child(report, "file"));
	if (layout->kind == NODE_NULL)
		printf(": container of Qualcomm's PAS whose hash segment can't be read, %llu bytes\n",
		       node_number(report, "size"));
	else
		printf(": container of Qualcomm's PAS, layout %s, %llu bytes\n", layout->data,
		       node_number(report, "size"));
	print_peripheral(node_child(report, "peripheral"));
	print_elf(node_child(report, "elf"));
	print_hash_segment(node_child(report, "hash_segment"));
	print_segments(node_child(report, "segments"));
	print_ranges("Regions of the hash segment", node_child(report, "regions"), "name");
	print_fields(node_child(report, "fields"));
	print_certificates(node_child(report, "certificates"));
	print_ranges("Covered neither by a digest nor by a signature", node_child(report, "unprotected"), "what");
	print_findings(node_child(report, "findings"));
}

static bool print_all(const struct pas_file *in, const struct report_form *form, struct call *call)
{
	const int code = has_error(signfw_pas_findings(in->pas)) ? EXIT_REFUSED : EXIT_DONE;

	begin_reports(call);
	const bool good = print_report(call, make_report(in), print_text, NULL, code);

	end_reports(call, &(struct totals){.good = good, .refused = !good});
	return report_form_write(form, call) && good;
}

bool pas_dump(const char *path, const struct file *file, const struct report_form *form, struct call *call)
{
	struct pas_file in = {0};
	const bool done = pas_file_open(&in, path, file, call) && print_all(&in, form, call);

	pas_file_release(&in);
	return done;
}
