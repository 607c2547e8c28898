#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb owners: figures of owners, and regimes of law side by side. Prints TAP.

usage: owners.py ROOT BOLWERK [TEST...]"""
import os

from kit import COMPANY, DATA, Skip, ask, example, fresh, good, main, refused, bolwerk, write

HEAD = 'holder,holder_kind,company,company_country,share\n'


def world_of(name, rows, head=HEAD):
    world = fresh(name)
    good('load', write(name + '.csv', head + rows), world=world)
    return world


def owner(a, *names):
    for o in a['owners']:
        if [p['name'] for p in o['parties']] == list(names):
            return o
    raise AssertionError((names, a['owners']))


def reached(o, regime, threshold=None):
    for r in o['regimes']:
        if r['regime'] == regime and threshold in (None, r['threshold']):
            return r
    raise AssertionError((regime, o))


def votes_against_shares():
    """14 own and 9 through a controlled company: 23 % of the votes, 19.4 % of the capital."""
    world = world_of('f1', 'I,person,H,NL,60\nH,company,T,NL,9\nI,person,T,NL,14\n'
                           'F,company,T,NL,60\nQ,person,T,NL,17\n')
    a = ask('owners', 'T', world=world)
    i = owner(a, 'I')
    assert abs(i['share']['min'] - 0.194) < 1e-12 and abs(i['share']['max'] - 0.194) < 1e-12, i
    assert i['votes']['min'] == i['votes']['max'] == 0.23, i
    assert reached(i, 'vifo-influence-2023', 0.2)['certainty'] == 'certain'
    assert reached(i, 'vifo-influence-2023', 0.25)['certainty'] == 'excluded'
    assert reached(i, 'amlr-2027')['certainty'] == 'excluded'
    assert reached(i, 'amlr-2027-lower')['certainty'] == 'certain'
    assert not any(r['regime'] == 'uk-psc' for r in i['regimes']), 'a Dutch company'
    both = ask('owners', 'T', '--with', 'I', '--with', 'Q', world=world)['owners'][0]
    assert [p['name'] for p in both['parties']] == ['I', 'Q'], both
    assert both['votes']['min'] == 0.4, both
    assert reached(both, 'vifo-influence-2023', 0.25)['certainty'] == 'certain'


def strictness():
    world = world_of('strict', 'A,person,T,GB,25\nB,person,T,GB,>25-50\nC,person,T,GB,25\n')
    a = ask('owners', 'T', world=world)
    assert reached(owner(a, 'A'), 'uk-psc')['certainty'] == 'excluded'
    assert reached(owner(a, 'B'), 'uk-psc')['certainty'] == 'certain'
    assert reached(owner(a, 'A'), 'amlr-2027')['certainty'] == 'certain'
    text = good('--lang', 'en', 'owners', '--rules', 'T', world=world)
    assert '>\u00a025\u00a0%' in text and '\u2265\u00a025\u00a0%' in text, text
    assert not any(r['regime'].startswith('vifo') for r in owner(a, 'A')['regimes'])


def half():
    world = world_of('half', 'A,company,T,NL,50\nB,company,T,NL,50\n')
    r = reached(owner(ask('owners', 'T', world=world), 'A'), 'eu-sanctions')
    assert r['certainty'] == 'certain' and r['presumed'] is True, r
    assert '= 50\u00a0%' in good('owners', '--rules', 'T', world=world).replace('= 50 %', '= 50\u00a0%')


def pending():
    """A regime is told with its state on the day asked about."""
    world = example()
    def state(day, regime):
        a = ask('--as-of', day, 'owners', COMPANY, world=world)
        return next(r['status'] for r in a['regimes'] if r['id'] == regime)
    assert state('2027-07-09', 'amlr-2027') == 'not-yet'
    assert state('2027-07-10', 'amlr-2027') == 'in-force'
    assert state('2023-05-31', 'vifo-control-2023') == 'not-yet'
    assert state('2026-01-01', 'bis-affiliates') == 'paused'
    assert state('2026-01-01', 'uk-sanctions') == 'not-verified'
    for lang, word in (('nl', 'Niet nagegaan: FAQ 401'), ('en', 'Not verified: FAQ 401')):
        text = good('--lang', lang, 'owners', '--rules', COMPANY, world=world)
        assert word in ' '.join(text.split()), text


def settled():
    """One band decides: above 17 of its 5 - 30 per cent, I has a quarter."""
    world = world_of('settle', 'I,person,T,NL,8\nI,person,H,NL,100\nH,company,T,NL,5-30\n'
                               'F,person,T,NL,50\n')
    a = ask('owners', '--rules', 'T', world=world)
    r = reached(owner(a, 'I'), 'amlr-2027')
    assert r['certainty'] == 'possible', r
    assert [s['holder_name'] for s in r['settle']] == ['H'], r
    assert 'H 5 % - 30 % in T' in good('--lang', 'en', '--width', '200', 'owners', '--rules', 'T',
                                       world=world)


def exact_and_readings():
    """A company that holds a part of itself through another: fractions, and readings apart."""
    world = world_of('circle', 'P,person,A,NL,50\nA,company,B,NL,50\nB,company,A,NL,50\n')
    a = ask('owners', 'B', '--exact', world=world)
    assert owner(a, 'P')['exact'] == '1/3', a
    assert a['reading'] == 'integrated'
    a = ask('owners', 'B', '--reading', 'leontief', world=world)
    assert a['reading'] == 'leontief'
    assert abs(owner(a, 'A')['share']['min'] - 2 / 3) < 1e-12, a
    a = ask('owners', 'B', '--reading', 'paths', world=world)
    assert abs(owner(a, 'P')['share']['min'] - 1 / 4) < 1e-12, a
    assert 'Leontief' in good('owners', 'B', '--reading', 'leontief', world=world)
    refused(bolwerk('owners', 'B', '--reading', 'all', world=world), 2, '--reading')
    refused(bolwerk('owners', 'B', '--reading', 'paths', '--exact', world=world), 2, '--exact')


def summaries():
    """A stake declared as indirect is shown, and its chain counted once."""
    path = os.path.join(DATA or '', 'ownership/bods-data-standard/examples/bods-package-fi-soe.json')
    if not DATA or not os.path.exists(path):
        raise Skip('test data of others are not here')
    world = fresh('soe')
    good('load', path, world=world)
    a = ask('owners', 'Gasgrid Finland Oy', world=world)
    assert [(s['holder_name'], s['votes']['min'], s['indirect']) for s in a['summaries']] == [
        ('Suomen tasavalta', 1, True)], a['summaries']
    m = owner(a, 'Valtiovarainministerio')
    assert m['share'] == {'min': 1, 'max': 1} and m['votes']['max'] == 1, m
    assert owner(a, 'Suomen tasavalta')['share']['max'] == 0
    assert 'Suomen tasavalta: 100 %' in good('owners', 'Gasgrid Finland Oy', world=world)


def smallest():
    world = example()
    all_of = ask('owners', COMPANY, world=world)['owners']
    some = ask('owners', COMPANY, '--min', '25', world=world)['owners']
    assert 0 < len(some) < len(all_of)
    assert all(o['share']['max'] >= 0.25 or o['votes']['max'] >= 0.25 for o in some)
    refused(bolwerk('owners', COMPANY, '--min', 'much', world=world), 2, '--min')
    refused(bolwerk('owners', COMPANY, '--with', COMPANY, world=world), 2, '--with')


def languages():
    world = example()
    nl = good('--lang', 'nl', 'owners', COMPANY, world=world)
    en = good('--lang', 'en', 'owners', COMPANY, world=world)
    assert 'Baldone' in nl and 'Baldone' in en
    assert 'Toegerekende' in nl and 'Votes attributed' in en
    for width in ('60', '80', '100'):
        for line in good('--width', width, 'owners', '--rules', COMPANY, world=world).splitlines():
            assert len(line) <= int(width), (width, line)


if __name__ == '__main__':
    main([votes_against_shares, strictness, half, pending, settled, exact_and_readings,
          summaries, smallest, languages])
