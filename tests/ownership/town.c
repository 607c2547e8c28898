/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * town.c - see town.h.
 */
#include "town.h"

struct teller {
	struct town *t;
	struct bw_load *load;
	uint32_t line, n_load;
};

bw_date
town_day(const char *iso)
{
	bw_date d;

	assert_true(bw_date_parse(bw_str_of(iso), &d));
	return d;
}

static void
commit(struct teller *s)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_load_result r;
	uint8_t sum[32] = { 0 };

	if (s->load == NULL)
		return;
	sum[0] = (uint8_t)s->n_load;
	assert_ok(bw_load_commit(s->load, sum, &r, &err), &err);
	s->load = NULL;
}

static void
begin(struct teller *s, struct bw_str name, struct bw_str published)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str z = bw_arena_dup(&s->t->a, name);
	struct bw_load_opt opt = { .name = z.p,
		.format = "test",
		.reader = 1,
		.bytes = 100,
		.loaded_at = "2026-01-02T03:04:05Z" };
	struct bw_sink sink;

	commit(s);
	s->n_load++;
	assert_ok(bw_load_begin(&s->load, s->t->w, &opt, &err), &err);
	sink = bw_load_sink(s->load);
	if (published.n > 0)
		assert_ok(
		    bw_sink_about(&sink, "published", published, &err), &err);
}

static void
tell_party(struct teller *s, const struct bw_str *word, size_t n)
{
	struct bw_sink sink = bw_load_sink(s->load);
	struct bw_err err = BW_ERR_INIT;
	struct bw_party_rec r = { .key = { BW_STR("name"), word[1] },
		.name = word[1],
		.ended = BW_DATE_MAX };

	assert_true(n >= 3 && bw_party_kind_of(word[2], &r.kind));
	if (n > 3)
		r.country = word[3];
	assert_ok(bw_sink_party(&sink, &r, &err), &err);
}

static struct bw_share
band(struct bw_str text, uint8_t *flags)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_share s, hi;
	struct bw_str rest = text, part;
	bool open_lo = bw_str_starts(text, BW_STR(">")), open_hi;

	if (bw_str_is(text, "?")) {
		*flags |= BW_STAKE_NO_SHARE;
		return bw_share_unknown();
	}
	if (open_lo)
		rest = bw_str_sub(text, 1, text.n);
	assert_true(bw_str_cut(&rest, '-', &part));
	assert_ok(bw_share_parse(part, &s, &err), &err);
	if (rest.n == 0)
		return s;
	open_hi = bw_str_starts(rest, BW_STR("<"));
	if (open_hi)
		rest = bw_str_sub(rest, 1, rest.n);
	assert_ok(bw_share_parse(rest, &hi, &err), &err);
	s.hi = hi.hi;
	s.open =
	    (uint8_t)((open_lo ? BW_LO_OPEN : 0) | (open_hi ? BW_HI_OPEN : 0));
	assert_true(bw_share_valid(s));
	return s;
}

static void
tell_stake(struct teller *s, const struct bw_str *word, size_t n)
{
	struct bw_sink sink = bw_load_sink(s->load);
	struct bw_err err = BW_ERR_INIT;
	struct bw_stake_rec r = { .holder = { BW_STR("name"), word[0] },
		.company = { BW_STR("name"), word[2] },
		.valid = BW_ALWAYS,
		.place = { .line = s->line, .number = s->line } };

	assert_true(n >= 4);
	r.share = band(word[3], &r.flags);
	for (size_t i = 4; i < n; i++) {
		struct bw_str w = word[i];

		if (bw_str_is(w, "indirect"))
			r.flags |= BW_STAKE_INDIRECT;
		else if (bw_str_starts(w, BW_STR("from=")))
			assert_true(bw_date_parse(
			    bw_str_sub(w, 5, w.n), &r.valid.from));
		else if (bw_str_starts(w, BW_STR("to=")))
			assert_true(
			    bw_date_parse(bw_str_sub(w, 3, w.n), &r.valid.to));
		else
			assert_true(bw_nature_of(w, &r.nature));
	}
	assert_ok(bw_sink_stake(&sink, &r, &err), &err);
}

static void
tell_line(struct teller *s, struct bw_str line)
{
	struct bw_str word[12], part;
	size_t n = 0;

	while (bw_str_cut(&line, ' ', &part))
		if (part.n > 0 && n < BW_LEN(word))
			word[n++] = part;
	s->line++;
	if (n == 0)
		return;
	if (bw_str_is(word[0], "load")) {
		begin(s, word[1], n > 2 ? word[2] : (struct bw_str){ 0 });
		s->line = 0; /* a file of its own */
		return;
	}
	if (s->load == NULL)
		begin(s, BW_STR("register"), (struct bw_str){ 0 });
	if (bw_str_is(word[0], "party"))
		tell_party(s, word, n);
	else
		tell_stake(s, word, n);
}

void
town_open(struct town *t, const char *story)
{
	static unsigned number;
	struct bw_view_opt opt = { .no_snapshot = true };
	struct bw_err err = BW_ERR_INIT;
	struct teller s = { .t = t };
	struct bw_str rest = bw_str_of(story), line;
	char path[256];

	memset(t, 0, sizeof(*t));
	bw_arena_init(&t->a, 0);
	snprintf(path, sizeof(path), "%s/town%u.bwk", test_tmp(), number++);
	assert_ok(bw_world_open(&t->w, path, BW_WORLD_WRITE, &err), &err);
	while (bw_str_cut(&rest, '\n', &line))
		tell_line(&s, bw_str_trim(line));
	commit(&s);
	assert_ok(bw_view_open(&t->v, t->w, &opt, &err), &err);
}

void
town_close(struct town *t)
{
	bw_cone_release(&t->cone);
	bw_findings_release(&t->f);
	bw_view_close(t->v);
	bw_world_close(t->w);
	bw_arena_release(&t->a);
}

uint32_t
town_party(struct town *t, const char *name)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t party, *many;
	size_t n;

	assert_ok(bw_view_party(
		      t->v, bw_str_of(name), &t->a, &party, &many, &n, &err),
	    &err);
	return party;
}

void
town_cone(struct town *t, const char *name, enum bw_cone_side side)
{
	struct bw_err err = BW_ERR_INIT;

	bw_cone_release(&t->cone);
	assert_ok(bw_cone_load(&t->cone, t->v, town_party(t, name), side,
		      town_day("2026-01-01"), &t->a, &err),
	    &err);
}

static void
show_link(struct town *t, struct bw_buf *b, const struct bw_link *k)
{
	bw_buf_fmt(b, "%s%.*s>%.*s", b->n > 0 ? "; " : "",
	    BW_ARG(bw_view_name(t->v, t->cone.party[k->holder])),
	    BW_ARG(bw_view_name(t->v, t->cone.party[k->company])));
	if (k->has_votes) {
		bw_buf_char(b, ' ');
		bw_share_print(b, k->votes, '.');
	} else if (k->has_capital) { /* proceeds without votes */
		bw_buf_z(b, " (");
		bw_share_print(b, k->capital, '.');
		bw_buf_char(b, ')');
	}
	if (k->marks != 0 || k->direct || k->maybe)
		bw_buf_char(b, ' ');
	bw_buf_z(b, k->marks & BW_LINK_ASSUMED ? "a" : "");
	bw_buf_z(b, k->marks & BW_LINK_CONTRADICTED ? "c" : "");
	bw_buf_z(b, k->marks & BW_LINK_INDIRECT ? "i" : "");
	bw_buf_z(b, k->direct ? "d" : "");
	bw_buf_z(b, k->maybe ? "m" : "");
}

const char *
town_links(struct town *t)
{
	struct bw_buf b = { 0 };
	struct bw_str s;

	for (size_t i = 0; i < t->cone.n_link; i++)
		show_link(t, &b, &t->cone.link[i]);
	s = bw_arena_dup(&t->a, bw_buf_get(&b));
	bw_buf_release(&b);
	assert_non_null(s.p);
	return s.p;
}

void
town_ask(struct town *t, const char *name)
{
	struct bw_err err = BW_ERR_INIT;

	town_cone(t, name, BW_CONE_UP);
	bw_findings_release(&t->f);
	assert_ok(bw_ownership_findings(&t->f, t->v, &t->cone,
		      town_day("2026-01-01"), &t->a, &err),
	    &err);
}

size_t
town_count(struct town *t, const char *id)
{
	size_t n = 0;

	for (size_t i = 0; i < t->f.list.n; i++)
		n += strcmp(t->f.list.v[i].id, id) == 0;
	return n;
}

const struct bw_finding *
town_finding(struct town *t, const char *id)
{
	const struct bw_finding *found = NULL;

	for (size_t i = 0; i < t->f.list.n; i++) {
		if (strcmp(t->f.list.v[i].id, id) != 0)
			continue;
		assert_null(found);
		found = &t->f.list.v[i];
	}
	return found;
}
