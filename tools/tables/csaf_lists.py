#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Make reference/cyber/{cwe,cwe_versions,language_subtags,licences,ssvc}.csv: the lists that tests of CSAF look in.

usage: csaf_lists.py CWE.json SUBTAGS.json NODE_MODULES SCANCODE.json SSVC OUT

CWE.json       {version: {date, w: [{id, name, status, usage}]}} of the releases of CWE (MITRE),
               as the package @secvisogram/csaf-validator-lib (lib/cwec/) holds them
SUBTAGS.json   [{type, subtag, prefix, scope}] of the IANA language subtag registry (same package)
NODE_MODULES   folder with the npm packages spdx-license-ids and spdx-exceptions (SPDX licence list)
SSVC           folder json/decision_points of CERTCC/SSVC (data/)
SCANCODE.json  scancode-licensedb-index.json of the PyPI package license-expression (AboutCode LicenseDB)
"""
import csv
import glob
import json
import os
import sys

cwe, tags, npm, scancode, ssvc, out = sys.argv[1:7]


def write(name, head, rows):
    with open(os.path.join(out, name), 'w', newline='') as f:
        w = csv.writer(f, lineterminator='\n')
        w.writerow(head)
        w.writerows(rows)


data = json.load(open(cwe))
versions = sorted(data, key=lambda v: [int(x) for x in v.split('.')])
write('cwe_versions.csv', ['version', 'date'], [(v, data[v]['date']) for v in versions])
runs = {}  # id -> [[first, last, name, usage, deprecated]]
for i, v in enumerate(versions):
    for w in data[v]['w']:
        now = [w['name'], w.get('usage', ''), 'yes' if w['status'] == 'Deprecated' else 'no']
        row = runs.setdefault(int(w['id'][4:]), [])
        if row and row[-1][1] == i - 1 and row[-1][2:] == now:
            row[-1][1] = i
        else:
            row.append([i, i] + now)
write('cwe.csv', ['id', 'from', 'until', 'name', 'usage', 'deprecated'],
      [(k, versions[r[0]], versions[r[1]]) + tuple(r[2:]) for k in sorted(runs) for r in runs[k]])

write('language_subtags.csv', ['type', 'subtag', 'prefix', 'scope'],
      [(t['type'], t['subtag'].lower(), '|'.join(t['prefix']).lower(), t['scope'] or '')
       for t in json.load(open(tags))])

rows = {}
for package, kind in (('spdx-license-ids', 'licence'), ('spdx-exceptions', 'exception')):
    for name, old in (('index.json', 'no'), ('deprecated.json', 'yes')):
        for i in json.load(open(os.path.join(npm, package, name))):
            rows[i] = (i, 'spdx', kind, old)
for i in json.load(open(scancode)):
    key = i.get('spdx_license_key') or 'LicenseRef-scancode-' + i['license_key']
    if key.lower().startswith('licenseref-scancode-'):
        rows.setdefault(key, (key, 'scancode', 'exception' if i.get('is_exception') else 'licence',
                              'yes' if i.get('is_deprecated') else 'no'))
write('licences.csv', ['id', 'list', 'kind', 'deprecated'], [rows[k] for k in sorted(rows)])

points = []
for path in glob.glob(os.path.join(ssvc, '**/*.json'), recursive=True):
    d = json.load(open(path))
    if not d['namespace'].startswith('x_'):  # of one company
        points.append((d['namespace'], d['key'], d['version'], d['name'],
                       '|'.join(v['key'] + '=' + v['name'] for v in d['values'])))
points.sort(key=lambda r: (r[0], r[1], [int(x) for x in r[2].split('.')]))
write('ssvc.csv', ['namespace', 'key', 'version', 'name', 'values'], points)
