/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_check.c - one party, all pillars: what is joined, what is missing.
 */
#include "check/check.h"
#include "base/pool.h"
#include "model/ref.h"
#include "supply/files.h"

#define USES "company,item,supplier,country,amount,unit,critical\n"
#define PARTIES "name,kind,country\n"
#define STAKES "holder,company,percent,nature\n"

struct town {
	const char *path;
	struct bw_world *w;
	struct bw_view *v;
	struct bw_arena a;
	struct bw_check c;
};

static void
open_world(struct town *t)
{
	static unsigned n;
	char name[32];

	*t = (struct town){ 0 };
	snprintf(name, sizeof(name), "check%u.bwk", n++);
	t->path = feed_path(name);
	t->w = feed_open(t->path, BW_WORLD_WRITE);
	bw_arena_init(&t->a, 0);
}

static void
ask_in(struct town *t, const char *who, int year)
{
	struct bw_check_opt opt = { 0 };
	struct bw_err err = BW_ERR_INIT;

	assert_true(bw_date_of(year, 1, 2, &opt.day));
	t->v = feed_view(t->w, 0);
	assert_ok(
	    bw_check_run(&t->c, t->v, feed_find(t->v, who), &opt, &t->a, &err),
	    &err);
}

static void
ask(struct town *t, const char *who)
{
	ask_in(t, who, 2026);
}

static void
close_world(struct town *t)
{
	bw_check_release(&t->c);
	bw_view_close(t->v);
	bw_world_close(t->w);
	bw_arena_release(&t->a);
	bw_text_unload();
	bw_ref_unload();
}

/* The n-th finding with that id, or NULL. */
static const struct bw_finding *
finding(const struct bw_check *c, const char *id, size_t n)
{
	for (size_t i = 0; i < c->findings.list.n; i++)
		if (strcmp(c->findings.list.v[i].id, id) == 0 && n-- == 0)
			return &c->findings.list.v[i];
	return NULL;
}

/* The same, which must be there. */
static const struct bw_finding *
must(const struct bw_check *c, const char *id, size_t n)
{
	const struct bw_finding *f = finding(c, id, n);

	if (f != NULL)
		return f;
	print_error("no %s number %zu\n", id, n);
	fail();
	abort(); /* not reached; the compiler cannot know */
}

static bool
says(struct bw_text text, const char *word)
{
	return bw_str_find(text.in[BW_EN], bw_str_of(word)) >= 0 &&
	    text.in[BW_NL].n > 0;
}

/* Everything of an answer as text. */
static void
spell(const struct bw_check *c, struct bw_buf *b)
{
	for (size_t i = 0; i < c->findings.list.n; i++) {
		const struct bw_finding *f = &c->findings.list.v[i];

		bw_buf_fmt(b, "%s %d %d %d %u\n", f->id, f->pillar, f->level,
		    f->certainty, f->subject);
		for (size_t l = 0; l < BW_LANGS; l++) {
			bw_buf_str(b, f->title.in[l]);
			bw_buf_str(b, f->reason.in[l]);
			bw_buf_str(b, f->todo.in[l]);
			for (size_t k = 0; k < f->settle.n; k++)
				bw_buf_str(b, f->settle.v[k].in[l]);
		}
		for (size_t k = 0; k < f->evidence.n; k++) {
			const struct bw_evidence *e = &f->evidence.v[k];

			bw_buf_str(b, e->says.in[BW_NL]);
			bw_buf_fmt(b, "%u %llu %llu\n", e->source,
			    (unsigned long long)e->line,
			    (unsigned long long)e->number);
		}
	}
	for (size_t i = 0; i < c->n_source; i++)
		bw_buf_str(b, c->source[i].sha256);
	for (size_t i = 0; i < c->n_production; i++)
		bw_buf_fmt(b, "%a %a\n", c->production[i].c.hhi_lo,
		    c->production[i].c.wgi_hi);
}

/* ---- what is missing ---- */

static void
nothing_known(void **state)
{
	struct town t;
	const struct bw_finding *f;

	(void)state;
	open_world(&t);
	feed_text(t.w, "parties1.csv",
	    PARTIES "Lonely B.V.,company,NL\nJohn,person,NL\n");
	ask(&t, "Lonely B.V.");
	f = must(&t.c, "check.no-owners", 0);
	assert_int_equal(f->pillar, BW_OWNERSHIP);
	assert_true(says(f->title, "Lonely B.V."));
	assert_true(f->settle.n == 1 && f->evidence.n == 1);
	assert_int_equal(f->evidence.v[0].source, 1);
	f = must(&t.c, "check.no-uses", 0);
	assert_int_equal(f->pillar, BW_SUPPLY);
	assert_int_equal(t.c.n_source, 1);
	assert_int_equal(t.c.n_use, 0);
	bw_check_release(&t.c);
	bw_view_close(t.v);
	ask(&t, "John"); /* nobody owns a person */
	assert_null(finding(&t.c, "check.no-owners", 0));
	assert_null(finding(&t.c, "check.no-uses", 0));
	close_world(&t);
}

/* ---- suppliers ---- */

/* Shop NL: 60 % with a company in China, itself owned by a person there.
 * Mill DE: 40-60 % from France, possible. Home NL: owner in the Netherlands.
 * Bare: no owners. */
static void
feed_suppliers(struct bw_world *w)
{
	feed_text(w, "parties2.csv",
	    PARTIES "Firm,company,NL\nShop,company,NL\nMill,company,DE\n"
		    "Home,company,NL\nBare,company,NL\nOrient,company,CN\n"
		    "Li,person,CN\nGaul,company,FR\nJan,person,NL\n");
	feed_text(w, "stakes2.csv",
	    STAKES "Jan,Firm,100,shares\nOrient,Shop,60,shares\n"
		   "Li,Orient,100,shares\nGaul,Mill,>40-60,shares\n"
		   "Jan,Home,100,shares\n");
	feed_text(w, "uses2.csv",
	    USES "Firm,gallium,Shop,NL,1,kg,no\nFirm,lens,Shop,NL,1,,yes\n"
		 "Firm,glass,Mill,DE,1,kg,yes\nFirm,tape,Home,NL,1,,no\n"
		 "Firm,glue,Bare,NL,1,,no\nFirm,water,,,1,,no\n");
}

static void
suppliers(void **state)
{
	struct town t;
	const struct bw_finding *f;

	(void)state;
	open_world(&t);
	feed_suppliers(t.w);
	ask(&t, "Firm");
	f = must(&t.c, "supply.supplier-abroad-control", 0);
	assert_true(says(f->title, "Shop") && says(f->title, "China"));
	assert_true(says(f->title, "Li")); /* not Orient, which Li controls */
	assert_int_equal(f->certainty, BW_CERTAIN);
	assert_int_equal(f->level, BW_PLAN); /* lens is critical */
	assert_int_equal(f->evidence.n, 3);  /* 60 %, 100 %, the use */
	assert_true(says(f->evidence.v[0].says, "Orient has 60 %"));
	assert_int_equal(f->evidence.v[0].source, 2);
	assert_int_equal(f->evidence.v[0].line, 3);
	assert_true(says(f->evidence.v[1].says, "Li has 100 %"));
	f = must(&t.c, "supply.supplier-abroad-control", 1);
	assert_true(says(f->title, "Mill") && says(f->title, "Gaul"));
	assert_int_equal(f->certainty, BW_POSSIBLE);
	assert_int_equal(f->level, BW_KNOW); /* a member of the EU */
	assert_true(f->settle.n >= 1 && says(f->settle.v[0], "Gaul"));
	assert_null(finding(&t.c, "supply.supplier-abroad-control", 2));
	f = must(&t.c, "check.supplier-owners", 0);
	assert_true(says(f->reason, "in: Bare."));
	assert_null(finding(&t.c, "check.supplier-owners", 1));
	assert_null(finding(&t.c, "check.no-owners", 0));
	assert_null(finding(&t.c, "check.no-uses", 0));
	close_world(&t);
}

/* ---- the example of the program ---- */

static void
feed_example(struct bw_world *w)
{
	static const char *const files[] = { "examples/parties.csv",
		"examples/stakes.csv", "examples/uses.csv" };

	feed_reference(w);
	for (size_t i = 0; i < BW_LEN(files); i++)
		feed_file(w, test_source(files[i]));
}

#define EXAMPLE "Voorbeeld Fotonica B.V. (fictief)"

static int
year_of(const struct bw_check *c, const char *material)
{
	for (size_t i = 0; i < c->n_production; i++)
		if (bw_str_is(c->production[i].material, material))
			return c->production[i].year;
	return 0;
}

static void
example(void **state)
{
	struct town t;
	const struct bw_finding *f;

	(void)state;
	open_world(&t);
	feed_example(t.w);
	ask(&t, EXAMPLE);
	assert_str(t.c.facts.name, EXAMPLE);
	/* the story of examples/README.md */
	f = must(&t.c, "ownership.controller", 0);
	assert_int_equal(f->certainty, BW_POSSIBLE);
	assert_true(says(f->title, "Greta Nordlicht"));
	assert_int_equal(t.c.n_use, 7);
	assert_true(t.c.n_owner > 5 && t.c.n_production >= 5);
	assert_int_equal(year_of(&t.c, "gallium"), 2024);
	/* Waferhuis, Zuiver Metaal and Epitaxie: one supplier each */
	for (size_t i = 0; i < 3; i++) {
		f = must(&t.c, "supply.sole-supplier", i);
		assert_int_equal(f->level, BW_ACT);
	}
	/* what must be done comes first; every source cited is listed */
	for (size_t i = 0; i < t.c.findings.list.n; i++) {
		f = &t.c.findings.list.v[i];
		assert_true(i == 0 || f->level <= f[-1].level);
		assert_int_equal(f->subject, t.c.party);
		assert_true(f->title.in[BW_NL].n > 0);
		assert_true(f->title.in[BW_NL].p[0] != '[');
		for (size_t k = 0; k < f->evidence.n; k++) {
			size_t s = 0;

			while (s < t.c.n_source &&
			    t.c.source[s].id != f->evidence.v[k].source)
				s++;
			assert_true(s < t.c.n_source);
		}
	}
	for (size_t i = 1; i < t.c.n_source; i++)
		assert_true(t.c.source[i - 1].id < t.c.source[i].id);
	/* as of a day three years ago */
	bw_check_release(&t.c);
	bw_view_close(t.v);
	ask_in(&t, EXAMPLE, 2023);
	assert_int_equal(year_of(&t.c, "gallium"), 2023);
	f = must(&t.c, "supply.critical", 0);
	assert_true(says(f->title, "2023"));
	close_world(&t);
}

/* ---- the same on one thread and on two ---- */

struct crowd {
	const char *path;
	struct bw_buf said[8];
};

static int
one_of_many(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct crowd *crowd = ctx;
	struct bw_check_opt opt = { 0 };
	struct bw_view_opt view = { 0 };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_check c = { 0 };
	struct bw_arena a;
	uint32_t party, *many;
	size_t n;
	int rc;

	(void)end;
	(void)chunk;
	(void)worker;
	bw_arena_init(&a, 0);
	(void)bw_date_of(2026, 1, 2, &opt.day);
	rc = bw_world_open(&w, crowd->path, BW_WORLD_READ, NULL);
	if (rc == 0)
		rc = bw_view_open(&v, w, &view, NULL);
	if (rc == 0)
		rc = bw_view_party(
		    v, BW_STR(EXAMPLE), &a, &party, &many, &n, NULL);
	if (rc == 0)
		rc = bw_check_run(&c, v, party, &opt, &a, NULL);
	if (rc == 0)
		spell(&c, &crowd->said[begin]);
	bw_check_release(&c);
	bw_view_close(v);
	bw_world_close(w);
	bw_arena_release(&a);
	return rc;
}

static void
threads(void **state)
{
	struct town t;
	struct crowd one = { 0 }, two = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool = NULL;

	(void)state;
	open_world(&t);
	feed_example(t.w);
	ask(&t, EXAMPLE); /* the caches are loaded from here on */
	one.path = two.path = t.path;
	assert_int_equal(bw_pool_run(NULL, 8, 1, one_of_many, &one), 0);
	assert_ok(bw_pool_new(&pool, 2, &err), &err);
	assert_int_equal(bw_pool_run(pool, 8, 1, one_of_many, &two), 0);
	bw_pool_free(pool);
	for (size_t i = 0; i < 8; i++) {
		assert_true(one.said[i].n > 1000);
		assert_int_equal(one.said[i].n, two.said[i].n);
		assert_memory_equal(
		    one.said[0].p, one.said[i].p, one.said[0].n);
		assert_memory_equal(
		    one.said[0].p, two.said[i].p, one.said[0].n);
	}
	for (size_t i = 0; i < 8; i++) {
		bw_buf_release(&one.said[i]);
		bw_buf_release(&two.said[i]);
	}
	close_world(&t);
}

static int
body(void *ctx, struct bw_err *err)
{
	struct town *t = ctx;
	struct bw_check_opt opt = { .day = t->c.day };
	struct bw_check c = { 0 };
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_check_run(&c, t->v, t->c.party, &opt, &a, err);
	bw_check_release(&c);
	bw_arena_release(&a);
	return rc;
}

/* ---- names ---- */

/* Three spellings of one firm, and two that a number tells apart. */
static void
same_names(void **state)
{
	struct town t;
	const struct bw_finding *f;

	(void)state;
	open_world(&t);
	feed_text(t.w, "parties7.csv",
	    "name,kvk\nZaak B.V.,12345678\nTwin N.V.,11111111\n"
	    "Twin NV,22222222\nMill V.O.F.,\n");
	feed_text(t.w, "stakes7.csv",
	    STAKES "Anna,Zaak B.V.,60,\nBert,zaak bv,40,\n"
		   "Twin N.V.,Zaak B.V.,40,\nCas,MILL VOF,60,\n"
		   "Dirk,Zaak Beheer B.V.,60,\n");
	feed_text(t.w, "uses7.csv", USES "Zaak B.V.,oil,Mill V.O.F.,NL,,,\n");
	ask(&t, "Zaak B.V.");
	f = must(&t.c, "data.same-name", 0);
	assert_true(says(f->title, "zaak bv"));
	assert_int_equal(f->certainty, BW_POSSIBLE);
	assert_int_equal(f->evidence.n, 2);
	f = must(&t.c, "data.same-name", 1);
	assert_true(says(f->title, "MILL VOF"));
	assert_null(finding(&t.c, "data.same-name", 2));
	bw_check_release(&t.c);
	bw_view_close(t.v);
	ask(&t, "zaak bv"); /* and the other way round */
	assert_true(says(must(&t.c, "data.same-name", 0)->title, "Zaak B.V."));
	test_brutal(body, &t, 20000);
	close_world(&t);
}

static void
no_memory(void **state)
{
	struct town t;

	(void)state;
	open_world(&t);
	feed_suppliers(t.w);
	ask(&t, "Firm");
	test_brutal(body, &t, 20000);
	close_world(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_known),
		cmocka_unit_test(suppliers),
		cmocka_unit_test(example),
		cmocka_unit_test(threads),
		cmocka_unit_test(same_names),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
