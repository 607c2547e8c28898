/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bods.c - the Beneficial Ownership Data Standard, 0.1 to 0.4.
 *
 * A file is a list of statements, as one JSON array or one a line: about an
 * entity, a person, or the relationship of two. 0.4 names the thing spoken of
 * (recordId), so that a later statement about the same record replaces an
 * earlier one. Before, statements pointed to statements and named those they
 * replace. Real files mix both: Open Ownership's own conversions say they are
 * 0.4 and still point to statements. So the shape of each statement decides,
 * not the version it claims.
 *
 * Only what decides is refused: without an id, a kind, two parties or a share
 * that is one, nothing can be kept. What only describes is left out with a
 * note. Rules: doc/formats/bods.md.
 */
#include "formats/bods.h"
#include "formats/formats_priv.h"

int
bw_bods_bad_type(struct bw_bods *b, const char *key)
{
	return bw_rd_note(
	    &b->rd, "bods-type", "%s has the wrong type: left out", key);
}

int
bw_bods_text(struct bw_bods *b, struct bw_json object, const char *key,
    struct bw_str *out)
{
	struct bw_json v = bw_json_get(object, key);

	*out = (struct bw_str){ 0 };
	switch (bw_json_type(v)) {
	case BW_JSON_NONE:
	case BW_JSON_NULL:
		return 0;
	case BW_JSON_STRING:
		*out = bw_rd_text(&b->rd, bw_json_str(v));
		return 0;
	case BW_JSON_BOOL:
	case BW_JSON_NUMBER:
	case BW_JSON_ARRAY:
	case BW_JSON_OBJECT:
		break;
	}
	return bw_bods_bad_type(b, key);
}

int
bw_bods_date(
    struct bw_bods *b, struct bw_json object, const char *key, bw_date *out)
{
	struct bw_str s;
	int rc = bw_bods_text(b, object, key, &s);

	if (rc != 0 || s.n == 0 || bw_date_parse(s, out))
		return rc;
	return bw_rd_note(
	    &b->rd, "bods-date", "%s \"%.*s\" is no date", key, BW_SHOW(s));
}

/* 0.4 wants a whole date. The first day of a year or month is what it says
 * to write for one that is not known closer, so that is what it becomes. */
int
bw_bods_whole_date(struct bw_bods *b, struct bw_json interest, const char *key)
{
	struct bw_str s = bw_str_trim(bw_json_str(bw_json_get(interest, key)));
	bw_date d;

	if (b->old || s.n >= 10 || !bw_date_parse(s, &d))
		return 0;
	return bw_rd_note(&b->rd, "bods-date-rounded",
	    "%s \"%.*s\": taken as the first day", key, BW_SHOW(s));
}

int
bw_bods_bool(
    struct bw_bods *b, struct bw_json object, const char *key, bool *out)
{
	struct bw_json v = bw_json_get(object, key);
	enum bw_json_type type = bw_json_type(v);

	if (type == BW_JSON_BOOL)
		*out = bw_json_bool(v, false);
	if (type == BW_JSON_BOOL || type == BW_JSON_NONE ||
	    type == BW_JSON_NULL)
		return 0;
	return bw_bods_bad_type(b, key);
}

int
bw_bods_array(struct bw_bods *b, struct bw_json object, const char *key,
    struct bw_json_each *out)
{
	struct bw_json v = bw_json_get(object, key), none = { 0 };
	enum bw_json_type type = bw_json_type(v);

	*out = bw_json_each(type == BW_JSON_ARRAY ? v : none);
	if (type == BW_JSON_ARRAY || type == BW_JSON_NONE ||
	    type == BW_JSON_NULL)
		return 0;
	return bw_bods_bad_type(b, key);
}

static bool
known_reason(struct bw_str s)
{
	static const char *const reasons[] = { "noBeneficialOwners",
		"subjectUnableToConfirmOrIdentifyBeneficialOwner",
		"interestedPartyHasNotProvidedInformation",
		"subjectExemptFromDisclosure",
		"interestedPartyExemptFromDisclosure", "unknown",
		"informationUnknownToPublisher",
		/* before 0.4 */
		"no-beneficial-owners",
		"subject-unable-to-confirm-or-identify-beneficial-owner",
		"interested-party-has-not-provided-information",
		"subject-exempt-from-disclosure",
		"interested-party-exempt-from-disclosure",
		"information-unknown-to-publisher", "noNotifiableOwners" };

	for (size_t i = 0; i < BW_LEN(reasons); i++)
		if (bw_str_is(s, reasons[i]))
			return true;
	return false;
}

int
bw_bods_reason(struct bw_bods *b, struct bw_json unspecified,
    struct bw_str *out, bool *told)
{
	struct bw_str more;
	int rc = bw_bods_text(b, unspecified, "reason", out);

	/* The word of drafts, and of Open Ownership's conversions. */
	if (rc == 0 && out->n == 0)
		rc = bw_bods_text(b, unspecified, "unspecifiedReason", out);
	if (rc == 0)
		rc = bw_bods_text(b, unspecified, "description", &more);
	if (rc != 0)
		return rc;
	*told = out->n > 0;
	if (*told && !known_reason(*out))
		rc = bw_rd_note(&b->rd, "bods-reason",
		    "\"%.*s\" is no reason of the standard", BW_SHOW(*out));
	if (*told && more.n > 0)
		*out =
		    bw_rd_fmt(&b->rd, "%.*s: %.*s", BW_ARG(*out), BW_ARG(more));
	return rc;
}

/* Tell the sink when it is new. The text told is kept, for the record that it
 * stands in is gone at the next one. */
static int
tell(struct bw_bods *b, const char *what, struct bw_str value,
    struct bw_buf *told)
{
	if (value.n == 0 || bw_str_eq(value, bw_buf_get(told)))
		return 0;
	bw_buf_clear(told);
	bw_buf_str(told, value);
	if (bw_buf_check(told, b->rd.err) < 0)
		return BW_ENOMEM;
	return bw_rd_about(&b->rd, what, value);
}

static int
version(struct bw_bods *b, struct bw_str s)
{
	static const char *const known[] = { "0.1", "0.2", "0.3", "0.4" };
	int rc;

	if (s.n == 0)
		return 0;
	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_is(s, known[i]))
			return tell(b, "version", s, &b->version);
	rc = bw_rd_note(&b->rd, "bods-version",
	    "version \"%.*s\" is not 0.1 to 0.4: read by its shape",
	    BW_SHOW(s));
	return rc != 0 ? rc : tell(b, "version", s, &b->version);
}

static int
publisher(struct bw_bods *b, struct bw_json who)
{
	struct bw_str name, url;
	int rc;

	if (bw_json_type(who) != BW_JSON_OBJECT)
		return bw_bods_bad_type(b, "publisher");
	if ((rc = bw_bods_text(b, who, "name", &name)) != 0 ||
	    (rc = bw_bods_text(b, who, "url", &url)) != 0)
		return rc;
	if (name.n == 0 && url.n == 0)
		return bw_rd_note(&b->rd, "bods-publisher",
		    "a publisher without name and address");
	return tell(b, "publisher", name.n > 0 ? name : url, &b->publisher);
}

static int
publication(struct bw_bods *b)
{
	struct bw_json p = bw_json_get(b->statement, "publicationDetails");
	enum bw_json_type type = bw_json_type(p);
	struct bw_str licence, v, at;
	bw_date day;
	int rc;

	if (type == BW_JSON_NONE || type == BW_JSON_NULL)
		return 0;
	if (type != BW_JSON_OBJECT)
		return bw_bods_bad_type(b, "publicationDetails");
	if ((rc = publisher(b, bw_json_get(p, "publisher"))) != 0 ||
	    (rc = bw_bods_text(b, p, "license", &licence)) != 0 ||
	    (rc = bw_bods_text(b, p, "bodsVersion", &v)) != 0 ||
	    (rc = bw_bods_whole_date(b, p, "publicationDate")) != 0 ||
	    (rc = bw_bods_date(b, p, "publicationDate", &day)) != 0)
		return rc;
	at = bw_json_str(bw_json_get(p, "publicationDate"));
	rc = tell(b, "licence", licence, &b->licence);
	if (rc == 0)
		rc = version(b, v);
	return rc != 0 ? rc : bw_rd_published(&b->rd, at);
}

/* recordStatus of 0.4: a record that is updated or closed is said anew. */
static int
status(struct bw_bods *b, bool *ok)
{
	struct bw_json v = bw_json_get(b->statement, "recordStatus");
	struct bw_str s = bw_json_str(v);

	*ok = true;
	b->closed = bw_str_is(s, "closed");
	if (bw_json_type(v) == BW_JSON_NONE)
		return 0; /* not needed; then it is new */
	if (b->closed || bw_str_is(s, "new") || bw_str_is(s, "updated"))
		return 0;
	*ok = false;
	return bw_rd_refuse(&b->rd, "bods-status",
	    "recordStatus \"%.*s\" is not new, updated or closed", BW_SHOW(s));
}

/* The ids of a 0.4 statement; *ok is false when it was refused. */
static int
new_ids(struct bw_bods *b, bool *ok)
{
	struct bw_json details = bw_json_get(b->statement, "recordDetails");
	int rc;

	*ok = false;
	b->ref = bw_rd_text(
	    &b->rd, bw_json_str(bw_json_get(b->statement, "recordId")));
	b->rd.place.ref = b->ref;
	if (b->ref.n == 0)
		return bw_rd_refuse(&b->rd, "bods-record-id",
		    "no recordId: what is this a statement about?");
	if (bw_json_type(details) != BW_JSON_OBJECT)
		return bw_rd_refuse(
		    &b->rd, "bods-details", "recordDetails is no object");
	b->details = details;
	rc = status(b, ok);
	if (rc == 0 && *ok && (b->id.n < 32 || b->id.n > 64))
		rc = bw_rd_note(&b->rd, "bods-statement-id",
		    "statementId \"%.*s\" has not 32 to 64 characters",
		    BW_SHOW(b->id));
	if (rc == 0 && *ok)
		rc = bw_rd_replace(&b->rd, b->ref);
	return rc;
}

/* Before 0.4 a statement is its own record and names what it replaces. */
static int
old_ids(struct bw_bods *b, bool *ok)
{
	struct bw_json_each it;
	struct bw_str one;
	int rc;

	b->details = b->statement;
	b->closed = false;
	b->ref = b->rd.place.ref = b->id;
	*ok = b->ref.n > 0;
	if (!*ok)
		return bw_rd_refuse(
		    &b->rd, "bods-statement-id", "no statementID");
	rc = bw_rd_replace(&b->rd, b->ref);
	if (rc == 0)
		rc = bw_bods_array(b, b->statement, "replacesStatements", &it);
	while (rc == 0 && bw_json_step(&it)) {
		one = bw_rd_text(&b->rd, bw_json_str(it.value));
		rc = one.n > 0 ? bw_rd_replace(&b->rd, one)
			       : bw_bods_bad_type(b, "replacesStatements");
	}
	return rc;
}

enum bods_kind {
	B_ENTITY,
	B_PERSON,
	B_RELATION,
	B_NONE
};

static enum bods_kind
kind_of(const struct bw_bods *b, struct bw_str *said)
{
	static const char *const names[2][3] = {
		{ "entity", "person", "relationship" },
		{ "entityStatement", "personStatement",
		    "ownershipOrControlStatement" },
	};

	*said = bw_json_str(
	    bw_json_get(b->statement, b->old ? "statementType" : "recordType"));
	for (int i = 0; i < 3; i++)
		if (bw_str_is(*said, names[b->old][i]))
			return (enum bods_kind)i;
	return bw_str_is(*said, "beneficialOwnershipStatement") /* 0.1 */
	    ? B_RELATION
	    : B_NONE;
}

static int
statement(struct bw_bods *b, struct bw_json record)
{
	enum bods_kind kind;
	struct bw_str said;
	bool ok;
	int rc;

	b->statement = record;
	b->old =
	    bw_json_type(bw_json_get(record, "recordType")) == BW_JSON_NONE &&
	    bw_json_type(bw_json_get(record, "statementType")) != BW_JSON_NONE;
	rc = bw_bods_text(
	    b, record, b->old ? "statementID" : "statementId", &b->id);
	b->rd.place.ref = b->id;
	kind = kind_of(b, &said);
	if (rc == 0 && kind == B_NONE)
		return bw_rd_refuse(&b->rd, "bods-kind",
		    "\"%.*s\" is no kind of statement", BW_SHOW(said));
	b->date = BW_DATE_MIN;
	if (rc == 0)
		rc = publication(b);
	if (rc == 0)
		rc = b->old ? old_ids(b, &ok) : new_ids(b, &ok);
	if (rc != 0 || !ok)
		return rc;
	rc = bw_bods_whole_date(b, record, "statementDate");
	if (rc == 0)
		rc = bw_bods_date(b, record, "statementDate", &b->date);
	if (rc == 0 && b->date == BW_DATE_MIN && !b->old)
		rc = bw_rd_note(&b->rd, "bods-date", "no statementDate");
	if (rc != 0)
		return rc;
	return kind == B_ENTITY ? bw_bods_entity(b)
	    : kind == B_PERSON  ? bw_bods_person(b)
				: bw_bods_relation(b);
}

static int
one_statement(void *ctx, struct bw_json record)
{
	struct bw_bods *b = ctx;

	return bw_json_type(record) == BW_JSON_OBJECT
	    ? statement(b, record)
	    : bw_rd_refuse(
		  &b->rd, "bods-statement", "a statement is an object");
}

static int
read_bods(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct bw_bods b = { 0 };
	int rc = bw_rd_init(&b.rd, sink, err);

	if (rc == 0)
		rc = bw_rd_json_each(&b.rd, in, NULL, one_statement, &b);
	bw_buf_release(&b.publisher);
	bw_buf_release(&b.licence);
	bw_buf_release(&b.version);
	bw_rd_release(&b.rd);
	return rc;
}

/* Two of the words nobody else uses together; or the statement's id or kind
 * alone, so that a broken file is refused by a rule and not by "what is
 * this?". */
static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	static const char *const words[] = { "recordDetails", "recordType",
		"recordStatus", "bodsVersion", "declarationSubject" };
	struct bw_str s = bw_str_trim(ahead);
	bool alone;
	int marks = 0;

	(void)cut;
	(void)name;
	if (s.n == 0 || (s.p[0] != '[' && s.p[0] != '{'))
		return 0;
	alone = bw_has_key(s, "statementId") || bw_has_key(s, "statementID") ||
	    bw_has_key(s, "entityStatement") ||
	    bw_has_key(s, "personStatement") ||
	    bw_has_key(s, "ownershipOrControlStatement");
	for (size_t i = 0; i < BW_LEN(words); i++)
		marks += bw_has_key(s, words[i]);
	return alone && marks > 0 ? 96 : marks > 1 ? 90 : alone ? 70 : 0;
}

const struct bw_format bw_format_bods = {
	.name = "bods",
	.version = 1,
	.recognise = recognise,
	.read = read_bods,
};
