/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/mbedtls.h"

#include <string.h>

#define TAG_INTEGER  0x02
#define TAG_SEQUENCE 0x30
#define LONG_LENGTH  0x80
#define FIELD_SIZE   48

/* Errors of its ASN.1 reader, and what it adds to them here; all negative. */
#define OUT_OF_DATA     0x60
#define UNEXPECTED_TAG  0x62
#define INVALID_LENGTH  0x64
#define LENGTH_MISMATCH 0x66
#define BAD_INPUT       0x4f80

/* ---- ASN.1 -------------------------------------------------------------------------- */

/* Reads a length of up to four bytes; returns 0 or an error. */
static int read_length(struct reader *reader, size_t *length)
{
	struct span first, more;

	if (!sfw_reader_bytes(reader, 1, &first))
		return OUT_OF_DATA;
	*length = first.data[0];
	if (first.data[0] >= LONG_LENGTH) {
		const unsigned count = first.data[0] & 0x7f;

		if (count == 0 || count > 4)
			return INVALID_LENGTH;
		if (!sfw_reader_bytes(reader, count, &more))
			return OUT_OF_DATA;
		*length = 0;
		for (unsigned i = 0; i < count; i++)
			*length = *length << 8 | more.data[i];
	}
	return *length > reader->left.size ? OUT_OF_DATA : 0;
}

/* Reads a tag and a length; returns 0 or an error. */
static int read_tag(struct reader *reader, uint8_t tag, size_t *length)
{
	struct span byte;

	if (reader->left.size == 0)
		return OUT_OF_DATA;
	if (reader->left.data[0] != tag || !sfw_reader_bytes(reader, 1, &byte))
		return UNEXPECTED_TAG;
	return read_length(reader, length);
}

size_t sfw_mbedtls_der_size(struct span bytes)
{
	struct reader reader = {bytes, 0};
	size_t length;

	return read_tag(&reader, TAG_SEQUENCE, &length) == 0 ? (size_t)reader.offset + length : 0;
}

/* ---- certificates -------------------------------------------------------------------- */

bool sfw_mbedtls_can_read(const struct certificate *certificate)
{
	return (certificate->scheme == CERTIFICATE_SIGNED_RSA || certificate->scheme == CERTIFICATE_SIGNED_ECDSA) &&
	       certificate->digest != CERTIFICATE_DIGEST_OTHER && certificate->key != CERTIFICATE_KEY_OTHER &&
	       !certificate->has_rare_extension;
}

static uint32_t judge_key(const struct certificate *certificate)
{
	/* an RSA key may have any size: that it is RSA is found elsewhere */
	return certificate->key == CERTIFICATE_KEY_RSA || certificate->key == CERTIFICATE_KEY_P384 ? 0
												   : MBEDTLS_BAD_KEY;
}

static uint32_t judge_signature(const struct certificate *certificate)
{
	uint32_t flags = 0;

	if (certificate->digest != CERTIFICATE_DIGEST_SHA256 && certificate->digest != CERTIFICATE_DIGEST_SHA384)
		flags |= MBEDTLS_BAD_MD;
	if (certificate->scheme != CERTIFICATE_SIGNED_ECDSA)
		flags |= MBEDTLS_BAD_PK;
	return flags;
}

/* Returns true if the candidate may be its issuer, by name, CA bit, usage and path length. */
static bool may_be_parent(const struct certificate *child, const struct certificate *candidate, bool trusted,
			  size_t path_length)
{
	if (!sfw_certificate_names_issuer(child, candidate))
		return false;
	if (!(trusted && candidate->version < 3) &&
	    (!candidate->is_ca || (candidate->has_key_usage && !candidate->signs_certificates)))
		return false;
	return candidate->path_length < 0 || (size_t)candidate->path_length >= path_length;
}

/* A walk from the leaf up. */
struct walk {
	const struct certificate *certificates;
	size_t count, at;
	size_t length, self_issued; /* certificates below, and those of them that name themselves */
	bool trusted;               /* the present one is the root that is trusted */
};

/* Goes to the parent: the root, if that signed it, else one further up, whether that signed it or not. */
static bool go_up(struct walk *walk, bool *signed_by_parent)
{
	const struct certificate *child = &walk->certificates[walk->at];
	const struct certificate *root = &walk->certificates[walk->count - 1];
	const size_t path_length = walk->length - walk->self_issued;

	*signed_by_parent = true;
	walk->trusted = may_be_parent(child, root, true, path_length) && sfw_certificate_signed_by(child, root);
	if (walk->trusted) {
		walk->at = walk->count - 1;
		return true;
	}
	for (size_t i = walk->at + 1; i < walk->count; i++) {
		if (may_be_parent(child, &walk->certificates[i], false, path_length)) {
			*signed_by_parent = sfw_certificate_signed_by(child, &walk->certificates[i]);
			walk->at = i;
			return true;
		}
	}
	return false;
}

static bool is_root_itself(const struct walk *walk)
{
	const struct span leaf = walk->certificates[0].der, root = walk->certificates[walk->count - 1].der;

	return walk->certificates[0].names_itself && sfw_spans_equal(leaf, root);
}

uint32_t sfw_mbedtls_verify(const struct certificate *certificates, size_t count)
{
	struct walk walk = {.certificates = certificates, .count = count};
	uint32_t flags = judge_key(&certificates[0]);

	if (certificates[0].key == CERTIFICATE_KEY_RSA)
		flags |= MBEDTLS_BAD_PK;
	while (!walk.trusted) {
		const struct certificate *child = &certificates[walk.at];
		bool signed_by_parent;

		flags |= judge_signature(child);
		if (walk.length == 0 && is_root_itself(&walk))
			return flags;
		if (!go_up(&walk, &signed_by_parent))
			return flags | MBEDTLS_NOT_TRUSTED;
		if (walk.length > 0 && child->names_itself)
			walk.self_issued++;
		if (!signed_by_parent)
			flags |= MBEDTLS_NOT_TRUSTED;
		flags |= judge_key(&certificates[walk.at]);
		walk.length++;
	}
	return flags;
}

const char *sfw_mbedtls_words(uint32_t flags)
{
	if ((flags & MBEDTLS_BAD_PK) != 0)
		return "a certificate has an RSA key, or is signed by one; OP-TEE's PAS takes EC keys on P-384 only";
	if ((flags & MBEDTLS_BAD_KEY) != 0)
		return "a certificate has a key that isn't on the curve P-384";
	if ((flags & MBEDTLS_BAD_MD) != 0)
		return "a certificate is signed with another digest than SHA-256 or SHA-384";
	return "the certificates don't lead to the root in the container: a signature, a name or a CA's rights are "
	       "wrong";
}

/* ---- signatures ----------------------------------------------------------------------- */

/* As PAS cuts the padding off. */
static struct span cut(struct span slot)
{
	size_t size = slot.size;

	if (slot.size < 2 || slot.data[0] != TAG_SEQUENCE)
		return slot;
	if (slot.data[1] < LONG_LENGTH)
		size = (size_t)slot.data[1] + 2;
	else if (slot.data[1] == LONG_LENGTH + 1 && slot.size >= 3)
		size = (size_t)slot.data[2] + 3;
	return (struct span){slot.data, size <= slot.size ? size : slot.size};
}

/* Reads an INTEGER, which counts as positive, into 48 bytes; returns 0 or an error. */
static int read_number(struct reader *reader, uint8_t *out)
{
	struct span bytes;
	size_t length = 0;
	const int error = read_tag(reader, TAG_INTEGER, &length);

	if (error != 0 || !sfw_reader_bytes(reader, length, &bytes))
		return error == 0 ? OUT_OF_DATA : error;
	while (bytes.size > 0 && bytes.data[0] == 0) {
		bytes.data++;
		bytes.size--;
	}
	/* larger than the curve's order */
	if (bytes.size > FIELD_SIZE)
		return -MBEDTLS_ECP_VERIFY_FAILED - BAD_INPUT;
	memset(out, 0, FIELD_SIZE);
	memcpy(out + FIELD_SIZE - bytes.size, bytes.data, bytes.size);
	return 0;
}

int sfw_mbedtls_read_signature(struct span slot, uint8_t out[96])
{
	struct reader reader = {cut(slot), 0};
	size_t length;
	int error = read_tag(&reader, TAG_SEQUENCE, &length);

	if (error == 0 && length != reader.left.size)
		error = LENGTH_MISMATCH;
	if (error == 0)
		error = read_number(&reader, out);
	if (error == 0)
		error = read_number(&reader, out + FIELD_SIZE);
	return error == 0 ? 0 : -BAD_INPUT - error;
}
