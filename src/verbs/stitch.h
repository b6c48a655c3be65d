/* SPDX-License-Identifier: BSD-2-Clause */
/* Signatures of containers: made here, or put in when they were made elsewhere. */
#ifndef SFW_VERBS_STITCH_H
#define SFW_VERBS_STITCH_H

#include "verbs/handle.h"
#include "verbs/signing_job.h"

/* Signs an assembled container and verifies the signature, unless an error was found, or it is to be left unsigned. */
enum signfw_status sfw_handle_sign(signfw_container *handle, const struct signing_job *job, struct signfw_error *err);

#endif
