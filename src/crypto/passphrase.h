/* SPDX-License-Identifier: BSD-2-Clause */
/* Passphrases and PINs: asked for once, and given to OpenSSL without a copy on the way. */
#ifndef SFW_CRYPTO_PASSPHRASE_H
#define SFW_CRYPTO_PASSPHRASE_H

#include <openssl/ui.h>

#include "base/cleanup.h"
#include "signfw.h"

/* Longer ones than OpenSSL's own programs take. */
#define SFW_PASSPHRASE_MAX 1024

/* A passphrase that is asked for at most once, however often OpenSSL wants it. */
struct passphrase {
	struct signfw_key_options options; /* says whom to ask */
	bool asked, given;
	char text[SFW_PASSPHRASE_MAX];
	size_t size;
};

/* Whether there is one; asks for it if that wasn't done yet. */
bool sfw_passphrase_ask(struct passphrase *passphrase);

/* Forgets it, and doesn't ask again. */
void sfw_passphrase_wipe(struct passphrase *passphrase);

/* How OpenSSL asks for it: its user data is the struct passphrase.  NULL if there is no memory. */
UI_METHOD *sfw_passphrase_ui(void);

#endif
