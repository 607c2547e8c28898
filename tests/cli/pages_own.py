#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Pages about owners: who is above a company and why, what states have, history, holdings.
Prints TAP.

usage: pages_own.py ROOT BOLWERK [TEST...]"""
import urllib.parse

from kit import COMPANY, ask, example, fresh, good, main, write
from paging import Pages

SVG = '{http://www.w3.org/2000/svg}'


def id_of(w, name):
    return [p['id'] for p in ask('find', name, world=w)['parties'] if p['name'] == name][0]


def table(page, caption):
    """The body of the table with that caption, as texts."""
    for i, t in enumerate(page.all('table')):
        if ''.join(t.find('caption').itertext()) == caption:
            return page.rows(i)
    raise AssertionError((page.path, 'no table', caption))


def who_is_above():
    """What examples/README.md tells of the company stands on its page."""
    w = example()
    greta, company = id_of(w, 'Greta Nordlicht (fiktiv)'), id_of(w, COMPANY)
    with Pages(world=w) as s:
        for lang, caption, possible in (('nl', 'Wie ertoe doet', 'mogelijk'),
                                        ('en', 'Who matters', 'possible')):
            page = s.get(f'/{lang}/company/{company}/owners').sound()
            rows = {r[0].split(' (')[0]: r for r in table(page, caption)}
            # More than 25 % and at most 50 %, and 12 % of Lumen: votes above 37 %.
            assert rows['Greta Nordlicht'][2] == '> 37–52 %', rows['Greta Nordlicht']
            assert possible in rows['Greta Nordlicht'][4]
            assert rows['STAK Familie Lichtman'][2] == '30 %'
            assert not rows['STAK Familie Lichtman'][4]
            assert f'/{lang}/company/{greta}' in page.links()
            assert '8 %' in rows['Oosterlicht Investment Authority'][2]


def tables_say_what_the_api_says():
    w = example()
    company = id_of(w, COMPANY)
    with Pages(world=w) as s:
        all_ = s.api(f'/companies/{company}/owners')
        page = s.get(f'/en/company/{company}/owners')
        stakes = table(page, 'All stakes, layer by layer')
        assert [(r[1], r[2]) for r in stakes] == [
            (x['holder_name'] or '(name unknown)', x['company_name']) for x in all_['stakes']]
        assert [r[0] for r in stakes] == [str(x['layer']) for x in all_['stakes']]
        assert len(table(page, 'Who matters')) == len(all_['owners'])
        for x, r in zip(all_['stakes'], stakes):
            for e in x['evidence']:
                assert e['file'].rsplit('/', 1)[-1] in r[6] and str(e['line']) in r[6], (e, r)
        for link in page.links():
            if link.startswith('/v1/'):
                assert s.ask('GET', link)[0] == 200, link


def everybody_in_the_drawing_is_a_link():
    w = example()
    company = id_of(w, COMPANY)
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{company}/owners')
        svg = next(page.tree.iter(SVG + 'svg'))
        assert svg.get('role') == 'group'  # of a picture nobody can reach the inside
        named = {a.get('href'): a.get('aria-label') for a in svg.iter(SVG + 'a')}
        nobody = {'(name unknown)'}
        want = {x[k] for x in s.api(f'/companies/{company}/owners')['stakes']
                for k in ('holder', 'company')}
        assert set(named) == {f'/en/company/{i}' for i in want} and not nobody & set(named.values())
        greta = id_of(w, 'Greta Nordlicht (fiktiv)')
        assert named[f'/en/company/{greta}'].startswith('Greta Nordlicht (fiktiv), person, Germany')


def crowd(name):
    rows = ['holder,company,percent']
    for i in range(9):
        rows += [f'Top (fictional),Vehicle {i} (fictional),100',
                 f'Vehicle {i} (fictional),Big (fictional),6']
    rows += [f'Small {i} (fictional),Big (fictional),0.009' for i in range(5000)]
    w = fresh(name)
    good('-q', 'load', write(name + '.csv', '\n'.join(rows) + '\n'), world=w)
    return w


def five_thousand_owners_stay_readable():
    w = crowd('crowd')
    big, top = id_of(w, 'Big (fictional)'), id_of(w, 'Top (fictional)')
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{big}/owners').sound()
        assert len(page.text) < 200_000, len(page.text)
        text = page.words()
        assert '4993 more' in text and '1 to 100 of 5018' in text, text[:2000]
        opens = [a for a in page.tree.iter(SVG + 'a') if a.get('class') == 'open']
        assert len(opens) == 2, opens
        vehicles = [a for a in opens if f'open={top}' in a.get('href')][0]
        assert vehicles.get('aria-label') == 'Show the 9 vehicles of Top (fictional) one by one'
        again = s.get(urllib.parse.urldefrag(vehicles.get('href')).url).sound()
        names = ' '.join(a.get('aria-label') for a in again.tree.iter(SVG + 'a'))
        assert all(f'Vehicle {i} ' in names for i in range(9)), names
        assert f'/en/company/{big}/owners' in again.links()  # folded again
        second = s.get(f'/en/company/{big}/owners?stakes=5001').sound()
        assert len(table(second, 'All stakes, layer by layer')) == 18
        csv = [x for x in page.links() if 'format=csv' in x][0]
        assert s.ask('GET', csv)[2].count(b'\n') == 5019


def wrong_input_is_told_beside_its_field():
    w = example()
    company = id_of(w, COMPANY)
    with Pages(world=w) as s:
        for name, bad in (('as-of', '31 januari'), ('known', '2999-01-01'), ('known', '77'),
                          ('min', 'veel'), ('min', '101'), ('reading', 'magic')):
            page = s.get(f'/nl/company/{company}/owners?{name}=' + urllib.parse.quote(bad)).sound()
            assert page.status == 200, (name, bad)
            error = [e for e in page.all('p') if e.get('id') == f'f-{name}-error']
            assert len(error) == 1 and error[0].text, (name, bad)
            field = [e for e in page.tree.iter() if e.get('id') == f'f-{name}'][0]
            assert field.get('aria-invalid') == 'true'
            assert f'f-{name}-error' in field.get('aria-describedby')
            if name != 'reading':
                assert field.get('value') == bad
            assert next(page.all('details')).get('open')
        page = s.get(f'/en/company/{company}/owners?as-of=2020-01-01')
        assert 'Nordlicht' not in page.words('table')
        page = s.get(f'/en/company/{company}/owners?min=20&reading=leontief')
        assert 'Lumen' not in ' '.join(r[0] for r in table(page, 'Who matters'))


main([who_is_above, tables_say_what_the_api_says, everybody_in_the_drawing_is_a_link,
      five_thousand_owners_stay_readable, wrong_input_is_told_beside_its_field])
