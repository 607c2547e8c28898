#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Single points and cuts beside networkx (dominators) and clingo (minimal cuts).

usage: chain.py BENCH_CHAIN BOLWERK [thousands]

Prints one JSON line: seconds of each, on the same chain in the same run, and
whether the answers are the same. networkx reads the chain where nothing has
two needs; clingo a small one with AND and OR, minimal cuts of up to 3."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import networkx


def dominators(bench, thousands):
    text = subprocess.run([bench, str(thousands), 'any'], capture_output=True, text=True,
                          check=True).stdout
    g = networkx.DiGraph()
    suppliers = {}
    for line in text.splitlines():
        x, *sup = map(int, line.split())
        suppliers[x] = sup
    for x, sup in suppliers.items():
        g.add_edges_from((x, s) for s in sup)
    ends = [x for x in g if x not in suppliers]
    g.add_edges_from((x, 'end') for x in ends)
    begin = time.perf_counter()
    idom = networkx.immediate_dominators(g, 0)
    took = time.perf_counter() - begin
    points, x = 0, idom['end']
    while x != 0:
        points, x = points + 1, idom[x]
    return points, took


def chain(r, n):
    """The first needs three kinds, each from three makers; every maker has two or
    three needs further down, with one to three suppliers each."""
    return {x: [sorted({r.randint(x + 1, min(n - 1, x + n // 3))
                        for _ in range(3 if x == 0 else r.randint(1, 3))})
                for _ in range(3 if x == 0 else r.randint(2, 3))] if x < n - n // 4 else []
            for x in range(n)}


def as_yaml(c):
    out = ['chain: random', 'product: a0', 'things:']
    for x, needs in c.items():
        out += [f'  a{x}:', '    kind: site'] + (['    needs:'] if needs else [])
        out += [f'      - any: [{", ".join(f"a{s}" for s in g)}]' for g in needs]
    return '\n'.join(out) + '\n'


def as_program(c):
    facts, k = [f'thing({x}).' for x in c], 0
    for x, needs in c.items():
        for g in needs:
            facts += [f'need({x},{k}).'] + [f'sup({k},{s}).' for s in g]
            k += 1
    return '\n'.join(facts) + """
        { fail(X) : thing(X), X != 0 } 3.
        up(X) :- thing(X), not fail(X), met(G) : need(X,G).
        met(G) :- sup(G,Y), up(Y).
        :- up(0).
        #show fail/1."""


def cuts(bolwerk, n):
    c = chain(random.Random(20261125), n)
    begin = time.perf_counter()
    out = subprocess.run(['clingo', '-n', '0', '--heuristic=Domain', '--dom-mod=5,16',
                          '--enum-mode=domRec', '-V1'], input=as_program(c),
                         capture_output=True, text=True).stdout.split('\n')
    theirs_took = time.perf_counter() - begin
    theirs = {frozenset('a' + a[5:-1] for a in out[i + 1].split())
              for i, line in enumerate(out) if line.startswith('Answer:')}
    with tempfile.NamedTemporaryFile('w', suffix='.yaml', delete=False) as f:
        f.write(as_yaml(c))
    begin = time.perf_counter()
    got = json.loads(subprocess.run([bolwerk, '--json', 'supply', 'chain', f.name,
                                     '--cuts', '3'], capture_output=True, text=True,
                                    check=True).stdout)
    ours_took = time.perf_counter() - begin
    os.unlink(f.name)
    ours = {frozenset(c) for c in got['cuts']['list']}
    return len(ours), ours == theirs and got['cuts']['complete'], ours_took, theirs_took


def run():
    bench, bolwerk = sys.argv[1:3]
    thousands = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    mine = json.loads(subprocess.run([bench, str(thousands)], capture_output=True, text=True,
                                     check=True).stdout)
    points, took = dominators(bench, thousands)
    n, same, ours, theirs = cuts(bolwerk, 400)
    print(json.dumps({
        'bench': 'chain-peers', 'things': thousands * 1000, 'points': mine['any_points'],
        'points_same': points == mine['any_points'],
        'points_s': round(mine['any_build_s'] + mine['any_points_s'], 4),
        'networkx_s': round(took, 3), 'cuts': n, 'cuts_same': same,
        'cuts_with_start_s': round(ours, 3), 'clingo_with_start_s': round(theirs, 3)}))


run()
