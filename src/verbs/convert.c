/* SPDX-License-Identifier: BSD-2-Clause */
/* Converting: the images of a container, in another layout. */
#include "base/error.h"
#include "container/platform_values.h"
#include "verbs/build.h"

/* Fails if the other layout can't express the container. */
static enum signfw_status check_meaning(const struct container *from, const struct layout *to, bool platform_is_clear,
					signfw_findings *findings, struct signfw_error *err)
{
	if (from->is_encrypted)
		sfw_report(findings, SFW_LAYOUT_LIMIT, SIGNFW_NO_OFFSET,
			   "the images are encrypted, which is bound to layout %s; extract and sign them instead",
			   from->layout->name);
	else if (!platform_is_clear)
		sfw_report(findings, SFW_PLATFORM_UNCLEAR, SIGNFW_NO_OFFSET,
			   "it isn't clear what the platform TLVs of layout %s are in layout %s: they have to be given",
			   from->layout->name, to->name);
	return sfw_findings_verdict(findings, err);
}

/* The values for the platform: those that are given, or what those of the container mean. */
static enum signfw_status choose_platform(struct container *model, const struct container *from,
					  const struct signing_job *job, struct signfw_error *err)
{
	const bool has_room = job->layout->platform_last != 0;
	bool is_clear = true;
	enum signfw_status status = SIGNFW_OK;

	if (job->options.platform_tlv_count == 0 && has_room)
		status = sfw_platform_values_convert(model, from, &is_clear);
	if (status != SIGNFW_OK)
		return sfw_fail_memory(err);
	return check_meaning(from, job->layout, is_clear, job->options.findings, err);
}

static enum signfw_status convert(signfw_container **out, const signfw_container *from, struct signing_job *job,
				  struct signfw_error *err)
{
	CLEANUP(sfw_container_cleanup) struct container model = {0};
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = NULL;
	struct signfw_input inputs[SIGNFW_MAX_IMAGES];
	enum signfw_status status;

	model.layout = job->layout;
	status = choose_platform(&model, &from->model, job, err);
	if (status == SIGNFW_OK)
		status = sfw_job_check_key(job, err);
	if (status == SIGNFW_OK)
		status = sfw_job_check_options(job, err);
	if (status != SIGNFW_OK)
		return status;
	if (sfw_job_put_all(job, &model) != SIGNFW_OK)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < from->image_count; i++)
		inputs[i] = (struct signfw_input){from->images[i].elf.file.data, from->images[i].elf.file.size,
						  from->images[i].name};
	status = sfw_build(&handle, job, &model, inputs, from->image_count, &from->model.table, err);
	if (status != SIGNFW_OK)
		return status;
	if (job->layout->platform_last == 0 && from->model.platform_count > 0)
		sfw_report(job->options.findings, SFW_PLATFORM_DROPPED, SIGNFW_NO_OFFSET,
			   "layout %s has no platform TLVs: those of the container were left out", job->layout->name);
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_convert(signfw_container **out, const signfw_container *container, const signfw_key *key,
				  const struct signfw_sign_options *options, struct signfw_error *err)
{
	CLEANUP(sfw_job_cleanup) struct signing_job job = {0};
	enum signfw_status status;

	if (out == NULL || container == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the new one");
	status = sfw_job_import(&job, key, options, err);
	if (status == SIGNFW_OK)
		status = sfw_job_refuse_plan(&job, err);
	if (status == SIGNFW_OK)
		status = sfw_job_choose_layout(&job, err);
	if (status != SIGNFW_OK)
		return status;
	if ((job.options.flags & SIGNFW_SIGN_STRIP) != 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "images that are converted can't be stripped");
	status = sfw_findings_verdict(container->findings, err);
	if (status == SIGNFW_OK)
		status = sfw_job_begin(&job, err);
	return status == SIGNFW_OK ? convert(out, container, &job, err) : status;
}
