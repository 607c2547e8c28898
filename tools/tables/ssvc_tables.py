#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Make reference/cyber/ssvc_tables.csv: the decision tables of SSVC.

usage: ssvc_tables.py TABLES OUT

TABLES  folder json/decision_tables of CERTCC/SSVC (data/)

A table is one line: its inputs, its outcome, and the keys of the decisions of all
combinations, in which the value of the last input changes fastest."""
import glob
import itertools
import json
import os
import sys

tables, out = sys.argv[1:3]
rows = []
for path in glob.glob(os.path.join(tables, '**/*.json'), recursive=True):
    d = json.load(open(path))
    inputs = [k for k in d['decision_points'] if k != d['outcome']]
    decision = {tuple(m[k] for k in inputs): m[d['outcome']] for m in d['mapping']}
    keys = [[v['key'] for v in d['decision_points'][k]['values']] for k in inputs]
    combinations = list(itertools.product(*keys))
    assert len(combinations) == len(decision) == len(d['mapping']), path
    fields = [d['namespace'], d['key'], d['version'], d['name'], ' '.join(inputs), d['outcome'],
              ' '.join(decision[c] for c in combinations)]
    assert not any(set(f) & set(',"') for f in fields), path
    rows.append(fields)
rows.sort()
with open(out, 'w') as f:
    f.write('namespace,key,version,name,inputs,outcome,decisions\n')
    f.writelines(','.join(r) + '\n' for r in rows)
