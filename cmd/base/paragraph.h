/* SPDX-License-Identifier: BSD-2-Clause */
/* Text in lines that fit on a terminal. */
#ifndef CMD_BASE_PARAGRAPH_H
#define CMD_BASE_PARAGRAPH_H

/*
 * Prints the words on stdout, in a line that has `indent` characters already
 * and in lines behind as many spaces.  A tab is a space that ends no line.
 */
void print_paragraph(int indent, const char *text);

#endif
