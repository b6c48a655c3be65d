# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "Signs and verifies firmware of remote processors for OP-TEE"
DESCRIPTION = "sign-rproc-fw builds, verifies and shows the signed containers from which OP-TEE loads the firmware of \
remote processors, and predicts what a board will answer to them. libsignfw is the library behind it."
SECTION = "devel"
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://LICENSE;md5=cff6cdcde8d99d174de177d4a1965776"
CVE_PRODUCT = "signfw"

DEPENDS = "dtc elfutils json-c openssl zlib"

# The sources that the layer is part of.  Where the layer is alone, set SIGNFW_SOURCE to a URI of them, such as
# "https://HOST/signfw-${PV}.tar.gz;sha256sum=SUM" or "git://HOST/signfw;branch=main;destsuffix=${BP}".
SIGNFW_TREE := "${@os.path.normpath(d.getVar('THISDIR') + '/../../../..')}"
SIGNFW_FILES = "CMakeLists.txt LICENSE cmake cmd contrib/completion include man schema src"
SIGNFW_SOURCE ??= "${@' '.join('file://%s;subdir=%s' % (name, d.getVar('BP')) for name in d.getVar('SIGNFW_FILES').split())}"
SIGNFW_SOURCE[doc] = "URI of signfw's sources; those that contain meta-signfw, if not set"
FILESEXTRAPATHS:prepend := "${SIGNFW_TREE}:"
SRC_URI = "${SIGNFW_SOURCE}"

inherit cmake pkgconfig bash-completion

# PKCS#11 tokens without a provider: takes engines, which OpenSSL 4 has no more; p11-kit is loaded when a token is used
PACKAGECONFIG ??= ""
PACKAGECONFIG[p11-kit] = "-DSIGNFW_P11KIT=ON,-DSIGNFW_P11KIT=OFF,p11-kit,p11-kit"

EXTRA_OECMAKE = "-DSIGNFW_TESTS=OFF"

python () {
    if 'file://CMakeLists.txt;' in d.getVar('SRC_URI') and not os.path.exists(d.getVar('SIGNFW_TREE') + '/CMakeLists.txt'):
        raise bb.parse.SkipRecipe("meta-signfw isn't in signfw's sources: set SIGNFW_SOURCE to a URI of them")
}

PACKAGES =+ "libsignfw"
FILES:libsignfw = "${libdir}/libsignfw.so.*"
FILES:${PN} += "${datadir}/sign-rproc-fw ${datadir}/zsh ${datadir}/fish"

BBCLASSEXTEND = "native nativesdk"
