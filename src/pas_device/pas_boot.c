/* SPDX-License-Identifier: BSD-2-Clause */
/* A device with PAS starts a container: Linux's loader asks OP-TEE, command by command. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/struct_size.h"
#include "format/container_format.h"
#include "format/pas_format.h"
#include "format/pas_peripheral.h"
#include "pas_device/mdt_loader.h"
#include "pas_device/tee_pas.h"

/* As many segments as the strict reader takes. */
#define SEGMENTS_MAX 4096

/* The peripheral, where nothing says which: one that OP-TEE knows on all its platforms. */
#define PAS_ID_ASSUMED 18

struct signfw_pas_boot {
	struct signfw_pas_outcome outcome;
	struct mdt_loader loader;
	struct tee_pas_state tee;
	struct pas_reason reason;
	signfw_findings *findings; /* owned */
};

static const struct device_row {
	const char *name, *description;
	enum tee_pas pas;
	bool fused;
} devices[] = {
	{"qcom-pas", "Linux 7.2 and OP-TEE's PAS, which compares digests only (4.10 of 2026-08)", TEE_PAS_HASHES,
	 false},
	{"qcom-pas-signed", "Linux 7.2 and OP-TEE's PAS with signatures (pull request 7937), secure boot fused",
	 TEE_PAS_SIGNATURES, true},
	{"qcom-pas-unfused", "the same, secure boot not fused: signatures aren't looked at", TEE_PAS_SIGNATURES, false},
};

#define DEVICE_COUNT (sizeof(devices) / sizeof(devices[0]))

DEFINE_CLEANUP(boot_cleanup, struct signfw_pas_boot, signfw_pas_boot_free)

const char *signfw_pas_device_name(size_t index, const char **description)
{
	if (index >= DEVICE_COUNT)
		return NULL;
	if (description != NULL)
		*description = devices[index].description;
	return devices[index].name;
}

static const struct device_row *find_device(const char *name)
{
	for (size_t i = 0; i < DEVICE_COUNT; i++)
		if (strcmp(devices[i].name, name == NULL ? devices[0].name : name) == 0)
			return &devices[i];
	return NULL;
}

void signfw_pas_boot_free(signfw_pas_boot *boot)
{
	if (boot == NULL)
		return;
	signfw_findings_free(boot->findings);
	free(boot);
}

const struct signfw_pas_outcome *signfw_pas_boot_outcome(const signfw_pas_boot *boot)
{
	return boot == NULL ? NULL : &boot->outcome;
}

static const char *line_of(const struct pas_log *log, size_t index)
{
	return index < log->count ? log->lines[index] : NULL;
}

const char *signfw_pas_boot_linux_log(const signfw_pas_boot *boot, size_t index)
{
	return boot == NULL ? NULL : line_of(&boot->loader.log, index);
}

const char *signfw_pas_boot_tee_log(const signfw_pas_boot *boot, size_t index)
{
	return boot == NULL ? NULL : line_of(&boot->tee.reply.log, index);
}

const signfw_findings *signfw_pas_boot_findings(const signfw_pas_boot *boot)
{
	return boot == NULL ? NULL : boot->findings;
}

/* ---- one start ------------------------------------------------------------------------ */

/* A refusal of the secure world makes Linux's -EINVAL, whatever it was. */
static int fail_call(struct signfw_pas_boot *boot, const char *doing)
{
	sfw_pas_log(&boot->loader.log, "error %d %s firmware %s", MDT_EINVAL, doing, boot->loader.name);
	return MDT_EINVAL;
}

static enum signfw_status init_image(struct signfw_pas_boot *boot, struct span blob, struct signfw_error *err)
{
	struct signfw_pas_outcome *outcome = &boot->outcome;
	const enum signfw_status status = sfw_tee_init_image(&boot->tee, blob, &outcome->init.code, err);

	outcome->init.made = true;
	if (status == SIGNFW_OK && outcome->init.code != SIGNFW_TEE_SUCCESS)
		outcome->linux_errno = fail_call(boot, "initializing");
	return status;
}

static enum signfw_status load_and_start(struct signfw_pas_boot *boot, const struct mdt_plan *plan,
					 struct signfw_error *err)
{
	struct signfw_pas_outcome *outcome = &boot->outcome;
	CLEANUP(sfw_pas_carveout_cleanup) struct pas_carveout carveout;
	uint64_t size = boot->loader.file.size;
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; i < boot->loader.part_count; i++)
		size += boot->loader.parts[i].size;
	sfw_pas_carveout_init(&carveout, SFW_HASHED_MIN + SFW_HASHED_FACTOR * size);
	outcome->linux_errno = sfw_mdt_load(&boot->loader, plan, &carveout, &boot->reason, &status);
	if (status != SIGNFW_OK)
		return sfw_fail_memory(err);
	if (outcome->linux_errno != 0)
		return SIGNFW_OK;
	outcome->auth.made = true;
	return sfw_tee_auth_and_reset(&boot->tee, &carveout, &outcome->auth.code, err);
}

static enum signfw_status start(struct signfw_pas_boot *boot, struct signfw_error *err)
{
	struct signfw_pas_outcome *outcome = &boot->outcome;
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	struct mdt_plan plan;
	struct span blob;

	outcome->linux_errno = sfw_mdt_check_header(&boot->loader, &boot->reason);
	if (outcome->linux_errno != 0)
		return SIGNFW_OK;
	if (sfw_mdt_segment_count(&boot->loader) > SEGMENTS_MAX)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "%zu program headers are more than this tool handles",
				sfw_mdt_segment_count(&boot->loader));
	sfw_mdt_plan(&boot->loader, &plan);
	outcome->linux_errno = sfw_mdt_read_metadata(&boot->loader, &builder, &boot->reason);
	if (outcome->linux_errno != 0)
		return SIGNFW_OK;
	if (!sfw_builder_view(&builder, &blob))
		return sfw_fail_memory(err);
	enum signfw_status status = init_image(boot, blob, err);

	if (status != SIGNFW_OK || outcome->linux_errno != 0)
		return status;
	if (plan.relocatable) {
		outcome->mem_setup.made = true;
		outcome->mem_setup.code = sfw_tee_mem_setup(&boot->tee, plan.memory_size);
	}
	return load_and_start(boot, &plan, err);
}

/* ---- what comes in, what goes out ------------------------------------------------------ */

/* The name that Linux asks for, without the folder. */
static const char *base_name(const char *name)
{
	const char *slash = name == NULL ? NULL : strrchr(name, '/');

	if (name == NULL)
		return "firmware.mbn";
	return slash == NULL ? name : slash + 1;
}

static const struct options_kind device_options = {
	.size = SIZE_UNTIL(struct signfw_pas_device_options, soc_version),
	.first_size = SIZE_UNTIL(struct signfw_pas_device_options, soc_version),
	.flags = SIGNFW_PAS_DEVICE_PAS_ID | SIGNFW_PAS_DEVICE_OEM_ID | SIGNFW_PAS_DEVICE_MODEL_ID |
		 SIGNFW_PAS_DEVICE_JTAG_ID | SIGNFW_PAS_DEVICE_SERIAL | SIGNFW_PAS_DEVICE_SOC_VERSION |
		 SIGNFW_PAS_DEVICE_ENFORCE_EKU,
};

static enum signfw_status check_options(const struct signfw_pas_device_options *options,
					const struct device_row **device, struct signfw_error *err)
{
	const uint64_t numbers[] = {options->pas_id,  options->oem_id, options->model_id,
				    options->jtag_id, options->serial, options->soc_version};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i] > UINT32_MAX)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "0x%llx isn't an id of 32 bits",
					(unsigned long long)numbers[i]);
	if (options->carveout_size > UINT64_MAX - options->carveout_address)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the carveout leaves the address space");
	*device = find_device(options->device);
	if (*device == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "there is no device \"%s\" with PAS", options->device);
	return SIGNFW_OK;
}

/* Fills in the outcome, with the reason of whoever decided. */
static void conclude(struct signfw_pas_boot *boot)
{
	struct signfw_pas_outcome *outcome = &boot->outcome;

	outcome->crashed = boot->loader.crashed;
	outcome->accepted = !outcome->crashed && outcome->auth.made && outcome->auth.code == SIGNFW_TEE_SUCCESS;
	if (outcome->accepted)
		sfw_pas_because(&boot->reason, "accepted", "loaded, authenticated and started");
	if (outcome->crashed)
		sfw_report(boot->findings, SFW_DEVICE_CRASH, SIGNFW_NO_OFFSET, "%s", boot->reason.text);
	outcome->rule = boot->reason.rule;
	outcome->reason = boot->reason.text;
}

static void set_up(struct signfw_pas_boot *boot, const struct signfw_input *file, const struct signfw_pas_part *parts,
		   size_t part_count, const struct signfw_pas_device_options *options, const struct device_row *device)
{
	const bool knows_id = (options->flags & SIGNFW_PAS_DEVICE_PAS_ID) != 0;

	boot->outcome.device = device->name;
	boot->outcome.pas_id = knows_id ? (uint32_t)options->pas_id : PAS_ID_ASSUMED;
	boot->outcome.pas_id_assumed = !knows_id;
	boot->outcome.root_assumed = device->fused && options->root_hash == NULL;
	boot->loader = (struct mdt_loader){
		.file = {file->data, file->size},
		.parts = parts,
		.part_count = part_count,
		.name = base_name(file->name),
		.memory_address = options->carveout_address,
		.memory_size = options->carveout_size,
	};
	boot->tee = (struct tee_pas_state){
		.pas = device->pas,
		.fused = device->fused,
		.device = options,
		.pas_id = boot->outcome.pas_id,
		.reply = {.reason = &boot->reason},
	};
}

enum signfw_status signfw_pas_boot_try(signfw_pas_boot **out, const struct signfw_input *file,
				       const struct signfw_pas_part *parts, size_t part_count,
				       const struct signfw_pas_device_options *options, struct signfw_error *err)
{
	struct signfw_pas_device_options mine = SIGNFW_PAS_DEVICE_OPTIONS_INIT;
	const struct device_row *device = &devices[0];

	if (out == NULL || file == NULL || (file->data == NULL && file->size > 0) || (parts == NULL && part_count > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the answer, was given");
	enum signfw_status status = sfw_options_import(&mine, &device_options, options, err);

	if (status == SIGNFW_OK)
		status = check_options(&mine, &device, err);
	if (status != SIGNFW_OK)
		return status;
	CLEANUP(boot_cleanup) struct signfw_pas_boot *boot = sfw_array_new(1, sizeof(*boot));

	if (boot == NULL || (boot->findings = sfw_findings_new()) == NULL)
		return sfw_fail_memory(err);
	set_up(boot, file, parts, part_count, &mine, device);
	status = start(boot, err);
	if (status != SIGNFW_OK)
		return status;
	conclude(boot);
	boot->loader.file = (struct span){0};
	boot->tee.device = NULL;
	*out = boot;
	boot = NULL;
	return SIGNFW_OK;
}
