/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * p11-kit's functions, by a library that is loaded when the first token is looked for: to load it takes longer than to
 * show what is in a container, and most calls use no token.
 */
#ifndef SFW_CRYPTO_P11_KIT_H
#define SFW_CRYPTO_P11_KIT_H

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include "base/error.h"

#define P11_KIT_SONAME "libp11-kit.so.0"

/* Those that we call, without "p11_kit_". */
#define P11_KIT_FUNCTIONS(each)                                                                                 \
	each(module_load) each(module_release) each(modules_finalize_and_release) each(modules_initialize)      \
		each(modules_load) each(strerror) each(uri_any_unrecognized) each(uri_format) each(uri_free)    \
			each(uri_get_attribute) each(uri_get_module_path) each(uri_get_pin_source)              \
				each(uri_get_pin_value) each(uri_get_slot_id) each(uri_get_token_info)          \
					each(uri_match_attributes) each(uri_match_token_info) each(uri_message) \
						each(uri_new) each(uri_parse) each(uri_set_attribute)

#define P11_KIT_MEMBER(name) __typeof__(p11_kit_##name) *name;
struct p11_kit {
	P11_KIT_FUNCTIONS(P11_KIT_MEMBER)
};

/* Loads the library, which then stays until the process ends. */
enum signfw_status sfw_p11_kit_load(struct p11_kit *out, struct signfw_error *err);

#endif
