# SPDX-License-Identifier: EUPL-1.2
"""No rule, threshold, date, code or outcome of the law stands in C: all of it is
data in rules/law, so that a lawyer can read it and a change of the law is a new
file. Looks in src/law and in what of the command line speaks of the law."""
import glob
import os
import re

import yaml

# What the law's numbers happen to share with sizes of C: the 10 characters of a
# date, a buffer of 80, a row of 64 bits, a month of 30 or 31 days.
TECHNICAL = {10, 12, 14, 16, 24, 30, 31, 32, 40, 60, 64, 80, 100, 120, 160}
# Easter is reckoned with numbers of its own (the computus).
EXCEPT = {('src/law/clock_calendar.c', 25)}
PATTERNS = [
    (r'"[^"\n]*\b(19|20)\d\d-\d\d-\d\d\b', 'a date'),
    (r'\bbw_date_of\(\s*(19|20)\d\d', 'a date'),
    (r'"[^"\n]*\b\d[A-E]\d{3}\b', 'a dual-use code'),
    (r'"[^"\n]*\b(ML\d|AST\d)', 'a code'),
    (r'"[^"\n]*\b\d{1,3}(\.\d+)? ?%(?![a-z.*0-9])', 'a percentage'),
    (r'"[^"\n]*\b\d{1,2}\(\d+\)', 'an article'),
    (r'\bBW_ONE */', 'a threshold'),
    (r'"[^"\n]*\b(?!366)\d+ (weeks?|months?|days?|weken|maanden|dagen)\b', 'a term'),
    (r'"(NOTIFIABLE|NOT_NOTIFIABLE|OTHER_REGIME|NOT_VIFO|NO_CALL_IN|CALL_IN)"', 'an outcome'),
    (r'"(wet_vifo|btst|bvifo|rvifo|bti_guidance|six_technologies)', 'an instrument'),
]


def numbers_of(node, found):
    """Whole numbers of definitions, parameters and clocks."""
    if isinstance(node, dict):
        for v in node.values():
            numbers_of(v, found)
    elif isinstance(node, list):
        for v in node:
            numbers_of(v, found)
    elif isinstance(node, str) and re.fullmatch(r'\d{2,10}%?', node):
        found.add(int(node.rstrip('%')))


def legal_numbers():
    found = set()
    for path in glob.glob('rules/law/**/*.yaml', recursive=True):
        top = yaml.load(open(path), Loader=yaml.BaseLoader)
        for key, value in top.items():
            if key == 'definitions' or '/clocks/' in path:
                numbers_of(value, found)
        for article in top.get('articles', []):
            if isinstance(article, dict):
                numbers_of(article.get('parameters', []), found)
    return {n for n in found if n not in TECHNICAL}


def without_comments(text):
    """Comments become blanks, so that lines stay what they are."""
    return re.sub(r'/\*.*?\*/', lambda m: re.sub(r'[^\n]', ' ', m.group()), text, flags=re.S)


def without_examples(text):
    """"... such as 6A001": an error that shows what to write states no rule. The
    text may go on in the next literal."""
    return re.sub(r'such\s+(as\b[^;]*?|"\s*"as\b[^;]*?)"[,)]',
                  lambda m: re.sub(r'[^\n]', ' ', m.group()), text)


def law_is_data():
    bad = []
    numbers = legal_numbers()
    assert {100000, 1000000000, 250, 830000} <= numbers, numbers
    files = sorted(glob.glob('src/law/*.[ch]') + glob.glob('src/cli/law*.[ch]') +
                   glob.glob('src/cli/verb_law*.c'))
    for path in files:
        text = without_examples(without_comments(open(path).read()))
        for i, line in enumerate(text.split('\n'), 1):
            bad += [f'{path}:{i}: {what} stands in C: {line.strip()}'
                    for pattern, what in PATTERNS if re.search(pattern, line)]
            code = re.sub(r'"(\\.|[^"\\])*"|(>>|<<) *\d+', '""', line)
            bad += [f'{path}:{i}: {n} is a number of the law: {line.strip()}'
                    for n in map(int, re.findall(r'(?<![\w.])(\d{2,10})(?![\w.])', code))
                    if n in numbers and (path, n) not in EXCEPT]
    return bad


if __name__ == '__main__':
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
    print('\n'.join(law_is_data()))
