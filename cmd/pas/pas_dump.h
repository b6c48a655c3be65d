/* SPDX-License-Identifier: BSD-2-Clause */
/* `dump` of a container of Qualcomm's PAS: all that is in it, trusting nothing. */
#ifndef CMD_PAS_PAS_DUMP_H
#define CMD_PAS_PAS_DUMP_H

#include "arguments/call.h"
#include "containers/report_form.h"
#include "files/file.h"

/* A step: prints the report in this form.  @file: its bytes, recognised as such a container */
bool pas_dump(const char *path, const struct file *file, const struct report_form *form, struct call *call);

#endif
