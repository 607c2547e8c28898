#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Does veraPDF, the reference checker of the PDF Association, agree that our reports follow
PDF/UA-1 and PDF/A-2a? It is no Debian package: maven brings it (apt install maven default-jdk-headless), so
this is no part of ./test.

usage: pdfua.py BUILD [FILE.pdf...]     BUILD: a build with tests
  Without files: the report of the example company and those of the hand-made checks, in both
  languages. Says what each rule that is broken asks; exit status 1 when there is one."""
import os
import subprocess
import sys
import tempfile

build, files = os.path.abspath(sys.argv[1]), sys.argv[2:]
here = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'pdfua')
root = os.path.dirname(os.path.dirname(here))
lib = os.path.join(build, 'verapdf')
bolwerk, render = (os.path.join(build, p) for p in ('bolwerk', 'tests/report/render'))

if not os.path.isdir(lib):
    subprocess.run(['mvn', '-q', '-B', '-f', os.path.join(here, 'pom.xml'),
                    'dependency:copy-dependencies', '-DoutputDirectory=' + lib], check=True)
with tempfile.TemporaryDirectory() as tmp:
    if not files:
        world = os.path.join(tmp, 'w.bwk')
        examples = ['parties.csv', 'stakes.csv', 'uses.csv', 'owners.bods.json']
        subprocess.run([bolwerk, '-q', '-w', world, 'load'] +
                       [os.path.join(root, 'examples', f) for f in examples], check=True)
        for lang in ('nl', 'en'):
            files.append(os.path.join(tmp, f'example-{lang}.pdf'))
            subprocess.run([bolwerk, '-q', '-w', world, '--lang', lang, 'report',
                            'Voorbeeld Fotonica B.V. (fictief)', '--pdf', files[-1]], check=True)
            for kind in ('full', 'empty'):
                files.append(os.path.join(tmp, f'{kind}-{lang}.pdf'))
                with open(files[-1], 'wb') as f:
                    subprocess.run([render, 'pdf', lang, kind], stdout=f, check=True)
    sys.exit(subprocess.run(['java', '-cp', os.path.join(lib, '*'),
                             os.path.join(here, 'PdfUa.java')] + files).returncode)
