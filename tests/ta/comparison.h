/* SPDX-License-Identifier: BSD-2-Clause */
/* Gives the same commands to the TA and to the model, and says whether they do the same. */
#ifndef TA_COMPARISON_H
#define TA_COMPARISON_H

#include "inputs.h"
#include "ta_process.h"

enum verdict {
	VERDICT_EQUAL,
	VERDICT_LEFT_OUT,
	VERDICT_UNEXPLAINED,
	VERDICT_EXPLAINED /* and all above: a row */
};

/* A reason why TA and model may differ. */
struct explanation {
	const char *id;
	const char *section; /* of docs/device-model.md */
	const char *what;
};

/* NULL behind the last. */
const struct explanation *comparison_explanation(size_t index);

/* What is compared. */
struct setting {
	const char *version;
	const signfw_memory *memory;
	uint64_t bits;
	struct ta_board board;
};

/* A command, and what came of it. */
struct step {
	enum signfw_command command;
	const struct input *input;
	struct ta_answer ta;
	struct signfw_answer model;
	char difference[200]; /* "" if there is none */
	unsigned verdict;     /* VERDICT_..., or VERDICT_EXPLAINED and the index of an explanation */
};

/* Both are reset, and have this container in their buffer.  Returns the model's device. */
signfw_device *comparison_begin(const struct setting *setting, const struct input *input);

/* The verdict, which is that of the step. */
unsigned comparison_step(signfw_device *device, const struct setting *setting, const struct input *input,
			 enum signfw_command command, struct step *out);

#endif
