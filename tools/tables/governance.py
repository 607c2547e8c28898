# SPDX-License-Identifier: EUPL-1.2
"""How countries are governed: the Worldwide Governance Indicators of the World
Bank, long form."""
import sys

from .common import fold, rows_of

WGI_YEARS = range(2016, 2024)
DIMENSIONS = ('va', 'pv', 'ge', 'rq', 'rl', 'cc')


def rows(path, countries):
    for line, r in rows_of(path):
        if int(r['year']) not in WGI_YEARS or r['estimate'] in ('', '..'):
            continue
        dimension = r['indicator'].lower()
        if dimension not in DIMENSIONS:
            sys.exit(f'reference: line {line}: indicator "{dimension}"')
        code = countries.get(fold(r['code'])) or \
            countries.get(fold(r['countryname']))
        if code is None:
            sys.exit(f'reference: no country "{r["code"]}" '
                     f'({r["countryname"]}) in countries.csv')
        yield (code, int(r['year']), dimension, r['estimate'],
               '' if r['stddev'] == '..' else r['stddev'],
               f'World Bank WGI row {line}')


def order(row):
    return row[0], row[1], DIMENSIONS.index(row[2])
