/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The certificates of a container, as OP-TEE's PAS with signatures judges them:
 * ta/qcom_pas/src/auth/pas_sig.c, and mbedTLS 3.6 as it is built for TAs.
 */
#ifndef SFW_PAS_DEVICE_TEE_CERTIFICATES_H
#define SFW_PAS_DEVICE_TEE_CERTIFICATES_H

#include "crypto/certificate.h"
#include "pas_device/tee_metadata.h"

/* The most that the code takes: four roots, and two certificates below them. */
#define TEE_CERTIFICATES_MAX 6

struct tee_chain {
	struct certificate certificates[TEE_CERTIFICATES_MAX];
	size_t count;
	struct span root; /* the last one, DER */
};

/* Reads and judges them.  Returns a TEE result; *out is to be cleaned up in any case. */
uint32_t sfw_tee_chain_verify(struct tee_chain *out, struct span region, bool enforce_eku, struct tee_reply *reply);

/* Checks that the leaf is signed in the way that the code takes, which is also how the leaf signs.  Returns a TEE result. */
uint32_t sfw_tee_chain_algorithm(const struct tee_chain *chain, struct tee_reply *reply);

/* Checks the leaf's signature.  Returns a TEE result; *status is SIGNFW_E_CRYPTO or _E_MEMORY if we failed. */
uint32_t sfw_tee_signature_verify(const struct tee_chain *chain, struct span message, struct span slot,
				  struct tee_reply *reply, enum signfw_status *status, struct signfw_error *err);

/* Frees what the value owns; accepts { 0 }. */
void sfw_tee_chain_cleanup(struct tee_chain *chain);

#endif
