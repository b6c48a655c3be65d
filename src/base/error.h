/* SPDX-License-Identifier: BSD-2-Clause */
/* Filling in the caller's struct signfw_error. */
#ifndef SFW_BASE_ERROR_H
#define SFW_BASE_ERROR_H

#include "signfw.h"

/* Fills in `err`, unless it is NULL, and returns `status`: `return sfw_fail(err, ...)`. */
enum signfw_status sfw_fail(struct signfw_error *err, enum signfw_status status, uint64_t offset, const char *format,
			    ...) __attribute__((format(printf, 4, 5)));

/* sfw_fail() for want of memory. */
enum signfw_status sfw_fail_memory(struct signfw_error *err);

#endif
