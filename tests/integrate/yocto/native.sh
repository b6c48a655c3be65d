#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# bitbake builds the program from these sources, with the machine's libraries, and signs with it.

. "$(dirname "$0")/bitbake.sh"

wanted=()
for name in kirkstone wrynose; do
	[[ " ${series[*]} " != *" $name "* ]] || wanted+=("$name")
done
install_built
libraries=$(sed -n 's/^DEPENDS = "\(.*\)"$/\1/p' "$layer"/recipes-devtools/signfw/signfw_*.bb)
for name in "${wanted[@]:-$newest}"; do
	about "$name: the program"
	build_folder "$name" native
	works bitbake signfw-native
	! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "$name has something to say about the recipe"
	installed=$(echo "$BD"/tmp*/sysroots-components/x86_64/signfw-native/usr)
	for file in "$installed/bin/sign-rproc-fw" "$installed/lib/libsignfw.so.0"; do
		works readelf -d "$file"
		# what is loaded from where it was built isn't found where it is used
		! grep -E 'R(UN)?PATH' "$scratch/log" | grep -qF "$BD" || wrong "$file looks for libraries in the build folder"
	done
	readelf -d "$installed/bin/sign-rproc-fw" >"$scratch/log"
	# shellcheck disable=SC2016
	says '$ORIGIN/../lib'
	! grep -rl "$BD" "$installed/lib/pkgconfig" "$installed/lib/cmake" "$installed/share" || wrong "these files name the build folder"
	# libraries may be called otherwise, and nobody reads manual pages in a sysroot
	names() {
		(cd "$1" && find . -path ./lib -prune -o -type f -print | grep -vE '^./share/(man|bash-completion|zsh|fish)/' | sort)
	}
	works diff -u <(names "$prefix") <(names "$installed")

	about "$name: signs"
	settings "SIGNFW_KEY = \"$keys/key.pem\"" "SIGNFW_PUBKEY = \"$keys/pub.pem\""
	works bitbake -c deploy signfw-selftest
	works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"

	about "$name: for the SDK and the target, as far as that can be seen without a compiler"
	# whatever isn't the recipe or one of its libraries is there
	echo "ASSUME_PROVIDED += \"^(?!(nativesdk-)?(signfw|${libraries// /|})\$).*\"" >>"$BD/conf/auto.conf"
	works bitbake -e nativesdk-signfw
	works bitbake -e signfw
done
