#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Pages about materials: all of them, one, what-if, partners, a company, a country. Prints TAP.

usage: pages_supply.py ROOT BOLWERK [TEST...]"""
import os
import urllib.parse

from kit import COMPANY, ROOT, ask, good, fresh, main, write
from paging import Pages

HOSTILE = ['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", 'javascript:alert(1)',
           '{{7*7}}', ']]>', '\u202egnp.exe', '../../../../etc/passwd', '%s%s%n', '--help', '-1',
           '1e308', 'nan', '=', 'CD=', 'x' * 100000]
MADE_UP = ('material,stage,country,year,amount,unit\n'
           'cobalt,mine,CD,2025,60,tonnes\ncobalt,mine,AU,2025,25,tonnes\n'
           'cobalt,mine,CL,2025,15,tonnes\ncobalt,mine,CD,2024,50,tonnes\n'
           'cobalt,mine,AU,2024,50,tonnes\n')


def world(name, *more):
    w = fresh(name)
    folder = os.path.join(ROOT, 'examples')
    files = [os.path.join(folder, f) for f in sorted(os.listdir(folder))
             if f.endswith(('.csv', '.json'))]
    files += [os.path.join(folder, 'mines', f) for f in sorted(
        os.listdir(os.path.join(folder, 'mines')))]
    good('-q', 'load', *files, *more, world=w)
    return w


def quoted(text):
    return urllib.parse.quote(text, safe='')


def table(page, caption):
    """Rows of the table that is named so, header first."""
    for t in page.all('table'):
        if ''.join(t.find('caption').itertext()) == caption:
            return [[' '.join(''.join(c.itertext()).split()) for c in row]
                    for row in t.iter('tr')]
    raise AssertionError(f'{page.path}: no table "{caption}"')


def all_materials():
    w = world('materials')
    with Pages(world=w) as s:
        page = s.get('/en/supply').sound()
        told = s.api('/materials')
        rows = table(page, 'The list')[1:]
        assert len(rows) == len(told['materials']) > 60, len(rows)
        # The study of 2023 has SR 4.4 and EI 6.5 for niobium (COM(2023) 160).
        niobium = next(r for r in rows if r[0] == 'niobium')
        assert niobium[2].startswith('4.4 (') and niobium[4] == '6.5', niobium
        assert next(page.tree.iter('{http://www.w3.org/2000/svg}title')) is not None
        strategic = s.get('/en/supply?list=strategic').sound()
        names = [r[0] for r in table(strategic, 'The list')[1:]]
        assert 'gallium' in names and 'niobium' not in names, names
        assert 'gallium' in s.get('/nl/supply?q=GALL').sound().words()
        other = s.get('/nl/supply?study=2020').sound()
        assert [o.get('value') for o in other.all('option') if o.get('selected')] == [
            'any', '2020'] and len(table(other, 'De lijst')) > 50
        assert [m['study'] for m in [s.api('/materials?study=2020')]] == [2020]
        assert 'helium' in s.get('/en/supply?q=helium').words()
        assert s.get('/en/supply?study=1999').sound().status == 200


def side_by_side():
    with Pages(world=world('compare')) as s:
        page = s.get('/en/supply/compare?material=cobalt&material=gallium').sound()
        rows = table(page, 'The newest figure of each, with its year')
        assert rows[0] == ['Figure', 'cobalt', 'gallium'], rows[0]
        assert rows[1] == ['EU list', 'strategic', 'strategic']
        risk = next(r for r in rows if r[0].startswith('Supply risk'))
        assert risk[1:] == ['2.8 (2023)', '3.9 (2023)'], risk
        for wrong in ('', '?material=cobalt', '?material=x&material=y',
                      '?' + '&'.join(['material=cobalt'] * 20)):
            assert s.get('/nl/supply/compare' + wrong).sound().status == 200, wrong


def one_material():
    w = world('one', write('made-up-cobalt.csv', MADE_UP))
    with Pages(world=w) as s:
        for lang, who, share in (('nl', 'Congo-Kinshasa', '60,0 %'),
                                 ('en', 'Democratic Republic of the Congo', '60.0 %')):
            page = s.get(f'/{lang}/supply/material/cobalt').sound()
            rows = table(page, 'Wie maakt het' if lang == 'nl' else 'Who makes it')
            assert rows[1][:3] == [who, share, '60'], rows[1]
            words = page.words()
            # .6^2 + .25^2 + .15^2 = .445
            assert ('0,45' if lang == 'nl' else '0.45' in words) and '10 %' in words, words
            years = table(page, 'Hoe dat ging' if lang == 'nl' else 'How that went')
            assert [r[0] for r in years[1:3]] == ['2025', '2024'], years
            assert 'Fotonica' not in words
            assert len({e.get('id') for e in page.tree.iter() if e.get('id')}) > 5
        old = table(page, 'How critical, by the EU studies')
        # Study of 2017: SR 1.6, EI 5.7, import reliance 32 %.
        row = next(r for r in old if r[0] == '2017')
        assert row[1] == '1.6' and row[4] == '5.7' and row[7] == '32 %', row
        act = table(page, 'Benchmarks of the EU for 2030')
        assert [r[1].replace('\xa0', ' ') for r in act[1:]] == [
            '≥ 10 %', '≥ 40 %', '≥ 25 %', '≤ 65 %', '≤ 65 %'], act
        users = table(s.get('/en/supply/material/gallium').sound(), 'Companies that use it')
        assert users[1][:2] == [COMPANY, 'yes'], users
        assert s.get('/nl/supply/material/nothing').sound().status == 404


def by_place_beside_by_control():
    """60 + 25 of 100: Singapore controls 40 in the DR Congo and 25 in Australia."""
    with Pages(world=world('control')) as s:
        page = s.get('/en/supply/material/' + quoted('voorbeeldium (fictief)')).sound()
        rows = table(page, 'By place and by control')
        assert rows[1][1:] == ['0.45', 'Democratic Republic of the Congo', '60.0 %'], rows
        assert rows[2][2:] == ['Singapore', '65.0–85.0 %'], rows
        links = page.links()
        assert any(x.startswith('/en/company/') for x in links), links


def what_if_a_country_stops():
    """60, 25, 15 of 100: without the DR Congo 40 % is left, of which Australia has 62.5 %."""
    w = world('shock', write('made-up-cobalt.csv', MADE_UP))
    with Pages(world=w) as s:
        at = '/en/supply/material/cobalt/whatif'
        page = s.get(at).sound()
        assert 'Before and after' not in page.words()
        page = s.get(at + '?stop=CD&stage=mine&group=none&less=&more=').sound()
        rows = {r[0]: r[1:] for r in table(page, 'Before and after')[1:]}
        assert rows['Supply left, of now'] == ['100.0 %', '40.0 %'], rows
        assert rows['Largest country'] == ['Democratic Republic of the Congo 60.0 %',
                                           'Australia 62.5 %'], rows
        assert [i.get('value') for i in page.all('input') if i.get('checked')] == ['CD']
        told = s.api('/materials/cobalt/shocks?embargo=CD&stage=mine')['productions'][0]
        assert abs(told['after']['left']['max'] - .4) < 1e-9
        links = [a for a in page.links() if a.startswith('/v1/')]
        assert len(links) == 2 and all(s.ask('GET', a)[0] == 200 for a in links), links
        page = s.get(at + '?less=CD&less-amount=5,5+%25&more=Canada&more-amount=1.000&stage=mine')
        rows = {r[0]: r[1:] for r in table(page.sound(), 'By country')[1:]}
        assert rows['Democratic Republic of the Congo'] == ['60', '54.5'], rows
        assert rows['Canada'] == ['0', '1,000'], rows
        fields = {i.get('name'): i.get('value') for i in page.all('input')}
        assert fields['more'] == 'Canada' and fields['more-amount'] == '1.000', fields
        for wrong in ('more=CA', 'more=CA&more-amount=a lot', 'more=CA&more-amount=1.2.3'):
            assert 'Write a number' in s.get(at + '?' + wrong.replace(' ', '+')).sound().words()
        for wrong in ('stop=XX', 'more=Nowhere&more-amount=5', 'company=99999', 'stage=x&stop=CD',
                      'group=x', 'less=CD&less-amount=99999999999999999'):
            page = s.get(at + '?' + wrong).sound()
            assert page.status == 200 and 'cannot be worked out' in page.words(), wrong
        at = '/en/supply/material/' + quoted('voorbeeldium (fictief)') + '/whatif'
        mine = next(o.get('value') for o in s.get(at).sound().all('option')
                    if o.text.startswith('Mines Exemple'))
        rows = {r[0]: r[1:] for r in table(s.get(f'{at}?company={mine}'), 'Before and after')[1:]}
        assert rows['Supply left, of now'][1] == '60.0 %', rows


def what_partners_can_add():
    """Only the DR Congo (60) is no partner: 10 more from Canada leave it 50, in both readings."""
    w = world('partners', write('made-up-cobalt.csv', MADE_UP))
    with Pages(world=w) as s:
        at = '/en/supply/material/cobalt/partners'
        page = s.get(at + '?stage=mine&add-CA=10&add-AU=').sound()
        rows = {r[0]: r[1:] for r in table(page, 'Your choice')[1:]}
        assert rows['Partners together'] == ['40 %', '50 %', '50 %'], rows
        assert rows['Democratic Republic of the Congo'] == ['60 %', '50 %', '50 %'], rows
        fields = {i.get('name'): i for i in page.all('input')}
        assert fields['add-CA'].get('value') == '10' and fields['add-CL'].get('data-most') == '60'
        assert 'Canada: this is more than the published figures bear' in page.words() and any(
            'partners.js' in x.get('src', '') for x in page.all('script'))
        told = s.api('/materials/cobalt/partners?add=CA%3D10&stage=mine')['productions'][0]
        assert abs(told['chosen']['aimed']['focus_share'] - .5) < 1e-9
        for a in page.links():
            assert not a.startswith('/v1/') or s.ask('GET', a)[0] == 200, a
        page = s.get('/nl/supply/material/cobalt/partners?partner=ZM&years=20&add-ZM=5 %25'
                     .replace(' ', '+')).sound()
        assert 'Zambia levert erbij' in page.words() and '57 %' in page.words(), page.words()
        assert 'Write a number' in s.get(at + '?add-CA=x').sound().words()
        for wrong in ('partner=zz', 'years=x', 'partner=CA&years=1e9'):
            page = s.get(at + '?' + wrong).sound()
            assert page.status == 200 and 'cannot be worked out' in page.words(), wrong
        # Per cent of the world: a number is read as that.
        page = s.get('/en/supply/material/gallium/partners?stage=refine&add-CA=5').sound()
        assert page.status == 200


def of_a_company():
    w = world('company')
    with Pages(world=w) as s:
        of = ask('find', COMPANY, world=w)['parties'][0]['id']
        page = s.get(f'/nl/company/{of}/supply').sound()
        rows = table(page, 'Van wie het bedrijf het krijgt')[1:]
        told = s.api(f'/companies/{of}/materials')['uses']
        assert len(rows) == sum(len(u['lines']) for u in told) == 7, rows
        gallium = next(r for r in rows if r[0].startswith('gallium'))
        assert 'enige leverancier' in gallium[0] and 'onmisbaar' in gallium[0], gallium
        assert gallium[1:4] == ['Zuiver Metaal Handel B.V. (fictief)', 'China', '14 kg'], gallium
        assert '/nl/supply/material/gallium' in page.links()
        assert 'maar één leverancier' in page.words()
        assert page.text.count('class="share"') >= 6
        empty = ask('find', 'Waferhuis', world=w)['parties'][0]['id']
        assert 'Niemand heeft gezegd' in s.get(f'/nl/company/{empty}/supply').sound().words()


def of_a_country():
    with Pages(world=world('country')) as s:
        page = s.get('/en/supply/country/NL').sound()
        gas = table(page, 'Energy from abroad')[1]
        # Eurostat: 30.3 % of the gas of 2020 came from Russia.
        assert gas[:2] == ['natural gas', '2020'] and gas[3:5] == ['Russia', '30.3 %'], gas
        assert 'No trade figures' in page.words()
        status, headers, _ = s.ask('GET', '/nl/supply/country?q=nederland')
        assert status == 303 and headers['Location'] == '/nl/supply/country/NL', headers
        assert 'geen land' in s.get('/nl/supply/country?q=zz').sound().words()
        assert s.get('/nl/supply/country/zz').sound().status == 404


def products_of_a_country():
    """Of 1,000 from two countries 900 from China: HHI .82; imports 20 times the exports."""
    rows = ['t,i,j,k,v,q']
    for y in (2018, 2019, 2020):
        rows += [f'{y},156,528,810520,900,10', f'{y},842,528,810520,100,1',
                 f'{y},156,276,810520,500,5', f'{y},528,276,810520,50,1',
                 f'{y},276,528,870321,500,5', f'{y},392,528,870321,500,5',
                 f'{y},528,276,870321,2000,5']
    w = fresh('trade')
    good('-q', 'load', write('BACI_HS17_Y2020_V2.csv', '\n'.join(rows) + '\n'), world=w)
    with Pages(world=w) as s:
        page = s.get('/en/supply/country/NL').sound()
        found = table(page, 'Products for which it depends on others')[1:]
        assert [r[0] for r in found] == ['810520'], found
        assert found[0][1:] == ['yes', '3 of 3, to 2020', '1,000,000', 'China', '90.0 %', '0.82']
        assert 'leaves again' in page.words()
        page = s.get('/nl/supply/country/NL/product/810520').sound()
        assert '/nl/supply/material/cobalt' in page.links()
        years = table(page, 'Jaar voor jaar')[1:]
        assert [y[0] for y in years] == ['2018', '2019', '2020'] and years[0][5] == '20,00', years
        origins = table(page, 'Waar het vandaan kwam, in het laatste jaar')[1:]
        assert [o[:3] for o in origins] == [['China', '90,0 %', '900.000'],
                                            ['Verenigde Staten', '10,0 %', '100.000']], origins
        for a in page.links():
            assert not a.startswith('/v1/') or s.ask('GET', a)[0] == 200, a
        assert s.get('/nl/supply/country/NL/product/999999').sound().status in (200, 404)
        assert s.get('/nl/supply/country/NL/product/x').sound().status in (400, 404)


def no_text_does_harm():
    with Pages(world=world('hostile')) as s:
        for text in HOSTILE:
            t = quoted(text)
            for path in (f'/nl/supply?q={t}&list={t}&study={t}', f'/en/supply/material/{t}',
                         f'/nl/supply/compare?material={t}&material=cobalt',
                         f'/en/supply/country/{t}',
                         f'/nl/supply/material/cobalt/whatif?stop={t}&more={t}&more-amount={t}',
                         f'/nl/supply/material/cobalt/whatif?group={t}&stage={t}&company={t}',
                         f'/en/supply/material/cobalt/partners?partner={t}&add-CA={t}',
                         f'/en/supply/material/cobalt/partners?stage={t}&add-CA={t}&years=5',
                         f'/nl/supply/country?q={t}'):
                status, _, data = s.ask('GET', path, Accept='text/html')
                if len(path) > 30000:
                    assert status in (200, 400, 404, 414, 431), status
                    continue
                if status == 303:
                    continue
                page = s.get(path).sound()
                assert page.status in (200, 400, 404), (path, page.status)
                assert '<script>alert' not in page.text and '<img' not in page.text, path


def names_in_files_do_no_harm():
    """Materials, suppliers and producers of a hostile file, with links that lead to them."""
    name = '"><script>alert(1)</script> /%41?&#'
    csv = name.replace('"', '""')
    w = world('names', write(
        'bad-uses.csv', 'company,item,supplier,country,critical,source\n'
        f'Bad B.V. (fictional),"{csv}","{csv}",CN,yes,"{csv}"\n'), write(
        'bad-makers.csv', 'material,stage,country,year,amount,unit,producer,producer_id,source\n'
        f'"{csv}",mine,CN,2025,60,"{csv}",,,"{csv}"\n'
        f'"{csv}",mine,CA,2025,40,"{csv}",,,"{csv}"\n'
        f'"{csv}",mine,CN,2025,50,"{csv}","{csv}",example:bad,"{csv}"\n'))
    with Pages(world=w) as s:
        of = ask('find', 'Bad B.V.', world=w)['parties'][0]['id']
        page = s.get(f'/en/company/{of}/supply').sound()
        assert page.status == 200 and '<script>alert' not in page.text
        todo = [x for x in page.links() if '/supply/material/' in x]
        assert todo, page.links()
        for path in todo + [todo[0] + '/whatif?stop=CN', todo[0] + '/partners?add-CA=5']:
            page = s.get(path).sound()
            assert page.status == 200 and '<script>alert' not in page.text, path
            assert 'alert(1)' in page.words(), path


main([names_in_files_do_no_harm, all_materials, side_by_side, one_material, by_place_beside_by_control,
      what_if_a_country_stops, what_partners_can_add, of_a_company,
      of_a_country,
      products_of_a_country, no_text_does_harm])
