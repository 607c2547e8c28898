#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Are reference/production.csv and governance.csv what the published files
say? Runs tools/make_reference.py --check on the test data; 77 (skipped) when
they are absent."""
import os
import subprocess
import sys

root = os.environ.get('BOLWERK_SOURCE', '.')
data = os.environ.get('BOLWERK_TEST_DATA',
                      os.path.join(root, '..', 'shared', 'data'))
files = {'--mcs': 'supply/minerals/MCS2025_World_Data.csv',
         '--crm': 'supply/crm/fact_GlobalSupplyShares_t.csv',
         '--wgi': 'supply/wgi/wgi_long_1996_2023.csv'}
args = [sys.executable, os.path.join(root, 'tools', 'make_reference.py'),
        '--check']
for option, name in files.items():
    path = os.path.join(data, name)
    if not os.path.exists(path):
        print(f'no {path}: skipped')
        sys.exit(77)
    args += [option, path]
sys.exit(subprocess.run(args, check=False).returncode)
