#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""owners --all: every pair at or above a bound, against fractions."""
import csv
import io
import random
from fractions import Fraction

from kit import ask, bolwerk, example, fresh, good, main, refused, write


def rows(world, *args):
    return list(csv.DictReader(io.StringIO(
        good('owners', '--all', '--csv', '-', *args, world=world))))


def load(name, stakes):
    world = fresh(name)
    good('load', write(name + '.csv', 'holder,company,percent\n' + ''.join(
        f'{h},{c},{p}\n' for h, c, p in stakes)), world=world)
    return world


def integrated(stakes, x):
    """v = w + v W, without what is held in x; and what x has in itself."""
    names = sorted({n for h, c, _ in stakes for n in (h, c)})
    at = {n: i for i, n in enumerate(names)}
    n = len(names)
    a = [[Fraction(int(i == j)) for j in range(n + 1)] for i in range(n)]
    for row in a:
        row[n] = Fraction(0)
    for h, c, p in stakes:
        w = Fraction(p) / 100
        if h == x:
            a[at[c]][n] += w
        else:
            a[at[c]][at[h]] -= w
    for k in range(n):
        p = next(r for r in range(k, n) if a[r][k] != 0)
        a[k], a[p] = a[p], a[k]
        for r in range(n):
            if r != k and a[r][k] != 0:
                f = a[r][k] / a[k][k]
                a[r] = [u - f * v for u, v in zip(a[r], a[k])]
    return {name: a[i][n] / a[i][i] for name, i in at.items()}


def controlled(stakes, x):
    members = {x}
    companies = {c for _, c, _ in stakes}
    while True:
        new = {c for c in companies - members
               if sum(Fraction(p) for h, d, p in stakes
                      if d == c and h in members and h != c) * 2 >
               100 - sum(Fraction(p) for h, d, p in stakes if h == d == c)}
        if not new:
            return members - {x}, members
        members |= new


def random_stakes(rng):
    stakes = []
    for c in range(8):
        left = 100
        for h in rng.sample(range(14), rng.randint(1, 4)):
            p = min(left, rng.choice([5, 10, 20, 25, 30, 50, 60]))
            # a full circle would have no value
            p = min(p, left - 1) if h < 8 else p
            if p > 0:
                stakes.append((f'N{h}', f'N{c}', str(p)))
                left -= p
    return stakes


def against_fractions():
    rng = random.Random(5)
    for i in range(12):
        stakes = random_stakes(rng)
        world = load(f'random{i}', stakes)
        names = sorted({n for h, c, _ in stakes for n in (h, c)})
        bound = Fraction(rng.choice([5, 10, 25]), 100)
        share, votes, control = {}, {}, set()
        for x in names:
            share.update({(x, y): v for y, v in integrated(stakes, x).items()})
            mine, members = controlled(stakes, x)
            control |= {(x, y) for y in mine}
            for h, c, p in stakes:
                if h in members and c not in (h, x):
                    own = sum(Fraction(q) for a, b, q in stakes if a == b == c)
                    votes[x, c] = votes.get((x, c), 0) + Fraction(p) / (100 - own)
        by_share = {k for k, v in share.items() if v >= bound}
        by_votes = {k for k, v in votes.items() if v >= bound} | control
        for by, want in (('integrated', by_share), ('votes', by_votes),
                         ('either', by_share | by_votes)):
            got = rows(world, '--min', str(float(bound * 100)), '--by', by)
            pairs = [(r['owner'], r['company']) for r in got]
            assert len(set(pairs)) == len(pairs)
            assert set(pairs) == want, (i, by, set(pairs) ^ want)
            for r in got:
                k = r['owner'], r['company']
                for end in ('integrated_min', 'integrated_max'):
                    assert abs(float(r[end]) - share.get(k, 0)) < 1e-12, (k, r)
                for end in ('votes_min', 'votes_max'):
                    assert abs(float(r[end]) - votes.get(k, 0)) < 1e-12, (k, r)
                assert r['control'] == ('certain' if k in control else 'none'), (k, r)
            ids = [(int(r['owner_id']), int(r['company_id'])) for r in got]
            assert ids == sorted(ids)


def exactly_at_the_bound():
    world = load('bound', [('P', 'A', '50'), ('A', 'B', '50'), ('Q', 'C', '49.9999999'),
                           ('C', 'D', '50'), ('R', 'E', '33.3333333'), ('E', 'F', '75')])
    pairs = {(r['owner'], r['company'])
             for r in rows(world, '--min', '25', '--by', 'integrated')}
    assert ('P', 'B') in pairs and ('Q', 'D') not in pairs and ('R', 'F') not in pairs, pairs


def a_circle_of_99():
    world = load('circle', [('P', 'A', '1'), ('B', 'A', '99'), ('A', 'B', '100')])
    got = {(r['owner'], r['company']): r for r in rows(world, '--min', '25%')}
    assert got['P', 'A']['integrated_min'] == got['P', 'B']['integrated_max'] == '1'
    assert got['P', 'A']['control'] == 'none'


def feeding_itself():
    world = load('feeds', [('P', 'A', '10'), ('B', 'A', '100'), ('A', 'B', '100')])
    got = {(r['owner'], r['company']): r for r in rows(world, '--min', '25')}
    assert got['P', 'A']['integrated_min'] == '0' and got['P', 'A']['integrated_max'] == ''


def for_people():
    world = example()
    for lang in ('nl', 'en'):
        text = good('--lang', lang, '--width', '80', 'owners', '--all', '--min', '25', world=world)
        assert all(len(line) <= 80 for line in text.splitlines()), text
    j = ask('owners', '--all', '--min', '25', '--limit', '3', world=world)
    assert j['min'] == 0.25 and len(j['pairs']) == 3 and j['n_pairs'] > 3
    assert {'owner', 'company', 'integrated', 'votes', 'control'} == set(j['pairs'][0])
    refused(bolwerk('owners', '--all', world=world), 2, '--min')
    refused(bolwerk('owners', '--all', '--min', '0', world=world), 2, '--min')
    refused(bolwerk('owners', '--all', '--min', '25', '--by', 'x', world=world), 2, '--by')
    refused(bolwerk('owners', '--all', '--min', '25', 'Name', world=world), 2, 'Name')
    refused(bolwerk('owners', world=world), 2, 'PARTY')


main([against_fractions, exactly_at_the_bound, a_circle_of_99, feeding_itself, for_people])
