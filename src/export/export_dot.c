/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_dot.c - the language of Graphviz
 * (https://graphviz.org/doc/info/lang.html).
 *
 * Looks as near to the visualisation system of Open Ownership (BOVS) as the
 * shapes of Graphviz allow: holders above, an indirect stake dashed, what is
 * only possible control dotted, a stake of the proof bold, an unknown party
 * as a dashed circle. `dot -Tsvg` draws it.
 */
#include "export/export_priv.h"

#define LONGEST 120u /* bytes of a name in the drawing */

static void
begin(struct exporter *e)
{
	bw_out_z(e->o,
	    "digraph bolwerk {\n"
	    "\trankdir=TB;\n"
	    "\tnode [fontname=\"sans-serif\", fontsize=11, style=filled,"
	    " fillcolor=\"#f4f6f8\", color=\"#4a5a68\"];\n"
	    "\tedge [fontname=\"sans-serif\", fontsize=9,"
	    " color=\"#4a5a68\"];\n");
}

static const char *
shape(unsigned kind)
{
	static const char *const shapes[BW_PARTY_KINDS] = {
		[BW_PARTY_UNKNOWN] = "circle",
		[BW_PARTY_COMPANY] = "box",
		[BW_PARTY_PERSON] = "ellipse",
		[BW_PARTY_STATE] = "house",
		[BW_PARTY_STATE_BODY] = "pentagon",
		[BW_PARTY_FUND] = "cylinder",
		[BW_PARTY_TRUST] = "hexagon",
		[BW_PARTY_ARRANGEMENT] = "note",
		[BW_PARTY_FOUNDATION] = "octagon",
	};

	return shapes[kind < BW_PARTY_KINDS ? kind : BW_PARTY_UNKNOWN];
}

/* At a whole character. */
static struct bw_str
shortened(struct exporter *e, struct bw_str name)
{
	size_t n = LONGEST;

	if (name.n <= LONGEST)
		return name;
	while (n > 0 && ((unsigned char)name.p[n] & 0xc0) == 0x80)
		n--;
	return bw_arena_fmt(
	    &e->scratch, "%.*s\xe2\x80\xa6", BW_ARG(bw_str_sub(name, 0, n)));
}

static int
party(struct exporter *e, const struct export_party *p)
{
	const struct bw_party_facts *f = &p->facts;
	struct bw_str name = shortened(e, bw_view_name(e->v, p->party));
	struct bw_str label = name;

	if (f->kind == BW_PARTY_UNKNOWN)
		label = bw_arena_fmt(&e->scratch, "? %.*s%s%.*s", BW_ARG(name),
		    f->reason.n > 0 ? " " : "",
		    BW_ARG(shortened(e, f->reason)));
	else if (f->country.n > 0)
		label = bw_arena_fmt(&e->scratch, "%.*s (%.*s)", BW_ARG(name),
		    BW_ARG(f->country));
	if (label.n > 0 && label.p == NULL)
		return bw_fail(e->err, BW_ENOMEM, "no memory for an export");
	bw_out_fmt(e->o, "\tn%lld [shape=%s",
	    (long long)e->v->party_row[p->party], shape(f->kind));
	bw_out_z(e->o, ", label=");
	export_quoted(e->o, label);
	if (f->kind == BW_PARTY_UNKNOWN)
		bw_out_z(e->o, ", style=dashed");
	if (p->centre)
		bw_out_z(e->o, ", fillcolor=\"#0b5563\", fontcolor=white");
	else if (strcmp(p->controls, "certain") == 0)
		bw_out_z(e->o, ", fillcolor=\"#dcebee\", penwidth=3");
	else if (strcmp(p->controls, "possible") == 0)
		bw_out_z(
		    e->o, ", fillcolor=\"#dcebee\", style=\"filled,dashed\"");
	bw_out_z(e->o, "];\n");
	return 0;
}

static void
share(struct exporter *e, struct bw_buf *b, const char *word, struct bw_share s)
{
	bw_buf_fmt(b, "%s%.*s ", b->n > 0 ? " / " : "",
	    BW_ARG(bw_word(e->opt->lang, word)));
	bw_share_print(b, s, e->opt->lang == BW_NL ? ',' : '.');
}

static struct bw_str
label(struct exporter *e, const struct export_stake *s)
{
	const struct bw_link *k = s->link;
	bool same = k->has_votes && k->has_capital &&
	    bw_share_same(k->votes, k->capital);
	struct bw_buf b = { 0 };
	struct bw_str out;
	char key[64];

	if (same)
		share(e, &b, "report.draw.both", k->votes);
	else if (k->has_capital)
		share(e, &b,
		    k->nature == BW_NATURE_ECONOMIC ? "report.draw.economic"
						    : "report.draw.owns",
		    k->capital);
	if (k->has_votes && !same)
		share(e, &b, "report.draw.votes", k->votes);
	if (b.n == 0) {
		snprintf(key, sizeof(key), "report.draw.%s",
		    bw_nature_name(k->nature));
		bw_buf_str(&b, bw_word(e->opt->lang, key));
	}
	out = bw_arena_dup(&e->scratch, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

static int
stake(struct exporter *e, const struct export_stake *s)
{
	const struct bw_link *k = s->link;
	const char *control = export_control(k);
	bool own = k->has_votes || k->has_capital;
	const char *style = k->marks & BW_LINK_INDIRECT ? "dashed"
	    : strcmp(control, "possible") == 0 && !own  ? "dotted"
							: "solid";

	bw_out_fmt(e->o,
	    "\tn%lld -> n%lld [label=", (long long)e->v->party_row[s->holder],
	    (long long)e->v->party_row[s->company]);
	export_quoted(e->o, label(e, s));
	bw_out_fmt(e->o, ", style=%s", style);
	if (s->proof)
		bw_out_z(e->o, ", color=\"#0b5563\", penwidth=4");
	else if (strcmp(control, "certain") == 0)
		bw_out_z(e->o, ", penwidth=2");
	if (s->places.n > 0) {
		bw_out_z(e->o, ", tooltip=");
		export_quoted(e->o, s->places);
	}
	bw_out_z(e->o, "];\n");
	return 0;
}

static void
middle(struct exporter *e)
{
	(void)e;
}

static void
end(struct exporter *e)
{
	bw_out_z(e->o, "}\n");
}

const struct export_writer export_dot = { begin, party, stake, middle, end };
