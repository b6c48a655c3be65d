/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The drivers by which Linux lets OP-TEE load firmware: remoteproc_tee.c of the
 * upstream series, and tee_remoteproc.c of ST's kernels.
 */
#ifndef SFW_LINUX_TEE_DRIVER_H
#define SFW_LINUX_TEE_DRIVER_H

#include "linux/boot.h"
#include "signfw/device.h"

/* What a TEE answers to a command. */
struct tee_reply {
	uint32_t result;
	uint64_t table_pa; /* of GET_RSC_TABLE */
	uint32_t table_size;
};

/* The TEE that the driver invokes. */
struct tee {
	void *context;
	/* false: the model itself failed */
	bool (*invoke)(void *context, enum signfw_command command, struct tee_reply *reply);
	/* Reads memory; false if nobody knows what is there. */
	bool (*read)(void *context, uint64_t pa, uint32_t size, uint8_t *out);
};

/* What differs between drivers. */
struct tee_binding {
	const char *name, *description;
	bool loads_first;      /* LOAD comes before the boot is announced, to check the file */
	bool maps_empty_table; /* a table of size 0 is mapped, which fails */
	bool has_release;      /* RELEASE ends every boot and every failed one */
	bool keeps_mapping;    /* a table is mapped once, wherever it is, and errors of GET_RSC_TABLE don't matter */
	bool attaches;         /* to a processor that a boot loader started */
	bool old_names;        /* in lines */
};

/* The binding of this name, or NULL; the newest for a NULL name. */
const struct tee_binding *sfw_tee_binding(const char *name);

struct tee_driver {
	const struct tee_binding *binding;
	const struct tee *tee;
	bool loaded;        /* since the last stop */
	bool mapped;        /* the table */
	bool table_unknown; /* nobody knows what is in the table */
	bool broken;        /* tee.invoke() failed */
	uint8_t *table;     /* owned */
	size_t table_size;
};

/* What the driver does for the core; its context is the struct tee_driver. */
const struct boot_ops *sfw_tee_driver_ops_of(const struct tee_binding *binding);

/* Frees what the driver owns. */
void sfw_tee_driver_cleanup(struct tee_driver *driver);

/* Reads the table at an address into the driver; false for want of memory.  *known is false if nobody knows it. */
MUST_CHECK bool sfw_tee_driver_read_table(struct tee_driver *driver, uint64_t pa, uint32_t size, bool *known);

#endif
