/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing: the pseudo TA of remoteproc includes it, but uses none of it. */
#ifndef DRIVERS_CLK_H
#define DRIVERS_CLK_H
#endif
