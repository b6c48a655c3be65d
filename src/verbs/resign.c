/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing again: another signature, and what depends on the key, around the same images. */
#include "base/error.h"
#include "verbs/assemble.h"
#include "verbs/metadata_lint.h"
#include "verbs/signing_job.h"
#include "verbs/stitch.h"

/* A copy of the model with another key; it borrows all else. */
static struct container change_key(const struct container *old, const struct signing_job *job)
{
	struct container model = *old;

	sfw_job_put_key(job, &model);
	return model;
}

static enum signfw_status resign(signfw_container *handle, const signfw_container *from, const struct signing_job *job,
				 struct signfw_error *err)
{
	CLEANUP(sfw_surroundings_cleanup) struct surroundings written = {0};
	const struct container model = change_key(&from->model, job);
	enum signfw_status status = sfw_findings_verdict(from->findings, err);

	if (status == SIGNFW_OK)
		status = sfw_assemble_surroundings(&written, &model, job->options.findings, err);
	if (status == SIGNFW_OK)
		status = sfw_assemble_around(handle, model.layout, &written, from, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_lint_metadata(&handle->model, job->key, job->options.findings);
	return sfw_handle_sign(handle, job, err);
}

enum signfw_status signfw_resign(signfw_container **out, const signfw_container *container, const signfw_key *key,
				 const struct signfw_sign_options *options, struct signfw_error *err)
{
	CLEANUP(sfw_job_cleanup) struct signing_job job = {0};
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = NULL;
	enum signfw_status status;

	if (out == NULL || container == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the new one");
	status = sfw_job_import(&job, key, options, err);
	if (status == SIGNFW_OK)
		status = sfw_job_refuse_plan(&job, err);
	if (status == SIGNFW_OK)
		status = sfw_job_check_key(&job, err);
	if (status == SIGNFW_OK)
		status = sfw_job_begin(&job, err);
	if (status != SIGNFW_OK)
		return status;
	handle = sfw_handle_new();
	if (handle == NULL)
		return sfw_fail_memory(err);
	status = resign(handle, container, &job, err);
	if (status != SIGNFW_OK)
		return status;
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}
