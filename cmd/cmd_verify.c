/* SPDX-License-Identifier: BSD-2-Clause */
/* verify: signature, structure, every segment. */
#include <unistd.h>

#include "commands.h"
#include "containers/attestation.h"
#include "containers/each_file.h"
#include "keys/enc_key_file.h"
#include "keys/key_source.h"
#include "pas/pas_file.h"
#include "pas/pas_verdict.h"
#include "printing/dump.h"
#include "printing/report.h"
#include "signfw/container.h"

struct request {
	struct file_list files;
	struct key_sources keys;
	struct enc_key_source enc_key;
	char *attestation; /* --attest, or NULL */
	bool strict;
	struct pas_anchor_source anchor;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_LIST, offsetof(struct request, files.paths), .noun = "container", .is_operand = true,
	 .required = "no container was given", .file = FILE_READ,
	 .help = "a container; may be given without --in; '-' is standard input"},
	{"key", 'k', "KEY", OPTION_LIST, offsetof(struct request, keys), .most = KEYS_MAX, .parse = key_sources_parse,
	 .file = FILE_READ, .file_of = signfw_key_file,
	 .help = "public key, private key or X.509 certificate; a file, or a URI of an OpenSSL provider; of several, "
		 "any may fit"},
	{"attest", 0, "FILE", OPTION_TEXT, offsetof(struct request, attestation), .noun = "attestation",
	 .file = FILE_READ, .help = "the container has to be what this Statement of 'sign --attest' says"},
	{"strict", 0, NULL, OPTION_FLAG, offsetof(struct request, strict), .help = "warnings are errors"},
	{0},
};

static const struct option_group groups[] = {
	{"Containers and key", options, .offset = 0},
	{"Containers and key", file_list_rows, .offset = offsetof(struct request, files)},
	{"Report", report_form_rows, .offset = offsetof(struct request, files.form)},
	{"Key", key_source_rows, .offset = offsetof(struct request, keys.list)},
	{"Encryption", enc_key_rows, offsetof(struct request, enc_key),
	 .purpose = "the key that the images have to be encrypted with"},
	{0},
};

static const struct option_group pas_groups[] = {
	{"Trust", pas_anchor_rows, .offset = offsetof(struct request, anchor)},
	{0},
};

static const struct topic pas_topic = {
	.name = TOPIC_QCOM,
	.synopsis = "--root FILE | --pk-hash HEX | --any-root | --digests-only [OPTIONS] FILE...",
	.notes = "Verifies digests, signatures, the chain by its keys, and the root; of a split container, its .mdt "
		 "is named. Dates, names and extensions of certificates, on which real chains are sloppy, don't count.",
	.groups = pas_groups,
};

/* The keys that all files are verified with. */
struct verifier {
	const struct request *request;
	signfw_key *keys[KEYS_MAX];
	uint8_t fingerprints[KEYS_MAX][SIGNFW_SHA256_SIZE];
	struct enc_key enc_key;
	struct pas_anchor anchor;
};

/* A file that was verified. */
struct verified {
	const struct verifier *by;
	struct container_file in;
	signfw_digests *digests; /* owned: of the file */
	size_t key;              /* the one that fits, or that the findings are about */
	enum signfw_check attestation;
};

static void add_signature(struct node *report, const struct verified *verified)
{
	const signfw_container *container = verified->in.container;
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) != SIGNFW_OK) {
		add_null(report, "signature");
		return;
	}
	struct node *object = add_object(report, "signature");

	add_named(object, "type", signature.type, signfw_key_type_name((enum signfw_key_type)signature.type));
	add_boolean(object, "valid", signature.check == SIGNFW_GOOD);
	add_bytes(object, "key_fingerprint", "sha256:", verified->by->fingerprints[verified->key], SIGNFW_SHA256_SIZE);
	add_text(object, "key", verified->by->request->keys.list[verified->key].path);
}

static void add_segments(struct node *report, const signfw_container *container)
{
	struct node *list = add_list(report, "segments");
	struct signfw_segment segment;

	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++) {
			struct node *entry = add_object(list, NULL);

			add_size(entry, "image", i);
			add_size(entry, "segment", j);
			add_named(entry, "type", segment.type, signfw_segment_type_name(segment.type));
			add_code(entry, "address", segment.address);
			add_size(entry, "file_size", segment.file_size);
			add_size(entry, "memory_size", segment.memory_size);
			add_named(entry, "hash", segment.check, check_word(segment.check));
		}
}

/* @format: in which it is going to be printed */
static struct node *make_report(const struct verified *verified, bool is_valid, int format)
{
	const signfw_container *container = verified->in.container;
	struct node *report = report_new("verify", verified->in.path, signfw_container_layout(container),
					 signfw_container_findings(container));

	add_text(report, "verdict", is_valid ? "valid" : "invalid");
	add_signature(report, verified);
	add_text(report, "encryption_key",
		 verified->by->enc_key.size == 0 ? NULL : check_word(signfw_container_enc_key_check(container)));
	add_text(report, "attestation",
		 verified->attestation == SIGNFW_UNCHECKED ? NULL : check_word(verified->attestation));
	add_segments(report, container);
	if (format == REPORT_HTML)
		tree_adopt(report, "container", dump_report(verified->in.path, container));
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	const struct verified *verified = context;
	const bool is_encrypted = signfw_container_enc_key_check(verified->in.container) == SIGNFW_GOOD;

	(void)report; /* has less */
	report_container(verified->in.path, is_encrypted ? "valid, encrypted with this key, " : "valid, ",
			 verified->in.container, verified->by->keys[verified->key],
			 verified->by->fingerprints[verified->key]);
}

static enum signfw_status verify_by(struct verified *verified, size_t key, struct signfw_error *error)
{
	const struct verifier *by = verified->by;
	struct signfw_verify_options how = SIGNFW_VERIFY_OPTIONS_INIT;

	how.flags |= by->request->strict ? SIGNFW_VERIFY_STRICT : 0;
	how.enc_key = enc_key_bytes(&by->enc_key);
	how.enc_key_size = by->enc_key.size;
	verified->key = key;
	return signfw_container_verify(verified->in.container, by->keys[key], &how, error);
}

/* By the key that fits, or else by the first that could have made such a signature, or else by the first. */
static enum signfw_status verify_by_any(struct verified *verified, struct signfw_error *error)
{
	const size_t count = verified->by->request->keys.given.count;
	struct signfw_signature signature = {0};
	size_t similar = count;

	for (size_t i = 0; i < count; i++) {
		const enum signfw_status status = verify_by(verified, i, error);
		const bool has = signfw_container_signature(verified->in.container, &signature) == SIGNFW_OK;

		if (count == 1 || !has || signature.check == SIGNFW_GOOD || exit_code_of(status) == EXIT_UNABLE)
			return status;
		if (similar == count && (uint32_t)signfw_key_get_type(verified->by->keys[i]) == signature.type)
			similar = i;
	}
	return verify_by(verified, similar == count ? 0 : similar, error);
}

static bool judge(struct verified *verified, struct call *call)
{
	const char *path = verified->in.path;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = verify_by_any(verified, &error);

	report_findings(path, SOURCE_IS_PART, signfw_container_findings(verified->in.container), call->quiet,
			call->verbose);
	return call_succeeds(call, path, status, &error);
}

static bool judge_attestation(struct verified *verified, struct call *call)
{
	const struct verifier *by = verified->by;

	if (by->request->attestation == NULL)
		return true;
	const bool is_same =
		attestation_check(by->request->attestation, &verified->in, by->fingerprints[verified->key], call);

	if (call_has_result(call))
		verified->attestation = is_same ? SIGNFW_GOOD : SIGNFW_BAD;
	return is_same;
}

static bool inspect(struct verified *verified, struct call *call)
{
	if (!container_inspect(&verified->in, call))
		return false;
	signfw_container_set_digests(verified->in.container, verified->digests);
	return true;
}

static void verify_container(struct verified *verified, struct call *call)
{
	const bool is_valid = inspect(verified, call) && judge(verified, call) && judge_attestation(verified, call);

	if (call_has_result(call))
		print_report(call, make_report(verified, is_valid, call->format),
			     is_valid && call->verbose ? print_text : NULL, verified, call->exit_code);
}

static bool read_file(struct verified *verified, const char *path, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct meanwhile meanwhile = {0};

	verified->in.path = path;
	if (!call_succeeds(call, path, signfw_digests_new(&verified->digests, &error), &error))
		return false;
	meanwhile.digests = verified->digests;
	return file_read_hashing(path, call->max_size, &meanwhile, &verified->in.file) || call_ends(call, EXIT_UNABLE);
}

/* What the file is, its content says, or else what is trusted. */
static void verify_file(void *context, const char *path, struct call *call)
{
	const struct verifier *by = context;
	const bool has_key = by->request->keys.given.count > 0;
	struct verified verified = {.by = by};

	if (read_file(&verified, path, call)) {
		const struct file *file = &verified.in.file;

		const bool is_pas = pas_recognise(file);

		if (is_pas && by->request->attestation != NULL)
			call_misused(call, "--attest doesn't go with containers of Qualcomm's PAS");
		else if (!is_pas && has_key)
			verify_container(&verified, call);
		else if (is_pas || (by->anchor.is_set && !container_recognise(file->data, file->size)))
			pas_verify_file(path, file, verified.digests, &by->anchor, by->request->strict, call);
		else
			call_misused(call, "no key: --key is missing");
	}
	container_release(&verified.in);
	signfw_digests_free(verified.digests);
}

static bool open_keys(struct request *request, struct verifier *verifier, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = SIGNFW_OK;

	if (!keys_open(&request->keys, call, verifier->keys))
		return false;
	for (size_t i = 0; i < request->keys.given.count && status == SIGNFW_OK; i++)
		status = signfw_key_fingerprint(verifier->keys[i], verifier->fingerprints[i], &error);
	return call_succeeds(call, NULL, status, &error);
}

/* Says what is missing: what that is, the content of the file tells. */
static bool fail_without_trust(const struct request *request, struct call *call)
{
	const char *path = request->files.paths.list[0].first;
	struct file file = {0};
	const bool is_pas = access(path, R_OK) == 0 && file_read(path, call->max_size, &file) && pas_recognise(&file);

	file_free(&file);
	return is_pas ? pas_anchor_is_missing(path, call) : call_misused(call, "no key: --key is missing");
}

static bool check_trust(const struct request *request, const struct verifier *verifier, struct call *call)
{
	return request->keys.given.count > 0 || verifier->anchor.is_set || fail_without_trust(request, call);
}

static bool check_attestation(const struct request *request, struct call *call)
{
	return request->attestation == NULL || (request->files.paths.count == 1 && !request->files.recursive) ||
	       call_misused(call, "--attest goes with one container, which it is about");
}

static bool verify(void *context, struct call *call)
{
	struct request *request = context;
	struct verifier verifier = {.request = request};
	const bool are_valid = report_form_check(&request->files.form, call) && check_attestation(request, call) &&
			       pas_anchor_open(&request->anchor, call, &verifier.anchor) &&
			       check_trust(request, &verifier, call) && open_keys(request, &verifier, call) &&
			       enc_key_open(&request->enc_key, call, &verifier.enc_key) &&
			       each_file(&request->files, call, verify_file, &verifier);

	pas_anchor_release(&verifier.anchor);
	enc_key_wipe(&verifier.enc_key);
	for (size_t i = 0; i < KEYS_MAX; i++)
		signfw_key_free(verifier.keys[i]);
	return are_valid;
}

const struct command cmd_verify = {
	.name = "verify",
	.summary = "Verify signature, structure and every segment of containers",
	.synopsis = "--key KEY... [OPTIONS] FILE...",
	.notes = "Prints nothing if all is well; --verbose prints what was verified.",
	.examples = {"verify --key pub.pem a.sign", "verify --strict --json --key pub.pem a.sign"},
	.groups = groups,
	.topic = &pas_topic,
	.request_size = sizeof(struct request),
	.carry_out = verify,
};
