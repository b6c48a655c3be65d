/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/enckey_file.h"

#include <string.h>
#include <sys/prctl.h>

#include "base/message.h"
#include "files/file.h"
#include "printing/report.h"

/* More than any key file has, comfortable white space included. */
#define FILE_MAX_SIZE 4096

int enc_key_take_option(struct enc_key_source *source, int id, const char *argument)
{
	if (id == OPT_ENC_KEY)
		source->path = argument;
	else
		source->allow_short = true;
	return EXIT_DONE;
}

static enum signfw_status parse(const struct enc_key_source *source, const struct file *file, signfw_findings *findings,
				struct enc_key *out)
{
	struct signfw_enc_key_options how = SIGNFW_ENC_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.flags |= source->allow_short ? SIGNFW_ENC_KEY_ALLOW_SHORT : 0;
	how.findings = findings;
	const enum signfw_status status =
		signfw_enc_key_parse(out->bytes, &out->size, file->data, file->size, &how, &error);

	if (status != SIGNFW_OK)
		message(source->path, "%s", error.message);
	return status;
}

int enc_key_load(const struct enc_key_source *source, const struct call *call, struct enc_key *out)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_findings *findings = NULL;
	struct file file;

	*out = (struct enc_key){0};
	if (source->path == NULL)
		return source->allow_short ? usage_error(call, "--allow-short-aes-key goes with --enc-key") : EXIT_DONE;
	/* no key in a core dump, either */
	prctl(PR_SET_DUMPABLE, 0);
	if (!file_read_raw(source->path, FILE_MAX_SIZE, &file))
		return EXIT_UNABLE;
	enum signfw_status status = signfw_findings_new(&findings, &error);

	if (status == SIGNFW_OK)
		status = parse(source, &file, findings, out);
	else
		message(NULL, "%s", error.message);
	if (status == SIGNFW_OK && !call->quiet && file_mode_for_others(source->path) != 0)
		message(source->path, "warning: other users can read this encryption key (its mode is %04o)",
			file_mode_for_others(source->path));
	report_findings(source->path, SOURCE_IS_PART, findings, call->quiet, call->verbose);
	signfw_findings_free(findings);
	file_wipe(&file);
	return exit_code_of(status);
}

void enc_key_wipe(struct enc_key *key)
{
	explicit_bzero(key, sizeof(*key));
}
