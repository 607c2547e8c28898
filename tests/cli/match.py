#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb match and the findings of check on machines, on a world of three fictional
machines and one fictional maker. Prints TAP.

usage: match.py ROOT BOLWERK [TEST...]"""
import csv
import io
import json
import os
import sqlite3

from kit import TMP, ask, bolwerk, fresh, good, main

HOSTS = '''host,owner,vendor,product,version,exposure
web,Voorbeeld B.V. (fictief),Maker (fictief),Pump Controller,V1.2,internet
lab,Voorbeeld B.V. (fictief),Maker (fictief),Pump Controller,V1.4,internal
old,Ander B.V. (fictief),Maker (fictief),Pump Controller,,
'''
KEV = '''"cveID","vendorProject","product","vulnerabilityName","dateAdded","shortDescription",\
"requiredAction","dueDate","knownRansomwareCampaignUse","notes","cwes"
"CVE-2026-99999","Maker","Pump","Fictional","2026-02-01","Fictional","Update","2026-02-15",\
"Unknown","",""
'''.replace('\\\n', '')


def advisory(version, upper, status='known_affected', month=1):
    product = {'name': f'Pump Controller < {upper}', 'product_id': 'P'}
    branch = {'category': 'product_version_range', 'name': f'< {upper}', 'product': product}
    for category, name in (('product_name', 'Pump Controller'), ('vendor', 'Maker (fictief)')):
        branch = {'category': category, 'name': name, 'branches': [branch]}
    day = f'2026-0{month}-01T00:00:00Z'
    return {'document': {
        'category': 'csaf_security_advisory', 'csaf_version': '2.0', 'title': 'Fictional',
        'publisher': {'category': 'vendor', 'name': 'Maker (fictief)',
                      'namespace': 'https://maker.example'},
        'tracking': {'id': 'MAKER-1', 'status': 'final', 'version': version,
                     'initial_release_date': '2026-01-01T00:00:00Z',
                     'current_release_date': day, 'revision_history': []}},
        'product_tree': {'branches': [branch]},
        'vulnerabilities': [{'cve': 'CVE-2026-99999', 'product_status': {status: ['P']},
                             'remediations': [{'category': 'vendor_fix', 'product_ids': ['P'],
                                               'details': f'Update to {upper}'}]}]}


def write(name, what):
    path = os.path.join(TMP, name)
    with open(path, 'w') as f:
        f.write(what if isinstance(what, str) else json.dumps(what))
    return path


def world(name):
    w = fresh(name)
    good('load', write('hosts.csv', HOSTS), write('a1.json', advisory('1', 'V1.3')), world=w)
    return w


def verdicts(w, *args):
    return {(m['host'], m['says'], m['why']) for m in ask('match', *args, world=w)['matches']}


def who_is_touched_and_why():
    w = world('why')
    assert verdicts(w) == {('web', 'affected', 'in-range'), ('old', 'unknown', 'no-version')}
    assert verdicts(w, 'web') == {('web', 'affected', 'in-range')}
    assert verdicts(w, 'Ander B.V. (fictief)') == {('old', 'unknown', 'no-version')}
    assert verdicts(w, 'MAKER-1') == verdicts(w) == verdicts(w, 'cve-2026-99999')
    chain = good('--lang', 'en', 'match', 'web', 'CVE-2026-99999', world=w)
    assert '* Maker (fictief) MAKER-1: affected' in chain and 'Update to V1.3' in chain
    r = bolwerk('match', 'nobody', world=w)
    assert r.returncode == 3 and b'bolwerk inventory' in r.stderr, r
    for more in (('web', 'lab'), ('web', 'Ander B.V. (fictief)'), ('MAKER-1', 'CVE-2026-99999')):
        r = bolwerk('match', *more, world=w)
        assert r.returncode == 2 and more[1].encode() in r.stderr, r
    for since, code, says in (('2000-01-01', 3, b' --since: nothing'), ('x', 2, b' --since: "x"')):
        r = bolwerk('--lang', 'en', 'match', '--since', since, world=w)
        assert r.returncode == code and says in r.stderr, r


def two_inventories_of_one_host():
    """Both are looked at: one file may hold its packages, another its devices."""
    w = world('two')
    good('load', write('more.csv', '''host,vendor,product,version
web,Maker (fictief),Pump Controller,V1.1
'''), world=w)
    found = lambda *args: sorted(m['version'] for m in ask('match', *args, world=w)['matches']
                                 if m['host'] == 'web')
    assert found('WEB') == found('web', 'MAKER-1') == found() == ['V1.1', 'V1.2']


def a_number_is_no_year():
    """A world of thousand files and more: --known 1229 is a file, not the year."""
    w = world('many')
    db = sqlite3.connect(w)
    row = list(db.execute('SELECT * FROM load ORDER BY id DESC LIMIT 1').fetchone())
    names = [d[1] for d in db.execute('PRAGMA table_info(load)')]
    row[names.index('id')], row[names.index('sha256')] = 1228, '0' * 64
    db.execute(f'INSERT INTO load VALUES ({",".join("?" * len(row))})', row)
    db.commit()
    db.close()
    good('load', write('a2.json', advisory('2', 'V1.5', month=2)), world=w)
    said = ask('match', '--known', '1229', world=w)
    assert said['as_of'] == ask('sources', world=w)['sources'][-1]['loaded_at'][:10], said


def a_newer_revision():
    """One that changes nothing that matters is no news; one that does, is."""
    w = world('news')
    before = len(ask('sources', world=w)['sources'])
    good('load', write('a2.json', advisory('2', 'V1.3', month=2)), world=w)
    assert verdicts(w, '--since', str(before)) == set()
    good('load', write('a3.json', advisory('3', 'V1.5', month=3)), world=w)
    assert verdicts(w, '--since', str(before)) == {
        ('web', 'affected', 'in-range'), ('lab', 'affected', 'in-range'),
        ('old', 'unknown', 'no-version')}
    good('load', write('a4.json', advisory('4', 'V1.5', 'known_not_affected', 4)), world=w)
    assert verdicts(w) == set()
    assert {m['says'] for m in ask('match', '--all', world=w)['matches']} == {'not-affected'}


def vex_that_met_nothing():
    """A statement that was to silence something and does not is told, with the reason."""
    w = fresh('unmet')
    bill = {'bomFormat': 'CycloneDX', 'specVersion': '1.5', 'version': 1,
            'metadata': {'component': {'type': 'application', 'name': 'shop (fictief)'}},
            'components': [{'type': 'library', 'name': 'pad', 'version': '1.3.0',
                            'purl': 'pkg:npm/pad@1.3.0'}]}
    vex = {'@context': 'https://openvex.dev/ns/v0.2.0', '@id': 'https://vex.example/1',
           'author': 'Voorbeeld (fictief)', 'timestamp': '2026-01-01T00:00:00Z', 'version': 1,
           'statements': [{'vulnerability': {'name': f'CVE-2026-{n}'}, 'status': 'not_affected',
                           'justification': 'component_not_present',
                           'products': [{'@id': purl}]} for n, purl in (
               (10001, 'pkg:npm/pad@1.3.0'), (10002, 'pkg:npm/pad@1.2.0'),
               (10003, 'pkg:npm/pda@1.3.0'))]}
    good('load', write('bill.json', bill), write('vex.json', vex), world=w)
    assert {(u['vulnerability'], u['why']) for u in ask('match', world=w)['vex_unmet']} == {
        ('CVE-2026-10002', 'version'), ('CVE-2026-10003', 'name')}
    said = good('--lang', 'en', 'match', world=w)
    assert '2 statements of VEX documents' in said and 'nothing is called so' in said


def by_the_table_of_kinship():
    """A list names a product by CPE, a bill the package by purl: reference/cyber/kin.csv says
    that npm/lodash is lodash:lodash, and the answer says that it rests on a table."""
    w = fresh('kin')
    bill = {'bomFormat': 'CycloneDX', 'specVersion': '1.5', 'version': 1,
            'metadata': {'component': {'type': 'application', 'name': 'shop (fictief)'}},
            'components': [{'type': 'library', 'name': n, 'version': '4.17.20',
                            'purl': f'pkg:npm/{n}@4.17.20'} for n in ('lodash', 'lodash-es')]}
    cve = {'dataType': 'CVE_RECORD', 'dataVersion': '5.1',
           'cveMetadata': {'cveId': 'CVE-2026-10009', 'state': 'PUBLISHED',
                           'assignerShortName': 'somebody'},
           'containers': {'cna': {
               'providerMetadata': {'orgId': '00000000-0000-4000-8000-000000000000',
                                    'shortName': 'somebody'},
               'affected': [{'vendor': 'lodash', 'product': 'lodash',
                             'cpes': ['cpe:2.3:a:lodash:lodash:*:*:*:*:*:*:*:*'],
                             'versions': [{'version': '0', 'lessThan': '4.17.21',
                                           'status': 'affected', 'versionType': 'semver'}]}]}}}
    good('load', write('bill.json', bill), write('cve.json', cve), world=w)
    found = ask('match', world=w)['matches']
    assert [(m['component'], m['says'], m['sure']) for m in found] == [
        ('lodash', 'affected', 'curated')], found
    assert ask('match', '--sure', 'exact', world=w)['matches'] == []
    said = good('--lang', 'en', '--width', '300', 'match', 'shop (fictief)', 'CVE-2026-10009',
                world=w)
    assert 'the same by a table that people keep (purl2cpe)' in said


def a_rejected_cve():
    """It takes along what others added to it, in whatever order the files come, at once and
    when one comes to a world whose columns are kept."""
    def cve(state, **more):
        return write(f'{state}.json', json.dumps({
            'dataType': 'CVE_RECORD', 'dataVersion': '5.1', 'cveMetadata': {
                'cveId': 'CVE-2026-10010', 'state': state, 'assignerShortName': 'somebody',
                'dateUpdated': f'2026-0{1 + (state == "REJECTED")}-01T00:00:00Z'},
            'containers': {'cna': {'providerMetadata': {
                'orgId': '00000000-0000-4000-8000-000000000000', 'shortName': 'somebody'},
                'rejectedReasons': [{'lang': 'en', 'value': 'No.'}]}, **more}}))
    adp = [{'title': 'CISA ADP Vulnrichment', 'providerMetadata': {
        'orgId': '134c704f-9b21-4f2e-91b3-4a467353bcc0', 'shortName': 'CISA-ADP'},
        'affected': [{'vendor': 'Maker (fictief)', 'product': 'Pump Controller', 'versions': [
            {'version': '0', 'lessThan': 'V1.3', 'status': 'affected',
             'versionType': 'custom'}]}]}]
    files = cve('PUBLISHED', adp=adp), cve('REJECTED')
    for order in files, files[::-1]:
        w = fresh('rejected' + os.path.basename(order[0]))
        good('load', write('hosts.csv', HOSTS), order[0], world=w)
        first = {m['vulnerability'] for m in ask('match', world=w)['matches']}
        assert first == ({'CVE-2026-10010'} if order is files else set()), first
        good('load', order[1], world=w)
        assert ask('match', world=w)['matches'] == []


def as_a_table():
    w = world('table')
    rows = list(csv.DictReader(io.StringIO(good('match', '--csv', '-', world=w))))
    assert [r['match-vuln'] for r in rows] == ['CVE-2026-99999'] * 2
    assert rows[0]['match-remedy'] == 'Update to V1.3'
    for lang in 'nl', 'en':
        said = good('--lang', lang, '--width', '80', 'match', world=w)
        assert max(map(len, said.splitlines())) <= 80 and '[' not in said


def what_comes_first():
    """By the lines of rules/cyber/rank.yaml: nothing known is routine; exploited is soon, and
    on a machine that everybody can reach now. Who says so stands beside it."""
    w = world('first')
    good('load', write('a2.json', advisory('2', 'V1.5', month=2)), world=w)
    tier = lambda: {m['host']: (m['tier'], m['rule']) for m in ask('match', world=w)['matches']}
    assert tier() == dict.fromkeys(('web', 'lab', 'old'), ('routine', 'rest'))
    loads = len(ask('sources', world=w)['sources'])
    assert bolwerk('match', '--fail-on', 'act', world=w).returncode == 0
    good('load', write('kev.csv', KEV), world=w)
    assert tier() == {'web': ('now', 'exploited-open'), 'lab': ('soon', 'exploited'),
                      'old': ('soon', 'exploited')}
    said = ask('match', world=w)
    assert [m['host'] for m in said['matches']] == ['web', 'lab', 'old']
    assert said['vulnerabilities'][0]['ratings'][0]['by'] == 'CISA'
    assert bolwerk('match', '--fail-on', 'act', world=w).returncode == 1
    # An exploited vulnerability is news, though no advisory changed.
    assert {m['host'] for m in ask('match', '--since', str(loads), world=w)['matches']} == {
        'web', 'lab', 'old'}
    old = [m for m in said['matches'] if m['host'] == 'old'][0]
    assert not old['tier_certain'] and 'exposure' in old['settles'] and old['tier_best'] == 'now'
    chain = good('--lang', 'en', '--width', '200', 'match', 'web', 'CVE-2026-99999', world=w)
    assert 'When: now, because it is being exploited, and everybody can reach it' in chain
    assert '- CISA: is being exploited' in chain, chain


def in_the_check():
    w = world('check')
    f = [x for x in ask('check', 'Voorbeeld B.V. (fictief)', world=w)['findings']
         if x['id'].startswith('cyber.')]
    assert [x['id'] for x in f] == ['cyber.affected']
    assert 'web: Pump Controller V1.2' in json.dumps(f) and f[0]['level'] == 'plan'
    good('load', write('kev.csv', KEV), world=w)
    f = [x for x in ask('check', 'Voorbeeld B.V. (fictief)', world=w)['findings']
         if x['id'] == 'cyber.affected']
    assert f[0]['level'] == 'act'
    f = [x['id'] for x in ask('check', 'Ander B.V. (fictief)', world=w)['findings']]
    assert 'cyber.unknown' in f and 'cyber.affected' not in f


main([who_is_touched_and_why, two_inventories_of_one_host, a_number_is_no_year,
      a_newer_revision, by_the_table_of_kinship, a_rejected_cve, as_a_table,
      vex_that_met_nothing, what_comes_first, in_the_check])
