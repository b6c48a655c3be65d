/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copyright (c) signfw contributors
 *
 * Vector table and reset code for the Cortex-M4 of the STM32MP15. The core
 * boots from RETRAM, which it sees at address 0: it reads its first stack
 * pointer from word 0 and its first program counter from word 1.
 */

#include <stdint.h>

/* Interrupt lines of the STM32MP15 */
#define DEVICE_IRQS 150

/* Set by the linker script. Only their addresses mean something. */
extern uint32_t __stack_top[];
extern const uint32_t __data_load[];
extern uint32_t __data_start[];
extern uint32_t __data_end[];
extern uint32_t __bss_start[];
extern uint32_t __bss_end[];

int main(void);
void reset_handler(void) __attribute__((noreturn));
void default_handler(void);

/* An application overrides a handler by defining it. */
#define WEAK_HANDLER __attribute__((weak, alias("default_handler")))

void nmi_handler(void) WEAK_HANDLER;
void hard_fault_handler(void) WEAK_HANDLER;
void mem_manage_handler(void) WEAK_HANDLER;
void bus_fault_handler(void) WEAK_HANDLER;
void usage_fault_handler(void) WEAK_HANDLER;
void svc_handler(void) WEAK_HANDLER;
void debug_monitor_handler(void) WEAK_HANDLER;
void pendsv_handler(void) WEAK_HANDLER;
void systick_handler(void) WEAK_HANDLER;

struct vector_table {
	uint32_t *stack;
	void (*reset)(void);
	void (*nmi)(void);
	void (*hard_fault)(void);
	void (*mem_manage)(void);
	void (*bus_fault)(void);
	void (*usage_fault)(void);
	uint32_t reserved1[4];
	void (*svc)(void);
	void (*debug_monitor)(void);
	uint32_t reserved2;
	void (*pendsv)(void);
	void (*systick)(void);
	void (*irq[DEVICE_IRQS])(void);
};

_Static_assert(sizeof(struct vector_table) == (16 + DEVICE_IRQS) * 4, "vector table");

static const struct vector_table vectors __attribute__((section(".isr_vectors"), used)) = {
    .stack = __stack_top,
    .reset = reset_handler,
    .nmi = nmi_handler,
    .hard_fault = hard_fault_handler,
    .mem_manage = mem_manage_handler,
    .bus_fault = bus_fault_handler,
    .usage_fault = usage_fault_handler,
    .svc = svc_handler,
    .debug_monitor = debug_monitor_handler,
    .pendsv = pendsv_handler,
    .systick = systick_handler,
    .irq = {[0 ... DEVICE_IRQS - 1] = default_handler},
};

void reset_handler(void)
{
	const uint32_t *src = __data_load;
	uint32_t *dst;

	for (dst = __data_start; dst < __data_end; dst++)
		*dst = *src++;

	for (dst = __bss_start; dst < __bss_end; dst++)
		*dst = 0;

	main();

	for (;;)
		;
}

void default_handler(void)
{
	for (;;)
		;
}
