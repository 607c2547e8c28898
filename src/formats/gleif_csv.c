/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gleif_csv.c - GLEIF's lists as CSV, and its table of LEI and ISIN.
 *
 * The CSV of the golden copy is its XML laid flat: a column per path
 * ("Entity.LegalName"), lists numbered ("...OtherEntityName.1.type"), some
 * 340 columns for LEI records. The header tells which list it is.
 */
#include "formats/formats_priv.h"
#include "formats/gleif.h"
#include "base/csv.h"

enum list {
	NONE,
	ENTITIES,
	RELATIONS,
	EXCEPTIONS,
	ISINS
};

enum {
	LEI,
	NAME,
	NAME_LANG,
	JURISDICTION,
	COUNTRY,
	CATEGORY,
	STATUS,
	REGISTRATION,
	UPDATED,
	AUTHORITY,
	NUMBER,
	EXPIRED,
	START,
	START_TYPE,
	END,
	END_TYPE,
	TYPE,
	REL_STATUS,
	X_CATEGORY,
	X_REASON,
	X_REFERENCE,
	DELETED,
	ISIN,
	N_COLUMNS
};

#define AUTHORITY_PATH "Entity.RegistrationAuthority."

static const char *const columns[N_COLUMNS] = {
	[LEI] = "LEI",
	[NAME] = "Entity.LegalName",
	[NAME_LANG] = "Entity.LegalName.xmllang",
	[JURISDICTION] = "Entity.LegalJurisdiction",
	[COUNTRY] = "Entity.LegalAddress.Country",
	[CATEGORY] = "Entity.EntityCategory",
	[STATUS] = "Entity.EntityStatus",
	[REGISTRATION] = "Registration.RegistrationStatus",
	[UPDATED] = "Registration.LastUpdateDate",
	[AUTHORITY] = AUTHORITY_PATH "RegistrationAuthorityID",
	[NUMBER] = AUTHORITY_PATH "RegistrationAuthorityEntityID",
	[EXPIRED] = "Entity.EntityExpirationDate",
	[START] = "Relationship.StartNode.NodeID",
	[START_TYPE] = "Relationship.StartNode.NodeIDType",
	[END] = "Relationship.EndNode.NodeID",
	[END_TYPE] = "Relationship.EndNode.NodeIDType",
	[TYPE] = "Relationship.RelationshipType",
	[REL_STATUS] = "Relationship.RelationshipStatus",
	[X_CATEGORY] = "Exception.Category",
	[X_REASON] = "Exception.Reason.1",
	[X_REFERENCE] = "Exception.Reference.1",
	[DELETED] = "Extension.Deletion.DeletedAt",
	[ISIN] = "ISIN",
};

#define PERIODS 8

struct gleif_csv {
	struct bw_reading rd;
	enum list list;
	const struct bw_csv_row *row;
	int at[N_COLUMNS];
	/* name, type, language; start, end, type */
	int names[BW_GLEIF_NAMES][3];
	int periods[PERIODS][3];
	size_t n_fields;
};

static struct bw_str
at(const struct gleif_csv *g, int i)
{
	if (i < 0 || (size_t)i >= g->row->n)
		return (struct bw_str){ 0 };
	return bw_str_trim(g->row->field[i]);
}

static struct bw_str
cell(const struct gleif_csv *g, unsigned column)
{
	return at(g, g->at[column]);
}

static int
find(const struct bw_csv_row *header, const char *name)
{
	for (size_t i = 0; i < header->n; i++)
		if (bw_str_eq_nocase(
			bw_str_trim(header->field[i]), bw_str_of(name)))
			return (int)i;
	return -1;
}

#define TRANSLITERATED "Entity.TransliteratedOtherEntityNames."

static void
find_names(struct gleif_csv *g, const struct bw_csv_row *header)
{
	static const char *const lists[] = {
		"Entity.OtherEntityNames.OtherEntityName",
		TRANSLITERATED "TransliteratedOtherEntityName"
	};
	char name[128];
	size_t k = 0;

	for (size_t l = 0; l < BW_LEN(lists); l++)
		for (unsigned i = 1; k < BW_GLEIF_NAMES; i++, k++) {
			snprintf(name, sizeof(name), "%s.%u", lists[l], i);
			if ((g->names[k][0] = find(header, name)) < 0)
				break;
			snprintf(name, sizeof(name), "%s.%u.type", lists[l], i);
			g->names[k][1] = find(header, name);
			snprintf(
			    name, sizeof(name), "%s.%u.xmllang", lists[l], i);
			g->names[k][2] = find(header, name);
		}
	for (; k < BW_GLEIF_NAMES; k++)
		g->names[k][0] = -1;
}

static void
find_periods(struct gleif_csv *g, const struct bw_csv_row *header)
{
	static const char *const parts[] = { "startDate", "endDate",
		"periodType" };
	char name[64];

	for (unsigned i = 0; i < PERIODS; i++)
		for (size_t p = 0; p < BW_LEN(parts); p++) {
			snprintf(name, sizeof(name),
			    "Relationship.Period.%u.%s", i + 1, parts[p]);
			g->periods[i][p] = find(header, name);
		}
}

static enum list
list_of(const int *at_)
{
	if (at_[START] >= 0 && at_[END] >= 0 && at_[TYPE] >= 0)
		return RELATIONS;
	if (at_[LEI] < 0)
		return NONE;
	if (at_[NAME] >= 0)
		return ENTITIES;
	if (at_[X_CATEGORY] >= 0 && at_[X_REASON] >= 0)
		return EXCEPTIONS;
	return at_[ISIN] >= 0 ? ISINS : NONE;
}

static void
bind(struct gleif_csv *g, const struct bw_csv_row *header)
{
	for (unsigned i = 0; i < N_COLUMNS; i++)
		g->at[i] = find(header, columns[i]);
	find_names(g, header);
	find_periods(g, header);
	g->list = list_of(g->at);
	g->n_fields = header->n;
}

static int
entity(struct gleif_csv *g)
{
	struct bw_gleif_entity e = { .lei = cell(g, LEI),
		.name = cell(g, NAME),
		.lang = cell(g, NAME_LANG),
		.jurisdiction = cell(g, JURISDICTION),
		.country = cell(g, COUNTRY),
		.category = cell(g, CATEGORY),
		.status = cell(g, STATUS),
		.registration = cell(g, REGISTRATION),
		.authority = cell(g, AUTHORITY),
		.number = cell(g, NUMBER),
		.expired = cell(g, EXPIRED),
		.updated = cell(g, UPDATED),
		.deleted = cell(g, DELETED).n > 0 };

	for (size_t i = 0; i < BW_GLEIF_NAMES && g->names[i][0] >= 0; i++)
		bw_gleif_name(&e, at(g, g->names[i][0]), at(g, g->names[i][1]),
		    at(g, g->names[i][2]));
	return bw_gleif_entity(&g->rd, &e);
}

static int
relation(struct gleif_csv *g)
{
	struct bw_gleif_relation r = { .start = cell(g, START),
		.start_type = cell(g, START_TYPE),
		.end = cell(g, END),
		.end_type = cell(g, END_TYPE),
		.type = cell(g, TYPE),
		.status = cell(g, REL_STATUS),
		.registration = cell(g, REGISTRATION),
		.updated = cell(g, UPDATED),
		.deleted = cell(g, DELETED).n > 0 };

	for (unsigned i = 0; i < PERIODS; i++) {
		if (!bw_str_is(at(g, g->periods[i][2]), "RELATIONSHIP_PERIOD"))
			continue;
		r.from = at(g, g->periods[i][0]);
		r.to = at(g, g->periods[i][1]);
	}
	return bw_gleif_relation(&g->rd, &r);
}

static int
exception(struct gleif_csv *g)
{
	struct bw_gleif_exception x = { .lei = cell(g, LEI),
		.category = cell(g, X_CATEGORY),
		.reason = cell(g, X_REASON),
		.reference = cell(g, X_REFERENCE),
		.deleted = cell(g, DELETED).n > 0 };

	return bw_gleif_exception(&g->rd, &x);
}

static int
one_row(struct gleif_csv *g)
{
	if (g->row->n != g->n_fields)
		return bw_rd_refuse(&g->rd, "row-length",
		    "%zu cells where the header has %zu", g->row->n,
		    g->n_fields);
	switch (g->list) {
	case ENTITIES:
		return entity(g);
	case RELATIONS:
		return relation(g);
	case EXCEPTIONS:
		return exception(g);
	case ISINS:
		return bw_gleif_isin(&g->rd, cell(g, LEI), cell(g, ISIN));
	case NONE:
		break;
	}
	return 0;
}

static int
rows(struct gleif_csv *g, struct bw_csv *csv, struct bw_err *err)
{
	struct bw_csv_row row;
	uint64_t number = 0;
	bool more = true;
	int rc = bw_csv_next(csv, &row, &more, err);

	if (rc == 0 && more)
		bind(g, &row);
	if (rc == 0 && g->list == NONE)
		return bw_fail(err, BW_EFORMAT,
		    "no list of GLEIF: the header has none of LEI and "
		    "Entity.LegalName, Relationship.StartNode.NodeID, "
		    "Exception.Category, ISIN");
	while (rc == 0) {
		rc = bw_csv_next(csv, &row, &more, err);
		if (rc != 0 || !more)
			break;
		bw_rd_next(&g->rd, row.line, ++number);
		g->row = &row;
		rc = one_row(g);
	}
	return rc;
}

static int
read_csv(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct gleif_csv g = { .list = NONE };
	struct bw_csv *csv = NULL;
	int rc = bw_rd_init(&g.rd, sink, err);

	if (rc == 0)
		rc = bw_gleif_about(&g.rd);
	if (rc == 0)
		rc = bw_csv_open(&csv, in, NULL, err);
	if (rc == 0)
		rc = rows(&g, csv, err);
	bw_csv_close(csv);
	bw_rd_release(&g.rd);
	return rc;
}

/* The first line, whose names nobody else uses. */
static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str line = bw_str_trim(ahead);
	const char *end = line.n > 0 ? memchr(line.p, '\n', line.n) : NULL;

	(void)cut;
	(void)name;
	if (end != NULL)
		line.n = (size_t)(end - line.p);
	line = bw_str_trim(line);
	if (bw_str_find(line, BW_STR("Relationship.StartNode.NodeID")) >= 0 ||
	    bw_str_find(line, BW_STR("Exception.Category")) >= 0 ||
	    (bw_str_find(line, BW_STR("LEI")) >= 0 &&
		bw_str_find(line, BW_STR("Entity.LegalName")) >= 0))
		return 95;
	return bw_str_is(line, "LEI,ISIN") ||
		bw_str_is(line, "\"LEI\",\"ISIN\"")
	    ? 95
	    : 0;
}

const struct bw_format bw_format_gleif_csv = {
	.name = "gleif-csv",
	.version = 1,
	.recognise = recognise,
	.read = read_csv,
};
