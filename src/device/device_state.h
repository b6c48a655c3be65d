/* SPDX-License-Identifier: BSD-2-Clause */
/* What a device is in between two commands, and what its build decides. */
#ifndef SFW_DEVICE_DEVICE_STATE_H
#define SFW_DEVICE_DEVICE_STATE_H

#include "device/heap.h"
#include "device/memory_content.h"
#include "device/memory_map.h"
#include "device/versions.h"
#include "signfw/device.h"

enum device_state {
	DEVICE_RESET, /* no LOAD yet: the TA has no context */
	DEVICE_OFF,
	DEVICE_LOADED,
	DEVICE_STARTED
};

/* What the driver keeps of platform TLVs, even if the LOAD that brought them fails. */
struct boot {
	uint32_t address;        /* BOOTADDR; of 3.19: NSBOOTADDR; 0: none */
	uint32_t secure_address; /* SBOOTADDR of 3.19; 0: none */
	bool secure;             /* BOOTSEC: the processor starts with TrustZone */
};

/* A transfer, and what it left in memory. */
struct transfer {
	struct signfw_transfer what;
	bool has_digest;
	uint8_t digest[SIGNFW_SHA256_SIZE];
};

struct signfw_device {
	const struct device_version *version;
	const signfw_memory *memory; /* or NULL */
	signfw_memory *own_memory;   /* owned, or NULL: that of a version whose memory is built in */
	const signfw_key *key;       /* or NULL */
	const uint8_t *enc_key;      /* SIGNFW_ENC_KEY_SIZE bytes, or NULL */
	uint64_t heap_size;
	bool is_64_bit; /* the TA computes pointers and sizes in 64 bits, else in 32 */
	enum device_state state;
	struct boot boot;
	struct transfer *transfers; /* owned */
	size_t transfer_count, transfer_capacity;
	bool has_resource_table;
	uint64_t resource_table_address;
	uint32_t resource_table_size;
	bool keeps_memory;             /* the content, ... */
	struct memory_content content; /* ... by the addresses of sfw_memory_cell() */
	bool content_lost;             /* there was no memory to note something */
	signfw_findings *findings;     /* owned */
};

bool sfw_device_is_stm32mp2(const signfw_device *device);

/* Whether nobody said which processor the device has: there is no memory, or only regions. */
bool sfw_device_is_of_unknown_board(const signfw_device *device);

/* Whether the version has a driver for the remote processor of the board. */
bool sfw_device_has_driver(const signfw_device *device);

/* Whether the TA is built for 64 bits, by its version and memory. */
bool sfw_device_is_64_bit_by_default(const signfw_device *device);

/* A sum of addresses or sizes as the TA has it: in 32 bits it wraps. */
uint64_t sfw_device_sum(const signfw_device *device, uint64_t a, uint64_t b);

/* The heap of the TA when LOAD begins. */
struct ta_heap sfw_device_heap(const signfw_device *device);

/* Finds a range of device addresses as the driver does; as sfw_memory_find().  The device has memory. */
uint32_t sfw_device_find(const signfw_device *device, uint32_t address, uint32_t size, struct place_in_memory *out);

/* Whether the driver can map so much memory at once. */
bool sfw_device_maps(const signfw_device *device, uint64_t size);

/*
 * The first region that the driver can't map, so that it clears none from there
 * on: RELEASE fails, and the loader of ST's 4.0 asserts that it doesn't.  NULL if
 * there is none.
 */
const struct signfw_region *sfw_device_uncleanable(const signfw_device *device);

/* Whether START leads to the boot address that platform TLVs gave. */
bool sfw_device_starts_at_address(const signfw_device *device);

/* Each notes what becomes of memory, if the device keeps its content; NULL bytes are zeros. */
void sfw_device_note_write(signfw_device *device, uint64_t pa, const uint8_t *bytes, uint64_t size);
void sfw_device_note_copy(signfw_device *device, uint64_t pa, struct span bytes); /* the bytes won't stay */
void sfw_device_note_unknown(signfw_device *device, uint64_t pa, uint64_t size);
void sfw_device_note_clearing(signfw_device *device); /* up to sfw_device_uncleanable() */

/* Forgets the boot address, as the driver does when it cleans up or stops. */
void sfw_device_clean_boot(signfw_device *device);

#endif
