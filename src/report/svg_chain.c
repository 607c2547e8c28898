/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_chain.c - what a product needs, drawn; single points marked.
 *
 * Suppliers stand above what they supply and the product at the bottom, as
 * owners stand above a company. A full arrow is needed, a dashed one is one of
 * several that will do; its share stands beside it. What stops the product on
 * its own has a thick frame and says so in words, with the day; the list of
 * these stands beside the drawing, because some are not drawn.
 */
#include "report/svg_chain_priv.h"
#include "model/kind.h"

#define BOX_WIDTH 160u
#define COLUMNS 20u
#define NAME_LINES 3u
#define LINE 17
#define PAD 8
#define MARGIN 16
#define HEAD 62  /* title and what kind of drawing it is */
#define SIDE 380 /* the list beside it */
#define SIDE_COLUMNS 52u
#define SIDE_ROWS 40u

struct chain_svg {
	struct report r;
	struct drawing *d;
	const struct bw_chain_drawing *in;
	struct chain_pick pick;
	struct bw_layout l;
};

static struct bw_str
name_of(struct chain_svg *s, uint32_t x)
{
	return s->in->f->thing.v[x].name.in[s->r.lang];
}

static struct bw_str
days(struct chain_svg *s, struct bw_days d)
{
	if (d.hi == BW_DAYS_EVER)
		return FILLED(&s->r, "supply-chain.from",
		    { "day", fmt(&s->r, "%u", d.lo) });
	if (d.lo == d.hi)
		return fmt(&s->r, "%u", d.lo);
	return fmt(&s->r, "%u\xe2\x80\x93%u", d.lo, d.hi);
}

/* Whole per cents, outwards. */
static struct bw_str
share(struct chain_svg *s, const struct chain_arrow *a)
{
	unsigned lo = a->lo / BW_PERCENT;
	unsigned hi = (a->hi + BW_PERCENT - 1) / BW_PERCENT;

	if (!a->told)
		return BW_STR("");
	if (lo == hi)
		return fmt(&s->r, "%u %%", lo);
	return fmt(&s->r, "%u\xe2\x80\x93%u %%", lo, hi);
}

/* ---- boxes and arrows ---------------------------------------------------- */
static size_t
lines(struct chain_svg *s, const struct chain_box *b, struct bw_str *line,
    size_t *names)
{
	size_t n;

	if (b->thing == BW_NONE) {
		*names = wrapped(&s->r, word(&s->r, "supply-chain.others"),
		    COLUMNS, line, NAME_LINES);
		return *names;
	}
	*names = n =
	    wrapped(&s->r, name_of(s, b->thing), COLUMNS, line, NAME_LINES);
	line[n++] = wordf(&s->r, "supply-chain.kind",
	    bw_thing_kind_name(s->in->f->thing.v[b->thing].kind));
	if (b->point > 0)
		line[n++] = FILLED(&s->r, "supply-chain.draw-point",
		    { "days", days(s, s->in->day[b->point - 1]) });
	return n;
}

static void
box(struct chain_svg *s, size_t i)
{
	const struct chain_box *b = &s->pick.box[i];
	const struct bw_layout_box *at = &s->l.box[i];
	struct bw_html *h = s->d->h;
	struct bw_str line[NAME_LINES + 2];
	size_t names, n = lines(s, b, line, &names);
	long x = at->x + MARGIN, y = at->y + HEAD;

	bw_html_open(h, "g");
	if (b->thing != BW_NONE)
		bw_html_leaf(h, "title", NULL, name_of(s, b->thing));
	bw_html_open_class(h, "rect",
	    i == 0                    ? "node self"
		: b->point > 0        ? "node point"
		: b->thing == BW_NONE ? "node rest"
				      : "node");
	bw_html_attr_i(h, "x", x - (long)at->width / 2);
	bw_html_attr_i(h, "y", y);
	bw_html_attr_i(h, "width", at->width);
	bw_html_attr_i(h, "height", at->height);
	bw_html_attr_i(h, "rx", 6);
	bw_html_close(h);
	for (size_t k = 0; k < n; k++)
		draw_text(s->d,
		    k < names                        ? "name"
			: k + 1 == n && b->point > 0 ? "alarm"
						     : "about",
		    "middle", x, y + PAD + LINE * (long)(k + 1) - 5, line[k]);
	bw_html_close(h);
}

static void
arrow(struct chain_svg *s, size_t i)
{
	const struct bw_layout_arrow *e = &s->l.arrow[i];
	const struct chain_arrow *a = &s->pick.arrow.v[i];
	struct bw_buf b = { 0 };
	long x = 0, y = 0;
	char head[160];

	if (e->self || e->n == 0)
		return;
	for (size_t k = 0; k < e->n; k++) {
		long nx = e->point[2 * k] + MARGIN;
		long ny = e->point[2 * k + 1] + HEAD;

		if (k == 0)
			bw_buf_fmt(&b, "M%ld %ld", nx, ny);
		else if (x == nx)
			bw_buf_fmt(&b, "V%ld", ny);
		else
			bw_buf_fmt(&b, "C%ld %ld %ld %ld %ld %ld", x,
			    (y + ny) / 2, nx, (y + ny) / 2, nx, ny);
		x = nx;
		y = ny;
	}
	draw_path(s->d,
	    e->up           ? "arrow loop"
		: a->either ? "arrow indirect"
			    : "arrow",
	    kept(&s->r, &b).p);
	snprintf(head, sizeof(head), "M%ld %ldL%ld %ldH%ldZ", x, y, x - 5,
	    y + (e->up ? 9 : -9), x + 5);
	draw_path(s->d, e->up ? "head loop" : "head", head);
	if (a->told)
		draw_text(s->d, "amount", NULL, e->label_x + MARGIN + 5,
		    e->label_y + HEAD + 12, share(s, a));
}

static int
place(struct chain_svg *s, struct bw_err *err)
{
	struct bw_layout *l = &s->l;
	struct bw_str line[NAME_LINES + 2];
	size_t names;

	l->n_box = s->pick.n_box;
	l->n_arrow = s->pick.arrow.n;
	l->gap_x = 14;
	l->gap_y = 22;
	l->head_height = 3;
	l->box = BW_ARENA_ARRAY(&s->r.a, struct bw_layout_box, l->n_box);
	l->arrow =
	    BW_ARENA_ARRAY(&s->r.a, struct bw_layout_arrow, l->n_arrow + 1);
	if (l->box == NULL || l->arrow == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (size_t i = 0; i < l->n_box; i++) {
		l->box[i].width = BOX_WIDTH;
		l->box[i].height = (unsigned)(2 * PAD +
		    LINE * lines(s, &s->pick.box[i], line, &names));
	}
	for (size_t i = 0; i < l->n_arrow; i++) {
		const struct chain_arrow *a = &s->pick.arrow.v[i];
		size_t width = bw_utf8_width(share(s, a));

		l->arrow[i].from = a->from;
		l->arrow[i].to = a->to;
		l->arrow[i].label_left = 4;
		l->arrow[i].label_right = (unsigned)width * 8 + 8;
		l->arrow[i].label_height = a->told ? 16 : 4;
	}
	return bw_layout_run(l, &s->r.a, err);
}

/* ---- what stands beside it ----------------------------------------------- */
struct side {
	struct chain_svg *s;
	long x, y;
	bool draw; /* else only measured */
};

static void
text(struct side *t, const char *class_, struct bw_str all, long indent)
{
	struct bw_str line[6];
	size_t n = wrapped(&t->s->r, all, SIDE_COLUMNS, line, BW_LEN(line));

	for (size_t i = 0; i < n; i++) {
		t->y += LINE;
		if (t->draw)
			draw_text(t->s->d, class_, NULL, t->x + indent, t->y,
			    line[i]);
	}
}

static void
list(struct side *t)
{
	struct chain_svg *s = t->s;
	size_t n = s->in->n_point;

	text(t, "heading",
	    word(&s->r,
		n == 0 ? "supply-chain.draw-none" : "supply-chain.draw-list"),
	    0);
	t->y += 4;
	for (size_t i = 0; i < n && i < SIDE_ROWS; i++)
		text(t, "label",
		    fmt(&s->r, "%.*s: %.*s",
			BW_ARG(name_of(s, s->in->point[i])),
			BW_ARG(days(s, s->in->day[i]))),
		    0);
	if (n > SIDE_ROWS)
		text(t, "label", fmt(&s->r, "+ %zu", n - SIDE_ROWS), 0);
}

static void
sample(struct side *t, const char *class_, const char *key)
{
	char path[96];

	snprintf(path, sizeof(path), "M%ld %ldh30", t->x, t->y + LINE - 4);
	if (t->draw)
		draw_path(t->s->d, class_, path);
	text(t, "label", word(&t->s->r, key), 40);
}

static void
sources(struct side *t)
{
	struct chain_svg *s = t->s;
	const struct bw_chain_file *f = s->in->f;

	for (size_t i = 0; i < f->note.n; i++) {
		const struct bw_chain_note *note = &f->note.v[i];

		if (note->source.n == 0)
			continue;
		text(t, "label",
		    note->year != 0
			? fmt(&s->r, "%.*s, %d: %.*s",
			      BW_ARG(name_of(s, f->need.v[i].thing)),
			      note->year, BW_ARG(note->source))
			: fmt(&s->r, "%.*s: %.*s",
			      BW_ARG(name_of(s, f->need.v[i].thing)),
			      BW_ARG(note->source)),
		    0);
	}
}

static long
beside(struct chain_svg *s, long x, bool draw)
{
	struct side t = { .s = s, .x = x, .y = HEAD - LINE, .draw = draw };

	list(&t);
	t.y += LINE / 2;
	sample(&t, "arrow", "supply-chain.draw-all");
	sample(&t, "arrow indirect", "supply-chain.draw-any");
	for (size_t i = 0; i < s->l.n_arrow; i++)
		if (s->l.arrow[i].up) {
			sample(&t, "arrow loop", "supply-chain.draw-loop");
			break;
		}
	t.y += LINE / 2;
	sources(&t);
	return t.y;
}

static void
draw(struct chain_svg *s)
{
	const struct bw_chain_file *f = s->in->f;
	struct bw_str title = f->title.in[s->r.lang];
	long side = s->l.width + 3 * MARGIN;
	long low = beside(s, side, false), height = s->l.height + HEAD;

	draw_start(s->d, side + SIDE + MARGIN,
	    (low > height ? low : height) + MARGIN, title,
	    FILLED(&s->r, "supply-chain.draw-desc",
		{ "n", fmt(&s->r, "%zu", s->in->n_point) }));
	draw_text(s->d, "heading", NULL, MARGIN, 24, title);
	if (f->illustrative)
		draw_text(s->d, "about", NULL, MARGIN, 44,
		    word(&s->r, "supply-chain.illustrative"));
	for (size_t i = 0; i < s->l.n_arrow; i++)
		arrow(s, i);
	for (size_t i = 0; i < s->l.n_box; i++)
		box(s, i);
	beside(s, side, true);
	bw_html_close(s->d->h);
}

int
bw_svg_chain(const struct bw_chain_drawing *in, enum bw_lang lang,
    struct bw_out *out, struct bw_err *err)
{
	struct chain_svg s = { .in = in };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "chain", .alone = true };
	int rc = bw_text_load(err);

	s.r.lang = lang;
	s.d = &d;
	bw_arena_init(&s.r.a, 0);
	s.pick.in = in;
	s.pick.a = &s.r.a;
	if (rc == 0)
		rc = chain_pick(&s.pick, err);
	if (rc == 0)
		rc = place(&s, err);
	if (rc == 0) {
		bw_html_svg(&h, out);
		draw(&s);
		bw_html_finish(&h);
	}
	bw_vec_release(&s.pick.arrow);
	return report_end(&s.r, rc, out, err);
}
