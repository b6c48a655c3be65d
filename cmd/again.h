/* SPDX-License-Identifier: BSD-2-Clause */
/* A container that is signed again: what `resign` and `convert` have in common. */
#ifndef CMD_AGAIN_H
#define CMD_AGAIN_H

#include "arguments/platform.h"
#include "rewrite.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_VERIFY_KEY = OPTION_FIRST,
	OPT_NO_VERIFY,
	OPT_NO_KEY_INFO,
	AGAIN_END
};

/* Rows of such a table. */
/* clang-format off */
#define AGAIN_OPTIONS \
	{"in", OPT_IN, "FILE", false, "the container; may be given without --in; '-' is standard input"}, \
	{"out", OPT_OUT, "FILE", false, "the new container; '-' is standard output"}, \
	{"verify-key", OPT_VERIFY_KEY, "KEY", false, "the key that it is signed with now, public is enough"}, \
	{"no-verify", OPT_NO_VERIFY, NULL, false, "don't look at the signature that it has now"}, \
	SIGNING_KEY_OPTIONS("the new private key"), \
	{"no-key-info", OPT_NO_KEY_INFO, NULL, false, "write no PKEYINFO TLV, even if there is one now"}, \
	SIGNER_OPTIONS
/* clang-format on */

struct again {
	struct rewrite rewrite;
	struct key_source old_key;
	bool no_verify, no_key_info;
	const char *layout; /* NULL: as it is */
	const char *tlv_order;
	struct platform platform;
};

/* Takes one of these options, or one of signing.h; EXIT_DONE, or what to exit with. */
int again_take_option(struct again *again, struct call *call, int id, char *argument);

/*
 * Checks what the options say, reads what they name, makes the container,
 * writes it and prints it.  EXIT_DONE, or what to exit with.
 *
 * @verdict: what happened, for report_container()
 */
int again_run(struct again *again, const struct call *call, const char *verdict);

void again_release(struct again *again);

#endif
