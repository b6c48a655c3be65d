/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/enc_key_file.h"

#include <string.h>
#include <sys/prctl.h>

#include "base/message.h"
#include "files/file.h"
#include "printing/report.h"

/* More than any key file has, comfortable white space included. */
#define FILE_MAX_SIZE 4096

const struct option_row enc_key_rows[] = {
	{"enc-key", 0, "FILE", OPTION_TEXT, offsetof(struct enc_key_source, path), .file = FILE_READ,
	 .help = ": 32 bytes, or 64 hexadecimal digits"},
	{"allow-short-aes-key", 0, NULL, OPTION_FLAG, offsetof(struct enc_key_source, allow_short),
	 .help = "take an encryption key of 16 or 24 bytes, though devices decrypt with 32 and get garbage"},
	{0},
};

static bool parse(const struct enc_key_source *source, const struct file *file, struct call *call, struct enc_key *out)
{
	struct signfw_enc_key_options how = SIGNFW_ENC_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = signfw_findings_new(&how.findings, &error);

	how.flags |= source->allow_short ? SIGNFW_ENC_KEY_ALLOW_SHORT : 0;
	if (status == SIGNFW_OK)
		status = signfw_enc_key_parse(out->bytes, &out->size, file->data, file->size, &how, &error);
	if (status != SIGNFW_OK)
		message(source->path, "%s", error.message);
	else if (!call->quiet && file_mode_for_others(source->path) != 0)
		message(source->path, "warning: other users can read this encryption key (its mode is %04o)",
			file_mode_for_others(source->path));
	report_findings(source->path, SOURCE_IS_PART, how.findings, call->quiet, call->verbose);
	signfw_findings_free(how.findings);
	return call_ends(call, exit_code_of(status));
}

bool enc_key_open(const struct enc_key_source *source, struct call *call, struct enc_key *out)
{
	struct file file;

	if (source->path == NULL && source->allow_short)
		return call_misused(call, "--allow-short-aes-key goes with --enc-key");
	if (source->path == NULL)
		return true;
	/* no key in a core dump, either */
	prctl(PR_SET_DUMPABLE, 0);
	if (!file_read_raw(source->path, FILE_MAX_SIZE, &file))
		return call_ends(call, EXIT_UNABLE);
	const bool done = parse(source, &file, call, out);

	file_wipe(&file);
	return done;
}

const uint8_t *enc_key_bytes(const struct enc_key *key)
{
	return key->size == 0 ? NULL : key->bytes;
}

void enc_key_wipe(struct enc_key *key)
{
	explicit_bzero(key, sizeof(*key));
}
