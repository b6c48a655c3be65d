/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/findings.h"

__attribute__((format(printf, 5, 0))) static uint32_t fill_in(struct signfw_answer *answer, uint32_t result,
							      const char *rule, uint64_t offset, const char *format,
							      va_list arguments)
{
	answer->result = result;
	answer->rule = rule;
	answer->offset = offset;
	vsnprintf(answer->reason, sizeof(answer->reason), format, arguments);
	return result;
}

uint32_t sfw_answer(struct signfw_answer *answer, uint32_t result, const char *rule, uint64_t offset,
		    const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill_in(answer, result, rule, offset, format, arguments);
	va_end(arguments);
	return result;
}

uint32_t sfw_load_answer(struct load *load, uint32_t result, const char *rule, uint64_t offset, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill_in(load->answer, result, rule, offset, format, arguments);
	va_end(arguments);
	return result;
}

uint32_t sfw_load_corrupt(struct load *load, const char *rule, uint64_t offset, const char *reason)
{
	return sfw_load_answer(load, SIGNFW_TEE_CORRUPT_OBJECT, rule, offset, "%s", reason);
}

uint32_t sfw_load_crash(struct load *load, const struct view *view, const char *rule)
{
	const unsigned long long offset = view->crash_offset + (view == &load->copy ? load->copy_offset : 0);

	sfw_report(load->device->findings, SFW_DEVICE_CRASH, offset,
		   "the loader reads at offset 0x%llx, outside the container, and crashes; whoever can write the file "
		   "can make it do so",
		   offset);
	return sfw_load_answer(load, SIGNFW_TEE_TARGET_DEAD, rule, offset,
			       "the loader reads at offset 0x%llx, outside the container, and crashes", offset);
}

uint32_t sfw_load_die(struct load *load, const char *rule, uint64_t offset, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill_in(load->answer, SIGNFW_TEE_TARGET_DEAD, rule, offset, format, arguments);
	va_end(arguments);
	sfw_report(load->device->findings, SFW_DEVICE_CRASH, offset, "%s", load->answer->reason);
	return SIGNFW_TEE_TARGET_DEAD;
}

/* Whether there is a crash at this offset already: the TA comes by the same TLV with each search. */
static bool is_reported(const signfw_findings *findings, uint64_t offset)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.offset == offset && strcmp(finding.id, "device-crash") == 0)
			return true;
	return false;
}

void sfw_load_may_die(struct load *load, uint64_t offset, const char *format, ...)
{
	struct signfw_answer ignored;
	va_list arguments;

	if (is_reported(load->device->findings, offset))
		return;
	va_start(arguments, format);
	fill_in(&ignored, SIGNFW_TEE_SUCCESS, NULL, offset, format, arguments);
	va_end(arguments);
	sfw_report(load->device->findings, SFW_DEVICE_CRASH, offset, "%s", ignored.reason);
}

uint32_t sfw_load_fail(struct load *load, enum signfw_status status)
{
	load->status = status;
	return SIGNFW_TEE_GENERIC;
}
