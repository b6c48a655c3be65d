/* SPDX-License-Identifier: BSD-2-Clause */
/* What Linux makes of firmware: the resource table as the remoteproc core handles it, and Linux's own ELF loader. */
#ifndef SIGNFW_LINUX_H
#define SIGNFW_LINUX_H

#include <signfw.h>
#include <signfw/device.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A model of a remote processor under Linux: the remoteproc core, its virtio
 * devices and the driver of the STM32MP, with the memory of Linux's device tree.
 */
typedef struct signfw_linux signfw_linux;

/* Name of kernel `index`, newest first, and in *description what it is; NULL behind the last; static. */
SIGNFW_API const char *signfw_linux_name(size_t index, const char **description);

/* What Linux refuses is a warning of signfw_linux_check_...(), for firmware that may never meet it. */
#define SIGNFW_LINUX_WARN UINT64_C(0x1)

/* Options of signfw_linux_new(). */
struct signfw_linux_options {
	size_t struct_size;
	uint64_t flags;         /* SIGNFW_LINUX_... */
	const char *version;    /* see signfw_linux_name(); NULL: the newest */
	const void *devicetree; /* Linux's compiled device tree; NULL: all memory that a table asks for is there */
	size_t devicetree_size;
	const char *node; /* path of the processor in it; NULL: the first one that has a driver */
};

/* clang-format off */
#define SIGNFW_LINUX_OPTIONS_INIT { sizeof(struct signfw_linux_options), 0, NULL, NULL, 0, NULL }
/* clang-format on */

/*
 * Creates a Linux whose remote processor is off.
 *
 * @out: owned, free with signfw_linux_free()
 *
 * Fails with SIGNFW_E_ARGUMENT if there is no such kernel, and with
 * SIGNFW_E_DEVICETREE if this is not a device tree, or it has no remote processor
 * that Linux has a driver for.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_new(signfw_linux **out, const struct signfw_linux_options *options,
						   struct signfw_error *err);
SIGNFW_API void signfw_linux_free(signfw_linux *kernel);

/* The remote processor in Linux's device tree.  Strings belong to the kernel.  Layout is frozen. */
struct signfw_linux_processor {
	const char *path; /* of its node */
	const char *compatible;
	const char *binding; /* "none", "v1-v19", "v20", "v21", "v22", "std": how the node names OP-TEE; static */
	const char *driver;  /* of signfw_binding_name(), that takes it; NULL: none that is modelled; static */
};

/* Returns the processor; SIGNFW_E_ARGUMENT if there is no device tree. */
SIGNFW_CHECKED enum signfw_status signfw_linux_processor(const signfw_linux *kernel,
							 struct signfw_linux_processor *out);

/*
 * Looks for properties in the device tree that keep the driver from OP-TEE, with the
 * line that Linux prints, if it prints one.  Adds findings to the list.
 *
 * @driver: a name of signfw_binding_name(); NULL: that of the device tree's binding
 *
 * Fails with SIGNFW_E_ELF if a finding is an error.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_check_devicetree(const signfw_linux *kernel, const char *driver,
								signfw_findings *findings, struct signfw_error *err);

/* How the boot of a remote processor ends, from good to bad; the last one happens after a good boot. */
enum signfw_linux_verdict {
	SIGNFW_LINUX_OK = 0,
	SIGNFW_LINUX_BOOTS_WITH_WARNING = 1,
	SIGNFW_LINUX_BOOTS_TABLE_HIDDEN = 2, /* the firmware never sees what Linux writes to the table */
	SIGNFW_LINUX_BOOTS_WITHOUT_IPC = 3,  /* a virtio device is missing */
	SIGNFW_LINUX_REFUSED = 4,
	SIGNFW_LINUX_UNSAFE = 5,        /* Linux reads or writes memory that it must not */
	SIGNFW_LINUX_UNSAFE_ON_STOP = 6 /* the same, when the processor is stopped */
};

/* "ok", "boots-with-warning", ...; static. */
SIGNFW_API const char *signfw_linux_verdict_name(enum signfw_linux_verdict verdict);

/* The outcome of a boot.  Layout is frozen. */
struct signfw_linux_boot {
	enum signfw_linux_verdict verdict;
	int error;             /* 0, or a negative errno of Linux */
	size_t accepted;       /* number of entries of the table that a handler accepted */
	bool table_kept;       /* Linux found the table again: the firmware sees what Linux writes */
	uint64_t table_offset; /* where Linux finds the table in an ELF file, or SIGNFW_NO_OFFSET */
	uint64_t table_size;
	char reason[240]; /* of an unsafe verdict; otherwise "" */
};

/*
 * Boots firmware that the TEE loaded, with the table that the TEE reports.  Does not
 * look at the image.
 *
 * @table:            the bytes that Linux reads at the address; size 0: no table
 * @physical_address: what the TEE reports, or SIGNFW_NO_OFFSET for an address where
 *                    Linux finds the table again
 * @firmware_size:    size of the file, for the log
 *
 * Returns SIGNFW_OK whenever there is an outcome.  Fails with SIGNFW_E_UNSUPPORTED if
 * the table has more entries than any real one.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_boot_table(signfw_linux *kernel, const void *table, size_t size,
							  uint64_t physical_address, uint64_t firmware_size,
							  struct signfw_linux_boot *out, struct signfw_error *err);

/* Boots an ELF file without a TEE, with Linux's own loader; otherwise as signfw_linux_boot_table(). */
SIGNFW_CHECKED enum signfw_status signfw_linux_boot_elf(signfw_linux *kernel, const void *data, size_t size,
							struct signfw_linux_boot *out, struct signfw_error *err);

/* What the last boot did with an entry of the table. */
enum signfw_linux_answer {
	SIGNFW_LINUX_NOT_REACHED = 0, /* the boot ended before */
	SIGNFW_LINUX_ACCEPTED = 1,
	SIGNFW_LINUX_IGNORED = 2,
	SIGNFW_LINUX_ENTRY_REFUSED = 3
};

/* Returns the answer to entry `index`; *error, unless NULL, becomes its errno. */
SIGNFW_API enum signfw_linux_answer signfw_linux_entry(const signfw_linux *kernel, size_t index, int *error);

/* Line `index` that the last boot logged, e.g. "err: rsc table is truncated"; NULL behind the last. */
SIGNFW_API const char *signfw_linux_log(const signfw_linux *kernel, size_t index);

/* The table as the last boot left it; NULL if there is none. */
SIGNFW_API const void *signfw_linux_table(const signfw_linux *kernel, size_t *size);

/*
 * Judges a table as Linux does, entry by entry, with the memory of the kernel's device
 * tree, and warns of what Linux accepts silently.  Adds findings to the list.
 *
 * @table:            size 0: no table
 * @base:             where it begins, for the offsets of findings
 * @physical_address: where it is in memory, or SIGNFW_NO_OFFSET
 *
 * Fails with SIGNFW_E_ELF if a finding is an error: Linux refuses to boot, becomes
 * unsafe, or IPC cannot work.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_check_table(const signfw_linux *kernel, const void *table, size_t size,
							   uint64_t base, uint64_t physical_address,
							   signfw_findings *findings, struct signfw_error *err);

/* What Linux uses of the memory that firmware has, too. */
enum signfw_linux_use_kind {
	SIGNFW_LINUX_USES_TABLE = 0,
	SIGNFW_LINUX_USES_VRING = 1,
	SIGNFW_LINUX_USES_BUFFERS = 2, /* of RPMsg */
	SIGNFW_LINUX_USES_TRACE = 3,
	SIGNFW_LINUX_USES_CARVEOUT = 4
};

/* Memory that Linux uses, and whether it can.  Layout is frozen. */
struct signfw_linux_use {
	enum signfw_linux_use_kind kind;
	const char *name; /* "resource table", "vring 0", "vring 1", "buffers", "trace buffer", "carveout"; static */
	size_t entry;     /* of the table, that asks for it; 0 for the table itself */
	uint64_t physical_address; /* SIGNFW_NO_OFFSET: not known */
	uint64_t size;
	enum signfw_reach reach; /* SIGNFW_REACH_YES, _NO or _UNKNOWN */
	char reason[200];        /* what says no, or which input is missing; of SIGNFW_REACH_YES "" */
};

/*
 * Finds out whether Linux can reach the table and what its entries ask for: inside a
 * region of OP-TEE that its firewall leaves to Linux, and where Linux needs it,
 * inside a region of Linux's device tree.
 *
 * @memory:           of the device, best from OP-TEE's device tree; NULL: not known
 * @table:            the bytes that Linux reads
 * @physical_address: where it is in memory, or SIGNFW_NO_OFFSET
 *
 * Returns SIGNFW_E_ARGUMENT behind the last use.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_use(const signfw_linux *kernel, const signfw_memory *memory,
						   const void *table, size_t size, uint64_t physical_address,
						   size_t index, struct signfw_linux_use *out);

/* Adds a finding for each use that OP-TEE's firewall doesn't let Linux make.  Fails as signfw_linux_check_table(). */
SIGNFW_CHECKED enum signfw_status signfw_linux_check_reach(const signfw_linux *kernel, const signfw_memory *memory,
							   const void *table, size_t size, uint64_t base,
							   uint64_t physical_address, signfw_findings *findings,
							   struct signfw_error *err);

/*
 * Translates a device address to a physical one by the dma-ranges of the device tree.
 * Fails with SIGNFW_E_ARGUMENT if there is no tree, or no range has the address.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_translate(const signfw_linux *kernel, uint32_t device_address,
							 uint64_t *physical_address);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_LINUX_H */
