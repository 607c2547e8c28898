#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The law as data: the verb law. Prints TAP.

usage: law.py ROOT BOLWERK [TEST...]"""
import csv
import hashlib
import io
import json
import os
import random
import re

from kit import DATA, ENV, ROOT, Skip, ask, bolwerk, good, main, refused, write

CASES = os.path.join(DATA, 'cases/law.json')
WORDS = os.path.join(DATA, 'cases/law-vocabulary.json')


def decide(facts, *args):
    return ask('law', 'decide', write('facts.json', json.dumps(facts)), *args)


def case_of_ours():
    return {'deal.kind': 'shares', 'deal.control_before': False, 'deal.control_after': True,
            'target.established_nl': True, 'target.classes': ['vital:7(4)'],
            'sector.regime': 'none', 'dates.closing': '2026-03-02'}


def every_case():
    """Outcomes and grounds of cases by others, through the program."""
    if not os.path.exists(CASES):
        raise Skip('no cases')
    wrong = []
    for case in json.load(open(CASES)):
        a = ask('law', 'decide', write('case.json', json.dumps(case)), '--assume', WORDS)
        want = case['expect']
        if a['outcome'] != want.get('outcome', a['outcome']):
            wrong.append((case['id'], a['outcome']))
        for via in want.get('via', []):
            if not any(v == via or v.startswith(via + '(') for v in a['via']):
                wrong.append((case['id'], via, a['via']))
        for via in want.get('not_via', []):
            if any(v == via or v.startswith(via + '(') for v in a['via']):
                wrong.append((case['id'], 'not', via))
        if a['law_of'] != (case.get('closing') or a['law_of']):
            wrong.append((case['id'], a['law_of']))
        told = {k for k, v in case['facts'].items() if v is not None}
        if told & set(a['assumed']):
            wrong.append((case['id'], 'assumed what was told'))
        if a['outcome'] == 'OPEN' and not a['open']:
            wrong.append((case['id'], 'open, and nothing to judge'))
        for id, outcome in want.get('shadow', {}).items():
            if a['pending'].get(id) != outcome:
                wrong.append((case['id'], id, a['pending']))
    assert not wrong, wrong


def people_read_it():
    """Both languages, within the width, with the article at every reason."""
    path = write('ours.json', json.dumps(case_of_ours()))
    for lang in ('nl', 'en'):
        seen = set()
        for width in ('80', '100'):
            env = dict(ENV, COLUMNS=width)
            for args in (['decide', path], ['ask', path], ['list'], ['show', '4'], ['facts'],
                         ['codes', '6A001.a.1', 'AST3', '1A001'], ['decide'], ['ask']):
                text = good('--lang', lang, 'law', *args, env=env)
                assert text and not re.search(r'\bnull\b', text), text
                wide = [x for x in text.splitlines() if len(x) > int(width)
                        and 'https://' not in x]
                assert not wide, (args, width, wide[:2])
                seen.add(text)
        assert len(seen) > 8
    assert good('--lang', 'nl', 'law', 'decide') != good('--lang', 'en', 'law', 'decide')


def the_result_has_its_members():
    a = decide(case_of_ours())
    for k in ('outcome', 'via', 'cite', 'unknown', 'open', 'assumed', 'pending', 'law_of',
              'findings', 'reasons', 'values', 'lists', 'instruments'):
        assert k in a, k
    assert a['law_of'] == '2026-03-02'
    assert all(len(i['sha256']) == 64 for i in a['instruments'])
    assert [i['version'] for i in a['instruments'] if i['id'] == 'wet_vifo'] == ['2025-09-01']


def an_assumption_does_not_speak_against_what_is_told():
    """60 % of the votes, and control assumed away: nobody said "no", so it stays unknown. Told by a
    person, with a reason, it is no."""
    guess = write('guess.json', json.dumps({'deal.control_after': False, 'target.listed': False}))
    case = dict(case_of_ours(), **{'deal.votes_before': '0', 'deal.votes_after': '60'})
    case.pop('deal.control_after', None)
    a = ask('law', 'decide', write('o.json', json.dumps(case)), '--assume', guess)
    assert a['outcome'] in ('UNKNOWN', 'OPEN'), a['outcome']
    assert 'deal.control_after' in a['unknown'] and 'deal.control_after' not in a['assumed']
    assert a['findings'] == []
    # Below a half the assumption stands, and is listed.
    case['deal.votes_after'] = '40'
    a = ask('law', 'decide', write('o.json', json.dumps(case)), '--assume', guess)
    assert a['assumed'].get('deal.control_after') == 'false', a['assumed']
    case.update({'deal.votes_after': '60', 'deal.control_after': False,
                 'deal.control_reason': 'the articles give one vote to each holder'})
    a = ask('law', 'decide', write('o.json', json.dumps(case)), '--assume', guess)
    assert 'deal.control_after' not in a['unknown'] and a['findings'] == []


def the_duty_is_told():
    """Who, when, waiting, what is weighed and what follows, each with its article."""
    guess = write('guess.json', json.dumps({
        'target.secrecy_duty': False, 'deal.public_offer': False, 'deal.restructuring': False,
        'deal.seat_transfer': False, 'acquirer.kind': 'company', 'acquirer.public_only': False}))

    def articles(a, member):
        return [f['cite'].rsplit(' ', 1)[1] for f in a[member]]
    a = ask('law', 'decide', write('o.json', json.dumps(case_of_ours())), '--assume', guess)
    assert a['outcome'] == 'NOTIFIABLE', a['outcome']
    assert a['who']['value'] == 'acquirer_or_target' and '11(5)' in a['who']['cite'], a['who']
    assert (a['when']['value'], a['when']['closing'], a['when']['latest']) == \
        ('before', '2026-03-02', None), a['when']
    assert a['standstill'] == {'truth': 'true', 'cite': 'Wet vifo 10(1)'}, a['standstill']
    # A vital provider: articles 19 and 20, of technology nothing.
    assert articles(a, 'factors') == ['19(1)', '20'], a['factors']
    assert [i['letter'] for i in a['factors'][1]['items']] == list('abcd')
    after = {c['cite'].split(' ')[2]: c['after'] for c in a['consequences']}
    assert after['30'] == 'not_notified' and after['28(1)'] == 'prohibited', after
    fine = [c for c in a['consequences'] if c['cite'] == 'Wet vifo 51(3)'][0]
    assert any('EUR' in i['says'] and i['cite'] == 'Sr 23(4)' for i in fine['items']), fine
    # Of technology: 21, not 20. Of a class that is not known: both.
    tech = dict(case_of_ours(), **{'target.classes': ['tech'], 'target.activity': 'rd_or_manufacture',
                                   'target.work_in_nl': True, 'target.item_qualifies': True,
                                   'target.codes': ['6A001']})
    a = ask('law', 'decide', write('o.json', json.dumps(tech)), '--assume', guess)
    assert articles(a, 'factors') == ['19(1)', '21'], a['factors']
    a = decide({})
    assert articles(a, 'factors') == ['19(1)', '20', '21'] and a['who']['value'] is None
    assert 'target.secrecy_duty' in a['who']['depends_on'], a['who']
    # Afterwards, by who acquires by universal title; two weeks of it.
    title = dict(case_of_ours(), **{'deal.kind': 'universal_title'})
    a = ask('law', 'decide', write('o.json', json.dumps(title)), '--assume', guess)
    assert (a['who']['value'], a['when']['value'], a['when']['latest']) == \
        ('acquirer', 'after', '2026-03-16'), (a['who'], a['when'])
    assert a['standstill']['truth'] == 'false'
    # Nothing to notify: nothing is said of a duty.
    none = dict(case_of_ours(), **{'target.established_nl': False, 'target.controls.classes': [],
                                   'target.controls.codes': [], 'target.codes': []})
    a = ask('law', 'decide', write('o.json', json.dumps(none)), '--assume', guess)
    assert a['outcome'] == 'NOT_NOTIFIABLE', a['outcome']
    assert [a[k] for k in ('who', 'when', 'standstill', 'factors', 'consequences')] == \
        [None, None, None, [], []]
    text = good('--lang', 'en', 'law', 'decide', write('o.json', json.dumps(none)), '--assume', guess)
    assert 'Who notifies' not in text
    text = good('--lang', 'en', 'law', 'decide')
    assert 'If it has to be notified' in text and 'Nothing is computed' in text


def votes_case():
    """Very sensitive technology, no control: the votes decide."""
    return dict(case_of_ours(), **{
        'deal.control_after': False, 'target.classes': ['tech'], 'target.codes': ['6A001'],
        'target.activity': 'rd_or_manufacture', 'target.item_qualifies': True,
        'target.work_in_nl': True, 'deal.restructuring': False, 'deal.veto_rights': False,
        'deal.information_rights': False, 'deal.director_commitment': False,
        'deal.shareholder_agreement_influence': False, 'deal.seat_transfer': False,
        'target.listed': False, 'acquirer.kind': 'company', 'target.controls.codes': [],
        'target.controls.classes': [], 'target.influences.technology_nl': False,
        'concert.existed_before': True, 'concert.votes_before': '0', 'concert.votes_after': '0'})


def where_it_turns():
    """An unknown number: the value at which the outcome turns, and just below it."""
    a = decide(dict(votes_case(), **{'deal.votes_before': '4'}))
    assert a['outcome'] == 'UNKNOWN' and a['unknown'] == ['deal.votes_after'], a['unknown']
    assert [(t['fact'], t['from'], t['outcome']) for t in a['turns']] == [
        ('deal.votes_after', '0', 'NOT_NOTIFIABLE'), ('deal.votes_after', '10', 'NOTIFIABLE')]
    # Those who act together count: three of them leave seven.
    a = decide(dict(votes_case(), **{'deal.votes_before': '4', 'concert.votes_after': '3'}))
    assert [t['from'] for t in a['turns']] == ['0', '7'], a['turns']
    # Already above a tenth: the next mark is a fifth.
    a = decide(dict(votes_case(), **{'deal.votes_before': '12.5'}))
    assert [t['from'] for t in a['turns']] == ['0', '20'], a['turns']
    rnd = random.Random(7)
    for _ in range(12):
        facts = dict(votes_case(), **{
            'deal.votes_before': str(rnd.randrange(260) / 10),
            'concert.votes_before': str(rnd.randrange(50) / 10),
            'concert.votes_after': str(rnd.randrange(150) / 10)})
        turns = decide(facts)['turns']
        for t, before in zip(turns[1:], turns):
            at = round(float(t['from']) * 10 ** 7)
            for ppb, want in ((at, t['outcome']), (at - 1, before['outcome'])):
                told = dict(facts, **{t['fact']: f'{ppb // 10**7}.{ppb % 10**7:07}'})
                assert decide(told)['outcome'] == want, (told, turns)
    text = good('--lang', 'en', 'law', 'decide', write('t.json', json.dumps(dict(
        votes_case(), **{'deal.votes_before': '4'}))))
    assert 'less than 10 %: This need not' in text and '10 % or more: This has to' in text, text


def the_question_is_answered_first():
    def first(question, **facts):
        return good('--lang', 'en', 'law', 'decide', '--fact', 'question=' + question,
                    *[x for k, v in facts.items() for x in ('--fact', k.replace('__', '.') + '=' + v)]
                    ).split('\n\n')[0]
    assert 'acquirer notifies' in first('who_notifies', deal__kind='universal_title')
    text = first('classify', target__codes='1B001', target__classes='vital:7(4)')
    assert 'vital provider. [Wet vifo 7]' in text and 'not known' not in text.splitlines()[1], text
    assert 'terms of the Wet vifo' in first('timeline', dates__notification_received='2026-03-02')
    text = good('--lang', 'en', 'law', 'decide')
    assert text.startswith('A person has to judge this, and facts are missing'), text[:80]
    assert 'bolwerk law ask' in text


def a_proposal_asks_apart():
    """Decided under the law in force: what is left is asked for the proposal only."""
    facts = dict(votes_case(), **{'deal.votes_before': '8', 'deal.votes_after': '12',
                                  'target.classes': [], 'target.codes': []})
    for _ in range(20):
        a = ask('law', 'ask', write('p.json', json.dumps(facts)))
        assert a['ask'] is None and a['outcome'] == 'NOT_NOTIFIABLE', a
        q = a['ask_pending']
        if q is None:
            break
        assert q['pending'] and q['proposal'] and not q['judgement'], q
        assert q['fact'] not in facts, q
        facts[q['fact']] = [] if q['fact'] in ('target.technology_fields',) else False
    assert q is None and 'target.technology_fields' in facts, facts
    del facts['target.technology_fields']
    text = good('--lang', 'en', 'law', 'ask', write('p.json', json.dumps(facts)))
    assert 'Only for a proposal' in text and '--fact target.technology_fields' in text, text


def fractions_of_partners():
    """One third of a partner counts as one third of the buyer does."""
    def votes(v):
        return decide({'deal.votes_after': '0',
                       'concert': [{'id': 'P', 'votes_before': '0', 'votes_after': v}]})
    assert votes('1/3')['unknown'] == votes('33.3333334')['unknown']
    refused(bolwerk('law', 'decide', write('f.json', json.dumps(
        {'concert': [{'id': 'P', 'votes_before': '4/3', 'votes_after': '0'}]}))), 3, 'concert')


def wrong_facts():
    for facts, words in (
            ({'deal.kin': 'shares'}, ['deal.kin', 'law facts']),
            ({'deal.kind': 'gift'}, ['deal.kind', 'gift']),
            ({'deal.kind': 3}, ['deal.kind', '3']),
            ({'deal.kind': {'a': 1}}, ['deal.kind']),
            ({'deal.control_after': 'perhaps'}, ['deal.control_after', 'yes or no']),
            ({'deal.votes_after': '101'}, ['deal.votes_after', '0 to 100']),
            ({'deal.votes_after': '-1'}, ['deal.votes_after']),
            ({'deal.votes_after': [1]}, ['deal.votes_after']),
            ({'dates.closing': '2026-02-30'}, ['dates.closing', 'date']),
            ({'target.codes': ['6A01']}, ['target.codes', '6A01']),
            ({'target.classes': ['vital']}, ['target.classes', 'vital']),
            ({'target.telecom.mobile_lines': -5}, ['target.telecom.mobile_lines']),
            ({'target.telecom.mobile_lines': '1.5'}, ['target.telecom.mobile_lines']),
            ({'concert': 'all'}, ['concert']),
            ({'concert': [{'votes_after': 'many'}]}, ['concert', 'many']),
            ([1], ['object'])):
        path = write('wrong.json', json.dumps(facts))
        refused(bolwerk('--lang', 'en', 'law', 'decide', path), 3, 'wrong.json', *words)
    for text in ('', '{', '{"deal.kind": "shares"', '{"deal.kind" "shares"}', '\x00', '[' * 5000):
        refused(bolwerk('law', 'decide', write('bad.json', text)), 3, 'bad.json')
    refused(bolwerk('law', 'decide', 'no-such.json'), 3, 'no-such.json')
    refused(bolwerk('law', 'decide', '--fact', 'deal.kind'), 2, 'KEY=VALUE')
    refused(bolwerk('law', 'decide', '--fact', 'deal.sort=shares'), 2, 'deal.sort')
    refused(bolwerk('law', 'judge'), 2, 'judge', 'decide')
    refused(bolwerk('law', 'show', '999'), 3, '999')
    refused(bolwerk('law', 'codes', 'zzz'), 3, 'zzz')


def facts_that_do_not_go_together():
    def found(**more):
        return {f['id'] for f in decide(dict(case_of_ours(), **{
            k.replace('__', '.'): v for k, v in more.items()}))['findings']}
    few = 'control-few-votes'
    assert found() == set()
    assert few in found(deal__votes_after='5')
    assert few not in found(deal__votes_after='5', deal__control_reason='a contract')
    assert few not in found(deal__votes_after='60')
    assert 'majority-no-control' in found(deal__votes_after='60', deal__control_after=False)
    assert 'closing-before-signing' in found(dates__signing='2026-04-01')
    assert 'closing-before-signing' not in found(dates__signing='2026-03-02')
    assert 'restructuring-changes-control' in found(
        deal__restructuring=True, deal__ultimate_control_changed=True)
    assert 'votes-above-whole' in found(
        deal__votes_after='60', concert=[{'id': 'P', 'votes_before': '0', 'votes_after': '41'}])
    assert 'votes-above-whole' not in found(
        deal__votes_after='60', concert=[{'id': 'P', 'votes_before': '0', 'votes_after': '40'}])
    # A finding decides nothing.
    assert decide(dict(case_of_ours(), **{'deal.votes_after': '5'}))['outcome'] == \
        decide(dict(case_of_ours(), **{'deal.votes_after': '60'}))['outcome']
    text = good('--lang', 'en', 'law', 'decide', write(
        'few.json', json.dumps(dict(case_of_ours(), **{'deal.votes_after': '5'}))))
    assert 'say why' in text and 'deal.control_reason' in text, text


def before_the_act():
    a = decide(dict(case_of_ours(), **{'dates.closing': '2022-03-02', 'question': 'notify'}))
    assert a['outcome'] == 'NOT_VIFO' and a['pending'] == {}, a
    assert not [i for i in a['instruments'] if i['id'] == 'wet_vifo']
    a = decide(dict(case_of_ours(), **{'dates.closing': '1999-01-01', 'question': 'call_in'}))
    assert a['outcome'] == 'NO_CALL_IN', a['outcome']
    good('law', 'list', '--as-of', '1999-01-01')


def the_last_word_is_of_the_user():
    path = write('ours.json', json.dumps(dict(case_of_ours(), **{'deal.restructuring': False})))
    guess = write('guess.json', json.dumps({'deal.control_after': False, 'acquirer.kind': 'company'}))
    a = ask('law', 'decide', path, '--assume', guess)
    # Silence about another fact counts as no, and is listed too.
    assert a['assumed'] == {'acquirer.kind': 'company', 'acquirer.public_only': None}, a['assumed']
    # No day of closing: the law of today, and said so.
    today = {k: v for k, v in case_of_ours().items() if k != 'dates.closing'}
    told = write('today.json', json.dumps(today))
    none = ask('law', 'decide', told)
    assert none['assumed']['dates.closing'] == none['law_of'] == none['as_of'], none['assumed']
    assert 'dates.closing' not in ask('law', 'decide', told, '--as-of', '2024-03-01')['assumed']
    assert none['law_of'] in good('--lang', 'en', 'law', 'decide', told).split('Today is assumed')[1]
    b = ask('law', 'decide', path, '--fact', 'deal.control_after=no')
    assert b['outcome'] != 'NOTIFIABLE' and a['outcome'] != b['outcome'], (a, b)
    refused(bolwerk('law', 'decide', path, '--assume', write('g.json', '{"deal.x": 1}')), 3, 'deal.x')


def looking_things_up():
    """By number, by act and number; as JSON the same articles as in words."""
    every = ask('law', 'show', '23')['articles']
    assert {x['instrument'] for x in every} >= {'wet_vifo', 'sr'}, every
    text = good('--lang', 'en', 'law', 'show', '23')
    assert 'More than one act' in text and text.count(', art. ') == len(every)
    for name in (['Wet vifo 23'], ['wet_vifo', '23'], ['WET', 'VIFO', '23']):
        one = ask('law', 'show', *name)['articles']
        assert one == [x for x in every if x['instrument'] == 'wet_vifo'], name
        assert 'More than one act' not in good('--lang', 'en', 'law', 'show', *name)
    assert [x['article'] for x in ask('law', 'show', '1, zeggenschap')['articles']] == ['1, zeggenschap']
    assert len(ask('law', 'show', 'sr')['articles']) == 2
    fine = good('--lang', 'en', 'law', 'show', 'Wet vifo', '51(3)')
    assert 'Sr 23(4), from 2018-01-01: 830000 EUR' in fine, fine
    for wrong in (['Wet vifo 999'], ['sr', '4(1)'], ['wet_vif', '4']):
        refused(bolwerk('law', 'show', *wrong), 3, wrong[-1].split()[-1])
    rows = list(csv.reader(io.StringIO(good('law', 'facts', '--csv', '-'))))[1:]
    facts = ask('law', 'facts')['facts']
    assert [[f['fact'], f['type'], f['question']] for f in facts] == rows
    kind = ask('law', 'facts', 'deal.kind')['facts']
    assert len(kind) == 1 and 'shares' in [v['value'] for v in kind[0]['values']], kind


def a_draft_says_when_it_is_not_needed():
    told = write('v.json', json.dumps(dict(votes_case(), **{'deal.votes_before': '0',
                                                            'deal.votes_after': '3'})))
    top = good('--lang', 'en', 'law', 'draft', told).split('## ')[0]
    assert 'Mind' in top and 'This need not be notified' in top, top
    assert 'Mind' not in good('--lang', 'en', 'law', 'draft', told,
                              '--fact', 'deal.votes_after=12').split('## ')[0]


def rules_of_your_own():
    """A folder: a new version is added, the same version is replaced, mistakes are named."""
    folder = os.path.join(os.path.dirname(write('x', '')), 'mine')
    os.makedirs(os.path.join(folder, 'deep'))
    file = os.path.join(folder, 'deep/act.yaml')

    def put(text):
        with open(file, 'w', encoding='utf-8') as f:
            f.write(text)
    ours = open(os.path.join(ROOT, 'rules/law/wet_vifo/2025-09-01.yaml'), encoding='utf-8').read()
    facts = dict(votes_case(), **{'deal.votes_before': '0', 'deal.votes_after': '12'})
    path = write('f.json', json.dumps(facts))
    assert ask('law', 'decide', path)['outcome'] == 'NOTIFIABLE'
    # The same version: a tenth becomes an eighth part.
    put(ours.replace('tenth: "10%"', 'tenth: "12.5%"'))
    a = ask('law', 'decide', path, '--rules-dir', folder)
    act = [i for i in a['instruments'] if i['id'] == 'wet_vifo']
    assert a['outcome'] == 'NOT_NOTIFIABLE' and len(act) == 1, (a['outcome'], act)
    assert act[0]['file'] == file
    assert act[0]['sha256'] == hashlib.sha256(open(file, 'rb').read()).hexdigest()
    b = ask('law', 'decide', path, '--rules-dir', folder, '--fact', 'deal.votes_after=12.5')
    assert b['outcome'] == 'NOTIFIABLE'
    # Its receipt is replayed with the same folder only.
    receipt = write('r.json', json.dumps(a['receipt']))
    assert ask('law', 'replay', receipt, '--rules-dir', folder)['same']
    refused(bolwerk('law', 'replay', receipt), 3, 'not the same')
    # A new version: it holds from its day on, ours until then.
    put(ours.replace('valid_from: 2025-09-01', 'valid_from: 2027-01-01')
        .replace('tenth: "10%"', 'tenth: "12.5%"'))
    before = write('o.yaml', ours)
    os.rename(before, os.path.join(folder, 'ours.yaml'))
    with open(os.path.join(folder, 'ours.yaml'), 'w', encoding='utf-8') as f:
        f.write(ours.replace('valid_to: null', 'valid_to: 2027-01-01', 1))
    for day, outcome in (('2026-12-31', 'NOTIFIABLE'), ('2027-01-01', 'NOT_NOTIFIABLE')):
        c = ask('law', 'decide', path, '--rules-dir', folder, '--fact', 'dates.closing=' + day)
        assert c['outcome'] == outcome, (day, c['outcome'])
    # Mistakes: the file and what is wrong.
    os.remove(os.path.join(folder, 'ours.yaml'))
    put(ours.replace('$tenth', '$tent'))
    refused(bolwerk('law', 'decide', path, '--rules-dir', folder), 3, 'act.yaml', 'tent')
    put('a: 1\n')
    refused(bolwerk('law', 'decide', path, '--rules-dir', folder), 3, 'act.yaml', '$id')
    put('a: [\n')
    refused(bolwerk('law', 'decide', path, '--rules-dir', folder), 3, 'act.yaml')
    os.remove(file)
    refused(bolwerk('law', 'decide', path, '--rules-dir', folder), 3, 'no rule file')
    refused(bolwerk('law', 'decide', path, '--rules-dir', folder + '/none'), 3, 'none')


def codes():
    def row(*code):
        return list(csv.reader(io.StringIO(good('law', 'codes', *code, '--csv', '-'))))[1:]
    got = row('6A001.a.1', 'ml19.D.2', 'ast3', '1A001', '1A002')
    assert [r[:4] for r in got] == [
        ['6A001.a.1', '6A001', 'true', 'true'], ['ml19.D.2', 'ML19.d', 'true', 'true'],
        ['ast3', 'AST3', 'true', 'true'], ['1A001', '1A001', 'true', 'false'],
        ['1A002', '1A002', 'false', 'false']], got
    assert all(r[4] for r in got), got
    # By a word, in either language whatever the language of the answer.
    for word in ('quantum', 'KWANTUM'):
        assert {'AST1', '4A506'} <= {r[1] for r in row(word)}, row(word)


def answer(facts, vocabulary, q, rnd):
    """A random answer of the right type: (key, JSON value)."""
    key, kind = q['fact'], vocabulary[q['fact']]
    if key in ('concert.votes_before', 'concert.votes_after'):
        return 'concert', [{'id': 'P', 'votes_before': str(rnd.choice([0, 9, 12])),
                            'votes_after': str(rnd.choice([0, 9, 26]))}]
    return key, {
        'bool': lambda: rnd.random() < .5,
        'choice': lambda: rnd.choice(q['values']),
        'set': lambda: rnd.sample(q['values'], rnd.randrange(2)),
        'percent': lambda: str(rnd.choice([0, 5, 10, 15, 20, 25, 33, 51, 100])),
        'integer': lambda: rnd.choice([0, 10, 25, 400, 90000, 2000000000]),
        'date': lambda: rnd.choice(['2022-10-01', '2023-07-01', '2024-05-01', '2026-02-02']),
        'codes': lambda: rnd.choice([[], ['6A001'], ['1A001'], ['AST2'], ['ML19.d'], ['ML5']]),
        'text': lambda: 'x', 'concert': lambda: []}[kind]()


def asking_ends():
    """Random answers: no question twice, and in the end a decision."""
    rows = csv.reader(io.StringIO(good('law', 'facts', '--csv', '-')))
    vocabulary = {r[0]: r[1] for r in rows}
    rnd, asked, outcomes = random.Random(4), [], {}
    for run in range(40):
        facts = {}
        for i in range(len(vocabulary) + 1):
            a = ask('law', 'ask', write('ask.json', json.dumps(facts)))
            if a['ask'] is None:
                break
            key, value = answer(facts, vocabulary, a['ask'], rnd)
            assert key not in facts, f'{key} is asked twice: {facts}'
            assert not a['ask']['judgement'] or not a['unknown'], 'judgement before facts'
            facts[key] = value
        assert a['ask'] is None, f'no end: {facts}'
        assert a['outcome'] not in ('UNKNOWN', 'OPEN'), (a, facts)
        assert decide(facts)['outcome'] == a['outcome']
        asked.append(len(facts))
        outcomes[a['outcome']] = outcomes.get(a['outcome'], 0) + 1
    print(f'# {sum(asked) / len(asked):.1f} questions on average, {max(asked)} at most; {outcomes}')
    assert len(outcomes) > 2, outcomes


def a_receipt_plays_again():
    """The same decision comes out; what was changed since is named."""
    path = write('ours.json', json.dumps(dict(
        case_of_ours(), concert=[{'id': 'P', 'votes_before': '1.25', 'votes_after': '5'}])))
    guess = write('guess.json', json.dumps({'acquirer.kind': 'company', 'target.codes': []}))
    receipt = os.path.join(os.path.dirname(path), 'receipt.json')
    for lang in ('nl', 'en'):
        good('--lang', lang, 'law', 'decide', path, '--assume', guess, '--receipt', receipt)
        r = json.load(open(receipt))
        assert r['law_of'] == '2026-03-02' and r['assumed'] == ['target.codes', 'acquirer.kind'], r
        assert r['facts']['concert.votes_before'] == '1.25', r['facts']
        a = ask('law', 'replay', receipt)
        assert a['same'] and a['outcome'] == r['outcome']
    for i in ask('law', 'decide', path)['instruments']:
        text = open(os.path.join(ROOT, i['file']), 'rb').read()
        assert hashlib.sha256(text).hexdigest() == i['sha256'] == r['rule_files'][i['file']], i
    assert ask('law', 'decide', path, '--assume', guess)['receipt'] == r
    for member, key, value in (('facts', 'deal.kind', 'merger'), ('verdicts', 'notifiable', 'no'),
                               ('rule_files', 'rules/law/btst/2023-06-01.yaml', '0' * 64)):
        bad = json.loads(json.dumps(r))
        assert key in bad[member]
        bad[member][key] = value
        refused(bolwerk('law', 'replay', write('bad.json', json.dumps(bad))), 3, 'not the same')
    refused(bolwerk('law', 'replay', write('bad.json', json.dumps(dict(r, outcome='X')))), 3,
            'outcome')
    refused(bolwerk('law', 'replay', path), 3, 'no receipt')


def explained_as_a_tree():
    """Each reason stands below the one it is a part of, its facts beside."""
    facts = write('ours.json', json.dumps(case_of_ours()))
    a, d = ask('law', 'explain', facts), ask('law', 'decide', facts)
    assert a['outcome'] == d['outcome'] and len(a['reasons']) == len(d['reasons'])
    depth = -1
    for r in a['reasons']:
        assert 0 <= r['depth'] <= depth + 1 and r['says'], r
        depth = r['depth']
    told = {k: v for r in a['reasons'] for k, v in r['facts'].items()}
    assert told['target.classes'] == 'vital:7(4)' and told['deal.control_after'] == 'true', told
    assert told['acquirer.kind'] is None
    for lang in ('nl', 'en'):
        for width in (80, 100):
            text = good('--lang', lang, 'law', 'explain', facts, env=dict(ENV, COLUMNS=str(width)))
            assert max(map(len, text.splitlines())) <= width and 'target.classes = vital' in text


def a_change_of_law_turns_decisions():
    """Made-up cases: each example decides as the table says, on either day."""
    for old, new in (('2024-01-01', '2025-09-01'), ('2023-05-31', '2023-06-01')):
        a = ask('law', 'diff', old, new, '--limit', '400')
        assert a == ask('law', 'diff', old, new, '--limit', '400')
        assert a['cases'] == 400 == sum(p['cases'] for p in a['pairs'])
        assert 0 < a['turned'] == sum(p['cases'] for p in a['pairs'] if p['old'] != p['new'])
        for p in a['pairs']:
            for day, outcome in ((old, p['old']), (new, p['new'])):
                facts = dict(p['example'], **{'dates.closing': day})
                assert decide(facts)['outcome'] == outcome, (p, day)
        if old == '2024-01-01':
            assert 'article6_applies' in a['pairs'][0]['rules'], a['pairs'][0]
    same = ask('law', 'diff', '2023-06-01', '2024-01-01', '--limit', '400')
    assert same['turned'] == 0, same
    table = good('law', 'diff', '2024-01-01', '2025-09-01', '--limit', '50', '--csv', '-')
    assert table.startswith('old,new,cases,because,example'), table
    one = write('one.json', json.dumps(case_of_ours()))
    a = ask('law', 'diff', '2024-01-01', '2025-09-01', one)
    assert [(p['old'], p['new'], p['cases']) for p in a['pairs']] == \
        [(decide(case_of_ours())['outcome'],) * 2 + (1,)], a
    refused(bolwerk('law', 'diff', '2024-01-01', 'soon'), 2, 'soon')
    refused(bolwerk('law', 'diff', '2024-01-01'), 2, 'law diff')


if __name__ == '__main__':
    main([every_case, people_read_it, the_result_has_its_members,
          an_assumption_does_not_speak_against_what_is_told, the_duty_is_told, where_it_turns,
          the_question_is_answered_first, a_proposal_asks_apart, fractions_of_partners,
          wrong_facts,
          facts_that_do_not_go_together, before_the_act, the_last_word_is_of_the_user, codes,
          looking_things_up, rules_of_your_own, a_draft_says_when_it_is_not_needed, explained_as_a_tree, a_receipt_plays_again,
          a_change_of_law_turns_decisions, asking_ends])
