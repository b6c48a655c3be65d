/* SPDX-License-Identifier: BSD-2-Clause */
/* What a build of OP-TEE trusts: keys found in its files, and how they are used. */
#ifndef SIGNFW_OPTEE_H
#define SIGNFW_OPTEE_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What was found in the files of one build. */
typedef struct signfw_optee signfw_optee;

/*
 * Searches a build of OP-TEE for keys that are compiled in, and for traces of how
 * they are used.
 *
 * @out:   owned, free with signfw_optee_free()
 * @files: the parts of one build, each once, not compressed: tee.elf (with symbols),
 *         or tee.bin, or all parts of a build with pager, or files that contain them;
 *         may be anything; borrowed until *out is freed
 * @key:   the key to look for, or NULL
 *
 * Fails with SIGNFW_E_ARGUMENT, _E_CRYPTO or _E_MEMORY only.
 */
SIGNFW_CHECKED enum signfw_status signfw_optee_inspect(signfw_optee **out, const struct signfw_input *files,
						       size_t file_count, const signfw_key *key,
						       struct signfw_error *err);
SIGNFW_API void signfw_optee_free(signfw_optee *optee);

/* An RSA key that is compiled in, or looks like one. */
struct signfw_optee_key {
	size_t file;     /* index of the file */
	uint64_t offset; /* of the modulus in the file */
	const uint8_t *modulus;
	size_t modulus_size;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE]; /* as signfw_key_modulus_fingerprint() computes it */
	uint32_t exponent;                       /* 0: not found */
	const char *symbol;                      /* name in the build; NULL: not known; static */
	const char *published;                   /* as signfw_key_published() returns it; static */
	bool matches;                            /* has the modulus of the key to look for */
};

/* Number of keys found; of very many only the first are returned. */
SIGNFW_API size_t signfw_optee_key_count(const signfw_optee *optee);

/* Returns key `index`, in the order of the files; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_optee_key(const signfw_optee *optee, size_t index,
						   struct signfw_optee_key *out);

enum signfw_trace_kind {
	SIGNFW_TRACE_PTA = 1,         /* UUID of the pseudo TA for remote processors */
	SIGNFW_TRACE_TA = 2,          /* UUID of the TA that loads firmware, embedded */
	SIGNFW_TRACE_FUSED_KEY = 3,   /* code that compares SubjectPublicKeyInfo: CFG_REMOTEPROC_PUB_KEY_VERIFY */
	SIGNFW_TRACE_FUSE = 4,        /* name of the fuses for a key's hash; likewise */
	SIGNFW_TRACE_TEST_ENC_KEY = 5 /* the published test key for encrypted firmware */
};

/* A trace of how a build treats firmware, where it was found first. */
struct signfw_trace {
	enum signfw_trace_kind kind;
	const char *what; /* static */
	size_t file;
	uint64_t offset;
};

/* Returns trace `index`, ordered by kind; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_optee_trace(const signfw_optee *optee, size_t index, struct signfw_trace *out);

enum signfw_trust {
	SIGNFW_TRUST_UNKNOWN = 0, /* the files do not tell */
	SIGNFW_TRUST_NO = 1,
	SIGNFW_TRUST_MAYBE = 2, /* the key is compiled in, but its use is uncertain */
	SIGNFW_TRUST_YES = 3
};

/* Whether the build accepts firmware signed with the key; *reason, unless NULL, becomes the evidence; static. */
SIGNFW_API enum signfw_trust signfw_optee_trust(const signfw_optee *optee, const char **reason);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_OPTEE_H */
