# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What tests with bitbake have in common.  Each is called with the source folder and the build folder.
#
# SIGNFW_OE is a folder with checkouts of openembedded-core and bitbake, SERIES/oe-core and SERIES/bitbake; where it isn't
# set, these tests are skipped.  SIGNFW_OE_SERIES are the series to test, all that are there if it isn't set.
#
# Nothing is taken from the network: the machine's programs and libraries stand for those that bitbake would build, see
# auto.conf.  As bitbake refuses root, root's tests run it as nobody.

. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

# not skip: no package has the checkouts, so they may be missing even where nothing else may
if [ -z "${SIGNFW_OE-}" ]; then
	echo "SKIPPED: SIGNFW_OE isn't set: there is no bitbake to test with; CONTRIBUTING.md says how to get one" >&2
	exit 77
fi
needs chrpath chrpath
needs diffstat diffstat
needs gawk gawk
needs cpio cpio
needs lz4 lz4
needs pseudo pseudo
needs rpmbuild rpm
needs debugedit debugedit
locale -a | grep -qi 'en_US.utf-\?8' || skip "there is no locale en_US.UTF-8"

all_series=(kirkstone scarthgap walnascar whinlatter wrynose master)
series=()
for name in ${SIGNFW_OE_SERIES:-"${all_series[@]}"}; do
	if [ -e "$SIGNFW_OE/$name/oe-core" ]; then
		series+=("$name")
	fi
done
[ ${#series[@]} -gt 0 ] || skip "SIGNFW_OE, $SIGNFW_OE, has none of ${SIGNFW_OE_SERIES:-${all_series[*]}}"
# where one is enough
# shellcheck disable=SC2034
newest=${series[-1]}
# shellcheck disable=SC2034
[[ " ${series[*]} " != *" wrynose "* ]] || newest=wrynose

chmod 755 "$scratch"
user=()
if [ "$(id -u)" -eq 0 ]; then
	user=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi

# what bitbake writes into, and what it reads, so that it needs no access to where the sources are
mkdir "$scratch/oe" "$scratch/signfw" "$scratch/keys"
layer=$scratch/signfw/contrib/meta-signfw
keys=$scratch/keys
(cd "$source" && git ls-files -z --cached --others --exclude-standard) |
	tar -C "$source" --null -T - --ignore-failed-read -c 2>/dev/null | tar -x -C "$scratch/signfw"
for name in key key2; do
	openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$keys/$name.pem" 2>/dev/null ||
		openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$keys/$name.pem" 2>/dev/null
done
openssl pkey -in "$keys/key.pem" -pubout -out "$keys/pub.pem"
openssl pkey -in "$keys/key2.pem" -pubout -out "$keys/pub2.pem"
[ "$(id -u)" -ne 0 ] || chown -R nobody "$scratch/oe" "$scratch/signfw" "$keys"

# Runs a command in the environment of bitbake: oe COMMAND...
# PYTHONPATH is there so that oe-init-build-env doesn't append the current folder: where bitbake can't write into its own
# folder it leaves a parser there, which its next start stumbles over.
oe() {
	# shellcheck disable=SC2016
	"${user[@]}" env -i HOME="$scratch/oe" LANG=en_US.UTF-8 LC_ALL=en_US.UTF-8 TERM=dumb TEMPLATECONF= \
		PATH="$oe_path/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" BITBAKEDIR="$SIGNFW_OE/$chosen/bitbake" \
		PYTHONPATH="$SIGNFW_OE/$chosen/bitbake/lib" \
		bash -c 'cd "$1" && . ./oe-init-build-env "$2" >/dev/null && shift 2 && "$@"' _ \
		"$SIGNFW_OE/$chosen/oe-core" "$BD" "$@"
}

# Makes a build folder, $BD, of a series, in which the program is what was built: build_folder SERIES
# or in which bitbake builds it, with the machine's libraries:                   build_folder SERIES native
build_folder() {
	chosen=$1 BD=$scratch/oe/$1${2+-$2} oe_path=''
	if [ -z "${2-}" ]; then
		[ -e "$prefix" ] || install_built
		oe_path=$prefix/bin:
	fi
	oe true
	{
		cat "$source/tests/integrate/yocto/auto.conf"
		if [ -z "${2-}" ]; then
			echo 'ASSUME_PROVIDED += "signfw-native"'
			echo 'HOSTTOOLS += "sign-rproc-fw"'
		else
			cat <<-'END'
				HOSTTOOLS += "gcc g++ ld ar nm objcopy objdump ranlib readelf strip as"
				OECMAKE_EXTRA_ROOT_PATH:pn-signfw-native = "/"
				EXTRA_OECMAKE:append:pn-signfw-native = " -DCMAKE_LIBRARY_ARCHITECTURE=x86_64-linux-gnu"
				PKG_CONFIG_PATH:append:pn-signfw-native = ":/usr/lib/x86_64-linux-gnu/pkgconfig:/usr/share/pkgconfig"
			END
		fi
	} >"$BD/conf/auto.conf"
	printf 'BBLAYERS += "%s"\n' "$scratch/signfw/tests/integrate/yocto/meta-host" "$layer" >>"$BD/conf/bblayers.conf"
	: >"$BD/conf/site.conf"
}

# Sets variables for what follows, and forgets those of before: settings 'NAME = "value"'...
settings() {
	printf '%s\n' "$@" >"$BD/conf/site.conf"
}

# Runs bitbake; what it prints goes to $scratch/log.
bitbake() {
	oe bitbake "$@"
}

# Where containers are deployed.
deployed() {
	find "$BD" -path '*/deploy/images/*' -name '*.sign'
}

# How often a task ran in the last call: ran TASK
ran() {
	grep -c "task $1: Started" "$scratch/log" || true
}
