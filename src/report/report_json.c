/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report_json.c - a check for other programs; doc/json.md is the promise.
 *
 * Both languages stand in it, machine names are those of model/, shares are
 * exact decimal fractions of one with a flag per open end. What is not known
 * is null or absent as the document says, never a guess.
 */
#include "report/report_priv.h"
#include <math.h>

static void
text_json(struct bw_jw *j, const char *key, const struct bw_text *t)
{
	bw_jw_open(j, key, '{');
	bw_jw_str(j, "nl", t->in[BW_NL]);
	bw_jw_str(j, "en", t->in[BW_EN]);
	bw_jw_close(j);
}

static void
text_or_null(struct bw_jw *j, const char *key, const struct bw_text *t)
{
	if (t->in[BW_NL].n == 0 && t->in[BW_EN].n == 0)
		bw_jw_null(j, key);
	else
		text_json(j, key, t);
}

static void
str_or_null(struct bw_jw *j, const char *key, struct bw_str s)
{
	if (s.n == 0)
		bw_jw_null(j, key);
	else
		bw_jw_str(j, key, s);
}

static void
day_json(struct bw_jw *j, const char *key, bw_date d)
{
	struct bw_buf b = { 0 };

	bw_date_print(&b, d);
	if (b.failed && j->out->err.code == 0)
		bw_fail(&j->out->err, BW_ENOMEM, "no memory for a date");
	str_or_null(j, key, bw_buf_get(&b));
	bw_buf_release(&b);
}

static void
country_json(struct bw_jw *j, const char *key, uint16_t code)
{
	char two[2] = { (char)(code >> 8), (char)(code & 0xff) };

	str_or_null(
	    j, key, (struct bw_str){ two, code == 0 ? 0 : sizeof(two) });
}

static void
place_json(struct bw_jw *j, uint32_t source, uint64_t line, uint64_t number,
    struct bw_str ref)
{
	if (source == 0)
		bw_jw_null(j, "source");
	else
		bw_jw_i64(j, "source", source);
	if (line == 0)
		bw_jw_null(j, "line");
	else
		bw_jw_i64(j, "line", (int64_t)line);
	if (number == 0)
		bw_jw_null(j, "number");
	else
		bw_jw_i64(j, "number", (int64_t)number);
	str_or_null(j, "ref", ref);
}

/* ---- party --------------------------------------------------------------- */
static void
party_json(struct report *r, struct bw_jw *j)
{
	const struct bw_party_facts *f = &r->c->facts;

	bw_jw_open(j, "party", '{');
	bw_jw_i64(j, "id", r->v->party_row[r->c->party]);
	bw_jw_str(j, "name", f->name);
	bw_jw_z(j, "kind", bw_party_kind_name(f->kind));
	str_or_null(j, "country", f->country);
	if (f->reason.n > 0)
		bw_jw_str(j, "reason", f->reason);
	bw_jw_open(j, "identifiers", '[');
	for (size_t i = 0; i < f->n_id; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "scheme", f->id[i].scheme);
		bw_jw_str(j, "id", f->id[i].value);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_open(j, "other_names", '[');
	for (size_t i = 0; i < f->n_other; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "name", f->other[i].text);
		str_or_null(j, "kind", f->other[i].kind);
		str_or_null(j, "lang", f->other[i].lang);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	day_json(j, "ended", f->ended);
	bw_jw_bool(j, "fictional", is_fictional(r));
	bw_jw_close(j);
}

/* ---- owners -------------------------------------------------------------- */
static void
owner_json(struct report *r, struct bw_jw *j, const struct bw_owner_row *row)
{
	uint32_t party = r->c->cone.party[row->node];

	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "id", r->v->party_row[party]);
	bw_jw_str(j, "name", bw_view_name(r->v, party));
	bw_jw_z(j, "kind", bw_party_kind_name(r->v->kind[party]));
	country_json(j, "country", r->v->country[party]);
	bw_jw_i64(j, "layer", row->layer);
	if (row->controls_certain || row->controls_possible)
		bw_jw_z(j, "controls",
		    bw_certainty_name(
			row->controls_certain ? BW_CERTAIN : BW_POSSIBLE));
	else
		bw_jw_null(j, "controls");
	bw_jw_bool(j, "ultimate", row->ultimate);
	bw_jw_close(j);
}

static void
stake_json(struct report *r, struct bw_jw *j, const struct bw_link *k)
{
	const struct bw_cone *c = &r->c->cone;

	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "holder", r->v->party_row[c->party[k->holder]]);
	bw_jw_i64(j, "company", r->v->party_row[c->party[k->company]]);
	bw_jw_z(j, "nature", bw_nature_name(k->nature));
	bw_jw_share(j, "capital", k->has_capital ? &k->capital : NULL);
	bw_jw_share(j, "votes",
	    k->has_votes || (k->marks & BW_LINK_ASSUMED) ? &k->votes : NULL);
	bw_jw_bool(j, "controls_directly", k->direct);
	bw_jw_bool(j, "votes_assumed", (k->marks & BW_LINK_ASSUMED) != 0);
	bw_jw_bool(
	    j, "sources_disagree", (k->marks & BW_LINK_CONTRADICTED) != 0);
	bw_jw_bool(j, "indirect", (k->marks & BW_LINK_INDIRECT) != 0);
	bw_jw_open(j, "stakes", '[');
	for (size_t i = 0; i < k->n_stake; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_i64(j, "id", r->v->stake_row[k->stake[i]]);
		bw_jw_i64(j, "source", r->v->load[k->stake[i]]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
owners_json(struct report *r, struct bw_jw *j)
{
	const struct bw_cone *c = &r->c->cone;

	bw_jw_open(j, "owners", '{');
	bw_jw_open(j, "parties", '[');
	for (size_t i = 0; i < r->c->n_owner; i++)
		owner_json(r, j, &r->c->owner[i]);
	bw_jw_close(j);
	bw_jw_open(j, "stakes", '[');
	for (size_t i = 0; i < c->n_link; i++)
		stake_json(r, j, &c->link[i]);
	bw_jw_close(j);
	bw_jw_close(j);
}

/* ---- supply -------------------------------------------------------------- */
static void
use_json(struct report *r, struct bw_jw *j, const struct bw_use *u)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "item", u->item);
	str_or_null(j, "material", u->material);
	str_or_null(j, "supplier", u->supplier);
	if (u->supplier_party == BW_NONE)
		bw_jw_null(j, "supplier_id");
	else
		bw_jw_i64(j, "supplier_id", r->v->party_row[u->supplier_party]);
	str_or_null(j, "country", u->country);
	bw_jw_f64(j, "amount", u->amount);
	str_or_null(j, "unit", u->unit);
	if (u->critical < 0)
		bw_jw_null(j, "critical");
	else
		bw_jw_bool(j, "critical", u->critical > 0);
	place_json(j, u->load, u->line, u->number, u->ref);
	bw_jw_close(j);
}

static void
producer_json(struct bw_jw *j, const struct bw_producer *p)
{
	bw_jw_open(j, NULL, '{');
	str_or_null(j, "country", p->country);
	bw_jw_str(j, "where", p->where);
	bw_jw_f64(j, "amount", p->amount);
	bw_jw_f64(j, "share", p->share);
	bw_jw_f64(j, "governance", p->governance);
	bw_jw_bool(j, "estimate", (p->flags & BW_FIGURE_ESTIMATE) != 0);
	bw_jw_bool(j, "at_least", (p->flags & BW_FIGURE_AT_LEAST) != 0);
	bw_jw_bool(j, "rest", (p->flags & BW_FIGURE_REST) != 0);
	place_json(j, p->load, p->line, p->number, p->ref);
	bw_jw_close(j);
}

static void
range_json(struct bw_jw *j, const char *key, double lo, double hi)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "min", lo);
	bw_jw_f64(j, "max", hi);
	bw_jw_close(j);
}

static void
production_json(struct bw_jw *j, const struct bw_production *p)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "material", p->material);
	bw_jw_z(j, "stage", bw_stage_name(p->stage));
	bw_jw_i64(j, "year", p->year);
	bw_jw_str(j, "unit", p->unit);
	bw_jw_f64(j, "total", p->c.total);
	bw_jw_f64(j, "world", p->world);
	bw_jw_i64(j, "suppliers", (int64_t)p->c.suppliers);
	bw_jw_i64(j, "withheld", (int64_t)p->withheld);
	range_json(j, "hhi", p->c.hhi_lo, p->c.hhi_hi);
	range_json(j, "hhi_governance", p->c.wgi_lo, p->c.wgi_hi);
	bw_jw_f64(j, "governance_covered", p->c.wgi_covered);
	bw_jw_f64(j, "effective_suppliers", p->c.effective);
	bw_jw_open(j, "producers", '[');
	for (size_t i = 0; i < p->n; i++)
		producer_json(j, &p->by[i]);
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
supply_json(struct report *r, struct bw_jw *j)
{
	bw_jw_open(j, "supply", '{');
	bw_jw_open(j, "uses", '[');
	for (size_t i = 0; i < r->c->n_use; i++)
		use_json(r, j, &r->c->use[i]);
	bw_jw_close(j);
	bw_jw_open(j, "production", '[');
	for (size_t i = 0; i < r->c->n_production; i++)
		production_json(j, &r->c->production[i]);
	bw_jw_close(j);
	bw_jw_close(j);
}

/* ---- findings and sources ------------------------------------------------ */
static void
why_json(struct bw_jw *j, const struct bw_finding *f)
{
	bw_jw_open(j, "evidence", '[');
	for (size_t i = 0; i < f->evidence.n; i++) {
		const struct bw_evidence *e = &f->evidence.v[i];

		bw_jw_open(j, NULL, '{');
		text_json(j, "says", &e->says);
		place_json(j, e->source, e->line, e->number, e->ref);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_open(j, "basis", '[');
	for (size_t i = 0; i < f->basis.n; i++) {
		bw_jw_open(j, NULL, '{');
		text_json(j, "says", &f->basis.v[i].says);
		str_or_null(j, "cite", f->basis.v[i].cite);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_open(j, "settle", '[');
	for (size_t i = 0; i < f->settle.n; i++)
		text_json(j, NULL, &f->settle.v[i]);
	bw_jw_close(j);
}

static void
finding_json(struct report *r, struct bw_jw *j, const struct bw_finding *f)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "id", f->id);
	bw_jw_z(j, "question", question_name(question_of(f)));
	bw_jw_z(j, "pillar", bw_pillar_name(f->pillar));
	bw_jw_z(j, "level", bw_level_name(f->level));
	bw_jw_z(j, "certainty", bw_certainty_name(f->certainty));
	if (f->subject < r->v->n_party)
		bw_jw_i64(j, "subject", r->v->party_row[f->subject]);
	else
		bw_jw_null(j, "subject");
	str_or_null(j, "about", f->about);
	text_json(j, "title", &f->title);
	text_json(j, "reason", &f->reason);
	text_or_null(j, "todo", &f->todo);
	text_or_null(j, "who", &f->who);
	day_json(j, "deadline", f->deadline);
	if (!r->brief)
		why_json(j, f);
	bw_jw_close(j);
}

static void
source_json(struct bw_jw *j, const struct bw_source *s)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "id", s->id);
	bw_jw_str(j, "name", s->name);
	bw_jw_str(j, "format", s->format);
	bw_jw_str(j, "sha256", s->sha256);
	str_or_null(j, "licence", s->licence);
	str_or_null(j, "publisher", s->publisher);
	day_json(j, "published", s->published);
	bw_jw_str(j, "loaded_at", s->loaded_at);
	bw_jw_close(j);
}

int
bw_report_json(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	struct report r;
	struct bw_jw j = bw_jw(o);
	int rc = report_begin(&r, c, v, opt, err);

	if (rc != 0)
		return report_end(&r, rc, o, err);
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "bolwerk", BW_REPORT_VERSION);
	day_json(&j, "as_of", c->day);
	if (c->known.id != 0) {
		bw_jw_open(&j, "known", '{');
		bw_jw_i64(&j, "load", c->known.id);
		bw_jw_str(&j, "loaded_at", c->known.loaded_at);
		bw_jw_close(&j);
	}
	party_json(&r, &j);
	owners_json(&r, &j);
	supply_json(&r, &j);
	bw_jw_open(&j, "findings", '[');
	for (size_t i = 0; i < c->findings.list.n; i++)
		finding_json(&r, &j, &c->findings.list.v[i]);
	bw_jw_close(&j);
	bw_jw_open(&j, "sources", '[');
	for (size_t i = 0; i < c->n_source; i++)
		source_json(&j, &c->source[i]);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return report_end(&r, rc, o, err);
}
