#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""law codes: what a code of a control list is, whether it counts, why, and what
is said of one that does not exist or is not fine enough."""
import json

from kit import ask, bolwerk, good, main, refused


def one(code):
    return ask('law', 'codes', code)['codes'][0]


def a_code_says_what_follows():
    for code, entry, sensitive, very, follows in (
            ('6A001.a.1', '6A001', 'true', 'true', 'both'),
            ('2b001', '2B001', 'true', 'false', 'control'),
            ('1A002', '1A002', 'false', 'false', 'none'),
            ('ML19', 'ML19', 'true', 'unknown', 'item'),
            ('ML19.d.2', 'ML19.d', 'true', 'true', 'both'),
            ('ML19.a', 'ML19.a', 'true', 'false', 'control'),
            ('AST4', 'AST4', 'true', 'true', 'both')):
        k = one(code)
        assert (k['entry'], k['sensitive'], k['very_sensitive'], k['follows']) == (
            entry, sensitive, very, follows), k
        assert k['words'] and k['why'] and all(w['cite'] and w['says'] for w in k['why']), k
        assert k['list']['edition'] and k['list']['url'].startswith('http'), k
    assert one('ML19')['may_be'] == 'ML19.d' and one('ML19')['doubt'] == 'coarse'
    assert one('6A001')['list']['category'] and one('6A001')['doubt'] is None
    text = good('--lang', 'en', 'law', 'codes', 'ML19')
    assert 'ML19.d' in text and 'Which item' in text, text
    assert '10/20/25' in good('law', 'codes', '6A001')


def what_is_in_no_list():
    for code, like in (('9Z999', None), ('ML99', 'ML9'), ('6A012', '6A002')):
        r = bolwerk('--json', 'law', 'codes', code)
        assert r.returncode == 3 and code in r.stderr.decode(), r
        k = json.loads(r.stdout)['codes'][0]
        assert (k['sensitive'], k['very_sensitive'], k['doubt'], k['follows'], k['list']) == (
            'unknown', 'unknown', 'nowhere', 'unknown', None), k
        assert like is None or like in k['near'], k
    assert '9A001' in bolwerk('law', 'codes', '9Z999').stdout.decode()
    refused(bolwerk('law', 'codes', 'ML19d'), 3, 'ML19.d')
    refused(bolwerk('law', 'codes', '6AOO1'), 3, '6A001')
    refused(bolwerk('law', 'codes', 'AST5'), 3, 'AST5', 'AST1, AST2, AST3, AST4')
    refused(bolwerk('law', 'codes', '\x1b[31m'), 3)
    refused(bolwerk('law', 'codes'), 2, 'code')
    refused(bolwerk('--as-of', '2022-01-01', 'law', 'codes', '6A001'), 3, '2022-01-01')


def words_find_codes():
    for word, wanted, not_wanted in (
            ('laser', {'6A005', '6A205', '6C005'}, {'1A002'}),
            ('cryptografie', {'5A002', '5D002', 'AST4'}, {'5A001'}),
            ('cryptography', {'5A002', '5D002', 'AST4'}, {'5A001'}),
            ('drone', {'9A012', '9A112', 'ML10'}, {'9A001'}),
            ('kwantum', {'AST1', '4A506'}, set()), ('quantum', {'AST1', '4A506'}, set()),
            ('chip', {'3A001', '3B001', 'AST3'}, {'6A001'}),
            ('6A00', {'6A001', '6A008'}, {'6A102', '6B008'})):
        got = {k['entry'] for k in ask('law', 'codes', word)['codes']}
        assert wanted <= got and not (not_wanted & got), (word, got)
    assert len(ask('law', 'codes', *'0123456789')['codes']) == 382
    assert [k['entry'] for k in ask('law', 'codes', 'ML')['codes']] == [
        f'ML{i}' for i in range(1, 23)]
    assert 'ML19.d' in good('law', 'codes', 'laser')
    refused(bolwerk('law', 'codes', 'zzz'), 3, 'zzz')


def every_code_fits_the_width():
    for lang in ('nl', 'en'):
        for arg in ('6A001.a.1', 'ML19', '1A002', '9Z999', '9', 'ML', 'AST'):
            r = bolwerk('--lang', lang, 'law', 'codes', arg)
            for line in r.stdout.decode().splitlines():
                assert len(line) <= 100, (arg, line)


def a_case_names_its_doubts():
    def decide(*facts):
        return ask('law', 'decide', *(a for f in facts for a in ('--fact', f)))

    d = decide('target.codes=ML19;9Z999;6A006')
    assert [(f['id'], f['fact'], f['code']) for f in d['findings']] == [
        ('code-coarse', 'target.codes', 'ML19'),
        ('code-nowhere', 'target.codes', '9Z999')], d['findings']
    assert 'target.codes' in d['unknown']
    assert not decide('target.codes=ML19.a;6A001')['findings']
    text = good('--lang', 'en', 'law', 'decide', '--fact', 'target.codes=9Z999')
    assert '9Z999' in text and 'Check the code' in text
    few = ('deal.kind=shares', 'deal.votes_before=0', 'deal.votes_after=12')
    d = decide('target.classes=tech', 'target.codes=', *few)
    assert [f['id'] for f in d['findings']] == ['code-missing'], d['findings']
    assert 'target.codes' in d['unknown'], d['unknown']
    d = decide('target.classes=campus', 'target.codes=', *few)
    assert not d['findings'] and 'target.codes' not in d['unknown'], d
    # The lists are among what a decision rests on, by edition.
    d = decide()
    lists = {i['id']: i['version'] for i in d['instruments']}
    assert lists['dual_use_list'] == '2025-11-15' and 'military_list' in lists, lists


main([a_code_says_what_follows, what_is_in_no_list, words_find_codes, every_code_fits_the_width,
      a_case_names_its_doubts])
