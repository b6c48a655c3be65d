/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_load.h"

#include <openssl/crypto.h>
#include <openssl/decoder.h>
#include <openssl/evp.h>

#include "crypto/key_bytes.h"
#include "crypto/openssl_errors.h"

DEFINE_CLEANUP(ui_method_cleanup, UI_METHOD, UI_destroy_method)

/* OpenSSL's own state: whether it has all decoders. */
static CRYPTO_ONCE decoders = CRYPTO_ONCE_STATIC_INIT;

static void ignore_type(EVP_KEYMGMT *type, void *context)
{
	(void)type, (void)context;
}

static void ignore_decoder(OSSL_DECODER *decoder, void *context)
{
	(void)decoder, (void)context;
}

/*
 * OpenSSL 3.0 remembers which decoders there are for a key.  If two threads are the first to ask, one may see only some of
 * them, and then the process never reads such a key again.  So one thread asks, and others wait for it.
 */
static void find_decoders(void)
{
	EVP_KEYMGMT_do_all_provided(NULL, ignore_type, NULL);
	OSSL_DECODER_do_all_provided(NULL, ignore_decoder, NULL);
}

enum signfw_status sfw_key_load(struct key_pair *out, struct span bytes, const struct signfw_key_options *options,
				struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;

	CRYPTO_THREAD_run_once(&decoders, find_decoders);
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
