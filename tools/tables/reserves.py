# SPDX-License-Identifier: EUPL-1.2
"""Capacity and reserves, from the world data of the U.S. Geological Survey:
what a country could make with the plants it has, and what it has in the ground.

Traps of the file: a remark tells that reserves stand in another unit than
production (million metric tons); of magnesium metal, capacity was typed into
the column of reserves ("not a reserve"); what is "Large" or "NA" is no
figure; ">90000000" is "at least". The same rules stand in C in
src/formats/mcs.c."""
import sys

from .common import country_of
from .usgs import estimate, material_of, stage_of

COLUMNS = (('capacity', 2023, 'CAP_2023'), ('capacity', 2024, 'CAP_EST_ 2024'),
           ('reserves', 2024, 'RESERVES_2024'),
           # Clinker: the type says that what is in these is capacity.
           ('capacity', 2023, 'PROD_2023'), ('capacity', 2024, 'PROD_EST_ 2024'))


def groups(rows, materials):
    out = {}
    for line, r in rows:
        code = material_of(r['COMMODITY'], r['TYPE'], materials)
        if code is not None:
            key = (code, stage_of(r['TYPE']))
            out.setdefault(key, []).append((line, r))
    return out


def units(rows):
    """Unit of production and of reserves of a group."""
    unit = next((r['UNIT_MEAS'] for _, r in rows if r['UNIT_MEAS']), '')
    for name in ('million metric tons', 'thousand metric tons'):
        if any(name in r['RESERVE_NOTES'].lower() for _, r in rows):
            return unit, name
    return unit, unit


def where(name, countries):
    low = name.lower()
    if low.startswith('world'):
        return '', 'world'
    if low.startswith('other') or ' and canada' in low:
        return '', 'rest'
    return country_of(name, countries), ''


def rows(found, names):
    for (code, stage), group in groups(found, names.materials).items():
        if any(r['COUNTRY'].lower().startswith('world') and
               r['PROD_NOTES'].lower() == 'xx' for _, r in group):
            continue  # "not applicable": the figures are of different things
        moved = any('not a reserve' in r['RESERVE_NOTES'].lower()
                    for _, r in group)
        unit, reserve_unit = units(group)
        for measure, year, column in COLUMNS:
            if measure == 'reserves' and moved:
                continue
            yield from figures(code, stage, measure, year, column, group,
                               reserve_unit if measure == 'reserves' else unit,
                               names.countries)


def figures(code, stage, measure, year, column, group, unit, countries):
    out, worlds = {}, {}
    for line, r in group:
        value = r[column].replace(',', '')
        if column.startswith('PROD') and 'capacity' not in r['TYPE'].lower():
            continue
        note = r['PROD_NOTES' if column.startswith('PROD') else 'CAP_NOTES']
        flags = ['estimate'] if measure == 'capacity' and estimate(
            r['TYPE'], note, year) else []
        if value.startswith('>'):
            value = value[1:]
            flags.append('at-least')
        if not value.replace('.', '', 1).isdigit():
            if value:
                print(f'reserves: line {line}: no figure: {value}',
                      file=sys.stderr)
            continue
        country, kind = where(r['COUNTRY'], countries)
        if kind:
            flags.append(kind)
        to = worlds if kind == 'world' else out
        key = (country, kind)
        if key in to and kind == 'world':
            continue  # a second total, of two materials
        if key in to:
            value = format(float(value) + float(to[key][0]), '.10g')
            flags += [f for f in to[key][1] if f not in flags]
        lines = to[key][2] + [line] if key in to else [line]
        to[key] = (value, flags, lines)
    total = sum(float(v) for v, _, _ in out.values())
    for (country, kind), (value, flags, lines) in {**out, **worlds}.items():
        if kind == 'world' and float(value) < total / 2:
            continue  # the printed total contradicts its own parts
        yield (code, stage, measure, country, year, value, unit,
               ' '.join(f for f in ('estimate', 'at-least', 'rest', 'world')
                        if f in flags),
               'USGS MCS 2025 world data row '
               + '+'.join(str(n) for n in lines))
