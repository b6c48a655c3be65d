# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# 50 signers at a time, as in a parallel build: each line of what they print is whole, and none is missing.
v=$TESTS/vectors
[ -n "$(command -v make)" ] || skip "there is no make"
cat >Makefile <<'END'
FILES := $(foreach n,0 1 2 3 4 5 6 7 8 9,a$(n).sign b$(n).sign c$(n).sign d$(n).sign e$(n).sign)
all: $(FILES)
%.sign:
	@sign-rproc-fw sign --in $(ELF) --key $(KEY) --out $@ --layout st-4.0 --plat-tlv BOOTSEC 0x0
END
make -j50 ELF="$v/elf/overlap.elf" KEY="$KEYS/dev-rsa2048.pem" 2>&1 | sort >lines
# what one of them prints
sed -n 's/^sign-rproc-fw: a0.sign: /sign-rproc-fw: FILE: /p' lines
# is what each of them prints
sed 's/^sign-rproc-fw: [a-e][0-9]\.sign: /sign-rproc-fw: FILE: /' lines | sort | uniq -c | sed 's/^ *//'
rm lines Makefile ./*.sign
