/* SPDX-License-Identifier: BSD-2-Clause */
#include "tree/processors.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define CANDIDATES_MAX 8
#define REGIONS_MAX    64

static const char *const processors[] = {
	"st,stm32mp1-m4",      "st,stm32mp1-m4-tee", "st,stm32mp15-m4-tee", "st,stm32mp2-m33",
	"st,stm32mp2-m33-tee", "st,stm32mp25-rproc", "st,stm32mp2-m0",
};

const char *sfw_tree_compatible(const struct flat_tree *tree, int node, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fdt_node_check_compatible(tree->fdt, node, list[i]) == 0)
			return list[i];
	return NULL;
}

static bool has_any(const struct flat_tree *tree, int node, const char *const *properties, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (sfw_tree_has(tree, node, properties[i]))
			return true;
	return false;
}

bool sfw_tree_is_for_linux(const struct flat_tree *tree, int node)
{
	static const char *const properties[] = {"st,rproc-tee", "rproc-tee-phandle", "st,proc-id",
						 "st,syscfg-cm-state"};

	return has_any(tree, node, properties, COUNT(properties));
}

/* Whether a region of the processor has a firewall's configuration. */
static bool has_firewall(const struct flat_tree *tree, int node)
{
	static const char *const properties[] = {"access-controllers-conf-default", "access-controllers-conf-load",
						 "st,protreg"};
	int size;
	const fdt32_t *list = fdt_getprop(tree->fdt, node, "memory-region", &size);

	for (size_t i = 0; list != NULL && i < (size_t)size / sizeof(*list) && i < REGIONS_MAX; i++) {
		const int region = fdt_node_offset_by_phandle(tree->fdt, fdt32_ld(&list[i]));

		if (region >= 0 && has_any(tree, region, properties, COUNT(properties)))
			return true;
	}
	return false;
}

bool sfw_tree_is_for_optee(const struct flat_tree *tree, int node)
{
	return has_firewall(tree, node) || !sfw_tree_is_linux(tree);
}

bool sfw_tree_is_linux(const struct flat_tree *tree)
{
	static const char *const compatibles[] = {"linaro,optee-tz", TREE_TA_UUID, "st,stm32mp15-m4-tee"};

	for (int node = fdt_next_node(tree->fdt, -1, NULL); node >= 0; node = fdt_next_node(tree->fdt, node, NULL))
		if (sfw_tree_compatible(tree, node, compatibles, COUNT(compatibles)) != NULL ||
		    (sfw_tree_compatible(tree, node, processors, COUNT(processors)) != NULL &&
		     sfw_tree_is_for_linux(tree, node)))
			return true;
	return false;
}

void sfw_tree_candidates(const struct flat_tree *tree, char out[TREE_CANDIDATES_SIZE])
{
	size_t length = 0, count = 0;
	char path[TREE_PATH_SIZE];
	bool present;

	snprintf(out, TREE_CANDIDATES_SIZE, "no remote processor");
	for (int node = fdt_next_node(tree->fdt, -1, NULL); node >= 0 && count < CANDIDATES_MAX;
	     node = fdt_next_node(tree->fdt, node, NULL)) {
		const char *compatible = sfw_tree_compatible(tree, node, processors, COUNT(processors));

		if (compatible == NULL)
			continue;
		sfw_tree_path(tree, node, path);
		const int more = snprintf(out + length, TREE_CANDIDATES_SIZE - length, "%s%s (%s, %s)",
					  count++ == 0 ? "" : ", ", path, compatible,
					  sfw_tree_says_okay(tree, node, "status", &present) ? "okay" : "disabled");

		length += (size_t)more;
		if (length >= TREE_CANDIDATES_SIZE)
			return;
	}
}
