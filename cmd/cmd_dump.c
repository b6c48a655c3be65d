/* SPDX-License-Identifier: BSD-2-Clause */
/* dump: what is in a container, trusting nothing. */
#include <ctype.h>
#include <stdio.h>

#include "arguments/number.h"
#include "commands.h"
#include "containers/container_file.h"
#include "printing/dump.h"
#include "printing/report.h"
#include "signfw/container.h"

/* More than any name of a TLV has. */
#define NAME_SIZE 32

struct request {
	char *file, *tlv;
};

static const struct option_row options[] = {
	{"tlv", 0, "TYPE", OPTION_TEXT, offsetof(struct request, tlv),
	 .help = "print only the value of this TLV, raw; TYPE is a number or a name"},
	{0},
};

static const struct option_group groups[] = {
	{"Container", container_in_rows, offsetof(struct request, file), "the container"},
	{"Container", options, 0, NULL},
	{0},
};

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

static bool find_type(const struct request *request, uint32_t *type, struct call *call)
{
	if (request->tlv == NULL)
		return true;
	if (!parse_tlv_type(request->tlv, type))
		return call_misused(call, "--tlv: '%s' is neither a number nor the name of a TLV", request->tlv);
	if (call->json)
		return call_misused(call, "--tlv and --json exclude each other");
	return true;
}

static bool print_tlv(const struct container_file *in, uint32_t type, struct call *call)
{
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(in->container, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == type) {
			fwrite(tlv.value, 1, tlv.size, stdout);
			return true;
		}
	return call_fails(call, EXIT_REFUSED, in->path, "there is no TLV 0x%x", type);
}

static bool print_all(const struct container_file *in, struct call *call)
{
	const int code = has_error(signfw_container_findings(in->container)) ? EXIT_REFUSED : EXIT_DONE;

	return print_report(call, dump_report(in->path, in->container), dump_text, NULL, code);
}

static bool dump(void *context, struct call *call)
{
	const struct request *request = context;
	struct container_file in = {0};
	uint32_t type = 0;
	const bool done = find_type(request, &type, call) && container_read(&in, request->file, call) &&
			  (request->tlv == NULL ? print_all(&in, call) : print_tlv(&in, type, call));

	container_release(&in);
	return done;
}

const struct command cmd_dump = {
	.name = "dump",
	.summary = "Show what is in a container, trusting nothing",
	.synopsis = "[OPTIONS] FILE",
	.notes = "Needs no key and verifies no signature. Exits with 1 if the container is damaged, "
		 "and shows as much of it as there is.",
	.examples = {"dump a.sign", "dump --tlv HASHTABLE a.sign >table.bin"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = dump,
};
