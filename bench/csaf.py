#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Advisories a second beside the reference validator (npm), on one core and the same files.

usage: csaf.py BENCH_CSAF BOLWERK FOLDER [limit]

Takes the .json files under FOLDER that are CSAF documents. Installs
@secvisogram/csaf-validator-lib with npm into a folder of its own (needs node and, the
first time, a network). Prints one JSON line: documents a second of both for the presets
schema, basic and full (full: without 6.3.6 and 6.3.7, which need a network, and 6.3.8,
which needs a dictionary), and for each test how many documents only one of the two flags."""
import collections
import json
import os
import subprocess
import sys
import tempfile

PEER = '''
import fs from 'fs'
import validate from '@secvisogram/csaf-validator-lib/validate.js'
import * as mandatory from '@secvisogram/csaf-validator-lib/mandatoryTests.js'
import * as optional from '@secvisogram/csaf-validator-lib/optionalTests.js'
import * as informative from '@secvisogram/csaf-validator-lib/informativeTests.js'
import { csaf_2_0 } from '@secvisogram/csaf-validator-lib/schemaTests.js'
const files = fs.readFileSync(process.argv[2], 'utf8').trim().split('\\n')
const texts = files.map((f) => fs.readFileSync(f, 'utf8'))
const skip = ['informativeTest_6_3_6', 'informativeTest_6_3_7', 'informativeTest_6_3_8']
const m = Object.values(mandatory), o = Object.values(optional)
const i = Object.entries(informative).filter(([k]) => !skip.includes(k)).map(([, v]) => v)
const presets = { schema: [csaf_2_0], basic: [csaf_2_0, ...m], full: [csaf_2_0, ...m, ...o, ...i] }
const out = { verdicts: {} }
for (const [name, tests] of Object.entries(presets)) {
  for (const t of texts.slice(0, 100)) await validate(tests, JSON.parse(t))
  const begin = process.hrtime.bigint()
  for (let n = 0; n < texts.length; n++) {
    const r = await validate(tests, JSON.parse(texts[n]))
    if (name === 'full')
      out.verdicts[files[n]] = r.tests.filter((t) => t.errors?.length || t.warnings?.length || t.infos?.length)
        .map((t) => t.name)
  }
  out[name] = texts.length / (Number(process.hrtime.bigint() - begin) / 1e9)
}
console.log(JSON.stringify(out))
'''


def documents(folder, limit):
    for top, dirs, names in os.walk(folder):
        dirs.sort()
        for name in sorted(names):
            path = os.path.join(top, name)
            if name.endswith('.json') and b'csaf_version' in open(path, 'rb').read(4000000):
                yield path
                limit -= 1
                if limit == 0:
                    return


def peer(files):
    home = os.path.join(tempfile.gettempdir(), 'bolwerk-bench-csaf')
    os.makedirs(home, exist_ok=True)
    if not os.path.isdir(os.path.join(home, 'node_modules', '@secvisogram')):
        open(os.path.join(home, 'package.json'), 'w').write('{"type": "module"}')
        subprocess.run(['npm', 'install', '--silent', '@secvisogram/csaf-validator-lib'],
                       cwd=home, check=True, stdout=subprocess.DEVNULL)
    run = os.path.join(home, 'run.mjs')
    open(run, 'w').write(PEER)
    listed = os.path.join(home, 'files.txt')
    open(listed, 'w').write('\n'.join(files))
    text = subprocess.run(['taskset', '-c', '0', 'node', run, listed], cwd=home, check=True,
                          capture_output=True, text=True).stdout
    return json.loads(text)


def number(name):
    return 'schema' if name.startswith('csaf_2_0') else name.split('Test_')[1].replace('_', '.')


def main():
    bench, bolwerk, folder = sys.argv[1:4]
    files = list(documents(folder, int(sys.argv[4]) if len(sys.argv) > 4 else -1))
    theirs = peer(files)
    out = {'documents': len(files)}
    for preset in ('schema', 'basic', 'full'):
        line = subprocess.run(['taskset', '-c', '0', bench, preset] + files, check=True,
                              capture_output=True, text=True).stdout
        ours = json.loads(line)['docs_per_second']
        out[preset] = {'bolwerk': ours, 'reference': round(theirs[preset]),
                       'times': round(ours / theirs[preset], 1)}
    only = {'bolwerk': collections.Counter(), 'reference': collections.Counter()}
    equal = 0
    done = subprocess.run([bolwerk, 'csaf', 'validate', '--preset', 'full', '--json'] + files,
                          capture_output=True, text=True)
    for line in done.stdout.splitlines():
        d = json.loads(line)
        a = {f['test'] for k in ('errors', 'warnings', 'infos') for f in d[k]}
        b = {number(n) for n in theirs['verdicts'][d['file']]}
        equal += a == b
        only['bolwerk'].update(a - b)
        only['reference'].update(b - a)
    out['same_tests_flagged'] = equal
    out['only'] = {k: dict(v) for k, v in only.items()}
    print(json.dumps(out))


if __name__ == '__main__':
    main()
