/* SPDX-License-Identifier: BSD-2-Clause */
/* Cryptography of the shared library: a module beside it, loaded when it is first needed. */
#define _GNU_SOURCE /* dladdr() */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "crypto.h"
#include "error.h"

/* A folder longer than this is not found, which dlopen() then says. */
#define PATH_SIZE 4096

#define STRING_(x) #x
#define STRING(x)  STRING_(x)

/* Loads the module from the folder of this library: a run path may be stripped, or not be looked at. */
static void *load_module(void)
{
	static const char here = 0;
	char path[PATH_SIZE];
	Dl_info library;

	const char *slash = dladdr(&here, &library) == 0 ? NULL : strrchr(library.dli_fname, '/');
	const int folder_size = slash == NULL ? 0 : (int)(slash + 1 - library.dli_fname);

	snprintf(path, sizeof(path), "%.*s%s", folder_size, folder_size == 0 ? "" : library.dli_fname,
		 SIGNFW_CRYPTO_MODULE);
	/* never unloaded, so that the table stays valid; a second call finds what is loaded */
	return dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

const struct crypto *sfw_crypto_get(struct signfw_error *err)
{
	void *module = load_module();
	const struct crypto *crypto = module == NULL ? NULL : dlsym(module, STRING(SFW_CRYPTO_SYMBOL));

	if (crypto == NULL) {
		const char *reason = dlerror();

		sfw_fail(err, SIGNFW_E_CRYPTO, SIGNFW_NO_OFFSET, "cannot load cryptography: %.200s",
			 reason == NULL ? SIGNFW_CRYPTO_MODULE : reason);
	}
	if (module != NULL)
		dlclose(module);
	return crypto;
}
