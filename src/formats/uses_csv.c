/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * uses_csv.c - what a company uses: materials and products, and from whom.
 *
 * Taken from a purchase ledger or a parts list. A material may be spelled in
 * any way the table of materials knows (Dutch, English, a compound of it);
 * then its code is kept, which joins it to the figures of production. Anything
 * else is kept in the words of the file. Rules: doc/formats/uses.md.
 */
#include "formats/cells.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "model/ref.h"
#include <math.h>

enum {
	COMPANY,
	ITEM,
	SUPPLIER,
	SUPPLIER_ID,
	COUNTRY,
	AMOUNT,
	UNIT,
	CRITICAL,
	SOURCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[COMPANY] = { "company|bedrijf|onderneming|user|gebruiker|klant|"
		      "customer",
	    BW_COL_REQUIRED },
	[ITEM] = { "item|material|materiaal|grondstof|product|artikel|"
		   "onderdeel|part|raw material|inkoop",
	    BW_COL_REQUIRED },
	[SUPPLIER] = { "supplier|leverancier|vendor", BW_COL_OPTIONAL },
	[SUPPLIER_ID] = { "supplier_id|leverancier_id|id leverancier",
	    BW_COL_OPTIONAL },
	[COUNTRY] = { "country|land|herkomst|origin|country of origin|"
		      "land van herkomst",
	    BW_COL_OPTIONAL },
	[AMOUNT] = { "amount|hoeveelheid|aantal|quantity", BW_COL_OPTIONAL },
	[UNIT] = { "unit|eenheid", BW_COL_OPTIONAL },
	[CRITICAL] = { "critical|kritiek|kritisch|essential|essentieel",
	    BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
};

struct uses {
	const struct bw_sink *sink;
	struct bw_id company, supplier, number;
};

static int
note(const struct uses *u, const struct bw_row *row, const char *rule,
    struct bw_str shown, const char *why, struct bw_err *err)
{
	return bw_sink_report(u->sink, BW_REPORT_NOTE, rule, &row->place, err,
	    "\"%.*s\": %s; left out", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

static int
refuse_id(const struct uses *u, const struct bw_row *row, struct bw_str shown,
    const char *why, struct bw_err *err)
{
	return bw_sink_report(u->sink, BW_REPORT_REFUSED, "uses-id",
	    &row->place, err, "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)),
	    why);
}

/* What describes, and may be left out. */
static int
describe(const struct uses *u, const struct bw_row *row, struct bw_use_rec *r,
    struct bw_err *err)
{
	struct bw_str country = bw_cell(row, COUNTRY);
	struct bw_str amount = bw_cell(row, AMOUNT);
	struct bw_str critical = bw_cell(row, CRITICAL);
	int rc = 0;

	if (country.n > 0 && !bw_cell_country(country, &r->country))
		rc = note(
		    u, row, "uses-country", country, "no country we know", err);
	if (amount.n > 0 &&
	    !bw_cell_amount(amount, row->semicolons, &r->amount)) {
		r->amount = NAN;
		if (rc == 0)
			rc = note(u, row, "uses-amount", amount,
			    "no number, or it could be two: write 1234.5", err);
	}
	r->critical = bw_cell_yes(critical);
	if (rc == 0 && critical.n > 0 && r->critical < 0)
		rc = note(u, row, "uses-critical", critical,
		    "neither yes nor no", err);
	r->unit = bw_cell(row, UNIT);
	return rc;
}

/* A supplier by name and number: the number goes out as a party record. */
static int
tell_supplier(struct uses *u, const struct bw_row *row, struct bw_use_rec *r,
    bool *refused, struct bw_err *err)
{
	struct bw_str name = bw_cell(row, SUPPLIER);
	struct bw_str number = bw_cell(row, SUPPLIER_ID);
	struct bw_party_rec party = { .kind = BW_PARTY_COMPANY,
		.name = name,
		.id = &u->number.key,
		.n_id = 1,
		.ended = BW_DATE_MAX,
		.place = row->place };
	enum bw_id_verdict v = BW_ID_NONE;
	const char *why = "";

	if (!bw_cell_nobody(name)) {
		v = bw_cell_id(name, &u->supplier, &why);
		*refused = v == BW_ID_BAD;
		if (*refused)
			return refuse_id(u, row, name, why, err);
		r->supplier = v == BW_ID_GOOD
		    ? u->supplier.key
		    : (struct bw_key){ BW_STR("name"), name };
	}
	if (number.n == 0)
		return 0;
	if (bw_cell_id(number, &u->number, &why) != BW_ID_GOOD) {
		*refused = true;
		return refuse_id(
		    u, row, number, "no identifier, as kvk:12345678", err);
	}
	if (r->supplier.scheme.n == 0 || v == BW_ID_GOOD) {
		r->supplier = u->number.key;
		return 0;
	}
	party.key = r->supplier;
	return bw_sink_party(u->sink, &party, err);
}

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct uses *u = ctx;
	struct bw_str company = bw_cell(row, COMPANY);
	const struct bw_ref_item *material;
	struct bw_use_rec r = { .item = bw_cell(row, ITEM),
		.amount = NAN,
		.critical = -1,
		.place = row->place };
	enum bw_id_verdict v;
	bool refused = false;
	const char *why = "";
	int rc;

	if (bw_cell_nobody(company))
		return bw_sink_report(u->sink, BW_REPORT_REFUSED,
		    "uses-company", &row->place, err,
		    "the company is not told");
	if (r.item.n == 0)
		return bw_sink_report(u->sink, BW_REPORT_REFUSED, "uses-item",
		    &row->place, err, "what is used is not told");
	if ((v = bw_cell_id(company, &u->company, &why)) == BW_ID_BAD)
		return refuse_id(u, row, company, why, err);
	r.company = v == BW_ID_GOOD
	    ? u->company.key
	    : (struct bw_key){ BW_STR("name"), company };
	if ((material = bw_ref_material(r.item)) != NULL)
		r.item = material->code;
	if ((rc = tell_supplier(u, row, &r, &refused, err)) != 0 || refused ||
	    (rc = describe(u, row, &r, err)) != 0)
		return rc;
	r.place.ref = bw_cell(row, SOURCE);
	return bw_sink_use(u->sink, &r, err);
}

static int
read_uses(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = read_row
	};
	struct uses u = { .sink = sink };
	int rc;

	if ((rc = bw_ref_load(err)) == 0)
		rc = bw_table_read(in, &form, &u, sink, err);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t both = 1u << COMPANY | 1u << ITEM;

	(void)cut;
	(void)name;
	return (found & both) == both ? 85 : 0;
}

const struct bw_format bw_format_uses = { .name = "uses",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_uses };
