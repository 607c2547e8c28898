/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_history.c - who controlled a company over time, drawn.
 *
 * A lane per party, time from left to right (Playfair 1765; Plaisant et al.
 * 1996, LifeLines). A full bar is certain control, a hatched one possible
 * control, so that they differ without colour; a thin bar is votes without
 * control. Who ever controlled comes first, then by first appearance. The
 * table of the verb holds the same in words; the description sums it up.
 */
#include "report/report_priv.h"

#define WIDTH 820
#define LEFT 214 /* where time begins */
#define RIGHT 16
#define TOP 66
#define LANE 34
#define BAR 14
#define THIN 4
#define NAME_COLUMNS 24
#define LANES 30u
#define STEP 6 /* of the hatching */

struct span { /* what a party was, from one day to another */
	bw_date from, to;
	struct bw_past_owner is;
};
struct lane {
	uint32_t party;
	bool controls;
	BW_VEC(struct span) span;
};
struct timeline {
	struct report *r;
	struct drawing *d;
	const struct bw_history *all;
	bw_date begin, end; /* of the axis */
	BW_VEC(struct lane) lane;
	size_t left_out;
	bool certain, possible, votes; /* for the legend */
};

/* ---- from periods to lanes ---- */
static struct lane *
lane_of(struct timeline *t, uint32_t party)
{
	struct lane new = { .party = party };

	for (size_t i = 0; i < t->lane.n; i++)
		if (t->lane.v[i].party == party)
			return &t->lane.v[i];
	if (!bw_vec_push(&t->lane, new)) {
		t->r->failed = true;
		return NULL;
	}
	return &t->lane.v[t->lane.n - 1];
}

static bool
same(const struct bw_past_owner *a, const struct bw_past_owner *b)
{
	return a->controls == b->controls && a->certainty == b->certainty &&
	    a->sure == b->sure && a->may == b->may;
}

static void
add_span(
    struct timeline *t, const struct bw_past *p, const struct bw_past_owner *is)
{
	struct lane *l = lane_of(t, is->party);
	struct span *last;

	if (l == NULL)
		return;
	l->controls |= is->controls;
	last = l->span.n > 0 ? &l->span.v[l->span.n - 1] : NULL;
	if (last != NULL && last->to == p->from && same(&last->is, is))
		last->to = p->to;
	else if (!bw_vec_push(&l->span, (struct span){ p->from, p->to, *is }))
		t->r->failed = true;
}

static void
controllers_first(struct timeline *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->lane.n; i++) {
		struct lane l = t->lane.v[i];

		if (!l.controls)
			continue;
		memmove(t->lane.v + n + 1, t->lane.v + n, (i - n) * sizeof(l));
		t->lane.v[n++] = l;
	}
}

static void
set_axis(struct timeline *t, bw_date day)
{
	const struct bw_history *all = t->all;
	bw_date first = day, last = day;
	int32_t pad;

	for (size_t i = 0; i < all->n; i++) {
		const bw_date on[] = { all->past[i].from, all->past[i].to };

		for (size_t k = 0; k < BW_LEN(on); k++) {
			if (on[k] == BW_DATE_MIN || on[k] == BW_DATE_MAX)
				continue;
			if (on[k] < first)
				first = on[k];
			if (on[k] > last)
				last = on[k];
		}
	}
	pad = (last - first) / 25;
	if (first == last)
		pad = 366;
	t->begin = first - (pad > 20 ? pad : 20);
	t->end = last + (pad > 20 ? pad : 20);
}

static void
gather(struct timeline *t, bw_date day)
{
	for (size_t i = 0; i < t->all->n; i++)
		for (size_t k = 0; k < t->all->past[i].n_owner; k++)
			add_span(
			    t, &t->all->past[i], &t->all->past[i].owner[k]);
	controllers_first(t);
	if (t->lane.n > LANES)
		t->left_out = t->lane.n - LANES;
	set_axis(t, day);
}

/* ---- drawing ---- */
static long
x_of(const struct timeline *t, bw_date day)
{
	int64_t room = WIDTH - LEFT - RIGHT;

	if (day <= t->begin)
		return LEFT;
	if (day >= t->end)
		return WIDTH - RIGHT;
	return LEFT + (long)((day - t->begin) * room / (t->end - t->begin));
}

static void
rect(struct timeline *t, const char *class_, long x, long y, long width,
    long height)
{
	struct bw_html *h = t->d->h;

	bw_html_open_class(h, "rect", class_);
	bw_html_attr_i(h, "x", x);
	bw_html_attr_i(h, "y", y);
	bw_html_attr_i(h, "width", width < 2 ? 2 : width);
	bw_html_attr_i(h, "height", height);
	bw_html_close(h);
}

/* Slanted lines within the bar. */
static void
hatch(struct timeline *t, long x, long y, long width)
{
	struct bw_buf b = { 0 };

	for (long i = x; i + BAR <= x + width; i += STEP)
		bw_buf_fmt(&b, "M%ld %ldL%ld %ld", i, y + BAR, i + BAR, y);
	if (b.n > 0)
		draw_path(t->d, "hatch", kept(t->r, &b).p);
	else
		bw_buf_release(&b);
}

static struct bw_str
day_or_dots(struct timeline *t, bw_date day)
{
	struct bw_str s = day_text(t->r, day);

	return s.n > 0 ? s : BW_STR("\xe2\x80\xa6");
}

/* "certain control, 1 January 2020 - 1 July 2023" */
static struct bw_str
span_text(struct timeline *t, const struct span *s)
{
	struct bw_str what = s->is.controls
	    ? wordf(t->r, "time.draw", bw_certainty_name(s->is.certainty))
	    : word(t->r, "time.draw.votes");

	return FILLED(t->r, "time.draw.span", { "what", what },
	    { "from", day_or_dots(t, s->from) },
	    { "to", day_or_dots(t, s->to) });
}

static void
draw_span(struct timeline *t, const struct span *s, long y)
{
	long x = x_of(t, s->from), width = x_of(t, s->to) - x;
	bool sure = s->is.certainty == BW_CERTAIN;

	bw_html_open(t->d->h, "g");
	bw_html_leaf(t->d->h, "title", NULL, span_text(t, s));
	if (s->is.controls) {
		t->certain |= sure;
		t->possible |= !sure;
		rect(t, sure ? "bar here" : "bar possible", x, y - BAR / 2,
		    width, BAR);
		if (!sure)
			hatch(t, x, y - BAR / 2, width);
	} else {
		t->votes = true;
		rect(t, s->is.sure > 0 ? "bar" : "bar rest", x, y - THIN / 2,
		    width, THIN);
	}
	bw_html_close(t->d->h);
}

static void
draw_lane(struct timeline *t, const struct lane *l, long y)
{
	struct bw_str line[2];
	size_t n =
	    wrapped(t->r, party_name(t->r, l->party), NAME_COLUMNS, line, 2);

	bw_html_open(t->d->h, "g");
	bw_html_attr_i(
	    t->d->h, "data-party", (long)t->r->v->party_row[l->party]);
	bw_html_attr(t->d->h, "data-label", party_name(t->r, l->party));
	bw_html_leaf(t->d->h, "title", NULL, party_name(t->r, l->party));
	for (size_t i = 0; i < n; i++)
		draw_text(t->d, l->controls ? "name" : "about", "end",
		    LEFT - 10, y + 4 - (long)(n - 1) * 7 + (long)i * 15,
		    line[i]);
	bw_html_close(t->d->h);
	for (size_t i = 0; i < l->span.n; i++)
		draw_span(t, &l->span.v[i], y);
}

static void
tick(struct timeline *t, bw_date day, struct bw_str text, long bottom)
{
	long x = x_of(t, day);
	char path[64];

	if (x <= LEFT || x >= WIDTH - RIGHT)
		return;
	snprintf(path, sizeof(path), "M%ld %dV%ld", x, TOP - 8, bottom);
	draw_path(t->d, "tick", path);
	draw_text(t->d, "about", "middle", x, TOP - 14, text);
}

/* A line per year, or per so many years or months, at most about ten. */
static void
draw_axis(struct timeline *t, long bottom)
{
	static const int step_of[] = { 1, 3, 6, 12, 24, 60, 120, 240, 600 };
	int months = (t->end - t->begin) / 30, step = 1200, y, m, d, at;
	bw_date day;

	for (size_t i = BW_LEN(step_of); i-- > 0;)
		if (months / step_of[i] <= 10)
			step = step_of[i];
	bw_date_split(t->begin, &y, &m, &d);
	for (at = y * 12 / step * step; at <= (y + 1) * 12 + months; at += step)
		if (bw_date_of(at / 12, at % 12 + 1, 1, &day))
			tick(t, day,
			    step < 12
				? fmt(t->r, "%04d-%02d", at / 12, at % 12 + 1)
				: fmt(t->r, "%d", at / 12),
			    bottom);
}

static long
draw_legend(struct timeline *t, long y)
{
	const struct {
		bool has;
		const char *word;
		struct bw_past_owner is;
	} part[] = {
		{ t->certain, "time.draw.certain",
		    { .controls = true, .certainty = BW_CERTAIN } },
		{ t->possible, "time.draw.possible",
		    { .controls = true, .certainty = BW_POSSIBLE } },
		{ t->votes, "time.draw.votes", { .sure = 1 } },
	};
	long x = RIGHT;

	for (size_t i = 0; i < BW_LEN(part); i++) {
		struct bw_str text = word(t->r, part[i].word);
		bool sure = part[i].is.certainty == BW_CERTAIN;

		if (!part[i].has)
			continue;
		if (part[i].is.controls)
			rect(t, sure ? "bar here" : "bar possible", x,
			    y - BAR + 3, 28, BAR);
		else
			rect(t, "bar", x, y - 6, 28, THIN);
		if (part[i].is.controls && !sure)
			hatch(t, x, y - BAR + 3, 28);
		draw_text(t->d, "about", NULL, x + 36, y, text);
		x += 64 + 7 * (long)text.n;
	}
	if (t->left_out > 0) {
		y += 20;
		draw_text(t->d, "about", NULL, LEFT, y,
		    FILLED(t->r, "time.draw.more",
			{ "n", count(t->r, t->left_out) }));
	}
	return y;
}

/* Everything in words, for who does not see it. */
static struct bw_str
description(struct timeline *t)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < t->lane.n && i < LANES; i++) {
		const struct lane *l = &t->lane.v[i];

		bw_buf_fmt(&b, "%s%.*s: ", i > 0 ? " " : "",
		    BW_ARG(party_name(t->r, l->party)));
		for (size_t k = 0; k < l->span.n; k++)
			bw_buf_fmt(&b, "%s%.*s", k > 0 ? "; " : "",
			    BW_ARG(span_text(t, &l->span.v[k])));
		bw_buf_z(&b, ".");
	}
	if (t->lane.n == 0)
		bw_buf_str(&b, word(t->r, "time.draw.none"));
	return kept(t->r, &b);
}

static void
draw(struct timeline *t, uint32_t party)
{
	size_t lanes = t->lane.n > LANES ? LANES : t->lane.n;
	long bottom = TOP + LANE * (long)(lanes > 0 ? lanes : 1);
	long height = bottom + 34 + (t->left_out > 0 ? 20 : 0);
	struct bw_str title = FILLED(
	    t->r, "time.draw.title", { "party", party_name(t->r, party) });

	draw_start(t->d, WIDTH, height, title, description(t));
	if (wrapped(t->r, title, 90, &title, 1) > 0)
		draw_text(t->d, "heading", NULL, RIGHT, 26, title);
	draw_axis(t, bottom - 4);
	if (lanes == 0)
		draw_text(t->d, "about", NULL, LEFT, TOP + 20,
		    word(t->r, "time.draw.none"));
	for (size_t i = 0; i < lanes; i++)
		draw_lane(t, &t->lane.v[i], TOP + LANE * (long)i + LANE / 2);
	draw_legend(t, bottom + 18);
}

int
bw_svg_history(const struct bw_history *all, const struct bw_view *v,
    uint32_t party, bw_date day, enum bw_lang lang, struct bw_out *out,
    struct bw_err *err)
{
	struct report r = { .v = v, .lang = lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "history", .alone = true };
	struct timeline t = { .r = &r, .d = &d, .all = all };
	int rc = bw_text_load(err);

	bw_arena_init(&r.a, 0);
	if (rc == 0) {
		gather(&t, day);
		bw_html_svg(&h, out);
		draw(&t, party);
		bw_html_finish(&h);
	}
	for (size_t i = 0; i < t.lane.n; i++)
		bw_vec_release(&t.lane.v[i].span);
	bw_vec_release(&t.lane);
	return report_end(&r, rc, out, err);
}
