# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Containers of firmware that is given: as sign makes them, with the same damage, but for what the firmware doesn't have.
key=$TESTS/vectors/keys/rsa2048.pem firmware=$TESTS/firmware/openamp.elf
corpus() { sign-rproc-fw corpus -k "$key" --board stm32mp157-dk "$@"; }

corpus -o given --in "$firmware" --random 40
sign-rproc-fw sign -q --in "$firmware" --key "$key" --out signed
cmp signed given/good-optee-no-key-info.sign

# packed, and as an argument: the same bytes
gzip -c "$firmware" >packed.elf.gz
corpus -q -o packed packed.elf.gz --random 40
diff <(jq 'del(.firmware)' packed/corpus.json) <(jq 'del(.firmware)' given/corpus.json)
cat given/*.sign | sha256sum | diff - <(cat packed/*.sign | sha256sum)

# all cases are there, or are said to be left out; a device answers as to the built-in firmware
corpus -q -o built-in
jq -r '.cases[].name' built-in/corpus.json | sort >all
jq -r '(.cases[].name | select(startswith("random-") | not)), .left_out[]' given/corpus.json | sort | diff all -
jq -c '[.firmware, .left_out | length]' built-in/corpus.json
jq -r '.left_out[]' given/corpus.json
answers() { jq -r '.cases[] | select(.name | startswith("random-") | not) | [.name, .answers[].code] | join(" ")' "$1/corpus.json" | sort; }
join <(answers given) <(answers built-in) | awk '{ for (i = 2; i <= 11; i++) if ($i != $(i + 10)) { print $1; next } }'
jq -r '.sequences[].name' built-in/corpus.json | grep -vxFf <(jq -r '.sequences[].name' given/corpus.json)

# what is damaged is what a case says
at() { od -A n -t x1 -j "$2" -N 4 "given/$1.sign"; }
image=$(jq '[.cases[] | select(.name == "good-optee") | .size][0]' given/corpus.json)
image=$((image - ($(stat -L -c %s "$firmware") + 7) / 8 * 8))
at good-optee $((image + 28))
at elf-segments-at-end $((image + 28))
at segment-at-end $((image + 52 + 32 + 4))
at segment-outside $((image + 52 + 32 + 12))

# what nothing can be made of
fails 1 sign-rproc-fw corpus -k "$key" -o none --in "$firmware"
fails 1 corpus -o none --in signed
fails 1 corpus -o none --in "$key"
fails 3 corpus -o none --in missing.elf
fails 2 corpus -o none --in "$firmware" --in "$firmware"
cp "$firmware" data.elf
printf '\6' | dd of=data.elf bs=1 seek=$((52 + 32 + 24)) conv=notrunc status=none # not executable any more
fails 1 corpus -o none --in data.elf
{ cat "$firmware" && head -c 1048576 /dev/zero; } >large.elf
fails 1 corpus -o none --in large.elf
[ ! -e none ]
rm -r given packed built-in signed packed.elf.gz data.elf large.elf all
