/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Only compiled, for one machine after the other: the layout of the options
 * structs.
 *
 * A field that is appended has to begin where the struct ended before, or
 * struct_size couldn't tell who has it: so there is no padding at the end, on
 * any machine.  And the sizes that the structs had in release 0.1 never change.
 */
#include <signfw/device.h>
#include <signfw/key.h>
#include <signfw/linux.h>
#include <signfw/pas_device.h>
#include <signfw/sequence.h>

struct head {
	size_t struct_size;
	uint64_t flags;
};

/* A head, `words` pointers and sizes, and `longs` numbers of 64 bits, the last of which is `last`. */
#define EXPECT_SIZE(type, last, words, longs)                                                                   \
	_Static_assert(offsetof(type, flags) == offsetof(struct head, flags), "another head");                  \
	_Static_assert(sizeof(type) == offsetof(type, last) + sizeof(((type *)0)->last), "padding at the end"); \
	_Static_assert(sizeof(type) == sizeof(struct head) + (words) * sizeof(void *) + (longs)*8, "another size")

EXPECT_SIZE(struct signfw_key_options, reserved, 6, 0);
EXPECT_SIZE(struct signfw_enc_key_options, reserved, 2, 0);
EXPECT_SIZE(struct signfw_sign_options, digests, 10, 0);
EXPECT_SIZE(struct signfw_verify_options, enc_key_size, 2, 0);
EXPECT_SIZE(struct signfw_device_options, bits, 4, 2);
EXPECT_SIZE(struct signfw_linux_options, node, 4, 0);
EXPECT_SIZE(struct signfw_sequence_options, reserved, 8, 0);
EXPECT_SIZE(struct signfw_pas_verify_options, root_hash_size, 4, 0);
EXPECT_SIZE(struct signfw_pas_sign_options, anti_rollback, 8, 5);
EXPECT_SIZE(struct signfw_pas_device_options, soc_version, 2, 8);
