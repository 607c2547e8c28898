#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""World trade through Bolwerk, DuckDB and Polars: who depends on whom for what.

usage: bench/trade.py BOLWERK BENCH_TRADE [MILLIONS [YEARS]]     prints one JSON line

BENCH_TRADE makes rows of the shape of BACI; everybody gets the same file.
Asked is, for every importer, product and year, the HHI of its origins, and
for the Union of 27 CDI1, CDI2 and CDI3:

  load     (and load_cold: the CSV not in the page cache) the CSV into what they keep (Bolwerk: a world with SHA-256, audit
           trail, refused and double rows and the line of every row; DuckDB:
           a table in a database file; Polars: Parquet)
  first    from the CSV to the answer
  kept     the answer from what was kept, in the page cache
  cold     the answer from what was kept, not in the page cache

Every run is a process of its own (start included); answers are counted and
summed, and once written and compared row by row. Python packages come from
PyPI into the work folder (BOLWERK_BENCH).
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import time

PACKAGES = ['duckdb', 'polars', 'numpy', 'pyarrow']
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..'))
FILE = 'BACI_HS17_bench.csv'

DUCK = '''
create {temp} table hhi as
  select t, j, k, sum(v) as total, sum(v * v) / (sum(v) * sum(v)) as hhi
  from {rows} where i <> j group by t, j, k;
create {temp} table made as
  select t, i, k, sum(v) as sold from {rows} where i <> j group by t, i, k;
create {temp} table eu as
  with f as (select t, k, i, sum(v) as v from {rows}
             where j in ({eu}) and i not in ({eu}) group by t, k, i),
       o as (select t, k, sum(v) as total, sum(v * v) / (sum(v) * sum(v)) as cdi1
             from f group by t, k),
       n as (select t, k, sum(v) as inside from {rows}
             where j in ({eu}) and i in ({eu}) and i <> j group by t, k),
       x as (select t, k, sum(sold) as sold from made where i in ({eu}) group by t, k)
  select t, k, total, cdi1, total / (total + coalesce(inside, 0)) as cdi2,
         total / sold as cdi3
  from o left join n using (t, k) left join x using (t, k);
'''


def in_venv(work):
    """Run again inside a folder with the peers' packages."""
    python = os.path.join(work, 'venv/bin/python')
    if sys.prefix == os.path.join(work, 'venv'):
        return
    if not os.path.exists(python):
        subprocess.run([sys.executable, '-m', 'venv', os.path.join(work, 'venv')], check=True)
    subprocess.run([python, '-m', 'pip', '-q', '--disable-pip-version-check', 'install',
                    *PACKAGES], check=True)
    os.execv(python, [python, *sys.argv])


def countries():
    """Number -> code, and the numbers of the members of the Union."""
    code, eu = {}, []
    for r in csv.DictReader(open(os.path.join(ROOT, 'reference/countries.csv'))):
        for column in ('m49', 'comtrade'):
            if r[column]:
                code[int(r[column])] = r['code']
                if r['eu'] == 'yes':
                    eu.append(int(r[column]))
    return code, eu


def drop(*paths):
    """Out of the page cache, these files only."""
    for p in paths:
        fd = os.open(p, os.O_RDONLY)
        os.fsync(fd)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)


def program(*args, out=None):
    """Wall seconds, peak MiB and output of one run of a program."""
    start = time.monotonic()
    p = subprocess.Popen(args, stdout=subprocess.PIPE)
    text = p.stdout.read()
    _, status, usage = os.wait4(p.pid, 0)
    if status:
        sys.exit(f'{args} failed')
    return {'s': round(time.monotonic() - start, 2), 'mib': round(usage.ru_maxrss / 1024)}, text


def keep(name):
    """Files that somebody keeps."""
    return sorted(f for f in os.listdir('.') if f.startswith(name))


def measure(load, ask, kept):
    """The four runs of one party; load and ask are command lines."""
    for f in keep(kept):
        os.remove(f)
    out = {}
    drop(FILE)
    out['load_cold'], _ = program(*load)
    for f in keep(kept):
        os.remove(f)
    start = time.monotonic()
    out['load'], _ = program(*load)
    first, _ = program(*ask)
    out['first_s'] = round(time.monotonic() - start, 2)
    out['kept'], text = program(*ask)
    drop(*keep(kept))
    out['cold'], _ = program(*ask)
    out['bytes'] = sum(os.path.getsize(f) for f in keep(kept))
    out['answers'] = json.loads(text)
    return out


def peer(argv):
    """What a peer does, in a process of its own: trade.py peer NAME load|ask|write"""
    name, what = argv
    _, eu = countries()
    if name == 'duckdb':
        import duckdb
        db = duckdb.connect('bench.duckdb')
        db.execute('set threads = 2')
        db.execute('set enable_progress_bar = false')
        if what == 'load':
            db.execute("create table trade as select t::smallint as t, i::smallint as i, "
                       "j::smallint as j, k, v, q from read_csv('" + FILE + "', header = true, "
                       "nullstr = 'NA', types = {'k': 'varchar', 'v': 'double', 'q': 'double'})")
            return
        db.execute(DUCK.format(temp='temp', rows='trade', eu=','.join(map(str, eu))))
        n, s = db.execute('select count(*), sum(hhi) from hhi').fetchone()
        e = db.execute('select sum(cdi1 + cdi2) from eu').fetchone()[0]
        if what == 'write':
            db.execute("copy hhi to 'hhi.csv' (header)")
            db.execute("copy eu to 'eu.csv' (header)")
        print(json.dumps({'answers': n, 'sum': s + e}))
        return
    import polars as pl
    if what == 'load':
        pl.scan_csv(FILE, null_values='NA', schema={
            't': pl.Int16, 'i': pl.Int16, 'j': pl.Int16, 'k': pl.String, 'v': pl.Float64,
            'q': pl.Float64}).sink_parquet('bench.parquet')
        return
    v = pl.col('v')
    rows = pl.scan_parquet('bench.parquet').select('t', 'i', 'j', 'k', 'v')
    rows = rows.filter(pl.col('i') != pl.col('j'))
    shares = [v.sum().alias('total'), (v * v).sum().alias('square')]
    hhi = rows.group_by('t', 'j', 'k').agg(shares).select(
        pl.len(), (pl.col('square') / pl.col('total') ** 2).sum())
    member = pl.col('j').is_in(eu)
    outside = rows.filter(member & ~pl.col('i').is_in(eu)).group_by('t', 'k', 'i').agg(v.sum())
    outside = outside.group_by('t', 'k').agg(shares)
    inside = rows.filter(member & pl.col('i').is_in(eu)).group_by('t', 'k').agg(
        v.sum().alias('inside'))
    sold = rows.filter(pl.col('i').is_in(eu)).group_by('t', 'k').agg(v.sum().alias('sold'))
    union = outside.join(inside, on=['t', 'k'], how='left').join(sold, on=['t', 'k'], how='left')
    union = union.select(
        (pl.col('square') / pl.col('total') ** 2 + pl.col('total')
         / (pl.col('total') + pl.col('inside').fill_null(0))).sum(),
        (pl.col('total') / pl.col('sold')).sum())
    a, b = pl.collect_all([hhi, union])
    print(json.dumps({'answers': a.row(0)[0], 'sum': a.row(0)[1] + b.row(0)[0]}))


def differences(bench):
    """Row by row against DuckDB: how many, and the largest difference."""
    import duckdb
    code, _ = countries()
    program(sys.executable, os.path.abspath(__file__), 'peer', 'duckdb', 'write')
    program(bench, 'ask', 'bench.bwk', 'ours.csv')
    db = duckdb.connect()
    db.execute('create table code (n smallint, code varchar)')
    db.executemany('insert into code values (?, ?)', [[n, c] for n, c in code.items()])
    read = "read_csv('{}', header = true, types = {{'{}': 'varchar'}})"
    ours = read.format('ours.csv', 'product')
    a = db.execute(
        'select count(*), count(h.hhi), max(abs(h.hhi - o.hhi)) from '
        f'(select * from {ours} where importer <> \'EU\') o full join '
        f'(select h.*, c.code from {read.format("hhi.csv", "k")} h join code c on c.n = h.j '
        'where total > 0) h on h.t = o.year and h.k = o.product and h.code = o.importer').fetchone()
    e = db.execute(
        'select count(*), max(abs(e.cdi1 - o.hhi)), max(abs(e.cdi2 - o.cdi2)), '
        'max(abs(e.cdi3 - o.cdi3) / greatest(1, e.cdi3)) from '
        f"(select * from {ours} where importer = 'EU') o full join "
        f'{read.format("eu.csv", "k")} e on e.t = o.year and e.k = o.product').fetchone()
    return {'hhi_rows': a[0], 'in_both': a[1], 'hhi': a[2], 'eu_rows': e[0], 'cdi1': e[1],
            'cdi2': e[2], 'cdi3_relative': e[3]}


def main():
    bolwerk, bench = (os.path.abspath(p) for p in sys.argv[1:3])
    millions = float(sys.argv[3]) if len(sys.argv) > 3 else 10
    years = sys.argv[4] if len(sys.argv) > 4 else '1'
    work = os.environ.get('BOLWERK_BENCH', os.path.join(tempfile.gettempdir(), 'bolwerk-bench'))
    os.makedirs(work, exist_ok=True)
    in_venv(work)
    os.chdir(work)
    subprocess.run([bench, 'make', FILE, str(millions * 1e6), '2010', years], check=True)
    me = [sys.executable, os.path.abspath(__file__), 'peer']
    result = {'bench': 'trade', 'millions': millions, 'years': int(years),
              'csv_bytes': os.path.getsize(FILE), 'load_average': os.getloadavg()[0]}
    result['bolwerk'] = measure([bolwerk, '-q', '-w', 'bench.bwk', 'load', FILE],
                                [bench, 'ask', 'bench.bwk', ''], 'bench.bwk')
    result['duckdb'] = measure([*me, 'duckdb', 'load'], [*me, 'duckdb', 'ask'], 'bench.duckdb')
    result['polars'] = measure([*me, 'polars', 'load'], [*me, 'polars', 'ask'], 'bench.parquet')
    result['differences'] = differences(bench)
    print(json.dumps(result))


if sys.argv[1:2] == ['peer']:
    peer(sys.argv[2:])
else:
    main()
