/* SPDX-License-Identifier: BSD-2-Clause */
#include "signing.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "files/destination.h"
#include "files/output.h"
#include "signfw/container.h"

static int take_key_type(struct signing *signing, const struct call *call, const char *name)
{
	if (signfw_key_type_of_name(name, &signing->key_type, NULL) == SIGNFW_OK)
		return EXIT_DONE;
	return usage_error(call, "--key-type: '%s' isn't known, expected RSA or ECC", name);
}

/* The word instead of a file: the key itself is the key information.  A file of this name is ./auto. */
static bool is_auto(const char *path)
{
	return path != NULL && strcmp(path, "auto") == 0;
}

/* Whether the environment asks for what --refuse-known-keys asks for: build servers have it. */
static bool refuses_known_keys(void)
{
	const char *value = getenv("SIGNFW_REFUSE_KNOWN_KEYS");

	return value != NULL && value[0] != '\0' && strcmp(value, "0") != 0;
}

int signing_take_option(struct signing *signing, const struct call *call, int id, char *argument)
{
	switch (id) {
	case OPTIONS_FILE:
	case OPT_IN:
		if (signing->input_count == SIGNFW_MAX_IMAGES)
			return usage_error(call, "more than %d images", SIGNFW_MAX_IMAGES);
		signing->inputs[signing->input_count++] = argument;
		return EXIT_DONE;
	case OPT_OUT:
		signing->out = argument;
		return EXIT_DONE;
	case OPT_KEY:
	case OPT_KEY_PASS:
	case OPT_KEY_PWD:
	case OPT_PROVIDER:
	case OPT_PROVIDER_PATH:
		return key_take_option(&signing->key_source, call, id, argument);
	case OPT_KEY_TYPE:
		return take_key_type(signing, call, argument);
	case OPT_KEY_INFO:
		signing->key_info_path = argument;
		return EXIT_DONE;
	case OPT_SIGN_COMMAND:
	case OPT_SIGN_COMMAND_INPUT:
	case OPT_SIGN_COMMAND_KEY_ID:
	case OPT_SIGN_COMMAND_TIMEOUT:
		return sign_command_take_option(&signing->sign_command, call, id, argument);
	case OPT_REFUSE_KNOWN_KEYS:
		signing->refuse_known_keys = true;
		return EXIT_DONE;
	case OPT_DETERMINISTIC:
		signing->deterministic = true;
		return EXIT_DONE;
	case OPT_FORCE:
		signing->force = true;
		return EXIT_DONE;
	default:
		return target_take_option(&signing->target, call, id, argument);
	}
}

int signing_check_other(const struct signing *signing, const struct call *call, struct other_file other)
{
	if (other.path != NULL && is_same_file(signing->out, other.path))
		return usage_error(call, "--out %s would overwrite %s %s", signing->out, other.option, other.path);
	return EXIT_DONE;
}

/* Nothing that is read may be overwritten. */
static int check_output(const struct signing *signing, const struct call *call, struct other_file other)
{
	const struct other_file files[] = {
		{"--key", signing->key_source.path},
		{"--key-info", is_auto(signing->key_info_path) ? NULL : signing->key_info_path},
		{"--sign-command", signing->sign_command.path},
		other,
	};
	int code = EXIT_DONE;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]) && code == EXIT_DONE; i++)
		code = signing_check_other(signing, call, files[i]);
	for (size_t i = 0; i < signing->input_count && code == EXIT_DONE; i++)
		code = signing_check_other(signing, call, (struct other_file){"--in", signing->inputs[i]});
	return code;
}

int signing_check(const struct signing *signing, const struct call *call, struct other_file other)
{
	size_t from_stdin = (size_t)is_dash(signing->key_info_path) + (size_t)is_dash(signing->key_source.path) +
			    (size_t)is_dash(other.path);

	if (signing->out == NULL)
		return usage_error(call, "no container: --out is missing");
	if (key_check(&signing->key_source, call) != EXIT_DONE ||
	    sign_command_check(&signing->sign_command, call) != EXIT_DONE)
		return EXIT_USAGE;
	if (call->json && is_dash(signing->out))
		return usage_error(call, "--json and the container can't both go to standard output");
	for (size_t i = 0; i < signing->input_count; i++)
		from_stdin += is_dash(signing->inputs[i]);
	if (from_stdin > 1)
		return usage_error(call, "standard input can be read once only");
	return check_output(signing, call, other);
}

static int check_key_type(const struct signing *signing)
{
	const enum signfw_key_type type = signfw_key_get_type(signing->key);

	if (signing->key_type == 0 || type == signing->key_type)
		return EXIT_DONE;
	message(signing->key_source.path, "the key is %s, but --key-type says %s", signfw_key_type_name(type),
		signfw_key_type_name(signing->key_type));
	return EXIT_UNABLE;
}

static int read_key(struct signing *signing, const struct call *call)
{
	const bool by_command = signing->sign_command.path != NULL;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	int code = key_load(&signing->key_source, !signing->leave_unsigned && !by_command, call->quiet, &signing->key);

	if (code == EXIT_DONE)
		code = check_key_type(signing);
	if (code != EXIT_DONE)
		return code;
	enum signfw_status status = signfw_key_fingerprint(signing->key, signing->fingerprint, &error);

	if (by_command)
		key_hide_passphrase(&signing->key_source);
	if (status == SIGNFW_OK && by_command)
		status = signfw_key_set_signer(signing->key, sign_command_run, &signing->sign_command, &error);
	report_error(signing->key_source.path, status, &error);
	return exit_code_of(status);
}

static int read_key_info(struct signing *signing, const struct call *call)
{
	const char *path = signing->key_info_path;

	if (path == NULL || is_auto(path))
		return EXIT_DONE;
	if (!file_read_raw(path, call->max_size, &signing->key_info))
		return EXIT_UNABLE;
	if (!key_is_secret(signing->key_info.data, signing->key_info.size))
		return EXIT_DONE;
	file_wipe(&signing->key_info);
	message(path, "a private key, which everybody could read in the container; --key-info takes the public one, "
		      "or auto");
	return EXIT_UNABLE;
}

int signing_read(struct signing *signing, const struct call *call)
{
	int code = read_key(signing, call);

	if (code == EXIT_DONE)
		code = read_key_info(signing, call);
	if (code != EXIT_DONE)
		return code;
	while (signing->file_count < signing->input_count) {
		const size_t next = signing->file_count;

		if (!file_read(signing->inputs[next], call->max_size, &signing->files[next]))
			return EXIT_UNABLE;
		signing->file_count++;
	}
	return EXIT_DONE;
}

struct signfw_sign_options signing_describe(const struct signing *signing)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;

	if (is_auto(signing->key_info_path)) {
		how.key_info = signfw_key_get_parts(signing->key)->spki;
		how.key_info_size = signfw_key_get_parts(signing->key)->spki_size;
	} else if (signing->key_info_path != NULL) {
		how.key_info = signing->key_info.data;
		how.key_info_size = signing->key_info.size;
	}
	how.findings = signing->findings;
	how.flags |= signing->force ? SIGNFW_SIGN_FORCE : 0;
	how.flags |= signing->deterministic ? SIGNFW_SIGN_DETERMINISTIC : 0;
	how.flags |= signing->leave_unsigned ? SIGNFW_SIGN_LEAVE_UNSIGNED : 0;
	how.flags |= signing->refuse_known_keys || refuses_known_keys() ? SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS : 0;
	return how;
}

/* Whether all that is wrong is what --force overrules. */
static bool is_forcible(const signfw_findings *findings)
{
	struct signfw_finding finding;
	bool forcible = false;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		if (finding.severity == SIGNFW_ERROR && !finding.forcible)
			return false;
		forcible = forcible || finding.severity == SIGNFW_ERROR;
	}
	return forcible;
}

int signing_finish(const struct signing *signing, const struct call *call, enum signfw_status status,
		   const struct signfw_error *error)
{
	int code = exit_code_of(status);

	report_findings(signing->out, SOURCE_IS_FILE, signing->findings, call->quiet, call->verbose);
	report_error(NULL, status, error);
	if (is_forcible(signing->findings))
		message(NULL, "not signed, because a device would refuse it; --force signs it nevertheless");
	if (code == EXIT_DONE && target_is_set(&signing->target))
		code = target_ask(&signing->target, call, signing->leave_unsigned ? NULL : signing->key,
				  signing->container, signing->out, signing->force);
	return code == EXIT_DONE ? write_container(signing->out, signing->container) : code;
}

struct node *signing_report(const struct signing *signing, const char *command)
{
	const signfw_container *container = signing->container;
	struct node *object =
		report_new(command, signing->out, container == NULL ? NULL : signfw_container_layout(container),
			   signing->found == NULL ? signing->findings : signing->found);

	add_size_if(object, "size", container != NULL, container == NULL ? 0 : signfw_container_size(container));
	add_bytes(object, "key_fingerprint", "sha256:", signing->fingerprint, sizeof(signing->fingerprint));
	return object;
}

/* What was made, and the word for that. */
struct made {
	const struct signing *signing;
	const char *verdict;
};

static void print_made(const struct node *report, const void *context)
{
	const struct made *made = context;
	const struct signing *signing = made->signing;

	(void)report; /* has less */
	report_container(signing->out, made->verdict, signing->container, signing->key, signing->fingerprint);
}

int signing_print(const struct signing *signing, const struct call *call, const char *verdict, int code)
{
	const bool wants_text = code == EXIT_DONE && call->verbose && !is_dash(signing->out);
	const struct made made = {signing, verdict};

	if (code > EXIT_REFUSED)
		return code;
	return print_report(call->json, signing_report(signing, call->command->name), wants_text ? print_made : NULL,
			    &made, code);
}

void signing_release(struct signing *signing)
{
	for (size_t i = 0; i < signing->file_count; i++)
		file_free(&signing->files[i]);
	file_free(&signing->key_info);
	signfw_container_free(signing->container);
	signfw_findings_free(signing->findings);
	signfw_key_free(signing->key);
	target_release(&signing->target);
}
