/* SPDX-License-Identifier: BSD-2-Clause */
#include "booting/boot_options.h"

#include <string.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "booting/memory_image.h"
#include "signfw/linux.h"

static const struct choice memory_formats[] = {{"sparse", MEMORY_SPARSE}, {"hex", MEMORY_HEX}, {0}};

static bool parse_processor(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct boot_source *source = field;

	(void)row;
	source->has_processor = parse_number(argument, UINT32_MAX, &source->processor);
	return source->has_processor ||
	       call_misused(call, "--processor: '%s' isn't the number of a processor", argument);
}

const struct option_row linux_rows[] = {
	{"linux", 0, "VERSION", OPTION_NAME, offsetof(struct boot_source, version), .names = signfw_linux_name,
	 .help = "7.2 or 5.x; the newest if not given"},
	{"linux-dtb", 0, "FILE", OPTION_TEXT, offsetof(struct boot_source, linux_dtb), .file = FILE_READ,
	 .help = "Linux's compiled device tree: which memory it has for the processor"},
	{0},
};

const struct option_row boot_rows[] = {
	{"sequence", 0, "STEPS", OPTION_TEXT, offsetof(struct boot_source, sequence),
	 .help = "linux, recovery, uboot or uboot-then-linux; or a list, separated by commas, of load[=FILE], start, "
		 "stop, table, coredump, release, open[=N], close, which are the TA's; with --kernel of start[=FILE], "
		 "stop, crash[=FILE], file=FILE, uboot-load[=FILE], uboot-start, uboot-stop"},
	{"kernel", 0, "NAME", OPTION_NAME, offsetof(struct boot_source, kernel), .names = signfw_binding_name,
	 .help = "the driver by which Linux uses OP-TEE; v22 if not given"},
	{"processor", 0, "N", OPTION_OTHER, 0, .parse = parse_processor,
	 .help = "open the session for this processor; for the device's own if not given"},
	{"memory-out", 0, "FOLDER", OPTION_TEXT, offsetof(struct boot_source, memory_out), .file = FILE_WRITTEN,
	 .help = "write what memory holds after the last step to this folder"},
	{"memory-format", 0, NULL, OPTION_CHOICE, offsetof(struct boot_source, memory_format),
	 .choices = memory_formats,
	 .help = "sparse files, named after the address of their first byte; or one file with Intel HEX"},
	{0},
};

static bool check_source(const struct boot_source *source, struct call *call)
{
	if (source->sequence == NULL && (source->kernel != NULL || source->has_processor))
		return call_misused(call, "--kernel and --processor go with --sequence");
	if (source->sequence == NULL && source->memory_out != NULL)
		return call_misused(call, "--memory-out goes with --sequence");
	return true;
}

/* Whether it is one of these names, or none was given. */
static bool check_name(const char *option, const char *name, const char *(*names)(size_t, const char **),
		       const char *expected, struct call *call)
{
	const char *known;

	for (size_t i = 0; name != NULL && (known = names(i, NULL)) != NULL; i++)
		if (strcmp(known, name) == 0)
			return true;
	return name == NULL || call_misused(call, "--%s: '%s' isn't known%s", option, name,
					    nearest_of_names(name, names, expected).text);
}

bool boot_plan(const struct boot_source *source, struct call *call, struct plan *out)
{
	if (!check_source(source, call) ||
	    !check_name("kernel", source->kernel, signfw_binding_name, "expected v22, v20 or std", call) ||
	    !check_name("linux", source->version, signfw_linux_name, "expected 7.2 or 5.x", call))
		return false;
	if (source->sequence == NULL)
		return true;
	const char *unknown = plan_parse(out, source->sequence, source->kernel != NULL);

	if (unknown == NULL)
		return true;
	const bool too_long = out->count == PLAN_STEPS_MAX;
	const size_t length = strcspn(unknown, ",");

	plan_release(out);
	return too_long
		       ? call_misused(call, "--sequence: more than %d steps", PLAN_STEPS_MAX)
		       : call_misused(call, "--sequence: '%.*s' isn't a step%s", (int)length, unknown,
				      source->kernel == NULL
					      ? " (load[=FILE], start, stop, table, coredump, release, open[=N], close)"
					      : " (start[=FILE], stop, crash[=FILE], file=FILE, uboot-load[=FILE], "
						"uboot-start, uboot-stop)");
}
