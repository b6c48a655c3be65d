/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_signature.h"

#include <string.h>

#include "crypto/digest.h"
#include "crypto/key_load.h"
#include "crypto/signature.h"
#include "key/fused.h"
#include "key/signing_key.h"

/* What comes before modulus and exponent, or X and Y, in the SubjectPublicKeyInfo that the pseudo TA takes. */
static const uint8_t rsa_prefix[] = {0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48,
				     0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x82, 0x01,
				     0x0f, 0x00, 0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01};
static const uint8_t exponent_prefix[] = {0x02, 0x03};
static const uint8_t ec_prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
				    0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};

/* Behind rsa_prefix there is a zero, which nobody looks at. */
#define MODULUS_AT  (sizeof(rsa_prefix) + 1)
#define EXPONENT_AT (MODULUS_AT + SFW_FUSE_MODULUS + sizeof(exponent_prefix))

static bool is_type_of(uint32_t type, enum algorithm_id id)
{
	return type == sfw_algorithm(id)->sign_type;
}

static bool is_by_ec_key(const struct signed_head *head)
{
	return is_type_of(head->type, ALGORITHM_ECDSA_P256_SHA256);
}

/* These the TA passes on; whether the pseudo TA verifies them is another question. */
uint32_t sfw_load_check_signature_type(struct load *load, uint32_t type, uint64_t offset)
{
	if (is_type_of(type, ALGORITHM_RSA_PKCS1_SHA256) || is_type_of(type, ALGORITHM_ECDSA_P256_SHA256))
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_answer(load, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", offset,
			       "SIGNTYPE is %u, expected 1 (RSA)", type);
}

/* In 32 bits the size of the copy wraps, and copying goes on behind the heap. */
static uint32_t overrun_heap(struct load *load, uint32_t key_info_size)
{
	return sfw_load_die(
		load, "heap-signature", SIGNFW_NO_OFFSET,
		"PKEYINFO of 0x%x bytes: the size of its copy wraps to less than 8, and copying overruns the "
		"TA's heap; whoever can write the file can make it do so",
		key_info_size);
}

static uint32_t refuse_heap(struct load *load)
{
	return sfw_load_answer(load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-signature", SIGNFW_NO_OFFSET,
			       "what verifying needs doesn't fit into the TA's heap of %llu bytes",
			       (unsigned long long)load->device->heap_size);
}

uint32_t sfw_load_check_hash_heap(struct load *load, struct ta_heap heap)
{
	return sfw_ta_heap_hash(&heap) ? SIGNFW_TEE_SUCCESS : refuse_heap(load);
}

uint32_t sfw_load_check_signature_heap(struct load *load, struct ta_heap heap, uint32_t key_info_size)
{
	const uint64_t size = SFW_TA_KEY_INFO_HEADER + (uint64_t)key_info_size;

	if (sfw_ta_heap_verify(heap, key_info_size))
		return heap.is_64_bit || size <= UINT32_MAX ? SIGNFW_TEE_SUCCESS : overrun_heap(load, key_info_size);
	return refuse_heap(load);
}

static uint32_t refuse_signature(struct load *load, const struct signed_head *head)
{
	return sfw_load_answer(load, SIGNFW_TEE_SIGNATURE_INVALID, "signature", head->signature_offset,
			       "the signature isn't by the key that the device trusts, or header or TLVs were changed");
}

/* The driver of the STM32MP2's PKA compares the length first; OP-TEE's software has another result for it. */
static uint32_t refuse_length(struct load *load, const struct signed_head *head)
{
	return sfw_load_answer(load, SIGNFW_TEE_SIGNATURE_INVALID, "signature", head->signature_offset,
			       "the ECDSA signature has %zu bytes, expected %d; a device whose OP-TEE is built with "
			       "CFG_STM32_PKA=n answers TEE_ERROR_BAD_PARAMETERS",
			       head->signature.size, SIGNFW_EC_POINT_SIZE);
}

static uint32_t verify_by(struct load *load, const struct signed_head *head, const struct key_pair *key)
{
	const struct signature_algorithm *algorithm =
		sfw_algorithm(is_by_ec_key(head) ? ALGORITHM_ECDSA_P256_SHA256 : ALGORITHM_RSA_PKCS1_SHA256);
	bool valid = false;

	if (is_by_ec_key(head) && head->signature.size != SIGNFW_EC_POINT_SIZE)
		return refuse_length(load, head);
	if (sfw_crypto_verify_leniently(key, algorithm, head->parts, head->part_count, head->signature, &valid,
					load->err) != SIGNFW_OK)
		return sfw_load_fail(load, SIGNFW_E_CRYPTO);
	return valid ? SIGNFW_TEE_SUCCESS : refuse_signature(load, head);
}

static uint32_t verify_by_built_in(struct load *load, const struct signed_head *head)
{
	const signfw_key *key = load->device->key;

	if (is_by_ec_key(head))
		return sfw_load_answer(load, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", head->type_offset,
				       "an ECDSA signature; this device verifies RSA only");
	return key == NULL ? SIGNFW_TEE_SUCCESS : verify_by(load, head, &key->key);
}

/* ---- the key of PKEYINFO ------------------------------------------------------- */

/* As the pseudo TA compares: of an EC key, only the first byte. */
static bool is_rsa_key(struct span info)
{
	return info.size == SFW_FUSE_SPKI_RSA && memcmp(info.data, rsa_prefix, sizeof(rsa_prefix)) == 0 &&
	       memcmp(info.data + EXPONENT_AT - sizeof(exponent_prefix), exponent_prefix, sizeof(exponent_prefix)) == 0;
}

static bool is_ec_key(struct span info)
{
	return info.size == SFW_FUSE_SPKI_ECDSA && info.data[0] == ec_prefix[0];
}

/* SHA-256 of what the pseudo TA takes for the key's numbers. */
static enum signfw_status hash_numbers(struct load *load, const struct signed_head *head,
				       uint8_t digest[SIGNFW_SHA256_SIZE])
{
	const uint8_t *info = head->key_info.data;
	uint8_t numbers[SFW_FUSE_MODULUS + SFW_FUSE_EXPONENT];

	if (is_by_ec_key(head))
		return sfw_sha256((struct span){info + sizeof(ec_prefix), SIGNFW_EC_POINT_SIZE}, digest, load->err);
	memcpy(numbers, info + MODULUS_AT, SFW_FUSE_MODULUS);
	memcpy(numbers + SFW_FUSE_MODULUS, info + EXPONENT_AT, SFW_FUSE_EXPONENT);
	return sfw_sha256((struct span){numbers, sizeof(numbers)}, digest, load->err);
}

/* Whether the fuses have the hash of that key; without a key nobody knows, and they do. */
static uint32_t check_fuses(struct load *load, const struct signed_head *head)
{
	const signfw_key *key = load->device->key;
	uint8_t fused[SIGNFW_SHA256_SIZE], digest[SIGNFW_SHA256_SIZE];

	if (key == NULL)
		return SIGNFW_TEE_SUCCESS;
	/* a key that can't be fused is none that fits */
	const bool is_fused = sfw_fuse_check(key, NULL) == SIGNFW_OK;

	if (is_fused && (hash_numbers(load, head, digest) != SIGNFW_OK ||
			 signfw_key_fuse_value(key, fused, load->err) != SIGNFW_OK))
		return sfw_load_fail(load, SIGNFW_E_CRYPTO);
	if (is_fused && memcmp(fused, digest, sizeof(fused)) == 0)
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_answer(load, SIGNFW_TEE_SECURITY, "key-fuses", head->key_info_offset,
			       "the key in PKEYINFO isn't the one whose hash is in the device's fuses");
}

/* Verifies by the numbers in PKEYINFO, whatever is around them. */
static uint32_t verify_by_info(struct load *load, const struct signed_head *head)
{
	const struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	const bool is_ec = is_by_ec_key(head);
	uint8_t info[SFW_FUSE_SPKI_RSA];
	struct key_pair key;

	memcpy(info, head->key_info.data, head->key_info.size);
	if (is_ec)
		memcpy(info, ec_prefix, sizeof(ec_prefix));
	else
		info[sizeof(rsa_prefix)] = 0;
	const enum signfw_status status = sfw_key_load(&key, (struct span){info, head->key_info.size}, &options, NULL);

	if (status == SIGNFW_E_MEMORY)
		return sfw_load_fail(load, status);
	/* what isn't a key, such as a point outside of the curve, verifies nothing */
	if (status != SIGNFW_OK)
		return refuse_signature(load, head);
	const uint32_t result = verify_by(load, head, &key);

	sfw_key_pair_free(&key);
	return result;
}

static uint32_t verify_by_fused(struct load *load, const struct signed_head *head)
{
	const bool is_ec = is_by_ec_key(head);

	if (is_ec ? !is_ec_key(head->key_info) : !is_rsa_key(head->key_info))
		return sfw_load_answer(load, SIGNFW_TEE_BAD_FORMAT, "key-info", head->key_info_offset,
				       "PKEYINFO isn't the SubjectPublicKeyInfo of an %s (%zu bytes, expected %d)",
				       is_ec ? "EC key on P-256" : "RSA key of 2048 bits", head->key_info.size,
				       is_ec ? SFW_FUSE_SPKI_ECDSA : SFW_FUSE_SPKI_RSA);
	const uint32_t result = check_fuses(load, head);

	return result == SIGNFW_TEE_SUCCESS ? verify_by_info(load, head) : result;
}

uint32_t sfw_load_verify(struct load *load, const struct signed_head *head)
{
	return load->device->version->fused_key ? verify_by_fused(load, head) : verify_by_built_in(load, head);
}
