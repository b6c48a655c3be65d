/* SPDX-License-Identifier: BSD-2-Clause */
/* What the fuzz targets share: the entry point, keys, and what holds for every container. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/bytes.h"
#include "signfw/digests.h"
#include "signfw/key.h"

/* One input; libFuzzer or replay.c calls it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How many bytes in front of the container or ELF file say what to do with it, for mutate.c. */
extern const size_t fuzz_control_size;

/* What has to hold whatever the input is; says what doesn't, and aborts. */
#define CHECK(condition) ((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *condition, const char *file, int line);

/* A private key that protects nothing, loaded once and never freed: RSA of 1024 bits, to be fast, or P-256. */
const signfw_key *fuzz_key(enum signfw_key_type type);

/* signfw_container_inspect(), which succeeds with whatever bytes. */
signfw_container *fuzz_inspect(struct span file);

/* What is known of a file that was hashed while it arrived, piece by piece.  Free with signfw_digests_free(). */
signfw_digests *fuzz_digests(struct span file);

/* Every finding is one of the catalogue, printable, and at an offset inside a file of this size. */
void fuzz_check_findings(const signfw_findings *findings, uint64_t size);

/* Every accessor of a container that was read from `file`, with every index, says what the file says. */
void fuzz_check_container(const signfw_container *container, struct span file);

/* Whether there is a finding of this id, or of at least this severity. */
bool fuzz_has_id(const signfw_findings *findings, const char *id);
bool fuzz_has_finding(const signfw_findings *findings, enum signfw_severity severity);

#endif
