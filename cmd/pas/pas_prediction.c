/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_prediction.h"

#include <stdio.h>
#include <string.h>

#include "arguments/number.h"
#include "base/message.h"
#include "pas/pas_file.h"
#include "pas/pas_report.h"
#include "pas/pas_verdict.h"
#include "printing/report.h"
#include "printing/text.h"
#include "signfw/pas_device.h"

/* ---- the device --------------------------------------------------------------------------- */

bool pas_number_parse(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct pas_number *number = field;

	number->is_given = true;
	return parse_number(argument, UINT32_MAX, &number->value) ||
	       call_misused(call, "--%s: '%s' isn't a number of 32 bits", row->name, argument);
}

static bool parse_hash(struct call *call, const struct option_row *row, char *argument, void *field)
{
	uint8_t hash[SIGNFW_SHA384_SIZE];

	*(char **)field = argument;
	return pas_parse_hash(argument, hash) == sizeof(hash) ||
	       call_misused(call, "--%s: '%s' isn't a SHA-384 of 96 hexadecimal digits", row->name, argument);
}

static bool parse_carveout(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct pas_device_source *source = field;
	const char *colon = strchr(argument, ':');
	char address[32] = "";

	if (colon != NULL && (size_t)(colon - argument) < sizeof(address))
		memcpy(address, argument, (size_t)(colon - argument));
	return (colon != NULL && parse_number(address, UINT64_MAX, &source->carveout.address) &&
		parse_size(colon + 1, UINT64_MAX - source->carveout.address, &source->carveout.size) &&
		source->carveout.size > 0) ||
	       call_misused(call, "--%s: '%s' isn't ADDR:SIZE, e.g. 0x86700000:8M", row->name, argument);
}

const struct option_row pas_device_rows[] = {
	{"pk-hash", 0, "HEX", OPTION_OTHER, offsetof(struct pas_device_source, root_hash), .parse = parse_hash,
	 .help = "SHA-384 of the root, in fuses; if not given, that of the container's root"},
	{"pas-id", 0, "N", OPTION_OTHER, offsetof(struct pas_device_source, pas_id), .parse = pas_number_parse,
	 .help = "the processor, as Linux names it to OP-TEE (adsp 1, cdsp 18); if not given, that which the software "
		 "is for"},
	{"oem-id", 0, "N", OPTION_OTHER, offsetof(struct pas_device_source, oem_id), .parse = pas_number_parse,
	 .help = "in fuses; if not given, as the container wants it, and so with the next ones"},
	{"model-id", 0, "N", OPTION_OTHER, offsetof(struct pas_device_source, model_id), .parse = pas_number_parse,
	 .help = "in fuses"},
	{"jtag-id", 0, "N", OPTION_OTHER, offsetof(struct pas_device_source, jtag_id), .parse = pas_number_parse,
	 .help = "of the SoC"},
	{"serial", 0, "N", OPTION_OTHER, offsetof(struct pas_device_source, serial), .parse = pas_number_parse,
	 .help = "of the SoC"},
	{"soc-version", 0, "N", OPTION_OTHER, offsetof(struct pas_device_source, soc_version),
	 .parse = pas_number_parse, .help = "of the SoC"},
	{"enforce-eku", 0, NULL, OPTION_FLAG, offsetof(struct pas_device_source, enforce_eku),
	 .help = "a fuse wants the signer's certificate to be for code signing"},
	{"carveout", 0, "ADDR:SIZE", OPTION_OTHER, 0, .parse = parse_carveout,
	 .help = "memory that Linux has for the processor; if not given, enough of it, where the firmware is linked"},
	{0},
};

bool pas_device_is(const char *name)
{
	const char *known;

	for (size_t i = 0; name != NULL && (known = signfw_pas_device_name(i, NULL)) != NULL; i++)
		if (strcmp(known, name) == 0)
			return true;
	return false;
}

/* ---- asking it ------------------------------------------------------------------------------ */

/* A device, and where its PAS id is from. */
struct prediction {
	struct pas_file in;
	struct signfw_pas_device_options how;
	uint8_t root_hash[SIGNFW_SHA384_SIZE];
	bool is_id_derived;
	signfw_pas_boot *boot;
};

static void tell(struct prediction *prediction, uint64_t flag, uint64_t *id, const struct pas_number *number)
{
	prediction->how.flags |= number->is_given ? flag : 0;
	*id = number->value;
}

/* The processor that runs this software, if it isn't named. */
static void derive_id(struct prediction *prediction)
{
	uint32_t pas_id = 0;

	prediction->is_id_derived = (prediction->how.flags & SIGNFW_PAS_DEVICE_PAS_ID) == 0 &&
				    signfw_pas_peripheral(prediction->in.pas, &pas_id) != NULL;
	if (!prediction->is_id_derived)
		return;
	prediction->how.flags |= SIGNFW_PAS_DEVICE_PAS_ID;
	prediction->how.pas_id = pas_id;
}

static void describe_device(struct prediction *prediction, const struct pas_device_source *source, const char *device)
{
	struct signfw_pas_device_options *how = &prediction->how;

	*how = (struct signfw_pas_device_options)SIGNFW_PAS_DEVICE_OPTIONS_INIT;
	how->device = device;
	tell(prediction, SIGNFW_PAS_DEVICE_PAS_ID, &how->pas_id, &source->pas_id);
	tell(prediction, SIGNFW_PAS_DEVICE_OEM_ID, &how->oem_id, &source->oem_id);
	tell(prediction, SIGNFW_PAS_DEVICE_MODEL_ID, &how->model_id, &source->model_id);
	tell(prediction, SIGNFW_PAS_DEVICE_JTAG_ID, &how->jtag_id, &source->jtag_id);
	tell(prediction, SIGNFW_PAS_DEVICE_SERIAL, &how->serial, &source->serial);
	tell(prediction, SIGNFW_PAS_DEVICE_SOC_VERSION, &how->soc_version, &source->soc_version);
	how->flags |= source->enforce_eku ? SIGNFW_PAS_DEVICE_ENFORCE_EKU : 0;
	how->carveout_address = source->carveout.address;
	how->carveout_size = source->carveout.size;
	if (source->root_hash != NULL && pas_parse_hash(source->root_hash, prediction->root_hash) > 0)
		how->root_hash = prediction->root_hash;
	derive_id(prediction);
}

static bool ask(struct prediction *prediction, struct call *call)
{
	const struct pas_file *in = &prediction->in;
	const struct signfw_input input = {in->file->data, in->file->size, in->path};
	struct signfw_error error = SIGNFW_ERROR_INIT;

	return call_succeeds(
		call, in->path,
		signfw_pas_boot_try(&prediction->boot, &input, in->parts, in->part_count, &prediction->how, &error),
		&error);
}

/* ---- the tree --------------------------------------------------------------------------------- */

static void add_log(struct node *object, const char *name, const signfw_pas_boot *boot,
		    const char *(*line_of)(const signfw_pas_boot *boot, size_t index))
{
	struct node *list = add_list(object, name);
	const char *line;

	for (size_t i = 0; (line = line_of(boot, i)) != NULL; i++)
		add_text(list, NULL, line);
}

static void add_linux(struct node *report, const struct signfw_pas_outcome *outcome, const signfw_pas_boot *boot)
{
	struct node *object = add_object(report, "linux");

	if (outcome->crashed)
		add_null(object, "errno");
	else
		add_errno(object, "errno", outcome->linux_errno);
	add_boolean(object, "crashed", outcome->crashed);
	add_log(object, "log", boot, signfw_pas_boot_linux_log);
}

static void add_calls(struct node *report, const struct signfw_pas_outcome *outcome)
{
	struct node *object = add_object(report, "pas");

	add_code_if(object, "init", outcome->init.made, outcome->init.code);
	add_code_if(object, "mem_setup", outcome->mem_setup.made, outcome->mem_setup.code);
	add_code_if(object, "auth", outcome->auth.made, outcome->auth.code);
}

/* The first answer of OP-TEE that isn't success; null if Linux didn't get that far. */
static void add_load(struct node *report, const struct signfw_pas_outcome *outcome)
{
	const struct signfw_pas_call *const calls[] = {&outcome->init, &outcome->mem_setup, &outcome->auth};
	const struct signfw_pas_call *refused = NULL;
	struct node *load = add_object(report, "load");

	for (size_t i = 0; i < 3 && refused == NULL; i++)
		if (calls[i]->made && calls[i]->code != SIGNFW_TEE_SUCCESS)
			refused = calls[i];
	const uint32_t code = refused == NULL ? SIGNFW_TEE_SUCCESS : refused->code;
	const bool has_code = refused != NULL || outcome->accepted;

	add_code_if(load, "code", has_code, code);
	add_text(load, "name", has_code ? signfw_tee_result_name(code) : NULL);
	add_text(load, "rule", outcome->rule);
	add_null(load, "offset");
	add_text(load, "reason", outcome->reason);
}

/* The root that the container has, or the last one of several. */
static void add_root(struct node *report, const signfw_pas *pas)
{
	struct signfw_pas_certificate certificate, root = {0};

	for (size_t i = 0; signfw_pas_certificate(pas, i, &certificate) == SIGNFW_OK; i++)
		if (i == 0 || strcmp(certificate.signer, root.signer) == 0)
			root = certificate;
	add_bytes(report, "root", "", root.data == NULL ? NULL : root.sha384, sizeof(root.sha384));
}

static struct node *make_report(const struct prediction *prediction)
{
	const struct signfw_pas_outcome *outcome = signfw_pas_boot_outcome(prediction->boot);
	struct node *report = pas_report("check", &prediction->in);

	report_add_findings(report, signfw_pas_boot_findings(prediction->boot));
	add_text(report, "device", outcome->device);
	add_size(report, "pas_id", outcome->pas_id);
	add_text(report, "pas_id_from",
		 outcome->pas_id_assumed     ? "assumed"
		 : prediction->is_id_derived ? "sw_id"
					     : "given");
	add_boolean(report, "root_assumed", outcome->root_assumed);
	add_load(report, outcome);
	add_linux(report, outcome, prediction->boot);
	add_calls(report, outcome);
	add_log(report, "tee_log", prediction->boot, signfw_pas_boot_tee_log);
	add_pas_peripheral(report, prediction->in.pas);
	add_pas_metadata(report, prediction->in.pas);
	add_root(report, prediction->in.pas);
	return report;
}

/* ---- as text ------------------------------------------------------------------------------------ */

static void print_log(const char *label, const struct node *log)
{
	for (const struct node *line = log->first_child; line != NULL; line = line->next) {
		printf("  %-7s ", label);
		print_value(line);
		putchar('\n');
	}
}

/* The command that OP-TEE refused; there is one. */
static void print_refusal(const struct node *report)
{
	static const char *const commands[][2] = {
		{"init", "INIT_IMAGE"}, {"mem_setup", "MEM_SETUP"}, {"auth", "AUTH_AND_RESET"}};
	const struct node *load = node_child(report, "load"), *calls = node_child(report, "pas");
	size_t i = 0;

	while (i < 2 && node_number(calls, commands[i][0]) == SIGNFW_TEE_SUCCESS)
		i++;
	printf("refuses it: OP-TEE answers %s with ", commands[i][1]);
	print_value(node_child(load, "code"));
	printf(" %s\n", node_child(load, "name")->kind == NODE_NULL ? "" : node_child(load, "name")->data);
}

/* How it ended, and why. */
static void print_outcome(const struct node *report)
{
	const struct node *load = node_child(report, "load"), *linux_node = node_child(report, "linux");

	print_value(node_child(report, "file"));
	printf(": %s ", node_child(report, "device")->data);
	if (node_number(linux_node, "crashed") != 0) {
		puts("isn't known to survive it: Linux reads out of bounds");
	} else if (node_child(load, "code")->kind == NODE_NULL) {
		fputs("doesn't start it: Linux fails with ", stdout);
		print_value(node_child(linux_node, "errno"));
		putchar('\n');
	} else if (node_number(load, "code") == SIGNFW_TEE_SUCCESS) {
		puts("starts it");
	} else {
		print_refusal(report);
	}
	fputs("  why     ", stdout);
	print_value(node_child(load, "reason"));
	printf(" [%s]\n", node_child(load, "rule")->data);
}

static void print_notes(const struct node *report)
{
	const char *from = node_child(report, "pas_id_from")->data;

	if (strcmp(from, "sw_id") == 0)
		printf("  note    PAS id %llu, by the software; --pas-id says another one\n",
		       node_number(report, "pas_id"));
	else if (strcmp(from, "assumed") == 0)
		printf("  note    PAS id %llu was assumed: the software isn't known; say which with --pas-id\n",
		       node_number(report, "pas_id"));
	if (node_number(report, "root_assumed") != 0)
		puts("  note    the fuses were taken to hold the hash of the container's root; give theirs with "
		     "--pk-hash");
	if (strcmp(node_child(report, "device")->data, "qcom-pas") == 0)
		puts("  note    this OP-TEE looks at no signature; qcom-pas-signed is the one that does");
}

/* Lists what could matter to code that nobody knows. */
static void print_trustzone(const struct node *report)
{
	const struct node *metadata = node_child(report, "metadata");
	static const char *const names[] = {"sw_id",  "hw_id",    "jtag_id",   "soc_versions",
					    "oem_id", "model_id", "product_id"};

	fputs("  note    what Qualcomm's own TrustZone checks isn't known publicly; what could matter:", stdout);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct node *field = node_child(metadata, names[i]);
		const struct node *value = field != NULL && field->kind == NODE_LIST ? field->first_child : field;

		if (value == NULL || (value->number == 0 && i > 0))
			continue;
		printf(" %s ", names[i]);
		print_value(value);
	}
	fputs(" root ", stdout);
	print_value(node_child(report, "root"));
	putchar('\n');
}

static void print_text(const struct node *report, const void *context)
{
	const struct call *call = context;

	print_outcome(report);
	print_log("Linux", node_child(node_child(report, "linux"), "log"));
	print_log("OP-TEE", node_child(report, "tee_log"));
	print_notes(report);
	print_trustzone(report);
	if (call->several)
		putchar('\n');
}

/* ---- one file ------------------------------------------------------------------------------------- */

void pas_check_file(const char *path, const struct file *file, const struct pas_device_source *source,
		    const char *device, struct call *call)
{
	struct prediction prediction = {0};

	if (pas_file_open(&prediction.in, path, file, call)) {
		describe_device(&prediction, source, device);
		if (ask(&prediction, call)) {
			const bool accepted = signfw_pas_boot_outcome(prediction.boot)->accepted;

			report_findings(path, SOURCE_IS_PART, signfw_pas_findings(prediction.in.pas), call->quiet,
					call->verbose);
			report_findings(path, SOURCE_IS_PART, signfw_pas_boot_findings(prediction.boot), call->quiet,
					call->verbose);
			print_report(call, make_report(&prediction), call->quiet ? NULL : print_text, call,
				     accepted ? EXIT_DONE : EXIT_REFUSED);
		}
	}
	signfw_pas_boot_free(prediction.boot);
	pas_file_release(&prediction.in);
}
