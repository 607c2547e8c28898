#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Put content/, reference/ and the schema into the program: an assembler file with the
bytes (.incbin is instant where C arrays take seconds) and a sorted table. It is made anew
when a file changes, and when one comes or goes: folders are among what it depends on.
Large tables of figures are packed (zlib), which makes them six times smaller. What a browser fetches
is there a second time as NAME.gz (gzip), ready to be sent.

usage: embed.py ROOT OUT.c OUT.S"""
import gzip
import os
import sys
import zlib

root, out_c, out_s = sys.argv[1:4]
names, folders = [], []
for top in ('content', 'reference', 'rules', 'questions', 'src/world'):
    for folder, dirs, files in os.walk(os.path.join(root, top)):
        dirs.sort()
        folders.append(folder)
        names += [os.path.relpath(os.path.join(folder, f), root)
                  for f in files if f.endswith(('.yaml', '.csv', '.sql', '.css', '.js', '.svg'))]
names.sort()
sent = ('content/web/', 'content/drawing.css')  # what a browser fetches
ready = {}
for name in [n for n in names if n.startswith(sent) and n.endswith(('.css', '.js', '.svg'))]:
    ready[name + '.gz'] = name
names_and_ready = sorted(names + list(ready))
PACK_FROM = 32768  # bytes; below it there is little to win
table = []
with open(out_s, 'w') as s:
    s.write('\t.section .rodata\n')
    for i, name in enumerate(names_and_ready):
        path = os.path.join(root, ready.get(name, name))
        if name in ready:
            with open(path, 'rb') as f:
                data = gzip.compress(f.read(), 9, mtime=0)
            path = f'{out_s}.{i}.gz'
            with open(path, 'wb') as f:
                f.write(data)
        size, packed = os.path.getsize(path), 0
        if name.endswith('.csv') and size >= PACK_FROM:
            with open(path, 'rb') as f:
                data = zlib.compress(f.read(), 9)
            path, packed = f'{out_s}.{i}.z', len(data)
            with open(path, 'wb') as f:
                f.write(data)
        table.append((name, size, packed))
        s.write(f'\t.balign 16\n\t.global bw_embed_{i}\n\t.hidden bw_embed_{i}\n'
                f'bw_embed_{i}:\n\t.incbin "{os.path.abspath(path)}"\n\t.byte 0\n')
    s.write('\t.section .note.GNU-stack,"",@progbits\n')
with open(out_c, 'w') as c:
    c.write('/* Made by tools/embed.py. */\n#include "base/embed_table.h"\n')
    for i in range(len(table)):
        c.write(f'extern const char bw_embed_{i}[];\n')
    c.write('const struct bw_embed_entry bw_embed_table[] = {\n')
    for i, (name, size, packed) in enumerate(table):
        c.write(f'\t{{ "{name}", bw_embed_{i}, {size}, {packed} }},\n')
    c.write('\t{ 0, 0, 0, 0 }\n};\n'
            f'const unsigned long bw_embed_count = {len(table)};\n'
            f'_Atomic(const char *) bw_embed_plain[{len(table) + 1}];\n')
with open(os.path.splitext(out_c)[0] + '.d', 'w') as d:
    d.write(f'{os.path.basename(out_c)}: '
            + ' '.join([os.path.join(root, n) for n in names] + folders) + '\n')
