#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Comparing versions: Bolwerk's filter beside the library of each ecosystem.

usage: bench/version.py BOLWERK [THOUSANDS]      prints one JSON line

Made-up pairs of versions of every kind the schemes know go through 'version
compare' as text, process start and pipe included. Peers get the same pairs as
strings in memory and give a list, which favours them: packaging (PyPI), node's
semver (npm), libapt through python3-apt (Debian), looking at one pair at a
time. Every answer is compared; pairs a peer refuses are left out and counted.
Packages come from PyPI and npm into the work folder (BOLWERK_BENCH).
"""
import json
import os
import random
import subprocess
import sys
import time

WORK = os.environ.get('BOLWERK_BENCH', '/tmp/bolwerk-bench')

PYPI = '''
import sys, time
from packaging.version import Version
pairs = [l.rstrip('\\n').split('\\t') for l in sys.stdin]
start = time.monotonic()
out = []
for a, b in pairs:
    a, b = Version(a), Version(b)
    out.append('<' if a < b else '>' if a > b else '=')
print(time.monotonic() - start)
print('\\n'.join(out))
'''
NPM = '''
const semver = require('semver');
const pairs = require('fs').readFileSync(0, 'utf8').trim().split('\\n').map(l => l.split('\\t'));
const start = process.hrtime.bigint();
const out = pairs.map(([a, b]) => '<=>'[semver.compare(a, b) + 1]);
console.log(Number(process.hrtime.bigint() - start) / 1e9);
console.log(out.join('\\n'));
'''
DEB = '''
import sys, time
import apt_pkg
apt_pkg.init_system()
pairs = [l.rstrip('\\n').split('\\t') for l in sys.stdin]
start = time.monotonic()
out = []
for a, b in pairs:
    c = apt_pkg.version_compare(a, b)
    out.append('<' if c < 0 else '>' if c > 0 else '=')
print(time.monotonic() - start)
print('\\n'.join(out))
'''


def numbers(r, n):
    return '.'.join(str(r.choice((0, 1, 2, 9, 10, 11, 2024))) for _ in range(n))


def pypi(r):
    return (r.choice(('', '', '1!')) + numbers(r, r.randint(1, 4)) +
            r.choice(('', '', 'a1', 'b2', 'rc10')) + r.choice(('', '', '.post1', '.post10')) +
            r.choice(('', '', '.dev3')) + r.choice(('', '', '+ubuntu.1', '+10')))


def npm(r):
    return (numbers(r, 3) + r.choice(('', '', '-alpha', '-alpha.1', '-alpha.beta', '-rc.10', '-1')) +
            r.choice(('', '', '+build.5')))


def deb(r):
    return (r.choice(('', '', '1:')) + numbers(r, r.randint(1, 4)) +
            r.choice(('', '', '~rc1', '+dfsg', 'a')) +
            r.choice(('', '-1', '-0ubuntu1~20.04', '-10+deb12u1')))


def node():
    at = os.path.join(WORK, 'node-version')
    if not os.path.isdir(os.path.join(at, 'node_modules', 'semver')):
        os.makedirs(at, exist_ok=True)
        subprocess.run(['npm', 'install', '--silent', '--prefix', at, 'semver'], check=True)
    return at


def python():
    venv = os.path.join(WORK, 'venv')
    if not os.path.isdir(venv):
        subprocess.run([sys.executable, '-m', 'venv', venv], check=True)
    py = os.path.join(venv, 'bin', 'python')
    subprocess.run([py, '-m', 'pip', 'install', '-q', 'packaging'], check=True)
    return py


def peer(command, text, cwd=None):
    r = subprocess.run(command, input=text, capture_output=True, text=True, cwd=cwd)
    if r.returncode != 0:
        return None, None
    first, *out = r.stdout.split('\n')
    return float(first), [x for x in out if x]


def main():
    bolwerk, n = sys.argv[1], int(sys.argv[2]) * 1000 if len(sys.argv) > 2 else 200000
    result = {'bench': 'version', 'pairs': n}
    for name, make, run in (
            ('pypi', pypi, lambda t: peer([python(), '-c', PYPI], t)),
            ('npm', npm, lambda t: peer(['node', '-e', NPM], t, node())),
            ('deb', deb, lambda t: peer(['/usr/bin/python3', '-c', DEB], t))):
        r = random.Random(20261125)
        text = ''.join(f'{make(r)}\t{make(r)}\n' for _ in range(n))
        start = time.monotonic()
        ours = subprocess.run([bolwerk, 'version', 'compare', name], input=text,
                              capture_output=True, text=True, check=True).stdout.split()
        seconds = time.monotonic() - start
        theirs_seconds, theirs = run(text)
        row = {'seconds': round(seconds, 3)}
        if theirs is None:
            row['peer'] = 'not there'
        else:
            row.update(peer_seconds=round(theirs_seconds, 3),
                       ratio=round(theirs_seconds / seconds, 1),
                       differ=sum(a != b for a, b in zip(ours, theirs)))
            assert len(ours) == len(theirs) == n
        result[name] = row
    print(json.dumps(result))


main()
