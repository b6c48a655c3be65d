/* SPDX-License-Identifier: BSD-2-Clause */
/* A key, and who signs with it: OpenSSL, or a callback. */
#ifndef SFW_KEY_SIGNING_KEY_H
#define SFW_KEY_SIGNING_KEY_H

#include "crypto/key_pair.h"

#include "signfw/key.h"

struct signfw_key {
	struct key_pair key;
	signfw_sign_fn sign; /* signs instead of `key`; or NULL */
	void *sign_context;
};

#endif
