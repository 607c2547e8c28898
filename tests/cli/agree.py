#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verbs tell one story: what owners says of a company, controls, history,
deal, watch and owners --all say as well. Worlds are small and nasty, and what
they should say is worked out by hand."""
import csv
import io

from kit import ask, fresh, good, main, write


def world(name, rows):
    """Stakes as "holder,company,percent,nature,kind,country,from,to"."""
    path = write(name + '.csv', 'holder,company,percent,nature,kind,country,from,to\n' +
                 ''.join(r + ',' * (7 - r.count(',')) + '\n' for r in rows))
    w = fresh(name)
    good('load', path, world=w)
    return w


def table(*args, world):
    return list(csv.DictReader(io.StringIO(good(*args, '--csv', '-', world=world))))


def owners(company, world, *more):
    """Name (several: joined) -> what owners says of it."""
    return {' + '.join(p['name'] for p in o['parties']): o
            for o in ask('owners', company, *more, world=world)['owners']}


def reached(owner, regime):
    """threshold -> certainty, of one regime of law."""
    return {r['threshold']: r['certainty'] for r in owner['regimes'] if r['regime'] == regime}


def treasury_has_no_votes():
    """20 of 80 votes that can be cast is a quarter, and every verb says so."""
    w = world('treasury', ['T,T,20,,,NL', 'S,T,20,,person,NL', 'R,T,40,,person,DE',
                           'U,T,19,,person,DE'])
    o = owners('T', w)
    assert o['S']['votes']['min'] == o['S']['votes']['max'] == 0.25, o['S']['votes']
    assert reached(o['S'], 'vifo-influence-2023') == {0.1: 'certain', 0.2: 'certain',
                                                      0.25: 'certain'}
    assert reached(o['U'], 'vifo-influence-2023').get(0.25, 'excluded') == 'excluded'
    assert o['R']['control'] is None  # exactly half
    period = ask('history', 'T', world=w)['periods'][-1]
    assert {x['name']: x['votes_certain'] for x in period['owners']} == {
        'R': 0.25, 'S': 0.25, 'U': 0.2}, period
    rows = {r['owner']: r for r in table('owners', '--all', '--min', '1', world=w)}
    assert float(rows['S']['votes_min']) == 0.25
    d = ask('deal', '--buyer', 'S', '--from', 'U', '--target', 'T', '--percent', '1', world=w)
    assert d['thresholds'] == [], d['thresholds']  # had a quarter before
    d = ask('deal', '--buyer', 'U', '--from', 'R', '--target', 'T', '--percent', '1', world=w)
    assert [(t['threshold']['min'], t['certainty']) for t in d['thresholds']
            if t['owner']['name'] == 'U'] == [(0.25, 'certain')], d['thresholds']


main([treasury_has_no_votes])
