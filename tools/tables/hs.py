# SPDX-License-Identifier: EUPL-1.2
"""Headings of the Harmonised System for materials.

Which heading speaks of which material is our choice and stands in
reference/hs.csv itself (`alone` is "no" when it holds other things too). From the published lists come the revisions in
which the heading exists, and its text in that of 2022."""
import csv
import os
import sys

from .common import REF, rows_of

# Headings that ended with the revision of 2022: text of our own.
ENDED = {'810600': 'Bismuth and articles thereof, including waste and scrap',
         '810720': 'Cadmium; unwrought, powders',
         '810730': 'Cadmium; waste and scrap',
         '810790': 'Cadmium; articles',
         '810390': 'Tantalum; articles',
         '810920': 'Zirconium; unwrought, powders',
         '810930': 'Zirconium; waste and scrap'}


def rows(hs2022, bec2017, names):
    text = {r['hscode']: r['description'] for _, r in rows_of(hs2022)}
    old = {r['HS 2017'] for _, r in rows_of(bec2017)}
    with open(os.path.join(REF, 'hs.csv'), encoding='utf-8', newline='') as f:
        chosen = [(r['material'], r['stage'], r['hs6'], r['alone'])
                  for r in csv.DictReader(f)]
    for material, stage, code, alone in chosen:
        if material not in names.materials.values():
            sys.exit(f'reference: hs.csv: no material "{material}"')
        revisions = [y for y, there in (('2017', old), ('2022', text))
                     if code in there]
        if not revisions:
            sys.exit(f'reference: hs.csv: no heading {code}')
        yield (material, stage, code, alone, '|'.join(revisions),
               text.get(code) or ENDED[code],
               'HS ' + ', '.join(revisions) + '; choice of Bolwerk')


def section_rows(sections, hs2022):
    """Sections with their chapters; the short Dutch name is ours."""
    chapters = {}
    for _, r in rows_of(hs2022):
        if r['level'] == '2' and r['hscode'].isdigit():
            chapters.setdefault(r['section'], []).append(r['hscode'])
    with open(os.path.join(REF, 'hs_sections.csv'), encoding='utf-8',
              newline='') as f:
        dutch = {r['section']: r['name_nl'] for r in csv.DictReader(f)}
    for line, r in rows_of(sections):
        code = r['section']
        if code not in chapters:
            continue
        yield (code, min(chapters[code]), max(chapters[code]),
               r['name'][:1].upper() + r['name'][1:], dutch[code],
               f'datasets/harmonized-system hs-sections row {line}')
