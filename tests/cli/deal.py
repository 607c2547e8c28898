#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What if: the verb deal. Prints TAP.

usage: deal.py ROOT BOLWERK [TEST...]"""
import csv
import io
import os
import random
import re

from kit import COMPANY, ROOT, ask, bolwerk, example, fresh, good, main, refused, write

PEOPLE = 'I,person,H,60\nH,company,T,9\nI,person,T,8\nF,person,T,60\nQ,person,T,23\n'


def world_of(name, rows):
    world = fresh(name)
    good('load', write(name + '.csv', 'holder,holder_kind,company,percent\n' + rows), world=world)
    return world


def names(effects, **want):
    return sorted((e['owner'].get('name', e['owner'].get('group')), e['company']['name'],
                   e.get('threshold', {}).get('min'), e.get('direction')) for e in effects
                  if all(e[k] == v for k, v in want.items()))


def votes_reach_twenty_and_capital_does_not():
    """A published case: 17 to 23 % of the votes, 13.4 to 19.4 % of the capital."""
    world = world_of('f1', PEOPLE)
    a = ask('deal', '--buyer', 'I', '--target', 'T', '--from', 'Q', '--percent', '6', world=world)
    assert a['control'] == [], a['control']
    assert ('I', 'T', 0.2, 'up') in names(a['thresholds'], certainty='certain'), a['thresholds']
    assert not [t for t in a['thresholds']
                if t['owner']['name'] == 'I' and t['threshold']['min'] != 0.2]
    part = [p for p in a['integrated'] if p['owner']['name'] == 'I'][0]
    assert abs(part['before_min'] - .134) < 1e-12 and abs(part['after_min'] - .194) < 1e-12
    up = [t for t in a['thresholds'] if t['owner']['name'] == 'I'][0]
    assert (up['before']['votes']['min'], up['after']['votes']['max']) == (0.17, 0.23)


def acting_together():
    world = world_of('f3', PEOPLE)
    a = ask('deal', '--buyer', 'I', '--target', 'T', '--from', 'F', '--percent', '11',
            '--with', 'Q', world=world)
    g = [g for g in a['groups'] if g['owner'].get('group') == 'together' and
         g['company']['name'] == 'T'][0]
    assert g['before']['votes']['min'] == 0.4 and g['after']['votes']['min'] == 0.51, g
    assert g['after']['control'] == 'certain' and g['before']['control'] == 'excluded'
    assert 'I and those acting with it' in good(
        'deal', '--buyer', 'I', '--target', 'T', '--from', 'F', '--percent', '11', '--with', 'Q',
        '--lang', 'en', world=world)


def a_concert_that_perhaps_only_begins():
    """The partner's control is the buyer's before the deal only when they acted together then."""
    world = world_of('begins', 'Q,company,T,60\nF,company,T,40\n')
    a = ask('deal', '--buyer', 'I', '--new', 'I;NL', '--target', 'T', '--from', 'F',
            '--percent', '5', '--with', 'Q', '--law', world=world)['law']
    known = a['from_world']
    assert known['deal.control_after'] == 'true', known
    assert known['deal.control_before'] == 'unknown', known
    assert 'deal.control_before' in a['unknown']
    for told in ('yes', 'no'):
        known = ask('deal', '--buyer', 'I', '--new', 'I;NL', '--target', 'T', '--from', 'F',
                    '--percent', '5', '--with', 'Q', '--law',
                    '--fact', 'concert.existed_before=' + told, world=world)['law']['from_world']
        assert known['deal.control_before'] == ('true' if told == 'yes' else 'false'), known
    refused(bolwerk('deal', '--buyer', 'I', '--new', 'I;NL', '--target', 'T', '--from', 'F',
                    '--percent', '5', '--with', 'Q', '--law',
                    '--fact', 'concert.existed_before=perhaps', world=world), 3, 'perhaps')


def a_stranger_through_a_vehicle():
    world = world_of('stranger', 'S,company,Top,100\nTop,company,Mid,55\nMid,company,Low,51\n')
    a = ask('deal', '--buyer', 'Fund', '--target', 'Top', '--from', 'S', '--percent', '60',
            '--via', 'Car', '--new', 'Fund; AE; state-body', '--new', 'Car;NL', world=world)
    won = names(a['control'], certainty='certain')
    for company in ('Top', 'Mid', 'Low', 'Car'):
        assert ('Fund', company, None, None) in won, (company, won)
        assert ('state', company, None, None) in won, won
    proof = [e for e in a['control'] if e['owner'].get('name') == 'Fund' and
             e['company']['name'] == 'Low'][0]['proof']
    assert [(t['holder']['name'], t['company']['name'], t['by_deal']) for t in proof] == [
        ('Fund', 'Car', True), ('Car', 'Top', True), ('Top', 'Mid', False),
        ('Mid', 'Low', False)], proof
    assert proof[2]['source'] > 0 and proof[2]['line'] == 3, proof[2]
    state = [g for g in a['groups'] if g['company']['name'] == 'Low'][0]
    assert state['owner'] == {'group': 'state', 'country': 'AE'}, state


def the_example_file_in_both_languages():
    world = example()
    path = os.path.join(ROOT, 'examples', 'deal.yaml')
    nl, en = (good('deal', path, '--lang', x, world=world) for x in ('nl', 'en'))
    assert 'Verenigde Arabische Emiraten' in nl and 'Geen juridisch advies' in nl
    assert 'is certainly controlled by' in en and 'by this deal' in en, en
    for text in (nl, en):
        assert '[deal.' not in text and '[cli.' not in text, text
        assert max(len(line) for line in text.split('\n')) <= 100
    narrow = good('deal', path, '--width', '80', world=world)
    assert max(len(line) for line in narrow.split('\n')) <= 80
    assert en == good('deal', path, '--lang', 'en', world=world)
    rows = list(csv.DictReader(io.StringIO(good('deal', path, '--csv', '-', world=world))))
    assert {r['what'] for r in rows} == {'control', 'up', 'down'}
    one = [r for r in rows if r['what'] == 'up' and r['threshold'] == '25' and
           r['owner'].startswith('Zuidster Nederland') and r['company'] == COMPANY][0]
    # 8 % kept of 85 % of the shares, and 15 % new ones; 5 % x 85 % through its subsidiary
    assert float(one['votes_becomes_min_percent']) == 8 * .85 + 15 + 5 * .85, one


def a_second_way_of_knowing():
    """Random deals: what controls says of the world as it would be."""
    rng = random.Random(20251125)
    for k in range(12):
        n = rng.randint(4, 8)
        held = {}
        for y in range(n):
            left = 100
            for x in rng.sample(range(n + 3), rng.randint(1, 3)):
                p = rng.choice([5, 10, 20, 30, 51])
                if x != y and p <= left:
                    held[f'P{x}', f'P{y}'] = p
                    left -= p
        (s, t), p = rng.choice(sorted(held.items()))
        b = rng.choice([f'P{i}' for i in range(n + 3) if f'P{i}' not in (s, t)])
        after = dict(held)
        after[b, t] = after.get((b, t), 0) + p
        del after[s, t]
        rows = ''.join(f'{x},company,{y},{v}\n' for (x, y), v in held.items())
        # everybody is known in both worlds
        everybody = ''.join(f'P{i},company,Z{i},1\n' for i in range(n + 3))
        a = ask('deal', '--buyer', b, '--target', t, '--from', s, '--percent', str(p),
                world=world_of(f'w{k}', rows + everybody))
        pairs = []
        for name, h in (('b', held), ('a', after)):
            w = world_of(f'{name}{k}', ''.join(f'{x},company,{y},{v}\n'
                                               for (x, y), v in h.items()) + everybody)
            text = good('controls', '--all', '--csv', '-', world=w)
            pairs.append({(r['controller'], r['company']) for r in
                          csv.DictReader(io.StringIO(text)) if r['certainty'] == 'certain'})
        said = {'won': set(), 'lost': set()}
        for e in a['control']:
            pair = (e['owner'].get('name'), e['company']['name'])
            was, now = e['before']['control'], e['after']['control']
            if (was == 'certain') != (now == 'certain'):
                said['won' if now == 'certain' else 'lost'].add(pair)
        assert said['won'] == pairs[1] - pairs[0], (k, said, pairs)
        assert said['lost'] == pairs[0] - pairs[1], (k, said, pairs)


def what_would_settle_it():
    """A band makes control possible: its exact figure is asked for, in the target only."""
    world = world_of('settle', 'B,company,H,>25-35\nS,company,H,65\nH,company,T,51\n')
    deal = ['deal', '--buyer', 'B', '--target', 'H', '--from', 'S', '--percent', '20']
    a = ask(*deal, world=world)
    e = [e for e in a['control'] if e['owner']['name'] == 'B']
    assert {x['company']['name'] for x in e} == {'H', 'T'}, e
    assert {x['after']['control'] for x in e} == {'possible'}, e
    for x in e:
        asked = [(s['holder']['name'], s['company']['name'], s['influence'])
                 for s in x['settle']]
        assert asked == ([('B', 'H', False)] if x['company']['name'] == 'H' else []), x
    assert 'how many votes B exactly has in H (after the deal: > 45 % - 55 %)' in ' '.join(
        good(*deal, '--lang', 'en', world=world).split())
    assert 'hoeveel stemmen B precies heeft in H' in ' '.join(
        good(*deal, '--lang', 'nl', world=world).split())
    sure = ask(*deal[:-1], '30', world=world)
    assert all(x['settle'] == [] for x in sure['control']), sure


def the_law_and_who_knows_better():
    """Facts of the world come with their place; to tell otherwise needs a reason, and shows."""
    world = world_of('law', 'N.V. Zeewering (fictief),company,Havendienst B.V. (fictief),40\n')
    deal = ['deal', '--buyer', 'N.V. Zeewering (fictief)', '--target',
            'Havendienst B.V. (fictief)', '--percent', '20',
            '--law', '--as-of', '2026-03-02']

    def law(*more):
        return ask(*deal, *more, world=world)['law']
    a = law()
    assert a['from_world']['deal.votes_before'] == '40 %' and a['overruled'] == [], a['from_world']
    assert re.fullmatch(r'.*\[\d+, 2\].*', a['evidence']['deal.votes_before']), a['evidence']
    text = good('--lang', 'en', *deal, world=world)
    where = text.index('What the law says')
    assert text.index('Taken from the world') > where
    assert text.index('deal.votes_before = 40 %') < text.index('Not known yet')
    # What fits the world needs no reason, what contradicts it does.
    assert law('--fact', 'deal.votes_before=40')['overruled'] == []
    for wrong in (['--fact', 'deal.votes_before=30'], ['--fact', 'deal.control_after=no'],
                  ['--fact', 'deal.kind=merger']):
        refused(bolwerk(*deal, *wrong, world=world), 2, wrong[1].split('=')[0], '--overrule',
                    'REASON')
    more = ['--overrule', 'deal.control_after=no: a voting agreement: 12 votes']
    a = law(*more)
    want = {'fact': 'deal.control_after', 'world': 'true', 'value': 'no',
            'reason': 'a voting agreement: 12 votes'}
    assert [{k: o[k] for k in want} for o in a['overruled']] == [want], a['overruled']
    assert 'deal.control_after' not in a['from_world']
    text = good('--lang', 'en', *deal, *more, world=world)
    assert 'a voting agreement' in text and 'the world says true' in text
    draft = good('--lang', 'en', *deal[:-3], '--as-of', '2026-03-02', '--draft', '-', '--overrule',
                 'deal.votes_after=55: options', world=world)
    assert 'otherwise than the world says, 60 %' in draft and 'options' in draft, draft
    for wrong in ('deal.control_after=no', 'deal.control_after', 'deal.control_after=no: ',
                  'target.listed=no: old', 'deal.x=no: old'):
        refused(bolwerk(*deal, '--overrule', wrong, world=world), 2, wrong.split('=')[0])


def an_uncertain_stake_says_where_it_turns():
    """A stake known as a range: the votes from which it has to be notified."""
    world = world_of('range', 'N.V. Zeewering (fictief),company,Lichtbron B.V. (fictief),>3-9\n')
    told = ['target.established_nl=yes', 'target.codes=6A001', 'target.classes=tech',
            'target.activity=rd_or_manufacture', 'target.item_qualifies=yes',
            'target.work_in_nl=yes', 'target.listed=no', 'target.controls.classes=',
            'target.controls.codes=', 'target.influences.technology_nl=no', 'sector.regime=none',
            'deal.restructuring=no', 'deal.seat_transfer=no', 'deal.veto_rights=no',
            'deal.information_rights=no', 'deal.director_commitment=no',
            'deal.shareholder_agreement_influence=no']
    deal = ['deal', '--buyer', 'N.V. Zeewering (fictief)', '--target', 'Lichtbron B.V. (fictief)',
            '--percent', '4', '--law', '--as-of', '2026-03-02'] + \
        [x for f in told for x in ('--fact', f)]
    a = ask(*deal, world=world)['law']
    # Nobody acts with the buyer: his own doubt is not counted twice.
    assert a['from_world']['concert.votes_after'] == '0 %', a['from_world']
    turns = [(t['fact'], t['from'], t['outcome']) for t in a['turns']]
    assert ('deal.votes_after', '10', 'NOTIFIABLE') in turns, (turns, a['unknown'])
    assert turns[0] == ('deal.votes_after', '7.0000001', 'NOT_NOTIFIABLE'), turns
    text = good('--lang', 'en', *deal, world=world)
    assert '10 % or more: This has to be notified' in text
    sure = ask(*deal, '--fact', 'deal.votes_after=11', world=world)['law']
    assert sure['outcome'] == 'NOTIFIABLE' and sure['overruled'] == [], sure['outcome']


def wrong_use():
    world = world_of('wrong', PEOPLE)
    base = ['deal', '--buyer', 'I', '--target', 'T']
    refused(bolwerk('deal', world=world), 2, '--buyer')
    refused(bolwerk(*base, world=world), 2, '--percent')
    refused(bolwerk(*base, '--percent', '12x', world=world), 3, '12x')
    refused(bolwerk(*base, '--percent', '24', '--from', 'Q', world=world), 3, 'seller', '23 %')
    refused(bolwerk(*base, '--percent', '1', world=world), 3, 'recorded holder')
    refused(bolwerk(*base, '--percent', '1', '--from', 'Nobody', world=world), 3, 'Nobody')
    refused(bolwerk(*base, '--percent', '1', '--from', 'Q', '--new-shares', world=world), 3)
    refused(bolwerk(*base, '--percent', '1', '--from', 'Q', '--new', 'X;Utopia', world=world), 3,
            'Utopia')
    refused(bolwerk('deal', '--buyer', 'I', '--target', 'I', '--percent', '1', world=world), 3,
            'itself')
    for text, words in (('deal:\n  - buyer: I\n', ('line 2', 'target')),
                        ('deal:\n  - buyer: I\n    target: T\n    percentage: 3\n',
                         ('line 4', 'percentage')),
                        ('deal: 5\n', ('list of steps',)),
                        ('deal:\n  - buyer: I\n    target: T\n    percent: 30\n    from: Q\n',
                         ('seller', 'd.yaml', 'line 2')),
                        ('deal:\n  - buyer: I\n    target: T\n    percent: 3\n'
                         '  - buyer: Stranger\n    target: T\n    percent: 3\n',
                         ('Stranger', 'd.yaml', 'line 5')),
                        ('x: [', ())):
        refused(bolwerk('deal', write('d.yaml', text), world=world), 3, *words)
    refused(bolwerk(*base, '--percent', '1', '--from', 'Q', '--via', 'I', world=world), 3,
            'vehicle 1')
    refused(bolwerk(*base, '--percent', '100', '--new-shares', world=world), 3, '100 %')
    refused(bolwerk(*base, '--board', '--board-lost', world=world), 3, 'seller')
    refused(bolwerk('deal', '/no/such.yaml', world=world), 3)


main([votes_reach_twenty_and_capital_does_not, acting_together,
      a_concert_that_perhaps_only_begins, a_stranger_through_a_vehicle,
      the_example_file_in_both_languages, a_second_way_of_knowing,
      what_would_settle_it, the_law_and_who_knows_better,
      an_uncertain_stake_says_where_it_turns, wrong_use])
