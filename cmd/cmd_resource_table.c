/* SPDX-License-Identifier: BSD-2-Clause */
/* resource-table: what firmware asks Linux for, and what Linux makes of that. */
#include <stdio.h>

#include "arguments/call.h"
#include "arguments/number.h"
#include "commands.h"
#include "files/file.h"
#include "printing/report.h"
#include "printing/resource_table_report.h"
#include "printing/text.h"
#include "signfw/container.h"
#include "signfw/elf.h"

struct request {
	char *file, *linux_dtb, *version;
	uint64_t address;
	bool raw, elf_loader;
	bool has_address;
};

static bool parse_address(struct call *call, const struct option_row *row, char *argument, void *field);

static const struct option_row input_rows[] = {
	{"in", 0, "FILE", OPTION_TEXT, offsetof(struct request, file),
	 .help = "container or ELF file; may be given without --in; '-' is standard input", .noun = "file",
	 .is_operand = true, .required = "no file was given", .file = FILE_READ},
	{"raw", 0, NULL, OPTION_FLAG, offsetof(struct request, raw), .help = "the file is the table itself"},
	{"address", 0, "PA", OPTION_OTHER, 0, .help = "physical address of the table, as OP-TEE reports it",
	 .parse = parse_address},
	{0},
};

static const struct option_row linux_rows[] = {
	{"linux", 0, "VERSION", OPTION_NAME, offsetof(struct request, version),
	 .help = "7.2 or 5.x; the newest if not given", .noun = "kernel", .names = signfw_linux_name},
	{"linux-dtb", 0, "FILE", OPTION_TEXT, offsetof(struct request, linux_dtb),
	 .help = "Linux's compiled device tree: which memory it has for the processor", .file = FILE_READ},
	{"elf-loader", 0, NULL, OPTION_FLAG, offsetof(struct request, elf_loader),
	 .help = "Linux loads the ELF file by itself, without OP-TEE"},
	{0},
};

static const struct option_group groups[] = {
	{"Input", input_rows, .offset = 0}, {"Linux", linux_rows, .offset = 0}, {0}};

static bool parse_address(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct request *request = field;

	(void)row;
	if (!parse_number(argument, UINT64_MAX / 2, &request->address))
		return call_misused(call, "--address: '%s' isn't an address, expected e.g. 0x10048000", argument);
	request->has_address = true;
	return true;
}

/* What is judged. */
struct judged {
	const char *path;
	struct file file, tree;
	signfw_container *container; /* NULL: there is none */
	signfw_linux *kernel;
	signfw_findings *findings;
	const void *table; /* in the file; NULL: there is none */
	size_t size;
	uint64_t base;    /* of the table in the file */
	uint64_t address; /* physical, or SIGNFW_NO_OFFSET */
};

static void release(struct judged *judged)
{
	signfw_findings_free(judged->findings);
	signfw_linux_free(judged->kernel);
	signfw_container_free(judged->container);
	file_free(&judged->tree);
	file_free(&judged->file);
}

static bool make_kernel(struct judged *judged, const struct request *request, struct call *call)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (request->linux_dtb != NULL && !file_read(request->linux_dtb, call->max_size, &judged->tree))
		return call_ends(call, EXIT_UNABLE);
	options.version = request->version;
	options.devicetree = judged->tree.data;
	options.devicetree_size = judged->tree.size;
	return call_succeeds(call, request->linux_dtb, signfw_linux_new(&judged->kernel, &options, &error), &error) &&
	       call_succeeds(call, NULL, signfw_findings_new(&judged->findings, &error), &error);
}

/* ---- where the table is ---- */

/* The table of an image that begins at `base`. */
static bool take_table(struct judged *judged, const struct signfw_resource_table *table, uint64_t base,
		       struct call *call)
{
	uint64_t address;

	if (table->size == 0)
		return true;
	if (table->data == NULL)
		return call_fails(call, EXIT_REFUSED, judged->path, "the resource table leaves the image");
	judged->base = base + table->offset;
	judged->table = table->data;
	judged->size = table->size;
	if (judged->address == SIGNFW_NO_OFFSET &&
	    signfw_linux_translate(judged->kernel, table->address, &address) == SIGNFW_OK)
		judged->address = address;
	return true;
}

static bool find_in_container(struct judged *judged, struct call *call)
{
	struct signfw_resource_table table;
	struct signfw_image image;

	for (size_t i = 0; signfw_container_image(judged->container, i, &image) == SIGNFW_OK; i++) {
		if (signfw_container_resource_table(judged->container, i, &table) != SIGNFW_OK)
			continue;
		if (image.type == SIGNFW_IMGTYPE_ENCRYPTED)
			return call_fails(call, EXIT_UNABLE, judged->path,
					  "the resource table is encrypted; 'extract' decrypts the image");

		return take_table(judged, &table, image.offset, call);
	}
	return true;
}

static bool find_in_elf(struct judged *judged, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_resource_table table;
	const enum signfw_status status =
		signfw_elf_resource_table(&table, judged->file.data, judged->file.size, judged->findings, &error);

	if (status != SIGNFW_OK)
		report_findings(judged->path, SOURCE_IS_PART, judged->findings, call->quiet, call->verbose);
	return call_succeeds(call, judged->path, status, &error) && take_table(judged, &table, 0, call);
}

static bool find_table(struct judged *judged, const struct request *request, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	judged->address = request->has_address ? request->address : SIGNFW_NO_OFFSET;
	if (request->raw) {
		judged->table = judged->file.data;
		judged->size = judged->file.size;
		return true;
	}
	if (request->elf_loader)
		return true;
	if (!call_succeeds(call, judged->path,
			   signfw_container_inspect(&judged->container, judged->file.data, judged->file.size, &error),
			   &error))
		return false;
	return signfw_container_layout(judged->container) != NULL ? find_in_container(judged, call)
								  : find_in_elf(judged, call);
}

/* ---- what Linux says ---- */

static bool boot(struct judged *judged, const struct request *request, struct signfw_linux_boot *out, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status;

	if (request->elf_loader)
		status = signfw_linux_boot_elf(judged->kernel, judged->file.data, judged->file.size, out, &error);
	else
		status = signfw_linux_boot_table(judged->kernel, judged->table, judged->size, judged->address,
						 judged->file.size, out, &error);
	if (!call_succeeds(call, judged->path, status, &error))
		return false;
	if (request->elf_loader && out->table_offset != SIGNFW_NO_OFFSET) {
		judged->base = out->table_offset;
		judged->table = judged->file.data + judged->base;
		judged->size = (size_t)out->table_size;
	}
	/* Linux didn't get as far as a table */
	if (request->elf_loader && judged->table == NULL && out->verdict >= SIGNFW_LINUX_REFUSED)
		return true;
	/* what is wrong is among the findings, whether it is an error or not */
	status = signfw_linux_check_table(judged->kernel, judged->table, judged->size, judged->base, judged->address,
					  judged->findings, &error);
	return status == SIGNFW_E_ELF || call_succeeds(call, judged->path, status, &error);
}

static void print_text(const struct node *report, const void *context)
{
	(void)context;
	print_value(node_child(report, "file"));
	if (node_number(report, "size") == 0)
		puts(": no resource table");
	else
		printf(": resource table, %llu bytes\n", node_number(report, "size"));
	print_table_contents(node_child(report, "contents"));
	puts("Linux");
	print_linux_boot(node_child(report, "linux"));
}

static bool print_judged(const struct judged *judged, const struct signfw_linux_boot *outcome, struct call *call)
{
	const char *layout = judged->container == NULL ? NULL : signfw_container_layout(judged->container);
	struct node *report = report_new("resource-table", judged->path, layout, judged->findings);
	const int code = outcome->verdict >= SIGNFW_LINUX_REFUSED ? EXIT_REFUSED : EXIT_DONE;

	add_offset(report, "offset", judged->table == NULL ? SIGNFW_NO_OFFSET : judged->base);
	add_size(report, "size", judged->size);
	add_table_contents(report, judged->table, judged->size, judged->kernel);
	add_linux_boot(report, judged->kernel, outcome);
	if (!call->json)
		report_findings(judged->path, SOURCE_IS_PART, judged->findings, call->quiet, call->verbose);
	return print_report(call, report, call->quiet ? NULL : print_text, NULL, code);
}

static bool check_request(const struct request *request, struct call *call)
{
	if (request->raw && request->elf_loader)
		return call_misused(call, "--raw and --elf-loader exclude each other");
	if (request->elf_loader && request->has_address)
		return call_misused(call, "--elf-loader and --address exclude each other");
	return true;
}

static bool resource_table(void *context, struct call *call)
{
	const struct request *request = context;
	struct judged judged = {.path = request->file};
	struct signfw_linux_boot outcome;
	const bool done = check_request(request, call) &&
			  (file_read(request->file, call->max_size, &judged.file) || call_ends(call, EXIT_UNABLE)) &&
			  make_kernel(&judged, request, call) && find_table(&judged, request, call) &&
			  boot(&judged, request, &outcome, call) && print_judged(&judged, &outcome, call);

	release(&judged);
	return done;
}

const struct command cmd_resource_table = {
	.name = "resource-table",
	.summary = "Show a resource table, and what Linux makes of it",
	.synopsis = "[OPTIONS] FILE",
	.notes = "Exits with 1 if Linux refuses to boot, or becomes unsafe. Without Linux's device "
		 "tree, memory that the table asks for is taken to fit.",
	.examples = {"resource-table a.elf", "resource-table --json a.sign"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = resource_table,
};
