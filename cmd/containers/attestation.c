/* SPDX-License-Identifier: BSD-2-Clause */
/* The format: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
#include "containers/attestation.h"

#include <stdio.h>
#include <string.h>

#include "base/features.h"
#include "base/message.h"
#include "printing/json.h"
#include "signfw/container.h"
#include "signfw/key.h"

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"
#define PREDICATE_TYPE "urn:signfw:attestation:1"

/* Larger than any Statement, of 255 images. */
#define STATEMENT_MAX_SIZE (1U << 20)

#define HEX_SIZE (2 * SIGNFW_SHA256_SIZE + 1)

static void add_digest(struct node *parent, const uint8_t sha256[SIGNFW_SHA256_SIZE])
{
	add_bytes(add_object(parent, "digest"), "sha256", "", sha256, SIGNFW_SHA256_SIZE);
}

/* Adds size and digest of bytes to an object. */
static enum signfw_status describe(struct node *object, const void *data, size_t size, struct signfw_error *err)
{
	uint8_t sha256[SIGNFW_SHA256_SIZE];
	const enum signfw_status status = signfw_sha256(data, size, sha256, err);

	if (status != SIGNFW_OK)
		return status;
	add_size(object, "size", size);
	add_digest(object, sha256);
	return SIGNFW_OK;
}

static enum signfw_status add_subject(struct node *statement, const signfw_container *container,
				      struct signfw_error *err)
{
	struct node *subject = add_object(add_list(statement, "subject"), NULL);
	uint8_t sha256[SIGNFW_SHA256_SIZE];
	const enum signfw_status status = signfw_container_sha256(container, sha256, err);

	/* the same file may have any name */
	add_text(subject, "name", "_");
	if (status == SIGNFW_OK)
		add_digest(subject, sha256);
	return status;
}

/* What was read, and what of it is in the container. */
static enum signfw_status add_images(struct node *predicate, const struct inputs *read,
				     const signfw_container *container, struct signfw_error *err)
{
	struct node *inputs = add_list(predicate, "inputs"), *list = add_list(predicate, "images");
	struct signfw_image image;
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; i < read->count && status == SIGNFW_OK; i++)
		status = describe(add_object(inputs, NULL), read->list[i].data, read->list[i].size, err);
	for (size_t i = 0; status == SIGNFW_OK && signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		status = describe(add_object(list, NULL), image.data, (size_t)image.size, err);
	return status;
}

static void add_platform_tlvs(struct node *options, const struct platform_tlvs *tlvs)
{
	struct node *list = add_list(options, "platform_tlvs");

	for (size_t i = 0; i < tlvs->count; i++) {
		struct node *tlv = add_object(list, NULL);

		add_code(tlv, "type", tlvs->list[i].type);
		add_bytes(tlv, "value", "", tlvs->list[i].value, tlvs->list[i].size);
	}
}

/* What has an effect on the container, or on whether there is one. */
static void add_options(struct node *predicate, const struct images_job *job)
{
	const struct images_source *source = job->source;
	const struct made_source *result = job->made.source;
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct node *options = add_object(predicate, "options");

	signer_describe(job->signer_source, &job->signer, &how);
	add_boolean(options, "strip", source->strip);
	add_text(options, "table", source->table == TABLE_LOADS ? "load" : "all");
	add_text(options, "tlv_order", source->tlv_order);
	add_platform_tlvs(options, &job->images.platform);
	add_bytes(options, "key_info", "", how.key_info, how.key_info_size);
	add_boolean(options, "encrypted", job->images.enc_key.size > 0);
	add_boolean(options, "pad_segments", source->pad_segments);
	add_boolean(options, "deterministic", job->signer_source->deterministic);
	add_boolean(options, "refuse_known_keys", (how.flags & SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS) != 0);
	add_boolean(options, "force", result->force);
	add_text(options, "device", result->target.device);
	add_text(options, "board", result->target.board);
}

bool attestation_make(const struct images_job *job, struct call *call, char **out)
{
	const signfw_container *container = job->made.container;
	const struct signer *signer = &job->signer;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (!HAS_JSON)
		return call_misused(call, "--attest: " WITHOUT_JSON);
	struct node *statement = tree_new();

	add_text(statement, "_type", STATEMENT_TYPE);
	enum signfw_status status = add_subject(statement, container, &error);

	add_text(statement, "predicateType", PREDICATE_TYPE);
	struct node *predicate = add_object(statement, "predicate");
	struct node *tool, *key;

	add_text(predicate, "schema", "signfw.attestation/1");
	tool = add_object(predicate, "tool");
	add_text(tool, "name", PROGRAM);
	add_text(tool, "version", signfw_version());
	add_text(predicate, "layout", signfw_container_layout(container));
	key = add_object(predicate, "key");
	add_bytes(key, "fingerprint", "sha256:", signer->fingerprint, sizeof(signer->fingerprint));
	add_text(key, "algorithm", signfw_key_algorithm(signer->key));
	if (status == SIGNFW_OK)
		status = add_images(predicate, &job->images.inputs, container, &error);
	add_options(predicate, job);
	if (status == SIGNFW_OK)
		*out = json_text(statement, false);
	tree_free(statement);
	return call_succeeds(call, job->made.source->out, status, &error);
}

/* A Statement that is compared with a container. */
struct comparison {
	const char *path; /* of the Statement */
	struct json_object *statement;
	const struct container_file *in;
	struct call *call;
};

/* @what: the value is called; @actual: the container has */
static bool same(const struct comparison *comparison, const char *pointer, const char *what, const char *actual)
{
	const char *attested = json_string_at(comparison->statement, pointer);

	if (attested != NULL && strcmp(attested, actual) == 0)
		return true;
	return call_fails(comparison->call, EXIT_REFUSED, comparison->in->path,
			  "isn't what %s attests: %s is %s, attested is %.80s", comparison->path, what, actual,
			  attested == NULL ? "nothing" : attested);
}

static bool same_digest(const struct comparison *comparison, const char *pointer, const char *what,
			const uint8_t sha256[SIGNFW_SHA256_SIZE], const char *prefix)
{
	char text[16 + HEX_SIZE];
	int size = snprintf(text, sizeof(text), "%s", prefix);

	for (size_t i = 0; i < SIGNFW_SHA256_SIZE; i++)
		size += snprintf(text + size, sizeof(text) - (size_t)size, "%02x", sha256[i]);
	return same(comparison, pointer, what, text);
}

static enum signfw_status compare_images(const struct comparison *comparison, bool *are_same, struct signfw_error *err)
{
	struct signfw_image image;
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; signfw_container_image(comparison->in->container, i, &image) == SIGNFW_OK; i++) {
		char pointer[64], what[64];
		uint8_t sha256[SIGNFW_SHA256_SIZE];

		status = signfw_sha256(image.data, (size_t)image.size, sha256, err);
		if (status != SIGNFW_OK)
			break;
		snprintf(pointer, sizeof(pointer), "/predicate/images/%zu/digest/sha256", i);
		snprintf(what, sizeof(what), "the SHA-256 of image %zu", i);
		*are_same = same_digest(comparison, pointer, what, sha256, "") && *are_same;
	}
	return status;
}

/* Goes on after a difference, so that all are shown. */
static bool compare(const struct comparison *comparison, const uint8_t fingerprint[SIGNFW_SHA256_SIZE])
{
	const signfw_container *container = comparison->in->container;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t sha256[SIGNFW_SHA256_SIZE];
	bool are_same = true;
	enum signfw_status status = signfw_container_sha256(container, sha256, &error);

	if (status == SIGNFW_OK) {
		are_same = same_digest(comparison, "/subject/0/digest/sha256", "its SHA-256", sha256, "");
		are_same = same(comparison, "/predicate/layout", "the layout", signfw_container_layout(container)) &&
			   are_same;
		are_same = same_digest(comparison, "/predicate/key/fingerprint", "the key", fingerprint, "sha256:") &&
			   are_same;
		status = compare_images(comparison, &are_same, &error);
	}
	if (status != SIGNFW_OK)
		return call_succeeds(comparison->call, comparison->in->path, status, &error);
	return are_same;
}

/* Whether it is one that `sign` wrote, which says something about containers. */
static bool check_type(const struct comparison *comparison)
{
	const char *type = json_string_at(comparison->statement, "/_type");
	const char *predicate = json_string_at(comparison->statement, "/predicateType");

	return (type != NULL && strcmp(type, STATEMENT_TYPE) == 0 && predicate != NULL &&
		strcmp(predicate, PREDICATE_TYPE) == 0) ||
	       call_fails(comparison->call, EXIT_UNABLE, comparison->path,
			  "no attestation of 'sign --attest': predicateType is %.80s, expected " PREDICATE_TYPE
			  " in an in-toto Statement v1, without an envelope",
			  predicate == NULL ? "missing" : predicate);
}

bool attestation_check(const char *path, const struct container_file *in, const uint8_t fingerprint[SIGNFW_SHA256_SIZE],
		       struct call *call)
{
	struct file file = {0};

	if (!HAS_JSON)
		return call_misused(call, "--attest: " WITHOUT_JSON);
	if (!file_read_raw(path, STATEMENT_MAX_SIZE, &file))
		return call_ends(call, EXIT_UNABLE);
	struct comparison comparison = {path, json_parse((const char *)file.data, file.size), in, call};
	const bool is_same = (comparison.statement != NULL || call_fails(call, EXIT_UNABLE, path, "no JSON object")) &&
			     check_type(&comparison) && compare(&comparison, fingerprint);

	json_free(comparison.statement);
	file_free(&file);
	return is_same;
}
