/* SPDX-License-Identifier: BSD-2-Clause */
/* Text in XML and HTML: nothing in it is taken for markup, whatever it is. */
#ifndef CMD_PRINTING_MARKUP_H
#define CMD_PRINTING_MARKUP_H

#include <stdio.h>

/* Text or the value of an attribute in double quotes; bytes that are no character of XML 1.0 are replaced. */
void write_markup_text(FILE *out, const char *text);

#endif
