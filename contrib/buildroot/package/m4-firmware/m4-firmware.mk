################################################################################
#
# m4-firmware
#
################################################################################

M4_FIRMWARE_DEPENDENCIES = host-signfw
M4_FIRMWARE_ADD_TOOLCHAIN_DEPENDENCY = NO
M4_FIRMWARE_INSTALL_IMAGES = YES

M4_FIRMWARE_KEY = $(call qstrip,$(BR2_PACKAGE_M4_FIRMWARE_KEY))

define M4_FIRMWARE_BUILD_CMDS
	$(call SIGNFW_SIGN,$(call qstrip,$(BR2_PACKAGE_M4_FIRMWARE_ELF)),$(@D)/m4.sign,$(M4_FIRMWARE_KEY),$(call qstrip,$(BR2_PACKAGE_M4_FIRMWARE_OPTIONS)),$(call qstrip,$(BR2_PACKAGE_M4_FIRMWARE_PUBLIC_KEY)),$(call qstrip,$(BR2_PACKAGE_M4_FIRMWARE_DEVICE)))
endef

define M4_FIRMWARE_INSTALL_TARGET_CMDS
	$(INSTALL) -D -m 0644 $(@D)/m4.sign $(TARGET_DIR)/lib/firmware/m4.sign
endef

define M4_FIRMWARE_INSTALL_IMAGES_CMDS
	$(INSTALL) -D -m 0644 $(@D)/m4.sign $(BINARIES_DIR)/m4.sign
endef

ifeq ($(BR2_PACKAGE_M4_FIRMWARE)$(BR_BUILDING),yy)
ifeq ($(M4_FIRMWARE_KEY),)
$(error BR2_PACKAGE_M4_FIRMWARE_KEY isn't set: m4-firmware has nothing to sign with)
endif
endif

$(eval $(generic-package))
