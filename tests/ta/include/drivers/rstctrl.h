/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing: the pseudo TA of remoteproc includes it, but uses none of it. */
#ifndef DRIVERS_RSTCTRL_H
#define DRIVERS_RSTCTRL_H
#endif
