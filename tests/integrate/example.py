#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Writes the files that a document shows: example.py DOCUMENT.md FOLDER

A file is an indented block below a line that begins with its name in backticks and ends with a colon.
"""
import pathlib
import re
import sys


def main():
    document, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    files = re.findall(r"^`([^`\n]+)`[^\n]*:\n\n((?:    [^\n]*\n|\n)+)", document.read_text(), re.MULTILINE)
    for name, block in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r"^    ", "", block, flags=re.MULTILINE).rstrip("\n") + "\n")
    return not files


sys.exit(main())
