/* SPDX-License-Identifier: BSD-2-Clause */
/* Bytes as base64, RFC 4648 section 4. */
#ifndef CMD_FILES_BASE64_H
#define CMD_FILES_BASE64_H

#include <stddef.h>

/* One line without its end; for free().  Ends the program if there is no memory. */
char *base64_encode(const void *data, size_t size);

#endif
