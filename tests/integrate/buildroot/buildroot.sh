#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# contrib/buildroot in Buildroot itself: its checks, and the example of docs/integrate/buildroot.md, built for real.
#
# SIGNFW_BUILDROOT is a checkout of Buildroot; where it isn't set, this is skipped.  Nothing is taken from the network: the
# libraries that the program takes are the machine's.  Called with the source folder and the build folder.

. "$(dirname "$0")/../lib.sh"

# not skip: no package has the checkout, so it may be missing even where nothing else may
if [ -z "${SIGNFW_BUILDROOT-}" ]; then
	echo "SKIPPED: SIGNFW_BUILDROOT isn't set: there is no Buildroot to test with; CONTRIBUTING.md says how to get it" >&2
	exit 77
fi
needs rsync rsync
needs cpio cpio
needs bc bc
needs unzip unzip
/usr/bin/python3 -c 'import magic' 2>/dev/null || skip "there is no python3-magic"
# Debian's Python, which has its packages
export PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin

tree=$scratch/signfw
mkdir "$tree" "$scratch/keys"
(cd "$source" && git ls-files -z --cached --others --exclude-standard) |
	tar -C "$source" --null -T - --ignore-failed-read -c 2>/dev/null | tar -x -C "$tree"
external=$tree/contrib/buildroot
keys=$scratch/keys
for name in firmware other; do
	works openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$keys/$name.pem"
	openssl pkey -in "$keys/$name.pem" -pubout -out "$keys/$name.pub.pem"
done

# Calls Buildroot: buildroot ARGUMENT...
buildroot() {
	make -C "$SIGNFW_BUILDROOT" "O=$scratch/output" "BR2_EXTERNAL=$external" "$@"
}

# Builds with the machine's libraries in the place of host packages: build TARGET
build() {
	buildroot HOST_SIGNFW_DEPENDENCIES= BR2_TAR_HOST_DEPENDENCY= BR2_CMAKE_HOST_DEPENDENCY= \
		PKG_CONFIG_HOST_BINARY=/usr/bin/pkg-config BR2_CMAKE="$(command -v cmake)" "$@"
}

about "Buildroot's check of packages"
works find "$external" -type f -exec "$SIGNFW_BUILDROOT/utils/check-package" -b '{}' +
says "0 warnings"

about "configuration"
works "$source/tests/integrate/example.py" "$source/docs/integrate/buildroot.md" "$scratch/example"
sed "s|/secure/|$keys/|g; s|/firmware/m4.elf|$source/tests/firmware/openamp.elf|" "$scratch/example/m4_defconfig" >"$scratch/defconfig"
works buildroot defconfig BR2_DEFCONFIG="$scratch/defconfig"
while read -r line; do
	grep -qxF "$line" "$scratch/output/.config" || wrong "Buildroot doesn't know $line"
done < <(grep SIGNFW\\\|M4_FIRMWARE "$scratch/defconfig")

about "what Buildroot knows about the packages"
works buildroot -s --no-print-directory host-signfw-show-info
jq -e '."host-signfw".licenses == "BSD-2-Clause" and (."host-signfw".dependencies | contains(
	["host-dtc", "host-elfutils", "host-json-c", "host-openssl", "host-zlib"]))' "$scratch/log" >/dev/null || wrong "not that"
works buildroot host-signfw-show-recursive-depends
works build host-signfw-legal-info

about "the program"
mkdir -p "$scratch/output/host/lib/pkgconfig"
for name in libelf json-c zlib libcrypto libzstd liblzma; do
	file=$(pkg-config --variable=pcfiledir "$name" 2>/dev/null) || continue
	ln -s "$file/$name.pc" "$scratch/output/host/lib/pkgconfig"
done
works build host-signfw
for file in bin/sign-rproc-fw lib/libsignfw.so.0; do
	readelf -d "$scratch/output/host/$file" >"$scratch/log"
	says "$scratch/output/host/lib"
done

about "signed firmware"
works build m4-firmware
container=$scratch/output/target/lib/firmware/m4.sign
works cmp "$container" "$scratch/output/images/m4.sign"
works "$scratch/output/host/bin/sign-rproc-fw" verify --key "$keys/firmware.pub.pem" "$container"

# Signing fails, and says so, if the configuration has this line: fails TEXT LINE
fails() {
	works build m4-firmware-dirclean
	rm -f "$container"
	printf '%s\n' "$2" >>"$scratch/output/.config"
	works buildroot olddefconfig
	refuses "$1" build m4-firmware
	[ ! -e "$container" ] || wrong "it is installed"
	cp "$scratch/good.config" "$scratch/output/.config"
}

about "what fails"
cp "$scratch/output/.config" "$scratch/good.config"
fails "[signature-invalid" "BR2_PACKAGE_M4_FIRMWARE_KEY=\"$keys/other.pem\""
fails "No such file or directory" 'BR2_PACKAGE_M4_FIRMWARE_KEY="/nowhere/key.pem"'
fails "TEE_ERROR_ACCESS_DENIED" 'BR2_PACKAGE_M4_FIRMWARE_DEVICE="--region ram=0x20000000:0x1000"'
fails "BR2_PACKAGE_M4_FIRMWARE_KEY isn't set" 'BR2_PACKAGE_M4_FIRMWARE_KEY=""'
