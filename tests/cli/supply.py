#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb supply: its parts that need only the reference tables. Prints TAP.

usage: supply.py ROOT BOLWERK [TEST...]"""
import csv
import io

from kit import EXAMPLE, ask, bolwerk, fresh, good, main, refused, write


def producers_tell_their_source():
    world = fresh('supply')
    good('load', *EXAMPLE, world=world)
    got = ask('supply', 'producers', 'gallium', world=world)
    newest = got['productions'][0]
    assert newest['year'] >= 2024 and newest['unit'] == 'kilograms'
    by = {p['country']: p for p in newest['producers']}
    # USGS MCS 2025: China 750,000 of 762,000 kg in the rows.
    assert by['CN']['amount'] == 750000
    assert abs(by['CN']['share'] - 750 / 762) < 1e-9
    assert all(p['ref'].startswith('USGS') for p in by.values())


def csv_is_for_programs():
    world = fresh('supply-csv')
    good('load', *EXAMPLE, world=world)
    both = [good('--lang', lang, 'supply', 'producers', 'kobalt', '--csv', '-',
                 world=world) for lang in ('nl', 'en')]
    assert both[0] == both[1], 'the same in every language'
    rows = list(csv.DictReader(io.StringIO(both[0])))
    drc = [r for r in rows if r['country'] == 'CD' and r['supply-year'] == '2024']
    assert float(drc[0]['supply-amount']) == 220000


def figures_of_a_day():
    """Asked for 2023, nothing of 2024 is told."""
    world = fresh('supply-day')
    good('load', *EXAMPLE, world=world)
    for part, key in (('producers', 'productions'), ('material', 'figures')):
        got = ask('--as-of', '2023-12-31', 'supply', part, 'gallium', world=world)
        years = {p['year'] for p in got[key] if p['year']}
        assert 2023 in years and max(years) == 2023, (part, years)


def own_figures_and_unknown_material():
    world = fresh('supply-own')
    good('load', write('own.csv',
         'material,country,year,amount,unit\nneon,NL,2025,10,tonnes\n'
         'neon,DE,2025,30,tonnes\n'), world=world)
    got = ask('supply', 'producers', 'neon', world=world)
    assert [p['country'] for p in got['productions'][0]['producers']] == ['DE', 'NL']
    refused(bolwerk('supply', 'producers', 'unobtainium', world=world), 3,
            'unobtainium')
    refused(bolwerk('supply', 'nothing', world=world), 2, 'producers')


def a_company_sees_what_it_uses():
    world = fresh('supply-company')
    good('load', *EXAMPLE, world=world)
    got = ask('supply', 'company', 'Voorbeeld Fotonica', world=world)
    use = {u['material'] or u['item']: u for u in got['uses']}
    gallium = use['gallium']
    assert gallium['critical'] and gallium['suppliers'] == 1
    assert gallium['eu_list'] == 'strategic'  # Reg. (EU) 2024/1252, annex I
    made = gallium['production'][0]
    rows = [750, 6, 3, 3]  # USGS MCS 2025, tonnes
    assert abs(made['hhi_max'] - sum((r / 762) ** 2 for r in rows)) < 1e-9
    assert use['epitaxy service (MOCVD)']['production'] == [], 'a hole stays one'
    text = good('--lang', 'nl', '--width', '80', 'supply', 'company',
                'Voorbeeld Fotonica', world=world)
    assert max(map(len, text.splitlines())) <= 80 and 'Grootste' in text
    refused(bolwerk('supply', 'company', 'Waferhuis Ltd. (fictional)', world=world), 3, 'uses')


main([a_company_sees_what_it_uses, producers_tell_their_source, csv_is_for_programs,
      figures_of_a_day, own_figures_and_unknown_material])
