/* SPDX-License-Identifier: BSD-2-Clause */
/* How a call of the TA's code ends: it returns, dies of a signal, an assertion or a panic, or takes too long. */
#ifndef TA_ENDING_H
#define TA_ENDING_H

#include <stdbool.h>
#include <stdint.h>

enum outcome {
	OUTCOME_ANSWERS,
	OUTCOME_DIES,
	OUTCOME_HANGS
};

struct ending {
	enum outcome outcome;
	const char *cause; /* of OUTCOME_DIES: "fault", "assertion", ...; static */
	bool has_address;
	uintptr_t address; /* that was touched */
};

/* Takes over signals, and the functions that assertions call. */
void ending_prepare(void);

/* Calls `call` until it returns, or the code that it calls ends otherwise.  What it holds then is lost. */
struct ending ending_of(void (*call)(void *context), void *context);

/* Each ends the call that is going on. */
_Noreturn void ending_die(const char *cause);
_Noreturn void ending_die_at(const char *cause, const void *address);

/* What the TA, its heap and the pseudo TA call to end, or to say something, which nobody reads. */
_Noreturn void _utee_panic(unsigned long code);
void _assert_log(const char *expression, const char *file, int line, const char *function);
_Noreturn void _assert_break(void);
void trace_printf(const char *function, int line, int level, bool level_ok, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
extern int trace_level;

#endif
