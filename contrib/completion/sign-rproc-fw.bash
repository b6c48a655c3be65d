# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# bash completion for sign-rproc-fw.  Commands and options are what the program itself says that it has;
# where nothing is offered, bash completes file names.

# The commands behind the words, by their help.
_sign_rproc_fw_commands()
{
	"$@" 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'
}

# What to offer: for a word that begins with "-", options; behind the option $2, the words that it takes.
_sign_rproc_fw_options()
{
	awk -F '\t' -v word="$1" -v option="${2//_/-}" '
		word ~ /^-/ { print $1; next }
		# files are more than these words
		$3 == "file" && word == "" { next }
		$1 == option || $2 == option { print $4 }'
}

_sign_rproc_fw()
{
	local program=$1 word=$2 previous=$3 offer=
	local -a command=("${COMP_WORDS[1]}")

	[[ ${command[0]} == -* ]] && command=(sign)
	[[ ${command[0]} == key && $COMP_CWORD -gt 2 ]] && command+=("${COMP_WORDS[2]}")
	# bash takes "=" for a word of its own
	[[ $word == = ]] && word=
	[[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}
	if [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
		offer=$(_sign_rproc_fw_commands "$program" help)
	elif [[ ${command[0]} == help && $COMP_CWORD -eq 2 ]]; then
		offer="$(_sign_rproc_fw_commands "$program" help) findings qcom"
	elif [[ ${command[0]} == help ]]; then
		offer=$(_sign_rproc_fw_commands "$program" help "${COMP_WORDS[2]}")
	elif [[ ${command[0]} == key && $COMP_CWORD -eq 2 && $word != -* ]]; then
		offer=$(_sign_rproc_fw_commands "$program" help key)
	elif [[ $word == -* || $previous == -* ]]; then
		offer=$("$program" help --options "${command[@]}" 2>/dev/null | _sign_rproc_fw_options "$word" "$previous")
	fi
	mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$word")
}

complete -o default -F _sign_rproc_fw sign-rproc-fw
