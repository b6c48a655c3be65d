/* SPDX-License-Identifier: BSD-2-Clause */
#include "booting/memory_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "base/size_text.h"
#include "files/folder.h"
#include "files/intelhex.h"
#include "files/output.h"

/* Bytes as Intel HEX: the text is almost three times as long. */
#define HEX_SIZE_MAX ((uint64_t)256 << 20)

/* What of memory is known, by address, and the files that it becomes. */
struct image {
	struct signfw_memory_extent *extents;
	size_t extent_count;
	struct output *outputs;
	struct output_piece *pieces;
	char **paths;
	size_t count; /* of outputs and paths */
	char *hex;
};

static void release(struct image *image)
{
	for (size_t i = 0; i < image->count; i++)
		free(image->paths[i]);
	free(image->paths);
	free(image->outputs);
	free(image->pieces);
	free(image->extents);
	free(image->hex);
}

static void collect(struct image *image, const signfw_device *device, bool quiet)
{
	struct signfw_memory_extent extent;
	size_t count = 0;

	while (signfw_device_memory_extent(device, count, &extent) == SIGNFW_OK)
		count++;
	image->extents = memory_or_exit(calloc(count + 1, sizeof(*image->extents)));
	image->pieces = memory_or_exit(calloc(count + 1, sizeof(*image->pieces)));
	image->outputs = memory_or_exit(calloc(count + 1, sizeof(*image->outputs)));
	image->paths = memory_or_exit(calloc(count + 1, sizeof(*image->paths)));
	for (size_t i = 0; i < count; i++)
		if (signfw_device_memory_extent(device, i, &extent) == SIGNFW_OK && extent.known)
			image->extents[image->extent_count++] = extent;
	if (image->extent_count < count && !quiet)
		message(NULL,
			"warning: %zu parts of memory are left out: they were encrypted, and --enc-key is missing",
			count - image->extent_count);
}

static void add_output(struct image *image, const char *folder, const char *name, const struct output_piece *pieces)
{
	char *path = folder_path(folder, name);

	image->paths[image->count] = path;
	image->outputs[image->count++] = (struct output){.path = path, .pieces = pieces};
}

/* One file for what has no gap in it. */
static void make_sparse(struct image *image, const char *folder)
{
	uint64_t end = UINT64_MAX;
	char name[32];

	for (size_t i = 0; i < image->extent_count; i++) {
		const struct signfw_memory_extent *extent = &image->extents[i];

		if (extent->physical_address != end) {
			snprintf(name, sizeof(name), "0x%08llx.bin", (unsigned long long)extent->physical_address);
			add_output(image, folder, name, &image->pieces[i]);
		}
		image->pieces[i] = (struct output_piece){extent->data, (size_t)extent->size};
		image->outputs[image->count - 1].piece_count++;
		end = extent->physical_address + extent->size;
	}
}

static bool check_hex(const struct image *image, struct call *call)
{
	uint64_t size = 0, end = 0;

	for (size_t i = 0; i < image->extent_count; i++) {
		size += image->extents[i].size;
		end = image->extents[i].physical_address + image->extents[i].size;
	}
	if (end > UINT64_C(0x100000000))
		return call_fails(call, EXIT_UNABLE, NULL, "Intel HEX ends at 4 GiB, memory at 0x%llx",
				  (unsigned long long)end);
	return size <= HEX_SIZE_MAX ||
	       call_fails(call, EXIT_UNABLE, NULL, "%s of memory are too much for Intel HEX", size_text(size).text);
}

static void write_hex(const struct image *image, struct intelhex *hex)
{
	static const uint8_t zeros[4096];

	for (size_t i = 0; i < image->extent_count; i++) {
		const struct signfw_memory_extent *extent = &image->extents[i];
		const uint32_t address = (uint32_t)extent->physical_address;

		if (extent->data != NULL)
			intelhex_data(hex, address, extent->data, (size_t)extent->size);
		for (uint64_t at = 0; extent->data == NULL && at < extent->size; at += sizeof(zeros)) {
			const uint64_t left = extent->size - at;

			intelhex_data(hex, (uint32_t)(address + at), zeros,
				      left < sizeof(zeros) ? (size_t)left : sizeof(zeros));
		}
	}
	intelhex_end(hex);
}

static bool make_hex(struct image *image, const char *folder, struct call *call)
{
	size_t size;

	if (!check_hex(image, call))
		return false;
	struct intelhex hex = {.file = memory_or_exit(open_memstream(&image->hex, &size))};

	write_hex(image, &hex);
	const bool failed = ferror(hex.file) != 0;

	if (fclose(hex.file) != 0 || failed)
		out_of_memory();
	image->pieces[0] = (struct output_piece){image->hex, size};
	add_output(image, folder, "memory.hex", image->pieces);
	image->outputs[0].piece_count = 1;
	return true;
}

static bool write_image(struct image *image, const char *folder, bool is_private, struct call *call)
{
	bool made;

	for (size_t i = 0; i < image->count; i++)
		image->outputs[i].is_private = is_private;
	if (!folder_make(folder, &made))
		return call_ends(call, EXIT_UNABLE);
	const int code = write_files(image->outputs, image->count);

	if (code != EXIT_DONE && made)
		rmdir(folder);
	return code == EXIT_DONE || call_ends(call, code);
}

bool memory_image_write(const signfw_device *device, const char *folder, enum memory_format format, bool is_private,
			struct call *call)
{
	struct image image = {0};
	bool done = true;

	collect(&image, device, call->quiet);
	if (format == MEMORY_HEX)
		done = make_hex(&image, folder, call);
	else
		make_sparse(&image, folder);
	done = done && write_image(&image, folder, is_private, call);
	release(&image);
	return done;
}
