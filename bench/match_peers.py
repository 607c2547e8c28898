#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Matching bills of materials with advisories, beside osv-scanner, on the same files.

usage: bench/match_peers.py BOLWERK DATA [COMPONENTS]      prints one JSON line

DATA holds osv-go/osv-go.ndjson.zst, osv-bitnami/osv-bitnami.ndjson.zst and
sbom-cyclonedx-examples. Bills: two real ones of a mail client, and a made-up one with
modules of Go that the records name, in versions around those they name (osv-scanner
reads no packages of Bitnami out of a bill). Both get the same records and bills and run without a network: osv-scanner
its records as the archives of a local database, Bolwerk a world. Every finding
(component, version, record) is compared. Bolwerk is measured from nothing (load and
match) and on the loaded world. osv-scanner comes as a Go module into the work folder
(BOLWERK_BENCH).
"""
import json
import os
import random
import statistics
import subprocess
import sys
import zipfile

WORK = os.environ.get('BOLWERK_BENCH', '/tmp/bolwerk-bench')
VERSION = 'v2.5.0'
RUNS = 5
RECORDS = {'Go': 'osv-go/osv-go.ndjson.zst', 'Bitnami': 'osv-bitnami/osv-bitnami.ndjson.zst'}


# A process counts the memory of the one it was forked from: so from a small one.
MEASURE = '''
import json, os, subprocess, sys, time
start = time.monotonic()
p = subprocess.Popen(sys.argv[1:], stdout=1, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(p.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - start,
                  used.ru_maxrss / 1024]), file=sys.stderr)
'''


def run(*args, good=(0,), **env):
    """What it prints, the seconds it takes and its most memory in MiB."""
    r = subprocess.run([sys.executable, '-c', MEASURE, *args], capture_output=True,
                       env={**os.environ, **env})
    code, seconds, memory = json.loads(r.stderr)
    if code not in good:
        sys.exit(f'{args[0]} {args[1]}: exit {code}')
    return r.stdout, seconds, memory


def get_peer():
    path = os.path.join(WORK, 'osv-scanner')
    if not os.path.exists(path):
        os.makedirs(WORK, exist_ok=True)
        subprocess.run(['go', 'install', 'github.com/google/osv-scanner/v2/cmd/osv-scanner@'
                        + VERSION], check=True, env={**os.environ, 'GOBIN': WORK})
    return path


def records(data, name):
    text = subprocess.run(['zstd', '-dc', os.path.join(data, name)], check=True,
                          stdout=subprocess.PIPE).stdout
    return [(json.loads(line), line) for line in text.splitlines()]


def archive(name, rows):
    folder = os.path.join(WORK, 'cache', 'osv-scalibr', name)
    os.makedirs(folder, exist_ok=True)
    with zipfile.ZipFile(os.path.join(folder, 'all.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        for record, line in rows:
            z.writestr(record['id'] + '.json', line)


def near(r, version):
    """That version, or one beside it."""
    part = version.split('-')[0].split('+')[0].split('.')
    if len(part) != 3 or not all(p.isdigit() for p in part):
        return version
    i = r.randrange(3)
    part[i] = str(max(0, int(part[i]) + r.choice((-1, 0, 1))))
    return '.'.join(part)


def made_up(rows, kind, n):
    """A bill with n packages that the records name."""
    r = random.Random(7)
    seen = {}
    for record, _ in rows:
        for a in record.get('affected', []):
            for g in a.get('ranges', []):
                for e in g.get('events', []):
                    v = e.get('fixed') or e.get('introduced')
                    if v and v != '0' and g['type'] == 'SEMVER':
                        seen.setdefault(a['package']['name'], []).append(v)
    names = sorted(seen)
    r.shuffle(names)
    parts = []
    for name in names[:n]:
        v = ('v' if kind == 'golang' else '') + near(r, r.choice(seen[name]))
        parts.append({'type': 'library', 'name': name, 'version': v,
                      'purl': f'pkg:{kind}/{name}@{v}'})
    path = os.path.join(WORK, f'{kind}.cdx.json')
    with open(path, 'w') as f:
        json.dump({'bomFormat': 'CycloneDX', 'specVersion': '1.5', 'version': 1,
                   'metadata': {'component': {'type': 'application', 'name': kind}},
                   'components': parts}, f)
    return path


def plain(name, version):
    return name.lower(), version.removeprefix('v')


def of_peer(out):
    return {(*plain(p['package']['name'], p['package']['version']), v['id'])
            for r in json.loads(out)['results'] for p in r['packages']
            for v in p['vulnerabilities']}


def of_bolwerk(out):
    return {(*plain(m['component'], m['version']), o['advisory'])
            for m in json.loads(out)['matches'] for o in m['opinions']
            if o['says'] == 'affected'}


def middle(runs):
    return round(statistics.median(runs), 3)


def one_bill(bolwerk, peer, files, bill):
    world = os.path.join(WORK, 'peers.bwk')
    nothing, loaded, theirs, memory = [], [], [], [0, 0, 0]
    for _ in range(RUNS):
        for f in os.listdir(WORK):
            if f.startswith('peers.bwk'):
                os.remove(os.path.join(WORK, f))
        _, load, m0 = run(bolwerk, '-w', world, '--quiet', 'load', *files, bill)
        _, first, m1 = run(bolwerk, '-w', world, 'match', '--json')
        mine, again, m2 = run(bolwerk, '-w', world, 'match', '--json')
        his, t, m3 = run(peer, 'scan', 'source', '--offline', '--format', 'json', '-L', bill,
                         good=(0, 1), XDG_CACHE_HOME=os.path.join(WORK, 'cache'))
        nothing.append(load + first)
        loaded.append(again)
        theirs.append(t)
        memory = [max(memory[0], m0, m1), max(memory[1], m2), max(memory[2], m3)]
    a, b = of_bolwerk(mine), of_peer(his)
    return {'bill': os.path.basename(bill), 'both': len(a & b),
            'only_bolwerk': sorted(a - b)[:20], 'only_osv_scanner': sorted(b - a)[:20],
            'from_nothing_s': middle(nothing), 'loaded_s': middle(loaded),
            'osv_scanner_s': middle(theirs), 'mib': [round(m) for m in memory],
            'times_as_fast': round(statistics.median(theirs) / statistics.median(loaded), 1)}


def main():
    bolwerk, data = sys.argv[1], sys.argv[2]
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    peer = get_peer()
    rows = {name: records(data, path) for name, path in RECORDS.items()}
    for name in rows:
        archive(name, rows[name])
    real = os.path.join(data, 'sbom-cyclonedx-examples', 'SBOM', 'proton-bridge')
    bills = []
    for v in 'v1.6.3', 'v1.8.0':
        bills.append(os.path.join(WORK, f'{v}.cdx.json'))
        with open(os.path.join(real, f'proton-bridge-{v}.bom.json'), 'rb') as f, \
                open(bills[-1], 'wb') as to:
            to.write(f.read())
    bills.append(made_up(rows['Go'], 'golang', n))
    files = [os.path.join(data, p) for p in RECORDS.values()]
    print(json.dumps({'bench': 'match_peers', 'osv_scanner': VERSION,
                      'records': sum(map(len, rows.values())),
                      'bills': [one_bill(bolwerk, peer, files, b) for b in bills]}))


main()
