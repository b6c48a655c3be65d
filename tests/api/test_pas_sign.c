/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing for OP-TEE's PAS: bytes as in the vectors, accepted by devices, refused where they would refuse. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pas_vectors.h"
#include "signfw/key.h"
#include "signfw/pas_device.h"

#define V6_HASH_SEGMENT 0x1000
#define V6_SIGNATURE    (48 + 120 + 6 * DIGEST_SIZE) /* in the hash segment */
#define V7_HASH_SEGMENT 0x500
#define V7_SIGNATURE    (40 + 24 + 224 + 6 * DIGEST_SIZE)
#define SIGNATURE_SIZE  104
#define DIGEST_SIZE     48

struct fixture {
	signfw_key *key;
	struct test_file chain, elf;
	struct signfw_pas_sign_options options;
	struct test_file signed_file; /* `data` with signfw_free() */
	struct signfw_error error;
	signfw_findings *findings;
};

static int prepare(void **state)
{
	static const struct signfw_pas_sign_options init = SIGNFW_PAS_SIGN_OPTIONS_INIT;
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	const struct test_file key = load_file("vectors/pas/keys/oem-leaf-key.der");
	struct signfw_key_options key_options = SIGNFW_KEY_OPTIONS_INIT;

	assert_non_null(fixture);
	key_options.flags = SIGNFW_KEY_ANY_CONTAINER;
	assert_int_equal(signfw_key_load(&fixture->key, key.data, key.size, &key_options, &fixture->error), SIGNFW_OK);
	free(key.data);
	fixture->chain = load_file("vectors/pas/keys/oem-chain.der");
	fixture->elf = load_file("vectors/pas/inputs/dsp32.elf");
	fixture->findings = new_findings();
	fixture->options = init;
	fixture->options.certificates = fixture->chain.data;
	fixture->options.certificates_size = fixture->chain.size;
	fixture->options.sw_id = 0x17;
	fixture->options.oem_id = 1; /* of no meaning unless bound */
	fixture->options.findings = fixture->findings;
	*state = fixture;
	return 0;
}

static int finish(void **state)
{
	struct fixture *fixture = *state;

	signfw_key_free(fixture->key);
	signfw_findings_free(fixture->findings);
	signfw_free(fixture->signed_file.data);
	free(fixture->chain.data);
	free(fixture->elf.data);
	free(fixture);
	return 0;
}

static void use_elf(struct fixture *fixture, const char *path)
{
	free(fixture->elf.data);
	fixture->elf = load_file(path);
}

static enum signfw_status sign(struct fixture *fixture)
{
	const struct signfw_input elf = {fixture->elf.data, fixture->elf.size, "dsp.elf"};

	signfw_free(fixture->signed_file.data);
	fixture->signed_file = (struct test_file){0};
	return signfw_pas_sign(&fixture->signed_file.data, &fixture->signed_file.size, &elf, fixture->key,
			       &fixture->options, &fixture->error);
}

static void expect_signed(struct fixture *fixture)
{
	if (sign(fixture) != SIGNFW_OK)
		fail_msg("%s", fixture->error.message);
}

/* A failure leaves nothing behind. */
static void expect_failure(struct fixture *fixture, enum signfw_status status, const char *message)
{
	assert_int_equal(sign(fixture), status);
	assert_string_equal(fixture->error.message, message);
	assert_null(fixture->signed_file.data);
}

/* ---- bytes -------------------------------------------------------------------------- */

/* Everything but the signature, which is another one each time. */
static void expect_bytes_of(struct fixture *fixture, const char *path, size_t signature)
{
	const struct test_file expected = load_file(path);

	expect_signed(fixture);
	assert_int_equal(fixture->signed_file.size, expected.size);
	memset(expected.data + signature, 0, SIGNATURE_SIZE);
	memset(fixture->signed_file.data + signature, 0, SIGNATURE_SIZE);
	for (size_t i = 0; i < expected.size; i++)
		if (fixture->signed_file.data[i] != expected.data[i])
			fail_msg("byte 0x%zx of %s is 0x%02x, not 0x%02x", i, path, fixture->signed_file.data[i],
				 expected.data[i]);
	free(expected.data);
}

static void version_6_is_as_in_the_vectors(void **state)
{
	struct fixture *fixture = *state;

	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-ecdsa.mbn", V6_HASH_SEGMENT + V6_SIGNATURE);
	use_elf(fixture, "vectors/pas/inputs/many32.elf");
	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-many.mbn",
			V6_HASH_SEGMENT + V6_SIGNATURE + (17 - 6) * DIGEST_SIZE);
}

static void version_7_is_as_in_the_vectors(void **state)
{
	static const uint32_t soc_version = 0x601a;
	struct fixture *fixture = *state;

	fixture->options.layout = "qcom-v7";
	fixture->options.oem_id = 0;
	fixture->options.soc_versions = &soc_version;
	fixture->options.soc_version_count = 1;
	expect_bytes_of(fixture, "vectors/pas/signed/own-v7.mbn", V7_HASH_SEGMENT + V7_SIGNATURE);
}

static void bindings_are_as_in_the_vectors(void **state)
{
	static const uint32_t soc_versions[] = {0x6019, 0x601a}, serial = 0x11223344;
	const size_t signature = V6_HASH_SEGMENT + V6_SIGNATURE;
	struct fixture *fixture = *state;
	const struct signfw_pas_sign_options unbound = fixture->options;

	fixture->options.flags = SIGNFW_PAS_SIGN_OEM_ID | SIGNFW_PAS_SIGN_MODEL_ID;
	fixture->options.oem_id = 0x51;
	fixture->options.model_id = 0xabcd;
	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-oem-bound.mbn", signature);
	fixture->options = unbound;
	fixture->options.soc_versions = soc_versions;
	fixture->options.soc_version_count = 2;
	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-soc.mbn", signature);
	fixture->options = unbound;
	fixture->options.serials = &serial;
	fixture->options.serial_count = 1;
	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-serial.mbn", signature);
	fixture->options = unbound;
	fixture->options.flags = SIGNFW_PAS_SIGN_JTAG_ID;
	fixture->options.jtag_id = 0x1690e1;
	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-jtag.mbn", signature);
}

/* Metadata 0.0 bind to OEM and model together; 1.0 to one of them. */
static void one_of_oem_and_model_needs_newer_metadata(void **state)
{
	struct fixture *fixture = *state;
	const uint8_t *metadata;

	fixture->options.flags = SIGNFW_PAS_SIGN_OEM_ID;
	expect_signed(fixture);
	metadata = fixture->signed_file.data + V6_HASH_SEGMENT + 48;
	assert_int_equal(get_u32(metadata), 1);
	assert_int_equal(get_u32(metadata + 28), 0x800);
	fixture->options.flags = SIGNFW_PAS_SIGN_MODEL_ID;
	expect_signed(fixture);
	metadata = fixture->signed_file.data + V6_HASH_SEGMENT + 48;
	assert_int_equal(get_u32(metadata), 1);
	assert_int_equal(get_u32(metadata + 28), 0x8);
}

static void everything_has_to_be_there(void **state)
{
	struct fixture *fixture = *state;
	const struct signfw_input elf = {fixture->elf.data, fixture->elf.size, NULL}, gone = {NULL, 1, NULL};
	const struct signfw_input empty = {NULL, 0, NULL};
	uint8_t *out = NULL;
	size_t size;

	assert_int_equal(signfw_pas_sign(NULL, &size, &elf, fixture->key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_sign(&out, NULL, &elf, fixture->key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_sign(&out, &size, NULL, fixture->key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_sign(&out, &size, &gone, fixture->key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_sign(&out, &size, &elf, NULL, NULL, NULL), SIGNFW_E_ARGUMENT);
	/* that is a file, but no ELF file */
	assert_int_equal(signfw_pas_sign(&out, &size, &empty, fixture->key, &fixture->options, NULL), SIGNFW_E_ELF);
	assert_null(out);
	fixture->options.flags = UINT64_C(1) << 40;
	assert_int_equal(sign(fixture), SIGNFW_E_UNSUPPORTED);
}

/* Flag 2 says that metadata name SoC versions, 8 that any OEM will do. */
static void one_soc_version_is_one(void **state)
{
	static const uint32_t soc_version = 0x601a;
	struct fixture *fixture = *state;

	fixture->options.soc_versions = &soc_version;
	fixture->options.soc_version_count = 1;
	expect_signed(fixture);
	assert_int_equal(get_u32(fixture->signed_file.data + V6_HASH_SEGMENT + 48 + 28), 0xa);
}

static void expect_numbers(const signfw_pas *pas, const char *name, const uint32_t *numbers, size_t count)
{
	struct signfw_pas_field field;

	assert_true(signfw_pas_find_field(pas, name, &field));
	assert_int_equal(field.count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(field.values[i], numbers[i]);
}

/* As many numbers as there is room for, in either version. */
static void metadata_are_filled_to_the_last_number(void **state)
{
	static const uint32_t numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, UINT32_MAX};
	static const uint32_t ids[] = {0x5a, 0x6b, 0x7c};
	static const struct {
		const char *layout, *model;
	} rows[] = {{"qcom-v6", "model_id"}, {"qcom-v7", "product_id"}};
	struct fixture *fixture = *state;

	fixture->options.oem_id = ids[0];
	fixture->options.model_id = ids[1];
	fixture->options.jtag_id = ids[2];
	fixture->options.soc_versions = numbers;
	fixture->options.soc_version_count = 12;
	fixture->options.serials = numbers + 4;
	fixture->options.serial_count = 8;
	fixture->options.anti_rollback = UINT32_MAX;
	for (size_t i = 0; i < 2; i++) {
		signfw_pas *pas = NULL;

		fixture->options.layout = rows[i].layout;
		fixture->options.flags = SIGNFW_PAS_SIGN_FORCE; /* no device has such a serial number */
		expect_signed(fixture);
		const struct signfw_input file = {fixture->signed_file.data, fixture->signed_file.size, NULL};

		assert_int_equal(signfw_pas_inspect(&pas, &file, NULL, 0, NULL), SIGNFW_OK);
		expect_numbers(pas, "soc_versions", numbers, 12);
		expect_numbers(pas, "serials", numbers + 4, 8);
		expect_numbers(pas, "anti_rollback", numbers + 11, 1);
		expect_numbers(pas, "oem_id", &ids[0], 1);
		expect_numbers(pas, rows[i].model, &ids[1], 1);
		expect_numbers(pas, "jtag_id", &ids[2], 1);
		signfw_pas_free(pas);
	}
}

static void save_file(const char *path, const uint8_t *data, size_t size)
{
	FILE *stream = fopen(path, "wb");

	assert_non_null(stream);
	assert_int_equal(fwrite(data, 1, size, stream), size);
	assert_int_equal(fclose(stream), 0);
}

/* ---- devices ------------------------------------------------------------------------- */

static const struct signfw_pas_outcome *boot(struct fixture *fixture, signfw_pas_boot **out, uint64_t oem_id)
{
	const struct signfw_input input = {fixture->signed_file.data, fixture->signed_file.size, "fw.mbn"};
	struct signfw_pas_device_options options = SIGNFW_PAS_DEVICE_OPTIONS_INIT;

	options.device = "qcom-pas-signed";
	options.flags = SIGNFW_PAS_DEVICE_OEM_ID;
	options.oem_id = oem_id;
	assert_int_equal(signfw_pas_boot_try(out, &input, NULL, 0, &options, &fixture->error), SIGNFW_OK);
	return signfw_pas_boot_outcome(*out);
}

static void expect_outcome(struct fixture *fixture, uint64_t oem_id, const char *rule)
{
	signfw_pas_boot *attempt = NULL;

	assert_string_equal(boot(fixture, &attempt, oem_id)->rule, rule);
	signfw_pas_boot_free(attempt);
}

static void devices_accept_it(void **state)
{
	struct fixture *fixture = *state;

	expect_signed(fixture);
	expect_ids(fixture->findings, "");
	expect_outcome(fixture, 0x51, "accepted");
	fixture->options.flags = SIGNFW_PAS_SIGN_OEM_ID;
	fixture->options.oem_id = 0x51;
	expect_signed(fixture);
	expect_outcome(fixture, 0x51, "accepted");
	expect_outcome(fixture, 0x52, "oem-id");
}

/* The device is asked to start what runs the software. */
static void software_of_another_peripheral_is_accepted(void **state)
{
	struct fixture *fixture = *state;

	fixture->options.sw_id = 4;
	expect_signed(fixture);
	expect_ids(fixture->findings, "");
}

/* The same check, by another program, over the bytes before the signature. */
static void openssl_verifies_it(void **state)
{
	struct fixture *fixture = *state;
	char *folder = scratch_new(), path[512];

	expect_signed(fixture);
	const uint8_t *hashes = fixture->signed_file.data + V6_HASH_SEGMENT, *der = hashes + V6_SIGNATURE;

	snprintf(path, sizeof(path), "%s/prefix", folder);
	save_file(path, hashes, V6_SIGNATURE);
	snprintf(path, sizeof(path), "%s/signature", folder);
	save_file(path, der, der[1] + 2u);
	run("cd %s && openssl x509 -inform DER -in '%s/vectors/pas/keys/oem-chain.der' -noout -pubkey > key.pem && "
	    "openssl dgst -sha384 -verify key.pem -signature signature prefix > /dev/null",
	    folder, TEST_DATA);
	scratch_remove(folder);
}

/* ---- in two steps ----------------------------------------------------------------------- */

static signfw_pas *inspect_signed(struct fixture *fixture)
{
	const struct signfw_input input = {fixture->signed_file.data, fixture->signed_file.size, NULL};
	signfw_pas *pas = NULL;

	assert_int_equal(signfw_pas_inspect(&pas, &input, NULL, 0, &fixture->error), SIGNFW_OK);
	return pas;
}

/* With a public key: the same bytes, but for zeros where the signature goes. */
static void it_is_left_unsigned(void **state)
{
	struct fixture *fixture = *state;

	fixture->options.flags = SIGNFW_PAS_SIGN_LEAVE_UNSIGNED;
	expect_bytes_of(fixture, "vectors/pas/signed/own-v6-ecdsa.mbn", V6_HASH_SEGMENT + V6_SIGNATURE);
	expect_ids(fixture->findings, "");
	for (size_t i = 0; i < SIGNATURE_SIZE; i++)
		assert_int_equal(fixture->signed_file.data[V6_HASH_SEGMENT + V6_SIGNATURE + i], 0);
}

/* A signature of the vectors, which is of these very bytes. */
static void a_signature_is_put_in(void **state)
{
	const struct test_file expected = load_file("vectors/pas/signed/own-v6-ecdsa.mbn");
	const uint8_t *der = expected.data + V6_HASH_SEGMENT + V6_SIGNATURE;
	struct fixture *fixture = *state;
	uint8_t *out = NULL, wrong[SIGNATURE_SIZE];
	size_t size = 0;

	fixture->options.flags = SIGNFW_PAS_SIGN_LEAVE_UNSIGNED;
	expect_signed(fixture);
	signfw_pas *pas = inspect_signed(fixture);

	assert_int_equal(signfw_pas_stitch(&out, &size, pas, fixture->key, der, der[1] + 2u, 0, fixture->findings,
					   &fixture->error),
			 SIGNFW_OK);
	expect_ids(fixture->findings, "");
	assert_int_equal(size, expected.size);
	assert_memory_equal(out, expected.data, size);
	signfw_free(out);
	out = NULL;

	memcpy(wrong, der, sizeof(wrong));
	wrong[20] ^= 1;
	/* twice: the list is emptied first */
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(signfw_pas_stitch(&out, &size, pas, fixture->key, wrong, der[1] + 2u, 0,
						   fixture->findings, &fixture->error),
				 SIGNFW_E_SIGNATURE);
	expect_only(fixture->findings, "signature-invalid", SIGNFW_ERROR, V6_HASH_SEGMENT + V6_SIGNATURE);
	assert_null(out);
	assert_int_equal(signfw_pas_stitch(&out, &size, pas, fixture->key, der, 70, 2, NULL, &fixture->error),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_stitch(NULL, &size, pas, fixture->key, der, 70, 0, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_stitch(&out, NULL, pas, fixture->key, der, 70, 0, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_stitch(&out, &size, pas, NULL, der, 70, 0, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_stitch(&out, &size, pas, fixture->key, NULL, 70, 0, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_stitch(&out, &size, NULL, fixture->key, der, 70, 0, NULL, &fixture->error),
			 SIGNFW_E_ARGUMENT);
	signfw_key *other = load_key("vectors/keys/ec256.pem");

	assert_int_equal(signfw_pas_stitch(&out, &size, pas, other, der, 70, 0, NULL, &fixture->error), SIGNFW_E_KEY);
	assert_string_equal(fixture->error.message, "OP-TEE's PAS takes signatures by EC keys on P-384 only");
	signfw_key_free(other);
	signfw_pas_free(pas);
	free(expected.data);
}

/* A container that was made with force, by another way, is not put together without. */
static void what_a_device_refuses_is_stitched_with_force_only(void **state)
{
	struct fixture *fixture = *state;
	uint8_t *out = NULL;
	size_t size = 0;

	fixture->options.sw_id = 0x1234;
	fixture->options.flags = SIGNFW_PAS_SIGN_FORCE;
	expect_signed(fixture);
	const uint8_t *der = fixture->signed_file.data + V6_HASH_SEGMENT + V6_SIGNATURE;
	signfw_pas *pas = inspect_signed(fixture);

	assert_int_equal(signfw_pas_stitch(&out, &size, pas, fixture->key, der, der[1] + 2u, 0, fixture->findings,
					   &fixture->error),
			 SIGNFW_E_CONTAINER);
	expect_only(fixture->findings, "device-refuses", SIGNFW_ERROR, SIGNFW_NO_OFFSET);
	assert_null(out);
	assert_int_equal(signfw_pas_stitch(&out, &size, pas, fixture->key, der, der[1] + 2u, SIGNFW_PAS_SIGN_FORCE,
					   fixture->findings, &fixture->error),
			 SIGNFW_OK);
	expect_only(fixture->findings, "device-refuses", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(size, fixture->signed_file.size);
	assert_memory_equal(out, fixture->signed_file.data, size);
	signfw_free(out);
	signfw_pas_free(pas);
}

static void the_bytes_that_are_signed(void **state)
{
	struct fixture *fixture = *state;
	uint8_t digest[DIGEST_SIZE], *bytes = NULL;
	size_t size = 0;

	expect_signed(fixture);
	signfw_pas *pas = inspect_signed(fixture);

	assert_int_equal(signfw_pas_signed_bytes(&bytes, &size, pas, "oem", &fixture->error), SIGNFW_OK);
	assert_int_equal(size, V6_SIGNATURE);
	assert_memory_equal(bytes, fixture->signed_file.data + V6_HASH_SEGMENT, size);
	signfw_free(bytes);
	/* of somebody who hasn't signed: without the metadata and the sizes of the OEM */
	assert_int_equal(signfw_pas_signed_bytes(&bytes, &size, pas, "qti", &fixture->error), SIGNFW_OK);
	assert_int_equal(size, V6_SIGNATURE);
	assert_int_equal(get_u32(bytes + 28), 0);
	signfw_free(bytes);
	assert_int_equal(signfw_pas_signed_bytes(NULL, &size, pas, "oem", NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_signed_bytes(&bytes, NULL, pas, "oem", NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_signed_bytes(&bytes, &size, NULL, "oem", NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_signed_bytes(&bytes, &size, pas, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_signed_bytes(&bytes, &size, pas, "me", &fixture->error), SIGNFW_E_ARGUMENT);
	assert_string_equal(fixture->error.message, "there is no signer \"me\", only oem and qti");
	assert_int_equal(signfw_pas_digest(pas, digest, &fixture->error), SIGNFW_OK);
	assert_int_equal(signfw_pas_digest(NULL, digest, &fixture->error), SIGNFW_E_ARGUMENT);
	signfw_pas_free(pas);

	put_u32(fixture->signed_file.data + V6_HASH_SEGMENT + 4, 99);
	pas = inspect_signed(fixture);
	assert_int_equal(signfw_pas_digest(pas, digest, &fixture->error), SIGNFW_E_CONTAINER);
	assert_int_equal(signfw_pas_stitch(&bytes, &size, pas, fixture->key, digest, 48, 0, NULL, &fixture->error),
			 SIGNFW_E_CONTAINER);
	signfw_pas_free(pas);
}

static void processors_run_software(void **state)
{
	uint32_t sw_id = 0;

	(void)state;
	assert_string_equal(signfw_pas_software(18, &sw_id), "cdsp");
	assert_int_equal(sw_id, 0x17);
	assert_non_null(signfw_pas_software(1, NULL));
	assert_null(signfw_pas_software(99, &sw_id));
}

/* ---- the ELF file ---------------------------------------------------------------------- */

/* Whether a segment of the signed file is marked as relocatable: bit 27 of its flags. */
static bool has_relocatable(const struct fixture *fixture)
{
	const uint8_t *file = fixture->signed_file.data;

	for (size_t i = 0; i < (get_u32(file + 44) & 0xffff); i++)
		if ((get_u32(file + get_u32(file + 28) + 32 * i + 24) & UINT32_C(1) << 27) != 0)
			return true;
	return false;
}

static void a_fixed_address_is_refused(void **state)
{
	struct fixture *fixture = *state;

	use_elf(fixture, "vectors/pas/inputs/fixed32.elf");
	assert_int_equal(sign(fixture), SIGNFW_E_CONTAINER);
	expect_only(fixture->findings, "not-relocatable", SIGNFW_ERROR, 52);
	fixture->options.flags = SIGNFW_PAS_SIGN_FORCE;
	expect_signed(fixture);
	expect_only(fixture->findings, "not-relocatable", SIGNFW_WARNING, 52);
	assert_false(has_relocatable(fixture));
	fixture->options.flags = SIGNFW_PAS_SIGN_RELOCATABLE;
	expect_signed(fixture);
	assert_true(has_relocatable(fixture));
	expect_ids(fixture->findings, "");
	expect_outcome(fixture, 0x51, "accepted");
}

static void what_linux_or_optee_refuse_is_refused(void **state)
{
	static const struct {
		const char *path;
		enum signfw_status status;
		const char *id, *message;
	} cases[] = {
		{"vectors/pas/inputs/a64.elf", SIGNFW_E_ELF, "elf-class",
		 "the ELF file is 64-bit; Linux loads ELF32 only"},
		{"vectors/pas/inputs/far32.elf", SIGNFW_E_CONTAINER, "device-refuses",
		 "qcom-pas-signed refuses it: OP-TEE counts 0x20000 bytes, Linux said 0x1000: Linux leaves out "
		 "segments "
		 "without memory, OP-TEE doesn't"},
		{"vectors/pas/inputs/paged32.elf", SIGNFW_E_CONTAINER, "load-unhashed-by-optee",
		 "segment 4 is paged: Linux loads it, but OP-TEE doesn't compare its digest, so nobody notices changed "
		 "bytes"},
		{"vectors/pas/signed/own-v6-ecdsa.mbn", SIGNFW_E_CONTAINER, "several-hash-segments",
		 "segment 1 is a hash segment: the file is a container already"},
		{"vectors/pas/keys/oem-chain.der", SIGNFW_E_ELF, "elf-magic",
		 "the file doesn't begin as an ELF file does"},
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		use_elf(fixture, cases[i].path);
		expect_failure(fixture, cases[i].status, cases[i].message);
		assert_int_equal(expect_finding(fixture->findings, cases[i].id).severity, SIGNFW_ERROR);
	}
}

static void software_that_nothing_runs_is_refused(void **state)
{
	struct fixture *fixture = *state;

	fixture->options.sw_id = 0x1234;
	expect_failure(fixture, SIGNFW_E_CONTAINER,
		       "qcom-pas-signed refuses it: the image is software 0x1234, PAS id 18 (cdsp) runs 0x17");
	fixture->options.flags = SIGNFW_PAS_SIGN_FORCE;
	expect_signed(fixture);
	expect_only(fixture->findings, "device-refuses", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
}

/* The class is the byte at 4. */
static void a_wrong_class_is_found_where_it_is(void **state)
{
	struct fixture *fixture = *state;

	use_elf(fixture, "vectors/pas/inputs/a64.elf");
	assert_int_equal(sign(fixture), SIGNFW_E_ELF);
	expect_only(fixture->findings, "elf-class", SIGNFW_ERROR, 4);
}

static void one_segment_of_one_byte_is_enough(void **state)
{
	struct fixture *fixture = *state;

	fixture->elf.data[44] = 1;
	put_u32(fixture->elf.data + 52 + 16, 1);
	expect_signed(fixture);
	expect_ids(fixture->findings, "");
	expect_outcome(fixture, 0x51, "accepted");
}

/* Segments that share their bytes, 4 MiB each. */
static void more_than_1_gib_is_not_signed(void **state)
{
	const uint32_t count = 257, size = 4 << 20;
	struct fixture *fixture = *state;
	struct test_file elf = {calloc(1, 52 + 32 * count + size), 52 + 32 * count + size};

	assert_non_null(elf.data);
	memcpy(elf.data, fixture->elf.data, 52);
	elf.data[44] = count & 0xff;
	elf.data[45] = (uint8_t)(count >> 8);
	for (uint32_t i = 0; i < count; i++) {
		uint8_t *header = elf.data + 52 + 32 * i;

		memcpy(header, fixture->elf.data + 52, 32);
		put_u32(header + 16, size);
		put_u32(header + 20, size);
	}
	free(fixture->elf.data);
	fixture->elf = elf;
	expect_failure(fixture, SIGNFW_E_UNSUPPORTED, "the segments have 0x40400000 bytes, more than this tool signs");
}

static void a_segment_without_its_bytes_is_refused(void **state)
{
	struct fixture *fixture = *state;

	put_u32(fixture->elf.data + 52 + 16, 0xffffff);
	assert_int_equal(sign(fixture), SIGNFW_E_CONTAINER);
	expect_only(fixture->findings, "segment-outside", SIGNFW_ERROR, 52);
}

/* ---- arguments ---------------------------------------------------------------------------- */

static void other_layouts_are_refused(void **state)
{
	struct fixture *fixture = *state;

	fixture->options.layout = "qcom-v3";
	expect_failure(fixture, SIGNFW_E_UNSUPPORTED,
		       "layout qcom-v3 is for devices whose verifier isn't known; only qcom-v6 and qcom-v7 are signed");
	fixture->options.layout = "qcom-v5";
	expect_failure(fixture, SIGNFW_E_UNSUPPORTED,
		       "layout qcom-v5 is for devices whose verifier isn't known; only qcom-v6 and qcom-v7 are signed");
	fixture->options.layout = "qcom-v8";
	expect_failure(fixture, SIGNFW_E_UNSUPPORTED, "layout qcom-v8 isn't published, and only read");
	fixture->options.layout = "rproc-v1";
	expect_failure(fixture, SIGNFW_E_ARGUMENT, "there is no layout \"rproc-v1\" of Qualcomm's PAS");
}

static void the_key_has_to_be_a_private_one_on_p384(void **state)
{
	struct fixture *fixture = *state;

	signfw_key_free(fixture->key);
	fixture->key = load_key("vectors/keys/ec256.pem");
	expect_failure(fixture, SIGNFW_E_KEY, "OP-TEE's PAS takes signatures by EC keys on P-384 only");
	/* the leaf's */
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;

	options.flags = SIGNFW_KEY_ANY_CONTAINER;
	signfw_key_free(fixture->key);
	assert_int_equal(signfw_key_load(&fixture->key, fixture->chain.data,
					 4u + fixture->chain.data[2] * 256u + fixture->chain.data[3], &options,
					 &fixture->error),
			 SIGNFW_OK);
	expect_failure(fixture, SIGNFW_E_KEY, "a public key; signing needs the private key");
}

static void the_certificates_have_to_be_those_of_the_key(void **state)
{
	const struct test_file root = load_file("vectors/pas/keys/other-root.der");
	struct fixture *fixture = *state;
	const size_t leaf_size = 4u + fixture->chain.data[2] * 256u + fixture->chain.data[3];

	fixture->options.certificates = root.data;
	fixture->options.certificates_size = root.size;
	expect_failure(fixture, SIGNFW_E_KEY,
		       "the first certificate of the chain isn't that of the key: leaf first, root last");
	memcpy(fixture->chain.data + leaf_size, root.data, root.size);
	fixture->options.certificates = fixture->chain.data;
	fixture->options.certificates_size = leaf_size + root.size;
	expect_failure(fixture, SIGNFW_E_KEY, "certificate 0 of the chain isn't signed by the key of the next one");
	fixture->options.certificates_size = leaf_size - 1;
	assert_int_equal(sign(fixture), SIGNFW_E_KEY);
	fixture->options.certificates = NULL;
	expect_failure(fixture, SIGNFW_E_ARGUMENT, "no certificates were given");
	free(root.data);
}

static void a_certificate_has_a_key_that_signs_containers(void **state)
{
	struct fixture *fixture = *state;
	char *folder = scratch_new(), path[512];

	run("cd %s && openssl req -x509 -newkey ed25519 -nodes -keyout key.pem -subj /CN=x -outform DER -out x.der "
	    "2> /dev/null",
	    folder);
	snprintf(path, sizeof(path), "%s/x.der", folder);
	const struct test_file file = load_file(path);

	fixture->options.certificates = file.data;
	fixture->options.certificates_size = file.size;
	expect_failure(fixture, SIGNFW_E_KEY,
		       "a key of type ED25519; containers have RSA, ECDSA P-256 and ECDSA P-384 only");
	free(file.data);
	scratch_remove(folder);
}

/* The chain of 3 certificates, and its root so many times more.  Free `data` with free(). */
static struct test_file make_chain(const struct fixture *fixture, size_t roots)
{
	const struct test_file root = load_file("vectors/pas/keys/oem-root.der");
	const size_t size = fixture->chain.size + roots * root.size;
	struct test_file chain = {malloc(size), fixture->chain.size};

	assert_non_null(chain.data);
	memcpy(chain.data, fixture->chain.data, chain.size);
	for (; chain.size < size; chain.size += root.size)
		memcpy(chain.data + chain.size, root.data, root.size);
	free(root.data);
	return chain;
}

static void more_than_8_certificates_are_too_many(void **state)
{
	struct fixture *fixture = *state;
	const struct test_file chain = make_chain(fixture, 6), most = make_chain(fixture, 5);

	fixture->options.certificates = chain.data;
	fixture->options.certificates_size = chain.size;
	assert_int_equal(sign(fixture), SIGNFW_E_CONTAINER);
	/* of the chain, and of the container that was made with it */
	expect_ids(fixture->findings, "cert-padding cert-padding");
	assert_int_equal(expect_finding(fixture->findings, "cert-padding").offset, most.size);
	free(most.data);
	free(chain.data);
}

/* Certificates have 3360 bytes, or if they need more, a multiple of 32. */
static void certificates_have_room(void **state)
{
	struct fixture *fixture = *state;

	for (size_t roots = 0; roots < 6; roots++) {
		const struct test_file chain = make_chain(fixture, roots);
		const size_t room = chain.size <= 3360 ? 3360 : (chain.size + 31) & ~(size_t)31;

		fixture->options.certificates = chain.data;
		fixture->options.certificates_size = chain.size;
		fixture->options.flags = SIGNFW_PAS_SIGN_FORCE;
		expect_signed(fixture);
		assert_int_equal(get_u32(fixture->signed_file.data + V6_HASH_SEGMENT + 36), room);
		free(chain.data);
	}
}

static void numbers_have_32_bits(void **state)
{
	static const uint32_t soc_versions[13] = {1};
	struct fixture *fixture = *state;

	fixture->options.sw_id = UINT64_C(0x100000017);
	expect_failure(fixture, SIGNFW_E_ARGUMENT, "0x100000017 isn't a number of 32 bits");
	fixture->options.sw_id = 0x17;
	fixture->options.soc_versions = soc_versions;
	fixture->options.soc_version_count = 13;
	expect_failure(fixture, SIGNFW_E_ARGUMENT, "metadata have room for 12 SoC versions and 8 serial numbers");
	fixture->options.soc_version_count = 0;
	fixture->options.serials = soc_versions;
	fixture->options.serial_count = 9;
	expect_failure(fixture, SIGNFW_E_ARGUMENT, "metadata have room for 12 SoC versions and 8 serial numbers");
}

/* With an OpenSSL that has RFC 6979 the bytes are the same each time; with an older one that is said. */
static void signatures_are_deterministic_or_refused(void **state)
{
	struct fixture *fixture = *state;

	fixture->options.flags = SIGNFW_PAS_SIGN_DETERMINISTIC;
	if (sign(fixture) == SIGNFW_OK) {
		const struct test_file first = fixture->signed_file;

		fixture->signed_file = (struct test_file){0};
		expect_signed(fixture);
		assert_int_equal(fixture->signed_file.size, first.size);
		assert_memory_equal(fixture->signed_file.data, first.data, first.size);
		signfw_free(first.data);
	} else {
		assert_int_equal(fixture->error.status, SIGNFW_E_UNSUPPORTED);
		assert_string_equal(fixture->error.message,
				    "no deterministic ECDSA signature by this key; OpenSSL has them "
				    "from version 3.2 on");
	}
}

/* The public key of the leaf, with somebody else to sign. */
static enum signfw_status sign_elsewhere(void *context, const struct signfw_sign_request *request, uint8_t *signature,
					 size_t capacity, size_t *size, struct signfw_error *err)
{
	struct fixture *fixture = context;

	(void)signature;
	(void)capacity;
	(void)size;
	(void)err;
	assert_string_equal(request->algorithm, "ecdsa-p384-sha384");
	assert_int_equal(request->digest_size, 48);
	assert_int_equal(request->data_size, V6_SIGNATURE);
	fixture->options.sw_id = 0; /* was here */
	return SIGNFW_E_CRYPTO;
}

static void somebody_else_may_sign(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(signfw_key_set_signer(fixture->key, sign_elsewhere, fixture, &fixture->error), SIGNFW_OK);
	assert_int_equal(sign(fixture), SIGNFW_E_CRYPTO);
	assert_int_equal(fixture->options.sw_id, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(version_6_is_as_in_the_vectors, prepare, finish),
		cmocka_unit_test_setup_teardown(version_7_is_as_in_the_vectors, prepare, finish),
		cmocka_unit_test_setup_teardown(bindings_are_as_in_the_vectors, prepare, finish),
		cmocka_unit_test_setup_teardown(one_of_oem_and_model_needs_newer_metadata, prepare, finish),
		cmocka_unit_test_setup_teardown(everything_has_to_be_there, prepare, finish),
		cmocka_unit_test_setup_teardown(one_soc_version_is_one, prepare, finish),
		cmocka_unit_test_setup_teardown(devices_accept_it, prepare, finish),
		cmocka_unit_test_setup_teardown(software_of_another_peripheral_is_accepted, prepare, finish),
		cmocka_unit_test_setup_teardown(metadata_are_filled_to_the_last_number, prepare, finish),
		cmocka_unit_test_setup_teardown(openssl_verifies_it, prepare, finish),
		cmocka_unit_test_setup_teardown(it_is_left_unsigned, prepare, finish),
		cmocka_unit_test_setup_teardown(a_signature_is_put_in, prepare, finish),
		cmocka_unit_test_setup_teardown(what_a_device_refuses_is_stitched_with_force_only, prepare, finish),
		cmocka_unit_test_setup_teardown(the_bytes_that_are_signed, prepare, finish),
		cmocka_unit_test(processors_run_software),
		cmocka_unit_test_setup_teardown(a_fixed_address_is_refused, prepare, finish),
		cmocka_unit_test_setup_teardown(what_linux_or_optee_refuse_is_refused, prepare, finish),
		cmocka_unit_test_setup_teardown(software_that_nothing_runs_is_refused, prepare, finish),
		cmocka_unit_test_setup_teardown(a_wrong_class_is_found_where_it_is, prepare, finish),
		cmocka_unit_test_setup_teardown(one_segment_of_one_byte_is_enough, prepare, finish),
		cmocka_unit_test_setup_teardown(more_than_1_gib_is_not_signed, prepare, finish),
		cmocka_unit_test_setup_teardown(a_segment_without_its_bytes_is_refused, prepare, finish),
		cmocka_unit_test_setup_teardown(other_layouts_are_refused, prepare, finish),
		cmocka_unit_test_setup_teardown(the_key_has_to_be_a_private_one_on_p384, prepare, finish),
		cmocka_unit_test_setup_teardown(the_certificates_have_to_be_those_of_the_key, prepare, finish),
		cmocka_unit_test_setup_teardown(a_certificate_has_a_key_that_signs_containers, prepare, finish),
		cmocka_unit_test_setup_teardown(more_than_8_certificates_are_too_many, prepare, finish),
		cmocka_unit_test_setup_teardown(certificates_have_room, prepare, finish),
		cmocka_unit_test_setup_teardown(numbers_have_32_bits, prepare, finish),
		cmocka_unit_test_setup_teardown(signatures_are_deterministic_or_refused, prepare, finish),
		cmocka_unit_test_setup_teardown(somebody_else_may_sign, prepare, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
