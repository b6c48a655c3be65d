/* SPDX-License-Identifier: BSD-2-Clause */
/* CLEANUP() functions for objects of OpenSSL that several files use.  Only this folder includes it. */
#ifndef SFW_CRYPTO_OPENSSL_SCOPES_H
#define SFW_CRYPTO_OPENSSL_SCOPES_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/store.h>

#include "base/cleanup.h"

DEFINE_CLEANUP(bio_cleanup, BIO, BIO_free)
DEFINE_CLEANUP(bignum_cleanup, BIGNUM, BN_free)
DEFINE_CLEANUP(pkey_ctx_cleanup, EVP_PKEY_CTX, EVP_PKEY_CTX_free)
DEFINE_CLEANUP(md_ctx_cleanup, EVP_MD_CTX, EVP_MD_CTX_free)
DEFINE_CLEANUP(store_cleanup, OSSL_STORE_CTX, OSSL_STORE_close)

/* For bytes that OPENSSL_malloc() allocated. */
static inline void der_cleanup(unsigned char **der)
{
	OPENSSL_free(*der);
}

#endif
