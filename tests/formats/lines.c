/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines.c - see lines.h.
 */
#include "support/support.h"
#include "formats/lines.h"
#include "formats/lines_cyber.h"
#include <math.h>

static void
put_key(struct bw_buf *b, struct bw_key k)
{
	bw_buf_fmt(b, "%.*s:%.*s", BW_ARG(k.scheme), BW_ARG(k.value));
}

static void
put_if(struct bw_buf *b, const char *before, struct bw_str s)
{
	if (s.n > 0)
		bw_buf_fmt(b, "%s%.*s", before, BW_ARG(s));
}

static int
on_party(void *ctx, const struct bw_party_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->parties++;
	bw_buf_z(b, "party ");
	put_key(b, r->key);
	bw_buf_fmt(b, " %s", bw_party_kind_name(r->kind));
	put_if(b, " ", r->country);
	if (l->full)
		put_if(b, " = ", r->name);
	for (size_t i = 0; i < r->n_id; i++) {
		bw_buf_z(b, " {");
		put_key(b, r->id[i]);
		bw_buf_z(b, "}");
	}
	for (size_t i = 0; i < r->n_other; i++)
		if (l->full)
			bw_buf_fmt(b, " [%.*s, %.*s]", BW_ARG(r->other[i].text),
			    BW_ARG(r->other[i].kind));
		else
			bw_buf_fmt(b, " [%.*s]", BW_ARG(r->other[i].text));
	for (size_t i = 0; i < r->n_code; i++) {
		bw_buf_z(b, " <");
		put_key(b, r->code[i]);
		bw_buf_z(b, ">");
	}
	put_if(b, " because ", r->reason);
	if (r->ended != BW_DATE_MAX) {
		bw_buf_z(b, " ended ");
		bw_date_print(b, r->ended);
	}
	bw_buf_z(b, "\n");
	return bw_buf_check(b, err);
}

static void
put_flags(struct bw_buf *b, const struct bw_stake_rec *r)
{
	if (r->flags & BW_STAKE_COMPONENT)
		bw_buf_z(b, " component");
	if (r->flags & BW_STAKE_BENEFICIAL)
		bw_buf_z(b, " beneficial");
	put_if(b, " \"", r->detail);
	if (r->detail.n > 0)
		bw_buf_z(b, "\"");
}

static int
on_stake(void *ctx, const struct bw_stake_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->stakes++;
	bw_buf_z(b, "stake ");
	put_key(b, r->holder);
	bw_buf_z(b, " in ");
	put_key(b, r->company);
	bw_buf_z(b, ": ");
	if (r->flags & BW_STAKE_NO_SHARE)
		bw_buf_z(b, "no share");
	else
		bw_share_print(b, r->share, '.');
	bw_buf_fmt(b, " %s", bw_nature_name(r->nature));
	if (r->flags & BW_STAKE_INDIRECT)
		bw_buf_z(b, " indirect");
	if (r->valid.from != BW_DATE_MIN || r->valid.to != BW_DATE_MAX) {
		bw_buf_z(b, " ");
		bw_date_print(b, r->valid.from);
		bw_buf_z(b, "..");
		bw_date_print(b, r->valid.to);
	}
	if (l->full)
		put_flags(b, r);
	put_if(b, " @", r->place.ref);
	bw_buf_z(b, "\n");
	return bw_buf_check(b, err);
}

static int
on_replace(void *ctx, struct bw_str ref, struct bw_err *err)
{
	struct lines *l = ctx;

	l->replaced++;
	assert_true(ref.n > 0);
	if (l->full)
		bw_buf_fmt(&l->text, "replace %.*s\n", BW_ARG(ref));
	return bw_buf_check(&l->text, err);
}

static int
on_use(void *ctx, const struct bw_use_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->uses++;
	bw_buf_z(b, "use ");
	put_key(b, r->company);
	bw_buf_fmt(b, " %.*s", BW_ARG(r->item));
	if (r->supplier.scheme.n > 0) {
		bw_buf_z(b, " from ");
		put_key(b, r->supplier);
	}
	put_if(b, " ", r->country);
	if (!isnan(r->amount)) {
		l->sum += r->amount;
		bw_buf_fmt(b, " %g", r->amount);
	}
	put_if(b, " ", r->unit);
	if (r->critical >= 0)
		bw_buf_z(b, r->critical ? " critical" : " not critical");
	bw_buf_z(b, "\n");
	return bw_buf_check(b, err);
}

static int
on_production(void *ctx, const struct bw_production_rec *r, struct bw_err *err)
{
	static const char *const measures[] = { "production", "capacity",
		"reserves" };
	static const char *const flags[] = { " estimate", " withheld", " rest",
		" world", " at-least" };
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->figures++;
	bw_buf_fmt(b, "figure %.*s %s %s", BW_ARG(r->material),
	    bw_stage_name(r->stage), measures[r->measure]);
	put_if(b, " ", r->country);
	bw_buf_fmt(b, " %d", r->year);
	if (!isnan(r->amount)) {
		l->sum += r->amount;
		bw_buf_fmt(b, " %.10g", r->amount);
	}
	put_if(b, " ", r->unit);
	for (unsigned i = 0; i < BW_LEN(flags); i++)
		if (r->flags & 1u << i)
			bw_buf_z(b, flags[i]);
	if (r->producer.scheme.n > 0)
		bw_buf_fmt(b, " by %.*s:%.*s", BW_ARG(r->producer.scheme),
		    BW_ARG(r->producer.value));
	bw_buf_z(b, "\n");
	return bw_buf_check(b, err);
}

static int
on_governance(void *ctx, const struct bw_governance_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;

	l->governance++;
	l->sum += r->estimate;
	bw_buf_fmt(&l->text, "governance %.*s %d %s %g", BW_ARG(r->country),
	    r->year, r->dimension, r->estimate);
	if (!isnan(r->stddev))
		bw_buf_fmt(&l->text, " +-%g", r->stddev);
	bw_buf_z(&l->text, "\n");
	return bw_buf_check(&l->text, err);
}

/* "study supply-risk cobalt 1 2023 2.8 (2.75..2.85)" */
static int
on_study(void *ctx, const struct bw_study_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->figures++;
	bw_buf_fmt(b, "study %.*s %.*s %d", BW_ARG(r->name), BW_ARG(r->subject),
	    r->stage);
	put_if(b, " ", r->country);
	put_if(b, " of ", r->counterpart);
	bw_buf_fmt(b, " %d", r->year);
	if (!isnan(r->value)) {
		l->sum += r->value;
		bw_buf_fmt(b, " %.10g (%.10g..%.10g)", r->value, r->lo, r->hi);
	}
	put_if(b, " ", r->unit);
	put_if(b, " ", r->detail);
	bw_buf_z(b, "\n");
	return bw_buf_check(b, err);
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	static const char *const names[] = { "refused", "note", "skipped" };
	struct lines *l = ctx;

	l->refused += kind == BW_REPORT_REFUSED;
	l->notes += kind == BW_REPORT_NOTE;
	l->skipped += kind == BW_REPORT_SKIPPED;
	assert_true(what.n > 0);
	bw_buf_fmt(&l->text, "%s %s line %llu\n", names[kind], rule,
	    (unsigned long long)place->line);
	return bw_buf_check(&l->text, err);
}

static int
on_about(void *ctx, const char *what, struct bw_str value, struct bw_err *err)
{
	struct lines *l = ctx;

	bw_buf_fmt(&l->about, "%s=%.*s\n", what, BW_ARG(value));
	return bw_buf_check(&l->about, err);
}

struct bw_sink
lines_sink(struct lines *l)
{
	return (struct bw_sink){ .ctx = l,
		.party = on_party,
		.stake = on_stake,
		.use = on_use,
		.production = on_production,
		.governance = on_governance,
		.study = on_study,
		.advisory = lines_advisory,
		.signal = lines_signal,
		.inventory = lines_inventory,
		.replace = on_replace,
		.report = on_report,
		.about = on_about };
}

void
lines_release(struct lines *l)
{
	bw_buf_release(&l->text);
	bw_buf_release(&l->about);
	*l = (struct lines){ 0 };
}

static int
run(struct lines *l, const char *name, struct bw_input *in, struct bw_err *err)
{
	const struct bw_format *format = NULL;
	struct bw_sink sink = lines_sink(l);
	int rc;

	if (name != NULL)
		format = bw_format_named(name);
	else if ((rc = bw_format_recognise(in, &format, err)) < 0)
		return rc;
	assert_non_null(format);
	return format->read(in, &sink, err);
}

int
lines_read(struct lines *l, const char *format, struct bw_str bytes,
    struct bw_err *err)
{
	struct bw_input_opt opt = { .name = "test" };
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, bytes, &opt, err);

	if (rc == 0)
		rc = run(l, format, in, err);
	bw_input_free(in);
	return rc;
}

int
lines_file(
    struct lines *l, const char *format, const char *path, struct bw_err *err)
{
	struct bw_input *in = NULL;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = run(l, format, in, err);
	bw_input_free(in);
	return rc;
}

bool
lines_has(const struct lines *l, const char *line)
{
	struct bw_str rest = bw_buf_get(&l->text), one;

	while (bw_str_cut(&rest, '\n', &one))
		if (bw_str_is(one, line))
			return true;
	return false;
}
