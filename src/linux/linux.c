/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/linux.h"

#include <stdlib.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/struct_size.h"
#include "linux/binding.h"
#include "linux/kernels.h"
#include "linux/linux_tree.h"
#include "linux/trial_boot.h"

static const struct options_kind linux_options = {
	.size = SIZE_UNTIL(struct signfw_linux_options, node),
	.first_size = SIZE_UNTIL(struct signfw_linux_options, node),
	.flags = SIGNFW_LINUX_WARN,
};

DEFINE_CLEANUP(linux_cleanup, signfw_linux, signfw_linux_free)

const char *signfw_linux_verdict_name(enum signfw_linux_verdict verdict)
{
	switch (verdict) {
	case SIGNFW_LINUX_OK:
		return "ok";
	case SIGNFW_LINUX_BOOTS_WITH_WARNING:
		return "boots-with-warning";
	case SIGNFW_LINUX_BOOTS_TABLE_HIDDEN:
		return "boots-table-hidden";
	case SIGNFW_LINUX_BOOTS_WITHOUT_IPC:
		return "boots-without-ipc";
	case SIGNFW_LINUX_REFUSED:
		return "refused";
	case SIGNFW_LINUX_UNSAFE:
		return "unsafe";
	case SIGNFW_LINUX_UNSAFE_ON_STOP:
		return "unsafe-on-stop";
	}
	return "unknown";
}

enum signfw_status signfw_linux_new(signfw_linux **out, const struct signfw_linux_options *options,
				    struct signfw_error *err)
{
	struct signfw_linux_options ours = SIGNFW_LINUX_OPTIONS_INIT;

	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the kernel was given");
	enum signfw_status status = sfw_options_import(&ours, &linux_options, options, err);

	if (status != SIGNFW_OK)
		return status;
	const struct kernel *version = sfw_kernel_find(ours.version);

	if (version == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no kernel '%.32s' is known, expected %s or %s", ours.version,
				signfw_linux_name(0, NULL), signfw_linux_name(1, NULL));
	CLEANUP(linux_cleanup) signfw_linux *kernel = calloc(1, sizeof(*kernel));

	if (kernel == NULL)
		return sfw_fail_memory(err);
	kernel->warns = (ours.flags & SIGNFW_LINUX_WARN) != 0;
	kernel->board = (struct linux_board){.name = "m4"};
	kernel->rproc = (struct remoteproc){.kernel = version, .board = &kernel->board};
	if (ours.devicetree != NULL)
		status = sfw_linux_tree_read(&kernel->board, ours.devicetree, ours.devicetree_size, ours.node, err);
	if (status != SIGNFW_OK)
		return status;
	*out = kernel;
	kernel = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_linux_processor(const signfw_linux *kernel, struct signfw_linux_processor *out)
{
	if (kernel == NULL || out == NULL || !kernel->board.known)
		return SIGNFW_E_ARGUMENT;
	*out = (struct signfw_linux_processor){
		.path = kernel->board.path,
		.compatible = kernel->board.compatible,
		.binding = sfw_binding_name(kernel->board.binding),
		.driver = sfw_binding_driver(kernel->board.binding),
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_linux_check_devicetree(const signfw_linux *kernel, const char *driver,
						 signfw_findings *findings, struct signfw_error *err)
{
	if (kernel == NULL || findings == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				kernel == NULL ? "kernel" : "list for the findings");
	const struct linux_board *board = &kernel->board;

	sfw_findings_judge_reading(findings);
	if (!kernel->warns)
		sfw_findings_judge_boot(findings);
	for (size_t i = 0; i < board->note_count; i++)
		sfw_report(findings, board->notes[i].rule, SIGNFW_NO_OFFSET, "Linux's device tree: %s: %s", board->path,
			   board->notes[i].text);
	if (board->known && driver != NULL && !sfw_binding_suits(board->binding, driver))
		sfw_report(findings, SFW_LINUX_BINDING_DRIVER, SIGNFW_NO_OFFSET,
			   "Linux's device tree: %s is of binding %s, but the driver is %s: no driver takes the node, "
			   "and Linux prints nothing",
			   board->path, sfw_binding_name(board->binding), driver);
	return sfw_findings_verdict(findings, err);
}

void signfw_linux_free(signfw_linux *kernel)
{
	if (kernel == NULL)
		return;
	sfw_remoteproc_reset(&kernel->rproc);
	free(kernel);
}

enum signfw_status signfw_linux_boot_table(signfw_linux *kernel, const void *table, size_t size,
					   uint64_t physical_address, uint64_t firmware_size,
					   struct signfw_linux_boot *out, struct signfw_error *err)
{
	if (kernel == NULL || out == NULL || (table == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				kernel == NULL ? "kernel"
				: out == NULL  ? "place for the outcome"
					       : "table");
	const struct boot_source source = {
		.file_size = firmware_size, .table = {table, size}, .table_pa = physical_address};

	return sfw_trial_boot(&kernel->rproc, &source, out, err);
}

enum signfw_status signfw_linux_boot_elf(signfw_linux *kernel, const void *data, size_t size,
					 struct signfw_linux_boot *out, struct signfw_error *err)
{
	if (kernel == NULL || out == NULL || data == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				kernel == NULL ? "kernel"
				: out == NULL  ? "place for the outcome"
					       : "ELF file");
	const struct boot_source source = {.file = {data, size}, .file_size = size};

	return sfw_trial_boot(&kernel->rproc, &source, out, err);
}

enum signfw_linux_answer signfw_linux_entry(const signfw_linux *kernel, size_t index, int *error)
{
	struct entry_answer answer = {SIGNFW_LINUX_NOT_REACHED, 0};

	if (kernel != NULL && index < kernel->rproc.answer_count)
		answer = kernel->rproc.answers[index];
	if (error != NULL)
		*error = answer.error;
	return answer.answer;
}

const char *signfw_linux_log(const signfw_linux *kernel, size_t index)
{
	return kernel != NULL && index < kernel->rproc.log.count ? kernel->rproc.log.lines[index] : NULL;
}

const void *signfw_linux_table(const signfw_linux *kernel, size_t *size)
{
	if (kernel == NULL || !kernel->rproc.has_table)
		return NULL;
	if (size != NULL)
		*size = kernel->rproc.table.size;
	return kernel->rproc.table.data;
}

enum signfw_status signfw_linux_translate(const signfw_linux *kernel, uint32_t device_address,
					  uint64_t *physical_address)
{
	for (size_t i = 0; kernel != NULL && physical_address != NULL && i < kernel->board.range_count; i++) {
		const struct board_range *range = &kernel->board.ranges[i];

		if (device_address >= range->da && device_address - range->da < range->size) {
			*physical_address = range->pa + (device_address - range->da);
			return SIGNFW_OK;
		}
	}
	return SIGNFW_E_ARGUMENT;
}
