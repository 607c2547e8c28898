/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch.c - match, find what changed, ask whom it can touch, tell.
 *
 * Whom a change can touch: an owner's answers are made of the rows of
 * companies in which it, or something it possibly controls, holds a stake. If
 * none of those rows changed, and nobody in them, every step of the fixpoint is
 * the same in both states. So it is enough to ask the holders in changed
 * companies, before or after, and who possibly controlled one of them before.
 * (The same argument as shift.h; here the two states may differ anywhere, and
 * in who is who.)
 */
#include "ownership/watch_priv.h"
#include "base/arena.h"
#include "base/mem.h"

#define CHUNK 16 /* owners asked at a time by one thread */

/* Work memory of one thread. Rows are sorted in the end, so it does not
 * matter who found which. */
struct asker {
	struct watch_stands stands;
	struct watch_why why;
	BW_VEC(struct bw_watch_row) row;
	struct bw_arena a; /* of causes */
	struct bw_err err;
	bool ready;
};
struct watching {
	struct watch_two w;
	const struct bw_watch_opt *opt;
	struct watch_changes changes;
	uint8_t *asked;  /* per unit: has to be asked */
	uint8_t *wanted; /* per unit: of the rows in the options */
	BW_VEC(uint32_t) todo;
	struct asker *asker;
	unsigned n_asker;
	struct bw_arena *a;
	struct bw_watch *out;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to compare owners");
}

int64_t
bw_unit_row(const struct bw_units *u, const struct bw_view *const v[BW_SIDES],
    uint32_t unit)
{
	int64_t least = INT64_MAX;

	for (int s = 0; s < BW_SIDES; s++)
		for (uint32_t i = u->at[s][unit]; i < u->at[s][unit + 1]; i++)
			if (v[s]->party_row[u->member[s][i]] < least)
				least = v[s]->party_row[u->member[s][i]];
	return least;
}

/* ---- whom to ask ---- */
static void
mark_above(struct watching *t, const struct bw_pairs *p)
{
	const struct bw_units *u = t->w.unit;

	for (uint32_t x = 0; x < p->n; x++) {
		if (!t->changes.holder[u->of[BW_BEFORE][x]])
			continue;
		for (uint64_t i = p->up_at[x]; i < p->up_at[x + 1]; i++)
			t->asked[u->of[BW_BEFORE][p->up[i]]] = 1;
	}
}

static int
whom(struct watching *t, struct bw_err *err)
{
	uint32_t n = t->w.unit->n;
	struct bw_pairs pairs = { 0 };
	int rc;

	t->asked = bw_calloc((size_t)n + 1, 1);
	if (t->asked == NULL)
		return no_memory(err);
	if (t->opt->everybody) {
		memset(t->asked, 1, n);
		return 0;
	}
	if (t->changes.company.n == 0)
		return 0;
	memcpy(t->asked, t->changes.holder, n);
	rc = bw_pairs_make(&pairs, t->w.net[BW_BEFORE],
	    (struct bw_reach_rule){ 0 }, BW_POSSIBLE, t->opt->pool, err);
	if (rc == 0)
		mark_above(t, &pairs);
	bw_pairs_release(&pairs);
	return rc;
}

static int
want(struct watching *t, struct bw_err *err)
{
	const struct bw_units *u = t->w.unit;
	uint32_t party;

	if (t->opt->n_row == 0)
		return 0;
	t->wanted = bw_calloc((size_t)u->n + 1, 1);
	if (t->wanted == NULL)
		return no_memory(err);
	for (size_t i = 0; i < t->opt->n_row; i++)
		for (int s = 0; s < BW_SIDES; s++) {
			party = bw_view_of_row(t->w.v[s], t->opt->row[i]);
			if (party != BW_NONE)
				t->wanted[u->of[s][party]] = 1;
		}
	return 0;
}

/* ---- what differs ---- */
static enum bw_certainty
control(const struct watch_stand *s, int side)
{
	return s->certain[side] ? BW_CERTAIN
	    : s->possible[side] ? BW_POSSIBLE
				: BW_EXCLUDED;
}

static enum bw_certainty
reaches(const struct watch_stand *s, int side, uint32_t threshold)
{
	return bw_sum_certain(s->votes[side], threshold, false) ? BW_CERTAIN
	    : bw_sum_possible(s->votes[side], threshold, false) ? BW_POSSIBLE
								: BW_EXCLUDED;
}

static int
tell(struct watching *t, struct asker *k, uint32_t owner,
    const struct watch_stand *s, uint32_t threshold)
{
	struct bw_watch_row row = {
		.owner = owner, .company = s->company, .threshold = threshold
	};
	int rc;

	for (int side = 0; side < BW_SIDES; side++) {
		row.votes[side] = s->votes[side];
		row.is[side] = threshold == 0 ? control(s, side)
					      : reaches(s, side, threshold);
	}
	if (row.is[BW_BEFORE] == row.is[BW_AFTER])
		return 0;
	rc = watch_why_ask(
	    &k->why, &k->stands, owner, t->opt, &row, &k->a, &k->err);
	if (rc == 0 && !bw_vec_push(&k->row, row))
		rc = no_memory(&k->err);
	return rc;
}

static int
differences(struct watching *t, struct asker *k, uint32_t owner)
{
	int rc = watch_stands_ask(&k->stands, owner, &k->err);

	for (size_t i = 0; rc == 0 && i < k->stands.list.n; i++) {
		const struct watch_stand *s = &k->stands.list.v[i];

		if (s->company == owner ||
		    (t->wanted != NULL && !t->wanted[owner] &&
			!t->wanted[s->company]))
			continue;
		if (t->opt->control)
			rc = tell(t, k, owner, s, 0);
		for (size_t j = 0; rc == 0 && j < t->opt->n_threshold; j++)
			rc = tell(t, k, owner, s, t->opt->threshold[j]);
	}
	return rc;
}

static int
make_ready(struct watching *t, struct asker *k)
{
	int rc = 0;

	if (k->ready)
		return 0;
	k->ready = true;
	k->err = (struct bw_err)BW_ERR_INIT;
	bw_arena_init(&k->a, 0);
	rc = watch_stands_new(&k->stands, &t->w, &k->err);
	if (rc == 0)
		rc = watch_why_new(&k->why, &t->w, &t->changes, &k->err);
	return rc;
}

static int
ask_some(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct watching *t = ctx;
	struct asker *k = &t->asker[worker];
	int rc = make_ready(t, k);

	(void)chunk;
	for (size_t i = begin; rc == 0 && i < end; i++)
		rc = differences(t, k, t->todo.v[i]);
	return rc;
}

static int
ask_all(struct watching *t, struct bw_err *err)
{
	int rc = 0;

	for (uint32_t x = 0; rc == 0 && x < t->w.unit->n; x++)
		if (t->asked[x] && !bw_vec_push(&t->todo, x))
			rc = no_memory(err);
	t->out->n_asked = t->todo.n;
	t->n_asker = t->opt->pool != NULL ? bw_pool_threads(t->opt->pool) : 1;
	t->asker = bw_calloc(t->n_asker, sizeof(*t->asker));
	if (rc == 0 && t->asker == NULL)
		rc = no_memory(err);
	if (rc != 0)
		return rc;
	rc = bw_pool_run(t->opt->pool, t->todo.n, CHUNK, ask_some, t);
	for (unsigned i = 0; rc != 0 && i < t->n_asker; i++)
		if (t->asker[i].err.code == rc && err != NULL)
			*err = t->asker[i].err;
	return rc;
}

static void
release_askers(struct watching *t)
{
	for (unsigned i = 0; t->asker != NULL && i < t->n_asker; i++) {
		struct asker *k = &t->asker[i];

		watch_stands_release(&k->stands);
		watch_why_release(&k->why);
		bw_vec_release(&k->row);
		if (k->ready)
			bw_arena_release(&k->a);
	}
	bw_free(t->asker);
}

struct key { /* of a row of the result */
	int64_t owner, company;
	const struct bw_watch_row *row;
};

static int
by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	if (x->company != y->company)
		return x->company < y->company ? -1 : 1;
	return x->row->threshold < y->row->threshold
	    ? -1
	    : x->row->threshold > y->row->threshold;
}

static int
keep(struct watching *t, struct bw_watch_row *to, struct bw_err *err)
{
	struct bw_watch_cause *cause =
	    BW_ARENA_ARRAY(t->a, struct bw_watch_cause, to->n_cause + 1);

	if (cause == NULL)
		return no_memory(err);
	memcpy(cause, to->cause, to->n_cause * sizeof(*cause));
	to->cause = cause;
	return 0;
}

static size_t
list_keys(struct watching *t, struct key *key)
{
	const struct bw_units *u = t->w.unit;
	size_t n = 0;

	for (unsigned i = 0; i < t->n_asker; i++)
		for (size_t k = 0; k < t->asker[i].row.n; k++, n++) {
			const struct bw_watch_row *row = &t->asker[i].row.v[k];

			if (key != NULL)
				key[n] = (struct key){ bw_unit_row(u, t->w.v,
							   row->owner),
					bw_unit_row(u, t->w.v, row->company),
					row };
		}
	return n;
}

static int
give(struct watching *t, struct bw_err *err)
{
	size_t n = list_keys(t, NULL);
	struct key *key = bw_calloc(n + 1, sizeof(*key));
	int rc = 0;

	t->out->row = BW_ARENA_ARRAY(t->a, struct bw_watch_row, n + 1);
	if (key == NULL || t->out->row == NULL) {
		bw_free(key);
		return no_memory(err);
	}
	list_keys(t, key);
	qsort(key, n, sizeof(*key), by_key);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		t->out->row[i] = *key[i].row;
		rc = keep(t, &t->out->row[i], err);
	}
	t->out->n = n;
	t->out->n_company = t->changes.company.n;
	bw_free(key);
	return rc;
}

static int
run(struct watching *t, struct bw_err *err)
{
	int rc = watch_match(&t->w, err);

	if (rc == 0)
		rc = watch_changes_find(&t->changes, &t->w, err);
	if (rc == 0)
		rc = whom(t, err);
	if (rc == 0)
		rc = want(t, err);
	if (rc == 0)
		rc = ask_all(t, err);
	return rc != 0 ? rc : give(t, err);
}

int
bw_watch_run(struct bw_watch *out, const struct bw_view *const v[BW_SIDES],
    const struct bw_net *const net[BW_SIDES], const struct bw_watch_opt *opt,
    struct bw_arena *a, struct bw_err *err)
{
	struct watching t = { .opt = opt, .a = a, .out = out };
	int rc;

	*out = (struct bw_watch){ 0 };
	for (int s = 0; s < BW_SIDES; s++) {
		t.w.v[s] = v[s];
		t.w.net[s] = net[s];
	}
	t.w.unit = &out->unit;
	rc = run(&t, err);
	release_askers(&t);
	watch_changes_release(&t.changes);
	bw_free(t.asked);
	bw_free(t.wanted);
	bw_vec_release(&t.todo);
	if (rc != 0)
		bw_watch_release(out);
	return rc;
}

void
bw_watch_release(struct bw_watch *w)
{
	for (size_t i = 0; i < BW_LEN(w->unit.own); i++)
		bw_free(w->unit.own[i]);
	*w = (struct bw_watch){ 0 };
}
