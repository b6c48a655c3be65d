#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The layers of docs/architecture.md: who includes whom, and what the library never does.

. "$(dirname "$0")/lint.sh"

# The layer of a file of src/, by its path without suffix; parts have their own name, since they don't include each other.
layer_of()
{
	case $1 in
	error | findings | bytes | options | cleanup | format) echo base ;;
	elf32 | elfboot | elfheader | elfstrip | elfsymbols) echo part-elf ;;
	container | layout | layout_*) echo part-container ;;
	crypto | crypto_* | key | embed | enckey | fuse | knownkeys) echo part-crypto ;;
	device/heap | device/versions | device/view | device/results) echo "part-$1" ;;
	device/memory | device/boards | device/devicetree) echo part-memory ;;
	decrypt | encrypt | firmware | hashtable | lint | maketable) echo rules ;;
	assemble | sign | signature | resign | convert | read | verify | plaintext | unprotected | handle) echo verbs ;;
	optee) echo verbs ;;
	device/device | device/command | device/load | device/load_st* | device/search | device/signature | device/platform) echo verbs ;;
	device/image | device/keys | device/transfer | device/resource_table) echo verbs ;;
	*) echo none ;;
	esac
}

# Whether layer $1 may include a header of layer $2.
may_include()
{
	case $1:$2 in
	*:base | verbs:* | rules:rules | rules:part-*) return 0 ;;
	part-*) [ "$1" = "$2" ] ;;
	*) return 1 ;;
	esac
}

# Whether the file $1 may include the system header $2.
may_include_system()
{
	case $1:$2 in
	src/crypto_module.c:openssl/* | src/crypto_builtin.c:openssl/*) return 1 ;;
	src/crypto.c:openssl/* | src/crypto_*:openssl/*) return 0 ;;
	src/elf32.c:elf.h | src/elfboot.c:elf.h | src/elfstrip.c:elf.h | src/elfsymbols.c:elf.h | src/elfheader.h:libelf.h) return 0 ;;
	src/crypto_token.c:p11-kit/* | src/crypto_token_public.c:p11-kit/*) return 0 ;;
	src/crypto_module.c:dlfcn.h) return 0 ;;
	src/device/devicetree.c:libfdt.h) return 0 ;;
	src/*:limits.h | src/*:stdarg.h | src/*:stdbool.h | src/*:stddef.h | src/*:stdint.h) return 0 ;;
	src/*:stdio.h | src/*:stdlib.h | src/*:string.h) return 0 ;;
	src/*) return 1 ;;
	cmd/file.c:zlib.h | cmd/report.h:json-c/*) return 0 ;;
	*:openssl/* | *:zlib.h | *:json-c/* | *:elf.h | *:libelf.h | *:gelf.h | *:dlfcn.h | *:libfdt.h | *:p11-kit/*) return 1 ;;
	esac
}

check_include()
{
	case $1:$2 in
	*:'<'*)
		header=${2#<}
		may_include_system "$1" "${header%>}" || complain "$1 includes $2"
		return
		;;
	*:'"signfw.h"') return ;;
	cmd/*)
		header=${2#\"}
		case $header in
		*/*) complain "$1 includes $2, which isn't in cmd/" ;;
		*) [ -f "cmd/${header%\"}" ] || complain "$1 includes $2, which isn't in cmd/" ;;
		esac
		return
		;;
	esac
	name=${1#src/}
	header=${2#\"}
	from=$(layer_of "${name%.?}")
	to=$(layer_of "${header%.h\"}")
	may_include "$from" "$to" || complain "$1 ($from) includes $2 ($to)"
}

# The code of a file: comments are gone, strings are empty, lines are where they were; constants aren't "static".
code_of()
{
	awk '
	{
		out = ""
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			two = substr($0, i, 2)
			if (comment) {
				if (two == "*/") { comment = 0; i++ }
			} else if (quote != "") {
				if (c == "\\") i++
				else if (c == quote) { quote = ""; out = out c }
			} else if (two == "/*") {
				comment = 1
				i++
			} else {
				if (c == "\"" || c == "\047") quote = c
				out = out c
			}
		}
		sub(/static const /, "const ", out)
		print out
	}' "$1"
}

# Complains about every line of the code of file $1 that matches $2.
never()
{
	grep -nE "$2" "$scratch/code" >"$scratch/found" || return 0
	complain_each "$3: $1:" "$scratch/found"
}

outside='(printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|putc|fputc|fwrite|perror|fopen|fdopen|freopen'
outside="$outside|exit|_exit|_Exit|quick_exit|abort|raise|signal|assert|getenv|secure_getenv|setenv|system|popen)"
struct_pointer='\((const )?(struct [a-z_0-9]+|signfw_[a-z_]+|Elf[A-Za-z0-9_]*) ?\*+\) ?[a-z_(&]'

for file in src/*.[ch] src/*/*.[ch] cmd/*.[ch]; do
	sed -n 's/^#[[:space:]]*include[[:space:]]*\([<"][^>"]*[>"]\).*/\1/p' "$file" >"$scratch/includes"
	while read -r header; do
		check_include "$file" "$header"
	done <"$scratch/includes"
	code_of "$file" >"$scratch/code"
	never "$file" "$struct_pointer" "casts bytes to a struct"
	case $file in
	src/*)
		name=${file#src/}
		name=${name%.?}
		[ "$(layer_of "$name")" != none ] || complain "$file is in no layer"
		grep -qE "\`$name(\.\[ch\]|\.[ch])?\`" docs/architecture.md || complain "$file isn't in docs/architecture.md"
		# OpenSSL reads the environment for signfw_key_open(), and the engine's module is found as the engine does
		[ "$name" = crypto_engine ] ||
			never "$file" "(^|[^a-zA-Z0-9_])${outside}[[:space:]]*\(" "the library prints, ends or looks around"
		never "$file" '(^|[^a-zA-Z0-9_])(stdin|stdout|stderr|environ)([^a-zA-Z0-9_]|$)' "the library prints"
		never "$file" '^[[:space:]]*static ([a-z_0-9]+ )+\**[a-z_0-9]+(\[[^]]*\])?( =.*|;)$' "the library keeps state"
		;;
	cmd/*)
		name=${file#cmd/}
		grep -qE "\`${name%.?}(\.\[ch\]|\.[ch])\`" docs/architecture.md || complain "$file isn't in docs/architecture.md"
		;;
	esac
done
finish
