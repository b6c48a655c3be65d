/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_device, and one LOAD of it. */
#ifndef SFW_DEVICE_DEVICE_H
#define SFW_DEVICE_DEVICE_H

#include "crypto.h"
#include "device/memory.h"
#include "device/versions.h"
#include "device/view.h"
#include "findings.h"

enum device_state {
	DEVICE_RESET, /* no LOAD yet: the TA has no context */
	DEVICE_OFF,
	DEVICE_LOADED,
	DEVICE_STARTED
};

struct signfw_device {
	const struct device_version *version;
	const signfw_memory *memory; /* or NULL */
	const signfw_key *key;       /* or NULL */
	const struct crypto *crypto;
	uint64_t heap_size;
	enum device_state state;
	struct signfw_transfer *transfers; /* owned */
	size_t transfer_count, transfer_capacity;
	bool has_resource_table;
	uint64_t resource_table_address;
	uint32_t resource_table_size;
	signfw_findings *findings; /* owned */
};

/* One LOAD while it runs.  Offsets are in the buffer, which the secure copy is the beginning of. */
struct load {
	signfw_device *device;
	struct view buffer; /* shared memory: may change at any time, so devices copy what they verify */
	struct view copy;   /* header, TLV area and signature, in secure memory */
	uint32_t tlv_size, signature_size, images_size;
	uint64_t images_offset;
	uint64_t table_offset; /* of the hash table, in the copy */
	uint32_t table_count;
	struct signfw_answer *answer;
	struct signfw_error *err;
	enum signfw_status status; /* ours: SIGNFW_OK unless the model itself failed */
};

/* Fills in the answer and returns `result`. */
uint32_t sfw_load_answer(struct load *load, uint32_t result, const char *rule, uint64_t offset, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* The answer when a view was read outside. */
uint32_t sfw_load_crash(struct load *load, const struct view *view, const char *rule);

/* The answer when the model itself failed; the caller of LOAD gets load->status. */
uint32_t sfw_load_fail(struct load *load, enum signfw_status status);

/* LOAD in state OFF; fills in load->answer. */
void sfw_load_run(struct load *load);

/* The ELF header of the first image, checked with the size of all images. */
uint32_t sfw_load_first_header(struct load *load);

/* One image: its segments, then its resource table. */
uint32_t sfw_load_image(struct load *load, size_t image, uint64_t offset, uint32_t size);

#endif
