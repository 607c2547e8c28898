# SPDX-License-Identifier: EUPL-1.2
"""Imports of natural gas: Eurostat nrg_ti_gas, all natural gas and the part of
it that came as liquid, from Russia and in total."""
import sys

from .common import fold, rows_of

PRODUCTS = {'Natural gas': 'all', 'Liquefied natural gas': 'lng'}
PARTNERS = {'Russia': 'RU', 'Total': 'WORLD'}
AREAS = {'European Union - 27 countries (from 2020)': 'EU27',
         'European Union - 28 countries (2013-2020)': 'EU28',
         'Euro area - 19 countries (from 2015)': 'EA19'}


def rows(path, names):
    for line, r in rows_of(path):
        geo = r['geo']
        code = AREAS.get(geo) or names.countries.get(fold(geo)) or \
            names.countries.get(fold(geo.split('(')[0]))
        if code is None:
            sys.exit(f'reference: no country "{geo}" in countries.csv')
        yield (code, int(r['year']), PRODUCTS[r['product']],
               PARTNERS[r['partner']], format(float(r['TJ_GCV']), '.12g'),
               f'Eurostat nrg_ti_gas row {line}')
