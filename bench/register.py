#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A whole register through Bolwerk and its peers: who controls whom, who owns what.

usage: bench/register.py BOLWERK GEN_REGISTER [MILLIONS [CORE]]      prints one JSON line

GEN_REGISTER makes a stakes CSV: holdings by a power law, parallel stakes,
circles, the largest of CORE companies. Everybody gets the same file. Bolwerk is measured as a program: process
start, snapshot, answer, CSV. Peers are measured from their own tables or
matrices in memory, without reading and writing, which favours them.

  duckdb      rounds of one aggregate over (pairs so far + everybody) x stakes
  postgresql  the same, in a cluster of its own (Debian's package)
  scipy       sparse products, all owners at once; v = w + v W for one owner
  graphblas   the same with SuiteSparse (one owner, and all)
  networkx    a simple graph, as it is mostly used: parallel stakes get lost

Pairs are compared one by one, integrated shares of some owners to 1e-9. What a
peer gets wrong is counted: a graph that keeps one of two parallel stakes, and a
recursion that adds only what came new in the last round ("frontier").

Python packages come from PyPI into the work folder (BOLWERK_BENCH).
"""
import json
import os
import subprocess
import sys
import tempfile
import time

PACKAGES = ['duckdb', 'scipy', 'networkx', 'python-graphblas']
PG = '/usr/lib/postgresql/15/bin'
ROUND = '''
create table next as
select x, company as y from (
  select x, company, sum(ppb) as votes from (
    select p.x, s.company, s.ppb from pair p join stake s on s.holder = p.y
    where p.y <> s.company
    union all
    select s.holder, s.company, s.ppb from stake s where s.holder <> s.company
  ) t where x <> company group by x, company) u
where votes > 500000000
'''


def seconds(fn):
    start = time.monotonic()
    out = fn()
    return time.monotonic() - start, out


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


def program(*args):
    """Wall seconds and peak MiB of one run of a program."""
    start = time.monotonic()
    p = subprocess.Popen(args, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(p.pid, 0)
    if status:
        sys.exit(f'{args} failed')
    return round(time.monotonic() - start, 2), round(usage.ru_maxrss / 1024)


def bolwerk_runs(bolwerk):
    base = [bolwerk, '-q', '-w', 'r.bwk']
    for f in ('r.bwk', 'r.bwk.snap', 'r.bwk.net'):
        if os.path.exists(f):
            os.remove(f)
    out = {}
    out['load_s'], out['load_mib'] = program(*base, 'load', 'register.csv')
    out['first_s'], out['first_mib'] = program(*base, 'controls', '--all')
    out['controls_all_s'], out['controls_all_mib'] = program(*base, 'controls', '--all')
    out['controls_csv_s'], _ = program(*base, 'controls', '--all', '--csv', 'pairs.csv')
    out['owners_csv_s'], out['owners_csv_mib'] = program(
        *base, 'owners', '--all', '--min', '25%', '--by', 'integrated', '--csv', 'owners.csv')
    return out


def duck_load(db):
    """Stakes with numbers for names, and what Bolwerk said."""
    db.execute('set threads = 2')
    db.execute('set enable_progress_bar = false')
    db.execute("create table raw as select holder, company, "
               "cast(round(percent * 10000000) as bigint) as ppb "
               "from read_csv('register.csv', header = true)")
    db.execute("create table party as select row_number() over (order by name) - 1 as id, name "
               "from (select holder as name from raw union select company from raw)")
    db.execute("create table stake as select h.id as holder, c.id as company, r.ppb from raw r "
               "join party h on h.name = r.holder join party c on c.name = r.company")
    db.execute("create table said as select h.id as x, c.id as y from "
               "read_csv('pairs.csv', header = true) p join party h on h.name = p.controller "
               "join party c on c.name = p.company where p.certainty = 'certain'")


def rounds(run, count):
    """Repeat ROUND until no pair comes new. run: execute; count: rows of pair."""
    n, k = 0, 0
    while True:
        run('drop table if exists next')
        run(ROUND)
        run('drop table pair')
        run('alter table next rename to pair')
        k += 1
        if count() == n:
            return k
        n = count()


def duck_control(db):
    db.execute('create table pair as select 0 as x, 0 as y where 1 = 0')
    return rounds(db.execute, lambda: db.execute('select count(*) from pair').fetchone()[0])


def duck_difference(db, table):
    return sum(db.execute(f'select count(*) from ((select x, y from {a}) except '
                          f'(select x, y from {b}))').fetchone()[0]
               for a, b in ((table, 'said'), ('said', table)))


def duck_frontier(db):
    """The tempting recursion: add up only stakes of companies that came new."""
    db.execute("create or replace table pair as select 0 as x, 0 as y where 1 = 0")
    db.execute("create or replace table fresh as select holder as x, company as y from stake "
               "where holder <> company group by all having sum(ppb) > 500000000")
    while True:
        db.execute('insert into pair select * from fresh')
        db.execute("create or replace table fresh as select f.x, s.company as y from fresh f "
                   "join stake s on s.holder = f.y where s.company <> f.x and f.y <> s.company "
                   "group by all having sum(ppb) > 500000000 "
                   "except select x, y from pair")
        if db.execute('select count(*) from fresh').fetchone()[0] == 0:
            break
    return duck_difference(db, 'pair')


def postgres(db):
    """Peer in a cluster of its own, run as the user that Debian made for it."""
    if not os.path.exists(PG):
        return {'skipped': 'no postgresql-15'}
    folder = tempfile.mkdtemp(prefix='bolwerk-pg-', dir='/tmp')
    db.execute(f"copy stake to '{folder}/stake.csv' (header false)")
    subprocess.run(['chown', '-R', 'postgres', folder], check=True)
    su = ['runuser', '-u', 'postgres', '--'] if os.geteuid() == 0 else []
    data = folder + '/data'

    def sql(text):
        return subprocess.run(su + [PG + '/psql', '-h', folder, '-d', 'postgres', '-qAt',
                                    '-v', 'ON_ERROR_STOP=1', '-c', text],
                              check=True, capture_output=True, text=True, cwd='/').stdout
    quiet = {'stdout': subprocess.DEVNULL, 'check': True, 'cwd': '/'}
    subprocess.run(su + [PG + '/initdb', '-D', data, '-A', 'trust'], **quiet)
    subprocess.run(su + [PG + '/pg_ctl', '-D', data, '-w', '-l', folder + '/log', '-o',
                         f"-k {folder} -h '' -c fsync=off -c work_mem=512MB "
                         '-c shared_buffers=1GB -c max_parallel_workers_per_gather=2',
                         'start'], **quiet)
    try:
        load, _ = seconds(lambda: sql(
            'create unlogged table stake(holder int, company int, ppb bigint); '
            f"copy stake from '{folder}/stake.csv' csv; "
            'create index on stake(holder); analyze stake; '
            'create unlogged table pair(x int, y int)'))
        run = 'create unlogged table next'.join
        took, k = seconds(lambda: rounds(
            lambda q: sql(run(q.split('create table next'))),
            lambda: int(sql('select count(*) from pair'))))
        sql(f"copy (select x, y from pair) to '{folder}/pair.csv' csv")
        os.chmod(folder, 0o755)
        db.execute(f"create table pg as select column0 as x, column1 as y from "
                   f"read_csv('{folder}/pair.csv', header = false)")
        return {'load_s': round(load, 2), 'control_all_s': round(took, 2), 'rounds': k,
                'differs': duck_difference(db, 'pg')}
    finally:
        subprocess.run(su + [PG + '/pg_ctl', '-D', data, '-m', 'immediate', 'stop'], **quiet)
        subprocess.run(['rm', '-rf', folder], check=True)


def matrices(db):
    import numpy as np
    import scipy.sparse as sp
    c = db.execute('select holder, company, ppb from stake').fetchnumpy()
    n = db.execute('select count(*) from party').fetchone()[0]
    w = sp.csr_matrix((c['ppb'].astype(np.int64), (c['holder'], c['company'])), shape=(n, n))
    return n, w


def scipy_control(n, w):
    """All owners: P <- (P + I) W > half, until it stays; no stakes in oneself."""
    import scipy.sparse as sp
    votes = w.copy()
    votes.setdiag(0)
    votes.eliminate_zeros()
    eye = sp.identity(n, dtype='int64', format='csr')
    p, count = sp.csr_matrix((n, n), dtype='int64'), -1
    while p.nnz != count:
        count = p.nnz
        t = (p + eye) @ votes
        t.data = (t.data > 500000000).astype('int64')
        t.setdiag(0)
        t.eliminate_zeros()
        p = t
    return p


def graphblas_control(n, w):
    import graphblas as gb
    import numpy as np
    coo = w.tocoo()
    off = coo.row != coo.col
    a = gb.Matrix.from_coo(coo.row[off], coo.col[off], coo.data[off], nrows=n, ncols=n)
    eye = gb.Matrix.from_coo(np.arange(n), np.arange(n), np.ones(n, dtype='int64'),
                             nrows=n, ncols=n)
    p, count = gb.Matrix('INT64', n, n), -1
    while p.nvals != count:
        count = p.nvals
        t = gb.semiring.plus_times(p.ewise_add(eye, gb.monoid.max) @ a).new()
        t = t.select('>', 500000000).new()
        t = t.select('offdiag').new()
        p = t.apply(gb.unary.one).new()
    return p


def networkx_control(db):
    """A DiGraph keeps one of two parallel stakes; all owners with a stake."""
    import networkx as nx
    g = nx.DiGraph()
    g.add_weighted_edges_from(db.execute('select holder, company, ppb from stake').fetchall())
    out = []
    for x in list(g):
        got, todo, held = set(), [x], {}
        while todo:
            z = todo.pop()
            for y, d in g[z].items():
                if y == z or y == x or y in got:
                    continue
                held[y] = held.get(y, 0) + d['weight']
                if held[y] > 500000000:
                    got.add(y)
                    todo.append(y)
        out += [(x, y) for y in got]
    return out


def integrated_row(n, w, x):
    """v = w_x + v W with what is held in x left out (Baldone), by sums."""
    import numpy as np
    m = (w / 1e9).tocsr()
    keep = np.ones(n)
    keep[x] = 0
    row = np.asarray(m[x].todense()).ravel()
    v, term = row * keep, row * keep
    mt = m.T.tocsr()
    for _ in range(10000):
        term = (mt @ term) * keep
        v += term
        if abs(term).max() < 1e-15:
            break
    return v


def integrated_check(db, n, w, owners):
    """Largest difference to Bolwerk's rows, over some owners."""
    db.execute("create table own as select h.id as x, c.id as y, integrated_min as lo, "
               "integrated_max as hi from read_csv('owners.csv', header = true) o "
               "join party h on h.name = o.owner join party c on c.name = o.company")
    worst, missing, rows, took = 0.0, 0, 0, 0.0
    for x in owners:
        s, v = seconds(lambda x=x: integrated_row(n, w, x))
        took += s
        said = {y: (lo, hi) for y, lo, hi in
                db.execute('select y, lo, hi from own where x = ?', [int(x)]).fetchall()}
        for y in (v >= 0.25 + 1e-9).nonzero()[0]:
            if y == x:
                continue
            rows += 1
            if int(y) not in said:
                missing += 1
                continue
            lo, hi = said[int(y)]
            worst = max(worst, abs(v[y] - lo), abs(v[y] - hi))
    return {'owners': len(owners), 'rows': rows, 'missing': missing, 'largest_difference': worst,
            'scipy_s_per_owner': round(took / max(1, len(owners)), 3)}


def main():
    bolwerk, gen = (os.path.abspath(p) for p in sys.argv[1:3])
    millions = float(sys.argv[3]) if len(sys.argv) > 3 else 1
    core = int(sys.argv[4]) if len(sys.argv) > 4 else int(5844 * millions ** .5)
    work = os.environ.get('BOLWERK_BENCH', os.path.join(tempfile.gettempdir(), 'bolwerk-bench'))
    os.makedirs(work, exist_ok=True)
    in_venv(work)
    os.chdir(work)
    import duckdb
    with open('register.csv', 'wb') as f:
        subprocess.run([gen, str(millions), str(core)], stdout=f, check=True)
    result = {'bench': 'register', 'millions': millions, 'core': core, 'bolwerk': bolwerk_runs(bolwerk)}
    db = duckdb.connect()
    duck_load(db)
    result['stakes'], result['pairs'] = (db.execute(f'select count(*) from {t}').fetchone()[0]
                                         for t in ('stake', 'said'))
    took, k = seconds(lambda: duck_control(db))
    result['duckdb'] = {'control_all_s': round(took, 2), 'rounds': k,
                        'differs': duck_difference(db, 'pair')}
    result['frontier_only_wrong_pairs'] = duck_frontier(db)
    if millions <= 1:
        result['postgresql'] = postgres(db)
    n, w = matrices(db)
    for name, fn in (('scipy', scipy_control), ('graphblas', graphblas_control)):
        took, p = seconds(lambda fn=fn: fn(n, w))
        x, y = p.nonzero() if name == 'scipy' else p.to_coo(values=False)[:2]
        rows = {'x': x.astype('int64'), 'y': y.astype('int64')}  # noqa: F841 (read by DuckDB)
        db.execute(f'create table {name} as select * from rows')
        result[name] = {'control_all_s': round(took, 2), 'differs': duck_difference(db, name)}
    if millions <= 1:
        took, pairs = seconds(lambda: networkx_control(db))
        import numpy as np
        a = np.array(pairs, dtype='int64')
        rows = {'x': a[:, 0], 'y': a[:, 1]}  # noqa: F841
        db.execute('create table nx as select * from rows')
        result['networkx'] = {'all_s': round(took, 2), 'wrong_pairs': duck_difference(db, 'nx')}
    big = [r[0] for r in db.execute('select x from said group by x order by count(*) desc, x '
                                    'limit 5').fetchall()]
    some = [r[0] for r in db.execute('select distinct holder from stake order by '
                                     'hash(holder) limit 20').fetchall()]
    result['integrated'] = integrated_check(db, n, w, big + some)
    print(json.dumps(result))


if __name__ == '__main__':
    main()
