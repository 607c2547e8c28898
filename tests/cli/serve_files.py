#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One's own files over HTTP, in good and in bad faith, and with processes that
are killed meanwhile. Prints TAP.

usage: serve_files.py ROOT BOLWERK [TEST...]"""
import gzip
import os
import re
import shutil
import signal
import threading
import time

from kit import ROOT, TMP, bolwerk, main
from serving import Server

STAKES = b'owner,owner_country,company,min\nExample Holding %d BV,NL,Example Works %d BV,60\n'
PRIVATE = os.path.join(TMP, 'private')


class Files(Server):
    def __init__(self):
        shutil.rmtree(PRIVATE, ignore_errors=True)
        super().__init__('--private', PRIVATE)
        self.log = True  # deaths are told there
        self.cookie = ''

    def send(self, method, body=None, **headers):
        if self.cookie:
            headers.setdefault('Cookie', self.cookie)
        headers.setdefault('Sec-Fetch-Site', 'same-origin')
        status, got, page = self.ask(method, '/en/files', body, **headers)
        if 'Set-Cookie' in got:
            self.set_cookie = got['Set-Cookie']
            self.cookie = got['Set-Cookie'].split(';')[0]
        return status, page.decode()

    def upload(self, *files, **headers):
        body = b''.join(b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
                        b'%s\r\n' % (name.encode(), data) for name, data in files)
        return self.send('POST', body + b'--b--\r\n',
                         **{'Content-Type': 'multipart/form-data; boundary=b', **headers})

    def act(self, text, **headers):
        return self.send('POST', text, **{'Content-Type': 'application/x-www-form-urlencoded',
                                          **headers})

    def page(self):
        status, page = self.send('GET')
        assert status == 200, status
        return page


def code_of(page):
    return re.search('([0-9A-Z]{4}-){12}[0-9A-Z]{4}', page).group()


def worlds():
    return [d for d in os.listdir(PRIVATE) if not d.startswith('gone-')]


def upload_look_come_back_delete():
    with Files() as s:
        assert 'multipart/form-data' in s.page() and s.cookie == ''
        assert s.upload(('my stakes.csv', STAKES % (1, 1)))[0] == 303
        for word in ('HttpOnly', 'SameSite=Strict', 'Path=/'):
            assert word in s.set_cookie, s.set_cookie
        page = s.page()
        assert 'my stakes.csv' in page and 'You see your own files' in page
        assert 'Example Works 1 BV' in s.ask('GET', '/en/search?q=example+works',
                                             Cookie=s.cookie)[2].decode()
        assert 'Example Works 1 BV' not in s.ask('GET', '/en/search?q=example+works')[2].decode()
        code = code_of(page)
        mine, s.cookie = s.cookie, ''
        assert 'my stakes.csv' not in s.page()
        status, page = s.act('do=open&code=' + '0' * 52)
        assert status == 200 and 'No files belong to this code' in page and s.cookie == ''
        assert s.act('do=open&code=' + code.lower())[0] == 303 and s.cookie == mine
        assert 'my stakes.csv' in s.page()
        assert s.act('do=delete')[0] == 303
        s.cookie = mine
        assert 'my stakes.csv' not in s.page() and worlds() == []


def what_was_wrong_is_said():
    with Files() as s:
        status, page = s.upload(('a.csv', b'nothing of use'), ('b.csv', STAKES % (1, 1)))
        assert status == 200 and 'not loaded' in page and 'loaded.' in page
        assert 'b.csv' in s.page() and s.page().count('a.csv') == 0
        status, page = s.upload(('bad.csv', b'owner,owner_country,company,min\nA BV,NL,B BV,600\n'))
        assert 'bad.csv' in s.page() and 'line 2' in s.page()
        assert 'No file was chosen' in s.upload(('', b''))[1]
        status, page = s.send('POST', b'--b\r\ncut',
                              **{'Content-Type': 'multipart/form-data; boundary=b'})
        assert 'did not arrive whole' in page, status


def names_that_mean_harm():
    with Files() as s:
        before = sorted(os.listdir(TMP))
        for name in ('../../evil.csv', '/etc/evil.csv', 'C:\\evil.csv', '<script>alert(1)</script>.csv', '<img src=x onerror=alert(1)>.csv',
                     "'; DROP TABLE load; --.csv", '%2e%2e%2fevil.csv', 'x' * 900 + '.csv'):
            assert s.upload((name, STAKES % (len(name), 1)))[0] in (200, 303), name
        page = s.page()
        assert '<script>' not in page and '<img' not in page and 'script&gt;.csv' in page.replace(
            'script>.csv', 'script&gt;.csv')
        assert sorted(os.listdir(TMP)) == before
        for root, _, files in os.walk(PRIVATE):
            for f in files:
                assert f.startswith(('world.bwk', 'used')), f
        for path in ('/en/files/../../etc/passwd', '/en/files/%2e%2e/x', '/assets/../../etc/passwd'):
            assert s.ask('GET', path)[0] in (400, 404), path


def forms_from_elsewhere():
    with Files() as s:
        s.upload(('a.csv', STAKES % (1, 1)))
        for headers in ({'Sec-Fetch-Site': 'cross-site'}, {'Sec-Fetch-Site': 'same-site'},
                        {'Sec-Fetch-Site': '', 'Origin': 'https://evil.example'}):
            assert s.act('do=delete', **headers)[0] == 403, headers
        assert 'a.csv' in s.page()


def cookies_that_are_forged():
    with Files() as s:
        s.upload(('a.csv', STAKES % (1, 1)))
        mine = s.cookie
        value = mine.split('=')[1]
        other = ('1' if value[0] != '1' else '2') + value[1:]
        for cookie in ('bolwerk-world=' + other, 'bolwerk-world=' + '0' * 52, 'bolwerk-world=',
                       'bolwerk-world=../../x', mine + '; ' + mine, 'bolwerk-world=' + worlds()[0],
                       'Bolwerk-World=' + value, 'bolwerk-world=' + 'A' * 5000):
            s.cookie = cookie
            assert 'a.csv' not in s.page(), cookie
        s.cookie = 'other=1; ' + mine + '; more=2'
        assert 'a.csv' in s.page()


def bombs():
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b''.join(
        b'<!ENTITY %c "%s">' % (c, b'&%c;' % (c - 1) * 10) for c in range(98, 107)) + (
        b']><LEIData xmlns="http://www.gleif.org/data/schema/leidata/2016"><x>&j;</x></LEIData>')
    with Files() as s:
        for name, data in (('zeros.gz', gzip.compress(bytes(1 << 28), 1)),
                           ('deep.json', b'[' * 1000000),
                           ('deep2.json', b'{"a":' * 500000),
                           ('laughs.xml', laughs),
                           ('wide.csv', b'owner,company,min\n"' + b'x' * (20 << 20)),
                           ('quotes.csv', b'"' * (4 << 20))):
            begin = time.monotonic()
            status, page = s.upload((name, data))
            assert status == 200 and 'Nothing was kept' in page or 'nothing of it was kept' in page, (
                name, status)
            assert time.monotonic() - begin < 70, name
            assert s.ask('GET', '/health')[0] == 200
        assert s.send('POST', b'x' * (33 << 20),
                      **{'Content-Type': 'multipart/form-data; boundary=b'})[0] == 413


def nothing_acknowledged_is_lost():
    """Uploads while worker and server are killed; the ledger is what was answered."""
    ledger, n, end = [], [0], time.monotonic() + 12
    with Files() as s:
        s.upload(('begin.csv', STAKES % (0, 0)))
        code, cookie = code_of(s.page()), s.cookie

        def killer():
            while time.monotonic() < end - 2:
                time.sleep(1.3)
                with open(f'/proc/{s.process.pid}/task/{s.process.pid}/children') as f:
                    for pid in f.read().split():
                        os.kill(int(pid), signal.SIGKILL)

        t = threading.Thread(target=killer)
        t.start()
        while time.monotonic() < end:
            n[0] += 1
            try:
                if s.upload(('f%d.csv' % n[0], STAKES % (n[0], n[0])))[0] == 303:
                    ledger.append(n[0])
            except OSError:
                pass
            except Exception:  # the answer was cut off
                pass
        t.join()
        s.process.kill()  # and all of it at once
        s.process.wait(timeout=5)
    assert len(ledger) > 5, ledger
    keep = os.path.join(TMP, 'keep')
    shutil.rmtree(keep, ignore_errors=True)
    shutil.move(PRIVATE, keep)
    with Server('--private', keep) as s:
        page = s.ask('GET', '/en/files', Cookie=cookie)[2].decode()
        lost = [k for k in ledger if 'f%d.csv' % k not in page]
        assert not lost and code in page, lost
    (name,) = os.listdir(keep)
    r = bolwerk('--world', os.path.join(keep, name, 'world.bwk'), 'audit')
    assert r.returncode == 0, r.stderr


def others_cannot_look():
    with Files() as s:
        s.upload(('a.csv', STAKES % (1, 1)))
        value = s.cookie.split('=')[1]
        for root, folders, files in os.walk(PRIVATE):
            assert os.stat(root).st_mode & 0o77 == 0, root
            for f in files:
                with open(os.path.join(root, f), 'rb') as file:
                    assert value.encode() not in file.read(), f
            assert value not in folders


assert ROOT
main([upload_look_come_back_delete, what_was_wrong_is_said, names_that_mean_harm,
      forms_from_elsewhere, cookies_that_are_forged, bombs, nothing_acknowledged_is_lost,
      others_cannot_look])
