/* SPDX-License-Identifier: BSD-2-Clause */
/* Signals that end the program, and what has to be undone then. */
#ifndef CMD_FILES_SIGNALS_H
#define CMD_FILES_SIGNALS_H

/*
 * From now on, a signal that ends the program calls `undo` first, which may
 * call async-signal-safe functions only.  NULL: no longer.
 */
void signals_undo(void (*undo)(void));

#endif
