/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Firmware for a Cortex-M3 (QEMU's mps2-an385) that says by semihosting whether
 * it is in memory as it was linked: code, constants, initialised data, and zeros.
 */
#include <stdint.h>

#define SYS_WRITE0           0x04
#define SYS_EXIT             0x18
#define ADP_STOPPED_APP_EXIT 0x20026

extern const uint32_t stack_top;
void reset(void);

__attribute__((section(".vectors"), used)) static const void *const vectors[] = {&stack_top, (const void *)reset};

static const char constant[] = "constants ";
static volatile char initialised[] = "data ";
static volatile uint32_t zeros[512];

static void semihosting(uint32_t operation, const volatile void *argument)
{
	register uint32_t r0 __asm__("r0") = operation;
	register const volatile void *r1 __asm__("r1") = argument;

	__asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

static uint32_t sum(const volatile uint32_t *words, uint32_t count)
{
	uint32_t total = 0;

	while (count > 0)
		total += words[--count];
	return total;
}

void reset(void)
{
	semihosting(SYS_WRITE0, constant);
	semihosting(SYS_WRITE0, initialised);
	semihosting(SYS_WRITE0, sum(zeros, 512) == 0 ? "zeros\n" : "garbage\n");
	initialised[0] = 'D';
	zeros[7] = 1;
	semihosting(SYS_WRITE0, initialised[0] == 'D' && sum(zeros, 512) == 1 ? "runs\n" : "fails\n");
	semihosting(SYS_EXIT, (const void *)ADP_STOPPED_APP_EXIT);
	for (;;)
		;
}
