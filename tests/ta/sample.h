/* SPDX-License-Identifier: BSD-2-Clause */
/* Commands that the sample TA has for its pseudo TA: those of OP-TEE that compare-ta's driver and samples know. */
#ifndef TA_SAMPLE_H
#define TA_SAMPLE_H

enum {
	SAMPLE_LOAD_SEGMENT = 3, /* bytes, address, digest */
	SAMPLE_SET_MEMORY = 4,   /* address, size */
	SAMPLE_DA_TO_PA = 7,     /* address, size; the physical one */
	SAMPLE_VERIFY = 8        /* digest, signature */
};

#endif
