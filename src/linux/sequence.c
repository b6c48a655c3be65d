/* SPDX-License-Identifier: BSD-2-Clause */
/* Public functions of signfw/sequence.h: a host and a device. */
#include "signfw/sequence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/struct_size.h"
#include "linux/host.h"
#include "linux/kernels.h"
#include "linux/linux_tree.h"
#include "linux/trial_boot.h"

#define NAME_SIZE 256

struct firmware {
	char name[NAME_SIZE];
	const void *data;
	size_t size;
};

struct signfw_sequence {
	signfw_device *device;
	struct host host;
	struct tee tee;
	struct linux_board board;
	struct firmware installed;
	char loaded[NAME_SIZE + 16];      /* what memory holds; "": nothing */
	bool is_partly_loaded;            /* by the last action */
	bool loads_twice, cannot_release; /* was reported */
	char booted[NAME_SIZE];           /* what Linux booted last */
	struct signfw_call *calls;        /* owned; of the last action */
	size_t call_count, call_capacity;
	struct signfw_memory_change *changes; /* owned; likewise */
	size_t change_count, change_capacity;
	bool session;    /* is open */
	bool is_by_host; /* Linux or U-Boot gives the commands */
	uint32_t processor;
	signfw_findings *findings; /* owned */
	struct signfw_error error; /* why the device gave no answer */
};

static const struct options_kind sequence_options = {
	.size = SIZE_UNTIL(struct signfw_sequence_options, processor),
	.first_size = SIZE_UNTIL(struct signfw_sequence_options, processor),
};

DEFINE_CLEANUP(sequence_cleanup, signfw_sequence, signfw_sequence_free)

/* ---- the device as a TEE ---- */

static const char *tee_state(const signfw_sequence *sequence)
{
	static const char *const names[] = {
		[SIGNFW_DEVICE_NONE] = "NONE",
		[SIGNFW_DEVICE_OFF] = "OFF",
		[SIGNFW_DEVICE_LOADED] = "LOADED",
		[SIGNFW_DEVICE_STARTED] = "STARTED",
	};

	return names[signfw_device_state(sequence->device)];
}

static bool keep_call(signfw_sequence *sequence, const struct signfw_call *call)
{
	struct signfw_call *calls =
		sfw_array_grow(sequence->calls, sequence->call_count, &sequence->call_capacity, sizeof(*calls));

	if (calls == NULL)
		return false;
	sequence->calls = calls;
	calls[sequence->call_count++] = *call;
	return true;
}

static bool keep_change(signfw_sequence *sequence, const struct signfw_memory_change *change)
{
	struct signfw_memory_change *changes =
		sfw_array_grow(sequence->changes, sequence->change_count, &sequence->change_capacity, sizeof(*changes));

	if (changes == NULL)
		return false;
	sequence->changes = changes;
	changes[sequence->change_count++] = *change;
	return true;
}

/* Whether nothing but zeros is in memory. */
static bool memory_is_clear(const signfw_device *device)
{
	struct signfw_memory_extent extent;

	for (size_t i = 0; signfw_device_memory_extent(device, i, &extent) == SIGNFW_OK; i++)
		if (extent.data != NULL || !extent.known)
			return false;
	return true;
}

/* Whether the device looked at what it was to load. */
static bool has_looked(const struct signfw_answer *answer)
{
	return strcmp(answer->rule, "already-loaded") != 0 && strcmp(answer->rule, "state") != 0;
}

/* What a LOAD wrote, even if it failed on the way. */
static bool keep_transfers(signfw_sequence *sequence)
{
	struct signfw_transfer transfer;

	for (size_t i = 0; signfw_device_transfer(sequence->device, i, &transfer) == SIGNFW_OK; i++)
		if (!keep_change(sequence,
				 &(struct signfw_memory_change){sequence->call_count, transfer.physical_address,
								transfer.size, transfer.zero, transfer.region}))
			return false;
	return true;
}

static bool keep_clearing(signfw_sequence *sequence)
{
	struct signfw_memory_extent extent;

	for (size_t i = 0; signfw_device_memory_extent(sequence->device, i, &extent) == SIGNFW_OK; i++)
		if (!keep_change(sequence, &(struct signfw_memory_change){sequence->call_count, extent.physical_address,
									  extent.size, true, NULL}))
			return false;
	return true;
}

/* Which firmware memory holds after a LOAD. */
static void note_load(signfw_sequence *sequence, const struct signfw_answer *answer)
{
	const bool loaded = answer->result == SIGNFW_TEE_SUCCESS;

	if (loaded && !has_looked(answer) && sequence->loaded[0] != '\0' &&
	    strcmp(sequence->loaded, sequence->installed.name) != 0)
		sfw_report(sequence->findings, SFW_BOOT_STALE_FIRMWARE, SIGNFW_NO_OFFSET,
			   "LOAD of %s is answered with success, but memory keeps %s, and that will run",
			   sequence->installed.name, sequence->loaded);
	if (!has_looked(answer) || (!loaded && signfw_device_transfer_count(sequence->device) == 0))
		return;
	sequence->is_partly_loaded = !loaded;
	snprintf(sequence->loaded, sizeof(sequence->loaded), "%s%s", sequence->installed.name,
		 loaded ? "" : " (partly)");
}

/* Notes what a command did to memory; false for want of memory of ours. */
static bool note_memory(signfw_sequence *sequence, const struct signfw_call *call, bool was_clear)
{
	bool done = true;

	if (call->command == SIGNFW_COMMAND_LOAD && has_looked(&call->answer)) {
		done = keep_transfers(sequence);
		note_load(sequence, &call->answer);
	} else if (call->command == SIGNFW_COMMAND_LOAD) {
		note_load(sequence, &call->answer);
	}
	if (!memory_is_clear(sequence->device))
		return done;
	sequence->loaded[0] = '\0';
	sequence->is_partly_loaded = false;
	return done && (was_clear || keep_clearing(sequence));
}

/*
 * What isn't a fault yet when a host gives the commands: drivers load twice, which
 * matters only if there was something else to load, and clear memory after a failure.
 */
static const enum sfw_rule judged_later[] = {SFW_DEVICE_LOAD_IGNORED, SFW_DEVICE_PARTLY_LOADED, SFW_RULE_COUNT};

static bool invoke_device(void *context, enum signfw_command command, struct tee_reply *reply)
{
	signfw_sequence *sequence = context;
	struct signfw_call call = {.command = command};
	const bool was_clear = memory_is_clear(sequence->device);
	const enum signfw_status status =
		signfw_device_invoke(sequence->device, command, sequence->installed.data, sequence->installed.size,
				     &call.answer, &sequence->error);

	if (status != SIGNFW_OK)
		return false;
	if (command == SIGNFW_COMMAND_GET_RSC_TABLE && call.answer.result == SIGNFW_TEE_SUCCESS)
		signfw_device_resource_table(sequence->device, &call.table_address, &call.table_size);
	call.tee_state = tee_state(sequence);
	sfw_findings_add(sequence->findings, signfw_device_findings(sequence->device),
			 sequence->is_by_host ? judged_later : NULL);
	*reply = (struct tee_reply){call.answer.result, call.table_address, call.table_size};
	if (note_memory(sequence, &call, was_clear) && keep_call(sequence, &call))
		return true;
	sfw_fail_memory(&sequence->error);
	return false;
}

static bool read_device(void *context, uint64_t pa, uint32_t size, uint8_t *out)
{
	const signfw_sequence *sequence = context;

	return signfw_device_memory_read(sequence->device, pa, out, size);
}

/* ---- faults that cause no error ---- */

/* The first call of a command in this action that had this result; NULL if there is none. */
static const struct signfw_call *find_call(const signfw_sequence *sequence, enum signfw_command command,
					   uint32_t result)
{
	for (size_t i = 0; i < sequence->call_count; i++)
		if (sequence->calls[i].command == command && sequence->calls[i].answer.result == result)
			return &sequence->calls[i];
	return NULL;
}

/* Reports a kernel and an OP-TEE that don't work together, each reason once. */
static void report_pair(signfw_sequence *sequence)
{
	const char *binding = sequence->host.driver.binding->name;
	const char *version = signfw_device_version(sequence->device);
	const bool loads_twice = sequence->call_count > 2 && sequence->calls[2].command == SIGNFW_COMMAND_LOAD &&
				 sequence->calls[2].answer.result == SIGNFW_TEE_BAD_STATE;
	const bool cannot_release = find_call(sequence, SIGNFW_COMMAND_RELEASE, SIGNFW_TEE_BAD_PARAMETERS) != NULL;

	if (loads_twice && !sequence->loads_twice)
		sfw_report(sequence->findings, SFW_LINUX_TEE_PAIR, SIGNFW_NO_OFFSET,
			   "Linux %s loads twice in one boot, which %s refuses: no firmware boots with this pair",
			   binding, version);
	else if (cannot_release && !sequence->cannot_release)
		sfw_report(sequence->findings, SFW_LINUX_TEE_PAIR, SIGNFW_NO_OFFSET,
			   "Linux %s releases firmware by a command that %s doesn't know: memory isn't cleared, and "
			   "after a boot that failed the firmware stays loaded",
			   binding, version);
	sequence->loads_twice |= loads_twice;
	sequence->cannot_release |= cannot_release;
}

static void report_outcome(signfw_sequence *sequence, enum signfw_action action, unsigned power_before)
{
	const struct remoteproc *rproc = &sequence->host.rproc;
	const struct signfw_call *refused = find_call(sequence, SIGNFW_COMMAND_LOAD, SIGNFW_TEE_BAD_STATE);

	if (action == SIGNFW_ACTION_START && power_before > 0 && rproc->state == REMOTEPROC_OFFLINE)
		sfw_report(
			sequence->findings, SFW_BOOT_START_IGNORED, SIGNFW_NO_OFFSET,
			"start is answered with success, but does nothing: the recovery failed, and Linux still counts "
			"the processor as started; only unbinding the driver helps");
	if (refused != NULL && refused == sequence->calls && rproc->state == REMOTEPROC_OFFLINE &&
	    signfw_device_state(sequence->device) == SIGNFW_DEVICE_LOADED)
		sfw_report(sequence->findings, SFW_BOOT_STUCK, SIGNFW_NO_OFFSET,
			   "the TA holds firmware of a boot that failed, and Linux never sends STOP: LOAD is refused "
			   "until the next reset");
	if (sequence->is_partly_loaded)
		sfw_report(sequence->findings, SFW_DEVICE_PARTLY_LOADED, SIGNFW_NO_OFFSET,
			   "the firmware is refused, but a part of it is in memory already, and stays there");
	if (action == SIGNFW_ACTION_CRASH && rproc->has_table && rproc->state == REMOTEPROC_RUNNING &&
	    strcmp(sequence->booted, sequence->installed.name) != 0)
		sfw_report(sequence->findings, SFW_BOOT_TABLE_MIXED, SIGNFW_NO_OFFSET,
			   "the recovery loads %s, but Linux writes the resource table of %s over its own",
			   sequence->installed.name, sequence->booted);
	if (sequence->host.driver.table_unknown)
		sfw_report(sequence->findings, SFW_BOOT_TABLE_UNKNOWN, SIGNFW_NO_OFFSET,
			   "it isn't known what is where the resource table is said to be, so its entries weren't "
			   "handled");
	report_pair(sequence);
}

/* ---- public ---- */

static enum signfw_status prepare(signfw_sequence *sequence, const struct signfw_sequence_options *options,
				  struct signfw_error *err)
{
	const struct kernel *kernel = sfw_kernel_find(options->version);
	const struct tee_binding *binding = sfw_tee_binding(options->binding);

	if (options->device == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no device was given");
	if (kernel == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no kernel '%.32s' is known", options->version);
	if (binding == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no binding '%.32s' is known", options->binding);
	sequence->device = options->device;
	sequence->processor =
		options->processor == NULL ? signfw_device_processor(options->device) : *options->processor;
	snprintf(sequence->board.name, sizeof(sequence->board.name), "%s", sequence->processor == 0 ? "m4" : "m33");
	sequence->tee = (struct tee){sequence, invoke_device, read_device};
	sequence->host.rproc = (struct remoteproc){.kernel = kernel, .board = &sequence->board};
	sequence->host.driver = (struct tee_driver){.binding = binding, .tee = &sequence->tee};
	sequence->findings = sfw_findings_new();
	if (sequence->findings == NULL)
		return sfw_fail_memory(err);
	sfw_findings_judge_boot(sequence->findings);
	if (options->devicetree == NULL)
		return SIGNFW_OK;
	return sfw_linux_tree_read(&sequence->board, options->devicetree, options->devicetree_size, options->node, err);
}

enum signfw_status signfw_sequence_new(signfw_sequence **out, const struct signfw_sequence_options *options,
				       struct signfw_error *err)
{
	struct signfw_sequence_options mine = SIGNFW_SEQUENCE_OPTIONS_INIT;

	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the sequence was given");
	enum signfw_status status = sfw_options_import(&mine, &sequence_options, options, err);

	if (status != SIGNFW_OK)
		return status;
	CLEANUP(sequence_cleanup) signfw_sequence *sequence = calloc(1, sizeof(*sequence));

	if (sequence == NULL)
		return sfw_fail_memory(err);
	status = prepare(sequence, &mine, err);
	if (status != SIGNFW_OK)
		return status;
	*out = sequence;
	sequence = NULL;
	return SIGNFW_OK;
}

void signfw_sequence_free(signfw_sequence *sequence)
{
	if (sequence == NULL)
		return;
	sfw_host_cleanup(&sequence->host);
	signfw_findings_free(sequence->findings);
	free(sequence->calls);
	free(sequence->changes);
	free(sequence);
}

enum signfw_status signfw_sequence_install(signfw_sequence *sequence, const char *name, const void *data, size_t size,
					   struct signfw_error *err)
{
	if (sequence == NULL || name == NULL || (data == NULL && size > 0) || size > UINT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no sequence, no name, or no usable firmware");
	sequence->installed.data = data;
	sequence->installed.size = size;
	sequence->host.file_size = size;
	snprintf(sequence->installed.name, sizeof(sequence->installed.name), "%s", name);
	sfw_findings_set_source(sequence->findings, sequence->installed.name);
	return SIGNFW_OK;
}

/* An action that does nothing has no verdict of its own. */
static enum signfw_linux_verdict verdict_of(struct remoteproc *rproc, int error)
{
	if (error == 0 && rproc->log.count == 0)
		return SIGNFW_LINUX_OK;
	return rproc->state == REMOTEPROC_RUNNING || error != 0 ? sfw_verdict(rproc, error) : SIGNFW_LINUX_OK;
}

static void fill_step(signfw_sequence *sequence, int error, struct signfw_step *out)
{
	struct remoteproc *rproc = &sequence->host.rproc;

	*out = (struct signfw_step){
		.verdict = verdict_of(rproc, error),
		.error = error < 0 ? error : 0,
		.state = sfw_host_state(&sequence->host),
		.power = rproc->power,
		.tee_state = tee_state(sequence),
		.firmware = sequence->loaded[0] == '\0' ? NULL : sequence->loaded,
		.call_count = sequence->call_count,
	};
	if (out->verdict >= SIGNFW_LINUX_UNSAFE)
		snprintf(out->reason, sizeof(out->reason), "%s", rproc->reason);
}

/* Opens a session, as drivers do when they are probed and clients before their first command. */
static int open_session(signfw_sequence *sequence)
{
	const uint32_t result =
		sequence->session ? SIGNFW_TEE_SUCCESS : signfw_sequence_open(sequence, sequence->processor);

	if (result == SIGNFW_TEE_SUCCESS)
		return 0;
	sfw_kernel_log(&sequence->host.rproc.log, "err", "tee_client_open_session failed, err: %#x", result);
	return LINUX_EINVAL;
}

static void begin_action(signfw_sequence *sequence, bool is_by_host)
{
	sequence->is_by_host = is_by_host;
	sequence->is_partly_loaded = false;
	sequence->call_count = 0;
	sequence->change_count = 0;
	sequence->host.driver.table_unknown = false;
	sfw_kernel_log_clear(&sequence->host.rproc.log);
}

/* The reason why there is no outcome. */
static enum signfw_status check_outcome(const signfw_sequence *sequence, int error, struct signfw_error *err)
{
	if (sequence->host.rproc.log.failed)
		return sfw_fail_memory(err);
	if (sequence->host.driver.broken && sequence->error.status != SIGNFW_OK)
		return sfw_fail(err, sequence->error.status, "%s", sequence->error.message);
	if (sequence->host.driver.broken)
		return sfw_fail_memory(err);
	if (error == BOOT_UNSUPPORTED)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "the resource table has more in it than any real one");
	return SIGNFW_OK;
}

enum signfw_status signfw_sequence_act(signfw_sequence *sequence, enum signfw_action action, struct signfw_step *out,
				       struct signfw_error *err)
{
	if (sequence == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				sequence == NULL ? "sequence" : "place for the step");
	const unsigned power = sequence->host.rproc.power;

	begin_action(sequence, true);
	int error = open_session(sequence);

	if (error == 0)
		error = sfw_host_act(&sequence->host, action);
	const enum signfw_status status = check_outcome(sequence, error, err);

	if (status != SIGNFW_OK)
		return status;
	report_outcome(sequence, action, power);
	if (action == SIGNFW_ACTION_START && error == 0)
		snprintf(sequence->booted, sizeof(sequence->booted), "%s", sequence->installed.name);
	fill_step(sequence, error, out);
	return SIGNFW_OK;
}

enum signfw_status signfw_sequence_command(signfw_sequence *sequence, enum signfw_command command,
					   struct signfw_step *out, struct signfw_error *err)
{
	struct tee_reply reply = {0};

	if (sequence == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				sequence == NULL ? "sequence" : "place for the step");
	begin_action(sequence, false);
	int error = open_session(sequence);

	if (error == 0 && !invoke_device(sequence, command, &reply))
		sequence->host.driver.broken = true;
	if (reply.result != SIGNFW_TEE_SUCCESS)
		error = LINUX_EIO;
	const enum signfw_status status = check_outcome(sequence, error, err);

	if (status == SIGNFW_OK)
		fill_step(sequence, error, out);
	return status;
}

uint32_t signfw_sequence_open(signfw_sequence *sequence, uint32_t processor)
{
	if (sequence->session)
		return SIGNFW_TEE_BUSY;
	if (processor != signfw_device_processor(sequence->device))
		return SIGNFW_TEE_NOT_SUPPORTED;
	sequence->session = true;
	return SIGNFW_TEE_SUCCESS;
}

uint32_t signfw_sequence_close(signfw_sequence *sequence)
{
	sequence->session = false;
	return SIGNFW_TEE_SUCCESS;
}

enum signfw_status signfw_sequence_change(const signfw_sequence *sequence, size_t index,
					  struct signfw_memory_change *out)
{
	if (sequence == NULL || out == NULL || index >= sequence->change_count)
		return SIGNFW_E_ARGUMENT;
	*out = sequence->changes[index];
	return SIGNFW_OK;
}

enum signfw_status signfw_sequence_call(const signfw_sequence *sequence, size_t index, struct signfw_call *out)
{
	if (sequence == NULL || out == NULL || index >= sequence->call_count)
		return SIGNFW_E_ARGUMENT;
	*out = sequence->calls[index];
	return SIGNFW_OK;
}

const char *signfw_sequence_log(const signfw_sequence *sequence, size_t index)
{
	return sequence != NULL && index < sequence->host.rproc.log.count ? sequence->host.rproc.log.lines[index]
									  : NULL;
}

const signfw_findings *signfw_sequence_findings(const signfw_sequence *sequence)
{
	return sequence == NULL ? NULL : sequence->findings;
}
