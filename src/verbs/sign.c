/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing: ELF images -> container. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "verbs/build.h"

static enum signfw_status check_inputs(const struct signfw_input *inputs, size_t count, struct signfw_error *err)
{
	if (inputs == NULL || count < 1 || count > SIGNFW_MAX_IMAGES)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "%zu images, expected 1 to %d", count, SIGNFW_MAX_IMAGES);
	for (size_t i = 0; i < count; i++)
		if (inputs[i].data == NULL && inputs[i].size > 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "image %zu has no data", i);
	return SIGNFW_OK;
}

static enum signfw_status check_job(struct signing_job *job, struct signfw_error *err)
{
	enum signfw_status status = sfw_job_check_key(job, err);

	if (status == SIGNFW_OK)
		status = sfw_job_choose_layout(job, err);
	return status == SIGNFW_OK ? sfw_job_check_options(job, err) : status;
}

enum signfw_status signfw_build(signfw_container **out, const struct signfw_input *inputs, size_t input_count,
				const signfw_key *key, const struct signfw_sign_options *options,
				struct signfw_error *err)
{
	CLEANUP(sfw_job_cleanup) struct signing_job job = {0};
	CLEANUP(sfw_container_cleanup) struct container model = {0};
	enum signfw_status status;

	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the container was given");
	status = sfw_job_import(&job, key, options, err);
	if ((job.options.flags & SIGNFW_SIGN_PLAN) != 0)
		job.options.flags |= SIGNFW_SIGN_LEAVE_UNSIGNED;
	if (status == SIGNFW_OK)
		status = check_inputs(inputs, input_count, err);
	if (status == SIGNFW_OK)
		status = check_job(&job, err);
	if (status == SIGNFW_OK)
		status = sfw_job_begin(&job, err);
	if (status != SIGNFW_OK)
		return status;
	if (sfw_job_put_all(&job, &model) != SIGNFW_OK)
		return sfw_fail_memory(err);
	return sfw_build(out, &job, &model, inputs, input_count, NULL, err);
}

enum signfw_status signfw_sign(uint8_t **out, size_t *out_size, const struct signfw_input *inputs, size_t input_count,
			       const signfw_key *key, const struct signfw_sign_options *options,
			       struct signfw_error *err)
{
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = NULL;
	enum signfw_status status;

	if (out == NULL || out_size == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the container was given");
	status = signfw_build(&handle, inputs, input_count, key, options, err);
	if (status != SIGNFW_OK)
		return status;
	uint8_t *bytes = malloc((size_t)handle->size);
	size_t size = 0;

	if (bytes == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < handle->chunk_count; i++) {
		const struct span chunk = handle->chunks[i];

		memcpy(bytes + size, chunk.data, chunk.size);
		size += chunk.size;
	}
	*out = bytes;
	*out_size = size;
	return SIGNFW_OK;
}

void signfw_free(void *memory)
{
	free(memory);
}
