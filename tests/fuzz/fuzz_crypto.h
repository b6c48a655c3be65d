/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signatures that cost next to nothing, for the fuzz programs alone: the linker
 * puts these functions where the library calls its own (--wrap), and the library
 * knows nothing of it.
 *
 * A signature that begins with a mark is one if a number behind the mark fits
 * the key and what is signed.  Anybody can make those, so that the mutator gets
 * behind signatures by keys that nobody has.  As for others, mathematics is left
 * out where it takes long: by curves, and in certificates.  Of those, only the
 * seeds' are valid, of which there is a list; a change makes them invalid.
 *
 * Without libFuzzer, mathematics has the last word, and has to agree.
 */
#ifndef FUZZ_CRYPTO_H
#define FUZZ_CRYPTO_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

/*
 * Writes a marked signature in the algorithm's form, and returns its size.
 *
 * @key: its public half counts
 * @out: room for sfw_signature_size() bytes
 */
size_t fuzz_sign(const struct key_pair *key, const struct signature_algorithm *algorithm, const struct span *parts,
		 size_t part_count, uint8_t *out);

#endif
