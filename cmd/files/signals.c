/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/signals.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/* Those that end a program, but for SIGKILL, and for faults of ours, after which nothing may be done any more. */
static const int ending_signals[] = {
	SIGHUP,    SIGINT,  SIGQUIT, SIGTERM, SIGXCPU,   SIGXFSZ, SIGPIPE, SIGALRM,
	SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGSTKFLT, SIGIO,   SIGPWR,
};

static void (*volatile undo_now)(void);

static void on_signal(int number)
{
	undo_now();
	signal(number, SIG_DFL);
	raise(number);
}

static void on_exit_undo(void)
{
	if (undo_now != NULL)
		undo_now();
}

void signals_undo(void (*undo)(void))
{
	void (*const handler)(int) = undo == NULL ? SIG_DFL : on_signal;

	static bool registered;

	if (!registered)
		registered = atexit(on_exit_undo) == 0;
	/* the handler may still run until the signals are back */
	if (undo != NULL)
		undo_now = undo;
	for (size_t i = 0; i < sizeof(ending_signals) / sizeof(ending_signals[0]); i++)
		if (signal(ending_signals[i], handler) == SIG_IGN)
			signal(ending_signals[i], SIG_IGN);
	undo_now = undo;
}
