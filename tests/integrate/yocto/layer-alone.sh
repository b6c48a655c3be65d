#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# The layer without the sources that it is part of, in the oldest series and in the newest: it is parsed without a
# complaint, also where keys are set for all recipes, and builds sources from elsewhere.

. "$(dirname "$0")/bitbake.sh"

version=$(sed -nE 's/^project\(signfw VERSION ([^ ]+) .*/\1/p' "$source/CMakeLists.txt")
mkdir "$scratch/sources"
cp -r "$layer" "$scratch/sources/meta-signfw"
tar -C "$scratch/signfw" --transform "s|^\.|signfw-$version|" -czf "$scratch/sources/signfw-$version.tar.gz" .
as_somebody=(-c user.name=test -c user.email=test@localhost -c init.defaultBranch=main)
git "${as_somebody[@]}" init -q "$scratch/sources/signfw"
cp -r "$scratch/signfw/." "$scratch/sources/signfw"
git -C "$scratch/sources/signfw" add .
git "${as_somebody[@]}" -C "$scratch/sources/signfw" commit -qm sources
commit=$(git -C "$scratch/sources/signfw" rev-parse HEAD)
[ "$(id -u)" -ne 0 ] || chown -R nobody "$scratch/sources"
signfw=$layer
layer=$scratch/sources/meta-signfw

wanted=("${series[0]}")
[ "${series[0]}" = "$newest" ] || wanted+=("$newest")
for name in "${wanted[@]}"; do
	about "$name: nothing to build, and nothing wrong"
	build_folder "$name" native
	! grep -qF "$signfw" "$BD/conf/bblayers.conf" || wrong "the layer isn't alone"
	settings "SIGNFW_KEY = \"$keys/key.pem\""
	works bitbake -p
	! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "$name has something to say about the layer"
	refuses "set SIGNFW_SOURCE to a URI" bitbake signfw-native
	refuses "meta-signfw isn't in signfw's sources" bitbake signfw-selftest

	# shellcheck disable=SC2016
	for uri in "file://$scratch/sources/signfw-$version.tar.gz" \
		"git://$scratch/sources/signfw;protocol=file;branch=main;rev=$commit"';destsuffix=${BP}'; do
		about "$name: sources of ${uri%%:*}:"
		settings "SIGNFW_SOURCE = \"$uri\""
		works bitbake -c configure signfw-native
		! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "$name has something to say about $uri"
	done
done
