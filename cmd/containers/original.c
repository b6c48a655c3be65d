/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/original.h"

#include "base/message.h"
#include "printing/report.h"
#include "signfw/container.h"

static const struct option_row verify_rows[] = {
	{"verify-key", 0, "KEY", OPTION_OTHER, offsetof(struct original_source, key), .parse = key_source_parse,
	 .file = FILE_READ, .file_of = signfw_key_file, .help = "the key that it is signed with now, public is enough"},
	{"no-verify", 0, NULL, OPTION_FLAG, offsetof(struct original_source, no_verify),
	 .help = "don't look at the signature that it has now"},
	{0},
};

static const struct option_row key_info_rows[] = {
	{"no-key-info", 0, NULL, OPTION_FLAG, offsetof(struct original_source, no_key_info),
	 .help = "write no PKEYINFO TLV, even if there is one now"},
	{0},
};

const struct option_group original_groups[] = {
	{"Container as it is", verify_rows, .offset = 0},
	{"Key and signature", key_rows, offsetof(struct original_source, signer.key), .purpose = "the new private key"},
	{"Key and signature", signer_key_rows, .offset = offsetof(struct original_source, signer)},
	{"Key and signature", key_info_rows, .offset = 0},
	{"Key and signature", signer_signature_rows, .offset = offsetof(struct original_source, signer)},
	{"Key and signature", key_source_rows, .offset = offsetof(struct original_source, signer.key)},
	{"Signing by a command", sign_command_rows, .offset = offsetof(struct original_source, signer.command)},
	{0},
};

bool original_check(const struct original_source *source, struct call *call)
{
	if (source->key.path == NULL && !source->no_verify)
		return call_misused(call,
				    "no key to verify the container with: --verify-key is missing, or --no-verify");
	if (source->key.path != NULL && source->no_verify)
		return call_misused(call, "--verify-key and --no-verify exclude each other");
	if (source->signer.key_info != NULL && source->no_key_info)
		return call_misused(call, "--key-info and --no-key-info exclude each other");
	return signer_check(&source->signer, call);
}

bool original_open_key(struct original_source *source, struct call *call, signfw_key **out)
{
	if (source->no_verify) {
		message(NULL, "warning: --no-verify: whoever made %s, it is going to have a good signature",
			source->in);
		return true;
	}
	source->key.providers = source->signer.key.providers;
	source->key.provider_path = source->signer.key.provider_path;
	return key_open(&source->key, 0, call, out);
}

bool original_inspect(struct container_file *original, const signfw_key *key, struct call *call,
		      const signfw_findings **found)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (!container_inspect(original, call))
		return false;
	const enum signfw_status status =
		key == NULL ? SIGNFW_OK : signfw_container_verify(original->container, key, NULL, &error);

	*found = signfw_container_findings(original->container);
	report_findings(original->path, SOURCE_IS_PART, *found, call->quiet, call->verbose);
	return call_succeeds(call, original->path, status, &error);
}

bool original_read(const char *path, const signfw_key *key, struct call *call, struct container_file *out,
		   const signfw_findings **found)
{
	return container_read_file(out, path, call) && original_inspect(out, key, call, found);
}

bool original_check_key_info(const struct original_source *source, const struct container_file *original,
			     struct call *call)
{
	struct signfw_tlv tlv;

	if (source->signer.key_info != NULL || source->no_key_info)
		return true;
	for (size_t i = 0; signfw_container_tlv(original->container, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == SIGNFW_TLV_PKEYINFO)
			return call_misused(call,
					    "%s has PKEYINFO, which may be about the old key: --key-info replaces it, "
					    "--no-key-info leaves it out",
					    original->path);
	return true;
}
