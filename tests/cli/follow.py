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


def same_line(expected, printed):
    """A run of more than three dots is itself."""
    parts = re.split(r"(?<!\.)\.\.\.(?!\.)", expected)
    return re.fullmatch(".*".join(re.escape(part) for part in parts), printed) is not None


def same(expected, printed):
    """Compares line by line; `places` are those in `expected` that what was printed so far may have led to."""
    def with_skipped(places):
        for place in list(places):
            while place < len(expected) and expected[place].strip() == "...":
                place += 1
                places.add(place)
        return places

    places = with_skipped({0})
    for line in printed:
        following = set()
        for place in places:
            if place < len(expected) and expected[place].strip() == "...":
                following.add(place)
            elif place < len(expected) and same_line(expected[place], line):
                following.add(place + 1)
        places = with_skipped(following)
    return len(expected) in places


def main():
    document = open(sys.argv[1], encoding="utf-8").read()
    found = [command for block in blocks(document) for command in commands(block)]
    failed = not found
    for command, lines in found:
        while lines and not lines[-1]:
            lines.pop()
        result = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if not same(lines, result.stdout.splitlines()):
            print(f"$ {command}\nprints\n{result.stdout}instead of\n" + "\n".join(lines), file=sys.stderr)
            failed = True
    return failed


sys.exit(main())
