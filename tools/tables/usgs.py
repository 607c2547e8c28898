# SPDX-License-Identifier: EUPL-1.2
"""Production, from the world data of the U.S. Geological Survey (Mineral
Commodity Summaries). The same rules, for users who load that file themselves,
stand in C in src/formats/mcs.c; a test compares the two."""
import re
import sys

from .common import country_of, fold, rows_of

# What the type texts of USGS call it, and which stage that is.
REFINE = ('smelter', 'refinery', 'plant', 'primary', 'sponge', 'pigment',
          'pig iron', 'raw steel', 'clinker', 'cement', 'synthetic',
          'production, all forms', 'bromine content', 'helium gas', 'total')


def material_of(commodity, kind, materials):
    for part in [kind] + kind.split(','):
        code = materials.get(fold(commodity + ': ' + part))
        if code:
            return code
    return materials.get(fold(commodity))


def stage_of(kind):
    low = kind.lower()
    if 'mine' in low:
        return 'mine'
    return 'refine' if any(w in low for w in REFINE) else 'mine'


def estimate(kind, note, year):
    """2024 is an estimate for all (the column says so); 2023 where the type
    or the remark says so."""
    low = note.lower()
    if year == 2024:
        return True
    if low.startswith('estimated'):
        return True
    return 'estimated' in kind.lower() and not low.startswith('repo') \
        and not low.startswith('repr')


def rows(path, materials, countries):
    groups = {}
    for line, r in rows_of(path):
        code = material_of(r['COMMODITY'], r['TYPE'], materials)
        if code is None:
            print(f'reference: skipped, no material: {r["COMMODITY"]}: '
                  f'{r["TYPE"]}', file=sys.stderr)
            continue
        if 'capacity' in r['TYPE'].lower():
            continue  # in the columns of production, but it is none
        key = (code, stage_of(r['TYPE']))
        groups.setdefault(key, []).append((line, r))
    for (code, stage), found in groups.items():
        yield from group_rows(code, stage, found, countries)


def group_rows(code, stage, rows, countries):
    world_note = [r['PROD_NOTES'].lower() for _, r in rows
                  if r['COUNTRY'].lower().startswith('world')]
    if 'xx' in world_note:
        return  # "not applicable": the figures are of different things
    unit = next((r['UNIT_MEAS'] for _, r in rows if r['UNIT_MEAS']), '')
    for year, column in ((2023, 'PROD_2023'), (2024, 'PROD_EST_ 2024')):
        found, order = {}, []
        for line, r in rows:
            if r['UNIT_MEAS'] not in ('', unit):
                sys.exit(f'reference: line {line}: two units in {code}')
            got = cell_of(r, column, year, countries)
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


def cell_of(r, column, year, countries):
    """(country, flags, amount) of one figure, or None when there is none."""
    value, note = r[column].replace(',', ''), r['PROD_NOTES']
    flags = []
    if value == '' and re.match(r'W\b', note):
        flags.append('withheld')
    elif value == '':
        return None
    elif estimate(r['TYPE'], note, year):
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
