#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb csaf: validate, show, diff. Prints TAP.

usage: csaf.py ROOT BOLWERK [TEST...]"""
import glob
import gzip
import json
import os

import kit
from kit import DATA, ROOT, Skip, bolwerk, good, main, refused, write

OWN = os.path.join(ROOT, 'tests/cyber/csaf')


def own(name):
    return os.path.join(OWN, name + '.json')


def lines(*args):
    r = bolwerk('--json', 'csaf', 'validate', *args)
    return r.returncode, [json.loads(x) for x in r.stdout.decode().splitlines()]


def one_object_a_line_for_each_document():
    status, out = lines('--preset', 'full', own('right-2.1'), own('wrong-2.1'))
    assert status == 1 and [d['valid'] for d in out] == [True, False]
    assert [d['file'] for d in out] == [own('right-2.1'), own('wrong-2.1')]
    for d in out:
        assert list(d) == ['file', 'valid', 'errors', 'warnings', 'infos']
        for f in d['errors'] + d['warnings'] + d['infos']:
            assert list(f) == ['test', 'path', 'message'] and f['message']
    wrong = {(f['test'], f['path']) for f in out[1]['errors']}
    assert ('6.1.1', '/vulnerabilities/0/product_status/known_not_affected/1') in wrong
    assert ('6.1.6', '/vulnerabilities/0/product_status/known_affected/0') in wrong
    assert ('schema', '/document/extra') in wrong
    assert all(f['test'].startswith('6.2.') for f in out[1]['warnings'])
    assert all(f['test'].startswith('6.3.') for f in out[1]['infos'])


def presets_pick_tests():
    assert lines('--preset', 'schema', own('right-2.1'))[0] == 0
    tests = {f['test'] for f in lines('--preset', '6.1.6', own('wrong-2.1'))[1][0]['errors']}
    assert tests == {'6.1.6'}
    assert lines('--preset', 'recommended', own('wrong-2.1'))[0] == 0  # warnings only
    assert not lines(own('wrong-2.1'))[1][0]['warnings']  # basic
    refused(bolwerk('csaf', 'validate', '--preset', 'nonsense', own('right-2.1')), 2,
            'nonsense', 'mandatory')


def a_broken_file_is_an_invalid_document():
    broken = write('broken.json', '{"document": ')
    status, out = lines(broken, own('right-2.1'))
    assert status == 1 and [d['valid'] for d in out] == [False, True]
    assert out[0]['errors'][0]['test'] == 'json'
    status, out = lines(write('list.json', '[1, 2]'))
    assert status == 1 and not out[0]['valid']
    refused(bolwerk('csaf', 'validate', '/there/is/none.json'), 3, 'none.json')


def packed_files_and_pipes():
    text = open(own('right-2.1'), 'rb').read()
    assert lines(write('right.json.gz', gzip.compress(text)))[0] == 0
    r = bolwerk('--json', 'csaf', 'validate', '-', stdin=text)
    assert r.returncode == 0 and json.loads(r.stdout)['valid']
    assert lines(write('bom.json', b'\xef\xbb\xbf' + text))[0] == 0


def people_get_a_table_in_their_language():
    nl = bolwerk('--lang', 'nl', '--width', '80', 'csaf', 'validate', own('wrong-2.1')).stdout.decode()
    assert 'niet geldig' in nl and 'waarschuwing' not in nl and 'is nergens' in nl
    assert max(len(x) for x in nl.splitlines()[1:]) <= 80


def show_and_diff_go_by_name():
    show = good('--lang', 'en', 'csaf', 'show', own('right-2.1'))
    assert 'Pompbesturing 4.2' in show and 'VB-2026-0001' in show
    out = kit.ask('csaf', 'diff', own('right-2.1'), own('newer-2.1'))['changes']
    assert {(c['change'], c['what']) for c in out} == {
        ('removed', 'document'), ('added', 'document'), ('removed', 'score'), ('added', 'score')}
    assert 'Nothing changed' in good('--lang', 'en', 'csaf', 'diff', own('right-2.1'), own('right-2.1'))
    refused(bolwerk('csaf', 'show', write('x.json', '{}')), 3, 'csaf_version')


def a_hundred_deep_and_ten_thousand_wide():
    doc = json.load(open(own('right-2.1')))
    tree = doc['product_tree']
    branch = {'category': 'product_name', 'name': 'x', 'product': {'name': 'x', 'product_id': 'D'}}
    for _ in range(100):
        branch = {'category': 'product_family', 'name': 'x', 'branches': [branch]}
    tree['branches'].append(branch)
    tree['full_product_names'] = [{'name': f'n{i}', 'product_id': f'N{i}'} for i in range(10000)]
    tree['product_groups'] = [{'group_id': f'H{i}', 'product_ids': [f'N{j}' for j in range(1000)]}
                              for i in range(100)]
    v = doc['vulnerabilities'][0]
    v['threats'] = [{'category': 'impact', 'details': 'x', 'group_ids': [f'H{j}' for j in range(100)]}
                    for i in range(1000)]
    status, out = lines('--preset', 'full', write('wide.json', json.dumps(doc)))
    assert status == 1 and '6.1.34' in {f['test'] for f in out[0]['errors']}


def real_advisories_of_cisa():
    files = sorted(glob.glob(os.path.join(DATA, 'cyber/csaf-cisa/csaf_files/**/*.json'), recursive=True))
    files = [f for f in files if '/white/20' in f]
    if not files:
        raise Skip('no data')
    out = lines('--preset', 'full', *files)[1]
    assert len(out) == len(files) == 1202, len(out)
    bad = [(os.path.basename(d['file']), [f['test'] for f in d['errors']]) for d in out if not d['valid']]
    assert bad == [('icsa-21-259-01.json', ['6.1.11'])], bad


main([one_object_a_line_for_each_document, presets_pick_tests,
      a_broken_file_is_an_invalid_document, packed_files_and_pipes,
      people_get_a_table_in_their_language, show_and_diff_go_by_name,
      a_hundred_deep_and_ten_thousand_wide, real_advisories_of_cisa])
