/* SPDX-License-Identifier: BSD-2-Clause */
/* Whole boots: Linux or U-Boot, and a device that loads firmware for them. */
#ifndef SIGNFW_SEQUENCE_H
#define SIGNFW_SEQUENCE_H

#include <signfw.h>
#include <signfw/device.h>
#include <signfw/linux.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Name of driver `index` by which Linux uses OP-TEE, and in *description what it is; NULL behind the last; static. */
SIGNFW_API const char *signfw_binding_name(size_t index, const char **description);

/* A host processor that starts and stops a remote one. */
typedef struct signfw_sequence signfw_sequence;

/* Options of signfw_sequence_new(). */
struct signfw_sequence_options {
	size_t struct_size;
	uint64_t flags;         /* none yet */
	signfw_device *device;  /* borrowed until the sequence is freed; it should keep its memory, which Linux reads */
	const char *binding;    /* a name of signfw_binding_name(); NULL: "v22" */
	const char *version;    /* of Linux, as of struct signfw_linux_options */
	const void *devicetree; /* Linux's own, compiled; borrowed for the call; NULL: memory is taken to fit */
	size_t devicetree_size;
	const char *node;          /* path of the processor in it; NULL: the first one that there is a driver for */
	const uint32_t *processor; /* id to open a session for; NULL: signfw_device_processor() */
	const void *reserved;
};

/* clang-format off */
#define SIGNFW_SEQUENCE_OPTIONS_INIT { sizeof(struct signfw_sequence_options), 0, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL }
/* clang-format on */

/*
 * Creates a host that was just reset.
 *
 * @out: owned, free with signfw_sequence_free()
 *
 * Fails with SIGNFW_E_ARGUMENT if there is no device, or no such binding or kernel,
 * and with SIGNFW_E_DEVICETREE as signfw_linux_new().
 */
SIGNFW_CHECKED enum signfw_status signfw_sequence_new(signfw_sequence **out,
						      const struct signfw_sequence_options *options,
						      struct signfw_error *err);
SIGNFW_API void signfw_sequence_free(signfw_sequence *sequence);

/*
 * Puts firmware where the host finds it, in place of what is there.
 *
 * @name: copied
 * @data: of any content; borrowed until sequence and device are freed
 */
SIGNFW_CHECKED enum signfw_status signfw_sequence_install(signfw_sequence *sequence, const char *name, const void *data,
							  size_t size, struct signfw_error *err);

/* What users, boot loaders and watchdogs do.  Numbers are ABI: only append. */
enum signfw_action {
	SIGNFW_ACTION_START = 1, /* "start" is written to Linux's sysfs, or the boot loader's processor is attached */
	SIGNFW_ACTION_STOP = 2,
	SIGNFW_ACTION_CRASH = 3,       /* the watchdog bites, and Linux recovers */
	SIGNFW_ACTION_UBOOT_LOAD = 4,  /* U-Boot: "rproc load" */
	SIGNFW_ACTION_UBOOT_START = 5, /* U-Boot: "rproc start" */
	SIGNFW_ACTION_UBOOT_STOP = 6   /* U-Boot: "rproc stop" */
};

/* What an action led to; strings live until the next one.  Layout is frozen. */
struct signfw_step {
	enum signfw_linux_verdict verdict;
	int error;             /* that the user gets: 0, or a negative errno */
	const char *state;     /* of the processor, as the host has it: "offline", "running", "crashed", "attached" */
	unsigned power;        /* how often Linux was told to start it */
	const char *tee_state; /* "NONE", "OFF", "LOADED", "STARTED" */
	const char *firmware;  /* name of the file that the device's memory holds; NULL: none */
	size_t call_count;
	char reason[240]; /* of an unsafe verdict; otherwise "" */
};

/*
 * Does something, and says what it led to.  Returns SIGNFW_OK whenever there is an
 * outcome; fails as signfw_device_invoke().
 */
SIGNFW_CHECKED enum signfw_status signfw_sequence_act(signfw_sequence *sequence, enum signfw_action action,
						      struct signfw_step *out, struct signfw_error *err);

/* A command that the device was given in the last action.  Layout is frozen. */
struct signfw_call {
	enum signfw_command command;
	struct signfw_answer answer;
	uint64_t table_address; /* of GET_RSC_TABLE, physical */
	uint32_t table_size;    /* 0: none */
	const char *tee_state;  /* after it */
};

/* Call `index`; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_sequence_call(const signfw_sequence *sequence, size_t index,
						       struct signfw_call *out);

/*
 * Gives the device a command, around Linux and U-Boot.  An action of one call, whose
 * error is -5 if the device refuses.  Otherwise as signfw_sequence_act().
 */
SIGNFW_CHECKED enum signfw_status signfw_sequence_command(signfw_sequence *sequence, enum signfw_command command,
							  struct signfw_step *out, struct signfw_error *err);

/* Memory that the last action changed.  Layout is frozen. */
struct signfw_memory_change {
	size_t call; /* that did it */
	uint64_t physical_address, size;
	bool zero;          /* filled with zeros */
	const char *region; /* its name; NULL if the device has no memory, or for all of it that is cleared */
};

/* Change `index`, in the order in which they were made; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_sequence_change(const signfw_sequence *sequence, size_t index,
							 struct signfw_memory_change *out);

/*
 * Opens a second session, or closes the first one.  Each returns the result of the
 * TEE: there is one session at a time, for the one processor that the device has.
 */
SIGNFW_API uint32_t signfw_sequence_open(signfw_sequence *sequence, uint32_t processor);
SIGNFW_API uint32_t signfw_sequence_close(signfw_sequence *sequence);

/* Line `index` that the last action logged; NULL behind the last. */
SIGNFW_API const char *signfw_sequence_log(const signfw_sequence *sequence, size_t index);

/* What was found so far: faults of the device, and what the host doesn't notice. */
SIGNFW_API const signfw_findings *signfw_sequence_findings(const signfw_sequence *sequence);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_SEQUENCE_H */
