#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Add up test results (JUnit XML of meson, TAP) and print the closing line.

usage: tally.py FILE...        exit status 1 when a test failed or none ran"""
import re
import sys
import xml.etree.ElementTree as ET

passed = failed = skipped = 0


def junit(path):
    global passed, failed, skipped
    for case in ET.parse(path).getroot().iter('testcase'):
        if case.find('failure') is not None or case.find('error') is not None:
            failed += 1
            print(f'FAILED {path}: {case.get("classname") or ""} {case.get("name")}')
        elif case.find('skipped') is not None:
            skipped += 1
        else:
            passed += 1


def tap(path):
    global passed, failed, skipped
    for line in open(path, errors='replace'):
        m = re.match(r'(not ok|ok)\b(.*)', line)
        if not m:
            continue
        if re.search(r'#\s*skip', m[2], re.I):
            skipped += 1
        elif m[1] == 'ok':
            passed += 1
        else:
            failed += 1
            print(f'FAILED {path}:{m[2]}')


for path in sys.argv[1:]:
    try:
        (junit if path.endswith('.xml') else tap)(path)
    except (OSError, ET.ParseError) as e:
        failed += 1
        print(f'FAILED {path}: {e}')
print(f'{passed} passed, {failed} failed, {skipped} skipped')
sys.exit(1 if failed or not passed else 0)
