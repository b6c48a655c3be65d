#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The library example: docs/example.c is what docs/library.md and libsignfw(3) print, and it works; so does that in signfw.h.
# example.sh SOURCE-FOLDER docs_example
# shellcheck disable=SC2016 # the backticks are those of the page

. "$(dirname "$0")/lint.sh"

sed -n '/^```c$/,/^```$/{/^```/d;p}' docs/library.md >"$scratch/page"
sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' man/libsignfw.3 | sed -n '/^\.Bd -literal/,/^\.Ed/{/^\.[BE]d/d;p}' |
	sed 's/\\e/\\/g; s/^\\&//' >"$scratch/man"
diff -u docs/example.c "$scratch/page" >&2 || complain "docs/library.md has another example than docs/example.c"
diff -u docs/example.c "$scratch/man" >&2 || complain "libsignfw(3) has another example than docs/example.c"

{
	printf '#include <signfw.h>\n#include <stdio.h>\n'
	echo 'void first(const void *elf, size_t elf_size, const void *pem, size_t pem_size);'
	echo 'void first(const void *elf, size_t elf_size, const void *pem, size_t pem_size)'
	echo '{'
	sed -n '/^ \*     struct signfw_input/,/^ \*     signfw_key_free/s/^ \*//p' include/signfw.h | sed '/\.\.\.$/d'
	echo '}'
} >"$scratch/first.c"
grep -q 'signfw_sign(' "$scratch/first.c" || complain "signfw.h has no example in its first comment"
"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -fsyntax-only -Iinclude "$scratch/first.c" >&2 ||
	complain "the example of signfw.h doesn't compile"

output=$("$2" tests/firmware/openamp.elf keys/dev-rsa2048.pem) || complain "the example fails: $?"
[ "$output" = 'valid: 4012 bytes, layout optee' ] || complain "the example prints: $output"

code=0
"$2" docs/example.c keys/dev-rsa2048.pem >"$scratch/stdout" 2>"$scratch/stderr" || code=$?
output="$code $(cat "$scratch/stdout" "$scratch/stderr")"
[ "$output" = "1 SIGNFW_E_ELF: docs/example.c: not an ELF file (it doesn't begin with 7f 45 4c 46)" ] ||
	complain "the example says of a text file: $output"
finish
