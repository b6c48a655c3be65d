/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/extraction.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"
#include "base/size_text.h"
#include "files/folder.h"
#include "files/intelhex.h"
#include "signfw/container.h"

/* A segment that is loaded. */
struct load {
	size_t image, segment;
	uint64_t address;
	const uint8_t *data;
	size_t file_size, memory_size; /* of its bytes; of those and the zeros behind them */
};

struct loads {
	struct load *list; /* in the order of devices; owned */
	size_t count;
};

/* Adds a product, whose path and bytes are taken over. */
static void add(struct extraction *extraction, const struct product *product)
{
	const size_t size = (extraction->count + 1) * sizeof(*product);

	extraction->products = memory_or_exit(realloc(extraction->products, size));
	extraction->products[extraction->count++] = *product;
}

bool extract_decrypt(struct extraction *extraction, const struct enc_key *key)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = SIGNFW_OK;
	struct signfw_image image;
	size_t size;

	for (size_t i = extraction->first; i < extraction->end && status == SIGNFW_OK; i++)
		if (key->size > 0)
			status = signfw_container_decrypt(&extraction->plain[i], &size, extraction->container, i,
							  key->bytes, key->size, &error);
		else if (signfw_container_image(extraction->container, i, &image) == SIGNFW_OK &&
			 image.type == SIGNFW_IMGTYPE_ENCRYPTED)
			return call_fails(extraction->call, EXIT_UNABLE, extraction->file,
					  "image %zu is encrypted: --enc-key is missing", i);
	return status == SIGNFW_OK ||
	       call_fails(extraction->call, exit_code_of(status), extraction->file, "%s", error.message);
}

/* An image as it was signed, or before.  Whatever is taken out of a container comes from here. */
static bool read_image(const struct extraction *extraction, size_t index, struct signfw_image *out)
{
	if (signfw_container_image(extraction->container, index, out) == SIGNFW_OK && out->data != NULL) {
		if (extraction->plain[index] != NULL)
			out->data = extraction->plain[index];
		return true;
	}
	/* not reached: that is an error before */
	return call_fails(extraction->call, EXIT_REFUSED, extraction->file, "there are no bytes of image %zu", index);
}

static bool add_image(struct extraction *extraction, size_t index, char *path)
{
	struct signfw_image image;

	if (!read_image(extraction, index, &image)) {
		free(path);
		return false;
	}
	add(extraction, &(struct product){
				.kind = "image",
				.path = path,
				.image = index,
				.data = image.data,
				.size = (size_t)image.elf_size,
			});
	return true;
}

bool extract_image(struct extraction *extraction, const char *path)
{
	return add_image(extraction, extraction->first, memory_or_exit(strdup(path)));
}

bool extract_images(struct extraction *extraction, const char *folder)
{
	bool good = true;
	char name[32];

	for (size_t i = extraction->first; i < extraction->end && good; i++) {
		snprintf(name, sizeof(name), "image-%zu.elf", i);
		good = add_image(extraction, i, folder_path(folder, name));
	}
	return good;
}

/* Appends the loads of an image; there is room for them. */
static bool collect_image(const struct extraction *extraction, size_t index, struct loads *loads)
{
	struct signfw_image image;
	struct signfw_segment segment;

	if (!read_image(extraction, index, &image))
		return false;
	for (size_t i = 0; signfw_container_segment(extraction->container, index, i, &segment) == SIGNFW_OK; i++) {
		const size_t size = segment.file_size;

		if (segment.type != SIGNFW_SEGMENT_LOAD)
			continue;
		/* not reached: that is an error before */
		if ((uint64_t)segment.offset + size > image.size)
			return call_fails(extraction->call, EXIT_REFUSED, extraction->file,
					  "segment %zu of image %zu leaves the image", i, index);
		/* devices copy all of p_filesz, also if p_memsz is smaller */
		loads->list[loads->count++] = (struct load){
			.image = index,
			.segment = i,
			.address = segment.address,
			.data = (const uint8_t *)image.data + segment.offset,
			.file_size = size,
			.memory_size = segment.memory_size > size ? segment.memory_size : size,
		};
	}
	return true;
}

/*
 * All segments that are loaded; that there is none is reported.
 *
 * @loads: { 0 }; free its list, also after a failure
 */
static bool collect(const struct extraction *extraction, struct loads *loads)
{
	struct signfw_image image;
	size_t segment_count = 0;

	for (size_t i = extraction->first; i < extraction->end; i++)
		if (signfw_container_image(extraction->container, i, &image) == SIGNFW_OK)
			segment_count += image.segment_count;
	loads->list = memory_or_exit(calloc(segment_count + 1, sizeof(*loads->list)));
	for (size_t i = extraction->first; i < extraction->end; i++)
		if (!collect_image(extraction, i, loads))
			return false;
	return loads->count > 0 ||
	       call_fails(extraction->call, EXIT_REFUSED, extraction->file, "nothing of it is loaded");
}

/* FOLDER/ADDRESS.bin; ADDRESS-2.bin is the second one there. */
static char *segment_path(const struct extraction *extraction, const char *folder, uint64_t address)
{
	size_t same = 1;
	char name[48];

	for (size_t i = 0; i < extraction->count; i++)
		same += strcmp(extraction->products[i].kind, "segment") == 0 &&
			extraction->products[i].address == address;
	if (same == 1)
		snprintf(name, sizeof(name), "0x%08llx.bin", (unsigned long long)address);
	else
		snprintf(name, sizeof(name), "0x%08llx-%zu.bin", (unsigned long long)address, same);
	return folder_path(folder, name);
}

bool extract_segments(struct extraction *extraction, const char *folder)
{
	struct loads loads = {0};
	const bool good = collect(extraction, &loads);

	for (size_t i = 0; i < loads.count && good; i++) {
		const struct load *load = &loads.list[i];

		if (load->file_size == 0)
			continue;
		add(extraction, &(struct product){
					.kind = "segment",
					.path = segment_path(extraction, folder, load->address),
					.image = load->image,
					.segment = load->segment,
					.address = load->address,
					.data = load->data,
					.size = load->file_size,
				});
	}
	free(loads.list);
	return good;
}

/* Checks that Intel HEX can represent the loads: 32-bit addresses, each written once. */
static bool check_hex(const struct extraction *extraction, const struct loads *loads)
{
	for (size_t i = 0; i < loads->count; i++) {
		const struct load *load = &loads->list[i];

		if (load->address + load->file_size > UINT64_C(0x100000000))
			return call_fails(extraction->call, EXIT_REFUSED, extraction->file,
					  "segment %zu of image %zu reaches beyond the 32-bit address space",
					  load->segment, load->image);
		for (size_t j = 0; j < i; j++) {
			const struct load *other = &loads->list[j];

			if (load->address < other->address + other->file_size &&
			    other->address < load->address + load->file_size)
				return call_fails(extraction->call, EXIT_REFUSED, extraction->file,
						  "segment %zu of image %zu overlaps segment %zu of image %zu, which "
						  "Intel HEX can't say",
						  load->segment, load->image, other->segment, other->image);
		}
	}
	return true;
}

static char *make_hex(const struct loads *loads, uint32_t entry, size_t *size)
{
	char *text = NULL;
	struct intelhex hex = {.file = memory_or_exit(open_memstream(&text, size))};

	for (size_t i = 0; i < loads->count; i++)
		intelhex_data(&hex, (uint32_t)loads->list[i].address, loads->list[i].data, loads->list[i].file_size);
	/* an ELF file's way to say that there is none */
	if (entry != 0)
		intelhex_start(&hex, entry);
	intelhex_end(&hex);
	const bool failed = ferror(hex.file) != 0;

	if (fclose(hex.file) != 0 || failed)
		out_of_memory();
	return text;
}

bool extract_hex(struct extraction *extraction, const char *path)
{
	struct loads loads = {0};
	struct product product = {.kind = "hex"};
	struct signfw_image image;
	const bool good = collect(extraction, &loads) && check_hex(extraction, &loads) &&
			  read_image(extraction, extraction->first, &image);

	if (good) {
		product.own = make_hex(&loads, image.entry, &product.size);
		product.data = product.own;
		product.path = memory_or_exit(strdup(path));
		add(extraction, &product);
	}
	free(loads.list);
	return good;
}

/* Loads as a device does: in this order, what comes later over what came before. */
static void load_all(const struct loads *loads, uint64_t base, uint8_t *memory)
{
	for (size_t i = 0; i < loads->count; i++) {
		const struct load *load = &loads->list[i];

		/* it may be anywhere, also outside of what has memory */
		if (load->memory_size == 0)
			continue;
		uint8_t *at = memory + (load->address - base);

		if (load->file_size > 0)
			memcpy(at, load->data, load->file_size);
		memset(at + load->file_size, 0, load->memory_size - load->file_size);
	}
}

/* Finds the first and last address of all loads; those without memory don't count. */
static void find_borders(const struct loads *loads, uint64_t *begin, uint64_t *end)
{
	*begin = UINT64_MAX;
	*end = 0;
	for (size_t i = 0; i < loads->count; i++) {
		const struct load *load = &loads->list[i];

		if (load->memory_size == 0)
			continue;
		*begin = load->address < *begin ? load->address : *begin;
		*end = load->address + load->memory_size > *end ? load->address + load->memory_size : *end;
	}
	*begin = *begin > *end ? *end : *begin;
}

bool extract_memory(struct extraction *extraction, const char *path)
{
	struct loads loads = {0};
	struct product product = {.kind = "memory", .has_gaps = true};
	uint64_t end;
	bool good = collect(extraction, &loads);

	if (good) {
		find_borders(&loads, &product.address, &end);
		product.size = (size_t)(end - product.address);
		good = product.size <= extraction->call->max_size ||
		       call_fails(extraction->call, EXIT_UNABLE, extraction->file,
				  "the memory from 0x%08llx to 0x%08llx has %s, more than the %s of --max-size",
				  (unsigned long long)product.address, (unsigned long long)end,
				  size_text(product.size).text, size_text(extraction->call->max_size).text);
	}
	if (good) {
		product.own = memory_or_exit(calloc(1, product.size + 1));
		product.data = product.own;
		load_all(&loads, product.address, product.own);
		product.path = memory_or_exit(strdup(path));
		add(extraction, &product);
	}
	free(loads.list);
	return good;
}

/* A block of most file systems: a shorter run of zeros saves nothing. */
#define BLOCK_SIZE 4096

/* The zeros, or the other blocks, that begin at `at`. */
static struct output_piece next_piece(const struct product *product, size_t at)
{
	static const uint8_t zeros[BLOCK_SIZE];
	const uint8_t *bytes = product->data;
	bool are_zeros = false;
	size_t end = at;

	while (end < product->size) {
		const size_t size = product->size - end < BLOCK_SIZE ? product->size - end : BLOCK_SIZE;
		const bool is_zero = memcmp(bytes + end, zeros, size) == 0;

		if (end > at && is_zero != are_zeros)
			break;
		are_zeros = is_zero;
		end += size;
	}
	return (struct output_piece){are_zeros ? NULL : bytes + at, end - at};
}

struct output_piece *product_pieces(const struct product *product, size_t *count)
{
	struct output_piece *pieces = memory_or_exit(malloc(sizeof(*pieces)));

	*count = 1;
	pieces[0] = (struct output_piece){product->data, product->size};
	if (!product->has_gaps)
		return pieces;
	*count = 0;
	for (size_t at = 0; at < product->size; at += pieces[*count - 1].size) {
		pieces = memory_or_exit(realloc(pieces, (*count + 1) * sizeof(*pieces)));
		pieces[(*count)++] = next_piece(product, at);
	}
	return pieces;
}

void extract_release(struct extraction *extraction)
{
	for (size_t i = 0; i < extraction->count; i++) {
		free(extraction->products[i].path);
		free(extraction->products[i].own);
	}
	free(extraction->products);
	for (size_t i = 0; i < SIGNFW_MAX_IMAGES; i++)
		signfw_free(extraction->plain[i]);
}
