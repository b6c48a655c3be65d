/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/image_bytes.h"

uint64_t sfw_image_position(const struct image_load *image, uint64_t at)
{
	return sfw_device_sum(image->load->device, image->offset, at);
}

bool sfw_image_holds(const struct image_load *image, uint64_t at, uint64_t size)
{
	const uint64_t first = sfw_device_sum(image->load->device, at, 0);

	if (!image->load->device->version->whole_ranges)
		return first < image->size;
	return first <= image->size && size <= image->size - first;
}

/* The code compares a pointer with the sum of it and the size; compilers make that a test of the size's sign. */
bool sfw_image_wraps(const struct image_load *image, uint32_t size)
{
	return image->load->device->version->refuses_wrap && !image->load->device->is_64_bit && size > INT32_MAX;
}

uint32_t sfw_image_field32(const struct image_load *image, uint64_t at)
{
	return sfw_view_u32(&image->load->buffer, sfw_image_position(image, at));
}

uint16_t sfw_image_field16(const struct image_load *image, uint64_t at)
{
	return sfw_view_u16(&image->load->buffer, sfw_image_position(image, at));
}

uint8_t sfw_image_byte(const struct image_load *image, uint64_t at)
{
	return sfw_view_u8(&image->load->buffer, sfw_image_position(image, at));
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
	return sfw_load_answer(image->load, result, rule, sfw_image_position(image, at), "image %zu: %s", image->image,
			       what);
}

bool sfw_image_is_aligned(const struct image_load *image, uint64_t at)
{
	return sfw_image_position(image, at) % 4 == 0;
}

uint32_t sfw_image_bad_format(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_image_refuse(image, SIGNFW_TEE_BAD_FORMAT, rule, at, what);
}

uint32_t sfw_image_outside(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_image_refuse(image, image->load->device->version->outside, rule, at, what);
}
