#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Matching bills of materials with advisories, beside osv-scanner and grype, on the same
files.

usage: bench/match_peers.py BOLWERK DATA [COMPONENTS]      prints one JSON line

DATA holds osv-go/osv-go.ndjson.zst, osv-bitnami/osv-bitnami.ndjson.zst and
sbom-cyclonedx-examples. Bills: two real ones of a mail client, and made-up ones with
modules of Go and packages of Bitnami that the records name, in versions around those
they name (osv-scanner reads no packages of Bitnami out of a bill). All get the same
records and bills and run without a network: osv-scanner its records as the archives of
a local database, grype as a database that its own transformers make of them, Bolwerk a
world. Every finding (component, version, record) is compared. Bolwerk is measured from
nothing (load and match) and on the loaded world. The peers come as Go modules into the
work folder (BOLWERK_BENCH).
"""
import json
import os
import random
import statistics
import subprocess
import sys
import zipfile

WORK = os.environ.get('BOLWERK_BENCH', '/tmp/bolwerk-bench')
SCANNER = 'v2.5.0'
GRYPE = 'v0.121.2'
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


# grype's database, of records a line, by grype's own transformers.
BUILDER = '''package main

import (
	"bufio"
	"bytes"
	"log"
	"os"
	"time"

	"github.com/anchore/grype/grype/db/processors"
	"github.com/anchore/grype/grype/db/provider"
	build "github.com/anchore/grype/grype/db/v6/build"
	"github.com/anchore/grype/grype/db/v6/build/transformers/osv"
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	states := provider.States{
		{Provider: "govulndb", Version: 1, Timestamp: time.Now()},
		{Provider: "bitnami", Version: 1, Timestamp: time.Now()}}
	w, err := build.NewWriter(os.Args[1], states, false, 2000)
	must(err)
	p := processors.NewV2OSVProcessor(osv.Transform)
	in := bufio.NewReaderSize(os.Stdin, 1<<26)
	for {
		line, end := in.ReadBytes('\\n')
		if len(line) > 1 {
			s := states[0]
			if bytes.Contains(line, []byte(`"id":"BIT-`)) {
				s = states[1]
			}
			entries, err := p.Process(bytes.NewReader(line), s)
			must(err)
			must(w.Write(entries...))
		}
		if end != nil {
			break
		}
	}
	must(w.Close())
}
'''
QUIET = {'GRYPE_DB_AUTO_UPDATE': 'false', 'GRYPE_DB_VALIDATE_AGE': 'false',
         'GRYPE_CHECK_FOR_APP_UPDATE': 'false',
         'GRYPE_DB_CACHE_DIR': os.path.join(WORK, 'grype-cache')}


def go(name, module, version):
    path = os.path.join(WORK, name)
    if not os.path.exists(path):
        os.makedirs(WORK, exist_ok=True)
        subprocess.run(['go', 'install', f'{module}@{version}'], check=True,
                       env={**os.environ, 'GOBIN': WORK})
    return path


def grype_database(grype, lines):
    folder = os.path.join(WORK, 'builder')
    os.makedirs(os.path.join(folder, 'db'), exist_ok=True)
    for name, text in (('main.go', BUILDER), ('go.mod', 'module bench/builder\ngo 1.26\n')):
        with open(os.path.join(folder, name), 'w') as f:
            f.write(text)
    subprocess.run(['go', 'get', 'github.com/anchore/grype@' + GRYPE], check=True, cwd=folder)
    subprocess.run(['go', 'build', '-mod=mod', '-o', 'builder', '.'], check=True, cwd=folder)
    subprocess.run(['./builder', 'db'], input=b'\n'.join(lines), check=True, cwd=folder)
    subprocess.run(['tar', '-C', 'db', '-czf', 'db.tar.gz', 'vulnerability.db'], check=True,
                   cwd=folder)
    subprocess.run([grype, '-q', 'db', 'import', os.path.join(folder, 'db.tar.gz')], check=True,
                   env={**os.environ, **QUIET})


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


def of_scanner(out):
    return {(*plain(p['package']['name'], p['package']['version']), v['id'])
            for r in json.loads(out)['results'] for p in r['packages']
            for v in p['vulnerabilities']}


def of_grype(out):
    return {(*plain(m['artifact']['name'], m['artifact']['version']), m['vulnerability']['id'])
            for m in json.loads(out)['matches']}


def of_bolwerk(out):
    return {(*plain(m['component'], m['version']), o['advisory'])
            for m in json.loads(out)['matches'] for o in m['opinions']
            if o['says'] == 'affected'}


def middle(runs):
    return round(statistics.median(runs), 3)


class Peers:
    def __init__(self, rows):
        self.scanner = go('osv-scanner', 'github.com/google/osv-scanner/v2/cmd/osv-scanner',
                          SCANNER)
        self.grype = go('grype', 'github.com/anchore/grype/cmd/grype', GRYPE)
        for name in rows:
            archive(name, rows[name])
        grype_database(self.grype, [line for r in rows.values() for _, line in r])

    def ask(self, bill):
        """Of each what it prints, seconds and MiB, and how its findings are read."""
        if 'bitnami' not in bill:
            yield 'osv_scanner', of_scanner, run(
                self.scanner, 'scan', 'source', '--offline', '--format', 'json', '-L', bill,
                good=(0, 1), XDG_CACHE_HOME=os.path.join(WORK, 'cache'))
        yield 'grype', of_grype, run(self.grype, '-q', '-o', 'json', 'sbom:' + bill, **QUIET)


def one_bill(bolwerk, peers, files, bill):
    world = os.path.join(WORK, 'peers.bwk')
    nothing, loaded, memory = [], [], [0, 0]
    theirs = {}
    for _ in range(RUNS):
        for f in os.listdir(WORK):
            if f.startswith('peers.bwk'):
                os.remove(os.path.join(WORK, f))
        _, load, m0 = run(bolwerk, '-w', world, '--quiet', 'load', *files, bill)
        _, first, m1 = run(bolwerk, '-w', world, 'match', '--json')
        mine, again, m2 = run(bolwerk, '-w', world, 'match', '--json')
        nothing.append(load + first)
        loaded.append(again)
        memory = [max(memory[0], m0, m1), max(memory[1], m2)]
        for name, read, (out, seconds, mib) in peers.ask(bill):
            t = theirs.setdefault(name, {'s': [], 'mib': 0})
            t['s'].append(seconds)
            t['mib'] = max(t['mib'], round(mib))
            t['found'] = read(out)
    a = of_bolwerk(mine)
    for t in theirs.values():
        b = t.pop('found')
        t.update(both=len(a & b), only_bolwerk=sorted(a - b)[:20], only_peer=sorted(b - a)[:20],
                 only=[len(a - b), len(b - a)], s=middle(t['s']),
                 times_as_long=round(middle(t['s']) / middle(loaded), 1))
    return {'bill': os.path.basename(bill), 'findings': len(a), 'from_nothing_s': middle(nothing),
            'loaded_s': middle(loaded), 'mib': [round(m) for m in memory], 'peers': theirs}


def main():
    bolwerk, data = sys.argv[1], sys.argv[2]
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    rows = {name: records(data, path) for name, path in RECORDS.items()}
    peers = Peers(rows)
    real = os.path.join(data, 'sbom-cyclonedx-examples', 'SBOM', 'proton-bridge')
    bills = []
    for v in 'v1.6.3', 'v1.8.0':
        bills.append(os.path.join(WORK, f'{v}.cdx.json'))
        with open(os.path.join(real, f'proton-bridge-{v}.bom.json'), 'rb') as f, \
                open(bills[-1], 'wb') as to:
            to.write(f.read())
    bills += [made_up(rows['Go'], 'golang', n), made_up(rows['Bitnami'], 'bitnami', n)]
    files = [os.path.join(data, p) for p in RECORDS.values()]
    print(json.dumps({'bench': 'match_peers', 'osv_scanner': SCANNER, 'grype': GRYPE,
                      'records': sum(map(len, rows.values())),
                      'bills': [one_bill(bolwerk, peers, files, b) for b in bills]}))


main()
