/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What Linux hands to the secure world, headers and hash segment one behind the
 * other, as OP-TEE's PAS reads it: ta/qcom_pas/src/auth/pas_mbn.c for
 * INIT_IMAGE, core/pta/qcom/pas/pas_auth.c for AUTH_AND_RESET.
 */
#ifndef SFW_PAS_DEVICE_TEE_METADATA_H
#define SFW_PAS_DEVICE_TEE_METADATA_H

#include "base/bytes.h"
#include "pas_device/pas_answer.h"

/* Which code it is. */
enum tee_pas {
	TEE_PAS_HASHES,    /* OP-TEE at d5001fe0a: compares digests */
	TEE_PAS_SIGNATURES /* with pull request 7937: compares signatures, root and ids, if fused */
};

/* The hash segment, of version 6. */
struct tee_mbn {
	struct span segment, signed_region, hash_table;
	struct span qti_metadata, oem_metadata, qti_signature, qti_certificates, oem_signature, oem_certificates;
	bool encrypted;
};

/* Log lines and the reason of a refusal. */
struct tee_reply {
	struct pas_log log;
	struct pas_reason *reason;
};

/* Remembers why, and returns the code. */
uint32_t sfw_tee_refuse(struct tee_reply *reply, uint32_t code, const char *rule, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Finds and reads the hash segment.  Returns a TEE result. */
uint32_t sfw_tee_metadata_parse(struct tee_mbn *out, struct span blob, enum tee_pas pas, struct tee_reply *reply);

/* ---- program headers, as AUTH_AND_RESET sees them ---------------------------------- */

struct tee_elf {
	struct span blob;
	bool is_64;
	uint64_t header_size, phoff, segment_size, count, entry;
};

struct tee_segment {
	uint64_t paddr, filesz, memsz;
	uint32_t type, flags;
};

/* Fields of the headers, unchecked, of a blob that INIT_IMAGE has taken. */
struct tee_elf sfw_tee_elf_read(struct span blob);

/* Checks them as AUTH_AND_RESET does.  Returns a TEE result. */
uint32_t sfw_tee_elf_check(const struct tee_elf *elf, enum tee_pas pas, struct tee_reply *reply);
struct tee_segment sfw_tee_elf_segment(const struct tee_elf *elf, uint64_t index);

#endif
