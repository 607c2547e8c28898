#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""supply producers --svg: the largest producers over the years. Prints TAP.

usage: supply_lines.py ROOT BOLWERK [TEST...]"""
import os
import xml.dom.minidom

from kit import TMP, bolwerk, fresh, good, main, refused, write

OWN = ('material,stage,country,year,amount,unit,flags\n'
       'aggregates,refine,CN,2001,60,t,\naggregates,refine,MY,2001,40,t,\n'
       'aggregates,refine,CN,2002,75,t,\naggregates,refine,,2002,25,t,rest\n'
       'aggregates,refine,CN,2004,90,t,\naggregates,refine,MY,2004,10,t,\n'
       'aggregates,mine,CN,2004,1,t,\n')


def own(name):
    world = fresh(name)
    good('load', write(name + '.csv', OWN), world=world)
    return world


def lines_over_years():
    world = own('lines')
    path = os.path.join(TMP, 'lines.svg')
    said = good('supply', 'producers', 'aggregates', '--stage', 'refine',
                '--svg', path, world=world)
    assert '2004' in said, said
    with open(path, encoding='utf-8') as f:
        text = f.read()
    xml.dom.minidom.parseString(text)
    for part in ('2001: 60', '2002: 75', '2004: 90', '2001: 40', '2004: 10'):
        assert part in text, part
    assert 'largest producers' in text and 'dotted' in text


def to_standard_output():
    world = own('stdout')
    text = good('supply', 'producers', 'aggregates', '--svg', '-', world=world)
    xml.dom.minidom.parseString(text)


def nothing_to_draw():
    refused(bolwerk('supply', 'producers', 'aggregates', '--stage', 'part',
                    '--svg', os.path.join(TMP, 'no.svg'), world=own('none')),
            3, 'no shares by country')
    assert not os.path.exists(os.path.join(TMP, 'no.svg'))


main([lines_over_years, to_standard_output, nothing_to_draw])
