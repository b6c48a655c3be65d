/* SPDX-License-Identifier: BSD-2-Clause */
/* A LOAD while it runs, and the ways in which it ends. */
#ifndef SFW_DEVICE_ANSWER_H
#define SFW_DEVICE_ANSWER_H

#include "device/device_state.h"
#include "device/view.h"
#include "signfw/device.h"

/* Offsets are in the buffer; the secure copy is its beginning, unless copy_offset says otherwise. */
struct load {
	signfw_device *device;
	struct view buffer; /* shared memory: may change at any time, so devices copy what they verify */
	struct view copy;   /* what was copied to secure memory; of 3.19, from copy_offset of the buffer on */
	uint64_t copy_offset;
	uint32_t tlv_size, signature_size, images_size;
	uint64_t images_offset;
	bool encrypted;        /* the table is ENCTABLE */
	uint64_t table_offset; /* of the hash table, in the copy */
	uint32_t table_count, entry_size;
	uint64_t hashed; /* bytes of segments, so far */
	bool cleans_up;  /* a failure from now on clears memory and boot address */
	struct signfw_answer *answer;
	struct signfw_error *err;
	enum signfw_status status; /* ours: SIGNFW_OK unless the model itself failed */
};

/* Fills in an answer and returns `result`. */
uint32_t sfw_answer(struct signfw_answer *answer, uint32_t result, const char *rule, uint64_t offset,
		    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The same for the answer of a LOAD. */
uint32_t sfw_load_answer(struct load *load, uint32_t result, const char *rule, uint64_t offset, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* CORRUPT_OBJECT, which 3.x gives for most of what is wrong. */
uint32_t sfw_load_corrupt(struct load *load, const char *rule, uint64_t offset, const char *reason);

/* The answer when a view was read outside: the TA ends, which is a finding, too. */
uint32_t sfw_load_crash(struct load *load, const struct view *view, const char *rule);

/* The answer when the TA ends for another reason. */
uint32_t sfw_load_die(struct load *load, const char *rule, uint64_t offset, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Reports what ends the TA, or doesn't; the answer is that of a TA which goes on. */
void sfw_load_may_die(struct load *load, uint64_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The answer when the model itself failed; the caller of LOAD gets load->status. */
uint32_t sfw_load_fail(struct load *load, enum signfw_status status);

#endif
