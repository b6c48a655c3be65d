/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as two parts of a build of OP-TEE: what is found in them is in them. */
#include <string.h>

#include "base/bytes.h"
#include "fuzz.h"
#include "signfw/optee.h"

static void check_keys(const signfw_optee *optee, const struct signfw_input *files)
{
	const struct signfw_key_parts *wanted = signfw_key_get_parts(fuzz_key(SIGNFW_KEY_RSA));
	struct signfw_optee_key key;
	struct span modulus;
	size_t count = 0;

	for (; signfw_optee_key(optee, count, &key) == SIGNFW_OK; count++) {
		CHECK(key.file < 2);
		CHECK(sfw_span_at((struct span){files[key.file].data, files[key.file].size}, key.offset,
				  key.modulus_size, &modulus));
		CHECK(modulus.data == key.modulus && key.modulus_size > 0);
		CHECK(key.matches == (key.modulus_size == wanted->modulus_size &&
				      memcmp(key.modulus, wanted->modulus, key.modulus_size) == 0));
	}
	CHECK(count <= signfw_optee_key_count(optee));
}

static void check_traces(const signfw_optee *optee, const struct signfw_input *files)
{
	struct signfw_trace trace;

	for (size_t i = 0; signfw_optee_trace(optee, i, &trace) == SIGNFW_OK; i++)
		CHECK(trace.file < 2 && trace.offset < files[trace.file].size && trace.what != NULL);
}

static void examine(const struct signfw_input *files)
{
	struct signfw_optee_build_facts facts;
	struct signfw_optee_build_part part;
	signfw_optee_build *build = NULL;
	const char *value;
	struct span span;

	CHECK(signfw_optee_build_examine(&build, files, 2, NULL) == SIGNFW_OK);
	signfw_optee_build_get_facts(build, &facts);
	CHECK(facts.device != NULL && (facts.ta == NULL) == (facts.ta_size == 0));
	for (size_t i = 0; signfw_optee_build_part(build, i, &part) == SIGNFW_OK; i++)
		CHECK(part.kind != NULL && part.file < 2 &&
		      sfw_span_at((struct span){files[part.file].data, files[part.file].size}, part.offset, part.size,
				  &span));
	for (size_t i = 0; signfw_optee_build_switch(build, i, &value) != NULL; i++)
		CHECK(strlen(value) < 128);
	signfw_optee_build_free(build);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* the first byte says where the second part begins, in 256ths */
	const size_t middle = size == 0 ? 0 : size * data[0] / 256;
	const struct signfw_input files[] = {{data, middle, NULL}, {data + middle, size - middle, NULL}};
	const char *reason = NULL;
	signfw_optee *optee = NULL;

	CHECK(signfw_optee_inspect(&optee, files, 2, fuzz_key(SIGNFW_KEY_RSA), NULL) == SIGNFW_OK);
	check_keys(optee, files);
	check_traces(optee, files);
	CHECK(signfw_optee_trust(optee, &reason) <= SIGNFW_TRUST_YES && reason != NULL);
	signfw_optee_free(optee);
	examine(files);
	return 0;
}
