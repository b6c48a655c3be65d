/* SPDX-License-Identifier: BSD-2-Clause */
/* `sign`, `digest` and `stitch` for Qualcomm's PAS: an ELF file to a container that OP-TEE's PAS takes. */
#ifndef CMD_PAS_PAS_SIGNING_H
#define CMD_PAS_PAS_SIGNING_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "containers/images.h"
#include "containers/made.h"
#include "keys/signer.h"
#include "pas/pas_prediction.h"

/* The values of the options: what the container is for. */
struct pas_signing_source {
	char *chain;
	struct pas_number sw_id, pas_id, oem_id, model_id, jtag_id, anti_rollback;
	struct arguments soc_versions, serials;
	bool relocatable;
};

extern const struct option_row pas_signing_rows[];

/* Returns true if the layout, which may be NULL, is one of Qualcomm's. */
bool pas_layout_is(const char *layout);

/* The options of a command, put together. */
struct pas_signing {
	const struct pas_signing_source *source;
	const struct images_source *images;
	struct signer_source *signer;
	const struct made_source *made;
};

/* Checks that none of the options is given, because the layout is another one. */
bool pas_signing_is_unused(const struct pas_signing_source *source, struct call *call);

/* Each is a step, and prints the report. */
bool pas_sign(const struct pas_signing *what, struct call *call);

/* Makes the container without its signature.  @print: adds to the report the digest to sign, and prints it */
bool pas_leave_unsigned(const struct pas_signing *what, struct call *call,
			bool (*print)(void *context, struct node *report, const uint8_t *digest, size_t size,
				      const char *algorithm, struct call *call),
			void *context);

/* Puts in the signature.  @file: the container without it */
bool pas_stitch(const char *path, const struct file *file, const struct file *signature,
		struct signer_source *signer_source, const struct made_source *made, struct call *call);

#endif
