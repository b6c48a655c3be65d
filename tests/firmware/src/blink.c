/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copyright (c) signfw contributors
 *
 * Blink the orange LED of the STM32MP157 Discovery boards (LD7, pin PH7).
 * This firmware has no resource table.
 */

#include "m4.h"

#define RCC_MC_AHB4ENSETR REG32(0x50000aa8)
#define GPIOH_MODER       REG32(0x50009000)
#define GPIOH_BSRR        REG32(0x50009018)

#define RCC_GPIOHEN BIT(7)

#define LED_PIN          7
#define LED_MODER_MASK   (UINT32_C(3) << (2 * LED_PIN))
#define LED_MODER_OUTPUT (UINT32_C(1) << (2 * LED_PIN))
#define LED_SET          BIT(LED_PIN)
#define LED_RESET        BIT(LED_PIN + 16)

/*
 * Times in milliseconds: on, off, on, off. Not const, so that a debugger can
 * change them and the firmware has a .data section.
 */
uint32_t blink_pattern[] = {100, 150, 100, 650};

static volatile uint32_t ticks;

void systick_handler(void)
{
	ticks++;
}

static void delay_ms(uint32_t ms)
{
	uint32_t start = ticks;

	while (ticks - start < ms)
		wait_for_interrupt();
}

int main(void)
{
	unsigned int i;

	RCC_MC_AHB4ENSETR = RCC_GPIOHEN;
	GPIOH_MODER = (GPIOH_MODER & ~LED_MODER_MASK) | LED_MODER_OUTPUT;

	systick_start();

	for (;;) {
		for (i = 0; i < sizeof(blink_pattern) / sizeof(*blink_pattern); i++) {
			GPIOH_BSRR = i % 2 ? LED_RESET : LED_SET;
			delay_ms(blink_pattern[i]);
		}
	}
}
