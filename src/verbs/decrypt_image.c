/* SPDX-License-Identifier: BSD-2-Clause */
/* Encrypted images as they were before. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "firmware/decrypt.h"
#include "key/encryption_key.h"
#include "verbs/handle.h"

/* Whether the key is the right one, as far as anything tells. */
static enum signfw_status check_key(const signfw_container *container, const struct image *image, struct span enc_key,
				    struct signfw_error *err)
{
	enum signfw_check check = SIGNFW_UNCHECKED;
	const enum signfw_status status =
		sfw_decrypt_check_key(image, &container->model.table, NULL, enc_key, &check, err);

	if (status == SIGNFW_OK && check == SIGNFW_BAD)
		return sfw_fail_at(
			err, SIGNFW_E_ENCRYPTION, image->offset + image->elf.resource_table.offset,
			"what is decrypted where the resource table is isn't one: it was encrypted with another "
			"key");
	return status;
}

enum signfw_status signfw_container_decrypt(uint8_t **out, size_t *out_size, const signfw_container *container,
					    size_t image, const void *enc_key, size_t enc_key_size,
					    struct signfw_error *err)
{
	if (out == NULL || out_size == NULL || container == NULL || image >= container->image_count ||
	    enc_key == NULL || !sfw_enc_key_has_size(enc_key_size))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no such image, no usable key, or no place");
	const struct image *found = &container->images[image];
	const struct span file = found->elf.file;

	if (!container->model.is_encrypted || file.data == NULL)
		return sfw_fail_at(err, SIGNFW_E_ENCRYPTION, found->offset, "image %zu isn't encrypted", image);
	const struct span key = {enc_key, enc_key_size};

	enum signfw_status status = check_key(container, found, key, err);

	if (status != SIGNFW_OK)
		return status;
	CLEANUP(sfw_bytes_cleanup) uint8_t *bytes = malloc(file.size);

	if (bytes == NULL)
		return sfw_fail_memory(err);
	memcpy(bytes, file.data, file.size);
	status = sfw_decrypt_image(bytes, found, &container->model.table, key, err);
	if (status != SIGNFW_OK)
		return status;
	*out = bytes;
	*out_size = file.size;
	bytes = NULL;
	return SIGNFW_OK;
}
