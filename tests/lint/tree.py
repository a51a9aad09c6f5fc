"""The project's own files: what git tracks or would track."""
import os
import subprocess

CODE = ('.h', '.cc', '.proto', '.py', '.sh', '.cmake')


def files(root):
    """Paths relative to `root`, in order."""
    git = subprocess.run(
        ['git', '-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
        capture_output=True, check=False)
    if git.returncode == 0 and os.path.exists(os.path.join(root, '.git')):
        names = git.stdout.decode().split('\0')
        return sorted({n for n in names if n and os.path.isfile(os.path.join(root, n))})
    found = []
    for folder, _, names in os.walk(root):
        found += [os.path.relpath(os.path.join(folder, n), root) for n in names]
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), 'rb') as file:
        return file.read()


def is_script(root, path):
    """Whether it is a program without a suffix, told by its first bytes."""
    return '.' not in os.path.basename(path) and read(root, path)[:2] == b'#!'


def is_code(root, path):
    return (path.endswith(CODE) or os.path.basename(path) == 'CMakeLists.txt' or
            is_script(root, path))


def main(check, argv):
    """Prints what `check(root)` yields; the exit code says whether it was anything."""
    root = argv[1] if len(argv) > 1 else os.path.join(os.path.dirname(__file__), '..', '..')
    problems = list(check(os.path.abspath(root)))
    for problem in problems:
        print(problem)
    return 1 if problems else 0
