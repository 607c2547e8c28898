/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_owners.c - who holds what, drawn.
 *
 * Follows the Beneficial Ownership Visualisation System of Open Ownership
 * (BOVS 0.2): a party is a circle with an icon of its kind and its name
 * underneath; arrows flow down from the one who has an interest to what it
 * is in; an unknown party keeps its circle, as an outline with a question
 * mark; ownership is said left of an arrow and control right of it
 * (chirality); indirect interests are dashed; many small holders are one
 * stack. An interest that points back up closes a loop and is drawn so. What
 * the check adds, who controls, is said in words with a sign.
 */
#include "report/svg_owners.h"

static const char *
icon(unsigned kind)
{
	static const char *const path[BW_PARTY_KINDS] = {
		[BW_PARTY_UNKNOWN] =
		    "M-5-4C-5-12 6-12 6-5C6 0 0 0 0 5M0 10V10.1",
		[BW_PARTY_COMPANY] = "M-8 11V-10H3V11M3-3H9V11M-12 11H12M-4-5H"
				     "-1M-4 0H-1M-4 5H-1",
		[BW_PARTY_PERSON] = "M5-5A5 5 0 1 1-5-5A5 5 0 1 1 5-5ZM-10 "
				    "11C-10 2 10 2 10 11Z",
		[BW_PARTY_STATE] = "M-7 12V-11M-7-10H10L6-4.5L10 1H-7",
		[BW_PARTY_STATE_BODY] = "M-11 11H11M-11-4L0-11L11-4ZM-7-4V11M0-"
					"4V11M7-4V11",
		[BW_PARTY_FUND] = "M-8-6C-8-11 8-11 8-6C8-2-8-2-8-6ZM-8-6V0C-8 "
				  "4 8 4 8 0V-6M-8 0V6C-8 11 8 11 8 6V0",
		[BW_PARTY_TRUST] =
		    "M0-11L9-7V0C9 6 4 10 0 11C-4 10-9 6-9 0V-7Z",
		[BW_PARTY_ARRANGEMENT] =
		    "M-7-11H3L8-6V11H-7ZM-3-2H4M-3 2H4M-3 6H2",
		[BW_PARTY_FOUNDATION] =
		    "M-11-1L0-11L11-1M-8-3V10H8V-3M-2 10V3H2V10",
	};

	return path[kind < BW_PARTY_KINDS ? kind : BW_PARTY_UNKNOWN];
}

static void
measure_arrow(struct owners *o, size_t i)
{
	const struct pick_arrow *a = &o->pick.arrow[i];
	struct bw_layout_arrow *e = &o->l.arrow[i];
	const struct label *l = &o->label[i];

	arrow_label(o, i);
	e->from = a->from;
	e->to = a->to;
	e->label_left = label_columns(l, 0) * 8 + 10;
	e->label_right = label_columns(l, 2) * 8 + 10;
	e->label_height = 2 * LABEL_LINE + 4;
	if (a->from == a->to) /* drawn beside the circle */
		o->l.box[a->from].width +=
		    2 * (e->label_left + e->label_right + 24);
	if (a->link != NULL && (a->link->marks & BW_LINK_INDIRECT))
		o->indirect = true;
	if (a->link != NULL && a->link->maybe && is_proof(o))
		o->maybe = true;
}

/* Why nobody is named: the codes of the standard in words; what stands behind
 * a code is the source's own. */
static struct bw_str
reason_text(struct owners *o, uint32_t node)
{
	static const char *const known[] = { "noBeneficialOwners",
		"subjectUnableToConfirmOrIdentifyBeneficialOwner",
		"interestedPartyHasNotProvidedInformation",
		"subjectExemptFromDisclosure",
		"interestedPartyExemptFromDisclosure", "unknown",
		"informationUnknownToPublisher" };
	struct bw_str told, rest, code;

	if (o->in->reason == NULL)
		return (struct bw_str){ 0 };
	told = rest = o->in->reason[node];
	bw_str_cut(&rest, ':', &code);
	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_is(code, known[i]))
			return fmt(o->r, "%.*s%s%.*s",
			    BW_ARG(wordf(o->r, "report.reason", known[i])),
			    rest.n > 0 ? ":" : "", BW_ARG(rest));
	return told;
}

/* ---- boxes --------------------------------------------------------------- */
static size_t
box_lines(struct owners *o, const struct pick_box *b, struct bw_str *line,
    size_t *names)
{
	struct report *r = o->r;
	struct bw_str country, text;
	uint32_t party;
	size_t n;

	if (b->node == BW_NONE) {
		text = FILLED(r,
		    b->vehicles ? "report.draw.vehicles" : "report.draw.stack",
		    { "n", count(r, b->stacked) });
		*names = n = wrapped(r, text, COLUMNS, line, NAME_LINES);
		return n;
	}
	party = o->in->cone->party[b->node];
	*names = n =
	    wrapped(r, party_name(r, party), COLUMNS, line, NAME_LINES);
	country = party_country(r, party);
	n += wrapped(r, party_kind(r, party), COLUMNS + 3, line + n, 1);
	if (country.n > 0)
		n += wrapped(r, country, COLUMNS + 3, line + n, 1);
	n += wrapped(r, reason_text(o, b->node), COLUMNS + 3, line + n, 2);
	if (b->row == NULL || b->row->layer == 0)
		return n;
	text = owner_control(r, b->row);
	if (text.n > 0)
		line[n++] = FILLED(r, "report.draw.controls", { "how", text });
	return n;
}

static void
measure_box(struct owners *o, size_t i)
{
	struct bw_str line[BOX_LINES];
	size_t names;

	o->l.box[i].width = BOX_WIDTH;
	o->l.box[i].height = (unsigned)(2 * RADIUS + 8 +
	    LINE * box_lines(o, &o->pick.box[i], line, &names));
}

static void
draw_circle(struct owners *o, const char *class_, long x, long y)
{
	struct bw_html *h = o->d->h;

	bw_html_open_class(h, "circle", class_);
	bw_html_attr_i(h, "cx", x);
	bw_html_attr_i(h, "cy", y);
	bw_html_attr_i(h, "r", RADIUS);
	bw_html_close(h);
}

static void
draw_icon(struct owners *o, const struct pick_box *b, long x, long y)
{
	struct bw_html *h = o->d->h;
	unsigned kind;

	if (b->node == BW_NONE) {
		draw_circle(o, "ring behind", x + 8, y);
		draw_circle(o, "ring behind", x + 4, y);
		draw_circle(o, "ring", x, y);
		draw_text(o->d, "stacked", "middle", x, y + 5,
		    fmt(o->r, "+%zu", b->stacked));
		return;
	}
	kind = o->r->v->kind[o->in->cone->party[b->node]];
	if (kind == BW_PARTY_UNKNOWN)
		o->unknown = true;
	draw_circle(o,
	    kind == BW_PARTY_UNKNOWN                          ? "ring unknown"
		: b->row != NULL && b->row->layer == 0        ? "ring self"
		: b->node == o->in->owner                     ? "ring certain"
		: b->row != NULL && b->row->controls_certain  ? "ring certain"
		: b->row != NULL && b->row->controls_possible ? "ring possible"
							      : "ring",
	    x, y);
	bw_html_open_class(h, "path",
	    b->row != NULL && b->row->layer == 0 ? "icon self" : "icon");
	bw_html_attr(h, "transform", fmt(o->r, "translate(%ld %ld)", x, y));
	bw_html_attr_z(h, "d", icon(kind));
	bw_html_close(h);
}

/* "A B.V., company, Netherlands, control: possible": what stands there, so
 * that who says what he sees is understood (WCAG 2.5.3). */
static struct bw_str
box_label(struct owners *o, const struct pick_box *b)
{
	struct bw_str line[BOX_LINES];
	size_t names, n = box_lines(o, b, line, &names);
	struct bw_buf text = { 0 };

	for (size_t i = 0; i < n; i++)
		bw_buf_fmt(&text, "%s%.*s",
		    i == 0          ? ""
			: i < names ? " "
				    : ", ",
		    BW_ARG(line[i]));
	return kept(o->r, &text);
}

/* "+9, 9 companies ...: show them one by one" */
static struct bw_str
stack_label_text(struct owners *o, const struct pick_box *b)
{
	struct report *r = o->r;
	struct bw_str can = FILLED(r,
	    b->vehicles ? "report.draw.open-vehicles"
			: "report.draw.open-stack",
	    { "n", count(r, b->stacked) },
	    { "name", party_name(r, o->in->cone->party[b->of]) });

	return fmt(r, "+%zu, %.*s: %.*s", b->stacked, BW_ARG(box_label(o, b)),
	    BW_ARG(can));
}

/* Who it is, or what it can be opened to, for a page that makes links of it
 * (bw_html_drawing). */
static void
name_box(struct owners *o, const struct pick_box *b)
{
	uint32_t node = b->node != BW_NONE ? b->node : b->of;
	bool stack = b->node == BW_NONE;
	struct bw_html *h = o->d->h;

	if (node == BW_NONE)
		return;
	bw_html_attr_i(h, stack ? "data-open" : "data-party",
	    (long)o->r->v->party_row[o->in->cone->party[node]]);
	bw_html_attr(
	    h, "data-label", stack ? stack_label_text(o, b) : box_label(o, b));
}

static void
draw_box(struct owners *o, size_t i)
{
	const struct pick_box *b = &o->pick.box[i];
	struct bw_str line[BOX_LINES];
	long x = o->l.box[i].x + MARGIN, y = o->l.box[i].y + MARGIN;
	size_t names, n = box_lines(o, b, line, &names);

	bw_html_open(o->d->h, "g");
	name_box(o, b);
	if (b->node != BW_NONE) /* whole, when the lines had no room */
		bw_html_leaf(o->d->h, "title", NULL,
		    party_name(o->r, o->in->cone->party[b->node]));
	draw_icon(o, b, x, y + RADIUS);
	y += 2 * RADIUS + 4;
	for (size_t k = 0; k < n; k++) {
		bool controls = b->row != NULL && k + 1 == n &&
		    b->row->layer > 0 &&
		    (b->row->controls_certain || b->row->controls_possible);

		y += LINE;
		draw_text(o->d,
		    k < names      ? "name"
			: controls ? "controls"
				   : "about",
		    "middle", x, y - 4, line[k]);
	}
	bw_html_close(o->d->h);
}

/* ---- arrows -------------------------------------------------------------- */
/* In a proof what carries it is thick and all else is light. */
static const char *
arrow_class(struct owners *o, const struct pick_arrow *a,
    const struct bw_layout_arrow *e)
{
	const struct bw_link *k = a->link;
	bool silent = k != NULL && !k->has_capital && !k->has_votes;
	bool indirect = k != NULL && (k->marks & BW_LINK_INDIRECT) != 0;
	bool maybe = silent && k->maybe;

	if (is_proof(o) && a->proof)
		return e->up || e->self ? "arrow loop proof"
		    : indirect          ? "arrow indirect proof"
		    : maybe             ? "arrow maybe proof"
					: "arrow proof";
	if (e->up || e->self)
		return "arrow loop";
	if (indirect)
		return "arrow indirect";
	if (is_proof(o))
		return maybe ? "arrow light maybe" : "arrow light";
	return silent ? "arrow control" : "arrow";
}

static void
draw_label(struct owners *o, const struct label *l, long x, long y)
{
	for (size_t i = 0; i < 4; i++)
		if (l->line[i].n > 0)
			draw_text(o->d, i % 2 ? "amount" : "label",
			    i < 2 ? "end" : NULL, i < 2 ? x - 7 : x + 7,
			    y + LABEL_LINE * (long)(1 + i % 2), l->line[i]);
}

static void
draw_line(struct owners *o, const struct bw_layout_arrow *e, const char *class_)
{
	struct bw_buf b = { 0 };
	const long *p = e->point;
	long x = 0, y = 0;

	for (size_t i = 0; i < e->n; i++) {
		long nx = p[2 * i] + MARGIN, ny = p[2 * i + 1] + MARGIN;

		if (i == 0)
			bw_buf_fmt(&b, "M%ld %ld", nx, ny);
		else if (x == nx)
			bw_buf_fmt(&b, "V%ld", ny);
		else
			bw_buf_fmt(&b, "C%ld %ld %ld %ld %ld %ld", x,
			    (y + ny) / 2, nx, (y + ny) / 2, nx, ny);
		x = nx;
		y = ny;
	}
	draw_path(o->d, class_, kept(o->r, &b).p);
}

static void
draw_head(struct owners *o, const char *class_, long x, long y, bool up)
{
	char path[160];
	long back = up ? 9 : -9;

	snprintf(path, sizeof(path), "M%ld %ldL%ld %ldH%ldZ", x, y, x - 5,
	    y + back, x + 5);
	draw_path(o->d, class_, path);
}

static void
draw_self(struct owners *o, size_t i)
{
	const struct bw_layout_box *box = &o->l.box[o->pick.arrow[i].from];
	long x = box->x + MARGIN, y = box->y + MARGIN + RADIUS;
	char path[256];

	snprintf(path, sizeof(path), "M%ld %ldC%ld %ld %ld %ld %ld %ld", x + 20,
	    y - 14, x + 52, y - 34, x + 52, y + 34, x + 24, y + 15);
	draw_path(o->d, "arrow loop", path);
	snprintf(path, sizeof(path), "M%ld %ldL%ld %ldL%ld %ldZ", x + 22,
	    y + 13, x + 33, y + 12, x + 29, y + 21);
	draw_path(o->d, "head loop", path);
	draw_label(o, &o->label[i], x + 50 + (long)o->l.arrow[i].label_left,
	    y - LABEL_LINE);
}

static void
draw_arrow(struct owners *o, size_t i)
{
	const struct bw_layout_arrow *e = &o->l.arrow[i];
	const char *class_ = arrow_class(o, &o->pick.arrow[i], e);
	long end;

	o->loop |= e->up || e->self;
	if (e->self) {
		draw_self(o, i);
		return;
	}
	end = 2 * (long)(e->n - 1);
	draw_line(o, e, class_);
	draw_head(o,
	    is_proof(o) && o->pick.arrow[i].proof ? "head proof"
		: e->up                           ? "head loop"
						  : "head",
	    e->point[end] + MARGIN, e->point[end + 1] + MARGIN, e->up);
	draw_label(o, &o->label[i], e->label_x + MARGIN, e->label_y + MARGIN);
}

static int
plan(struct owners *o, struct bw_err *err)
{
	int rc = pick_owners(o->r, o->in, &o->pick, err);

	if (rc != 0)
		return rc;
	o->l.n_box = o->pick.n_box;
	o->l.n_arrow = o->pick.n_arrow;
	o->l.gap_x = 14;
	o->l.gap_y = 26;
	o->l.head_height = 4;
	o->l.box = BW_ARENA_ARRAY(&o->r->a, struct bw_layout_box, o->l.n_box);
	o->l.arrow =
	    BW_ARENA_ARRAY(&o->r->a, struct bw_layout_arrow, o->l.n_arrow + 1);
	o->label = BW_ARENA_ARRAY(&o->r->a, struct label, o->l.n_arrow + 1);
	if (o->l.box == NULL || o->l.arrow == NULL || o->label == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (size_t i = 0; i < o->l.n_box; i++)
		measure_box(o, i);
	for (size_t i = 0; i < o->l.n_arrow; i++)
		measure_arrow(o, i);
	return bw_layout_run(&o->l, &o->r->a, err);
}

int
draw_owners(struct report *r, struct drawing *d,
    const struct bw_owners_drawing *in, struct bw_err *err)
{
	struct owners o = { .r = r, .d = d, .in = in };
	long width, height, space;
	int rc = plan(&o, err);

	if (rc != 0)
		return rc;
	/* The flags of the legend are known once all has been looked at. */
	for (size_t i = 0; i < o.l.n_arrow; i++)
		o.loop |= o.l.arrow[i].up || o.l.arrow[i].self;
	for (size_t i = 0; i < o.l.n_box; i++)
		o.unknown |= o.pick.box[i].node != BW_NONE &&
		    r->v->kind[in->cone->party[o.pick.box[i].node]] ==
			BW_PARTY_UNKNOWN;
	width = o.l.width + 2 * MARGIN;
	space = width < 420 ? (420 - width) / 2 : 0;
	for (size_t i = 0; space > 0 && i < o.l.n_box; i++)
		o.l.box[i].x += space;
	for (size_t i = 0; space > 0 && i < o.l.n_arrow; i++) {
		o.l.arrow[i].label_x += space;
		for (size_t k = 0; k < o.l.arrow[i].n; k++)
			o.l.arrow[i].point[2 * k] += space;
	}
	width += 2 * space;
	height = o.l.height + 2 * MARGIN;
	draw_start(d, width, height + draw_legend(&o, 0, width, false) + MARGIN,
	    drawing_title(&o), drawing_description(&o));
	for (size_t i = 0; i < o.l.n_arrow; i++)
		draw_arrow(&o, i);
	for (size_t i = 0; i < o.l.n_box; i++)
		draw_box(&o, i);
	draw_legend(&o, height, width, true);
	bw_html_close(d->h);
	return 0;
}

struct bw_owners_drawing
check_owners(const struct report *r)
{
	return (struct bw_owners_drawing){ .cone = &r->c->cone,
		.row = r->c->owner,
		.n_row = r->c->n_owner,
		.owner = BW_NONE };
}

int
bw_svg_owners(const struct bw_check *c, const struct bw_view *v,
    enum bw_lang lang, struct bw_out *out, struct bw_err *err)
{
	struct bw_report_opt opt = { .lang = lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "owners", .alone = true };
	struct bw_owners_drawing in;
	struct report r;
	int rc = report_begin(&r, c, v, &opt, err);

	if (rc == 0) {
		in = check_owners(&r);
		bw_html_svg(&h, out);
		rc = draw_owners(&r, &d, &in, err);
		bw_html_finish(&h);
	}
	return report_end(&r, rc, out, err);
}

/* The report of something that is no check: its texts and memory only. */
int
bw_svg_proof(const struct bw_owners_drawing *in, const struct bw_view *v,
    enum bw_lang lang, struct bw_out *out, struct bw_err *err)
{
	struct report r = { .v = v, .lang = lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "owners", .alone = true };
	int rc = bw_text_load(err);

	bw_arena_init(&r.a, 0);
	if (rc == 0)
		rc = bw_ref_load(err);
	if (rc == 0) {
		bw_html_svg(&h, out);
		rc = draw_owners(&r, &d, in, err);
		bw_html_finish(&h);
	}
	return report_end(&r, rc, out, err);
}
