#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb exposure. Prints TAP.

usage: exposure.py ROOT BOLWERK [TEST...]"""
import csv
import os

from kit import COMPANY, DATA, Skip, ask, bolwerk, example, fresh, good, main, refused, write

PARTIES = ('name,kind,country,sector\n'
           'Ministry,state-body,XA,\nFund of A,fund,XA,\nHolding,company,NL,64.20\n'
           'Republic B,state,CN,\nChips,company,NL,26.11\nTubes,company,NL,26.4;27\n'
           'Bakery,company,NL,10.71\nAbroad,company,DE,26.11\nJan,person,NL,\n')
STAKES = ('holder,company,share\n'
          'Ministry,Fund of A,100\nFund of A,Holding,60\nHolding,Chips,51\n'
          'Ministry,Chips,10\nRepublic B,Chips,>10-25\nRepublic B,Tubes,20\n'
          'Jan,Tubes,70\nJan,Bakery,100\nHolding,Abroad,30\n')


def made_up(name='state'):
    """SG and CN as made-up shareholders: nobody real is meant."""
    world = fresh(name)
    good('load', write('parties.csv', PARTIES.replace('XA', 'SG')), write('stakes.csv', STAKES),
         world=world)
    return world


def one_company():
    a = ask('exposure', 'Chips', world=made_up())
    assert a['asked'] == 1, a
    by = {r['country']: r for r in a['rows']}
    sg, cn = by['SG'], by['CN']
    assert sg['control'] == 'certain' and sg['votes']['min'] == 0.61, sg
    # 0.1 + 0.6 * 0.51
    assert abs(sg['integrated']['min'] - 0.406) < 1e-12, sg
    assert [b['name'] for b in sg['bodies']] == ['Ministry'], sg
    assert {s['holder_name'] for s in sg['stakes']} == {'Ministry', 'Fund of A', 'Holding'}, sg
    assert all(s['evidence'] for s in sg['stakes']), sg
    assert cn['control'] is None, cn
    assert cn['votes'] == {'min': 0.1, 'max': 0.25, 'min_excluded': True,
                           'max_excluded': False}, cn
    assert [t['country'] for t in a['top']] == ['SG'], a
    text = good('--lang', 'nl', '--width', '80', 'exposure', 'Chips', world=made_up())
    assert 'Singapore' in text and 'Waardoor' in text, text
    assert all(len(line) <= 80 for line in text.splitlines()), text


def a_sector():
    world = made_up()
    a = ask('exposure', '--sector', '26', world=world)
    assert a['asked'] == 3, a
    sg, cn = (next(s for s in a['states'] if s['country'] == c) for c in ('SG', 'CN'))
    assert sg['controls'] == {'certain': 1, 'at_most': 1}, sg
    # 61 % of Chips, and 30 % of Abroad
    assert sg['votes_25'] == {'certain': 2, 'at_most': 2}, sg
    assert cn['votes_10'] == {'certain': 2, 'at_most': 2}, cn
    assert cn['votes_20'] == {'certain': 1, 'at_most': 2}, cn
    assert abs(sg['integrated_sum']['min'] - (0.406 + 0.6 * 0.3)) < 1e-12, sg
    assert abs(sg['integrated_mean']['min'] - sg['integrated_sum']['min'] / 3) < 1e-12, sg
    assert {t['country']: t['controls']['certain'] for t in a['top']} == {'SG': 1, 'NL': 1}, a
    assert a['nobody'] == 1, a
    for args, n in ((('--sector', '26.11'), 2), (('--sector', '26.1', '--country', 'NL'), 1),
                    (('--sector', '27'), 1), (('--country', 'Duitsland'), 1),
                    (('--all',), 6), (('--sector', '99'), 0)):
        assert ask('exposure', *args, world=world)['asked'] == n, args
    text = good('--lang', 'en', '--width', '80', 'exposure', '--all', world=world)
    assert 'States in 6 companies' in text, text
    assert all(len(line) <= 80 for line in text.splitlines()), text


def the_same_one_by_one():
    """A sector at once says of each company what the company says alone."""
    world = made_up()
    rows = ask('exposure', '--all', world=world)['rows']
    assert rows
    for name in ('Chips', 'Tubes', 'Bakery', 'Abroad', 'Holding', 'Fund of A'):
        alone = ask('exposure', name, world=world)['rows']
        for r in alone:
            del r['bodies'], r['stakes']
        assert [r for r in rows if r['company_name'] == name] == alone, name


def a_list():
    world = made_up()
    path = write('list.txt', 'Chips\n\n  Bakery \n')
    assert ask('exposure', '--list', path, world=world)['asked'] == 2
    refused(bolwerk('exposure', '--list', write('bad.txt', 'Chips\nNobody here\n'), world=world),
            3, 'bad.txt', 'Nobody here')
    # who is named counts, whatever it is: the state's own
    a = ask('exposure', '--list', write('own.txt', 'Ministry\n'), world=world)
    assert [r['state_body'] for r in a['rows']] == [True], a


def as_csv():
    rows = list(csv.DictReader(good('exposure', '--all', '--csv', '-',
                                    world=made_up()).splitlines()))
    # certain control first, then by votes
    assert [r['company'] for r in rows][:2] == ['Fund of A', 'Chips'], rows
    assert rows[1]['state'] == 'SG' and rows[1]['control'] == 'certain', rows
    assert abs(float(rows[1]['integrated_min']) - 0.406) < 1e-11, rows
    limited = good('--lang', 'en', 'exposure', '--all', '--limit', '1', world=made_up())
    assert 'And 5 more' in limited, limited


def no_states():
    world = fresh('none')
    good('load', write('none.csv', 'holder,company,share\nA,B,60\n'), world=world)
    text = good('--lang', 'en', 'exposure', 'B', world=world)
    assert 'no state has anything' in text and 'kind state' in text, text
    assert good('--lang', 'en', 'exposure', '--all', world=world).startswith('As far as')


def example_company():
    text = good('--lang', 'nl', 'exposure', COMPANY, world=example('ex'))
    assert 'Singapore' in text and '8 %' in text and 'mogelijk' in text, text


def finnish_owner():
    """A real example of the BODS documentation: the state over two paths, 100 % once."""
    path = os.path.join(DATA, 'ownership/bods-data-standard/examples/bods-package-fi-soe.json')
    if not os.path.exists(path):
        raise Skip('no test data')
    world = fresh('fi')
    good('load', path, world=world)
    a = ask('exposure', '--all', world=world)
    assert a['asked'] > 0 and [s['country'] for s in a['states']] == ['FI'], a
    for r in a['rows']:
        assert r['control'] == 'certain' and abs(r['integrated']['max'] - 1) < 1e-9, r


def wrong_usage():
    world = made_up()
    for args in ((), ('Chips', '--all'), ('--all', '--country', 'NL')):
        refused(bolwerk('exposure', *args, world=world), 2, 'exposure')
    refused(bolwerk('exposure', '--sector', 'chips', world=world), 2, 'NACE')
    refused(bolwerk('exposure', '--country', 'Oz', world=world), 2, 'Oz')


main([one_company, a_sector, the_same_one_by_one, a_list, as_csv, no_states, example_company,
      finnish_owner, wrong_usage])
