# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# PKCS#12 and encrypted PKCS#8: signed containers are good for who has the public key from another tool.
v=$TESTS/vectors
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key-pass fd:3)

for name in rsa2048 ec256; do
	openssl pkey -in "$v/keys/$name.pem" -pubout -out public.pem
	openssl req -x509 -new -subj /CN=firmware -key "$v/keys/$name.pem" -out certificate.pem
	openssl pkcs12 -export -inkey "$v/keys/$name.pem" -in certificate.pem -passout pass:secret -out key.p12
	openssl pkcs8 -topk8 -in "$v/keys/$name.pem" -passout pass:secret -out pkcs8.pem
	openssl pkcs8 -topk8 -in "$v/keys/$name.pem" -passout pass:secret -outform DER -out pkcs8.der
	for key in key.p12 pkcs8.pem pkcs8.der; do
		# the passphrase is read once, whatever it is needed for
		"${call[@]}" --key "$key" --quiet 3<<<secret
		sign-rproc-fw verify --key public.pem out.sign
		sign-rproc-fw verify --key certificate.pem out.sign
		sign-rproc-fw check --device optee --key public.pem out.sign >answer || [ "$name" = ec256 ]
		head -n 1 answer
		rm out.sign
		fails 3 "${call[@]}" --key "$key" 3<<<wrong
		fails 3 sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$key"
	done
done
rm answer key.p12 certificate.pem public.pem pkcs8.pem pkcs8.der
