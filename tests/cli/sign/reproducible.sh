# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# shellcheck disable=SC2016 # the inner bash expands
# Same inputs, same bytes: whoever signs, when, where, and in which language.
v=$(realpath "$TESTS/vectors")
program=$(command -v sign-rproc-fw)

# all_of FOLDER COMMAND...: what each command writes and prints, run as `COMMAND... sign-rproc-fw`
all_of() {
	local folder=$1

	shift
	mkdir "$folder"
	(
		cd "$folder" || exit
		"$@" sign --in "$v/elf/rsc.elf" --in "$v/elf/plain.elf" --out signed --key "$v/keys/rsa2048.pem" --plat-tlv 0x10001 text \
			--json >sign.json
		"$@" digest --in "$v/elf/typical.elf" --out unsigned --key "$v/keys/rsa2048.pub.pem" --format raw --quiet >digest.bin
		"$@" digest --in "$v/elf/typical.elf" --out unsigned --key "$v/keys/rsa2048.pub.pem" --json >digest.json
		openssl pkeyutl -sign -inkey "$v/keys/rsa2048.pem" -pkeyopt digest:sha256 -in digest.bin -out signature
		"$@" stitch --in unsigned --signature signature --key "$v/keys/rsa2048.pub.pem" --out stitched --json >stitch.json
		"$@" resign --in signed --out resigned --verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/rsa4096.pem" --json >resign.json
	) 2>/dev/null
}

all_of first "$program"
umask 077
all_of environment env -i "LD_LIBRARY_PATH=${LD_LIBRARY_PATH-}" "ASAN_OPTIONS=$ASAN_OPTIONS" LC_ALL=C.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Apia \
	HOME=/nowhere USER=nobody TMPDIR=/nowhere SOURCE_DATE_EPOCH=1 COLUMNS=20 "$program"
all_of locale env LC_ALL=de_DE.UTF-8 LANGUAGE=de MALLOC_PERTURB_=85 "$program"
all_of limits bash -c 'ulimit -s 256; exec -a sign "$0" "$@"' "$program"
for folder in environment locale limits; do
	diff -r first "$folder"
done
rm -r first environment locale limits

# ECDSA, where OpenSSL has RFC 6979; elsewhere --deterministic says that it doesn't
ecdsa=("$program" sign --in "$v/elf/plain.elf" --key "$v/keys/ec256.pem" --quiet --out)
if "${ecdsa[@]}" one --deterministic 2>message; then
	"${ecdsa[@]}" two
	cmp one two
	rm one two
else
	fails 3 "${ecdsa[@]}" one --deterministic 2>/dev/null
	grep -q 'no deterministic ECDSA signature by this key' message
	[ ! -e one ]
fi
rm message
