#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# What zsh and fish offer, as installed; bash is tested by lint/completion: completion.sh SOURCE BUILD zsh|fish

. "$(dirname "$0")/lib.sh"
shell=$1
needs "$shell" "$shell"

install_built
mkdir "$scratch/empty"
cd "$scratch/empty"
touch firmware.sign

# The line is completed to this one: becomes EXPECTED LINE; and it is offered, with its description: offers TEXT LINE
kinds=() expected=() lines=()
expect() {
	kinds+=("$1") expected+=("$2") lines+=("$3")
}
becomes() {
	expect becomes "$@"
}
offers() {
	expect offers "$@"
}

# commands
becomes 'sign-rproc-fw verify' 'sign-rproc-fw ver'
becomes 'sign-rproc-fw help findings' 'sign-rproc-fw help fi'
becomes 'sign-rproc-fw key match' 'sign-rproc-fw key ma'
becomes 'sign-rproc-fw help key match' 'sign-rproc-fw help key ma'
offers 'convert|Put the images of a container into another layout' 'sign-rproc-fw '

# options
becomes 'sign-rproc-fw verify --strict' 'sign-rproc-fw verify --stri'
becomes 'sign-rproc-fw --key-type' 'sign-rproc-fw --key-t'
becomes 'sign-rproc-fw key otp --format' 'sign-rproc-fw key otp --form'
offers '--key-type|fail unless the key is of this type' 'sign-rproc-fw sign --key-'

# what they take
becomes 'sign-rproc-fw sign --key-type RSA' 'sign-rproc-fw sign --key-type R'
becomes 'sign-rproc-fw resign --key_type RSA' 'sign-rproc-fw resign --key_type R'
becomes 'sign-rproc-fw sign --key-type=RSA' 'sign-rproc-fw sign --key-type=R'
becomes 'sign-rproc-fw check --device rcar-3.12' 'sign-rproc-fw check --device rc'
becomes 'sign-rproc-fw sign --key-info auto' 'sign-rproc-fw sign --key-info a'
offers 'optee-4.4' 'sign-rproc-fw check --device optee-4.'

# files
becomes 'sign-rproc-fw verify --key firmware.sign' 'sign-rproc-fw verify --key fi'
becomes 'sign-rproc-fw verify -k firmware.sign' 'sign-rproc-fw verify -k fi'
becomes 'sign-rproc-fw verify --key k.pem firmware.sign' 'sign-rproc-fw verify --key k.pem fi'

if [ "$shell" = zsh ]; then
	# one shell for all lines, since it takes a second to begin; what is offered comes with the next line
	printf '%s\n: firm\n' "${lines[@]}" | timeout 120 "$source/tests/integrate/completion.zsh" "$prefix/share/zsh/site-functions" |
		tr -s ' ' >"$scratch/answers"
	complete_line() {
		awk -v line="== end of $1" '
			$0 == "== end of : firm" { if (found) printf "%s", text; found = 0; text = ""; next }
			$0 == line { found = 1 }
			{ text = text $0 "\n" }' "$scratch/answers" >"$scratch/log"
	}
	check_becomes() {
		says "<$1 >"
	}
	check_offers() {
		says "${1/|/ -- }"
	}
else
	complete_line() {
		fish -N -c "source $prefix/share/fish/vendor_completions.d/sign-rproc-fw.fish; complete -C '$1'" >"$scratch/log" 2>&1
	}
	check_becomes() {
		[ "$(cut -f 1 "$scratch/log")" = "${1##* }" ] || wrong "'$2' becomes something else than '$1'"
	}
	check_offers() {
		says "${1/|/$'\t'}"
	}
fi
for i in "${!lines[@]}"; do
	about "${lines[i]}"
	complete_line "${lines[i]}"
	"check_${kinds[i]}" "${expected[i]}" "${lines[i]}"
done
