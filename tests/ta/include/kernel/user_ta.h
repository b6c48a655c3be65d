/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing: the pseudo TA of remoteproc includes it, but uses none of it. */
#ifndef KERNEL_USER_TA_H
#define KERNEL_USER_TA_H
#endif
