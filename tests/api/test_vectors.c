/* SPDX-License-Identifier: BSD-2-Clause */
/* Known answers: see tests/vectors/README.md. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/container.h"
#include "signfw/key.h"
#include "support.h"

static json_object *load_json(const char *path)
{
	json_object *json = json_object_from_file(path);

	if (json == NULL)
		fail_msg("cannot read %s", path);
	return json;
}

static const char *text_of(json_object *object, const char *name)
{
	json_object *value = NULL;

	return json_object_object_get_ex(object, name, &value) ? json_object_get_string(value) : NULL;
}

static struct test_file load_vector(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "vectors/%s", name);
	return load_file(path);
}

/* ---- what the reference script signs ------------------------------------ */

#define PLATFORM_TLVS_MAX 4

/* A case of cases.json, as arguments of signfw_sign(). */
struct job {
	const char *name;
	struct test_file files[4];
	struct signfw_input inputs[4];
	size_t input_count;
	signfw_key *key;
	struct test_file key_info;
	struct signfw_platform_tlv platform_tlvs[PLATFORM_TLVS_MAX];
	uint8_t numbers[PLATFORM_TLVS_MAX][4];
	bool number_too_wide;
	const char *unknown_name; /* of a platform TLV; or NULL */
	bool encrypts;
	struct signfw_sign_options options;
	signfw_findings *findings;
};

static bool give_passphrase(void *context, char *out, size_t capacity, size_t *size)
{
	const char *text = context;

	*size = strlen(text);
	assert_true(*size <= capacity);
	memcpy(out, text, *size);
	return true;
}

static signfw_key *load_key_with(const char *name, const char *passphrase)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	const struct test_file file = load_vector(name);
	signfw_key *key = NULL;

	if (passphrase != NULL) {
		options.passphrase = give_passphrase;
		options.passphrase_context = (void *)(uintptr_t)passphrase;
	}
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, NULL), SIGNFW_OK);
	free(file.data);
	return key;
}

/* As the script reads it: hexadecimal numbers become four bytes, everything else is text. */
static void add_platform_tlv(struct job *job, const char *type, const char *value)
{
	const size_t index = job->options.platform_tlv_count++;
	struct signfw_platform_tlv *tlv = &job->platform_tlvs[index];
	uint32_t number = (uint32_t)strtoul(type, NULL, 0);

	assert_true(index < PLATFORM_TLVS_MAX);
	if (number == 0 && signfw_tlv_type(job->options.layout, type, &number, NULL) != SIGNFW_OK)
		job->unknown_name = type;
	*tlv = (struct signfw_platform_tlv){number, value, strlen(value)};
	if (strncmp(value, "0x", 2) == 0) {
		const unsigned long long wide = strtoull(value, NULL, 16);

		job->number_too_wide = job->number_too_wide || wide > UINT32_MAX;
		put_u32(job->numbers[index], (uint32_t)wide);
		tlv->value = job->numbers[index];
		tlv->size = 4;
	}
	job->options.platform_tlvs = job->platform_tlvs;
}

static struct job *make_job(json_object *test_case)
{
	json_object *inputs = json_object_object_get(test_case, "inputs");
	json_object *options = json_object_object_get(test_case, "options");
	const char *passphrase = NULL;
	struct job *job = calloc(1, sizeof(*job));

	assert_non_null(job);
	job->name = text_of(test_case, "name");
	job->options = (struct signfw_sign_options)SIGNFW_SIGN_OPTIONS_INIT;
	job->findings = new_findings();
	job->options.findings = job->findings;
	job->options.layout = text_of(test_case, "layout") == NULL ? "optee" : text_of(test_case, "layout");
	for (size_t i = 0; i < json_object_array_length(inputs); i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(inputs, i));

		job->files[i] = load_vector(name);
		job->inputs[i] = (struct signfw_input){job->files[i].data, job->files[i].size, NULL};
		job->input_count++;
	}
	for (size_t i = 0; i < json_object_array_length(options); i++) {
		const char *option = json_object_get_string(json_object_array_get_idx(options, i));
		const char *value = json_object_get_string(json_object_array_get_idx(options, ++i));

		if (strcmp(option, "--key_info") == 0) {
			job->key_info = load_vector(value);
			job->options.key_info = job->key_info.data;
			job->options.key_info_size = job->key_info.size;
		} else if (strcmp(option, "--key_pwd") == 0) {
			passphrase = value;
		} else if (strcmp(option, "--enc_key") == 0) {
			job->encrypts = true;
		} else {
			assert_string_equal(option, "--plat-tlv");
			add_platform_tlv(job, value, json_object_get_string(json_object_array_get_idx(options, ++i)));
		}
	}
	job->key = load_key_with(text_of(test_case, "key"), passphrase);
	return job;
}

static void free_job(struct job *job)
{
	for (size_t i = 0; i < job->input_count; i++)
		free(job->files[i].data);
	free(job->key_info.data);
	signfw_key_free(job->key);
	signfw_findings_free(job->findings);
	free(job);
}

/* What we refuse and the script signs: the first error, and whether force overrules it. */
static const struct refusal {
	const char *name, *id;
	bool forcible;
} refusals[] = {
	{"no_load", "no-load-segment", true},
	{"no_sections", "elf-no-section-headers", true},
	{"exidx_same_paddr_first", "segment-shadowed", true},
	{"rsc_bad_version", "resource-table-invalid", true},
	{"rsc_reserved", "resource-table-invalid", true},
	{"rsc_short", "resource-table-invalid", true},
	{"rsc_incomplete", "resource-table-invalid", true},
	{"rsc_past_end", "resource-table-invalid", true},
	{"rsc_unaligned", "resource-table-invalid", true},
	{"dup_paddr", "segment-shadowed", true},
	{"two_resource_tables", "resource-table-count", true},
	{"same_paddr_across_images", "segment-shadowed", true},
	{"big_endian", "elf-byte-order", false},
	{"x86", "elf-machine", false}, /* the script as well */
	{"st40_bootsec_string", "platform-size", true},
};

/* Calls that are wrong whatever the firmware. */
static const struct {
	const char *name, *message;
} misuses[] = {
	{"plat_repeated", "platform TLV 0x10005 is given twice"},
	{"plat_out_of_range", "platform TLV 0x5 is out of range, expected 0x10000 to 0x1ffff"},
	{"plat_range_end", "platform TLV 0x20000 is out of range, expected 0x10000 to 0x1ffff"},
};

static const char *misuse_of(const char *name)
{
	for (size_t i = 0; i < sizeof(misuses) / sizeof(misuses[0]); i++)
		if (strcmp(misuses[i].name, name) == 0)
			return misuses[i].message;
	return NULL;
}

static const struct refusal *refusal_of(const char *name)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (strcmp(refusals[i].name, name) == 0)
			return &refusals[i];
	return NULL;
}

static enum signfw_status sign(const struct job *job, struct test_file *out, struct signfw_error *err)
{
	*out = (struct test_file){0};
	return signfw_sign(&out->data, &out->size, job->inputs, job->input_count, job->key, &job->options, err);
}

static void expect_refused(struct job *job, const struct refusal *refusal)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_file out;
	struct signfw_finding finding;

	job->options.flags &= ~SIGNFW_SIGN_FORCE;
	assert_int_not_equal(sign(job, &out, &error), SIGNFW_OK);
	finding = expect_finding(job->findings, refusal->id);
	assert_int_equal(finding.severity, SIGNFW_ERROR);
	assert_int_equal(finding.forcible, refusal->forcible);
	assert_string_equal(error.message, finding.message);
	if (!refusal->forcible) {
		job->options.flags |= SIGNFW_SIGN_FORCE;
		assert_int_equal(sign(job, &out, &error), SIGNFW_E_ELF);
		assert_int_equal(expect_finding(job->findings, refusal->id).severity, SIGNFW_ERROR);
	}
}

static void expect_misuse(struct job *job, const char *message)
{
	static const uint64_t ways[] = {0, SIGNFW_SIGN_FORCE};

	for (size_t i = 0; i < 2; i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		struct test_file out;

		job->options.flags = ways[i];
		assert_int_equal(sign(job, &out, &error), SIGNFW_E_ARGUMENT);
		assert_string_equal(error.message, message);
	}
}

/* Where its signature is. */
static struct signfw_signature expect_valid(const struct test_file *file, const struct job *job)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_signature signature;
	signfw_container *container = NULL;

	if (signfw_container_parse(&container, file->data, file->size, &error) != SIGNFW_OK ||
	    signfw_container_verify(container, job->key, NULL, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	assert_string_equal(signfw_container_layout(container), job->options.layout);
	assert_int_equal(signfw_container_signature(container, &signature), SIGNFW_OK);
	signfw_container_free(container);
	return signature;
}

/* Signs, and compares with what the script wrote. */
static void expect_same(struct job *job, json_object *test_case)
{
	const struct test_file theirs = load_vector(text_of(test_case, "container"));
	const bool deterministic = json_object_get_boolean(json_object_object_get(test_case, "deterministic"));
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_signature signature;
	struct test_file ours;

	job->options.flags = refusal_of(job->name) != NULL ? SIGNFW_SIGN_FORCE : 0;
	if (sign(job, &ours, &error) != SIGNFW_OK)
		fail_msg("%s: %s", job->name, error.message);
	signature = expect_valid(&ours, job);
	expect_valid(&theirs, job);
	assert_int_equal(ours.size, theirs.size);
	if (!deterministic)
		memcpy(ours.data + signature.offset, theirs.data + signature.offset, signature.size);
	assert_memory_equal(ours.data, theirs.data, theirs.size);
	signfw_free(ours.data);
	free(theirs.data);
}

static void expect_theirs_valid(struct job *job, json_object *test_case)
{
	const struct test_file theirs = load_vector(text_of(test_case, "container"));

	expect_valid(&theirs, job);
	free(theirs.data);
}

/* We sign what the script doesn't: BOOTADDR by its number, as it would by its name. */
static void expect_taken(struct job *job)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_file ours;

	assert_string_equal(job->name, "st40_numeric_known");
	assert_int_equal(sign(job, &ours, &error), SIGNFW_OK);
	expect_valid(&ours, job);
	signfw_free(ours.data);
}

static void containers_are_those_of_the_reference(void **state)
{
	json_object *cases = load_json(TEST_DATA "/vectors/cases.json");
	size_t same = 0, refused = 0, misused = 0, inexpressible = 0;

	(void)state;
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *test_case = json_object_array_get_idx(cases, i);
		struct job *job = make_job(test_case);
		const struct refusal *refusal = refusal_of(job->name);
		const char *misuse = misuse_of(job->name);

		print_message("%s\n", job->name);
		if (job->number_too_wide) {
			/* the API takes bytes: such a number can't be given to it */
			assert_string_equal(job->name, "plat_int_too_wide");
			inexpressible++;
		} else if (misuse != NULL) {
			expect_misuse(job, misuse);
			misused++;
		} else {
			if (refusal != NULL) {
				expect_refused(job, refusal);
				refused++;
			}
			if (refusal == NULL || refusal->forcible) {
				assert_string_equal(text_of(test_case, "reference"), "signed");
				expect_same(job, test_case);
				same++;
			}
		}
		free_job(job);
	}
	assert_int_equal(same, 45);
	assert_int_equal(refused, 14);
	assert_int_equal(misused, sizeof(misuses) / sizeof(misuses[0]));
	assert_int_equal(inexpressible, 1);
	json_object_put(cases);
}

/*
 * The same for the layouts of ST, whose numbers of platform TLVs we take, too.
 * What ST's script encrypted verifies without the key that it was encrypted with.
 */
static void containers_of_st_are_those_of_the_reference(void **state)
{
	json_object *cases = load_json(TEST_DATA "/vectors/cases-st.json");
	size_t same = 0, refused = 0, encrypted = 0, taken = 0;

	(void)state;
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *test_case = json_object_array_get_idx(cases, i);
		struct job *job = make_job(test_case);
		const bool is_signed = strcmp(text_of(test_case, "reference"), "signed") == 0;

		print_message("%s\n", job->name);
		if (job->unknown_name != NULL) {
			assert_string_equal(job->name, "st40_unknown_name");
		} else if (job->encrypts) {
			encrypted += is_signed;
			if (is_signed)
				expect_theirs_valid(job, test_case);
		} else if (!is_signed) {
			expect_taken(job);
			taken++;
		} else {
			if (refusal_of(job->name) != NULL) {
				expect_refused(job, refusal_of(job->name));
				refused++;
			}
			expect_same(job, test_case);
			same++;
		}
		free_job(job);
	}
	assert_int_equal(same, 25);
	assert_int_equal(refused, 1);
	assert_int_equal(encrypted, 5);
	assert_int_equal(taken, 1);
	json_object_put(cases);
}

/* What the reference signs and we wouldn't, judged when it is read. */
static void what_else_the_reference_signs_is_judged(void **state)
{
	static const struct {
		const char *path;
		enum signfw_status status;
		const char *ids;
	} rows[] = {
		{"sign/big_endian.sign", SIGNFW_E_ELF, "elf-byte-order"},
		{"sign/plat_repeated.sign", SIGNFW_OK, ""},
		{"sign/no_load.sign", SIGNFW_OK, "no-load-segment"},
		{"sign/no_sections.sign", SIGNFW_OK, "elf-no-section-headers"},
		{"sign/exidx_same_paddr_first.sign", SIGNFW_OK, "segment-shadowed"},
		{"sign/rsc_short.sign", SIGNFW_OK, "resource-table-invalid"},
		{"sign/two_resource_tables.sign", SIGNFW_OK, "resource-table-count"},
		{"sign/same_paddr_across_images.sign", SIGNFW_OK, "segment-overlap segment-shadowed"},
		{"sign/memsz_below_filesz.sign", SIGNFW_OK, "segment-memory"},
		{"sign/overlap.sign", SIGNFW_OK, "segment-overlap"},
		{"sign/plat_empty_string.sign", SIGNFW_OK, "tlv-empty"},
		{"sign/many_segments.sign", SIGNFW_OK, "ta-heap"},
	};
	signfw_key *key = load_key("vectors/keys/rsa2048.pub.pem");

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file file = load_vector(rows[i].path);
		signfw_container *container = NULL;

		assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);
		assert_int_equal(signfw_container_verify(container, key, NULL, NULL), rows[i].status);
		expect_ids(signfw_container_findings(container), rows[i].ids);
		signfw_container_free(container);
		free(file.data);
	}
	signfw_key_free(key);
}

/* ---- unusual, malformed and damaged containers --------------------------- */

/*
 * For each case of malformed.json the first error and where it is, or NULL for
 * a valid container, whose warnings are all that is found.  All are signed
 * correctly but those of which the name says otherwise.  `verify` judges what
 * the container says; a device may be more generous, or less.
 */
static const struct {
	const char *name, *error;
	uint64_t offset;
	const char *warnings;
} verdicts[] = {
	{"baseline", NULL, 0, ""},
	{"order_reversed", NULL, 0, ""},
	{"unknown_tlv_first", NULL, 0, "tlv-unknown"},
	{"type_equal_modulo_65536", NULL, 0, ""},
	{"empty_signtype", "signtype-invalid", 20, NULL},
	{"empty_num_img", "num-img-invalid", 36, NULL},
	{"empty_imgtype", "imgtype-invalid", 52, NULL},
	{"empty_imgsize", "imgsize-invalid", 68, NULL},
	{"empty_hashtype", NULL, 0, "hashtype-missing"},
	{"empty_hashtable", "hashtable-invalid", 100, NULL},
	{"duplicate_signtype_bad_first", "signtype-invalid", 20, NULL},
	{"duplicate_hashtable_bad_first", "segment-not-covered", 776, NULL},
	{"signtype_zero", "signtype-invalid", 20, NULL},
	{"signtype_ecdsa_rsa_signature", "signature-key-type", 364, NULL},
	{"num_img_two_of_one", "imgtype-invalid", 52, NULL},
	{"num_img_two_bytes", "num-img-invalid", 36, NULL},
	{"imgtype_ff", "imgtype-invalid", 52, NULL},
	{"imgsize_too_long", "imgsize-invalid", 68, NULL},
	{"imgsize_small", "elf-segment-outside", 704, NULL},
	{"imgsize_unpadded", NULL, 0, "images-unused"},
	{"hashtype_unknown", "hashtype-invalid", 84, NULL},
	{"hashtable_short", "segment-not-covered", 512, NULL},
	{"hashtable_reordered", NULL, 0, "table-differs"},
	{"hashtable_p_offset_differs", NULL, 0, "table-differs"},
	{"hashtable_p_paddr_differs", "segment-not-covered", 704, NULL},
	{"hashtable_p_memsz_differs", "segment-not-covered", 704, NULL},
	{"hashtable_p_align_differs", NULL, 0, "table-differs"},
	{"tlv_length_ffffffff", "tlv-truncated", 364, NULL},
	{"hashtable_length_past_end", "tlv-truncated", 100, NULL},
	{"tlv_len_not_multiple_of_8", NULL, 0, "tlv-area-unaligned tlv-unknown"},
	{"version_zero", "container-version", 4, NULL},
	{"sign_len_zero", "signature-empty", 12, NULL},
	{"img_len_zero", "images-empty", 16, NULL},
	{"img_len_large", "container-truncated", 2708, NULL},
	{"lengths_overflow", "length-overflow", 8, NULL},
	{"sign_len_ffffffff", "length-overflow", 8, NULL},
	{"trailing_eight", "container-size", 2708, NULL},
	{"cut_at_1", "not-a-container", 0, NULL},
	{"cut_at_19", "container-truncated", 19, NULL},
	{"cut_at_24", "container-truncated", 24, NULL},
	{"cut_at_2707", "container-truncated", 2707, NULL},
	{"elf_class_64", "elf-class", 624, NULL},
	{"elf_machine_aarch64", NULL, 0, "elf-machine"},
	{"elf_phnum_zero", "elf-no-program-headers", 664, NULL},
	{"elf_shstrndx_out_of_range", "elf-section-headers", 670, NULL},
	{"flip_header_0", "not-a-container", 0, NULL},
	{"flip_header_2", "not-a-container", 0, NULL},
	{"flip_header_4", "container-version", 4, NULL},
	{"flip_header_6", "container-version", 4, NULL},
	{"flip_header_8", "container-size", 2700, NULL},
	{"flip_header_10", "container-truncated", 2708, NULL},
	{"flip_header_12", "container-truncated", 2708, NULL},
	{"flip_header_14", "container-truncated", 2708, NULL},
	{"flip_header_16", "container-truncated", 2708, NULL},
	{"flip_header_18", "container-truncated", 2708, NULL},
	{"flip_tlv_0", "signature-invalid", 364, NULL},
	{"flip_tlv_2", "signature-invalid", 364, NULL},
	{"flip_tlv_4", "signature-invalid", 364, NULL},
	{"flip_tlv_6", "signature-invalid", 364, NULL},
	{"flip_tlv_8", "signature-invalid", 364, NULL},
	{"flip_tlv_10", "signature-invalid", 364, NULL},
	{"flip_signature_0", "signature-invalid", 364, NULL},
	{"flip_signature_2", "signature-invalid", 364, NULL},
	{"flip_signature_4", "signature-invalid", 364, NULL},
	{"flip_image_0", "segment-hash", 2304, NULL},
	{"flip_image_2", "segment-hash", 804, NULL},
	{"flip_image_4", "segment-hash", 804, NULL},
	{"flip_image_6", "elf-segment-outside", 736, NULL},
	{"flip_image_8", "segment-hash", 804, NULL},
	{"flip_image_10", "elf-section-headers", 670, NULL},
	{"flip_image_12", "segment-hash", 804, NULL},
	{"flip_image_14", NULL, 0, ""}, /* a section header's, which is not signed */
};

static void first_error(const signfw_findings *findings, struct signfw_finding *out)
{
	for (size_t i = 0; signfw_findings_get(findings, i, out) == SIGNFW_OK; i++)
		if (out->severity == SIGNFW_ERROR)
			return;
	fail_msg("no error was found");
}

static void unusual_and_malformed_containers_are_judged(void **state)
{
	json_object *cases = load_json(TEST_DATA "/vectors/malformed.json");

	(void)state;
	assert_int_equal(json_object_array_length(cases), sizeof(verdicts) / sizeof(verdicts[0]));
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *test_case = json_object_array_get_idx(cases, i);
		const struct test_file file = load_vector(text_of(test_case, "container"));
		signfw_key *key = load_key_with(text_of(test_case, "key"), NULL);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_container *container = NULL;
		struct signfw_finding finding;

		print_message("%s\n", verdicts[i].name);
		assert_string_equal(text_of(test_case, "name"), verdicts[i].name);
		assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);

		const enum signfw_status status = signfw_container_verify(container, key, NULL, &error);

		if (verdicts[i].error == NULL) {
			assert_int_equal(status, SIGNFW_OK);
			expect_ids(signfw_container_findings(container), verdicts[i].warnings);
		} else {
			assert_int_not_equal(status, SIGNFW_OK);
			first_error(signfw_container_findings(container), &finding);
			assert_string_equal(finding.id, verdicts[i].error);
			assert_int_equal(finding.offset, verdicts[i].offset);
			assert_int_equal(error.status, status);
			assert_int_equal(error.offset, finding.offset);
			assert_string_equal(error.message, finding.message);
		}
		signfw_container_free(container);
		signfw_key_free(key);
		free(file.data);
	}
	json_object_put(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_are_those_of_the_reference),
		cmocka_unit_test(containers_of_st_are_those_of_the_reference),
		cmocka_unit_test(what_else_the_reference_signs_is_judged),
		cmocka_unit_test(unusual_and_malformed_containers_are_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
