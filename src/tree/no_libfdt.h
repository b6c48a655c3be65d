/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Stands for libfdt's header where the library is built without it.  No tree
 * can be opened then, so none of this is ever called: the compiler wants it,
 * and answers that don't make it warn.
 */
#ifndef SFW_TREE_NO_LIBFDT_H
#define SFW_TREE_NO_LIBFDT_H

#include <stddef.h>
#include <stdint.h>

#define FDT_ERR_NOTFOUND   1
#define FDT_ERR_TRUNCATED  8
#define FDT_ERR_BADVERSION 10

typedef uint32_t fdt32_t;

struct fdt_header {
	fdt32_t magic;
};

#define fdt_totalsize(fdt)       ((void)(fdt), 0U)
#define fdt_version(fdt)         ((void)(fdt), 0U)
#define fdt_off_dt_struct(fdt)   ((void)(fdt), 0U)
#define fdt_off_dt_strings(fdt)  ((void)(fdt), 0U)
#define fdt_off_mem_rsvmap(fdt)  ((void)(fdt), 0U)
#define fdt_size_dt_strings(fdt) ((void)(fdt), 0U)

static inline uint32_t fdt32_ld(const fdt32_t *at)
{
	return *at;
}

static inline const char *fdt_strerror(int error)
{
	(void)error;
	return "";
}

static inline int fdt_check_header(const void *fdt)
{
	(void)fdt;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_check_full(const void *fdt, size_t size)
{
	(void)fdt;
	(void)size;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_address_cells(const void *fdt, int node)
{
	(void)fdt;
	(void)node;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_size_cells(const void *fdt, int node)
{
	(void)fdt;
	(void)node;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_parent_offset(const void *fdt, int node)
{
	(void)fdt;
	(void)node;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_next_node(const void *fdt, int node, int *depth)
{
	(void)fdt;
	(void)node;
	(void)depth;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_path_offset(const void *fdt, const char *path)
{
	(void)fdt;
	(void)path;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_node_offset_by_phandle(const void *fdt, uint32_t phandle)
{
	(void)fdt;
	(void)phandle;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_node_offset_by_compatible(const void *fdt, int start, const char *compatible)
{
	(void)fdt;
	(void)start;
	(void)compatible;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_node_check_compatible(const void *fdt, int node, const char *compatible)
{
	(void)fdt;
	(void)node;
	(void)compatible;
	return 0;
}

static inline int fdt_stringlist_search(const void *fdt, int node, const char *property, const char *string)
{
	(void)fdt;
	(void)node;
	(void)property;
	(void)string;
	return -FDT_ERR_NOTFOUND;
}

static inline int fdt_get_path(const void *fdt, int node, char *out, int size)
{
	(void)fdt;
	(void)node;
	(void)size;
	*out = '\0';
	return -FDT_ERR_NOTFOUND;
}

static inline const char *fdt_get_name(const void *fdt, int node, int *length)
{
	(void)fdt;
	(void)node;
	if (length != NULL)
		*length = 0;
	return "";
}

static inline const void *fdt_getprop(const void *fdt, int node, const char *name, int *length)
{
	(void)fdt;
	(void)node;
	(void)name;
	if (length != NULL)
		*length = -FDT_ERR_NOTFOUND;
	return NULL;
}

#endif
