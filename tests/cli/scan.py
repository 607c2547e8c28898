#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The scan: questions at a terminal, answers from a file, a plan. Prints TAP.

usage: scan.py ROOT BOLWERK [TEST...]"""
import csv
import io
import json
import os
import pty
import select
import subprocess
import time

from kit import BOLWERK, COMPANY, ENV, ROOT, TMP, ask, bolwerk, example, good, main, refused

QUICK = ['X1', 'X2', 'X3', 'X5', 'X8', 'KJ1', 'MN3', 'PK1', 'IN2', 'LG1', 'EC1', 'DI1', 'IR1']


def answers(**said):
    return [x for q, a in said.items() for x in ('--answer', f'{q}={a}')]


def path(name):
    return os.path.join(TMP, name)


def wide(text):
    return [line for line in text.split('\n') if len(line) > 80]


def nothing_is_asked_of_a_pipe():
    """Without a terminal it does not wait for answers, and says how to begin."""
    text = good('--lang', 'nl', 'scan')
    assert '0 van 61' in text and '--quick --save' in text, text
    assert ask('scan', '--quick')['asked'] == 13


def a_plan():
    """Duties first, then what to do now; each with why, effort and whom to ask."""
    for lang, first, now, why in (('nl', 'EERST DIT', 'NU', 'Waarom:'),
                                  ('en', 'THIS FIRST', 'NOW', 'Why:')):
        text = good('--lang', lang, '--width', '80', 'scan', '--quick', '--limit', '100',
                    *answers(X1=2, X2=2, X3=1, X5='u', X8=1, KJ1=0, MN3='u', PK1=1, IN2=3,
                             LG1=2, EC1=0, DI1=3, IR1='n: we are two people'))
        assert not wide(text), wide(text)
        lines = text.split('\n')
        assert lines.index(first) < lines.index(now)
        assert text.count(why) == 5, text  # KJ1 MN3 PK1 LG1 EC1
        assert '2021/821' in text and 'economischeveiligheid.nl' in text
    assert 'not checked' in text  # the address of the police
    assert '13 of 13' in text


def honest_ends():
    """Not knowing is a range, not a zero; nothing known or nothing fits is said."""
    one = ask('scan', *answers(IN1=1, IN2=3, IN3=0, IN4='u', IN5=2))
    theme = {t['theme']: t for t in one['themes']}['IN']
    assert (theme['score']['min'], theme['score']['max']) == (42, 60), theme
    assert one['resilience'] is None and one['no_resilience'] == 'coverage'
    quick = {q: 'u' for q in QUICK}
    dark = ask('scan', '--quick', *answers(**quick))
    assert dark['no_resilience'] == 'nothing-known'
    assert all(a['step'] == 'find-out' for a in dark['actions']) and len(dark['actions']) == 8
    quick.update({q: 'n: too small' for q in QUICK if q[0] != 'X'})
    assert ask('scan', '--quick', *answers(**quick))['no_resilience'] == 'not-applicable'


def wrong_answers():
    for said, why in (('KJ1=4', 'answer with 0'), ('X1=3', '0, 1, 2 or u'), ('QQ=1', '--answer'),
                      ('KJ1=n', 'why it does not apply'), ('KJ1', '--answer')):
        r = bolwerk('scan', '--answer', said)
        assert r.returncode in (2, 3) and why in r.stderr.decode(), (said, r.stderr)
    open(path('bad.json'), 'w').write('{"format": "bolwerk-scan-1", "questionnaire": "economic-'
                                      'security", "version": "1.0", "answers": {"X1": 2}}')
    r = bolwerk('scan', '--answers', path('bad.json'))
    assert r.returncode == 3 and 'bad.json: X1: it is no text' in r.stderr.decode(), r.stderr


def saved_and_read_again():
    """Same answers, same bytes; and going on gives the same plan as at once."""
    good('scan', '--save', path('a.json'), *answers(X1=2, KJ1=0))
    good('scan', '--answers', path('a.json'), '--save', path('b.json'))
    assert open(path('a.json')).read() == open(path('b.json')).read()
    saved = json.load(open(path('a.json')))
    assert saved['answers'] == {'X1': '2', 'KJ1': '0'} and saved['date'] == '2026-11-25'
    more = ask('scan', '--answers', path('a.json'), *answers(KJ2=1))
    once = ask('scan', *answers(X1=2, KJ1=0, KJ2=1))
    assert more == once


def then_and_now():
    good('scan', '--quick', '--save', path('then.json'), *answers(KJ1=0, DI1=3))
    text = good('--lang', 'en', 'scan', '--quick', '--previous', path('then.json'),
                *answers(KJ1=3, DI1=1))
    assert 'Crown jewels and knowledge: 0, now 100' in text, text
    assert 'Better: KJ1' in text and 'Worse: DI1' in text
    old = json.load(open(path('then.json')))
    old['version'] = '0.9'
    old['scores']['themes']['KJ'] = [12, 12]
    json.dump(old, open(path('old.json'), 'w'))
    text = good('--lang', 'en', 'scan', '--quick', '--previous', path('old.json'),
                *answers(KJ1=3, DI1=1))
    # As it was told then, not reckoned again; and no difference is claimed.
    assert 'Crown jewels and knowledge: 12, now 100' in text and '0.9' in text, text
    assert 'Better' not in text


def what_is_known_already():
    """Findings of the check propose answers, with their source; none counts."""
    world = example('scan')
    known = ask('scan', '--party', COMPANY, world=world)
    by = {p['question']: p for p in known['proposals']}
    assert by['LG2']['value'] == 0 and by['X5']['value'] == 2 and by['IN1']['value'] is None
    assert any('uses.csv:' in b['evidence'] for b in by['LG2']['because'])
    assert known['answered'] == 0 and known['actions'] == []
    text = good('--lang', 'nl', '--width', '80', 'scan', '--party', COMPANY, world=world)
    assert '--answer LG2=0' in text and not wide(text), wide(text)


def beside_others():
    """From ten results up, first of the own sector and size; never with fewer."""
    def others(*rows):
        with open(path('others.csv'), 'w') as f:
            f.write('sector,size,resilience\n' + ''.join('%s,%s,%d\n' % r for r in rows))
        return path('others.csv')

    mine = ['scan', '--quick', *answers(X1=0, X2=0, X3=0, X5=0, X8=0, KJ1=3, MN3=3, PK1=3, IN2=3,
                                        LG1=3, EC1=3, DI1=0, IR1=0)]
    points = ask(*mine)['resilience']['min']
    assert 0 < points < 100 and ask(*mine)['others'] is None
    alike = [('26', 'small', points - 5 + i) for i in range(10)]  # five below, one the same
    cell = ['--sector', '26', '--size', 'small']
    assert ask(*mine, *cell, '--others', others(*alike))['others'] == {
        'alike': True, 'of': 10, 'below': 5, 'below_may': 5}
    # One fewer of the same: all together, and only when they are ten.
    few = alike[:9] + [('62', 'large', 0)]
    assert ask(*mine, *cell, '--others', others(*few))['others'] == {
        'alike': False, 'of': 10, 'below': 6, 'below_may': 6}
    assert ask(*mine, *cell, '--others', others(*alike[:9]))['others'] is None
    assert 'fewer than ten' in good(*mine, '--others', others(*alike[:9]))
    assert '5' in good('--lang', 'nl', *mine, *cell, '--others', others(*alike))
    # No total, no comparison.
    assert ask('scan', '--answer', 'KJ1=3', '--others', others(*alike))['others'] is None
    refused(bolwerk('scan', '--others', others(('26', 'small', 101))), 3, 'others.csv', '101',
            'line 2')
    with open(path('bad.csv'), 'w') as f:
        f.write('sector,resilience\n')
    refused(bolwerk('scan', '--others', path('bad.csv')), 3, 'bad.csv', 'size')
    refused(bolwerk('scan', '--others', path('none.csv')), 3, 'none.csv')


def as_a_table():
    rows = list(csv.DictReader(io.StringIO(good('scan', '--csv', '-', *answers(X7=0, KJ1=0)))))
    by = {r['question']: r for r in rows}
    assert len(rows) == 61 and by['FR3']['asked'] == 'no' and by['KJ1']['answer'] == '0'
    assert by['KJ1']['step'] == 'first' and by['KJ2']['answer'] == ''


class Terminal:
    """The program at a terminal of 80 columns."""

    def __init__(self, *args):
        self.master, slave = pty.openpty()
        self.p = subprocess.Popen([BOLWERK, '--lang', 'en', '--width', '80', 'scan', *args],
                                  stdin=slave, stdout=slave, stderr=slave, env=ENV, cwd=TMP)
        os.close(slave)
        self.text = ''

    def until(self, what):
        end = time.time() + 20
        while what not in self.text:
            assert time.time() < end, f'no {what!r} in {self.text!r}'
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.text += os.read(self.master, 65536).decode(errors='replace')
                except OSError:
                    break
        assert what in self.text, f'no {what!r} in {self.text!r}'
        seen, self.text = self.text.split(what, 1)
        return seen + what

    def say(self, line):
        self.until('> ')
        os.write(self.master, (line + '\n').encode())

    def end(self):
        rest = self.text
        while True:
            try:
                some = os.read(self.master, 65536).decode(errors='replace')
            except OSError:
                break
            if not some:
                break
            rest += some
        os.close(self.master)
        assert self.p.wait() == 0
        return rest


def at_a_terminal():
    """Answer, ask why, be refused, go back, stop; and go on another day."""
    t = Terminal('--quick', '--save', path('mine.json'))
    t.until('question X1')
    t.say('9')
    t.until('Answer with 0, 1, 2 or u.')
    t.say('w')
    t.until('Why:')
    t.say('2')
    t.until('question X2')
    t.say('b')
    t.until('question X1')
    t.say('1')
    t.until('question X2')
    t.say('u')
    t.until('question X3')
    t.say('s')
    t.until('Kept in')
    t.end()
    saved = json.load(open(path('mine.json')))
    assert saved['answers'] == {'X1': '1', 'X2': 'unknown'} and saved['set'] == 'quick'
    t = Terminal('--answers', path('mine.json'), '--save', path('mine.json'))
    t.until('question X3')
    for _ in range(3):
        t.say('0')
    t.until('question KJ1')
    t.say('n')
    t.until('n: and the reason')
    t.say('n: no secrets here')
    for _ in range(7):
        t.say('2')
    rest = t.end()
    assert '13 of 13' in rest, rest
    saved = json.load(open(path('mine.json')))
    assert saved['answers']['KJ1'] == {'answer': 'na', 'reason': 'no secrets here'}


def every_question_has_its_words():
    """Both languages show a question; none shows a key in brackets."""
    for lang in ('nl', 'en'):
        text = good('--lang', lang, 'scan', '--limit', '100',
                    *[x for r in csv.DictReader(io.StringIO(good('scan', '--csv', '-')))
                      for x in ('--answer', r['question'] + '=' + '012u'[len(r['text_en']) % 4])])
        assert '[scan' not in text and '{' not in text, text


assert os.path.exists(os.path.join(ROOT, 'questions/scan.yaml'))
main([nothing_is_asked_of_a_pipe, a_plan, honest_ends, wrong_answers, saved_and_read_again,
      then_and_now, what_is_known_already, beside_others, as_a_table, at_a_terminal,
      every_question_has_its_words])
