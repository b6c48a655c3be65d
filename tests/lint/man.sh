#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The man pages tell the truth: man.sh SOURCE-FOLDER sign-rproc-fw

. "$(dirname "$0")/lint.sh"
program=$2
page=man/sign-rproc-fw.1

# The section or subsection $1 of file $2.
section()
{
	awk -v name="$1" '
	/^\.S[sh] / { on = substr($0, 5) == name }
	on { print }' "$2"
}

# The options that a section of the page describes, as --help does: "--plat-tlv ID VALUE", "-k, --key KEY".
described_options()
{
	section "$1" "$page" | sed -n 's/^\.It Fl \([a-z]\) , Fl -/-\1, --/p; s/^\.It Fl -/--/p' | sed 's/ Ar / /'
}

# --- options: in --help, and in the page

# The commands behind $1, by its help, each with what comes before it.
commands_behind()
{
	# shellcheck disable=SC2086 # the words of a command
	"$program" help $1 |
		awk -v before="$1" '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on && $1 != "help" { print before $1 }'
}

commands_behind '' >"$scratch/commands"
[ -s "$scratch/commands" ] || complain "the program has no commands"
while read -r command; do
	commands_behind "$command " >"$scratch/behind"
	[ -s "$scratch/behind" ] && cat "$scratch/behind" || echo "$command"
done <"$scratch/commands" >"$scratch/all"
while read -r command; do
	# shellcheck disable=SC2086 # the words of a command
	"$program" help $command | sed -nE '/^  (-[a-z], |    )--/{s/^ *//;s/  .*//;p;}' | sort >"$scratch/help"
	{
		described_options "$command"
		described_options 'Common options'
	} | sort >"$scratch/page"
	compare "$command --help has, the page has not" "the page has, $command --help has not" \
		"$scratch/help" "$scratch/page"
done <"$scratch/all"

# those of a topic, which commands don't show
"$program" help qcom | sed -nE '/^  (-[a-z], |    )--/{s/^ *//;s/  .*//;p;}' | sort -u >"$scratch/help"
described_options "Options for Qualcomm's PAS" | sort >"$scratch/page"
compare "help qcom has, the page has not" "the page has, help qcom has not" "$scratch/help" "$scratch/page"

# --- findings: ids and severities, as the catalogue has them

"$program" help findings | awk '{ print $1 }' | sort >"$scratch/ids"
sed -n 's/^\.It Sy \([a-z0-9-]*\) Pq .*/\1/p' "$page" | sort >"$scratch/page"
compare "the program knows the finding, the page doesn't" "the page knows the finding, the program doesn't" \
	"$scratch/ids" "$scratch/page"

awk -F'[(,] *' '
BEGIN {
	word["FIXED"] = word["ERROR"] = "error"
	word["FORCE"] = "forcible"
	word["WARN"] = word["ASK"] = word["BOOT"] = word["SOME"] = "warning"
	word["INFO"] = word["NOTE"] = "info"
}
$1 ~ /RULE$/ && NF > 6 {
	gsub(/"/, "", $3)
	print $3, word[$6]
	print $3, word[$5] " / " word[$6]
}' src/base/findings.h | sort >"$scratch/severities"
sed -n 's/^\.It Sy \([a-z0-9-]*\) Pq /\1 /p' "$page" | sort >"$scratch/page"
comm -13 "$scratch/severities" "$scratch/page" >"$scratch/wrong"
complain_each "src/base/findings.h has another severity than the page: " "$scratch/wrong"

# --- functions: the prototypes of each header, and those that the page has under it

headers='include/signfw.h include/signfw/*.h'
# shellcheck disable=SC2086 # a list
awk '
/^SIGNFW_(API|CHECKED) / { prototype = " "; sub(/^SIGNFW_[A-Z]* /, "") }
prototype != "" {
	sub(/^[\t ]+/, "")
	sub(/;.*/, ";")
	prototype = prototype (prototype ~ /[ (*]$/ ? "" : " ") $0
}
prototype ~ /;$/ { print substr(FILENAME, 9) ": " substr(prototype, 2); prototype = "" }' $headers |
	sort >"$scratch/header"
awk '
/^\.In / { header = $2 }
/^\.Ft / { type = substr($0, 5) }
/^\.Fo / { prototype = type (type ~ /\*$/ ? "" : " ") $2 "("; comma = "" }
/^\.Fa "/ && prototype != "" { gsub(/^\.Fa "|"$/, ""); prototype = prototype comma $0; comma = ", " }
/^\.Fc/ { print header ": " prototype ");"; prototype = "" }' man/libsignfw.3 | sort >"$scratch/page"
compare "include/ has, libsignfw(3) has not" "libsignfw(3) has, include/ has not" "$scratch/header" "$scratch/page"

# --- status codes

sed -n 's/^	\(SIGNFW_\(OK\|E_[A-Z]*\)\) = .*/\1/p' include/signfw.h | sort >"$scratch/header"
sed -n 's/^\.It Dv \(SIGNFW_\)/\1/p' man/libsignfw.3 | sort >"$scratch/page"
compare "signfw.h has, libsignfw(3) has not" "libsignfw(3) has, signfw.h has not" "$scratch/header" "$scratch/page"

# --- what the source says about sections of signfw-container(5)

grep -rhoE 'signfw-container\(5\),? "[^"]*"' src include cmd | sed 's/.*"\(.*\)"/\1/' | sort -u >"$scratch/cited"
sed -n 's/^\.S[hs] //p' man/signfw-container.5 | tr '[:upper:]' '[:lower:]' | sort -u >"$scratch/sections"
while IFS= read -r name; do
	grep -qixF "$name" "$scratch/sections" || complain "signfw-container(5) has no section \"$name\""
done <"$scratch/cited"

# --- form

for file in man/*.[135]; do
	mandoc -Tlint -Wwarning "$file" >"$scratch/found" 2>&1 || :
	complain_each '' "$scratch/found"
done

# --- version

version=$(sed -n 's/^project(signfw VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
number()
{
	sed -n "s/^#define SIGNFW_VERSION_$1 \([0-9]*\)\$/\1/p" include/signfw.h
}
[ -n "$version" ] || complain "CMakeLists.txt has no version"
[ "$(number MAJOR).$(number MINOR).$(number PATCH)" = "$version" ] ||
	complain "signfw.h has another version than CMakeLists.txt, $version"
[ "$("$program" --version)" = "sign-rproc-fw $version" ] ||
	complain "--version says $("$program" --version), CMakeLists.txt $version"
grep -q "^## \[$version\]" CHANGELOG.md || complain "CHANGELOG.md has no section for $version"
finish
