/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cells of ETZPC (STM32MP15), RISAF and RISAB (STM32MP2) are those of
 * include/dt-bindings in ST's OP-TEE 4.0: stm32mp15-etzpc.h, stm32mp25-risaf.h,
 * stm32mp25-risab.h.  Linux is the non-secure world of compartment 1.
 */
#include "device/firewall.h"

#define LINUX_CID 1
#define CELLS_MAX 32 /* of a property that are looked at */

/* ---- a cell ---- */

static bool has_bit(uint32_t cell, unsigned bit)
{
	return (cell >> bit & 1) != 0;
}

static enum signfw_reach reach_by(bool reads, bool writes)
{
	if (!reads)
		return SIGNFW_REACH_NO;
	return writes ? SIGNFW_REACH_YES : SIGNFW_REACH_READ;
}

/* DECPROT(id, mode, lock). */
static enum signfw_reach etzpc_reach(uint32_t cell)
{
	switch (cell >> 9) {
	case 3: /* DECPROT_NS_RW */
		return SIGNFW_REACH_YES;
	case 1: /* DECPROT_NS_R_S_W */
		return SIGNFW_REACH_READ;
	case 0: /* DECPROT_S_RW */
	case 2: /* DECPROT_MCU_ISOLATION */
		return SIGNFW_REACH_NO;
	}
	return SIGNFW_REACH_UNKNOWN;
}

/* RISAFPROT(): memory behind a region that isn't enabled is the secure world's. */
static enum signfw_reach risaf_reach(uint32_t cell)
{
	const bool is_enabled = has_bit(cell, 4), is_secure = has_bit(cell, 5);

	if (!is_enabled || is_secure)
		return SIGNFW_REACH_NO;
	return reach_by(has_bit(cell, 16 + LINUX_CID), has_bit(cell, 24 + LINUX_CID));
}

/* RISABPROT(): without compartments, all that isn't secure may. */
static enum signfw_reach risab_reach(uint32_t cell)
{
	const bool has_compartments = has_bit(cell, 24), is_secure = has_bit(cell, 26);

	if (is_secure)
		return SIGNFW_REACH_NO;
	if (!has_compartments)
		return SIGNFW_REACH_YES;
	return reach_by(has_bit(cell, 8 + LINUX_CID), has_bit(cell, 16 + LINUX_CID));
}

static const struct controller {
	const char *compatible;
	enum signfw_reach (*reach)(uint32_t cell);
} controllers[] = {
	{"st,stm32-etzpc", etzpc_reach},
	{"st,stm32mp25-risaf", risaf_reach},
	{"st,stm32mp25-risaf-enc", risaf_reach},
	{"st,stm32mp25-risab", risab_reach},
};

static const struct controller *controller_of(const struct flat_tree *tree, int node)
{
	for (size_t i = 0; node >= 0 && i < sizeof(controllers) / sizeof(controllers[0]); i++)
		if (fdt_node_check_compatible(tree->fdt, node, controllers[i].compatible) == 0)
			return &controllers[i];
	return NULL;
}

/* ---- a region ---- */

/* The worse of two answers. */
static enum signfw_reach both(enum signfw_reach one, enum signfw_reach other)
{
	static const int order[] = {
		[SIGNFW_REACH_NO] = 0,
		[SIGNFW_REACH_UNKNOWN] = 1,
		[SIGNFW_REACH_READ] = 2,
		[SIGNFW_REACH_YES] = 3,
	};

	return order[one] < order[other] ? one : other;
}

enum signfw_reach sfw_firewall_reach(const struct flat_tree *tree, int node)
{
	enum signfw_reach reach = SIGNFW_REACH_YES;
	int size;
	/* <&controller cell>... */
	const fdt32_t *list = fdt_getprop(tree->fdt, node, SFW_FIREWALL_DEFAULT, &size);
	const size_t count = list == NULL ? 0 : (size_t)size / sizeof(*list);

	if (count == 0 || count > CELLS_MAX || (size_t)size % (2 * sizeof(*list)) != 0)
		return SIGNFW_REACH_UNKNOWN;
	for (size_t i = 0; i < count; i += 2) {
		const struct controller *controller =
			controller_of(tree, fdt_node_offset_by_phandle(tree->fdt, fdt32_ld(&list[i])));

		reach = both(reach,
			     controller == NULL ? SIGNFW_REACH_UNKNOWN : controller->reach(fdt32_ld(&list[i + 1])));
	}
	return reach;
}
