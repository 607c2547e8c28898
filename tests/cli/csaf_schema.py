#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Our description of a CSAF document beside the schemas of OASIS and FIRST: same verdicts.

usage: csaf_schema.py ROOT BOLWERK     prints TAP

All documents of the test suites, and as many with one random change each, are judged by
`csaf validate --preset schema` and by python3-jsonschema with the original schemas. The
formats uri and date-time are judged by expressions of RFC 3986 and RFC 3339 here. Skips
without the data or the package."""
import copy
import decimal
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

root_folder, bolwerk = sys.argv[1:3]
data = os.path.join(os.environ.get('BOLWERK_TEST_DATA', os.path.join(root_folder, '../shared/data')), 'cyber')
OASIS, CVSS = os.path.join(data, 'csaf-oasis'), os.path.join(data, 'cvss-redhat/tests/schemas')
SSVC = os.path.join(data, 'ssvc/data/schema/v2/SelectionList_2_0_0.schema.json')
try:
    import jsonschema
except ImportError:
    jsonschema = None
if jsonschema is None or not (os.path.isdir(OASIS) and os.path.isdir(CVSS) and os.path.isfile(SSVC)):
    print('1..0 # SKIP the schemas or python3-jsonschema are not here')
    sys.exit(0)

checker = jsonschema.FormatChecker(formats=[])
PCT = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
URI = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:(//(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?"
                 r"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
                 rf"(?:/{PCT}*)*|/?(?:{PCT}+(?:/{PCT}*)*)?)(?:\?(?:{PCT}|[/?])*)?(?:\#(?:{PCT}|[/?])*)?\Z")
TIME = re.compile(r'^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))\Z', re.ASCII)


@checker.checks('uri')
def uri(s):
    return not isinstance(s, str) or bool(URI.match(s))


@checker.checks('date-time')
def date_time(s):
    if not isinstance(s, str):
        return True
    m = TIME.match(s)
    if not m:
        return False
    y, mo, d, h, mi, sec = (int(x) for x in m.groups()[:6])
    zh, zm = int(m[9] or 0), int(m[10] or 0)
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if y < 1 or not 1 <= mo <= 12 or not 1 <= d <= days[mo - 1] or h > 23 or mi > 59 or zh > 23 or zm > 59:
        return False
    utc = h * 60 + mi - (1 if m[8] == '+' else -1) * (zh * 60 + zm)
    return sec < 60 or (sec == 60 and utc % 1440 == 1439)


def load(path):
    return json.load(open(path, encoding='utf-8'))


def into(root, url, schema):
    """Put a schema that root refers to among root's own definitions, so that every
    reference is a local one (resolvers differ between versions of jsonschema)."""
    name = re.sub(r'\W', '_', url)

    def local(o):
        if isinstance(o, list):
            return [local(x) for x in o]
        if not isinstance(o, dict):
            return o
        o = {k: local(v) for k, v in o.items() if k not in ('$id', '$schema') or isinstance(v, dict)}
        ref = o.get('$ref')
        if isinstance(ref, str) and ref.startswith('#/'):
            o['$ref'] = f'#/$defs/{name}' + ref[1:]
        return o
    root['$defs'][name] = local(schema)
    return name


def validator(version):
    name = 'csaf_json_schema.json' if version == '2.0' else 'csaf.json'
    folder = os.path.join(OASIS, f'csaf_{version}/json_schema')
    root, names = load(os.path.join(folder, name)), {}
    for f in glob.glob(os.path.join(CVSS, '*.json')):
        s = load(f)
        if 'v4.0' in f and version == '2.1':
            # 4.0.1: these members were a mistake of 4.0.0
            s['allOf'] = s['allOf'][:1]
            for k in ('threatScore', 'threatSeverity', 'environmentalScore', 'environmentalSeverity'):
                s['properties'][k] = False
        url = 'https://www.first.org/cvss/' + os.path.basename(f)
        names[url] = into(root, url, s)
    s = load(SSVC)
    names[s['$id']] = into(root, s['$id'], s)
    for f in ('extension-content.json', 'extension-metaschema.json'):
        path = os.path.join(folder, f)
        if os.path.isfile(path):
            s = load(path)
            names[s['$id']] = into(root, s['$id'], s)

    def outside(o):
        if isinstance(o, list):
            for x in o:
                outside(x)
        elif isinstance(o, dict):
            ref = o.get('$ref')
            if isinstance(ref, str) and not ref.startswith('#'):
                url, _, inner = ref.partition('#')
                o['$ref'] = f'#/$defs/{names[url]}{inner}'
            for x in o.values():
                outside(x)
    for key in list(root['$defs']):
        if 'metaschema' in key:  # of its many references one is of use
            root['$defs'][key] = {'$defs': {'content_schema_t': root['$defs'][key]['$defs']['content_schema_t']}}
    outside(root)
    root.pop('$id')
    root['$schema'] = 'https://json-schema.org/draft/2020-12/schema'
    return Draft(root, format_checker=checker)


def multiple(validator, of, value, schema):
    # As binary fractions 5.3 is no multiple of 0.1; as written it is.
    if validator.is_type(value, 'number') and decimal.Decimal(repr(value)) % decimal.Decimal(repr(of)):
        yield jsonschema.ValidationError(f'{value} is not a multiple of {of}')


Draft = jsonschema.validators.extend(jsonschema.Draft202012Validator, {'multipleOf': multiple})


VALUES = [None, 1, True, '', 'x', [], {}, ['x', 'x'], '2026-02-30T00:00:00Z', '2016-12-31T23:59:60Z',
          'https://[::1]:8/x?y#z', 'a b', 'ü:x', 'CVE-2026-12345', ' x', 'x ', 'en-US-x-a', 'i-default',
          'cpe:/a:b', 'cpe:2.3:a:b:c:*:*:*:*:*:*:*:*x', '1.0.0-01', 'pkg:A/b', 9.95]


def change(rng, doc):
    places = []

    def walk(o):
        if isinstance(o, (dict, list)):
            for k in (o if isinstance(o, dict) else range(len(o))):
                places.append((o, k))
                walk(o[k])
    walk(doc)
    o, k = rng.choice(places)
    what = rng.random()
    if what < 0.3:
        del o[k]
    elif what < 0.5 and isinstance(o, list):
        o.append(copy.deepcopy(o[k]))
    elif what < 0.6 and isinstance(o, dict):
        o['another'] = 1
    elif isinstance(o[k], str) and what < 0.8 and o[k]:
        i = rng.randrange(len(o[k]))
        o[k] = o[k][:i] + rng.choice('-_. :/%*?\\A0z') + o[k][i + (rng.random() < 0.5):]
    else:
        o[k] = copy.deepcopy(rng.choice(VALUES))


rng = random.Random(6)
print('1..2')
failed = False
for number, version in enumerate(('2.0', '2.1'), 1):
    schema = validator(version)
    with tempfile.TemporaryDirectory() as tmp:
        files, expected = [], []
        suite = sorted(glob.glob(os.path.join(OASIS, f'csaf_{version}/test/validator/data/*/*.json')))
        for path in suite:
            if path.endswith('.result.json'):
                continue
            doc = load(path)
            if doc.get('document', {}).get('csaf_version') != version:
                continue
            for round in range(2):
                if round:
                    doc = copy.deepcopy(doc)
                    change(rng, doc)
                if doc.get('document', {}) is None or not isinstance(doc.get('document'), dict) \
                        or doc['document'].get('csaf_version') != version:
                    continue
                name = os.path.join(tmp, f'{len(files)}.json')
                json.dump(doc, open(name, 'w'))
                files.append(name)
                expected.append((schema.is_valid(doc), path, round, doc))
        out = subprocess.run([bolwerk, 'csaf', 'validate', '--json', '--preset', 'schema'] + files,
                             capture_output=True, text=True).stdout
        wrong = 0
        for line, (valid, path, round, doc) in zip(out.splitlines(), expected):
            got = json.loads(line)
            if got['valid'] != valid:
                wrong += 1
                e = next(schema.iter_errors(doc), None)
                print(f'# {os.path.basename(path)} round {round}: original says {valid}'
                      f' ({e and (list(e.absolute_path), e.message[:150])}), ours {got["errors"][:2]}')
        ok = wrong == 0 and len(out.splitlines()) == len(files) > 100
        failed |= not ok
        invalid = sum(not e[0] for e in expected)
        print(f'{"ok" if ok else "not ok"} {number} - {version}: {len(files)} documents, {invalid} not valid, '
              f'{wrong} judged otherwise')
sys.exit(failed)
