/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/paragraph.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 79

void print_paragraph(int indent, const char *text)
{
	int column = indent;

	while (*text != '\0') {
		const int word = (int)strcspn(text, " \n");

		if (column > indent && column + 1 + word > WIDTH) {
			printf("\n%*s", indent, "");
			column = indent;
		} else if (column > indent) {
			putchar(' ');
			column++;
		}
		for (int i = 0; i < word; i++)
			putchar(text[i] == '\t' ? ' ' : text[i]);
		column += word;
		text += word + (text[word] != '\0');
	}
	putchar('\n');
}
