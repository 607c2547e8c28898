/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fixture.c - see fixture.h. Everything in it is made up.
 */
#include "report/fixture.h"
#include "base/map.h"
#include <math.h>

#define PCT(x) ((uint32_t)((x)*10000000.0 + 0.5))
#define SMALL 14u /* holders of half a per cent */

struct party {
	const char *name, *country;
	uint8_t kind;
	bool hostile;
};
enum {
	FOTONICA,
	STAK,
	NORDLICHT,
	LUMEN,
	FUND,
	DEELNEMING,
	NOBODY,
	GRETA,
	SERVICES,
	ANNA,
	BRAM,
	AUTHORITY,
	PERSONEEL,
	SCRIPT,
	TURNED,
	LONG,
	WORD,
	STATE,
	TRUST,
	FIRST_SMALL
};
static const struct party parties[] = {
	[FOTONICA] = { "Voorbeeld Fotonica B.V. (fictief)", "NL",
	    BW_PARTY_COMPANY, false },
	[STAK] = { "STAK Familie Lichtman (fictief)", "NL", BW_PARTY_FOUNDATION,
	    false },
	[NORDLICHT] = { "Nordlicht Beteiligungs GmbH (fiktiv)", "DE",
	    BW_PARTY_COMPANY, false },
	[LUMEN] = { "Lumen Capital S.\xc3\xa0 r.l. (fictif)", "LU",
	    BW_PARTY_COMPANY, false },
	[FUND] = { "Oosterlicht Technology Fund (fictional)", "", BW_PARTY_FUND,
	    false },
	[DEELNEMING] = { "Fotonica Deelneming B.V. (fictief)", "NL",
	    BW_PARTY_COMPANY, false },
	[NOBODY] = { "", "", BW_PARTY_UNKNOWN, false },
	[GRETA] = { "Greta Nordlicht (fiktiv)", "DE", BW_PARTY_PERSON, false },
	[SERVICES] = { "Fotonica Services B.V. (fictief)", "NL",
	    BW_PARTY_COMPANY, false },
	[ANNA] = { "Anna Lichtman (fictief)", "NL", BW_PARTY_PERSON, false },
	[BRAM] = { "Bram Lichtman (fictief)", "NL", BW_PARTY_PERSON, false },
	[AUTHORITY] = { "Oosterlicht Investment Authority (fictional)", "",
	    BW_PARTY_STATE_BODY, false },
	[PERSONEEL] = { "Personeel van Voorbeeld Fotonica (fictief)", "NL",
	    BW_PARTY_ARRANGEMENT, false },
	[SCRIPT] = { "<script>alert(1)</script> & \"onload=alert(2)// ' ]]> "
		     "</style><!--",
	    "NL", BW_PARTY_COMPANY, true },
	[TURNED] = { "\xe2\x80\xaegnp.exe\xe2\x80\xac "
		     "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \x1b[2J\r\nBcc: x\xff "
		     "\xef\xbf\xbe",
	    "IL", BW_PARTY_PERSON, true },
	[LONG] = { "Internationale Maatschappij tot Exploitatie, Ontwikkeling, "
		   "Bevordering en Instandhouding van Fotonische "
		   "Halfgeleiderfabrieken en Aanverwante Ondernemingen in de "
		   "Lage Landen \xf0\x9f\x92\xa1\xf0\x9f\x8f\xad Beheer B.V.",
	    "BE", BW_PARTY_COMPANY, true },
	[WORD] = { "Aansprakelijkheidswaardevaststellingsveranderingsbeheerson"
		   "dernemingsfinancieringsmaatschappijvertegenwoordiging",
	    "NL", BW_PARTY_COMPANY, true },
	[STATE] = { "Staat Oosterlicht (fictional)", "", BW_PARTY_STATE,
	    false },
	[TRUST] = { "Zilverberg Trust (fictional)", "JE", BW_PARTY_TRUST,
	    false },
};

struct stake {
	unsigned holder, company;
	double lo, hi;
	uint8_t open, nature, marks;
	bool capital, votes, direct;
};
#define BOTH true, true, false
static const struct stake stakes[] = {
	{ STAK, FOTONICA, 30, 30, 0, BW_NATURE_SHARES, 0, BOTH },
	{ NORDLICHT, FOTONICA, 25, 50, BW_LO_OPEN, BW_NATURE_SHARES, 0, BOTH },
	{ LUMEN, FOTONICA, 12, 12, 0, BW_NATURE_CAPITAL, BW_LINK_ASSUMED, true,
	    false, false },
	{ FUND, FOTONICA, 8, 8, 0, BW_NATURE_VOTES, BW_LINK_CONTRADICTED, true,
	    true, false },
	{ DEELNEMING, FOTONICA, 5, 5, 0, BW_NATURE_SHARES, 0, BOTH },
	{ NOBODY, FOTONICA, 5, 5, 0, BW_NATURE_SHARES, 0, BOTH },
	{ NORDLICHT, LUMEN, 80, 80, 0, BW_NATURE_SHARES, 0, BOTH },
	{ TRUST, LUMEN, 0, 100, 0, BW_NATURE_TRUST_ROLE, 0, false, false,
	    false },
	{ GRETA, NORDLICHT, 100, 100, 0, BW_NATURE_SHARES, 0, BOTH },
	{ ANNA, STAK, 0, 100, 0, BW_NATURE_BOARD, 0, false, false, true },
	{ BRAM, STAK, 0, 100, 0, BW_NATURE_ECONOMIC, 0, false, false, false },
	{ AUTHORITY, FUND, 75, 100, BW_LO_OPEN, BW_NATURE_SHARES, 0, BOTH },
	{ STATE, AUTHORITY, 100, 100, 0, BW_NATURE_VOTES, BW_LINK_INDIRECT,
	    false, true, false },
	{ SERVICES, DEELNEMING, 55, 55, 0, BW_NATURE_SHARES, 0, BOTH },
	{ PERSONEEL, DEELNEMING, 45, 45, 0, BW_NATURE_SHARES, 0, BOTH },
	{ FOTONICA, SERVICES, 60, 60, 0, BW_NATURE_SHARES, 0, BOTH },
	{ FOTONICA, FOTONICA, 1, 1, 0, BW_NATURE_SHARES, 0, BOTH },
	{ SCRIPT, NORDLICHT, 0.3333333, 0.3333334, BW_LO_OPEN | BW_HI_OPEN,
	    BW_NATURE_SHARES, 0, BOTH },
	{ TURNED, SCRIPT, 51, 51, 0, BW_NATURE_SHARES, 0, BOTH },
	{ LONG, SCRIPT, 24.5, 24.5, 0, BW_NATURE_SHARES, 0, BOTH },
	{ WORD, SCRIPT, 24.5, 24.5, 0, BW_NATURE_SHARES, 0, BOTH },
};

static bool
hostile(unsigned party)
{
	return party < FIRST_SMALL && parties[party].hostile;
}

/* ---- the view ------------------------------------------------------------ */
static void *
need(struct fixture *f, size_t n, size_t size)
{
	void *p = bw_arena_alloc(&f->a, n, size);

	BW_ASSERT(p != NULL);
	return p;
}

static void
make_parties(struct fixture *f, unsigned n)
{
	uint8_t *kind = need(f, n, sizeof(*kind));
	uint16_t *country = need(f, n, sizeof(*country));
	int64_t *row = need(f, n, sizeof(*row));
	uint64_t *at = need(f, n + 1, sizeof(*at));
	struct bw_buf names = { 0 };

	for (unsigned i = 0; i < n; i++) {
		const struct party *p = i < FIRST_SMALL ? &parties[i] : NULL;
		const char *c = p != NULL ? p->country : "NL";

		kind[i] = p != NULL ? p->kind : BW_PARTY_PERSON;
		country[i] = (uint16_t)(c[0] != '\0' ? c[0] * 256 + c[1] : 0);
		row[i] = 100 + i;
		at[i] = names.n;
		if (p != NULL)
			bw_buf_z(&names, p->name);
		else
			bw_buf_fmt(&names, "Kleine houder %u (fictief)",
			    i - FIRST_SMALL + 1);
	}
	at[n] = names.n;
	f->view.n_party = n;
	f->view.kind = kind;
	f->view.country = country;
	f->view.party_row = row;
	f->view.name_at = at;
	f->view.names = bw_arena_dup(&f->a, bw_buf_get(&names)).p;
	bw_buf_release(&names);
}

static struct bw_share
share_of(const struct stake *s)
{
	return (struct bw_share){ PCT(s->lo), PCT(s->hi), s->open };
}

static void
make_link(struct fixture *f, const struct stake *s)
{
	struct bw_cone *c = &f->check.cone;
	struct bw_link *k = &c->link[c->n_link];
	uint32_t *stake = need(f, 1, sizeof(*stake));

	*stake = (uint32_t)c->n_link;
	*k = (struct bw_link){ .holder = s->holder,
		.company = s->company,
		.votes = share_of(s),
		.capital = s->capital ? share_of(s) : bw_share_unknown(),
		.has_capital = s->capital,
		.has_votes = s->votes,
		.direct = s->direct,
		.nature = s->nature,
		.marks = s->marks,
		.stake = stake,
		.n_stake = 1 };
	c->edge[c->n_link] = (struct bw_edge){ .holder = s->holder,
		.company = s->company,
		.votes = s->votes || (s->marks & BW_LINK_ASSUMED)
		    ? share_of(s)
		    : bw_share_exact(0),
		.direct = s->direct,
		.stake = (uint32_t)c->n_link };
	c->n_link++;
}

static void
make_cone(struct fixture *f, enum fixture_kind kind)
{
	struct bw_cone *c = &f->check.cone;
	struct bw_err err = BW_ERR_INIT;
	size_t most = BW_LEN(stakes) + SMALL;
	uint32_t *load = need(f, most, sizeof(*load));
	int64_t *row = need(f, most, sizeof(*row));

	c->n = f->view.n_party;
	c->party = need(f, c->n, sizeof(*c->party));
	for (uint32_t i = 0; i < c->n; i++)
		c->party[i] = i;
	c->link = need(f, most, sizeof(*c->link));
	c->edge = need(f, most, sizeof(*c->edge));
	for (size_t i = 0; kind != FIXTURE_EMPTY && i < BW_LEN(stakes); i++)
		if (kind == FIXTURE_FULL ||
		    !(hostile(stakes[i].holder) || hostile(stakes[i].company)))
			make_link(f, &stakes[i]);
	for (unsigned i = 0; kind != FIXTURE_EMPTY && i < SMALL; i++)
		make_link(f,
		    &(struct stake){ FIRST_SMALL + i, FOTONICA, 0.5, 0.5, 0,
			BW_NATURE_SHARES, 0, BOTH });
	for (size_t i = 0; i < most; i++) {
		load[i] = i % 3 == 1 ? 2 : 1;
		row[i] = 1000 + (int64_t)i;
	}
	f->view.load = load;
	f->view.stake_row = row;
	f->view.n_stake = (uint32_t)c->n_link;
	BW_ASSERT(
	    bw_graph_init(&c->graph, c->n, c->edge, c->n_link, &err) == 0);
}

static void
make_rows(struct fixture *f)
{
	const struct bw_cone *c = &f->check.cone;
	struct bw_owner_row *row = need(f, c->n, sizeof(*row));
	bool *seen = need(f, c->n, sizeof(*seen));
	size_t n = 0;

	row[n++] = (struct bw_owner_row){ .node = c->centre };
	seen[c->centre] = true;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < c->n_link; k++) {
			uint32_t h = c->link[k].holder;

			if (c->link[k].company != row[i].node || seen[h])
				continue;
			seen[h] = true;
			row[n++] = (struct bw_owner_row){ .node = h,
				.layer = row[i].layer + 1,
				.controls_possible =
				    h == NORDLICHT || h == GRETA,
				.ultimate = h == GRETA };
		}
	f->check.owner = row;
	f->check.n_owner = n;
}

/* ---- supply -------------------------------------------------------------- */
static const struct {
	const char *country;
	double amount, governance;
	unsigned flags;
} makers[] = {
	{ "CN", 750, 6.02, 0 },
	{ "RU", 5, 7.31, BW_FIGURE_ESTIMATE },
	{ "JP", 3, 2.1, 0 },
	{ "KR", 2, 3.05, 0 },
	{ "DE", 1.5, 2.0, 0 },
	{ "CA", 1, 1.9, 0 },
	{ "", 0.5, NAN, BW_FIGURE_REST },
	{ "AU", 400, 1.8, 0 },
	{ "CL", 350, 3.9, 0 },
	{ "AR", 150, NAN, BW_FIGURE_AT_LEAST },
};

static void
make_production(struct fixture *f, size_t i, const char *material,
    uint8_t stage, size_t from, size_t n)
{
	struct bw_production *p = &f->check.production[i];
	struct bw_supplier *s = need(f, n, sizeof(*s));
	double total = 0, rest = 0;
	size_t named = 0;

	*p = (struct bw_production){ .material = bw_str_of(material),
		.stage = stage,
		.year = 2024,
		.unit = BW_STR("t"),
		.world = NAN,
		.withheld = i,
		.n = n };
	p->by = need(f, n, sizeof(*p->by));
	for (size_t k = 0; k < n; k++)
		total += makers[from + k].amount;
	for (size_t k = 0; k < n; k++) {
		const char *c = makers[from + k].country;

		p->by[k] = (struct bw_producer){ .country = bw_str_of(c),
			.where = bw_str_of(c[0] ? c : "Other countries"),
			.amount = makers[from + k].amount,
			.share = makers[from + k].amount / total,
			.governance = makers[from + k].governance,
			.flags = makers[from + k].flags,
			.load = 3,
			.line = 40 + k,
			.number = 39 + k };
		if (makers[from + k].flags & BW_FIGURE_REST)
			rest = makers[from + k].amount;
		else
			s[named++] = (struct bw_supplier){ (uint32_t)k,
				makers[from + k].amount,
				makers[from + k].governance };
	}
	bw_concentrate(s, named, rest, &p->c);
}

static void
make_supply(struct fixture *f, enum fixture_kind kind)
{
	static const struct bw_use uses[] = {
		{ BW_STR_INIT("gallium"), BW_STR_INIT("gallium"),
		    BW_STR_INIT("Zuiver Metaal Handel B.V. (fictief)"), BW_NONE,
		    BW_STR_INIT("CN"), 14, BW_STR_INIT("kg"), 1, 2, 3, 2,
		    BW_STR_INIT("purchase ledger 2025") },
		{ BW_STR_INIT("lithium"), BW_STR_INIT("lithium"),
		    BW_STR_INIT(""), BW_NONE, BW_STR_INIT("CL"), 0.25,
		    BW_STR_INIT("t"), 0, 2, 4, 3, BW_STR_INIT("") },
		{ BW_STR_INIT("epitaxy <b>service</b> & more"), BW_STR_INIT(""),
		    BW_STR_INIT("Epitaxie Werken AG (fiktiv)"), STAK,
		    BW_STR_INIT("DE"), NAN, BW_STR_INIT(""), -1, 2, 5, 4,
		    BW_STR_INIT("") },
	};

	if (kind == FIXTURE_EMPTY)
		return;
	f->check.n_use = BW_LEN(uses);
	f->check.use = need(f, BW_LEN(uses), sizeof(uses[0]));
	memcpy(f->check.use, uses, sizeof(uses));
	f->check.n_production = 4;
	f->check.production = need(f, 4, sizeof(*f->check.production));
	make_production(f, 0, "gallium", BW_STAGE_REFINE, 0, 7);
	make_production(f, 1, "lithium", BW_STAGE_MINE, 7, 3);
	make_production(f, 2, "lithium", BW_STAGE_REFINE, 0, 3);
	make_production(f, 3, "germanium", BW_STAGE_REFINE, 6, 1);
}

/* ---- findings ------------------------------------------------------------ */
static struct bw_text
both(const char *nl, const char *en)
{
	return (struct bw_text){ { bw_str_of(nl), bw_str_of(en) } };
}

static struct bw_finding *
add(struct fixture *f, const char *id, enum bw_pillar pillar,
    enum bw_level level, enum bw_certainty certainty, struct bw_text title,
    struct bw_text reason)
{
	struct bw_finding *x = bw_finding_add(&f->check.findings, id);

	BW_ASSERT(x != NULL);
	x->pillar = pillar;
	x->level = level;
	x->certainty = certainty;
	x->subject = FOTONICA;
	x->title = title;
	x->reason = reason;
	x->deadline = BW_DATE_MAX;
	return x;
}

static void
prove(struct bw_finding *x, const char *nl, const char *en, uint32_t source,
    uint64_t line)
{
	struct bw_evidence e = { both(nl, en), source, line, line - 1,
		BW_STR("ref-1") };
	struct bw_basis b = { both(
				  "Wie meer dan de helft van de stemmen heeft, "
				  "heeft de zeggenschap.",
				  "Who has more than half of the votes, "
				  "controls."),
		BW_STR("Ceri, Gottlob, Tanca 1990") };

	BW_ASSERT(bw_vec_push(&x->evidence, e) && bw_vec_push(&x->basis, b));
}

static void
make_findings(struct fixture *f, enum fixture_kind kind)
{
	struct bw_finding *x;

	x = add(f, "ownership.controller", BW_OWNERSHIP, BW_ACT, BW_POSSIBLE,
	    both("Greta Nordlicht (fiktiv) heeft mogelijk de zeggenschap",
		"Greta Nordlicht (fiktiv) possibly controls the company"),
	    both("Zij heeft via Nordlicht en Lumen zeker 37 % van de stemmen, "
		 "en hoogstens 62 %. De grens ligt op meer dan 50 %.",
		"Through Nordlicht and Lumen she surely has 37 % of the votes, "
		"and at most 62 %. The threshold is more than 50 %."));
	x->todo = both("Vraag Nordlicht om het precieze percentage.",
	    "Ask Nordlicht for the exact percentage.");
	x->who = both("directie", "management");
	x->deadline = 20800;
	BW_ASSERT(bw_vec_push(&x->settle,
	    both("Het precieze belang van Nordlicht in Voorbeeld Fotonica",
		"The exact stake of Nordlicht in Voorbeeld Fotonica")));
	prove(x, "Nordlicht heeft meer dan 25 % en hoogstens 50 %.",
	    "Nordlicht has more than 25 % and at most 50 %.", 1, 3);
	prove(x, "Nordlicht heeft 80 % van Lumen Capital.",
	    "Nordlicht has 80 % of Lumen Capital.", 2, 8);
	x = add(f, "supply.single-country", BW_SUPPLY, BW_ACT, BW_CERTAIN,
	    both("Gallium komt voor 98,3 % uit China",
		"98.3 % of gallium comes from China"),
	    both("Dat is meer dan de 65 % die de EU als grens noemt.",
		"That is more than the 65 % that the EU names as a limit."));
	x->todo = both("Zoek een tweede bron buiten China of leg voorraad aan.",
	    "Find a second source outside China or keep a stock.");
	x->who = both("inkoop", "purchasing");
	prove(x, "China maakte 750 van 763 ton.",
	    "China made 750 of 763 tonnes.", 3, 40);
	x = add(f, "supply.sole-supplier", BW_SUPPLY, BW_PLAN, BW_CERTAIN,
	    both("E\xc3\xa9n leverancier voor epitaxie",
		"One supplier of epitaxy"),
	    both("Als dit bedrijf stopt, stopt Voorbeeld Fotonica ook.",
		"When it stops, Voorbeeld Fotonica stops."));
	x->todo = both("Maak een plan voor als deze leverancier uitvalt.",
	    "Make a plan for the day this supplier fails.");
	x = add(f, "ownership.unknown", BW_OWNERSHIP, BW_PLAN, BW_CERTAIN,
	    both("Van 5 % is niet bekend van wie het is",
		"Nobody knows who holds 5 %"),
	    both("De houder is niet genoemd.", "The holder is not named."));
	x = add(f, "ownership.nobody", BW_OWNERSHIP, BW_KNOW, BW_EXCLUDED,
	    both("De stichting heeft alleen geen zeggenschap",
		"The foundation alone does not control"),
	    both("30 % is minder dan de helft.", "30 % is less than half."));
	x = add(f, "data.loop", BW_DATA, BW_KNOW, BW_OPEN,
	    both("Er zit een kring in de eigenaren",
		"There is a loop among the owners"),
	    both("Voorbeeld Fotonica heeft via twee bedrijven 5 % van "
		 "zichzelf.",
		"Voorbeeld Fotonica has 5 % of itself through two "
		"companies."));
	if (kind == FIXTURE_FULL) {
		x = add(f, "data.contradiction", BW_DATA, BW_KNOW, BW_CERTAIN,
		    both("<b onclick='x()'>Bronnen</b> spreken elkaar tegen & "
			 "hoe",
			"<b onclick='x()'>Sources</b> disagree & how"),
		    bw_text_same(bw_str_of(parties[TURNED].name)));
		prove(x, parties[SCRIPT].name, parties[SCRIPT].name, 9, 7);
	}
	bw_findings_sort(&f->check.findings);
}

static void
make_sources(struct fixture *f)
{
	static const struct bw_source sources[] = {
		{ 1, BW_STR_INIT("owners.bods.json"), BW_STR_INIT("bods-0.4"),
		    BW_STR_INIT("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b8"
				"22cd15d6c15b0f00a08"),
		    BW_STR_INIT("CC0-1.0"), BW_STR_INIT("Voorbeeldregister"),
		    20000, BW_STR_INIT("2026-11-20T10:11:12Z") },
		{ 2, BW_STR_INIT("uses \"2025\" <final>.csv"),
		    BW_STR_INIT("uses-csv"),
		    BW_STR_INIT("60303ae22b998861bce3b28f33eec1be758a213c86c93"
				"c076dbe9f558c11c752"),
		    BW_STR_INIT(""), BW_STR_INIT(""), BW_DATE_MIN,
		    BW_STR_INIT("2026-11-21T08:00:00Z") },
		{ 3, BW_STR_INIT("reference/production.csv"),
		    BW_STR_INIT("production-csv"),
		    BW_STR_INIT("fd61a03af4f77d870fc21e05e7e80678095c92d808cfb"
				"3b5c279ee04c74aca13"),
		    BW_STR_INIT("public domain (US)"), BW_STR_INIT("USGS"),
		    20120, BW_STR_INIT("2026-11-01T00:00:00Z") },
	};

	f->check.source = need(f, BW_LEN(sources), sizeof(sources[0]));
	memcpy(f->check.source, sources, sizeof(sources));
	f->check.n_source = BW_LEN(sources);
}

void
fixture_make(struct fixture *f, enum fixture_kind kind)
{
	static const struct bw_key ids[] = { { BW_STR_INIT("example"),
						 BW_STR_INIT("NL-0001") },
		{ BW_STR_INIT("kvk"), BW_STR_INIT("<i>00000000</i>") } };
	static const struct bw_name others[] = {
		{ BW_STR_INIT("Fotonica"), BW_STR_INIT("trading"),
		    BW_STR_INIT("nl") },
	};

	*f = (struct fixture){ 0 };
	bw_arena_init(&f->a, 0);
	make_parties(f, FIRST_SMALL + SMALL);
	f->check.party = FOTONICA;
	f->check.day = 20782; /* 2026-11-25 */
	f->check.facts = (struct bw_party_facts){
		.name = bw_str_of(parties[FOTONICA].name),
		.country = BW_STR("NL"),
		.kind = BW_PARTY_COMPANY,
		.ended = BW_DATE_MAX,
	};
	if (kind != FIXTURE_EMPTY) {
		f->check.facts.id = need(f, BW_LEN(ids), sizeof(ids[0]));
		memcpy(f->check.facts.id, ids, sizeof(ids));
		f->check.facts.n_id = kind == FIXTURE_FULL ? 2 : 1;
		f->check.facts.other =
		    need(f, BW_LEN(others), sizeof(others[0]));
		memcpy(f->check.facts.other, others, sizeof(others));
		f->check.facts.n_other = 1;
	}
	make_cone(f, kind);
	make_rows(f);
	make_supply(f, kind);
	if (kind != FIXTURE_EMPTY) {
		make_findings(f, kind);
		make_sources(f);
	}
}

void
fixture_release(struct fixture *f)
{
	bw_graph_release(&f->check.cone.graph);
	bw_findings_release(&f->check.findings);
	bw_arena_release(&f->a);
}
