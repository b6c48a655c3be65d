/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_load.h"

#include <openssl/evp.h>

#include "crypto/key_bytes.h"
#include "crypto/openssl_errors.h"

DEFINE_CLEANUP(ui_method_cleanup, UI_METHOD, UI_destroy_method)

enum signfw_status sfw_key_load(struct key_pair *out, struct span bytes, const struct signfw_key_options *options,
				struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(sfw_passphrase_wipe) struct passphrase passphrase = {.options = *options};
	CLEANUP(sfw_key_pair_free) struct key_pair key = {0};
	CLEANUP(ui_method_cleanup) UI_METHOD *ui = sfw_passphrase_ui();
	enum signfw_status status = ui == NULL ? sfw_crypto_fail(err, SIGNFW_E_KEY, "cannot ask for a passphrase")
					       : sfw_key_bytes_find(&key, bytes, &passphrase, ui, NULL, err);

	if (status != SIGNFW_OK)
		return status;
	EVP_PKEY_up_ref(key.secret);
	key.public_half = key.secret;
	status = sfw_key_pair_examine(&key, options, err);
	if (status != SIGNFW_OK)
		return status;
	*out = key;
	key = (struct key_pair){0};
	return SIGNFW_OK;
}
