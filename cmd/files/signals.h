/* SPDX-License-Identifier: BSD-2-Clause */
/* Cleans up when the program ends early: by a signal, or out of memory. */
#ifndef CMD_FILES_SIGNALS_H
#define CMD_FILES_SIGNALS_H

/*
 * From now on, a signal that ends the program, and exit(), call `undo` first,
 * which may call async-signal-safe functions only.  NULL: no longer.
 */
void signals_undo(void (*undo)(void));

#endif
