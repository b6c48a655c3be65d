# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Every container that the reference script makes in one way only: the same bytes.  Where we refuse
# what the script signs, --force makes them too.  Shown: what there was to say.
v=$TESTS/vectors
query='.[] | select(.deterministic and ([.name] | inside(["big_endian", "plat_repeated"]) | not))
	| [.name, .key, .container, (.inputs | length)] + .inputs + .options | @sh'

while read -r line; do
	fields=()
	eval "fields=($line)"
	name=${fields[0]} key=${fields[1]} container=${fields[2]} inputs=() options=()
	for ((i = 4; i < ${#fields[@]}; i++)); do
		if ((i < 4 + fields[3])); then
			inputs+=(--in "$v/${fields[i]}")
		elif [[ ${fields[i]} == keys/* ]]; then
			options+=("$v/${fields[i]}")
		else
			options+=("${fields[i]}")
		fi
	done
	sign-rproc-fw "${inputs[@]}" --out "$name.sign" --key "$v/$key" "${options[@]}" --force
	cmp "$name.sign" "$v/$container" && echo "$name"
	rm "$name.sign"
done < <(jq -r "$query" "$v/cases.json")
