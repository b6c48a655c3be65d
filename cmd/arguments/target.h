/* SPDX-License-Identifier: BSD-2-Clause */
/* The device that a command asks, from its options: version, memory, heap. */
#ifndef CMD_ARGUMENTS_TARGET_H
#define CMD_ARGUMENTS_TARGET_H

#include "arguments/options.h"

#include "signfw/device.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_DEVICE = OPTION_TARGET,
	OPT_BOARD,
	OPT_DTB,
	OPT_NODE,
	OPT_REGION,
	OPT_HEAP,
	OPT_BITS
};

/* Rows of such a table. */
/* clang-format off */
#define TARGET_OPTIONS(purpose) \
	{"device", OPT_DEVICE, "NAME", false, purpose}, \
	{"board", OPT_BOARD, "NAME", false, "the device's memory, of a built-in board; 'check --list-boards'"}, \
	{"dtb", OPT_DTB, "FILE", false, "its memory, from OP-TEE's compiled device tree"}, \
	{"node", OPT_NODE, "NODE", false, "path or compatible of the remote processor in that tree"}, \
	{"region", OPT_REGION, "[NAME=]ADDR:SIZE", true, "its memory, region by region"}, \
	{"heap", OPT_HEAP, "BYTES", false, "heap of the device's TA; 4096 if not given"}, \
	{"bits", OPT_BITS, "32|64", false, "width of the device's TA; that of its board if not given"}
/* clang-format on */

/* What the options say.  Strings are those of argv. */
struct target {
	const char *device, *board, *dtb, *node;
	struct signfw_region *regions; /* owned */
	char **names;                  /* owned: of the regions */
	size_t region_count;
	uint64_t heap_size, bits;
	const uint8_t *enc_key; /* that the device decrypts with, set by the command; or NULL */
};

/* Takes one of these options; EXIT_DONE, or what to exit with. */
int target_take_option(struct target *target, const struct call *call, int id, char *argument);

/* Whether any of them was given. */
bool target_is_set(const struct target *target);

/* Frees what the options own. */
void target_release(struct target *target);

/*
 * Makes the device, which trusts `key` (NULL: takes every signature), and its
 * memory, and reports errors.
 *
 * @memory: free with signfw_memory_free(), after the device; NULL if the
 *          options name none
 * @device: free with signfw_device_free()
 */
int target_open(const struct target *target, const struct call *call, const signfw_key *key, signfw_memory **memory,
		signfw_device **device);

/*
 * Asks the device of the options whether it would load a container that was
 * built, and reports if it would not; EXIT_DONE if it would (or `force`), or
 * what to exit with.
 *
 * @file: what the container is going to be called
 */
int target_ask(const struct target *target, const struct call *call, const signfw_key *key,
	       const signfw_container *container, const char *file, bool force);

#endif
