/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bods_party.c - entities and persons of the Beneficial Ownership Data
 * Standard: who is meant, of what kind, by which names and numbers.
 *
 * Somebody anonymous or unknown is a party of unknown kind with the reason
 * told. Dates of birth, addresses, tax residences and political exposure are
 * left out: nothing here computes with them, and they are personal.
 */
#include "formats/bods.h"

struct who {
	struct bw_party_rec rec;
	BW_VEC(struct bw_key) id;
	BW_VEC(struct bw_name) other;
};

static void
who_release(struct who *w)
{
	bw_vec_release(&w->id);
	bw_vec_release(&w->other);
}

static int
add_key(struct bw_bods *b, struct who *w, struct bw_key key)
{
	if (bw_vec_push(&w->id, key))
		return 0;
	return bw_fail(b->rd.err, BW_ENOMEM, "no memory for identifiers");
}

static int
add_name(
    struct bw_bods *b, struct who *w, struct bw_str text, struct bw_str kind)
{
	if (text.n == 0 ||
	    bw_vec_push(&w->other, (struct bw_name){ text, kind, { 0 } }))
		return 0;
	return bw_fail(b->rd.err, BW_ENOMEM, "no memory for names");
}

static int
identifier(struct bw_bods *b, struct who *w, struct bw_json v)
{
	struct bw_str scheme, value, name;
	struct bw_key key;
	const char *why;
	int rc;

	if (bw_json_type(v) != BW_JSON_OBJECT)
		return bw_bods_bad_type(b, "identifiers");
	if ((rc = bw_bods_text(b, v, "scheme", &scheme)) != 0 ||
	    (rc = bw_bods_text(b, v, "schemeName", &name)) != 0 ||
	    (rc = bw_bods_text(b, v, "id", &value)) != 0)
		return rc;
	if (scheme.n == 0)
		return bw_rd_note(&b->rd, "bods-id-scheme",
		    "identifier \"%.*s\" has no code of a scheme (\"%.*s\"): "
		    "left out",
		    BW_SHOW(value), BW_SHOW(name));
	if (!bw_regid(&b->rd, scheme, value, &key, &why))
		return value.n == 0 && b->rd.oom == false
		    ? 0
		    : bw_rd_note(&b->rd, "bods-id",
			  "identifier %.*s \"%.*s\" left out: %s",
			  BW_SHOW(scheme), BW_SHOW(value), why ? why : "");
	if (why != NULL)
		rc = bw_rd_note(&b->rd, "bods-id", "%.*s \"%.*s\": %s",
		    BW_SHOW(scheme), BW_SHOW(value), why);
	return rc != 0 ? rc : add_key(b, w, key);
}

/* Statements that replace others are about the same party, whichever of them
 * is pointed to. Drafts of 0.4 (no isComponent) still point to statements. */
static int
other_records(struct bw_bods *b, struct who *w)
{
	bool draft = bw_json_type(bw_json_get(b->details, "isComponent")) ==
	    BW_JSON_NONE;
	struct bw_json_each it = { 0 };
	struct bw_key key = { BW_STR("record"), b->id };
	int rc = 0;

	if (!b->old)
		return draft && b->id.n > 0 && !bw_str_eq(b->id, b->ref)
		    ? add_key(b, w, key)
		    : 0;
	it = bw_json_each(bw_json_get(b->statement, "replacesStatements"));
	while (rc == 0 && bw_json_step(&it)) {
		key.value = bw_rd_text(&b->rd, bw_json_str(it.value));
		if (key.value.n > 0)
			rc = add_key(b, w, key);
	}
	return rc;
}

static int
begin(struct bw_bods *b, struct who *w)
{
	struct bw_json_each it;
	int rc;

	w->rec = (struct bw_party_rec){
		.key = { BW_STR("record"), b->ref },
		.ended = BW_DATE_MAX,
		.place = b->rd.place,
	};
	rc = bw_bods_array(b, b->details, "identifiers", &it);
	while (rc == 0 && bw_json_step(&it))
		rc = identifier(b, w, it.value);
	return rc != 0 ? rc : other_records(b, w);
}

static int
finish(struct bw_bods *b, struct who *w)
{
	w->rec.id = w->id.v;
	w->rec.n_id = w->id.n;
	w->rec.other = w->other.v;
	w->rec.n_other = w->other.n;
	return bw_rd_party(&b->rd, &w->rec);
}

/* { name, code } of 0.3 and 0.4, or (in conversions) just a name. */
static int
country(
    struct bw_bods *b, struct bw_json v, const char *key, struct bw_str *out)
{
	struct bw_str code = { 0 }, name = { 0 };
	int rc = 0;

	*out = (struct bw_str){ 0 };
	switch (bw_json_type(v)) {
	case BW_JSON_NONE:
	case BW_JSON_NULL:
		return 0;
	case BW_JSON_STRING:
		*out = bw_rd_country(&b->rd, bw_json_str(v));
		return bw_rd_note(&b->rd, "bods-country",
		    "%s is a text and no object: read as a name", key);
	case BW_JSON_OBJECT:
		if ((rc = bw_bods_text(b, v, "code", &code)) != 0 ||
		    (rc = bw_bods_text(b, v, "name", &name)) != 0)
			return rc;
		break;
	case BW_JSON_BOOL:
	case BW_JSON_NUMBER:
	case BW_JSON_ARRAY:
		return bw_bods_bad_type(b, key);
	}
	/* ISO 3166-1 alpha-2 or ISO 3166-2: nothing else is a code. */
	if (code.n == 2 || code.n > 3)
		*out = bw_rd_country(&b->rd, code);
	if (code.n > 0 && out->n == 0)
		rc = bw_rd_note(&b->rd, "bods-country",
		    "\"%.*s\" is no code of a country", BW_SHOW(code));
	else if (name.n == 0)
		rc = bw_rd_note(&b->rd, "bods-country",
		    "%s without the name of a country", key);
	if (rc == 0 && out->n == 0)
		*out = bw_rd_country(&b->rd, name);
	return rc;
}

/* Why nobody is named: 0.4 in an object, before in one text. */
static int
reason(struct bw_bods *b, struct who *w, const char *key, struct bw_str type)
{
	struct bw_json v = bw_json_get(b->details, key);
	bool told = false;
	int rc = 0;

	if (bw_json_type(v) == BW_JSON_OBJECT) {
		rc = bw_bods_reason(b, v, &w->rec.reason, &told);
		if (rc == 0 && !told)
			rc = bw_rd_note(
			    &b->rd, "bods-reason", "%s without a reason", key);
	} else if (bw_json_type(v) != BW_JSON_NONE) {
		rc = bw_bods_bad_type(b, key);
	} else {
		rc = bw_bods_text(
		    b, b->details, "missingInfoReason", &w->rec.reason);
	}
	if (w->rec.reason.n == 0)
		w->rec.reason = type;
	return rc;
}

/* Is the reason told though the party is known? Then it is only checked. */
static int
idle_reason(struct bw_bods *b, const char *key)
{
	struct who w = { 0 };

	if (bw_json_type(bw_json_get(b->details, key)) == BW_JSON_NONE)
		return 0;
	return reason(b, &w, key, (struct bw_str){ 0 });
}

static const struct entity_type {
	const char *name;
	uint8_t kind;
	const char *subtypes; /* those the standard allows with it */
} entity_types[] = {
	{ "registeredEntity", BW_PARTY_COMPANY, "other" },
	{ "legalEntity", BW_PARTY_COMPANY, "trust other" },
	{ "arrangement", BW_PARTY_ARRANGEMENT, "trust nomination other" },
	{ "anonymousEntity", BW_PARTY_UNKNOWN, "other" },
	{ "unknownEntity", BW_PARTY_UNKNOWN, "other" },
	{ "state", BW_PARTY_STATE, "other" },
	{ "stateBody", BW_PARTY_STATE_BODY,
	    "governmentDepartment stateAgency other" },
};

static const struct entity_type *
entity_type(struct bw_str s)
{
	for (size_t i = 0; i < BW_LEN(entity_types); i++)
		if (bw_str_is(s, entity_types[i].name))
			return &entity_types[i];
	return NULL;
}

static bool
word_in(struct bw_str word, const char *list)
{
	struct bw_str rest = bw_str_of(list), one;

	while (bw_str_cut(&rest, ' ', &one))
		if (bw_str_eq(one, word))
			return true;
	return false;
}

/* A trust is one whatever its legal form; a Dutch stichting (such as one that
 * holds shares for others) is told by its local name. */
static int
entity_kind(struct bw_bods *b, struct who *w, const struct entity_type *t,
    struct bw_json of)
{
	struct bw_json old = bw_json_get(b->details, "entitySubtype");
	struct bw_str sub, local;
	int rc;

	w->rec.kind = t->kind;
	if (b->old) {
		rc = bw_bods_text(b, old, "generalCategory", &sub);
		if (rc == 0)
			rc = bw_bods_text(b, old, "localTerm", &local);
	} else {
		rc = bw_bods_text(b, of, "subtype", &sub);
		if (rc == 0)
			rc = bw_bods_text(b, of, "details", &local);
	}
	if (rc != 0)
		return rc;
	if (sub.n > 0 && !word_in(sub, t->subtypes))
		return bw_rd_note(&b->rd, "bods-entity-subtype",
		    "subtype \"%.*s\" does not go with %s: left out",
		    BW_SHOW(sub), t->name);
	if (bw_str_is(sub, "trust"))
		w->rec.kind = BW_PARTY_TRUST;
	else if (w->rec.kind == BW_PARTY_COMPANY &&
	    bw_str_eq_nocase(local, BW_STR("stichting")))
		w->rec.kind = BW_PARTY_FOUNDATION;
	else if (w->rec.kind == BW_PARTY_COMPANY &&
	    bw_str_eq_nocase(local, BW_STR("fund")))
		w->rec.kind = BW_PARTY_FUND;
	return 0;
}

static int
entity_names(struct bw_bods *b, struct who *w)
{
	struct bw_json_each it;
	int rc = bw_bods_text(b, b->details, "name", &w->rec.name);

	if (rc == 0)
		rc = bw_bods_array(b, b->details, "alternateNames", &it);
	while (rc == 0 && bw_json_step(&it)) {
		if (bw_json_type(it.value) != BW_JSON_STRING)
			rc = bw_bods_bad_type(b, "alternateNames");
		else
			rc = add_name(b, w,
			    bw_rd_text(&b->rd, bw_json_str(it.value)),
			    BW_STR("other"));
	}
	return rc;
}

static int
entity_body(struct bw_bods *b, struct who *w, const struct entity_type *t,
    struct bw_json of)
{
	static const char *const where[] = { "jurisdiction",
		"incorporatedInJurisdiction" };
	static const char why[] = "unspecifiedEntityDetails";
	int rc = begin(b, w);

	if (rc == 0)
		rc = entity_kind(b, w, t, of);
	if (rc == 0)
		rc = entity_names(b, w);
	for (size_t i = 0; i < BW_LEN(where) && rc == 0; i++)
		if (w->rec.country.n == 0)
			rc = country(b, bw_json_get(b->details, where[i]),
			    where[i], &w->rec.country);
	if (w->rec.kind == BW_PARTY_COMPANY &&
	    bw_is_stichting(w->rec.name, w->rec.country))
		w->rec.kind = BW_PARTY_FOUNDATION;
	if (rc == 0)
		rc = bw_bods_date(
		    b, b->details, "dissolutionDate", &w->rec.ended);
	if (rc == 0)
		rc = w->rec.kind == BW_PARTY_UNKNOWN
		    ? reason(b, w, why, bw_str_of(t->name))
		    : idle_reason(b, why);
	return rc != 0 ? rc : finish(b, w);
}

int
bw_bods_entity(struct bw_bods *b)
{
	struct bw_json of = bw_json_get(b->details, "entityType");
	struct bw_str name = bw_json_str(
	    bw_json_type(of) == BW_JSON_OBJECT ? bw_json_get(of, "type") : of);
	const struct entity_type *t = entity_type(name);
	struct who w = { 0 };
	int rc = 0;

	if (t != NULL && !b->old && bw_json_type(of) != BW_JSON_OBJECT)
		rc = bw_rd_note(&b->rd, "bods-entity-type-old",
		    "entityType is a text, as before 0.4");
	if (rc != 0)
		return rc;
	if (t == NULL)
		return bw_rd_refuse(&b->rd, "bods-entity-type",
		    "entityType \"%.*s\" is none of the standard",
		    BW_SHOW(name));
	rc = entity_body(b, &w, t, of);
	who_release(&w);
	return rc;
}

static struct bw_str
name_kind(struct bw_str type)
{
	static const struct {
		const char *type, *kind;
	} kinds[] = {
		{ "legal", "" },
		{ "individual", "" },
		{ "translation", "translated" },
		{ "transliteration", "transliterated" },
		{ "former", "former" },
		{ "alternative", "other" },
		{ "aka", "other" },
		{ "birth", "birth" },
	};

	for (size_t i = 0; i < BW_LEN(kinds); i++)
		if (bw_str_is(type, kinds[i].type))
			return bw_str_of(kinds[i].kind);
	return (struct bw_str){ 0 };
}

/* The legal name, or else the first, is the main one. */
static int
person_name(struct bw_bods *b, struct who *w, struct bw_json v)
{
	struct bw_str full, type, kind;
	bool legal;
	int rc;

	if (bw_json_type(v) != BW_JSON_OBJECT)
		return bw_bods_bad_type(b, "names");
	if ((rc = bw_bods_text(b, v, "fullName", &full)) != 0 ||
	    (rc = bw_bods_text(b, v, "type", &type)) != 0)
		return rc;
	if (full.n == 0)
		return bw_rd_note(&b->rd, "bods-name", "a name without text");
	kind = name_kind(type);
	if (type.n > 0 && kind.p == NULL)
		rc = bw_rd_note(&b->rd, "bods-name-type",
		    "\"%.*s\" is no kind of name", BW_SHOW(type));
	legal = bw_str_is(type, "legal") || bw_str_is(type, "individual");
	if (rc != 0)
		return rc;
	if (w->rec.name.n == 0 || legal) {
		struct bw_str before = w->rec.name;

		w->rec.name = full;
		return add_name(b, w, before, BW_STR("other"));
	}
	return add_name(b, w, full, kind.n > 0 ? kind : BW_STR("other"));
}

static int
person_names(struct bw_bods *b, struct who *w)
{
	struct bw_json_each it;
	int rc = bw_bods_array(b, b->details, "names", &it);

	while (rc == 0 && bw_json_step(&it))
		rc = person_name(b, w, it.value);
	return rc;
}

static int
person_body(struct bw_bods *b, struct who *w, struct bw_str type)
{
	static const char why[] = "unspecifiedPersonDetails";
	struct bw_json_each it;
	int rc = begin(b, w);

	w->rec.kind =
	    bw_str_is(type, "knownPerson") ? BW_PARTY_PERSON : BW_PARTY_UNKNOWN;
	if (rc == 0)
		rc = person_names(b, w);
	if (rc == 0)
		rc = bw_bods_array(b, b->details, "nationalities", &it);
	while (rc == 0 && w->rec.country.n == 0 && bw_json_step(&it))
		rc = country(b, it.value, "nationalities", &w->rec.country);
	if (rc == 0)
		rc = bw_bods_date(b, b->details, "deathDate", &w->rec.ended);
	if (rc == 0)
		rc = w->rec.kind == BW_PARTY_UNKNOWN ? reason(b, w, why, type)
						     : idle_reason(b, why);
	return rc != 0 ? rc : finish(b, w);
}

int
bw_bods_person(struct bw_bods *b)
{
	struct bw_str type = bw_json_str(bw_json_get(b->details, "personType"));
	struct who w = { 0 };
	int rc;

	if (b->old && type.n == 0)
		type = BW_STR("knownPerson"); /* 0.1 had no such field */
	if (!bw_str_is(type, "knownPerson") &&
	    !bw_str_is(type, "anonymousPerson") &&
	    !bw_str_is(type, "unknownPerson"))
		return bw_rd_refuse(&b->rd, "bods-person-type",
		    "personType \"%.*s\" is none of the standard",
		    BW_SHOW(type));
	rc = person_body(b, &w, type);
	who_release(&w);
	return rc;
}
