/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_time.c - history and watch over random deliveries.
 *
 * A world gets delivery after delivery of a small town: stakes that come, go,
 * change and end, and claims that two parties are one. What watch tells is
 * held against asking everybody, and against control.h asked company by
 * company before and after (history_day.c, another engine). What history
 * tells of a day is held against asking about that day.
 */
#include "support/support.h"
#include "base/map.h"
#include "ownership/control.h"
#include "ownership/history.h"
#include "ownership/ownership_load.h"
#include "ownership/register.h"
#include "ownership/watch.h"
#include "world/load.h"

#define PARTIES 9u
#define STAKES 22u
#define DAY 20000 /* asked about */

struct tale { /* a stake in a delivery */
	unsigned holder, company, nature, lo, hi;
	bw_date from, to;
};
struct town {
	struct bw_world *w;
	uint64_t random;
	struct tale tale[STAKES];
	unsigned claim[4][2]; /* name, number: one party; 0, 0: none */
	unsigned delivery;
	struct bw_arena a;
};

static const uint32_t threshold[] = { 10 * BW_PERCENT, 20 * BW_PERCENT,
	25 * BW_PERCENT, 50 * BW_PERCENT };

static unsigned
roll(struct town *t, unsigned n)
{
	t->random = t->random * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(t->random >> 33) % n;
}

static void
tell(struct town *t, struct tale *s)
{
	static const unsigned step[] = { 0, 10, 20, 25, 30, 40, 50, 51, 60,
		100 };

	s->holder = roll(t, PARTIES);
	s->company = roll(t, PARTIES);
	s->nature = roll(t, 12) == 0 ? BW_NATURE_BOARD
	    : roll(t, 4) == 0        ? BW_NATURE_VOTES
				     : BW_NATURE_SHARES;
	s->lo = step[roll(t, BW_LEN(step))];
	s->hi = roll(t, 3) == 0 ? step[roll(t, BW_LEN(step))] : s->lo;
	if (s->hi < s->lo)
		s->hi = s->lo;
	s->from = roll(t, 2) ? BW_DATE_MIN : DAY - 50 + (int)roll(t, 100);
	s->to = roll(t, 3) ? BW_DATE_MAX : DAY - 50 + (int)roll(t, 100);
	if (s->to <= s->from)
		s->to = BW_DATE_MAX;
}

/* Some are called by a name, some by a number, some by either. */
static struct bw_key
key_of(struct town *t, unsigned party)
{
	bool number = party % 3 == 0 || (party % 3 == 1 && roll(t, 2));

	return (struct bw_key){ number ? BW_STR("lei") : BW_STR("name"),
		bw_arena_fmt(&t->a, number ? "L%u" : "N%u", party) };
}

static struct bw_load *
begin(struct town *t, const char *dataset)
{
	struct bw_load_opt opt = { .name = dataset,
		.dataset = dataset,
		.format = "test",
		.reader = 1,
		.whole = true,
		.bytes = 100,
		.loaded_at = "2026-01-02T03:04:05Z" };
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l;

	assert_ok(bw_load_begin(&l, t->w, &opt, &err), &err);
	return l;
}

static void
commit(struct town *t, struct bw_load *l)
{
	uint8_t sum[32] = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_load_result r;

	t->delivery++;
	memcpy(sum, &t->delivery, sizeof(t->delivery));
	assert_ok(bw_load_commit(l, sum, &r, &err), &err);
	assert_false(r.already);
}

static void
deliver_stakes(struct town *t, bool shuffle)
{
	struct bw_load *l = begin(t, "stakes");
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;
	unsigned first = shuffle ? roll(t, STAKES) : 0;

	for (unsigned k = 0; k < STAKES; k++) {
		const struct tale *s = &t->tale[(first + k) % STAKES];
		struct bw_stake_rec r = { .holder = key_of(t, s->holder),
			.company = key_of(t, s->company),
			.nature = (uint8_t)s->nature,
			.share = { s->lo * BW_PERCENT, s->hi * BW_PERCENT, 0 },
			.valid = { s->from, s->to },
			.place = { .line = k + 1, .number = k + 1 } };

		if (s->nature == BW_NATURE_BOARD) {
			r.share = bw_share_unknown();
			r.flags = BW_STAKE_NO_SHARE;
		}
		assert_ok(bw_sink_stake(&sink, &r, &err), &err);
	}
	commit(t, l);
}

static void
deliver_claims(struct town *t)
{
	struct bw_load *l = begin(t, "claims");
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;

	for (size_t i = 0; i < BW_LEN(t->claim); i++) {
		struct bw_key id = { BW_STR("lei"),
			bw_arena_fmt(&t->a, "L%u", t->claim[i][1]) };
		struct bw_party_rec r = {
			.key = { BW_STR("name"),
			    bw_arena_fmt(&t->a, "N%u", t->claim[i][0]) },
			.kind = BW_PARTY_COMPANY,
			.id = &id,
			.n_id = 1,
			.ended = BW_DATE_MAX
		};

		r.name = r.key.value;
		if (t->claim[i][0] != t->claim[i][1])
			continue;
		assert_ok(bw_sink_party(&sink, &r, &err), &err);
	}
	commit(t, l);
}

static void
found(struct town *t, uint64_t seed)
{
	static unsigned number;
	struct bw_err err = BW_ERR_INIT;
	char path[256];

	memset(t, 0, sizeof(*t));
	t->random = seed * 2654435761u + 1;
	bw_arena_init(&t->a, 0);
	snprintf(path, sizeof(path), "%s/time%u.bwk", test_tmp(), number++);
	assert_ok(bw_world_open(&t->w, path, BW_WORLD_WRITE, &err), &err);
	for (unsigned i = 0; i < STAKES; i++)
		tell(t, &t->tale[i]);
	deliver_claims(t);
	deliver_stakes(t, false);
}

static void
end(struct town *t)
{
	bw_world_close(t->w);
	bw_arena_release(&t->a);
}

static struct bw_view *
view(struct town *t, uint32_t known)
{
	struct bw_view_opt opt = { .no_snapshot = true, .known_load = known };
	struct bw_err err = BW_ERR_INIT;
	struct bw_view *v;

	assert_ok(bw_view_open(&v, t->w, &opt, &err), &err);
	return v;
}

/* ---- watch ---- */
struct two {
	struct bw_view *v[BW_SIDES];
	struct bw_register reg[BW_SIDES];
	struct bw_watch_opt opt;
	struct bw_watch w, slow;
	struct bw_arena a;
};

static const struct bw_view *const *
views(struct two *s)
{
	return (const struct bw_view *const *)s->v;
}

static void
watch(struct town *t, struct two *s, uint32_t before, uint32_t after)
{
	const struct bw_net *net[BW_SIDES];
	struct bw_err err = BW_ERR_INIT;

	memset(s, 0, sizeof(*s));
	bw_arena_init(&s->a, 0);
	s->v[BW_BEFORE] = view(t, before);
	s->v[BW_AFTER] = view(t, after);
	for (int i = 0; i < BW_SIDES; i++) {
		assert_ok(
		    bw_register_open(&s->reg[i], s->v[i], DAY, NULL, &err),
		    &err);
		net[i] = &s->reg[i].net;
	}
	s->opt = (struct bw_watch_opt){ .threshold = threshold,
		.n_threshold = BW_LEN(threshold),
		.control = true,
		.most_causes = 5 };
	assert_ok(
	    bw_watch_run(&s->w, views(s), net, &s->opt, &s->a, &err), &err);
	/* The slow, obvious way; on several threads, as order may not tell. */
	s->opt.everybody = true;
	assert_ok(bw_pool_new(&s->opt.pool, 3, &err), &err);
	assert_ok(
	    bw_watch_run(&s->slow, views(s), net, &s->opt, &s->a, &err), &err);
}

static void
done(struct two *s)
{
	bw_pool_free(s->opt.pool);
	bw_watch_release(&s->w);
	bw_watch_release(&s->slow);
	for (int i = 0; i < BW_SIDES; i++) {
		bw_register_close(&s->reg[i]);
		bw_view_close(s->v[i]);
	}
	bw_arena_release(&s->a);
}

static void
same_as_slow(const struct two *s)
{
	assert_int_equal(s->w.n, s->slow.n);
	for (size_t i = 0; i < s->w.n; i++) {
		const struct bw_watch_row *x = &s->w.row[i];
		const struct bw_watch_row *y = &s->slow.row[i];

		assert_int_equal(x->owner, y->owner);
		assert_int_equal(x->company, y->company);
		assert_int_equal(x->threshold, y->threshold);
		assert_int_equal(x->is[0], y->is[0]);
		assert_int_equal(x->is[1], y->is[1]);
		assert_true(x->n_cause > 0);
	}
}

/* By the other engine: where everybody stands in a company. */
struct grid {
	uint8_t is[2 * PARTIES][2 * PARTIES][5][BW_SIDES];
};

static void
at_least(uint8_t *to, enum bw_certainty is)
{
	if (is < *to) /* certain, possible, excluded */
		*to = (uint8_t)is;
}

static void
fill(struct two *s, struct grid *g, int side, uint32_t party)
{
	const struct bw_history_opt opt = { .threshold = threshold,
		.n_threshold = BW_LEN(threshold) };
	const uint32_t *of = s->w.unit.of[side];
	struct bw_err err = BW_ERR_INIT;
	struct bw_past p;

	assert_ok(bw_history_day(&p, s->v[side], party, DAY, &opt, &s->a, &err),
	    &err);
	for (size_t i = 0; i < p.n_owner; i++) {
		const struct bw_past_owner *o = &p.owner[i];
		uint8_t(*is)[BW_SIDES] = g->is[of[o->party]][of[party]];

		if (o->controls)
			at_least(&is[0][side], o->certainty);
		for (size_t k = 0; k < BW_LEN(threshold); k++)
			at_least(&is[k + 1][side],
			    o->sure >= threshold[k]      ? BW_CERTAIN
				: o->may >= threshold[k] ? BW_POSSIBLE
							 : BW_EXCLUDED);
	}
}

static void
same_as_other_engine(struct two *s)
{
	struct grid *g = bw_arena_alloc(&s->a, 1, sizeof(*g));
	size_t n = 0;

	assert_non_null(g);
	assert_true(s->w.unit.n <= 2 * PARTIES);
	memset(g, BW_EXCLUDED, sizeof(*g));
	for (int side = 0; side < BW_SIDES; side++)
		for (uint32_t p = 0; p < s->v[side]->n_party; p++)
			fill(s, g, side, p);
	for (uint32_t x = 0; x < s->w.unit.n; x++)
		for (uint32_t y = 0; y < s->w.unit.n; y++)
			for (int k = 0; k < 5; k++)
				n += x != y &&
				    g->is[x][y][k][0] != g->is[x][y][k][1];
	assert_int_equal(s->w.n, n);
	for (size_t i = 0; i < s->w.n; i++) {
		const struct bw_watch_row *r = &s->w.row[i];
		size_t k = 0;

		while (k < BW_LEN(threshold) && threshold[k] != r->threshold)
			k++;
		k = r->threshold == 0 ? 0 : k + 1;
		for (int side = 0; side < BW_SIDES; side++)
			assert_int_equal(
			    r->is[side], g->is[r->owner][r->company][k][side]);
	}
}

static unsigned
worlds(void)
{
	const char *text = getenv("BOLWERK_ROUNDS");
	int64_t n = 12;

	if (text != NULL)
		(void)bw_str_i64(bw_str_of(text), &n);
	return (unsigned)n;
}

static void
watch_tells_what_changed_and_no_more(void **state)
{
	struct town t;
	struct two s;

	(void)state;
	for (unsigned seed = 0; seed < worlds(); seed++) {
		found(&t, seed);
		for (unsigned i = 0; i < 12; i++) {
			if (roll(&t, 4) == 0) {
				unsigned *c = t.claim[roll(&t, 4)];

				c[0] = c[1] = roll(&t, 3) * 3 + 1;
				c[1] -= roll(&t, 2); /* or no claim */
				deliver_claims(&t);
			} else {
				for (unsigned k = roll(&t, 3) + 1; k > 0; k--)
					tell(&t, &t.tale[roll(&t, STAKES)]);
				deliver_stakes(&t, true);
			}
			watch(&t, &s, t.delivery - 1, t.delivery);
			same_as_slow(&s);
			same_as_other_engine(&s);
			done(&s);
		}
		/* Over all of them at once, and back. */
		watch(&t, &s, 2, t.delivery);
		same_as_slow(&s);
		same_as_other_engine(&s);
		done(&s);
		end(&t);
	}
}

/* The same stakes in another order are another delivery that says the
 * same. By number or name is another matter: those are two parties. */
static void
nothing_new_is_nothing(void **state)
{
	struct town t;
	struct two s;
	uint64_t kept;

	(void)state;
	for (unsigned seed = 100; seed < 100 + worlds(); seed++) {
		found(&t, seed);
		for (unsigned i = 0; i < STAKES; i++) {
			t.tale[i].holder = t.tale[i].holder / 3 * 3;
			t.tale[i].company = t.tale[i].company / 3 * 3 + 2;
		}
		deliver_stakes(&t, true);
		kept = t.random;
		deliver_stakes(&t, true);
		assert_true(t.random != kept);
		watch(&t, &s, t.delivery - 1, t.delivery);
		assert_int_equal(s.w.n, 0);
		assert_int_equal(s.slow.n, 0);
		done(&s);
		end(&t);
	}
}

/* ---- history ---- */
static void
agrees(struct town *t, const struct bw_view *v, uint32_t y, bw_date day,
    const struct bw_past *p)
{
	struct bw_controller *who;
	struct bw_control *c;
	struct bw_err err = BW_ERR_INIT;
	struct bw_cone cone;
	size_t n, m = 0;

	assert_ok(
	    bw_cone_load(&cone, v, y, BW_CONE_UP, day, &t->a, &err), &err);
	assert_ok(bw_control_new(
		      &c, &cone.graph, (struct bw_control_rule){ 0 }, &err),
	    &err);
	assert_ok(bw_controllers(c, cone.centre, &t->a, &who, &n, &err), &err);
	for (size_t i = 0; i < p->n_owner; i++)
		m += p->owner[i].controls;
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < p->n_owner &&
		    p->owner[k].party != cone.party[who[i].party])
			k++;
		assert_true(k < p->n_owner && p->owner[k].controls);
		assert_int_equal(p->owner[k].certainty, who[i].certainty);
		assert_int_equal(p->owner[k].ultimate, who[i].ultimate);
	}
	bw_control_free(c);
	bw_cone_release(&cone);
}

static void
same_owners(const struct bw_past *a, const struct bw_past *b)
{
	assert_int_equal(a->told, b->told);
	assert_int_equal(a->n_owner, b->n_owner);
	for (size_t i = 0; i < a->n_owner; i++) {
		assert_int_equal(a->owner[i].party, b->owner[i].party);
		assert_int_equal(a->owner[i].controls, b->owner[i].controls);
		assert_int_equal(a->owner[i].sure, b->owner[i].sure);
		assert_int_equal(a->owner[i].may, b->owner[i].may);
	}
}

static void
every_day_is_told_right(void **state)
{
	const struct bw_history_opt opt = { .threshold = threshold,
		.n_threshold = BW_LEN(threshold),
		.until = BW_DATE_MAX };
	struct bw_err err = BW_ERR_INIT;
	struct bw_history h;
	struct bw_past day;
	struct bw_view *v;
	struct town t;

	(void)state;
	for (unsigned seed = 200; seed < 200 + worlds(); seed++) {
		found(&t, seed);
		v = view(&t, 0);
		for (uint32_t y = 0; y < v->n_party; y++) {
			size_t i = 0;

			assert_ok(
			    bw_history_run(&h, v, y, &opt, &t.a, &err), &err);
			assert_true(h.n > 0);
			assert_int_equal(h.past[h.n - 1].to, BW_DATE_MAX);
			for (bw_date d = DAY - 52; d < DAY + 52; d++) {
				while (i < h.n && h.past[i].to <= d)
					i++;
				assert_true(i < h.n);
				assert_ok(bw_history_day(
					      &day, v, y, d, &opt, &t.a, &err),
				    &err);
				if (d < h.past[i].from)
					assert_false(day.told);
				else
					same_owners(&day, &h.past[i]);
				agrees(&t, v, y, d, &day);
			}
		}
		bw_view_close(v);
		end(&t);
	}
}

/* ---- no memory ---- */
static int
watch_body(void *ctx, struct bw_err *err)
{
	const struct two *s = ctx;
	const struct bw_net *const net[] = { &s->reg[0].net, &s->reg[1].net };
	struct bw_watch_opt opt = s->opt;
	struct bw_watch w;
	struct bw_arena a;
	int rc;

	opt.pool = NULL;
	bw_arena_init(&a, 0);
	rc = bw_watch_run(
	    &w, (const struct bw_view *const *)s->v, net, &opt, &a, err);
	bw_watch_release(&w);
	bw_arena_release(&a);
	return rc;
}

static int
history_body(void *ctx, struct bw_err *err)
{
	const struct two *s = ctx;
	const struct bw_history_opt opt = { .threshold = threshold,
		.n_threshold = BW_LEN(threshold),
		.until = BW_DATE_MAX };
	struct bw_history h;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_history_run(&h, s->v[BW_AFTER], 0, &opt, &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
without_memory(void **state)
{
	struct town t;
	struct two s;

	(void)state;
	found(&t, 300);
	for (unsigned k = 0; k < 4; k++)
		tell(&t, &t.tale[roll(&t, STAKES)]);
	deliver_stakes(&t, true);
	watch(&t, &s, t.delivery - 1, t.delivery);
	test_brutal(watch_body, &s, 5000);
	test_brutal(history_body, &s, 20000);
	done(&s);
	end(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(watch_tells_what_changed_and_no_more),
		cmocka_unit_test(nothing_new_is_nothing),
		cmocka_unit_test(every_day_is_told_right),
		cmocka_unit_test(without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
