/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copyright (c) signfw contributors
 *
 * The few Cortex-M4 definitions shared by the fixtures.
 */

#ifndef M4_H
#define M4_H

#include <stdint.h>

#define REG32(addr) (*(volatile uint32_t *)(addr))
#define BIT(n)      (UINT32_C(1) << (n))

/* Clock of the Cortex-M4 on the STM32MP15 boards once Linux is up */
#define CORE_CLOCK_HZ UINT32_C(209000000)

/* SysTick, part of every Cortex-M4 */
#define SYST_CSR REG32(0xe000e010)
#define SYST_RVR REG32(0xe000e014)
#define SYST_CVR REG32(0xe000e018)

#define SYST_CSR_ENABLE    BIT(0)
#define SYST_CSR_TICKINT   BIT(1)
#define SYST_CSR_CLKSOURCE BIT(2) /* the core clock */

/* Handlers which override the weak ones of startup.c */
void systick_handler(void);

/* Start a SysTick interrupt every millisecond */
static inline void systick_start(void)
{
	SYST_RVR = CORE_CLOCK_HZ / 1000 - 1;
	SYST_CVR = 0;
	SYST_CSR = SYST_CSR_CLKSOURCE | SYST_CSR_TICKINT | SYST_CSR_ENABLE;
}

static inline void wait_for_interrupt(void)
{
	__asm__ volatile("wfi" ::: "memory");
}

#endif /* M4_H */
