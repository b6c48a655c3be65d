/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/check.h"

#include <stdio.h>

#include "printing/report.h"
#include "signfw/container.h"

static struct json_object *json_address(uint64_t address)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%08llx", (unsigned long long)address);
	return json_text(text);
}

static struct json_object *json_answer(const struct signfw_answer *answer)
{
	struct json_object *object = json_object_new_object();
	const char *name = signfw_tee_result_name(answer->result);

	json_object_object_add(object, "code", json_hex32(answer->result));
	json_object_object_add(object, "name", name == NULL ? NULL : json_text(name));
	json_object_object_add(object, "rule", json_text(answer->rule));
	json_object_object_add(object, "offset", answer->offset == SIGNFW_NO_OFFSET ? NULL : json_size(answer->offset));
	json_object_object_add(object, "reason", json_text(answer->reason));
	return object;
}

static struct json_object *resource_table(const struct check_report *report)
{
	static const char *const reach[] = {
		[SIGNFW_REACH_UNKNOWN] = "unknown", [SIGNFW_REACH_YES] = "yes", [SIGNFW_REACH_NO] = "no"};
	uint64_t address;
	uint32_t size;

	if (!signfw_device_resource_table(report->device, &address, &size))
		return NULL;
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "address", json_address(address));
	json_object_object_add(object, "size", json_size(size));
	json_object_object_add(object, "linux_can_read",
			       json_text(reach[resource_table_reach(report->memory, address)]));
	return object;
}

/* Of the bytes that a transfer left; null if nobody knows. */
static struct json_object *digest(const signfw_device *device, size_t index)
{
	uint8_t bytes[SIGNFW_SHA256_SIZE];

	return signfw_device_transfer_sha256(device, index, bytes) == SIGNFW_OK ? json_hex("", bytes, sizeof(bytes))
										: NULL;
}

static struct json_object *transfers(const signfw_device *device)
{
	struct json_object *list = json_object_new_array();
	struct signfw_transfer transfer;

	for (size_t i = 0; signfw_device_transfer(device, i, &transfer) == SIGNFW_OK; i++) {
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "image", json_size(transfer.image));
		json_object_object_add(entry, "segment", json_size(transfer.segment));
		json_object_object_add(entry, "address", json_hex32(transfer.device_address));
		json_object_object_add(entry, "physical_address", json_address(transfer.physical_address));
		json_object_object_add(entry, "size", json_size(transfer.size));
		json_object_object_add(entry, "kind", json_text(transfer.zero ? "zero" : "copy"));
		json_object_object_add(entry, "sha256", digest(device, i));
		json_object_object_add(entry, "region", transfer.region == NULL ? NULL : json_text(transfer.region));
		json_object_array_add(list, entry);
	}
	return list;
}

static struct json_object *unprotected(const struct check_report *report)
{
	struct json_object *list = json_object_new_array();
	struct signfw_unprotected range;

	for (size_t i = 0; report->readable && signfw_container_unprotected(report->container, i, &range) == SIGNFW_OK;
	     i++) {
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "offset", json_size(range.offset));
		json_object_object_add(entry, "size", json_size(range.size));
		json_object_object_add(entry, "what", json_text(range.what));
		json_object_array_add(list, entry);
	}
	return list;
}

void check_json(const struct check_report *report)
{
	struct json_object *object = json_report("check", report->file, signfw_container_layout(report->container),
						 signfw_device_findings(report->device));

	json_object_object_add(object, "device", json_text(report->device_name));
	json_object_object_add(object, "bits", json_object_new_int((int)signfw_device_bits(report->device)));
	json_object_object_add(object, "addresses_checked", json_object_new_boolean(report->memory != NULL));
	json_object_object_add(object, "signature_checked", json_object_new_boolean(report->key_given));
	json_object_object_add(object, "load", json_answer(report->answer));
	json_object_object_add(object, "resource_table", resource_table(report));
	json_object_object_add(object, "loads", transfers(report->device));
	json_object_object_add(object, "unauthenticated", unprotected(report));
	json_print(object);
}

void check_json_steps(const struct check_report *report, const struct check_step *steps, size_t count)
{
	struct json_object *object = json_report("check", report->file, NULL, signfw_device_findings(report->device));
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < count; i++) {
		struct json_object *step = json_answer(&steps[i].answer);

		json_object_object_add(step, "command", json_text(steps[i].command));
		json_object_array_add(list, step);
	}
	json_object_object_add(object, "device", json_text(report->device_name));
	json_object_object_add(object, "answers", list);
	json_print(object);
}
