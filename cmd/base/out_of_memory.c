/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/out_of_memory.h"

#include <stdlib.h>

#include "base/exit_code.h"
#include "base/message.h"

noreturn void out_of_memory(void)
{
	message(NULL, "out of memory");
	exit(EXIT_UNABLE);
}

void *memory_or_exit(void *memory)
{
	if (memory == NULL)
		out_of_memory();
	return memory;
}
