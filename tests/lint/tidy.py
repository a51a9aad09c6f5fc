#!/usr/bin/env python3
"""Runs clang-tidy over what changed since the branch left its base, or, with --full, over
everything. A file that was found clean is not looked at again until it, or a file of the project
that it includes, or the rules change."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import time

INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def git(root, *args):
    run = subprocess.run(['git', '-C', root, *args], capture_output=True, text=True, check=False)
    return run.stdout.split() if run.returncode == 0 else []


def base_of(root):
    """The commit to compare with: where the branch left origin's, else the one before the last."""
    head = git(root, 'rev-parse', 'HEAD')
    for branch in ('origin/HEAD', 'origin/main', 'origin/master'):
        base = git(root, 'merge-base', 'HEAD', branch)
        if base:
            return base[0] if base != head else 'HEAD~1'
    return 'HEAD~1'


def changed(root):
    base = base_of(root)
    if not git(root, 'rev-parse', '--verify', '--quiet', base + '^{commit}'):
        return set(git(root, 'ls-files'))
    return (set(git(root, 'diff', '--name-only', base)) |
            set(git(root, 'ls-files', '--others', '--exclude-standard')))


class Tree:
    def __init__(self, root, build):
        self.root, self.build = root, build
        with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
            absolute = [entry['file'] for entry in json.load(file)]
        self.sources = sorted({os.path.relpath(f, root) for f in absolute
                               if f.startswith(root + os.sep)
                               and not f.startswith(build + os.sep)})
        self.reach = {}

    def contents(self, path):
        for folder in (self.root, os.path.join(self.build, 'gen')):
            if os.path.isfile(os.path.join(folder, path)):
                with open(os.path.join(folder, path), 'rb') as file:
                    return file.read()
        return None

    def includes(self, path):
        """The project's files that `path` is compiled from, itself among them."""
        if path in self.reach:
            return self.reach[path]
        found, left = set(), [path]
        while left:
            one = left.pop()
            text = None if one in found else self.contents(one)
            if text is not None:
                found.add(one)
                left += [name.decode() for name in INCLUDE.findall(text)]
        self.reach[path] = found
        return found

    def sources_of(self, paths):
        """The sources to look at for `paths`: themselves; for a header one that includes it."""
        picked = {p for p in paths if p in self.sources}
        for header in sorted(p for p in paths if p.endswith('.h')):
            twin = header[:-2] + '.cc'
            users = [twin] if twin in self.sources else [
                s for s in self.sources if header in self.includes(s)]
            if users and not picked & set(users):
                picked.add(users[0])
        return sorted(picked)

    def stamp(self, source, rules):
        digest = hashlib.sha256(rules)
        for path in sorted(self.includes(source)):
            digest.update(path.encode() + b'\0' + self.contents(path))
        return os.path.join(self.build, 'tidy', digest.hexdigest())


def rules_of(root):
    version = subprocess.run(['clang-tidy', '--version'], capture_output=True, check=True).stdout
    with open(os.path.join(root, '.clang-tidy'), 'rb') as file:
        return version + file.read()


def tidy(tree, source, stamp, end):
    """Whether clang-tidy finds nothing; prints what it finds. None: the time was up before."""
    if end is not None and time.monotonic() > end:
        return None
    run = subprocess.run(
        ['clang-tidy', '-p', tree.build, '--quiet', '--extra-arg=-Wno-unknown-warning-option',
         os.path.join(tree.root, source)], capture_output=True, text=True, check=False)
    if run.returncode == 0:
        with open(stamp, 'w', encoding='utf-8') as file:
            file.write(source + '\n')
        return True
    print(run.stdout or run.stderr, flush=True)
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', required=True, help='build folder with compile_commands.json')
    parser.add_argument('--root', default=os.path.join(os.path.dirname(__file__), '..', '..'))
    parser.add_argument('--full', action='store_true', help='everything, however long it takes')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--seconds', type=int, default=300, help='begin no file after')
    args = parser.parse_args()
    tree = Tree(os.path.abspath(args.root), os.path.abspath(args.build))
    os.makedirs(os.path.join(tree.build, 'tidy'), exist_ok=True)
    rules = rules_of(tree.root)
    sources = tree.sources if args.full else tree.sources_of(changed(tree.root))
    stamps = {source: tree.stamp(source, rules) for source in sources}
    todo = [source for source in sources if not os.path.exists(stamps[source])]
    end = None if args.full else time.monotonic() + args.seconds
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        said = list(pool.map(lambda s: tidy(tree, s, stamps[s], end), todo))
    left = said.count(None)
    print(f'tidy: {len(sources)} files, {len(sources) - len(todo)} known to be clean, '
          f'{len(todo) - left} looked at, {left} left for tests/run --full')
    return 1 if False in said else 0


if __name__ == '__main__':
    sys.exit(main())
