# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# shellcheck disable=SC2016 # the signer's script expands by itself
# A command that signs gets no descriptor but the standard ones, also where /proc doesn't say which there are.
v=$TESTS/vectors

strace -o /dev/null true 2>/dev/null || skip "strace can't be used here"
export KEY=$v/keys/rsa2048.pem
signer signer <<'END'
ls "/proc/$$/fd" >descriptors
echo "descriptors:" $(grep -x '[0-9]' descriptors) >&2 # those from 10 on are the shell's own
exec openssl dgst -sha256 -sign "$KEY"
END
exec 7</dev/null 9</dev/null
call=(sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem"
	--sign-command ./signer --sign-command-input data)
"${call[@]}"
cmp out.sign "$v/sign/plain.sign"
# a sanitizer doesn't look for leaks where it is traced
export ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
strace -o trace -P /proc/self/fd -e inject=openat:error=ENOENT "${call[@]}" 2>messages
grep -v '^strace: ' messages >&2
grep -c INJECTED trace
cmp out.sign "$v/sign/plain.sign"
rm descriptors messages signer out.sign trace
