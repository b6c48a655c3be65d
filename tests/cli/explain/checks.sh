# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Findings that the checks name exist, and so do the commands of this program.
codes=$(printf '0xffff%04x ' {0..17})
# shellcheck disable=SC2086 # one argument each
sign-rproc-fw explain $codes 0xffff3024 0xffff3072 0xf0100001 -5 -22 -517 -19 -12 -2 | sed -n 's/^ *Check: //p' >checks
grep -v '^#' "$TESTS/vectors/linux/loglines.tsv" | cut -f 2 | sign-rproc-fw explain - | sed -n 's/^ *Check: //p' >>checks
sign-rproc-fw help findings | cut -d ' ' -f 1 | sort >known
sed 's/sign-rproc-fw [a-z-]*//g; s/ --[a-z-]*//g' checks | grep -oE '[a-z]+-[a-z-]+' | grep -E '^(not-a|elf|segment|resource|linux|hash|ta-heap)' | sort -u >named
cat named
comm -13 known named
grep -oE 'sign-rproc-fw [a-z-]+' checks | sort -u
rm checks known named
