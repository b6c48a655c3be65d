#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What of the layer can be checked without bitbake: the files that the recipe takes, and that each variable is explained.

. "$(dirname "$0")/../lib.sh"
layer=$source/contrib/meta-signfw
class=$layer/classes/sign-rproc-fw.bbclass

about "the recipe is that of this version, and of this licence"
version=$(sed -nE 's/^project\(signfw VERSION ([^ ]+) .*/\1/p' "$source/CMakeLists.txt")
recipe=$layer/recipes-devtools/signfw/signfw_$version.bb
[ -e "$recipe" ] || wrong "there is no $recipe"
grep -qF "md5=$(md5sum <"$source/LICENSE" | cut -d ' ' -f 1)" "$recipe" || wrong "LIC_FILES_CHKSUM isn't that of LICENSE"

about "the files that the recipe takes are all that it takes to build and to install"
files=$(sed -nE 's/^SIGNFW_FILES = "(.*)"$/\1/p' "$recipe")
mkdir "$scratch/files"
# shellcheck disable=SC2086
works tar -C "$source" -cf "$scratch/files.tar" $files
works tar -C "$scratch/files" -xf "$scratch/files.tar"
works cmake -S "$scratch/files" -B "$scratch/build" -DSIGNFW_TESTS=OFF
while read -r file; do
	[ -e "$file" ] || wrong "the recipe lacks ${file#"$scratch/files/"}"
done < <(find "$scratch/build" -name cmake_install.cmake -exec grep -ohE "\"$scratch/files/[^\"]+\"" '{}' + | tr -d '"')

about "each variable has a [doc] and is in docs/integrate/yocto.md"
while read -r variable; do
	grep -q "^$variable\[doc\] = " "$class" || wrong "$variable has no [doc]"
	grep -qF "\`$variable\`" "$source/docs/integrate/yocto.md" || wrong "$variable isn't in docs/integrate/yocto.md"
done < <(sed -nE 's/^(SIGNFW_[A-Z_]+) \?\?= .*/\1/p' "$class")
