#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Makes each system call of a writing command fail once, and ends the command at each once: inject.sh PROGRAM CASE
#
# Whatever happens, an output is the old file or the new one, nothing else is left, a failure has a message, and an
# exit code 0 means that the new file is there.  Runs strace, threads and children included.
set -euo pipefail

program=$1
case=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
vectors=$here/../vectors
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

command -v strace >/dev/null || {
	echo "skipped: strace is missing" >&2
	exit 77
}
strace -o /dev/null true 2>/dev/null || {
	echo "skipped: processes can't be traced here" >&2
	exit 77
}

# --- the commands: what is there before, what is called, and its outputs -----------

mkdir in folder
cp "$vectors/elf/plain.elf" "$vectors/keys/rsa2048.pem" "$vectors/sign/plain.sign" in
chmod 600 in/rsa2048.pem
old=() outputs=(folder/out)
sign=("$program" sign --in in/plain.elf --key in/rsa2048.pem --out folder/out --quiet)
case $case in
sign-new) call=("${sign[@]}") ;;
sign-replace) call=("${sign[@]}") old=(folder/out) ;;
sign-command)
	# answers with the signature that is in the container: behind 20 bytes of header and the TLVs
	tail -c "+$((21 + $(od -An -tu4 -j8 -N4 in/plain.sign)))" in/plain.sign | head -c 256 >in/signature
	printf '#!/bin/sh\ncat >/dev/null\nexec cat "%s"\n' "$work/in/signature" >in/signer
	chmod +x in/signer
	# where its input can't be closed, it waits for more until it is ended
	call=("${sign[@]}" --sign-command in/signer --sign-command-input data --sign-command-timeout 5)
	;;
extract)
	call=("$program" extract in/plain.sign --out folder/out --hex folder/out.hex)
	outputs=(folder/out folder/out.hex) old=(folder/out folder/out.hex)
	;;
sign-large)
	# written while it is hashed
	truncate -s 17M in/plain.elf
	call=("${sign[@]}") old=(folder/out)
	;;
key-header) call=("$program" key header in/rsa2048.pem --out folder/out) old=(folder/out) ;;
*)
	echo "no case $case" >&2
	exit 2
	;;
esac

prepare() {
	rm -rf folder
	mkdir folder
	for file in "${old[@]}"; do echo old >"$file"; done
}

# --- what has to be true afterwards -----------------------------------------------

failed=0 runs=0

complain() {
	echo "$*" >&2
	failed=$((failed + 1))
}

# The state of an output: old, new, none or broken.
state_of() {
	local name=${1//\//_}

	if [ ! -e "$1" ]; then
		echo none
	elif cmp -s "$1" "expected_$name"; then
		echo new
	elif [ "$(cat "$1")" = old ]; then
		echo old
	else
		echo broken
	fi
}

judge() { # WHAT CODE KILLED
	local what=$1 code=$2 killed=$3 file state states='' left

	for file in "${outputs[@]}"; do
		state=$(state_of "$file")
		states+=" $state"
		[ "$state" != broken ] || complain "$what: $file is neither the old file nor the new one"
		if [ "$state" = none ] && [[ " ${old[*]} " == *" $file "* ]]; then complain "$what: $file is gone"; fi
		[ "$code" -ne 0 ] || [ "$state" = new ] || complain "$what: exit code 0, but $file is $state"
	done
	left=$(find folder -mindepth 1 | LC_ALL=C sort | grep -vxF "$(printf '%s\n' "${outputs[@]}")" || :)
	# only rename() puts a file in the place of another, and wants a name for that moment
	case $killed:$what in
	yes:*link* | yes:*rename*) ;;
	*) [ -z "$left" ] || complain "$what: left behind: $left" ;;
	esac
	if [ "$killed" = no ] && [ "$code" -ne 0 ]; then
		[ -s message ] || complain "$what: exit code $code without a message"
		case $states in
		*new*old* | *new*none*)
			grep -q 'is new, though' message || complain "$what: some outputs are new, which isn't said"
			;;
		esac
	fi
}

# --- the runs ----------------------------------------------------------------------

prepare
"${call[@]}" >/dev/null
for file in "${outputs[@]}"; do cp "$file" "expected_${file//\//_}"; done
prepare
strace -f -qq -o trace "${call[@]}" >/dev/null
# from the first input on: what is before that is the dynamic linker's
begin=$(grep -nm 1 'open.*"in/' trace | cut -d : -f 1)
# whoever reads the image writes it, once; the rest is written when that is hashed
[ "$case" != sign-large ] || awk -v size="$(stat -c %s expected_folder_out)" '
	$2 ~ /^write\(/ { sum += $NF; if ($1 != last) threads++; last = $1 }
	END { exit !(sum == size && threads == 2) }' trace || complain "the image isn't written once, ahead"

inject() { # SYSCALL NUMBER WHAT KILLED
	local code=0

	prepare
	# a shell of its own, which says nothing of how the command ended
	bash -c '"$@" >/dev/null 2>message' - strace -f -qq -o /dev/null -e "inject=$1:$3:when=$2" "${call[@]}" \
		2>/dev/null || code=$?
	runs=$((runs + 1))
	judge "$1 number $2: $3" "$code" "$4"
}

# name and number of each call from there on; strace counts for each process and thread by itself.  What a signer does
# is its own; of the signals that posix_spawn() resets for it, one by one, the first and the last say as much as all.
awk -v begin="$begin" '
function flush() {
	if (repeated > 16) print name_before, number_before
	repeated = 0
}
{
	process = $1
	sub(/^[0-9]+ +/, "")
	if (!match($0, /^[a-z_0-9]+\(/)) next
	name = substr($0, 1, RLENGTH - 1)
	number = ++seen[process, name]
	if (NR < begin) next
	if (name == "execve") foreign[process] = 1
	if (process in foreign) next
	if (process " " name != before) flush()
	if (++repeated <= 16) print name, number
	before = process " " name
	name_before = name
	number_before = number
}
END { flush() }' trace | sort -u >calls
while read -r name number; do
	case $name in
	exit | exit_group | rt_sigreturn | execve | vfork | clone* | wait* | futex) continue ;;
	# failing these changes nothing that can be seen, or everything
	rt_sig* | brk | m*map | mprotect | madvise | getpid | gettid | umask | prctl | arch_prctl | rseq | set_*) ;;
	*)
		inject "$name" "$number" error=EIO no
		case $name in *write* | *link* | fsync) inject "$name" "$number" error=ENOSPC no ;; esac
		case $name in *write* | *read*) inject "$name" "$number" error=EINTR no ;; esac
		;;
	esac
	inject "$name" "$number" signal=KILL yes
	inject "$name" "$number" signal=TERM yes
done <calls
echo "$case: $runs runs, $failed complaints"
[ "$runs" -gt 20 ] && [ "$failed" -eq 0 ]
