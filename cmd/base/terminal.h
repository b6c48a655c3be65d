/* SPDX-License-Identifier: BSD-2-Clause */
/* What the terminal behind standard output, or standard error, can show; nothing of it if it is a file or a pipe. */
#ifndef CMD_BASE_TERMINAL_H
#define CMD_BASE_TERMINAL_H

#include <stdbool.h>

enum color_choice {
	COLOR_AUTO, /* on a terminal, unless NO_COLOR is set */
	COLOR_ALWAYS,
	COLOR_NEVER
};

void terminal_choose_color(enum color_choice choice);

/* Its width; 0 if it isn't a terminal. */
int terminal_columns(void);

/* Whether it is a terminal, and of UTF-8. */
bool terminal_has_utf8(void);

/* Whether messages, on standard error, go to a terminal in which a line can be drawn again. */
bool terminal_has_messages(void);

/* What is printed, which has a color for it. */
enum meaning {
	MEANING_GOOD,
	MEANING_BAD,
	MEANING_SOFT, /* is there, but matters less */
	MEANING_COPY,
	MEANING_ZERO
};

/* Each prints a control sequence on standard output, or nothing if there are no colors. */
void paint(enum meaning meaning);
void paint_end(void);

#endif
