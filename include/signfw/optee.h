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

/*
 * The key as one that signatures can be verified with.
 *
 * @out: owned, free with signfw_key_free()
 *
 * Fails as signfw_key_load() does: what looks like a key may be none.
 */
SIGNFW_CHECKED enum signfw_status signfw_optee_key_load(signfw_key **out, const struct signfw_optee_key *key,
							struct signfw_error *err);

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

/* ---- what a build will do ---------------------------------------------- */

/* A build of OP-TEE: its parts, the TA that is embedded, its device tree, its switches. */
typedef struct signfw_optee_build signfw_optee_build;

/*
 * Examines a build of OP-TEE: which version it behaves as, what it has to load
 * firmware, and what makes it unable to.  That is in the findings; nothing of it
 * makes this fail.
 *
 * @out:   owned, free with signfw_optee_build_free()
 * @files: tee.elf, tee.bin, tee-raw.bin, the parts of a build with pager, each also as an
 *         STM32 image or in a FIP; device trees, if none is embedded; conf.mk; in any
 *         order, and may be anything; borrowed until *out is freed
 *
 * Fails with SIGNFW_E_ARGUMENT, _E_CRYPTO or _E_MEMORY only.
 */
SIGNFW_CHECKED enum signfw_status signfw_optee_build_examine(signfw_optee_build **out, const struct signfw_input *files,
							     size_t file_count, struct signfw_error *err);
SIGNFW_API void signfw_optee_build_free(signfw_optee_build *build);

/* What was found; strings and bytes belong to the build. */
struct signfw_optee_build_facts {
	const char *version;     /* as OP-TEE prints it; NULL: not found */
	const char *device;      /* the device that it behaves as, for signfw_device_options */
	uint64_t bits;           /* width of the TA, 32 or 64; 0: not found */
	uint64_t heap_size;      /* of the TA; 0: not found */
	const void *ta;          /* the ELF file of the embedded TA; NULL: none */
	uint64_t ta_size;        /* of that */
	uint64_t ta_stored_size; /* in the build, where it may be deflated */
	const void *devicetree;  /* the one that has a remote processor, for signfw_memory_from_devicetree(); or NULL */
	uint64_t devicetree_size;
	bool has_pseudo_ta;
	bool has_driver;
	bool looks_at_fuses; /* for the hash of the key in PKEYINFO */
	bool loads;          /* nothing was found that makes it unable to load firmware */
	bool recognised;     /* something of a build of OP-TEE was found */
};

SIGNFW_API void signfw_optee_build_get_facts(const signfw_optee_build *build, struct signfw_optee_build_facts *out);

/* A part of a build, in one of the files. */
struct signfw_optee_build_part {
	size_t file;
	uint64_t offset, size;
	const char *
		kind; /* "elf", "tee.bin", "raw", "header", "pager", "pageable", "device-tree", "configuration", "fip" */
};

/* Returns part `index`; SIGNFW_E_ARGUMENT if there is none. */
SIGNFW_CHECKED enum signfw_status signfw_optee_build_part(const signfw_optee_build *build, size_t index,
							  struct signfw_optee_build_part *out);

/* Name of switch `index` that a conf.mk sets, of those that matter here, and its value; NULL behind the last. */
SIGNFW_API const char *signfw_optee_build_switch(const signfw_optee_build *build, size_t index, const char **value);

/* What is assumed where the files don't say it; NULL behind the last; static. */
SIGNFW_API const char *signfw_optee_build_assumption(const signfw_optee_build *build, size_t index);

/* What is wrong with the build; belongs to it. */
SIGNFW_API const signfw_findings *signfw_optee_build_findings(const signfw_optee_build *build);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_OPTEE_H */
