# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# bash completion for sign-rproc-fw.  Commands and options are what the program itself says that it has;
# where nothing is offered, bash completes file names.

_sign_rproc_fw()
{
	local program=$1 word=$2 previous=$3 command=${COMP_WORDS[1]} offer=

	[[ $command == -* ]] && command=sign
	if [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
		offer=$("$program" help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
	elif [[ $command == help ]]; then
		offer="$("$program" help 2>/dev/null |
			awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }') findings"
	elif [[ $previous == --key[-_]pass ]]; then
		offer="env: file: fd: prompt"
	elif [[ $previous == --device || $previous == --board ]]; then
		offer=$("$program" check "--list-${previous#--}s" 2>/dev/null | awk '{ print $1 }')
	elif [[ $word == -* ]]; then
		offer=$("$program" help "$command" 2>/dev/null | awk '/^  --/ { print $1 }')
	elif [[ $previous == --* ]]; then
		# an argument that is one of a few words: "--key-type RSA|ECC"
		offer=$("$program" help "$command" 2>/dev/null |
			awk -v option="${previous//_/-}" '$1 == option && $2 ~ /\|/ { gsub(/\|/, " ", $2); print $2 }')
	fi
	mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$word")
}

complete -o default -F _sign_rproc_fw sign-rproc-fw
