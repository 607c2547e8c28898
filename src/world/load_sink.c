/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_sink.c - the records of a format become rows.
 *
 * Nothing is looked at twice: a row goes to the open batch of its table as
 * soon as it is known. Only the newest parties are still within reach: a
 * file that first mentions a party in a stake and then describes it, a few
 * lines further, gives one row; further away it gives a party_fact.
 */
#include "world/load_priv.h"
#include "base/mem.h"

#define KEPT_REPORTS 1000 /* of each kind; the rest is counted */
#define BUDGET 100000

/* Columns of party but the first, its number. */
static void
party_cells(struct bw_load *l, uint8_t kind, unsigned flags, struct bw_str name,
    const struct bw_party_rec *rec, const struct bw_place *place)
{
	static const struct bw_party_rec nothing = { .ended = BW_DATE_MAX };

	if (rec == NULL)
		rec = &nothing;
	bw_bulk_int(l->bulk, kind);
	bw_bulk_int(l->bulk, flags);
	bw_bulk_text_or_null(l->bulk, rec->country);
	bw_bulk_text_or_null(l->bulk, name.n > 0 ? name : rec->name);
	bw_bulk_text_or_null(l->bulk, rec->reason);
	bw_bulk_int_or_null(l->bulk, rec->ended, BW_DATE_MAX);
	bw_bulk_int(l->bulk, l->n.id);
	bw_bulk_place(l->bulk, place->line);
	bw_bulk_place(l->bulk, place->number);
}

int
bw_load_party_row(struct bw_load *l, uint8_t kind, unsigned flags,
    struct bw_str name, const struct bw_party_rec *rec,
    const struct bw_place *place, struct bw_err *err)
{
	int rc = bw_bulk_row(l->bulk, BW_BULK_PARTY, err);

	if (rc != 0)
		return rc;
	party_cells(l, kind, flags, name, rec, place);
	return bw_bulk_end(l->bulk, err);
}

static int
write_fact(struct bw_load *l, int64_t party, const struct bw_party_rec *rec,
    struct bw_err *err)
{
	int rc = bw_bulk_row(l->bulk, BW_BULK_FACT, err);

	if (rc != 0)
		return rc;
	bw_bulk_int(l->bulk, party);
	bw_bulk_int(l->bulk, rec->kind);
	bw_bulk_text_or_null(l->bulk, rec->country);
	bw_bulk_text_or_null(l->bulk, rec->name);
	bw_bulk_text_or_null(l->bulk, rec->reason);
	bw_bulk_int_or_null(l->bulk, rec->ended, BW_DATE_MAX);
	bw_bulk_int(l->bulk, l->n.id);
	bw_bulk_place(l->bulk, rec->place.line);
	bw_bulk_place(l->bulk, rec->place.number);
	return bw_bulk_end(l->bulk, err);
}

/* An own file calls it by its key, which stays its name in that row. */
static bool
other_name(const struct bw_found *f, const struct bw_party_rec *rec)
{
	return f->scheme->own && rec->name.n > 0 &&
	    !bw_str_eq(rec->name, rec->key.value);
}

/* Say it in the row of the party itself, if that is in the open batch and
 * says nothing yet. */
static bool
fill_in(
    struct bw_load *l, const struct bw_found *f, const struct bw_party_rec *rec)
{
	uint64_t back = (uint64_t)(l->next_party - 1 - f->party);
	int64_t flags;

	if (other_name(f, rec) || !bw_bulk_again(l->bulk, BW_BULK_PARTY, back))
		return false;
	flags = bw_bulk_peek(l->bulk, BW_BULK_PARTY, back, 1);
	if ((flags & BW_PARTY_BARE) == 0)
		return false;
	party_cells(l, rec->kind, (unsigned)flags & ~(unsigned)BW_PARTY_BARE,
	    f->scheme->own ? rec->key.value : (struct bw_str){ 0 }, rec,
	    &rec->place);
	return true;
}

static uint64_t
mix(uint64_t h, uint64_t more)
{
	return (h ^ more) * 0x9e3779b97f4a7c15u ^ (h >> 29);
}

/* What a party record says, but for its place; never 0. */
static uint64_t
hash_of(const struct bw_party_rec *rec)
{
	uint64_t h = mix(rec->kind, (uint64_t)(uint32_t)rec->ended);

	h = mix(h, bw_hash(rec->name));
	h = mix(h, bw_hash(rec->country));
	h = mix(h, bw_hash(rec->reason));
	for (size_t i = 0; i < rec->n_id; i++) {
		h = mix(h, bw_hash(rec->id[i].scheme));
		h = mix(h, bw_hash(rec->id[i].value));
	}
	for (size_t i = 0; i < rec->n_other; i++) {
		h = mix(h, bw_hash(rec->other[i].text));
		h = mix(h, bw_hash(rec->other[i].kind));
		h = mix(h, bw_hash(rec->other[i].lang));
	}
	for (size_t i = 0; i < rec->n_code; i++) {
		h = mix(h, bw_hash(rec->code[i].scheme));
		h = mix(h, bw_hash(rec->code[i].value));
	}
	return h == 0 ? 1 : h;
}

/* Files of stakes describe the same holder line after line. */
static int
said_before(const struct bw_found *f, const struct bw_party_rec *rec, bool *yes,
    struct bw_err *err)
{
	struct bw_scheme *s = f->scheme;
	uint64_t h = hash_of(rec), *said;

	if (s->said_cap < s->cap) {
		said = bw_realloc(s->said, s->cap, sizeof(*said));
		if (said == NULL)
			return bw_fail(
			    err, BW_ENOMEM, "no memory for %zu keys", s->cap);
		memset(said + s->said_cap, 0,
		    (s->cap - s->said_cap) * sizeof(*said));
		s->said = said;
		s->said_cap = s->cap;
	}
	*yes = s->said[f->key] == h;
	s->said[f->key] = h;
	return 0;
}

void
bw_load_mention(struct bw_load *l, const struct bw_found *f)
{
	struct bw_keyed *k = &f->scheme->keyed[f->key];

	l->n.parties += k->seen == 0;
	k->seen = 1;
}

static int
write_names(struct bw_load *l, int64_t party, const struct bw_party_rec *rec,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < rec->n_other && rc == 0; i++) {
		if (rec->other[i].text.n == 0)
			continue;
		rc = bw_bulk_row(l->bulk, BW_BULK_NAME, err);
		if (rc != 0)
			return rc;
		bw_bulk_int(l->bulk, party);
		bw_bulk_text(l->bulk, rec->other[i].text);
		bw_bulk_text_or_null(l->bulk, rec->other[i].kind);
		bw_bulk_text_or_null(l->bulk, rec->other[i].lang);
		bw_bulk_int(l->bulk, l->n.id);
		rc = bw_bulk_end(l->bulk, err);
	}
	return rc;
}

static int
write_classes(struct bw_load *l, int64_t party, const struct bw_party_rec *rec,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < rec->n_code && rc == 0; i++) {
		rc = bw_bulk_row(l->bulk, BW_BULK_CLASS, err);
		if (rc != 0)
			return rc;
		bw_bulk_int(l->bulk, party);
		bw_bulk_text(l->bulk, rec->code[i].scheme);
		bw_bulk_text(l->bulk, rec->code[i].value);
		bw_load_place(l, &rec->place);
		rc = bw_bulk_end(l->bulk, err);
	}
	return rc;
}

/* "It also has this identifier": the two rows are one, says this load. */
static int
write_ids(struct bw_load *l, int64_t party, const struct bw_party_rec *rec,
    struct bw_err *err)
{
	struct bw_found f;
	int rc = 0;

	for (size_t i = 0; i < rec->n_id && rc == 0; i++) {
		if (rec->id[i].scheme.n == 0 || rec->id[i].value.n == 0)
			continue;
		rc = bw_load_find(
		    l, &rec->id[i], rec->kind, NULL, &rec->place, &f, err);
		if (rc != 0 || f.party == party)
			continue;
		rc = bw_bulk_row(l->bulk, BW_BULK_SAME, err);
		if (rc != 0)
			return rc;
		bw_bulk_int(l->bulk, party);
		bw_bulk_int(l->bulk, f.party);
		bw_bulk_int(l->bulk, l->n.id);
		bw_bulk_place(l->bulk, rec->place.line);
		bw_bulk_place(l->bulk, rec->place.number);
		rc = bw_bulk_end(l->bulk, err);
	}
	return rc;
}

int
bw_load_party(void *ctx, const struct bw_party_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	struct bw_found f;
	bool before = false;
	int rc;

	BW_ASSERT(rec->kind < BW_PARTY_KINDS);
	rc = bw_load_find(l, &rec->key, rec->kind, rec, &rec->place, &f, err);
	if (rc != 0)
		return rc;
	bw_load_mention(l, &f);
	rc = said_before(&f, rec, &before, err);
	if (rc != 0 || before)
		return rc;
	if (f.made ? other_name(&f, rec) : !fill_in(l, &f, rec))
		rc = write_fact(l, f.party, rec, err);
	if (rc == 0)
		rc = write_names(l, f.party, rec, err);
	if (rc == 0)
		rc = write_classes(l, f.party, rec, err);
	if (rc == 0)
		rc = write_ids(l, f.party, rec, err);
	return rc;
}

void
bw_load_place(struct bw_load *l, const struct bw_place *place)
{
	bw_bulk_int(l->bulk, l->n.id);
	bw_bulk_place(l->bulk, place->line);
	bw_bulk_place(l->bulk, place->number);
}

int
bw_load_use(void *ctx, const struct bw_use_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	struct bw_found company, supplier = { 0 };
	int rc = bw_load_stakes_flush(l, err);

	if (rc == 0)
		rc = bw_load_find(l, &rec->company, BW_PARTY_COMPANY, NULL,
		    &rec->place, &company, err);
	if (rc == 0)
		bw_load_mention(l, &company);
	if (rc == 0 && rec->supplier.scheme.n > 0) {
		rc = bw_load_find(l, &rec->supplier, BW_PARTY_COMPANY, NULL,
		    &rec->place, &supplier, err);
		if (rc == 0)
			bw_load_mention(l, &supplier);
	}
	if (rc == 0)
		rc = bw_bulk_row(l->bulk, BW_BULK_USE, err);
	if (rc != 0)
		return rc;
	bw_bulk_int(l->bulk, company.party);
	bw_bulk_text(l->bulk, rec->item);
	bw_bulk_int_or_null(l->bulk, supplier.party, 0);
	bw_bulk_text_or_null(l->bulk, rec->country);
	bw_bulk_real(l->bulk, rec->amount);
	bw_bulk_text_or_null(l->bulk, rec->unit);
	bw_bulk_int_or_null(l->bulk, rec->critical, -1);
	bw_load_place(l, &rec->place);
	bw_bulk_text_or_null(l->bulk, rec->place.ref);
	l->n.uses++;
	return bw_bulk_end(l->bulk, err);
}

/* What one company makes of it. */
static int
made_by(
    struct bw_load *l, const struct bw_production_rec *rec, struct bw_err *err)
{
	struct bw_found producer;
	int rc = bw_load_stakes_flush(l, err);

	if (rc == 0)
		rc = bw_load_find(l, &rec->producer, BW_PARTY_COMPANY, NULL,
		    &rec->place, &producer, err);
	if (rc == 0) {
		bw_load_mention(l, &producer);
		rc = bw_bulk_row(l->bulk, BW_BULK_MADE_BY, err);
	}
	if (rc != 0)
		return rc;
	bw_bulk_int(l->bulk, producer.party);
	bw_bulk_text(l->bulk, rec->material);
	bw_bulk_int(l->bulk, rec->stage);
	bw_bulk_int(l->bulk, rec->flags);
	bw_bulk_text(l->bulk, rec->country);
	bw_bulk_text_or_null(l->bulk, rec->where);
	bw_bulk_int(l->bulk, rec->year);
	bw_bulk_real(l->bulk, rec->amount);
	bw_bulk_text_or_null(l->bulk, rec->unit);
	bw_bulk_text_or_null(l->bulk, rec->detail);
	bw_load_place(l, &rec->place);
	bw_bulk_text_or_null(l->bulk, rec->place.ref);
	l->n.figures++;
	return bw_bulk_end(l->bulk, err);
}

static int
on_production(
    void *ctx, const struct bw_production_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	int rc;

	if (rec->producer.scheme.n > 0)
		return made_by(l, rec, err);
	rc = bw_bulk_row(l->bulk, BW_BULK_PRODUCTION, err);
	if (rc != 0)
		return rc;
	bw_bulk_text(l->bulk, rec->material);
	bw_bulk_int(l->bulk, rec->stage);
	bw_bulk_int(l->bulk, rec->measure);
	bw_bulk_int(l->bulk, rec->flags);
	bw_bulk_text_or_null(l->bulk, rec->country);
	bw_bulk_text_or_null(l->bulk, rec->where);
	bw_bulk_int(l->bulk, rec->year);
	bw_bulk_real(l->bulk, rec->amount);
	bw_bulk_text_or_null(l->bulk, rec->unit);
	bw_bulk_text_or_null(l->bulk, rec->detail);
	bw_load_place(l, &rec->place);
	bw_bulk_text_or_null(l->bulk, rec->place.ref);
	l->n.figures++;
	return bw_bulk_end(l->bulk, err);
}

static int
on_governance(
    void *ctx, const struct bw_governance_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	int rc = bw_bulk_row(l->bulk, BW_BULK_GOVERNANCE, err);

	if (rc != 0)
		return rc;
	bw_bulk_text(l->bulk, rec->country);
	bw_bulk_int(l->bulk, rec->year);
	bw_bulk_text(l->bulk,
	    (struct bw_str){ rec->dimension, strnlen(rec->dimension, 3) });
	bw_bulk_real(l->bulk, rec->estimate);
	bw_bulk_real(l->bulk, rec->stddev);
	bw_load_place(l, &rec->place);
	bw_bulk_text_or_null(l->bulk, rec->place.ref);
	l->n.figures++;
	return bw_bulk_end(l->bulk, err);
}

static int
on_study(void *ctx, const struct bw_study_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	int rc = bw_bulk_row(l->bulk, BW_BULK_STUDY, err);

	if (rc != 0)
		return rc;
	bw_bulk_text(l->bulk, rec->name);
	bw_bulk_text(l->bulk, rec->subject);
	bw_bulk_int_or_null(l->bulk, rec->stage, -1);
	bw_bulk_text_or_null(l->bulk, rec->country);
	bw_bulk_text_or_null(l->bulk, rec->counterpart);
	bw_bulk_int(l->bulk, rec->year);
	bw_bulk_real(l->bulk, rec->value);
	bw_bulk_real(l->bulk, rec->lo);
	bw_bulk_real(l->bulk, rec->hi);
	bw_bulk_text_or_null(l->bulk, rec->unit);
	bw_bulk_text_or_null(l->bulk, rec->detail);
	bw_load_place(l, &rec->place);
	bw_bulk_text_or_null(l->bulk, rec->place.ref);
	l->n.figures++;
	return bw_bulk_end(l->bulk, err);
}

/* A refused record ends a strict load, and too many of them any load. */
static int
refused(struct bw_load *l, const char *rule, const struct bw_place *place,
    struct bw_str what, struct bw_err *err)
{
	uint64_t budget = l->opt.budget != 0 ? l->opt.budget : BUDGET;

	l->n.refused++;
	if (l->opt.strict) {
		bw_fail(err, BW_EFORMAT,
		    "record %llu: %.*s (rule %s); nothing was loaded, because "
		    "of --strict",
		    (unsigned long long)place->number, BW_ARG(what), rule);
		return bw_fail_at(err, place->line, UINT64_MAX);
	}
	if (l->n.refused > budget)
		return bw_fail(err, BW_EFORMAT,
		    "more than %llu records were refused, the last by rule %s: "
		    "is this the right format? Nothing was loaded",
		    (unsigned long long)budget, rule);
	return 0;
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	struct bw_load *l = ctx;
	int rc = 0;

	if (kind == BW_REPORT_REFUSED)
		rc = refused(l, rule, place, what, err);
	else if (kind == BW_REPORT_NOTE)
		l->n.notes++;
	else
		l->n.skipped++;
	if (rc != 0 || l->reported[kind]++ >= KEPT_REPORTS)
		return rc;
	rc = bw_bulk_row(l->bulk, BW_BULK_REPORT, err);
	if (rc != 0)
		return rc;
	bw_bulk_int(l->bulk, l->n.id);
	bw_bulk_int(l->bulk, kind);
	bw_bulk_text(l->bulk, bw_str_of(rule));
	bw_bulk_place(l->bulk, place->line);
	bw_bulk_place(l->bulk, place->number);
	bw_bulk_text_or_null(l->bulk, place->ref);
	bw_bulk_text(l->bulk, what);
	return bw_bulk_end(l->bulk, err);
}

static int
on_about(void *ctx, const char *what, struct bw_str value, struct bw_err *err)
{
	struct bw_load *l = ctx;
	struct bw_str *to;
	int rc = bw_load_stakes_flush(l, err);

	if (rc != 0)
		return rc;
	value = bw_str_trim(value);
	if (strcmp(what, "published") == 0) {
		if (!bw_date_parse(value, &l->published))
			l->published = BW_DATE_MIN;
		return 0;
	}
	to = strcmp(what, "licence") == 0    ? &l->licence
	    : strcmp(what, "publisher") == 0 ? &l->publisher
	    : strcmp(what, "version") == 0   ? &l->version
					     : NULL;
	/* Some formats say it again in every record. */
	if (to == NULL || value.n == 0 || bw_str_eq(*to, value))
		return 0;
	*to = bw_arena_dup(&l->run, value);
	if (to->p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to load");
	return 0;
}

struct bw_sink
bw_load_sink(struct bw_load *l)
{
	return (struct bw_sink){
		.ctx = l,
		.party = bw_limit_party,
		.stake = bw_limit_stake,
		.use = bw_limit_use,
		.production = on_production,
		.governance = on_governance,
		.study = on_study,
		.advisory = bw_limit_advisory,
		.signal = bw_limit_signal,
		.inventory = bw_limit_inventory,
		.replace = bw_load_replace,
		.report = on_report,
		.about = on_about,
	};
}
