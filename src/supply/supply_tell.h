/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_tell.h - what the files that make supply findings share.
 *
 * One struct tell per question. Running out of memory is remembered (rc, with
 * the error told once) and later calls do nothing: a finding is made of many
 * small pieces, and one look at the end is enough.
 */
#ifndef BW_SUPPLY_TELL_H
#define BW_SUPPLY_TELL_H
#include "supply/profile.h"
#include "supply/supply_findings.h"
#include "supply/supply_rules.h"

struct tell {
	struct bw_findings *out;
	const struct bw_view *v;
	uint32_t party;
	int year; /* of the day that was asked for */
	struct bw_arena *a;
	struct bw_err *err;
	int rc;
	struct bw_supply_rules rules;
	struct bw_criticality_rules crit;
	BW_VEC(struct bw_production) several; /* told by several sources */
};
struct item { /* the uses of one material, or of one thing by its name */
	struct bw_str material; /* code, or empty */
	struct bw_text name;
	const struct bw_use **use;
	size_t n;
	int8_t critical; /* the highest of them */
};

#define TELL(t, key, ...)                                              \
	tell_fill((t), (key), (const struct bw_fill[]){ __VA_ARGS__ }, \
	    sizeof((const struct bw_fill[]){ __VA_ARGS__ }) /          \
		sizeof(struct bw_fill))

void tell_no_memory(struct tell *t);
struct bw_text tell_fill(
    struct tell *t, const char *key, const struct bw_fill *fill, size_t n);
/* The first text and, after a blank, the second. */
struct bw_text tell_add(struct tell *t, struct bw_text to, struct bw_text more);
/* With so many decimals at most; those that are 0 are left out unless
 * `fixed`. The decimal sign is that of the language. */
struct bw_text tell_number(
    struct tell *t, double value, unsigned decimals, bool fixed);
struct bw_text tell_percent(struct tell *t, double share); /* without sign */
struct bw_text tell_range(
    struct tell *t, double lo, double hi, unsigned decimals);
struct bw_text tell_count(struct tell *t, size_t n);
struct bw_text tell_country(
    struct tell *t, struct bw_str code, struct bw_str printed);
struct bw_text tell_material(struct bw_str code);
/* "A, B, C and 4 more" */
struct bw_text tell_list(struct tell *t, const struct bw_text *part, size_t n);

/* NULL when out of memory. */
struct bw_finding *tell_finding(struct tell *t, const char *id,
    enum bw_pillar pillar, enum bw_level level, enum bw_certainty certainty);
void tell_evidence(
    struct tell *t, struct bw_finding *f, struct bw_evidence evidence);
void tell_use(struct tell *t, struct bw_finding *f, const struct bw_use *u);
void tell_uses(struct tell *t, struct bw_finding *f, const struct item *item);
void tell_basis(struct tell *t, struct bw_finding *f, struct bw_text says,
    struct bw_str cite);
void tell_settle(struct tell *t, struct bw_finding *f, struct bw_text says);

/* supply_critical.c: the one finding on a material, from what the world knows
 * of it and the n productions that count (the newest of each stage). */
void tell_critical(struct tell *t, const struct item *item,
    const struct bw_profile *known, const struct bw_production *p, size_t n);
/* The score that speaks for it: its own, else that of its group or of the part
 * that is least critical; NULL when no study has one. */
const struct bw_judged *tell_score(const struct bw_profile *known);
/* supply_figures.c: what is to be said of the figures themselves; those that
 * several sources tell are kept and told together at the end. */
void tell_figures(struct tell *t, const struct bw_production *p);
void tell_several(struct tell *t);

struct bw_text tell_stage(uint8_t stage);
/* A unit of a publisher in both languages, when we have words for it. */
struct bw_text tell_unit(struct bw_str unit);
struct bw_text tell_year(struct tell *t, int year);

/* supply_production.c: who makes it, how concentrated, how governed, and what
 * the figures leave open. */
struct bw_text tell_made(struct tell *t, const struct bw_production *p);
void tell_producer(struct tell *t, struct bw_finding *f,
    const struct bw_production *p, const struct bw_producer *by);
/* The largest, the rest, and those that keep their figures. */
void tell_producers(
    struct tell *t, struct bw_finding *f, const struct bw_production *p);
/* The source of the governance figures of the largest that has one. */
void tell_governance(
    struct tell *t, struct bw_finding *f, const struct bw_production *p);
void tell_unsettled(
    struct tell *t, struct bw_finding *f, const struct bw_production *p);
enum bw_certainty tell_concentrated(
    const struct bw_production *p, double limit); /* HHI above it */
enum bw_certainty tell_single(
    const struct bw_production *p, double percent); /* tell_abroad above it */
/* The largest producer outside the EU, or NULL. */
const struct bw_producer *tell_abroad(const struct bw_production *p);

#endif
