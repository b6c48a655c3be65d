/* SPDX-License-Identifier: BSD-2-Clause */
#include "bootaddr.h"

#include <string.h>

#include "base/message.h"
#include "signfw/elf.h"

/* The inputs that were looked at, and the one with the vector table. */
struct search {
	const struct signing *signing;
	const struct call *call;
	signfw_findings *findings;
	const char *file; /* NULL: none yet */
	uint32_t address;
};

/* What to do instead. */
static int fail(void)
{
	message(NULL, "--bootaddr auto found no boot address; give one instead");
	return EXIT_REFUSED;
}

static int take(struct search *search, const char *file, uint32_t address)
{
	if (search->file != NULL) {
		message(NULL, "there are vector tables at 0x%08x in %s and at 0x%08x in %s", search->address,
			search->file, address, file);
		return fail();
	}
	search->file = file;
	search->address = address;
	return EXIT_DONE;
}

/* The id of the first error; NULL if there is none. */
static const char *first_error(const signfw_findings *findings)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity == SIGNFW_ERROR)
			return finding.id;
	return NULL;
}

/* Looks at one input; of several, some may have no vector table. */
static int look_at(struct search *search, size_t index)
{
	const struct signing *signing = search->signing;
	const struct file *file = &signing->files[index];
	const char *name = signing->inputs[index];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint32_t address = 0;
	const enum signfw_status status =
		signfw_elf_boot_address(&address, file->data, file->size, search->findings, &error);
	const char *problem = first_error(search->findings);

	if (problem != NULL && strcmp(problem, "boot-address-unknown") == 0 && signing->file_count > 1)
		return EXIT_DONE;
	report_findings(name, SOURCE_IS_FILE, search->findings, search->call->quiet, search->call->verbose);
	report_error(name, status, &error);
	if (status == SIGNFW_OK)
		return take(search, name, address);
	return problem != NULL && strncmp(problem, "boot-address", 12) == 0 ? fail() : exit_code_of(status);
}

int bootaddr_find(struct signing *signing, const struct call *call, uint32_t *out)
{
	struct search search = {.signing = signing, .call = call};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = signfw_findings_new(&search.findings, &error);
	int code = exit_code_of(status);

	report_error(NULL, status, &error);
	for (size_t i = 0; i < signing->file_count && code == EXIT_DONE; i++)
		code = look_at(&search, i);
	if (code == EXIT_DONE && search.file == NULL)
		code = fail();
	if (code == EXIT_DONE) {
		*out = search.address;
		signfw_findings_free(search.findings);
	} else {
		/* what --json says of a container that wasn't made */
		signing->findings = search.findings;
	}
	return code;
}
