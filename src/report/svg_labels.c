/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_labels.c - what stands beside an arrow.
 *
 * Ownership left of it and control right of it (BOVS, chirality); what is the
 * same part of both is said once. In a proof every stake also names its
 * sources by number, "60 % [3]", for the list under the drawing.
 */
#include "report/svg_owners.h"

static void
say(struct label *l, bool right, struct bw_str what, struct bw_str amount)
{
	l->line[right ? 2 : 0] = what;
	l->line[right ? 3 : 1] = amount;
}

static void
stack_label(struct owners *o, struct label *l, const struct pick_arrow *a)
{
	struct bw_buf b = { 0 };

	if (a->votes.lo != a->votes.hi)
		return;
	bw_ppb_print(&b, a->votes.lo, o->r->lang == BW_NL ? ',' : '.');
	bw_buf_z(&b, " %");
	say(l, true, word(o->r, "report.draw.together"), kept(o->r, &b));
}

static void
link_label(struct owners *o, struct label *l, const struct bw_link *k)
{
	struct report *r = o->r;
	bool same = k->has_capital && k->has_votes &&
	    bw_share_same(k->capital, k->votes);
	bool silent = !k->has_capital && !k->has_votes;

	if (same) {
		o->both = true;
		say(l, false, word(r, "report.draw.both"),
		    share_text(r, k->votes));
	} else if (k->has_capital) {
		say(l, false,
		    k->nature == BW_NATURE_ECONOMIC
			? word(r, "report.draw.economic")
			: word(r, "report.draw.owns"),
		    share_text(r, k->capital));
	}
	if (k->has_votes && !same)
		say(l, true, word(r, "report.draw.votes"),
		    share_text(r, k->votes));
	if (!k->direct && !silent)
		return;
	o->control = true;
	if (l->line[2].n == 0)
		say(l, true, wordf(r, "report.draw", bw_nature_name(k->nature)),
		    word(r,
			k->direct ? "report.draw.direct"
				  : "report.draw.untold"));
}

unsigned
label_columns(const struct label *l, size_t from)
{
	size_t a = bw_utf8_width(l->line[from]);
	size_t b = bw_utf8_width(l->line[from + 1]);

	return (unsigned)(a > b ? a : b);
}

/* "[1] [3]" behind the last amount. */
static void
add_sources(struct owners *o, struct label *l, const struct bw_link *k)
{
	struct bw_str sources = link_sources(o->r, k);
	struct bw_str *line;

	if (sources.n == 0)
		return;
	line = l->line[3].n > 0 ? &l->line[3]
	    : l->line[2].n > 0  ? &l->line[2]
	    : l->line[1].n > 0  ? &l->line[1]
				: &l->line[3];
	*line = line->n == 0
	    ? sources
	    : fmt(o->r, "%.*s %.*s", BW_ARG(*line), BW_ARG(sources));
}

void
arrow_label(struct owners *o, size_t i)
{
	const struct pick_arrow *a = &o->pick.arrow[i];
	struct label *l = &o->label[i];

	if (a->link == NULL) {
		stack_label(o, l, a);
		return;
	}
	link_label(o, l, a->link);
	if (o->in->n_source > 0)
		add_sources(o, l, a->link);
}
