/* SPDX-License-Identifier: BSD-2-Clause */
/* In which form reports are printed, and where to. */
#ifndef CMD_CONTAINERS_REPORT_FORM_H
#define CMD_CONTAINERS_REPORT_FORM_H

#include "arguments/call.h"
#include "arguments/option.h"

/* The values of the options. */
struct report_form {
	int format;
	char *out;
};

extern const struct option_row report_form_rows[];

/* Whether the options go together; to be asked first of all. */
bool report_form_check(const struct report_form *form, struct call *call);

/* Writes what reports were collected for, if the form is a page; after end_reports(). */
bool report_form_write(const struct report_form *form, struct call *call);

#endif
