# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# bash completion for sign-rproc-fw.  Commands and options are what the program itself says that it has;
# where nothing is offered, bash completes file names.

# The commands behind the words, by their help.
_sign_rproc_fw_commands()
{
	"$@" 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'
}

_sign_rproc_fw()
{
	local program=$1 word=$2 previous=$3 offer=
	local -a command=("${COMP_WORDS[1]}")

	[[ ${command[0]} == -* ]] && command=(sign)
	[[ ${command[0]} == key && $COMP_CWORD -gt 2 ]] && command+=("${COMP_WORDS[2]}")
	if [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
		offer=$(_sign_rproc_fw_commands "$program" help)
	elif [[ ${command[0]} == help && $COMP_CWORD -eq 2 ]]; then
		offer="$(_sign_rproc_fw_commands "$program" help) findings"
	elif [[ ${command[0]} == help ]]; then
		offer=$(_sign_rproc_fw_commands "$program" help "${COMP_WORDS[2]}")
	elif [[ ${command[0]} == key && $COMP_CWORD -eq 2 && $word != -* ]]; then
		offer=$(_sign_rproc_fw_commands "$program" help key)
	elif [[ $previous == --key[-_]pass ]]; then
		offer="env: file: fd: prompt"
	elif [[ $previous == --device || $previous == --board ]]; then
		offer=$("$program" check "--list-${previous#--}s" 2>/dev/null | awk '{ print $1 }')
	elif [[ $previous == --bootaddr ]]; then
		offer=auto
	elif [[ $word == -* ]]; then
		offer=$("$program" help "${command[@]}" 2>/dev/null | awk '/^  --/ { print $1 }')
	elif [[ $previous == --* ]]; then
		# an argument that is one of a few words: "--key-type RSA|ECC"
		offer=$("$program" help "${command[@]}" 2>/dev/null |
			awk -v option="${previous//_/-}" '$1 == option && $2 ~ /\|/ && $2 !~ /FILE/ { gsub(/\|/, " ", $2); print $2 }')
	fi
	mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$word")
}

complete -o default -F _sign_rproc_fw sign-rproc-fw
