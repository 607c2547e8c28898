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
        assert vehicles.get('aria-label').endswith(
            'Show the 9 vehicles of Top (fictional) one by one')
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


def why_an_owner():
    """The proof of examples/README.md: three stakes of Nordlicht and one of Lumen."""
    w = example()
    company, greta = id_of(w, COMPANY), id_of(w, 'Greta Nordlicht (fiktiv)')
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{company}/owners/{greta}').sound()
        carried = {(r[1].split(' ')[0], r[2].split(' ')[0], r[3])
                   for r in table(page, 'The stakes that carry the answer')}
        assert carried == {('Greta', 'Nordlicht', '100 %'), ('Nordlicht', 'Lumen', '80 %'),
                           ('Nordlicht', 'Voorbeeld', '> 25–50 %'),
                           ('Lumen', 'Voorbeeld', '12 %')}, carried
        thick = [e for e in page.tree.iter(SVG + 'path') if e.get('class') == 'arrow proof']
        assert len(thick) == 4 + 1, len(thick)  # and one in the legend
        text = page.words()
        assert 'possibly controls' in text
        # "The exact figure of one shareholder would settle it."
        assert 'Nordlicht Beteiligungs GmbH (fiktiv) in Voorbeeld Fotonica B.V. (fictief), now' in text
        rules = table(page, 'Under which rules')
        want = {x['regime'] for o in s.api(f'/companies/{company}/owners')['owners']
                if o['parties'][0]['id'] == greta for x in o['regimes']}
        assert len(rules) == len(want), (rules, want)
        # Without control: the ways down, and nothing else.
        bram = id_of(w, 'Bram Lichtman (fictief)')
        page = s.get(f'/nl/company/{company}/owners/{bram}').sound()
        carried = [(r[1].split(' ')[0], r[2].split(' ')[0])
                   for r in table(page, 'De belangen die het antwoord dragen')]
        assert sorted(carried) == [('Bram', 'STAK'), ('STAK', 'Voorbeeld')], carried
        assert 'geen zeggenschap' in page.words()
        # 15.25 % of the capital, no votes: below every threshold, and it says so.
        assert all('uitgesloten' in r[1] and 'zeker' not in r[1]
                   for r in table(page, 'Onder welke regels') if 'AMLR' not in r[0]), page.rows(1)
        # 12 % of the votes: the highest threshold that is reached, and no other.
        lumen = id_of(w, 'Lumen Capital S.à r.l. (fictif)')
        rules = {r[0]: r[1] for r in table(s.get(f'/en/company/{company}/owners/{lumen}').sound(),
                                           'Under which rules')}
        vifo = [v for k, v in rules.items() if 'significant influence' in k]
        assert vifo == ['≥ 10 % certain'], rules
        services = id_of(w, 'Fotonica Services B.V. (fictief)')
        assert s.get(f'/nl/company/{services}/owners/{services}').status == 404
        assert s.get(f'/nl/company/{company}/owners/zzz').status == 404


def what_states_have():
    w = example()
    company, body = id_of(w, COMPANY), id_of(w, 'Oosterlicht Investment Authority (fictional)')
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{company}/states').sound()
        row = table(page, 'By country')
        assert len(row) == 1 and row[0][0] == 'Singapore' and row[0][2] == '8 %', row
        rests = [(r[0].split(' (')[0], r[1].split(' (')[0]) for r in table(page, 'What that rests on')]
        assert rests == [('Oosterlicht Technology Fund', 'Voorbeeld Fotonica B.V.'),
                         ('Oosterlicht Investment Authority', 'Oosterlicht Technology Fund')], rests
        assert f'/en/company/{company}/owners/{body}' in page.links()
        assert 'Germany' in page.words()  # where the one at the top is from
        greta = id_of(w, 'Greta Nordlicht (fiktiv)')
        assert 'geen staat iets' in s.get(f'/nl/company/{greta}/states').sound().words()


def bodies_of_one_state_are_one_owner():
    w = fresh('state')
    good('-q', 'load', write('state-parties.csv', 'name,kind,country\nFund A (fictional),state-body,FR\n'
                             'Fund B (fictional),state-body,FR\nS (fictional),company,NL\n'),
         write('state.csv', 'holder,company,percent\nFund A (fictional),S (fictional),30\n'
               'Fund B (fictional),S (fictional),25\n'), world=w)
    i = id_of(w, 'S (fictional)')
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{i}/owners').sound()
        assert 'certain The state France' in page.words() and 'nobody has' not in page.words()
        first = table(page, 'Who matters')[0]
        assert first[0] == 'The state France, 2 bodies together' and first[2] == '55 %', first
        assert 'certain' in first[4] and f'/en/company/{i}/states' in page.links()
        row = table(s.get(f'/en/company/{i}/states').sound(), 'By country')[0]
        assert row[:3] == ['France', 'certain', '55 %'], row
        assert 'Fund A (fictional)' in row[4] and 'Fund B (fictional)' in row[4]


def who_had_control_when():
    """examples/stakes.csv: Nordlicht and Lumen came on 15 June 2021."""
    w = example()
    company, greta = id_of(w, COMPANY), id_of(w, 'Greta Nordlicht (fiktiv)')
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{company}/history').sound()
        rows = {r[0]: r for r in table(page, 'By period')}
        assert 'Nordlicht' not in rows['2016-03-01'][2] and rows['2016-03-01'][1] == '2021-06-15'
        assert 'Greta Nordlicht (fiktiv) possible control' in rows['2021-06-15'][2], rows
        assert 'Lumen Capital S.à r.l. (fictif) 12 %' in rows['2021-06-15'][3]
        assert 'stakes.csv, line 4' in rows['2021-06-15'][3]
        svg = next(page.tree.iter(SVG + 'svg'))
        assert f'/en/company/{greta}' in {a.get('href') for a in svg.iter(SVG + 'a')}
        other = [x for x in page.links() if 'knowledge=true' in x and x.startswith('/en')][0]
        page = s.get(other).sound()
        files = [r[1] for r in table(page, 'After each source')]
        want = s.api(f'/companies/{company}/events?knowledge=true')['beliefs']
        assert [f.split('. ', 1)[1] for f in files] == [b['file'].rsplit('/', 1)[-1] for b in want]
        page = s.get(f'/nl/company/{company}/history?as-of=2020-01-01').sound()
        assert 'Nordlicht' not in page.words('table')


def what_a_party_holds():
    w = example()
    anna, company = id_of(w, 'Anna Lichtman (fictief)'), id_of(w, COMPANY)
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{company}/holdings').sound()
        rows = table(page, 'What this party controls')
        assert [(r[0].split(' B.V.')[0], r[3]) for r in rows] == [
            ('Fotonica Services', '60 %'), ('Fotonica Deelneming', '55 %')], rows
        page = s.get(f'/en/company/{anna}/holdings').sound()
        own = table(page, 'Stakes of its own, without a detour')
        assert {r[4] for r in own} == {'appoints the board', 'right to proceeds'}, own
        assert all('stakes.csv' in r[5] for r in own), own
        page = s.get(f'/nl/company/{anna}/owners').sound()
        assert 'geen eigenaren' in page.words()
        assert f'/nl/company/{anna}/holdings' in page.links()


def another_bar_for_holdings():
    w = example()
    nordlicht = id_of(w, 'Nordlicht Beteiligungs GmbH (fiktiv)')
    with Pages(world=w) as s:
        page = s.get(f'/en/company/{nordlicht}/holdings?threshold=20').sound()
        sure = {r[0].split(' (')[0]: r[2] for r in table(page, 'What this party controls')}
        # More than 25 % and at most 50 %: above a bar of 20 % for certain.
        assert sure['Voorbeeld Fotonica B.V.'] == 'certain', sure
        link = [x for x in page.links() if x.startswith('/v1/') and 'format' not in x][0]
        assert s.api(link[3:])['rule']['threshold'] == 0.2
        page = s.get(f'/en/company/{nordlicht}/holdings?threshold=20&capital=true').sound()
        assert 'of the capital' in page.words()
        page = s.get(f'/nl/company/{nordlicht}/holdings?threshold=100').sound()
        assert [e for e in page.all('p') if e.get('id') == 'f-threshold-error']


def odd_data_are_told():
    w = fresh('odd')
    good('-q', 'load', write('odd.csv', 'holder,company,percent\nA (fictional),B (fictional),99\n'
                             'B (fictional),A (fictional),100\nC (fictional),D (fictional),70\n'
                             'E (fictional),D (fictional),60\n'), world=w)
    with Pages(world=w) as s:
        text = s.get(f"/en/company/{id_of(w, 'B (fictional)')}/owners").sound().words()
        assert 'These companies control each other and nobody outside does' in text, text
        text = s.get(f"/en/company/{id_of(w, 'D (fictional)')}/owners").sound().words()
        assert 'more than 100 % of the votes together' in text, text
        assert 'more than 100' not in s.get(
            f"/en/company/{id_of(w, 'A (fictional)')}/owners").words()


HOSTILE = ['"><script>alert(1)</script>', 'javascript:alert(1)', "' onload=alert(1) x='", '../..',
           '--help', '%s%n', '\u202egnp.exe', '[11](x)', 'a' * 100_000]


def hostile_texts_do_no_harm():
    """In every field of every form, and as names in drawings and tables."""
    rows = ['holder,company,percent'] + ['"%s %d",Target (fictional),%d' % (
        t[:3000].replace('"', '""'), i, 4) for i, t in enumerate(HOSTILE)]
    w = fresh('hostile')
    good('-q', 'load', write('hostile.csv', '\n'.join(rows) + '\n'), world=w)
    at = id_of(w, 'Target (fictional)')
    with Pages(world=w) as s:
        who = s.api(f'/companies/{at}/owners')['stakes'][0]['holder']
        for tail in ('owners', f'owners/{who}', 'states', 'history', 'holdings', 'power'):
            page = s.get(f'/nl/company/{at}/{tail}').sound()
            assert page.status == 200, (tail, page.status)
            assert '<script>alert' not in page.text and '\u202e' not in page.text
            for text in HOSTILE:
                q = urllib.parse.quote(text[:8000])
                for name in ('as-of', 'known', 'min', 'reading', 'open', 'stakes', 'owners',
                             'threshold', 'capital', 'knowledge', 'periods', 'companies'):
                    status, _, data = s.ask('GET', f'/en/company/{at}/{tail}?{name}={q}')
                    assert status in (200, 400, 414), (tail, name, text[:40], status)
                    assert b'<script>alert' not in data
                if len(text) < 100:
                    s.get(f'/en/company/{at}/{tail}?as-of={q}&known={q}&open={q}').sound()
        for bad in ('%00', '%ff', 'a' * 100_000):
            assert s.ask('GET', f'/nl/company/{at}/owners/{bad}')[0] in (400, 404, 414, 431)


def who_decides():
    w = fresh('power')
    good('-q', 'load', write('p.csv', 'holder,company,percent\nA (fictional),P (fictional),49\n'
                             'B (fictional),P (fictional),26\nC (fictional),P (fictional),25\n'),
         world=w)
    p = id_of(w, 'P (fictional)')
    with Pages(world=w) as s:
        assert f'/en/company/{p}/power' in s.get(f'/en/company/{p}/owners').links()
        page = s.get(f'/en/company/{p}/power').sound()
        rows = table(page, 'Who votes together')
        # Any two of the three have a majority, and none alone: a third each.
        assert [r[2] for r in rows[:3]] == ['33.33 %'] * 3, rows
        assert [r[3] for r in rows[:3]] == ['50 %'] * 3, rows
        assert 'no legal test' in page.words()


main([who_is_above, tables_say_what_the_api_says, everybody_in_the_drawing_is_a_link,
      five_thousand_owners_stay_readable, wrong_input_is_told_beside_its_field, why_an_owner,
      what_states_have,
      bodies_of_one_state_are_one_owner, who_had_control_when, what_a_party_holds, another_bar_for_holdings,
      odd_data_are_told, hostile_texts_do_no_harm, who_decides])
