#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# docs/integrate/cmake.md: its example, changed in all the ways that matter: cmake.sh SOURCE BUILD GENERATOR
# shellcheck disable=SC2016 # CMake's variables, not ours

. "$(dirname "$0")/lib.sh"
generator=$1
needs arm-none-eabi-gcc gcc-arm-none-eabi
case $generator in Ninja*) needs ninja ninja-build ;; esac

install_built
project="$scratch/a project"
container=$project/build/blink.sign
[ "$generator" != "Ninja Multi-Config" ] || container=$project/build/Debug/blink.sign
mkdir "$project"
"$source/tests/integrate/example.py" "$source/docs/integrate/cmake.md" "$project"
cd "$project"
key tests/vectors/keys/rsa2048.pem key.pem
key tests/vectors/keys/rsa2048.pub.pem key.pub.pem
key tests/vectors/keys/rsa3072.pub.pem other.pub.pem
key tests/vectors/keys/rsa3072.pem other.pem
cp CMakeLists.txt CMakeLists.example
sed "s|arm-none-eabi-gcc|$(command -v arm-none-eabi-gcc)|" arm-none-eabi.cmake >only.cmake
for mode in PROGRAM LIBRARY INCLUDE PACKAGE; do
	echo "set(CMAKE_FIND_ROOT_PATH_MODE_$mode ONLY)"
done >>only.cmake
echo "set(CMAKE_FIND_ROOT_PATH $scratch/root)" >>only.cmake
# the compiler has to be in there
mkdir -p "$scratch/root/usr"
ln -s "$(dirname "$(command -v arm-none-eabi-gcc)")" "$scratch/root/usr/bin"

configure() {
	cmake -G "$generator" -B build "-DCMAKE_TOOLCHAIN_FILE=$PWD/arm-none-eabi.cmake" "-DCMAKE_PREFIX_PATH=$prefix" "$@"
}

make_it() {
	cmake --build build "$@"
}

# The example, with another call, or more of it: example TEXT
example() {
	sed '/^signfw_sign_firmware/,$d' CMakeLists.example >CMakeLists.txt
	printf '%s\n' "$1" >>CMakeLists.txt
}

# Whether the last command signed: signed, unchanged
signed() {
	says "Signing "
}

unchanged() {
	! grep -q Signing "$scratch/log" || wrong "it is signed again"
}

about "the example, in a folder with a blank"
works configure
! grep -qiE '^(OPENSSL|PKG_CONFIG|ZLIB)' build/CMakeCache.txt || wrong "the build looks for what only the library needs"
works make_it
signed
works sign-rproc-fw verify --key key.pub.pem "$container"
[ "$(sign-rproc-fw dump --json "$container" | jq -r '.images[0].segments[1].address')" = 0x10000000 ] || wrong "not that firmware"
works cmake --install build --prefix "$scratch/target" --config Debug
works cmp "$container" "$scratch/target/lib/firmware/blink.sign"

about "nothing changed"
works make_it
unchanged

about "another key; a key that was touched"
cp other.pem key.pem
cp other.pub.pem key.pub.pem
works make_it
signed
works sign-rproc-fw verify --key other.pub.pem "$container"
touch key.pem
works make_it
signed

about "firmware that changed, a program that changed"
sed -i 's/blinks++/blinks += 2/' blink.c
works make_it
signed
touch "$prefix/bin/sign-rproc-fw"
works make_it
signed

about "a key that isn't the device's: the build fails, and there is no container"
key tests/vectors/keys/rsa2048.pub.pem key.pub.pem
refuses "made by another key" make_it
[ ! -e "$container" ] || wrong "there is a container"
refuses "made by another key" make_it
cp other.pub.pem key.pub.pem
works make_it
[ -e "$container" ] || wrong "there is no container"

about "a key that is missing"
mv key.pem away.pem
refuses key.pem make_it
mv away.pem key.pem

about "a device that refuses it"
example 'signfw_sign_firmware(TARGET blink KEY key.pem DEVICE optee OPTIONS --region ram=0x20000000:0x1000)'
refuses TEE_ERROR_ACCESS_DENIED make_it

about "several images, values with blanks and semicolons, another layout, a file to depend on"
example 'add_executable(second blink.c)
target_link_options(second PRIVATE -nostdlib -T ${PROJECT_SOURCE_DIR}/second.ld)
signfw_sign_firmware(TARGET blink KEY key.pem IMAGES second third.elf STRIP NAME container OUTPUT some/blink.sign
  PLAT_TLV 0x10001 "a b;c" 0x10002 0x1234 OPTIONS --table load $<$<CONFIG:Release>:--force> DEPENDS notes.txt)'
sed 's/RETRAM : ORIGIN = 0/&x1000/; s/0x10000000/0x10010000/' m4.ld >second.ld
sed 's/RETRAM : ORIGIN = 0/&x2000/; s/0x10000000/0x10018000/' m4.ld >third.ld
touch notes.txt
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -ffreestanding -nostdlib -T third.ld -o third.elf blink.c
works make_it
container=${container%blink.sign}some/blink.sign
sign-rproc-fw dump --json "$container" >dump.json
[ "$(jq '.images | length' dump.json)" = 3 ] || wrong "not three images"
[ "$(sign-rproc-fw dump --tlv 0x10001 "$container")" = "a b;c" ] || wrong "the value is another"
touch notes.txt
works make_it --target container
signed

about "layouts, boot address, encryption, key information, a passphrase"
key tests/vectors/keys/aes256.bin aes.key
openssl pkcs8 -topk8 -in other.pem -passout pass:secret -out locked.pem
example 'signfw_sign_firmware(TARGET blink KEY locked.pem KEY_PASS env:BLINK_PASS LAYOUT st-4.0 BOOTADDR 0x80100000 KEY_INFO auto
  ENC_KEY aes.key OPTIONS --pad-segments)'
BLINK_PASS=secret works make_it
container=${container%some/blink.sign}blink.sign
works sign-rproc-fw verify --key other.pub.pem --enc-key aes.key "$container"
example 'signfw_sign_firmware(TARGET blink KEY key.pem KEY_PASS secret)'
refuses "KEY_PASS is env:NAME or file:PATH" configure

about "what is refused when it is configured"
example 'signfw_sign_firmware(TARGET blink KEY pkcs11:object=m4)'
refuses "KEY is a URI, and PUBLIC_KEY is missing" configure
example 'signfw_sign_firmware(TARGET blink KEY pkcs11:object=m4 PUBLIC_KEY key.pub.pem)'
works configure
example 'signfw_sign_firmware(TARGET blink KEY key.pem LAYOT optee)'
refuses "unknown arguments: LAYOT;optee" configure
example 'signfw_sign_firmware(TARGET blink KEY)'
refuses "without a value: KEY" configure
example 'signfw_sign_firmware(KEY key.pem)'
refuses "KEY, and TARGET, or NAME and IMAGES, are needed" configure
example 'signfw_sign_firmware(TARGET blonk KEY key.pem)'
refuses "there is no target blonk" configure
example 'signfw_sign_firmware(TARGET blink KEY key.pem PLAT_TLV 0x10001)'
refuses "PLAT_TLV takes pairs" configure

if [ "$generator" = "Ninja Multi-Config" ]; then
	about "two configurations, each with its key"
	example 'signfw_sign_firmware(TARGET blink KEY $<IF:$<CONFIG:Release>,${PROJECT_SOURCE_DIR}/release.pem,${PROJECT_SOURCE_DIR}/other.pem>)'
	key tests/vectors/keys/rsa2048.pem release.pem
	works configure
	works make_it --config Release
	works make_it --config Debug
	works sign-rproc-fw verify --key release.pem build/Release/blink.sign
	works sign-rproc-fw verify --key other.pub.pem build/Debug/blink.sign
	example 'signfw_sign_firmware(TARGET blink KEY key.pem OUTPUT ${CMAKE_BINARY_DIR}/one.sign)'
	refuses "is the same file in all configurations" configure
fi

about "a toolchain file that hides the system's packages"
rm -r build
sed 's/SignRprocFw REQUIRED/& NO_CMAKE_FIND_ROOT_PATH/' CMakeLists.example >CMakeLists.txt
# CMake's own program, too
case $generator in Ninja*) make="ninja" ;; *) make="make" ;; esac
works configure "-DCMAKE_TOOLCHAIN_FILE=$PWD/only.cmake" "-DCMAKE_MAKE_PROGRAM=$(command -v $make)"
works make_it
works sign-rproc-fw verify --key key.pub.pem "$container"

about "a copy of the one file; the program is missing, or is given"
rm -r build
cp "$source/cmake/SignRprocFw.cmake" .
sed 's/^find_package.*/include(SignRprocFw.cmake)/' CMakeLists.example >CMakeLists.txt
# one that is installed isn't looked for
refuses "there is no sign-rproc-fw" cmake -G "$generator" -B build "-DCMAKE_TOOLCHAIN_FILE=$PWD/only.cmake" \
	"-DCMAKE_MAKE_PROGRAM=$(command -v $make)" -DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF \
	-DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF
rm -r build
works configure -DCMAKE_PREFIX_PATH= "-DSIGN_RPROC_FW_EXECUTABLE=$prefix/bin/sign-rproc-fw"
works make_it
