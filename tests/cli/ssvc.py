#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb ssvc: decisions from facts that may be unknown. Every table is held against
the CSV files of CERT/CC (test data of others), which name values in full. Prints TAP.

usage: ssvc.py ROOT BOLWERK [TEST...]"""
import csv
import glob
import os
import random
import re

from kit import DATA, Skip, ask, bolwerk, good, main, refused


def decisions(*args):
    return [d['name'] for d in ask('ssvc', *args)['decisions']]


def one_left_is_certain():
    told = ask('ssvc', 'co', 'E=active', 'A=yes', 'TI=total', 'MWI=high')
    assert told['certain'] and told['decisions'] == [{'key': 'AC', 'name': 'Act'}]
    # An unknown fact that changes nothing leaves it certain.
    told = ask('ssvc', 'dp', 'E=none', 'EXP=small', 'HI=low')
    assert told['certain'] and told['decisions'][0]['name'] == 'Defer', told


def what_is_unknown_stays_open():
    told = ask('ssvc', 'CISA Coordinator', 'exploitation=active', 'Automatable=Y',
               'technical impact=total')
    assert not told['certain']
    assert [d['key'] for d in told['decisions']] == ['AT', 'AC']
    point = told['points'][3]
    assert point['settles'] and point['known_from'] is None
    assert [(t['value'], [d['key'] for d in t['decisions']]) for t in point['then']] == \
        [('L', ['AT']), ('M', ['AC']), ('H', ['AC'])]
    assert decisions('co', 'E=active', 'A=Y', 'TI=total', 'MWI=medium|high') == ['Act']


def for_people():
    for lang, words in (('nl', ('Nog mogelijk: Attend of Act', 'als Low?', 'legt de beslissing')),
                        ('en', ('Still possible: Attend or Act', 'if Low?', 'settles'))):
        text = good('--lang', lang, '--width', '80', 'ssvc', 'co', 'E=active', 'A=yes',
                    'TI=total')
        assert all(w in text for w in words), text
        text = good('--lang', lang, '--width', '80', 'ssvc')
        assert all(len(line) <= 80 for line in text.splitlines()) and 'cisa:DT_CO' in text
    assert 'follows from Human Impact' in good('--lang', 'en', 'ssvc', 'dp', 'SI=catastrophic')


def as_csv():
    rows = list(csv.reader(good('ssvc', 'co', 'E=active', 'A=yes', 'TI=total', '--csv', '-',
                                '--lang', 'nl').splitlines()))
    assert rows[0] == ['ssvc-point', 'ssvc-value', 'ssvc-decision']
    assert rows[1] == ['ssvc:E:1.1.0', 'A', 'AT|AC'] and rows[-1][1:] == ['H', 'AC']


def what_is_wrong_is_said():
    refused(bolwerk('ssvc', 'x'), 2, 'no table')
    refused(bolwerk('ssvc', 'co', 'E'), 2, 'KEY=VALUE')
    refused(bolwerk('ssvc', 'co', 'colour=red'), 2, 'colour')
    refused(bolwerk('ssvc', 'co', 'E=red'), 2, 'Public PoC')
    refused(bolwerk('ssvc', 'co', 'E='), 2, 'Public PoC')
    refused(bolwerk('ssvc', 'co', 'E=A', 'E=N'), 2, 'twice')


def the_csv_says_the_same():
    files = sorted(glob.glob(os.path.join(DATA, 'cyber/ssvc/data/csv/*/*.csv')))
    if not files:
        raise Skip('no tables of CERT/CC')
    r, looked = random.Random(1), 0
    tables = {t['name']: t for t in ask('ssvc')['tables']}
    assert len(files) == len(tables) == 16
    for path in files:
        with open(path) as f:
            rows = list(csv.DictReader(f))
        stem = os.path.basename(path).rsplit('_', 3)[0].replace('_', ' ')
        table = next(t for n, t in tables.items()
                     if n.lower().replace('-', ' ').replace('.', ' ') == stem)
        assert len(list(rows[0])) == len(table['points']) + 2
        for row in r.sample(rows, min(6, len(rows))):
            columns = list(row)[1:]
            facts = [re.sub(r' v[0-9.]+( \(\w+\))?$', '', c) + '=' + row[c]
                     for c in columns[:-1]]
            assert [d.lower() for d in decisions(table['table'], *facts)] == \
                [row[columns[-1]].lower()], (path, row)
            looked += 1
    assert looked == 87


main([one_left_is_certain, what_is_unknown_stays_open, for_people, as_csv,
      what_is_wrong_is_said, the_csv_says_the_same])
