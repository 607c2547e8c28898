/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * digest.c - a check cut up along the four questions, and owners line by line.
 *
 * Which question a finding answers follows from its id; the table below is
 * the only place that says so. Somebody who must act reads the questions,
 * not the pillars of the program.
 */
#include "report/report_priv.h"

static const struct {
	const char *id; /* or the beginning of it */
	enum question q;
} answers[] = {
	{ "ownership.unknown", ASK_WEAK }, /* nobody knows who they are */
	{ "ownership.", ASK_CONTROL }, { "law.", ASK_CONTROL },
	{ "supply.sole-supplier", ASK_WEAK }, /* one stop and all stops */
	{ "supply.", ASK_DEPEND },
	{ "", ASK_WEAK }, /* cyber, and gaps in the data */
};

static const char *const questions[QUESTIONS] = { "control", "depend", "weak",
	"do" };

const char *
question_name(enum question q)
{
	return questions[q];
}

enum question
question_of(const struct bw_finding *f)
{
	size_t i = 0;

	while (!bw_str_starts(bw_str_of(f->id), bw_str_of(answers[i].id)))
		i++;
	return answers[i].q;
}

/* Signs beside the words, so that nothing hangs on colour. */
const char *
level_mark(enum bw_level l)
{
	static const char *const mark[] = { [BW_KNOW] = "i",
		[BW_PLAN] = "\xe2\x80\xa6", /* … */
		[BW_ACT] = "!" };

	return mark[l];
}

const char *
certainty_mark(enum bw_certainty c)
{
	static const char *const mark[] = {
		[BW_CERTAIN] = "\xe2\x97\x8f",  /* ● */
		[BW_POSSIBLE] = "\xe2\x97\x90", /* ◐ */
		[BW_EXCLUDED] = "\xe2\x97\x8b", /* ○ */
		[BW_OPEN] = "\xe2\x97\x87",     /* ◇ */
	};

	return mark[c];
}

const struct bw_finding *
top_finding(const struct report *r, enum question q)
{
	const struct bw_findings *f = &r->c->findings;

	for (size_t i = 0; i < f->list.n; i++)
		if (question_of(&f->list.v[i]) == q)
			return &f->list.v[i];
	return NULL;
}

size_t
count_level(const struct report *r, enum bw_level l)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->findings.list.n; i++)
		n += r->c->findings.list.v[i].level == l;
	return n;
}

bool
same_todo(const struct report *r, const struct bw_finding *a,
    const struct bw_finding *b)
{
	return bw_str_eq(in(r, &a->todo), in(r, &b->todo)) &&
	    bw_str_eq(in(r, &a->who), in(r, &b->who)) &&
	    a->deadline == b->deadline;
}

static bool
same_basis(const struct bw_basis *a, const struct bw_basis *b)
{
	return bw_str_eq(a->says.in[BW_NL], b->says.in[BW_NL]) &&
	    bw_str_eq(a->says.in[BW_EN], b->says.in[BW_EN]) &&
	    bw_str_eq(a->cite, b->cite);
}

static void
note_todo(struct report *r, const struct bw_finding *f)
{
	if (in(r, &f->todo).n == 0)
		return;
	for (size_t k = 0; k < r->n_todo; k++)
		if (same_todo(r, r->todo[k], f))
			return;
	r->todo[r->n_todo++] = f;
}

static void
note_rule(struct report *r, const struct bw_basis *b)
{
	for (size_t k = 0; k < r->n_rule; k++)
		if (same_basis(r->rule[k], b))
			return;
	r->rule[r->n_rule++] = b;
}

int
digest_begin(struct report *r, struct bw_err *err)
{
	const struct bw_findings *all = &r->c->findings;
	size_t rules = 0;

	for (size_t i = 0; i < all->list.n; i++)
		rules += all->list.v[i].basis.n;
	r->todo =
	    BW_ARENA_ARRAY(&r->a, const struct bw_finding *, all->list.n + 1);
	r->rule = BW_ARENA_ARRAY(&r->a, const struct bw_basis *, rules + 1);
	if (r->todo == NULL || r->rule == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a report");
	for (size_t i = 0; i < all->list.n; i++)
		note_todo(r, &all->list.v[i]);
	for (enum question q = ASK_CONTROL; q < ASK_DO; q++)
		for (size_t i = 0; i < all->list.n; i++) {
			const struct bw_finding *f = &all->list.v[i];

			for (size_t j = 0;
			     question_of(f) == q && j < f->basis.n; j++)
				note_rule(r, &f->basis.v[j]);
		}
	return 0;
}

const struct bw_finding *
todo(const struct report *r, size_t n)
{
	return n < r->n_todo ? r->todo[n] : NULL;
}

size_t
rule_number(const struct report *r, const struct bw_basis *b, bool *first)
{
	size_t k = 0;

	while (k + 1 < r->n_rule && !same_basis(r->rule[k], b))
		k++;
	*first = r->rule[k] == b;
	return k + 1;
}

struct bw_str
nothing_found(struct report *r, enum question q)
{
	if (q == ASK_CONTROL && r->c->cone.n_link == 0)
		return word(r, "report.none.no-owners");
	if (q == ASK_DEPEND && r->c->n_use == 0)
		return word(r, "report.none.no-uses");
	return wordf(r, "report.none", question_name(q));
}

struct bw_str
identifiers(struct report *r)
{
	const struct bw_party_facts *f = &r->c->facts;
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < f->n_id; i++) {
		struct bw_str scheme = f->id[i].scheme;

		if (bw_str_is(scheme, "record") || bw_str_is(scheme, "name") ||
		    bw_str_is(scheme, "unknown"))
			continue;
		bw_buf_fmt(&b, "%s%.*s:%.*s", b.n > 0 ? ", " : "",
		    BW_ARG(scheme), BW_ARG(f->id[i].value));
	}
	return kept(r, &b);
}

bool
is_fictional(const struct report *r)
{
	for (size_t i = 0; i < r->c->facts.n_id; i++)
		if (bw_str_is(r->c->facts.id[i].scheme, "example"))
			return true;
	return false;
}

bool
bought_there(
    const struct report *r, struct bw_str material, struct bw_str country)
{
	if (country.n == 0)
		return false;
	for (size_t i = 0; i < r->c->n_use; i++)
		if (bw_str_eq(r->c->use[i].material, material) &&
		    bw_str_eq(r->c->use[i].country, country))
			return true;
	return false;
}

struct bw_str
bought_where(struct report *r, struct bw_str material)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < r->c->n_use; i++) {
		const struct bw_use *u = &r->c->use[i];
		bool before = false;

		if (!bw_str_eq(u->material, material) || u->country.n == 0)
			continue;
		for (size_t k = 0; k < i; k++)
			before |= bw_str_eq(r->c->use[k].material, material) &&
			    bw_str_eq(r->c->use[k].country, u->country);
		if (before)
			continue;
		if (b.n > 0)
			bw_buf_z(&b, ", ");
		bw_buf_str(&b, country_name(r, u->country));
	}
	return kept(r, &b);
}

/* ---- owners ---------------------------------------------------------------
 */
struct owner_line *
owner_lines(struct report *r, size_t most, size_t *n, size_t *n_all)
{
	const struct bw_cone *cone = &r->c->cone;
	const struct bw_graph *g = &cone->graph;
	size_t cap = cone->n_link < most ? cone->n_link : most;
	struct owner_line *line = BW_ARENA_ARRAY(&r->a, struct owner_line, cap);

	*n = *n_all = 0;
	if (cap > 0 && line == NULL) {
		r->failed = true;
		return NULL;
	}
	for (size_t i = 0; i < r->c->n_owner; i++) {
		const struct bw_owner_row *row = &r->c->owner[i];

		for (uint32_t k = g->out_at[row->node];
		     k < g->out_at[row->node + 1]; k++) {
			++*n_all;
			if (*n == cap)
				continue;
			line[*n].row = row;
			line[(*n)++].link =
			    &cone->link[g->edge[g->out[k]].stake];
		}
	}
	return line;
}

struct bw_str
link_capital(struct report *r, const struct bw_link *k)
{
	return k->has_capital ? share_text(r, k->capital) : BW_STR("");
}

struct bw_str
link_votes(struct report *r, const struct bw_link *k)
{
	struct bw_buf b = { 0 };

	if (k->has_votes || (k->marks & BW_LINK_ASSUMED))
		bw_buf_str(&b, share_text(r, k->votes));
	if (k->direct) {
		if (b.n > 0)
			bw_buf_z(&b, "; ");
		bw_buf_str(&b, wordf(r, "nature", bw_nature_name(k->nature)));
	}
	return kept(r, &b);
}

struct bw_str
link_remarks(struct report *r, const struct bw_link *k)
{
	static const struct {
		uint8_t mark;
		const char *key;
	} remark[] = {
		{ BW_LINK_ASSUMED, "report.link.assumed" },
		{ BW_LINK_CONTRADICTED, "report.link.contradicted" },
		{ BW_LINK_INDIRECT, "report.link.indirect" },
	};
	struct bw_buf b = { 0 };

	if (k->nature == BW_NATURE_ECONOMIC ||
	    (!k->has_capital && !k->has_votes && !k->direct))
		bw_buf_str(&b, wordf(r, "nature", bw_nature_name(k->nature)));
	for (size_t i = 0; i < BW_LEN(remark); i++) {
		if (!(k->marks & remark[i].mark))
			continue;
		if (b.n > 0)
			bw_buf_z(&b, "; ");
		bw_buf_str(&b, word(r, remark[i].key));
	}
	return kept(r, &b);
}

struct bw_str
link_sources(struct report *r, const struct bw_link *k)
{
	struct bw_buf b = { 0 };
	uint32_t last = 0;

	for (size_t i = 0; i < k->n_stake; i++) {
		uint32_t source = r->v->load[k->stake[i]];

		if (source == last)
			continue;
		bw_buf_fmt(&b, "%s[%u]", b.n > 0 ? " " : "", source);
		last = source;
	}
	return kept(r, &b);
}

struct bw_str
owner_control(struct report *r, const struct bw_owner_row *row)
{
	enum bw_certainty c = row->controls_certain ? BW_CERTAIN : BW_POSSIBLE;
	struct bw_str s;

	if (!row->controls_certain && !row->controls_possible)
		return BW_STR("");
	s = wordf(r, "certainty", bw_certainty_name(c));
	return fmt(r, "%s %.*s", certainty_mark(c), BW_ARG(s));
}
