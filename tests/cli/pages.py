#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Pages in general: every link leads somewhere, no text does harm. And search, the page of a
company, machines and vulnerabilities. Prints TAP.

usage: pages.py ROOT BOLWERK [TEST...]"""
import json
import os
import re
import urllib.parse

from kit import COMPANY, ROOT, ask, good, fresh, main, write
from paging import Pages

PAGES_MOST = 400  # of a walk over all links
HOSTILE = ['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", 'javascript:alert(1)',
           '</title><svg onload=alert(1)>', '{{7*7}}${7*7}', '-->', ']]>', '\u202egnp.exe',
           "'; DROP TABLE party; --", "1' OR '1'='1", '../../../../etc/passwd', '%s%s%n', '--help',
           '-w /etc/passwd', '&#60;b&#62;', '\\"', 'a' * 5000]

ADVISORY = {
    'document': {
        'category': 'csaf_security_advisory', 'csaf_version': '2.0', 'title': 'nginx (made up)',
        'publisher': {'category': 'vendor', 'name': 'Maker (fictional)',
                      'namespace': 'https://maker.example'},
        'tracking': {'current_release_date': '2026-10-01T00:00:00Z', 'id': 'MADE-UP-1',
                     'initial_release_date': '2026-10-01T00:00:00Z', 'status': 'final',
                     'version': '1', 'revision_history': [
                         {'date': '2026-10-01T00:00:00Z', 'number': '1', 'summary': 'first'}]}},
    'product_tree': {'branches': [
        {'category': 'vendor', 'name': 'F5', 'branches': [
            {'category': 'product_name', 'name': 'nginx', 'branches': [
                {'category': 'product_version', 'name': '1.26.2',
                 'product': {'name': 'F5 nginx 1.26.2', 'product_id': 'P1'}}]}]}]},
    'vulnerabilities': [{
        'cve': 'CVE-2026-99999', 'product_status': {'known_affected': ['P1']},
        'remediations': [{'category': 'vendor_fix', 'details': 'Update to 1.26.9 (made up)',
                          'product_ids': ['P1']}]}]}


def world(name='pages', extra=()):
    w = fresh(name)
    folder = os.path.join(ROOT, 'examples')
    good('-q', 'load', *[os.path.join(folder, f) for f in sorted(os.listdir(folder))
                         if f.endswith(('.csv', '.json'))], *extra, world=w)
    return w


def company(w):
    return ask('find', COMPANY, world=w)['parties'][0]['id']


def every_link_leads_somewhere():
    with Pages(world=world(extra=[write('made-up.json', json.dumps(ADVISORY))])) as s:
        for lang in ('nl', 'en'):
            seen, titles = set(), {}
            todo = [f'/{lang}/', f'/{lang}/search?q=fotonica', f'/{lang}/vulnerabilities']
            while todo and len(seen) < PAGES_MOST:
                path = todo.pop(0)
                if path in seen:
                    continue
                seen.add(path)
                if not path.startswith(f'/{lang}/'):
                    status, _, data = s.ask('GET', path)
                    assert status == 200 and data, (path, status)
                    continue
                status, headers, data = s.ask('GET', path)
                if 'Content-Disposition' in headers or \
                        not headers.get('Content-Type', '').startswith('text/html'):
                    assert status == 200 and data, (path, status)
                    continue
                page = s.get(path).sound()
                assert page.status == 200, (path, page.status, page.words())
                assert not re.search(r'\[web\.|>\[[a-z]', page.text), (path, 'a word')
                titles.setdefault(next(page.all('title')).text, path)
                todo += sorted(x for x in page.links()
                               if x not in seen and x.startswith((f'/{lang}/', '/v1/', '/open')))
            assert len(seen) > 20, len(seen)
            assert len(titles) >= 10, titles


def finds_by_a_part_of_the_name():
    w = world()
    with Pages(world=w) as s:
        page = s.get('/nl/search?q=fotonica').sound()
        want = {p['name'] for p in ask('find', 'fotonica', world=w)['parties']}
        assert {row[0] for row in page.rows()} == want and COMPANY in want
        assert f'/nl/company/{company(w)}' in page.links()
        assert 'fotonica' in [i.get('value') for i in page.all('input')]
        assert 'Niets gevonden' in s.get('/nl/search?q=zzzzz').words()
        assert s.get('/nl/search').status == 200


def a_company_at_a_glance():
    w = world()
    with Pages(world=w) as s:
        i = company(w)
        for lang, asked in (('nl', 'Wie kan de zeggenschap krijgen?'),
                            ('en', 'Who can take control?')):
            page = s.get(f'/{lang}/company/{i}').sound()
            text = page.words()
            assert asked in text and COMPANY in text
            for f in s.api(f'/companies/{i}')['findings']:
                if f['question'] in ('control', 'depend', 'weak'):
                    assert ' '.join(f['title'][lang].split()) in text.replace('\u00a0', ' '), f
        assert s.get('/nl/company/example:voorbeeld-fotonica').status == 200
        assert s.get('/nl/company/999999').status == 404
        # A name that fits several is no company.
        assert s.get('/nl/company/fotonica').status in (404, 409)


def machines_and_what_touches_them():
    w = world('cyber', extra=[write('made-up.json', json.dumps(ADVISORY))])
    with Pages(world=w) as s:
        i = company(w)
        page = s.get(f'/nl/company/{i}/machines').sound()
        assert page.rows()[0][:3] == ['CVE-2026-99999', 'website (fictief)', 'nginx 1.26.2']
        assert [r[0] for r in page.rows(1)] == [
            'website (fictief)', 'wafer line (fictief)', 'Meetprogramma (fictief)']
        one = s.get('/en/vulnerability/CVE-2026-99999').sound()
        assert 'Maker (fictional)' in one.words() and 'Update to 1.26.9' in one.words()
        assert 'website (fictief)' in one.words()
        host = s.get('/nl/machine/' + urllib.parse.quote('website (fictief)')).sound()
        assert any('postgresql' in r[0] for r in host.rows(1))
        found = s.get('/en/vulnerabilities?q=CVE-2026-99999').sound()
        assert 'MADE-UP-1' in found.words()
        # Without advisories silence says nothing, and the page says so.
    with Pages(world=world('none')) as s:
        assert 'geen waarschuwingen geladen' in s.get('/nl/company/1/machines').words()


def the_report_to_take_along():
    w = world()
    with Pages(world=w) as s:
        i = company(w)
        for lang in ('nl', 'en'):
            page = s.get(f'/{lang}/company/{i}/report').sound()
            for form, begins in (('pdf', b'%PDF-1.'), ('html', b'<!DOCTYPE html>')):
                path = f'/{lang}/company/{i}/report/{form}'
                assert path in page.links()
                status, headers, data = s.ask('GET', path)
                assert status == 200 and data.startswith(begins), (path, status, data[:100])
                assert 'attachment' in headers['Content-Disposition']
                assert s.ask('GET', path)[2] == data, 'the same bytes twice'


def no_text_does_harm():
    """In every field of every form, and in every name of a file."""
    rows = ['holder,company,percent'] + [
        '"%s %d",Target (fictional),%d' % (t.replace('"', '""'), i, 2)
        for i, t in enumerate(HOSTILE)]
    w = fresh('hostile')
    good('-q', 'load', write('hostile.csv', '\n'.join(rows) + '\n'), world=w)
    with Pages(world=w) as s:
        at = ask('find', 'Target (fictional)', world=w)['parties'][0]['id']
        paths = [f'/nl/company/{at}'] + [f'/en/company/{at}/{p}' for p in
                                         ('owners', 'states', 'history', 'deal', 'supply',
                                          'machines', 'report')]
        for path in paths:
            page = s.get(path)
            if page.status == 200:
                page.sound()
            assert 'onerror' not in {k for e in page.tree.iter() for k in e.attrib}, path
        for text in HOSTILE:
            q = urllib.parse.quote(text)
            for path in (f'/nl/search?q={q}', f'/nl/company/{q}', f'/en/vulnerability/{q}',
                         f'/nl/vulnerabilities?q={q}&publisher={q}', f'/nl/machine/{q}',
                         f'/nl/company/{at}/owners?min={q}&by={q}&reading={q}&as-of={q}',
                         f'/nl/company/{at}/deal?buyer={q}&percent={q}&from={q}&fact={q}',
                         f'/nl/supply/material/{q}', f'/nl/law/{q}', f'/nl/{q}'):
                status, headers, data = s.ask('GET', path, Accept='text/html')
                assert 200 <= status < 500, (path[:200], status, data[-300:])
                if headers['Content-Type'].startswith('text/html'):
                    s.get(path).sound()
            for path in (f'/v1/companies?q={q}', f'/v1/companies/{q}/owners?min={q}',
                         f'/v1/deals?target={at}&buyer={q}', f'/v1/{q}'):
                status, headers, _ = s.ask('GET', path)
                assert status in (200, 400, 404, 409), (path[:200], status)
                assert 'json' in headers['Content-Type'], path[:200]


def what_no_text_is_refused():
    with Pages(world=world()) as s:
        for bad in ('%00', '%ff', '%c0%af', 'a%00b', '%ed%a0%80'):
            for path in ('/nl/search?q=' + bad, '/nl/company/' + bad):
                status, _, _ = s.ask('GET', path)
                assert status == 400, (path, status)
            assert s.ask('GET', '/v1/companies?q=' + bad)[0] == 400
        assert s.ask('GET', '/nl/search?' + '&'.join(f'a{i}=' for i in range(800)))[0] == 200
        for path in ('/nl/../../etc/passwd', '/assets/../../x', '/nl/%2e%2e/%2e%2e/x',
                     '//evil.example/', '/nl//', '/NL/'):
            assert s.ask('GET', path)[0] in (302, 400, 404), path
        for path in ('//evil.example/', '/\\evil.example/'):
            assert not s.ask('GET', path)[1].get('Location', '').startswith(('//', '/\\'))


def the_api_says_what_it_takes():
    with Pages(world=world()) as s:
        about = json.loads(s.ask('GET', '/openapi.json')[2])
        assert about['openapi'].startswith('3.') and len(about['paths']) > 15
        for path, what in (('/v1/companies', 'q'), ('/v1/deals?buyer=1', 'target')):
            status, _, data = s.ask('GET', path)
            assert status == 400 and what in json.loads(data)['detail'], (status, data)
        status, _, data = s.ask('GET', '/v1/companies/1/owners?nonsense=1')
        assert status == 400 and 'nonsense' in json.loads(data)['detail']
        assert s.ask('GET', '/v1/companies/1/owners?exact=maybe')[0] == 400
        status, headers, data = s.ask('GET', '/v1/companies/1/owners?format=csv')
        assert status == 200 and headers['Content-Type'].startswith('text/csv')
        assert data.decode().count('\n') > 5
        assert s.ask('GET', '/v1/companies/1?format=csv')[0] == 400


def a_load_is_seen_at_once():
    w = world('load')
    with Pages(world=w) as s:
        assert 'Niets gevonden' in s.get('/nl/search?q=nieuweling').words()
        good('-q', 'load', write('new.csv', 'holder,company,percent\nAnna Nieuweling,'
                                            'Nieuweling B.V. (fictief),60\n'), world=w)
        assert len(s.get('/nl/search?q=nieuweling').rows()) == 2


main([every_link_leads_somewhere, finds_by_a_part_of_the_name, a_company_at_a_glance,
      machines_and_what_touches_them, the_report_to_take_along, no_text_does_harm, what_no_text_is_refused,
      the_api_says_what_it_takes, a_load_is_seen_at_once])
