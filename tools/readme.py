#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Keep what README.md shows equal to what the program says.

usage: readme.py BOLWERK [--check]

Between "<!-- output N: bolwerk ... -->" and "<!-- end -->" stand the first N
lines of that command on the example world; doc/pictures/ holds the drawings.
With --check nothing is written: differences are printed, exit status 1."""
import filecmp
import os
import re
import shlex
import subprocess
import sys
import tempfile

bolwerk = os.path.abspath(sys.argv[1])
check = '--check' in sys.argv[2:]
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
COMPANY = 'Voorbeeld Fotonica B.V. (fictief)'
PICTURES = 'doc/pictures'
env = dict(os.environ, LC_ALL='C.UTF-8', SOURCE_DATE_EPOCH='1795000000')
tmp = tempfile.mkdtemp(prefix='bolwerk-readme-')
world = os.path.join(tmp, 'world.bwk')
bad = False


def run(*args):
    return subprocess.run([bolwerk, '-w', world, '--as-of', '2026-11-25', '--lang', 'en', *args],
                          check=True, capture_output=True, text=True, env=env).stdout


def shown(match):
    lines = run(*[COMPANY if a == 'COMPANY' else a for a in shlex.split(match[2])]).split('\n')
    text = '\n'.join(('    ' + line).rstrip() for line in lines[:int(match[1])])
    return f'<!-- output {match[1]}: bolwerk {match[2]} -->\n\n{text}\n\n<!-- end -->'


run('-q', 'load', *(f'examples/{f}' for f in
                    ('parties.csv', 'stakes.csv', 'uses.csv', 'owners.bods.json')))
old = open('README.md').read()
new = re.sub(r'<!-- output (\d+): bolwerk (.*?) -->.*?<!-- end -->', shown, old, flags=re.S)
if new != old:
    bad = True
    if check:
        print('README.md is old: tools/readme.py BOLWERK')
    else:
        open('README.md', 'w').write(new)
run('-q', 'check', COMPANY, '--svg', os.path.join(tmp, 'svg'))
os.makedirs(PICTURES, exist_ok=True)
for name in ('owners.svg', 'materials.svg'):
    made, kept = os.path.join(tmp, 'svg', name), os.path.join(PICTURES, name)
    if os.path.exists(kept) and filecmp.cmp(made, kept, shallow=False):
        continue
    bad = True
    if check:
        print(f'{kept} is old: tools/readme.py BOLWERK')
    else:
        open(kept, 'wb').write(open(made, 'rb').read())
sys.exit(1 if bad and check else 0)
