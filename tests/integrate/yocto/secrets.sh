#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Who doesn't have a secret needs none, and who has one leaves none behind.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"
passphrase=kleines-geheimnis-4711
printf '%s\n' "$passphrase" >"$keys/the-passphrase-file"
openssl pkcs8 -topk8 -in "$keys/key.pem" -out "$keys/locked.pem" -passout "pass:$passphrase"
chmod 600 "$keys/the-passphrase-file" "$keys/locked.pem"
[ "$(id -u)" -ne 0 ] || chown nobody "$keys/the-passphrase-file" "$keys/locked.pem"

about "an encrypted key"
settings "SIGNFW_KEY = \"$keys/locked.pem\"" "SIGNFW_KEY_PASS = \"file:$keys/the-passphrase-file\""
works bitbake -c package_write_deb signfw-selftest
works bitbake -c deploy signfw-selftest
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"

about "the passphrase is nowhere, and nothing in the signatures of tasks can be compared with it"
works bitbake -e signfw-selftest
! grep -F "$passphrase" "$scratch/log" || wrong "bitbake -e shows it"
! grep -rlF "$passphrase" "$BD" || wrong "it is in these files"
sum=$(md5sum <"$keys/the-passphrase-file" | cut -d ' ' -f 1)
found=0
while read -r data; do
	works oe bitbake-dumpsig "$data"
	! grep -E "the-passphrase-file|$sum" "$scratch/log" || wrong "its file is in $data"
	found=$((found + 1))
done < <(find "$BD" -name '*do_sign_rproc_fw*sigdata*')
[ "$found" -gt 0 ] || wrong "there is no signature data"

about "the state cache is enough for those who don't have the private key"
settings "SIGNFW_KEY = \"$keys/key.pem\"" "SIGNFW_PUBKEY = \"$keys/pub.pem\""
works bitbake -c deploy signfw-selftest
works bitbake -c clean signfw-selftest
[ -z "$(deployed)" ] || wrong "it isn't clean"
mv "$keys/key.pem" "$keys/away.pem"
works bitbake -c deploy signfw-selftest
says "do_deploy_setscene: Succeeded"
[ "$(ran do_sign_rproc_fw)" = 0 ] || wrong "it is signed again"
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"
mv "$keys/away.pem" "$keys/key.pem"
