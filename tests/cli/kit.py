# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the command line share: run the program, look, tell TAP.

A script of tests is called with ROOT BOLWERK [TEST...]: it imports this, and
ends with main([test, ...])."""
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT, BOLWERK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
DATA = os.environ.get('BOLWERK_TEST_DATA', os.path.join(ROOT, '../shared/data'))
EXAMPLE = [os.path.join(ROOT, 'examples', f) for f in
           ('parties.csv', 'stakes.csv', 'uses.csv', 'owners.bods.json')]
COMPANY = 'Voorbeeld Fotonica B.V. (fictief)'
TMP = tempfile.mkdtemp(prefix='bolwerk-cli-')
ENV = dict(os.environ, LC_ALL='C.UTF-8', COLUMNS='100', BOLWERK_TODAY='2026-11-25',
           SOURCE_DATE_EPOCH='1795000000')


class Skip(Exception):
    pass


def bolwerk(*args, world=None, cwd=TMP, stdin=None, limit=None, env=ENV):
    """Run the program; returns the completed process with text output."""
    def rlimit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return subprocess.run(
        [BOLWERK] + (['-w', world] if world else []) + list(args), cwd=cwd, env=env,
        input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=240,
        preexec_fn=rlimit if limit else None)


def good(*args, **kw):
    r = bolwerk(*args, **kw)
    assert r.returncode == 0, f'{args}: exit {r.returncode}: {r.stderr.decode()}'
    return r.stdout.decode()


def ask(*args, **kw):
    return json.loads(good('--json', *args, **kw))


def fresh(name):
    path = os.path.join(TMP, name + '.bwk')
    for p in (path, path + '.snap', path + '-journal'):
        if os.path.exists(p):
            os.remove(p)
    return path


def example(name='example'):
    world = fresh(name)
    good('load', *EXAMPLE, world=world)
    return world


def write(name, data):
    path = os.path.join(TMP, name)
    with open(path, 'wb') as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return path


def digest(path):
    return hashlib.sha256(open(path, 'rb').read()).hexdigest()


def refused(r, status, *words):
    """A one-line error with these words, and this exit status."""
    text = r.stderr.decode()
    assert r.returncode == status, f'exit {r.returncode}, not {status}: {text}'
    assert text.startswith('bolwerk: ') and text.count('\n') == 1, f'not one line: {text!r}'
    for w in words:
        assert w.lower() in text.lower(), f'no "{w}" in {text!r}'


def main(tests):
    """Run the tests named on the command line, or all, and print TAP."""
    only = sys.argv[3:]
    chosen = [t for t in tests if not only or t.__name__ in only]
    print(f'1..{len(chosen)}', flush=True)
    for i, test in enumerate(chosen, 1):
        try:
            test()
            print(f'ok {i} - {test.__name__}', flush=True)
        except Skip as e:
            print(f'ok {i} - {test.__name__} # SKIP {e}', flush=True)
        except Exception:
            print(f'not ok {i} - {test.__name__}')
            for line in traceback.format_exc().splitlines()[-6:]:
                print('# ' + line[:600], flush=True)
    shutil.rmtree(TMP, ignore_errors=True)
