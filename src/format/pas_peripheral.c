/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/pas_peripheral.h"

static const struct pas_peripheral peripherals[] = {
	{0x01, SFW_PAS_NO_ID, "mba"},
	{0x02, SFW_PAS_NO_ID, "modem"},
	{0x04, 1, "adsp"},
	{0x0d, 6, "wcnss/wpss"},
	{0x0e, 9, "venus/video"},
	{0x12, SFW_PAS_NO_ID, "wlanmdsp"},
	{0x14, SFW_PAS_NO_ID, "gpu zap"},
	{0x17, 18, "cdsp"},
	{0x18, SFW_PAS_NO_ID, "slpi"},
	{0x1d, SFW_PAS_NO_ID, "ipa"},
	{0x24, SFW_PAS_NO_ID, "qup"},
	{0x31, SFW_PAS_NO_ID, "cpucp"},
	{0x34, 33, "camera"},
	{0x44, 30, "cdsp1"},
	{0x51, SFW_PAS_NO_ID, "modem dtb"},
	{0x52, SFW_PAS_NO_ID, "cdsp dtb"},
	{0x53, SFW_PAS_NO_ID, "adsp dtb"},
	{0x58, 39, "gpdsp0"},
	{0x5a, 40, "gpdsp1"},
	{0x69, SFW_PAS_NO_ID, "av1"},
};

#define COUNT (sizeof(peripherals) / sizeof(peripherals[0]))

const struct pas_peripheral *sfw_pas_peripheral_of_software(uint32_t sw_id)
{
	for (size_t i = 0; i < COUNT; i++)
		if (peripherals[i].sw_id == sw_id)
			return &peripherals[i];
	return NULL;
}

const struct pas_peripheral *sfw_pas_peripheral(uint32_t pas_id)
{
	for (size_t i = 0; i < COUNT; i++)
		if (pas_id != SFW_PAS_NO_ID && peripherals[i].pas_id == pas_id)
			return &peripherals[i];
	return NULL;
}
