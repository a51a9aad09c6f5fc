#!/usr/bin/env python3
"""Texts are UTF-8 and end with one newline; no tabs, no blanks at the end of a line, no notes of
unfinished work; protos keep to 100 columns as clang-format makes C++ do."""
import re
import sys

import tree

PROSE = ('.md', '.txt', '.textproto', '.yaml', '.html', '.json', '.clang-format', '.clang-tidy')
UNFINISHED = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X)\b')


def check_text(path, text):
    if text and not text.endswith('\n'):
        yield f'{path}: the last line has no newline'
    if text.endswith('\n\n'):
        yield f'{path}: blank lines at the end'
    for number, line in enumerate(text.split('\n'), 1):
        where = f'{path}:{number}'
        if '\t' in line:
            yield f'{where}: a tab'
        if line != line.rstrip():
            yield f'{where}: blanks at the end of the line'
        if UNFINISHED.search(line):
            yield f'{where}: unfinished work is an issue, not a note'
        if path.endswith('.proto') and len(line) > 100:
            yield f'{where}: {len(line)} columns, at most 100'


def check(root):
    for path in tree.files(root):
        if not (path.endswith(PROSE) or tree.is_code(root, path)):
            continue
        try:
            yield from check_text(path, tree.read(root, path).decode())
        except UnicodeDecodeError:
            yield f'{path}: not UTF-8'


if __name__ == '__main__':
    sys.exit(tree.main(check, sys.argv))
