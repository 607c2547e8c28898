#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb advisories: lists, one vulnerability by every source, one advisory with its
revisions, and what was not understood; on three fictional advisories. Prints TAP.

usage: advisories.py ROOT BOLWERK [TEST...]"""
import csv
import functools
import io
import json

from kit import ask, bolwerk, fresh, good, main, refused, write


def osv(version, fixed, name='left-pad', day='2026-01-01', **more):
    return json.dumps({
        'schema_version': '1.6.0', 'id': 'GHSA-aaaa-bbbb-cccc', 'summary': f'Padding {version}',
        'modified': f'{day}T00:00:00Z', 'aliases': ['CVE-2026-11111'],
        'severity': [{'type': 'CVSS_V3',
                      'score': 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}],
        'affected': [{'package': {'ecosystem': 'npm', 'name': name}, 'ranges': [
            {'type': 'SEMVER', 'events': [{'introduced': '0'}, {'fixed': fixed}]}]}], **more})


CVE = json.dumps({
    'dataType': 'CVE_RECORD', 'dataVersion': '5.1',
    'cveMetadata': {'cveId': 'CVE-2026-11111', 'state': 'PUBLISHED', 'assignerShortName': 'maker',
                    'dateUpdated': '2026-02-01T00:00:00Z'},
    'containers': {'cna': {
        'providerMetadata': {'orgId': '00000000-0000-4000-8000-000000000000',
                             'shortName': 'maker'}, 'title': 'A fictional title',
        'affected': [{'vendor': 'Maker (fictief)', 'product': 'Left Pad', 'versions': [
            {'version': 'Pads of Tuesday: 7u231, 8u221', 'status': 'affected'}]}]}}})


def loads(w):
    return [s['id'] for s in ask('sources', world=w)['sources']]


@functools.cache
def world():
    """Shared: only_some, which adds to it, comes last."""
    w = fresh('all')
    good('load', write('a1.json', osv(1, '1.0.1')), world=w)
    good('load', write('a2.json', osv(2, '1.0.2', day='2026-03-01')), world=w)
    good('load', write('cve.json', CVE), world=w)
    return w


def the_list():
    """The latest first; of a document only the revision that holds."""
    w = world()
    got = ask('advisories', world=w)['advisories']
    assert [(a['advisory'], a['modified']) for a in got] == [
        ('GHSA-aaaa-bbbb-cccc', '2026-03-01'), ('CVE-2026-11111', '2026-02-01')], got
    assert [a['advisory'] for a in ask('advisories', 'FICTIONAL', world=w)['advisories']] == [
        'CVE-2026-11111']
    since = ask('advisories', '--since', str(loads(w)[-2]), world=w)['advisories']
    assert [a['advisory'] for a in since] == ['CVE-2026-11111']
    rows = list(csv.DictReader(io.StringIO(good('advisories', '--csv', '-', world=w))))
    assert [r['advisory-kind'] for r in rows] == ['osv', 'cve']
    refused(bolwerk('advisories', 'nothing at all', world=w), 3, 'nothing at all')


KEV = json.dumps({'title': 'KEV (fictief)', 'catalogVersion': '2026.04.01',
                  'dateReleased': '2026-04-01T00:00:00Z', 'count': 1, 'vulnerabilities': [{
                      'cveID': 'CVE-2026-11111', 'vendorProject': 'Maker', 'product': 'Left Pad',
                      'vulnerabilityName': 'x', 'dateAdded': '2026-03-30',
                      'shortDescription': 'x', 'requiredAction': 'x', 'dueDate': '2026-04-20',
                      'knownRansomwareCampaignUse': 'Unknown', 'notes': '', 'cwes': []}]})
# Nothing but that it is exploited, in the words of SSVC.
ADP = json.loads(CVE.replace('11111', '33333'))
ADP['containers']['cna']['affected'] = []
ADP['containers']['adp'] = [{
    'title': 'ADP', 'providerMetadata': {'orgId': '00000000-0000-4000-8000-000000000001',
                                         'shortName': 'adp'},
    'metrics': [{'other': {'type': 'ssvc', 'content': {
        'id': 'CVE-2026-33333', 'role': 'CISA Coordinator', 'version': '2.0.3',
        'timestamp': '2026-02-02T00:00:00Z', 'options': [
            {'Exploitation': 'active'}, {'Automatable': 'no'},
            {'Technical Impact': 'partial'}]}}}]}]


def only_some():
    w = world()
    good('load', write('other.json', osv(1, '3', day='2026-02-10').replace(
        'GHSA-aaaa-bbbb-cccc', 'EX-9').replace('11111', '99999')), world=w)

    def those(*args):
        return sorted(a['advisory'] for a in ask('advisories', *args, world=w)['advisories'])
    assert those('--scheme', 'CVE') == ['CVE-2026-11111']
    assert those('--publisher', 'MAK') == ['CVE-2026-11111']
    assert those('--since', '2026-02-10') == ['EX-9', 'GHSA-aaaa-bbbb-cccc']  # by its sender
    assert those('--exploited') == []
    good('load', write('kev.json', KEV), write('adp.json', json.dumps(ADP)), world=w)
    both = ['CVE-2026-11111', 'CVE-2026-33333', 'CVE-2026-33333/adp', 'GHSA-aaaa-bbbb-cccc']
    assert those('--exploited') == both, those('--exploited')
    assert those('pad', '--exploited', '--scheme', 'osv') == ['GHSA-aaaa-bbbb-cccc']
    refused(bolwerk('advisories', 'CVE-2026-99999', '--exploited', world=w), 3, 'of those')
    refused(bolwerk('advisories', '--since', 'yesterday', world=w), 2, 'bolwerk: --since:')


def one_vulnerability():
    """By each of its names every source, with what it says, and all ratings."""
    w = world()
    for name in 'CVE-2026-11111', 'ghsa-aaaa-bbbb-cccc':
        got = ask('advisories', name, world=w)
        assert got['vulnerabilities'] == ['CVE-2026-11111']
        said = {s['scheme']: s['claims'] for s in got['sources']}
        assert said['osv'][0]['product'] == 'left-pad' and '1.0.2' in said['osv'][0]['versions']
        assert said['cve'][0]['vendor'] == 'Maker (fictief)'
        assert [r['value'] for r in got['ratings'] if r['kind'] == 'cvss'] == [
            'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H']
    for lang in 'nl', 'en':
        text = good('--lang', lang, '--width', '80', 'advisories', 'CVE-2026-11111', world=w)
        assert '= 9.8' in text and 'left-pad' in text


def one_advisory():
    w = fresh('revisions')
    two = ['CVE-2026-11111', 'CVE-2026-22222']  # so its id means none of the two alone
    good('load', write('b1.json', osv(1, '1', id='EX-2', aliases=two)), world=w)
    good('load', write('b2.json', osv(2, '2', id='EX-2', aliases=two, day='2026-03-01')), world=w)
    got = ask('advisories', 'ex-2', world=w)
    assert len(got['sources'][0]['claims']) == 1 and got['sources'][0]['title'] == 'Padding 2'
    assert sorted(r['load'] for r in got['revisions']) == loads(w)[-2:], got['revisions']


def what_was_not_understood():
    w = world()
    got = {s['publisher']: s for s in ask('advisories', '--unread', world=w)['sources']}
    assert got['maker']['versions_unread'] == 1 and 'Tuesday' in got['maker']['example'], got
    said = good('--lang', 'en', '--width', '80', 'advisories', '--unread', world=w)
    assert 'maker' in said and 'npm' not in said


main([the_list, one_vulnerability, one_advisory, what_was_not_understood, only_some])
