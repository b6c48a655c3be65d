#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The rooms of src/ and cmd/: who includes whom, and what the library never does.  Prints the rooms by level.

. "$(dirname "$0")/lint.sh"

# Each room, and the rooms whose headers its files may include.  "cmd" is the folder itself.
rooms='
src/base
src/format      base
src/elf         base format
src/crypto      base format
src/key         base format crypto
src/container   base format
src/firmware    base format elf crypto
src/device      base format crypto key tree
src/tree        base
src/linux       base format tree
src/pas         base format crypto key
src/pas_device  base format crypto
src/optee_build base
src/verbs       base format elf crypto key container firmware device linux pas optee_build
cmd             base arguments files printing keys containers booting generating pas explaining corpus
cmd/base
cmd/files       base
cmd/arguments   base files
cmd/printing    base arguments explaining
cmd/keys        base arguments files printing
cmd/containers  base arguments files printing keys
cmd/booting     base arguments files printing containers
cmd/generating  base arguments files printing containers
cmd/corpus      base arguments files printing
cmd/pas         base arguments files printing keys containers
cmd/explaining
'

# Whether the file $1 may include the system header $2.
may_include_system()
{
	case $1:$2 in
	src/crypto/*:openssl/* | src/crypto/*:p11-kit/* | src/crypto/p11_kit.c:dlfcn.h | src/crypto/key_open.c:unistd.h |\
		src/crypto/key_open.c:fcntl.h | src/crypto/key_open.c:errno.h) return 0 ;;
	src/elf/*:elf.h | src/elf/*:libelf.h) return 0 ;;
	src/verbs/handle.*:stdatomic.h | src/optee_build/embedded_ta.c:zlib.h) return 0 ;;
	src/tree/*:libfdt.h | src/device/*:libfdt.h | src/linux/*:libfdt.h) return 0 ;;
	src/*:limits.h | src/*:stdarg.h | src/*:stdbool.h | src/*:stddef.h | src/*:stdint.h) return 0 ;;
	src/*:stdio.h | src/*:stdlib.h | src/*:string.h) return 0 ;;
	src/*) return 1 ;;
	cmd/files/*:zlib.h | cmd/printing/json.c:json-c/*) return 0 ;;
	*:openssl/* | *:zlib.h | *:json-c/* | *:elf.h | *:libelf.h | *:gelf.h | *:dlfcn.h | *:libfdt.h | *:p11-kit/*) return 1 ;;
	esac
}

# The code of files, each line as "FILE:NUMBER:CODE": comments are gone, strings are empty; constants aren't "static".
code_of()
{
	awk '
	FNR == 1 { comment = 0 }
	{
		rest = $0
		out = ""
		for (;;) {
			if (comment) {
				if (!match(rest, /\*\//)) break
				comment = 0
			} else {
				if (!match(rest, /\/\*|"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047/)) {
					out = out rest
					break
				}
				out = out substr(rest, 1, RSTART - 1)
				first = substr(rest, RSTART, 1)
				if (first == "/") comment = 1
				else out = out first first
			}
			rest = substr(rest, RSTART + RLENGTH)
		}
		sub(/static const /, "const ", out)
		print FILENAME ":" FNR ":" out
	}' "$@"
}

# Complains about every line of the code of files whose name begins with $1 that matches $2, at ^ as it begins.
never()
{
	grep -E "^$1[^:]*:[0-9]+:$2" "$scratch/code" >"$scratch/found" || return 0
	complain_each "$3: " "$scratch/found"
}

find src cmd -name '*.[ch]' | sort >"$scratch/files"

# --- what includes what -----------------------------------------------------------

# "FILE HEADER" for each include with quotes, the header with its folder; "FILE <HEADER>" for the others
while read -r file; do
	sed -n "s|^#[[:space:]]*include[[:space:]]*\"\([^\"]*\)\".*|$file ${file%%/*}/\1|p
		s|^#[[:space:]]*include[[:space:]]*\(<[^>]*>\).*|$file \1|p" "$file"
done <"$scratch/files" | grep -vE '(src|cmd)/signfw(/[a-z_]+)?\.h$' >"$scratch/includes"

# the room of a path is its folder
printf '%s' "$rooms" | awk -v levels="$scratch/levels" '
	FNR == NR {
		if (NF > 0) {
			known[$1] = 1
			top = $1; sub(/\/.*/, "", top)
			for (i = 2; i <= NF; i++) allowed[$1, ($i == top) ? top : top "/" $i] = 1
		}
		next
	}
	{
		from = $1; sub(/\/[^\/]*$/, "", from)
		if (!(from in known)) { print $1 " is in no room"; next }
		if ($2 ~ /^</) next
		to = $2; sub(/\/[^\/]*$/, "", to)
		if (!(to in known)) { print $1 " includes " $2 ", which is in no room"; next }
		if (from != to) {
			if (!((from, to) in allowed)) print $1 " includes " $2
			used[from, to] = 1
		}
	}
	END {
		# a room is one level above the highest that it uses
		for (again = 1; again && rounds++ < 50;) {
			again = 0
			for (pair in used) {
				split(pair, room, SUBSEP)
				if (level[room[1]] < level[room[2]] + 1) { level[room[1]] = level[room[2]] + 1; again = 1 }
			}
		}
		if (again) print "rooms include each other in a circle"
		for (room_name in known) {
			list = ""
			for (pair in used) {
				split(pair, room, SUBSEP)
				if (room[1] == room_name) list = list " " room[2]
			}
			printf "%d %s ->%s\n", level[room_name], room_name, list == "" ? " nothing" : list >levels
		}
	}' - "$scratch/includes" >"$scratch/found"
complain_each '' "$scratch/found"
echo "level room -> rooms that it includes"
sort -k 1,1n -k 2,2 "$scratch/levels" | grep '[0-9] src'
sort -k 1,1n -k 2,2 "$scratch/levels" | grep '[0-9] cmd'

grep '<' "$scratch/includes" >"$scratch/system" || :
while read -r file header; do
	header=${header#<}
	may_include_system "$file" "${header%>}" || complain "$file includes $header"
done <"$scratch/system"

# a module is a .c and its .h; no two modules include each other, over however many others
sed -n 's/\.[ch] / /; s/\.h$//p' "$scratch/includes" | awk '$1 != $2' | sort -u >"$scratch/arrows"
tsort "$scratch/arrows" >/dev/null 2>"$scratch/found" || :
sed -i '/input contains a loop/d; s/^tsort: /a circle of includes: /' "$scratch/found"
complain_each '' "$scratch/found"

# --- names ------------------------------------------------------------------------

sed 's|.*/||' "$scratch/files" | sort | uniq -d >"$scratch/found" || :
complain_each 'a file name is there twice: ' "$scratch/found"

# --- a header is its source's --------------------------------------------------------

# The functions of the library that file $1 declares or defines: at the beginning of a line.
functions_of()
{
	grep -vE '^static ' "$1" | grep -oE '^[A-Za-z][A-Za-z_0-9 ]*[ *]+sfw_[a-z_0-9]+\(' |
		grep -oE 'sfw_[a-z_0-9]+\($' | tr -d '(' | sort -u
}

find src -name '*.h' | sort | while read -r header; do
	source=${header%.h}.c
	functions_of "$header" >"$scratch/declared"
	[ -s "$scratch/declared" ] || continue
	[ -f "$source" ] || {
		echo "$header declares functions, and there is no $source"
		continue
	}
	functions_of "$source" >"$scratch/defined"
	comm -23 "$scratch/declared" "$scratch/defined" | sed "s|^|$header declares what $source doesn't define: |"
	comm -13 "$scratch/declared" "$scratch/defined" | sed "s|^|$source defines what $header doesn't declare: |"
done >"$scratch/found"
complain_each '' "$scratch/found"

# --- what the code never does -----------------------------------------------------

outside='(printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|putc|fputc|fwrite|perror|fopen|fdopen|freopen'
outside="$outside|exit|_exit|_Exit|quick_exit|abort|raise|signal|assert|getenv|secure_getenv|setenv|system|popen)"
struct_pointer='\((const )?(struct [a-z_0-9]+|signfw_[a-z_]+|Elf[A-Za-z0-9_]*) ?\*+\) ?[a-z_(&]'

# shellcheck disable=SC2046 # no name has a blank
code_of $(cat "$scratch/files") >"$scratch/code"
never '' ".*$struct_pointer" "casts bytes to a struct"
never src/ '(.*[^a-zA-Z0-9_])?(stdin|stdout|stderr|environ)([^a-zA-Z0-9_]|$)' "the library prints"
never src/ '[[:space:]]*static ([a-z_0-9]+ )+\**[a-z_0-9]+(\[[^]]*\])?( =.*|;)$' "the library keeps state"
# OpenSSL reads the environment for signfw_key_open(), and the engine's module is found as the engine does
sed -i '/^src\/crypto\/pkcs11_engine\.c:/d' "$scratch/code"
never src/ "(.*[^a-zA-Z0-9_])?${outside}[[:space:]]*\(" "the library prints, ends or looks around"
finish
