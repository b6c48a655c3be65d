/* SPDX-License-Identifier: BSD-2-Clause */
/* Which keys a device can work with, whatever it was built with. */
#include "device/versions.h"
#include "embed.h"
#include "error.h"
#include "fuse.h"

enum signfw_status signfw_key_suits(const signfw_key *key, const char *device, struct signfw_error *err)
{
	const struct device_version *version = device == NULL ? NULL : sfw_device_version(device);

	if (key == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "no key was given");
	if (version == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "device \"%.32s\" isn't known",
				device == NULL ? "" : device);
	if (version->fused_key)
		return sfw_fuse_check(key, err);
	if (signfw_key_get_type(key) == SIGNFW_KEY_RSA && signfw_key_bits(key) > SFW_EMBED_BITS_MAX)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET,
				"an RSA key of %u bits; OP-TEE computes with %d bits at most, unless it is built "
				"with another CFG_CORE_BIGNUM_MAX_BITS",
				signfw_key_bits(key), SFW_EMBED_BITS_MAX);
	return sfw_embed_check(key, err);
}
