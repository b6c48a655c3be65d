#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Does what a document says: follow.py DOCUMENT.md

Runs each line of its indented blocks that begins with "$ ", and compares what it prints with the lines below, where
"..." stands for anything: as a line, for any number of lines; at the end of one, or of a string, for the rest of it.
"""
import re
import subprocess
import sys


def blocks(document):
    """Indented blocks: lists of lines."""
    block = []
    for line in document.splitlines() + [""]:
        if line.startswith("    ") or (block and not line):
            block.append(line[4:])
        elif block:
            yield block
            block = []


def commands(block):
    """The commands of a block, each with the lines below it."""
    found = []
    for line in block:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


def pattern(lines):
    text = ""
    for line in lines:
        if line.strip() == "...":
            text += r"(?:.*\n)*"
        else:
            text += r".*".join(re.escape(part) for part in line.split("...")) + r"\n"
    return text


def main():
    failed = False
    count = 0
    for block in blocks(open(sys.argv[1], encoding="utf-8").read()):
        for command, lines in commands(block):
            while lines and not lines[-1]:
                lines.pop()
            result = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            count += 1
            if not re.fullmatch(pattern(lines), result.stdout):
                print(f"$ {command}\nprints\n{result.stdout}instead of\n" + "\n".join(lines), file=sys.stderr)
                failed = True
    print(f"{count} commands")
    return failed


sys.exit(main())
