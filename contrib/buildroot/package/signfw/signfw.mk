################################################################################
#
# signfw
#
################################################################################

SIGNFW_VERSION = 0.1.0
# the sources that this tree is part of
SIGNFW_SITE = $(BR2_EXTERNAL_SIGNFW_PATH)/../..
SIGNFW_SITE_METHOD = local
SIGNFW_OVERRIDE_SRCDIR_RSYNC_EXCLUSIONS = --exclude /build
HOST_SIGNFW_OVERRIDE_SRCDIR_RSYNC_EXCLUSIONS = --exclude /build
SIGNFW_LICENSE = BSD-2-Clause
SIGNFW_LICENSE_FILES = LICENSE
SIGNFW_INSTALL_STAGING = YES

SIGNFW_DEPENDENCIES = host-pkgconf dtc elfutils json-c openssl zlib
SIGNFW_CONF_OPTS = -DSIGNFW_TESTS=OFF

HOST_SIGNFW_DEPENDENCIES = \
	host-pkgconf \
	host-dtc \
	host-elfutils \
	host-json-c \
	host-openssl \
	host-zlib
HOST_SIGNFW_CONF_OPTS = -DSIGNFW_TESTS=OFF -DSIGNFW_P11KIT=OFF

# PKCS#11 tokens by an engine, where there is no provider for them
ifeq ($(BR2_PACKAGE_P11_KIT),y)
SIGNFW_DEPENDENCIES += p11-kit
SIGNFW_CONF_OPTS += -DSIGNFW_P11KIT=ON
else
SIGNFW_CONF_OPTS += -DSIGNFW_P11KIT=OFF
endif

# Signs firmware, and verifies it with the key that the device trusts, in the
# commands of packages that have host-signfw in their dependencies:
#
#   $(call SIGNFW_SIGN,elf,container,key,options,public key,check options)
#
# "options" are further ones of "sign-rproc-fw sign". Without a public key it is
# verified with the key itself, which can't notice a wrong one. With "check
# options", such as "--board stm32mp157-dk", it must be what that device loads.
define SIGNFW_SIGN
	$(HOST_DIR)/bin/sign-rproc-fw sign --in $(1) --out $(2) --key $(3) $(4)
	$(HOST_DIR)/bin/sign-rproc-fw verify --key $(or $(strip $(5)),$(3)) $(2) || \
		{ rm -f $(2); exit 1; }
	$(if $(strip $(6)),$(HOST_DIR)/bin/sign-rproc-fw check $(6) \
		--key $(or $(strip $(5)),$(3)) $(2) || { rm -f $(2); exit 1; })
endef

$(eval $(cmake-package))
$(eval $(host-cmake-package))
