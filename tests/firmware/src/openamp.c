/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copyright (c) signfw contributors
 *
 * A firmware with a remoteproc resource table: a trace buffer and an rpmsg
 * virtio device with two vrings. It writes to the trace buffer, and watches
 * the status that the host stores in the table. It does not exchange any
 * rpmsg message.
 */

#include <stddef.h>

#include "m4.h"

/*
 * The resource table. Its format is set by the remoteproc framework of Linux,
 * see include/linux/remoteproc.h there.
 */
#define RSC_TABLE_VERSION 1
#define RSC_TRACE         2
#define RSC_VDEV          3

#define VIRTIO_ID_RPMSG   7
#define VIRTIO_RPMSG_F_NS BIT(0) /* name service */

#define VRING_COUNT   2
#define VRING_ALIGN   16
#define VRING_BUFFERS 16

struct rsc_trace {
	uint32_t type;
	uint32_t da;
	uint32_t len;
	uint32_t reserved;
	char name[32];
};

struct rsc_vring {
	uint32_t da;
	uint32_t align;
	uint32_t num;
	uint32_t notifyid;
	uint32_t reserved;
};

struct rsc_vdev {
	uint32_t type;
	uint32_t id;
	uint32_t notifyid;
	uint32_t dfeatures;
	uint32_t gfeatures;
	uint32_t config_len;
	uint8_t status;
	uint8_t num_of_vrings;
	uint8_t reserved[2];
	struct rsc_vring vring[VRING_COUNT];
};

struct rsc_table {
	uint32_t ver;
	uint32_t num;
	uint32_t reserved[2];
	uint32_t offset[2];
	struct rsc_trace trace;
	struct rsc_vdev vdev;
};

_Static_assert(sizeof(struct rsc_trace) == 48, "trace entry");
_Static_assert(sizeof(struct rsc_vring) == 20, "vring");
_Static_assert(sizeof(struct rsc_vdev) == 28 + 2 * 20, "vdev entry");
_Static_assert(offsetof(struct rsc_table, trace) == 24, "table header");

/* Set by the linker script, in the memory shared with the host */
extern char __vring0[];
extern char __vring1[];

/* The host reads this buffer as one string: keep a NUL after the last write. */
static char trace_log[2048];

/* Not const: the host fills in the negotiated features and the status. */
static volatile struct rsc_table resource_table __attribute__((section(".resource_table"), used)) = {
    .ver = RSC_TABLE_VERSION,
    .num = 2,
    .offset[0] = offsetof(struct rsc_table, trace),
    .offset[1] = offsetof(struct rsc_table, vdev),

    .trace.type = RSC_TRACE,
    .trace.da = (uint32_t)trace_log,
    .trace.len = sizeof(trace_log),
    .trace.name = "cm4_log",

    .vdev.type = RSC_VDEV,
    .vdev.id = VIRTIO_ID_RPMSG,
    .vdev.dfeatures = VIRTIO_RPMSG_F_NS,
    .vdev.num_of_vrings = VRING_COUNT,

    .vdev.vring[0].da = (uint32_t)__vring0,
    .vdev.vring[0].align = VRING_ALIGN,
    .vdev.vring[0].num = VRING_BUFFERS,
    .vdev.vring[0].notifyid = 0,

    .vdev.vring[1].da = (uint32_t)__vring1,
    .vdev.vring[1].align = VRING_ALIGN,
    .vdev.vring[1].num = VRING_BUFFERS,
    .vdev.vring[1].notifyid = 1,
};

/* In .data, so that a debugger can change it */
uint32_t heartbeat_ms = 1000;

static volatile uint32_t ticks;
static size_t log_pos;

void systick_handler(void)
{
	ticks++;
}

static void delay_ms(uint32_t ms)
{
	uint32_t start = ticks;

	while (ticks - start < ms)
		wait_for_interrupt();
}

/* Append to the trace buffer, from its start again once it is full */
static void log_char(char c)
{
	volatile char *log = trace_log;

	if (log_pos >= sizeof(trace_log) - 1)
		log_pos = 0;

	log[log_pos + 1] = '\0';
	log[log_pos++] = c;
}

static void log_str(const char *s)
{
	while (*s)
		log_char(*s++);
}

static void log_u32(uint32_t value)
{
	char digits[10];
	unsigned int n = 0;

	do {
		digits[n++] = '0' + value % 10;
		value /= 10;
	} while (value);

	while (n)
		log_char(digits[--n]);
}

int main(void)
{
	uint32_t beats = 0;
	uint8_t status = 0;

	log_str("openamp: firmware started\n");
	systick_start();

	for (;;) {
		if (resource_table.vdev.status != status) {
			status = resource_table.vdev.status;
			log_str("openamp: vdev status ");
			log_u32(status);
			log_char('\n');
		}

		log_str("openamp: heartbeat ");
		log_u32(beats++);
		log_char('\n');

		delay_ms(heartbeat_ms);
	}
}
