/* SPDX-License-Identifier: BSD-2-Clause */
/* The files and folders that a command judges, one after the other. */
#ifndef CMD_CONTAINERS_EACH_FILE_H
#define CMD_CONTAINERS_EACH_FILE_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "containers/report_form.h"

/* The values of the options. */
struct file_list {
	struct arguments paths;
	bool recursive;
	struct report_form form;
};

/* The rows but for --in and the form of the reports. */
extern const struct option_row file_list_rows[];

/*
 * Calls `judge` for each file; of a folder, for those that begin as containers
 * do, in the order of their names.  It prints a report if it has a result, and
 * ends the call as if the file were the only one.  Prints what there is instead
 * of a report, and, of several files, how many were what.  Writes the page of
 * reports.
 */
bool each_file(const struct file_list *list, struct call *call,
	       void (*judge)(void *context, const char *path, struct call *call), void *context);

#endif
