#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Make reference/cyber/kin.csv: which package of a language is which product of CPE.

usage: kin.py BOLWERK vendor-product-purls.tsv > reference/cyber/kin.csv

The facts are those of purl2cpe (SCANOSS), which people keep; taken are packages of
npm, PyPI, Maven, RubyGems, Go, NuGet, Composer and Cargo. Left out are relations of
one to many (more than FEW on either side), because what is said of one of many would
be told of all, and packages of distributions, of which their distribution speaks.
"""
import collections
import re
import subprocess
import sys

TYPES = {'npm', 'pypi', 'maven', 'gem', 'golang', 'nuget', 'composer', 'cargo'}
FEW = 3
PLAIN = re.compile(r'[a-z0-9._-]+$')
SOURCE = 'scanoss/purl2cpe ebede2f8 (MIT)'  # of 2026-08-22

pairs = set()
for line in open(sys.argv[2]):
    vendor, product, purls, _ = line.rstrip('\n').split('\t')
    if PLAIN.match(vendor) and PLAIN.match(product):
        for p in purls.split(','):
            pairs.add((p, f'a:{vendor}:{product}'))
purls = sorted({p for p, _ in pairs})
out = subprocess.run([sys.argv[1], 'purl', 'parse'], input='\n'.join(purls) + '\n', text=True,
                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.splitlines()
key = {}
for p, line in zip(purls, out):
    part = line.split('\t')
    if part[0] != '?' and part[1] in TYPES:
        name = '/'.join(x for x in part[1:4] if x)
        if part[1] == 'nuget':
            name = name.lower()
        if all(c not in name for c in ',"\n'):
            key[p] = name
pairs = {(key[p], c) for p, c in pairs if p in key}
of_purl = collections.Counter(p for p, _ in pairs)
of_cpe = collections.Counter(c for _, c in pairs)
print('purl,cpe,source')
for p, c in sorted(pairs, key=lambda pair: [x.encode() for x in pair]):
    if of_purl[p] <= FEW and of_cpe[c] <= FEW:
        print(f'{p},{c},{SOURCE}')
