#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# docs/integrate/zephyr.md, in an imitation of Zephyr's build.

. "$(dirname "$0")/lib.sh"
needs arm-none-eabi-gcc gcc-arm-none-eabi
needs ninja ninja-build
needs jq jq
python3 -c 'import yaml' 2>/dev/null || skip "there is no yaml for python3; install python3-yaml"
/usr/bin/python3 -c 'import kconfiglib' 2>/dev/null || skip "there is no kconfiglib; install python3-kconfiglib"

install_built
cp -r "$source/tests/integrate/zephyr" "$scratch/app"
cd "$scratch/app"
"$source/tests/integrate/example.py" "$source/docs/integrate/cmake.md" .
"$source/tests/integrate/example.py" "$source/docs/integrate/zephyr.md" .
cp "$source/tests/integrate/zephyr/CMakeLists.txt" .
mkdir keys
key tests/vectors/keys/rsa2048.pem keys/development.pem
key tests/vectors/keys/rsa2048.pub.pem keys/development.pub.pem

about "module.yml names what there is; Kconfig takes the example"
python3 - "$source" <<'END'
import pathlib, sys, yaml
root = pathlib.Path(sys.argv[1])
build = yaml.safe_load((root / "zephyr/module.yml").read_text())["build"]
assert (root / build["cmake"] / "CMakeLists.txt").exists() and (root / build["kconfig"]).exists()
END
configuration() { # FILE...: writes .config, as Kconfig makes it of these
	/usr/bin/python3 - "$source/zephyr/Kconfig" "$@" <<'END' || wrong "Kconfig complains"
import sys, kconfiglib
kconf = kconfiglib.Kconfig(sys.argv[1], warn_to_stderr=True)
for name in sys.argv[2:]:
    kconf.load_config(name, replace=False)
kconf.write_config(".config")
sys.exit(bool(kconf.warnings))
END
}
configuration prj.conf
grep -qx 'CONFIG_SIGN_RPROC_FW_STRIP=y' .config || wrong "it isn't stripped by default"

build() { # [CMAKE-OPTION...]
	cmake -G Ninja -B build -DCMAKE_TOOLCHAIN_FILE="$PWD/arm-none-eabi.cmake" -DMODULE="$source" \
		-DCONFIGURATION="$PWD/.config" "$@" && cmake --build build
}

about "off, by default"
mv .config on
configuration
works build
[ ! -e build/zephyr/zephyr.sign ] || wrong "it is signed"
[ -e build/zephyr/zephyr.elf ] || wrong "the imitation builds nothing"

about "on: signed, once"
cp on .config
works build
works sign-rproc-fw verify --key keys/development.pub.pem build/zephyr/zephyr.sign
works build
says "no work to do"

about "another key; a missing one; the wrong one"
key tests/vectors/keys/rsa3072.pem keys/development.pem
refuses "another key" build
[ ! -e build/zephyr/zephyr.sign ] || wrong "there is a container"
key tests/vectors/keys/rsa3072.pub.pem keys/development.pub.pem
works build
works sign-rproc-fw verify --key keys/development.pub.pem build/zephyr/zephyr.sign
mv keys/development.pem away.pem
refuses development.pem build
mv away.pem keys/development.pem
sed -i '/_FW_KEY=/d' .config
refuses "SIGN_RPROC_FW_KEY isn't set" build
cp on .config

about "what the command line says instead, other options, the workspace"
cat >>.config <<'END'
CONFIG_SIGN_RPROC_FW_BOOTADDR="auto"
CONFIG_SIGN_RPROC_FW_EXTRA_ARGS="--table load --plat-tlv 0x10007 'a b'"
END
sed -i '/_DEVICE=\|_BOARD=/d' .config
mkdir workspace
mv keys workspace
works build -DSIGN_RPROC_FW_LAYOUT=st-4.0 -DWEST_TOPDIR="$PWD/workspace" -DSIGN_RPROC_FW_STRIP=OFF
sign-rproc-fw dump --json build/zephyr/zephyr.sign >dump.json
[ "$(jq -r .layout dump.json)" = st-4.0 ] || wrong "another layout"

about "SIGNING_SCRIPT, without the module"
rm -r build
configuration
works build -DSIGNING_SCRIPT="$source/zephyr/signing.cmake" -DSIGN_RPROC_FW_KEY="$PWD/workspace/keys/development.pem"
works sign-rproc-fw verify --key workspace/keys/development.pub.pem build/zephyr/zephyr.sign
