/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/certificate.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

DEFINE_CLEANUP(x509_cleanup, X509, X509_free)

/* ASCII, in the order of the certificate, on one line. */
#define NAME_FLAGS (XN_FLAG_RFC2253 & ~XN_FLAG_DN_REV)

/* The name as text, owned; NULL for want of memory. */
static char *text_of_name(const X509_NAME *name)
{
	CLEANUP(bio_cleanup) BIO *bio = BIO_new(BIO_s_mem());
	char *bytes = NULL, *text = NULL;

	if (bio == NULL || X509_NAME_print_ex(bio, name, 0, NAME_FLAGS) < 0)
		return NULL;
	const long size = BIO_get_mem_data(bio, &bytes);

	text = sfw_array_new((size_t)size + 1, 1);
	if (text != NULL && size > 0)
		memcpy(text, bytes, (size_t)size);
	return text;
}

static void copy_time(char *out, size_t capacity, const ASN1_TIME *time)
{
	struct tm tm;

	if (ASN1_TIME_to_tm(time, &tm) != 1 || strftime(out, capacity, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, capacity, "unknown");
}

static enum certificate_key kind_of_curve(const EVP_PKEY *key, char *curve, size_t capacity)
{
	snprintf(curve, capacity, "unnamed curve");
	if (EVP_PKEY_get_group_name(key, curve, capacity, NULL) != 1)
		return CERTIFICATE_KEY_OTHER_CURVE;
	if (strcmp(curve, SN_X9_62_prime256v1) == 0) {
		snprintf(curve, capacity, "P-256");
		return CERTIFICATE_KEY_P256;
	}
	if (strcmp(curve, SN_secp384r1) == 0) {
		snprintf(curve, capacity, "P-384");
		return CERTIFICATE_KEY_P384;
	}
	return CERTIFICATE_KEY_OTHER_CURVE;
}

static bool read_key(struct certificate *certificate)
{
	const EVP_PKEY *key = X509_get0_pubkey(certificate->x509);

	if (key == NULL)
		return false;
	certificate->key_bits = EVP_PKEY_get_bits(key) < 0 ? 0 : (unsigned)EVP_PKEY_get_bits(key);
	if (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS")) {
		certificate->key = CERTIFICATE_KEY_RSA;
		snprintf(certificate->key_name, sizeof(certificate->key_name), "RSA %u", certificate->key_bits);
	} else if (EVP_PKEY_is_a(key, "EC")) {
		certificate->key = kind_of_curve(key, certificate->key_name, sizeof(certificate->key_name));
	} else {
		snprintf(certificate->key_name, sizeof(certificate->key_name), "%s", EVP_PKEY_get0_type_name(key));
	}
	return true;
}

static enum certificate_digest digest_of(int nid)
{
	switch (nid) {
	case NID_md5:
		return CERTIFICATE_DIGEST_MD5;
	case NID_sha1:
		return CERTIFICATE_DIGEST_SHA1;
	case NID_sha256:
		return CERTIFICATE_DIGEST_SHA256;
	case NID_sha384:
		return CERTIFICATE_DIGEST_SHA384;
	case NID_sha512:
		return CERTIFICATE_DIGEST_SHA512;
	default:
		return CERTIFICATE_DIGEST_OTHER;
	}
}

static void read_algorithm(struct certificate *certificate)
{
	const int algorithm = X509_get_signature_nid(certificate->x509);
	int digest = NID_undef, key = NID_undef;

	snprintf(certificate->algorithm, sizeof(certificate->algorithm), "%s", OBJ_nid2ln(algorithm));
	if (algorithm == NID_rsassaPss) {
		certificate->scheme = CERTIFICATE_SIGNED_RSA_PSS;
		return;
	}
	if (OBJ_find_sigid_algs(algorithm, &digest, &key) != 1)
		return;
	certificate->digest = digest_of(digest);
	if (key == NID_rsaEncryption)
		certificate->scheme = CERTIFICATE_SIGNED_RSA;
	else if (key == NID_X9_62_id_ecPublicKey)
		certificate->scheme = CERTIFICATE_SIGNED_ECDSA;
}

static struct span bytes_of(const ASN1_STRING *string)
{
	if (string == NULL)
		return (struct span){0};
	return (struct span){ASN1_STRING_get0_data(string), (size_t)ASN1_STRING_length(string)};
}

static bool has_rare_extension(const X509 *x509)
{
	static const int common[] = {NID_basic_constraints,        NID_key_usage,           NID_ext_key_usage,
				     NID_subject_key_identifier,   NID_subject_alt_name,    NID_netscape_cert_type,
				     NID_authority_key_identifier, NID_certificate_policies};

	for (int i = 0; i < X509_get_ext_count(x509); i++) {
		X509_EXTENSION *extension = X509_get_ext(x509, i);
		const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
		size_t known = 0;

		while (known < sizeof(common) / sizeof(common[0]) && common[known] != nid)
			known++;
		if (X509_EXTENSION_get_critical(extension) && known == sizeof(common) / sizeof(common[0]))
			return true;
	}
	return false;
}

static void read_extensions(struct certificate *certificate)
{
	X509 *x509 = certificate->x509;
	const uint32_t flags = X509_get_extension_flags(x509);
	const uint32_t usage = (flags & EXFLAG_KUSAGE) != 0 ? X509_get_key_usage(x509) : 0;

	certificate->version = (unsigned)X509_get_version(x509) + 1;
	certificate->has_constraints = (flags & EXFLAG_BCONS) != 0;
	certificate->is_ca = certificate->has_constraints && (flags & EXFLAG_CA) != 0;
	certificate->has_rare_extension = has_rare_extension(x509);
	certificate->path_length = (int)X509_get_pathlen(x509);
	certificate->has_key_usage = (flags & EXFLAG_KUSAGE) != 0;
	certificate->signs_data = (usage & KU_DIGITAL_SIGNATURE) != 0;
	certificate->signs_certificates = (usage & KU_KEY_CERT_SIGN) != 0;
	certificate->has_extended_key_usage = (flags & EXFLAG_XKUSAGE) != 0;
	certificate->signs_code = (flags & EXFLAG_XKUSAGE) != 0 &&
				  (X509_get_extended_key_usage(x509) & (XKU_CODE_SIGN | XKU_ANYEKU)) != 0;
	certificate->names_itself = X509_NAME_cmp(X509_get_issuer_name(x509), X509_get_subject_name(x509)) == 0;
	certificate->key_id = bytes_of(X509_get0_subject_key_id(x509));
	certificate->issuer_key_id = bytes_of(X509_get0_authority_key_id(x509));
	certificate->issuer_serial = bytes_of(X509_get0_authority_serial(x509));
	certificate->serial = bytes_of(X509_get0_serialNumber(x509));
}

enum signfw_status sfw_certificate_parse(struct certificate *out, struct span der, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	const uint8_t *at = der.data;
	CLEANUP(sfw_certificate_cleanup) struct certificate certificate = {.der = der};

	certificate.x509 = der.size > LONG_MAX ? NULL : d2i_X509(NULL, &at, (long)der.size);
	if (certificate.x509 == NULL || at != der.data + der.size || !read_key(&certificate))
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "not an X.509 certificate");
	certificate.subject = text_of_name(X509_get_subject_name(certificate.x509));
	certificate.issuer = text_of_name(X509_get_issuer_name(certificate.x509));
	if (certificate.subject == NULL || certificate.issuer == NULL)
		return sfw_fail_memory(err);
	copy_time(certificate.not_before, sizeof(certificate.not_before), X509_get0_notBefore(certificate.x509));
	copy_time(certificate.not_after, sizeof(certificate.not_after), X509_get0_notAfter(certificate.x509));
	read_algorithm(&certificate);
	read_extensions(&certificate);
	*out = certificate;
	certificate = (struct certificate){0};
	return SIGNFW_OK;
}

/* The next certificate of a file, of either form; NULL behind the last. */
static X509 *read_next(BIO *pem, const uint8_t **der, const uint8_t *end)
{
	X509 *x509 = pem == NULL ? NULL : PEM_read_bio_X509(pem, NULL, NULL, NULL);

	if (x509 == NULL && *der < end && end - *der <= LONG_MAX)
		x509 = d2i_X509(NULL, der, (long)(end - *der));
	return x509;
}

enum signfw_status sfw_certificate_read_file(uint8_t **der, size_t *size, struct span file, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	const uint8_t *at = file.data, *end = file.data + file.size;
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(file.data, file.size > INT_MAX ? 0 : (int)file.size);
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	struct span all;

	for (;;) {
		CLEANUP(x509_cleanup) X509 *x509 = read_next(bio, &at, end);
		CLEANUP(der_cleanup) unsigned char *bytes = NULL;
		const int length = x509 == NULL ? 0 : i2d_X509(x509, &bytes);

		if (length <= 0)
			break;
		sfw_builder_bytes(&builder, bytes, (size_t)length);
	}
	if (!sfw_builder_view(&builder, &all))
		return sfw_fail_memory(err);
	if (all.size == 0)
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "not a certificate in DER or PEM form");
	*der = builder.data;
	*size = builder.size;
	builder = (struct builder){0};
	return SIGNFW_OK;
}

void sfw_certificate_cleanup(struct certificate *certificate)
{
	X509_free(certificate->x509);
	free(certificate->subject);
	free(certificate->issuer);
	*certificate = (struct certificate){0};
}

enum signfw_status sfw_certificate_key(const struct certificate *certificate, struct key_pair *out,
				       struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	CLEANUP(sfw_key_pair_free) struct key_pair key = {0};

	if (certificate->x509 == NULL)
		return sfw_fail(err, SIGNFW_E_KEY, "not an X.509 certificate");
	options.flags = SIGNFW_KEY_ANY_CONTAINER;
	key.secret = X509_get_pubkey(certificate->x509);
	key.public_half = X509_get_pubkey(certificate->x509);
	const enum signfw_status status = sfw_key_pair_examine(&key, &options, err);

	if (status != SIGNFW_OK)
		return status;
	*out = key;
	key = (struct key_pair){0};
	return SIGNFW_OK;
}

bool sfw_certificate_signed_by(const struct certificate *certificate, const struct certificate *issuer)
{
	KEEP_ERROR_QUEUE;

	return certificate->x509 != NULL && issuer->x509 != NULL &&
	       X509_verify(certificate->x509, X509_get0_pubkey(issuer->x509)) == 1;
}

bool sfw_certificate_names_issuer(const struct certificate *certificate, const struct certificate *issuer)
{
	return certificate->x509 != NULL && issuer->x509 != NULL &&
	       X509_NAME_cmp(X509_get_issuer_name(certificate->x509), X509_get_subject_name(issuer->x509)) == 0;
}

bool sfw_certificate_unit(const struct certificate *certificate, size_t index, char *out, size_t capacity)
{
	const X509_NAME *name = certificate->x509 == NULL ? NULL : X509_get_subject_name(certificate->x509);
	int at = -1;

	if (name == NULL)
		return false;
	for (size_t i = 0; i <= index; i++) {
		at = X509_NAME_get_index_by_NID(name, NID_organizationalUnitName, at);
		if (at < 0)
			return false;
	}
	const struct span text = bytes_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));

	snprintf(out, capacity, "%.*s", (int)(text.size < capacity ? text.size : capacity), (const char *)text.data);
	return true;
}
