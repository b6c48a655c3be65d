/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/image_bytes.h"

uint32_t sfw_image_field32(const struct image_load *image, uint64_t at)
{
	return sfw_view_u32(&image->load->buffer, image->offset + at);
}

uint16_t sfw_image_field16(const struct image_load *image, uint64_t at)
{
	return sfw_view_u16(&image->load->buffer, image->offset + at);
}

bool sfw_image_crashed(const struct image_load *image)
{
	return image->load->buffer.crashed;
}

uint32_t sfw_image_crash(const struct image_load *image, const char *rule)
{
	return sfw_load_crash(image->load, &image->load->buffer, rule);
}

uint32_t sfw_image_refuse(const struct image_load *image, uint32_t result, const char *rule, uint64_t at,
			  const char *what)
{
	return sfw_load_answer(image->load, result, rule, image->offset + at, "image %zu: %s", image->image, what);
}

bool sfw_image_is_aligned(const struct image_load *image, uint64_t at)
{
	return (image->offset + at) % 4 == 0;
}

uint32_t sfw_image_bad_format(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_image_refuse(image, SIGNFW_TEE_BAD_FORMAT, rule, at, what);
}

uint32_t sfw_image_outside(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_image_refuse(image, image->load->device->version->outside, rule, at, what);
}
