/* SPDX-License-Identifier: BSD-2-Clause */
/* dump: what is in a container, trusting nothing. */
#include <ctype.h>
#include <stdio.h>

#include "arguments/options.h"
#include "base/message.h"
#include "files/file.h"
#include "printing/dump.h"
#include "printing/report.h"

/* More than any name of a TLV has. */
#define NAME_SIZE 32

enum {
	OPT_IN = OPTION_FIRST,
	OPT_TLV
};

static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", false, "the container; may be given without --in; '-' is standard input"},
	{"tlv", OPT_TLV, "TYPE", false, "print only the value of this TLV, raw; TYPE is a number or a name"},
	{0},
};

struct request {
	const char *file, *tlv;
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	if (id != OPT_TLV)
		return options_take_file(call, &request->file, argument);
	request->tlv = argument;
	return EXIT_DONE;
}

/* The type of a TLV, by number or by the name that a layout has for it. */
static bool parse_tlv_type(const char *text, uint32_t *out)
{
	uint64_t number;

	if (parse_number(text, UINT32_MAX, &number)) {
		*out = (uint32_t)number;
		return true;
	}
	const char *layout;
	char name[NAME_SIZE] = "";

	for (size_t i = 0; i < NAME_SIZE - 1 && text[i] != '\0'; i++)
		name[i] = (char)toupper((unsigned char)text[i]);
	for (size_t i = 0; (layout = signfw_layout_name(i, NULL)) != NULL; i++)
		if (signfw_tlv_type(layout, name, out, NULL) == SIGNFW_OK)
			return true;
	return false;
}

static int dump_tlv(const char *file, const signfw_container *container, uint32_t type)
{
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == type) {
			fwrite(tlv.value, 1, tlv.size, stdout);
			return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
		}
	message(file, "there is no TLV 0x%x", type);
	return EXIT_REFUSED;
}

static int dump_all(const struct call *call, const char *file, const signfw_container *container)
{
	const int code = has_error(signfw_container_findings(container)) ? EXIT_REFUSED : EXIT_DONE;

	return print_report(call->json, dump_report(file, container), dump_text, code);
}

/* @tlv: print this one only; NULL: everything */
static int dump(const struct call *call, const char *path, const uint32_t *tlv)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	struct file file;
	int code;

	if (!file_read(path, call->max_size, &file))
		return EXIT_UNABLE;
	const enum signfw_status status = signfw_container_inspect(&container, file.data, file.size, &error);

	code = exit_code_of(status);
	report_error(path, status, &error);
	if (status == SIGNFW_OK)
		code = tlv != NULL ? dump_tlv(path, container, *tlv) : dump_all(call, path, container);
	signfw_container_free(container);
	file_free(&file);
	return code;
}

static int run_request(void *context, const struct call *call)
{
	const struct request *request = context;
	uint32_t type = 0;

	if (request->file == NULL)
		return usage_error(call, "no container was given");
	if (request->tlv != NULL && !parse_tlv_type(request->tlv, &type))
		return usage_error(call, "--tlv: '%s' is neither a number nor the name of a TLV", request->tlv);
	if (request->tlv != NULL && call->json)
		return usage_error(call, "--tlv and --json exclude each other");
	return dump(call, request->file, request->tlv == NULL ? NULL : &type);
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};

	return options_run(command, argc, argv, take_option, run_request, &request);
}

const struct command cmd_dump = {
	.name = "dump",
	.summary = "Show what is in a container, trusting nothing",
	.synopsis = "[OPTIONS] FILE",
	.notes = "Needs no key and verifies no signature. Exits with 1 if the container is damaged,\n"
		 "and shows as much of it as there is.",
	.options = option_table,
	.run = run,
};
