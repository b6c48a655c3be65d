/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/boot_address.h"

#include <string.h>

#include "base/message.h"
#include "printing/report.h"
#include "signfw/elf.h"

/* Says what to do instead. */
static bool fail(struct call *call)
{
	return call_fails(call, EXIT_REFUSED, NULL, "--bootaddr auto found no boot address; give one instead");
}

/* The id of the first error; "" if there is none. */
static const char *first_error(const signfw_findings *findings)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity == SIGNFW_ERROR)
			return finding.id;
	return "";
}

/*
 * Looks at one image; of several, some may have no vector table.
 *
 * @found: whether this one has
 */
static bool look_at(const struct signfw_input *image, bool is_only, struct call *call, signfw_findings *findings,
		    uint32_t *address, bool *found)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = signfw_elf_boot_address(address, image->data, image->size, findings, &error);
	const char *problem = first_error(findings);

	*found = status == SIGNFW_OK;
	if (!is_only && strcmp(problem, "boot-address-unknown") == 0)
		return true;
	report_findings(image->name, SOURCE_IS_FILE, findings, call->quiet, call->verbose);
	return call_succeeds(call, image->name, status, &error) ||
	       (strncmp(problem, "boot-address", 12) == 0 && fail(call));
}

bool boot_address_find(const struct inputs *images, struct call *call, signfw_findings *findings, uint32_t *out)
{
	const char *file = NULL;

	for (size_t i = 0; i < images->count; i++) {
		uint32_t address = 0;
		bool found = false;

		if (!look_at(&images->list[i], images->count == 1, call, findings, &address, &found))
			return false;
		if (found && file != NULL) {
			message(NULL, "there are vector tables at 0x%08x in %s and at 0x%08x in %s", *out, file,
				address, images->list[i].name);
			return fail(call);
		}
		if (found) {
			file = images->list[i].name;
			*out = address;
		}
	}
	return file != NULL || fail(call);
}
