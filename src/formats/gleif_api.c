/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gleif_api.c - answers of GLEIF's interface (api.gleif.org, JSON:API).
 *
 * An answer is one object with `data`: a list of resources or one, each with
 * type, id, attributes. LEI records, relationships, exceptions and ISINs are
 * read; the lists of codes the interface also gives (countries, legal forms,
 * registration authorities ...) are known and skipped by name. Many answers
 * may follow one another in one file, one a line.
 */
#include "formats/formats_priv.h"
#include "formats/gleif.h"
#include "base/json.h"

static struct bw_str
text(struct bw_json v, const char *path)
{
	return bw_json_str(bw_json_path(v, path));
}

static void
names(struct bw_gleif_entity *e, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);

	while (bw_json_step(&it))
		bw_gleif_name(e, text(it.value, "name"), text(it.value, "type"),
		    text(it.value, "language"));
}

static int
entity(struct bw_reading *rd, struct bw_json a)
{
	struct bw_json in = bw_json_get(a, "entity");
	struct bw_gleif_entity e = { .lei = text(a, "lei"),
		.name = text(in, "legalName.name"),
		.lang = text(in, "legalName.language"),
		.jurisdiction = text(in, "jurisdiction"),
		.country = text(in, "legalAddress.country"),
		.category = text(in, "category"),
		.status = text(in, "status"),
		.registration = text(a, "registration.status"),
		.authority = text(in, "registeredAt.id"),
		.number = text(in, "registeredAs"),
		.expired = text(in, "expiration.date"),
		.updated = text(a, "registration.lastUpdateDate") };

	names(&e, bw_json_get(in, "otherNames"));
	names(&e, bw_json_get(in, "transliteratedOtherNames"));
	return bw_gleif_entity(rd, &e);
}

static int
relation(struct bw_reading *rd, struct bw_json a)
{
	struct bw_json in = bw_json_get(a, "relationship");
	struct bw_json_each it = bw_json_each(bw_json_get(in, "periods"));
	struct bw_gleif_relation r = { .start = text(in, "startNode.id"),
		.start_type = text(in, "startNode.type"),
		.end = text(in, "endNode.id"),
		.end_type = text(in, "endNode.type"),
		.type = text(in, "type"),
		.status = text(in, "status"),
		.registration = text(a, "registration.status"),
		.updated = text(a, "registration.lastUpdateDate"),
		.deleted = text(a, "extension.deletedAt").n > 0 };

	while (bw_json_step(&it)) {
		if (!bw_str_is(text(it.value, "type"), "RELATIONSHIP_PERIOD"))
			continue;
		r.from = text(it.value, "startDate");
		r.to = text(it.value, "endDate");
	}
	return bw_gleif_relation(rd, &r);
}

static int
exception(struct bw_reading *rd, struct bw_json a)
{
	struct bw_gleif_exception x = { .lei = text(a, "lei"),
		.category = text(a, "category"),
		.reason = text(a, "reason"),
		.reference = text(a, "reference") };

	return bw_gleif_exception(rd, &x);
}

static bool
list_of_codes(struct bw_str type)
{
	static const char *const lists[] = { "autocompletions",
		"fuzzycompletions", "countries", "regions", "jurisdictions",
		"entity-legal-forms", "fields", "field-modifications",
		"lei-issuers", "lei-issuer-accredited-jurisdictions",
		"vlei-issuers", "official-organizational-roles",
		"registration-agents", "registration-authorities" };

	for (size_t i = 0; i < BW_LEN(lists); i++)
		if (bw_str_is(type, lists[i]))
			return true;
	return false;
}

static int
resource(struct bw_reading *rd, struct bw_json v)
{
	struct bw_json a = bw_json_get(v, "attributes");
	struct bw_str type = text(v, "type");

	if (bw_str_is(type, "lei-records"))
		return entity(rd, a);
	if (bw_str_is(type, "relationship-records"))
		return relation(rd, a);
	if (bw_str_is(type, "reporting-exceptions"))
		return exception(rd, a);
	if (bw_str_is(type, "isins"))
		return bw_gleif_isin(rd, text(a, "lei"), text(a, "isin"));
	if (list_of_codes(type))
		return bw_rd_skip(rd, "gleif-codes",
		    "%.*s: a list of codes, nothing for the world",
		    BW_SHOW(type));
	return bw_rd_refuse(rd, "gleif-resource",
	    "\"%.*s\" is no type of answer we know", BW_SHOW(type));
}

/* Several resources in one answer share its line; they are numbered on. */
static int
answer(struct bw_reading *rd, struct bw_json v, uint64_t *number)
{
	struct bw_json data = bw_json_get(v, "data");
	struct bw_json_each it = bw_json_each(data);
	uint64_t line = rd->place.line;
	int rc = bw_rd_published(rd, text(v, "meta.goldenCopy.publishDate"));

	if (rc != 0)
		return rc;
	if (bw_json_type(data) == BW_JSON_OBJECT) {
		bw_rd_next(rd, line, ++*number);
		return resource(rd, data);
	}
	if (bw_json_type(data) != BW_JSON_ARRAY)
		return bw_rd_refuse(
		    rd, "gleif-answer", "an answer without data");
	while (rc == 0 && bw_json_step(&it)) {
		bw_rd_next(rd, line, ++*number);
		rc = resource(rd, it.value);
	}
	return rc;
}

static int
read_api(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct bw_json_reader *r = NULL;
	struct bw_json record;
	struct bw_reading rd;
	uint64_t number = 0;
	bool more = true;
	int rc = bw_rd_init(&rd, sink, err);

	if (rc == 0)
		rc = bw_gleif_about(&rd);
	if (rc == 0)
		rc = bw_json_open(&r, in, NULL, err);
	while (rc == 0) {
		rc = bw_rd_json_next(&rd, r, &record, &more);
		if (rc != 0 || !more)
			break;
		rc = answer(&rd, record, &number);
	}
	bw_json_close(r);
	bw_rd_release(&rd);
	return rc;
}

/* GLEIF's answers show their origin in a link or the golden copy's date; the
 * few that do not, by the type of their resources. */
static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || s.p[0] != '{' || !bw_has_key(s, "data"))
		return 0;
	if (bw_has_key(s, "statementId") || bw_has_key(s, "statementID") ||
	    bw_has_key(s, "company_number"))
		return 0;
	if (bw_str_find(s, BW_STR("api.gleif.org/")) >= 0 ||
	    bw_str_find(s, BW_STR("api.gleif.org\\/")) >= 0 ||
	    bw_has_key(s, "goldenCopy"))
		return 95;
	if (!bw_has_key(s, "type") || !bw_has_key(s, "attributes"))
		return 0;
	return bw_has_key(s, "autocompletions") ||
		bw_has_key(s, "fuzzycompletions") ||
		bw_has_key(s, "lei-records") ||
		bw_has_key(s, "relationship-records") ||
		bw_has_key(s, "reporting-exceptions")
	    ? 80
	    : 0;
}

const struct bw_format bw_format_gleif_api = {
	.name = "gleif-api",
	.version = 1,
	.recognise = recognise,
	.read = read_api,
};
