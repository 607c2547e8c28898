#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Trade: files in, supply product and supply country out. Prints TAP.

usage: trade.py ROOT BOLWERK [TEST...]

The figures are made up. Expected indicators come from a plain sum over the
rows that the test itself wrote."""
import csv
import glob
import os
import random

from kit import ask, bolwerk, fresh, good, main, refused, write

CODE = {156: 'CN', 528: 'NL', 276: 'DE', 842: 'US', 36: 'AU', 152: 'CL', 124: 'CA', 490: 'TW',
        899: '_N899', 810: 'SUHH'}
EU = {'NL', 'DE'}


def rows(seed, year, product='810520', size=60):
    r = random.Random(seed)
    pairs = [(i, j) for i in CODE for j in CODE if i != j]
    return [(year, i, j, product, r.randrange(1, 10 ** r.randrange(2, 9)))
            for i, j in r.sample(pairs, size)]


def baci(name, data):
    return write(name, 't,i,j,k,v,q\n' + ''.join(
        f'{t},{i},{j},{k},{v / 1000:.3f},{v % 97}.000\n' for t, i, j, k, v in data))


def world_of(name, files):
    world = fresh(name)
    for f in glob.glob(world + '.trade.*'):
        os.remove(f)
    good('load', *files, world=world)
    return world


def hhi(by):
    total = sum(by.values())
    unnamed = by.get('_N899', 0)
    low = sum((v / total) ** 2 for c, v in by.items() if c != '_N899')
    return low, low + (unnamed / total) ** 2


def add(by, key, v):
    by[key] = by.get(key, 0) + v


def union(data, year):
    """By the definitions of CDI1, CDI2 and CDI3."""
    outside, inside, sold = {}, 0, 0
    for t, i, j, _, v in data:
        if t != year:
            continue
        i, j = CODE[i], CODE[j]
        if i in EU:
            sold += v
        if j in EU and i in EU:
            inside += v
        elif j in EU:
            add(outside, i, v)
    total = sum(outside.values())
    return hhi(outside), total / (total + inside), total / sold


def near(a, b):
    return abs(a - b) < 1e-9 * max(1, abs(b))


def indicators():
    data = rows(1, 2019) + rows(2, 2020)
    world = world_of('ind', [baci('BACI_HS17_Y2019.csv', data)])
    a = ask('supply', 'product', '810520', world=world)
    assert a['importer'] == 'EU' and a['currency'] == 'USD' and a['edition'] == 'HS17', a
    assert [y['year'] for y in a['years']] == [2019, 2020], a
    for y in a['years']:
        (low, high), cdi2, cdi3 = union(data, y['year'])
        assert near(y['hhi_min'], low) and near(y['hhi_max'], high), y
        assert near(y['cdi2'], cdi2) and near(y['imports_to_exports'], cdi3), y
    b = ask('supply', 'product', '810520', '--for', 'Nederland', world=world)
    assert b['passes_through'] and b['importer'] == 'NL'
    for y in b['years']:
        by = {}
        for t, i, j, _, v in data:
            if t == y['year'] and CODE[j] == 'NL':
                add(by, CODE[i], v)
        assert y['imports'] == sum(by.values()), y
        assert near(y['hhi_min'], hhi(by)[0]) and near(y['hhi_max'], hhi(by)[1]), y
    assert sum(o['value'] for o in b['origins']) == b['years'][-1]['imports']
    lines = open(os.path.join(os.path.dirname(world), 'BACI_HS17_Y2019.csv')).read().split('\n')
    for o in b['origins']:
        t, i, j, k, v, q = lines[o['line'] - 1].split(',')
        assert (CODE[int(i)], CODE[int(j)], int(t)) == (o['country'], 'NL', 2020), o
        assert round(float(v) * 1000) == o['value'] and round(float(q) * 1000) == o['kg']


def all_products():
    data = [r for k in range(40) for y in (2018, 2019, 2020)
            for r in rows(100 * k + y, y, f'{10000 + 100 * k:06d}', 8)]
    world = world_of('all', [baci(f'BACI_HS17_Y{y}.csv', [r for r in data if r[0] == y])
                             for y in (2018, 2019, 2020)])
    for who in ('EU', 'DE'):
        a = ask('supply', 'country', who, world=world)
        for p in a['products']:
            one = ask('supply', 'product', p['product'], '--for', who, world=world)
            last = one['years'][-1]
            assert last['year'] == p['year'] and last['hhi_min'] == p['hhi_min'], p
            yes = [y['dependent'] == 'yes' for y in one['years']]
            assert p['years_dependent'] == sum(yes), (p, one)
            if who == 'DE':
                assert (p['dependent_over_years'] == 'yes') == (sum(yes) >= 2), p
        marks = {y: {p['product'] for p in a['products'] if any(
            x['year'] == y and x['dependent'] == 'yes' for x in ask(
                'supply', 'product', p['product'], '--for', who, world=world)['years'])}
            for y in (2018, 2019, 2020)}
        for y in a['persistence']:
            now, before = marks[y['year']], marks.get(y['year'] - 1, set())
            assert y['dependent'] == len(now), y
            if y['year'] > 2018:
                assert (y['stay'], y['enter'], y['leave']) == (
                    len(now & before), len(now - before), len(before - now)), y
        out = good('supply', 'country', who, '--csv', '-', world=world)
        assert len(list(csv.DictReader(out.split('\n')))) == len(a['products'])


def later_load_holds():
    one = [(2020, 156, 528, '810520', 1000), (2020, 842, 528, '810520', 1000)]
    two = [(2020, 156, 528, '810520', 3000)]
    world = world_of('later', [baci('BACI_HS17_a.csv', one), baci('BACI_HS17_b.csv', two)])
    by = {o['country']: o['value'] for o in ask(
        'supply', 'product', '810520', '--for', 'NL', world=world)['origins']}
    assert by == {'CN': 3000, 'US': 1000}, by
    # A new delivery of the same file takes the place of the old one.
    good('load', baci('BACI_HS17_a.csv', [(2020, 36, 528, '810520', 7)]), world=world)
    by = {o['country']: o['value'] for o in ask(
        'supply', 'product', '810520', '--for', 'NL', world=world)['origins']}
    assert by == {'CN': 3000, 'AU': 7}, by
    before = str(max(s['source'] for s in ask(
        'supply', 'product', '810520', world=world)['sources']) - 1)
    by = {o['country'] for o in ask('--known', before, 'supply', 'product', '810520', '--for', 'NL', world=world)['origins']}
    assert by == {'CN', 'US'}, by


def editions_are_not_mixed():
    world = world_of('editions', [
        baci('BACI_HS12_a.csv', [(2020, 156, 528, '810520', 1000)]),
        baci('BACI_HS17_a.csv', [(2020, 842, 528, '810520', 1000)])])
    a = ask('supply', 'product', '810520', '--for', 'NL', world=world)
    assert a['edition'] == 'HS17' and len(a['origins']) == 1, a
    text = good('--lang', 'en', 'supply', 'product', '810520', world=world)
    assert 'Also loaded, not used here: baci HS12' in text, text


def rows_lost_and_found():
    path = baci('BACI_HS17_a.csv', rows(5, 2020))
    world = world_of('lost', [path])
    before = ask('supply', 'product', '810520', world=world)
    kept = glob.glob(world + '.trade.*')
    assert len(kept) == 1, kept
    os.remove(kept[0])
    refused(bolwerk('supply', 'product', '810520', world=world), 3, 'load that file again')
    assert 'already loaded' in good('--lang', 'en', 'load', path, world=world)
    assert ask('supply', 'product', '810520', world=world) == before
    b = bytearray(open(kept[0], 'rb').read())
    b[-70] ^= 1
    open(kept[0], 'wb').write(b)
    good('load', path, world=world)
    assert ask('supply', 'product', '810520', world=world) == before


def passing_through():
    data = [(y, i, j, '810520', v) for y in (2018, 2019, 2020) for i, j, v in (
        (156, 528, 900_000), (842, 528, 100_000), (528, 276, 850_000), (156, 276, 50_000))]
    world = world_of('through', [baci('BACI_HS17_a.csv', data)])
    text = good('--lang', 'en', 'supply', 'product', '810520', '--for', 'NL', world=world)
    assert 'mislead' in text, text
    home = write('home.csv', 'product,percent,source\n810520,40,made up\n')
    a = ask('supply', 'product', '810520', '--for', 'NL', '--domestic-use', home, world=world)
    y = a['years'][-1]
    assert y['corrected'] and y['used'] == 400_000 and y['exports'] == 250_000, y
    assert near(y['hhi_min'], 0.82) and y['dependent'] == 'yes', y
    text = good('--lang', 'en', 'supply', 'product', '810520', '--for', 'NL',
                '--domestic-use', home, world=world)
    assert 'mislead' not in text and 'Corrected' in text, text
    for bad in ('product,percent\n810520,40\n', 'product,percent,source\n8105,40,x\n',
                'product,percent,source\n810520,140,x\n',
                'product,percent,source\n810520,4,x\n810520,4,x\n'):
        refused(bolwerk('supply', 'product', '810520', '--for', 'NL', '--domestic-use',
                        write('bad.csv', bad), world=world), 3, 'bad.csv')


def comext_months():
    head = ('REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,PERIOD,VALUE_EUR,'
            'QUANTITY_KG\n')
    world = world_of('comext', [write('full_v2_202001.dat', head + (
        'NL,CN,E,81052000,1,1,202001,100,1\nNL,CN,E,81052000,1,3,202001,50,1\n'
        'NL,US,E,81052000,1,1,202001,50,1\nNL,DE,I,81052000,1,1,202001,70,1\n'
        'NL,CN,E,81052000,2,1,202001,10,1\n')), write('full_v2_202002.dat', head + (
            'NL,CN,E,81052000,1,1,202002,150,1\n'))])
    a = ask('supply', 'product', '810520', world=world)
    y = a['years'][0]
    assert y['imports'] == 350 and y['inside'] == 70, y
    # What Germany sold is what the Netherlands says of it; its own figures are not there.
    assert y['exports'] == 80, y
    assert near(y['hhi_min'], (300 / 350) ** 2 + (50 / 350) ** 2), y
    b = ask('supply', 'product', '810520', '--for', 'NL', world=world)
    assert b['years'][0]['dependent'] is None and not b['world'], b


def what_a_code_is():
    world = world_of('code', [baci('BACI_HS17_a.csv', rows(3, 2020))])
    old = write('old.csv', 'HS 2012,HS 2017\n8105.20,8105.20\n8548.10,8549.11\n'
                '8548.10,8549.12\n12,8105.2\n')
    got = ask('supply', 'product', '810520', old, world=world)['code']
    assert got['section'] == 'XV'
    head = [h for h in got['headings'] if h['hs6'] == '810520']
    assert [h['material'] for h in head] == ['cobalt'] and head[0]['alone'] is True
    assert got['tables'][0]['links'] == [{'from': '810520', 'to': '810520', 'kind': 'same'}]
    assert got['tables'][0]['refused'] == 1, got
    text = good('--lang', 'nl', '--width', '80', 'supply', 'product', '810520', old,
                world=world)
    assert 'Afdeling XV' in text and '810520 wordt 810520: hetzelfde' in text, text
    # told also of a code that nobody has figures of
    r = bolwerk('--lang', 'en', 'supply', 'product', '854810', old, world=world)
    assert r.returncode == 3 and b'854810 goes to 854911 in part' in r.stdout, r.stdout


def wrong_use():
    world = world_of('use', [baci('BACI_HS17_a.csv', rows(3, 2020))])
    refused(bolwerk('supply', 'product', '81052', world=world), 2, '81052')
    refused(bolwerk('supply', 'product', 'cobalt', world=world), 2, 'cobalt')
    refused(bolwerk('supply', 'product', '999999', world=world), 3, '999999')
    refused(bolwerk('supply', 'product', '810520', '--for', 'Atlantis', world=world), 3,
            'Atlantis')
    empty = fresh('empty')
    good('load', write('p.csv', 'id,name\nkvk:12345678,X\n'), world=empty)
    refused(bolwerk('supply', 'country', 'NL', world=empty), 3, 'no trade figures')
    for lang in ('nl', 'en'):
        for what in (('product', '810520'), ('country', 'NL'), ('country', 'EU')):
            for line in good('--lang', lang, '--width', '80', 'supply', *what,
                             world=world).split('\n'):
                assert len(line) <= 80 and '[' not in line, line


def a_total_is_named_by_its_own_word():
    """Of a row that is a total the country is told, not the product."""
    world = world_of('total', [write('total.csv',
        'DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,'
        'TIME_PERIOD,OBS_VALUE\n'
        'ESTAT:DS-045409(1.0),x,A,NL,CN,81052000,1,VALUE_IN_EUROS,2020,1000\n'
        'ESTAT:DS-045409(1.0),x,A,NL,EU27_2020_EXTRA,81052000,1,VALUE_IN_EUROS,2020,9\n')])
    number = max(s['id'] for s in ask('sources', world=world)['sources'])
    text = good('--lang', 'en', 'sources', str(number), world=world)
    assert 'trade-sum' in text and 'EU27_2020_EXTRA' in text, text


main([a_total_is_named_by_its_own_word, indicators, all_products, later_load_holds, editions_are_not_mixed, rows_lost_and_found,
      passing_through, comext_months, what_a_code_is, wrong_use])
