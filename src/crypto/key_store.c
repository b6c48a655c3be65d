/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_store.h"

#include <openssl/x509.h>

#include "crypto/openssl_errors.h"

/* The first private and the first public key of a store; ambiguous if there is another of the same kind. */
struct found {
	EVP_PKEY *private_key, *public_key;
	bool ambiguous;
};

DEFINE_CLEANUP(store_info_cleanup, OSSL_STORE_INFO, OSSL_STORE_INFO_free)

static void found_cleanup(struct found *found)
{
	EVP_PKEY_free(found->private_key);
	EVP_PKEY_free(found->public_key);
}

static void take_key(struct found *found, EVP_PKEY **place, EVP_PKEY *key)
{
	if (*place == NULL) {
		*place = key;
		return;
	}
	found->ambiguous = found->ambiguous || EVP_PKEY_eq(*place, key) != 1;
	EVP_PKEY_free(key);
}

/* Takes one object of a store, if it is a key. */
static void take_object(struct found *found, const OSSL_STORE_INFO *info)
{
	switch (OSSL_STORE_INFO_get_type(info)) {
	case OSSL_STORE_INFO_PKEY:
		take_key(found, &found->private_key, OSSL_STORE_INFO_get1_PKEY(info));
		break;
	case OSSL_STORE_INFO_PUBKEY:
		take_key(found, &found->public_key, OSSL_STORE_INFO_get1_PUBKEY(info));
		break;
	case OSSL_STORE_INFO_CERT:
		/* the certificates that follow are the issuers' */
		if (found->public_key == NULL)
			found->public_key = X509_get_pubkey(OSSL_STORE_INFO_get0_CERT(info));
		break;
	default:
		break;
	}
}

enum signfw_status sfw_store_find_key(struct key_pair *key, OSSL_STORE_CTX *store, struct signfw_error *err)
{
	CLEANUP(found_cleanup) struct found found = {0};
	bool failed = false;

	/* ignores unreadable objects behind a key */
	while (!failed && OSSL_STORE_eof(store) == 0) {
		CLEANUP(store_info_cleanup) OSSL_STORE_INFO *info = OSSL_STORE_load(store);

		failed = info == NULL && OSSL_STORE_error(store) != 0;
		if (info != NULL)
			take_object(&found, info);
	}
	key->is_private = found.private_key != NULL;
	if (found.ambiguous)
		return sfw_fail(err, SIGNFW_E_KEY, "there are two different %s keys; one has to be named",
				key->is_private ? "private" : "public");
	key->secret = key->is_private ? found.private_key : found.public_key;
	if (key->is_private)
		found.private_key = NULL;
	else
		found.public_key = NULL;
	return SIGNFW_OK;
}
