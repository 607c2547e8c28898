#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The pages about a purchase and the law, asked over HTTP. Prints TAP.

usage: pages_deal.py ROOT BOLWERK [TEST...]"""
import os
import re
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode

from kit import ROOT, TMP, ask, bolwerk, good, main
from serving import Server

WORLD = os.path.join(TMP, 'deal.bwk')
FOTONICA = 'Voorbeeld Fotonica B.V. (fictief)'
# What a visitor may type that should not: markup, schemes, NUL, controls, and much of it.
HOSTILE = ['"><script>alert(1)</script>', "javascript:alert('x')", '\x00', '\u202eabc', ';DE;company',
           '#0', '#99999999', '--world=/etc/passwd', '%00', 'a' * 20000]


def world():
    if not os.path.exists(WORLD):
        names = ('parties.csv', 'stakes.csv', 'owners.bods.json')
        good('load', *(os.path.join(ROOT, 'examples', n) for n in names), world=WORLD)
    return WORLD


class Site(Server):
    def __init__(self):
        super().__init__('--world', world())

    def get(self, path, *fields, lang='en', status=200):
        """The text of a page; it has to be XML that is well-formed."""
        query = urlencode(fields)
        got, headers, data = self.ask('GET', f'/{lang}{path}{"?" if query else ""}{query}')
        assert got == status, (path, got, data[:300])
        if headers['Content-Type'].startswith('text/html'):
            self.tree = ET.fromstring(data.decode())
            self.main = next(e for e in self.tree.iter() if e.get('id') == 'main')
            assert not any(e.tag == 'script' and e.text for e in self.tree.iter())
            return re.sub(r'\s+', ' ', ' '.join(self.main.itertext()))
        self.headers = headers
        return data.decode()

    def field(self, name):
        return [e for e in self.main.iter() if e.get('name') == name]


def company(name=FOTONICA):
    return '/company/%d' % ask('find', name, world=world())['parties'][0]['id']


NEW = [('buyer', 'Zuidster Capital (fictief)'), ('kind', 'company'), ('country', 'Japan')]


def asks_who_buys_what():
    with Site() as s:
        for lang, word in (('nl', 'Wie koopt?'), ('en', 'Who buys?')):
            assert word in s.get(company() + '/deal', lang=lang)
        # The owners of examples/stakes.csv can be chosen as sellers.
        assert 'STAK Familie Lichtman (fictief) (30 %)' in s.get(company() + '/deal')
        s.get('/company/999999/deal', status=404)


def says_what_changes():
    with Site() as s:
        text = s.get(company() + '/deal', *NEW, ('percent', '12,5'))
        assert 'Zuidster Capital (fictief) gets 12.5 % of the shares' in text
        assert re.search(r'reaches 10 % +0 % +12.5 % +certain', text), text
        # From a seller with 30 % by the register: he falls below 25.
        stak = next(e.get('value') for e in s.field('from')[0] if 'STAK' in e.text)
        text = s.get(company() + '/deal', *NEW, ('percent', '12'), ('from', stak))
        assert 'STAK Familie Lichtman (fictief) sells.' in text
        assert re.search(r'falls below 20, 25 % +30 % +18 % +certain', text), text
        assert s.field('percent')[0].get('value') == '12'
        # All of it by a stranger: control, for certain, and of what is below.
        text = s.get(company() + '/deal', *NEW, ('percent', '95'), ('from', 'new-shares'))
        assert 'Zuidster Capital (fictief) gets control of ' + FOTONICA in text
        assert 'Control changes in companies below it too' in text


def helps_with_what_is_not_right():
    with Site() as s:
        path = company() + '/deal'
        assert 'Whom do you mean by “Nordlicht”?' in s.get(path, ('buyer', 'Nordlicht'))
        chosen = [e.get('value') for e in s.field('buyer') if e.get('type') == 'radio']
        assert len(chosen) == 2 and all('Nordlicht' in v for v in chosen), chosen
        text = s.get(path, ('buyer', chosen[0]), ('percent', '5'))
        assert 'Suppose: ' + chosen[0].split(' #')[0] + ' gets 5 %' in text
        assert 'Nobody in the data is called so' in s.get(path, ('buyer', 'Qqq'), ('percent', '5'))
        for wrong in ('0', '101', '12,5,1', '-3', '1e1', 'x'):
            text = s.get(path, *NEW, ('percent', wrong))
            assert 'Write a number above 0' in text, wrong
            assert s.field('percent')[0].get('value') == wrong
        assert 'not recognised' in s.get(path, NEW[0], NEW[1], ('country', 'Utopia'),
                                         ('percent', '5'))
        stak = next(e.get('value') for e in s.field('from')[0] if 'STAK' in (e.text or ''))
        assert 'does not fit' in s.get(path, *NEW, ('percent', '40'), ('from', stak))


def hostile_texts_do_no_harm():
    with Site() as s:
        path = company() + '/deal'
        for text in HOSTILE:
            for name in ('buyer', 'country', 'percent', 'votes', 'from', 'via', 'with', 'as-of',
                         'kind', 'board'):
                fields = dict(NEW + [('percent', '5')])
                fields[name] = text
                status, _, data = s.ask('GET', '/en' + path + '?' + urlencode(fields))
                assert status in (200, 400, 404, 431), (name, text[:40], status)
                if status == 200:
                    ET.fromstring(data.decode())
                assert b'<script>alert' not in data
        s.ask('GET', '/en' + path + '?buyer=' + quote('x' * 100000))
        assert s.ask('GET', '/health')[0] == 200


def a_fact_that_is_not_known_is_not_asked():
    told = []
    for _ in range(80):
        a = ask('law', 'ask', *(x for f in told for x in ('--fact', f)))
        if a['ask'] is None:
            break
        assert a['ask']['fact'] + '=unknown' not in told
        told.append(a['ask']['fact'] + '=unknown')
    assert 5 < len(told) < 80 and a['outcome'] in ('OPEN', 'UNKNOWN')
    # To say so changes nothing of the answer.
    a = ask('law', 'decide', *(x for f in told for x in ('--fact', f)))
    b = ask('law', 'decide')
    assert (a['unknown'], a['open']) == (b['unknown'], b['open'])
    assert bolwerk('law', 'ask', '--fact', 'target.listed=perhaps').returncode == 3


main([asks_who_buys_what, says_what_changes, helps_with_what_is_not_right,
      hostile_texts_do_no_harm, a_fact_that_is_not_known_is_not_asked])
