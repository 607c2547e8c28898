/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_scan_standing.c - where one stands: scores with what they may still
 * be, and beside those of an earlier scan.
 */
#include "web/page_scan.h"

static struct bw_str
points(struct scan_page *c, unsigned lo, unsigned hi)
{
	return lo == hi ? page_fmt(c->p, "%u", lo)
			: PAGE_FILLED(c->p, "scan.between",
			      { "lo", page_fmt(c->p, "%u", lo) },
			      { "hi", page_fmt(c->p, "%u", hi) });
}

static struct bw_str
band(struct scan_page *c, uint32_t score)
{
	return page_word_of(c->p, "scan.band",
	    bw_str_of(bw_scan_band_name(bw_scan_band(score))));
}

static struct bw_str
bands(struct scan_page *c, struct bw_scan_range s)
{
	struct bw_str lo = band(c, s.lo), hi = band(c, s.hi);

	return bw_str_eq(lo, hi)
	    ? lo
	    : page_fmt(c->p, "%.*s \xe2\x80\x93 %.*s", BW_ARG(lo), BW_ARG(hi));
}

/* Full to the low end, light to the high one. */
static void
bar(struct scan_page *c, struct bw_scan_range s)
{
	const struct {
		const char *class_;
		long width;
	} part[] = { { "track", 100 }, { "may", bw_scan_points(s.hi) },
		{ "full", bw_scan_points(s.lo) } };
	struct bw_html *h = &c->p->h;

	bw_html_open_class(h, "svg", "share");
	bw_html_attr_z(h, "viewBox", "0 0 100 10");
	bw_html_attr_z(h, "preserveAspectRatio", "none");
	bw_html_attr_z(h, "aria-hidden", "true");
	for (size_t i = 0; i < BW_LEN(part); i++) {
		bw_html_open_class(h, "rect", part[i].class_);
		bw_html_attr_i(h, "width", part[i].width);
		bw_html_attr_z(h, "height", "10");
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
row(struct scan_page *c, struct bw_str name, struct bw_scan_range s,
    struct bw_str word)
{
	struct bw_html *h = &c->p->h;

	page_row(c->p);
	page_head_cell(c->p, "web.scan.theme", name);
	page_open_cell(c->p, "web.scan.score", false);
	bw_html_open_class(h, "span", "with-bar");
	bar(c, s);
	bw_html_leaf(h, "span", "number",
	    points(c, bw_scan_points(s.lo), bw_scan_points(s.hi)));
	bw_html_close(h);
	bw_html_close(h);
	page_cell(c->p, "web.scan.band", word);
	page_row_end(c->p);
}

static void
sentence(struct scan_page *c)
{
	const struct bw_scan_result *r = &c->r;
	const char *field = bw_scan_field_name(r);

	if (r->no_total != BW_TOTAL_IS_THERE)
		page_notice(c->p, "plan",
		    page_word_of(c->p, "scan.no-total",
			bw_str_of(bw_scan_no_total_name(r->no_total))));
	else if (field != NULL)
		bw_html_leaf(&c->p->h, "p", "lead",
		    page_word_of(c->p, "scan.field", bw_str_of(field)));
}

void
scan_standing(struct scan_page *c)
{
	static const char *const column[] = { "web.scan.theme",
		"web.scan.score", "web.scan.band" };
	const struct bw_scan_result *r = &c->r;

	page_h2(c->p, "standing", "web.scan.standing");
	sentence(c);
	if (r->answered == 0)
		return;
	page_table(c->p, "web.scan.scores", column, BW_LEN(column));
	if (r->no_total == BW_TOTAL_IS_THERE)
		row(c, page_word(c->p, "scan.resilience"), r->total,
		    bands(c, r->total));
	if (r->has_exposure)
		row(c, page_word(c->p, "scan.exposure"),
		    (struct bw_scan_range){ r->exposure, r->exposure },
		    page_word(c->p,
			r->exposure >= 50 * BW_SCAN_POINT
			    ? "scan.exposure.high"
			    : "scan.exposure.low"));
	for (size_t t = 0; t < c->q->n_theme; t++)
		if (r->theme[t].scored)
			row(c, scan_in(c, c->q->theme[t].name),
			    r->theme[t].score, bands(c, r->theme[t].score));
	page_table_end(c->p);
	if (r->unknown > 0)
		page_p(c->p, "hint", "scan.range-why");
}

/* ---- then and now ---- */

static struct bw_str
then(struct scan_page *c, size_t t)
{
	const struct bw_scan_theme_score *x = &c->r_before.theme[t];
	const struct bw_scan_told *told = &c->before.theme[t];

	if (!bw_scan_same_version(&c->before, c->q))
		return told->has ? points(c, told->lo, told->hi)
				 : page_word(c->p, "scan.none");
	return x->scored ? points(c, bw_scan_points(x->score.lo),
			       bw_scan_points(x->score.hi))
			 : page_word(c->p, "scan.none");
}

static void
themes(struct scan_page *c)
{
	static const char *const column[] = { "web.scan.theme", "web.scan.then",
		"web.scan.now" };

	page_table(c->p, "web.scan.changed", column, BW_LEN(column));
	for (size_t t = 0; t < c->q->n_theme; t++) {
		const struct bw_scan_theme_score *x = &c->r.theme[t];

		if (!c->q->theme[t].measured)
			continue;
		page_row(c->p);
		page_head_cell(
		    c->p, column[0], scan_in(c, c->q->theme[t].name));
		page_cell(c->p, column[1], then(c, t));
		page_cell(c->p, column[2],
		    x->scored ? points(c, bw_scan_points(x->score.lo),
				    bw_scan_points(x->score.hi))
			      : page_word(c->p, "scan.none"));
		page_row_end(c->p);
	}
	page_table_end(c->p);
}

void
scan_changed(struct scan_page *c)
{
	struct page *p = c->p;

	page_h2(p, "changed", "web.scan.changed");
	if (c->has_before) {
		if (!bw_scan_same_version(&c->before, c->q))
			page_notice(p, "plan",
			    PAGE_FILLED(p, "scan.changed-version",
				{ "then", c->before.version },
				{ "now", c->q->version }));
		themes(c);
	}
	if (c->wrong_file != NULL)
		page_wrong(p, "previous", c->wrong_file);
	scan_form(c, true);
	page_field(p, "file", "previous", "web.scan.previous",
	    "web.scan.previous-hint");
	scan_go(c, "plan", "web.scan.compare", true);
	page_form_end(p);
}
