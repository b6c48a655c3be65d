/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/pas_made.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "pas/pas_inspect.h"
#include "signfw/pas_device.h"

DEFINE_CLEANUP(pas_cleanup, struct signfw_pas, signfw_pas_free)
DEFINE_CLEANUP(boot_cleanup, struct signfw_pas_boot, signfw_pas_boot_free)

static bool has_warnings(const signfw_findings *findings)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity != SIGNFW_INFO)
			return true;
	return false;
}

/* Warnings are what a device would refuse, and was overruled. */
static enum signfw_status try_device(const struct signfw_pas *pas, const struct signfw_input *input, const char *device,
				     signfw_findings *findings, struct signfw_error *err)
{
	struct signfw_pas_device_options options = SIGNFW_PAS_DEVICE_OPTIONS_INIT;
	CLEANUP(boot_cleanup) struct signfw_pas_boot *boot = NULL;
	uint32_t pas_id = 0;

	if (strcmp(signfw_pas_get_header(pas)->layout, "qcom-v6") != 0 || has_warnings(findings))
		return SIGNFW_OK;
	options.device = device;
	if (signfw_pas_peripheral(pas, &pas_id) != NULL) {
		options.flags = SIGNFW_PAS_DEVICE_PAS_ID;
		options.pas_id = pas_id;
	}
	const enum signfw_status status = signfw_pas_boot_try(&boot, input, NULL, 0, &options, err);

	if (status != SIGNFW_OK)
		return status;
	const struct signfw_pas_outcome *outcome = signfw_pas_boot_outcome(boot);

	if (!outcome->accepted)
		sfw_report(findings, SFW_DEVICE_REFUSES, SIGNFW_NO_OFFSET, "%s refuses it: %s", outcome->device,
			   outcome->reason);
	return sfw_findings_verdict(findings, err);
}

enum signfw_status sfw_pas_check_made(struct span file, bool is_unsigned, signfw_findings *findings,
				      struct signfw_error *err)
{
	const struct signfw_input input = {file.data, file.size, NULL};
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	CLEANUP(pas_cleanup) struct signfw_pas *pas = NULL;
	enum signfw_status status = sfw_pas_inspect(&pas, &input, NULL, 0, findings, err);

	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	if (status == SIGNFW_OK)
		status = is_unsigned ? sfw_findings_verdict(findings, err) : signfw_pas_verify(pas, &options, err);
	if (status != SIGNFW_OK)
		return status;
	return try_device(pas, &input, is_unsigned ? "qcom-pas-unfused" : "qcom-pas-signed", findings, err);
}
