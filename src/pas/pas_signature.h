/* SPDX-License-Identifier: BSD-2-Clause */
/* The signatures of a PAS container: what they are made of, and whether the leaf's key made them. */
#ifndef SFW_PAS_PAS_SIGNATURE_H
#define SFW_PAS_PAS_SIGNATURE_H

#include "pas/pas_image.h"

/* An ECDSA signature in its slot, without the padding behind it; all of the slot if it isn't one. */
struct span sfw_pas_signature_der(struct span slot);

/*
 * Looks at a signer's signature.
 *
 * @verify: false: it is only looked for
 * @out:    its state; a bad one becomes a finding
 *
 * SIGNFW_OK, SIGNFW_E_CRYPTO or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_pas_signature_check(struct signfw_pas *pas, enum pas_signer signer, bool verify,
					   struct signfw_pas_signature *out, struct signfw_error *err);

#endif
