#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verbs tell one story: what owners says of a company, controls, history,
deal, watch and owners --all say as well. Worlds are small and nasty, and what
they should say is worked out by hand."""
import csv
import io
import json

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


def a_state_is_one_owner():
    """30 % through a company of the state and 21 % of its fund: 51 % in one hand, in owners
    as in exposure; two bodies of different countries, or one that has it all, add no row."""
    w = world('state', ['State C,SOE,60,,state,CN', 'Fund C,SOE,40,,state-body,CN',
                        'SOE,D,30,,,NL', 'Fund C,D,21,,state-body,CN', 'Other,D,10,,state,FR'])
    o = owners('D', w)
    c = next(x for x in o.values() if x.get('state') == 'CN')
    assert c['votes'] == {'min': 0.51, 'max': 0.51, 'min_excluded': False,
                          'max_excluded': False} and c['control'] == 'certain', c
    assert abs(c['share']['min'] - 0.51) < 1e-12
    assert reached(c, 'vifo-control-2023') == {0.5: 'certain'}
    assert [x.get('state') for x in o.values()].count('FR') == 0
    e = [s for s in ask('exposure', 'D', world=w)['states'] if s['country'] == 'CN']
    assert json.dumps(e).count('certain') >= 1, e
    text = good('--lang', 'en', 'owners', 'D', world=w)
    assert 'Nobody has a majority' not in text and 'the state of China: ' in text, text
    w = world('twice', ['X,Y,21,,state-body,AE', 'X,Y,,board,state-body,AE'])
    assert good('--lang', 'en', 'exposure', 'Y', world=w).split('\n')[4].split()[3:5] == [
        'X', 'certain']
    w = world('state2', ['State C,Fund C,100,,state,CN', 'Fund C,D,60,,state-body,CN'])
    assert not any('state' in x for x in owners('D', w).values())


def a_closed_group_is_told():
    """99 / 100: companies that control each other, whoever has the other 1 %."""
    w = world('closed', ['A,B,99', 'B,A,100', 'Piet,B,1,,person,NL'])
    text = good('--lang', 'en', 'owners', 'A', world=w)
    assert 'control each other' in text, text
    o = owners('A', w)
    assert o['Piet']['share']['min'] == o['Piet']['share']['max'] == 1, o['Piet']
    assert o['Piet']['votes']['max'] == 0 and o['Piet']['control'] is None
    w = world('open', ['A,B,60', 'B,A,40', 'Piet,A,60,,person,NL'])
    assert 'control each other' not in good('--lang', 'en', 'owners', 'B', world=w)


def a_nominee_hides_nobody():
    """What a nominee holds may be wholly the other's: then no rule about capital excludes
    that one."""
    w = world('nominee', ['Nom,NV,100,,company', 'Behind,Nom,,nominee,person,RU'])
    o = owners('NV', w)['Behind']
    assert o['control'] == 'certain' and o['share'] == {'min': 0, 'max': 1}, o
    assert reached(o, 'ofac-50') == {0.5: 'possible'}
    assert reached(o, 'amlr-2027') == {0.25: 'possible'}


def who_reaches_a_rule_comes_first():
    """300 small holders do not hide the one with 26 % of the votes and no capital, and what
    no source accounts for is told."""
    w = world('many', [f'H{i},T,0.1,,person,NL' for i in range(300)] +
              ['Capital,T,40,capital,person,NL', 'Voter,T,26,votes,person,NL', 'H0,Voter2,1'])
    got = ask('owners', 'T', world=w)
    assert got['owners'][0]['parties'][0]['name'] in ('Capital', 'Voter')
    assert {o['parties'][0]['name'] for o in got['owners'][:2]} == {'Capital', 'Voter'}
    text = good('--lang', 'en', 'owners', 'T', '--rules', world=w)
    assert 'Voter' in text and 'And others' not in text, text
    w = world('rest', ['A,T,30,,person,NL', 'B,T,20-35,,person,NL'])
    rest = ask('owners', 'T', world=w)['unaccounted']
    assert (rest['min'], rest['max']) == (0.35, 0.5), rest
    assert 'Of 35 % - 50 % of the votes in T no source' in good('--lang', 'en', 'owners', 'T', world=w)


main([treasury_has_no_votes, a_state_is_one_owner, a_closed_group_is_told,
      a_nominee_hides_nobody, who_reaches_a_rule_comes_first])
