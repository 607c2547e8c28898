/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stakes_csv.c - who holds how much of whom, as a simple table.
 *
 * The form anybody can make from a shareholders' register: holder, company,
 * percent. It is also the form in which tens of millions of stakes are
 * brought in, so the path of a plain row (two names and a number) allocates
 * nothing and looks at the header no more. What more there may be in a row
 * (kind, country, own numbers) goes out as party records.
 *
 * An empty share is not zero: it is an unknown share. A holder that nobody
 * names is a new unknown party for every row.
 * Rules: doc/formats/stakes.md.
 */
#include "base/map.h"
#include "formats/cells.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "formats/regid.h"
#include "model/ref.h"

enum {
	HOLDER,
	COMPANY,
	PERCENT,
	MIN,
	MAX,
	MIN_OPEN,
	MAX_OPEN,
	NATURE,
	INDIRECT,
	FROM,
	TO,
	HOLDER_ID,
	COMPANY_ID,
	KIND,
	COUNTRY,
	COMPANY_COUNTRY,
	REASON,
	SOURCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[HOLDER] = { "holder|houder|eigenaar|aandeelhouder|owner|shareholder|"
		     "naam houder|naam aandeelhouder|naam eigenaar",
	    BW_COL_REQUIRED },
	[COMPANY] = { "company|bedrijf|onderneming|vennootschap|subject|"
		      "deelneming|dochter|naam bedrijf",
	    BW_COL_REQUIRED },
	[PERCENT] = { "percent|procent|percentage|share|belang|aandeel|pct|%|"
		      "belang %|aandeel %|% belang|% aandelen",
	    BW_COL_WEIGHS },
	[MIN] = { "min_percent|min_procent|minimum|min|percent_min|"
		  "min percentage",
	    BW_COL_WEIGHS },
	[MAX] = { "max_percent|max_procent|maximum|max|percent_max|"
		  "max percentage",
	    BW_COL_WEIGHS },
	[MIN_OPEN] = { "min_open|meer_dan|more than", BW_COL_OPTIONAL },
	[MAX_OPEN] = { "max_open|minder_dan|less than", BW_COL_OPTIONAL },
	[NATURE] = { "nature|aard|soort belang|type of interest",
	    BW_COL_OPTIONAL },
	[INDIRECT] = { "indirect|indirekt|middellijk", BW_COL_OPTIONAL },
	[FROM] = { "from|van|vanaf|since|sinds|start|start_date|datum van|"
		   "datum vanaf|begindatum|startdatum|ingangsdatum|valid from",
	    BW_COL_OPTIONAL },
	[TO] = { "to|tot|until|end|eind|einde|end_date|datum tot|einddatum|"
		 "datum einde|valid to|valid until",
	    BW_COL_OPTIONAL },
	[HOLDER_ID] = { "holder_id|houder_id|id houder|owner_id",
	    BW_COL_OPTIONAL },
	[COMPANY_ID] = { "company_id|bedrijf_id|id bedrijf", BW_COL_OPTIONAL },
	[KIND] = { "kind|soort|holder_kind|soort houder|soort aandelen|"
		   "soort aandeel",
	    BW_COL_OPTIONAL },
	[COUNTRY] = { "country|land|holder_country|land houder",
	    BW_COL_OPTIONAL },
	[COMPANY_COUNTRY] = { "company_country|land bedrijf|bedrijf_land",
	    BW_COL_OPTIONAL },
	[REASON] = { "reason|reden|why unknown", BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
};

enum {
	DOUBLES = 20000 /* rows looked at for a second telling */
};

struct stakes {
	const struct bw_sink *sink;
	struct bw_str file;   /* makes unknown holders differ by file */
	struct bw_intern row; /* of the first rows: is one told twice? */
	bool more;            /* there are columns about the parties */
	bool ready;           /* `more` is known */
	uint64_t shares;      /* rows with a share ... */
	uint32_t largest;     /* ... and the largest end of one */
	bool signs;           /* a share was written with a % sign ... */
	struct bw_place bare; /* ... and the first of at most 1 without */
	struct bw_buf nobody; /* key of an unknown holder */
	struct bw_id id[4];   /* holder, company, and their id columns */
};

static int
refuse(const struct stakes *s, const struct bw_row *row, const char *rule,
    const char *why, struct bw_str shown, struct bw_err *err)
{
	return bw_sink_report(s->sink, BW_REPORT_REFUSED, rule, &row->place,
	    err, "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

static int
note(const struct stakes *s, const struct bw_row *row, const char *rule,
    const char *why, struct bw_str shown, struct bw_err *err)
{
	return bw_sink_report(s->sink, BW_REPORT_NOTE, rule, &row->place, err,
	    "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

/* How a party is meant: its key and, when a name and a number are both
 * given, that number as a further identifier. */
struct who {
	struct bw_key key;
	struct bw_key id;
	struct bw_str name; /* when it was called by name */
	const char *why;    /* the number that is wrong ... */
	struct bw_str bad;  /* ... and its text */
	bool nobody;
};

static void
read_who(
    struct bw_str cell, struct bw_str number, struct bw_id id[2], struct who *w)
{
	enum bw_id_verdict v = bw_cell_id(cell, &id[0], &w->why);

	if (v == BW_ID_BAD) {
		w->bad = cell;
		return;
	}
	if (v == BW_ID_GOOD) {
		w->key = id[0].key;
	} else if (!bw_cell_nobody(cell)) {
		w->name = cell;
		w->key = (struct bw_key){ BW_STR("name"), cell };
	} else {
		w->nobody = number.n == 0;
	}
	if (number.n == 0)
		return;
	v = bw_cell_id(number, &id[1], &w->why);
	if (v != BW_ID_GOOD) {
		w->bad = number;
		if (v == BW_ID_NONE)
			w->why = "write an identifier as scheme:value, for "
				 "instance kvk:12345678";
		return;
	}
	w->id = id[1].key;
	if (w->key.scheme.n == 0)
		w->key = id[1].key;
}

static int
nobody_key(struct stakes *s, const struct bw_row *row, struct bw_key *key,
    struct bw_err *err)
{
	bw_buf_clear(&s->nobody);
	bw_buf_str(&s->nobody, s->file);
	bw_buf_fmt(&s->nobody, ":%llu", (unsigned long long)row->place.line);
	*key = (struct bw_key){ BW_STR("unknown"), bw_buf_get(&s->nobody) };
	return bw_buf_check(&s->nobody, err);
}

/* In a list of our own a foundation is seldom called anything else. */
static bool
stichting(const struct who *w, struct bw_str country)
{
	return bw_is_stichting(w->name, country.n > 0 ? country : BW_STR("NL"));
}

/* Tell what the row knows of a party, if that is more than its name. */
static int
tell_party(struct stakes *s, const struct bw_row *row, const struct who *w,
    struct bw_str kind, struct bw_str country, struct bw_err *err)
{
	struct bw_party_rec r = { .key = w->key,
		.kind = w->nobody ? BW_PARTY_UNKNOWN : BW_PARTY_COMPANY,
		.name = w->name,
		.ended = BW_DATE_MAX,
		.place = row->place };
	bool told = kind.n > 0 || w->nobody;
	int rc = 0;

	if (kind.n > 0 && !bw_cell_kind(kind, &r.kind))
		rc = note(s, row, "stakes-kind", "no kind of party; left out",
		    kind, err);
	if (rc == 0 && country.n > 0 && !bw_cell_country(country, &r.country))
		rc = note(s, row, "stakes-country",
		    "no country we know; left out", country, err);
	if (kind.n == 0 && stichting(w, r.country)) {
		r.kind = BW_PARTY_FOUNDATION;
		told = true;
	}
	if (w->id.scheme.n > 0 && w->name.n > 0) {
		r.id = &w->id;
		r.n_id = 1;
	}
	if (r.kind == BW_PARTY_UNKNOWN)
		r.reason = bw_cell(row, REASON);
	if (rc != 0 || (!told && r.country.n == 0 && r.n_id == 0))
		return rc;
	return bw_sink_party(s->sink, &r, err);
}

/* The share of the row; *flags gets BW_STAKE_NO_SHARE when there is none. */
static int
read_share(const struct bw_row *row, struct bw_share *share, uint8_t *flags,
    struct bw_err *err)
{
	struct bw_str percent = bw_cell(row, PERCENT);
	struct bw_str min = bw_cell(row, MIN), max = bw_cell(row, MAX);

	if (percent.n > 0 && (min.n > 0 || max.n > 0))
		return bw_fail(err, BW_EFORMAT,
		    "a percentage and a range in one row: keep one");
	if (!bw_cell_nobody(percent))
		return bw_cell_share(percent, share, err);
	if (min.n > 0 || max.n > 0)
		return bw_cell_range(min, max,
		    bw_cell_yes(bw_cell(row, MIN_OPEN)) == 1,
		    bw_cell_yes(bw_cell(row, MAX_OPEN)) == 1, share, err);
	*share = bw_share_unknown();
	*flags |= BW_STAKE_NO_SHARE;
	return 0;
}

/* What the file says of its shares as a whole is looked at in the end. */
static void
count_share(
    struct stakes *s, const struct bw_row *row, const struct bw_share *share)
{
	struct bw_str percent = bw_cell(row, PERCENT);

	s->shares++;
	if (share->hi > s->largest)
		s->largest = share->hi;
	if (percent.n > 0 && memchr(percent.p, '%', percent.n) != NULL)
		s->signs = true;
	else if (share->hi > 0 && share->hi <= BW_PERCENT && s->bare.line == 0)
		s->bare = row->place;
}

/* "Soort" in a Dutch shareholders' list is the kind of the holder or that of
 * the stake. The second is not left out: it decides what the stake means. */
static void
sort_out(struct bw_str *kind, struct bw_str *nature)
{
	uint8_t as;

	if (kind->n == 0 || nature->n > 0 || bw_cell_kind(*kind, &as) ||
	    !bw_cell_nature(*kind, &as))
		return;
	*nature = *kind;
	*kind = (struct bw_str){ 0 };
}

/* From and to; NULL, or the cell that is wrong with *why. */
static const char *
read_period(
    const struct bw_row *row, struct bw_period *valid, struct bw_str *bad)
{
	struct bw_str from = bw_cell(row, FROM), to = bw_cell(row, TO);

	*valid = BW_ALWAYS;
	*bad = from;
	if (from.n > 0 && !bw_cell_date(from, &valid->from))
		return "no date: write 2024-12-31";
	*bad = to;
	if (to.n > 0 && !bw_cell_date(to, &valid->to))
		return "no date: write 2024-12-31";
	return valid->from < valid->to ? NULL
				       : "ends on or before the day it begins";
}

/*
 * Parallel stakes add up, so a row that was pasted twice doubles a stake and
 * may make somebody the owner of a majority. It may be right, two parcels of
 * the same size, so it counts and is noted. Long lists come from machines:
 * only their first rows are looked at.
 */
static int
tell_double(struct stakes *s, const struct bw_row *row, struct bw_err *err)
{
	static const uint8_t what[] = { HOLDER, HOLDER_ID, COMPANY, COMPANY_ID,
		PERCENT, MIN, MAX, NATURE, KIND, INDIRECT, FROM, TO };
	struct bw_buf b = { 0 };
	bool added = true;
	uint32_t id;
	int rc;

	if (s->row.n >= DOUBLES)
		return 0;
	for (size_t i = 0; i < BW_LEN(what); i++) {
		bw_buf_str(&b, bw_cell(row, what[i]));
		bw_buf_char(&b, '\n');
	}
	rc = bw_buf_check(&b, err);
	if (rc == 0)
		rc = bw_intern_add(&s->row, bw_buf_get(&b), &id, &added, err);
	bw_buf_release(&b);
	return rc != 0 || added
	    ? rc
	    : note(s, row, "stakes-double",
		  "the same stake stands in an earlier row; both count",
		  bw_cell(row, HOLDER), err);
}

static int
tell_stake(struct stakes *s, const struct bw_row *row, const struct who *h,
    const struct who *c, struct bw_err *err)
{
	struct bw_stake_rec r = { .holder = h->key,
		.company = c->key,
		.valid = BW_ALWAYS,
		.place = row->place };
	struct bw_err why = BW_ERR_INIT;
	struct bw_str kind = bw_cell(row, KIND), nature = bw_cell(row, NATURE);
	struct bw_str bad;
	const char *wrong;

	if (read_share(row, &r.share, &r.flags, &why) < 0)
		return bw_sink_report(s->sink, BW_REPORT_REFUSED,
		    "stakes-share", &row->place, err, "%s", why.what);
	if ((r.flags & BW_STAKE_NO_SHARE) == 0)
		count_share(s, row, &r.share);
	if (s->more) {
		sort_out(&kind, &nature);
		if ((wrong = read_period(row, &r.valid, &bad)) != NULL)
			return refuse(s, row, "stakes-date", wrong, bad, err);
		if (nature.n > 0 && !bw_cell_nature(nature, &r.nature))
			return refuse(s, row, "stakes-nature",
			    "no nature of a stake: shares, votes, capital, "
			    "board ...",
			    nature, err);
		if (bw_cell_yes(bw_cell(row, INDIRECT)) == 1)
			r.flags |= BW_STAKE_INDIRECT;
		r.detail = nature;
		r.place.ref = bw_cell(row, SOURCE);
	}
	return bw_sink_stake(s->sink, &r, err);
}

static int
tell_parties(struct stakes *s, const struct bw_row *row, const struct who *h,
    const struct who *c, struct bw_err *err)
{
	struct bw_str kind = bw_cell(row, KIND), nature = bw_cell(row, NATURE);
	struct bw_str none = { 0 };
	int rc;

	sort_out(&kind, &nature);
	rc = tell_party(s, row, h, kind, bw_cell(row, COUNTRY), err);
	if (rc == 0)
		rc = tell_party(
		    s, row, c, none, bw_cell(row, COMPANY_COUNTRY), err);
	return rc;
}

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct who h = { 0 }, c = { 0 };
	struct bw_str none = { 0 };
	struct stakes *s = ctx;
	int rc = 0;

	if (!s->ready) {
		for (unsigned i = MIN_OPEN; i < N_COLUMNS; i++)
			s->more = s->more || row->at[i] >= 0;
		s->ready = true;
	}
	read_who(bw_cell(row, HOLDER), bw_cell(row, HOLDER_ID), s->id, &h);
	read_who(
	    bw_cell(row, COMPANY), bw_cell(row, COMPANY_ID), s->id + 2, &c);
	if (h.bad.n > 0 || c.bad.n > 0)
		return refuse(s, row, "stakes-id", h.bad.n > 0 ? h.why : c.why,
		    h.bad.n > 0 ? h.bad : c.bad, err);
	if (c.nobody)
		return refuse(s, row, "stakes-company",
		    "the company is not told", bw_cell(row, COMPANY), err);
	if (h.nobody && (rc = nobody_key(s, row, &h.key, err)) < 0)
		return rc;
	if (bw_str_eq(h.key.value, c.key.value) &&
	    bw_str_eq(h.key.scheme, c.key.scheme))
		rc = note(s, row, "stakes-self", "holds a share in itself",
		    c.key.value, err);
	if (rc == 0 &&
	    (s->more || h.nobody || stichting(&h, none) || stichting(&c, none)))
		rc = tell_parties(s, row, &h, &c, err);
	if (rc == 0 && !h.nobody)
		rc = tell_double(s, row, err);
	return rc != 0 ? rc : tell_stake(s, row, &h, &c, err);
}

/* 0.25 where 25 was meant is a mistake that no single row shows. Beside 25%
 * it is a cell that the spreadsheet did not format like the others. */
static int
tell_fractions(const struct stakes *s, struct bw_err *err)
{
	struct bw_place whole = { 0 };

	if (s->signs && s->bare.line != 0)
		return bw_sink_report(s->sink, BW_REPORT_NOTE,
		    "stakes-fractions", &s->bare, err,
		    "a share of at most 1 without a %% sign, where others have "
		    "one: it was read as per cent; if it is a part of one, "
		    "multiply it by 100");
	if (s->shares < 2 || s->largest > BW_PERCENT)
		return 0;
	return bw_sink_report(s->sink, BW_REPORT_NOTE, "stakes-fractions",
	    &whole, err,
	    "no share is above 1: they were read as per cent; if they are "
	    "parts of one, multiply them by 100");
}

static int
read_stakes(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = read_row
	};
	struct stakes s = { .sink = sink,
		.file = bw_str_of(bw_input_name(in)) };
	int rc;

	if ((rc = bw_ref_load(err)) == 0)
		rc = bw_table_read(in, &form, &s, sink, err);
	if (rc == 0)
		rc = tell_fractions(&s, err);
	bw_buf_release(&s.nobody);
	bw_intern_release(&s.row);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t both = 1u << HOLDER | 1u << COMPANY;
	uint32_t share = 1u << PERCENT | 1u << MIN | 1u << MAX;

	(void)cut;
	(void)name;
	if ((found & both) != both)
		return 0;
	return (found & share) != 0 ? 90 : 60;
}

const struct bw_format bw_format_stakes = { .name = "stakes",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_stakes };
