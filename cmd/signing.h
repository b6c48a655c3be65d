/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the commands that write a container have in common: their options about
 * inputs, output, key and device, reading what these name, and writing the result.
 */
#ifndef CMD_SIGNING_H
#define CMD_SIGNING_H

#include "arguments/target.h"
#include "files/file.h"
#include "keys/keyfile.h"
#include "keys/sign_command.h"
#include "printing/report.h"
#include "signfw/key.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_IN = OPTION_SIGNING,
	OPT_OUT,
	OPT_KEY_TYPE,
	OPT_KEY_INFO,
	OPT_REFUSE_KNOWN_KEYS,
	OPT_DETERMINISTIC,
	OPT_FORCE
};

/* Rows of such a table. */
/* clang-format off */
#define OUT_OPTION \
	{"out", OPT_OUT, "FILE", false, "the container; '-' is standard output"}
#define SIGNING_KEY_OPTIONS(key_purpose) \
	KEY_OPTION(key_purpose), \
	{"key-type", OPT_KEY_TYPE, "RSA|ECC", false, "fail unless the key is of this type"}, \
	{"key-info", OPT_KEY_INFO, "FILE|auto", false, \
	 "write the file's bytes into the PKEYINFO TLV;\nauto: the public key"}, \
	{"refuse-known-keys", OPT_REFUSE_KNOWN_KEYS, NULL, false, "fail if the key is one that everybody has"}, \
	KEY_PASS_OPTIONS
#define SIGNER_OPTIONS \
	SIGN_COMMAND_OPTIONS, \
	{"deterministic", OPT_DETERMINISTIC, NULL, false, "fail if the same call would give another signature each time"}
#define SIGNING_TARGET_OPTIONS \
	TARGET_OPTIONS("refuse what this device would refuse; 'check --list-devices'"), \
	{"force", OPT_FORCE, NULL, false, "sign what only a device would refuse"}
/* clang-format on */

struct signing {
	/* what the options say; strings are those of argv */
	const char *inputs[SIGNFW_MAX_IMAGES];
	size_t input_count;
	const char *out, *key_info_path; /* "auto": the public key */
	struct key_source key_source;
	struct target target;
	enum signfw_key_type key_type; /* 0: any */
	struct sign_command sign_command;
	bool deterministic, force, refuse_known_keys;
	bool leave_unsigned; /* the command does */

	/* what that leads to; owned */
	signfw_key *key;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE]; /* of the key */
	struct file key_info;
	struct file files[SIGNFW_MAX_IMAGES]; /* of the inputs */
	size_t file_count;
	signfw_findings *findings;    /* of making the result */
	signfw_container *container;  /* the result */
	const signfw_findings *found; /* what --json shows instead of `findings`, or NULL; not owned */
};

/* Another file that a command reads, and the option that names it. */
struct other_file {
	const char *option, *path; /* NULL: there is none */
};

/* Takes one of these options, or an input; EXIT_DONE, or what to exit with. */
int signing_take_option(struct signing *signing, const struct call *call, int id, char *argument);

/*
 * Whether the options make sense together: they name input, output and key;
 * standard input is read once; what is read isn't overwritten.  EXIT_DONE, or
 * what to exit with.
 */
int signing_check(const struct signing *signing, const struct call *call, struct other_file other);

/* EXIT_DONE, unless the output is this file. */
int signing_check_other(const struct signing *signing, const struct call *call, struct other_file other);

/* Reads key, key information and inputs; EXIT_DONE, or what to exit with. */
int signing_read(struct signing *signing, const struct call *call);

/* What all ways of making a container are told; the rest is up to the command. */
struct signfw_sign_options signing_describe(const struct signing *signing);

/*
 * Says what was found when the container was made.  If it was, and if the
 * device of the options would take it, writes it.  EXIT_DONE, or what to exit with.
 *
 * @status, error: of making it
 */
int signing_finish(const struct signing *signing, const struct call *call, enum signfw_status status,
		   const struct signfw_error *error);

/* What --json says of what was made, or was not: report_new(), size and key. */
struct node *signing_report(const struct signing *signing, const char *command);

/*
 * Prints what was made, or, as JSON, also what was not, if the options ask for it.
 *
 * @verdict: what happened, for report_container()
 * @code:    of signing_finish(); is returned unless printing fails
 */
int signing_print(const struct signing *signing, const struct call *call, const char *verdict, int code);

void signing_release(struct signing *signing);

#endif
