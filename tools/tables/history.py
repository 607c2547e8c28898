# SPDX-License-Identifier: EUPL-1.2
"""Earlier years of production: the Clio-Infra and USGS series that Our World in
Data put together (to 2015), and the means of 2016-2020 of the EU study.

The series is kept only where it can be trusted. The total of the world must
agree with its parts; a zero is no figure, because holes were written as zeros
(zinc of 2011, tungsten of 2003 to 2012); and what visibly counts something
else on the two sides of 2012 is left out on one side."""
from .common import STAGE_ORDER, fold, rows_of
from .commission import NO_PRODUCTION, STAGES, material_of

FIRST = 2005
# Column -> material, stage, unit, first and last year that count one thing.
# Copper before 2013 is more than twice the world's mine output; lead doubles
# from 2012 to 2013, and zinc and tin change from mine to metal there.
SERIES = {
    'Nickel': ('nickel', 'mine', 'thousand metric tons', 2005, 2015),
    'Tungsten': ('tungsten', 'mine', 'thousand metric tons', 2005, 2015),
    'Zinc': ('zinc', 'mine', 'thousand metric tons', 2005, 2012),
    'Silver': ('silver', 'mine', 'metric tons', 2005, 2015),
    'Bauxite': ('bauxite', 'mine', 'thousand metric tons', 2005, 2015),
    'Iron Ore': ('iron-ore', 'mine', 'million metric tons', 2005, 2015),
    'Gold': ('gold', 'mine', 'metric tons', 2005, 2015),
    'Tin': ('tin', 'mine', 'thousand metric tons', 2005, 2012),
    'Lead': ('lead', 'mine', 'thousand metric tons', 2005, 2012),
    'Copper': ('copper', 'mine', 'thousand metric tons', 2013, 2015),
    'Aluminium': ('aluminium', 'refine', 'thousand metric tons', 2005, 2015),
    'Manganese': ('manganese', 'mine', 'thousand metric tons', 2005, 2015),
}
AGREE = 0.04  # how far the parts may be from the total


def series_rows(path, names):
    cells = {}
    for line, r in rows_of(path):
        year = int(r['Year'])
        for column, value in r.items():
            metal = column.partition(' Production')[0]
            if metal not in SERIES or value == '' or float(value) == 0:
                continue
            if SERIES[metal][3] <= year <= SERIES[metal][4]:
                cells.setdefault((metal, year), []).append(
                    (r['Entity'], float(value), value, line))
    for (metal, year), found in cells.items():
        world = sum(v for who, v, _, _ in found if who == 'World')
        parts = sum(v for who, v, _, _ in found if who != 'World')
        if world == 0 or abs(parts - world) > AGREE * world:
            continue
        code, stage, unit, _, _ = SERIES[metal]
        for who, _, value, line in found:
            flag = 'world' if who == 'World' else ''
            country = '' if flag else names.country(who)
            yield (code, stage, country, year, format(float(value), '.10g'),
                   unit, flag, f'OWID metal production row {line}')


def study_rows(path, have, names):
    """Of materials and stages that production.csv has from USGS."""
    for line, r in rows_of(path):
        stage = STAGES[r['Stage']]
        code = material_of(r['Material'], stage, names)
        share = r['Share'].rstrip('%').strip()
        if (r['Material'], stage) in NO_PRODUCTION or \
                (code, stage) not in have or share.startswith('<'):
            continue
        yield (code, stage, names.country(r['Country']), 2020, share,
               '% of world supply (mean 2016-2020)', '',
               f'EC CRM study 2023 global supply row {line}')


def order(row):
    return (row[0], STAGE_ORDER[row[1]], row[3], row[6], fold(row[2]), row[7])
