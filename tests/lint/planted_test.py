#!/usr/bin/env python3
"""Plants a violation before every checker and expects the refusal."""
import os
import pathlib
import subprocess
import tempfile
import textwrap
import unittest

import file_length
import include_rules
import texts

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def plant(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding='utf-8')
        return file

    def run_lint(self, *command):
        return subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)


class IncludeRules(Planted):
    REFUSED = [
        ('libs/base/text.cc', 'libs/obs/log.h'),
        ('libs/sql/sqlite.cc', 'libs/rpc/server.h'),
        ('libs/obs/log.cc', 'services/intake/domain/dossier.h'),
        ('libs/http/loop.cc', 'tests/support/fake_clock.h'),
        ('libs/sql/sqlite.cc', 'motcua/intake/v1/intake.pb.h'),
        ('services/intake/domain/dossier.cc', 'motcua/intake/v1/intake.pb.h'),
        ('services/intake/domain/dossier.cc', 'grpcpp/grpcpp.h'),
        ('services/intake/domain/dossier.cc', 'google/protobuf/message.h'),
        ('services/intake/domain/dossier.cc', 'sqlite3.h'),
        ('services/intake/domain/dossier.cc', 'libs/sql/sqlite.h'),
        ('services/intake/domain/dossier.cc', 'libs/obs/log.h'),
        ('services/intake/domain/dossier.cc', 'libs/base/clock.h'),
        ('services/intake/domain/dossier.cc', 'absl/time/clock.h'),
        ('services/intake/domain/dossier.cc', 'chrono'),
        ('services/intake/domain/dossier.cc', 'iostream'),
        ('services/intake/domain/dossier.cc', 'services/intake/store/dossier_store.h'),
        ('services/intake/store/dossier_store.h', 'libs/sql/sqlite.h'),
        ('services/intake/store/sqlite_store.h', 'sqlite3.h'),
        ('services/intake/store/sqlite_store.cc', 'services/intake/api/convert.h'),
        ('services/intake/store/sqlite_store.cc', 'motcua/intake/v1/intake.pb.h'),
        ('services/intake/clients/procedures.cc', 'services/procedure-catalog/domain/procedure.h'),
        ('services/intake/clients/procedures.cc', 'libs/sql/sqlite.h'),
        ('services/intake/api/intake_service.cc', 'services/intake/store/sqlite_store.h'),
        ('services/intake/api/intake_service.cc', 'libs/sql/sqlite.h'),
        ('services/intake/wiring.cc', 'services/routing/wiring.h'),
        ('services/standalone/wiring.cc', 'services/routing/domain/unit.h'),
        ('libs/rest/door.cc', 'boost/asio/io_context.hpp'),
        ('libs/http/admin.cc', 'prometheus/registry.h'),
        ('libs/http/admin.cc', 'sqlite3.h'),
        ('libs/http/admin.cc', 'grpcpp/grpcpp.h'),
        ('services/intake/api/intake_service.cc', 'libpq-fe.h'),
        ('services/gateway/wiring.cc', 'hiredis/hiredis.h'),
        ('services/gateway/wiring.cc', 'curl/curl.h'),
        ('services/gateway/wiring.cc', 'nlohmann/json.hpp'),
        ('services/gateway/wiring.cc', 'absl/time/clock.h'),
    ]
    ALLOWED = [
        ('libs/rest/door.cc', 'libs/http/message.h'),
        ('libs/http/loop.cc', 'boost/asio/io_context.hpp'),
        ('services/intake/domain/dossier.cc', 'libs/base/text.h'),
        ('services/intake/domain/dossier.cc', 'absl/time/time.h'),
        ('services/intake/store/sqlite_store.cc', 'sqlite3.h'),
        ('services/intake/api/intake_service.cc', 'services/intake/store/dossier_store.h'),
        ('services/intake/wiring.cc', 'services/intake/store/sqlite_store.h'),
        ('services/standalone/wiring.cc', 'services/routing/wiring.h'),
        ('tests/e2e/journey_test.cc', 'services/routing/domain/unit.h'),
    ]

    def check_include(self, path, header):
        return list(include_rules.check_file(path, f'#include "{header}"\n'))

    def test_refuses_what_the_table_does_not_allow(self):
        for path, header in self.REFUSED:
            with self.subTest(path=path, header=header):
                self.assertEqual(1, len(self.check_include(path, header)))

    def test_lets_pass_what_the_table_allows(self):
        for path, header in self.ALLOWED:
            with self.subTest(path=path, header=header):
                self.assertEqual([], self.check_include(path, header))

    def test_refuses_words_away_from_home(self):
        for path, line in [('libs/rpc/call.cc', 'absl::string_view name;'),
                           ('services/intake/api/convert.cc', 'absl::StrCat("a", 1);'),
                           ('services/intake/api/convert.cc', 'reactor->Finish(status);'),
                           ('libs/rest/door.cc', 'reactor_->Finish(status);')]:
            with self.subTest(line=line):
                self.assertEqual(1, len(list(include_rules.check_file(path, line))))
        self.assertEqual([], list(include_rules.check_file('libs/rpc/a.cc', 'reactor->Finish(s);')))

    def test_finds_them_in_a_tree(self):
        self.plant('services/intake/domain/dossier.cc', '#include <sqlite3.h>\n')
        run = self.run_lint(HERE / 'include_rules.py', self.root)
        self.assertEqual(1, run.returncode)
        self.assertIn('services/intake/domain/dossier.cc:1: sqlite3.h', run.stdout)


class FileLength(Planted):
    def test_refuses_a_long_file_and_no_long_table(self):
        self.plant('libs/base/long.cc', '\n' * 401)
        self.plant('tests/unit/long_test.cc', '\n' * 501)
        self.plant('deploy/tool', '#!/usr/bin/env bash\n' + '\n' * 400)
        self.plant('libs/base/right.cc', '\n' * 400)
        self.plant('deploy/reference/units.tsv', '\n' * 9000)
        self.assertEqual(['deploy/tool', 'libs/base/long.cc', 'tests/unit/long_test.cc'],
                         [p.split(':')[0] for p in file_length.check(self.root)])


class Texts(Planted):
    def test_refuses_each_fault(self):
        for text in ['a\tb\n', 'a \n', 'a', 'a\n\n', '// TO' 'DO: later\n', '# FIX' 'ME\n']:
            with self.subTest(text=text):
                self.assertEqual(1, len(list(texts.check_text('libs/a.cc', text))))
        self.assertEqual(1, len(list(texts.check_text('proto/a.proto', 'x' * 101 + '\n'))))
        self.assertEqual([], list(texts.check_text('libs/a.cc', 'plain\n')))

    def test_refuses_what_is_not_utf8(self):
        (self.root / 'a.md').write_bytes(b'\xff\n')
        self.assertEqual(['a.md: not UTF-8'], list(texts.check(self.root)))


class Format(Planted):
    def test_refuses_other_layout(self):
        self.plant('.clang-format', (ROOT / '.clang-format').read_text())
        file = self.plant('libs/base/a.cc', 'int  a( ){return 1;}\n')
        self.assertNotEqual(0, self.run_lint(HERE / 'format.sh', self.root).returncode)
        self.assertEqual(0, self.run_lint(HERE / 'format.sh', '--fix', self.root).returncode)
        self.assertEqual(0, self.run_lint(HERE / 'format.sh', self.root).returncode)
        self.assertIn('int a() {', file.read_text())

    def test_refuses_an_empty_tree(self):
        self.assertEqual(2, self.run_lint(HERE / 'format.sh', self.root).returncode)


class Shellcheck(Planted):
    def test_refuses_an_unquoted_variable(self):
        self.plant('tool', '#!/usr/bin/env bash\nrm $1\n')
        run = self.run_lint(HERE / 'shellcheck.sh', self.root)
        self.assertEqual(1, run.returncode)
        self.assertIn('SC2086', run.stdout)


class Tidy(Planted):
    def setUp(self):
        super().setUp()
        self.plant('.clang-tidy', (ROOT / '.clang-tidy').read_text())
        self.plant('libs/base/a.h', 'inline int badName() {\n  return 1;\n}\n')
        source = self.plant('libs/base/a.cc', '#include "libs/base/a.h"\nint A(int* p) {\n'
                                              '  return p == 0 ? badName() : *p;\n}\n')
        self.plant('build/compile_commands.json', textwrap.dedent(f'''\
            [{{"directory": "{self.root}", "file": "{source}",
               "command": "c++ -I{self.root} -c {source}"}}]'''))

    def tidy(self, *more):
        return self.run_lint(HERE / 'tidy.py', '--root', self.root, '--build',
                             self.root / 'build', *more)

    def test_refuses_a_fault_in_source_and_header(self):
        run = self.tidy('--full')
        self.assertEqual(1, run.returncode, run.stderr)
        self.assertIn('modernize-use-nullptr', run.stdout)
        self.assertIn('readability-identifier-naming', run.stdout)

    def test_looks_at_what_changed_and_remembers_what_was_clean(self):
        git = ['git', '-C', self.root, '-c', 'user.name=t', '-c', 'user.email=t@localhost']
        self.plant('.gitignore', 'build/\n')
        self.plant('libs/base/a.h', 'inline int Good() {\n  return 1;\n}\n')
        self.plant('libs/base/a.cc', '#include "libs/base/a.h"\nint A() {\n  return Good();\n}\n')
        for command in (['init', '-q'], ['add', '.'], ['commit', '-qm', 'one'],
                        ['commit', '-qm', 'two', '--allow-empty']):
            self.assertEqual(0, self.run_lint(*git, *command).returncode)
        self.assertIn('tidy: 0 files', self.tidy().stdout)
        self.plant('libs/base/a.h', 'inline int Good() {\n  return 2;\n}\n')
        self.assertIn('1 files, 0 known to be clean, 0 looked at, 1 left',
                      self.tidy('--seconds', '-1').stdout)
        self.assertIn('1 files, 0 known to be clean, 1 looked at', self.tidy().stdout)
        self.assertIn('1 files, 1 known to be clean, 0 looked at', self.tidy().stdout)
        self.plant('libs/base/a.h', 'inline int* Good() {\n  return 0;\n}\n')
        self.assertEqual(1, self.tidy().returncode)


class Protos(Planted):
    def setUp(self):
        super().setUp()
        for path in (ROOT / 'proto').rglob('*'):
            if path.suffix in ('.proto', '.yaml'):
                self.plant(path.relative_to(ROOT / 'proto'), path.read_text())
        self.intake = self.root / 'motcua/intake/v1/intake.proto'

    def protos(self, check, *more):
        return self.run_lint(HERE / 'protos.sh', check, self.root, *more)

    def change(self, old, new):
        text = self.intake.read_text()
        self.assertIn(old, text)
        self.intake.write_text(text.replace(old, new, 1))

    def test_refuses_a_field_without_a_comment(self):
        self.assertEqual(0, self.protos('lint').returncode)
        self.change('  // Personal identification number, 12 digits. Required.\n', '')
        run = self.protos('lint')
        self.assertNotEqual(0, run.returncode)
        self.assertIn('identity_number', run.stdout)

    def test_refuses_another_layout(self):
        self.assertEqual(0, self.protos('format').returncode)
        self.change('string identity_number', 'string   identity_number')
        self.assertNotEqual(0, self.protos('format').returncode)

    def test_refuses_another_field_number(self):
        baseline = self.root / 'baseline.binpb'
        self.assertEqual(0, self.run_lint(
            'bash', '-c', 'source "$0" && "$buf" build "$1" --output "$2"',
            HERE / 'buf.sh', self.root, baseline).returncode)
        self.assertEqual(0, self.protos('breaking', baseline).returncode)
        self.change('string identity_number = 2;', 'string identity_number = 20;')
        run = self.protos('breaking', baseline)
        self.assertNotEqual(0, run.returncode)
        self.assertIn('Previously present field "2"', run.stdout)

    def test_refuses_to_go_without_a_baseline(self):
        self.assertEqual(1, self.protos('breaking', self.root / 'none.binpb').returncode)


if __name__ == '__main__':
    os.environ.setdefault('GIT_CONFIG_GLOBAL', '/dev/null')
    unittest.main()
