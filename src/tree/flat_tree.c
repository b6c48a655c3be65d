/* SPDX-License-Identifier: BSD-2-Clause */
#include "tree/flat_tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#ifndef SIGNFW_WITHOUT_LIBFDT
#define HAS_LIBFDT true
#else
#define HAS_LIBFDT false
#endif

#define TREE_SIZE_MAX     (2 << 20) /* as much as arm64 Linux takes */
#define PROPERTY_NAME_MAX 255       /* the specification says 31 */
#define CELL_SIZE         4

/* ---- the tree as a whole ---- */

/*
 * libfdt looks for the end of a property's name whenever it sees one.  With
 * long names that are used often, that would take hours.
 */
static bool has_long_property_name(const void *fdt)
{
	const char *strings = (const char *)fdt + fdt_off_dt_strings(fdt);
	size_t length = 0;

	for (uint32_t i = 0; i < fdt_size_dt_strings(fdt); i++) {
		length = strings[i] == '\0' ? 0 : length + 1;
		if (length > PROPERTY_NAME_MAX)
			return true;
	}
	return false;
}

/* libfdt reads whole numbers there, which some machines take for an error anywhere else. */
static bool is_aligned(const void *fdt)
{
	return fdt_off_mem_rsvmap(fdt) % sizeof(uint64_t) == 0 && fdt_off_dt_struct(fdt) % CELL_SIZE == 0;
}

static enum signfw_status check_tree(const void *fdt, size_t size, struct signfw_error *err)
{
	int error = size < sizeof(struct fdt_header) ? -FDT_ERR_TRUNCATED : fdt_check_header(fdt);

	if (error == 0 && fdt_totalsize(fdt) > size)
		error = -FDT_ERR_TRUNCATED;
	/* older ones, which dtc doesn't write any more, have other names and other headers */
	if (error == 0 && fdt_version(fdt) < 16)
		error = -FDT_ERR_BADVERSION;
	if (error == 0 && !is_aligned(fdt))
		return sfw_fail(err, SIGNFW_E_DEVICETREE,
				"not a usable device tree: reservations at 0x%x and structure at 0x%x, expected "
				"multiples of 8 and 4",
				fdt_off_mem_rsvmap(fdt), fdt_off_dt_struct(fdt));
	if (error == 0 && has_long_property_name(fdt))
		return sfw_fail(err, SIGNFW_E_DEVICETREE, "a property's name has more than %d characters",
				PROPERTY_NAME_MAX);
	if (error == 0)
		error = fdt_check_full(fdt, size);
	if (error != 0)
		return sfw_fail(err, SIGNFW_E_DEVICETREE, "not a usable device tree: %s", fdt_strerror(error));
	return SIGNFW_OK;
}

enum signfw_status sfw_tree_open(struct flat_tree *out, const void *data, size_t size, struct signfw_error *err)
{
	if (!HAS_LIBFDT)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"device trees can't be read: the library was built without libfdt (SIGNFW_LIBFDT=OFF)");
	if (size > TREE_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_DEVICETREE,
				"%zu bytes are too many for a device tree, expected at most %d", size, TREE_SIZE_MAX);
	/* libfdt wants alignment */
	void *copy = malloc(size + 1);

	if (copy == NULL)
		return sfw_fail_memory(err);
	if (size > 0)
		memcpy(copy, data, size);
	const enum signfw_status status = check_tree(copy, size, err);

	if (status == SIGNFW_OK)
		*out = (struct flat_tree){copy, err};
	else
		free(copy);
	return status;
}

void sfw_tree_close(struct flat_tree *tree)
{
	free(tree->fdt);
	tree->fdt = NULL;
}

/* ---- names ---- */

/* A hostile name gets into no terminal and breaks no line. */
static void make_printable(char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text > '~' || *text == '"' || *text == '\\')
			*text = '?';
}

void sfw_tree_path(const struct flat_tree *tree, int node, char out[TREE_PATH_SIZE])
{
	/* the end of a long path says more than its start, but libfdt can't tell it */
	if (fdt_get_path(tree->fdt, node, out, TREE_PATH_SIZE) != 0)
		snprintf(out, TREE_PATH_SIZE, ".../%.40s", fdt_get_name(tree->fdt, node, NULL));
	make_printable(out);
}

void sfw_tree_name(const struct flat_tree *tree, int node, char out[TREE_NAME_SIZE])
{
	const char *name = fdt_get_name(tree->fdt, node, NULL);

	snprintf(out, TREE_NAME_SIZE, "%.*s", (int)strcspn(name, "@"), name);
	make_printable(out);
}

enum signfw_status sfw_tree_fail(const struct flat_tree *tree, int node, const char *format, ...)
{
	char path[TREE_PATH_SIZE], text[200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	sfw_tree_path(tree, node, path);
	return sfw_fail(tree->err, SIGNFW_E_DEVICETREE, "%s: %s", path, text);
}

/* ---- properties ---- */

bool sfw_tree_has(const struct flat_tree *tree, int node, const char *property)
{
	return fdt_getprop(tree->fdt, node, property, NULL) != NULL;
}

enum signfw_status sfw_tree_cells(const struct flat_tree *tree, int node, const char *property, size_t group,
				  struct cells *out)
{
	int size;

	*out = (struct cells){.at = fdt_getprop(tree->fdt, node, property, &size)};
	if (out->at == NULL)
		return SIGNFW_OK;
	out->count = (size_t)size / CELL_SIZE;
	if ((size_t)size % (group * CELL_SIZE) != 0)
		return sfw_tree_fail(tree, node, "%s has %d bytes, expected a multiple of %zu", property, size,
				     group * CELL_SIZE);
	return SIGNFW_OK;
}

uint64_t sfw_cells_number(const fdt32_t *cells, size_t count)
{
	const uint64_t first = fdt32_ld(cells);

	return count == 1 ? first : first << 32 | fdt32_ld(cells + 1);
}

/* OP-TEE, and we, know numbers of one or two cells. */
static enum signfw_status check_cell_count(const struct flat_tree *tree, int bus, const char *what, int count,
					   size_t *out)
{
	if (count == 1 || count == 2) {
		*out = (size_t)count;
		return SIGNFW_OK;
	}
	if (count < 0)
		return sfw_tree_fail(tree, bus, "%s isn't a number of cells, expected 1 or 2", what);
	return sfw_tree_fail(tree, bus, "%s is %d, expected 1 or 2", what, count);
}

enum signfw_status sfw_tree_address_cells(const struct flat_tree *tree, int bus, size_t *out)
{
	return check_cell_count(tree, bus, "#address-cells", fdt_address_cells(tree->fdt, bus), out);
}

enum signfw_status sfw_tree_size_cells(const struct flat_tree *tree, int bus, size_t *out)
{
	return check_cell_count(tree, bus, "#size-cells", fdt_size_cells(tree->fdt, bus), out);
}

enum signfw_status sfw_tree_reg(const struct flat_tree *tree, int node, uint64_t *address, uint64_t *size)
{
	const int parent = fdt_parent_offset(tree->fdt, node);
	size_t address_cells = 0, size_cells = 0;
	struct cells reg;
	enum signfw_status status = sfw_tree_cells(tree, node, "reg", 1, &reg);

	if (status != SIGNFW_OK)
		return status;
	if (reg.at == NULL || parent < 0)
		return sfw_tree_fail(tree, node, "reg is missing, expected an address and a size");
	status = sfw_tree_address_cells(tree, parent, &address_cells);
	if (status == SIGNFW_OK)
		status = sfw_tree_size_cells(tree, parent, &size_cells);
	if (status != SIGNFW_OK)
		return status;
	if (reg.count < address_cells + size_cells)
		return sfw_tree_fail(tree, node, "reg has %zu cells, expected %zu for the address and %zu for the size",
				     reg.count, address_cells, size_cells);
	*address = sfw_cells_number(reg.at, address_cells);
	*size = sfw_cells_number(reg.at + address_cells, size_cells);
	return SIGNFW_OK;
}

bool sfw_tree_says_okay(const struct flat_tree *tree, int node, const char *property, bool *present)
{
	int size;
	const char *status = fdt_getprop(tree->fdt, node, property, &size);

	*present = status != NULL;
	return status == NULL || (size == 3 && memcmp(status, "ok", 3) == 0) ||
	       (size == 5 && memcmp(status, "okay", 5) == 0);
}
