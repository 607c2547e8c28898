#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Load a generated stakes CSV into Bolwerk, DuckDB and SQLite's own .import.

usage: bench/load.py BOLWERK GEN_STAKES [ROWS]      prints one JSON line

Each is a process of its own; peak memory is that of the process. Checked to
agree: number of stakes, of parties, and the holders of one company. DuckDB
comes from PyPI into a folder beside the work files, never into the tree.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

bolwerk, gen = (os.path.abspath(p) for p in sys.argv[1:3])
rows = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000_000
work = os.environ.get('BOLWERK_BENCH', os.path.join(tempfile.gettempdir(), 'bolwerk-bench'))
os.makedirs(work, exist_ok=True)
os.chdir(work)

DUCK = '''
import duckdb, sys
db = duckdb.connect('duck.db')
db.execute("set threads = 2")
db.execute("set enable_progress_bar = false")
db.execute("create or replace table s as select * from read_csv('stakes.csv', header = true)")
print(db.execute("select count(*) from s").fetchone()[0],
      db.execute("select count(*) from (select holder from s union select company from s)").fetchone()[0])
'''


def timed(*args, **kw):
    """Seconds, peak MiB, output."""
    start = time.monotonic()
    p = subprocess.Popen(args, stdout=subprocess.PIPE, text=True, **kw)
    out = p.stdout.read()
    _, status, usage = os.wait4(p.pid, 0)
    seconds = time.monotonic() - start
    if status:
        sys.exit(f'{args[0]} failed')
    return seconds, usage.ru_maxrss / 1024, out


def peer_python():
    venv = os.path.join(work, 'venv')
    if not os.path.exists(os.path.join(venv, 'bin/python')):
        subprocess.run([sys.executable, '-m', 'venv', venv], check=True)
        subprocess.run([os.path.join(venv, 'bin/pip'), '-q', 'install', 'duckdb'], check=True)
    return os.path.join(venv, 'bin/python')


def remove(*names):
    for n in names:
        if os.path.exists(n):
            os.remove(n)


with open('stakes.csv', 'wb') as f:
    subprocess.run([gen, str(rows)], stdout=f, check=True)
subprocess.run(['cat', 'stakes.csv'], stdout=subprocess.DEVNULL, check=True)
remove('w.bwk', 'w.bwk.snap', 'duck.db', 'lite.db')
result = {'bench': 'load', 'rows': rows, 'csv_mb': round(os.path.getsize('stakes.csv') / 1e6)}

seconds, peak, _ = timed(bolwerk, '-q', '-w', 'w.bwk', 'load', 'stakes.csv')
result['bolwerk'] = {'load_s': round(seconds, 2), 'rows_per_s': round(rows / seconds),
                     'peak_mib': round(peak)}
question = [bolwerk, '-q', '-w', 'w.bwk', '--json', 'owners', 'Company 77 B.V.']
seconds, peak, _ = timed(*question)
result['bolwerk']['first_question_s'] = round(seconds, 2)
result['bolwerk']['first_question_peak_mib'] = round(peak)
times = sorted((timed(*question) for _ in range(5)), key=lambda t: t[0])
result['bolwerk']['next_question_s'] = round(times[2][0], 3)
answer = json.loads(times[2][2])

python = peer_python()
seconds, peak, out = timed(python, '-c', DUCK)
n, parties = map(int, out.split())
result['duckdb'] = {'load_s': round(seconds, 2), 'peak_mib': round(peak)}
lookup = ("import duckdb; print(duckdb.connect('duck.db').execute(\"select holder from s where "
          "company = 'Company 77 B.V.' order by 1\").fetchall())")
seconds, _, holders = timed(python, '-c', lookup)
result['duckdb']['one_company_direct_s'] = round(seconds, 3)

seconds, peak, _ = timed('sqlite3', 'lite.db', '.mode csv', '.import stakes.csv s')
result['sqlite_import'] = {'load_s': round(seconds, 2), 'peak_mib': round(peak)}

sources = json.loads(timed(bolwerk, '-w', 'w.bwk', '--json', 'sources')[2])['sources'][-1]
direct = sorted(s['holder_name'] for s in answer['stakes']
                if s['company_name'] == 'Company 77 B.V.' for _ in s['evidence'])
result['agree'] = (sources['stakes'] == n == rows and sources['parties'] == parties
                   and direct == [h for h, in eval(holders)])
result['ratio_duckdb'] = round(result['duckdb']['load_s'] / result['bolwerk']['load_s'], 2)
result['ratio_sqlite_import'] = round(
    result['sqlite_import']['load_s'] / result['bolwerk']['load_s'], 2)
print(json.dumps(result))
remove('lite.db', 'duck.db')
