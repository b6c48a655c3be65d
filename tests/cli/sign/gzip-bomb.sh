# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# 64 MiB in 64 KiB: unpacked up to the limit and no further.
head -c 64M /dev/zero | gzip -c >bomb.gz
fails 3 sign-rproc-fw --in bomb.gz --out out.sign --key "$KEYS/dev-rsa2048.pem" --max-size 1M
rm bomb.gz
