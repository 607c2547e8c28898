# SPDX-License-Identifier: EUPL-1.2
"""A server for tests: the verb serve as a process, and ways to ask it."""
import http.client
import signal
import socket
import subprocess

from kit import BOLWERK, ENV, TMP


class Server:
    def __init__(self, *args, lang='en', world=None):
        self.log = '--verbose' in args
        self.process = subprocess.Popen(
            [BOLWERK, *(['-w', world] if world else []), '--lang', lang, 'serve', '--port', '0', *args], cwd=TMP, env=ENV,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said = self.process.stdout.readline().decode()
        assert 'http://' in self.said, (self.said, self.process.stderr.read())
        self.host, port = self.said.split('http://')[1].strip().rstrip('/').rsplit(':', 1)
        self.port = int(port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=30)
        assert self.process.returncode == 0, (self.process.returncode, err)
        assert self.log or not err, err
        self.err = err.decode()
        return out.decode()

    def ask(self, method, path, body=None, **headers):
        c = http.client.HTTPConnection(self.host.strip('[]'), self.port, timeout=30)
        if body is not None:
            headers.setdefault('Content-Type', 'application/json')
        c.request(method, path, body, {k.replace('_', '-'): v for k, v in headers.items()})
        r = c.getresponse()
        data = r.read()
        c.close()
        return r.status, dict(r.getheaders()), data

    def raw(self, data, wait=5):
        """What comes back until they hang up; '' when they just do."""
        s = socket.create_connection((self.host.strip('[]'), self.port), timeout=wait)
        got = b''
        try:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
        except OSError:  # they hung up already
            pass
        try:
            while part := s.recv(65536):
                got += part
        except ConnectionError:
            pass
        s.close()
        return got
