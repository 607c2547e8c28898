#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""law clock: terms from facts and options, and a calendar other programs can read."""
import datetime
import os
import re

from kit import TMP, ask, bolwerk, good, main, refused, write


def clock(*args):
    return ask('law', 'clock', *args)


def term(r, name):
    return next(t for t in r['terms'] if t['id'] == name)


def calendar(data):
    """A small reader by RFC 5545: components as nested dicts."""
    assert data.endswith(b'\r\n')
    lines = data[:-2].split(b'\r\n')
    assert all(b'\n' not in l and b'\r' not in l for l in lines)
    assert all(len(l) <= 75 for l in lines)
    [l.decode() for l in lines]  # no character is broken by a fold
    text = re.sub('\r\n[ \t]', '', data.decode()).rstrip('\r\n').split('\r\n')
    root = {'name': 'root', 'parts': [], 'props': {}}
    stack = [root]
    for line in text:
        head, value = line.split(':', 1)
        name, *params = head.split(';')
        if name == 'BEGIN':
            new = {'name': value, 'parts': [], 'props': {}}
            stack[-1]['parts'].append(new)
            stack.append(new)
        elif name == 'END':
            assert stack.pop()['name'] == value
        else:
            assert re.fullmatch('[A-Z-]+', name), line
            value = re.sub(r'\\(.)', lambda m: '\n' if m[1] in 'nN' else m[1], value)
            assert name not in stack[-1]['props'], f'{name} twice'
            stack[-1]['props'][name] = (value, params)
    assert stack == [root] and len(root['parts']) == 1
    return root['parts'][0]


def events(path):
    cal = calendar(open(path, 'rb').read())
    assert cal['name'] == 'VCALENDAR' and cal['props']['VERSION'][0] == '2.0'
    assert 'PRODID' in cal['props']
    out = {}
    for e in cal['parts']:
        p = e['props']
        assert e['name'] == 'VEVENT' and {'UID', 'DTSTAMP', 'DTSTART', 'SUMMARY'} <= set(p)
        assert p['DTSTART'][1] == ['VALUE=DATE'] and p['DTEND'][1] == ['VALUE=DATE']
        begin, end = (datetime.datetime.strptime(p[k][0], '%Y%m%d').date()
                      for k in ('DTSTART', 'DTEND'))
        assert end - begin == datetime.timedelta(1)
        assert re.fullmatch(r'\d{8}T000000Z', p['DTSTAMP'][0])
        alarms = [a['props'] for a in e['parts'] if a['name'] == 'VALARM']
        assert sorted(a['TRIGGER'][0] for a in alarms) == ['-P1D', '-P7D']
        assert all(a['ACTION'][0] == 'DISPLAY' and a['DESCRIPTION'][0] for a in alarms)
        assert p['UID'][0] not in out, 'a UID twice'
        out[p['UID'][0]] = (begin.isoformat(), p['STATUS'][0], p['DTSTAMP'][0])
    return out


def test_received():
    r = clock('--received', '2026-03-02', '--as-of', '2026-03-20')
    assert r['phase1_end'] == '2026-04-27'
    assert r['phase1_end_if_general_terms_act'] == '2026-04-28'
    assert r['phase1_deemed'] == 'no decision required'
    t = term(r, 'phase1')
    assert t['state'] == 'running' and t['cite'] == '12(1)'
    assert t['if_nobody_acts']['code'] == 'no decision required'
    assert t['if_nobody_acts']['cite'] == '12(4)'
    assert term(r, 'phase2')['missing'] == 'dates.application_received'
    assert r['general_terms_act']['not_verified']
    assert all(len(i['sha256']) == 64 for i in r['instruments'])


def test_what_if():
    r = clock('--received', '2026-03-02', '--stop', '10:21')
    assert r['stops'] == [{'from': '2026-03-12', 'to': '2026-04-02'}]
    t = term(r, 'phase1')
    assert (t['end'], t['end_without_stops'], t['stopped_days']) == ('2026-05-18', '2026-04-27', 21)
    same = clock('--received', '2026-03-02', '--stop', '2026-03-12:2026-04-02')
    assert term(same, 'phase1')['end'] == '2026-05-18'
    two = clock('--received', '2026-03-02', '--stop', '2026-03-12:2026-04-02',
                '--stop', '2026-03-20:2026-04-10')
    assert term(two, 'phase1')['end'] == '2026-05-26'
    t = term(clock('--received', '2026-03-02', '--stop', '2026-03-12:'), 'phase1')
    assert t['end'] is None and t['days_left_after_stop'] == 46 and t['state'] == 'stopped'
    assert t['missing'] == 'dates.information_supplied'


def test_facts():
    f = write('inherit.json', '{"deal.kind": "universal_title", "dates.closing": "2024-06-03",'
              ' "target.classes": ["tech"]}')
    t = term(ask('law', 'clock', f, '--as-of', '2024-06-10'), 'after_the_fact')
    assert (t['end'], t['who'], t['state']) == ('2024-06-17', 'acquirer', 'running')
    r = clock('--fact', 'process.phase1_extension_months=4')
    assert r['phase2_extension_max_months'] == 2
    assert r['phase2_extension_max_months_fdi'] == 5


def test_refused():
    for args, word in (
            (('--stop', '10:21'), '--received'),
            (('--received', '2026-02-30'), '2026-02-30'),
            (('--received', '2026-03-02', '--extend', '7'), '12(3)'),
            (('--received', '2026-03-02', '--stop', 'tomorrow'), 'tomorrow'),
            (('--received', '2026-03-02', '--stop', '2026-04-02:2026-03-12'), 'before it begins'),
            (('--received', '2026-03-02', '--stop', '-1:5'), '-1:5')):
        r = bolwerk('law', 'clock', *args)
        assert r.returncode in (2, 3), args
        refused(r, r.returncode, word)
    r = bolwerk('law', 'clock', '--received', '2023-05-31')
    refused(r, r.returncode, '2023-05-31')
    assert r.returncode != 0
    refused(bolwerk('law', 'decide', '--ics', 'x.ics'), 2, 'law clock')


def test_calendar():
    path = os.path.join(TMP, 'terms.ics')
    for lang in ('nl', 'en'):
        good('--lang', lang, 'law', 'clock', '--received', '2026-03-02', '--as-of', '2026-03-20',
             '--ics', path)
        e = {k.split('-')[1]: v for k, v in events(path).items()}
        assert e['end'] == ('2026-04-27', 'CONFIRMED', '20260320T000000Z')
        assert e['general'][:2] == ('2026-04-28', 'TENTATIVE')
        assert e['latest'][:2] == ('2027-01-27', 'TENTATIVE')
        assert e['longest'][:2] == ('2027-03-24', 'TENTATIVE')
    first = open(path, 'rb').read()
    names = set(events(path))
    good('--lang', 'en', 'law', 'clock', '--received', '2026-03-02', '--as-of', '2026-03-20',
         '--ics', path)
    assert open(path, 'rb').read() == first, 'not the same bytes'
    good('law', 'clock', '--received', '2026-03-02', '--as-of', '2026-04-02', '--stop', '10:21',
         '--ics', path)
    moved = events(path)
    same = [k for k in moved if '-end-' in k]
    assert same and same[0] in names, 'a day that moves keeps its name'
    assert moved[same[0]][0] == '2026-05-18'
    out = bolwerk('law', 'clock', '--received', '2026-03-02', '--ics', '-')
    assert calendar(out.stdout)['name'] == 'VCALENDAR'
    # Acted on: nothing of that phase to remember.
    good('law', 'clock', '--received', '2026-03-02', '--fact', 'dates.phase1_notice=2026-04-01',
         '--ics', path)
    assert [k.split('-')[1] for k in events(path)] == ['longest']


def test_people():
    for lang, words in (('nl', ('De termijnen', 'Geen bericht op tijd', 'Zo is geteld')),
                        ('en', ('The terms', 'No notice in time', 'How it was counted'))):
        for width in ('60', '80', '100'):
            text = good('--lang', lang, '--width', width, 'law', 'clock', '--received', '2026-03-02',
                        '--stop', '10:21', '--extend', '4')
            assert all(w in text for w in words), text
            assert '[clock.' not in text and '[cli.' not in text
            assert all(len(l) <= int(width) for l in text.split('\n'))
    rows = good('law', 'clock', '--received', '2026-03-02', '--csv', '-').split('\n')
    assert rows[0].startswith('term,article,who_acts,start,end')
    assert any(r.startswith('phase1,12(1),minister,2026-03-02,2026-04-27,2026-04-28') for r in rows)


main([test_received, test_what_if, test_facts, test_refused, test_calendar, test_people])
