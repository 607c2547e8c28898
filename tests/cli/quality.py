#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in the data about owners is found, and nothing else is."""
import csv
import io
import random
from kit import ask, bolwerk, example, fresh, good, main, refused, write

ONE = '''holder,company,percent,nature,indirect,kind
A,Over,60,,,person
B,Over,50,,,person
A,Fight,30,,,person
A,Band,>25-50,,,person
A,Twice,40,,,person
R1,R2,60,,,
R2,R1,60,,,
Own,Own,5,,,
X,Own,60,,,person
D,Chain,70,,,
Jan,Short,10,,,person
Gone,Chain,20,,,
I,Deep,60,,yes,person
Full,Fine,60,,,person
Other,Fine,40,,,person
Min,Small,10,,,
Min2,Small,90,,,person
E,Board,,board,,
'''
TWO = 'holder,company,percent\nA,Fight,50\nA,Band,40\nA,Twice,40\n'
WANT = [('above-100', 'Over', '', '110'), ('contradiction', 'Fight', 'A', '50'),
        ('ended', 'Chain', 'Gone', '20'), ('loop', 'R1', '', ''), ('dangling', 'D', '', '70'),
        ('dangling', 'E', '', ''),
        ('unaccounted', 'Band', '', '60'), ('unaccounted', 'Twice', '', '60'),
        ('unaccounted', 'Short', '', '90'), ('indirect', 'Deep', 'I', '60'),
        ('range-exact', 'Band', 'A', '40'), ('double', 'Twice', 'A', '40'),
        ('own-stake', 'Own', 'Own', '5')]


def flawed(name='flawed'):
    world = fresh(name)
    good('load', write('one.csv', ONE), write('two.csv', TWO),
         write('gone.csv', 'name,kind,ended\nGone,company,2020-01-01\n'), world=world)
    return world


def rows(world, *args):
    return list(csv.DictReader(io.StringIO(good('quality', '--csv', '-', *args, world=world))))


def each_kind():
    world = flawed()
    got = sorted((r['flaw'], r['company'], r['holder'], r['percent']) for r in rows(world))
    assert got == sorted(WANT), set(got) ^ set(WANT)
    lines = {(r['flaw'], r['company']): r['line'] for r in rows(world)}
    assert lines['ended', 'Chain'] == '13' and lines['own-stake', 'Own'] == '9', lines
    o = ask('quality', world=world)
    assert len(o['flaws']) == len(WANT) and o['counts']['unaccounted'] == 3, o['counts']
    loop = next(f for f in o['flaws'] if f['flaw'] == 'loop')
    assert loop['companies'] == 2 and loop['share'] is None and loop['holder'] is None, loop
    ended = next(f for f in o['flaws'] if f['flaw'] == 'ended')
    assert ended['share'] == 0.2 and ended['holder']['name'] == 'Gone', ended


def on_a_day():
    """Before it was dissolved the holder is no flaw."""
    world = flawed()
    assert not [r for r in rows(world, '--as-of', '2019-01-01') if r['flaw'] == 'ended']
    assert [r for r in rows(world, '--as-of', '2020-01-01') if r['flaw'] == 'ended']


def for_people():
    world = flawed()
    for lang, word in (('nl', 'keten stopt'), ('en', 'chain ends')):
        for width in ('80', '100'):
            text = good('quality', '--lang', lang, '--width', width, world=world)
            assert word in text and '[quality' not in text and '[cli' not in text, text
            assert max(map(len, text.split('\n'))) <= int(width), text
    assert '--limit' in good('quality', '--limit', '2', '--lang', 'en', world=world)
    clean = fresh('clean')
    good('load', write('clean.csv', 'holder,company,percent,kind\nA,C,60,person\nB,C,40,person\n'),
         world=clean)
    assert good('quality', '--lang', 'nl', world=clean) == 'Niets gevonden.\n'
    assert good('quality', world=example()) != ''
    refused(bolwerk('quality', 'x', world=clean), 2)


def circles(edges, nodes):
    """Sizes and first members of circles, by reachability."""
    below = {n: set() for n in nodes}
    for h, c in edges:
        below[h].add(c)
    reach = {}
    for n in nodes:
        seen, todo = set(), [n]
        while todo:
            for c in below[todo.pop()]:
                if c not in seen:
                    seen.add(c)
                    todo.append(c)
        reach[n] = seen
    found = {frozenset(m for m in nodes if m in reach[n] and n in reach[m]) for n in nodes}
    return sorted(len(f) for f in found if len(f) > 1)


def by_counting():
    """Random worlds: totals, own stakes and circles as counted in another way."""
    rng = random.Random(20261125)
    for turn in range(12):
        nodes = [f'P{i}' for i in range(rng.randrange(3, 40))]
        held, out = {}, ['holder,company,percent']
        for _ in range(rng.randrange(2, 60)):
            pair = rng.choice(nodes), rng.choice(nodes)
            if pair not in held:
                held[pair] = rng.randrange(1, 60)
                out.append(f'{pair[0]},{pair[1]},{held[pair]}')
        world = fresh('random')
        good('load', write('random.csv', '\n'.join(out)), world=world)
        got = rows(world)
        total = {}
        for (h, c), p in held.items():
            total[c] = total.get(c, 0) + p

        def of(kind, column):
            return sorted((r['company'], r[column]) for r in got if r['flaw'] == kind)
        assert of('above-100', 'percent') == sorted((c, str(t)) for c, t in total.items() if t > 100)
        assert of('unaccounted', 'percent') == sorted(
            (c, str(100 - t)) for c, t in total.items() if t < 50)
        assert of('own-stake', 'holder') == sorted((h, h) for h, c in held if h == c)
        assert sorted(int(r['companies']) for r in got if r['flaw'] == 'loop') == circles(held, nodes)
        dangling = {}
        for (h, c), p in held.items():
            if h not in total and p >= 25:
                dangling[h] = max(p, dangling.get(h, 0))
        assert of('dangling', 'percent') == sorted((h, str(p)) for h, p in dangling.items())


main([each_kind, on_a_day, for_people, by_counting])
