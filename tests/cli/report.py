#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The report for the board: what a person with a screen reader gets of the PDF, as pikepdf,
qpdf and poppler see it, and that the page says the same.

The rules are those of ISO 14289-1 (PDF/UA-1) and of the Matterhorn Protocol that a program
can look at: every content is tagged or an artifact, the tree and the pages lead to each other,
headings do not skip, tables have scopes, figures alternative texts, fonts their ToUnicode.

usage: report.py ROOT BOLWERK [TEST...]"""
import os
import re
import subprocess
import sys
import unicodedata

try:
    import pikepdf
except ImportError:  # it is Debian's; another Python that comes first does not see it
    if os.environ.get('BOLWERK_PYTHON'):
        print('1..0 # SKIP python3-pikepdf is not installed')
        sys.exit(0)
    os.environ['BOLWERK_PYTHON'] = 'debian'
    os.execv('/usr/bin/python3', ['/usr/bin/python3'] + sys.argv)
from kit import COMPANY, ENV, TMP, ask, bolwerk, example, fresh, good, main

STANDARD = {'Document', 'Sect', 'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'THead',
            'TBody', 'TR', 'TH', 'TD', 'Caption', 'Figure', 'Link'}
INSIDE = {'L': {'LI'}, 'LI': {'Lbl', 'LBody'}, 'Table': {'Caption', 'THead', 'TBody'},
          'THead': {'TR'}, 'TBody': {'TR'}, 'TR': {'TH', 'TD'}}
PAINTS = {'Tj', 'TJ', "'", '"', 'f', 'f*', 'F', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'BI'}
made = {}


def report(lang='nl', world=None, party=COMPANY, name=None):
    """Paths of PDF and page."""
    key = (lang, world, party)
    if key not in made:
        at = os.path.join(TMP, name or f'report-{len(made)}')
        good('--lang', lang, 'report', party, '--pdf', at + '.pdf', '--html', at + '.html',
             world=world or example())
        made[key] = at + '.pdf', at + '.html'
    return made[key]


def bare(text):
    """Letters only: lines break where they like."""
    text = unicodedata.normalize('NFC', text)
    return re.sub(r'[\s\u00a0\u200b]+', '', text)


def text_of(pdf):
    return subprocess.run(['pdftotext', '-raw', pdf, '-'], capture_output=True, text=True,
                          check=True).stdout


def body_of(pdf):
    """Letters of the text, without what repeats at the foot of each page."""
    with pikepdf.open(pdf) as p:
        title = bare(str(p.docinfo.Title))
    return re.sub(re.escape(title) + r'(Bladzijde|Page)\d+(van|of)\d+', '', bare(text_of(pdf)))


# ---- what must hold of every PDF -----------------------------------------------------
def roles(elem, found, parent=None):
    role = str(elem.S)[1:]
    assert role in STANDARD, f'role {role}'
    if parent in INSIDE:
        assert role in INSIDE[parent], f'{role} in {parent}'
    kids = list(elem.K)
    assert kids, f'an empty {role}'
    found.append((role, elem))
    for kid in kids:
        if not isinstance(kid, pikepdf.Dictionary):
            raise AssertionError(f'a kid {kid!r} without its page')
        if kid.get('/Type') == '/StructElem':
            assert kid.P.objgen == elem.objgen, f'the parent of {kid.S} is another'
            roles(kid, found, role)
    return found


def headings(found):
    last = 0
    for role, _ in found:
        if re.fullmatch(r'H\d', role):
            level = int(role[1])
            assert level <= last + 1, f'{role} behind H{last}'
            last = level
    assert [r for r, _ in found].count('H1') == 1


def tables(found):
    for role, e in found:
        if role == 'TH':
            assert str(e.A.Scope) in ('/Row', '/Column') and str(e.A.O) == '/Table'
        if role == 'Table':
            rows = [r for part in e.K if str(part.S) in ('/THead', '/TBody') for r in part.K]
            widths = {len(r.K) for r in rows}
            assert len(widths) == 1, f'rows of {widths} cells'
            assert all(str(c.S) == '/TH' for c in rows[0].K), 'a table without headers'
            assert all(any(str(c.S) == '/TH' for c in r.K) for r in rows), 'a row without header'
        if role == 'Figure':
            assert len(str(e.Alt)) > 20, 'a figure without alternative text'
            assert len(e.A.BBox) == 4
        if role == 'L':
            numbers = str(e.A.ListNumbering)
            assert numbers in ('/Disc', '/Decimal', '/None')


def marks_of_tree(found):
    """(page, MCID) -> element, and link annotation -> element."""
    marks, links = {}, {}
    for _, e in found:
        for kid in e.K:
            if kid.get('/Type') == '/MCR':
                key = kid.Pg.objgen, int(kid.MCID)
                assert key not in marks, f'{key} twice'
                marks[key] = e.objgen
            elif kid.get('/Type') == '/OBJR':
                assert str(e.S) == '/Link'
                links[kid.Obj.objgen] = e.objgen
    return marks, links


def content(pdf, page, marks):
    """Nothing is painted outside of a mark or an artifact, no mark within another."""
    depth, state, seen = 0, [], set()
    for operands, op in pikepdf.parse_content_stream(page):
        op = str(op)
        if op in ('BDC', 'BMC'):
            tag = str(operands[0])
            if tag == '/Artifact':
                assert not state, 'an artifact within something'
                state.append('artifact')
            elif op == 'BDC' and '/MCID' in operands[1]:
                assert not state, 'marked content within something'
                key = page.objgen, int(operands[1].MCID)
                assert key in marks, f'{key} belongs to no element'
                seen.add(key)
                state.append('mark')
            else:
                assert tag == '/Span' and '/ActualText' in operands[1], tag
                assert state, 'a span outside of content'
                state.append('span')
        elif op == 'EMC':
            state.pop()
        elif op in PAINTS:
            assert state, f'{op} outside of content'
            depth += 1
    assert not state and depth
    assert seen == {k for k in marks if k[0] == page.objgen}, 'marks of the tree are not there'


def parent_tree(pdf, marks, links):
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    for page in pdf.pages:
        for mcid, e in enumerate(tree[int(page.obj.StructParents)]):
            assert marks[page.obj.objgen, mcid] == e.objgen
        assert page.obj.Tabs == '/S'
        for a in page.obj.get('/Annots', []):
            assert tree[int(a.StructParent)].objgen == links[a.objgen]
            assert str(a.Contents) and a.Subtype == '/Link' and len(a.Dest) == 5


def fonts(pdf):
    every = {f.objgen: f for p in pdf.pages for _, f in p.obj.Resources.Font.items()}
    assert every
    for font in every.values():
        below = font.DescendantFonts[0]
        assert font.Encoding == '/Identity-H'
        if below.Subtype == '/CIDFontType2':
            assert below.CIDToGIDMap == '/Identity'
            assert below.FontDescriptor.FontFile2.read_bytes()[:4] == b'\0\1\0\0'
        else:  # a font of the machine
            assert below.FontDescriptor.FontFile3.Subtype == '/CIDFontType0C'
        assert b'beginbfchar' in font.ToUnicode.read_bytes()


def catalog(pdf, lang):
    root = pdf.Root
    assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == lang
    with pdf.open_metadata() as meta:
        assert meta['{http://www.aiim.org/pdfua/ns/id/}part'] == '1'
        assert meta.pdfa_status == '2A'
        assert meta['dc:title'] == str(pdf.docinfo.Title) != ''
    assert '/CreationDate' not in pdf.docinfo
    colours = root.OutputIntents[0].DestOutputProfile
    icc = colours.read_bytes()
    assert colours.N == 3 and icc[36:40] == b'acsp' and int.from_bytes(icc[:4], 'big') == len(icc)


def good_pdf(path, lang='nl'):
    r = subprocess.run(['qpdf', '--check', path], capture_output=True, text=True)
    assert r.returncode == 0 and 'No syntax or stream encoding errors' in r.stdout, r.stdout
    with pikepdf.open(path) as pdf:
        catalog(pdf, lang)
        tops = list(pdf.Root.StructTreeRoot.K)
        assert len(tops) == 1
        found = roles(tops[0], [])
        headings(found)
        tables(found)
        marks, links = marks_of_tree(found)
        for page in pdf.pages:
            content(pdf, page.obj, marks)
        parent_tree(pdf, marks, links)
        fonts(pdf)
        return len(pdf.pages), [r for r, _ in found]


# ---- tests -----------------------------------------------------------------------------
def is_accessible():
    for lang in ('nl', 'en'):
        pages, found = good_pdf(report(lang)[0], lang)
        assert 5 < pages < 40
        assert found.count('Figure') > 1 and found.count('Table') >= 4 and 'Link' in found


def reads_in_order():
    """As a screen reader gets it: poppler's view of the structure."""
    out = subprocess.run(['pdfinfo', '-struct-text', report('en')[0]], capture_output=True,
                         text=True, check=True).stdout
    heads = re.findall(r'^\s*H([12])[^\n]*\n\s*"(.*)"', out, re.M)
    assert heads[0] == ('1', COMPANY), heads[0]
    assert [h.strip() for level, h in heads if level == '2'] == [
        'In short', 'Who can take control?', 'On whom does the company depend?',
        'Where is the company vulnerable?', 'What should you do now?', 'Sources',
        'Method and limits']


def same_bytes():
    world = example()
    first = open(report('nl')[0], 'rb').read()
    again = bolwerk('--lang', 'nl', 'report', COMPANY, '--pdf', '-', world=world)
    assert again.returncode == 0 and again.stdout == first
    page = bolwerk('--lang', 'nl', 'report', COMPANY, '--html', '-', world=world)
    assert page.stdout == open(report('nl')[1], 'rb').read()


def says_everything():
    """Every finding, word for word, in the PDF and on the page; and the sources."""
    world = example()
    for lang in ('nl', 'en'):
        pdf, html = report(lang)
        page = open(html, encoding='utf-8').read()
        page = bare(re.sub(r'<[^>]*>', '', page).replace('&#39;', "'").replace('&gt;', '>')
                    .replace('&lt;', '<').replace('&quot;', '"').replace('&amp;', '&'))
        text = body_of(pdf)
        answer = ask('--lang', lang, 'check', COMPANY, world=world)
        assert len(answer['findings']) > 10
        for f in answer['findings']:
            for part in ('title', 'reason', 'todo', 'who'):
                says = f.get(part) or {}
                says = bare(says.get(lang, '') if isinstance(says, dict) else says)
                assert says in page, f'not on the page: {says}'
                assert says in text, f'not in the PDF: {says}'
        for s in answer['sources']:
            assert s['sha256'] in text


def page_is_whole():
    """The page: one h1, no heading skips, every link leads somewhere, nothing from outside."""
    page = open(report('nl')[1], encoding='utf-8').read()
    levels = [int(n) for n in re.findall(r'<h([1-6])[ >]', page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:]))
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert not re.search(r'<script|src=|http-equiv="refresh"|@import', page)


def parties(name, text):
    world = fresh(name)
    path = os.path.join(TMP, name + '.csv')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    good('load', path, world=world)
    return world


def strange_names():
    """Books, marks that turn the direction, scripts without a font, markup: it stays a report."""
    names = ['A' * 4000, 'b ' * 2000, '\u202eegral\u202c Ltd',
             '\u05d0\u05d1\u05d2 \u0634\u0631\u0643\u0629',
             '\u682a\u5f0f\u4f1a\u793e \U0001f600 \u0e1a\u0e23\u0e34\u0e29\u0e31\u0e17',
             '</text> ) Tj ET \\', 'e\u0301' * 400]
    rows = ''.join(f'"{n}",Doel B.V.,{5 + i}\n' for i, n in enumerate(names))
    world = parties('strange', 'holder,company,percent\n' + rows)
    pdf, html = report('nl', world, 'Doel B.V.')
    pages, _ = good_pdf(pdf)
    assert pages < 40, pages
    text = text_of(pdf)
    assert '\u202e' not in text and 'Ltd' in text
    for n in ('\u682a\u5f0f\u4f1a\u793e', '</text> ) Tj ET \\'):
        assert bare(n) in bare(text), n
    assert os.path.getsize(html) < 500_000


def no_font_for_it():
    """Where no font has a letter a sign stands for it, the report says so, and copying the
    text gives the letter."""
    world = parties('no-font', 'holder,company,percent\n\u682a\u5f0f\u4f1a\u793e,Doel B.V.,60\n')
    with open(os.path.join(TMP, 'fonts.conf'), 'w') as f:
        f.write('<?xml version="1.0"?><fontconfig></fontconfig>')
    pdf = os.path.join(TMP, 'no-font.pdf')
    r = bolwerk('--lang', 'nl', 'report', 'Doel B.V.', '--pdf', pdf, world=world,
                env=dict(ENV, FONTCONFIG_FILE=os.path.join(TMP, 'fonts.conf')))
    assert r.returncode == 0, r.stderr
    good_pdf(pdf)
    text = text_of(pdf)
    assert '\u682a\u5f0f\u4f1a\u793e' in text and '\u25af staat voor een letter' in text
    with pikepdf.open(pdf) as p:
        names = {str(f.BaseFont) for q in p.pages for _, f in q.obj.Resources.Font.items()}
    assert names == {'/BWPDFA+OpenSans', '/BWPDFB+OpenSans-Semibold', '/BWPDFC+DejaVuSans'}


def book_as_company():
    """The company itself has the longest name that a file may bring."""
    world = parties('book', 'name,kind,country,id\n"' + 'Zeer Lang ' * 400 +
                    '",company,NL,example:book\n')
    pdf, _ = report('nl', world, 'example:book')
    pages, _ = good_pdf(pdf)
    assert pages < 30
    assert os.path.getsize(pdf) < 1_000_000


def many_owners():
    """5,000 owners: the drawing gathers them, tables end, the pages are bounded."""
    rows = ''.join(f'Houder {i},Groot N.V.,0.02\n' for i in range(5000))
    world = parties('many', 'holder,company,percent\n' + rows)
    pdf, _ = report('en', world, 'Groot N.V.')
    pages, found = good_pdf(pdf, 'en')
    assert pages < 60, pages
    assert found.count('TR') < 400


def nothing_known():
    world = parties('empty', 'name,country,kind\nLeeg B.V.,NL,company\n')
    for lang in ('nl', 'en'):
        pages, _ = good_pdf(report(lang, world, 'Leeg B.V.')[0], lang)
        assert pages <= 6
    text = ' '.join(text_of(report('nl', world, 'Leeg B.V.')[0]).split())
    assert 'geen gegevens over de eigenaren' in text


def wrong_use():
    world = example()
    for args in ([], ['--pdf', '-', '--html', '-'], ['--pdf', '-', '--json']):
        r = bolwerk('report', COMPANY, *args, world=world)
        assert r.returncode == 2 and r.stdout == b'', args
    r = bolwerk('report', COMPANY, '--pdf', os.path.join(TMP, 'none', 'x.pdf'), world=world)
    assert r.returncode in (3, 4) and b'none' in r.stderr
    told = ask('report', COMPANY, '--pdf', os.path.join(TMP, 'told.pdf'), world=world)
    assert told['report']['pdf'].endswith('told.pdf') and told['report']['findings'] > 10


main([is_accessible, reads_in_order, same_bytes, says_everything, page_is_whole, strange_names,
      no_font_for_it, book_as_company, many_owners, nothing_known, wrong_use])
