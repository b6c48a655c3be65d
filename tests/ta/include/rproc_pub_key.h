/* SPDX-License-Identifier: BSD-2-Clause */
/* The RSA key that the pseudo TA trusts, which OP-TEE's build makes of a PEM file: tee_core.c. */
#ifndef RPROC_PUB_KEY_H
#define RPROC_PUB_KEY_H

#include <stddef.h>
#include <stdint.h>

extern uint8_t rproc_pub_key_modulus[512];
extern size_t rproc_pub_key_modulus_size;
extern uint32_t rproc_pub_key_exponent;

#endif
