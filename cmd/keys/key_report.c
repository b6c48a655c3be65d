/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/key_report.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/output.h"

void key_warn_known(const signfw_key *key, const char *path, const struct call *call)
{
	const char *known = signfw_key_published(key);

	if (known != NULL && !call->quiet)
		message(path, "warning: this is %s, a published key: what it signs isn't protected", known);
}

void add_key_fingerprint(struct node *report, const signfw_key *key)
{
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];

	if (key != NULL && signfw_key_fingerprint(key, fingerprint, NULL) == SIGNFW_OK)
		add_bytes(report, "key_fingerprint", "sha256:", fingerprint, sizeof(fingerprint));
	else
		add_null(report, "key_fingerprint");
}

struct node *key_report(const char *command, const char *path, const signfw_key *key)
{
	const char *known = signfw_key_published(key);
	struct node *object = report_new(command, path, NULL, NULL);

	add_text(object, "type", signfw_key_type_name(signfw_key_get_type(key)));
	add_size(object, "bits", signfw_key_bits(key));
	add_boolean(object, "private", signfw_key_is_private(key));
	add_key_fingerprint(object, key);
	add_text(object, "known", known);
	return object;
}

void result_begin(struct result *result)
{
	result->stream = memory_or_exit(open_memstream(&result->data, &result->size));
}

void result_end(struct result *result)
{
	if (fclose(result->stream) != 0)
		out_of_memory();
}

bool result_write(const struct result *result, const char *out, struct call *call)
{
	return (out == NULL && call->json) ||
	       call_ends(call, write_bytes(out == NULL ? "-" : out, result->data, result->size));
}
