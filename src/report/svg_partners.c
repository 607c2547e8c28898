/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_partners.c - what partner countries can add, drawn as a curve of steps.
 *
 * As a supply curve in a textbook: from left to right what the steps add, as a
 * share of the world's supply, in the order of what has to be built. Going
 * down, the share of the largest producer outside the partners: the line is
 * the aimed reading (all of it takes that producer's place), the dashed one
 * the even reading, and what lies between them is shaded. The blocks below
 * the axis are the steps, by number; a solid block is what stands there
 * already, a plain one the pace of the world, an open one all that reserves
 * carry, so that they differ without colour. The list has the words.
 */
#include "report/svg_partners.h"
#include "report/report_priv.h"
#include <math.h>

#define WIDTH 720
#define LEFT 56
#define RIGHT 20
#define PLOT (WIDTH - LEFT - RIGHT)
#define TOP 66
#define HIGH 170
#define BLOCK 26
#define LINE 20
#define FOOT 22

struct curve {
	struct report *r;
	struct drawing *d;
	const struct bw_supply_partners *s;
	double whole, across, down; /* of the supply; ends of the axes */
	long top;                   /* of the plot */
};

/* The next of 1, 2, 5, 10, 20, 50, 100 per cent. */
static double
round_up(double share)
{
	static const double end[] = { .01, .02, .05, .1, .2, .3, .4, .5, .6,
		.8 };

	for (size_t i = 0; i < BW_LEN(end); i++)
		if (share <= end[i] * (1 + 1e-9))
			return end[i];
	return 1;
}

static double
x_of(const struct curve *c, double amount)
{
	return LEFT + amount / c->whole / c->across * PLOT;
}

static double
y_of(const struct curve *c, double share)
{
	return (double)c->top + HIGH - share / c->down * HIGH;
}

static struct bw_str
country(struct report *r, uint32_t letters)
{
	return country_name(r,
	    fmt(r, "%c%c", (int)(letters >> 8 & 0xff), (int)(letters & 0xff)));
}

static void
rect(struct bw_html *h, const char *class_, double x, double y, double width,
    double height)
{
	const struct {
		const char *name;
		double value;
	} at[] = { { "x", x }, { "y", y }, { "width", width },
		{ "height", height } };
	char text[32];

	bw_html_open_class(h, "rect", class_);
	for (size_t i = 0; i < BW_LEN(at); i++) {
		snprintf(text, sizeof(text), "%.1f", at[i].value);
		bw_html_attr_z(h, at[i].name, text);
	}
	bw_html_close(h);
}

/* Nothing when memory ran out: the report says so at its end. */
static void
path(struct curve *c, const char *class_, struct bw_str way)
{
	if (way.p != NULL)
		draw_path(c->d, class_, way.p);
}

/* ---- the plot ---- */

/* "5 %", or "2.5 %" where a whole number would lie. */
static struct bw_str
tick(struct curve *c, double share)
{
	double v = share * 100;

	return fmt(c->r, "%.*s %%",
	    BW_ARG(decimals(c->r, v, fabs(v - round(v)) < 1e-6 ? 0 : 1)));
}

static void
axes(struct curve *c)
{
	for (int i = 0; i <= 4; i++) {
		double share = c->down * i / 4, add = c->across * i / 4;
		long y = lround(y_of(c, share));
		long x = lround(x_of(c, add * c->whole));

		path(
		    c, "tick", fmt(c->r, "M%d %ldH%d", LEFT, y, WIDTH - RIGHT));
		draw_text(
		    c->d, "about", "end", LEFT - 6, y + 4, tick(c, share));
		draw_text(c->d, "about",
		    i == 0       ? "start"
			: i == 4 ? "end"
				 : "middle",
		    x, c->top + HIGH + BLOCK + 22, tick(c, add));
	}
	draw_text(c->d, "about", "end", WIDTH - RIGHT,
	    c->top + HIGH + BLOCK + 40, word(c->r, "report.partners.across"));
}

/* One reading as a staircase: what is added falls at its full width. */
static struct bw_str
stairs(struct curve *c, bool aimed)
{
	const struct bw_partners *is = &c->s->is;
	struct bw_buf b = { 0 };
	double x = LEFT, y = y_of(c, is->focus_now);

	bw_buf_fmt(&b, "M%.1f %.1f", x, y);
	for (size_t i = 0; i < is->n_step; i++) {
		const struct bw_partner_step *s = &is->step[i];

		y = y_of(c, aimed ? s->aimed.focus : s->even.focus);
		bw_buf_fmt(&b, "L%.1f %.1f", x_of(c, s->all), y);
	}
	return kept(c->r, &b);
}

static struct bw_str
between(struct curve *c)
{
	const struct bw_partners *is = &c->s->is;
	struct bw_buf b = { 0 };

	bw_buf_str(&b, stairs(c, true));
	for (size_t i = is->n_step; i > 0; i--)
		bw_buf_fmt(&b, "L%.1f %.1f", x_of(c, is->step[i - 1].all),
		    y_of(c, is->step[i - 1].even.focus));
	bw_buf_z(&b, "Z");
	return kept(c->r, &b);
}

static void
blocks(struct curve *c)
{
	static const char *const look[] = { [BW_STEP_SPARE] = "bar here",
		[BW_STEP_PACE] = "bar",
		[BW_STEP_RESERVES] = "bar rest" };
	const struct bw_partners *is = &c->s->is;
	double from = 0;

	for (size_t i = 0; i < is->n_step; i++) {
		const struct bw_partner_step *s = &is->step[i];
		double x = x_of(c, from), width = x_of(c, s->all) - x;

		rect(c->d->h, look[s->kind], x, (double)(c->top + HIGH) + 4,
		    fmax(1, width - 1), BLOCK - 12);
		if (width >= 14)
			draw_text(c->d, "label", "middle",
			    lround(x + width / 2), c->top + HIGH + BLOCK + 4,
			    fmt(c->r, "%zu", i + 1));
		from = s->all;
	}
}

/* ---- words ---- */

static struct bw_str
heading(struct report *r, const struct bw_supply_partners *s)
{
	const struct bw_production *p = s->production;

	return FILLED(r, "report.supply.heading",
	    { "material", material_name(r, p->material) },
	    { "stage", wordf(r, "stage", bw_stage_name(p->stage)) },
	    { "year", fmt(r, "%d", p->year) });
}

static struct bw_str
summary(struct report *r, const struct bw_supply_partners *s)
{
	const struct bw_partners *is = &s->is;
	const struct bw_partner_step *last;

	if (is->n_step == 0)
		return word(r, "cli.partners.no-step");
	last = &is->step[is->n_step - 1];
	if (is->focus == 0)
		return FILLED(r, "report.partners.together",
		    { "now", percent(r, is->share_now) },
		    { "then", percent(r, last->share) });
	return FILLED(r, "report.partners.summary",
	    { "now", percent(r, is->share_now) },
	    { "then", percent(r, last->share) },
	    { "focus", country(r, is->focus) },
	    { "before", percent(r, is->focus_now) },
	    { "after",
		span(r, last->aimed.focus * 100, last->even.focus * 100, 1) });
}

static struct bw_str
step_line(struct report *r, const struct bw_supply_partners *s, size_t i)
{
	static const char *const kind[] = { [BW_STEP_SPARE] = "spare",
		[BW_STEP_PACE] = "pace",
		[BW_STEP_RESERVES] = "reserves" };
	const struct bw_partner_step *step = &s->is.step[i];

	return FILLED(r, "report.partners.step", { "n", fmt(r, "%zu", i + 1) },
	    { "country", country(r, step->country) },
	    { "step", wordf(r, "cli.partners.step", kind[step->kind]) },
	    { "share", percent(r, step->amount / s->is.now.total.hi) });
}

static struct bw_str
description(struct report *r, const struct bw_supply_partners *s)
{
	struct bw_buf b = { 0 };

	bw_buf_str(&b, summary(r, s));
	for (size_t i = 0; i < s->is.n_step; i++) {
		bw_buf_z(&b, " ");
		bw_buf_str(&b, step_line(r, s, i));
		bw_buf_z(&b, ".");
	}
	return kept(r, &b);
}

/* ---- one production, and all ---- */

static long
height_of(const struct bw_supply_partners *s)
{
	if (s->is.n_step == 0)
		return TOP;
	return TOP + HIGH + BLOCK + 58 + LINE * (long)s->is.n_step + FOOT;
}

static void
plot(struct curve *c)
{
	const struct bw_partners *is = &c->s->is;
	long y = c->top + HIGH + BLOCK + 58;

	axes(c);
	if (is->focus != 0) {
		path(c, "band", between(c));
		path(c, "arrow control", stairs(c, true));
		path(c, "arrow control indirect", stairs(c, false));
		draw_text(c->d, "label", NULL, LEFT, c->top - 8,
		    FILLED(c->r, "report.partners.down",
			{ "focus", country(c->r, is->focus) }));
	}
	blocks(c);
	for (size_t i = 0; i < is->n_step; i++)
		draw_text(c->d, "about", NULL, LEFT, y + LINE * (long)i,
		    step_line(c->r, c->s, i));
}

static void
draw_one(struct report *r, struct drawing *d,
    const struct bw_supply_partners *s, long y)
{
	const struct bw_partners *is = &s->is;
	struct curve c = { .r = r,
		.d = d,
		.s = s,
		.whole = is->now.total.hi,
		.top = y + TOP };
	struct bw_str line;

	if (wrapped(r, heading(r, s), 80, &line, 1) > 0)
		draw_text(d, "heading", NULL, 4, y + 18, line);
	if (wrapped(r, summary(r, s), 118, &line, 1) > 0)
		draw_text(d, "about", NULL, 4, y + 38, line);
	if (is->n_step == 0)
		return;
	c.across = round_up(is->step[is->n_step - 1].all / c.whole);
	c.down = round_up(is->focus != 0 ? is->focus_now : 1);
	plot(&c);
}

static void
draw_all(struct report *r, struct drawing *d,
    const struct bw_supply_partners *const *s, size_t n)
{
	long height = 0, y = 0;

	for (size_t i = 0; i < n; i++)
		height += height_of(s[i]);
	draw_start(d, WIDTH, height > 0 ? height : TOP,
	    word(r, "report.partners.title"),
	    n == 1 ? description(r, s[0]) : word(r, "report.partners.desc"));
	for (size_t i = 0; i < n; i++) {
		draw_one(r, d, s[i], y);
		y += height_of(s[i]);
	}
	bw_html_close(d->h);
}

int
bw_svg_partners(const struct bw_supply_partners *const *s, size_t n,
    const struct bw_view *v, enum bw_lang lang, struct bw_out *out,
    struct bw_err *err)
{
	struct report r = { .v = v, .lang = lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "partners", .alone = true };
	int rc = bw_text_load(err);

	bw_arena_init(&r.a, 0);
	if (rc == 0)
		rc = bw_ref_load(err);
	if (rc == 0) {
		bw_html_svg(&h, out);
		draw_all(&r, &d, s, n);
		bw_html_finish(&h);
	}
	return report_end(&r, rc, out, err);
}
