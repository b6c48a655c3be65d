/* SPDX-License-Identifier: BSD-2-Clause */
#include "rewrite.h"

int rewrite_check(const struct rewrite *rewrite, const struct call *call, struct other_file other)
{
	if (rewrite->signing.input_count != 1)
		return usage_error(call, rewrite->signing.input_count == 0 ? "no container: --in is missing"
									   : "one container at a time");
	return signing_check(&rewrite->signing, call, other);
}

int rewrite_open(struct rewrite *rewrite, const struct call *call, const signfw_key *old_key)
{
	struct signing *signing = &rewrite->signing;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const int code = signing_read(signing, call);

	if (code != EXIT_DONE)
		return code;
	enum signfw_status status = signfw_findings_new(&signing->findings, &error);

	if (status == SIGNFW_OK)
		status =
			signfw_container_inspect(&rewrite->old, signing->files[0].data, signing->files[0].size, &error);
	if (status == SIGNFW_OK && old_key != NULL)
		status = signfw_container_verify(rewrite->old, old_key, NULL, &error);
	if (rewrite->old != NULL) {
		signing->found = signfw_container_findings(rewrite->old);
		report_findings(signing->inputs[0], SOURCE_IS_PART, signing->found, call->quiet, call->verbose);
	}
	report_error(signing->inputs[0], status, &error);
	return exit_code_of(status);
}

int rewrite_finish(struct rewrite *rewrite, const struct call *call, enum signfw_status status,
		   struct signfw_error *error)
{
	struct signing *signing = &rewrite->signing;

	if (signfw_findings_count(signing->findings) > 0)
		signing->found = signing->findings;
	if (status == SIGNFW_OK) {
		signing->found = signfw_container_findings(signing->container);
		status = signfw_container_verify(signing->container, signing->key, NULL, error);
		/* what isn't an error was said of the old one */
		if (status != SIGNFW_OK)
			report_findings(signing->out, SOURCE_IS_PART, signing->found, true, false);
	}
	return signing_finish(signing, call, status, error);
}

void rewrite_release(struct rewrite *rewrite)
{
	signfw_container_free(rewrite->old);
	signing_release(&rewrite->signing);
}
