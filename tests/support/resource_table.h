/* SPDX-License-Identifier: BSD-2-Clause */
/* Resource tables made in a test. */
#ifndef TEST_RESOURCE_TABLE_H
#define TEST_RESOURCE_TABLE_H

#include <stdint.h>

#include "support.h"

#define TABLE_ROOM 4096

struct test_table {
	uint8_t data[TABLE_ROOM];
	size_t size;
};

/* A header of version 1 with room for the offsets of so many entries, which are 0. */
struct test_table table_new(uint32_t entries);

/* Each adds an entry behind the last, as entry `index`, and returns its offset. */
uint32_t table_vdev(struct test_table *table, uint32_t index, uint32_t id, uint8_t rings);
uint32_t table_trace(struct test_table *table, uint32_t index, uint32_t da, uint32_t len);
uint32_t table_carveout(struct test_table *table, uint32_t index, const char *name, uint32_t da, uint32_t len);
uint32_t table_entry(struct test_table *table, uint32_t index, uint32_t type, size_t payload);

/* Fills in ring `ring` of the vdev at `offset`. */
void table_ring(struct test_table *table, uint32_t offset, size_t ring, uint32_t da, uint32_t align, uint32_t num);

/* The usual table of an STM32MP15: a vdev of RPMsg with two rings of 16 at the usual addresses. */
struct test_table table_rpmsg(void);

#endif
