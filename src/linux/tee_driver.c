/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/tee_driver.h"

#include <stdlib.h>
#include <string.h>

#include "signfw/sequence.h"

/* Larger tables aren't modelled. */
#define TABLE_READ_MAX (1u << 20)

static const struct tee_binding bindings[] = {
	{
		.name = "v22",
		.description = "upstream's series for OP-TEE, version 22: st,rproc-tee",
		.has_release = true,
	},
	{
		.name = "v20",
		.description = "upstream's series for OP-TEE, version 20: a service node with children",
		.has_release = true,
		.maps_empty_table = true,
	},
	{
		.name = "std",
		.description = "ST's own kernels: st,stm32mp1-m4-tee, st,stm32mp2-m33-tee",
		.loads_first = true,
		.keeps_mapping = true,
		.attaches = true,
		.old_names = true,
	},
};
#define BINDING_COUNT (sizeof(bindings) / sizeof(bindings[0]))

const struct tee_binding *sfw_tee_binding(const char *name)
{
	for (size_t i = 0; i < BINDING_COUNT; i++)
		if (name == NULL || strcmp(bindings[i].name, name) == 0)
			return &bindings[i];
	return NULL;
}

const char *signfw_binding_name(size_t index, const char **description)
{
	if (index >= BINDING_COUNT)
		return NULL;
	if (description != NULL)
		*description = bindings[index].description;
	return bindings[index].name;
}

/* ---- commands ---- */

static const char *name_of(const struct tee_binding *binding, enum signfw_command command)
{
	switch (command) {
	case SIGNFW_COMMAND_LOAD:
		return "LOAD_FW";
	case SIGNFW_COMMAND_START:
		return binding->old_names ? "START_FW" : "START";
	case SIGNFW_COMMAND_STOP:
		return binding->old_names ? "STOP_FW" : "STOP";
	case SIGNFW_COMMAND_GET_RSC_TABLE:
		return "GET_RSC_TABLE";
	case SIGNFW_COMMAND_RELEASE:
		return "RELEASE_FW";
	case SIGNFW_COMMAND_GET_COREDUMP:
		break;
	}
	return "GET_COREDUMP";
}

/* Invokes a command; logs any result but success, and returns -EIO for it. */
static int invoke(struct remoteproc *rproc, struct tee_driver *driver, enum signfw_command command,
		  struct tee_reply *reply)
{
	const char *name = name_of(driver->binding, command);

	*reply = (struct tee_reply){0};
	if (driver->broken || !driver->tee->invoke(driver->tee->context, command, reply)) {
		driver->broken = true;
		return LINUX_EIO;
	}
	if (reply->result == SIGNFW_TEE_SUCCESS)
		return 0;
	if (driver->binding->old_names)
		sfw_kernel_log(&rproc->log, "err", "TA_RPROC_FW_CMD_%s invoke failed TEE err: %x, ret:0", name,
			       reply->result);
	else
		sfw_kernel_log(&rproc->log, "err", "TA_RPROC_CMD_%s invoke failed TEE err: %#x, ret:0", name,
			       reply->result);
	return LINUX_EIO;
}

static int load(struct remoteproc *rproc, struct tee_driver *driver)
{
	struct tee_reply reply;
	const int error = invoke(rproc, driver, SIGNFW_COMMAND_LOAD, &reply);

	driver->loaded = error == 0;
	return error;
}

static void release(struct remoteproc *rproc, void *context)
{
	struct tee_driver *driver = context;
	struct tee_reply reply;

	driver->loaded = false;
	driver->mapped = false;
	if (driver->binding->has_release)
		invoke(rproc, driver, SIGNFW_COMMAND_RELEASE, &reply);
}

/* ---- the table ---- */

void sfw_tee_driver_cleanup(struct tee_driver *driver)
{
	free(driver->table);
	driver->table = NULL;
	driver->table_size = 0;
}

bool sfw_tee_driver_read_table(struct tee_driver *driver, uint64_t pa, uint32_t size, bool *known)
{
	*known = false;
	sfw_tee_driver_cleanup(driver);
	if (size == 0 || size > TABLE_READ_MAX)
		return true;
	driver->table = malloc(size);
	if (driver->table == NULL)
		return false;
	driver->table_size = size;
	*known = driver->tee->read(driver->tee->context, pa, size, driver->table);
	return true;
}

/* Maps and copies what GET_RSC_TABLE reported. */
static int take_table(struct remoteproc *rproc, struct tee_driver *driver, const struct tee_reply *reply,
		      struct span *table)
{
	bool known;

	if (reply->table_size == 0 && driver->binding->maps_empty_table) {
		sfw_kernel_log(&rproc->log, "err", "Unable to map memory region: 0x%08llx+0",
			       (unsigned long long)reply->table_pa);
		return LINUX_ENOMEM;
	}
	if (!sfw_tee_driver_read_table(driver, reply->table_pa, reply->table_size, &known)) {
		driver->broken = true;
		return LINUX_ENOMEM;
	}
	driver->mapped = reply->table_size > 0;
	driver->table_unknown = driver->mapped && !known;
	if (known)
		*table = (struct span){driver->table, driver->table_size};
	return 0;
}

static int parse(struct remoteproc *rproc, void *context, struct span *table)
{
	struct tee_driver *driver = context;
	struct tee_reply reply;
	int error = driver->binding->loads_first ? 0 : load(rproc, driver);

	if (error != 0)
		return error;
	error = invoke(rproc, driver, SIGNFW_COMMAND_GET_RSC_TABLE, &reply);
	if (error == 0)
		error = take_table(rproc, driver, &reply, table);
	if (error != 0 && driver->binding->keeps_mapping) {
		sfw_kernel_log(&rproc->log, "warn", "no resource table found for this firmware");
		return 0;
	}
	/* the driver logs it, and then the core */
	if (error != 0)
		release(rproc, driver);
	return error;
}

/* The core copies its cached table to this address, with the size of this table. */
static int check_size(struct remoteproc *rproc, uint32_t size)
{
	if (size <= rproc->table.size)
		return 0;
	return sfw_remoteproc_crash(rproc,
				    "Linux copies %u bytes of its resource table, which has %zu: the firmware was "
				    "replaced while it ran",
				    size, rproc->table.size);
}

static int find_loaded(struct remoteproc *rproc, void *context, bool *found)
{
	struct tee_driver *driver = context;
	struct tee_reply reply;

	*found = driver->mapped && driver->binding->keeps_mapping;
	/* ST's asks again only if it had a table, and gave up its mapping */
	if (driver->binding->keeps_mapping && (driver->mapped || !rproc->has_table))
		return 0;
	if (invoke(rproc, driver, SIGNFW_COMMAND_GET_RSC_TABLE, &reply) != 0 || reply.table_size == 0)
		return driver->broken ? LINUX_EIO : 0;
	*found = driver->binding->keeps_mapping || !rproc->board->known ||
		 sfw_carveouts_at(&rproc->carveouts, reply.table_pa, reply.table_size) != NULL;
	return *found && rproc->has_table ? check_size(rproc, reply.table_size) : 0;
}

/* ---- the rest of a boot ---- */

static int check(struct remoteproc *rproc, void *context)
{
	return load(rproc, context);
}

static int load_segments(struct remoteproc *rproc, void *context)
{
	struct tee_driver *driver = context;

	return driver->binding->loads_first && driver->loaded ? 0 : load(rproc, driver);
}

static int start(struct remoteproc *rproc, void *context)
{
	struct tee_reply reply;

	return invoke(rproc, context, SIGNFW_COMMAND_START, &reply);
}

static int stop(struct remoteproc *rproc, void *context)
{
	struct tee_driver *driver = context;
	struct tee_reply reply;
	const int error = invoke(rproc, driver, SIGNFW_COMMAND_STOP, &reply);

	if (error == 0)
		driver->loaded = driver->mapped = false;
	return error;
}

static const struct boot_ops announced_first = {
	.parse = parse,
	.load = load_segments,
	.find_loaded = find_loaded,
	.start = start,
	.stop = stop,
	.release = release,
};

static const struct boot_ops checked_first = {
	.check = check,
	.parse = parse,
	.load = load_segments,
	.find_loaded = find_loaded,
	.start = start,
	.stop = stop,
	.release = release,
};

const struct boot_ops *sfw_tee_driver_ops_of(const struct tee_binding *binding)
{
	return binding->loads_first ? &checked_first : &announced_first;
}
