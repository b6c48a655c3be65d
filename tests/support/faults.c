/* SPDX-License-Identifier: BSD-2-Clause */
#include "faults.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <openssl/x509.h>

struct fault memory_fault, openssl_fault;
bool signatures_are_invalid;
void (*random_source)(unsigned char *out, size_t size);

static bool fails(struct fault *fault)
{
	if (fault->countdown == 0 || --fault->countdown > 0)
		return false;
	if (fault->reason != 0)
		ERR_raise(ERR_LIB_EVP, fault->reason);
	return true;
}

/* ---- memory -------------------------------------------------------------- */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	return fails(&memory_fault) ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
	return fails(&memory_fault) ? NULL : __real_calloc(count, size);
}

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size)
{
	return fails(&memory_fault) ? NULL : __real_realloc(memory, size);
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
	return fails(&memory_fault) ? NULL : __real_strdup(text);
}

/* ---- OpenSSL ------------------------------------------------------------- */

void *__real_CRYPTO_malloc(size_t size, const char *file, int line);
void *__wrap_CRYPTO_malloc(size_t size, const char *file, int line);
void *__wrap_CRYPTO_malloc(size_t size, const char *file, int line)
{
	return fails(&openssl_fault) ? NULL : __real_CRYPTO_malloc(size, file, line);
}

void *__real_CRYPTO_zalloc(size_t size, const char *file, int line);
void *__wrap_CRYPTO_zalloc(size_t size, const char *file, int line);
void *__wrap_CRYPTO_zalloc(size_t size, const char *file, int line)
{
	return fails(&openssl_fault) ? NULL : __real_CRYPTO_zalloc(size, file, line);
}

OSSL_LIB_CTX *__real_OSSL_LIB_CTX_new(void);
OSSL_LIB_CTX *__wrap_OSSL_LIB_CTX_new(void);
OSSL_LIB_CTX *__wrap_OSSL_LIB_CTX_new(void)
{
	return fails(&openssl_fault) ? NULL : __real_OSSL_LIB_CTX_new();
}

OSSL_PROVIDER *__real_OSSL_PROVIDER_load(OSSL_LIB_CTX *library, const char *name);
OSSL_PROVIDER *__wrap_OSSL_PROVIDER_load(OSSL_LIB_CTX *library, const char *name);
OSSL_PROVIDER *__wrap_OSSL_PROVIDER_load(OSSL_LIB_CTX *library, const char *name)
{
	return fails(&openssl_fault) ? NULL : __real_OSSL_PROVIDER_load(library, name);
}

OSSL_STORE_LOADER *__real_OSSL_STORE_LOADER_fetch(OSSL_LIB_CTX *library, const char *scheme, const char *properties);
OSSL_STORE_LOADER *__wrap_OSSL_STORE_LOADER_fetch(OSSL_LIB_CTX *library, const char *scheme, const char *properties);
OSSL_STORE_LOADER *__wrap_OSSL_STORE_LOADER_fetch(OSSL_LIB_CTX *library, const char *scheme, const char *properties)
{
	return fails(&openssl_fault) ? NULL : __real_OSSL_STORE_LOADER_fetch(library, scheme, properties);
}

OSSL_STORE_CTX *__real_OSSL_STORE_open_ex(const char *uri, OSSL_LIB_CTX *library, const char *properties,
					  const UI_METHOD *ui, void *ui_data, const OSSL_PARAM params[],
					  OSSL_STORE_post_process_info_fn process, void *process_data);
OSSL_STORE_CTX *__wrap_OSSL_STORE_open_ex(const char *uri, OSSL_LIB_CTX *library, const char *properties,
					  const UI_METHOD *ui, void *ui_data, const OSSL_PARAM params[],
					  OSSL_STORE_post_process_info_fn process, void *process_data);
OSSL_STORE_CTX *__wrap_OSSL_STORE_open_ex(const char *uri, OSSL_LIB_CTX *library, const char *properties,
					  const UI_METHOD *ui, void *ui_data, const OSSL_PARAM params[],
					  OSSL_STORE_post_process_info_fn process, void *process_data)
{
	return fails(&openssl_fault) ? NULL
				     : __real_OSSL_STORE_open_ex(uri, library, properties, ui, ui_data, params, process,
								 process_data);
}

EVP_PKEY *__real_d2i_PUBKEY_ex(EVP_PKEY **key, const unsigned char **in, long size, OSSL_LIB_CTX *library,
			       const char *properties);
EVP_PKEY *__wrap_d2i_PUBKEY_ex(EVP_PKEY **key, const unsigned char **in, long size, OSSL_LIB_CTX *library,
			       const char *properties);
EVP_PKEY *__wrap_d2i_PUBKEY_ex(EVP_PKEY **key, const unsigned char **in, long size, OSSL_LIB_CTX *library,
			       const char *properties)
{
	return fails(&openssl_fault) ? NULL : __real_d2i_PUBKEY_ex(key, in, size, library, properties);
}

BIO *__real_BIO_new_mem_buf(const void *data, int size);
BIO *__wrap_BIO_new_mem_buf(const void *data, int size);
BIO *__wrap_BIO_new_mem_buf(const void *data, int size)
{
	return fails(&openssl_fault) ? NULL : __real_BIO_new_mem_buf(data, size);
}

UI_METHOD *__real_UI_create_method(const char *name);
UI_METHOD *__wrap_UI_create_method(const char *name);
UI_METHOD *__wrap_UI_create_method(const char *name)
{
	return fails(&openssl_fault) ? NULL : __real_UI_create_method(name);
}

OSSL_STORE_INFO *__real_OSSL_STORE_load(OSSL_STORE_CTX *store);
OSSL_STORE_INFO *__wrap_OSSL_STORE_load(OSSL_STORE_CTX *store);
OSSL_STORE_INFO *__wrap_OSSL_STORE_load(OSSL_STORE_CTX *store)
{
	OSSL_STORE_INFO *info = __real_OSSL_STORE_load(store);

	if (!fails(&openssl_fault))
		return info;
	OSSL_STORE_INFO_free(info);
	return NULL;
}

EVP_MD_CTX *__real_EVP_MD_CTX_new(void);
EVP_MD_CTX *__wrap_EVP_MD_CTX_new(void);
EVP_MD_CTX *__wrap_EVP_MD_CTX_new(void)
{
	return fails(&openssl_fault) ? NULL : __real_EVP_MD_CTX_new();
}

int __real_EVP_DigestInit_ex(EVP_MD_CTX *context, const EVP_MD *type, ENGINE *engine);
int __wrap_EVP_DigestInit_ex(EVP_MD_CTX *context, const EVP_MD *type, ENGINE *engine);
int __wrap_EVP_DigestInit_ex(EVP_MD_CTX *context, const EVP_MD *type, ENGINE *engine)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_DigestInit_ex(context, type, engine);
}

int __real_EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t size);
int __wrap_EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t size);
int __wrap_EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_DigestUpdate(context, data, size);
}

int __real_EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *out, unsigned *out_size);
int __wrap_EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *out, unsigned *out_size);
int __wrap_EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *out, unsigned *out_size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_DigestFinal_ex(context, out, out_size);
}

int __real_EVP_DigestSignInit_ex(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const char *name,
				 OSSL_LIB_CTX *library, const char *properties, EVP_PKEY *key,
				 const OSSL_PARAM *parameters);
int __wrap_EVP_DigestSignInit_ex(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const char *name,
				 OSSL_LIB_CTX *library, const char *properties, EVP_PKEY *key,
				 const OSSL_PARAM *parameters);
int __wrap_EVP_DigestSignInit_ex(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const char *name,
				 OSSL_LIB_CTX *library, const char *properties, EVP_PKEY *key,
				 const OSSL_PARAM *parameters)
{
	return fails(&openssl_fault)
		       ? 0
		       : __real_EVP_DigestSignInit_ex(context, key_context, name, library, properties, key, parameters);
}

int __real_EVP_DigestSignUpdate(EVP_MD_CTX *context, const void *data, size_t size);
int __wrap_EVP_DigestSignUpdate(EVP_MD_CTX *context, const void *data, size_t size);
int __wrap_EVP_DigestSignUpdate(EVP_MD_CTX *context, const void *data, size_t size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_DigestSignUpdate(context, data, size);
}

int __real_EVP_DigestSignFinal(EVP_MD_CTX *context, unsigned char *signature, size_t *size);
int __wrap_EVP_DigestSignFinal(EVP_MD_CTX *context, unsigned char *signature, size_t *size);
int __wrap_EVP_DigestSignFinal(EVP_MD_CTX *context, unsigned char *signature, size_t *size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_DigestSignFinal(context, signature, size);
}

int __real_EVP_DigestVerifyInit_ex(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const char *name,
				   OSSL_LIB_CTX *library, const char *properties, EVP_PKEY *key,
				   const OSSL_PARAM *parameters);
int __wrap_EVP_DigestVerifyInit_ex(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const char *name,
				   OSSL_LIB_CTX *library, const char *properties, EVP_PKEY *key,
				   const OSSL_PARAM *parameters);
int __wrap_EVP_DigestVerifyInit_ex(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const char *name,
				   OSSL_LIB_CTX *library, const char *properties, EVP_PKEY *key,
				   const OSSL_PARAM *parameters)
{
	return fails(&openssl_fault) ? 0
				     : __real_EVP_DigestVerifyInit_ex(context, key_context, name, library, properties,
								      key, parameters);
}

int __real_EVP_DigestVerifyUpdate(EVP_MD_CTX *context, const void *data, size_t size);
int __wrap_EVP_DigestVerifyUpdate(EVP_MD_CTX *context, const void *data, size_t size);
int __wrap_EVP_DigestVerifyUpdate(EVP_MD_CTX *context, const void *data, size_t size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_DigestVerifyUpdate(context, data, size);
}

int __real_EVP_DigestVerifyFinal(EVP_MD_CTX *context, const unsigned char *signature, size_t size);
int __wrap_EVP_DigestVerifyFinal(EVP_MD_CTX *context, const unsigned char *signature, size_t size);
int __wrap_EVP_DigestVerifyFinal(EVP_MD_CTX *context, const unsigned char *signature, size_t size)
{
	return signatures_are_invalid ? 0 : __real_EVP_DigestVerifyFinal(context, signature, size);
}

int __real_EVP_PKEY_get_bn_param(const EVP_PKEY *key, const char *name, BIGNUM **out);
int __wrap_EVP_PKEY_get_bn_param(const EVP_PKEY *key, const char *name, BIGNUM **out);
int __wrap_EVP_PKEY_get_bn_param(const EVP_PKEY *key, const char *name, BIGNUM **out)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_PKEY_get_bn_param(key, name, out);
}

int __real_i2d_PUBKEY(const EVP_PKEY *key, unsigned char **out);
int __wrap_i2d_PUBKEY(const EVP_PKEY *key, unsigned char **out);
int __wrap_i2d_PUBKEY(const EVP_PKEY *key, unsigned char **out)
{
	return fails(&openssl_fault) ? -1 : __real_i2d_PUBKEY(key, out);
}

ECDSA_SIG *__real_d2i_ECDSA_SIG(ECDSA_SIG **signature, const unsigned char **in, long size);
ECDSA_SIG *__wrap_d2i_ECDSA_SIG(ECDSA_SIG **signature, const unsigned char **in, long size);
ECDSA_SIG *__wrap_d2i_ECDSA_SIG(ECDSA_SIG **signature, const unsigned char **in, long size)
{
	return fails(&openssl_fault) ? NULL : __real_d2i_ECDSA_SIG(signature, in, size);
}

ECDSA_SIG *__real_ECDSA_SIG_new(void);
ECDSA_SIG *__wrap_ECDSA_SIG_new(void);
ECDSA_SIG *__wrap_ECDSA_SIG_new(void)
{
	return fails(&openssl_fault) ? NULL : __real_ECDSA_SIG_new();
}

int __real_i2d_ECDSA_SIG(const ECDSA_SIG *signature, unsigned char **out);
int __wrap_i2d_ECDSA_SIG(const ECDSA_SIG *signature, unsigned char **out);
int __wrap_i2d_ECDSA_SIG(const ECDSA_SIG *signature, unsigned char **out)
{
	return fails(&openssl_fault) ? -1 : __real_i2d_ECDSA_SIG(signature, out);
}

EVP_CIPHER_CTX *__real_EVP_CIPHER_CTX_new(void);
EVP_CIPHER_CTX *__wrap_EVP_CIPHER_CTX_new(void);
EVP_CIPHER_CTX *__wrap_EVP_CIPHER_CTX_new(void)
{
	return fails(&openssl_fault) ? NULL : __real_EVP_CIPHER_CTX_new();
}

int __real_EVP_CipherInit_ex(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, ENGINE *engine,
			     const unsigned char *key, const unsigned char *iv, int encrypt);
int __wrap_EVP_CipherInit_ex(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, ENGINE *engine,
			     const unsigned char *key, const unsigned char *iv, int encrypt);
int __wrap_EVP_CipherInit_ex(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, ENGINE *engine,
			     const unsigned char *key, const unsigned char *iv, int encrypt)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_CipherInit_ex(context, cipher, engine, key, iv, encrypt);
}

int __real_EVP_CipherUpdate(EVP_CIPHER_CTX *context, unsigned char *out, int *out_size, const unsigned char *data,
			    int size);
int __wrap_EVP_CipherUpdate(EVP_CIPHER_CTX *context, unsigned char *out, int *out_size, const unsigned char *data,
			    int size);
int __wrap_EVP_CipherUpdate(EVP_CIPHER_CTX *context, unsigned char *out, int *out_size, const unsigned char *data,
			    int size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_CipherUpdate(context, out, out_size, data, size);
}

int __real_EVP_CipherFinal_ex(EVP_CIPHER_CTX *context, unsigned char *out, int *out_size);
int __wrap_EVP_CipherFinal_ex(EVP_CIPHER_CTX *context, unsigned char *out, int *out_size);
int __wrap_EVP_CipherFinal_ex(EVP_CIPHER_CTX *context, unsigned char *out, int *out_size)
{
	return fails(&openssl_fault) ? 0 : __real_EVP_CipherFinal_ex(context, out, out_size);
}

int __real_RAND_bytes_ex(OSSL_LIB_CTX *library, unsigned char *out, size_t size, unsigned strength);
int __wrap_RAND_bytes_ex(OSSL_LIB_CTX *library, unsigned char *out, size_t size, unsigned strength);
int __wrap_RAND_bytes_ex(OSSL_LIB_CTX *library, unsigned char *out, size_t size, unsigned strength)
{
	if (random_source != NULL) {
		random_source(out, size);
		return 1;
	}
	return fails(&openssl_fault) ? 0 : __real_RAND_bytes_ex(library, out, size, strength);
}
