/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The resource table of a firmware image: an ELF section, ".resource_table", in
 * which firmware asks Linux for memory, rings and a trace buffer.
 */
#ifndef SIGNFW_RESOURCE_TABLE_H
#define SIGNFW_RESOURCE_TABLE_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A resource table in an image.  Layout is frozen. */
struct signfw_resource_table {
	uint32_t address;     /* sh_addr: what the device reports */
	uint32_t size;        /* sh_size */
	uint64_t offset;      /* sh_offset, in the image */
	uint32_t entry_count; /* 0 if it is encrypted */
	const void *data;     /* its bytes; NULL if they are encrypted or outside the image */
};

/* Types of entries. */
#define SIGNFW_RESOURCE_CARVEOUT     UINT32_C(0)
#define SIGNFW_RESOURCE_DEVMEM       UINT32_C(1)
#define SIGNFW_RESOURCE_TRACE        UINT32_C(2)
#define SIGNFW_RESOURCE_VDEV         UINT32_C(3)
#define SIGNFW_RESOURCE_VENDOR_FIRST UINT32_C(128)
#define SIGNFW_RESOURCE_VENDOR_LAST  UINT32_C(512)

/* A device address that Linux chooses (FW_RSC_ADDR_ANY). */
#define SIGNFW_RESOURCE_ADDRESS_ANY UINT32_C(0xffffffff)

/* The header of a table; fields outside the table are 0.  Layout is frozen. */
struct signfw_resource_header {
	bool complete; /* the header and all offsets are inside the table */
	uint32_t version;
	uint32_t entry_count; /* as the header says */
	uint32_t reserved[2];
};

/* Decodes the header of a table, which may contain anything.  @table: NULL only if `size` is 0. */
SIGNFW_API void signfw_resource_table_header(const void *table, size_t size, struct signfw_resource_header *out);

/* An entry; fields that its type does not have, or that are outside the table, are 0.  Layout is frozen. */
struct signfw_resource {
	uint32_t offset;  /* of its type word, in the table */
	uint32_t type;    /* SIGNFW_RESOURCE_... */
	const char *kind; /* "carveout", "devmem", "trace", "vdev", "vendor" or "unknown"; static */
	bool complete;    /* all its fields are inside the table */
	bool has_end;     /* its name ends with a NUL */

	/* carveout, devmem, trace; a trace has no pa and no flags */
	uint32_t da, pa, len, flags, reserved;
	char name[33]; /* as in the table, and NUL-terminated */

	/* vdev */
	uint32_t id, notifyid, dfeatures, gfeatures, config_len;
	uint8_t status, num_of_vrings, reserved_bytes[2];
	size_t vring_count; /* number of rings inside the table */
};

/*
 * Decodes entry `index` of a table.
 *
 * Fails with SIGNFW_E_ARGUMENT if the table has no such entry, and with SIGNFW_E_ELF
 * if the offset of the entry, or the type at that offset, is outside the table.
 */
SIGNFW_CHECKED enum signfw_status signfw_resource_get(const void *table, size_t size, size_t index,
						      struct signfw_resource *out, struct signfw_error *err);

/* A ring of a vdev.  Layout is frozen. */
struct signfw_vring {
	uint32_t da, align, num, notifyid, pa;
};

/* Decodes ring `index` of a vdev of this table; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_resource_vring(const void *table, size_t size,
							const struct signfw_resource *vdev, size_t index,
							struct signfw_vring *out);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_RESOURCE_TABLE_H */
