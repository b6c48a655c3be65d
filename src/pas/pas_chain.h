/* SPDX-License-Identifier: BSD-2-Clause */
/* The certificates of one signer of a PAS container: leaf first, roots last. */
#ifndef SFW_PAS_PAS_CHAIN_H
#define SFW_PAS_PAS_CHAIN_H

#include "base/findings.h"
#include "crypto/certificate.h"
#include "pas/pas_field.h"

/* Six are the most that a device takes. */
#define PAS_CERTIFICATES_MAX 8

struct pas_chain {
	struct certificate certificates[PAS_CERTIFICATES_MAX];
	struct span ders[PAS_CERTIFICATES_MAX]; /* also of those that can't be read */
	size_t count;
	size_t root_count; /* of them, at the end */
	struct span padding;
};

/*
 * Reads a region with certificates, which is borrowed as long as *out is used.
 * Whatever is wrong becomes a finding.  SIGNFW_OK, or SIGNFW_E_MEMORY with
 * *out untouched.
 *
 * @offset: of the region in the file, for findings
 * @name:   of the region, for findings
 */
enum signfw_status sfw_pas_chain_parse(struct pas_chain *out, struct span region, uint64_t offset, const char *name,
				       signfw_findings *findings);

/* Frees what the value owns; accepts { 0 }. */
void sfw_pas_chain_cleanup(struct pas_chain *chain);

/* Returns true if each is signed by the key of the next one, and the last before the roots by root `selected`. */
bool sfw_pas_chain_links(const struct pas_chain *chain, size_t selected, size_t *broken);

/* The roots, one behind the other: what fuses have a hash of. */
struct span sfw_pas_chain_roots(const struct pas_chain *chain);

/*
 * Field `index` of the leaf's subject, of versions 3 and 5: an organisational
 * unit "01 0000000000000017 SW_ID"; false behind the last.
 */
bool sfw_pas_chain_field(const struct pas_chain *chain, size_t index, struct pas_field *out);

#endif
