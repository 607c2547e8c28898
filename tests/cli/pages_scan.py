#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The scan in a browser: questions, plan, file, a second time. Prints TAP.

usage: pages_scan.py ROOT BOLWERK [TEST...]"""
import html
import json
import re
import time
import urllib.parse

from kit import COMPANY, ask, example, fresh, good, main
from paging import Page, Pages

PROFILE = {'q-X1': '2', 'q-X2': '2', 'q-X3': '1', 'q-X5': 'u', 'q-X8': '1'}
MEASURES = {'q-KJ1': '0', 'q-MN3': 'u', 'q-PK1': '1', 'q-IN2': '3', 'q-LG1': '2', 'q-EC1': '0',
            'q-DI1': '3', 'q-IR1': 'n', 'r-IR1': 'we are two people'}


class Scan:
    """A visitor who fills in forms: the state goes from page to page."""

    def __init__(self, server, lang='en'):
        self.s, self.lang, self.state, self.party = server, lang, '', ''

    def go(self, to, status=200, at=None, **fields):
        form = {'go': to, 'state': self.state, 'party': self.party,
                'at': self.at if at is None else at, **fields}
        r = self.s.ask('POST', f'/{self.lang}/scan', urllib.parse.urlencode(form),
                       **{'Content-Type': 'application/x-www-form-urlencoded'})
        return self.seen(r, status)

    def upload(self, to, name, content, status=200):
        b = 'xxBOUNDARYxx'
        body = ''.join(f'--{b}\r\nContent-Disposition: form-data; name="{n}"{f}\r\n\r\n{v}\r\n'
                       for n, f, v in (('state', '', self.state), ('go', '', to),
                                       (name, '; filename="scan.json"', content))) + f'--{b}--\r\n'
        r = self.s.ask('POST', f'/{self.lang}/scan', body.encode(),
                       **{'Content-Type': f'multipart/form-data; boundary={b}'})
        return self.seen(r, status)

    def seen(self, r, status):
        got, headers, text = r[0], r[1], r[2].decode()
        assert got == status, (got, text[:300])
        if 'html' not in headers['Content-Type']:
            return text
        state = re.search(r'name="state" value="([^"]*)"', text)
        if state:
            self.state = html.unescape(state.group(1))
            self.at = re.search(r'name="at" value="(\d+)"', text).group(1)
        return Page(f'/{self.lang}/scan', got, headers, text).sound()

    at = '0'


def quick(scan):
    scan.go('quick')
    scan.go('next', **PROFILE)
    return scan.go('next', **MEASURES)


def from_start_to_plan():
    """Thirteen answers give the plan that the command line gives."""
    with Pages(world=fresh('none')) as s:
        for lang, first, now in (('nl', 'Eerst dit', 'Nu'), ('en', 'This first', 'Now')):
            start = s.get(f'/{lang}/scan').sound()
            assert '13' in start.words() and 'bolwerk-scan.json' in start.words()
            plan = quick(Scan(s, lang))
            heads = [''.join(h.itertext()) for h in plan.all('h2')]
            assert heads.index(first) < heads.index(now), heads
            said = ask('scan', '--quick', *[
                x for k, v in {**PROFILE, **MEASURES}.items() if k[0] == 'q'
                for x in ('--answer', f'{k[2:]}={v}' + (': we are two' if v == 'n' else ''))])
            words = plan.words()
            for a in said['actions']:
                assert a['todo'][lang] in words, a
            for f in said['first']:
                assert f['says'][lang] in words
            rows = {r[0]: r[1] for r in plan.rows(0)}
            for t in said['themes']:
                if t['score'] and t['score']['min'] == t['score']['max']:
                    assert rows[t['name'][lang]] == str(t['score']['min']), (rows, t)
            r = said['resilience']
            assert f'{r["min"]}' in rows['Weerbaarheid' if lang == 'nl' else 'Resilience']


def a_reason_is_asked_for():
    """Not applicable without a reason: the form again, with all that was filled in."""
    with Pages(world=fresh('none')) as s:
        v = Scan(s)
        v.go('quick')
        v.go('next', **PROFILE)
        again = v.go('plan', **{**MEASURES, 'r-IR1': ' '})
        assert 'Write in a few words why' in again.words()
        checked = {(i.get('name'), i.get('value')) for i in again.all('input')
                   if i.get('checked')}
        assert ('q-KJ1', '0') in checked and ('q-IR1', 'n') in checked, checked
        bad = [i for i in again.all('input') if i.get('aria-invalid')]
        assert [i.get('name') for i in bad] == ['r-IR1']
        ids = [e.get('id') for e in again.all('p')]
        assert bad[0].get('aria-describedby') in ids


def conditions_hold():
    """Who does not travel is not asked about travel; the themes go on."""
    with Pages(world=fresh('none')) as s:
        v = Scan(s)
        v.go('full')
        page, seen = v.go('next', **{'q-X3': '0', 'q-X7': '0', 'q-X4': '0'}), set()
        for _ in range(12):
            seen |= {i.get('name')[2:] for i in page.all('input')
                     if (i.get('name') or '').startswith('q-')}
            page = v.go('next')
        csv = good('scan', '--csv', '-', '--answer', 'X3=0', '--answer', 'X7=0', '--answer', 'X4=0')
        want = {r.split(',')[0] for r in csv.split('\n') if ',yes,' in r and not r.startswith('X')}
        assert seen == want, seen ^ want


def taken_home_and_back():
    """The file of the page is that of the command line, and goes on where it stopped."""
    with Pages(world=fresh('none')) as s:
        v = Scan(s)
        v.go('quick')
        v.go('next', **PROFILE)
        text = v.go('file', **{'q-KJ1': '1'})
        saved = json.loads(text)
        assert saved['answers']['KJ1'] == '1' and saved['set'] == 'quick'
        other = Scan(s, 'nl')
        page = other.upload('open', 'file', text)
        assert 'Beantwoord: 6 van 13' in page.words(), page.words()[:400]
        bad = other.upload('open', 'file', text.replace('"1.0"', '"1.0').replace('X1', 'Q9'))
        assert 'geen bewaarde scan' in bad.words()
        # A second time, beside the first.
        plan = quick(v)
        then = v.upload('plan', 'previous', text)
        rows = {r[0]: r[1:] for r in then.rows(1)}
        assert rows['Crown jewels and knowledge'] == ['33', '0'], rows
        assert plan.words() != then.words()


def proposals_of_a_company():
    """What is known stands at its question, chosen by nobody; who takes it keeps the source."""
    w = example('scan-pages')
    company = [p['id'] for p in ask('find', COMPANY, world=w)['parties'] if p['name'] == COMPANY][0]
    with Pages(world=w) as s:
        start = s.get(f'/nl/company/{company}/scan').sound()
        assert 'Waferhuis' in start.words()
        v = Scan(s, 'nl')
        v.party = str(company)
        page = v.go('quick')
        assert 'Waferhuis' in page.words() and 'Voorstel: Ja' in page.words()
        assert not [i for i in page.all('input') if i.get('checked')]
        v.go('next', **{'q-X5': '2'})
        assert 'uses.csv:' in json.loads(v.state)['answers']['X5']['evidence']


def hostile():
    """Whatever is sent: a page, well formed, without what was sent as markup."""
    texts = ['"><script>alert(1)</script>', 'javascript:alert(1)', "' OR 1=1 --", '\u202e', 'x' * 100000,
             '../../etc/passwd', '{"format":', '9' * 400]
    with Pages(world=fresh('none')) as s:
        for t in texts:
            v = Scan(s)
            for field in ('state', 'at', 'party', 'go', 'q-X1', 'r-IR1', 'q-IR1'):
                form = {'go': 'plan', 'at': '1', 'q-IR1': 'n', field: t}
                got, _, text = s.ask('POST', '/en/scan', urllib.parse.urlencode(form),
                                     **{'Content-Type': 'application/x-www-form-urlencoded'})
                text = text.decode()
                assert got == 200 and '<script>alert' not in text, (field, t[:40], got)
                Page('/en/scan', got, {}, text).sound()
            assert v.upload('open', 'file', t)
        got, _, _ = s.ask('POST', '/en/scan', 'go=plan&q-X1=%00',
                          **{'Content-Type': 'application/x-www-form-urlencoded'})
        assert got == 400
        got, _, _ = s.ask('POST', '/en/scan', 'go=plan', **{
            'Content-Type': 'application/x-www-form-urlencoded', 'Origin': 'https://elsewhere.example'})
        assert got == 403


def for_programs():
    with Pages(world=fresh('none')) as s:
        q = s.api('/scan/questionnaire')
        assert len(q['questions']) == 61 and len(q['authorities']) == 23
        by = {x['question']: x for x in q['questions']}
        assert by['FR5']['ask_when'] == [['X7 >= 1', 'X3 >= 1']]


def quickly():
    """The questions are not read again for a page: fifty plans in a moment."""
    with Pages(world=fresh('none')) as s:
        v = Scan(s)
        quick(v)
        begin = time.monotonic()
        for _ in range(50):
            v.go('plan')
        assert time.monotonic() - begin < 5


main([from_start_to_plan, a_reason_is_asked_for, conditions_hold, taken_home_and_back,
      proposals_of_a_company, hostile, for_programs, quickly])
