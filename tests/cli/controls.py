#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb controls: one owner, several as one, everybody. Prints TAP.

Pairs of all parties are held against clingo, where control is a recursive sum
in answer-set programming: with weights that are not negative the sums only grow,
so the program has one stable model, the least fixpoint. Without the Debian
package gringo that test is skipped.

usage: controls.py ROOT BOLWERK [TEST...]"""
import csv
import io
import random
import shutil
import subprocess

from kit import Skip, ask, bolwerk, example, fresh, good, main, refused, write

HEAD = 'holder,holder_kind,company,share\n'

RULES = '''
own(Y,T) :- company(Y), T = #sum { S,I : stake(I,Y,Y,S) }.
c(X,Y) :- party(X), company(Y), X != Y, own(Y,T), T < 100, W = threshold * (100 - T),
    #sum { 100 * S,I : stake(I,X,Y,S);
           100 * S,I : stake(I,Z,Y,S), c(X,Z), Z != Y } OP W.
#show c/2.
'''


def world_of(name, rows):
    world = fresh(name)
    good('load', write(name + '.csv', HEAD + rows), world=world)
    return world


def table(*args, world):
    return list(csv.DictReader(io.StringIO(good(*args, '--csv', '-', world=world))))


def by_clingo(stakes, threshold, op):
    party = sorted({p for s in stakes for p in s[:2]})
    number = {p: i for i, p in enumerate(party)}
    facts = ''.join(f'stake({i},{number[x]},{number[y]},{s}).\n'
                    for i, (x, y, s) in enumerate(stakes))
    facts += ''.join(f'party({i}).\n' for i in number.values())
    facts += ''.join(f'company({number[y]}).\n' for y in {s[1] for s in stakes})
    out = subprocess.run(
        ['clingo', '--outf=1', '--const', f'threshold={threshold}',
         write('control.lp', RULES.replace('OP', op) + facts)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120).stdout.decode()
    assert 'ANSWER' in out, out
    found = set()
    for atom in out.split('ANSWER', 1)[1].split('\n')[1].split():
        x, y = atom.rstrip('.')[2:-1].split(',')
        found.add((party[int(x)], party[int(y)]))
    return found


def random_stakes(seed, nets):
    """Many small nets side by side: parallel stakes, loops, own stakes."""
    r = random.Random(seed)
    stakes = []
    for k in range(nets):
        n = r.randint(2, 8)
        left = {i: 100 for i in range(n)}
        for _ in range(r.randint(1, 3 * n)):
            x, y = r.randrange(n), r.randrange(n)
            s = min(left[y], r.choice([5, 10, 20, 25, 30, 50, 51, 60, 100]))
            if s > 0 and not (x == y and s == 100):
                left[y] -= s
                stakes.append((f'N{k}P{x}', f'N{k}P{y}', s))
    return stakes


def pairs_agree_with_clingo():
    if shutil.which('clingo') is None:
        raise Skip('clingo is not installed (package gringo)')
    for seed, args, threshold, op in (
            (1, [], 50, '>'), (2, ['--at-least'], 50, '>='),
            (3, ['--threshold', '25', '--at-least'], 25, '>='),
            (4, ['--threshold', '30'], 30, '>')):
        stakes = random_stakes(seed, 250)
        world = world_of('clingo', ''.join(f'{x},company,{y},{s}\n' for x, y, s in stakes))
        got = {(p['controller'], p['company'])
               for p in table('controls', '--all', *args, world=world)
               if p['certainty'] == 'certain'}
        want = by_clingo(stakes, threshold, op)
        assert got == want, f'{args}: {sorted(got ^ want)[:5]}'
        assert len(want) > 500, len(want)
        assert ask('controls', '--all', *args, world=world)['pairs']['certain'] == len(want)


def everybody_is_each_owner():
    """Every row of --all is the row of its owner, and the other way round."""
    world = example()
    rows = table('controls', '--all', world=world)
    key = ('certainty', 'votes_min_percent', 'votes_max_percent', 'company_id')
    for owner in {r['controller_id'] for r in rows}:
        one = table('controls', '#' + owner, world=world)
        assert sorted(tuple(r[k] for k in key) for r in one) == \
            sorted(tuple(r[k] for k in key) for r in rows if r['controller_id'] == owner), owner
    ids = [(int(r['controller_id']), int(r['company_id'])) for r in rows]
    assert ids == sorted(ids), ids
    assert list(rows[0])[:2] == ['controller', 'company'], rows[0]


def several_as_one():
    world = world_of('family', 'A,person,C,30\nB,person,C,25\nD,person,C,45\nC,company,E,60\n')
    for one in 'AB':
        assert ask('controls', one, world=world)['controls'] == []
    a = ask('controls', 'A', 'B', world=world)
    assert [c['party']['name'] for c in a['controls']] == ['C', 'E'], a
    assert a['party'] is None and [o['name'] for o in a['owners']] == ['A', 'B'], a
    assert a['controls'][0]['votes']['min'] == 0.55, a
    names = write('list.txt', 'A\n\nB\nSomebody Else\nA\n')
    b = ask('controls', '--list', names, world=world)
    assert b['controls'] == a['controls'] and b['unknown'] == 1, b
    assert 'A, B' in good('controls', '--list', names, world=world)
    # A stake of one of them in another is no reason to count it twice.
    world = world_of('seeds', 'A,company,B,100\nA,company,C,30\nB,company,C,25\n')
    c = ask('controls', 'A', 'B', world=world)['controls']
    assert [x['party']['name'] for x in c] == ['C'] and c[0]['votes']['min'] == 0.55, c


def a_state_and_its_bodies():
    world = fresh('state')
    parties = write('parties.csv', 'name,kind,country\n'
                    'Staat,state,NL\nBureau,state-body,NL\nEtat,state,FR\n')
    stakes = write('state.csv', 'holder,company,share\nStaat,C,30\nBureau,C,30\nEtat,C,40\n')
    good('load', parties, stakes, world=world)
    a = ask('controls', '--state', 'nl', world=world)
    assert len(a['owners']) == 2 and len(a['controls']) == 1, a
    assert ask('controls', '--state', 'FR', world=world)['controls'] == []
    refused(bolwerk('controls', '--state', 'DE', world=world), 3, 'DE')
    refused(bolwerk('controls', '--state', 'ZZ', world=world), 2, 'ZZ')


def the_rule_is_told():
    world = world_of('rule', 'A,person,C,50\nB,person,C,30\n')
    assert ask('controls', 'A', world=world)['controls'] == []
    a = ask('controls', 'A', '--at-least', world=world)
    assert len(a['controls']) == 1 and a['rule'] == {
        'basis': 'votes', 'threshold': 0.5, 'at_least': True, 'other_means': True}, a
    assert len(ask('controls', 'B', '--threshold', '25', world=world)['controls']) == 1
    assert 'more than 25 %' in good('controls', 'B', '--threshold', '25', world=world)
    assert 'at least 50 %' in good('controls', 'A', '--at-least', world=world)
    # A foundation holds the votes; who controls it by right owns no capital.
    world = example()
    anna = 'Anna Lichtman (fictief)'
    assert len(ask('controls', anna, world=world)['controls']) == 1
    c = ask('controls', anna, '--capital', world=world)
    assert c['controls'] == [] and c['rule']['basis'] == 'capital', c
    assert c['rule']['other_means'] is False, c


def what_all_pairs_say():
    world = world_of('sum', 'X,company,Y,60\nY,company,X,60\n'  # nobody outside
                     'P,person,Q,51\nQ,company,R,51\nR,company,S,51\nT,person,S,49\n'
                     'U,company,V,60\nV,company,U,20\nW,person,U,60\n')
    a = ask('controls', '--all', world=world)
    assert a['pairs'] == {'certain': 2 + 6 + 3, 'possible': a['pairs']['possible']}, a
    assert [[p['name'] for p in g] for g in a['closed_groups']] == [['X', 'Y']], a
    assert [p['name'] for p in a['longest_chain']] == ['P', 'Q', 'R', 'S'], a
    assert a['most'][0]['name'] == 'P' and a['most'][0]['certain'] == 3, a
    assert {p['name'] for p in a['most']} == {'P', 'W'}, a
    text = good('controls', '--all', world=world)
    assert 'X, Y' in text and 'P > Q > R > S' in text, text
    assert 'gesloten groep' in good('--lang', 'nl', 'controls', '--all', world=world)


def wrong_use():
    world = world_of('wrong', 'A,person,C,60\n')
    for args in ([], ['--all', 'A'], ['A', '--threshold', '100'], ['A', '--threshold', '0'],
                 ['A', '--threshold', '25', '--threshold', '50'], ['--list', 'A', '--all']):
        refused(bolwerk('controls', *args, world=world), 2)
    refused(bolwerk('controls', 'A', 'Nobody', world=world), 3, 'Nobody')
    refused(bolwerk('controls', '--list', '/no/such/file', world=world), 3, 'file')
    refused(bolwerk('controls', '--all', '--csv', '/no/such/dir/x.csv', world=world), 3)
    none = write('none.txt', 'Nobody\n')
    refused(bolwerk('controls', '--list', none, world=world), 3, 'list')


main([pairs_agree_with_clingo, everybody_is_each_owner, several_as_one,
      a_state_and_its_bodies, the_rule_is_told, what_all_pairs_say, wrong_use])
