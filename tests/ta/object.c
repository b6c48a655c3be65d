/* SPDX-License-Identifier: BSD-2-Clause */
#include "object.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "ta_memory.h"

static _Noreturn void give_up(const char *message)
{
	fprintf(stderr, "compare-ta: %s\n", message);
	exit(2);
}

/* Where the dynamic linker made an object's memory read-only, in whole pages. */
static struct object_part find_read_only(const struct dl_phdr_info *info)
{
	struct object_part part = {0};

	for (size_t i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];
		const uintptr_t begin = (uintptr_t)(info->dlpi_addr + header->p_vaddr);
		const uintptr_t end = (begin + header->p_memsz) & ~(uintptr_t)(TA_PAGE - 1);

		if (header->p_type == PT_GNU_RELRO && end > begin)
			part = (struct object_part){(uint8_t *)begin, end - begin, NULL};
	}
	return part;
}

static void add_part(struct object *object, uint8_t *begin, const uint8_t *end)
{
	if (begin >= end)
		return;
	struct object_part *part = &object->parts[object->part_count++];

	CHECK(object->part_count <= OBJECT_PARTS);
	part->data = begin;
	part->size = (size_t)(end - begin);
	part->copy = malloc(part->size);
	CHECK(part->copy != NULL);
	memcpy(part->copy, begin, part->size);
}

static int add_parts(struct dl_phdr_info *info, size_t size, void *context)
{
	struct object *object = context;
	const struct link_map *map = NULL;

	(void)size;
	CHECK(dlinfo(object->handle, RTLD_DI_LINKMAP, &map) == 0);
	if (info->dlpi_addr != map->l_addr)
		return 0;
	const struct object_part fixed = find_read_only(info);

	for (size_t i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];
		uint8_t *begin = (uint8_t *)(uintptr_t)(info->dlpi_addr + header->p_vaddr);
		uint8_t *end = begin + header->p_memsz;

		if (header->p_type != PT_LOAD || (header->p_flags & PF_W) == 0)
			continue;
		if (fixed.size > 0 && fixed.data >= begin && fixed.data < end) {
			add_part(object, begin, fixed.data);
			begin = fixed.data + fixed.size;
		}
		add_part(object, begin, end);
	}
	return 1;
}

void object_load(struct object *object, const char *name)
{
	/* a name without a folder is one of this folder, not of the system's libraries */
	char *path = realpath(name, NULL);

	*object = (struct object){.name = name};
	/* nothing may be resolved later: that would be undone */
	object->handle = dlopen(path == NULL ? name : path, RTLD_NOW | RTLD_LOCAL);
	free(path);
	if (object->handle == NULL)
		give_up(dlerror());
	dl_iterate_phdr(add_parts, object);
}

void object_reset(const struct object *object)
{
	for (size_t i = 0; i < object->part_count; i++)
		memcpy(object->parts[i].data, object->parts[i].copy, object->parts[i].size);
}

void *object_find(const struct object *object, const char *symbol)
{
	return dlsym(object->handle, symbol);
}

void *object_need(const struct object *object, const char *symbol)
{
	void *found = object_find(object, symbol);
	char message[1024];

	if (found == NULL) {
		snprintf(message, sizeof(message), "%s: exports no %s", object->name, symbol);
		give_up(message);
	}
	return found;
}
