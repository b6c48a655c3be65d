# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "Stands for programs of the machine that tasks from the state cache depend on"
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f"
INHIBIT_DEFAULT_DEPS = "1"

inherit native nopackages

# bitbake wants to know who makes them, which ASSUME_PROVIDED doesn't say
PROVIDES += "virtual/fakeroot-native pseudo-native rpm-native dpkg-native debugedit-native dwarfsrcfiles-native \
    xz-native zstd-native"

deltask do_create_spdx
deltask do_create_recipe_spdx
