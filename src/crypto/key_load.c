/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_load.h"

#include <string.h>

#include "crypto/key_store.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

DEFINE_CLEANUP(ui_method_cleanup, UI_METHOD, UI_destroy_method)

/* A key that a TPM has wrapped; only its provider can read that. */
static bool is_for_tpm(struct span bytes)
{
	static const char head[] = "-----BEGIN TSS2 PRIVATE KEY-----";

	return bytes.size >= sizeof(head) - 1 && memcmp(bytes.data, head, sizeof(head) - 1) == 0;
}

enum signfw_status sfw_key_load(struct key_pair *out, struct span bytes, const struct signfw_key_options *options,
				struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(sfw_passphrase_wipe) struct passphrase passphrase = {.options = *options};
	CLEANUP(sfw_key_pair_free) struct key_pair key = {0};
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(bytes.data, (int)bytes.size);
	CLEANUP(ui_method_cleanup) UI_METHOD *ui = sfw_passphrase_ui();
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store = bio == NULL || ui == NULL
					? NULL
					: OSSL_STORE_attach(bio, "file", NULL, NULL, ui, &passphrase, NULL, NULL, NULL);
	enum signfw_status status = store == NULL ? SIGNFW_OK : sfw_store_find_key(&key, store, err);

	if (status == SIGNFW_OK && key.secret == NULL && is_for_tpm(bytes))
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_NO_PROVIDER,
					"a key that only a TPM can use, and no provider that is loaded knows it");
	if (status == SIGNFW_OK && key.secret == NULL)
		status = sfw_store_fail_no_key(&passphrase, err);
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
