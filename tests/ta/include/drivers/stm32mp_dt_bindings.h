/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing: the pseudo TA of remoteproc includes it, but uses none of it. */
#ifndef DRIVERS_STM32MP_DT_BINDINGS_H
#define DRIVERS_STM32MP_DT_BINDINGS_H
#endif
