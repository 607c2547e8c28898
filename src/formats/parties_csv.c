/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * parties_csv.c - who there is: names, kind, country, numbers.
 *
 * Goes with stakes and uses: what those call by name gets its kind, country
 * and identifiers here, so that other sources (a register, a list) can be
 * joined by number and not by name. One row per party; a party without a
 * name is called by its number. Rules: doc/formats/parties.md.
 */
#include "formats/cells.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "model/ref.h"

enum {
	NAME,
	KIND,
	COUNTRY,
	LEI,
	KVK,
	ID,
	OTHER,
	ENDED,
	REASON,
	SECTOR,
	SOURCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[NAME] = { "name|naam|party|partij|bedrijfsnaam", BW_COL_REQUIRED },
	[KIND] = { "kind|soort|type|rechtsvorm|legal form", BW_COL_OPTIONAL },
	[COUNTRY] = { "country|land|jurisdiction", BW_COL_OPTIONAL },
	[LEI] = { "lei", BW_COL_OPTIONAL },
	[KVK] = { "kvk|kvk_nummer|kvk nr|kvknummer", BW_COL_OPTIONAL },
	[ID] = { "id|ids|identifier|identifiers|nummer|nummers",
	    BW_COL_OPTIONAL },
	[OTHER] = { "other_names|andere namen|handelsnamen|also known as|"
		    "aliases",
	    BW_COL_OPTIONAL },
	[ENDED] = { "ended|beëindigd|opgeheven|dissolved|einddatum",
	    BW_COL_OPTIONAL },
	[REASON] = { "reason|reden", BW_COL_OPTIONAL },
	[SECTOR] = { "sector|nace|nace code|sbi|sbi code|branche|activiteit",
	    BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
};

#define MAX_IDS 16
#define MAX_NAMES 32
#define MAX_SECTORS 16

struct parties {
	const struct bw_sink *sink;
	struct bw_id id[MAX_IDS];
	struct bw_key key[MAX_IDS];
	struct bw_name other[MAX_NAMES];
	struct bw_nace nace[MAX_SECTORS];
	struct bw_key code[MAX_SECTORS];
	size_t n_id, n_other, n_code;
};

static int
note(const struct parties *p, const struct bw_row *row, const char *rule,
    struct bw_str shown, const char *why, struct bw_err *err)
{
	return bw_sink_report(p->sink, BW_REPORT_NOTE, rule, &row->place, err,
	    "\"%.*s\": %s; left out", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

/* One identifier of the row; *bad when it breaks its rule. */
static int
add_id(struct parties *p, const struct bw_row *row, const char *scheme,
    struct bw_str text, bool *bad, struct bw_err *err)
{
	enum bw_id_verdict v;
	const char *why = "";

	text = bw_str_trim(text);
	if (text.n == 0 || *bad)
		return 0;
	if (p->n_id == MAX_IDS)
		return note(p, row, "parties-many", text,
		    "more than 16 identifiers", err);
	v = scheme != NULL ? bw_cell_id_of(scheme, text, &p->id[p->n_id], &why)
			   : bw_cell_id(text, &p->id[p->n_id], &why);
	if (v == BW_ID_GOOD) {
		p->key[p->n_id] = p->id[p->n_id].key;
		p->n_id++;
		return 0;
	}
	if (v == BW_ID_NONE)
		why = "write an identifier as scheme:value, for instance "
		      "kvk:12345678";
	*bad = true;
	return bw_sink_report(p->sink, BW_REPORT_REFUSED, "parties-id",
	    &row->place, err, "\"%.*s\": %s", BW_ARG(bw_str_sub(text, 0, 60)),
	    why);
}

/* Several in one cell, by ';' or '|'. */
static bool
cut_list(struct bw_str *rest, struct bw_str *part)
{
	size_t n = 0;

	if (rest->n == 0)
		return false;
	while (n < rest->n && rest->p[n] != ';' && rest->p[n] != '|')
		n++;
	*part = bw_str_trim(bw_str_sub(*rest, 0, n));
	*rest = bw_str_sub(*rest, n + 1, rest->n);
	return true;
}

static int
read_ids(
    struct parties *p, const struct bw_row *row, bool *bad, struct bw_err *err)
{
	struct bw_str list = bw_cell(row, ID), part;
	int rc;

	p->n_id = 0;
	rc = add_id(p, row, "lei", bw_cell(row, LEI), bad, err);
	if (rc == 0)
		rc = add_id(p, row, "kvk", bw_cell(row, KVK), bad, err);
	while (rc == 0 && cut_list(&list, &part))
		rc = add_id(p, row, NULL, part, bad, err);
	return rc;
}

static void
read_names(struct parties *p, const struct bw_row *row)
{
	struct bw_str list = bw_cell(row, OTHER), part;

	p->n_other = 0;
	while (p->n_other < MAX_NAMES && cut_list(&list, &part))
		if (part.n > 0)
			p->other[p->n_other++] =
			    (struct bw_name){ .text = part };
}

static int
read_sectors(struct parties *p, const struct bw_row *row, struct bw_err *err)
{
	struct bw_str list = bw_cell(row, SECTOR), part;
	int rc = 0;

	p->n_code = 0;
	while (rc == 0 && cut_list(&list, &part)) {
		struct bw_nace *nace = &p->nace[p->n_code];

		if (part.n == 0)
			continue;
		if (p->n_code == MAX_SECTORS - 1)
			return note(p, row, "parties-many", part,
			    "more than 15 sectors", err);
		if (!bw_cell_nace(part, nace)) {
			rc = note(p, row, "parties-sector", part,
			    "no NACE code as 26.11", err);
			continue;
		}
		p->code[p->n_code++] =
		    (struct bw_key){ BW_STR("nace"), bw_str_of(nace->code) };
	}
	return rc;
}

static int
describe(struct parties *p, const struct bw_row *row, struct bw_party_rec *r,
    struct bw_err *err)
{
	struct bw_str kind = bw_cell(row, KIND);
	struct bw_str country = bw_cell(row, COUNTRY);
	struct bw_str ended = bw_cell(row, ENDED);
	int rc = 0;

	if (kind.n > 0 && !bw_cell_kind(kind, &r->kind))
		rc =
		    note(p, row, "parties-kind", kind, "no kind of party", err);
	if (rc == 0 && country.n > 0 && !bw_cell_country(country, &r->country))
		rc = note(p, row, "parties-country", country,
		    "no country we know", err);
	if (rc == 0 && ended.n > 0 && !bw_cell_date(ended, &r->ended))
		rc = note(p, row, "parties-date", ended,
		    "no date: write 2024-12-31", err);
	if (rc == 0)
		rc = read_sectors(p, row, err);
	if (r->kind == BW_PARTY_UNKNOWN)
		r->reason = bw_cell(row, REASON);
	return rc;
}

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct parties *p = ctx;
	struct bw_party_rec r = { .kind = BW_PARTY_COMPANY,
		.name = bw_cell(row, NAME),
		.ended = BW_DATE_MAX,
		.place = row->place };
	bool bad = false;
	int rc;

	if ((rc = read_ids(p, row, &bad, err)) != 0 || bad)
		return rc;
	if (r.name.n == 0 && p->n_id == 0)
		return bw_sink_report(p->sink, BW_REPORT_REFUSED,
		    "parties-name", &row->place, err,
		    "a party needs a name or an identifier");
	read_names(p, row);
	if ((rc = describe(p, row, &r, err)) != 0)
		return rc;
	r.key = r.name.n > 0 ? (struct bw_key){ BW_STR("name"), r.name }
			     : p->key[0];
	r.id = p->key;
	r.n_id = p->n_id;
	r.other = p->other;
	r.n_other = p->n_other;
	r.code = p->code;
	r.n_code = p->n_code;
	r.place.ref = bw_cell(row, SOURCE);
	return bw_sink_party(p->sink, &r, err);
}

static int
read_parties(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = read_row
	};
	struct parties p = { .sink = sink };
	int rc;

	if ((rc = bw_ref_load(err)) == 0)
		rc = bw_table_read(in, &form, &p, sink, err);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t about = 1u << KIND | 1u << LEI | 1u << KVK | 1u << ID |
	    1u << COUNTRY | 1u << OTHER | 1u << SECTOR;

	(void)cut;
	(void)name;
	if ((found & 1u << NAME) == 0)
		return 0;
	return (found & about) != 0 ? 75 : 40;
}

const struct bw_format bw_format_parties = { .name = "parties",
	.version = 2,
	.whole = true,
	.recognise = recognise,
	.read = read_parties };
