/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a device with Qualcomm's PAS will say to a container: Linux's loader
 * (7.2) and OP-TEE's PAS, as their code has it.  Qualcomm's own TrustZone isn't
 * known publicly.
 */
#ifndef SIGNFW_PAS_DEVICE_H
#define SIGNFW_PAS_DEVICE_H

#include <signfw/device.h>
#include <signfw/pas.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Name of device `index`, and in *description what it is; NULL behind the last; static. */
SIGNFW_API const char *signfw_pas_device_name(size_t index, const char **description);

/* Which members of struct signfw_pas_device_options say something; the others are as the container asks for. */
#define SIGNFW_PAS_DEVICE_PAS_ID      UINT64_C(0x1)
#define SIGNFW_PAS_DEVICE_OEM_ID      UINT64_C(0x2)
#define SIGNFW_PAS_DEVICE_MODEL_ID    UINT64_C(0x4)
#define SIGNFW_PAS_DEVICE_JTAG_ID     UINT64_C(0x8)
#define SIGNFW_PAS_DEVICE_SERIAL      UINT64_C(0x10)
#define SIGNFW_PAS_DEVICE_SOC_VERSION UINT64_C(0x20)
#define SIGNFW_PAS_DEVICE_ENFORCE_EKU UINT64_C(0x40) /* a fuse says that the leaf has to be for code signing */

/* Options of signfw_pas_boot_try().  Start from SIGNFW_PAS_DEVICE_OPTIONS_INIT. */
struct signfw_pas_device_options {
	size_t struct_size;        /* set by the initialiser */
	uint64_t flags;            /* SIGNFW_PAS_DEVICE_... */
	const char *device;        /* "qcom-pas-signed", ...; NULL: "qcom-pas" */
	const uint8_t *root_hash;  /* SIGNFW_SHA384_SIZE bytes in fuses; NULL: that of the container's root */
	uint64_t carveout_address; /* memory that Linux has for the processor ... */
	uint64_t carveout_size;    /* ... 0: enough, where the firmware is linked */
	uint64_t pas_id;           /* of the processor, as Linux names it to the secure world: 18 is cdsp */
	uint64_t oem_id, model_id, jtag_id, serial, soc_version; /* in fuses */
};

/* clang-format off */
#define SIGNFW_PAS_DEVICE_OPTIONS_INIT { sizeof(struct signfw_pas_device_options), 0, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0 }
/* clang-format on */

/* What came of an attempt to start a processor. */
typedef struct signfw_pas_boot signfw_pas_boot;

/*
 * Let a device load and start a container.
 *
 * @out:   owned, free with signfw_pas_boot_free()
 * @file:  the container or, of a split one, the .mdt; its name, whose folder
 *         is left out, gets into the log.  Of any content
 * @parts: the .bNN files beside it
 *
 * Fails with SIGNFW_E_ARGUMENT: no such device, or a number that isn't one of 32
 * bits; with SIGNFW_E_UNSUPPORTED: it has more segments than we handle; or with
 * SIGNFW_E_CRYPTO or _E_MEMORY.
 */
SIGNFW_CHECKED enum signfw_status signfw_pas_boot_try(signfw_pas_boot **out, const struct signfw_input *file,
						      const struct signfw_pas_part *parts, size_t part_count,
						      const struct signfw_pas_device_options *options,
						      struct signfw_error *err);
SIGNFW_API void signfw_pas_boot_free(signfw_pas_boot *boot);

/* What a command of the secure world came to. */
struct signfw_pas_call {
	bool made;     /* Linux gave it */
	uint32_t code; /* SIGNFW_TEE_... */
};

/* How it ended; strings belong to the boot. */
struct signfw_pas_outcome {
	const char *device; /* static */
	bool accepted;      /* the processor runs */
	bool crashed;       /* Linux itself reads out of bounds: nobody knows what then */
	int linux_errno;    /* of Linux's loader: 0 or negative */
	struct signfw_pas_call init, mem_setup, auth;
	const char *rule;   /* stable id of the check that decided, kebab-case; static; "accepted" */
	const char *reason; /* one line */
	uint32_t pas_id;
	bool pas_id_assumed; /* nothing said which it is */
	bool root_assumed;   /* there was no hash of a root to compare with */
};

SIGNFW_API const struct signfw_pas_outcome *signfw_pas_boot_outcome(const signfw_pas_boot *boot);

/* Line `index` of what Linux, or OP-TEE, logs; NULL behind the last. */
SIGNFW_API const char *signfw_pas_boot_linux_log(const signfw_pas_boot *boot, size_t index);
SIGNFW_API const char *signfw_pas_boot_tee_log(const signfw_pas_boot *boot, size_t index);

/* Faults of the device, and where it accepts what it shouldn't; lives as long as the boot. */
SIGNFW_API const signfw_findings *signfw_pas_boot_findings(const signfw_pas_boot *boot);

#ifdef __cplusplus
}
#endif

#endif
