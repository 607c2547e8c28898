#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The house checks itself: who includes whom, and a few other promises.

usage: floors.py [ROOT]        prints TAP

* A file includes only its own room and lower floors; pillars never each other.
* The files of an engine are pure: no SQL, no view, no files.
* SQL is never built from strings: what is prepared or executed is a literal.
* Every source file says its licence; every public header explains itself.
"""
import os
import re
import sys

root = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else '.')
PILLARS = ['ownership', 'names', 'law', 'supply', 'cyber', 'scan', 'desk']
BELOW = {'base': [], 'model': ['base'], 'world': ['base', 'model'],
         'formats': ['base', 'model'], 'pdf': ['base']}
for p in PILLARS:
    BELOW[p] = ['base', 'model', 'world', 'formats']
BELOW['check'] = ['base', 'model', 'world', 'formats'] + PILLARS
BELOW['export'] = BELOW['check']
BELOW['report'] = BELOW['check'] + ['check', 'pdf']
BELOW['web'] = BELOW['report'] + ['export', 'report']
BELOW['cli'] = BELOW['web'] + ['web']
# Pillars read the world, formats are for those who load.
# The register is the world in columns, kept in a file beside it.
SPEAKS = re.compile(r'_(load|findings)\.[ch]$|_(load|findings)_\w+\.[ch]$|/register(_\w+)?\.[ch]$')


def sources():
    for folder, dirs, files in os.walk(os.path.join(root, 'src')):
        dirs.sort()
        for f in sorted(files):
            if f.endswith(('.c', '.h', '.cpp')):
                path = os.path.join(folder, f)
                yield os.path.relpath(path, os.path.join(root, 'src')), open(path).read()


def floors(name, text):
    room = name.split('/')[0]
    for include in re.findall(r'#include "([\w/]+)/[\w.]+"', text):
        other = include.split('/')[0]
        if other != room and other not in BELOW.get(room, []):
            yield f'{name} includes {include}: not a lower floor'


def pure(name, text):
    if name.split('/')[0] in PILLARS and not SPEAKS.search(name):
        if re.search(r'sqlite3|"world/|"base/(input|out)\.h"|fopen|\bopen\(', text):
            yield f'{name}: an engine file that knows files, SQL or the world'


def literal_sql(name, text):
    for call in re.findall(r'sqlite3_(?:prepare_v[23]|exec)\(\s*[^,]+,\s*([^,]+),', text):
        if not re.match(r'\s*("|[a-z_>.-]*sql\b|[A-Z_]+\b|[a-z]+\[)', call):
            yield f'{name}: SQL from {call.strip()!r}'


def licence(name, text):
    if 'SPDX-License-Identifier: EUPL-1.2' not in text[:120]:
        yield f'{name}: no licence line'


def explained(name, text):
    if not re.search(r'\n/\*\n \*', text[:200]):
        yield f'{name}: no head comment'


def finished(name, text):
    for word in re.findall(r'\b(TODO|FIXME|XXX|HACK)\b', text):
        yield f'{name}: {word}'


checks = [floors, pure, literal_sql, licence, explained, finished]
print(f'1..{len(checks)}')
bad = False
for i, check in enumerate(checks, 1):
    found = [line for name, text in sources() for line in check(name, text)]
    print(f'{"not ok" if found else "ok"} {i} - {check.__name__}')
    for line in found:
        print('# ' + line)
    bad = bad or bool(found)
sys.exit(bad)
