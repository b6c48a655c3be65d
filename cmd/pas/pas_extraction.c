/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_extraction.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/base64.h"
#include "files/output.h"
#include "pas/pas_file.h"
#include "pas/pas_report.h"
#include "printing/report.h"
#include "printing/text.h"

/* Columns of PEM. */
#define PEM_WIDTH 64

/* At most as long are ECDSA's slots, which have padding; RSA's are longer, and full. */
#define ECDSA_SLOT_MAX 128

/* Parts that aren't a region: the bytes that a signature covers. */
static const char *const signed_parts[][2] = {{"oem-signed", "oem"}, {"qti-signed", "qti"}};

const struct option_row pas_extract_rows[] = {
	{"part", 0, "NAME", OPTION_TEXT, offsetof(struct pas_extract_source, part),
	 .help = "write this region to --out instead of the ELF file: a name that dump prints (oem-metadata, hashes, "
		 "oem-signature, oem-certificates, ...), or oem-signed, qti-signed: what they have signed"},
	{"certificates", 0, "FILE", OPTION_TEXT, offsetof(struct pas_extract_source, certificates),
	 .file = FILE_WRITTEN, .help = "write the certificates as PEM, the signer's first"},
	{0},
};

/* ---- what is written ----------------------------------------------------------------------- */

/* A file to write. */
struct extract {
	const char *kind, *path;
	const void *data;
	size_t size;
	void *own;  /* its bytes if they were made here, for signfw_free() */
	char *text; /* or here, for free() */
};

struct pas_extracts {
	struct extract list[2];
	size_t count;
	bool is_verified;
};

static bool find_region(const signfw_pas *pas, const char *name, struct signfw_pas_region *out)
{
	for (size_t i = 0; signfw_pas_region(pas, i, out) == SIGNFW_OK; i++)
		if (strcmp(out->name, name) == 0)
			return true;
	return false;
}

/* Adds the bytes that a signer's signature covers; false, and nothing was done, if `name` isn't theirs. */
static bool add_signed_bytes(struct pas_extracts *extracts, const struct pas_file *in, const char *name,
			     const char *path, struct call *call, bool *done)
{
	struct extract *extract = &extracts->list[extracts->count];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *data = NULL;

	for (size_t i = 0; i < 2; i++) {
		if (strcmp(name, signed_parts[i][0]) != 0)
			continue;
		const enum signfw_status status =
			signfw_pas_signed_bytes(&data, &extract->size, in->pas, signed_parts[i][1], &error);

		*done = status == SIGNFW_OK || call_fails(call, exit_code_of(status), in->path, "%s", error.message);
		extract->kind = "part";
		extract->path = path;
		extract->data = extract->own = data;
		extracts->count += *done;
		return true;
	}
	return false;
}

/* A signature by ECDSA without the zeros behind it. */
static size_t signature_size(const struct signfw_pas_region *region)
{
	const uint8_t *bytes = region->data;
	const bool is_der = region->size >= 2 && region->size <= ECDSA_SLOT_MAX && bytes[0] == 0x30 &&
			    (size_t)bytes[1] + 2 <= region->size;

	return is_der ? (size_t)bytes[1] + 2 : region->size;
}

static bool fail_unknown_part(const struct pas_file *in, const char *name, struct call *call)
{
	char names[512] = "oem-signed, qti-signed";
	struct signfw_pas_region region;

	for (size_t i = 0; signfw_pas_region(in->pas, i, &region) == SIGNFW_OK; i++)
		snprintf(names + strlen(names), sizeof(names) - strlen(names), ", %s", region.name);
	return call_fails(call, EXIT_REFUSED, in->path, "there is no part '%s'; there are %s", name, names);
}

static bool add_part(struct pas_extracts *extracts, const struct pas_file *in, const char *name, const char *path,
		     struct call *call)
{
	struct signfw_pas_region region;
	bool done = false;

	if (add_signed_bytes(extracts, in, name, path, call, &done))
		return done;
	if (!find_region(in->pas, name, &region))
		return fail_unknown_part(in, name, call);
	if (strstr(name, "-signature") != NULL)
		region.size = signature_size(&region);
	extracts->list[extracts->count++] =
		(struct extract){.kind = "part", .path = path, .data = region.data, .size = region.size};
	return true;
}

static bool add_elf(struct pas_extracts *extracts, const struct pas_file *in, const char *path, struct call *call)
{
	struct extract *extract = &extracts->list[extracts->count];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *data = NULL;
	const enum signfw_status status = signfw_pas_plain_elf(&data, &extract->size, in->pas, &error);

	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), in->path, "%s", error.message);
	extract->kind = "elf";
	extract->path = path;
	extract->data = extract->own = data;
	extracts->count++;
	return true;
}

static void print_pem(FILE *stream, const struct signfw_pas_certificate *certificate)
{
	char *base64 = base64_encode(certificate->data, certificate->size);

	fputs("-----BEGIN CERTIFICATE-----\n", stream);
	for (const char *at = base64; *at != '\0'; at += strnlen(at, PEM_WIDTH))
		fprintf(stream, "%.*s\n", PEM_WIDTH, at);
	fputs("-----END CERTIFICATE-----\n", stream);
	free(base64);
}

static bool add_certificates(struct pas_extracts *extracts, const struct pas_file *in, const char *path,
			     struct call *call)
{
	struct extract *extract = &extracts->list[extracts->count];
	struct signfw_pas_certificate certificate;
	FILE *stream = memory_or_exit(open_memstream(&extract->text, &extract->size));

	for (size_t i = 0; signfw_pas_certificate(in->pas, i, &certificate) == SIGNFW_OK; i++)
		print_pem(stream, &certificate);
	if (fclose(stream) != 0)
		out_of_memory();
	extract->kind = "certificates";
	extract->path = path;
	extract->data = extract->text;
	extracts->count++;
	return extract->size > 0 || call_fails(call, EXIT_REFUSED, in->path, "there are no certificates");
}

static bool write_extracts(const struct pas_extracts *extracts, struct call *call)
{
	struct output_piece pieces[2];
	struct output outputs[2];

	for (size_t i = 0; i < extracts->count; i++) {
		pieces[i] = (struct output_piece){extracts->list[i].data, extracts->list[i].size};
		outputs[i] = (struct output){extracts->list[i].path, &pieces[i], 1, false, false};
	}
	return call_ends(call, write_files(outputs, extracts->count));
}

/* ---- the report ------------------------------------------------------------------------------- */

static struct node *make_report(const struct pas_file *in, const struct pas_extracts *extracts, bool is_written)
{
	struct node *report = pas_report("extract", in);

	add_boolean(report, "verified", extracts->is_verified);
	struct node *list = add_list(report, "written");

	for (size_t i = 0; i < extracts->count && is_written; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "file", extracts->list[i].path);
		add_text(entry, "kind", extracts->list[i].kind);
		add_null(entry, "image");
		add_null(entry, "segment");
		add_null(entry, "address");
		add_size(entry, "size", extracts->list[i].size);
	}
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	(void)context;
	for (const struct node *one = node_child(report, "written")->first_child; one != NULL; one = one->next) {
		if (is_dash(node_child(one, "file")->data))
			continue;
		print_value(node_child(one, "file"));
		printf(": %llu bytes, %s\n", node_number(one, "size"), node_child(one, "kind")->data);
	}
}

/* ---- one container ------------------------------------------------------------------------------ */

/* With an anchor it must be valid; without one, undamaged. */
static bool judge(struct pas_file *in, const struct pas_anchor *anchor, struct pas_extracts *extracts,
		  struct call *call)
{
	if (anchor->is_set) {
		extracts->is_verified = pas_verify_by(in, anchor, false, call);
		return extracts->is_verified;
	}
	report_findings(in->path, SOURCE_IS_PART, signfw_pas_findings(in->pas), call->quiet, call->verbose);
	if (call->verbose && !call->quiet)
		message(in->path, "info: not verified: there is no --root, --pk-hash, --any-root or --digests-only");
	return !has_error(signfw_pas_findings(in->pas)) || call_ends(call, EXIT_REFUSED);
}

static bool make_all(struct pas_extracts *extracts, const struct pas_file *in, const struct pas_extract_source *source,
		     const char *out, struct call *call)
{
	if (source->part != NULL && out == NULL)
		return call_misused(call, "--part goes with --out");
	if (source->part != NULL && !add_part(extracts, in, source->part, out, call))
		return false;
	if (source->part == NULL && out != NULL && !add_elf(extracts, in, out, call))
		return false;
	return source->certificates == NULL || add_certificates(extracts, in, source->certificates, call);
}

bool pas_extract(const char *path, const struct file *file, const struct pas_extract_source *source, const char *out,
		 struct call *call)
{
	struct pas_anchor anchor = {0};
	struct pas_extracts extracts = {0};
	struct pas_file in = {0};
	const bool done = pas_anchor_open(&source->anchor, call, &anchor) && pas_file_open(&in, path, file, call) &&
			  judge(&in, &anchor, &extracts, call) && make_all(&extracts, &in, source, out, call) &&
			  write_extracts(&extracts, call);

	if (call_has_result(call) && in.pas != NULL)
		print_report(call, make_report(&in, &extracts, done), call->verbose ? print_text : NULL, NULL,
			     call->exit_code);
	for (size_t i = 0; i < 2; i++) {
		signfw_free(extracts.list[i].own);
		free(extracts.list[i].text);
	}
	pas_file_release(&in);
	pas_anchor_release(&anchor);
	return done;
}
