#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What is exported says what the world says: read back by ourselves, by the
schema of the standard, and by other people's readers."""
import csv
import glob
import io
import os
import random
import shutil
import sqlite3
import subprocess
import warnings
import xml.etree.ElementTree as ET
from kit import ask, bolwerk, example, fresh, good, json, main, refused, write
from kit import COMPANY, DATA, ROOT, Skip, TMP

NS = '{http://graphml.graphdrawing.org/xmlns}'
ODD = ['say "quote" & <tag> \\N', "O'Neil; drop", 'a\tb', 'line\nbreak', 'x' * 5000,
       '\u0634\u0631\u0643\u0629 \u202eABC', '\u65e5\u672c \U0001f3ed', 'bell\x07 and \x1b[31m',
       '&amp; twice', '\\', '"', 'a]]>b', '\ufffe', '=1+1', '-->', '//x', '{}|<>']


def path(name):
    return os.path.join(TMP, name)


def export(world, name, *args):
    good('export', *args, path(name), world=world)
    return path(name)


def graphml(world, *party):
    """Nodes and edges as dictionaries of their attributes."""
    root = ET.parse(export(world, 'g.graphml', *party)).getroot()
    typed = {k.get('id'): (k.get('attr.name'), k.get('attr.type')) for k in root.iter(NS + 'key')}

    def data(x):
        out = {}
        for d in x.iter(NS + 'data'):
            name, kind = typed[d.get('key')]
            out[name] = {'double': float, 'boolean': lambda t: t == 'true',
                         'string': str}[kind](d.text or '')
        return out
    nodes = {n.get('id'): data(n) for n in root.iter(NS + 'node')}
    edges = [(e.get('source'), e.get('target'), data(e)) for e in root.iter(NS + 'edge')]
    assert all(a in nodes and b in nodes for a, b, _ in edges), 'an edge without its node'
    return nodes, edges


def answers(world, row, odd=''):
    """Owners, and who controls, without what only this world knows. A party
    without a name is shown by what its file calls it."""
    def name(n):
        return '' if n.startswith('record:') else n
    o = ask('owners', f'#{row}', world=world)
    return (sorted((name(c['party']['name']), c['certainty'], c['ultimate'])
                   for c in o['controllers']),
            sorted(str((name(s['holder_name']), name(s['company_name']), s['votes'], s['capital'],
                        s['controls_directly'], s['votes_assumed'], s['indirect']))
                   for s in o['stakes']))


def round_trip(world, most=40):
    """Export, load, and ask both worlds the same questions."""
    lines = export(world, 'w.jsonl')
    statements = [json.loads(line) for line in open(lines)]
    array = json.load(open(export(world, 'w.json')))
    assert array == statements, 'array and lines differ'
    if not statements:
        return 0
    ids = [s['statementId'] for s in statements]
    assert len(ids) == len(set(ids)), 'a statement id stands twice'
    again = fresh('again')
    good('load', lines, world=again)
    source = ask('sources', world=again)['sources'][-1]
    assert (source['refused'], source['notes'], source['skipped']) == (0, 0, 0), \
        good('sources', str(source['id']), world=again)
    db = sqlite3.connect(again)
    here = dict(db.execute("SELECT value, party FROM party_id i JOIN scheme s ON s.id = i.scheme"
                           " WHERE s.name = 'record'"))
    db.close()
    nodes, _ = graphml(world)
    known = [int(n[1:]) for n, d in nodes.items() if d['kind'] != 'unknown']
    named = [s['recordId'] for s in statements if s['recordType'] != 'relationship' and
             s['recordDetails'].get('entityType', {}).get('type') != 'unknownEntity']
    assert len(known) == len(named), (len(known), len(named))
    for row, record in list(zip(known, named))[:most]:
        a, b = answers(world, row), answers(again, here[record])
        assert a == b, f'#{row}: {a} is not {b}'
    return len(known)


def same_answers():
    """Loading an export of the example gives the answers of the example."""
    assert round_trip(example()) > 10


def one_source_out_of_many():
    """What several sources say is joined before it is written: read back from
    one file it must not be added up."""
    world = fresh('many')
    good('load', write('one.csv', 'holder,company,percent\nA,C,40\nB,C,>50\nD,C,10\n'),
         write('two.csv', 'holder,company,percent,nature\nA,C,40,votes\nA,C,30-45,capital\n'
               'B,C,,general-partner\nE,C,60,board\nF,C,30,economic\nG,C,,veto\nH,C,,nominee\n'
               'I,C,20-70,board\n'),
         write('three.csv', 'holder,company,percent,nature,indirect\nJ,C,60,shares,yes\n'
               'K,C,33.333333333,,\nL,C,,votes,\nL,C,5,capital,\nC,C,4,,\nM,C,,contract,\n'),
         world=world)
    assert round_trip(world) >= 13


def real_files():
    """Real statements come back with the same answers."""
    files = sorted(glob.glob(os.path.join(DATA, 'ownership/bods-data-standard/examples/*.json')) +
                   glob.glob(os.path.join(DATA, 'ownership/uk-psc-fixtures/psc_[cil]*.json')) +
                   glob.glob(os.path.join(DATA, 'ownership/danish-bands/*.json')))
    if not files:
        raise Skip('the test data are not here')
    n = 0
    for f in files:
        world = fresh('real')
        if bolwerk('load', f, world=world).returncode in (0, 1):
            n += round_trip(world, 12)
    assert n > 40, n


def by_the_schema():
    """Every statement is valid by the schema of BODS 0.4."""
    try:
        import jsonschema
    except ImportError:
        raise Skip('python3-jsonschema is not installed')
    folder = os.path.join(DATA, 'ownership/bods-data-standard/schema')
    if not os.path.isdir(folder):
        raise Skip('the schema is not here')
    store = {}
    for f in glob.glob(folder + '/*.json'):
        s = json.load(open(f))
        # Older resolvers lose the document that "#/..." is in.
        whole = s.get('$id', f)
        store[whole] = json.loads(json.dumps(s).replace('"$ref": "#', f'"$ref": "{whole}#'))
    schema = store['urn:statement']
    warnings.simplefilter('ignore')  # newer versions have another resolver as well
    check = jsonschema.Draft202012Validator(
        schema, resolver=jsonschema.RefResolver.from_schema(schema, store=store),
        format_checker=jsonschema.FormatChecker())
    for args in ((), (COMPANY,), (COMPANY, '--side', 'both')):
        got = json.load(open(export(example(), 's.json', *args)))
        bad = [e.message[:200] for e in check.iter_errors(got)]
        assert not bad, bad[:3]
        broken = json.loads(json.dumps(got))
        del broken[0]['statementId'], broken[0]['recordDetails']['isComponent']
        assert list(check.iter_errors(broken)), 'the schema sees nothing'


def shares_keep_their_ends():
    world = fresh('ends')
    good('load', write('ends.csv', 'holder,company,percent\nA,C,>25-50\nB,C,12.5\nD,C,<10\nE,C,\n'),
         world=world)
    found = {}
    for s in json.load(open(export(world, 'e.json', 'C'))):
        if s['recordType'] == 'relationship':
            for i in s['recordDetails']['interests']:
                found.setdefault(s['source']['description'][-1], {})[i['type']] = i.get('share')
    band = {'exclusiveMinimum': 25, 'maximum': 50}
    assert found['2'] == {'shareholding': band, 'votingRights': band}, found
    assert found['3']['votingRights'] == {'exact': 12.5}, found
    assert found['4']['votingRights'] == {'minimum': 0, 'exclusiveMaximum': 10}, found
    assert found['5'] == {'shareholding': None, 'votingRights': None}, found
    _, edges = graphml(world, 'C')
    a = next(d for _, _, d in edges if d['votes_max'] == 50)
    assert a['votes_min'] == 25 and a['votes_min_excluded'] and 'votes_max_excluded' not in a, a


def odd_names():
    """No name breaks a file or the drawing of it, and GraphML keeps it."""
    rng = random.Random(7)
    names = list(ODD)
    for _ in range(60):
        names.append(''.join(chr(rng.choice([34, 38, 39, 60, 62, 92, 10, 13, 9, 1, 31, 127, 133,
                                             0x2028, 0x202e, 0xfffe, 0x5d0, 0x1f600, 65, 32]))
                             for _ in range(rng.randrange(1, 30))) + 'z')
    out = io.StringIO()
    w = csv.writer(out, lineterminator='\n')
    w.writerow(['holder', 'company', 'percent'])
    w.writerows([n, 'Firm', '1'] for n in names)
    world = fresh('odd')
    good('load', write('odd.csv', out.getvalue()), world=world)
    nodes, edges = graphml(world, 'Firm')
    kept = {d.get('name') for d in nodes.values()}
    assert 'say "quote" & <tag> \\N' in kept and '&amp; twice' in kept, sorted(map(str, kept))[:9]
    assert len(edges) == len(set(names)) or len(edges) > 60, len(edges)
    json.load(open(export(world, 'o.json', 'Firm')))
    rows = list(csv.reader(open(export(world, 'o.csv', 'Firm'), newline='')))
    assert all(len(r) == len(rows[0]) for r in rows), 'a row of another length'
    dot = export(world, 'o.dot', 'Firm')
    if not shutil.which('dot'):
        raise Skip('graphviz is not installed')
    r = subprocess.run(['dot', '-Tsvg', dot], capture_output=True, text=True, timeout=120)
    assert r.returncode == 0, r.stderr[:400]
    shown = ''.join(t.text or '' for t in ET.fromstring(r.stdout).iter('{http://www.w3.org/2000/svg}text'))
    assert 'say "quote" & <tag> \\N' in shown and '&amp; twice' in shown, shown[:300]


def others_read_it():
    """networkx reads the GraphML with its types, and graphviz the DOT."""
    world = example()
    done = False
    try:
        import networkx
        g = networkx.read_graphml(export(world, 'n.graphml', COMPANY))
        e = [d for _, _, d in g.edges(data=True) if d.get('votes_min') == 25.0]
        assert e and e[0]['votes_min_excluded'] is True and e[0]['nature'] == 'shares', e
        done = True
    except ImportError:
        pass
    if shutil.which('dot'):
        r = subprocess.run(['dot', '-Tplain', export(world, 'n.dot', COMPANY)],
                           capture_output=True, text=True, timeout=60)
        assert r.returncode == 0 and r.stdout.count('\nnode ') > 10, r.stderr[:300]
        done = True
    if not done:
        raise Skip('neither networkx nor graphviz is installed')


def sides():
    """Above, below, around."""
    world = fresh('sides')
    good('load', write('s.csv', 'holder,company,percent\nTop,Mid,60\nMid,Low,60\nOther,Low,40\n'),
         world=world)

    def names(*side):
        return sorted(d['name'] for d in graphml(world, 'Mid', *side)[0].values())
    assert names() == names('--side', 'up') == ['Mid', 'Top']
    assert names('--side', 'down') == ['Low', 'Mid', 'Other']
    assert names('--side', 'both') == ['Low', 'Mid', 'Other', 'Top']
    nodes, edges = graphml(world, 'Low', '--proof', 'Top')
    proof = {(nodes[a]['name'], nodes[b]['name']) for a, b, d in edges if d.get('proof')}
    assert proof == {('Top', 'Mid'), ('Mid', 'Low')}, proof
    refused(bolwerk('export', 'Low', path('x.dot'), '--proof', 'Other', world=world), 3, 'control')


def only_what_counts():
    """What ended is not there; on an earlier day it is."""
    world = fresh('ended')
    good('load', write('t.csv', 'holder,company,percent,from,to\nA,C,60,2010-01-01,2020-01-01\n'
                       'B,C,60,2020-01-01,\n'), world=world)

    def names(*args):
        return sorted(d['name'] for d in graphml(world, 'C', *args)[0].values())
    assert names() == ['B', 'C'] and names('--as-of', '2015-06-01') == ['A', 'C']


def same_bytes():
    world = example()
    for end in ('json', 'jsonl', 'graphml', 'dot', 'csv'):
        one = open(export(world, 'one.' + end), 'rb').read()
        assert one == open(export(world, 'two.' + end), 'rb').read(), end
        r = bolwerk('export', '-', '--as', {'json': 'bods', 'jsonl': 'bods-lines'}.get(end, end),
                    world=world)
        assert r.stdout == one, end
    first = {s['recordId'] for s in json.load(open(export(world, 'a.json')))}
    other = fresh('other')
    good('load', *[os.path.join(ROOT, 'examples', f) for f in
                   ('parties.csv', 'stakes.csv', 'uses.csv', 'owners.bods.json')], world=other)
    assert first == {s['recordId'] for s in json.load(open(export(other, 'b.json')))}


def svg(world, *args):
    """The drawing as a tree, and its text."""
    root = ET.parse(export(world, 'd.svg', *args)).getroot()
    svgns = '{http://www.w3.org/2000/svg}'
    text = ' '.join(t.text or '' for t in root.iter(svgns + 'text'))
    return root, text.replace('\xa0', ' '), svgns


def proof_drawn():
    """The stakes of the proof are thick, and no other; with share and source."""
    world = fresh('drawn')
    good('load', write('d.csv', 'holder,company,percent,nature,kind,reason\nTop,Mid,60,,,\n'
                       'Mid,Low,55,,,\nOther,Low,40,,,\nGolden,Low,,veto,,\n'
                       '?,Mid,7,,,asked twice\n'), world=world)
    root, text, ns = svg(world, 'Low', '--proof', 'Top', '--lang', 'en')
    paths = [p.get('class') for p in root.iter(ns + 'path')
             if (p.get('class') or '').startswith('arrow')]
    legend = 1
    assert sum('proof' in c for c in paths) == 2 + legend, paths
    assert sum('light' in c for c in paths) == 3 + legend + 0, paths
    number = ask('sources', world=world)['sources'][-1]['id']
    for want in (f'60 % [{number}]', f'55 % [{number}]', f'[{number}]', 'asked twice', 'd.csv'):
        assert want in text, f'{want} is not in {text}'
    desc = root.find(ns + 'desc').text.replace('\xa0', ' ')
    assert desc == f'Top 60 % in Mid [{number}]; Mid 55 % in Low [{number}].', desc
    assert 'certainly' in root.find(ns + 'title').text
    _, plain, _ = svg(world, 'Low')
    assert '60 %' in plain and 'carries' not in plain
    odd = fresh('oddsvg')
    good('load', write('o.csv', 'holder,company,percent\n"<b>&""x",Low,60\n\u202eRTL,Low,2\n'), world=odd)
    _, text, _ = svg(odd, 'Low', '--proof', '<b>&"x')
    assert '<b>&"x' in text and '\u202e' not in text, text


def proof_in_words():
    """A proof reads from the owner down, each stake with file, day and line."""
    world = fresh('words')
    good('load', write('w.csv', 'holder,company,percent\nMid,Low,30\nSide,Low,25\nTop,Mid,60\n'
                       'Top,Side,70\n'), world=world)
    text = good('owners', 'Low', '--lang', 'en', '--width', '300', world=world)
    assert ('Top 60 % in Mid (w.csv, line 4); Top 70 % in Side (w.csv, line 5); '
            'Mid 30 % in Low (w.csv, line 2); Side 25 % in Low (w.csv, line 3)') in text, text
    again = fresh('again')
    good('load', export(world, 'again.json'), world=again)
    text = good('owners', 'Low', '--lang', 'nl', '--width', '300', world=again)
    assert '(again.json, 2026-11-25, regel' in text, text
    proof = ask('owners', 'Low', world=again)['controllers'][0]['proof']
    assert len(proof) == 4 and all(
        e['file'].endswith('again.json') and e['published'] == '2026-11-25' and e['line'] > 0
        for s in proof for e in s['evidence']), proof


def many_holders():
    """Three hundred holders are some boxes and a stack."""
    world = fresh('crowd')
    rows = ['holder,company,percent'] + [f'Holder {i},Big,{0.3 if i else 51}' for i in range(164)]
    good('load', write('crowd.csv', '\n'.join(rows)), world=world)
    root, text, ns = svg(world, 'Big', '--proof', 'Holder 0')
    assert '51 %' in text and sum(1 for _ in root.iter(ns + 'circle')) < 20, text
    assert int(root.get('width')) < 1800, root.get('width')


def vehicles_are_one():
    """An owner with many wholly owned vehicles is one stack, thick as a proof."""
    world = fresh('vehicles')
    rows = ['holder,company,percent']
    for i in range(9):
        rows += [f'Top,Vehicle {i},100', f'Vehicle {i},Big,6']
    rows += [f'Small {i},Big,0.1' for i in range(300)]
    good('load', write('v.csv', '\n'.join(rows)), world=world)
    root, text, ns = svg(world, 'Big', '--proof', 'Top', '--lang', 'en')
    assert '9 companies, each wholly of the party above' in text and '54 %' in text, text
    assert 'Vehicle' not in text and '293 more' in text, text
    thick = [p for p in root.iter(ns + 'path') if p.get('class') == 'arrow proof']
    assert len(thick) == 2 + 1, len(thick)


def stacks_are_opened():
    """Vehicles one by one, or more of the small holders; the rest stays a stack."""
    world = fresh('opened')
    rows = ['holder,company,percent']
    for i in range(9):
        rows += [f'Top,Vehicle {i},100', f'Vehicle {i},Big,6']
    rows += [f'Small {i},Big,0.1' for i in range(300)]
    good('load', write('v.csv', '\n'.join(rows)), world=world)

    def stacked(root, ns):
        return [g for g in root.iter(ns + 'g') if g.get('data-open')]
    root, text, ns = svg(world, 'Big', '--lang', 'en')
    party = {p['name']: str(p['id']) for p in ask('find', 'Big', world=world)['parties'] +
             ask('find', 'Top', world=world)['parties']}
    assert {g.get('data-open') for g in stacked(root, ns)} == {party['Top'], party['Big']}
    assert any('9 vehicles of Top' in g.get('data-label') for g in stacked(root, ns))
    named = {g.get('data-party'): g.get('data-label') for g in root.iter(ns + 'g')
             if g.get('data-party')}
    assert named[party['Top']].startswith('Top, '), named
    root, text, ns = svg(world, 'Big', '--open', 'Top', '--lang', 'en')
    assert all(f'Vehicle {i}' in text for i in range(9)), text
    assert {g.get('data-open') for g in stacked(root, ns)} == {party['Big']}
    root, text, ns = svg(world, 'Big', '--open', 'Big', '--open', 'Top', '--lang', 'en')
    assert not stacked(root, ns) and 'Vehicle 8' in text and text.count('Small') == 7, text
    assert '293 more' in text, text
    refused(bolwerk('export', 'Big', 'x.svg', '--open', 'Nobody at all', world=world), 3)


def ways_are_drawn():
    """From an owner without control: every stake on the way, and no other."""
    world = fresh('ways')
    good('load', write('w.csv', 'holder,company,percent\nTop,A,30\nTop,B,10\nA,Low,20\nB,Low,30\n'
                       'Other,Low,40\nLow,Sub,60\nSub,B,5\n'), world=world)
    root, text, ns = svg(world, 'Low', '--ways', 'Top', '--lang', 'en')
    assert root.find(ns + 'title').text.replace('\xa0', ' ') == 'How Top has a stake in Low'
    nodes, edges = graphml(world, 'Low', '--ways', 'Top')
    marked = {(nodes[a]['name'], nodes[b]['name']) for a, b, d in edges if d.get('proof')}
    assert marked == {('Top', 'A'), ('Top', 'B'), ('A', 'Low'), ('B', 'Low')}, marked
    refused(bolwerk('export', 'Low', path('x.dot'), '--ways', 'Low', world=world), 3, 'no stake')
    refused(bolwerk('export', 'Low', path('x.dot'), '--ways', 'Top', '--proof', 'Top',
                    world=world), 2, 'exclude')


def wrong_usage():
    world = example()
    refused(bolwerk('export', 'x.pdf', world=world), 2, '--as')
    refused(bolwerk('export', '-', world=world), 2, '--as')
    refused(bolwerk('export', COMPANY, 'x.dot', '--side', 'left', world=world), 2, 'up, down')
    refused(bolwerk('export', 'x.svg', world=world), 2, 'party')
    refused(bolwerk('export', COMPANY, 'x.svg', '--side', 'down', world=world), 2, 'above')
    refused(bolwerk('export', 'x.dot', '--side', 'up', world=world), 2, 'party')
    refused(bolwerk('export', 'Nobody at all', 'x.dot', world=world), 3)
    refused(bolwerk('export', '/no/such/folder/x.dot', world=world), 3)


def full_disk():
    """Half a file is never left behind, nor an older one lost."""
    world = example()
    for end in ('json', 'jsonl', 'graphml', 'dot', 'csv'):
        whole = open(export(world, 'f.' + end), 'rb').read()
        folder = path('full')
        os.makedirs(folder, exist_ok=True)
        for size in (1, 100, len(whole) // 2, len(whole) - 1):
            target = os.path.join(folder, 'f.' + end)
            with open(target, 'w') as f:
                f.write('older')
            r = bolwerk('export', target, world=world, limit=size)
            assert r.returncode != 0, f'{end}: {size} bytes were enough'
            assert open(target).read() == 'older', f'{end}: the older file is gone'
            assert os.listdir(folder) == ['f.' + end], os.listdir(folder)
        shutil.rmtree(folder)


main([same_answers, one_source_out_of_many, real_files, by_the_schema, shares_keep_their_ends,
      odd_names, others_read_it, sides, only_what_counts, same_bytes, proof_drawn, proof_in_words,
      many_holders, vehicles_are_one, stacks_are_opened, ways_are_drawn, wrong_usage, full_disk])
