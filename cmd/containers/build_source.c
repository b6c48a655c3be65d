/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/build_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/folder.h"
#include "printing/report.h"

/* What is looked for in a build's folder: the switches, and of the others the first that is there, with its rest. */
static const char *const configurations[] = {"conf.mk", "../conf.mk", NULL};
static const char *const wholes[] = {"core/tee.elf", "tee.elf", "core/tee.bin", "tee.bin", "core/tee-raw.bin",
				     "tee-raw.bin",  NULL};
static const char *const pieces[] = {"tee-header_v2.bin", "tee-pager_v2.bin", "tee-pageable_v2.bin", NULL};

static bool read_one(struct build_source *out, const char *path, struct call *call)
{
	const size_t index = out->count;

	if (index == BUILD_FILES_MAX)
		return call_misused(call, "--optee: more than %d files", BUILD_FILES_MAX);
	if (!file_read(path, call->max_size, &out->files[index]))
		return call_ends(call, EXIT_UNABLE);
	out->paths[index] = memory_or_exit(strdup(path));
	out->inputs[index] = (struct signfw_input){out->files[index].data, out->files[index].size, out->paths[index]};
	out->count++;
	return true;
}

/* Reads a file of a folder, if it is there; false after an error. */
static bool read_from(struct build_source *out, const char *folder, const char *name, struct call *call, bool *found)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		out_of_memory();
	*found = access(path, F_OK) == 0;
	const bool done = !*found || read_one(out, path, call);

	free(path);
	return done;
}

static bool read_first(struct build_source *out, const char *folder, const char *const *names, struct call *call,
		       bool *found)
{
	*found = false;
	for (; *names != NULL && !*found; names++)
		if (!read_from(out, folder, *names, call, found))
			return false;
	return true;
}

static bool read_folder(struct build_source *out, const char *folder, struct call *call)
{
	bool found, whole_found;

	if (!read_first(out, folder, configurations, call, &found) ||
	    !read_first(out, folder, wholes, call, &whole_found))
		return false;
	for (size_t i = 0; pieces[i] != NULL && !whole_found; i++)
		if (!read_from(out, folder, pieces[i], call, &found))
			return false;
	return out->count > 0 || call_fails(call, EXIT_UNABLE, folder,
					    "no file of a build of OP-TEE is in there: neither conf.mk, nor tee.elf, "
					    "core/tee.elf, tee.bin, tee-raw.bin or tee-pager_v2.bin");
}

static bool read_files(const struct arguments *paths, struct call *call, struct build_source *out)
{
	for (size_t i = 0; i < paths->count; i++) {
		const char *path = paths->list[i].first;

		if (!(is_folder(path) ? read_folder(out, path, call) : read_one(out, path, call)))
			return false;
	}
	return true;
}

static bool is_firmware_key(const struct signfw_optee_key *key)
{
	return key->symbol != NULL && strcmp(key->symbol, "rproc_pub_key_modulus") == 0;
}

/* The key that firmware is verified with: the one with the symbol, or the only one that there is. */
static bool choose_key(struct build_source *source)
{
	struct examined_build *build = &source->build;
	struct signfw_optee_key key;
	bool several = false;

	for (size_t i = 0; signfw_optee_key(source->keys, i, &key) == SIGNFW_OK; i++) {
		if (is_firmware_key(&key)) {
			build->key = key;
			return true;
		}
		several |= i > 0 && memcmp(build->key.fingerprint, key.fingerprint, sizeof(key.fingerprint)) != 0;
		if (i == 0)
			build->key = key;
	}
	if (build->key.modulus == NULL)
		build->key_assumption =
			"no key is found in the files: signatures aren't checked, unless --key is given";
	else if (several)
		build->key_assumption = "several keys are in the files, and which one is for firmware isn't known: "
					"signatures aren't checked, unless --key is given";
	else
		build->key_assumption = "the only key in the files is the one for firmware";
	return build->key.modulus != NULL && !several;
}

static bool find_key(struct build_source *source, const signfw_key *key, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status =
		signfw_optee_inspect(&source->keys, source->inputs, source->count, key, &error);
	const char *reason;

	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), source->paths[0], "%s", error.message);
	source->build.has_key =
		choose_key(source) && signfw_optee_key_load(&source->key, &source->build.key, NULL) == SIGNFW_OK;
	if (key != NULL && signfw_optee_trust(source->keys, &reason) == SIGNFW_TRUST_NO && !call->quiet)
		message(source->paths[0], "warning: the device wouldn't trust --key: %s", reason);
	return true;
}

bool build_source_open(const struct arguments *paths, const signfw_key *key, struct call *call,
		       struct build_source *out)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct examined_build *build = &out->build;

	if (!read_files(paths, call, out))
		return false;
	build->files = out->inputs;
	const enum signfw_status status = signfw_optee_build_examine(&build->build, out->inputs, out->count, &error);

	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), out->paths[0], "%s", error.message);
	signfw_optee_build_get_facts(build->build, &build->facts);
	if (!build->facts.recognised)
		return call_fails(call, EXIT_UNABLE, out->paths[0],
				  "nothing of OP-TEE's core is in there, or it is compressed or encrypted");
	report_findings(out->paths[0], SOURCE_IS_PART, signfw_optee_build_findings(build->build), call->quiet,
			call->verbose);
	return find_key(out, key, call);
}

void build_source_release(struct build_source *source)
{
	signfw_key_free(source->key);
	signfw_optee_free(source->keys);
	signfw_optee_build_free(source->build.build);
	for (size_t i = 0; i < source->count; i++) {
		file_free(&source->files[i]);
		free(source->paths[i]);
	}
}
