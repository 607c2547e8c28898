# SPDX-License-Identifier: EUPL-1.2
"""Pages as trees: what the tests of the pages share."""
import json
import urllib.parse
import xml.etree.ElementTree as ET

from serving import Server


class Pages(Server):
    """A server whose pages are read; of a world."""
    def get(self, path, **headers):
        """A page as a tree: the writer promises well-formed XML."""
        status, h, data = self.ask('GET', path, Accept='text/html', **headers)
        return Page(path, status, h, data.decode())

    def api(self, path):
        status, h, data = self.ask('GET', '/v1' + path)
        assert status == 200, (path, status, data)
        assert h['API-Version'] and h['Content-Type'] == 'application/json', h
        return json.loads(data)


class Page:
    def __init__(self, path, status, headers, text):
        self.path, self.status, self.headers, self.text = path, status, headers, text
        assert text.startswith('<!DOCTYPE html>'), (path, status, text[:200])
        self.tree = ET.fromstring(text[len('<!DOCTYPE html>'):])

    def all(self, tag):
        """SVG has a namespace; HTML as we write it has none."""
        return self.tree.iter(tag)

    def words(self, tag='main'):
        """The text of the first element of that tag, blanks made one."""
        at = next(self.all(tag))
        return ' '.join(''.join(at.itertext()).split())

    def links(self):
        """Addresses of this server on the page, without #places."""
        at = [a.get('href') for a in self.all('a') if a.get('href')]
        at += [a.get('href') for a in self.tree.iter('{http://www.w3.org/2000/svg}a')
               if a.get('href')]
        return {urllib.parse.urldefrag(h).url for h in at if h.startswith('/')}

    def rows(self, table=0):
        """The body of a table, as texts."""
        body = [t for t in self.all('table')][table].find('tbody')
        return [[' '.join(''.join(c.itertext()).split()) for c in row] for row in body]

    def sound(self):
        """What holds for every page."""
        ids = [e.get('id') for e in self.tree.iter() if e.get('id')]
        assert len(ids) == len(set(ids)), (self.path, 'an id twice')
        assert len(list(self.all('h1'))) == 1, (self.path, 'headings')
        assert self.tree.get('lang') == self.path[1:3], self.path
        for e in self.tree.iter():
            named = [k for k in e.attrib if k.lower().startswith('on') or k == 'style']
            assert not named, (self.path, e.tag, named)
            for k in ('href', 'src', 'action', 'formaction'):
                assert (e.get(k) or '/')[0] in '/#', (self.path, e.tag, e.get(k))
        levels = [int(e.tag[1]) for e in self.tree.iter() if e.tag in ('h1', 'h2', 'h3', 'h4')]
        for a, b in zip(levels, levels[1:]):
            assert b <= a + 1, (self.path, 'a heading is skipped', levels)
        return self
