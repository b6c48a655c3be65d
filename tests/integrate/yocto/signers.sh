#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Keys elsewhere: a command that signs, with and without the network, and a token.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"
public_key="SIGNFW_PUBKEY = \"$keys/pub.pem\""

about "a command that asks a server"
cat >"$scratch/oe/server" <<'END'
#!/usr/bin/python3
import socket, subprocess, sys
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        with server.accept()[0] as client:
            digest = client.recv(32)
            client.sendall(subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", sys.argv[1], "-pkeyopt", "digest:sha256"],
                                          input=digest, stdout=subprocess.PIPE, check=True).stdout)
END
cat >"$scratch/oe/ask" <<'END'
#!/usr/bin/env python3
import os, socket, sys
assert sys.argv[1:] == ["rsa-pkcs1-sha256", "m4-key"], sys.argv
assert "UNRELATED" not in os.environ
with socket.create_connection(("127.0.0.1", int(open(os.path.join(os.path.dirname(sys.argv[0]), "port")).read()))) as server:
    server.sendall(sys.stdin.buffer.read())
    sys.stdout.buffer.write(server.recv(4096))
END
chmod 755 "$scratch/oe/server" "$scratch/oe/ask"
"$scratch/oe/server" "$keys/key.pem" >"$scratch/oe/port" 2>/dev/null &
server=$!
trap 'kill $server; rm -rf "$scratch"' EXIT
command=("$public_key" 'SIGNFW_KEY = "m4-key"' "SIGNFW_SIGN_COMMAND = \"$scratch/oe/ask\"" 'export UNRELATED = "1"')
settings "${command[@]}"
refuses "Network is unreachable" bitbake -c deploy signfw-selftest
[ -z "$(deployed)" ] || wrong "something is deployed"
settings "${command[@]}" 'SIGNFW_NETWORK = "1"'
works bitbake -c deploy signfw-selftest
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"

about "a token"
needs softhsm2-util softhsm2
mkdir "$scratch/oe/tokens"
printf 'directories.tokendir = %s\nobjectstore.backend = file\n' "$scratch/oe/tokens" >"$scratch/oe/softhsm2.conf"
export SOFTHSM2_CONF=$scratch/oe/softhsm2.conf
works softhsm2-util --init-token --free --label signing --pin 471147 --so-pin 12345678
openssl pkcs8 -topk8 -nocrypt -in "$keys/key.pem" -out "$scratch/key.p8"
works softhsm2-util --import "$scratch/key.p8" --token signing --label firmware --id 01 --pin 471147
echo 471147 >"$keys/pin"
chmod 600 "$keys/pin"
[ "$(id -u)" -ne 0 ] || chown -R nobody "$scratch/oe/tokens" "$keys/pin"
token=('SIGNFW_KEY = "pkcs11:token=signing;object=firmware"' "SIGNFW_KEY_PASS = \"file:$keys/pin\""
	"SOFTHSM2_CONF = \"$SOFTHSM2_CONF\"")
settings "${token[@]}" "$public_key" 'SIGNFW_STRIP = "1"'
works bitbake -c deploy signfw-selftest
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"
! grep -rlF 471147 "$BD" || wrong "the PIN is in these files"
settings "${token[@]}" "SIGNFW_PUBKEY = \"$keys/pub2.pem\""
refuses "[signature-invalid" bitbake -c deploy signfw-selftest
