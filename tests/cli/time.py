#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Time on the command line: what was known when, history, watch. Prints TAP.

What watch must tell is computed here once more, in Python, from the lists.

usage: time.py ROOT BOLWERK [TEST...]"""
import csv
import glob
import io
import json
import os
import random
import sqlite3
import xml.etree.ElementTree

from kit import DATA, ENV, Skip, ask, bolwerk, fresh, good, main, refused, write

HEAD = 'holder,company,percent,from,to\n'


def on(day, seconds=0):
    """The clock stands still on this day of 2025, counted from 1 January."""
    return dict(ENV, SOURCE_DATE_EPOCH=str(1735689600 + 86400 * (day - 1) + seconds))


def deliver(world, name, text, day, *args, dataset=None, verb='load'):
    path = write(name, text)
    return good(verb, *(['--dataset', dataset] if dataset else []), *args, path, world=world,
                env=on(day))


def controllers(world, party, *args):
    o = ask('owners', party, *args, world=world)
    return {c['party']['name']: c['certainty'] for c in o['controllers']}


# --- what was known ---------------------------------------------------------

def corrected():
    """On day 10 Aa is said to hold 60 %; on day 20 that Cc did since July 2024."""
    world = fresh('known')
    deliver(world, 'a.csv', HEAD + 'Aa,Werk,60,2020-01-01,\nBb,Werk,40,2020-01-01,\n', 10,
            dataset='s')
    deliver(world, 'b.csv', HEAD + 'Aa,Werk,60,2020-01-01,2024-07-01\n'
            'Cc,Werk,60,2024-07-01,\nBb,Werk,40,2020-01-01,\n', 20, dataset='s')
    return world


def both_axes():
    world = corrected()
    for known, day, who in (('2025-01-10', '2024-06-30', 'Aa'), ('2025-01-10', '2024-07-01', 'Aa'),
                            ('2025-01-19', '2025-01-01', 'Aa'), ('2025-01-20', '2024-06-30', 'Aa'),
                            ('2025-01-20', '2024-07-01', 'Cc'), ('2025-11-01', '2025-01-01', 'Cc')):
        got = controllers(world, 'Werk', '--known', known, '--as-of', day)
        assert got == {who: 'certain'}, (known, day, got)
    # A stake that ended before it was known never controlled as far as we knew.
    deliver(world, 'c.csv', HEAD + 'Dd,Oud,80,2010-01-01,2015-01-01\n', 30)
    assert controllers(world, 'Oud', '--as-of', '2012-01-01') == {'Dd': 'certain'}
    assert controllers(world, 'Oud') == {}
    refused(bolwerk('owners', 'Oud', '--known', '2025-01-29', world=world), 3, 'Oud')


def said_in_the_answer():
    world = corrected()
    o = ask('owners', 'Werk', '--known', '2025-01-12', world=world)
    assert o['known']['loaded_at'].startswith('2025-01-10'), o['known']
    assert o['as_of'] == '2025-01-12', 'who asks what was known then means to ask about then'
    assert ask('owners', 'Werk', '--known', str(o['known']['load']), world=world)['as_of'] == \
        '2025-01-10'
    assert 'known' not in ask('owners', 'Werk', world=world)
    for lang, word in (('nl', 'wisten'), ('en', 'known')):
        text = good('--lang', lang, 'owners', 'Werk', '--known', '2025-01-12', world=world)
        assert word in text and '2025-01-10' in text and '2025-01-12' in text, text
        text = good('--lang', lang, 'check', 'Werk', '--known', '2025-01-12', world=world)
        assert '2025-01-10' in text, text
    c = ask('check', 'Werk', '--known', '2025-01-12', world=world)
    assert c['known'] == o['known'], c['known']
    text = good('owners', 'Werk', '--known', '2025-01-12', '--csv', '-', world=world)
    assert text.startswith('layer,'), 'a program gets CSV and nothing before it'


def same_bytes_for_good():
    world = corrected()
    questions = [('owners', 'Werk'), ('controls', 'Aa'), ('find', 'a'), ('check', 'Werk'),
                 ('history', 'Werk'), ('sources',)]
    known = ['--known', '2025-01-20']
    before = [good('--json', *q, *known, world=world, env=on(40)) for q in questions]
    text = [good(*q, *known, world=world, env=on(40)) for q in questions]
    # Names, numbers, merges, other stakes and a correction that come later.
    deliver(world, 'p.csv', 'name,kind,country,lei\nAa,state,RU,529900T8BM49AURSDO55\n'
            'Werk,company,NL,\n', 50)
    deliver(world, 'd.csv', HEAD + 'Ee,Aa,100,2000-01-01,\nCc,Werk,1,2020-01-01,\n', 51)
    deliver(world, 'b.csv', HEAD + 'Zz,Werk,100,2000-01-01,\n', 52, dataset='s')
    deliver(world, 'n.json', json.dumps([
        {'statementId': 'x' * 32 + '1', 'statementDate': '2025-02-20', 'recordId': 'e1',
         'recordType': 'entity', 'recordStatus': 'new', 'declarationSubject': 'e1',
         'recordDetails': {'entityType': {'type': 'registeredEntity'}, 'isComponent': False,
                           'name': 'Aa renamed', 'identifiers': [
                               {'scheme': 'XI-LEI', 'id': '529900T8BM49AURSDO55'}]}}]), 53)
    assert 'Zz' in controllers(world, 'Werk')
    for q, b, t in zip(questions, before, text):
        assert good('--json', *q, *known, world=world, env=on(300)) == b, q
        assert good(*q, *known, world=world, env=on(300)) == t, q


def known_by_number_and_refusals():
    world = corrected()
    s = ask('sources', world=world)['sources']
    first = [x['id'] for x in s if x['file'].endswith('a.csv')][0]
    last = s[-1]['id']
    assert controllers(world, 'Werk', '--known', str(first)) == {'Aa': 'certain'}
    assert controllers(world, 'Werk', '--known', str(last)) == {'Cc': 'certain'}
    then = ask('sources', '--known', str(first), world=world)['sources']
    assert [x['id'] for x in then] == [x['id'] for x in s if x['id'] <= first]
    assert then[-1]['superseded_by'] is None and s[first - 1]['superseded_by'] == last
    refused(bolwerk('owners', 'Werk', '--known', '99', world=world), 3, '99')
    refused(bolwerk('owners', 'Werk', '--known', 'gisteren', world=world), 2, 'gisteren')
    refused(bolwerk('owners', 'Werk', '--known', '2999-01-01', world=world), 2, '2999')
    refused(bolwerk('owners', 'Werk', '--known', '2024-12-31', world=world), 3, '2025-01-10')
    for verb in (('load', 'x.csv'), ('audit',), ('watch', 'x.csv')):
        refused(bolwerk(*verb, '--known', '3', world=world), 2, '--known')


def clock_set_back():
    """What follows a load that is stamped later counts as known later."""
    world = fresh('clock')
    deliver(world, 'a.csv', HEAD + 'Aa,Werk,60,,\n', 20)
    deliver(world, 'b.csv', HEAD + 'Bb,Ander,60,,\n', 10)
    refused(bolwerk('owners', 'Ander', '--known', '2025-01-15', world=world), 3)
    assert controllers(world, 'Ander', '--known', '2025-01-20') == {'Bb': 'certain'}


def withdrawn_record():
    """BODS: a record said anew, and one closed, each in a delivery of its own."""
    world = fresh('bods')

    def entity(i, name):
        return {'statementId': f's-{i}-0000000000000000000000000000', 'recordId': i,
                'statementDate': '2025-01-01', 'recordType': 'entity', 'recordStatus': 'new',
                'declarationSubject': 'c', 'recordDetails': {
                    'isComponent': False, 'entityType': {'type': 'registeredEntity'},
                    'name': name}}

    def holds(n, status, holder, share):
        return {'statementId': f's-r-{n}-00000000000000000000000000', 'recordId': 'r',
                'statementDate': f'2025-01-{n:02}', 'recordType': 'relationship',
                'recordStatus': status, 'declarationSubject': 'c', 'recordDetails': {
                    'isComponent': False, 'subject': 'c', 'interestedParty': holder,
                    'interests': [{'type': 'votingRights', 'directOrIndirect': 'direct',
                                   'share': {'exact': share}}]}}
    base = [entity('c', 'Werk'), entity('a', 'Aa'), entity('b', 'Bb')]
    deliver(world, '1.json', json.dumps(base + [holds(2, 'new', 'a', 60)]), 10,
            dataset='b')
    w = json.loads(deliver(world, '2.json', json.dumps([holds(3, 'updated', 'b', 55)]), 20,
                           '--json', dataset='b', verb='watch'))
    got = {(c['owner']['name'], c['what'], c['certainty_before'], c['certainty_after'])
           for c in w['changes'] if c['threshold'] in (None, 0.25)}
    assert got == {('Aa', 'control', 'certain', 'excluded'), ('Aa', 'votes', 'certain', 'excluded'),
                   ('Bb', 'control', 'excluded', 'certain'), ('Bb', 'votes', 'excluded', 'certain')}
    w = json.loads(deliver(world, '3.json', json.dumps([holds(4, 'closed', 'b', 55)]), 30,
                           '--json', dataset='b', verb='watch'))
    assert {c['owner']['name'] for c in w['changes']} == {'Bb'}
    assert all(b['what'] == 'went' for c in w['changes'] for b in c['because'])
    assert controllers(world, 'Werk', '--known', '2025-01-15') == {'Aa': 'certain'}
    assert controllers(world, 'Werk', '--known', '2025-01-25') == {'Bb': 'certain'}
    assert controllers(world, 'Werk') == {}
    h = ask('history', 'Werk', '--knowledge', '--as-of', '2025-06-01', world=world)
    assert [[o['name'] for o in b['owners']] for b in h['beliefs']] == [['Aa'], ['Bb'], []], h


# --- history ----------------------------------------------------------------

PAST = (HEAD + 'Aa,Werk,60,2015-01-01,2019-07-01\nAa,Werk,30,2019-07-01,2023-03-01\n'
        'Bb,Werk,30-60,2019-07-01,2023-03-01\nCc,Werk,70,2023-03-01,\n'
        'Piet,Aa,100,2010-01-01,2021-05-01\nKlaas,Aa,100,2021-05-01,\nBb,Werk,10-20,2023-03-01,\n'
        'Far,Elsewhere,80,2018-01-01,2018-06-01\n')


def history_agrees_with_owners():
    world = fresh('past')
    deliver(world, 'past.csv', PAST, 10)
    h = ask('history', 'Werk', world=world)['periods']
    assert [p['from'] for p in h] == ['2015-01-01', '2019-07-01', '2021-05-01', '2023-03-01'], h
    assert [p['to'] for p in h[:-1]] == [p['from'] for p in h[1:]] and h[-1]['to'] is None
    for p in h:
        told = {o['name']: o['control'] for o in p['owners'] if o['control']}
        assert told == controllers(world, 'Werk', '--as-of', p['from']), p
    bb = {p['from']: [o for o in p['owners'] if o['name'] == 'Bb'][0] for p in h[1:]}
    assert (bb['2019-07-01']['votes_certain'], bb['2019-07-01']['control']) == (0.25, 'possible')
    assert (bb['2023-03-01']['votes_certain'], bb['2023-03-01']['votes_possible']) == (0.1, 0.2)
    because = {(b['what'], b['holder_name'], b['line']) for b in h[2]['because']}
    assert because == {('ended', 'Piet', 6), ('began', 'Klaas', 7)}, because
    # Up to a day: the last period still says when it ends.
    h = ask('history', 'Werk', '--as-of', '2020-01-01', world=world)['periods']
    assert len(h) == 2 and h[-1]['to'] == '2021-05-01', h


def history_as_table_csv_and_picture():
    world = fresh('past2')
    deliver(world, 'past.csv', PAST, 10)
    for width in ('80', '100'):
        for lang in ('nl', 'en'):
            text = good('--lang', lang, '--width', width, 'history', 'Werk', world=world)
            assert max(map(len, text.split('\n'))) <= int(width), text
            assert '2019-07-01' in text and '[cli' not in text and '[time' not in text, text
    nl, en = (good('--lang', x, 'history', 'Werk', '--csv', '-', world=world) for x in ('nl', 'en'))
    assert nl == en, 'CSV does not change with the language'
    rows = list(csv.DictReader(io.StringIO(en)))
    assert {r['owner'] for r in rows if r['control'] == 'certain'} == {'Piet', 'Aa', 'Cc'}
    svg = write('h.svg', '')
    good('-q', 'history', 'Werk', '--svg', svg, world=world)
    root = xml.etree.ElementTree.parse(svg).getroot()
    ns = '{http://www.w3.org/2000/svg}'
    assert root.get('role') == 'img' and root.find(ns + 'title').text.endswith('Werk')
    words = root.find(ns + 'desc').text
    for name in ('Aa', 'Bb', 'Cc', 'Piet', 'Klaas'):
        assert name in words, words
    refused(bolwerk('history', 'Werk', '--knowledge', '--svg', svg, world=world), 2, '--svg')
    assert 'bekend' in good('--lang', 'nl', 'history', 'Piet', world=world)


def many_events():
    world = fresh('events')
    rows = [f'H{i % 7},Werk,{30 + i % 40},{2000 + i // 12}-{i % 12 + 1:02}-01,'
            f'{2000 + (i + 1) // 12}-{(i + 1) % 12 + 1:02}-01' for i in range(250)]
    deliver(world, 'e.csv', HEAD + '\n'.join(rows) + '\n', 10)
    assert len(ask('history', 'Werk', world=world)['periods']) >= 200


# --- watch: once more, in Python --------------------------------------------

def stand(stakes, names):
    """For every owner and company: control, and votes as (sure, at most)."""
    out = {}
    companies = {c for _, c, _, _ in stakes}
    for x in names:
        sets = []
        for sure in (True, False):
            group = {x}
            grew = True
            while grew:
                grew = False
                for y in companies - group:
                    if held(stakes, group, y)[0 if sure else 1] > 50:
                        group.add(y)
                        grew = True
            sets.append(group)
        for y in companies - {x}:
            votes = (held(stakes, sets[0], y)[0], held(stakes, sets[1], y)[1])
            out[x, y, None] = 'certain' if y in sets[0] else 'possible' if y in sets[1] else \
                'excluded'
            for t in (10, 20, 25, 50):
                out[x, y, t] = 'certain' if votes[0] >= t else 'possible' if votes[1] >= t else \
                    'excluded'
    return out


def held(stakes, group, y):
    """What a group holds in y; a company has no votes in itself."""
    mine = [(lo, hi) for h, c, lo, hi in stakes if c == y and h in group and h != y]
    others = sum(lo for h, c, lo, hi in stakes if c == y and h not in group and h != y)
    return sum(lo for lo, _ in mine), min(sum(hi for _, hi in mine), max(100 - others, 0))


def differences(before, after):
    keys = before.keys() | after.keys()
    return {(k, before.get(k, 'excluded'), after.get(k, 'excluded')) for k in keys
            if before.get(k, 'excluded') != after.get(k, 'excluded')}


def told(text):
    return {((r['owner'], r['company'], float(r['threshold']) if r['threshold'] else None),
             r['certainty_before'], r['certainty_after'])
            for r in csv.DictReader(io.StringIO(text))}


def random_deliveries():
    for seed in range(6):
        rng = random.Random(seed)
        names = [f'P{i}' for i in range(8)]
        world = fresh(f'random{seed}')
        net, before = {}, {}
        for day in range(1, 9):
            for _ in range(10 if day == 1 else 2):
                pair = tuple(rng.sample(names, 2))
                lo = rng.choice((5, 10, 15, 20, 25, 30, 40, 45, 51, 60))
                net[pair] = (lo, rng.choice((lo, lo, min(100, lo + 30))))
                if rng.random() < .3:
                    net.pop(rng.choice(sorted(net)))
            for c in names:  # no company above 100 %
                while sum(lo for (h, y), (lo, _) in net.items() if y == c) > 100:
                    net.pop(max(k for k in net if k[1] == c))
            lines = [f'{h},{c},{lo}-{hi},,' if hi > lo else f'{h},{c},{lo},,'
                     for (h, c), (lo, hi) in net.items()]
            rng.shuffle(lines)
            after = stand([(h, c, lo, hi) for (h, c), (lo, hi) in net.items()], names)
            text = deliver(world, f'r{day}.csv', HEAD + '\n'.join(lines) + '\n', day, '--csv', '-',
                           '-q', dataset='s', verb='watch')
            want = {((x, y, float(t) if t else None), a, b)
                    for ((x, y, t), a, b) in differences(before, after)}
            assert told(text) == want, (seed, day, told(text) ^ want)
            before = after


def nothing_new_says_nothing():
    world = corrected()
    text = HEAD + 'Bb,Werk,40,2020-01-01,\nCc,Werk,60,2024-07-01,\nAa,Werk,60,2020-01-01,2024-07-01\n'
    out = json.loads(deliver(world, 'other.csv', text, 30, '--json', dataset='s', verb='watch'))
    assert out['loads'][0]['already'] is False and out['changes'] == []
    out = deliver(world, 'other.csv', text, 31, '-q', '--fail-on', 'know', dataset='s',
                  verb='watch')
    assert out == '', out
    assert 'Niets' in good('--lang', 'nl', 'watch', '--since', '2025-01-20', world=world)


def since_and_of_whom():
    world = corrected()
    w = ask('watch', '--since', '2025-01-10', world=world)
    assert {(c['owner']['name'], c['company']['name']) for c in w['changes']} == \
        {('Aa', 'Werk'), ('Cc', 'Werk')}
    aa = [c for c in w['changes'] if c['owner']['name'] == 'Aa' and c['what'] == 'control'][0]
    assert aa['level'] == 'act' and aa['because'][0]['before']['line'] == 2, aa
    assert aa['because'][0]['before']['file'].endswith('a.csv')
    assert {c['owner']['name'] for c in ask('watch', '--since', '2025-01-10', '--party', 'Cc',
                                            world=world)['changes']} == {'Cc'}
    assert len(ask('watch', '--since', '2025-01-10', '--party', 'Werk',
                   world=world)['changes']) == len(w['changes'])
    some = write('some.txt', 'Aa\n\nNiemand\n')
    r = ask('watch', '--since', '2025-01-10', '--list', some, world=world)
    assert {c['owner']['name'] for c in r['changes']} == {'Aa'}
    text = good('--lang', 'en', 'watch', '--since', '2025-01-10', '--list', some, world=world)
    assert 'Not known in this world: 1' in text, text
    only = ask('watch', '--since', '2025-01-10', '--threshold', '50', '--threshold', '33.3',
               world=world)['changes']
    assert {c['threshold'] for c in only} == {None, 0.5, 0.333}
    for level, status in (('act', 1), ('plan', 1), ('know', 1)):
        assert bolwerk('watch', '--since', '2025-01-10', '--fail-on', level,
                       world=world).returncode == status
    assert bolwerk('watch', '--since', '2025-01-20', '--fail-on', 'know',
                   world=world).returncode == 0
    refused(bolwerk('watch', world=world), 2, '--since')
    refused(bolwerk('watch', '--since', '77', world=world), 3, '77')
    refused(bolwerk('watch', '--since', '2025-01-10', '--party', 'Niemand', world=world), 3,
            'Niemand')
    refused(bolwerk('watch', '--since', '2025-01-10', '--threshold', '0', world=world), 2, '0')


def merged_and_split_again():
    """Two keys become one party by a later claim, and come apart when it goes."""
    world = fresh('merge')
    deliver(world, 's.csv', HEAD + 'Aa,Werk,30,,\nlei:529900T8BM49AURSDO55,Werk,25,,\n', 10)
    claim = 'name,lei\nAa,529900T8BM49AURSDO55\n'
    w = json.loads(deliver(world, 'p.csv', claim, 20, '--json', dataset='p', verb='watch'))
    got = {(c['what'], c['threshold'], c['certainty_before'], c['certainty_after'])
           for c in w['changes']}
    assert got == {('control', None, 'excluded', 'certain'), ('votes', .5, 'excluded', 'certain')}
    assert any(b['what'] == 'merged' for b in w['changes'][0]['because']), w['changes'][0]
    w = json.loads(deliver(world, 'p.csv', 'name,lei\nBb,\n', 30, '--json', dataset='p',
                           verb='watch'))
    assert {(c['what'], c['certainty_after']) for c in w['changes']} == \
        {('control', 'excluded'), ('votes', 'excluded')}
    assert any(b['what'] == 'split' for b in w['changes'][0]['because'])


def some_files_fail():
    world = corrected()
    path = write('e.csv', HEAD + 'Ee,Werk,60,,\n')
    r = bolwerk('watch', '--csv', '-', path, write('bad.csv', 'no,such\n1,2\n'), world=world)
    assert r.returncode == 3 and b'bad.csv' in r.stderr, r.stderr
    assert 'Ee' in r.stdout.decode(), 'what the other file changed is told'
    refused(bolwerk('watch', os.path.join(ENV['HOME'] if 'HOME' in ENV else '/', 'no-such-file'),
                    world=world), 3, 'no-such-file')


# --- real files -------------------------------------------------------------

def gleif_updates():
    base = os.path.join(DATA, 'ownership/gleif/golden-copy-xml')
    if not os.path.isdir(base):
        raise Skip('no GLEIF files')
    world = fresh('gleif')
    good('load', *(os.path.join(base, f + '-data.xml') for f in ('lei', 'rr', 'repex')),
         world=world)
    for f in ('rr-updates-data2', 'rr-updates-data2-new', 'lei-updates-data2',
              'repex-updates-data2', 'repex-updates-data2-new'):
        w = ask('watch', os.path.join(base, f + '.xml'), world=world)
        for c in w['changes']:
            now = controllers(world, '#%d' % c['company']['id'])
            if c['what'] == 'control' and c['certainty_after'] != 'excluded' and \
                    c['owner']['name']:
                assert now[c['owner']['name']] == c['certainty_after'], c
            assert c['because'], c
    # The same exception by the same company, said anew, is no news.
    again = [c for c in w['changes'] if c['company']['name'].startswith('Hutchin')]
    assert again == [], again


def bods_updates():
    """Statements of one record after the other, each date a delivery."""
    names = [os.path.join(DATA, 'ownership/bods-data-standard/examples', f)
             for f in ('tecido.json', 'fermcat.json')]
    if not all(map(os.path.exists, names)):
        raise Skip('no BODS examples')
    for path in names:
        world, n = fresh('update'), 0
        statements = json.load(open(path))
        days = sorted({s['statementDate'] for s in statements})
        whole = fresh('whole')
        good('load', path, world=whole)
        for i, day in enumerate(days):
            part = [s for s in statements if s['statementDate'] == day]
            w = json.loads(deliver(world, f'{i}.json', json.dumps(part), i + 1, '--json',
                                   verb='watch'))
            n += len(w['changes'])
        assert n > 0, path

        def everybody(w):
            db = sqlite3.connect(w)
            found = {r[0] for r in db.execute('SELECT name FROM party WHERE name IS NOT NULL')}
            db.close()
            return {x: controllers(w, x) for x in sorted(found)}
        assert everybody(world) == everybody(whole), path


def every_real_bods_file_twice():
    """Loading what is there, with other bytes, changes nothing."""
    files = sorted(glob.glob(os.path.join(DATA, 'ownership/bods-opencheck/data/**/*.jsonl'),
                             recursive=True))[:12]
    if not files:
        raise Skip('no BODS files')
    world = fresh('twice')
    for f in files:
        if bolwerk('load', f, world=world).returncode != 0:
            continue
        text = json.dumps([json.loads(x) for x in open(f) if x.strip()], indent=3)
        w = json.loads(deliver(world, 'again.json', text, 5, '--json', verb='watch'))
        assert w['changes'] == [], (f, w['changes'][:1])


main([both_axes, said_in_the_answer, same_bytes_for_good, known_by_number_and_refusals,
      clock_set_back, withdrawn_record, history_agrees_with_owners,
      history_as_table_csv_and_picture, many_events, random_deliveries, nothing_new_says_nothing,
      since_and_of_whom, merged_and_split_again, some_files_fail, gleif_updates, bods_updates,
      every_real_bods_file_twice])
