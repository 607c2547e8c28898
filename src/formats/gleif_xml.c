/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gleif_xml.c - GLEIF's lists as XML: golden copy, concatenated, deltas.
 *
 * Three files, one shape: a header, then one element per record (LEI-CDF 2.1
 * and 3.1, RR-CDF 1.1 and 2.1, Reporting Exceptions 1.1 and 2.1). A delta is
 * a file of the records that changed; those gone carry an Extension/Deletion.
 */
#include "formats/formats_priv.h"
#include "formats/gleif.h"
#include "base/xml.h"

static struct bw_str
text(const struct bw_xml_node *n, const char *path)
{
	return bw_xml_text(n, path);
}

static bool
deleted(const struct bw_xml_node *n)
{
	return bw_xml_get(n, "Extension/Deletion") != NULL;
}

static void
names(struct bw_gleif_entity *e, const struct bw_xml_node *list)
{
	const struct bw_xml_node *n = list != NULL ? list->child : NULL;

	for (; n != NULL; n = n->next)
		bw_gleif_name(
		    e, n->text, bw_xml_attr(n, "type"), bw_xml_attr(n, "lang"));
}

static int
entity(struct bw_reading *rd, const struct bw_xml_node *n)
{
	const struct bw_xml_node *in = bw_xml_get(n, "Entity");
	struct bw_gleif_entity e = { .lei = text(n, "LEI"),
		.name = text(in, "LegalName"),
		.lang = bw_xml_attr(bw_xml_get(in, "LegalName"), "lang"),
		.jurisdiction = text(in, "LegalJurisdiction"),
		.country = text(in, "LegalAddress/Country"),
		.category = text(in, "EntityCategory"),
		.status = text(in, "EntityStatus"),
		.registration = text(n, "Registration/RegistrationStatus"),
		.authority =
		    text(in, "RegistrationAuthority/RegistrationAuthorityID"),
		.number = text(
		    in, "RegistrationAuthority/RegistrationAuthorityEntityID"),
		.expired = text(in, "EntityExpirationDate"),
		.updated = text(n, "Registration/LastUpdateDate"),
		.deleted = deleted(n) };

	names(&e, bw_xml_get(in, "OtherEntityNames"));
	names(&e, bw_xml_get(in, "TransliteratedOtherEntityNames"));
	return bw_gleif_entity(rd, &e);
}

static int
relation(struct bw_reading *rd, const struct bw_xml_node *n)
{
	const struct bw_xml_node *in = bw_xml_get(n, "Relationship");
	const struct bw_xml_node *p = bw_xml_get(in, "RelationshipPeriods");
	struct bw_gleif_relation r = { .start = text(in, "StartNode/NodeID"),
		.start_type = text(in, "StartNode/NodeIDType"),
		.end = text(in, "EndNode/NodeID"),
		.end_type = text(in, "EndNode/NodeIDType"),
		.type = text(in, "RelationshipType"),
		.status = text(in, "RelationshipStatus"),
		.registration = text(n, "Registration/RegistrationStatus"),
		.updated = text(n, "Registration/LastUpdateDate"),
		.deleted = deleted(n) };

	for (p = p != NULL ? p->child : NULL; p != NULL; p = p->next) {
		if (!bw_str_is(text(p, "PeriodType"), "RELATIONSHIP_PERIOD"))
			continue;
		r.from = text(p, "StartDate");
		r.to = text(p, "EndDate");
	}
	return bw_gleif_relation(rd, &r);
}

static int
exception(struct bw_reading *rd, const struct bw_xml_node *n)
{
	struct bw_gleif_exception x = { .lei = text(n, "LEI"),
		.category = text(n, "ExceptionCategory"),
		.reason = text(n, "ExceptionReason"),
		.reference = text(n, "ExceptionReference"),
		.deleted = deleted(n) };

	return bw_gleif_exception(rd, &x);
}

static int
header(struct bw_reading *rd, const struct bw_xml_node *n)
{
	int rc = bw_rd_published(rd, text(n, "ContentDate"));

	if (rc == 0)
		rc = bw_rd_about(rd, "version", text(n, "FileContent"));
	return rc;
}

static int
on_record(void *ctx, const struct bw_xml_node *n, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	struct bw_reading *rd = ctx;

	(void)byte;
	(void)err;
	if (bw_str_is(n->name, "LEIHeader") || bw_str_is(n->name, "Header"))
		return header(rd, n);
	bw_rd_next(rd, n->line, number - 1); /* the header was the first */
	if (bw_str_is(n->name, "LEIRecord"))
		return entity(rd, n);
	if (bw_str_is(n->name, "RelationshipRecord"))
		return relation(rd, n);
	return exception(rd, n);
}

static int
read_xml(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const char *const records[] = { "LEIHeader", "Header",
		"LEIRecord", "RelationshipRecord", "Exception", NULL };
	struct bw_reading rd;
	int rc = bw_rd_init(&rd, sink, err);

	if (rc == 0)
		rc = bw_gleif_about(&rd);
	if (rc == 0)
		rc = bw_xml_records(in, records, NULL, on_record, &rd, err);
	bw_rd_release(&rd);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	static const char *const roots[] = { "LEIData", "RelationshipData",
		"ReportingExceptionData" };
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || s.p[0] != '<' ||
	    bw_str_find(s, BW_STR("www.gleif.org/")) < 0)
		return 0;
	for (size_t i = 0; i < BW_LEN(roots); i++)
		if (bw_str_find(s, bw_str_of(roots[i])) >= 0)
			return 95;
	return 0;
}

const struct bw_format bw_format_gleif_xml = {
	.name = "gleif-xml",
	.version = 1,
	.recognise = recognise,
	.read = read_xml,
};
