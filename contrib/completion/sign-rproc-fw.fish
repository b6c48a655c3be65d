# SPDX-License-Identifier: BSD-2-Clause
# fish completion for sign-rproc-fw.  Commands and options are what the program itself says that it has.

# The commands behind the words and what they do, by their help.
function __sign_rproc_fw_commands
    $argv 2>/dev/null | awk '
        /^Commands:/ { on = 1; next }
        /^$/ { on = 0 }
        on { name = $1; sub(/^ *[^ ]+ +/, ""); print name "\t" $0 }'
end

# What the option takes whose line of `help --options` it is; $prefix goes before each.
function __sign_rproc_fw_values -a prefix current line
    set -l fields (string split \t -- $line)
    for word in (string split -n ' ' -- $fields[4])
        printf '%s%s\t%s\n' $prefix $word $fields[5]
    end
    switch $fields[3]
        case file
            printf '%s\n' $prefix(__fish_complete_path $current)
        case folder
            printf '%s\n' $prefix(__fish_complete_directories $current)
    end
end

function __sign_rproc_fw_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -l command $words[2]
    set -l count (count $words)

    if test $count -eq 1; and not string match -q -- '-*' $current
        __sign_rproc_fw_commands $program help
        return
    else if test "$command" = help
        __sign_rproc_fw_commands $program help $words[3..-1]
        test $count -eq 2; and printf 'findings\tAll that can be found\n'
        return
    else if test "$command" = key; and test $count -eq 2; and not string match -q -- '-*' $current
        __sign_rproc_fw_commands $program help key
        return
    end
    string match -q -- '-*' "$command"; or test -z "$command"; and set command sign
    test "$command" = key; and set command $words[2..3]

    set -l lines ($program help --options $command 2>/dev/null)
    # --name=value, or a value behind --name or -n
    set -l option (string replace -a _ - -- $words[-1])
    set -l prefix
    set -l value $current
    if string match -q -- '--*=*' $current
        set prefix (string replace -r '=.*' '=' -- $current)
        set value (string replace -r '^[^=]*=' '' -- $current)
        set option (string replace -a _ - -- (string replace = '' -- $prefix))
    end
    for line in $lines
        set -l fields (string split \t -- $line)
        if test $fields[3] != none; and contains -- $option $fields[1] $fields[2]
            __sign_rproc_fw_values "$prefix" "$value" $line
            return
        end
    end
    if string match -q -- '-*' $current
        printf '%s\n' $lines | string replace -r '^(\S+)\t.*\t([^\t]*)$' '$1\t$2'
    else
        __fish_complete_path $current
    end
end

complete -c sign-rproc-fw -f -a '(__sign_rproc_fw_complete)'
complete -c sign_rproc_fw.py -f -a '(__sign_rproc_fw_complete)'
