/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing: the pseudo TA of remoteproc includes it, but uses none of it. */
#ifndef INITCALL_H
#define INITCALL_H
#endif
