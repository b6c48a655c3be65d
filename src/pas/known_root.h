/* SPDX-License-Identifier: BSD-2-Clause */
/* Roots of PAS containers that everybody knows. */
#ifndef SFW_PAS_KNOWN_ROOT_H
#define SFW_PAS_KNOWN_ROOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct known_root {
	const char *name;
	bool published; /* its private key is: a signature proves nothing */
	uint8_t sha256[32];
};

/* By the SHA-256 of its certificate; NULL: nobody knows it. */
const struct known_root *sfw_pas_known_root(const uint8_t sha256[32]);

#endif
