/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_verdict.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "pas/pas_report.h"
#include "printing/report.h"
#include "printing/text.h"

/* A certificate, with whatever else is in its file. */
#define ROOT_MAX_SIZE 65536

/* ---- what is trusted ------------------------------------------------------------------ */

static unsigned digit_of(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

size_t pas_parse_hash(const char *text, uint8_t out[SIGNFW_SHA384_SIZE])
{
	const size_t prefix = strncmp(text, "0x", 2) == 0 ? 2 : 0;
	const char *digits = text + prefix;
	const size_t count = strspn(digits, "0123456789abcdefABCDEF"), size = count / 2;

	if (digits[count] != '\0' || count % 2 != 0 || (size != SIGNFW_SHA384_SIZE && size != SIGNFW_SHA256_SIZE))
		return 0;
	for (size_t i = 0; i < size; i++)
		out[i] = (uint8_t)(digit_of(digits[2 * i]) << 4 | digit_of(digits[2 * i + 1]));
	return size;
}

static bool check_hash(struct call *call, const struct option_row *row, char *argument, void *field)
{
	uint8_t hash[SIGNFW_SHA384_SIZE];

	*(char **)field = argument;
	return pas_parse_hash(argument, hash) > 0 ||
	       call_misused(call, "--%s: '%s' isn't a SHA-384 or SHA-256 of 96 or 64 hexadecimal digits", row->name,
			    argument);
}

const struct option_row pas_anchor_rows[] = {
	{"root", 0, "FILE", OPTION_TEXT, offsetof(struct pas_anchor_source, root), .file = FILE_READ,
	 .help = "the root certificate that is trusted, DER or PEM"},
	{"pk-hash", 0, "HEX", OPTION_OTHER, offsetof(struct pas_anchor_source, root_hash), .parse = check_hash,
	 .help = "its SHA-384, or SHA-256, as fuses have it: of several roots, of all of them"},
	{"any-root", 0, NULL, OPTION_FLAG, offsetof(struct pas_anchor_source, any_root),
	 .help = "trust whatever root is in the container: only that it is consistent is verified"},
	{"digests-only", 0, NULL, OPTION_FLAG, offsetof(struct pas_anchor_source, digests_only),
	 .help = "don't look at signatures and certificates"},
	{0},
};

bool pas_anchor_open(const struct pas_anchor_source *source, struct call *call, struct pas_anchor *out)
{
	const bool has_root = source->root != NULL || source->root_hash != NULL;

	if (has_root + source->any_root + source->digests_only > 1)
		return call_misused(call, "--any-root and --digests-only exclude each other, and --root and --pk-hash");
	out->is_set = has_root || source->any_root || source->digests_only;
	out->root_path = source->root;
	out->any_root = source->any_root;
	out->digests_only = source->digests_only;
	if (source->root_hash != NULL)
		out->root_hash_size = pas_parse_hash(source->root_hash, out->root_hash);
	return source->root == NULL || file_read_raw(source->root, ROOT_MAX_SIZE, &out->root) ||
	       call_ends(call, EXIT_UNABLE);
}

bool pas_anchor_is_missing(const char *path, struct call *call)
{
	return call_fails(
		call, EXIT_USAGE, path,
		"a container of Qualcomm's PAS: --root or --pk-hash says which root is trusted; --any-root or "
		"--digests-only do without; see '%s help qcom'",
		PROGRAM);
}

void pas_anchor_release(struct pas_anchor *anchor)
{
	file_free(&anchor->root);
}

/* ---- the tree -------------------------------------------------------------------------- */

static const char *const states[] = {
	[SIGNFW_PAS_UNCHECKED] = "unchecked",   [SIGNFW_PAS_OK] = "ok",     [SIGNFW_PAS_BAD] = "bad",
	[SIGNFW_PAS_INCOMPLETE] = "incomplete", [SIGNFW_PAS_STUB] = "stub", [SIGNFW_PAS_ABSENT] = "absent"};

static const char *digests_word(enum signfw_pas_state state)
{
	if (state == SIGNFW_PAS_OK)
		return "ok";
	return state == SIGNFW_PAS_BAD ? "mismatch" : "incomplete";
}

static void add_signatures(struct node *report, const struct signfw_pas_result *result)
{
	struct node *list = add_list(report, "signatures");

	for (size_t i = 0; i < 2; i++) {
		const struct signfw_pas_signature *signature = &result->signatures[i];

		if (signature->signer == NULL)
			continue;
		struct node *entry = add_object(list, NULL);

		add_text(entry, "signer", signature->signer);
		add_named(entry, "state", signature->state, states[signature->state]);
		add_text(entry, "scheme", signature->scheme);
	}
}

static void add_root(struct node *report, const struct signfw_pas_result *result)
{
	if (!result->has_root) {
		add_null(report, "root");
		return;
	}
	struct node *root = add_object(report, "root");

	add_bytes(root, "sha384", "", result->root_sha384, sizeof(result->root_sha384));
	add_bytes(root, "sha256", "", result->root_sha256, sizeof(result->root_sha256));
	add_text(root, "known", result->root_known);
	if (result->root_trusted == SIGNFW_UNCHECKED)
		add_null(root, "trusted");
	else
		add_boolean(root, "trusted", result->root_trusted == SIGNFW_GOOD);
}

static void add_segments(struct node *report, const signfw_pas *pas)
{
	struct node *list = add_list(report, "segments");
	struct signfw_pas_segment segment;

	for (size_t i = 0; signfw_pas_segment(pas, i, &segment) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_size(entry, "segment", i);
		add_named(entry, "type", segment.type, signfw_segment_type_name(segment.type));
		add_code(entry, "address", segment.address);
		add_size(entry, "file_size", segment.file_size);
		add_size(entry, "memory_size", segment.memory_size);
		add_named(entry, "hash", segment.check, check_word(segment.check));
	}
}

static struct node *make_report(const struct pas_file *in, bool is_valid)
{
	const struct signfw_pas_result *result = signfw_pas_get_result(in->pas);
	struct node *report = pas_report("verify", in);

	add_text(report, "verdict", is_valid ? "valid" : "invalid");
	add_text(report, "digests", digests_word(result->digests));
	add_signatures(report, result);
	add_named(report, "chain", result->chain, states[result->chain]);
	add_root(report, result);
	add_pas_peripheral(report, in->pas);
	add_pas_metadata(report, in->pas);
	add_pas_certificates(report, in->pas);
	add_segments(report, in->pas);
	return report;
}

/* ---- as text ------------------------------------------------------------------------------ */

static void print_signatures(const struct node *signatures)
{
	for (const struct node *one = signatures->first_child; one != NULL; one = one->next) {
		if (node_number(one, "state") == SIGNFW_PAS_ABSENT)
			continue;
		printf(", %s signature %s", node_child(one, "signer")->data, node_child(one, "state")->data);
		if (node_child(one, "scheme")->kind != NODE_NULL)
			printf(" (%s)", node_child(one, "scheme")->data);
	}
}

static void print_root(const struct node *root)
{
	if (root->kind == NODE_NULL)
		return;
	const struct node *trusted = node_child(root, "trusted");

	printf(", root sha384:");
	print_value(node_child(root, "sha384"));
	printf("%s", trusted->kind == NODE_NULL ? ", trust unknown" : ", trusted");
	if (node_child(root, "known")->kind != NODE_NULL)
		printf(" (%s)", node_child(root, "known")->data);
}

/* One line: what was verified, by whom it is signed, and for what. */
static void print_text(const struct node *report, const void *context)
{
	const struct node *peripheral = node_child(report, "peripheral");

	(void)context;
	print_value(node_child(report, "file"));
	printf(": valid, layout %s", node_child(report, "layout")->data);
	if (peripheral->kind != NODE_NULL)
		printf(", %s", node_child(peripheral, "name")->data);
	print_signatures(node_child(report, "signatures"));
	print_root(node_child(report, "root"));
	putchar('\n');
}

/* ---- one file -------------------------------------------------------------------------------- */

bool pas_verify_by(struct pas_file *in, const struct pas_anchor *anchor, bool strict, struct call *call)
{
	struct signfw_pas_verify_options how = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.flags = (anchor->any_root ? SIGNFW_PAS_VERIFY_ANY_ROOT : 0) |
		    (anchor->digests_only ? SIGNFW_PAS_VERIFY_DIGESTS_ONLY : 0) |
		    (strict ? SIGNFW_PAS_VERIFY_STRICT : 0);
	how.root = anchor->root.data;
	how.root_size = anchor->root.size;
	how.root_hash = anchor->root_hash_size == 0 ? NULL : anchor->root_hash;
	how.root_hash_size = anchor->root_hash_size;
	const enum signfw_status status = signfw_pas_verify(in->pas, &how, &error);

	report_findings(in->path, SOURCE_IS_PART, signfw_pas_findings(in->pas), call->quiet, call->verbose);
	return call_succeeds(call, status == SIGNFW_E_KEY ? anchor->root_path : in->path, status, &error);
}

void pas_verify_file(const char *path, const struct file *file, const signfw_digests *digests,
		     const struct pas_anchor *anchor, bool strict, struct call *call)
{
	struct pas_file in = {0};

	if (!anchor->is_set) {
		pas_anchor_is_missing(path, call);
		return;
	}
	bool is_valid = pas_file_open(&in, path, file, call);

	if (is_valid) {
		signfw_pas_set_digests(in.pas, digests);
		is_valid = pas_verify_by(&in, anchor, strict, call);
	}

	if (call_has_result(call) && in.pas != NULL)
		print_report(call, make_report(&in, is_valid), is_valid && call->verbose ? print_text : NULL, NULL,
			     call->exit_code);
	pas_file_release(&in);
}
