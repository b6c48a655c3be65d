/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_report.h"

#include <stdio.h>

#include "arguments/command.h"
#include "base/message.h"
#include "printing/report.h"
#include "printing/text.h"

struct node *pas_report(const char *command, const struct pas_file *in)
{
	const char *layout = signfw_pas_get_header(in->pas)->layout;

	return report_new(command, in->path, layout, signfw_pas_findings(in->pas));
}

static void add_field(struct node *object, const struct signfw_pas_field *field)
{
	if (field->count == 1) {
		add_code(object, field->name, field->values[0]);
		return;
	}
	struct node *list = add_list(object, field->name);

	for (size_t i = 0; i < field->count; i++)
		add_code(list, NULL, field->values[i]);
}

void add_pas_metadata(struct node *report, const signfw_pas *pas)
{
	struct node *object = add_object(report, "metadata");
	struct signfw_pas_field field;

	for (size_t i = 0; signfw_pas_field(pas, i, &field) == SIGNFW_OK; i++)
		if (node_child(object, field.name) == NULL)
			add_field(object, &field);
}

void add_pas_peripheral(struct node *report, const signfw_pas *pas)
{
	struct signfw_pas_field field;
	uint32_t pas_id = 0;

	if (!signfw_pas_find_field(pas, "sw_id", &field) || field.words[0] == '\0') {
		add_null(report, "peripheral");
		return;
	}
	const bool is_started = signfw_pas_peripheral(pas, &pas_id) != NULL;
	struct node *object = add_object(report, "peripheral");

	add_text(object, "name", field.words);
	add_size_if(object, "pas_id", is_started, pas_id);
}

void add_pas_certificates(struct node *report, const signfw_pas *pas)
{
	struct node *list = add_list(report, "certificates");
	struct signfw_pas_certificate certificate;

	for (size_t i = 0; signfw_pas_certificate(pas, i, &certificate) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "signer", certificate.signer);
		add_size(entry, "depth", certificate.depth);
		add_size(entry, "offset", certificate.offset);
		add_size(entry, "size", certificate.size);
		add_text(entry, "subject", certificate.subject);
		add_text(entry, "issuer", certificate.issuer);
		add_text(entry, "not_before", certificate.not_before);
		add_text(entry, "not_after", certificate.not_after);
		add_text(entry, "key", certificate.key);
		add_text(entry, "algorithm", certificate.algorithm);
		add_text(entry, "known", certificate.known);
		add_bytes(entry, "sha256", "", certificate.sha256, sizeof(certificate.sha256));
		add_bytes(entry, "sha384", "", certificate.sha384, sizeof(certificate.sha384));
	}
}

/* ---- of commands that write --------------------------------------------------------- */

bool pas_judge(const struct pas_file *in, enum signfw_status status, const struct signfw_error *error,
	       struct call *call)
{
	const signfw_findings *findings = signfw_pas_findings(in->pas);

	report_findings(in->path, SOURCE_IS_PART, findings, call->quiet, call->verbose);
	if (exit_code_of(status) == EXIT_REFUSED && !has_error(findings))
		message(in->path, "%s", error->message);
	return call_succeeds(call, in->path, status, error);
}

static void print_written(const struct node *report, const void *context)
{
	(void)context;
	for (const struct node *one = node_child(report, "written")->first_child; one != NULL; one = one->next) {
		print_value(node_child(one, "file"));
		printf(": %llu bytes\n", node_number(one, "size"));
	}
}

void print_pas_written(struct call *call, const struct pas_file *in, const struct output *outputs, size_t count)
{
	struct node *report = pas_report(call->command->name, in);
	struct node *list = add_list(report, "written");
	const bool to_stdout = count > 0 && is_dash(outputs[0].path);

	for (size_t i = 0; i < count; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "file", outputs[i].path);
		add_size(entry, "size", outputs[i].pieces->size);
	}
	print_report(call, report, call->verbose && !to_stdout ? print_written : NULL, NULL, call->exit_code);
}
