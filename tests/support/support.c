/* SPDX-License-Identifier: BSD-2-Clause */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test_file load_file(const char *path)
{
	struct test_file file = {0};
	char full[4096];

	if (path[0] == '/')
		snprintf(full, sizeof(full), "%s", path);
	else
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

void put_u16(uint8_t *at, uint16_t value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
}

void put_u32(uint8_t *at, uint32_t value)
{
	put_u16(at, (uint16_t)value);
	put_u16(at + 2, (uint16_t)(value >> 16));
}

uint32_t get_u32(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

signfw_findings *new_findings(void)
{
	signfw_findings *findings = NULL;

	assert_int_equal(signfw_findings_new(&findings, NULL), SIGNFW_OK);
	assert_non_null(findings);
	return findings;
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

/* All ids of the list, with blanks in between. */
static void join_ids(const signfw_findings *findings, char *out, size_t capacity)
{
	struct signfw_finding finding;

	out[0] = '\0';
	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		const size_t used = strlen(out);

		snprintf(out + used, capacity - used, "%s%s", i == 0 ? "" : " ", finding.id);
	}
}

struct signfw_finding expect_finding(const signfw_findings *findings, const char *id)
{
	struct signfw_finding finding;
	char all[2048];

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, id) == 0)
			return finding;
	join_ids(findings, all, sizeof(all));
	fail_msg("no finding %s, but: %s", id, all);
	abort();
}

struct signfw_finding expect_only(const signfw_findings *findings, const char *id, enum signfw_severity severity,
				  uint64_t offset)
{
	struct signfw_finding finding = {0};

	expect_ids(findings, id);
	assert_int_equal(signfw_findings_get(findings, 0, &finding), SIGNFW_OK);
	assert_int_equal(finding.severity, severity);
	assert_int_equal(finding.offset, offset);
	return finding;
}

void expect_ids(const signfw_findings *findings, const char *ids)
{
	char all[2048];

	join_ids(findings, all, sizeof(all));
	assert_string_equal(all, ids);
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

char *scratch_new(void)
{
	const char *parent = getenv("TMPDIR");
	char *folder = NULL;

	assert_true(asprintf(&folder, "%s/signfw-test-XXXXXX", parent == NULL ? "/tmp" : parent) > 0);
	assert_non_null(mkdtemp(folder));
	return folder;
}

void scratch_remove(char *folder)
{
	run("rm -r '%s'", folder);
	free(folder);
}

void run(const char *format, ...)
{
	char command[4096];
	va_list arguments;

	va_start(arguments, format);
	const int size = vsnprintf(command, sizeof(command), format, arguments);

	va_end(arguments);
	assert_true(size >= 1 && (size_t)size < sizeof(command));
	if (system(command) != 0) /* NOLINT(cert-env33-c): commands of ours, in tests */
		fail_msg("failed: %s", command);
}
