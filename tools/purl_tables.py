#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Make tables in C of reference/cyber/purl_types.csv and purl_same.csv, so that a package
URL is read without looking through text: types sorted by name, rules as numbers.

usage: purl_tables.py TYPES.csv SAME.csv OUT.h"""
import csv
import sys

CASE = {'': 'KEEP', 'lower': 'LOWER', 'upper': 'UPPER'}
NAME_RULES = {'length', 'only', 'without', 'without-blank', 'not-first',
              'other-to-underscore', 'underscore-to-dash'}


def text(s):
    return 'BW_STR_INIT("%s")' % s.replace('\\', '\\\\').replace('"', '\\"')


def rules(words, known):
    told = dict((w + '=').split('=', 1) for w in words.split())
    if set(told) - known:
        sys.exit(f'purl_types.csv: no such rule: {sorted(set(told) - known)}')
    return {k: v[:-1] for k, v in told.items()}


def row(r):
    name = rules(r['name_rules'], NAME_RULES)
    version = rules(r['version_rules'], {'numbers'})
    low, high = (name['only'].split('-') if 'only' in name else ('', ''))
    fields = {
        'name': text(r['type']),
        'need': {'required': 'NS_REQUIRED', 'optional': 'NS_OPTIONAL',
                 'prohibited': 'NS_NONE'}[r['namespace']],
        'ns_case': CASE[r['namespace_case']],
        'name_case': CASE[r['name_case']],
        'version_case': CASE[r['version_case']],
        'subpath_case': CASE[r['subpath_case']],
        'length': name.get('length', 0),
        'low': f"'{low}'" if low else 0,
        'high': f"'{high}'" if high else 0,
        'without': text(name.get('without', '')),
        'without_blank': int('without-blank' in name),
        'not_first': f"'{name['not-first']}'" if 'not-first' in name else 0,
        'other_to_underscore': int('other-to-underscore' in name),
        'underscore_to_dash': int('underscore-to-dash' in name),
        'numbers': version.get('numbers', 0),
        'qualifiers': text(r['qualifiers']),
        'required': text(r['required']),
        'ns_default': text(r['namespace_default']),
        'split_first': int(r['split'] == 'first'),
        'lower_when': text(r['lower_name_when']),
        'same': {'': 'SAME_BYTES', 'lower': 'SAME_LOWER',
                 'pep503': 'SAME_PEP503'}[r['same_when']],
    }
    return '\t{ ' + ',\n\t    '.join(f'.{k} = {v}' for k, v in fields.items()) + ' },\n'


types, same, out = sys.argv[1:4]
with open(types, newline='') as f:
    types = sorted(csv.DictReader(f), key=lambda r: r['type'])
with open(same, newline='') as f:
    same = sorted(csv.DictReader(f), key=lambda r: (r['key'], r['value']))
with open(out, 'w') as f:
    f.write('/* Made by tools/purl_tables.py. */\n'
            'static const struct bw_purl_type types[] = {\n')
    f.writelines(row(r) for r in types)
    f.write('};\nstatic const struct same same[] = {\n')
    f.writelines('\t{ %s, %s, %s },\n' % tuple(map(text, (r['key'], r['value'], r['means'])))
                 for r in same)
    f.write('};\n')
