#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""supply chain: the examples, and random chains against clingo (minimal cuts)
and networkx (dominators). Prints TAP.

usage: chain.py ROOT BOLWERK [TEST...]"""
import csv
import io
import os
import random
import shutil
import subprocess
import xml.etree.ElementTree as xml

from kit import EXAMPLE, ROOT, Skip, ask, bolwerk, fresh, good, main, refused, write


def example(name):
    return os.path.join(ROOT, 'examples', 'chains', name + '.yaml')


def world():
    path = fresh('chain')
    good('load', EXAMPLE[0], world=path)
    return path


def points(got):
    return {p['thing'] for p in got['points']}


def medicine_by_hand():
    """Everybody gets the active substance from one starting material, made in
    one plant. The days: stock of the starting material (20-40), the longest
    of the stocks of the two plants (60-90 and 30), wholesalers (42)."""
    got = ask('supply', 'chain', example('medicine'), '--cuts', '2', world=world())
    assert got['illustrative']
    assert points(got) == {'CN', 'starting-plant', 'starting-material', 'substance',
                           'packaging', 'aluminium'}
    china = [p for p in got['points'] if p['thing'] == 'CN'][0]
    assert china['until_day'] == {'min': 20 + 60 + 42, 'max': 40 + 90 + 42}
    assert china['why'][0] == 'CN' and china['why'][-1] == 'tablets'
    cuts = {frozenset(c) for c in got['cuts']['list'] if len(c) == 2}
    assert got['cuts']['complete']
    assert {'brand-a', 'brand-b'} in cuts and {'IN', 'NL'} in cuts
    # Both makers of the substance, whatever the brands do.
    assert {'IN', 'IT'} in cuts
    lost = {r['thing']: r for r in got['losses']}
    assert lost['brand-a']['left'] == {'min': 0.4, 'max': 0.45}
    # One maker of the substance: the plant that keeps 30 days feels it first.
    assert lost['maker-one']['less_from_day'] == 30 + 42


def figures_fill_in_the_countries():
    """China's share of aluminium: what is left without it is the share of all
    others, read from the same rows."""
    path = world()
    got = ask('supply', 'chain', example('medicine'), world=path)
    rows = ask('supply', 'producers', 'aluminium', world=path)['productions']
    newest = [p for p in rows if p['stage'] == 'refine'][0]
    china = [p['share'] for p in newest['producers'] if p['country'] == 'CN'][0]
    left = {r['thing']: r['left'] for r in got['losses']}['aluminium/refine/CN']
    assert left['min'] < 1 - china < left['max']
    assert left['max'] - left['min'] < 0.05
    need = [n for n in got['needs'] if n['thing'] == 'aluminium'][0]
    assert need['year'] == newest['year'] and need['ref'].startswith('USGS')


def a_circle_does_not_carry_itself():
    """Old batteries give back cobalt, but only while batteries are made."""
    got = ask('supply', 'chain', example('battery'), world=world())
    by = {p['thing']: p for p in got['points']}
    assert 'new-cobalt' in by and 'old-batteries' not in by
    assert by['new-cobalt']['until_day'] == {'min': 40, 'max': None}
    assert 'cell-group' in by, 'both cell makers are one owner'


def without_several_at_once():
    got = ask('supply', 'chain', example('medicine'), '--without', 'brand-a',
              '--without', 'IN', world=world())['without']
    assert got['stops'] and got['failed'] == ['brand-a', 'IN']
    by = {t['thing']: t for t in got['touched']}
    assert by['tablets']['until_day'] == {'min': 42, 'max': 42}
    assert by['substance']['left'] == {'min': 0.25, 'max': 0.35}
    assert by['substance']['until_day'] is None
    refused(bolwerk('supply', 'chain', example('medicine'), '--without', 'moon',
                    world=world()), 3, 'moon')


def csv_and_drawing():
    path = world()
    both = [good('--lang', lang, 'supply', 'chain', example('chip'), '--cuts', '2',
                 '--csv', '-', world=path) for lang in ('nl', 'en')]
    assert both[0] == both[1], 'the same in every language'
    rows = list(csv.DictReader(io.StringIO(both[0])))
    assert {r['chain-set'] for r in rows} == {'point', 'loss', 'cut'}
    assert all(r['chain-left-max'] == '0' for r in rows if r['chain-set'] == 'point')
    for name in ('chip', 'wind-turbine', 'battery', 'medicine'):
        svg = good('--lang', 'en', 'supply', 'chain', example(name), '--svg', '-',
                   world=path)
        tree = xml.fromstring(svg)
        texts = [''.join(t.itertext()) for t in tree.iter('{http://www.w3.org/2000/svg}text')]
        assert any('Illustrative' in t for t in texts), name
        assert any(t.startswith('! stops') for t in texts), name


def says_illustrative_and_stops_at_mistakes():
    path = world()
    for name in ('chip', 'wind-turbine', 'battery', 'medicine'):
        for lang, word in (('nl', 'Ter illustratie'), ('en', 'Illustrative')):
            text = good('--lang', lang, '--width', '80', 'supply', 'chain',
                        example(name), world=path)
            assert word in text
            assert max(len(line) for line in text.split('\n')) <= 80, name
    bad = write('bad.yaml', 'chain: x\nproduct: a\nthings:\n  a:\n'
                '    kind: part\n    needs: [b]\n')
    refused(bolwerk('supply', 'chain', bad), 3, 'line 6')
    refused(bolwerk('supply', 'chain', example('chip'), '--cuts', '9'), 2, '1 to 4')
    never = write('never.yaml', 'chain: x\nproduct: a\nthings:\n'
                  '  a: {kind: part, needs: [b]}\n  b: {kind: part, needs: [a]}\n')
    assert ask('supply', 'chain', never)['never'], 'needs no world file'


# ---- peers ------------------------------------------------------------------
def random_chain(r, n, needs):
    """Thing -> list of needs, each a list of suppliers; a0 is the product."""
    chain = {}
    for x in range(n):
        count = r.randint(1, needs) if x < n - n // 3 else 0
        chain[x] = [sorted({r.randrange(n) if r.random() < 0.15 else
                            r.randint(x + 1, n - 1)
                            for _ in range(r.randint(1, 3))}) for _ in range(count)]
    return chain


def as_yaml(chain):
    out = ['chain: random', 'product: a0', 'things:']
    for x, needs in chain.items():
        out.append(f'  a{x}:')
        out.append('    kind: site')
        if needs:
            out.append('    needs:')
            out += [f'      - any: [{", ".join(f"a{s}" for s in g)}]' for g in needs]
    return '\n'.join(out) + '\n'


def clingo(chain, most):
    facts = [f'thing({x}).' for x in chain]
    k = 0
    for x, needs in chain.items():
        for g in needs:
            facts += [f'need({x},{k}).'] + [f'sup({k},{s}).' for s in g]
            k += 1
    rules = f"""
        {{ fail(X) : thing(X), X != 0 }} {most}.
        up(X) :- thing(X), not fail(X), met(G) : need(X,G).
        met(G) :- sup(G,Y), up(Y).
        :- up(0).
        #show fail/1."""
    r = subprocess.run(['clingo', '-n', '0', '--heuristic=Domain', '--dom-mod=5,16',
                        '--enum-mode=domRec', '-V1'], input='\n'.join(facts) + rules,
                       capture_output=True, text=True, timeout=60)
    lines = r.stdout.split('\n')
    return {frozenset('a' + a[5:-1] for a in lines[i + 1].split())
            for i, line in enumerate(lines) if line.startswith('Answer:')}


def cuts_agree_with_clingo():
    if shutil.which('clingo') is None:
        raise Skip('no clingo (package gringo)')
    r = random.Random(20261125)
    seen = 0
    for i in range(12):
        chain = random_chain(r, r.randint(8, 26), 1 + i % 3)
        got = ask('supply', 'chain', write('random.yaml', as_yaml(chain)),
                  '--cuts', '3')
        theirs = clingo(chain, 3)
        if got['never']:
            assert theirs == {frozenset()}
            continue
        ours = {frozenset(c) for c in got['cuts']['list']}
        assert got['cuts']['complete'] and ours == theirs, (chain, ours ^ theirs)
        seen += len(ours)
    assert seen > 40


def points_agree_with_dominators():
    try:
        import networkx
    except ImportError:
        raise Skip('no networkx')
    r = random.Random(7)
    seen = 0
    for _ in range(12):
        chain = random_chain(r, 30, 1)
        got = ask('supply', 'chain', write('random.yaml', as_yaml(chain)))
        # From the product to whatever needs nothing: a dominator of that end
        # is a single point. (A thing that reaches no end cannot be made.)
        g = networkx.DiGraph()
        for x, needs in chain.items():
            g.add_edges_from((x, s) for s in (needs[0] if needs else ['end']))
        if not networkx.has_path(g, 0, 'end'):
            assert got['never']
            continue
        idom = networkx.immediate_dominators(g, 0)
        theirs, x = set(), idom['end']
        while x != 0:
            theirs.add(f'a{x}')
            x = idom[x]
        assert points(got) == theirs, (chain, points(got), theirs)
        seen += len(theirs)
    assert seen > 5


main([medicine_by_hand, figures_fill_in_the_countries, a_circle_does_not_carry_itself,
      without_several_at_once, csv_and_drawing, says_illustrative_and_stops_at_mistakes,
      cuts_agree_with_clingo, points_agree_with_dominators])
