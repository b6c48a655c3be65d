/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/signer.h"

#include <stdlib.h>
#include <string.h>

#include "keys/passphrase_source.h"

static bool parse_type(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	return signfw_key_type_of_name(argument, field, &error) == SIGNFW_OK ||
	       call_misused(call, "--%s: '%s' isn't known, expected RSA or ECC", row->name, argument);
}

/* Instead of a file: the key itself is the key information.  A file of this name is ./auto. */
#define AUTO "auto"

static bool is_auto(const char *path)
{
	return path != NULL && strcmp(path, AUTO) == 0;
}

static const char *key_info_file(const char *argument)
{
	return is_auto(argument) ? NULL : argument;
}

static const struct choice key_types[] = {{"RSA", 1}, {"ECC", 2}, {0}};
static const struct choice key_infos[] = {{AUTO, 1}, {0}};

const struct option_row signer_key_rows[] = {
	{"key-type", 0, NULL, OPTION_OTHER, offsetof(struct signer_source, type), .parse = parse_type,
	 .choices = key_types, .help = "fail unless the key is of this type"},
	{"key-info", 0, "FILE|auto", OPTION_TEXT, offsetof(struct signer_source, key_info), .file = FILE_READ,
	 .file_of = key_info_file, .choices = key_infos,
	 .help = "write the file's bytes into the PKEYINFO TLV; auto: the public key"},
	{"refuse-known-keys", 0, NULL, OPTION_FLAG, offsetof(struct signer_source, refuse_known),
	 .help = "fail if the key is a published one"},
	{0},
};

const struct option_row signer_signature_rows[] = {
	{"deterministic", 0, NULL, OPTION_FLAG, offsetof(struct signer_source, deterministic),
	 .help = "fail if the same call would give another signature each time"},
	{0},
};

static bool check_type(const struct signer_source *source, const signfw_key *key, struct call *call)
{
	const enum signfw_key_type type = signfw_key_get_type(key);

	return source->type == 0 || type == source->type ||
	       call_fails(call, EXIT_UNABLE, source->key.path, "the key is %s, but --key-type says %s",
			  signfw_key_type_name(type), signfw_key_type_name(source->type));
}

/* The private key may be where only a command gets at it. */
static bool prepare_key(struct signer_source *source, struct signer *signer, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = signfw_key_fingerprint(signer->key, signer->fingerprint, &error);

	if (source->command.path != NULL && source->key.pass_source != NULL)
		passphrase_hide(source->key.pass_source);
	if (source->command.path != NULL && status == SIGNFW_OK)
		status = signfw_key_set_signer(signer->key, sign_command_run, &source->command, &error);
	return call_succeeds(call, source->key.path, status, &error);
}

static bool read_key_info(const char *path, struct call *call, struct file *out)
{
	if (path == NULL || is_auto(path))
		return true;
	if (!file_read_raw(path, call->max_size, out))
		return call_ends(call, EXIT_UNABLE);
	if (!key_is_secret(out->data, out->size))
		return true;
	file_wipe(out);
	return call_fails(call, EXIT_UNABLE, path,
			  "a private key, which everybody could read in the container; --key-info takes the public "
			  "one, or auto");
}

bool signer_check(const struct signer_source *source, struct call *call)
{
	return key_check(&source->key, call) && sign_command_check(&source->command, call);
}

bool signer_open(struct signer_source *source, bool only_public, struct call *call, struct signer *out)
{
	const uint64_t flags = (only_public || source->command.path != NULL ? 0 : SIGNFW_KEY_REQUIRE_PRIVATE) |
			       (source->takes_any_container ? SIGNFW_KEY_ANY_CONTAINER : 0);

	return key_open(&source->key, flags, call, &out->key) && check_type(source, out->key, call) &&
	       prepare_key(source, out, call) && read_key_info(source->key_info, call, &out->key_info);
}

/* The environment variable has the effect of --refuse-known-keys, for build servers. */
static bool environment_refuses_known_keys(void)
{
	const char *value = getenv("SIGNFW_REFUSE_KNOWN_KEYS");

	return value != NULL && value[0] != '\0' && strcmp(value, "0") != 0;
}

bool signer_refuses_known(const struct signer_source *source)
{
	return source->refuse_known || environment_refuses_known_keys();
}

void signer_describe(const struct signer_source *source, const struct signer *signer, struct signfw_sign_options *how)
{
	if (is_auto(source->key_info)) {
		how->key_info = signfw_key_get_parts(signer->key)->spki;
		how->key_info_size = signfw_key_get_parts(signer->key)->spki_size;
	} else if (source->key_info != NULL) {
		how->key_info = signer->key_info.data;
		how->key_info_size = signer->key_info.size;
	}
	how->flags |= source->deterministic ? SIGNFW_SIGN_DETERMINISTIC : 0;
	if (signer_refuses_known(source))
		how->flags |= SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS;
}

void signer_release(struct signer *signer)
{
	file_free(&signer->key_info);
	signfw_key_free(signer->key);
}
