/* SPDX-License-Identifier: BSD-2-Clause */
#include "tree.h"

#include <stdio.h>
#include <stdlib.h>

struct test_file load_tree(const char *name)
{
	struct test_file tree = {malloc(0x10000), 0};
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.dtb", TEST_TREES, name);
	FILE *stream = fopen(path, "rb");

	if (stream == NULL)
		fail_msg("cannot open %s", path);
	assert_non_null(tree.data);
	tree.size = fread(tree.data, 1, 0x10000, stream);
	assert_true(feof(stream));
	fclose(stream);
	return tree;
}

signfw_memory *memory_of_tree(struct test_file tree, const char *node)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_memory *memory = NULL;

	if (signfw_memory_from_devicetree(&memory, tree.data, tree.size, node, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	return memory;
}
