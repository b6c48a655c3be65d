/* SPDX-License-Identifier: BSD-2-Clause */
#include "tee_core.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

#include <crypto/crypto.h>
#include <kernel/pseudo_ta.h>
#include <rproc_pub_key.h>

#include "driver.h"
#include "ending.h"
#include "fuzz.h"
#include "signfw/device.h"
#include "ta_memory.h"

#define AES_BLOCK_SIZE 16

/* Of the TA, which is who calls. */
static struct ts_ctx caller = {
	{0x80a4c275, 0x0a47, 0x4905, {0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08}},
};
static struct ts_session session = {&caller};

uint8_t rproc_pub_key_modulus[512];
size_t rproc_pub_key_modulus_size;
uint32_t rproc_pub_key_exponent;

static struct {
	const struct pseudo_entry *entry;
	EVP_PKEY *key;
	EVP_CIPHER_CTX *cipher;
	bool check_signatures, asked_to_decrypt;
} core;

static const uint8_t enc_key[SIGNFW_ENC_KEY_SIZE] = {1};

/* ---- the key ------------------------------------------------------------------- */

static uint32_t number_of(const uint8_t *big_endian, size_t size)
{
	uint32_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | big_endian[i];
	return number;
}

static EVP_PKEY *make_key(const struct signfw_key_parts *parts)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	BIGNUM *modulus = BN_bin2bn(parts->modulus, (int)parts->modulus_size, NULL);
	EVP_PKEY *key = NULL;

	CHECK(OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) == 1);
	CHECK(OSSL_PARAM_BLD_push_uint32(builder, OSSL_PKEY_PARAM_RSA_E, rproc_pub_key_exponent) == 1);
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);

	CHECK(EVP_PKEY_fromdata_init(context) == 1);
	CHECK(EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) == 1);
	OSSL_PARAM_free(params);
	BN_free(modulus);
	OSSL_PARAM_BLD_free(builder);
	EVP_PKEY_CTX_free(context);
	return key;
}

void tee_core_prepare(const struct object *pseudo_ta, const signfw_key *key)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	core.entry = object_need(pseudo_ta, "pseudo_entry");
	CHECK(parts->modulus_size <= sizeof(rproc_pub_key_modulus));
	memcpy(rproc_pub_key_modulus, parts->modulus, parts->modulus_size);
	rproc_pub_key_modulus_size = parts->modulus_size;
	rproc_pub_key_exponent = number_of(parts->exponent, parts->exponent_size);
	core.key = make_key(parts);
	core.cipher = EVP_CIPHER_CTX_new();
	CHECK(core.cipher != NULL);
}

void tee_core_reset(bool check_signatures)
{
	core.check_signatures = check_signatures;
	core.asked_to_decrypt = false;
}

const uint8_t *tee_core_enc_key(void)
{
	return enc_key;
}

bool tee_core_was_asked_to_decrypt(void)
{
	return core.asked_to_decrypt;
}

/* ---- calls of the pseudo TA -------------------------------------------------------- */

TEE_Result tee_core_open_session(uint32_t types, TEE_Param params[4])
{
	void *context = NULL;

	return core.entry->open_session_entry_point(types, params, &context);
}

/* The core ends a TA that passes memory which isn't its own. */
static void check_memory(uint32_t types, const TEE_Param params[4])
{
	for (unsigned i = 0; i < 4; i++)
		if (TEE_PARAM_TYPE_GET(types, i) == TEE_PARAM_TYPE_MEMREF_INPUT &&
		    !ta_memory_holds(params[i].memref.buffer, params[i].memref.size))
			ending_die_at("memory of somebody else", params[i].memref.buffer);
}

TEE_Result tee_core_invoke(uint32_t command, uint32_t types, TEE_Param params[4])
{
	check_memory(types, params);
	driver_begin_command(command);
	return core.entry->invoke_command_entry_point(NULL, command, types, params);
}

/* ---- what the pseudo TA asks for ------------------------------------------------------ */

struct ts_session *ts_get_calling_session(void)
{
	return &session;
}

bool is_user_ta_ctx(struct ts_ctx *ctx)
{
	return ctx == &caller;
}

TEE_Result crypto_acipher_alloc_rsa_public_key(struct rsa_public_key *key, size_t bits)
{
	(void)key, (void)bits;
	return SIGNFW_TEE_SUCCESS;
}

void crypto_acipher_free_rsa_public_key(struct rsa_public_key *key)
{
	(void)key;
}

TEE_Result crypto_bignum_bin2bn(const uint8_t *from, size_t size, struct bignum *to)
{
	(void)from, (void)size, (void)to;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result crypto_acipher_rsassa_verify(uint32_t algorithm, struct rsa_public_key *key, int salt_size,
					const uint8_t *digest, size_t digest_size, const uint8_t *signature,
					size_t signature_size)
{
	(void)algorithm, (void)key, (void)salt_size;
	if (!core.check_signatures)
		return SIGNFW_TEE_SUCCESS;
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(core.key, NULL);

	CHECK(EVP_PKEY_verify_init(context) == 1);
	CHECK(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1);
	CHECK(EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1);
	const bool is_valid = signature_size == rproc_pub_key_modulus_size &&
			      EVP_PKEY_verify(context, signature, signature_size, digest, digest_size) == 1;

	EVP_PKEY_CTX_free(context);
	return is_valid ? SIGNFW_TEE_SUCCESS : SIGNFW_TEE_SIGNATURE_INVALID;
}

TEE_Result hash_sha256_check(const uint8_t *digest, const uint8_t *data, size_t size)
{
	uint8_t computed[32];

	CHECK(EVP_Digest(data, size, computed, NULL, EVP_sha256(), NULL) == 1);
	if (memcmp(computed, digest, sizeof(computed)) == 0)
		return SIGNFW_TEE_SUCCESS;
	/* which the pseudo TA clears now */
	driver_refuse_transfer();
	return SIGNFW_TEE_SECURITY;
}

/* ---- AES-256-CBC, by a key of our own in the place of the pseudo TA's -------------- */

TEE_Result crypto_cipher_alloc_ctx(void **context, uint32_t algorithm)
{
	(void)algorithm;
	core.asked_to_decrypt = true;
	*context = core.cipher;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result crypto_cipher_init(void *context, int mode, const uint8_t *key, size_t key_size, const uint8_t *other_key,
			      size_t other_key_size, const uint8_t *iv, size_t iv_size)
{
	(void)mode, (void)key, (void)other_key, (void)other_key_size;
	if (key_size != SIGNFW_ENC_KEY_SIZE || iv_size != AES_BLOCK_SIZE)
		return SIGNFW_TEE_BAD_PARAMETERS;
	CHECK(EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), NULL, enc_key, iv) == 1);
	CHECK(EVP_CIPHER_CTX_set_padding(context, 0) == 1);
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result crypto_cipher_update(void *context, int mode, bool is_last, const uint8_t *data, size_t size, uint8_t *out)
{
	int written = 0;

	(void)mode, (void)is_last;
	if (size % AES_BLOCK_SIZE != 0) {
		/* the pseudo TA clears it now */
		driver_refuse_transfer();
		return SIGNFW_TEE_BAD_STATE;
	}
	CHECK(EVP_DecryptUpdate(context, out, &written, data, (int)size) == 1 && (size_t)written == size);
	return SIGNFW_TEE_SUCCESS;
}

void crypto_cipher_final(void *context)
{
	(void)context;
}

void crypto_cipher_free_ctx(void *context)
{
	(void)context;
}
