/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The resource table of a firmware image: what it says, and what Linux makes
 * of it.
 *
 * The table is an ELF section, ".resource_table", in which firmware asks Linux
 * for memory, rings and a trace buffer.  The conventions of signfw.h hold.
 */
#ifndef SIGNFW_RESOURCE_TABLE_H
#define SIGNFW_RESOURCE_TABLE_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what a table says ------------------------------------------------- */

/* Types of entries. */
#define SIGNFW_RESOURCE_CARVEOUT     UINT32_C(0)
#define SIGNFW_RESOURCE_DEVMEM       UINT32_C(1)
#define SIGNFW_RESOURCE_TRACE        UINT32_C(2)
#define SIGNFW_RESOURCE_VDEV         UINT32_C(3)
#define SIGNFW_RESOURCE_VENDOR_FIRST UINT32_C(128)
#define SIGNFW_RESOURCE_VENDOR_LAST  UINT32_C(512)

/* A device address that Linux is to choose (FW_RSC_ADDR_ANY). */
#define SIGNFW_RESOURCE_ADDRESS_ANY UINT32_C(0xffffffff)

/* The header of a table.  What the bytes are too short for is 0.  Layout is frozen. */
struct signfw_resource_header {
	bool complete; /* the header and all offsets are inside the table */
	uint32_t version;
	uint32_t entry_count; /* as the header says */
	uint32_t reserved[2];
};

/*
 * Fills in the header of a table, whatever is in it.
 *
 * @table: borrowed for this call; NULL only if `size` is 0
 */
SIGNFW_API void signfw_resource_table_header(const void *table, size_t size, struct signfw_resource_header *out);

/* An entry.  Fields that its type doesn't have, or that leave the table, are 0.  Layout is frozen. */
struct signfw_resource {
	uint32_t offset;  /* of its type word, in the table */
	uint32_t type;    /* SIGNFW_RESOURCE_... */
	const char *kind; /* "carveout", "devmem", "trace", "vdev", "vendor" or "unknown"; static storage */
	bool complete;    /* all its fields are inside the table */
	bool has_end;     /* its name ends with a NUL */

	/* of a carveout, devmem or trace; a trace has no pa and no flags */
	uint32_t da, pa, len, flags, reserved;
	char name[33]; /* as it is, but NUL-terminated */

	/* of a vdev */
	uint32_t id, notifyid, dfeatures, gfeatures, config_len;
	uint8_t status, num_of_vrings, reserved_bytes[2];
	size_t vring_count; /* those that are inside the table */
};

/*
 * Reads entry `index` of a table.
 *
 * @table: borrowed for this call
 *
 * Fails with SIGNFW_E_ARGUMENT: the table has no such entry; or with
 * SIGNFW_E_ELF: its offset, or the type at that offset, isn't in the table.
 */
SIGNFW_CHECKED enum signfw_status signfw_resource_get(const void *table, size_t size, size_t index,
						      struct signfw_resource *out, struct signfw_error *err);

/* A ring of a vdev.  Layout is frozen. */
struct signfw_vring {
	uint32_t da, align, num, notifyid, pa;
};

/* Reads ring `index` of a vdev that came from this table; SIGNFW_E_ARGUMENT when there is none. */
SIGNFW_CHECKED enum signfw_status signfw_resource_vring(const void *table, size_t size,
							const struct signfw_resource *vdev, size_t index,
							struct signfw_vring *out);

/* ---- what Linux makes of it -------------------------------------------- */

/*
 * A remote processor under Linux: the remoteproc core, its virtio devices and
 * the driver of the STM32MP, with the memory that Linux's device tree gives it.
 */
typedef struct signfw_linux signfw_linux;

/* Names and descriptions of the kernels that are known, the newest first; NULL behind the last.  Static storage. */
SIGNFW_API const char *signfw_linux_name(size_t index, const char **description);

/* Options of signfw_linux_new().  Start from SIGNFW_LINUX_OPTIONS_INIT. */
struct signfw_linux_options {
	size_t struct_size;     /* set by the initialiser */
	uint64_t flags;         /* none yet */
	const char *version;    /* of signfw_linux_name(); NULL: the newest */
	const void *devicetree; /* Linux's own, compiled; borrowed for the call; NULL: memory is taken to fit */
	size_t devicetree_size;
	const char *node; /* path of the processor in it; NULL: the first one that there is a driver for */
};

/* clang-format off */
#define SIGNFW_LINUX_OPTIONS_INIT { sizeof(struct signfw_linux_options), 0, NULL, NULL, 0, NULL }
/* clang-format on */

/*
 * A Linux whose remote processor is off.
 *
 * @out:     owned, free with signfw_linux_free()
 * @options: or NULL for the defaults
 *
 * Fails with SIGNFW_E_ARGUMENT: no such kernel; or with SIGNFW_E_DEVICETREE:
 * not a device tree, or no remote processor in it that Linux has a driver for.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_new(signfw_linux **out, const struct signfw_linux_options *options,
						   struct signfw_error *err);
SIGNFW_API void signfw_linux_free(signfw_linux *kernel);

/* How the boot of a remote processor ends.  From bad to worse, but for the last, which happens after a good one. */
enum signfw_linux_verdict {
	SIGNFW_LINUX_OK = 0,
	SIGNFW_LINUX_BOOTS_WITH_WARNING = 1,
	SIGNFW_LINUX_BOOTS_TABLE_HIDDEN = 2, /* the firmware never sees what Linux writes to the table */
	SIGNFW_LINUX_BOOTS_WITHOUT_IPC = 3,  /* a virtio device isn't there */
	SIGNFW_LINUX_REFUSED = 4,
	SIGNFW_LINUX_UNSAFE = 5,        /* Linux reads or writes what it must not */
	SIGNFW_LINUX_UNSAFE_ON_STOP = 6 /* likewise, when the processor is stopped */
};

/* "ok", "boots-with-warning", ...; static storage. */
SIGNFW_API const char *signfw_linux_verdict_name(enum signfw_linux_verdict verdict);

/* The outcome of a boot; strings live until the next one.  Layout is frozen. */
struct signfw_linux_boot {
	enum signfw_linux_verdict verdict;
	int error;             /* 0, or a negative errno of Linux */
	size_t accepted;       /* entries of the table that a handler took */
	bool table_kept;       /* the table was found again, so that the firmware sees what Linux writes */
	uint64_t table_offset; /* where in an ELF file Linux finds the table, or SIGNFW_NO_OFFSET */
	uint64_t table_size;
	char reason[240]; /* of an unsafe verdict; "" otherwise */
};

/*
 * Boots firmware that the TEE loaded, by the table that it reports.  The image
 * itself isn't looked at.
 *
 * @table:            the bytes that Linux reads at the address, borrowed for
 *                    this call; size 0: the TEE reports no table
 * @physical_address: where the TEE says that it is, or SIGNFW_NO_OFFSET: somewhere
 *                    that Linux finds again
 * @firmware_size:    of the file, for the log
 *
 * Returns SIGNFW_OK whenever there is an outcome.  Fails with
 * SIGNFW_E_UNSUPPORTED: more entries than any real table has; or with _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_boot_table(signfw_linux *kernel, const void *table, size_t size,
							  uint64_t physical_address, uint64_t firmware_size,
							  struct signfw_linux_boot *out, struct signfw_error *err);

/* Boots an ELF file without a TEE, by Linux's own loader.  Otherwise as signfw_linux_boot_table(). */
SIGNFW_CHECKED enum signfw_status signfw_linux_boot_elf(signfw_linux *kernel, const void *data, size_t size,
							struct signfw_linux_boot *out, struct signfw_error *err);

/* What was found in a table's entry by the last boot.  Layout is frozen. */
enum signfw_linux_answer {
	SIGNFW_LINUX_NOT_REACHED = 0, /* the boot ended before */
	SIGNFW_LINUX_ACCEPTED = 1,
	SIGNFW_LINUX_IGNORED = 2,
	SIGNFW_LINUX_ENTRY_REFUSED = 3
};

/* The answer to entry `index`, and in *error, unless NULL, the errno that goes with it. */
SIGNFW_API enum signfw_linux_answer signfw_linux_entry(const signfw_linux *kernel, size_t index, int *error);

/* Line `index` of what the last boot logged, "err: rsc table is truncated"; NULL behind the last. */
SIGNFW_API const char *signfw_linux_log(const signfw_linux *kernel, size_t index);

/*
 * Judges a table as Linux does, entry by entry, with the memory that the kernel's
 * device tree gives, and says also what Linux takes without a word.  Findings are
 * added to the list.
 *
 * @table:            borrowed for this call; size 0: there is none
 * @base:             where it begins, for the offsets of findings
 * @physical_address: where it is in memory, or SIGNFW_NO_OFFSET
 *
 * Fails with SIGNFW_E_ELF if a finding is an error: Linux refuses to boot, becomes
 * unsafe, or IPC can't work.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_check_table(const signfw_linux *kernel, const void *table, size_t size,
							   uint64_t base, uint64_t physical_address,
							   signfw_findings *findings, struct signfw_error *err);

/*
 * Translates a device address to a physical one by the tree's dma-ranges.  Fails
 * with SIGNFW_E_ARGUMENT if there is no tree, or no range that has the address.
 */
SIGNFW_CHECKED enum signfw_status signfw_linux_translate(const signfw_linux *kernel, uint32_t device_address,
							 uint64_t *physical_address);

/* The table as Linux left it; NULL if there is none.  Lives until the next boot. */
SIGNFW_API const void *signfw_linux_table(const signfw_linux *kernel, size_t *size);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_RESOURCE_TABLE_H */
