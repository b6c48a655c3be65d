/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/exit_code.h"

int exit_code_of(enum signfw_status status)
{
	switch (status) {
	case SIGNFW_OK:
		return EXIT_DONE;
	case SIGNFW_E_ELF:
	case SIGNFW_E_CONTAINER:
	case SIGNFW_E_SIGNATURE:
	case SIGNFW_E_HASH:
	case SIGNFW_E_ENCRYPTION:
		return EXIT_REFUSED;
	case SIGNFW_E_ARGUMENT:
		return EXIT_USAGE;
	case SIGNFW_E_MEMORY:
	case SIGNFW_E_UNSUPPORTED:
	case SIGNFW_E_KEY:
	case SIGNFW_E_CRYPTO:
	case SIGNFW_E_DEVICETREE:
		break;
	}
	return EXIT_UNABLE;
}
