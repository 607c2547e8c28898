# SPDX-License-Identifier: EUPL-1.2
"""What the makers of reference tables share: reading published files as they
are (bytes of Windows, line breaks inside quotes), names to codes, writing in
our own form, and comparing row by row."""
import csv
import io
import os
import re
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
REF = os.path.join(ROOT, 'reference')
STAGE_ORDER = {'mine': 0, 'refine': 1, 'part': 2}


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
        sys.exit(f'reference: no country "{name}" in countries.csv')
    return code


class Names:
    """Countries and materials by any spelling, from our own tables."""

    def __init__(self):
        self.countries = table('countries.csv', (
            'code', 'alpha3', 'name_en', 'name_nl', 'aliases'))
        self.materials = table('materials.csv', (
            'code', 'name_en', 'name_nl', 'aliases'))

    def country(self, name):
        return country_of(name, self.countries)

    def material(self, name):
        code = self.materials.get(fold(name))
        if code is None:
            sys.exit(f'reference: no material "{name}" in materials.csv')
        return code


def as_csv(header, rows, publisher, licence):
    """Publisher and licence are those of the whole file: on the first row."""
    out = io.StringIO()
    w = csv.writer(out, lineterminator='\n')
    w.writerow(header.split(',') + ['publisher', 'licence'])
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
    for line in sorted((a - b) | (b - a)):
        print(f'{name}: ' + ('committed' if line in a else 'published')
              + f': {line}')
    same = old == text
    print(f'{name}: ' + ('equal' if same else 'different'))
    return 0 if same else 1
