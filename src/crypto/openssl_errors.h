/* SPDX-License-Identifier: BSD-2-Clause */
/* Turns OpenSSL's errors into ours.  Only this folder includes it. */
#ifndef SFW_CRYPTO_OPENSSL_ERRORS_H
#define SFW_CRYPTO_OPENSSL_ERRORS_H

#include <stdbool.h>

#include <openssl/err.h>

#include "base/cleanup.h"
#include "base/error.h"

/* At the end of the scope, removes the errors that were added to OpenSSL's queue within it. */
static inline void queue_cleanup(const int *marked)
{
	/* an empty queue can't be marked */
	if (*marked)
		ERR_pop_to_mark();
	else
		ERR_clear_error();
}
#define KEEP_ERROR_QUEUE __attribute__((unused)) CLEANUP(queue_cleanup) const int queue_marked_ = ERR_set_mark()

/* Fails with `what` and OpenSSL's reason, if there is one; with SIGNFW_E_MEMORY if that is the reason. */
enum signfw_status sfw_crypto_fail(struct signfw_error *err, enum signfw_status status, const char *what);

#endif
