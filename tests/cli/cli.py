#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The program as its users meet it: verbs, output, errors. Prints TAP.

usage: cli.py ROOT BOLWERK [TEST...]"""
import contextlib
import csv
import fcntl
import gzip
import hashlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import zipfile

from kit import (BOLWERK, COMPANY, DATA, ENV, EXAMPLE, ROOT, TMP, Skip, ask, bolwerk, digest,
                 example, fresh, good, main, refused, write)


# --- the table of verbs -----------------------------------------------------

def help_in_both_languages():
    for lang in ('nl', 'en'):
        text = good('--lang', lang, 'help')
        for verb in ('load', 'sources', 'find', 'check', 'owners', 'controls', 'audit'):
            assert '  ' + verb in text, verb
            more = good('--lang', lang, 'help', verb)
            assert more == good('--lang', lang, verb, '--help')
            assert '[' + 'cli.' not in more, more
        assert '[' + 'cli.' not in good('--lang', lang, 'help', '--man')  # of every verb
        assert max(len(line) for line in good('--width', '80', 'help').split('\n')) <= 80


def wrong_usage():
    refused(bolwerk('frobnicate'), 2, 'frobnicate', 'help')
    refused(bolwerk('check'), 2, 'usage', 'PARTY')
    refused(bolwerk('check', 'a', 'b'), 2, 'usage')
    refused(bolwerk('check', 'a', '--strict'), 2, '--strict', 'check')
    refused(bolwerk('--no-such', 'find', 'x'), 2, '--no-such')
    refused(bolwerk('find', 'x', '--limit'), 2, '--limit')
    refused(bolwerk('find', 'x', '--limit', 'many'), 2, 'many')
    refused(bolwerk('find', 'x', '--lang', 'fr'), 2, 'fr')
    refused(bolwerk('find', 'x', '--as-of', '31-12-2026'), 2, '31-12-2026')
    refused(bolwerk('check', 'x', '--fail-on', 'panic'), 2, 'panic')
    refused(bolwerk('load', '--format', 'word', EXAMPLE[0], world=fresh('u')), 2, 'word')


def no_world_yet():
    refused(bolwerk('find', 'x', world=fresh('none')), 3, 'none.bwk')
    text = write('text.bwk', 'this is no database, whatever its name may say' * 50)
    refused(bolwerk('find', 'x', world=text), 3, 'text.bwk')
    other = os.path.join(TMP, 'other.bwk')
    if not os.path.exists(other):
        sqlite3.connect(other).executescript('create table t(a); insert into t values(1)')
    before = digest(other)
    refused(bolwerk('find', 'x', world=other), 3, 'other.bwk')
    refused(bolwerk('load', EXAMPLE[0], world=other), 3, 'other.bwk')
    assert digest(other) == before, 'somebody else\'s database was changed'


# --- loading ----------------------------------------------------------------

def rows(path):
    return list(csv.DictReader(open(path, newline='', encoding='utf-8')))


def example_loads():
    world = example()
    s = {os.path.basename(x['file']): x for x in ask('sources', world=world)['sources']}
    assert s['stakes.csv']['stakes'] == len(rows(EXAMPLE[1]))
    assert s['uses.csv']['uses'] == len(rows(EXAMPLE[2]))
    for path in EXAMPLE:
        one = s[os.path.basename(path)]
        assert one['sha256'] == digest(path), path
        assert one['refused'] == 0, one
        assert one['bytes'] == os.path.getsize(path)
    assert good('audit', world=world)
    assert ask('audit', world=world)['links'] >= len(s)


def twice_is_once():
    world = example('twice')
    before = digest(world)
    text = good('--lang', 'en', 'load', *EXAMPLE, world=world)
    assert text.count('already loaded') == len(EXAMPLE), text
    assert digest(world) == before


def compressed_is_the_same():
    stakes = open(EXAMPLE[1], 'rb').read()
    write('s.csv', stakes)
    write('s.csv.gz', gzip.compress(stakes, mtime=0))
    with zipfile.ZipFile(os.path.join(TMP, 's.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('s.csv', stakes)
    names = ['s.csv', 's.csv.gz', 's.zip']
    if shutil.which('zstd'):
        subprocess.run(['zstd', '-qf', 's.csv'], cwd=TMP, check=True)
        names.append('s.csv.zst')
    seen = set()
    for name in names:
        world = fresh('packed')
        good('load', name, world=world)
        o = ask('owners', COMPANY, world=world)
        assert f'"file": "{name}"' in json.dumps(o), name
        seen.add(json.dumps(o, sort_keys=True).replace(f'"{name}"', '""'))
    assert len(seen) == 1


def from_standard_input():
    world = fresh('stdin')
    good('load', '-', world=world, stdin=open(EXAMPLE[1], 'rb').read())
    assert ask('owners', COMPANY, world=world)['stakes']


def a_pipe_is_read_once():
    # Its size is not known; nor was that of the pipe before.
    world = fresh('pipe')
    rows = ['holder,company,percent'] + [f'H{i},C{i},60' for i in range(60000)]
    text = '\n'.join(rows).encode()
    assert len(text) > 800000
    good('load', '/dev/stdin', world=world, stdin=b'holder,company,percent\nA,B,60\n')
    one = ask('load', '/dev/stdin', world=world, stdin=text)['loads'][0]
    assert (one['stakes'], one['refused']) == (60000, 0), one
    kept = ask('sources', world=world)['sources'][-1]
    assert kept['sha256'] == hashlib.sha256(text).hexdigest(), kept


def new_delivery_replaces():
    world = fresh('delivery')
    path = write('mine.csv', 'holder,company,percent\nAlpha,Beta,60\n')
    good('load', path, world=world)
    assert len(ask('controls', 'Alpha', world=world)['controls']) == 1
    write('mine.csv', 'holder,company,percent\nAlpha,Beta,40\n')
    text = good('--lang', 'en', 'load', path, world=world)
    assert 'replaces source' in text, text
    last = ask('sources', world=world)['sources'][-1]['id']
    assert 'Replaced by' in good('--lang', 'en', 'sources', world=world)
    csv_rows = good('sources', '--csv', '-', world=world).splitlines()
    assert csv_rows[-2].endswith(f',{last}') and csv_rows[-1].endswith(','), csv_rows
    assert ask('controls', 'Alpha', world=world)['controls'] == []
    # The same path written otherwise, and the same name in another folder.
    write('mine.csv', 'holder,company,percent\nAlpha,Beta,45\n')
    assert 'replaces source' not in good('--lang', 'en', 'load', './mine.csv', world=world)
    write('mine.csv', 'holder,company,percent\nAlpha,Beta,46\n')
    text = good('--lang', 'en', 'load', 'mine.csv', world=world)
    assert 'replaces source' in text, text
    os.makedirs(os.path.join(TMP, 'deeper'), exist_ok=True)
    write('deeper/mine.csv', 'holder,company,percent\nAlpha,Beta,47\n')
    text = ' '.join(good('--lang', 'en', 'load', 'deeper/mine.csv', world=world).split())
    assert 'Note: deeper/mine.csv and mine.csv both count' in text, text
    write('deeper/mine.csv', 'holder,company,percent\nAlpha,Beta,48\n')
    text = good('--lang', 'en', 'load', 'deeper/mine.csv', '--dataset', 'mine.csv', world=world)
    assert 'replaces source' in text, text
    other = write('yours.csv', 'holder,company,percent\nAlpha,Beta,60\n')
    good('load', other, '--dataset', 'second opinion', world=world)
    assert ask('sources', world=world)['sources'][-1]['dataset'] == 'second opinion'


def old_bytes_under_another_name_replace():
    """A file overwritten with the bytes of another that is loaded too."""
    world = fresh('copies')
    os.makedirs(os.path.join(TMP, 'x'), exist_ok=True)
    write('a.csv', 'holder,company,percent\nAlpha,Beta,60\n')
    write('x/a.csv', 'holder,company,percent\nAlpha,Beta,70\n')
    good('load', 'a.csv', 'x/a.csv', world=world)
    shutil.copy(os.path.join(TMP, 'x/a.csv'), os.path.join(TMP, 'a.csv'))
    good('load', 'a.csv', world=world)
    votes = ask('owners', 'Beta', world=world)['stakes'][0]['votes']
    assert (votes['min'], votes['max']) == (0.7, 0.7), votes
    assert 'already' in good('--lang', 'en', 'load', 'a.csv', world=world)
    assert good('audit', world=world)


def a_reader_that_leaves():
    world = example('pipe')
    p = subprocess.Popen([BOLWERK, '-w', world, 'check', COMPANY], env=ENV, cwd=TMP,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.close()
    assert p.stderr.read() == b'' and p.wait() == 0


def bad_rows_are_named():
    path = write('rows.csv', 'holder,company,percent\nA,B,10\nA,C,101\nA,D,x\n,E,5\nA,,5\nA,F,20\n')
    world = fresh('rows')
    one = ask('load', path, world=world)['loads'][0]
    assert one['stakes'] == 3 and one['refused'] == 3, one
    kept = ask('sources', str(one['source']), world=world)['sources'][0]['reports']
    assert sorted(r['line'] for r in kept if r['kind'] == 'refused') == [3, 4, 6], kept
    assert all(r['rule'] and r['what'] for r in kept)
    text = good('--lang', 'nl', 'sources', str(one['source']), world=world)
    assert '"101": Dit is geen goed percentage' in ' '.join(text.split()), text
    assert 'Er staat niet in welk bedrijf' in text, text
    before = digest(world)
    again = write('rows2.csv', open(path).read() + 'A,G,1\n')
    refused(bolwerk('load', again, '--strict', world=world), 3, '101')
    assert digest(world) == before


# --- bad input: one line, the right status, the world unchanged --------------

def bad_files():
    deep = '[' * 100000
    yield 'truncated.json', b'[{"statementId": "x", "recordType": "ent', 3
    yield 'deep.json', deep.encode(), 3
    yield 'latin.json', '[{"statementId":"é"}]'.encode('latin-1'), 3
    yield 'empty.csv', b'', 3
    yield 'blank.csv', b'\n\n \n', 3
    yield 'binary.csv', bytes(range(256)) * 40, 3
    yield 'utf16.csv', 'holder,company,percent\nA,B,5\n'.encode('utf-16'), 3
    yield 'header.csv', b'holder,percent\nA,5\n', 3
    yield 'quote.csv', b'holder,company,percent\nA,"B,5\n', 3
    yield 'nul.csv', b'holder,company,percent\nA,B\0,5\n', 3
    yield 'cut.csv.gz', gzip.compress(b'holder,company,percent\n' + b'A,B,5\n' * 99999)[:500], 3
    yield 'bomb.csv.gz', gzip.compress(b'a' * 400_000_000, 9), 3
    yield 'entity.xml', (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">]>'
                         b'<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">'
                         b'&a;</lei:LEIData>'), 3
    yield 'open.xml', (b'<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">'
                       b'<lei:LEIRecords><lei:LEIRecord><lei:LEI>'), 3
    yield 'prose.txt', b'Dear Sir, enclosed you will find nothing of use.\n' * 20, 3


def bad_input():
    world = example('bad')
    before = digest(world)
    for name, data, status in bad_files():
        r = bolwerk('load', write(name, data), world=world)
        try:
            refused(r, status, name)
        except AssertionError as e:
            raise AssertionError(f'{name}: {e}')
        assert digest(world) == before, f'{name} changed the world'
    refused(bolwerk('load', TMP, world=world), 3, 'folder')
    refused(bolwerk('load', 'no-such-file.csv', world=world), 3, 'no-such-file.csv')
    refused(bolwerk('load', '/dev/zero', world=world), 3, '/dev/zero')
    assert digest(world) == before


def one_line_of_a_gigabyte():
    path = os.path.join(TMP, 'line.csv')
    with open(path, 'wb') as f:
        f.write(b'holder,company,percent\n')
        for _ in range(1024):
            f.write(b'a' * (1 << 20))
    world = example('line')
    before = digest(world)
    r = bolwerk('load', path, '--format', 'stakes', world=world)
    os.remove(path)
    refused(r, 3, 'line.csv')
    assert digest(world) == before


def several_files_one_bad():
    world = fresh('several')
    bad = write('prose.txt', 'nothing of use\n' * 9)
    r = bolwerk('load', EXAMPLE[1], bad, EXAMPLE[2], world=world)
    assert r.returncode == 3, r.returncode
    lines = r.stderr.decode().splitlines()
    assert len(lines) == 2 and 'prose.txt' in lines[0] and '1 of 3' in lines[1], lines
    names = [os.path.basename(s['file']) for s in ask('sources', world=world)['sources']]
    assert 'stakes.csv' in names and 'uses.csv' in names and 'prose.txt' not in names


def no_permission():
    if os.geteuid() == 0:
        raise Skip('root may read everything')
    path = write('secret.csv', 'holder,company,percent\n')
    os.chmod(path, 0)
    refused(bolwerk('load', path, world=fresh('perm')), 3, 'secret.csv', 'permission')


def disk_full():
    world = example('full')
    before = digest(world)
    big = write('big.csv', 'holder,company,percent\n' + ''.join(
        f'Holder {i},Company {i * 7},{i % 100}\n' for i in range(200000)))
    r = bolwerk('load', big, world=world, limit=os.path.getsize(world) + 300000)
    refused(r, 4, 'big.csv')
    assert good('audit', world=world)
    assert digest(world) == before
    good('load', big, world=world)


def two_at_once():
    """A second writer waits or says so; never a half load."""
    world = example('two')
    big = write('big2.csv', 'holder,company,percent\n' + ''.join(
        f'H {i},C {i * 3},{i % 100}\n' for i in range(300000)))
    small = write('small2.csv', 'holder,company,percent\nQ,R,51\n')
    p = subprocess.Popen([BOLWERK, '-w', world, '-q', 'load', big], env=ENV,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    r = bolwerk('load', small, world=world)
    assert p.wait() == 0
    if r.returncode != 0:
        refused(r, 3, 'another')
        good('load', small, world=world)
    assert len(ask('controls', 'Q', world=world)['controls']) == 1
    assert good('audit', world=world)


# --- questions --------------------------------------------------------------

def story_of_the_example():
    world = example('story')
    o = ask('owners', COMPANY, world=world)
    who = {c['party']['name']: c['certainty'] for c in o['controllers']}
    assert who.get('Greta Nordlicht (fiktiv)') == 'possible', who
    assert 'certain' not in who.values(), who
    band = [s for s in o['stakes'] if s['holder_name'].startswith('Nordlicht')
            and s['company_name'] == COMPANY][0]['votes']
    assert (band['min'], band['max'], band['min_excluded']) == (0.25, 0.5, True), band
    c = ask('controls', 'Greta Nordlicht (fiktiv)', world=world)
    sure = [x['party']['name'] for x in c['controls'] if x['certainty'] == 'certain']
    assert any(n.startswith('Lumen') for n in sure), sure
    r = ask('check', COMPANY, world=world)
    ids = {f['id'] for f in r['findings']}
    assert 'ownership.controller' in ids and 'ownership.unknown' in ids, ids
    assert any(i.startswith('supply.') for i in ids), ids
    cited = {e['source'] for f in r['findings'] for e in f['evidence']}
    assert cited <= {s['id'] for s in r['sources']}, 'evidence from a source not listed'
    assert cited, 'no evidence at all'


def dutch_is_dutch():
    """Units, forms and reasons too; and no sentence ends with two stops."""
    world = example('dutch')
    text = ' '.join(good('--lang', 'nl', 'check', COMPANY, world=world).split())
    assert ' ton, ' in text and 'metric' not in text and 'world supply' not in text
    assert 'Belangen: houder, bedrijf' in good('--lang', 'nl', 'help', 'load')
    path = write('stop.csv', 'houder,bedrijf,procent\nA B.V.,C B.V.,60\n')
    good('load', path, world=world)
    for lang in ('nl', 'en'):
        assert 'B.V..' not in good('--lang', lang, 'check', 'C B.V.', world=world)


def indirect_is_not_counted_twice():
    """The fund declares its 8 % once directly and once as indirect."""
    world = example('indirect')
    o = ask('owners', COMPANY, world=world)
    fund = [s for s in o['stakes'] if s['company_name'] == COMPANY and s['votes']
            and s['holder_name'].startswith('Oosterlicht')]
    assert sum(s['votes']['max'] for s in fund) <= 0.081, fund


def same_question_same_bytes():
    world = example('same')
    for args in (['check', COMPANY], ['--json', 'check', COMPANY], ['owners', COMPANY],
                 ['--lang', 'nl', 'check', COMPANY]):
        first = good(*args, world=world)
        os.remove(world + '.snap')
        assert good(*args, world=world) == first, args
        assert good(*args, world=world) == first, args
    # Loaded again from nothing: the same bytes too.
    first = good('--json', 'check', COMPANY, world=world)
    assert good('--json', 'check', COMPANY, world=example('same')) == first
    html = os.path.join(TMP, 'a.html')
    good('-q', 'check', COMPANY, '--html', html, world=world)
    one = digest(html)
    good('-q', 'check', COMPANY, '--html', html, world=world)
    assert digest(html) == one


def widths():
    world = example('width')
    for width in (80, 120):
        for lang in ('nl', 'en'):
            for verb in (['check', COMPANY], ['owners', COMPANY], ['sources'],
                         ['find', 'fict'], ['controls', 'Greta Nordlicht (fiktiv)']):
                text = good('--width', str(width), '--lang', lang, *verb, world=world)
                wide = [line for line in text.split('\n') if len(line) > width]
                assert not wide, f'{verb} {width}: {wide[0]}'


def naming_a_party():
    world = fresh('names')
    path = write('n.csv', 'holder,company,percent\nJan Jansen,Één B.V.,60\n'
                 'Jan Jansens,Twee B.V.,60\nlei:529900T8BM49AURSDO55,Drie B.V.,60\n')
    good('load', path, world=world)
    assert len(ask('controls', 'jan  JANSEN', world=world)['controls']) == 1
    assert len(ask('controls', 'lei:529900T8BM49AURSDO55', world=world)['controls']) == 1
    found = ask('find', 'een', world=world)['parties']
    assert [p['name'] for p in found] == ['Één B.V.'], found
    assert len(ask('controls', f"#{ask('find', 'jansens', world=world)['parties'][0]['id']}",
                   world=world)['controls']) == 1
    refused(bolwerk('check', 'Piet', world=world), 3, 'Piet')
    refused(bolwerk('find', 'xyzzy', world=world), 3, 'xyzzy')
    refused(bolwerk('check', '#999999', world=world), 3, '999999')
    # An identifier is read as the tables read it.
    path = write('id.csv', 'holder,company,percent\nPiet,gb-coh:1234567,60\n')
    good('load', path, world=world)
    for written in ('gb-coh:01234567', 'gb-coh:1234567', 'GB-COH: 1234567', 'ra000585:1234567'):
        assert ask('owners', written, world=world)['stakes'], written
    refused(bolwerk('check', 'kvk:1234567', world=world), 3, '8 digits')


def many_and_none():
    world = fresh('many')
    path = write('many.csv', 'holder,company,percent\n' +
                 ''.join(f'Owner {i},Firm {i},60\n' for i in range(30)))
    good('load', path, world=world)
    assert 'There are more' in good('--lang', 'en', 'find', 'firm', world=world)
    assert 'There are more' not in good('--lang', 'en', 'find', 'firm', '--limit', '30', world=world)
    r = ask('find', 'firm', '--limit', '29', world=world)
    assert len(r['parties']) == 29 and r['more'], r
    assert not ask('find', 'firm', '--limit', '30', world=world)['more']
    assert ask('find', 'nobody', world=world)['parties'] == []
    assert good('find', 'nobody', '--csv', '-', world=world).startswith('id,name,')
    assert bolwerk('find', 'nobody', world=world).returncode == 3


def ambiguous_names_are_listed():
    world = fresh('twins')
    path = write('twins.jsonl', ''.join(json.dumps({
        'statementId': f's{i}', 'recordId': f'r{i}', 'recordType': 'entity',
        'recordStatus': 'new', 'statementDate': '2024-01-01', 'declarationSubject': f'r{i}',
        'recordDetails': {'isComponent': False, 'entityType': {'type': 'registeredEntity'},
                          'name': 'Twin Ltd', 'jurisdiction': {'name': 'x', 'code': c}}}) + '\n'
        for i, c in enumerate(('GB', 'IE'))))
    good('load', path, world=world)
    r = bolwerk('check', 'Twin Ltd', world=world)
    refused(r, 3, 'Twin Ltd')
    assert r.stdout.decode().count('Twin Ltd') == 2, r.stdout.decode()


def day_of_the_question():
    world = fresh('days')
    path = write('d.csv', 'holder,company,percent,from,to\nOld,Firm,60,2000-01-01,2020-01-01\n'
                 'New,Firm,60,2020-01-01,\n')
    good('load', path, world=world)
    for day, who in (('2019-12-31', 'Old'), ('2020-01-01', 'New')):
        c = ask('--as-of', day, 'owners', 'Firm', world=world)['controllers']
        assert [x['party']['name'] for x in c] == [who], (day, c)


def exit_status_of_findings():
    world = example('fail')
    assert bolwerk('-q', 'check', COMPANY, world=world).returncode == 0
    assert bolwerk('-q', 'check', COMPANY, '--fail-on', 'know', world=world).returncode == 1
    lonely = write('lonely.csv', 'name,kind,country\nLonely B.V.,company,NL\n')
    good('load', lonely, world=world)
    levels = [f['level'] for f in ask('check', 'Lonely B.V.', world=world)['findings']]
    status = bolwerk('-q', 'check', 'Lonely B.V.', '--fail-on', 'act', world=world).returncode
    assert status == (1 if 'act' in levels else 0), levels


def tables_as_csv():
    world = example('csv')
    out = os.path.join(TMP, 'out.csv')
    good('owners', COMPANY, '--csv', out, world=world)
    got = rows(out)
    assert len(got) == len(ask('owners', COMPANY, world=world)['stakes'])
    assert {'holder', 'company', 'votes'} <= set(got[0])
    # For a program: the same in both languages, with ids and plain numbers.
    dutch = good('--lang', 'nl', 'owners', COMPANY, '--csv', '-', world=world)
    assert dutch == good('--lang', 'en', 'owners', COMPANY, '--csv', '-', world=world)
    assert dutch.replace('\r\n', '\n') == open(out, newline='').read().replace('\r\n', '\n')
    told = ask('owners', COMPANY, world=world)['stakes']
    for row, s in zip(got, told):
        assert int(row['holder_id']) == s['holder'] and row['nature'] == s['nature'], row
        for end in ('min', 'max'):
            part = row[f'votes_{end}_percent']
            assert (part == '') == (s['votes'] is None), row
            assert part == '' or abs(float(part) / 100 - s['votes'][end]) < 1e-9, (row, s)
    refused(bolwerk('find', 'a', '--csv', '/no/such/folder/x.csv', world=world), 3, '/no/such')


def drawings():
    world = example('svg')
    folder = os.path.join(TMP, 'pictures')
    good('-q', 'check', COMPANY, '--svg', folder, world=world)
    import xml.etree.ElementTree as ET
    for name in ('owners.svg', 'materials.svg'):
        root = ET.parse(os.path.join(folder, name)).getroot()
        assert root.tag.endswith('svg'), root.tag


def nothing_drives_the_terminal():
    """Escape sequences and line breaks in a name stay text."""
    world = fresh('escape')
    path = write('e.csv', 'holder,company,percent\n"Evil\x1b[2J\x1b]0;x\x07\nCorp",'
                 '"=cmd()|\'\u202e\u009b31m",60\n')
    good('load', path, world=world)
    for args in (['find', 'evil'], ['owners', '#2'], ['check', '#2'], ['controls', '#1'],
                 ['owners', '#1'], ['check', '#1']):
        text = good('--colour', 'never', *args, world=world)
        for bad in ('\x1b', '\x07', '\u009b', '\u202e'):
            assert bad not in text, (args, text)
    assert '\x1b' not in bolwerk('check', '\x1b[31m', world=world).stderr.decode()


def quiet_and_standard_output():
    world = example('quiet')
    assert good('-q', 'check', COMPANY, world=world) == ''
    assert ask('-q', 'check', COMPANY, world=world)['findings']
    path = os.path.join(TMP, 'same.html')
    good('-q', 'check', COMPANY, '--html', path, world=world)
    assert good('check', COMPANY, '--html', '-', world=world) == open(path).read()
    refused(bolwerk('check', COMPANY, '--html', '-', '--json', world=world), 2, '--html -')


def names_of_megabytes():
    world = fresh('names-long')
    path = write('long.csv', 'holder,company,percent\n' + 'A' * 2000000 + ',Firm,60\n'
                 + 'B ' * 300000 + ',Firm,20\nC,Firm,51\n')
    one = ask('load', path, world=world)['loads'][0]
    assert (one['stakes'], one['refused']) == (1, 2), one
    kept = ask('sources', str(one['source']), world=world)['sources'][0]['reports']
    assert {r['rule'] for r in kept} == {'text-too-long'}, kept
    assert good('check', 'Firm', world=world)


def endless_chains_and_large_stars():
    """A question comes back, with an answer or with a refusal."""
    world = fresh('large')
    write('chain.csv', 'holder,company,percent\n' + ''.join(
        f'c{i + 1},c{i},60\n' for i in range(60000)))
    write('star.csv', 'holder,company,percent\n' + ''.join(
        f'h{i},Hub,0.002\nTop,h{i},100\n' for i in range(40000)))
    good('load', 'chain.csv', 'star.csv', world=world)
    refused(bolwerk('owners', 'c0', world=world), 3, 'too long')
    who = ask('owners', 'Hub', '--limit', '1', world=world)['controllers']
    assert who[0]['party']['name'] == 'Top' and len(who[0]['proof']) > 25000, len(who)
    assert len(ask('controls', 'c50', world=world)['controls']) == 50


def report_page():
    world = example('html')
    for lang in ('nl', 'en'):
        path = os.path.join(TMP, f'r-{lang}.html')
        good('-q', '--lang', lang, 'check', COMPANY, '--html', path, world=world)
        page = open(path, encoding='utf-8').read()
        assert f'lang="{lang}"' in page and '<script' not in page
        assert COMPANY in page and '<svg' in page and '<table' in page
        assert 'http://' not in page.replace('http://www.w3.org/', ''), 'a request outside'


def one_signal_ends_a_question():
    ours, theirs = os.pipe()  # nobody reads: the program cannot go on
    fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, 4096)
    for stop in (signal.SIGINT, signal.SIGTERM):
        p = subprocess.Popen([BOLWERK, 'help', '--man'], stdout=theirs, stderr=subprocess.PIPE,
                             env=ENV, preexec_fn=lambda: signal.signal(signal.SIGINT,
                                                                       signal.default_int_handler))
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                p.wait(0.5)
            assert p.poll() is None, 'the manual is too short for this test'
            p.send_signal(stop)
            assert p.wait(20) == -stop
        finally:
            p.kill()
            p.communicate()
    os.close(ours)
    os.close(theirs)


def many_stakes_carry_control():
    # X has 9000 companies with 0.01 % each: 5001 of them make the majority.
    n = 9000
    world = fresh('carry')
    good('load', write('carry.csv', 'holder,company,percent\n' + ''.join(
        f'X,S{i},100\nS{i},Y,0.01\n' for i in range(n))), world=world)
    y = [c for c in ask('controls', 'X', world=world)['controls']
         if c['party']['name'] == 'Y']
    assert len(y) == 1 and len(y[0]['proof']) == 5001, len(y)
    assert len({p['holder_name'] for p in y[0]['proof']}) == 5001
    x = ask('owners', 'Y', world=world)['controllers'][0]
    assert x['party']['name'] == 'X', x['party']
    assert len(x['proof']) == 2 * 5001, len(x['proof'])


def many_names_of_one_company():
    n = 50000
    text = json.dumps([{
        'statementId': 's' * 32, 'statementDate': '2026-01-01', 'recordId': 'r',
        'recordType': 'entity', 'recordStatus': 'new',
        'recordDetails': {'isComponent': False, 'entityType': {'type': 'registeredEntity'},
                          'name': 'Many', 'alternateNames': [f'n{i}' for i in range(n)]}}])
    world = fresh('many')
    good('load', write('many.json', text), world=world)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert 'Many' in good('check', '--brief', 'Many', world=world)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert spent < 10, f'{spent:.1f} s for {n} names'


def all_real_files_load():
    base = os.path.join(DATA, 'ownership')
    if not os.path.isdir(base):
        raise Skip('test data of others are not here')
    files = [os.path.join(d, f) for d, _, fs in os.walk(base) for f in fs
             if f.endswith(('.json', '.jsonl', '.xml', '.csv'))
             and 'schema' not in d and 'expected' not in f]
    world = fresh('real')
    r = bolwerk('--json', 'load', *sorted(files), world=world)
    refused_whole = [x for x in r.stderr.decode().splitlines()]
    loads = json.loads(r.stdout)['loads']
    assert len(loads) + max(0, len(refused_whole) - 1) == len(files), (
        len(loads), len(refused_whole), len(files))
    for line in refused_whole:
        assert line.startswith('bolwerk: '), line
    kept = {s['id']: s for s in ask('sources', world=world)['sources']}
    for one in loads:
        if one['refused'] and not one['already']:
            assert kept[one['source']]['refused'] == one['refused']
    assert len(loads) > len(files) * 0.95, refused_whole[:5]
    print(f'# {len(loads)} of {len(files)} files taken, '
          f'{sum(x["refused"] for x in loads)} records refused')
    good('audit', world=world)


if __name__ == '__main__':
    main([
        help_in_both_languages, wrong_usage, no_world_yet, example_loads, twice_is_once,
        compressed_is_the_same, from_standard_input, a_pipe_is_read_once, new_delivery_replaces, old_bytes_under_another_name_replace, a_reader_that_leaves,
        bad_rows_are_named, bad_input, one_line_of_a_gigabyte, several_files_one_bad,
        no_permission, disk_full, two_at_once, story_of_the_example, dutch_is_dutch,
        indirect_is_not_counted_twice, same_question_same_bytes, widths, naming_a_party,
        many_and_none, ambiguous_names_are_listed, day_of_the_question, exit_status_of_findings,
        tables_as_csv, drawings, nothing_drives_the_terminal,
        quiet_and_standard_output, names_of_megabytes, endless_chains_and_large_stars, report_page,
        one_signal_ends_a_question, many_stakes_carry_control,
        many_names_of_one_company,
        all_real_files_load])
