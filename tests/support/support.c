/* SPDX-License-Identifier: BSD-2-Clause */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test_file load_file(const char *path)
{
	struct test_file file = {0};
	char full[4096];

	snprintf(full, sizeof(full), "%s/%s", TEST_DATA, path);
	FILE *stream = fopen(full, "rb");

	if (stream == NULL)
		fail_msg("cannot open %s", full);
	fseek(stream, 0, SEEK_END);
	file.size = (size_t)ftell(stream);
	rewind(stream);
	file.data = malloc(file.size == 0 ? 1 : file.size);
	assert_non_null(file.data);
	assert_int_equal(fread(file.data, 1, file.size, stream), file.size);
	fclose(stream);
	return file;
}

signfw_key *load_key(const char *path)
{
	struct test_file file = load_file(path);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = NULL;

	if (signfw_key_load(&key, file.data, file.size, NULL, &error) != SIGNFW_OK)
		fail_msg("%s: %s", path, error.message);
	free(file.data);
	return key;
}

int has_finding(const signfw_findings *findings, const char *id, enum signfw_severity severity, uint64_t offset)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, id) == 0 && finding.severity == severity &&
		    (offset == SIGNFW_NO_OFFSET || finding.offset == offset))
			return 1;
	return 0;
}

struct signfw_finding expect_finding(const signfw_findings *findings, const char *id)
{
	struct signfw_finding finding;
	char all[2048] = "";

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		const size_t used = strlen(all);

		if (strcmp(finding.id, id) == 0)
			return finding;
		snprintf(all + used, sizeof(all) - used, " %s", finding.id);
	}
	fail_msg("no finding %s, but:%s", id, all);
	abort();
}

struct test_file sign_files(const char *const *paths, size_t count, const signfw_key *key,
			    const struct signfw_sign_options *options)
{
	struct signfw_input inputs[SIGNFW_MAX_IMAGES] = {0};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_file container = {0};

	for (size_t i = 0; i < count; i++) {
		const struct test_file file = load_file(paths[i]);

		inputs[i] = (struct signfw_input){file.data, file.size, paths[i]};
	}
	if (signfw_sign(&container.data, &container.size, inputs, count, key, options, &error) != SIGNFW_OK)
		fail_msg("cannot sign %s: %s", paths[0], error.message);
	for (size_t i = 0; i < count; i++)
		free((void *)(uintptr_t)inputs[i].data);
	return container;
}
