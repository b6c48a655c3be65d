/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The results of a TEE: names and numbers as in GlobalPlatform's TEE Internal
 * Core API and OP-TEE's additions to it; meanings as OP-TEE's remoteproc TA uses them.
 */
#include "signfw/device.h"

struct result {
	uint32_t code;
	const char *name;
	const char *meaning; /* on LOAD; NULL if LOAD doesn't give it */
};

/* clang-format off */
static const struct result results[] = {
	{SIGNFW_TEE_SUCCESS, "TEE_SUCCESS",
	 "The command was carried out. From OP-TEE 4.2 on, LOAD also answers so, without a look at the container, "
	 "while a firmware is loaded."},
	{UINT32_C(0x80000000), "TEE_ERROR_DEFER_DRIVER_INIT", NULL},
	{UINT32_C(0x80000001), "TEE_ERROR_NODE_DISABLED", NULL},
	{SIGNFW_TEE_CORRUPT_OBJECT, "TEE_ERROR_CORRUPT_OBJECT",
	 "OP-TEE 3.x: the container isn't in the format of that version. "
	 "Upstream 4.10: the resource table isn't at a multiple of 4. "
	 "Vendor versions 4.0: BOOTADDR or BOOTSEC doesn't have 4 bytes."},
	{UINT32_C(0xf0100002), "TEE_ERROR_CORRUPT_OBJECT_2", NULL},
	{UINT32_C(0xf0100003), "TEE_ERROR_STORAGE_NOT_AVAILABLE", NULL},
	{UINT32_C(0xf0100004), "TEE_ERROR_STORAGE_NOT_AVAILABLE_2", NULL},
	{UINT32_C(0xf0100005), "TEE_ERROR_UNSUPPORTED_VERSION", NULL},
	{UINT32_C(0xf0100006), "TEE_ERROR_CIPHERTEXT_INVALID", NULL},
	{SIGNFW_TEE_GENERIC, "TEE_ERROR_GENERIC",
	 "The memory for a segment can't be mapped. On vendor versions also: a segment lies outside of the memory "
	 "regions, or the boot address is missing, was set before, or lies outside."},
	{SIGNFW_TEE_ACCESS_DENIED, "TEE_ERROR_ACCESS_DENIED",
	 "A segment, or the resource table, isn't inside one of the memory regions that OP-TEE gives the remote "
	 "processor."},
	{UINT32_C(0xffff0002), "TEE_ERROR_CANCEL", NULL},
	{UINT32_C(0xffff0003), "TEE_ERROR_ACCESS_CONFLICT", NULL},
	{UINT32_C(0xffff0004), "TEE_ERROR_EXCESS_DATA", NULL},
	{SIGNFW_TEE_BAD_FORMAT, "TEE_ERROR_BAD_FORMAT",
	 "The signature is good, but an image isn't ELF as the device's loader wants it: its headers, the place of a "
	 "segment in it, or its resource table."},
	{SIGNFW_TEE_BAD_PARAMETERS, "TEE_ERROR_BAD_PARAMETERS",
	 "The form of the container is refused: its header, its size, its TLVs, or a segment that doesn't agree with "
	 "the signed table. This isn't about the key: a wrong key gives TEE_ERROR_SIGNATURE_INVALID, 0xffff3072. "
	 "Nor is it TEE_ERROR_SECURITY, which is 0xffff000f."},
	{SIGNFW_TEE_BAD_STATE, "TEE_ERROR_BAD_STATE",
	 "The remote processor isn't in the state for this: LOAD is refused while a firmware is running, and by many "
	 "versions while one is loaded."},
	{SIGNFW_TEE_ITEM_NOT_FOUND, "TEE_ERROR_ITEM_NOT_FOUND",
	 "Vendor versions: the fuse that holds the hash of the public key, or the encryption key, isn't described in "
	 "OP-TEE's device tree."},
	{SIGNFW_TEE_NOT_IMPLEMENTED, "TEE_ERROR_NOT_IMPLEMENTED",
	 "The container asks for something that the device's driver doesn't have, usually by a platform TLV that it "
	 "doesn't know."},
	{SIGNFW_TEE_NOT_SUPPORTED, "TEE_ERROR_NOT_SUPPORTED",
	 "The device doesn't verify this kind of signature (upstream OP-TEE: RSA only), or it has no such remote "
	 "processor."},
	{SIGNFW_TEE_NO_DATA, "TEE_ERROR_NO_DATA",
	 "A TLV that the device needs is missing or empty, or a segment has no entry in the signed hash table."},
	{SIGNFW_TEE_OUT_OF_MEMORY, "TEE_ERROR_OUT_OF_MEMORY",
	 "Header, TLVs and signature don't fit into the heap of the trusted application, which has 4096 bytes unless "
	 "OP-TEE is built otherwise."},
	{SIGNFW_TEE_BUSY, "TEE_ERROR_BUSY",
	 "Somebody else has a session with the trusted application, which takes one at a time."},
	{UINT32_C(0xffff000e), "TEE_ERROR_COMMUNICATION", NULL},
	{SIGNFW_TEE_SECURITY, "TEE_ERROR_SECURITY",
	 "The signature is good, but the bytes of a segment don't have the signed hash. On vendor versions also: the "
	 "public key doesn't have the hash in the fuses, or there is no encryption key."},
	{UINT32_C(0xffff0010), "TEE_ERROR_SHORT_BUFFER", NULL},
	{UINT32_C(0xffff0011), "TEE_ERROR_EXTERNAL_CANCEL", NULL},
	{UINT32_C(0xffff3001), "TEE_ERROR_TIMEOUT", NULL},
	{UINT32_C(0xffff300f), "TEE_ERROR_OVERFLOW", NULL},
	{SIGNFW_TEE_TARGET_DEAD, "TEE_ERROR_TARGET_DEAD",
	 "The trusted application crashed, now or before. A damaged container can make it do that on LOAD, before its "
	 "signature is verified."},
	{UINT32_C(0xffff3041), "TEE_ERROR_STORAGE_NO_SPACE", NULL},
	{UINT32_C(0xffff3071), "TEE_ERROR_MAC_INVALID", NULL},
	{SIGNFW_TEE_SIGNATURE_INVALID, "TEE_ERROR_SIGNATURE_INVALID",
	 "The signature doesn't fit the key in the device: the container is signed by another key, or its header or "
	 "TLVs were changed."},
	{UINT32_C(0xffff5000), "TEE_ERROR_TIME_NOT_SET", NULL},
	{UINT32_C(0xffff5001), "TEE_ERROR_TIME_NEEDS_RESET", NULL},
};
/* clang-format on */

static const struct result *find(uint32_t code)
{
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		if (results[i].code == code)
			return &results[i];
	return NULL;
}

const char *signfw_tee_result_name(uint32_t result)
{
	const struct result *found = find(result);

	return found == NULL ? NULL : found->name;
}

const char *signfw_tee_result_meaning(uint32_t result)
{
	const struct result *found = find(result);

	return found == NULL ? NULL : found->meaning;
}
