#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Promises of the house that no compiler checks. Prints TAP.

usage: house.py ROOT BOLWERK"""
import glob
import os
import re
import subprocess
import sys
import tempfile

from law_is_data import law_is_data

root, bolwerk = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.chdir(root)
ENV = dict(os.environ, LC_ALL='C.UTF-8', COLUMNS='80')


def run(*args, **kw):
    return subprocess.run(args, capture_output=True, text=True, env=ENV, **kw)


def tracked(*patterns):
    """Files of the tree; where git is absent, those on disk."""
    if os.path.exists('.git'):
        return run('git', 'ls-files', *patterns).stdout.split('\n')[:-1]
    found = []
    for p in patterns:
        found += glob.glob('**/' + p, recursive=True)
    return [f for f in found if not f.startswith(('build', 'node_modules'))]


def floors():
    r = run('python3', 'tools/floors.py')
    return [line for line in r.stdout.split('\n') if r.returncode and line.startswith('#')]


def layout():
    """clang-format decides, and agrees with what is there."""
    files = [f for f in tracked('*.c', '*.h') if os.path.exists(f)]
    r = run('clang-format', '--dry-run', '-Werror', *files)
    return r.stderr.split('\n')[:10] if r.returncode else []


def headers_alone():
    """Each header compiles as the first and only thing of a file."""
    bad = []
    for h in tracked('src/*.h'):
        if h.endswith('json_priv.h'):
            continue
        r = run('gcc', '-std=c17', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Isrc',
                '-fsyntax-only', '-include', h, '-x', 'c', '/dev/null')
        if r.returncode or r.stderr:
            bad.append(f'{h}: {r.stderr.splitlines()[:1]}')
    return bad


def licences():
    r = run('reuse', 'lint')
    return r.stdout.split('\n')[-12:] if r.returncode else []


def man_page():
    """The man page in the tree is the one the program writes, and lints."""
    made = run(bolwerk, '--lang', 'en', 'help', '--man').stdout
    bad = [] if made == open('doc/bolwerk.1').read() else [
        'doc/bolwerk.1 is old: bolwerk --lang en help --man >doc/bolwerk.1']
    r = run('mandoc', '-T', 'lint', '-W', 'warning', 'doc/bolwerk.1')
    return bad + [line for line in r.stdout.split('\n') if line]


def completion():
    with tempfile.NamedTemporaryFile('w', suffix='.bash') as f:
        f.write(run(bolwerk, 'help', '--completion').stdout)
        f.flush()
        r = run('bash', '-c', f'. {f.name}; COMP_WORDS=(bolwerk ch); COMP_CWORD=1; '
                '_bolwerk; echo "${COMPREPLY[@]}"')
    return [] if r.stdout == 'check\n' else [f'completing "ch" gave {r.stdout!r} {r.stderr}']


def documents():
    """Links between documents lead somewhere."""
    bad = []
    for path in tracked('*.md'):
        if not os.path.exists(path):
            continue
        for link in re.findall(r'\]\(([^)#\s]+)[^)]*\)', open(path).read()):
            if not link.startswith(('http', 'mailto')):
                if not os.path.exists(os.path.join(os.path.dirname(path), link)):
                    bad.append(f'{path}: {link}')
    return bad


def readme():
    """What the README shows is what the program says."""
    return run('python3', 'tools/readme.py', bolwerk, '--check').stdout.split('\n')


def formats_documented():
    """Every format has its page, and every rule it can report stands there."""
    listed = re.findall(r'^  (\S+) +\S', run(bolwerk, '--lang', 'en', 'help', 'load').stdout
                        .split('\nFormats\n')[1].split('\n\n')[0], re.M)
    pages = ''.join(open(p).read() for p in glob.glob('doc/formats/*.md'))
    code = ''.join(open(f).read() for f in glob.glob('src/formats/*.c'))
    rules = set(re.findall(r'BW_REPORT_\w+,\s*"([a-z0-9-]+)"', code))
    return [f'format {f} has no page' for f in listed if f'`{f}`' not in pages] + \
        [f'rule {r} is not explained' for r in sorted(rules) if r not in pages]


def struct_names():
    """No name stands for two structs: some file may need both one day."""
    where = {}
    for h in tracked('src/*.h'):
        if os.path.exists(h):
            for name in re.findall(r'^struct (bw_\w+) \{', open(h).read(), re.M):
                where.setdefault(name, []).append(h)
    return [f'struct {n}: {", ".join(w)}' for n, w in sorted(where.items()) if len(w) > 1]


checks = [floors, layout, headers_alone, licences, man_page, completion,
          documents, readme, formats_documented, law_is_data, struct_names]
print(f'1..{len(checks)}', flush=True)
for i, check in enumerate(checks, 1):
    try:
        found = [x for x in check() if x]
    except Exception as e:  # a check that cannot run is a failed check
        found = [repr(e)]
    print(f'{"not ok" if found else "ok"} {i} - {check.__name__}')
    for line in found[:40]:
        print('# ' + line)
