/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_graphml.c - GraphML with typed attributes, as networkx, Gephi and
 * igraph read it (http://graphml.graphdrawing.org).
 *
 * Edges run from holder to company. Shares are percentages; what is not told
 * has no attribute at all, which is something else than 0.
 */
#include "export/export_priv.h"

static const struct key {
	const char *id, *of, *type;
} keys[] = {
	{ "name", "node", "string" },
	{ "kind", "node", "string" },
	{ "country", "node", "string" },
	{ "identifier", "node", "string" },
	{ "reason", "node", "string" },
	{ "ended", "node", "string" },
	{ "controls_centre", "node", "string" },
	{ "centre", "node", "boolean" },
	{ "nature", "edge", "string" },
	{ "votes_min", "edge", "double" },
	{ "votes_max", "edge", "double" },
	{ "votes_min_excluded", "edge", "boolean" },
	{ "votes_max_excluded", "edge", "boolean" },
	{ "capital_min", "edge", "double" },
	{ "capital_max", "edge", "double" },
	{ "capital_min_excluded", "edge", "boolean" },
	{ "capital_max_excluded", "edge", "boolean" },
	{ "control", "edge", "string" },
	{ "votes_assumed", "edge", "boolean" },
	{ "sources_disagree", "edge", "boolean" },
	{ "indirect", "edge", "boolean" },
	{ "proof", "edge", "boolean" },
	{ "from", "edge", "string" },
	{ "to", "edge", "string" },
	{ "source", "edge", "string" },
};

static void
begin(struct exporter *e)
{
	bw_out_z(e->o,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
	for (size_t i = 0; i < BW_LEN(keys); i++)
		bw_out_fmt(e->o,
		    "<key id=\"%s.%s\" for=\"%s\" attr.name=\"%s\""
		    " attr.type=\"%s\"/>\n",
		    keys[i].of, keys[i].id, keys[i].of, keys[i].id,
		    keys[i].type);
	bw_out_z(e->o, "<graph edgedefault=\"directed\">\n");
}

static void
text(struct exporter *e, const char *key, struct bw_str value)
{
	if (value.n == 0)
		return;
	bw_out_fmt(e->o, "<data key=\"%s\">", key);
	export_xml(e->o, value);
	bw_out_z(e->o, "</data>");
}

static void
yes(struct exporter *e, const char *key, bool value)
{
	if (value)
		text(e, key, BW_STR("true"));
}

static void
per_cent(struct exporter *e, const char *key, uint32_t ppb)
{
	struct bw_buf b = { 0 };

	bw_ppb_print(&b, ppb, '.');
	text(e, key, bw_arena_dup(&e->scratch, bw_buf_get(&b)));
	bw_buf_release(&b);
}

static int
party(struct exporter *e, const struct export_party *p)
{
	const struct bw_party_facts *f = &p->facts;

	bw_out_fmt(
	    e->o, "<node id=\"n%lld\">", (long long)e->v->party_row[p->party]);
	text(e, "node.name", bw_view_name(e->v, p->party));
	text(e, "node.kind", bw_str_of(bw_party_kind_name(f->kind)));
	text(e, "node.country", f->country);
	text(e, "node.identifier", export_key(e, f));
	text(e, "node.reason", f->reason);
	if (f->ended != BW_DATE_MAX)
		text(e, "node.ended", export_day(e, f->ended));
	text(e, "node.controls_centre", bw_str_of(p->controls));
	yes(e, "node.centre", p->centre);
	bw_out_z(e->o, "</node>\n");
	return 0;
}

static void
shares(struct exporter *e, const struct bw_link *k)
{
	if (k->has_votes) {
		per_cent(e, "edge.votes_min", k->votes.lo);
		per_cent(e, "edge.votes_max", k->votes.hi);
		yes(e, "edge.votes_min_excluded", k->votes.open & BW_LO_OPEN);
		yes(e, "edge.votes_max_excluded", k->votes.open & BW_HI_OPEN);
	}
	if (k->has_capital) {
		per_cent(e, "edge.capital_min", k->capital.lo);
		per_cent(e, "edge.capital_max", k->capital.hi);
		yes(e, "edge.capital_min_excluded",
		    k->capital.open & BW_LO_OPEN);
		yes(e, "edge.capital_max_excluded",
		    k->capital.open & BW_HI_OPEN);
	}
}

static int
stake(struct exporter *e, const struct export_stake *s)
{
	const struct bw_link *k = s->link;

	bw_out_fmt(e->o, "<edge source=\"n%lld\" target=\"n%lld\">",
	    (long long)e->v->party_row[s->holder],
	    (long long)e->v->party_row[s->company]);
	text(e, "edge.nature", bw_str_of(bw_nature_name(k->nature)));
	shares(e, k);
	text(e, "edge.control", bw_str_of(export_control(k)));
	yes(e, "edge.votes_assumed", k->marks & BW_LINK_ASSUMED);
	yes(e, "edge.sources_disagree", k->marks & BW_LINK_CONTRADICTED);
	yes(e, "edge.indirect", k->marks & BW_LINK_INDIRECT);
	yes(e, "edge.proof", s->proof);
	if (s->valid.from != BW_DATE_MIN)
		text(e, "edge.from", export_day(e, s->valid.from));
	if (s->valid.to != BW_DATE_MAX)
		text(e, "edge.to", export_day(e, s->valid.to));
	text(e, "edge.source", s->places);
	bw_out_z(e->o, "</edge>\n");
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
	bw_out_z(e->o, "</graph>\n</graphml>\n");
}

const struct export_writer export_graphml = { begin, party, stake, middle,
	end };
