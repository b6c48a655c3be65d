# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Messages of parallel processes stay whole lines: each is written by one call.
mapfile -t questions < <(seq -f 'what is this, number %03g of a hundred' 100)
for _ in {1..8}; do
	sign-rproc-fw explain "${questions[@]}" || true &
done 2>&1 | sort | uniq -c | awk '{ print $1 }' | sort | uniq -c
