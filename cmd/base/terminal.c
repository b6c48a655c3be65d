/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

static enum color_choice color;

void terminal_choose_color(enum color_choice choice)
{
	color = choice;
}

int terminal_columns(void)
{
	struct winsize size;

	/* a serial line doesn't know its size */
	if (!isatty(STDOUT_FILENO))
		return 0;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* The first of these variables that is set, and not empty, decides: locale(7). */
static const char *locale_name(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

bool terminal_has_utf8(void)
{
	const char *name = locale_name();

	while (*name != '\0' && *name != '.')
		name++;
	return terminal_columns() > 0 && (strncasecmp(name, ".UTF-8", 6) == 0 || strncasecmp(name, ".UTF8", 5) == 0);
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return term != NULL && strcasecmp(term, "dumb") == 0;
}

bool terminal_has_messages(void)
{
	return isatty(STDERR_FILENO) && !is_dumb();
}

/* no-color.org: set, and not empty */
static bool is_colored(void)
{
	const char *no_color = getenv("NO_COLOR");

	if (color != COLOR_AUTO)
		return color == COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0') && !is_dumb();
}

void paint(enum meaning meaning)
{
	static const char *const codes[] = {[MEANING_GOOD] = "32",
					    [MEANING_BAD] = "31",
					    [MEANING_SOFT] = "2",
					    [MEANING_COPY] = "34",
					    [MEANING_ZERO] = "36"};

	if (is_colored())
		printf("\033[%sm", codes[meaning]);
}

void paint_end(void)
{
	if (is_colored())
		fputs("\033[0m", stdout);
}
