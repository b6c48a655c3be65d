/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments/command.h"
#include "arguments/number.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "containers/inputs.h"
#include "files/output.h"
#include "keys/key_report.h"
#include "pas/pas_file.h"
#include "printing/report.h"

/* A chain of a few certificates, with whatever else is in its file. */
#define CHAIN_MAX_SIZE 65536

#define LAYOUT_PREFIX "qcom-"
#define ALGORITHM     "ecdsa-p384-sha384"

/* ---- options ------------------------------------------------------------------------------ */

static bool check_number(struct call *call, const struct option_row *row, char *argument, void *field)
{
	uint64_t value;

	(void)field;
	return parse_number(argument, UINT32_MAX, &value) ||
	       call_misused(call, "--%s: '%s' isn't a number of 32 bits", row->name, argument);
}

static const char *layout_name(size_t index, const char **description)
{
	static const char *const names[] = {"qcom-v6", "qcom-v7"};

	if (description != NULL)
		*description = NULL;
	return index < 2 ? names[index] : NULL;
}

const struct option_row pas_signing_rows[] = {
	/* the command has an option of this name, which takes its argument */
	{"layout", 0, NULL, OPTION_NAME, 0, .names = layout_name,
	 .help = "hash segment of version 6, which OP-TEE's PAS takes, or of version 7, of which no open verifier is "
		 "known"},
	{"cert-chain", 0, "FILE", OPTION_TEXT, offsetof(struct pas_signing_source, chain), .file = FILE_READ,
	 .help = "certificates of the key, of its CA, and of the root, in this order: PEM or DER"},
	{"sw-id", 0, "N", OPTION_OTHER, offsetof(struct pas_signing_source, sw_id), .parse = pas_number_parse,
	 .help = "which software it is: 0x17 is cdsp"},
	{"pas-id", 0, "N", OPTION_OTHER, offsetof(struct pas_signing_source, pas_id), .parse = pas_number_parse,
	 .help = "instead of --sw-id: which processor runs it, as Linux names it to OP-TEE: 18 is cdsp"},
	{"oem-id", 0, "N", OPTION_OTHER, offsetof(struct pas_signing_source, oem_id), .parse = pas_number_parse,
	 .help = "for devices of this OEM only"},
	{"model-id", 0, "N", OPTION_OTHER, offsetof(struct pas_signing_source, model_id), .parse = pas_number_parse,
	 .help = "for devices of this model only"},
	{"jtag-id", 0, "N", OPTION_OTHER, offsetof(struct pas_signing_source, jtag_id), .parse = pas_number_parse,
	 .help = "for SoCs with this JTAG id only"},
	{"soc-version", 0, "N", OPTION_LIST, offsetof(struct pas_signing_source, soc_versions), .most = 12,
	 .parse = check_number, .help = "for SoCs of this version only, or of these"},
	{"serial", 0, "N", OPTION_LIST, offsetof(struct pas_signing_source, serials), .most = 8, .parse = check_number,
	 .help = "for the SoC with this serial number only, or for these"},
	{"anti-rollback", 0, "N", OPTION_OTHER, offsetof(struct pas_signing_source, anti_rollback),
	 .parse = pas_number_parse, .help = "version that may not go back; 0 if not given"},
	{"relocatable", 0, NULL, OPTION_FLAG, offsetof(struct pas_signing_source, relocatable),
	 .help = "mark all PT_LOAD segments as relocatable, as OP-TEE's PAS wants at least one to be"},
	{0},
};

bool pas_layout_is(const char *layout)
{
	return layout != NULL && strncmp(layout, LAYOUT_PREFIX, strlen(LAYOUT_PREFIX)) == 0;
}

bool pas_signing_is_unused(const struct pas_signing_source *source, struct call *call)
{
	const bool is_used = source->chain != NULL || source->sw_id.is_given || source->pas_id.is_given ||
			     source->oem_id.is_given || source->model_id.is_given || source->jtag_id.is_given ||
			     source->anti_rollback.is_given || source->soc_versions.count > 0 ||
			     source->serials.count > 0 || source->relocatable;

	return !is_used || call_misused(call, "--cert-chain, --sw-id and their likes go with --layout qcom-v6 or "
					      "qcom-v7");
}

/* Refuses options that only containers of the other family have. */
static bool check_others(const struct pas_signing *what, struct call *call)
{
	const struct images_source *images = what->images;

	if (images->enc_key.path != NULL)
		return call_misused(call, "--enc-key: how Qualcomm encrypts (UIE) isn't published, so nothing but "
					  "their tools can; leave it out");
	if (images->tlv_order != NULL || images->strip || images->pad_segments || images->table != 0 ||
	    images->platform.count > 0 || what->signer->key_info != NULL || target_is_set(&what->made->target))
		return call_misused(call,
				    "--layout %s has no TLVs: --plat-tlv, --bootaddr, --tlv-order, --table, "
				    "--strip, --pad-segments, --key-info and --device don't go with it",
				    images->layout);
	return images->in.count == 1 ||
	       call_misused(call, "--layout %s takes one image, but there are %zu", images->layout, images->in.count);
}

static bool check_source(const struct pas_signing_source *source, struct call *call)
{
	if (source->chain == NULL)
		return call_misused(call, "no certificates: --cert-chain is missing");
	if (source->sw_id.is_given == source->pas_id.is_given)
		return call_misused(call, "which software is it? one of --sw-id and --pas-id has to say");
	return !source->pas_id.is_given || signfw_pas_software((uint32_t)source->pas_id.value, NULL) != NULL ||
	       call_misused(call, "--pas-id: OP-TEE's PAS starts no processor %llu; --sw-id takes any software",
			    (unsigned long long)source->pas_id.value);
}

/* ---- making it -------------------------------------------------------------------------------- */

struct making {
	const struct pas_signing *what;
	struct inputs inputs;
	struct file chain;
	struct signer signer;
	signfw_findings *findings;
	uint32_t *soc_versions, *serials;
	uint8_t *data;
	size_t size;
};

static uint32_t *numbers_of(const struct arguments *given)
{
	uint32_t *numbers = memory_or_exit(calloc(given->count + 1, sizeof(*numbers)));
	uint64_t value = 0;

	for (size_t i = 0; i < given->count; i++)
		if (parse_number(given->list[i].first, UINT32_MAX, &value))
			numbers[i] = (uint32_t)value;
	return numbers;
}

static void describe(struct making *making, struct signfw_pas_sign_options *how)
{
	const struct pas_signing *what = making->what;
	const struct pas_signing_source *source = what->source;
	uint32_t sw_id = (uint32_t)source->sw_id.value;

	if (source->pas_id.is_given)
		signfw_pas_software((uint32_t)source->pas_id.value, &sw_id);
	how->layout = what->images->layout;
	how->certificates = making->chain.data;
	how->certificates_size = making->chain.size;
	how->soc_versions = making->soc_versions;
	how->soc_version_count = source->soc_versions.count;
	how->serials = making->serials;
	how->serial_count = source->serials.count;
	how->findings = making->findings;
	how->sw_id = sw_id;
	how->oem_id = source->oem_id.value;
	how->model_id = source->model_id.value;
	how->jtag_id = source->jtag_id.value;
	how->anti_rollback = source->anti_rollback.value;
	how->flags |= source->oem_id.is_given ? SIGNFW_PAS_SIGN_OEM_ID : 0;
	how->flags |= source->model_id.is_given ? SIGNFW_PAS_SIGN_MODEL_ID : 0;
	how->flags |= source->jtag_id.is_given ? SIGNFW_PAS_SIGN_JTAG_ID : 0;
	how->flags |= source->relocatable ? SIGNFW_PAS_SIGN_RELOCATABLE : 0;
	how->flags |= what->signer->deterministic ? SIGNFW_PAS_SIGN_DETERMINISTIC : 0;
	how->flags |= what->made->force ? SIGNFW_PAS_SIGN_FORCE : 0;
}

static bool has_finding(const signfw_findings *findings, const char *id)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity == SIGNFW_ERROR && strcmp(finding.id, id) == 0)
			return true;
	return false;
}

/* Says what can be done about a refusal. */
static void advise(const struct making *making)
{
	if (has_finding(making->findings, "not-relocatable"))
		message(NULL, "not signed: --relocatable marks all segments, if the firmware runs at any address");
	else if (made_is_forcible(making->findings))
		message(NULL, "not signed, because a device would refuse it; --force signs it nevertheless");
}

/* Says what was found. */
static bool judge(const struct making *making, enum signfw_status status, const struct signfw_error *error,
		  struct call *call)
{
	const struct arguments *in = &making->what->images->in;
	const char *path = in->count > 0 ? in->list[0].first : making->what->made->out;

	report_findings(path, SOURCE_IS_FILE, making->findings, call->quiet, call->verbose);
	if (call_succeeds(call, NULL, status, error))
		return true;
	if (call->exit_code == EXIT_REFUSED && !has_error(making->findings))
		message(NULL, "%s", error->message);
	advise(making);
	return false;
}

/* Nobody can be asked about other layouts than this one. */
static void warn_of_layout(const struct making *making, const struct call *call)
{
	const char *layout = making->what->images->layout;

	if (!call->quiet && strcmp(layout, "qcom-v6") != 0)
		message(making->what->made->out,
			"warning: no open verifier is known for layout %s: no device was asked", layout);
}

static bool make(struct making *making, uint64_t flags, struct call *call)
{
	struct signfw_pas_sign_options how = SIGNFW_PAS_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	making->soc_versions = numbers_of(&making->what->source->soc_versions);
	making->serials = numbers_of(&making->what->source->serials);
	describe(making, &how);
	how.flags |= flags;
	return judge(
		making,
		signfw_pas_sign(&making->data, &making->size, making->inputs.list, making->signer.key, &how, &error),
		&error, call);
}

static bool check_key(const struct making *making, struct call *call)
{
	const char *published = signfw_key_published(making->signer.key);

	return published == NULL || !signer_refuses_known(making->what->signer) ||
	       call_fails(call, EXIT_UNABLE, making->what->signer->key.path,
			  "the key is %s, a published key: what it signs isn't protected", published);
}

static bool begin(struct making *making, bool is_unsigned, struct call *call)
{
	const struct pas_signing *what = making->what;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	what->signer->takes_any_container = true;
	return check_others(what, call) && check_source(what->source, call) && signer_check(what->signer, call) &&
	       call_succeeds(call, NULL, signfw_findings_new(&making->findings, &error), &error) &&
	       signer_open(what->signer, is_unsigned, call, &making->signer) && check_key(making, call) &&
	       inputs_read(&what->images->in, call, &making->inputs) &&
	       (file_read_raw(what->source->chain, CHAIN_MAX_SIZE, &making->chain) || call_ends(call, EXIT_UNABLE));
}

static struct node *make_report(const struct making *making, bool is_made, struct call *call)
{
	struct node *report = report_new(call->command->name, making->what->made->out,
					 is_made ? making->what->images->layout : NULL, making->findings);

	add_size_if(report, "size", is_made, making->size);
	add_bytes(report, "key_fingerprint", "sha256:", making->signer.fingerprint, sizeof(making->signer.fingerprint));
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	(void)context;
	print_escaped(stdout, node_child(report, "file")->data, node_child(report, "file")->size);
	printf(": %s, layout %s, %llu bytes, P-384 key sha256:",
	       strcmp(node_child(report, "schema")->data, "signfw.stitch/1") == 0 ? "stitched" : "signed",
	       node_child(report, "layout")->data, node_number(report, "size"));
	print_hex(stdout, node_child(report, "key_fingerprint")->data, node_child(report, "key_fingerprint")->size);
	putchar('\n');
}

static void release(struct making *making)
{
	free(making->soc_versions);
	free(making->serials);
	signfw_free(making->data);
	signfw_findings_free(making->findings);
	signer_release(&making->signer);
	inputs_release(&making->inputs);
	file_free(&making->chain);
}

static bool write_out(const struct making *making, struct call *call)
{
	return call_ends(call, write_bytes(making->what->made->out, making->data, making->size));
}

bool pas_sign(const struct pas_signing *what, struct call *call)
{
	struct making making = {.what = what};
	bool done = begin(&making, false, call) && make(&making, 0, call) && write_out(&making, call);

	if (done)
		warn_of_layout(&making, call);
	const bool wants_line = done && call->verbose && !is_dash(what->made->out);

	if (call_has_result(call))
		done = print_report(call, make_report(&making, done, call), wants_line ? print_text : NULL, NULL,
				    call->exit_code);
	release(&making);
	return done;
}

/* ---- in two steps -------------------------------------------------------------------------------- */

/* Computes the digest to sign. */
static bool digest_of(const struct making *making, uint8_t out[SIGNFW_SHA384_SIZE], struct call *call)
{
	const struct signfw_input input = {making->data, making->size, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_pas *pas = NULL;
	enum signfw_status status = signfw_pas_inspect(&pas, &input, NULL, 0, &error);

	if (status == SIGNFW_OK)
		status = signfw_pas_digest(pas, out, &error);
	signfw_pas_free(pas);
	return call_succeeds(call, NULL, status, &error);
}

bool pas_leave_unsigned(const struct pas_signing *what, struct call *call,
			bool (*print)(void *context, struct node *report, const uint8_t *digest, size_t size,
				      const char *algorithm, struct call *call),
			void *context)
{
	struct making making = {.what = what};
	uint8_t digest[SIGNFW_SHA384_SIZE];
	bool done = begin(&making, true, call) && make(&making, SIGNFW_PAS_SIGN_LEAVE_UNSIGNED, call) &&
		    digest_of(&making, digest, call) && write_out(&making, call);

	if (call_has_result(call))
		done = print(context, make_report(&making, done, call), done ? digest : NULL, sizeof(digest), ALGORITHM,
			     call);
	release(&making);
	return done;
}

static bool stitch(struct making *making, const struct pas_file *in, const struct file *signature, struct call *call)
{
	const bool force = making->what->made->force;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status =
		signfw_pas_stitch(&making->data, &making->size, in->pas, making->signer.key, signature->data,
				  signature->size, force ? SIGNFW_PAS_SIGN_FORCE : 0, making->findings, &error);

	return judge(making, status, &error, call) && write_out(making, call);
}

bool pas_stitch(const char *path, const struct file *file, const struct file *signature,
		struct signer_source *signer_source, const struct made_source *made, struct call *call)
{
	struct images_source images = {0};
	const struct pas_signing what = {.images = &images, .signer = signer_source, .made = made};
	struct making making = {.what = &what};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct pas_file in = {0};
	bool done = call_succeeds(call, NULL, signfw_findings_new(&making.findings, &error), &error) &&
		    pas_file_open(&in, path, file, call);

	if (done)
		images.layout = signfw_pas_get_header(in.pas)->layout;
	done = done &&
	       (images.layout != NULL || call_fails(call, EXIT_REFUSED, path, "its hash segment can't be read")) &&
	       signer_open(signer_source, true, call, &making.signer) && stitch(&making, &in, signature, call);
	if (done)
		warn_of_layout(&making, call);
	if (call_has_result(call))
		done = print_report(call, make_report(&making, done, call),
				    done && call->verbose && !is_dash(made->out) ? print_text : NULL, NULL,
				    call->exit_code);
	pas_file_release(&in);
	release(&making);
	return done;
}
