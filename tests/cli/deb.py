#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The Debian package: the same bytes twice, nothing that lintian calls an
error, and once dpkg has put it into a root of its own it answers. Prints TAP.

usage: deb.py ROOT BOLWERK [TEST...]; BOLWERK in a build with the prefix /usr"""
import email
import http.client
import json
import os
import re
import shutil
import signal
import subprocess

import kit
from kit import BOLWERK, COMPANY, ENV, ROOT, TMP, Skip, main

DEB = os.path.join(ROOT, 'tools/deb.sh')
made = {}  # name of a folder -> the package in it


def run(*args, **kw):
    return subprocess.run(args, capture_output=True, text=True, timeout=240, **kw)


def package(where='first'):
    if not shutil.which('dh'):
        raise Skip('no debhelper')
    if where not in made:
        out = os.path.join(TMP, where)
        env = {k: v for k, v in os.environ.items() if k != 'SOURCE_DATE_EPOCH'}
        r = run(DEB, '--build', os.path.dirname(BOLWERK), out, env=env)
        assert r.returncode == 0, r.stderr
        made[where] = r.stdout.strip()
        version = re.search(r"version: '(.*)'", open(os.path.join(ROOT, 'meson.build')).read())[1]
        assert os.path.basename(made[where]).startswith(f'bolwerk_{version}_'), made[where]
    return made[where]


def is_the_same_twice():
    assert kit.digest(package()) == kit.digest(package('second'))


def has_no_errors():
    if not shutil.which('lintian'):
        raise Skip('no lintian')
    r = run('lintian', '--allow-root', '--fail-on', 'error,warning', package())
    assert r.returncode == 0, r.stdout + r.stderr


def needs_what_it_is_linked_with():
    control = email.message_from_string(run('dpkg-deb', '-f', package()).stdout)
    needed = {d.split()[0] for d in control['Depends'].split(', ')}
    assert {'libc6', 'libsqlite3-0', 'libmicrohttpd12'} <= needed, needed
    assert not any(d.endswith('-dev') for d in needed), needed
    # who builds it needs what ./start installs
    asked = set(re.findall(r'[\w.+-]+', re.search(
        r"PACKAGES_BUILD='([^']*)'", open(os.path.join(ROOT, 'tools/packages.sh')).read())[1]))
    build = open(os.path.join(ROOT, 'debian/control')).read().split('Package:')[0]
    # those that come with build-essential and meson
    lack = asked - set(re.findall(r'[\w.+-]+', build)) - {'gcc', 'g++', 'ninja-build'}
    assert not lack, f'not in Build-Depends: {lack}'


def asks_nothing():
    """Installing is silent: no question, no service that starts by itself."""
    control = os.path.join(TMP, 'control')
    run('dpkg-deb', '-e', package(), control)
    assert 'config' not in os.listdir(control) and 'templates' not in os.listdir(control)
    assert 'system/bolwerk.service' in run('dpkg-deb', '-c', package()).stdout
    for script in ('preinst', 'postinst', 'prerm', 'postrm'):
        path = os.path.join(control, script)
        if os.path.exists(path):
            text = open(path).read()
            assert run('sh', '-n', path).returncode == 0, script
            assert 'systemctl start' not in text and 'deb-systemd-invoke start' not in text


def installed():
    """Where dpkg put it: a root of its own, but with the packages of this
    machine, so that what it depends on has to be there."""
    place = os.path.join(TMP, 'root')
    if os.path.exists(place):
        return place
    admin = os.path.join(TMP, 'dpkg')
    os.makedirs(os.path.join(admin, 'updates'))
    os.makedirs(os.path.join(admin, 'info'))
    os.makedirs(os.path.join(admin, 'triggers'))
    os.makedirs(place)
    shutil.copy('/var/lib/dpkg/status', admin)
    r = run('dpkg', '--admindir', admin, '--instdir', place, '--force-not-root',
            '--force-script-chrootless', '--log', os.path.join(TMP, 'dpkg.log'), '-i', package(),
            stdin=subprocess.DEVNULL, env=dict(os.environ, DEBIAN_FRONTEND='noninteractive'))
    assert r.returncode == 0, r.stdout + r.stderr
    said = run('dpkg-query', '--admindir', admin, '-W', '-f', '${db:Status-Status}', 'bolwerk')
    assert said.stdout == 'installed', said
    return place


def program(*args, **kw):
    r = run(os.path.join(installed(), 'usr/bin/bolwerk'), *args, env=ENV, cwd=TMP, **kw)
    assert r.returncode == 0, r.stderr
    return r.stdout


def runs_where_it_is_installed():
    share = os.path.join(installed(), 'usr/share')
    version = re.search(r"version: '(.*)'", open(os.path.join(ROOT, 'meson.build')).read())[1]
    assert version in program('--version')
    examples = os.path.join(share, 'doc/bolwerk/examples')
    world = os.path.join(TMP, 'deb.bwk')
    program('-w', world, 'load', *(os.path.join(examples, os.path.basename(f)) for f in kit.EXAMPLE))
    answer = json.loads(program('-w', world, '--json', 'check', COMPANY))
    assert answer['findings'], answer
    assert run('man', '-l', os.path.join(share, 'man/man1/bolwerk.1.gz'),
               env=dict(ENV, MANPAGER='cat')).stdout.startswith('BOLWERK(1)') \
        or not shutil.which('man')
    assert os.path.exists(os.path.join(share, 'bash-completion/completions/bolwerk.bash'))
    text = open(os.path.join(share, 'doc/bolwerk/copyright')).read()
    for name in os.listdir(os.path.join(ROOT, 'LICENSES')):
        licence = open(os.path.join(ROOT, 'LICENSES', name)).read()
        assert f'\nLicense: {name[:-4]}\n {licence.split(chr(10))[0].rstrip()}' in text, name


def serves_where_it_is_installed():
    s = subprocess.Popen([os.path.join(installed(), 'usr/bin/bolwerk'), '-w',
                          os.path.join(TMP, 'deb.bwk'), '--lang', 'en', 'serve', '--port', '0'],
                         cwd=TMP, env=ENV, stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r':(\d+)/', s.stdout.readline())[1])
        c = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
        c.request('GET', '/health')
        assert json.loads(c.getresponse().read())['status'] == 'pass'
        c.close()
    finally:
        s.send_signal(signal.SIGTERM)
        assert s.wait(30) == 0


main([is_the_same_twice, has_no_errors, needs_what_it_is_linked_with, asks_nothing,
      runs_where_it_is_installed, serves_where_it_is_installed])
