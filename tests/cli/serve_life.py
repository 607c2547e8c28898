#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb serve when its processes are killed. Prints TAP.

usage: serve_life.py ROOT BOLWERK [TEST...]"""
import os
import signal
import socket
import time

from kit import bolwerk, main, refused
from serving import Server


def children(pid):
    with open(f'/proc/{pid}/task/{pid}/children') as f:
        return [int(p) for p in f.read().split()]


def family(pid):
    return [pid] + [q for child in children(pid) for q in family(child)]


def alive(pid):
    try:
        with open(f'/proc/{pid}/stat') as f:
            return f.read().rsplit(')', 1)[1].split()[0] != 'Z'
    except FileNotFoundError:
        return False


def until(what, seconds=10):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, 'it never came'
        time.sleep(0.01)


def worker(s):
    return children(s.process.pid)[0]


def metric(s, name):
    text = s.ask('GET', '/metrics')[2].decode()
    return int(next(line for line in text.splitlines() if line.startswith(name + ' ')).split()[1])


class Killed(Server):
    """Its deaths are told on stderr."""
    log = True

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.log = True


def another_takes_its_place():
    with Killed() as s:
        assert s.ask('GET', '/health')[0] == 200 and metric(s, 'bolwerk_restarts_total') == 0
        for n, how in enumerate((signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT), 1):
            was = worker(s)
            os.kill(was, how)
            begin = time.monotonic()
            until(lambda: not alive(was))  # it may still answer before that
            assert s.ask('GET', '/health')[0] == 200
            assert time.monotonic() - begin < 1
            assert worker(s) != was
            assert metric(s, 'bolwerk_restarts_total') == n
        assert s.stop().count('http://') == 0  # it said once where it is
    told = s.err.splitlines()
    assert len(told) == 3 and 'Signal 9' in told[0] and 'Signal 11' in told[1], s.err


def who_waits_is_not_refused():
    with Killed() as s:
        os.kill(worker(s), signal.SIGKILL)
        for _ in range(20):  # while nobody serves
            c = socket.create_connection((s.host, s.port), timeout=5)
            c.sendall(b'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n')
            assert c.recv(12) == b'HTTP/1.1 200'
            c.close()


def refuses(s):
    try:
        socket.create_connection((s.host, s.port), timeout=1).close()
        return False
    except (ConnectionRefusedError, ConnectionResetError):
        return True


def nobody_outlives_the_supervisor():
    with Killed() as s:
        all_of_them = family(s.process.pid)
        assert len(all_of_them) >= 2
        s.process.kill()
        s.process.wait(timeout=5)
        until(lambda: not any(map(alive, all_of_them)))
        until(lambda: refuses(s))  # the threads of the dead end one by one


def gives_up_in_the_end():
    with Killed() as s:
        dead, begin = set(), time.monotonic()
        while s.process.poll() is None:
            assert time.monotonic() - begin < 60
            for pid in children(s.process.pid):
                try:
                    if s.ask('GET', '/health')[0] == 200:
                        os.kill(pid, signal.SIGKILL)
                        dead.add(pid)
                except (OSError, ConnectionError):
                    pass
            time.sleep(0.01)
        out, err = s.process.communicate(timeout=5)
        assert s.process.returncode == 4, s.process.returncode
        assert len(dead) == 11 and b'gives up' in err, (len(dead), err)


def a_wrong_start_is_told_once():
    with Server() as s:
        r = bolwerk('serve', '--port', str(s.port))
        refused(r, 4, '127.0.0.1', str(s.port))
        assert r.stderr.count(b'\n') == 1, r.stderr


main([another_takes_its_place, who_waits_is_not_refused, nobody_outlives_the_supervisor,
      gives_up_in_the_end, a_wrong_start_is_told_once])
