/* SPDX-License-Identifier: BSD-2-Clause */
#include "comparison.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "crypto/digest.h"
#include "driver.h"
#include "fuzz.h"
#include "signfw/container.h"
#include "ta_memory.h"
#include "tee_core.h"
#include "tee_heap.h"

/* In a LOAD with more transfers, what is in memory isn't compared. */
#define TRANSFERS_COMPARED 64

static bool is_rule(const struct step *step, const char *rule)
{
	return strcmp(step->model.rule, rule) == 0;
}

static bool says(const struct step *step, const char *words)
{
	return strstr(step->model.reason, words) != NULL;
}

static bool has_finding(const signfw_device *device, const char *id)
{
	const signfw_findings *findings = signfw_device_findings(device);
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, id) == 0)
			return true;
	return false;
}

/* Whether the container has a hash table of encrypted segments. */
static bool has_encrypted_table(const struct input *input)
{
	signfw_container *container = NULL;
	struct signfw_tlv tlv;
	bool found = false;

	CHECK(signfw_container_inspect(&container, input->bytes, input->size, NULL) == SIGNFW_OK);
	for (size_t i = 0; !found && signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++)
		found = tlv.type == SIGNFW_TLV_ENCTABLE;
	signfw_container_free(container);
	return found;
}

/* ---- explanations ---------------------------------------------------------------- */

static bool is_in_front(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	(void)device, (void)setting;
	return is_rule(step, "tlv-search") && says(step, "depends on the device");
}

static bool is_platform_tlv(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	(void)setting;
	return step->ta.ending.outcome == OUTCOME_DIES && has_finding(device, "device-crash") &&
	       (is_rule(step, "tlv-size") || is_rule(step, "platform-tlv"));
}

/* The TA goes on there, and may end later; so does one that reads what is mapped. */
static bool is_behind_copy(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	(void)device;
	return !setting->board.fences && step->model.result == SIGNFW_TEE_TARGET_DEAD &&
	       (is_rule(step, "tlv-search") || is_rule(step, "signature"));
}

static bool is_mapped(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	(void)device, (void)setting;
	return step->model.result == SIGNFW_TEE_TARGET_DEAD && !is_rule(step, "tlv-search") &&
	       step->model.offset != SIGNFW_NO_OFFSET && says(step, "the loader reads at offset") &&
	       ta_memory_is_mapped((uintptr_t)ta_buffer() + (uintptr_t)step->model.offset);
}

static bool is_plain_heap(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	(void)device, (void)setting;
	return !tee_heap_is_own() &&
	       (step->model.result == SIGNFW_TEE_OUT_OF_MEMORY) != (step->ta.result == SIGNFW_TEE_OUT_OF_MEMORY);
}

static bool is_not_decrypted(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	(void)setting;
	return strcmp(signfw_device_layout(device), "st-4.0") == 0 && step->ta.result == SIGNFW_TEE_NOT_SUPPORTED &&
	       !tee_core_was_asked_to_decrypt() && has_encrypted_table(step->input);
}

static const struct {
	struct explanation about;
	bool (*applies)(const signfw_device *device, const struct setting *setting, const struct step *step);
} explanations[] = {
	{{"tlv-in-front", "32 and 64 bits", "a search for a TLV leads in front of the copy, to whatever is there"},
	 is_in_front},
	{{"platform-tlv", "ST's 4.0", "a platform TLV is longer than its area, which may end the TA"}, is_platform_tlv},
	{{"behind-the-copy", "Limits", "what is behind the copy of the head can be read, without fences"},
	 is_behind_copy},
	{{"mapped", "Limits", "a read outside of the container hits memory of this program"}, is_mapped},
	{{"plain-heap", "The TA's heap", "the TA brings no heap of its own, and this program's has other room"},
	 is_plain_heap},
	{{"not-decrypted", "ST's 4.0", "the pseudo TA was built without a key to decrypt with"}, is_not_decrypted},
};

#define EXPLANATIONS (sizeof(explanations) / sizeof(explanations[0]))

const struct explanation *comparison_explanation(size_t index)
{
	return index < EXPLANATIONS ? &explanations[index].about : NULL;
}

static unsigned explain(const signfw_device *device, const struct setting *setting, const struct step *step)
{
	for (unsigned i = 0; i < EXPLANATIONS; i++)
		if (explanations[i].applies(device, setting, step))
			return VERDICT_EXPLAINED + i;
	return VERDICT_UNEXPLAINED;
}

/* ---- differences ------------------------------------------------------------------ */

static void __attribute__((format(printf, 2, 3))) differ(struct step *step, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(step->difference, sizeof(step->difference), format, arguments);
	va_end(arguments);
}

static void differ_by_end(struct step *step)
{
	const struct ending *ending = &step->ta.ending;

	if (ending->has_address)
		differ(step, "the TA dies: %s at 0x%" PRIxPTR, ending->cause, ending->address);
	else
		differ(step, "the TA dies: %s", ending->cause);
}

static void compare_result(const signfw_device *device, struct step *step)
{
	/* LOAD is the only command that may go on for ever */
	const bool hangs = step->command == SIGNFW_COMMAND_LOAD && has_finding(device, "device-hang");
	const bool dies = step->model.result == SIGNFW_TEE_TARGET_DEAD && !hangs;

	switch (step->ta.ending.outcome) {
	case OUTCOME_HANGS:
		if (!hangs)
			differ(step, "the TA doesn't answer");
		break;
	case OUTCOME_DIES:
		if (!dies)
			differ_by_end(step);
		break;
	case OUTCOME_ANSWERS:
	default:
		if (step->ta.result != step->model.result)
			differ(step, "the TA answers 0x%08" PRIx32, step->ta.result);
	}
}

/* The model keeps the transfers of the LOAD before, if this one is turned away at once; the driver's are forgotten. */
static size_t count_transfers(const signfw_device *device, const struct step *step)
{
	return is_rule(step, "already-loaded") || is_rule(step, "state") ? 0 : signfw_device_transfer_count(device);
}

static void compare_transfers(const signfw_device *device, struct step *step)
{
	const size_t expected = count_transfers(device, step);
	size_t count;
	const struct driver_transfer *transfers = driver_transfers(&count);

	for (size_t i = 0; i < count && i < expected; i++) {
		const struct driver_transfer *ta = &transfers[i];
		struct signfw_transfer model;

		CHECK(signfw_device_transfer(device, i, &model) == SIGNFW_OK);
		if (ta->physical_address == model.physical_address && ta->size == model.size && ta->zero == model.zero)
			continue;
		differ(step, "transfer %zu: the TA %s 0x%zx bytes at 0x%" PRIx64 ", the model %s 0x%x at 0x%" PRIx64, i,
		       ta->zero ? "clears" : "writes", ta->size, ta->physical_address, model.zero ? "clears" : "writes",
		       model.size, model.physical_address);
		return;
	}
	if (count != expected)
		differ(step, "the TA makes %zu transfers, the model %zu", count, expected);
}

/* Whether something was written there later, or there is too much to look for that. */
static bool is_overwritten(const struct driver_transfer *transfers, size_t count, size_t index)
{
	const struct driver_transfer *one = &transfers[index];

	for (size_t i = index + 1; i < count && count <= TRANSFERS_COMPARED; i++)
		if (transfers[i].physical_address < one->physical_address + one->size &&
		    one->physical_address < transfers[i].physical_address + transfers[i].size)
			return true;
	return count > TRANSFERS_COMPARED;
}

/* What is in memory behind a LOAD that made the same transfers in both, and succeeded. */
static void compare_memory(const signfw_device *device, struct step *step)
{
	uint8_t expected[SIGNFW_SHA256_SIZE], digest[SIGNFW_SHA256_SIZE];
	size_t count;
	const struct driver_transfer *transfers = driver_transfers(&count);

	for (size_t i = 0; i < count; i++) {
		if (transfers[i].zero || is_overwritten(transfers, count, i))
			continue;
		CHECK(signfw_device_transfer_sha256(device, i, expected) == SIGNFW_OK);
		CHECK(sfw_sha256((struct span){driver_bytes(&transfers[i]), transfers[i].size}, digest, NULL) ==
		      SIGNFW_OK);
		if (memcmp(digest, expected, sizeof(digest)) == 0)
			continue;
		differ(step, "transfer %zu: the TA leaves other bytes at 0x%" PRIx64, i, transfers[i].physical_address);
		return;
	}
}

static void compare_table(const signfw_device *device, struct step *step)
{
	uint64_t address = 0;
	uint32_t size = 0;

	if (step->ta.ending.outcome != OUTCOME_ANSWERS || step->ta.result != SIGNFW_TEE_SUCCESS)
		return;
	if (!signfw_device_resource_table(device, &address, &size)) {
		address = 0;
		size = 0;
	}
	if (address != step->ta.table_address || size != step->ta.table_size)
		differ(step, "resource table: the TA has 0x%x bytes at 0x%" PRIx64 ", the model 0x%x at 0x%" PRIx64,
		       step->ta.table_size, step->ta.table_address, size, address);
}

/* ---- the two --------------------------------------------------------------------- */

signfw_device *comparison_begin(const struct setting *setting, const struct input *input)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = setting->version;
	options.memory = setting->memory;
	options.key = setting->board.check_signatures ? inputs_key() : NULL;
	options.enc_key = tee_core_enc_key();
	options.heap_size = setting->board.heap_size;
	options.bits = setting->bits;
	CHECK(signfw_device_new(&device, &options, NULL) == SIGNFW_OK);
	ta_reset(&setting->board);
	ta_memory_place(input->bytes, input->size);
	return device;
}

unsigned comparison_step(signfw_device *device, const struct setting *setting, const struct input *input,
			 enum signfw_command command, struct step *out)
{
	*out = (struct step){.command = command, .input = input, .verdict = VERDICT_EQUAL};
	const enum signfw_status status =
		signfw_device_invoke(device, command, input->bytes, input->size, &out->model, NULL);

	if (status == SIGNFW_E_UNSUPPORTED)
		return out->verdict = VERDICT_LEFT_OUT;
	CHECK(status == SIGNFW_OK);
	out->ta = ta_command(command, input->size);
	compare_result(device, out);
	if (out->difference[0] == '\0' && command == SIGNFW_COMMAND_LOAD)
		compare_transfers(device, out);
	if (out->difference[0] == '\0' && is_rule(out, "loaded"))
		compare_memory(device, out);
	if (out->difference[0] == '\0' && command == SIGNFW_COMMAND_GET_RSC_TABLE)
		compare_table(device, out);
	if (out->difference[0] != '\0')
		out->verdict = explain(device, setting, out);
	return out->verdict;
}
