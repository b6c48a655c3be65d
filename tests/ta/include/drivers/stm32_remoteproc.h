/* SPDX-License-Identifier: BSD-2-Clause */
/* The platform's driver, as far as the pseudo TA of remoteproc asks for it: driver.c. */
#ifndef DRIVERS_STM32_REMOTEPROC_H
#define DRIVERS_STM32_REMOTEPROC_H

#include <tee_api_types.h>

/* As wide as a pointer: without LPAE. */
void *stm32_rproc_get(uint32_t processor);
TEE_Result stm32_rproc_da_to_pa(uint32_t processor, uintptr_t da, size_t size, uintptr_t *pa);
TEE_Result stm32_rproc_map(uint32_t processor, uintptr_t pa, size_t size, void **va);
TEE_Result stm32_rproc_unmap(uint32_t processor, void *va, size_t size);
TEE_Result stm32_rproc_start(uint32_t processor);
TEE_Result stm32_rproc_stop(uint32_t processor);

/* of upstream, from 4.4 on */
TEE_Result stm32_rproc_clean_up_memories(uint32_t processor);

/* of ST's 4.0 */
TEE_Result stm32_rproc_set_boot_address(uint32_t processor, uintptr_t address);
TEE_Result stm32_rproc_enable_sec_boot(uint32_t processor);
TEE_Result stm32_rproc_clean(uint32_t processor);
TEE_Result stm32_rproc_get_mem(uint32_t processor);
TEE_Result stm32_rproc_release_mem(uint32_t processor);

#endif
