# SPDX-License-Identifier: EUPL-1.2
"""The critical raw materials studies of the European Commission: supply by
country with trade factors, scores, inputs of the scores, end uses.

Figures stand as printed: "<0.1" stays so, a dash gives an empty cell. What is
not published for a study stays empty; nothing is worked out here."""
from .common import STAGE_ORDER, fold, rows_of

STAGES = {'E': 'mine', 'P': 'refine', 'Extraction': 'mine',
          'Processing': 'refine'}
# "Titanium" is the minerals and the pigment, beside "Titanium metal";
# "Aluminium", stage E, is bauxite.
NAMES = {('Titanium', 'mine'): 'titanium-minerals',
         ('Titanium', 'refine'): 'titanium-minerals',
         ('Titanium', ''): 'titanium-minerals',
         ('Aluminium', 'mine'): 'bauxite'}
# What these count is not told, so they are no production.
NO_PRODUCTION = (('Iron ore', 'refine'), ('Hydrogen', 'mine'))


def material_of(name, stage, names):
    return NAMES.get((name, stage)) or names.material(name)


def production_rows(path, have, names):
    """Only what USGS does not give: other stages, other materials."""
    for line, r in rows_of(path):
        stage = STAGES[r['Stage']]
        code = material_of(r['Material'], stage, names)
        share = r['Share'].rstrip('%').strip()
        if (r['Material'], stage) in NO_PRODUCTION or (code, stage) in have \
                or share.startswith('<'):
            continue
        yield (code, stage, names.country(r['Country']), 2020, share,
               '% of world supply (mean 2016-2020)', '',
               f'EC CRM study 2023 global supply row {line}')


def share_rows(path, scope, names):
    for line, r in rows_of(path):
        stage = STAGES[r['Stage']]
        t = format(float(r['t']), 'g')
        yield (material_of(r['Material'], stage, names), stage, scope,
               names.country(r['Country']), r['Share'].rstrip('%').strip(), t,
               f'EC CRM study 2023 {scope} supply row {line}')


def score_rows(scores, tables, names):
    """A row per material and study; of 2017 the inputs are published too."""
    inputs = {r['material']: (line, r) for line, r in rows_of(tables)}
    for line, r in rows_of(scores):
        more = inputs.pop(r['Material'], None) if r['Year'] == '2017' else None
        yield score(r['Material'], r['Year'], r['SR'], r['EI'],
                    f'EC CRM scores 2011-2023 row {line}', more, names)
    for name, more in inputs.items():
        r = more[1]
        yield score(name, '2017', r['SR'], r['EI'], '', more, names)


def score(name, year, sr, ei, source, more, names):
    cell = {'-': '', 'N/A': ''}
    inputs, stage = [''] * 7, ''
    if more:
        line, r = more
        if (cell.get(sr, sr), cell.get(ei, ei)) != (r['SR'], r['EI']) and \
                (float(sr), float(ei)) != (float(r['SR']), float(r['EI'])):
            raise SystemExit(f'reference: {name}: two scores for 2017')
        stage = STAGES[r['stage']]
        inputs = [cell.get(r[c], r[c]) for c in (
            'IR_pct', 'EoL_RIR_pct', 'SI_SR', 'SI_EI', 'HHI_WGI_t_GS',
            'HHI_WGI_t_EU28')]
        inputs.append({'GS + EUS': 'both', 'GS only': 'global',
                       'EUS only': 'eu'}[r['supply_data']])
        source += (' + ' if source else '') \
            + f'EC CRM study 2017 tables row {line}'
    code = material_of(name, '', names)
    if fold(name) != fold(code):
        source += f' ({name})'
    return (code, int(year), stage, cell.get(sr, sr), cell.get(ei, ei),
            *inputs, source)


def use_rows(path, names):
    for line, r in rows_of(path):
        nace, _, text = r['NACE sector'].partition(' - ')
        value = next(v for k, v in r.items() if k.startswith('VA'))
        # Aircraft, medical and chemical plant: "Titanium" is the metal here.
        yield (names.material(r['Material']), r['Application'],
               r['Share'].rstrip('%').strip(), nace.strip(), text.strip(),
               value, f'EC CRM study 2023 end uses row {line}')


def order(row):
    return row[0], STAGE_ORDER[row[1]], row[2] != 'global', row[3], row[-1]
