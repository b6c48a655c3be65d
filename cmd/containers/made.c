/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/made.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/command.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/file.h"
#include "files/output.h"
#include "printing/report.h"
#include "signfw/container.h"

const struct option_row made_out_rows[] = {
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct made_source, out), .noun = "container",
	 .required = "no container: --out is missing", .file = FILE_WRITTEN, .help = "; '-' is standard output"},
	{0},
};

static const struct option_row force_rows[] = {
	{"force", 0, NULL, OPTION_FLAG, offsetof(struct made_source, force),
	 .help = "sign what only a device would refuse"},
	{0},
};

const struct option_group made_device_groups[] = {
	{"Device that has to accept it", target_rows, offsetof(struct made_source, target),
	 .purpose = "refuse what this device would refuse"},
	{"Device that has to accept it", force_rows, .offset = 0},
	{0},
};

bool made_begin(struct made *made, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	return call_succeeds(call, NULL, signfw_findings_new(&made->findings, &error), &error);
}

void made_describe(const struct made *made, struct signfw_sign_options *how)
{
	how->findings = made->findings;
	how->flags |= made->source->force ? SIGNFW_SIGN_FORCE : 0;
	how->flags |= target_is_set(&made->source->target) ? SIGNFW_SIGN_DEVICE_IS_ASKED : 0;
	how->flags |= made->is_unsigned ? SIGNFW_SIGN_LEAVE_UNSIGNED : 0;
}

bool made_is_forcible(const signfw_findings *findings)
{
	struct signfw_finding finding;
	bool forcible = false;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		if (finding.severity == SIGNFW_ERROR && !finding.forcible)
			return false;
		forcible = forcible || finding.severity == SIGNFW_ERROR;
	}
	return forcible;
}

bool made_judge(struct made *made, enum signfw_status status, const struct signfw_error *error, struct call *call)
{
	report_findings(made->source->out, SOURCE_IS_FILE, made->findings, call->quiet, call->verbose);
	if (signfw_findings_count(made->findings) > 0)
		made->found = made->findings;
	const bool done = call_succeeds(call, NULL, status, error);

	if (made_is_forcible(made->findings))
		message(NULL, "not signed, because a device would refuse it; --force signs it nevertheless");
	return done;
}

bool made_verify(struct made *made, const signfw_key *key, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = signfw_container_verify(made->container, key, NULL, &error);

	made->found = signfw_container_findings(made->container);
	/* what isn't an error was said of the container that it was made from */
	if (status != SIGNFW_OK)
		report_findings(made->source->out, SOURCE_IS_PART, made->found, true, false);
	return call_succeeds(call, NULL, status, &error);
}

static bool load(const struct made *made, signfw_device *device, struct signfw_answer *answer, struct call *call)
{
	const size_t count = signfw_container_chunk_count(made->container);
	struct signfw_piece *pieces = memory_or_exit(calloc(count + 1, sizeof(*pieces)));
	struct signfw_error error = SIGNFW_ERROR_INIT;

	for (size_t i = 0; i < count; i++)
		if (signfw_container_chunk(made->container, i, &pieces[i].data, &pieces[i].size) != SIGNFW_OK)
			break; /* not reached */
	const enum signfw_status status = signfw_device_load(device, pieces, count, answer, &error);

	free(pieces);
	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), made->source->out, "%s", error.message);
	report_findings(made->source->out, SOURCE_IS_PART, signfw_device_findings(device), call->quiet, call->verbose);
	return true;
}

static bool judge_answer(const struct made *made, const signfw_device *device, const struct signfw_answer *answer,
			 struct call *call)
{
	const char *name = signfw_tee_result_name(answer->result);

	if (answer->result == SIGNFW_TEE_SUCCESS)
		return true;
	if (!made->source->force || !call->quiet)
		message(made->source->out, "%s%s would answer 0x%08x %s: %s [%s]",
			made->source->force ? "warning: " : "", signfw_device_version(device), answer->result,
			name == NULL ? "" : name, answer->reason, answer->rule);
	return made->source->force ||
	       call_fails(call, EXIT_REFUSED, NULL,
			  "not signed, because the device would refuse it; --force signs it nevertheless");
}

bool made_ask_device(const struct made *made, const struct signer *signer, const struct enc_key *enc_key,
		     struct call *call)
{
	const uint8_t *decrypts_with = enc_key == NULL ? NULL : enc_key_bytes(enc_key);
	struct target target = {0};
	struct signfw_answer answer;

	if (!target_is_set(&made->source->target))
		return true;
	const bool accepted = target_open(&made->source->target, made->is_unsigned ? NULL : signer->key, decrypts_with,
					  call, &target) &&
			      (target_is_unable(&target, &answer) || load(made, target.device, &answer, call)) &&
			      judge_answer(made, target.device, &answer, call);

	target_release(&target);
	return accepted;
}

bool made_write(const struct made *made, struct call *call)
{
	return call_ends(call, write_container(made->source->out, made->container, made->beside));
}

struct node *made_report(const struct made *made, const struct signer *signer, const struct call *call)
{
	const signfw_container *container = made->container;
	struct node *report = report_new(call->command->name, made->source->out,
					 container == NULL ? NULL : signfw_container_layout(container),
					 made->found == NULL ? made->findings : made->found);

	add_size_if(report, "size", container != NULL, container == NULL ? 0 : signfw_container_size(container));
	add_bytes(report, "key_fingerprint", "sha256:", signer->fingerprint, sizeof(signer->fingerprint));
	return report;
}

/* The context of print_line(). */
struct line {
	const struct made *made;
	const struct signer *signer;
	const char *verdict;
};

static void print_line(const struct node *report, const void *context)
{
	const struct line *line = context;

	(void)report; /* has less */
	report_container(line->made->source->out, line->verdict, line->made->container, line->signer->key,
			 line->signer->fingerprint);
}

bool made_print(const struct made *made, const struct signer *signer, const char *verdict, struct call *call)
{
	const bool wants_line = call->exit_code == EXIT_DONE && call->verbose && !is_dash(made->source->out);
	const struct line line = {made, signer, verdict};

	if (!call_has_result(call))
		return false;
	return print_report(call, made_report(made, signer, call), wants_line ? print_line : NULL, &line,
			    call->exit_code);
}

void made_release(struct made *made)
{
	signfw_container_free(made->container);
	signfw_findings_free(made->findings);
}
