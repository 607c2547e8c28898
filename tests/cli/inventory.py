#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verbs inventory and purl, on three fictional machines. Prints TAP.

usage: inventory.py ROOT BOLWERK [TEST...]"""
import csv
import functools
import io
import json

from kit import ask, bolwerk, fresh, good, main, refused, write

BILL = {'bomFormat': 'CycloneDX', 'specVersion': '1.5', 'version': 1,
        'metadata': {'component': {'type': 'application', 'name': 'shop (fictief)'}},
        'components': [{'type': 'library', 'name': n, 'version': v, 'purl': f'pkg:npm/{n}@{v}'}
                       for n, v in (('left-pad', '1.3.0'), ('express', '4.18.2'))]}
HOSTS = '''host,owner,vendor,product,version,exposure
web,Voorbeeld B.V. (fictief),Maker (fictief),Express Server,V1.2,internet
lab,Voorbeeld B.V. (fictief),Maker (fictief),Pump Controller,V1.4,
'''


@functools.cache
def world():
    w = fresh('all')
    good('load', write('hosts.csv', HOSTS), write('bill.json', json.dumps(BILL)), world=w)
    return w


def the_hosts():
    w = world()
    assert {(h['host'], h['owner'], h['components']) for h in
            ask('inventory', world=w)['inventories']} == {
        ('web', 'Voorbeeld B.V. (fictief)', 1), ('lab', 'Voorbeeld B.V. (fictief)', 1),
        ('shop (fictief)', '', 3)}  # what the bill is of, and two
    mine = ask('inventory', 'Voorbeeld B.V. (fictief)', world=w)['inventories']
    assert [h['host'] for h in mine] == ['web', 'lab'] and mine[0]['exposure'] == 'internet'
    for lang in 'nl', 'en':
        said = good('--lang', lang, '--width', '80', 'inventory', world=w)
        assert max(map(len, said.splitlines())) <= 80 and '[' not in said


def what_is_on_it():
    w = world()
    on = ask('inventory', 'SHOP (fictief)', world=w)['components']
    assert {(c['component'], c['version'], c['identities'][0]) for c in on if c['identities']} == {
        ('left-pad', '1.3.0', 'pkg:npm/left-pad@1.3.0'),
        ('express', '4.18.2', 'pkg:npm/express@4.18.2')}
    last = ask('sources', world=w)['sources'][-1]['id']
    assert all(c['source'].endswith('bill.json') and c['load'] == last for c in on), on


def where_it_is():
    """By name or identity, in any case; what is nowhere is an error."""
    w = world()
    found = ask('inventory', 'EXPRESS', world=w)['components']
    assert {(c['host'], c['component']) for c in found} == {
        ('web', 'Express Server'), ('shop (fictief)', 'express')}
    assert [c['component'] for c in ask('inventory', 'npm/left', world=w)['components']] == [
        'left-pad']
    rows = list(csv.DictReader(io.StringIO(good('inventory', 'e', '--csv', '-', world=w))))
    assert len(rows) == 5, rows
    said = good('--lang', 'en', 'inventory', 'e', '--limit', '2', world=w)
    assert 'Components: 5, on hosts: 3.' in said and 'The first 2' in said
    refused(bolwerk('inventory', 'nowhere', world=w), 3, 'nowhere')


def a_bill_made_anew():
    """Each build gives its bill another serial number: under a name of one's own (--dataset)
    the new one takes the place of the old."""
    w = fresh('anew')
    for n, version in (1, '1.0.0'), (2, '2.0.0'):
        bill = {**BILL, 'serialNumber': f'urn:uuid:00000000-0000-4000-8000-00000000000{n}',
                'components': [{'type': 'library', 'name': 'pad', 'version': version}]}
        good('load', '--dataset', 'shop', write(f'bill{n}.json', json.dumps(bill)), world=w)
    assert len(ask('inventory', world=w)['inventories']) == 1
    assert [c['version'] for c in ask('inventory', 'pad', world=w)['components']] == ['2.0.0']


def purls():
    one = json.loads(good('purl', 'parse', '--json', 'pkg:NPM/%40angular/core@1?b=x%20y'))
    assert one['purls'] == [{
        'purl': 'pkg:npm/%40angular/core@1?b=x%20y', 'type': 'npm', 'namespace': '@angular',
        'name': 'core', 'version': '1', 'qualifiers': {'b': 'x y'}, 'subpath': ''}], one
    r = bolwerk('purl', 'parse', stdin=b'pkg:pypi/Foo_Bar@1\nnope\n')
    assert r.returncode == 3
    assert r.stdout.split(b'\n')[0] == b'pkg:pypi/foo-bar@1\tpypi\t\tfoo-bar\t1\t\t'
    assert r.stdout.split(b'\n')[1].startswith(b'?\t')
    refused(bolwerk('purl', 'parse', 'npm/left-pad'), 3, 'pkg:')
    rows = list(csv.DictReader(io.StringIO(good(
        'purl', 'parse', '--csv', '-', 'pkg:Deb/debian/curl@7.50.3-1?arch=i386', 'pkg:gem/a'))))
    assert rows[0] == {
        'purl': 'pkg:deb/debian/curl@7.50.3-1?arch=i386', 'purl-type': 'deb',
        'purl-namespace': 'debian', 'purl-name': 'curl', 'purl-version': '7.50.3-1',
        'purl-qualifiers': 'arch=i386', 'purl-subpath': ''}, rows
    assert rows[1]['purl-name'] == 'a' and len(rows) == 2
    refused(bolwerk('purl', 'parse', '--csv', '-'), 2, 'filter')


main([the_hosts, what_is_on_it, where_it_is, a_bill_made_anew, purls])
