/* SPDX-License-Identifier: BSD-2-Clause */
/* OpenSSL's errors as ours.  Included by this folder only. */
#ifndef SFW_CRYPTO_OPENSSL_ERRORS_H
#define SFW_CRYPTO_OPENSSL_ERRORS_H

#include <stdbool.h>

#include <openssl/err.h>

#include "base/cleanup.h"
#include "base/error.h"

/* What is in the error queue at the end of the scope and was not there before is taken out. */
static inline void queue_cleanup(const int *marked)
{
	/* an empty queue can't be marked */
	if (*marked)
		ERR_pop_to_mark();
	else
		ERR_clear_error();
}
#define KEEP_ERROR_QUEUE __attribute__((unused)) CLEANUP(queue_cleanup) const int queue_marked_ = ERR_set_mark()

/* Fills in `err` with what was tried and OpenSSL's reason, if it has one; for want of memory, with that. */
enum signfw_status sfw_crypto_fail(struct signfw_error *err, enum signfw_status status, const char *what);

#endif
