/* SPDX-License-Identifier: BSD-2-Clause */
/* dump: what is in a container, trusting nothing. */
#include <stdio.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "commands.h"
#include "containers/container_file.h"
#include "containers/platform_tlvs.h"
#include "containers/report_form.h"
#include "pas/pas_dump.h"
#include "pas/pas_file.h"
#include "printing/dump.h"
#include "printing/report.h"
#include "signfw/container.h"

struct request {
	char *file;
	const char *tlv;
	struct report_form form;
};

static const struct option_row options[] = {
	{"tlv", 0, "TYPE", OPTION_NAME, offsetof(struct request, tlv), .names = tlv_names,
	 .help = "print only the value of this TLV, raw; TYPE is a number or a name"},
	{0},
};

static const struct option_group groups[] = {
	{"Container", container_in_rows, offsetof(struct request, file), .purpose = "the container"},
	{"Container", options, .offset = 0},
	{"Report", report_form_rows, .offset = offsetof(struct request, form)},
	{0},
};

static bool parse_tlv_type(const char *text, uint32_t *out)
{
	const char *layout;
	uint64_t number;

	if (parse_number(text, UINT32_MAX, &number)) {
		*out = (uint32_t)number;
		return true;
	}
	for (size_t i = 0; (layout = signfw_layout_name(i, NULL)) != NULL; i++)
		if (signfw_tlv_type(layout, text, out, NULL) == SIGNFW_OK)
			return true;
	return false;
}

static bool find_type(const struct request *request, uint32_t *type, struct call *call)
{
	if (request->tlv == NULL)
		return true;
	if (!parse_tlv_type(request->tlv, type))
		return call_misused(call, "--tlv: '%s' is neither a number nor the name of a TLV%s", request->tlv,
				    nearest_of_names(request->tlv, tlv_names, NULL).text);
	if (call->json || call->format != 0)
		return call_misused(call, "--tlv and %s exclude each other", call->format == 0 ? "--json" : "--format");
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

static bool print_all(const struct container_file *in, const struct report_form *form, struct call *call)
{
	const int code = has_error(signfw_container_findings(in->container)) ? EXIT_REFUSED : EXIT_DONE;

	begin_reports(call);
	const bool good = print_report(call, dump_report(in->path, in->container), dump_text, NULL, code);

	end_reports(call, &(struct totals){.good = good, .refused = !good});
	return report_form_write(form, call) && good;
}

static bool dump_container(const struct request *request, struct container_file *in, uint32_t type, struct call *call)
{
	return container_inspect(in, call) &&
	       (request->tlv == NULL ? print_all(in, &request->form, call) : print_tlv(in, type, call));
}

static bool dump(void *context, struct call *call)
{
	const struct request *request = context;
	struct container_file in = {0};
	uint32_t type = 0;
	bool done = report_form_check(&request->form, call) && find_type(request, &type, call) &&
		    container_read_file(&in, request->file, call);

	if (done && request->tlv == NULL && pas_recognise(&in.file))
		done = pas_dump(in.path, &in.file, &request->form, call);
	else if (done)
		done = dump_container(request, &in, type, call);
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
