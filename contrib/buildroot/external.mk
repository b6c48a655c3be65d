# SPDX-License-Identifier: BSD-2-Clause
include $(sort $(wildcard $(BR2_EXTERNAL_SIGNFW_PATH)/package/*/*.mk))
