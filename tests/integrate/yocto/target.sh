#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# The recipe for the target, compiled by the machine's compiler: what it installs is in the package where it belongs, and
# bitbake's checks of packages find nothing.

. "$(dirname "$0")/bitbake.sh"

wanted=("${series[0]}")
[ "${series[0]}" = "$newest" ] || wanted+=("$newest")
mkdir "$scratch/cross"
ln -s /usr/bin/objdump "$scratch/cross/x86_64-oe-linux-objdump"

for name in "${wanted[@]}"; do
	about "$name: packages"
	build_folder "$name" native
	oe_path=$scratch/cross:
	# all but the recipe is there, and what can't be seen of packages then isn't looked for
	cat >>"$BD/conf/auto.conf" <<-'END'
		ASSUME_PROVIDED += "^(?!(signfw|machine-programs-native|virtual/fakeroot-native|(pseudo|rpm|dpkg|debugedit|dwarfsrcfiles|xz|zstd)-native)$).*"
		DEPENDS:remove:pn-signfw = "dtc elfutils json-c openssl zlib bash-completion"
		ERROR_QA:remove:pn-signfw = "file-rdeps build-deps"
		WARN_QA:remove:pn-signfw = "file-rdeps build-deps"
		HOSTTOOLS += "x86_64-oe-linux-objdump"
		HOST_PREFIX:pn-signfw = ""
		TOOLCHAIN_OPTIONS:pn-signfw = ""
		DEBUG_PREFIX_MAP:pn-signfw = ""
		BUILD_SYS:pn-signfw = "${HOST_SYS}"
		OECMAKE_EXTRA_ROOT_PATH:pn-signfw = "/"
		EXTRA_OECMAKE:append:pn-signfw = " -DCMAKE_LIBRARY_ARCHITECTURE=x86_64-linux-gnu"
		PKG_CONFIG_PATH:append:pn-signfw = ":/usr/lib/x86_64-linux-gnu/pkgconfig:/usr/share/pkgconfig"
		PKG_CONFIG_SYSROOT_DIR:pn-signfw = ""
		INHIBIT_PACKAGE_STRIP:pn-signfw = "1"
		INHIBIT_PACKAGE_DEBUG_SPLIT:pn-signfw = "1"
	END
	works bitbake -c package_qa signfw
	! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "$name has something to say about the packages"
	packages=$(echo "$BD"/tmp*/work/*/signfw/*/packages-split)
	(cd "$packages" && find . -mindepth 2 ! -type d | sed -E '
		s,^\./([^/]*)/usr/share/sign-rproc-fw/.*,\1: schemas,
		s,^\./([^/]*)/usr/include/.*,\1: headers,
		s,^\./([^/]*)/usr/(lib|share)/cmake/.*,\1: CMake,
		s,^\./([^/]*)/usr/share/man/.*,\1: manual,
		s,^\./([^/]*)/usr/,\1: ,
		s,[0-9]+\.[0-9]+\.[0-9]+$,VERSION,' | LC_ALL=C sort -u) >"$scratch/packages"
	works diff -u - "$scratch/packages" <<-'END'
		libsignfw: lib/libsignfw.so.0
		libsignfw: lib/libsignfw.so.VERSION
		signfw-bash-completion: share/bash-completion/completions/sign-rproc-fw
		signfw-dev: CMake
		signfw-dev: headers
		signfw-dev: lib/libsignfw.so
		signfw-dev: lib/pkgconfig/signfw.pc
		signfw-doc: manual
		signfw-staticdev: lib/libsignfw.a
		signfw: bin/sign-rproc-fw
		signfw: schemas
		signfw: share/fish/vendor_completions.d/sign-rproc-fw.fish
		signfw: share/zsh/site-functions/_sign-rproc-fw
	END
done
