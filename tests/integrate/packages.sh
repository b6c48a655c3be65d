#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# packaging/: built by the tools that Debian has of other distributions: packages.sh SOURCE BUILD rpm|arch|alpine

. "$(dirname "$0")/lib.sh"
kind=$1
version=$(sed -n 's/^project(signfw VERSION \([0-9.]*\) .*/\1/p' "$source/CMakeLists.txt")
name=signfw-$version
grep -q "[vV]er[a-z]*[:=] *$version\$" "$source"/packaging/"$kind"/* || wrong "packaging/$kind is of another version"

# The tarball of a release.
tarball() {
	cd "$source"
	git -c safe.directory='*' ls-files -co --exclude-standard | while read -r file; do [ ! -e "$file" ] || echo "$file"; done |
		tar -cz --transform "s|^|$name/|" -T - -f "$1/$name.tar.gz"
	cd "$scratch"
}

# In a folder of a package, unpacked, that the program works: unpacked FOLDER LIBDIR
unpacked() {
	key tests/vectors/keys/rsa2048.pem key.pem
	LD_LIBRARY_PATH=$1/usr/$2 works "$1/usr/bin/sign-rproc-fw" --in "$source/tests/firmware/openamp.elf" \
		--out "$scratch/m4.sign" --key key.pem
	LD_LIBRARY_PATH=$1/usr/$2 works "$1/usr/bin/sign-rproc-fw" verify --key key.pem "$scratch/m4.sign"
}

cd "$scratch"
[ ! -d /usr/lib/ccache ] || export PATH=/usr/lib/ccache:$PATH
case $kind in
rpm)
	needs rpmbuild rpm
	mkdir -p "$scratch/rpm/SOURCES"
	tarball "$scratch/rpm/SOURCES"
	# the names that it requires are those of Fedora; -O1 is quicker to compile
	works rpmbuild -bb --nodeps --define "_topdir $scratch/rpm" --define "optflags -O1 -g" \
		"$source/packaging/rpm/signfw.spec"
	rpm -qp --provides "$scratch"/rpm/RPMS/*/signfw-libs-[0-9]*.rpm >"$scratch/log"
	says 'libsignfw.so.0'
	mkdir root
	cd root
	for package in "$scratch"/rpm/RPMS/*/signfw-[0-9]*.rpm "$scratch"/rpm/RPMS/*/signfw-libs-[0-9]*.rpm; do
		rpm2cpio "$package" | cpio -idm --quiet
	done
	cd ..
	unpacked "$scratch/root" "$(basename "$(rpm --eval '%{_libdir}')")"
	;;
arch)
	needs makepkg makepkg
	needs bsdtar libarchive-tools
	works bash -n "$source/packaging/arch/PKGBUILD"
	mkdir arch
	tarball "$scratch/arch"
	cp "$source/packaging/arch/PKGBUILD" arch
	cd arch
	# makepkg isn't for root, and asks for pacman, which has nothing to do
	export PACMAN=true
	[ "$(id -u)" -ne 0 ] || { chmod 755 "$scratch" && chown -R nobody . && somebody=(setpriv --reuid=nobody --clear-groups env -u CCACHE_DIR HOME="$PWD"); }
	works "${somebody[@]}" makepkg --nodeps --noconfirm
	mkdir "$scratch/root"
	tar -x -C "$scratch/root" -f ./*.pkg.tar*
	cd ..
	unpacked "$scratch/root" lib
	;;
alpine)
	# nothing that builds it
	works sh -n "$source/packaging/alpine/APKBUILD"
	;;
esac
