/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/kdf_cost.h"

#include <openssl/asn1.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

/* A few seconds.  The work of scrypt is N * r * p; a unit of it takes about as long as an iteration. */
#define ITERATIONS_MAX  UINT64_C(10000000)
#define SCRYPT_WORK_MAX UINT64_C(10000000)

/* What OpenSSL allows scrypt for keys; beyond that it fails, but doesn't tell that from a wrong passphrase. */
#define SCRYPT_MEMORY_MAX (UINT64_C(32) << 20)

/* The sum over a file, which may have many keys. */
struct cost {
	uint64_t iterations, scrypt_work;
	uint64_t scrypt_memory; /* the most that one of them takes */
	bool has_nested_bags;
	bool failed; /* for want of memory */
};

DEFINE_CLEANUP(pbe_cleanup, PBEPARAM, PBEPARAM_free)
DEFINE_CLEANUP(pbes2_cleanup, PBE2PARAM, PBE2PARAM_free)
DEFINE_CLEANUP(pbkdf2_cleanup, PBKDF2PARAM, PBKDF2PARAM_free)
DEFINE_CLEANUP(scrypt_cleanup, SCRYPT_PARAMS, SCRYPT_PARAMS_free)
DEFINE_CLEANUP(encrypted_cleanup, X509_SIG, X509_SIG_free)
DEFINE_CLEANUP(pkcs12_cleanup, PKCS12, PKCS12_free)
DEFINE_CLEANUP(element_cleanup, ASN1_TYPE, ASN1_TYPE_free)

static void safes_cleanup(STACK_OF(PKCS7) * *safes)
{
	sk_PKCS7_pop_free(*safes, PKCS7_free);
}

static void bags_cleanup(STACK_OF(PKCS12_SAFEBAG) * *bags)
{
	sk_PKCS12_SAFEBAG_pop_free(*bags, PKCS12_SAFEBAG_free);
}

static uint64_t add(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t multiply(uint64_t a, uint64_t b)
{
	return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

/* UINT64_MAX stands for numbers that are negative or have more than 64 bits. */
static uint64_t value_of(const ASN1_INTEGER *number)
{
	uint64_t value;

	return ASN1_INTEGER_get_uint64(&value, number) == 1 ? value : UINT64_MAX;
}

/* ---- algorithms ------------------------------------------------------------- */

/* The DER of an algorithm's parameters; empty if there are none. */
static struct span parameters_of(const X509_ALGOR *algorithm)
{
	int type = V_ASN1_UNDEF;
	const void *value = NULL;

	X509_ALGOR_get0(NULL, &type, &value, algorithm);
	if (type != V_ASN1_SEQUENCE)
		return (struct span){NULL, 0};
	return (struct span){ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value)};
}

static void add_scrypt(struct cost *cost, struct span parameters)
{
	const unsigned char *at = parameters.data;
	CLEANUP(scrypt_cleanup) SCRYPT_PARAMS *scrypt = d2i_SCRYPT_PARAMS(NULL, &at, (long)parameters.size);

	if (scrypt == NULL)
		return;
	const uint64_t n = value_of(scrypt->costParameter), r = value_of(scrypt->blockSize);
	const uint64_t p = value_of(scrypt->parallelizationParameter);
	/* RFC 7914: blocks of 128 * r bytes, N for one of p, which have one each */
	const uint64_t memory = multiply(multiply(128, r), add(n, p));

	cost->scrypt_work = add(cost->scrypt_work, multiply(multiply(n, r), p));
	if (memory > cost->scrypt_memory)
		cost->scrypt_memory = memory;
}

static void add_pbkdf2(struct cost *cost, struct span parameters)
{
	const unsigned char *at = parameters.data;
	CLEANUP(pbkdf2_cleanup) PBKDF2PARAM *pbkdf2 = d2i_PBKDF2PARAM(NULL, &at, (long)parameters.size);

	if (pbkdf2 != NULL)
		cost->iterations = add(cost->iterations, value_of(pbkdf2->iter));
}

/* The parameters of PKCS#5 version 1.5 and of PKCS#12 are a salt and a number. */
static void add_pbe(struct cost *cost, struct span parameters)
{
	const unsigned char *at = parameters.data;
	CLEANUP(pbe_cleanup) PBEPARAM *pbe = d2i_PBEPARAM(NULL, &at, (long)parameters.size);

	if (pbe != NULL)
		cost->iterations = add(cost->iterations, value_of(pbe->iter));
}

/* PBES2 and PBMAC1 have the same form: they name the algorithm that derives the key. */
static void add_algorithm(struct cost *cost, const X509_ALGOR *algorithm)
{
	const struct span parameters = parameters_of(algorithm);
	const unsigned char *at = parameters.data;
	CLEANUP(pbes2_cleanup) PBE2PARAM *pbes2 = d2i_PBE2PARAM(NULL, &at, (long)parameters.size);

	if (pbes2 == NULL) {
		add_pbe(cost, parameters);
		return;
	}
	const ASN1_OBJECT *name;

	X509_ALGOR_get0(&name, NULL, NULL, pbes2->keyfunc);
	if (OBJ_obj2nid(name) == NID_id_scrypt)
		add_scrypt(cost, parameters_of(pbes2->keyfunc));
	else
		add_pbkdf2(cost, parameters_of(pbes2->keyfunc));
}

static void add_encrypted(struct cost *cost, const X509_SIG *encrypted)
{
	const X509_ALGOR *algorithm;

	X509_SIG_get0(encrypted, &algorithm, NULL);
	add_algorithm(cost, algorithm);
}

static bool is_affordable(const struct cost *cost)
{
	return cost->iterations <= ITERATIONS_MAX && cost->scrypt_work <= SCRYPT_WORK_MAX &&
	       cost->scrypt_memory <= SCRYPT_MEMORY_MAX && !cost->has_nested_bags && !cost->failed;
}

/* ---- PKCS#12 ---------------------------------------------------------------- */

static void add_mac(struct cost *cost, const PKCS12 *pkcs12)
{
	const X509_ALGOR *algorithm = NULL;
	const ASN1_INTEGER *iterations = NULL;

	PKCS12_get0_mac(NULL, &algorithm, NULL, &iterations, pkcs12);
	if (algorithm != NULL)
		add_algorithm(cost, algorithm);
	if (iterations != NULL)
		cost->iterations = add(cost->iterations, value_of(iterations));
}

static void add_bags(struct cost *cost, const STACK_OF(PKCS12_SAFEBAG) * bags)
{
	for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); i++) {
		const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, i);
		const int type = PKCS12_SAFEBAG_get_nid(bag);

		if (type == NID_pkcs8ShroudedKeyBag)
			add_encrypted(cost, PKCS12_SAFEBAG_get0_pkcs8(bag));
		/* OpenSSL follows them to any depth, and no program writes them */
		cost->has_nested_bags = cost->has_nested_bags || type == NID_safeContentsBag;
	}
}

static bool is_encrypted(const PKCS7 *safe)
{
	return PKCS7_type_is_encrypted(safe) && safe->d.encrypted != NULL && safe->d.encrypted->enc_data != NULL;
}

/* Adds what is visible without a passphrase. */
static void add_safe(struct cost *cost, PKCS7 *safe)
{
	if (is_encrypted(safe)) {
		add_algorithm(cost, safe->d.encrypted->enc_data->algorithm);
	} else if (PKCS7_type_is_data(safe)) {
		CLEANUP(bags_cleanup) STACK_OF(PKCS12_SAFEBAG) *bags = PKCS12_unpack_p7data(safe);

		add_bags(cost, bags);
	}
}

/* Adds the bags of an encrypted safe; false if this is not its passphrase. */
static bool add_decrypted(struct cost *cost, PKCS7 *safe, const char *text, size_t size)
{
	CLEANUP(bags_cleanup)
	STACK_OF(PKCS12_SAFEBAG) *bags = PKCS12_unpack_p7encdata(safe, text, (int)size);

	add_bags(cost, bags);
	return bags != NULL;
}

/* Adds what an encrypted safe hides.  Like OpenSSL, it tries both forms of the empty passphrase first. */
static void add_hidden(struct cost *cost, PKCS7 *safe, struct passphrase *passphrase)
{
	if (!is_encrypted(safe) || add_decrypted(cost, safe, "", 0) || add_decrypted(cost, safe, NULL, 0))
		return;
	if (sfw_passphrase_ask(passphrase))
		add_decrypted(cost, safe, passphrase->text, passphrase->size);
}

static void add_pkcs12(struct cost *cost, const PKCS12 *pkcs12, struct passphrase *passphrase)
{
	CLEANUP(safes_cleanup) STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(pkcs12);

	add_mac(cost, pkcs12);
	for (int i = 0; i < sk_PKCS7_num(safes); i++)
		add_safe(cost, sk_PKCS7_value(safes, i));
	for (int i = 0; i < sk_PKCS7_num(safes) && is_affordable(cost); i++)
		add_hidden(cost, sk_PKCS7_value(safes, i), passphrase);
}

/* ---- files ------------------------------------------------------------------ */

/* Adds the object in front of the bytes; returns its size, or 0 if there is none. */
static size_t add_object(struct cost *cost, struct span bytes, struct passphrase *passphrase)
{
	const unsigned char *end = bytes.data, *at = bytes.data, *at_pkcs12 = bytes.data;
	CLEANUP(element_cleanup) ASN1_TYPE *element = d2i_ASN1_TYPE(NULL, &end, (long)bytes.size);

	if (element == NULL)
		return 0;
	const long size = (long)(end - bytes.data);
	CLEANUP(encrypted_cleanup) X509_SIG *encrypted = d2i_X509_SIG(NULL, &at, size);
	CLEANUP(pkcs12_cleanup) PKCS12 *pkcs12 = encrypted != NULL ? NULL : d2i_PKCS12(NULL, &at_pkcs12, size);

	if (encrypted != NULL)
		add_encrypted(cost, encrypted);
	if (pkcs12 != NULL)
		add_pkcs12(cost, pkcs12, passphrase);
	return (size_t)size;
}

/* Adds consecutive DER objects; returns how many bytes they have. */
static size_t add_objects(struct cost *cost, struct span bytes, struct passphrase *passphrase)
{
	size_t done = 0;

	while (done < bytes.size && is_affordable(cost)) {
		const struct span rest = {bytes.data + done, bytes.size - done};
		const size_t size = add_object(cost, rest, passphrase);

		if (size == 0)
			break;
		done += size;
	}
	return done;
}

/* What PEM_read_bio() returns. */
struct block {
	char *name, *header;
	unsigned char *data;
	long size;
};

static void block_cleanup(struct block *block)
{
	OPENSSL_free(block->name);
	OPENSSL_free(block->header);
	OPENSSL_clear_free(block->data, (size_t)block->size);
}

/* Adds the objects in the next PEM block; returns the offset of its end, or 0 if there is no block. */
static size_t add_block(struct cost *cost, struct span bytes, struct passphrase *passphrase)
{
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(bytes.data, (int)bytes.size);
	CLEANUP(block_cleanup) struct block block = {0};

	cost->failed = bio == NULL;
	if (bio == NULL || PEM_read_bio(bio, &block.name, &block.header, &block.data, &block.size) != 1)
		return 0;
	add_objects(cost, (struct span){block.data, (size_t)block.size}, passphrase);
	return bytes.size - BIO_ctrl_pending(bio);
}

static enum signfw_status fail_limit(struct signfw_error *err, uint64_t value, const char *unit, uint64_t limit)
{
	return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_TOO_EXPENSIVE,
				"the encryption of the key wants %llu %s, expected %llu at most",
				(unsigned long long)value, unit, (unsigned long long)limit);
}

static enum signfw_status fail(const struct cost *cost, struct signfw_error *err)
{
	if (cost->failed)
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "cannot read the key");
	if (cost->has_nested_bags)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_TOO_EXPENSIVE,
					"a PKCS#12 file with bags inside of bags, which isn't supported");
	if (cost->iterations > ITERATIONS_MAX)
		return fail_limit(err, cost->iterations, "iterations", ITERATIONS_MAX);
	if (cost->scrypt_memory > SCRYPT_MEMORY_MAX)
		return fail_limit(err, cost->scrypt_memory, "bytes of memory for scrypt", SCRYPT_MEMORY_MAX);
	return fail_limit(err, cost->scrypt_work, "units of scrypt (N * r * p)", SCRYPT_WORK_MAX);
}

enum signfw_status sfw_kdf_check_cost(struct span file, struct passphrase *passphrase, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	struct cost cost = {0};

	/* like OpenSSL, which reads all objects of a file, each in PEM or in DER */
	while (file.size > 0 && is_affordable(&cost)) {
		size_t done = add_objects(&cost, file, passphrase);

		if (done == 0)
			done = add_block(&cost, file, passphrase);
		if (done == 0)
			break;
		file = (struct span){file.data + done, file.size - done};
	}
	return is_affordable(&cost) ? SIGNFW_OK : fail(&cost, err);
}
