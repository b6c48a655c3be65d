/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/p11_kit.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define FUNCTION_ROW(name) {"p11_kit_" #name, offsetof(struct p11_kit, name)},

static const struct {
	const char *name;
	size_t offset;
} functions[] = {P11_KIT_FUNCTIONS(FUNCTION_ROW)};

/* Tells tools of packagers what is loaded: https://uapi-group.org/specifications/specs/elf_dlopen_metadata */
#define NOTE_TYPE  0x407c0c0aU
#define NOTE_OWNER "FDO"
#define NOTE_CONTENT                                                                  \
	"[{\"feature\":\"p11-kit\",\"description\":\"Finds keys in PKCS#11 tokens\"," \
	"\"priority\":\"recommended\",\"soname\":[\"" P11_KIT_SONAME "\"]}]"

static const struct {
	uint32_t owner_size, content_size, type;
	char owner[sizeof(NOTE_OWNER)]; /* the content is aligned, without padding */
	char content[sizeof(NOTE_CONTENT)];
} note __attribute__((used, section(".note.dlopen"), aligned(4))) = {
	sizeof(NOTE_OWNER), sizeof(NOTE_CONTENT), NOTE_TYPE, NOTE_OWNER, NOTE_CONTENT,
};

static enum signfw_status fail(struct signfw_error *err)
{
	return sfw_fail(err, SIGNFW_E_CRYPTO, "to reach tokens, install OpenSSL's provider 'pkcs11' or p11-kit: %s",
			dlerror());
}

enum signfw_status sfw_p11_kit_load(struct p11_kit *out, struct signfw_error *err)
{
	/* each call gets the same library, which modules of tokens refer to, too */
	void *library = dlopen(P11_KIT_SONAME, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *function = library == NULL ? NULL : dlsym(library, functions[i].name);

		if (function == NULL)
			return fail(err);
		memcpy((char *)out + functions[i].offset, &function, sizeof(function));
	}
	return SIGNFW_OK;
}
