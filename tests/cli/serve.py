#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The verb serve: real sockets, and people who send what they should not. Prints TAP.

usage: serve.py ROOT BOLWERK [TEST...]"""
import datetime
import http.client
import json
import os
import signal
import socket
import threading
import time

from kit import ROOT, bolwerk, main, refused
from serving import Server

RIGHT = open(os.path.join(ROOT, 'tests/cyber/csaf/right-2.1.json')).read()
WRONG = open(os.path.join(ROOT, 'tests/cyber/csaf/wrong-2.1.json')).read()


class Validator(Server):
    def validate(self, document, preset='full'):
        status, _, data = self.ask('POST', '/api/v1/validate', '{"tests":[{"type":"preset",'
                                   '"name":"%s"}],"document":%s}' % (preset, document))
        return status, json.loads(data)


def alive(s):
    assert s.ask('GET', '/health')[0] == 200


def says_where_and_answers():
    with Validator() as s:
        assert s.said.startswith('Bolwerk answers at http://127.0.0.1:'), s.said
        status, headers, data = s.ask('GET', '/api/v1/tests')
        assert status == 200 and headers['Content-Type'] == 'application/json'
        names = {t['name']: t['preset'] for t in json.loads(data)}
        assert names['mandatoryTest_6_1_1'] == 'mandatory' and names['csaf_2_0'] == 'schema'
        for name in names:
            status, _, data = s.ask('POST', '/api/v1/validate', json.dumps(
                {'tests': [{'type': 'test', 'name': name}], 'document': {}}))
            assert status == 200 and json.loads(data)['tests'][0]['name'] == name, name
        assert 'stops' in s.stop()
    with Server(lang='nl') as s:
        assert 'geeft antwoord' in s.said


def says_what_the_command_line_says():
    with Validator() as s:
        for doc, file in ((RIGHT, 'right-2.1'), (WRONG, 'wrong-2.1')):
            path = os.path.join(ROOT, 'tests/cyber/csaf', file + '.json')
            want = json.loads(bolwerk('--lang', 'en', '--json', 'csaf', 'validate',
                                      '--preset', 'full', path).stdout)
            status, got = s.validate(doc)
            assert status == 200 and got['isValid'] == want['valid']
            assert set(got) == {'tests', 'isValid'}
            for kind in ('errors', 'warnings', 'infos'):
                told = [(t['name'].split('Test_')[-1].replace('_', '.').replace('csaf.2.1', 'schema'),
                         f['instancePath'], f['message']) for t in got['tests'] for f in t[kind]]
                assert sorted(told) == sorted(
                    (f['test'], f['path'], f['message']) for f in want[kind]), kind
            for t in got['tests']:
                assert set(t) == {'name', 'isValid', 'errors', 'warnings', 'infos'}
                assert t['isValid'] == (not t['errors'])


def malformed_requests():
    with Server() as s:
        host = b'Host: localhost\r\n'
        for data, code in (
                (b'GET /health HTTP/1.1\r\n' + host + b'Connection: close\r\n\r\n', b'200'),
                (b'HEAD /health HTTP/1.1\r\n' + host + b'Connection: close\r\n\r\n', b'200'),
                (b'GET /health HTTP/1.0\r\n\r\n', b'421'),
                (b'GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', b'421'),
                (b'GET /health HTTP/1.1\r\n\r\n', b'400'),
                (b'GET /../etc/passwd HTTP/1.0\r\n' + host + b'\r\n', b'404'),
                (b'GET /%2e%2e/x?<script> HTTP/1.0\r\n' + host + b'\r\n', b'404'),
                (b'GET /health HTTP/1.0\r\n' + host * 2 + b'\r\n', b'400'),
                (b'GET /health HTTP/1.0\r\n' + host + b'X: ' + b'y' * 100000 + b'\r\n\r\n', None),
                (b'GET /' + b'a' * 100000 + b' HTTP/1.0\r\n' + host + b'\r\n', None),
                (b'POST /api/v1/validate HTTP/1.1\r\n' + host + b'Content-Type: application/json\r\n'
                 b'Content-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n'
                 b'0\r\n\r\n', b'400'),
                (b'POST /api/v1/validate HTTP/1.1\r\n' + host + b'Content-Type: application/json\r\n'
                 b'Transfer-Encoding: chunked\r\n\r\nzz\r\n', None),
                (b'POST /api/v1/validate HTTP/1.1\r\n' + host + b'Content-Type: application/json\r\n'
                 b'Content-Length: -1\r\n\r\n', None),
                (b'POST /api/v1/validate HTTP/1.1\r\n' + host + b'Content-Type: application/json\r\n'
                 b'Transfer-Encoding: gzip\r\n\r\n{}', b'400'),
                (b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + bytes(200) + b'\r\n\r\n', None),
                (b'garbage\r\n\r\n', None)):
            got = s.raw(data)
            # None: any refusal, or they just hang up
            assert (got.split(b' ')[1:2] == [code]) if code else (
                got == b'' or got.split(b' ')[1][:1] == b'4'), (data[:80], got[:80])
        assert s.raw(b'HEAD /health HTTP/1.0\r\n' + host + b'\r\n').endswith(b'\r\n\r\n')
        alive(s)


def too_large():
    with Validator() as s:
        big = b'{"document":{},"tests":["' + b'x' * (33 << 20)
        status, headers, data = s.ask('POST', '/api/v1/validate', big)
        assert status == 413 and json.loads(data)['status'] == 413
        # in chunks nobody knows beforehand how much comes
        status, headers, data = s.ask('POST', '/api/v1/validate', iter([big[:1 << 20]] * 33))
        assert status == 413 and headers['Content-Type'] == 'application/problem+json'
        # nobody listens to a gigabyte for nothing
        got = s.raw(b'POST /api/v1/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: '
                    b'application/json\r\nContent-Length: 1000000000\r\n\r\n')
        assert got.split(b' ')[1] == b'413', got
        # of a kind that takes much room
        deep = '{"document":{"csaf_version":"2.1"},"x":[%s0]}' % ('[],' * (1 << 19))
        status, got = s.validate(deep)
        assert status == 200 and not got['isValid']
        alive(s)


def many_at_once():
    with Validator() as s:
        bad = []

        def client():
            for _ in range(5):
                for doc, valid in ((RIGHT, True), (WRONG, False)):
                    status, got = s.validate(doc)
                    if status != 200 or got['isValid'] != valid:
                        bad.append((status, got))

        idle = [socket.create_connection((s.host, s.port)) for _ in range(50)]
        for c in idle:  # half a request, and silence
            c.sendall(b'POST /api/v1/validate HTTP/1.1\r\nHost: localhost\r\n')
        threads = [threading.Thread(target=client) for _ in range(12)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert not bad, bad[0]
        text = s.ask('GET', '/metrics')[2].decode()
        assert 'bolwerk_http_requests_total{route="validate",code="200"} 120\n' in text, text
        assert 'bolwerk_csaf_documents_total{valid="true"} 60\n' in text
        for c in idle:
            c.close()


def pages_from_elsewhere():
    with Server('--allow-origin', 'https://editor.example') as s:
        for origin, known in (('https://editor.example', True), ('https://evil.example', False)):
            status, headers, _ = s.ask('OPTIONS', '/api/v1/validate', Origin=origin,
                                       Access_Control_Request_Method='POST')
            assert status == 204 and ('Access-Control-Allow-Origin' in headers) == known
    for wrong in ('*', 'null', 'https://a.example/path'):
        refused(bolwerk('serve', '--port', '0', '--allow-origin', wrong), 2, 'origin')


def addresses_and_ports():
    with Server() as s:
        r = bolwerk('serve', '--port', str(s.port))
        refused(r, 4, '127.0.0.1', str(s.port))
    for args, word in ((('--port', '65536'), '65535'), (('--port', 'x'), '65535'),
                       (('--address', 'localhost'), 'figures')):
        refused(bolwerk('serve', *args), 2, word)
    if socket.has_ipv6 and os.path.exists('/proc/net/if_inet6') and open('/proc/net/if_inet6').read():
        with Server('--address', '::1') as s:
            assert s.host == '[::1]'
            alive(s)
    with Server('--address', '0.0.0.0') as s:  # then the name is free
        s.host = '127.0.0.1'
        assert s.ask('GET', '/health', Host='bolwerk.example')[0] == 200


def logs_when_asked_to():
    with Server('--verbose') as s:
        status, _, data = s.ask('GET', '/nl/?name=secret')
        assert status == 200 and b'<html lang="nl">' in data
        assert s.ask('DELETE', '/health')[0] == 405
        s.stop()
    lines = [line.split(' ') for line in s.err.splitlines()]
    assert [(w[1], w[4], w[5]) for w in lines] == [
        ('200', 'GET', '/nl/'), ('405', 'DELETE', '/health')], s.err
    assert int(lines[0][2]) == len(data) and '127.0.0.1' not in s.err


def says_whom_to_tell_of_a_hole():
    """RFC 9116: Contact, one Expires within a year; and nothing that nobody gave."""
    with Server() as s:
        assert s.ask('GET', '/.well-known/security.txt')[0] == 404
    for contact in ('mailto:lek@example.org', 'https://example.org/lek?a=%20b', 'tel:+31-20-1234567'):
        with Server('--security-contact', contact) as s:
            status, headers, data = s.ask('GET', '/.well-known/security.txt')
            assert status == 200 and headers['Content-Type'] == 'text/plain; charset=utf-8'
            fields = [line.split(': ', 1) for line in data.decode().split('\r\n')[:-1]]
            assert [k for k, _ in fields] == ['Contact', 'Expires', 'Preferred-Languages'], fields
            assert fields[0][1] == contact
            left = datetime.datetime.fromisoformat(fields[1][1].replace('Z', '+00:00')) - \
                datetime.datetime.now(datetime.timezone.utc)
            assert datetime.timedelta(300) < left < datetime.timedelta(365), left
    for wrong in ('lek@example.org', 'mailto:', 'http://example.org', 'mailto:a\r\nX: y', 'mailto:\u00e9',
                  'https://' + 'a' * 600):
        refused(bolwerk('serve', '--port', '0', '--security-contact', wrong), 2, '--security-contact')


def ends_cleanly():
    for how in (signal.SIGTERM, signal.SIGINT):
        with Server() as s:
            keep = http.client.HTTPConnection(s.host, s.port, timeout=5)
            keep.request('GET', '/health')
            assert keep.getresponse().read()
            begin = time.monotonic()
            s.stop(how)  # an idle connection holds nobody up
            assert time.monotonic() - begin < 3
            try:
                socket.create_connection((s.host, s.port), timeout=1)
                raise AssertionError('somebody still answers')
            except ConnectionRefusedError:
                pass


def who_asked_gets_an_answer():
    with Server() as s:
        body = ('{"tests":[{"type":"preset","name":"basic"}],"document":%s}' % RIGHT).encode()
        c = socket.create_connection((s.host, s.port), timeout=10)
        c.sendall(b'POST /api/v1/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json'
                  b'\r\nConnection: close\r\nContent-Length: %d\r\n\r\n' % len(body) + body[:100])
        time.sleep(0.2)
        s.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        c.sendall(body[100:])
        got = b''
        while part := c.recv(65536):
            got += part
        assert got.split(b' ')[1] == b'200' and b'"isValid":true' in got, got[:200]
        assert s.process.wait(timeout=5) == 0


main([says_where_and_answers, says_what_the_command_line_says, malformed_requests, too_large,
      many_at_once, pages_from_elsewhere, addresses_and_ports, logs_when_asked_to, ends_cleanly,
      who_asked_gets_an_answer, says_whom_to_tell_of_a_hole])
