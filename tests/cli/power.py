#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb power. Prints TAP.

usage: power.py ROOT BOLWERK [TEST...]"""
import csv
import itertools
import math

from kit import COMPANY, ask, example, fresh, good, main, refused, bolwerk, write

HEAD = 'holder,holder_kind,company,share\n'


def world_of(name, rows):
    world = fresh(name)
    good('load', write(name + '.csv', HEAD + rows), world=world)
    return world


def by_orders(weights, quota):
    """Shapley and Shubik, straight from the definition."""
    turns = [0] * len(weights)
    for order in itertools.permutations(range(len(weights))):
        total = 0
        for i in order:
            total += weights[i]
            if total > quota:
                turns[i] += 1
                break
    return [t / math.factorial(len(weights)) for t in turns]


def exact_shares():
    """Holders together have everything: with and without the float is one game."""
    weights = [40, 30, 20, 10]
    world = world_of('exact', ''.join(f'P{w},person,C,{w}\n' for w in weights))
    a = ask('power', 'C', world=world)
    assert a['legal_test'] is False and a['controllers'] == [], a
    assert a['choices'] == 1 and a['rounding_error'] == 0, a
    for b, w, s in zip(a['blocks'], weights, by_orders(weights, 50)):
        assert b['leader']['name'] == f'P{w}', b
        for key in ('shapley', 'shapley_voting'):
            assert abs(b[key]['min'] - s) < 1e-12 and b[key]['min'] == b[key]['max'], b
    text = good('--lang', 'en', 'power', 'C', world=world)
    assert '41.7 %' in text and 'no legal test' in text, text
    text = good('--lang', 'nl', 'power', 'C', world=world)
    assert '41,7 %' in text and 'geen juridische toets' in text, text


def blocks_vote_together():
    """Two holders of one owner are one block; the rest is an ocean."""
    world = world_of('blocks', 'Owner,person,H1,60\nOwner,person,H2,100\n'
                     'H1,company,C,20\nH2,company,C,10\nOther,person,C,25\n')
    a = ask('power', 'C', world=world)
    assert [b['leader']['name'] for b in a['blocks']] == ['Owner', 'Other'], a
    assert len(a['blocks'][0]['stakes']) == 2, a
    # without the float 30 against 25: the larger one decides alone
    assert a['blocks'][0]['shapley_voting'] == {'min': 1, 'max': 1}, a
    total = sum(b['shapley']['min'] for b in a['blocks']) + a['rest_shapley']['min']
    assert abs(total - 1) < 1e-12, a
    assert 'Owner: through H1, H2' in good('--lang', 'en', 'power', 'C', world=world)


def majority_is_said():
    world = world_of('majority', 'A,person,C,50.1\nB,person,C,49.9\n')
    a = ask('power', 'C', world=world)
    assert [c['name'] for c in a['controllers']] == ['A'] and a['blocks'] == [], a
    text = good('--lang', 'en', 'power', 'C', world=world)
    assert 'A certainly controls C' in text and 'Shapley' not in text, text
    # exactly half is none
    world = world_of('half', 'A,person,C,50\nB,person,C,50\n')
    a = ask('power', 'C', world=world)
    assert [b['shapley']['min'] for b in a['blocks']] == [0.5, 0.5], a


def ranges_are_told():
    a = ask('power', COMPANY, world=example('power'))
    first = a['blocks'][0]
    assert a['choices'] == 3 and first['shapley']['min'] < first['shapley']['max'] <= 1, a
    assert [p['name'] for p in a['possible_controllers']] == ['Greta Nordlicht (fiktiv)'], a
    text = good('--lang', 'nl', '--width', '80', 'power', COMPANY, world=example('power'))
    assert 'Een andere keuze kan' in text, text
    assert all(len(line) <= 80 for line in text.splitlines()), text


def more_than_there_is():
    world = world_of('over', 'A,person,C,45\nB,person,C,45\nD,person,C,40\n')
    a = ask('power', 'C', world=world)
    assert a['above_100'] is True and a['rest']['max'] == 0, a
    assert all(abs(b['shapley']['min'] - 1 / 3) < 1e-12 for b in a['blocks']), a


def the_network():
    """The toy network of the Network Power Index, values derived by hand."""
    world = world_of('npi', 'A,person,D,50\nB,person,D,50\nA,person,E,10\nC,person,E,45\n'
                     'D,company,E,45\nC,person,F,40\nE,company,F,60\n')
    a = ask('power', '--network', 'F', world=world)
    assert a['network_exact'] is True, a
    got = {n['party']['name']: n['index'] for n in a['network']}
    want = {'A': 17 / 6, 'B': 11 / 6, 'C': 4 / 3}
    assert got.keys() == want.keys(), got
    assert all(abs(got[k] - want[k]) < 1e-12 for k in want), got
    table = good('power', '--network', '--csv', '-', 'F', world=world)
    rows = list(csv.DictReader(table.splitlines()))
    assert [r['name'] for r in rows] == ['A', 'B', 'C'], rows
    assert abs(float(rows[0]['index']) - 17 / 6) < 1e-10, rows


def as_csv():
    world = world_of('csv', 'A,person,C,40\nB,person,C,35\nD,person,C,25\n')
    rows = list(csv.DictReader(good('power', '--csv', '-', 'C', world=world).splitlines()))
    assert [r['block'] for r in rows] == ['A', 'B', 'D'], rows
    assert abs(float(rows[0]['shapley_min']) - 1 / 3) < 1e-9, rows


def nothing_known():
    world = world_of('none', 'A,person,C,40\n')
    text = good('--lang', 'en', 'power', 'A', world=world)
    assert 'No holders of votes' in text, text
    refused(bolwerk('power', world=world), 2)


main([exact_shares, blocks_vote_together, majority_is_said, ranges_are_told,
      more_than_there_is, the_network, as_csv, nothing_known])
