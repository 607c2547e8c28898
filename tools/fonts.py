#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Put font files into the program, as they are: an assembler file with the bytes and a table.

usage: fonts.py OUT.c OUT.S FONT.ttf..."""
import os
import sys

out_c, out_s, *fonts = sys.argv[1:]
with open(out_s, 'w') as s:
    s.write('\t.section .rodata\n')
    for i, font in enumerate(fonts):
        s.write(f'\t.balign 16\n\t.global bw_pdf_font_{i}\n\t.hidden bw_pdf_font_{i}\n'
                f'bw_pdf_font_{i}:\n\t.incbin "{os.path.abspath(font)}"\n')
    s.write('\t.section .note.GNU-stack,"",@progbits\n')
with open(out_c, 'w') as c:
    c.write('/* Made by tools/fonts.py. */\n#include "pdf/fonts.h"\n')
    for i in range(len(fonts)):
        c.write(f'extern const char bw_pdf_font_{i}[];\n')
    rows = ', '.join(f'{{ bw_pdf_font_{i}, {os.path.getsize(font)} }}' for i, font in enumerate(fonts))
    c.write(f'const struct bw_pdf_font_bytes bw_pdf_fonts[{len(fonts)}] = {{ {rows} }};\n')
