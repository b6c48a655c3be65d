# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "Signs a small firmware: tests the class sign-rproc-fw, and shows how to use it"
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f"

# what signfw's own tests sign: a Cortex-M firmware with a resource table
FILESEXTRAPATHS:prepend := "${THISDIR}/../../../../tests/firmware:"
SRC_URI = "file://openamp.elf"
S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"

INHIBIT_DEFAULT_DEPS = "1"
EXCLUDE_FROM_WORLD = "1"

inherit sign-rproc-fw

SIGNFW_CONTAINERS ?= "m4.sign"
SIGNFW_INPUTS ?= "openamp.elf"

python () {
    if not os.path.exists(d.getVar('THISDIR') + '/../../../../tests/firmware/openamp.elf'):
        raise bb.parse.SkipRecipe("meta-signfw isn't in signfw's sources, which have the firmware to sign")
}

do_configure[noexec] = "1"
do_compile[noexec] = "1"
