#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb cvss. Scores of 2.0, 3.0 and 3.1 are held against a second writing of the
formulas, in exact fractions: every base vector of 3.x, others at random. Prints TAP.

usage: cvss.py ROOT BOLWERK [TEST...]"""
import itertools
import json
import math
import random
from fractions import Fraction as F

from kit import ask, bolwerk, good, main, refused


def D(text):
    return F(text)


W3 = {'AV': dict(N='.85', A='.62', L='.55', P='.2'), 'AC': dict(L='.77', H='.44'),
      'UI': dict(N='.85', R='.62'), 'C': dict(H='.56', L='.22', N='0'),
      'E': dict(X='1', H='1', F='.97', P='.94', U='.91'),
      'RL': dict(X='1', U='1', W='.97', T='.96', O='.95'),
      'RC': dict(X='1', C='1', R='.96', U='.92'),
      'R': dict(X='1', H='1.5', M='1', L='.5')}
PR = {'U': dict(N='.85', L='.62', H='.27'), 'C': dict(N='.85', L='.68', H='.5')}


def up(x, minor):
    if minor == '0':
        return math.ceil(x * 10)
    n = math.floor(x * 100000 + F(1, 2))
    return n // 10000 + (n % 10000 != 0)


def score3(m, minor, modified):
    def value(k):
        v = m.get('M' + k, 'X')
        return v if modified and v != 'X' else m[k]
    left = F(1)
    for k in 'CIA':
        left *= 1 - D(W3['C'][value(k)]) * (D(W3['R'][m.get(k + 'R', 'X')]) if modified else 1)
    iss = 1 - left
    if modified:
        iss = min(iss, D('.915'))
    changed = value('S') == 'C'
    if not changed:
        impact = D('6.42') * iss
    elif modified and minor == '1':
        impact = D('7.52') * (iss - D('.029')) - D('3.25') * (iss * D('.9731') - D('.02')) ** 13
    else:
        impact = D('7.52') * (iss - D('.029')) - D('3.25') * (iss - D('.02')) ** 15
    if impact <= 0:
        return 0
    ease = (D('8.22') * D(W3['AV'][value('AV')]) * D(W3['AC'][value('AC')])
            * D(PR[value('S')][value('PR')]) * D(W3['UI'][value('UI')]))
    return up(min((impact + ease) * (D('1.08') if changed else 1), 10), minor)


def scores3(m, minor):
    t = D(W3['E'][m.get('E', 'X')]) * D(W3['RL'][m.get('RL', 'X')]) * D(W3['RC'][m.get('RC', 'X')])
    base = score3(m, minor, False)
    return [base, up(F(base, 10) * t, minor), up(F(score3(m, minor, True), 10) * t, minor)]


BASE3 = dict(AV='NALP', AC='LH', PR='NLH', UI='NR', S='CU', C='HLN', I='HLN', A='HLN')
MORE3 = dict(E='HFPUX', RL='UWTOX', RC='CRUX', CR='HMLX', IR='HMLX', AR='HMLX',
             **{'M' + k: v + 'X' for k, v in BASE3.items()})


def text(m, prefix):
    return prefix + '/'.join(f'{k}:{v}' for k, v in m.items())


def tenths(row, n):
    return [None if f == '-' else round(float(f) * 10) for f in row.split('\t')[1:1 + n]]


def compare(cases):
    """cases: [(vector, [tenths or None])]"""
    out = bolwerk('cvss', 'score', stdin='\n'.join(v for v, _ in cases).encode())
    rows = out.stdout.decode().splitlines()
    assert len(rows) == len(cases)
    for row, (vector, want) in zip(rows, cases):
        assert tenths(row, 3) == want, (vector, row, want)


def every_base_vector_of_3():
    cases = []
    for minor in '01':
        for values in itertools.product(*BASE3.values()):
            m = dict(zip(BASE3, values))
            cases.append((text(m, f'CVSS:3.{minor}/'), scores3(m, minor)))
    assert len(cases) == 2 * 2592
    compare(cases)


def vectors_of_3_at_random():
    r, cases = random.Random(31), []
    for _ in range(1500):
        m = {k: r.choice(v) for k, v in BASE3.items()}
        m.update({k: r.choice(v) for k, v in MORE3.items() if r.random() < .6})
        minor = r.choice('01')
        cases.append((text(m, f'CVSS:3.{minor}/'), scores3(m, minor)))
    compare(cases)


def powers_are_far_from_where_rounding_turns():
    """The one term that is not computed exactly cannot turn a score."""
    parts = {D(c) * D(r) for c in W3['C'].values() for r in W3['R'].values()}
    modified = {min(1 - (1 - a) * (1 - b) * (1 - c), D('.915')) for a, b, c in
                itertools.combinations_with_replacement(sorted(parts), 3)} - {0}
    ease = {D('8.22') * D(a) * D(b) * D(c) * D(d) for a in W3['AV'].values()
            for b in W3['AC'].values() for c in PR['C'].values() for d in W3['UI'].values()}

    def nearest(subs, factor, n, shift):
        return min(abs(10 * x - round(10 * x)) for i in subs for e in ease for x in
                   [(D('7.52') * (i - D('.029')) - D('3.25') * (i * factor - D('.02')) ** n
                     + e) * D('1.08') - shift])
    assert nearest(modified, 1, 15, 0) > 4e-5                            # 3.0
    assert nearest(modified, 1, 15, F(5, 10 ** 6)) > 4e-5                # 3.1, base
    assert nearest(modified, D('.9731'), 13, F(5, 10 ** 6)) > 4e-5       # 3.1, modified


W2 = {'AV': dict(N='1', A='.646', L='.395'), 'AC': dict(L='.71', M='.61', H='.35'),
      'Au': dict(N='.704', S='.56', M='.45'),
      'C': dict(C='.66', P='.275', N='0'), 'I': dict(C='.66', P='.275', N='0'),
      'A': dict(C='.66', P='.275', N='0'),
      'E': dict(H='1', F='.95', POC='.9', U='.85', ND='1'),
      'RL': dict(U='1', W='.95', TF='.9', OF='.87', ND='1'),
      'RC': dict(C='1', UR='.95', UC='.9', ND='1'),
      'CDP': dict(H='.5', MH='.4', LM='.3', L='.1', N='0', ND='0'),
      'TD': dict(H='1', M='.75', L='.25', N='0', ND='1'),
      'CR': dict(H='1.51', M='1', L='.5', ND='1'), 'IR': dict(H='1.51', M='1', L='.5', ND='1'),
      'AR': dict(H='1.51', M='1', L='.5', ND='1')}
BASE2 = list(W2)[:6]


def half_up(x):
    return math.floor(x * 10 + F(1, 2))


def scores2(m):
    def w(k):
        return D(W2[k][m.get(k, 'ND')])

    def base(impact):
        score = (D('.6') * impact + D('.4') * 20 * w('AV') * w('AC') * w('Au') - D('1.5'))
        return max(half_up(score * (D('1.176') if impact else 0)), 0)

    t = w('E') * w('RL') * w('RC')
    b = base(D('10.41') * (1 - (1 - w('C')) * (1 - w('I')) * (1 - w('A'))))
    a = base(min(F(10), D('10.41') * (1 - (1 - w('C') * w('CR')) * (1 - w('I') * w('IR'))
                                      * (1 - w('A') * w('AR')))))
    a = F(half_up(F(a, 10) * t), 10)
    temporal = half_up(F(b, 10) * t) if any(k in m for k in ('E', 'RL', 'RC')) else None
    e = half_up((a + (10 - a) * w('CDP')) * w('TD'))
    return [b, temporal, e if any(k in m for k in list(W2)[9:]) else None]


def vectors_of_2_at_random():
    r, cases = random.Random(2), []
    for _ in range(1500):
        more = r.random()
        m = {k: r.choice(list(v)) for k, v in W2.items() if k in BASE2 or r.random() < more}
        cases.append((text(m, ''), scores2(m)))
    compare(cases)


V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
V40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P'


def a_line_in_a_line_out():
    r = bolwerk('cvss', 'score', stdin=f'{V31}\r\nrubbish\n\n{V40}'.encode())
    assert r.returncode == 0
    rows = r.stdout.decode().split('\n')
    assert rows[0] == '3.1\t9.8\t9.8\t9.8\t9.8\tCritical\tCVSS', rows
    assert rows[1].startswith('?\t') and 'rubbish' in rows[1]
    assert rows[2].startswith('?\t') and 'empty' in rows[2]
    assert rows[3:] == ['4.0\t8.9\t-\t-\t8.9\tHigh\tCVSS-BT', '']
    assert good('cvss', 'score', V31, V31) == 2 * (rows[0] + '\n')


def the_score_that_counts():
    """Of 3.1 the environmental score differs even where nothing is modified."""
    base = 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:C/C:L/I:H/A:L'
    for vector, want in ((base, '3.1\t8.5\t8.5\t8.4\t8.5'), (base + '/E:U', '3.1\t8.5\t7.8\t7.7\t7.8'),
                         (base + '/MAV:X', '3.1\t8.5\t8.5\t8.4\t8.5'),
                         (base + '/MAV:L', '3.1\t8.5\t8.5\t8.4\t8.4')):
        assert good('cvss', 'score', vector).startswith(want + '\t'), vector


def a_hostile_line_is_one_line():
    r = bolwerk('cvss', 'score', stdin=b'CVSS:3.1/\x1b[2J\t:?/AV:N\n' + b'AV:N/' * 100000)
    rows = r.stdout.split(b'\n')
    assert r.returncode == 0 and len(rows) == 3 and b'\x1b' not in rows[0]
    assert [row.count(b'\t') for row in rows] == [1, 1, 0]


def as_json():
    rows = [json.loads(line) for line in
            good('--json', 'cvss', 'score', V31, 'AV:N').splitlines()]
    assert rows[0] == {'vector': V31, 'version': '3.1', 'base': 9.8, 'temporal': 9.8,
                       'environmental': 9.8, 'overall': 9.8, 'severity': 'Critical',
                       'name': 'CVSS'}
    assert rows[1]['byte'] == 4 and 'AC' in rows[1]['error']
    told = ask('cvss', 'explain', V40)
    assert told['overall'] == 8.9 and told['environmental'] is None
    step = {(s['metric'], s['otherwise']): s for s in told['steps']}
    assert step['E', 'A']['overall'] == 9.3 and step['E', 'A']['change'] == 0.4
    # Each step is what the score of that vector is.
    for s in told['steps']:
        vector = V40.replace(f'/{s["metric"]}:{s["now"]}', f'/{s["metric"]}:{s["otherwise"]}')
        assert ask_score(vector) == s['overall'], s


def ask_score(vector):
    return json.loads(good('--json', 'cvss', 'score', vector))['overall']


def explained_for_people():
    for lang, words in (('nl', ('kritiek', 'Kenmerk', 'internet', 'Wat de score')),
                        ('en', ('critical', 'Metric', 'internet', 'What would change'))):
        text = good('--lang', lang, '--width', '80', 'cvss', 'explain', V31)
        assert all(w in text for w in words), text
        assert all(len(line) <= 80 for line in text.splitlines())
        assert '[cvss' not in text
    assert good('cvss', 'explain', V31, '--csv', '-', '--lang', 'nl') == \
        good('cvss', 'explain', V31, '--csv', '-', '--lang', 'en')


def every_value_has_words():
    every = ['AV:N/AC:L/Au:N/C:C/I:C/A:C/' + '/'.join(f'{k}:{v}' for k, v in zip(
        list(W2)[6:], vs)) for vs in itertools.zip_longest(*[list(W2[k]) for k in list(W2)[6:]],
                                                         fillvalue='ND')]
    supplement = dict(E='APUX', CR='HMLX', MAV='NALPX', MAT='NPX', MUI='NPAX', MSI='SHLN',
                      S='PNX', AU='YNX', R='IUAX', V='CDX', RE='HMLX')
    for vs in itertools.zip_longest(*supplement.values(), fillvalue='X'):
        every.append(V40[:-4] + ''.join(f'/{k}:{v}' for k, v in zip(supplement, vs))
                     .replace('MSI:X', 'MSI:N') + '/U:Amber')
    for values in ('NLNNCHHH', 'AHLRULLL', 'LLHNUNNN', 'PLNNUHHH'):
        every.append(text(dict(zip(BASE3, values)), 'CVSS:3.1/') + '/E:F/RL:W/RC:R/MS:C')
    for vector in every:
        for lang in ('nl', 'en'):
            text_ = good('--lang', lang, 'cvss', 'explain', vector)
            assert '[' not in text_, text_


def what_is_wrong_is_said():
    refused(bolwerk('cvss', 'rate', V31), 2, 'score', 'explain')
    refused(bolwerk('cvss', 'explain'), 2, 'one vector')
    refused(bolwerk('cvss', 'explain', V31.replace('S:U', 'S:Q')), 3, 'S:Q', 'byte')
    refused(bolwerk('cvss', 'score', V31, '--csv', '-'), 2, 'tab')


main([every_base_vector_of_3, vectors_of_3_at_random,
      powers_are_far_from_where_rounding_turns, vectors_of_2_at_random,
      a_line_in_a_line_out, the_score_that_counts, a_hostile_line_is_one_line, as_json, explained_for_people,
      every_value_has_words, what_is_wrong_is_said])
