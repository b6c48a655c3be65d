/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/carveout.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

/* Memory for DMA: as much as ST's device trees reserve for it, at an address that no remote processor has. */
#define DMA_BASE UINT64_C(0xc8000000)
#define DMA_SIZE (UINT64_C(128) << 20)

#define PAGE_SIZE_ UINT64_C(4096)

bool sfw_carveouts_init(struct carveouts *carveouts, size_t capacity)
{
	*carveouts =
		(struct carveouts){.list = sfw_array_room(capacity, sizeof(struct carveout)), .capacity = capacity};
	return carveouts->list != NULL;
}

void sfw_carveouts_cleanup(struct carveouts *carveouts)
{
	free(carveouts->list);
	*carveouts = (struct carveouts){0};
}

struct carveout *sfw_carveouts_find(const struct carveouts *carveouts, const char *name)
{
	for (size_t i = 0; i < carveouts->count; i++)
		if (!carveouts->list[i].name_uncertain && strcmp(carveouts->list[i].name, name) == 0)
			return &carveouts->list[i];
	return NULL;
}

void sfw_carveouts_add(struct carveouts *carveouts, const struct carveout *carveout)
{
	if (carveouts->count < carveouts->capacity)
		carveouts->list[carveouts->count++] = *carveout;
}

bool sfw_carveouts_dma(struct carveouts *carveouts, uint64_t size, uint64_t *pa)
{
	const uint64_t left = DMA_SIZE - carveouts->dma_used;

	if (size == 0 || size > left)
		return false;
	*pa = DMA_BASE + carveouts->dma_used;
	carveouts->dma_used += (size + PAGE_SIZE_ - 1) / PAGE_SIZE_ * PAGE_SIZE_;
	return true;
}

bool sfw_carveout_fits(const struct carveout *carveout, uint32_t da, uint32_t len, struct kernel_log *log)
{
	if (carveout->source == CARVEOUT_UNCERTAIN)
		return true;
	if (len > carveout->len) {
		sfw_kernel_log(log, "err", "Registered carveout doesn't fit len request");
		return false;
	}
	if (da == CARVEOUT_NONE)
		return true;
	/* Linux logs nothing */
	if (carveout->da == CARVEOUT_NONE)
		return false;
	const uint32_t delta = da - carveout->da;

	/* the core's delta is signed */
	if (delta > INT32_MAX) {
		sfw_kernel_log(log, "err", "Registered carveout doesn't fit da request");
		return false;
	}
	/* the core adds 32-bit numbers */
	if ((uint32_t)(delta + len) > carveout->len) {
		sfw_kernel_log(log, "err", "Registered carveout doesn't fit len request");
		return false;
	}
	return true;
}

const struct carveout *sfw_carveouts_at(const struct carveouts *carveouts, uint64_t pa, uint64_t size)
{
	for (size_t i = 0; i < carveouts->count; i++) {
		const struct carveout *carveout = &carveouts->list[i];

		if (carveout->mapped && pa >= carveout->pa && size <= carveout->len &&
		    pa - carveout->pa <= carveout->len - size)
			return carveout;
	}
	return NULL;
}

const struct carveout *sfw_carveouts_at_device(const struct carveouts *carveouts, uint64_t da, uint64_t size)
{
	for (size_t i = 0; i < carveouts->count; i++) {
		const struct carveout *carveout = &carveouts->list[i];
		/* an int in the core */
		const uint32_t offset = (uint32_t)(da - carveout->da);

		if (carveout->mapped && offset <= INT32_MAX && size <= carveout->len && offset <= carveout->len - size)
			return carveout;
	}
	return NULL;
}
