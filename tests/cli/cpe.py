#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb cpe: what a name says, how two relate; and as a filter. Prints TAP.

usage: cpe.py ROOT BOLWERK [TEST...]"""
import json

from kit import bolwerk, good, main, refused

NAME = 'cpe:2.3:a:acme:big\\:thing:7.4.0:-:*:*:*:win:*:*'


def pipe(text, *args):
    r = bolwerk('cpe', *args, stdin=text.encode())
    return r.returncode, r.stdout.decode().splitlines()


def what_a_name_says():
    said = good('--lang', 'en', 'cpe', 'parse', NAME)
    assert 'cpe:/a:acme:big%3athing:7.4.0:-:~~~win~~\n' in said
    assert 'big:thing' in said and '(not applicable)' in said
    one = json.loads(good('cpe', 'parse', '--json', NAME))['names'][0]
    assert one['formatted'] == NAME and one['product'] == 'big\\:thing'
    assert one['update'] == '-' and one['edition'] == '*'


def how_two_relate():
    said = good('--lang', 'nl', 'cpe', 'match', 'cpe:/a:acme', NAME)
    assert 'SUPERSET' in said and 'A omvat B' in said
    got = json.loads(good('cpe', 'match', '--json', NAME, 'cpe:/a:acme::7.4.1'))
    assert got['relation'] == 'disjoint'
    assert got['attributes']['product'] == 'subset'


def a_line_in_a_line_out():
    assert pipe(f'cpe:/a:acme\t{NAME}\r\n{NAME}\t{NAME}\n', 'match') == (
        0, ['superset', 'equal'])
    assert pipe('cpe:/a:acme::1%02\n', 'parse') == (
        0, ['\t'.join(['a', 'acme', '*', '1*'] + ['*'] * 7)])
    assert pipe('', 'parse') == (0, [])


def a_line_that_is_no_name_does_not_stop_the_rest():
    status, lines = pipe('cpe:/a:b%41\ncpe:/a:b\n', 'parse')
    assert status == 3 and len(lines) == 2
    assert lines[0].startswith('?\t') and 'byte 9' in lines[0]
    status, lines = pipe('x\tcpe:/a\nno tab\n', 'match', '--json')
    assert status == 3 and all('error' in json.loads(l) for l in lines)


def wrong_use():
    refused(bolwerk('cpe', 'match', NAME), 2, 'two names')
    refused(bolwerk('cpe', 'eat', NAME), 2, 'match and parse')
    refused(bolwerk('cpe', 'parse', 'cpe:2.3:a:b$'), 3, 'byte 12')


main([what_a_name_says, how_two_relate, a_line_in_a_line_out,
      a_line_that_is_no_name_does_not_stop_the_rest, wrong_use])
