/* SPDX-License-Identifier: BSD-2-Clause */
/* The core's side: the pseudo TA, who calls it, and cryptography. */
#ifndef TA_TEE_CORE_H
#define TA_TEE_CORE_H

#include <stdbool.h>

#include <tee_api_types.h>

#include "object.h"
#include "signfw/key.h"

/* The pseudo TA, and the RSA key that it trusts. */
void tee_core_prepare(const struct object *pseudo_ta, const signfw_key *key);

/* Whether signatures are checked; otherwise all are valid. */
void tee_core_reset(bool check_signatures);

/* The key that encrypted segments are decrypted with, of SIGNFW_ENC_KEY_SIZE bytes. */
const uint8_t *tee_core_enc_key(void);

/* Whether the pseudo TA has decrypted something since the reset, or tried. */
bool tee_core_was_asked_to_decrypt(void);

/* Call the pseudo TA, as the TA does. */
TEE_Result tee_core_open_session(uint32_t types, TEE_Param params[4]);
TEE_Result tee_core_invoke(uint32_t command, uint32_t types, TEE_Param params[4]);

#endif
