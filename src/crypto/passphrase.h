/* SPDX-License-Identifier: BSD-2-Clause */
/* Asks for a passphrase or PIN once, and hands it to OpenSSL without further copies. */
#ifndef SFW_CRYPTO_PASSPHRASE_H
#define SFW_CRYPTO_PASSPHRASE_H

#include <openssl/ui.h>

#include "base/cleanup.h"
#include "signfw/key.h"

/* OpenSSL's own programs take shorter ones. */
#define SFW_PASSPHRASE_MAX 1024

/* A passphrase; the caller provides it at most once, however often OpenSSL asks. */
struct passphrase {
	struct signfw_key_options options; /* has the callback */
	bool asked, given;
	char text[SFW_PASSPHRASE_MAX];
	size_t size;
};

/* Asks for it, unless that was done before; false if there is none. */
bool sfw_passphrase_ask(struct passphrase *passphrase);

/* Forgets it, and doesn't ask again. */
void sfw_passphrase_wipe(struct passphrase *passphrase);

/* The method by which OpenSSL asks; its user data is a struct passphrase.  NULL for want of memory. */
UI_METHOD *sfw_passphrase_ui(void);

#endif
