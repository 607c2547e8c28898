#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb version: filters for other programs. Prints TAP.

usage: version.py ROOT BOLWERK [TEST...]"""
import subprocess

import kit
from kit import bolwerk, good, main, refused


def pipe(text, *args):
    r = bolwerk('version', *args, stdin=text.encode())
    assert r.returncode == 0, r.stderr.decode()
    return r.stdout.decode()


def a_line_in_a_line_out():
    assert pipe('1.0~rc1\t1.0\n1:0\t2\n1.0\t1.0-0\r\na b\t1\n1\t2', 'compare',
                'deb') == '<\n>\n=\n?\n<\n'
    assert pipe('1.0.0\n2.0.0\nlatest\n', 'in', 'npm', '^1.0') == 'yes\nno\n?\n'
    assert pipe('', 'compare', 'rpm') == ''
    assert pipe('1\n1.5\n', 'in', 'pypi', 'vers:pypi/!=1.5') == 'yes\nno\n'


def one_answer():
    assert good('version', 'compare', 'alpm', '1-1', '1') == '=\n'
    assert good('version', 'vers', 'gem', '~>2.0.8') == 'vers:gem/>=2.0.8|<2.1\n'


def an_answer_before_the_next_question():
    p = subprocess.Popen([kit.BOLWERK, 'version', 'compare', 'npm'],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for a, b, want in (('1.0.0', '2.0.0', '<'), ('1.0.0', '1.0.0-a', '>')):
        p.stdin.write(f'{a}\t{b}\n')
        p.stdin.flush()
        assert p.stdout.readline() == want + '\n'
    p.stdin.close()
    assert p.wait() == 0


def what_is_wrong_is_said():
    refused(bolwerk('version', 'compare', 'windows'), 2, 'windows', 'deb')
    refused(bolwerk('version', 'compare', 'deb', '1'), 2, 'second')
    refused(bolwerk('version', 'compare', 'deb', stdin=b'1\t2\n1 2\n'), 3, 'line 2', 'tab')
    refused(bolwerk('version', 'compare', 'deb', stdin=b'1' * (3 << 20)), 3, 'line 1', 'longer')
    refused(bolwerk('version', 'in', 'npm', '>=1', '<2'), 2, 'quotes')
    refused(bolwerk('version', 'in', 'npm', 'vers:pypi/1'), 2, 'pypi')
    refused(bolwerk('version', 'in', 'maven', '[1,2'), 3, 'bracket')


main([a_line_in_a_line_out, one_answer, an_answer_before_the_next_question,
      what_is_wrong_is_said])
