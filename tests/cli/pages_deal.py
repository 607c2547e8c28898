#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The pages about a purchase and the law, asked over HTTP. Prints TAP.

usage: pages_deal.py ROOT BOLWERK [TEST...]"""
import json
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
        # Who acts together is one: the family foundation with 30 % and 12 % more.
        s2 = s.get(company() + '/deal', *NEW, ('percent', '12'), ('with', 'STAK Familie Lichtman'))
        assert 'The buyer acts with: STAK Familie Lichtman.' in s2
        assert re.search(r'those who act with him .*? 30 % +42 %', s2), s2
        s.get(company() + '/deal', *NEW, ('percent', '12'), ('from', stak))
        # The same as JSON and CSV.
        links = [e.get('href') for e in s.main.iter('a') if '/v1/deals?' in e.get('href', '')]
        status, _, data = s.ask('GET', links[0])
        a = json.loads(data)
        assert status == 200 and a['deal'][0]['seller']['name'].startswith('STAK'), data[:300]
        assert a['law']['outcome'] == 'OPEN'
        assert s.ask('GET', links[1])[0] == 200
        # All of it by a stranger: control, for certain, and of what is below.
        text = s.get(company() + '/deal', *NEW, ('percent', '95'), ('from', 'new-shares'))
        assert 'Zuidster Capital (fictief): gets control of ' + FOTONICA in text
        assert 'Control changes in companies below it too' in text


def helps_with_what_is_not_right():
    with Site() as s:
        path = company() + '/deal'
        assert 'Whom do you mean by “Nordlicht”?' in s.get(path, ('buyer', 'Nordlicht'))
        chosen = [e.get('value') for e in s.field('buyer') if e.get('type') == 'radio']
        assert len(chosen) == 2 and all('Nordlicht' in v for v in chosen), chosen
        assert 'Wie bedoelt u met “Nordlicht”?' in s.get(path, ('name', 'Nordlicht'), lang='nl')
        s.get(path, *NEW, ('percent', '5'), ('via', 'V1'), ('via2', 'V2'))
        assert 'Through: V1, V2.' in ' '.join(s.main.itertext()).replace('\n', ' ')
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
        # 30 % by the register of the example; 15 % is told of nobody.
        text = s.get(path, *NEW, ('percent', '40'), ('from', stak))
        assert 'The seller has at most 30 %.' in text and 'What changes?' not in text
        assert 'What changes?' in s.get(path, *NEW, ('percent', '30'), ('from', stak))
        assert 'At most 15 % belongs to holders' in s.get(path, *NEW, ('percent', '15.1'))
        assert 'What changes?' in s.get(path, *NEW, ('percent', '15'))
        assert 'does not fit' in s.get(path, *NEW, ('percent', '4'), ('from', 'Nobody'))


STEPS = [('f.sector.regime', 'none'), ('f.target.classes', 'tech'),
         ('f.target.activity', 'rd_or_manufacture'), ('f.target.item_qualifies', 'true'),
         ('f.target.work_in_nl', 'true'), ('f.target.codes', '6A001'),
         ('f.target.controls.established_nl', 'false'), ('f.deal.restructuring', 'false'),
         ('f.deal.veto_rights', 'false'), ('f.deal.information_rights', 'false'),
         ('f.deal.seat_transfer', 'false'), ('f.target.listed', 'false'),
         ('f.deal.director_commitment', 'false'),
         ('f.deal.shareholder_agreement_influence', 'false')]


def asked_fact(s):
    """The fact of the question on the page, or None."""
    names = {e.get('name') for e in s.main.iter('input') if e.get('type') != 'hidden'}
    names |= {e.get('name') for e in s.main.iter('select')}
    facts = {'f.' + n[2:] for n in names if n and n[:2] in ('f.', 'g.')}
    assert len(facts) <= 1, facts
    return facts.pop() if facts else None


def the_law_asks_one_thing_after_another():
    """Twelve per cent of very sensitive technology (6A001 is in annex 3 of the decree) passes the
    tenth of article 4(1)(a): it has to be notified."""
    with Site() as s:
        path, told = company() + '/deal/law', NEW + [('percent', '12')]
        answers = dict(STEPS)
        for _ in range(40):
            text = s.get(path, *told)
            name = asked_fact(s)
            if name is None or 'has to be notified.' in text.split('The next question')[0]:
                break
            # What was answered goes along in the form, and the question is put in a legend.
            carried = [(e.get('name'), e.get('value')) for e in s.main.iter('input')
                       if e.get('type') == 'hidden' and e.get('name') != 'sent']
            assert carried == told, (carried, told)
            told = told + [(name, answers.get(name, 'unknown'))]
        assert 'This has to be notified.' in text, text[:600]
        assert 'The votes go from less than a tenth to at least a tenth.' in text
        assert text.count('predicts no decision of the Minister') == 1
        assert 'I do not know' not in text.split('Your answers')[1].split('What the data say')[0]
        # The same answers by the program itself.
        facts = [x for k, v in told if k.startswith('f.') for x in ('--fact', f'{k[2:]}={v}')]
        a = ask('deal', '--new', 'Z;JP;company', '--buyer', 'Z', '--percent', '12', '--target',
                FOTONICA, '--law', *facts, world=world())
        assert a['law']['outcome'] == 'NOTIFIABLE' and a['law']['ask'] is None
        # Every article that is named can be read.
        for lang in ('nl', 'en'):
            s.get(path, *told, lang=lang)
            links = {e.get('href') for e in s.main.iter('a') if '/law/Wet' in e.get('href', '')}
            assert len(links) > 8, links
            for href in links:
                assert s.ask('GET', href)[0] == 200, href
        # Several values, from several controls, are one answer; "unknown" wins over what was typed.
        s.get(path, *told[:4], ('f.target.codes', '6A005'), ('g.target.codes', 'AST2'))
        hidden = {e.get('name'): e.get('value') for e in s.main.iter('input')}
        assert hidden['f.target.codes'] == '6A005;AST2', hidden
        text = s.get(path, *told[:4], ('f.target.codes', '6A005'), ('g.target.codes', 'unknown'))
        assert re.search(r'fall\? I do not know', text.split('Your answers')[1]), text
        text = s.get(path, *told[:4], ('f.target.codes', ''), ('g.target.codes', '-'))
        assert re.search(r'fall\? None of these', text.split('Your answers')[1]), text
        # An answer can be changed, and one that does not fit can be taken back.
        text = s.get(path, *told, ('ask', 'target.codes'))
        assert asked_fact(s) == 'f.target.codes' and 'Under which codes' in text
        text = s.get(path, *told[:4], ('f.target.listed', 'perhaps'))
        assert 'does not fit' in text and 'Change' in text
        # Pressing the button without an answer says so.
        assert 'Choose an answer' in s.get(path, *told[:4], ('sent', 'sector.regime'))
        # Not ready: first who buys what.
        status, headers, _ = s.ask('GET', '/en' + path + '?percent=12')
        assert status == 303 and headers['Location'].endswith('/deal?percent=12')


def the_world_is_overruled_only_with_a_reason():
    with Site() as s:
        path, told = company() + '/deal/law', NEW + [('percent', '12')]
        text = s.get(path, *told, ('ask', 'target.established_nl'))
        assert 'Why is it otherwise?' in text
        text = s.get(path, *told, ('f.target.established_nl', 'false'))
        assert 'One of your answers does not fit' in text and 'to overrule it' in text
        text = s.get(path, *told, ('f.target.established_nl', 'false'),
                     ('why.target.established_nl', 'moved to Belgium'))
        assert 'One of your answers' not in text and 'moved to Belgium' in text


def a_draft_to_read_and_to_keep():
    with Site() as s:
        told = NEW + [('percent', '12'), ('f.target.classes', 'tech')]
        assert 'Draft of a notification' in s.get(company() + '/deal/draft', *told)
        for lang, name, word in (('en', 'notification-draft.md', '# Draft of a notification'),
                                 ('nl', 'melding-concept.md', '# Concept van een melding')):
            text = s.get(company() + '/deal/draft.md', *told, lang=lang)
            assert s.headers['Content-Disposition'] == f'attachment; filename="{name}"'
            assert s.headers['Content-Type'] == 'text/markdown; charset=utf-8'
            assert text.startswith(word) and 'Zuidster Capital (fictief)' in text, text[:200]


def the_law_of_the_day():
    with Site() as s:
        for lang in ('nl', 'en'):
            text = s.get('/law', lang=lang)
            assert 'https://wetten.overheid.nl/BWBR0046747/2025-09-01' in text
            assert 'null' not in text
        assert 'at least a tenth of the votes' in s.get('/law/4(1)(a)')
        s.get('/law/999', status=404)
        status, headers, _ = s.ask('GET', '/en/law?article=4(1)')
        assert status == 303 and headers['Location'] == '/en/law/4%281%29'
        # 6A005 is no entry of annex 3, 6A001 is; 1A002 is left out by annex 1.
        text = s.get('/law/codes', ('q', '6A005'))
        assert 'sensitive: yes very sensitive: no' in text, text
        assert 'sensitive: yes very sensitive: yes' in s.get('/law/codes', ('q', '6A001'))
        assert 'sensitive: no very sensitive: no' in s.get('/law/codes', ('q', '1A002'))
        assert '6A005' in s.get('/law/codes', ('q', 'laser'))
        assert 'neither a yes nor a no' in s.get('/law/codes', ('q', '9Z999'))


def terms_as_a_calendar():
    """Received on a Monday: eight weeks end on a Monday; fourteen days of standing still move it
    to another."""
    with Site() as s:
        text = s.get('/law/clock', ('received', '2026-11-09'))
        assert 'Monday 4 January 2027 Last day. First phase' in text
        assert 'no decision is required' in text
        text = s.get('/law/clock', ('received', '2026-11-09'), ('stop-from', '2026-12-01'),
                     ('stop-to', '2026-12-15'), lang='nl')
        assert 'maandag 18 januari 2027 Laatste dag.' in text, text
        months = [e for e in s.main.iter('table') if e.get('class') == 'month']
        for m in months:  # a month has all its days, in their order
            days = [''.join(c.itertext()) for c in m.iter('td')]
            days = [int(d) for d in days if d]
            assert days == list(range(1, len(days) + 1)) and 28 <= len(days) <= 31, days
        links = [e.get('href') for e in s.main.iter('a') if e.get('href', '').startswith('#day')]
        ids = {e.get('id') for e in s.main.iter('li')}
        assert links and all(h[1:] in ids for h in links)
        text = s.get('/law/clock/terms.ics', ('received', '2026-11-09'))
        assert text.startswith('BEGIN:VCALENDAR') and 'DTSTART;VALUE=DATE:20270104' in text
        assert s.headers['Content-Type'] == 'text/calendar; charset=utf-8'
        assert s.headers['Content-Disposition'] == 'attachment; filename="terms.ics"'
        # Not supplied yet: as above, where it came on 15 December and ended on 18 January, 34
        # days later.
        text = s.get('/law/clock', ('received', '2026-11-09'), ('stop-from', '2026-12-01'))
        assert 'the information comes, 34 days follow.' in text, text
        for wrong in ('quatsch', '9999-99-99', '0000-00-00', '9999-12-31', '0001-01-01'):
            s.get('/law/clock', ('received', wrong))
        assert 'cannot be counted' in s.get('/law/clock', ('received', 'x'))


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
            for page, name in (('/law/codes', 'q'), ('/law/clock', 'received'),
                               ('/law/clock', 'stop-from'), ('/law/clock', 'f.deal.kind'),
                               ('/law', 'article'), (path + '/law', 'f.target.codes'),
                               (path + '/law', 'f.target.listed'), (path + '/law', 'ask'),
                               (path + '/law', 'f.' + text), (path + '/draft', 'buyer')):
                fields = NEW + [('percent', '5'), (name, text)]
                status, _, data = s.ask('GET', '/en' + page + '?' + urlencode(fields))
                assert status in (200, 303, 400, 404, 431), (page, name, text[:40], status)
                if status == 200:
                    ET.fromstring(data.decode())
                assert b'<script>alert' not in data
            status, _, data = s.ask('GET', '/en/law/' + quote(text[:2000], safe=''))
            assert status in (200, 400, 404) and b'<script>alert' not in data
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
    # What leans on a fact is not asked of who does not know that fact.
    for fact, parts in (('deal.restructuring', ('deal.seat_transfer',
                                                'deal.interim_minority_holders')),
                        ('target.controls.established_nl', ('target.controls.codes',))):
        assert fact + '=unknown' in told
        for f in parts:
            assert f in a['unknown'] and f + '=unknown' not in told, f
    # But it is when he knows, and it counts.
    a = ask('law', 'ask', *(x for f in told for x in ('--fact', f.replace(
        'deal.restructuring=unknown', 'deal.restructuring=true'))))
    assert a['ask']['fact'] in ('deal.seat_transfer', 'deal.ultimate_sole_shareholder_same',
                                'deal.interim_minority_holders'), a['ask']


main([asks_who_buys_what, says_what_changes, helps_with_what_is_not_right,
      the_law_asks_one_thing_after_another, the_world_is_overruled_only_with_a_reason,
      a_draft_to_read_and_to_keep, the_law_of_the_day, terms_as_a_calendar,
      hostile_texts_do_no_harm, a_fact_that_is_not_known_is_not_asked])
