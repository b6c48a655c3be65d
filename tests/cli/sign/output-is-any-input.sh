# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Nothing that is read is overwritten, whatever option names it, and however.
cp "$TESTS/vectors/keys/rsa2048.pem" key.pem
cp "$TESTS/vectors/keys/rsa2048-encrypted.pem" encrypted.pem
echo 'correct horse' >pass
chmod 600 key.pem encrypted.pem pass
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --quiet)
ln -s key.pem link

fails 2 "${call[@]}" --out key.pem --key "file:$PWD/key.pem" 2>&1 | sed "s#$PWD#.#"
fails 2 "${call[@]}" --out ./link --key "file:$PWD/key.pem" 2>&1 | sed "s#$PWD#.#"
fails 2 "${call[@]}" --out pass --key encrypted.pem --key-pass file:pass
dtc -q -I dts -O dtb -o tree.dtb "$TESTS/devicetree/stm32mp157-dk.dts"
cp tree.dtb copy.dtb
fails 2 "${call[@]}" --out tree.dtb --key key.pem --dtb tree.dtb --force
cmp key.pem "$TESTS/vectors/keys/rsa2048.pem"
cmp tree.dtb copy.dtb
cat pass
echo '# of OpenSSL' >openssl.cnf
OPENSSL_CONF=openssl.cnf fails 2 "${call[@]}" --out ./openssl.cnf --key key.pem
cat openssl.cnf
rm openssl.cnf
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out a.sign --key key.pem --quiet
fails 2 sign-rproc-fw extract a.sign --out same --hex ./same
ls
rm -r a.sign key.pem encrypted.pem pass link tree.dtb copy.dtb
