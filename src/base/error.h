/* SPDX-License-Identifier: BSD-2-Clause */
/* Filling in the caller's struct signfw_error. */
#ifndef SFW_BASE_ERROR_H
#define SFW_BASE_ERROR_H

#include "signfw.h"

/*
 * Each fills in `err`, unless it is NULL, and returns `status`:
 * `return sfw_fail(err, ...)`.
 */
enum signfw_status sfw_fail(struct signfw_error *err, enum signfw_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* With the offset of what is wrong with the input. */
enum signfw_status sfw_fail_at(struct signfw_error *err, enum signfw_status status, uint64_t offset, const char *format,
			       ...) __attribute__((format(printf, 4, 5)));

/* With a reason that a program can act on. */
enum signfw_status sfw_fail_because(struct signfw_error *err, enum signfw_status status, enum signfw_reason reason,
				    const char *format, ...) __attribute__((format(printf, 4, 5)));

enum signfw_status sfw_fail_memory(struct signfw_error *err);

#endif
