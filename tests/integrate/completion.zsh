#!/usr/bin/zsh
# SPDX-License-Identifier: BSD-2-Clause
# What zsh makes of a line when TAB is pressed, in a terminal: completion.zsh FOLDER < lines.  Prints, for each line of
# input, what it has become and all that was offered, as it is on the screen.

zmodload zsh/zpty
zpty shell "TERM=dumb COLUMNS=200 LINES=200 zsh -f -i"

# Sends text to the shell, and prints what it says until it says something that matches.
ask()
{
	local all

	zpty -n -w shell "$1"
	zpty -r -m shell all "*$2*"
	print -r -- "${all//$'\r'/}"
}

ask "PS1= RPS1= PROMPT_EOL_MARK=; unset zle_bracketed_paste; LISTMAX=1000
fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' verbose yes; print rea''dy
" 'ready' >/dev/null
# completes, shows the ends that there are, and the line
ask "show() { zle complete-word; zle list-choices; print -r -- \"<\$BUFFER>\"; BUFFER=; zle send-break }
zle -N show; bindkey '^T' show; print bou''nd
" 'bound' >/dev/null
while IFS= read -r line; do
	ask "$line"$'\x14' '<*>'
	print -r -- "== end of $line"
done
zpty -d shell
