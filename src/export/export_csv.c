/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_csv.c - our own stakes.csv (doc/formats/stakes.md), for spreadsheets.
 *
 * One row is one right: a stake whose capital and votes differ takes two. A
 * name that stands for two parties in the world is one in such a file; who
 * wants the same answers back writes BODS.
 */
#include "export/export_priv.h"

static void
begin(struct exporter *e)
{
	static const char *const name[] = { "holder", "holder_id", "kind",
		"country", "company", "company_id", "company_country", "nature",
		"min_percent", "max_percent", "min_open", "max_open",
		"indirect", "from", "to", "reason", "source" };

	for (size_t i = 0; i < BW_LEN(name); i++)
		bw_csvw_field(e->o, bw_str_of(name[i]), i == 0);
	bw_csvw_end(e->o);
}

static int
party(struct exporter *e, const struct export_party *p)
{
	(void)e;
	(void)p;
	return 0;
}

static void
cell(struct exporter *e, struct bw_str s)
{
	bw_csvw_field(e->o, s, false);
}

static void
per_cent(struct exporter *e, bool told, uint32_t ppb)
{
	struct bw_buf b = { 0 };

	if (told)
		bw_ppb_print(&b, ppb, '.');
	cell(e, bw_arena_dup(&e->scratch, bw_buf_get(&b)));
	bw_buf_release(&b);
}

static void
row(struct exporter *e, const struct export_stake *s,
    const struct bw_party_facts *holder, const struct bw_party_facts *company,
    const char *nature, const struct bw_share *share)
{
	bool nobody = holder->kind == BW_PARTY_UNKNOWN && holder->name.n == 0;

	bw_csvw_field(
	    e->o, nobody ? BW_STR("?") : bw_view_name(e->v, s->holder), true);
	cell(e, export_key(e, holder));
	cell(e, bw_str_of(bw_party_kind_name(holder->kind)));
	cell(e, holder->country);
	cell(e, bw_view_name(e->v, s->company));
	cell(e, export_key(e, company));
	cell(e, company->country);
	cell(e, bw_str_of(nature));
	per_cent(e, share != NULL, share != NULL ? share->lo : 0);
	per_cent(e, share != NULL, share != NULL ? share->hi : 0);
	cell(e, bw_str_of(share && share->open & BW_LO_OPEN ? "yes" : ""));
	cell(e, bw_str_of(share && share->open & BW_HI_OPEN ? "yes" : ""));
	cell(e, bw_str_of(s->link->marks & BW_LINK_INDIRECT ? "yes" : ""));
	cell(e, export_day(e, s->valid.from));
	cell(e, export_day(e, s->valid.to));
	cell(e, holder->reason);
	cell(e, s->places);
	bw_csvw_end(e->o);
}

static int
stake(struct exporter *e, const struct export_stake *s)
{
	const struct bw_link *k = s->link;
	struct bw_party_facts holder, company;
	bool votes = k->has_votes && !(k->marks & BW_LINK_ASSUMED);
	int rc =
	    bw_view_party_facts(e->v, s->holder, &e->scratch, &holder, e->err);

	if (rc == 0)
		rc = bw_view_party_facts(
		    e->v, s->company, &e->scratch, &company, e->err);
	if (rc != 0)
		return rc;
	if (votes && k->has_capital && bw_share_same(k->votes, k->capital)) {
		row(e, s, &holder, &company, "shares", &k->votes);
		return 0;
	}
	if (k->has_capital)
		row(e, s, &holder, &company,
		    k->nature == BW_NATURE_ECONOMIC ? "economic" : "capital",
		    &k->capital);
	if (votes)
		row(e, s, &holder, &company, "votes", &k->votes);
	if (!votes && !k->has_capital)
		row(e, s, &holder, &company, bw_nature_name(k->nature),
		    s->told ? &s->share : NULL);
	return 0;
}

static void
nothing(struct exporter *e)
{
	(void)e;
}

const struct export_writer export_csv = { begin, party, stake, nothing,
	nothing };
