/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/host.h"

#include "base/error.h"

/* ---- U-Boot: drivers/remoteproc/rproc-optee.c ---- */

static int uboot_invoke(struct host *host, enum signfw_command command, const char *name, struct tee_reply *reply)
{
	const struct tee *tee = host->driver.tee;

	*reply = (struct tee_reply){0};
	if (!tee->invoke(tee->context, command, reply)) {
		host->driver.broken = true;
		return LINUX_EIO;
	}
	if (reply->result == SIGNFW_TEE_SUCCESS)
		return 0;
	sfw_kernel_log(&host->rproc.log, "err", "TA_RPROC_FW_CMD_%s invoke failed TEE err: %x, err:0", name,
		       reply->result);
	return LINUX_EIO;
}

static int uboot_load(struct host *host)
{
	struct tee_reply reply;

	return uboot_invoke(host, SIGNFW_COMMAND_LOAD, "LOAD_FW", &reply);
}

static int uboot_start(struct host *host)
{
	struct tee_reply table, reply;
	int error = uboot_invoke(host, SIGNFW_COMMAND_GET_RSC_TABLE, "GET_RSC_TABLE", &table);

	if (error == 0)
		error = uboot_invoke(host, SIGNFW_COMMAND_START, "START_FW", &reply);
	if (error != 0)
		return error;
	host->started_by_uboot = true;
	host->table_pa = table.table_pa;
	host->table_size = table.table_size;
	return 0;
}

static int uboot_stop(struct host *host)
{
	struct tee_reply reply;
	const int error = uboot_invoke(host, SIGNFW_COMMAND_STOP, "STOP_FW", &reply);

	if (error == 0)
		host->started_by_uboot = false;
	return error;
}

/* ---- Linux ---- */

/* Reads the table that U-Boot left; unknown bytes count as zeros. */
static int read_left_table(struct host *host, struct span *table)
{
	struct tee_driver *driver = &host->driver;
	bool known = false;

	*table = (struct span){0};
	if (host->table_size == 0)
		return 0;
	if (!sfw_tee_driver_read_table(driver, host->table_pa, host->table_size, &known)) {
		driver->broken = true;
		return LINUX_ENOMEM;
	}
	driver->table_unknown = !known;
	if (known)
		*table = (struct span){driver->table, driver->table_size};
	return 0;
}

/* The processor runs already. */
static int attach(struct host *host)
{
	struct remoteproc *rproc = &host->rproc;
	struct span table;

	if (!host->driver.binding->attaches) {
		sfw_kernel_log(&rproc->log, "err", "TEE support not yet compatible with attached state");
		return LINUX_EINVAL;
	}
	int error = read_left_table(host, &table);

	if (error == 0)
		error = sfw_boot_attach(rproc, table);
	host->attached = error == 0;
	return error;
}

static int start(struct host *host)
{
	const struct boot_ops *ops = sfw_tee_driver_ops_of(host->driver.binding);

	if (host->started_by_uboot && !host->attached)
		return attach(host);
	return sfw_boot_start(&host->rproc, ops, &host->driver, host->file_size);
}

static int stop(struct host *host)
{
	const struct boot_ops *ops = sfw_tee_driver_ops_of(host->driver.binding);
	const int error = sfw_boot_stop(&host->rproc, ops, &host->driver);

	if (host->rproc.state == REMOTEPROC_OFFLINE)
		host->attached = host->started_by_uboot = false;
	return error;
}

int sfw_host_act(struct host *host, enum signfw_action action)
{
	switch (action) {
	case SIGNFW_ACTION_START:
		return start(host);
	case SIGNFW_ACTION_STOP:
		return stop(host);
	case SIGNFW_ACTION_CRASH:
		return sfw_boot_recover(&host->rproc, sfw_tee_driver_ops_of(host->driver.binding), &host->driver);
	case SIGNFW_ACTION_UBOOT_LOAD:
		return uboot_load(host);
	case SIGNFW_ACTION_UBOOT_START:
		return uboot_start(host);
	case SIGNFW_ACTION_UBOOT_STOP:
		return uboot_stop(host);
	}
	return LINUX_EINVAL;
}

const char *sfw_host_state(const struct host *host)
{
	switch (host->rproc.state) {
	case REMOTEPROC_RUNNING:
		return host->attached ? "attached" : "running";
	case REMOTEPROC_CRASHED:
		return "crashed";
	case REMOTEPROC_OFFLINE:
		break;
	}
	return "offline";
}

void sfw_host_cleanup(struct host *host)
{
	sfw_tee_driver_cleanup(&host->driver);
	sfw_remoteproc_reset(&host->rproc);
}
