#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Pages under load beside a static nginx that answers with the same bytes.

usage: bench/web.py BOLWERK GEN_STAKES [STAKES]      prints one JSON line

A made-up world of a million stakes in which one firm has 5,000 owners. 50 users
ask its page, 1,000 the scan (wrk, 10 seconds each); nginx gets the pages as
files. Checked to agree: the bytes. Needs wrk and nginx (Debian; installed when
missing and allowed)."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

bolwerk, gen = (os.path.abspath(p) for p in sys.argv[1:3])
stakes = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
work = tempfile.mkdtemp(prefix='bolwerk-web-')
OWNERS, NGINX = 5000, 8199
SECONDS = os.environ.get('BENCH_SECONDS', '10')
LOADS = {'company': 50, 'owners': 50, 'scan': 1000}


def need(*packages):
    lack = [p for p in packages if not shutil.which(p)]
    if lack:
        env = dict(os.environ, DEBIAN_FRONTEND='noninteractive')
        subprocess.run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', *lack],
                       check=True, stdout=subprocess.DEVNULL, env=env)


def world():
    path = os.path.join(work, 'world.bwk')
    many, firm = os.path.join(work, 'stakes.csv'), os.path.join(work, 'firm.csv')
    with open(many, 'w') as f:
        subprocess.run([gen, str(stakes)], stdout=f, check=True)
    with open(firm, 'w') as f:
        f.write('holder,company,percent\n')
        f.writelines(f'Holder {i} (fictional),Wide Firm B.V. (fictional),0.02\n' for i in range(OWNERS))
    subprocess.run([bolwerk, '-q', '-w', path, 'load', many, firm], check=True)
    found = subprocess.run([bolwerk, '-w', path, '--json', 'find', 'Wide Firm B.V. (fictional)'],
                           check=True, stdout=subprocess.PIPE).stdout
    return path, json.loads(found)['parties'][0]['id']


def fetch(base, path):
    with urllib.request.urlopen(base + path, timeout=600) as r:
        return r.read()


def milliseconds(text):
    n, unit = re.fullmatch(r'([\d.]+)(us|ms|s|m)', text).groups()
    return float(n) * {'us': 0.001, 'ms': 1, 's': 1000, 'm': 60000}[unit]


def load(url, users):
    said = subprocess.run(['wrk', '-t2', f'-c{users}', f'-d{SECONDS}s', '--latency', '--timeout', '30s', url],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    p = {k: milliseconds(v) for k, v in re.findall(r'^ +(50|99)% +(\S+)$', said, re.M)}
    refused = re.search(r'Non-2xx or 3xx responses: (\d+)', said)
    errors = re.search(r'Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)', said)
    return {'per_s': float(re.search(r'Requests/sec:\s+([\d.]+)', said)[1]),
            'p50_ms': p['50'], 'p99_ms': p['99'], 'refused': int(refused[1]) if refused else 0,
            'errors': sum(map(int, errors.groups())) if errors else 0}


def nginx(pages):
    root = os.path.join(work, 'www')
    for path, data in pages.items():
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        with open(root + path + '.html', 'wb') as f:
            f.write(data)
    conf = os.path.join(work, 'nginx.conf')
    with open(conf, 'w') as f:
        f.write(f'''user root; worker_processes 2; daemon off; pid {work}/pid; error_log {work}/error.log;
events {{ worker_connections 4096; }}
http {{ access_log off; sendfile on; types {{ text/html html; }}
server {{ listen 127.0.0.1:{NGINX}; root {root}; location / {{ try_files $uri.html =404; }} }} }}''')
    return subprocess.Popen(['nginx', '-c', conf])


def main():
    need('wrk', 'nginx')
    path, firm = world()
    server = subprocess.Popen([bolwerk, '-w', path, '--lang', 'en', 'serve', '--port', '0'],
                              stdout=subprocess.PIPE, text=True)
    base = re.search(r'http://[\d.:]+', server.stdout.readline())[0]
    at = {'company': f'/en/company/{firm}', 'owners': f'/en/company/{firm}/owners', 'scan': '/en/scan'}
    pages, first = {}, {}
    for p in at.values():
        start = time.monotonic()
        pages[p] = fetch(base, p)
        first[p] = round(time.monotonic() - start, 3)
    peer = nginx(pages)
    try:
        result = {'stakes': stakes, 'owners_of_the_firm': OWNERS, 'cpus': os.cpu_count(), 'load_before': os.getloadavg()[0]}
        for name, p in at.items():
            for _ in range(50):
                try:
                    same = fetch(f'http://127.0.0.1:{NGINX}', p)
                    break
                except OSError:
                    subprocess.run(['sleep', '0.1'], check=True)
            ours, theirs = load(base + p, LOADS[name]), load(f'http://127.0.0.1:{NGINX}{p}', LOADS[name])
            result[name] = {'bytes': len(pages[p]), 'first_s': first[p], 'same_bytes': same == fetch(base, p), 'users': LOADS[name],
                            'bolwerk': ours, 'nginx': theirs,
                            'times_slower': round(theirs['per_s'] / ours['per_s'], 2)}
        print(json.dumps(result))
    finally:
        server.send_signal(signal.SIGTERM)
        peer.send_signal(signal.SIGTERM)
        server.wait(30)
        peer.wait(30)
        shutil.rmtree(work, ignore_errors=True)


main()
