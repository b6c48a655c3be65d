/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys that OP-TEE can be built with, and the C definitions of one. */
#ifndef SFW_KEY_COMPILED_IN_H
#define SFW_KEY_COMPILED_IN_H

#include "signfw.h"

/* How the names in the C definitions begin. */
#define SFW_COMPILED_IN_PREFIX "rproc_pub_key"

/* Fails with SIGNFW_E_KEY if OP-TEE can't be built with the key. */
enum signfw_status sfw_compiled_in_check(const signfw_key *key, struct signfw_error *err);

/* Fails also if OP-TEE, in a usual build, can't compute with the key. */
enum signfw_status sfw_compiled_in_check_use(const signfw_key *key, struct signfw_error *err);

#endif
