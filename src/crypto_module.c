/* SPDX-License-Identifier: BSD-2-Clause */
/* Cryptography of the shared library: a module beside it, loaded when it is first needed. */
#include <dlfcn.h>

#include "crypto.h"
#include "error.h"

#define STRING_(x) #x
#define STRING(x)  STRING_(x)

const struct crypto *sfw_crypto_get(struct signfw_error *err)
{
	/* never unloaded, so that the table stays valid; a second call finds what is loaded */
	void *module = dlopen(SIGNFW_CRYPTO_MODULE, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const struct crypto *crypto = module == NULL ? NULL : dlsym(module, STRING(SFW_CRYPTO_SYMBOL));

	if (crypto == NULL) {
		const char *reason = dlerror();

		sfw_fail(err, SIGNFW_E_CRYPTO, SIGNFW_NO_OFFSET, "cannot load cryptography: %s",
			 reason == NULL ? SIGNFW_CRYPTO_MODULE : reason);
	}
	if (module != NULL)
		dlclose(module);
	return crypto;
}
