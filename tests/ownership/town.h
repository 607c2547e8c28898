/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * town.h - a small world told in lines, for the tests of load and findings.
 *
 *	load register 2024-01-31           a new source, with publication date
 *	party Anna person NL               kind and country
 *	Anna > Holding 60                  a stake: shares, 60 %
 *	Holding > Target >25-50 votes      a band, a nature
 *	Anna > Target ? board              no share
 *	Anna > Target 12 shares indirect from=2020-01-01 to=2021-01-01
 */
#ifndef BW_TEST_TOWN_H
#define BW_TEST_TOWN_H
#include "support/support.h"
#include "ownership/ownership_findings.h"
#include "world/load.h"

struct town {
	struct bw_world *w;
	struct bw_view *v;
	struct bw_arena a;
	struct bw_cone cone;
	struct bw_findings f;
};

void town_open(struct town *t, const char *story);
void town_close(struct town *t);
uint32_t town_party(struct town *t, const char *name);
/* The cone around a party on 2026-01-01. */
void town_cone(struct town *t, const char *name, enum bw_cone_side side);
/* "Anna>Holding 60 %; ...", marks: a assumed, c contradicted, i indirect,
 * d direct, m maybe. */
const char *town_links(struct town *t);
/* Findings about a party on 2026-01-01. */
void town_ask(struct town *t, const char *name);
/* The only finding with this id (fails when there are more), or NULL. */
const struct bw_finding *town_finding(struct town *t, const char *id);
size_t town_count(struct town *t, const char *id);
/* A day; fails the test when it is none. */
bw_date town_day(const char *iso);

#endif
