/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's device tree, read as the driver of the STM32MP reads it:
 * drivers/remoteproc/stm32_rproc.c.
 */
#ifndef SFW_LINUX_LINUX_TREE_H
#define SFW_LINUX_LINUX_TREE_H

#include "linux/linux_board.h"
#include "signfw.h"

/*
 * @node: path of the processor's node; NULL: the first one that Linux has a
 *        driver for
 *
 * Fails with SIGNFW_E_DEVICETREE.
 */
enum signfw_status sfw_linux_tree_read(struct linux_board *out, const void *data, size_t size, const char *node,
				       struct signfw_error *err);

#endif
