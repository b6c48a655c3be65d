/* SPDX-License-Identifier: BSD-2-Clause */
#define _GNU_SOURCE /* memmem() */
#include "crypto/key_bytes.h"

#include <string.h>

#include "crypto/kdf_cost.h"
#include "crypto/key_store.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

/* OpenSSL reads no key from these files, but their first bytes tell what they are. */
static const struct {
	const char *head;
	enum signfw_reason reason;
	const char *message;
} known_files[] = {
	{"-----BEGIN TSS2 PRIVATE KEY-----", SIGNFW_REASON_NO_PROVIDER,
	 "a key that only a TPM can use, and no provider that is loaded knows it"},
	{"-----BEGIN OPENSSH PRIVATE KEY-----", SIGNFW_REASON_NONE,
	 "a private key in OpenSSH's own form; turn a copy of it into PEM: ssh-keygen -p -m PEM -f COPY"},
	{"ssh-", SIGNFW_REASON_NONE,
	 "a public key in OpenSSH's own form; ssh-keygen -e -m PKCS8 -f FILE writes it in PEM form"},
	{"ecdsa-sha2-", SIGNFW_REASON_NONE,
	 "a public key in OpenSSH's own form; ssh-keygen -e -m PKCS8 -f FILE writes it in PEM form"},
	{"-----BEGIN CERTIFICATE REQUEST-----", SIGNFW_REASON_NONE,
	 "a certificate request, expected a key or certificate"},
	{"-----BEGIN PGP ", SIGNFW_REASON_NONE, "a file of OpenPGP, expected a key or certificate in PEM or DER form"},
};

/* Says why there is no key. */
static enum signfw_status fail_no_key(struct span bytes, const struct passphrase *passphrase, struct signfw_error *err)
{
	if (bytes.size == 0)
		return sfw_fail(err, SIGNFW_E_KEY, "an empty file, expected a key or certificate in PEM or DER form");
	if (passphrase->asked && passphrase->given)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_WRONG_PASSPHRASE, "wrong passphrase");
	if (passphrase->asked)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_NO_PASSPHRASE,
					"the key is encrypted, and no passphrase was given");
	for (size_t i = 0; i < sizeof(known_files) / sizeof(known_files[0]); i++)
		if (sfw_span_begins(bytes, known_files[i].head, strlen(known_files[i].head)))
			return sfw_fail_because(err, SIGNFW_E_KEY, known_files[i].reason, "%s", known_files[i].message);
	return sfw_crypto_fail(err, SIGNFW_E_KEY, "not a key or certificate in PEM or DER form");
}

/* Whether the file is one PEM block, of this name, and nothing else. */
static bool is_block(struct span bytes, const char *begin)
{
	static const char other[] = "-----BEGIN ";

	return sfw_span_begins(bytes, begin, strlen(begin)) &&
	       memmem(bytes.data + 1, bytes.size - 1, other, strlen(other)) == NULL;
}

/* Tells OpenSSL what it finds, where that is certain: otherwise it tries its decoders of everything that files may hold. */
static void expect_key(OSSL_STORE_CTX *store, struct span bytes)
{
	if (is_block(bytes, "-----BEGIN PUBLIC KEY-----"))
		OSSL_STORE_expect(store, OSSL_STORE_INFO_PUBKEY);
	else if (is_block(bytes, "-----BEGIN PRIVATE KEY-----"))
		OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY);
}

enum signfw_status sfw_key_bytes_find(struct key_pair *key, struct span bytes, struct passphrase *passphrase,
				      const UI_METHOD *ui, OSSL_LIB_CTX *library, struct signfw_error *err)
{
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(bytes.data, (int)bytes.size);
	enum signfw_status status = sfw_kdf_check_cost(bytes, passphrase, err);

	if (status != SIGNFW_OK)
		return status;
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store =
		bio == NULL ? NULL : OSSL_STORE_attach(bio, "file", library, NULL, ui, passphrase, NULL, NULL, NULL);

	if (store != NULL) {
		expect_key(store, bytes);
		status = sfw_store_find_key(key, store, err);
	}
	return status == SIGNFW_OK && key->secret == NULL ? fail_no_key(bytes, passphrase, err) : status;
}
