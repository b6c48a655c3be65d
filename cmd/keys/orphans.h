/* SPDX-License-Identifier: BSD-2-Clause */
/* What a command starts, and what outlives it: processes that left its process group. */
#ifndef CMD_KEYS_ORPHANS_H
#define CMD_KEYS_ORPHANS_H

/*
 * From now on, processes whose parent ends become children of this one.  Not if it
 * has children already, which it could have from the program that it was before
 * exec(): nobody could tell those from the others.
 */
void orphans_adopt(void);

/*
 * Kills all children, theirs, and so on, and adopts no more.  Does nothing without
 * orphans_adopt().  Calls async-signal-safe functions only.
 */
void orphans_end(void);

#endif
