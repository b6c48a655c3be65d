/* SPDX-License-Identifier: BSD-2-Clause */
/* What devices answer to the corpus. */
#ifndef CMD_CORPUS_CORPUS_ANSWERS_H
#define CMD_CORPUS_CORPUS_ANSWERS_H

#include "arguments/call.h"
#include "corpus/corpus_random.h"
#include "printing/report_tree.h"

/* A container of the corpus, as a file. */
struct corpus_file {
	const struct corpus_case *from;
	struct draft content;
};

struct corpus {
	struct corpus_file *files;
	size_t count;
	struct corpus_case *fitted; /* of the first files, which point to them, as those do that follow */
	struct random_case *random;
	const char **left_out; /* names of cases that the firmware has nothing for */
	size_t left_out_count;
};

/* The file of this name; NULL if there is none. */
const struct corpus_file *corpus_find(const struct corpus *corpus, const char *name);

/* The name of the file of a case. */
void corpus_file_name(const char *name, char out[CORPUS_NAME_SIZE]);

/* The devices that are asked: kinds of one, which differ in their version. */
struct corpus_devices {
	struct signfw_device_options what;
	const char *only; /* version of the only one; NULL: all that are known */
};

/* Each adds a list: "devices", "cases", "sequences".  Steps; they fail for want of memory or cryptography. */
bool add_devices(struct node *report, const struct corpus_devices *devices, struct call *call);
bool add_cases(struct node *report, const struct corpus_devices *devices, const struct corpus *corpus,
	       struct call *call);
bool add_sequences(struct node *report, const struct corpus_devices *devices, const struct corpus *corpus,
		   struct call *call);

#endif
