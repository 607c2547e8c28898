#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rebuild reference/production.csv and reference/governance.csv from the
published files, or show how the committed tables differ from them.

The tables hold facts in our own form: a row per material, stage, country and
year with the place it was read. This program is the only thing that writes
them, so that anybody can repeat the work with a new edition. It invents
nothing: an empty cell gives no row, a withheld figure gives a row without an
amount, and what may not be added up is left out (see reference/README.md).
The same rules, for users who load the USGS file themselves, stand in C in
src/formats/mcs.c; a test compares the two.

usage: make_reference.py [--mcs FILE] [--wgi FILE] [--crm FILE] [--check]

--mcs   USGS Mineral Commodity Summaries 2025, MCS2025_World_Data.csv
--wgi   World Bank Worldwide Governance Indicators, long form
--crm   European Commission, study on critical raw materials 2023: global
        supply shares (Material, Stage, Country, Share, t)
--check compare, print the differences, exit 1 when there are any

production.csv is made of --mcs and --crm together; give both.
"""
import argparse
import csv
import io
import os
import re
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REF = os.path.join(ROOT, 'reference')
STAGE_ORDER = {'mine': 0, 'refine': 1, 'part': 2}
# What the type texts of USGS call it, and which stage that is.
REFINE = ('smelter', 'refinery', 'plant', 'primary', 'sponge', 'pigment',
          'pig iron', 'raw steel', 'clinker', 'cement', 'synthetic',
          'production, all forms', 'bromine content', 'helium gas', 'total')
# The EU table says "Titanium" for the minerals and "Aluminium", stage E, for
# bauxite. What "Iron ore", stage P, and "Hydrogen", stage E, count is not
# told: left out.
CRM_NAMES = {('Titanium', 'E'): 'titanium-minerals',
             ('Titanium', 'P'): 'titanium-minerals',
             ('Aluminium', 'E'): 'bauxite', ('Iron ore', 'P'): None,
             ('Hydrogen', 'E'): None}
WGI_YEARS = range(2018, 2024)
DIMENSIONS = ('va', 'pv', 'ge', 'rq', 'rl', 'cc')


def fold(s):
    """As bw_fold: lower case, no accents, punctuation is one blank."""
    s = s.replace('ß', 'ss').replace('æ', 'ae').replace('œ', 'oe')
    s = unicodedata.normalize('NFKD', s)
    s = ''.join(c for c in s if not unicodedata.combining(c)).lower()
    return ' '.join(''.join(c if c.isalnum() else ' ' for c in s).split())


def table(name, columns):
    """Every spelling in a reference table -> its code."""
    out = {}
    with open(os.path.join(REF, name), encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            for c in columns:
                for spelling in (row.get(c) or '').split('|'):
                    if spelling.strip():
                        out.setdefault(fold(spelling), row['code'])
    return out


def text_of(path):
    with open(path, 'rb') as f:
        data = f.read()
    try:
        return data.decode('utf-8-sig')
    except UnicodeDecodeError:
        return data.decode('cp1252')


def rows_of(path):
    """Rows of a CSV file with the line each begins on."""
    reader = csv.reader(io.StringIO(text_of(path), newline=''))
    header = [re.sub(r'\s+', ' ', h).strip() for h in next(reader)]
    start = reader.line_num + 1
    for row in reader:
        yield start, dict(zip(header, [
            re.sub(r'\s+', ' ', c.replace('\u00a0', ' ')).strip() for c in row]))
        start = reader.line_num + 1


def country_of(name, countries):
    """Alpha-2; a remark in brackets is dropped when the whole is no name."""
    code = countries.get(fold(name))
    if code is None:
        code = countries.get(fold(re.sub(r'\(.*\)', '', name)))
    if code is None:
        sys.exit(f'make_reference: no country "{name}" in countries.csv')
    return code


# ---- USGS Mineral Commodity Summaries

def mcs_material(commodity, kind, materials):
    for part in [kind] + kind.split(','):
        code = materials.get(fold(commodity + ': ' + part))
        if code:
            return code
    return materials.get(fold(commodity))


def mcs_stage(kind):
    low = kind.lower()
    if 'mine' in low:
        return 'mine'
    return 'refine' if any(w in low for w in REFINE) else 'mine'


def mcs_estimate(kind, note, year):
    """2024 is an estimate for all (the column says so); 2023 where the type
    or the remark says so."""
    low = note.lower()
    if year == 2024:
        return True
    if low.startswith('estimated'):
        return True
    return 'estimated' in kind.lower() and not low.startswith('repo') \
        and not low.startswith('repr')


def mcs_rows(path, materials, countries):
    groups = {}
    for line, r in rows_of(path):
        code = mcs_material(r['COMMODITY'], r['TYPE'], materials)
        if code is None:
            print(f'make_reference: skipped, no material: {r["COMMODITY"]}: '
                  f'{r["TYPE"]}', file=sys.stderr)
            continue
        if 'capacity' in r['TYPE'].lower():
            continue  # in the columns of production, but it is none
        key = (code, mcs_stage(r['TYPE']))
        groups.setdefault(key, []).append((line, r))
    for (code, stage), rows in groups.items():
        yield from mcs_group(code, stage, rows, countries)


def mcs_group(code, stage, rows, countries):
    world_note = [r['PROD_NOTES'].lower() for _, r in rows
                  if r['COUNTRY'].lower().startswith('world')]
    if 'xx' in world_note:
        return  # "not applicable": the figures are of different things
    unit = next((r['UNIT_MEAS'] for _, r in rows if r['UNIT_MEAS']), '')
    for year, column in ((2023, 'PROD_2023'), (2024, 'PROD_EST_ 2024')):
        found, order = {}, []
        for line, r in rows:
            if r['UNIT_MEAS'] not in ('', unit):
                sys.exit(f'make_reference: line {line}: two units in {code}')
            got = mcs_cell(r, column, year, countries)
            if got is None:
                continue
            country, flags, amount = got
            k = (country, 'rest' in flags, 'world' in flags)
            if k not in found:
                found[k] = [amount, set(flags), [line]]
                order.append(k)
            elif 'world' not in flags:  # no second total, of two materials
                found[k][0] = add(found[k][0], amount)
                found[k][1] |= set(flags)
                found[k][2].append(line)
        total = sum(float(found[k][0]) for k in order
                    if not k[2] and found[k][0])
        for k in order:
            amount, flags, lines = found[k]
            if k[2] and float(amount) < 0.5 * total:
                continue  # the printed total contradicts its own parts
            yield (code, stage, k[0], year, amount, unit,
                   ' '.join(f for f in ('estimate', 'withheld', 'rest',
                                        'world') if f in flags),
                   'USGS MCS 2025 world data row '
                   + '+'.join(str(n) for n in lines))


def add(a, b):
    return format(float(a) + float(b), '.10g')


def mcs_cell(r, column, year, countries):
    """(country, flags, amount) of one figure, or None when there is none."""
    value, note = r[column].replace(',', ''), r['PROD_NOTES']
    flags = []
    if value == '' and re.match(r'W\b', note):
        flags.append('withheld')
    elif value == '':
        return None
    elif mcs_estimate(r['TYPE'], note, year):
        flags.append('estimate')
    low = r['COUNTRY'].lower()
    country = ''
    if low.startswith('world'):
        flags.append('world')
    elif low.startswith('other') or ' and canada' in low:
        flags.append('rest')
    else:
        country = country_of(r['COUNTRY'], countries)
    return country, tuple(flags), value


# ---- European Commission: global supply shares

def crm_rows(path, have, materials, countries):
    """Only what USGS does not give: other stages, other materials."""
    for line, r in rows_of(path):
        if (r['Material'], r['Stage']) in CRM_NAMES:
            code = CRM_NAMES[r['Material'], r['Stage']]
        else:
            code = materials.get(fold(r['Material']))
            if code is None:
                sys.exit(f'make_reference: no material "{r["Material"]}"')
        stage = {'E': 'mine', 'P': 'refine'}[r['Stage']]
        share = r['Share'].rstrip('%').strip()
        if code is None or (code, stage) in have or share.startswith('<'):
            continue
        yield (code, stage, country_of(r['Country'], countries), 2020, share,
               '% of world supply (mean 2016-2020)', '',
               f'EC CRM study 2023 global supply row {line}')


# ---- World Bank governance indicators

def wgi_rows(path, countries):
    for line, r in rows_of(path):
        if int(r['year']) not in WGI_YEARS or r['estimate'] in ('', '..'):
            continue
        dimension = r['indicator'].lower()
        if dimension not in DIMENSIONS:
            sys.exit(f'make_reference: line {line}: indicator "{dimension}"')
        code = countries.get(fold(r['code'])) or \
            countries.get(fold(r['countryname']))
        if code is None:
            sys.exit(f'make_reference: no country "{r["code"]}" '
                     f'({r["countryname"]}) in countries.csv')
        yield (code, int(r['year']), dimension, r['estimate'],
               '' if r['stddev'] == '..' else r['stddev'],
               f'World Bank WGI row {line}')


# ---- writing and comparing

def as_csv(header, rows, publisher, licence):
    """Publisher and licence are those of the whole file: on the first row."""
    out = io.StringIO()
    w = csv.writer(out, lineterminator='\n')
    w.writerow(header + ('publisher', 'licence'))
    for i, row in enumerate(rows):
        w.writerow(tuple(row) + ((publisher, licence) if i == 0 else ('', '')))
    return out.getvalue()


def settle(name, text, check):
    path = os.path.join(REF, name)
    old = ''
    if os.path.exists(path):
        with open(path, encoding='utf-8', newline='') as f:
            old = f.read()
    if not check:
        with open(path, 'w', encoding='utf-8', newline='') as f:
            f.write(text)
        print(f'{name}: {text.count(chr(10)) - 1} rows written')
        return 0
    a, b = set(old.splitlines()), set(text.splitlines())
    for line in sorted(a - b):
        print(f'{name}: only committed: {line}')
    for line in sorted(b - a):
        print(f'{name}: only in the source: {line}')
    same = old == text
    print(f'{name}: ' + ('equal' if same else 'different'))
    return 0 if same else 1


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--mcs')
    p.add_argument('--wgi')
    p.add_argument('--crm')
    p.add_argument('--check', action='store_true')
    a = p.parse_args()
    if bool(a.mcs) != bool(a.crm) or not (a.mcs or a.wgi):
        p.error('give --mcs and --crm together, or --wgi, or all')
    countries = table('countries.csv', ('code', 'alpha3', 'name_en',
                                        'name_nl', 'aliases'))
    materials = table('materials.csv', ('code', 'name_en', 'name_nl',
                                        'aliases'))
    bad = 0
    if a.mcs:
        rows = list(mcs_rows(a.mcs, materials, countries))
        have = {(r[0], r[1]) for r in rows if r[4]}
        rows += crm_rows(a.crm, have, materials, countries)
        rows.sort(key=lambda r: (r[0], STAGE_ORDER[r[1]], r[3], 'world' in r[6],
                                 'rest' in r[6], r[2], r[7]))
        bad |= settle('production.csv', as_csv(
            ('material', 'stage', 'country', 'year', 'amount', 'unit',
             'flags', 'source'), rows,
            'U.S. Geological Survey; European Commission',
            'USGS: public domain; European Commission: CC BY 4.0'), a.check)
    if a.wgi:
        rows = sorted(wgi_rows(a.wgi, countries),
                      key=lambda r: (r[0], r[1], DIMENSIONS.index(r[2])))
        bad |= settle('governance.csv', as_csv(
            ('country', 'year', 'dimension', 'estimate', 'stddev', 'source'),
            rows, 'World Bank', 'CC BY 4.0'), a.check)
    return bad


if __name__ == '__main__':
    sys.exit(main())
