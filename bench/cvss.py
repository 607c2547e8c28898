#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Scoring CVSS vectors: Bolwerk's filter beside ae-cvss-calculator (npm) and cvss (PyPI).

usage: bench/cvss.py BOLWERK [THOUSANDS]      prints one JSON line

Made-up vectors of each version go through 'cvss score' as text, process start and pipe
included. Peers get the same as strings in memory and give a list, which favours them.
Every score is compared. Packages come from npm and PyPI into the work folder
(BOLWERK_BENCH).
"""
import json
import os
import random
import subprocess
import sys
import time

WORK = os.environ.get('BOLWERK_BENCH', '/tmp/bolwerk-bench')
BASE = {'2.0': 'AV:NAL AC:LMH Au:NSM C:CPN I:CPN A:CPN',
        '3.1': 'AV:NALP AC:LH PR:NLH UI:NR S:CU C:HLN I:HLN A:HLN',
        '4.0': 'AV:NALP AC:LH AT:NP PR:NLH UI:NPA VC:HLN VI:HLN VA:HLN SC:HLN SI:HLN SA:HLN'}
MORE = {'2.0': 'E:H,F,POC,U RL:U,W,TF,OF RC:C,UR,UC',
        '3.1': 'E:H,F,P,U RL:U,W,T,O RC:C,R,U MAV:N,A,L,P MC:H,L,N',
        '4.0': 'E:A,P,U CR:H,M,L MAV:N,A,L,P MSI:S,H,L,N'}
PREFIX = {'2.0': '', '3.1': 'CVSS:3.1/', '4.0': 'CVSS:4.0/'}

NODE = '''
const { Cvss2, Cvss3P1, Cvss4P0 } = require('ae-cvss-calculator');
const C = { '2.0': Cvss2, '3.1': Cvss3P1, '4.0': Cvss4P0 }[process.argv[1]];
const vectors = require('fs').readFileSync(0, 'utf8').trim().split('\\n');
const start = process.hrtime.bigint();
const out = vectors.map(v => new C(v).calculateScores(false).overall);
console.log(Number(process.hrtime.bigint() - start) / 1e9);
console.log(out.map(x => x.toFixed(1)).join('\\n'));
'''
PYPI = '''
import sys, time
import cvss
C = {'2.0': cvss.CVSS2, '3.1': cvss.CVSS3, '4.0': cvss.CVSS4}[sys.argv[1]]
vectors = sys.stdin.read().split()
start = time.monotonic()
out = []
for v in vectors:
    s = [x for x in C(v).scores() if x is not None]
    # Of 3.1 the last whose metrics are given counts, and there always are three.
    out.append(s[-1] if len(s) < 3 or '/M' in v else s[1])
print(time.monotonic() - start)
print('\\n'.join(f'{abs(float(x)):.1f}' for x in out))
'''


def vector(r, version):
    parts = []
    for m in BASE[version].split():
        name, values = m.split(':')
        parts.append(f'{name}:{r.choice(values)}')
    for m in MORE[version].split():
        name, values = m.split(':')
        if r.random() < .4:
            parts.append(f'{name}:{r.choice(values.split(","))}')
    return PREFIX[version] + '/'.join(parts)


def node():
    at = os.path.join(WORK, 'node-cvss')
    if not os.path.isdir(os.path.join(at, 'node_modules', 'ae-cvss-calculator')):
        os.makedirs(at, exist_ok=True)
        subprocess.run(['npm', 'install', '--silent', '--prefix', at, 'ae-cvss-calculator'],
                       check=True)
    return at


def python():
    venv = os.path.join(WORK, 'venv')
    if not os.path.isdir(venv):
        subprocess.run([sys.executable, '-m', 'venv', venv], check=True)
    py = os.path.join(venv, 'bin', 'python')
    subprocess.run([py, '-m', 'pip', 'install', '-q', 'cvss'], check=True)
    return py


def peer(command, text, cwd=None):
    r = subprocess.run(command, input=text, capture_output=True, text=True, cwd=cwd)
    if r.returncode != 0:
        return None, None
    first, *out = r.stdout.split('\n')
    return float(first), [x for x in out if x]


def main():
    bolwerk, n = sys.argv[1], int(sys.argv[2]) * 1000 if len(sys.argv) > 2 else 20000
    result = {'bench': 'cvss', 'vectors': n}
    for version in BASE:
        r = random.Random(20261126)
        text = ''.join(vector(r, version) + '\n' for _ in range(n))
        start = time.monotonic()
        out = subprocess.run([bolwerk, 'cvss', 'score'], input=text, capture_output=True,
                             text=True, check=True).stdout.splitlines()
        seconds = time.monotonic() - start
        ours = [line.split('\t')[4] for line in out]
        row = {'a_second': round(n / seconds)}
        for name, command, cwd in (('npm', ['node', '-e', NODE, version], node()),
                                   ('pypi', [python(), '-c', PYPI, version], None)):
            theirs_seconds, theirs = peer(command, text, cwd)
            if theirs is None:
                row[name] = 'not there'
                continue
            assert len(ours) == len(theirs) == n
            row[name] = {'a_second': round(n / theirs_seconds),
                         'ratio': round(theirs_seconds / seconds, 1),
                         'differ': sum(a != b for a, b in zip(ours, theirs))}
        result[version] = row
    print(json.dumps(result))


main()
