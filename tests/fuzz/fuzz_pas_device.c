/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a PAS container for every device that is modelled: there is an
 * answer with a reason, the same again, and what is accepted is whole.
 *
 *     u8 which ids are known | u8 carveout, in units of 64 KiB, 0: none | as in pas_input.h
 */
#include <string.h>

#include "pas_input.h"
#include "signfw/pas_device.h"

#define CONTROL_SIZE 2

static signfw_pas_boot *boot(const struct pas_input *input, const struct signfw_pas_device_options *options)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_pas_boot *out = NULL;
	const enum signfw_status status =
		signfw_pas_boot_try(&out, &input->file, input->parts, input->part_count, options, &error);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_UNSUPPORTED);
	return out;
}

static void check_outcome(const signfw_pas_boot *boot)
{
	const struct signfw_pas_outcome *outcome = signfw_pas_boot_outcome(boot);

	CHECK(outcome->rule != NULL && outcome->reason[0] != '\0');
	CHECK(outcome->accepted == (strcmp(outcome->rule, "accepted") == 0));
	CHECK(!outcome->auth.made || outcome->linux_errno == 0);
	CHECK(!outcome->mem_setup.made || outcome->init.made);
	CHECK(outcome->init.code == 0 || (!outcome->auth.made && outcome->linux_errno == -22));
	CHECK(outcome->accepted == (outcome->auth.made && outcome->auth.code == 0));
	CHECK(!outcome->crashed || fuzz_has_id(signfw_pas_boot_findings(boot), "device-crash"));
	CHECK(outcome->linux_errno <= 0 && outcome->linux_errno >= -27);
}

static void check_same(const signfw_pas_boot *a, const signfw_pas_boot *b)
{
	const struct signfw_pas_outcome *one = signfw_pas_boot_outcome(a), *other = signfw_pas_boot_outcome(b);

	CHECK(strcmp(one->rule, other->rule) == 0 && strcmp(one->reason, other->reason) == 0);
	CHECK(one->linux_errno == other->linux_errno && one->auth.code == other->auth.code);
}

/* What a fused device accepts is signed, unless it reads the container otherwise than we do, which is a warning. */
static void check_accepted(const struct pas_input *input)
{
	signfw_pas *pas = pas_input_inspect(input);
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	CHECK(signfw_pas_verify(pas, &options, NULL) != SIGNFW_E_SIGNATURE ||
	      fuzz_has_finding(signfw_pas_findings(pas), SIGNFW_WARNING));
	signfw_pas_free(pas);
}

const size_t fuzz_control_size = CONTROL_SIZE;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signfw_pas_device_options options = SIGNFW_PAS_DEVICE_OPTIONS_INIT;
	struct pas_input input;

	if (size < CONTROL_SIZE)
		return 0;
	pas_input_read(&input, (struct span){data + CONTROL_SIZE, size - CONTROL_SIZE});
	options.flags = data[0] & 0x7f;
	options.pas_id = 18;
	options.carveout_address = 0x86700000;
	options.carveout_size = (uint64_t)data[1] << 16;
	for (size_t i = 0; (options.device = signfw_pas_device_name(i, NULL)) != NULL; i++) {
		signfw_pas_boot *first = boot(&input, &options), *second = boot(&input, &options);

		CHECK((first == NULL) == (second == NULL));
		if (first != NULL) {
			check_outcome(first);
			check_same(first, second);
			if (signfw_pas_boot_outcome(first)->accepted && strcmp(options.device, "qcom-pas-signed") == 0)
				check_accepted(&input);
		}
		signfw_pas_boot_free(first);
		signfw_pas_boot_free(second);
	}
	return 0;
}
