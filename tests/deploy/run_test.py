#!/usr/bin/env python3
"""Drives deploy/run and deploy/demo as a newcomer does. usage: run_test.py FOLDER-OF-PROGRAMS"""
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LAST_LINE = 'Ctrl-C stops.'
programs = ''


def run(*arguments):
    return subprocess.Popen([ROOT / 'deploy' / 'run', '--programs', programs, *arguments],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            start_new_session=True)


def read_screen(process):
    """What it prints until it is ready."""
    screen = ''
    for line in process.stdout:
        screen += line
        if LAST_LINE in line:
            return screen
    raise AssertionError(f'ended with {process.wait()}:\n{screen}')


def end(process, how):
    """Signals the whole group, as a terminal does."""
    subprocess.run(['kill', f'-{how.value}', '--', f'-{process.pid}'], check=True)
    process.communicate(timeout=30)
    return process.returncode


class Run(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = folder.name
        # As root the cluster lies in a folder of PostgreSQL's user.
        self.addCleanup(lambda: shutil.rmtree(pathlib.Path(self.data, 'postgres').resolve(),
                                              ignore_errors=True))

    def test_the_demo_holds_and_its_data_outlives_it(self):
        demo = run('--data', self.data, '--port', '0', '--stop-after-demo')
        said = demo.communicate(timeout=120)[0]
        self.assertEqual(0, demo.returncode, said)
        self.assertNotIn('FAILS', said)
        code = re.search(r'The journey of (\S+) held\.', said)[1]

        again = run('--data', self.data, '--port', '0')
        url = re.search(r'http://\S+(?=/docs)', read_screen(again))[0]
        with urllib.request.urlopen(f'{url}/v1/tracking/{code}') as answer:
            self.assertIn(b'RESULT_RETURNED', answer.read())
        self.assertEqual(0, end(again, signal.SIGINT))

    def test_production_holds_too_and_its_data_outlives_it(self):
        demo = run('--production', '--gateways', '3', '--data', self.data, '--port', '0',
                   '--stop-after-demo')
        said = demo.communicate(timeout=120)[0]
        self.assertEqual(0, demo.returncode, said)
        self.assertNotIn('FAILS', said)
        code = re.search(r'The journey of (\S+) held\.', said)[1]

        again = run('--production', '--data', self.data, '--port', '0')
        screen = read_screen(again)
        urls = re.findall(r'http://[\d.:]+/[a-z.]+(?=\s)', screen)
        self.assertEqual(5 + 5, len(urls), screen)
        for url in urls:
            with urllib.request.urlopen(url) as answer:
                self.assertEqual(200, answer.status, url)
        url = re.search(r'http://\S+(?=/docs)', screen)[0]
        with urllib.request.urlopen(f'{url}/v1/tracking/{code}') as answer:
            self.assertIn(b'RESULT_RETURNED', answer.read())
        self.assertEqual(0, end(again, signal.SIGINT))

    def test_a_program_of_production_that_ends_ends_all(self):
        process = run('--production', '--data', self.data, '--port', '0')
        read_screen(process)
        pid = subprocess.run(['pgrep', '--full', f'motcua-routing --config={self.data}/'],
                             capture_output=True, text=True, check=True).stdout
        subprocess.run(['kill', '-KILL', pid.strip()], check=True)
        said = process.communicate(timeout=60)[0]
        self.assertEqual(137, process.returncode, said)
        self.assertIn('routing ended with 137', said)
        left = subprocess.run(['pgrep', '--full', self.data], capture_output=True, check=False)
        self.assertEqual(b'', left.stdout)

    def test_the_screen_names_every_door_and_what_it_says_to_type_works(self):
        process = run('--data', self.data, '--port', '0')
        screen = read_screen(process)
        self.assertLessEqual(screen.count('\n'), 24)
        urls = re.findall(r'http://[\d.:]+/[a-z.]+(?=\s)', screen)
        self.assertEqual(5, len(urls), screen)
        for url in urls:
            with urllib.request.urlopen(url) as answer:
                self.assertEqual(200, answer.status, url)
        commands = re.findall(r'^  (curl .*)$', screen, re.MULTILINE)
        self.assertEqual(3, len(commands))
        for command in commands:
            typed = subprocess.run(['bash', '-o', 'pipefail', '-c', command], capture_output=True,
                                   text=True, check=False)
            self.assertEqual(0, typed.returncode, command)
            self.assertNotIn('null', typed.stdout, command)
        self.assertEqual(0, end(process, signal.SIGTERM))

    def test_nothing_is_left_behind_when_its_terminal_goes(self):
        process = run('--data', self.data, '--port', '0')
        admin = re.search(r'http://(\S+):(\d+)/metrics', read_screen(process))
        process.stdout.close()
        process.terminate()
        process.wait(timeout=30)
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection((admin[1], int(admin[2])))

    def test_a_port_that_is_taken_is_said(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            process = run('--data', self.data, '--port', str(taken.getsockname()[1]))
            said = process.communicate(timeout=30)[0]
        self.assertEqual(1, process.returncode)
        self.assertIn('Address already in use', said)

    def test_ports_that_the_template_uses_elsewhere_are_ports_like_others(self):
        # With a program that ends at once: these ports may be taken here.
        programs = pathlib.Path(self.data, 'bin')
        programs.mkdir()
        (programs / 'motcua').symlink_to('/bin/false')
        for port in (8079, 8080, 8081, 8082):
            run('--data', self.data, '--port', str(port), '--programs',
                str(programs)).communicate(timeout=30)
            made = pathlib.Path(self.data, 'motcua.textproto').read_text(encoding='utf-8')
            self.assertEqual([str(port + i) for i in range(3)],
                             re.findall(r'"127\.0\.0\.1:(\d+)', made))
            # QR codes lead to the door.
            self.assertEqual([str(port)], re.findall(r'//127\.0\.0\.1:(\d+)/', made))

    def test_a_folder_may_be_called_as_one_likes(self):
        data = pathlib.Path(self.data, 'R&D | 1')
        process = run('--data', str(data), '--port', '0')
        read_screen(process)
        self.assertEqual(0, end(process, signal.SIGTERM))
        self.assertTrue((data / 'intake.db').exists())

    def test_two_do_not_run_on_one_folder(self):
        first = run('--data', self.data, '--port', '0')
        read_screen(first)
        second = run('--data', self.data, '--port', '0')
        said = second.communicate(timeout=30)[0]
        self.assertEqual(1, second.returncode)
        self.assertIn('another motcua runs on', said)
        self.assertEqual(0, end(first, signal.SIGTERM))

    def test_a_wrong_command_line_is_refused(self):
        for arguments in (['--port', 'http'], ['--port', '65534'], ['--port', '08080'], ['--dmeo'], ['--data']):
            process = run(*arguments)
            process.communicate(timeout=30)
            self.assertEqual(2, process.returncode, arguments)

    def test_a_journey_that_cannot_hold_is_a_failure(self):
        demo = subprocess.run([ROOT / 'deploy' / 'demo', '--url', 'http://127.0.0.1:1', '--sync',
                               '127.0.0.1:1', '--programs', programs, '--data', self.data],
                              capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(1, demo.returncode, demo.stdout)
        self.assertIn('FAILS: 1.001193 is found', demo.stdout)


if __name__ == '__main__':
    programs = sys.argv.pop(1)
    unittest.main()
