/* SPDX-License-Identifier: BSD-2-Clause */
/* Which keys a device can work with, whatever it was built with. */
#include "base/error.h"
#include "device/versions.h"
#include "format/container_format.h"
#include "key/compiled_in.h"
#include "key/fused.h"
#include "signfw/device.h"
#include "signfw/key.h"

/* As a key that is compiled in. */
static enum signfw_status check_built_in(const signfw_key *key, const struct device_version *version,
					 struct signfw_error *err)
{
	const enum signfw_status status = sfw_compiled_in_check_use(key, err);
	const unsigned bits = signfw_key_bits(key);

	if (status != SIGNFW_OK)
		return status;
	if (version->format != FORMAT_OPTEE && bits / 8 % SFW_ST3_SIGNATURE_MULTIPLE != 0)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key of %u bits; this device takes signatures of a multiple of %d bytes only",
				bits, SFW_ST3_SIGNATURE_MULTIPLE);
	return SIGNFW_OK;
}

enum signfw_status signfw_key_suits(const signfw_key *key, const char *device, struct signfw_error *err)
{
	const struct device_version *version;

	if (key == NULL || device == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given", key == NULL ? "key" : "device");
	const enum signfw_status status = sfw_device_version_by_name(&version, device, err);

	if (status != SIGNFW_OK)
		return status;
	return version->fused_key ? sfw_fuse_check(key, err) : check_built_in(key, version, err);
}
