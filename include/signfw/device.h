/* SPDX-License-Identifier: BSD-2-Clause */
/* What a device answers: results of its TEE, its memory, and models of OP-TEE's loader. */
#ifndef SIGNFW_DEVICE_H
#define SIGNFW_DEVICE_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- results of a TEE ------------------------------------------------------- */

/* As GlobalPlatform numbers them; signfw_tee_result_name() knows more. */
#define SIGNFW_TEE_SUCCESS           UINT32_C(0x00000000)
#define SIGNFW_TEE_CORRUPT_OBJECT    UINT32_C(0xf0100001)
#define SIGNFW_TEE_GENERIC           UINT32_C(0xffff0000)
#define SIGNFW_TEE_ACCESS_DENIED     UINT32_C(0xffff0001)
#define SIGNFW_TEE_BAD_FORMAT        UINT32_C(0xffff0005)
#define SIGNFW_TEE_BAD_PARAMETERS    UINT32_C(0xffff0006)
#define SIGNFW_TEE_BAD_STATE         UINT32_C(0xffff0007)
#define SIGNFW_TEE_ITEM_NOT_FOUND    UINT32_C(0xffff0008)
#define SIGNFW_TEE_NOT_IMPLEMENTED   UINT32_C(0xffff0009)
#define SIGNFW_TEE_NOT_SUPPORTED     UINT32_C(0xffff000a)
#define SIGNFW_TEE_NO_DATA           UINT32_C(0xffff000b)
#define SIGNFW_TEE_OUT_OF_MEMORY     UINT32_C(0xffff000c)
#define SIGNFW_TEE_BUSY              UINT32_C(0xffff000d)
#define SIGNFW_TEE_SECURITY          UINT32_C(0xffff000f)
#define SIGNFW_TEE_TARGET_DEAD       UINT32_C(0xffff3024)
#define SIGNFW_TEE_SIGNATURE_INVALID UINT32_C(0xffff3072)

/* "TEE_ERROR_BAD_PARAMETERS", "TEE_SUCCESS", ..., or NULL for a number without a name; static. */
SIGNFW_API const char *signfw_tee_result_name(uint32_t result);

/* Explains a result of loading remote-processor firmware; NULL if there is nothing to say; static. */
SIGNFW_API const char *signfw_tee_result_meaning(uint32_t result);

/* ---- memory of a device -------------------------------------------------- */

/* The memory that a loader may write: regions, and how device addresses translate to them. */
typedef struct signfw_memory signfw_memory;

/* What OP-TEE's firewall lets Linux do with memory while the firmware runs. */
enum signfw_reach {
	SIGNFW_REACH_UNKNOWN = 0,
	SIGNFW_REACH_YES = 1, /* read and write */
	SIGNFW_REACH_NO = 2,
	SIGNFW_REACH_READ = 3 /* read only */
};

/* A region.  Layout is frozen. */
struct signfw_region {
	const char *name;          /* belongs to the memory */
	uint64_t device_address;   /* as the remote processor and p_paddr have it */
	uint64_t physical_address; /* as the host processor has it */
	uint64_t size;
	enum signfw_reach linux_reach;
};

/*
 * Creates memory from regions.  Addresses outside them do not translate.
 *
 * @out: owned, free with signfw_memory_free()
 *
 * Fails with SIGNFW_E_ARGUMENT if a region is empty or leaves the address space.
 */
SIGNFW_CHECKED enum signfw_status signfw_memory_from_regions(signfw_memory **out, const struct signfw_region *regions,
							     size_t count, struct signfw_error *err);

/* Name of built-in board `index`, and in *description what it is; NULL behind the last; static. */
SIGNFW_API const char *signfw_board_name(size_t index, const char **description);

/*
 * Creates the memory of a built-in board.
 *
 * @out: owned, free with signfw_memory_free()
 *
 * Fails with SIGNFW_E_ARGUMENT if there is no such board.
 */
SIGNFW_CHECKED enum signfw_status signfw_memory_from_board(signfw_memory **out, const char *board,
							   struct signfw_error *err);

/*
 * Creates memory as OP-TEE does from its compiled device tree.
 *
 * @out:  owned, free with signfw_memory_free()
 * @data: the device tree; may be hostile
 * @node: path or compatible of the remote processor's node; NULL: the first enabled
 *        node that OP-TEE's driver accepts
 *
 * Fails with SIGNFW_E_DEVICETREE if this is not a device tree, has no such node, or
 * the driver would refuse the node.
 */
SIGNFW_CHECKED enum signfw_status signfw_memory_from_devicetree(signfw_memory **out, const void *data, size_t size,
								const char *node, struct signfw_error *err);
SIGNFW_API void signfw_memory_free(signfw_memory *memory);

/* Name of the built-in board whose memory it is, and in *description what that is; NULL if it is of none; static. */
SIGNFW_API const char *signfw_memory_board(const signfw_memory *memory, const char **description);

SIGNFW_API size_t signfw_memory_region_count(const signfw_memory *memory);
SIGNFW_CHECKED enum signfw_status signfw_memory_region(const signfw_memory *memory, size_t index,
						       struct signfw_region *out);

/*
 * What Linux can do with all of these bytes.  SIGNFW_REACH_UNKNOWN if there is no
 * memory, it has other regions, or it isn't known of one of them.
 *
 * @region: unless NULL, becomes the name of the region that decides, which belongs to
 *          the memory; NULL: none
 */
SIGNFW_API enum signfw_reach signfw_memory_reach(const signfw_memory *memory, uint64_t physical_address, uint64_t size,
						 const char **region);

/* Whether regions `a` and `b` share memory, under whatever addresses. */
SIGNFW_API bool signfw_memory_overlap(const signfw_memory *memory, size_t a, size_t b);

/* ---- devices -------------------------------------------------------------- */

/*
 * A model of a device: OP-TEE's remoteproc Trusted Application of one version, its
 * pseudo TA and driver, with one remote processor.  It answers commands as the
 * device does, and keeps its state between them.
 */
typedef struct signfw_device signfw_device;

/* Name of version `index` that is modelled, and in *description what it is; NULL behind the last; static. */
SIGNFW_API const char *signfw_device_name(size_t index, const char **description);

/*
 * Checks whether a device that trusts the key accepts firmware signed with it.
 *
 * @device: as in struct signfw_device_options
 *
 * Fails with SIGNFW_E_KEY if it does not, and with SIGNFW_E_ARGUMENT if there is no
 * such device.
 */
SIGNFW_CHECKED enum signfw_status signfw_key_suits(const signfw_key *key, const char *device, struct signfw_error *err);

/* Keep what memory holds: the bytes of each LOAD are borrowed until the device is freed. */
#define SIGNFW_DEVICE_KEEP_MEMORY UINT64_C(0x1)

/* Options of signfw_device_new().  What they point at is borrowed until the device is freed. */
struct signfw_device_options {
	size_t struct_size;
	uint64_t flags;      /* SIGNFW_DEVICE_... */
	const char *version; /* of signfw_device_name(), or any release, e.g. "optee-4.5"; NULL: "optee", the newest */
	const signfw_memory *memory; /* NULL: see signfw_device_memory() */
	const signfw_key *key;       /* the key that the device trusts; NULL: it does not check signatures */
	const uint8_t *enc_key;      /* SIGNFW_ENC_KEY_SIZE bytes (signfw/key.h); NULL: it decrypts nothing */
	uint64_t heap_size;          /* of the TA; 0: 4096, OP-TEE's default */
	uint64_t bits;               /* width of the TA, 32 or 64; 0: see signfw_device_bits() */
};

/* clang-format off */
#define SIGNFW_DEVICE_OPTIONS_INIT { sizeof(struct signfw_device_options), 0, NULL, NULL, NULL, NULL, 0, 0 }
/* clang-format on */

/*
 * Creates a device that was just reset.
 *
 * @out: owned, free with signfw_device_free()
 *
 * Fails with SIGNFW_E_ARGUMENT if the version is not modelled, or not for so many bits.
 */
SIGNFW_CHECKED enum signfw_status signfw_device_new(signfw_device **out, const struct signfw_device_options *options,
						    struct signfw_error *err);
SIGNFW_API void signfw_device_free(signfw_device *device);

/* The version that is modelled: "optee-4.10" for "optee"; static. */
SIGNFW_API const char *signfw_device_version(const signfw_device *device);

/* The layout of the containers for it, e.g. "st-4.0"; static. */
SIGNFW_API const char *signfw_device_layout(const signfw_device *device);

/*
 * Width of the TA's pointers and sizes, 32 or 64: that of the options; or of the
 * board or device tree that the memory is from; or of the version, if it has only
 * one; or 32.
 */
SIGNFW_API unsigned signfw_device_bits(const signfw_device *device);

/* Whether it takes the key from PKEYINFO, and only has the key's hash, in fuses. */
SIGNFW_API bool signfw_device_has_fused_key(const signfw_device *device);

/* Its memory: that of the options, or built into the version; NULL: none, addresses are not checked. */
SIGNFW_API const signfw_memory *signfw_device_memory(const signfw_device *device);

/* Commands of the TA, numbered as OP-TEE does. */
enum signfw_command {
	SIGNFW_COMMAND_LOAD = 1,
	SIGNFW_COMMAND_START = 2,
	SIGNFW_COMMAND_STOP = 3,
	SIGNFW_COMMAND_GET_RSC_TABLE = 4,
	SIGNFW_COMMAND_GET_COREDUMP = 5,
	SIGNFW_COMMAND_RELEASE = 6
};

/* The answer of a device.  Layout is frozen. */
struct signfw_answer {
	uint32_t result;  /* SIGNFW_TEE_... */
	const char *rule; /* id of the check that decided: never changes, static */
	uint64_t offset;  /* of the reason in the container, or SIGNFW_NO_OFFSET */
	char reason[240]; /* one line */
};

/*
 * Gives the device a command.
 *
 * @data: for SIGNFW_COMMAND_LOAD, the bytes to load; may be anything
 *
 * Returns SIGNFW_OK whenever the device answers.  Fails with SIGNFW_E_CRYPTO (of
 * this library, not the device), and with SIGNFW_E_UNSUPPORTED if segments share
 * the same bytes so often that hashing them would take too long.
 */
SIGNFW_CHECKED enum signfw_status signfw_device_invoke(signfw_device *device, enum signfw_command command,
						       const void *data, size_t size, struct signfw_answer *answer,
						       struct signfw_error *err);

/* Bytes of a buffer, which are borrowed. */
struct signfw_piece {
	const void *data;
	size_t size;
};

/*
 * SIGNFW_COMMAND_LOAD with a buffer that is in pieces, such as a container that
 * was built: signfw_container_chunk().  Otherwise as signfw_device_invoke().
 */
SIGNFW_CHECKED enum signfw_status signfw_device_load(signfw_device *device, const struct signfw_piece *pieces,
						     size_t count, struct signfw_answer *answer,
						     struct signfw_error *err);

/* A transfer to memory that the last LOAD made before it ended. */
struct signfw_transfer {
	size_t image, segment;
	bool zero; /* fills with zeros; otherwise copies from the image */
	uint32_t device_address;
	uint64_t physical_address; /* device_address if the device has no memory */
	uint32_t size;
	const char *region; /* its name; NULL if the device has no memory */
};

SIGNFW_API size_t signfw_device_transfer_count(const signfw_device *device);
SIGNFW_CHECKED enum signfw_status signfw_device_transfer(const signfw_device *device, size_t index,
							 struct signfw_transfer *out);

/*
 * SHA-256 of the bytes that a copy left in memory, decrypted if they were encrypted.
 * SIGNFW_E_ARGUMENT if there is no such transfer, it is not a copy, or the result is
 * unknown for want of the encryption key.
 */
SIGNFW_CHECKED enum signfw_status signfw_device_transfer_sha256(const signfw_device *device, size_t index,
								uint8_t out[SIGNFW_SHA256_SIZE]);

/* The resource table as GET_RSC_TABLE reports it; false if the loaded firmware has none. */
SIGNFW_API bool signfw_device_resource_table(const signfw_device *device, uint64_t *physical_address, uint32_t *size);

/* States of the TA. */
enum signfw_device_state {
	SIGNFW_DEVICE_NONE = 0, /* no LOAD since reset */
	SIGNFW_DEVICE_OFF = 1,
	SIGNFW_DEVICE_LOADED = 2,
	SIGNFW_DEVICE_STARTED = 3
};

/* The id of its processor, for which a session is opened: 0 on an STM32MP15, 1 on an STM32MP2. */
SIGNFW_API uint32_t signfw_device_processor(const signfw_device *device);

SIGNFW_API enum signfw_device_state signfw_device_state(const signfw_device *device);

/*
 * Reads the memory of a device that keeps it.  Returns false, with `out` untouched,
 * unless the device has written all of it, and what is known.
 */
SIGNFW_API bool signfw_device_memory_read(const signfw_device *device, uint64_t physical_address, void *out,
					  size_t size);

/* Memory that the device has written.  Layout is frozen. */
struct signfw_memory_extent {
	uint64_t physical_address, size;
	bool known;       /* false: encrypted, and there is no key */
	const void *data; /* NULL: zeros, or not known */
};

/* Extent `index` of a device that keeps its memory, by their addresses; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_device_memory_extent(const signfw_device *device, size_t index,
							      struct signfw_memory_extent *out);

/* Faults of the device itself that the last command triggered, or that make its answer misleading. */
SIGNFW_API const signfw_findings *signfw_device_findings(const signfw_device *device);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_DEVICE_H */
