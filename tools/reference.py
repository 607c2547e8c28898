#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rebuild the tables of figures in reference/ from the published files, or
show row by row how the committed ones differ from them.

The tables hold facts in our own form: each row with the place it was read.
This program is the only thing that writes them, so that anybody can repeat
the work with a new edition. It invents nothing: an empty cell gives no figure,
a withheld figure gives a row without an amount, and what may not be added up
is left out (see reference/README.md). How each publisher's file is read
stands in tools/tables/.

usage: reference.py [--check] [--from FOLDER] [KEY=FILE ...] [TABLE.csv ...]

FOLDER is searched for the files by their published names; KEY=FILE names one
that is called otherwise. A table is made when all its files are there; with
TABLE.csv only those. --check changes nothing, prints the differences and exits
with 1 when there are any.
"""
import argparse
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tables import (  # noqa: E402
    commission, common, gas, governance, history, hs, reserves, usgs)

# key -> what the file is called where it was taken from, and what it is
FILES = {
    'mcs': ('MCS2025_World_Data.csv',
            'USGS Mineral Commodity Summaries 2025, world data'),
    'wgi': ('wgi_long_1996_2023.csv',
            'World Bank Worldwide Governance Indicators, long form'),
    'crm-global': ('fact_GlobalSupplyShares_t.csv',
                   'EC study on critical raw materials 2023, global supply'),
    'crm-eu': ('fact_EUSupplyShares_t.csv', 'the same, supply of the EU'),
    'crm-uses': ('fact_MaterialUseShares.csv', 'the same, end uses'),
    'crm-scores': ('crm_scores_2011_2023.csv', 'scores of all EC studies'),
    'crm-2017': ('crm2017_tables_3_18_19.csv', 'EC study 2017, tables'),
    'owid': ('owid_metal_production_clioinfra_usgs_1681_2015.csv',
             'Our World in Data, metal production (Clio-Infra and USGS)'),
    'hs2022': ('harmonized-system.csv', 'headings of HS 2022, with texts'),
    'hs-sections': ('hs-sections.csv', 'sections of the HS'),
    'hs2017': ('hs17_bec.csv', 'UN correspondence HS 2017 to BEC'),
    'gas': ('eurostat_nrg_ti_gas_ru_total_2011_2020.csv',
            'Eurostat nrg_ti_gas, imports from Russia and in total'),
}
EC = ('European Commission', 'CC BY 4.0')


def production(f, names):
    rows = list(usgs.rows(f['mcs'], names.materials, names.countries))
    have = {(r[0], r[1]) for r in rows if r[4]}
    rows += commission.production_rows(f['crm-global'], have, names)
    rows.sort(key=lambda r: (r[0], common.STAGE_ORDER[r[1]], r[3],
                             'world' in r[6], 'rest' in r[6], r[2], r[7]))
    return rows


def earlier(f, names):
    rows = usgs.rows(f['mcs'], names.materials, names.countries)
    have = {(r[0], r[1]) for r in rows if r[4]}
    rows = list(history.series_rows(f['owid'], names))
    rows += history.study_rows(f['crm-global'], have, names)
    return sorted(rows, key=history.order)


def shares(f, names):
    rows = list(commission.share_rows(f['crm-global'], 'global', names))
    rows += commission.share_rows(f['crm-eu'], 'eu', names)
    return sorted(rows, key=commission.order)


# table -> files, columns, publisher and licence, maker
TABLES = {
    'production.csv': (
        ('mcs', 'crm-global'),
        'material,stage,country,year,amount,unit,flags,source',
        ('U.S. Geological Survey; European Commission',
         'USGS: public domain; European Commission: CC BY 4.0'), production),
    'production_history.csv': (
        ('mcs', 'crm-global', 'owid'),
        'material,stage,country,year,amount,unit,flags,source',
        ('Our World in Data, from Clio-Infra and U.S. Geological Survey; '
         'European Commission', 'CC BY 4.0'), earlier),
    'reserves.csv': (
        ('mcs',),
        'material,stage,measure,country,year,amount,unit,flags,source',
        ('U.S. Geological Survey', 'USGS: public domain'),
        lambda f, n: sorted(
            reserves.rows(common.rows_of(f['mcs']), n),
            key=lambda r: (r[0], common.STAGE_ORDER[r[1]], r[2], r[4],
                           'world' in r[7], 'rest' in r[7], r[3]))),
    'governance.csv': (
        ('wgi',), 'country,year,dimension,estimate,stddev,source',
        ('World Bank', 'CC BY 4.0'),
        lambda f, n: sorted(governance.rows(f['wgi'], n.countries),
                            key=governance.order)),
    'criticality.csv': (
        ('crm-scores', 'crm-2017'),
        'material,study,stage,sr,ei,ir,eol_rir,si_sr,si_ei,hhi_global,hhi_eu,'
        'supply,source', EC,
        lambda f, n: sorted(commission.score_rows(
            f['crm-scores'], f['crm-2017'], n))),
    'supply_shares.csv': (
        ('crm-global', 'crm-eu'),
        'material,stage,scope,country,share,t,source', EC, shares),
    'enduse.csv': (
        ('crm-uses',),
        'material,application,share,nace,sector,value_added,source', EC,
        lambda f, n: list(commission.use_rows(f['crm-uses'], n))),
    'hs.csv': (
        ('hs2022', 'hs2017'),
        'material,stage,hs6,alone,revisions,text,source',
        ('datasets/harmonized-system; United Nations; Bolwerk', 'PDDL; facts'),
        lambda f, n: list(hs.rows(f['hs2022'], f['hs2017'], n))),
    'hs_sections.csv': (
        ('hs-sections', 'hs2022'),
        'section,first_chapter,last_chapter,name_en,name_nl,source',
        ('datasets/harmonized-system; Bolwerk', 'PDDL'),
        lambda f, n: list(hs.section_rows(f['hs-sections'], f['hs2022']))),
    'gas.csv': (
        ('gas',), 'country,year,product,partner,tj,source',
        ('Eurostat', 'CC BY 4.0'),
        lambda f, n: sorted(gas.rows(f['gas'], n))),
}


def find(folder):
    """The files of FILES anywhere below a folder."""
    names = {name: key for key, (name, _) in FILES.items()}
    out = {}
    for at, dirs, files in os.walk(folder):
        dirs.sort()
        for name in sorted(files):
            if name in names:
                out.setdefault(names[name], os.path.join(at, name))
    return out


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog='\n'.join(f'{k:11} {n}: {what}'
                         for k, (n, what) in FILES.items()))
    p.add_argument('--check', action='store_true')
    p.add_argument('--from', dest='folder')
    p.add_argument('what', nargs='*', metavar='KEY=FILE|TABLE.csv')
    a = p.parse_args()
    files = find(a.folder) if a.folder else {}
    wanted = [w for w in a.what if '=' not in w]
    for w in a.what:
        key, is_file, path = w.partition('=')
        if is_file and key not in FILES or not is_file and w not in TABLES:
            p.error(f'"{w}" is no file or table that is known')
        if is_file:
            files[key] = path
    names, bad, made = common.Names(), 0, 0
    for table, (needs, columns, credit, make) in TABLES.items():
        absent = [k for k in needs if k not in files]
        if absent or wanted and table not in wanted:
            if table in wanted or not wanted and len(absent) < len(needs):
                p.error(f'{table} needs {", ".join(absent)} too')
            continue
        text = common.as_csv(columns, make(files, names), *credit)
        bad |= common.settle(table, text, a.check)
        made += 1
    if made == 0:
        p.error('no file given of which a table is made')
    return bad


if __name__ == '__main__':
    sys.exit(main())
