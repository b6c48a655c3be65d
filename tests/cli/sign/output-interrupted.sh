# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Ended by a signal at any time, it leaves nothing behind, and the output is the old one or the new one.
cp "$TESTS/vectors/elf/plain.elf" big.elf
truncate -s 64M big.elf
mkdir folder
call=(sign-rproc-fw --in big.elf --out folder/out.sign --key "$KEYS/dev-rsa2048.pem" --quiet)
"${call[@]}"
new=$(sha256sum <folder/out.sign)
old=$(echo old | sha256sum)
ended=0

for signal in TERM HUP PIPE ALRM USR1 KILL; do
	for delay in 0.01 0.03 0.05 0.08 0.12; do
		echo old >folder/out.sign
		"${call[@]}" &
		pid=$!
		sleep "$delay"
		kill -s "$signal" "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || ended=$((ended + 1))
		[ "$(ls -A folder)" = out.sign ] || echo "$signal after $delay s: left: $(ls -A folder)"
		case $(sha256sum <folder/out.sign) in
		"$old" | "$new") ;;
		*) echo "$signal after $delay s: neither the old file nor the new one" ;;
		esac
	done
done
[ "$ended" -gt 5 ] || echo "only $ended calls were ended by their signal"
rm -r folder big.elf
