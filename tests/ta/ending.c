/* SPDX-License-Identifier: BSD-2-Clause */
#include "ending.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>

#include "fuzz.h"

/* Processor time of one call, in microseconds.  The longest that ends takes a tenth of it. */
#define LIMIT 50000

/* Where the C library has it, it is declared by <assert.h>, with attributes of its own. */
_Noreturn void __assert_fail(const char *expression, const char *file, unsigned line, const char *function);

static struct {
	sigjmp_buf back;
	volatile sig_atomic_t is_inside;
	struct ending ending;
} call_state;

int trace_level;

void trace_printf(const char *function, int line, int level, bool level_ok, const char *format, ...)
{
	(void)function, (void)line, (void)level, (void)level_ok, (void)format;
}

static _Noreturn void leave(struct ending ending)
{
	call_state.ending = ending;
	siglongjmp(call_state.back, 1);
}

_Noreturn void ending_die(const char *cause)
{
	CHECK(call_state.is_inside);
	leave((struct ending){.outcome = OUTCOME_DIES, .cause = cause});
}

_Noreturn void ending_die_at(const char *cause, const void *address)
{
	CHECK(call_state.is_inside);
	leave((struct ending){OUTCOME_DIES, cause, true, (uintptr_t)address});
}

_Noreturn void _utee_panic(unsigned long code)
{
	(void)code;
	ending_die("panic");
}

void _assert_log(const char *expression, const char *file, int line, const char *function)
{
	(void)expression, (void)file, (void)line, (void)function;
}

_Noreturn void _assert_break(void)
{
	ending_die("assertion");
}

_Noreturn void __assert_fail(const char *expression, const char *file, unsigned line, const char *function)
{
	(void)function;
	if (!call_state.is_inside)
		fuzz_broken(expression, file, (int)line);
	ending_die("assertion");
}

static void on_fault(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (call_state.is_inside)
		ending_die_at("fault", info->si_addr);
	/* a fault of this program: once more, and it ends */
	signal(number, SIG_DFL);
}

static void on_time(int number)
{
	(void)number;
	if (call_state.is_inside)
		leave((struct ending){.outcome = OUTCOME_HANGS});
}

void ending_prepare(void)
{
	static uint8_t stack[1 << 16];
	const stack_t other = {.ss_sp = stack, .ss_size = sizeof(stack)};
	/* handlers are left by a jump that doesn't put the mask of signals back */
	const struct sigaction fault = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
	const struct sigaction timer = {.sa_handler = on_time, .sa_flags = SA_ONSTACK | SA_NODEFER};
	static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};

	CHECK(sigaltstack(&other, NULL) == 0);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		CHECK(sigaction(faults[i], &fault, NULL) == 0);
	CHECK(sigaction(SIGVTALRM, &timer, NULL) == 0);
}

/* 0: no longer. */
static void watch(long microseconds)
{
	const struct itimerval timer = {{0, microseconds}, {0, microseconds}};

	CHECK(setitimer(ITIMER_VIRTUAL, &timer, NULL) == 0);
}

struct ending ending_of(void (*call)(void *context), void *context)
{
	if (sigsetjmp(call_state.back, 0) == 0) {
		call_state.ending = (struct ending){0};
		call_state.is_inside = 1;
		watch(LIMIT);
		call(context);
	}
	call_state.is_inside = 0;
	watch(0);
	return call_state.ending;
}
