#!/usr/bin/env python3
"""No hand-written file is longer than a reader can hold: 400 lines, tests 500."""
import sys

import tree


def limit(path):
    return 500 if path.startswith('tests/') else 400


def check(root):
    for path in tree.files(root):
        if not tree.is_code(root, path):
            continue
        lines = tree.read(root, path).count(b'\n')
        if lines > limit(path):
            yield f'{path}: {lines} lines, at most {limit(path)}: look for the second subject'


if __name__ == '__main__':
    sys.exit(tree.main(check, sys.argv))
