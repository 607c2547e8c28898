#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""supply whatif and supply partners. Prints TAP.

usage: supply_partners.py ROOT BOLWERK [TEST...]"""
import csv
import io
import os
import xml.dom.minidom

from kit import EXAMPLE, ROOT, TMP, ask, bolwerk, fresh, good, main, refused, write

OWN = ('material,stage,measure,country,year,amount,unit,flags\n'
       'cobalt,mine,,CD,2024,60,thousand metric tons,\n'
       'cobalt,mine,,CA,2024,10,thousand metric tons,\n'
       'cobalt,mine,,CL,2024,20,thousand metric tons,\n'
       'cobalt,mine,,FI,2024,10,thousand metric tons,\n'
       'cobalt,mine,capacity,CA,2024,15,thousand metric tons,\n'
       'cobalt,mine,reserves,CA,2024,200000,metric tons,\n'
       'cobalt,mine,reserves,CL,2024,300000,metric tons,\n'
       'cobalt,mine,reserves,,2024,1,million metric tons,world\n')


def own(name):
    world = fresh(name)
    good('load', write(name + '.csv', OWN), world=world)
    return world


def mine(got):
    return next(p for p in got['productions'] if p['stage'] == 'mine'
                and p['year'] == 2024)


def same(a, b):
    assert abs(a - b) < 1e-9, (a, b)


def tons_say_nothing_to_per_cent():
    """Mining of cobalt is told in tons, processing in per cent of the world."""
    world = fresh('tons')
    good('load', *EXAMPLE, world=world)
    got = {p['stage']: p for p in ask('supply', 'whatif', 'cobalt', '--add',
           'CA=20000', '--without', 'FI=5', world=world)['productions']}
    assert got['mine']['other_unit'] == []
    same(got['mine']['after']['left']['min'], 1 + 20000 / 288200)
    assert got['refine']['other_unit'] == ['CA', 'FI'], got['refine']
    same(got['refine']['after']['left']['max'], 1)
    got = ask('supply', 'whatif', 'cobalt', '--stage', 'refine', '--add', 'CA=10%',
              world=world)['productions'][0]
    assert got['other_unit'] == []
    same(got['after']['left']['max'], 1.1)


def an_embargo():
    p = mine(ask('supply', 'whatif', 'kobalt', '--embargo', 'Congo-Kinshasa',
                 world=own('embargo')))
    same(p['before']['hhi']['min'], .36 + .01 + .04 + .01)
    same(p['after']['hhi']['max'], (100 + 400 + 100) / 1600)
    same(p['after']['left']['min'], .4)
    assert p['after']['top_country'] == 'CL'
    assert p['above_limit_before'] == 'no'  # 60 of 100 is not above 65
    assert p['countries'][0]['embargo'] is True


def groups_amounts_and_percent():
    world = own('groups')
    p = mine(ask('supply', 'whatif', 'cobalt', '--embargo', 'eu', '--add',
                 'AU=10%', '--without', 'CD=20', world=world))
    same(p['after']['total']['max'], 60 - 20 + 10 + 20 + 10)
    all_of_it = mine(ask('supply', 'whatif', 'cobalt', '--without', 'CD',
                         world=world))
    gone = mine(ask('supply', 'whatif', 'cobalt', '--embargo', 'CD',
                    world=world))
    assert all_of_it['after'] == gone['after']
    for bad in (['--embargo', 'Atlantis'], ['--add', 'CA'], ['--add', 'CA=-1'],
                ['--add', 'eu=5'], ['--without', 'CA=x'], [],
                ['--embargo', 'CN', '--stage', 'nowhere']):
        refused(bolwerk('supply', 'whatif', 'cobalt', *bad, world=world), 2)


def steps_of_partners():
    p = mine(ask('supply', 'partners', 'cobalt', world=own('steps')))
    assert p['focus'] == 'CD' and p['partners_share'] == .3
    assert [(s['step'], s['country']) for s in p['steps']] == [
        ('spare', 'CA'), ('pace', 'CL'), ('pace', 'CA')]
    last = p['steps'][-1]
    same(last['partners_share'], .5)
    same(last['aimed']['focus_share'], .4)
    same(last['even']['focus_share'], .6 * 5 / 7)
    same(last['fills_focus'], 20 / 60)
    assert last['years_before'] is None
    australia = p['partners'][1]
    assert australia['can_add'] is None and australia['amount'] is None


def what_who_asks_lets_them_add():
    """60, 10, 20, 10: Canada adds 10. Aimed at the DR Congo 50, evenly 60 - 10 * 6/7."""
    w = own('chosen')
    for add in ('CA=10', 'CA=10%', 'Canada=10'):
        got = mine(ask('supply', 'partners', 'cobalt', '--add', add, '--stage', 'mine', world=w))
        c = got['chosen']
        assert [a['country'] for a in c['adds']] == ['CA'] and c['adds'][0]['within'] == 'yes', c
        same(c['partners_share'], .4)
        same(c['aimed']['focus_share'], .5)
        same(c['even']['focus_share'], .6 - .1 * 6 / 7)
    rows = list(csv.DictReader(io.StringIO(good(
        'supply', 'partners', 'cobalt', '--add', 'CL=500', '--csv', '-', '--stage', 'mine',
        world=w))))
    assert [r['partner'] for r in rows if r['step'] == 'chosen'] == ['CL']
    c = mine(ask('supply', 'partners', 'cobalt', '--add', 'CL=500', world=w))['chosen']
    assert c['adds'][0]['within'] == 'no' and c['adds_together'] == 70 and c['unplaced'] == 430, c
    assert 'your choice' in good('supply', 'partners', 'cobalt', '--add', 'CA=1', world=w)
    assert mine(ask('supply', 'partners', 'cobalt', world=w))['chosen'] is None
    for wrong in ('CA', 'CA=', 'CA=-1', 'CA=1e308', 'CD=5', 'eu=4'):
        refused(bolwerk('supply', 'partners', 'cobalt', '--add', wrong, world=w), 2)


def what_nobody_publishes_cannot_be_taken_away():
    w = fresh('withheld')
    good('load', write('withheld.csv', 'material,stage,country,year,amount,unit,flags\n'
                       'cobalt,mine,CD,2024,60,t,\ncobalt,mine,CA,2024,,t,withheld\n'), world=w)
    for how in ('--embargo', '--without'):
        got = mine(ask('supply', 'whatif', 'cobalt', how, 'CA', '--stage', 'mine', world=w))
        assert got['unseen'] == ['CA'], got
        said = good('supply', 'whatif', 'cobalt', how, 'CA', '--stage', 'mine', world=w)
        assert 'Changes nothing' not in said and 'not published: Canada' in said, said
    for much in ('1e308', '1e16', 'inf', 'nan'):
        refused(bolwerk('supply', 'whatif', 'cobalt', '--add', 'CA=' + much, world=w), 2)


def assumptions_of_who_asks():
    world = own('years')
    got = ask('supply', 'partners', 'cobalt', '--years', '10', '--opening', '8',
              world=world)
    assert got['assumed_reserve_years'] == 10
    p = mine(got)
    # 200 and 300 thousand in 10 years: no more than the pace of the world.
    assert max(s['years_before'] for s in p['steps']) == 8
    assert min(s['years_before'] for s in p['steps']) == 0
    p = mine(ask('supply', 'partners', 'cobalt', '--years', '40', world=world))
    assert p['steps'] == []  # 5 and 7.5 a year are less than today
    refused(bolwerk('supply', 'partners', 'cobalt', '--years', 'x', world=world), 2)


def tables_in_both_languages():
    world = own('tables')
    for width in '80', '100':
        for lang, word in ('nl', 'vrije capaciteit'), ('en', 'spare capacity'):
            text = good('--lang', lang, '--width', width, 'supply', 'partners',
                        'cobalt', world=world)
            assert word in text
            assert all(len(line) <= int(width) for line in text.splitlines())
    rows = [list(csv.DictReader(io.StringIO(good(
        '--lang', lang, 'supply', 'partners', '--csv', '-', world=world))))
        for lang in ('nl', 'en')]
    assert rows[0] == rows[1]
    # Cobalt of our own, and all materials of the program.
    assert len({r['partner-material'] for r in rows[0]}) > 100
    rows = list(csv.DictReader(io.StringIO(good(
        'supply', 'whatif', 'cobalt', '--embargo', 'CD', '--stage', 'mine',
        '--csv', '-', world=world))))
    left = next(r for r in rows if r['whatif-indicator'] == 'left')
    assert left['after-min'] == '0.4'


def a_picture():
    world = own('picture')
    path = os.path.join(TMP, 'partners.svg')
    good('supply', 'partners', 'cobalt', '--svg', path, world=world)
    with open(path, encoding='utf-8') as f:
        text = f.read()
    svg = xml.dom.minidom.parseString(text).documentElement
    assert svg.tagName == 'svg'
    assert svg.getElementsByTagName('title') and svg.getElementsByTagName('desc')
    assert good('supply', 'partners', 'cobalt', '--svg', '-', world=world) == text
    assert 'nan' not in text and 'inf' not in text
    all_of_them = good('supply', 'partners', '--svg', '-', world=world)
    xml.dom.minidom.parseString(all_of_them)


def the_tables_of_the_program():
    world = fresh('program')
    good('load', *EXAMPLE, world=world)
    got = ask('supply', 'partners', 'magnesium', '--partner', 'IL', world=world)
    p = next(p for p in got['productions'] if p['stage'] == 'refine')
    # Capacity typed into the column of reserves is capacity: 34 - 20.
    assert p['reserves']['use'] == 'none' and p['capacity']['use'] == 'used'
    same(p['partners'][0]['can_add'], 14)
    got = ask('supply', 'partners', 'indium', world=world)
    assert any(p['reserves']['use'] == 'too-small' for p in got['productions'])
    got = ask('supply', 'partners', 'palladium', world=world)
    assert any(p['reserves']['use'] == 'of-a-group' for p in got['productions'])


def a_higher_price():
    table = write('sigma.csv', 'HS6,zero,positive,sigma\n260500,0,0,-5\n'
                               '282200,1,0,\n')
    p = mine(ask('supply', 'partners', 'cobalt', '--elasticity', table,
                 world=own('price')))
    got = {x['hs6']: x for x in p['price_response']}
    same(got['260500']['import_change'], 1.1 ** -5 - 1)
    assert '282200' not in got  # of refining, not of mining
    text = good('--lang', 'en', 'supply', 'partners', 'cobalt', '--elasticity',
                table, world=own('price-text'))
    assert 'importers buy 38 % less' in text, text


def by_place_and_by_control():
    world = fresh('mines')
    here = os.path.join(ROOT, 'examples', 'mines')
    good('load', *(os.path.join(here, f) for f in sorted(os.listdir(here))),
         world=world)
    p = ask('supply', 'controllers', 'voorbeeldium (fictief)',
            world=world)['productions'][0]
    same(p['hhi_by_place']['min'], .36 + .0625 + .0225)
    same(p['by_controller_country']['hhi']['min'], .65 ** 2 + .15 ** 2)
    same(p['by_controller_country']['hhi']['max'], .85 ** 2 + .15 ** 2)
    assert p['by_controller_country']['top_country'] == 'SG'
    assert [c['control'] for c in p['companies']] == ['one', 'one', 'unknown', 'one']
    got = ask('check', 'Voorbeeld Magneten B.V. (fictief)', world=world)
    page = ask('supply', 'material', 'Voorbeeldium (fictief)', world=world)
    sums = {f['what']: f for f in page['figures'] if f['part'] == 'control'}
    same(sums['hhi-by-place']['value'], .36 + .0625 + .0225)
    same(sums['hhi-by-control']['max'], .85 ** 2 + .15 ** 2)
    assert sums['largest']['text'] == 'SG' and sums['known']['value'] == 80
    text = good('--lang', 'nl', '--width', '80', 'supply', 'material', 'gallium',
                world=world)
    assert 'noemt de bedrijven die het maken' in text
    said = [f for f in got['findings'] if f['about'] == 'voorbeeldium (fictief)']
    assert [f['id'] for f in said] == ['supply.critical']
    assert 'Most control comes from Singapore' in said[0]['reason']['en']
    text = good('--lang', 'en', '--width', '80', 'supply', 'controllers',
                'Voorbeeldium (fictief)', world=world)
    assert 'country of control' in text
    assert all(len(line) <= 80 for line in text.splitlines())
    p = ask('supply', 'whatif', 'voorbeeldium (fictief)', '--without',
            'Mines Exemple SARL (fictif)', world=world)['productions'][0]
    same(p['after']['left']['min'], .6)  # 20 of 60 in Congo go on
    same(p['after']['hhi']['max'], (400 + 625 + 225) / 3600)
    # A producer needs a country, and is a company of production only.
    bad = write('bad.csv', 'material,country,year,amount,measure,flags,producer\n'
                'neon,,2025,1,,rest,Firm\nneon,NL,2025,1,capacity,,Firm\n'
                'neon,NL,2025,1,,,lei:123\n')
    text = good('--json', 'load', bad, world=world)
    assert '"refused": 3' in text, text


main([what_who_asks_lets_them_add, what_nobody_publishes_cannot_be_taken_away,
      tons_say_nothing_to_per_cent, an_embargo, groups_amounts_and_percent, steps_of_partners,
      assumptions_of_who_asks, tables_in_both_languages, a_picture,
      the_tables_of_the_program, a_higher_price, by_place_and_by_control])
