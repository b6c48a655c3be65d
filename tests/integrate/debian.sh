#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# docs/integrate/packages.md, "Debian and Ubuntu": built, without a complaint of lintian, and, by root, installed, tested and removed without a rest.

. "$(dirname "$0")/lib.sh"
needs dh debhelper
needs dpkg-buildpackage dpkg-dev
needs lintian lintian
needs autopkgtest autopkgtest

version=$(sed -n 's/^project(signfw VERSION \([0-9.]*\) .*/\1/p' "$source/CMakeLists.txt")
folder=$scratch/signfw-$version
mkdir "$folder"
cd "$source"
git -c safe.directory='*' ls-files -co --exclude-standard | while read -r file; do [ ! -e "$file" ] || echo "$file"; done |
	tar -c -T - | tar -x -C "$folder"
cd "$folder"

about "it is of this version, and has its symbols"
[ "$(dpkg-parsechangelog -l packaging/debian/changelog -S Version)" = "$version-1" ] || wrong "debian/changelog is of another version"
packaging/debian/make-symbols <src/libsignfw.map >"$scratch/symbols"
works diff -u packaging/debian/libsignfw0.symbols "$scratch/symbols"

about "the example, lintian"
"$source/tests/integrate/example.py" "$source/docs/integrate/packages.md" "$scratch/bin"
[ ! -d /usr/lib/ccache ] || export PATH=/usr/lib/ccache:$PATH
# quicker to compile; what is tested is how it is packed
DEB_CFLAGS_APPEND=-O1 works sh "$scratch/bin/build-deb"
works lintian --fail-on error,warning "$scratch"/*.changes
dpkg-deb -c "$scratch"/libsignfw0_*.deb >"$scratch/log"
says /libsignfw.so.0

[ "$(id -u)" -eq 0 ] || { about "not as root: nothing is installed" && exit 0; }
if dpkg-query -W -f '${Status}\n' sign-rproc-fw libsignfw0 libsignfw-dev 2>/dev/null | grep -q 'ok installed'; then
	skip "packages of this name are installed"
fi
trap 'dpkg --purge libsignfw-dev sign-rproc-fw libsignfw0 >/dev/null 2>&1; rm -rf "$scratch"' EXIT
find /usr /etc -xdev -path '*signfw*' -o -xdev -path '*sign-rproc-fw*' -o -xdev -path '*SignRprocFw*' | sort >"$scratch/before"
works dpkg -i "$scratch"/libsignfw0_*.deb "$scratch"/sign-rproc-fw_*.deb "$scratch"/libsignfw-dev_*.deb

about "autopkgtest: it signs, and the library is found"
works autopkgtest . -- null
pkg-config --cflags --libs signfw >"$scratch/log"
! grep -qF .. "$scratch/log" || wrong "pkg-config gives a path that isn't straight"
if command -v zsh >/dev/null; then
	works zsh -f -c "autoload -Uz compinit; compinit -u -D; [[ \$_comps[sign-rproc-fw] == _sign-rproc-fw ]]"
fi

about "removed, nothing is left"
works dpkg --purge libsignfw-dev sign-rproc-fw libsignfw0
find /usr /etc -xdev -path '*signfw*' -o -xdev -path '*sign-rproc-fw*' -o -xdev -path '*SignRprocFw*' | sort >"$scratch/after"
works diff -u "$scratch/before" "$scratch/after"
