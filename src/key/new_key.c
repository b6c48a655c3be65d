/* SPDX-License-Identifier: BSD-2-Clause */
/* New keys of the public API; src/crypto makes them. */
#include <string.h>

#include "base/error.h"
#include "crypto/key_generate.h"
#include "crypto/passphrase.h"

/* A passphrase that can be found by trying protects nothing; OpenSSL's programs want as many. */
#define PASSPHRASE_MIN 4

static const struct {
	const char *name, *description;
	enum key_kind kind;
	unsigned bits; /* of RSA */
} key_types[] = {
	{"rsa2048", "every device takes it", KEY_RSA, 2048},
	{"rsa3072", "", KEY_RSA, 3072},
	{"rsa4096", "", KEY_RSA, 4096},
	{"ec256", "only for devices that have the hash of the key in fuses", KEY_EC_P256, 0},
};

#define KEY_TYPE_COUNT (sizeof(key_types) / sizeof(key_types[0]))

const char *signfw_key_new_type(size_t index, const char **description)
{
	if (index >= KEY_TYPE_COUNT)
		return NULL;
	if (description != NULL)
		*description = key_types[index].description;
	return key_types[index].name;
}

enum signfw_status signfw_key_new(struct signfw_key_pair_pem *out, const char *type, const void *passphrase,
				  size_t passphrase_size, struct signfw_error *err)
{
	size_t i = 0;

	if (out == NULL || type == NULL || (passphrase == NULL && passphrase_size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no type of a key, or no place for it, was given");
	while (i < KEY_TYPE_COUNT && strcmp(key_types[i].name, type) != 0)
		i++;
	if (i == KEY_TYPE_COUNT)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key of type \"%.32s\" can be made", type);
	if (passphrase != NULL && (passphrase_size < PASSPHRASE_MIN || passphrase_size > SFW_PASSPHRASE_MAX))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the passphrase has %zu bytes, expected %d to %d",
				passphrase_size, PASSPHRASE_MIN, SFW_PASSPHRASE_MAX);
	return sfw_key_generate(out, key_types[i].kind, key_types[i].bits, (struct span){passphrase, passphrase_size},
				err);
}
