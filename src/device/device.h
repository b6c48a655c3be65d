/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_device, and one LOAD of it. */
#ifndef SFW_DEVICE_DEVICE_H
#define SFW_DEVICE_DEVICE_H

#include "base/findings.h"
#include "crypto/crypto.h"
#include "device/heap.h"
#include "device/memory.h"
#include "device/versions.h"
#include "device/view.h"

enum device_state {
	DEVICE_RESET, /* no LOAD yet: the TA has no context */
	DEVICE_OFF,
	DEVICE_LOADED,
	DEVICE_STARTED
};

/* What the driver keeps of platform TLVs: over a failed LOAD, too. */
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
	enum device_state state;
	struct boot boot;
	struct transfer *transfers; /* owned */
	size_t transfer_count, transfer_capacity;
	bool has_resource_table;
	uint64_t resource_table_address;
	uint32_t resource_table_size;
	signfw_findings *findings; /* owned */
};

/* What a device is built for. */
bool sfw_device_is_stm32mp2(const signfw_device *device);

/* Where its driver finds memory (if it has one): as sfw_memory_find(). */
uint32_t sfw_device_find(const signfw_device *device, uint32_t address, uint32_t size, struct place_in_memory *out);

/* The heap of its TA when LOAD begins. */
struct ta_heap sfw_device_heap(const signfw_device *device);

/* One LOAD while it runs.  Offsets are in the buffer, which the secure copy is the beginning of. */
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
	bool cleans_up;  /* when it fails from now on, memory and boot address are cleared */
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

/* The formats: from the head to the last image.  SIGNFW_TEE_SUCCESS if it is loaded. */
uint32_t sfw_load_optee(struct load *load);
uint32_t sfw_load_st319(struct load *load);
uint32_t sfw_load_st316(struct load *load);

/* What a signature is of, and by whom; offsets in the copy. */
struct signed_head {
	struct span parts[2];
	size_t part_count;
	uint32_t type; /* enum signfw_key_type, or what SIGNTYPE says */
	uint64_t type_offset;
	struct span signature;
	uint64_t signature_offset;
	struct span key_info;
	uint64_t key_info_offset;
};

/* The pseudo TA's verdict on a signature. */
uint32_t sfw_load_verify(struct load *load, const struct signed_head *head);

/* Passes the platform TLVs of ST's 4.0 on to the driver. */
uint32_t sfw_load_platform(struct load *load);

/* START, STOP, and what else isn't LOAD; fills in load->answer. */
void sfw_device_command(struct load *load, enum signfw_command command);

/* Forgets the boot address, as the driver does when it cleans up or stops. */
void sfw_device_clean_boot(signfw_device *device);

/* The ELF header of the first image, checked with the size of all images. */
uint32_t sfw_load_first_header(struct load *load);

/* One image: its segments, then its resource table. */
uint32_t sfw_load_image(struct load *load, size_t image, uint64_t offset, uint32_t size);

#endif
