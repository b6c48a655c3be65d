/* SPDX-License-Identifier: BSD-2-Clause */
/* What is found in the resource tables of tests/vectors/linux: E for an error, W for a warning, I for information. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/linux.h"
#include "support.h"
#include "tree.h"

/* Of tests whose table isn't where Linux finds it. */
#define HIDDEN_PA 0x10020000

static const struct {
	const char *name, *scenario, *findings;
} cases[] = {
	{"ok-none", "mp15", "W:resource-table-missing"},
	{"ok-vdev", "mp15", "W:resource-notifyid"},
	{"ok-vring-pa-set", "mp15", "I:resource-unused W:resource-notifyid I:resource-unused"},
	{"ok-notifyid", "mp15", "I:resource-unused W:resource-notifyid W:resource-notifyid"},
	{"ok-status-set", "mp15", "I:resource-overwritten I:resource-overwritten W:resource-notifyid"},
	{"ok-dfeatures-all", "mp15", "W:resource-features W:resource-notifyid"},
	{"ok-same-entry-twice", "mp15", "W:resource-entries-overlap"},
	{"ok-trace-anywhere", "mp15", "W:linux-trace"},
	{"ok-trace-name-full", "mp15", "W:resource-name-unterminated"},
	{"ok-trace-name-fmt", "mp15", ""},
	{"ok-vendor-128", "mp15", "I:resource-vendor W:resource-notifyid"},
	{"ok-unknown-4", "mp15", "W:resource-type-unknown W:resource-notifyid"},
	{"ok-unknown-max", "mp15", "W:resource-type-unknown"},
	{"ok-carveout-region", "mp15", "I:resource-overwritten"},
	{"warn-vring-mid", "mp15-wide", "W:resource-notifyid E:linux-vring-address E:linux-vring-address"},
	{"dead-no-buffer", "mp15-nobuffer", "W:resource-notifyid W:linux-no-buffer-region"},
	{"dead-one-vring-noregion", "mp15-noregion",
	 "E:resource-vrings W:linux-no-vring-region W:linux-no-buffer-region"},
	{"dead-vring-num0", "mp15", "E:resource-vring-num W:resource-vring-lengths W:resource-notifyid"},
	{"dead-vring-align0", "mp15", "E:resource-vring-align W:resource-notifyid"},
	{"warn-vring-num-npot", "mp15", "E:resource-vring-num E:resource-vring-num W:resource-notifyid"},
	{"warn-vring-align-npot", "mp15", "E:resource-vring-align E:resource-vring-align W:resource-notifyid"},
	{"dead-vring-big", "mp15", "W:resource-notifyid E:linux-vring-size E:linux-vring-size E:linux-buffers-size"},
	{"dead-vring-num-2g", "mp15",
	 "E:resource-vring-num W:resource-vring-lengths W:resource-notifyid E:linux-buffers-size"},
	{"dead-vring-da0", "mp15", "W:resource-notifyid E:linux-vring-address E:linux-vring-address"},
	{"dead-vring-da-swapped", "mp15", "W:resource-notifyid E:linux-vring-address E:linux-vring-address"},
	{"dead-buffers-big", "mp15", "W:resource-notifyid E:linux-buffers-size"},
	{"warn-vring-asym", "mp15", "W:resource-vring-lengths W:resource-notifyid"},
	{"dead-no-vring", "mp15", "E:resource-vrings"},
	{"dead-two-vdev", "mp15",
	 "W:resource-second-vdev W:resource-notifyid W:resource-notifyid W:resource-notifyid W:linux-no-vring-region "
	 "W:linux-no-vring-region W:linux-no-buffer-region"},
	{"warn-vdev-twice", "mp15",
	 "W:resource-second-vdev W:resource-entries-overlap W:resource-notifyid W:resource-notifyid "
	 "W:resource-notifyid W:linux-no-vring-region W:linux-no-vring-region W:linux-no-buffer-region"},
	{"dead-table-hidden", "mp15-notable", "W:resource-notifyid E:linux-table-hidden W:linux-trace"},
	{"dead-noregion", "mp15-noregion",
	 "W:resource-notifyid W:linux-no-vring-region W:linux-no-vring-region W:linux-no-buffer-region"},
	{"ok-mp25", "mp25", "W:resource-notifyid"},
	{"ok-ipc", "mp15-ipc", "W:resource-notifyid"},
	{"bad-devmem", "mp15", "E:resource-devmem"},
	{"bad-vdev-rsv1", "mp15", "E:resource-reserved W:resource-notifyid"},
	{"bad-trace-rsv", "mp15", "E:resource-reserved"},
	{"bad-carveout-rsv", "mp15", "E:resource-reserved I:resource-overwritten"},
	{"bad-vrings-3", "mp15", "E:resource-vrings W:resource-notifyid"},
	{"bad-vrings-255", "mp15", "E:resource-entry-truncated"},
	{"bad-vdev-cfg-max", "mp15", "E:resource-entry-truncated"},
	{"bad-off-15", "mp15", "E:resource-entry-truncated"},
	{"ok-off-16", "mp15", "W:resource-type-unknown W:resource-entries-overlap"},
	{"bad-off-big", "mp15", "E:resource-entry-truncated"},
	{"bad-carveout-twice", "mp15", "E:resource-name-duplicate I:resource-overwritten I:resource-overwritten"},
	{"bad-carveout-region-end", "mp15", "I:resource-overwritten E:linux-carveout-region"},
	{"bad-carveout-len0", "mp15", "E:resource-carveout-empty I:resource-overwritten"},
	{"warn-carveout-name31", "mp15", "W:resource-name-unterminated I:resource-overwritten"},
	{"hdr-ver2", "mp15", "E:resource-table-invalid W:resource-notifyid"},
	{"hdr-rsv", "mp15", "E:resource-table-invalid W:resource-notifyid"},
	{"oob-num-max", "mp15", "E:resource-table-invalid"},
	{"oob-hdr-4", "mp15", "E:resource-table-invalid"},
	{"oob-carveout-name", "mp15", "W:resource-name-unterminated I:resource-overwritten"},
	{"fmt-carveout-x", "mp15", "E:resource-name-format I:resource-overwritten"},
};

static void add(char *list, size_t size, const struct signfw_finding *finding)
{
	static const char letters[] = {[SIGNFW_INFO] = 'I', [SIGNFW_WARNING] = 'W', [SIGNFW_ERROR] = 'E'};
	const size_t used = strlen(list);

	snprintf(list + used, size - used, "%s%c:%s", used == 0 ? "" : " ", letters[finding->severity], finding->id);
}

static void expect_case(const char *name, const char *scenario, const char *expected)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct test_file tree = load_tree(scenario);
	signfw_findings *findings = new_findings();
	struct signfw_finding finding;
	signfw_linux *kernel = NULL;
	char path[128], found[1024] = "";

	snprintf(path, sizeof(path), "vectors/linux/%s.bin", name);
	struct test_file table = load_file(path);

	options.devicetree = tree.data;
	options.devicetree_size = tree.size;
	assert_int_equal(signfw_linux_new(&kernel, &options, NULL), SIGNFW_OK);
	const uint64_t pa = strcmp(scenario, "mp15-notable") == 0 ? HIDDEN_PA : SIGNFW_NO_OFFSET;
	const enum signfw_status status =
		signfw_linux_check_table(kernel, table.data, table.size, 0, pa, findings, NULL);

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		add(found, sizeof(found), &finding);
	if (strcmp(found, expected) != 0)
		fail_msg("%s: found %s, expected %s", name, found, expected);
	assert_int_equal(status, strstr(expected, "E:") != NULL ? SIGNFW_E_ELF : SIGNFW_OK);
	signfw_linux_free(kernel);
	signfw_findings_free(findings);
	free(table.data);
	free(tree.data);
}

static void tables_are_judged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_case(cases[i].name, cases[i].scenario, cases[i].findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
