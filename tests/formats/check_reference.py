#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Are the tables of figures in reference/ what the published files say? Runs
tools/reference.py --check on the test data; 77 (skipped) when it is absent."""
import os
import subprocess
import sys

root = os.environ.get('BOLWERK_SOURCE', '.')
data = os.path.join(os.environ.get('BOLWERK_TEST_DATA', os.path.join(
    root, '..', 'shared', 'data')), 'supply')
if not os.path.isdir(data):
    print(f'no {data}: skipped')
    sys.exit(77)
sys.exit(subprocess.run(
    [sys.executable, os.path.join(root, 'tools', 'reference.py'), '--check',
     '--from', data], check=False).returncode)
