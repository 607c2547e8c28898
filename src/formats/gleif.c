/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gleif.c - see gleif.h.
 *
 * Level 2 of the LEI system is about accounts: a parent is who consolidates.
 * That is evidence of control (IFRS 10 consolidates what is controlled) and
 * no percentage; a quantifier "100 %" there is the share of the accounts, so
 * no share is taken. The ultimate parent sums up a chain of direct ones and is
 * marked so. Funds, feeders and branches are managed, not held.
 *
 * An exception says why no parent is told. It becomes an unknown holder with
 * that reason, of a nature that may or may not be control: NO_KNOWN_PERSON
 * and NON_CONSOLIDATING say rather that there is none.
 *
 * A relationship is the same record when child, type and parent are the same
 * (state transition rules of the LEI system), an exception when the LEI and
 * category are. Rules: doc/formats/gleif.md.
 */
#include "formats/gleif.h"

int
bw_gleif_about(struct bw_reading *rd)
{
	int rc = bw_rd_about(rd, "publisher",
	    BW_STR("Global Legal Entity Identifier Foundation"));

	return rc != 0 ? rc : bw_rd_about(rd, "licence", BW_STR("CC0-1.0"));
}

void
bw_gleif_name(struct bw_gleif_entity *e, struct bw_str text, struct bw_str kind,
    struct bw_str lang)
{
	if (bw_str_trim(text).n == 0)
		return;
	if (e->n_other == BW_GLEIF_NAMES)
		e->more_names++;
	else
		e->other[e->n_other++] = (struct bw_name){ text, kind, lang };
}

static struct bw_str
name_kind(struct bw_str gleif)
{
	static const struct {
		const char *gleif, *kind;
	} kinds[] = {
		{ "PREVIOUS_LEGAL_NAME", "former" },
		{ "TRADING_OR_OPERATING_NAME", "trading" },
		{ "ALTERNATIVE_LANGUAGE_LEGAL_NAME", "translated" },
		{ "PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME",
		    "transliterated" },
		{ "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME", "transliterated" },
		/* As the 2018 files write them. */
		{ "ALTERNATIVE_LANGUAGE", "translated" },
		{ "PREVIOUS", "former" },
		{ "TRADING", "trading" },
	};

	for (size_t i = 0; i < BW_LEN(kinds); i++)
		if (bw_str_is(gleif, kinds[i].gleif))
			return bw_str_of(kinds[i].kind);
	return BW_STR("other");
}

static uint8_t
party_kind(struct bw_str category)
{
	if (bw_str_is(category, "FUND"))
		return BW_PARTY_FUND;
	if (bw_str_is(category, "SOLE_PROPRIETOR"))
		return BW_PARTY_PERSON;
	if (bw_str_is(category, "RESIDENT_GOVERNMENT_ENTITY"))
		return BW_PARTY_STATE_BODY;
	return BW_PARTY_COMPANY; /* GENERAL, BRANCH, INTERNATIONAL_ORG... */
}

/* An LEI as key. Not 20 letters and digits: refused, *ok false. */
static int
lei_key(struct bw_reading *rd, struct bw_str lei, struct bw_key *out, bool *ok)
{
	const char *why;

	*ok = bw_regid(rd, BW_STR("lei"), lei, out, &why);
	if (!*ok)
		return bw_rd_refuse(
		    rd, "gleif-lei", "\"%.*s\": %s", BW_SHOW(lei), why);
	if (why != NULL)
		return bw_rd_note(
		    rd, "gleif-lei-check", "\"%.*s\": %s", BW_SHOW(lei), why);
	return 0;
}

/* ANNULLED: was never right. DUPLICATE of a relationship: is told already. */
static bool
void_record(struct bw_str registration)
{
	return bw_str_is(registration, "ANNULLED");
}

/* When it ended at the latest: told, or inactive when last updated. */
static int
ended(struct bw_reading *rd, struct bw_str told, bool inactive,
    struct bw_str updated, bw_date *to)
{
	bw_date at;

	if (told.n > 0) {
		if (bw_date_parse(told, to))
			return 0;
		return bw_rd_note(
		    rd, "gleif-date", "end \"%.*s\" is no date", BW_SHOW(told));
	}
	if (!inactive)
		return 0;
	if (!bw_date_parse(updated, &at))
		return bw_rd_note(rd, "gleif-ended-undated",
		    "inactive, but nothing says since when: kept as open");
	*to = at;
	return bw_rd_note(rd, "gleif-ended-undated",
	    "inactive without an end: taken as ended at the last update");
}

static size_t
entity_ids(
    struct bw_reading *rd, const struct bw_gleif_entity *e, struct bw_key id[2])
{
	struct bw_str known = bw_regid_authority(e->authority);
	size_t n = 0;

	/* RA999999 is "no register", RA888888 "not on the list". */
	if (e->authority.n != 8 || bw_str_is(e->authority, "RA999999") ||
	    bw_str_is(e->authority, "RA888888"))
		return 0;
	if (bw_regid(rd, e->authority, e->number, &id[n], NULL))
		n++;
	if (known.n > 0 && bw_regid(rd, known, e->number, &id[n], NULL))
		n++;
	return n;
}

static int
entity_names(struct bw_reading *rd, const struct bw_gleif_entity *e,
    struct bw_name *other)
{
	for (size_t i = 0; i < e->n_other; i++)
		other[i] = (struct bw_name){ bw_rd_text(rd, e->other[i].text),
			name_kind(e->other[i].kind),
			bw_rd_text(rd, e->other[i].lang) };
	if (e->more_names == 0)
		return 0;
	return bw_rd_note(rd, "gleif-names", "%zu names more than %d left out",
	    e->more_names, BW_GLEIF_NAMES);
}

int
bw_gleif_entity(struct bw_reading *rd, const struct bw_gleif_entity *e)
{
	struct bw_name other[BW_GLEIF_NAMES];
	struct bw_key id[2];
	struct bw_party_rec p = { .kind = party_kind(e->category),
		.name = bw_rd_text(rd, e->name),
		.id = id,
		.other = other,
		.n_other = e->n_other,
		.ended = BW_DATE_MAX };
	bool ok;
	int rc = lei_key(rd, e->lei, &p.key, &ok);

	if (rc != 0 || !ok)
		return rc;
	rd->place.ref = p.key.value;
	if (e->deleted || void_record(e->registration))
		return bw_rd_skip(rd,
		    e->deleted ? "gleif-deleted" : "gleif-annulled",
		    "the LEI record was withdrawn");
	if (p.name.n == 0)
		return bw_rd_refuse(rd, "gleif-name", "no legal name");
	p.country = bw_rd_country(
	    rd, e->jurisdiction.n > 0 ? e->jurisdiction : e->country);
	if (p.kind == BW_PARTY_COMPANY && bw_is_stichting(p.name, p.country))
		p.kind = BW_PARTY_FOUNDATION;
	p.n_id = entity_ids(rd, e, id);
	p.place = rd->place;
	rc = ended(rd, e->expired, bw_str_is(e->status, "INACTIVE"), e->updated,
	    &p.ended);
	if (rc == 0)
		rc = entity_names(rd, e, other);
	return rc != 0 ? rc : bw_rd_party(rd, &p);
}

bool
bw_gleif_nature(struct bw_str type, uint8_t *nature, bool *summary)
{
	static const struct {
		const char *type;
		uint8_t nature;
		bool summary;
	} types[] = {
		{ "IS_DIRECTLY_CONSOLIDATED_BY", BW_NATURE_CONSOLIDATION,
		    false },
		{ "IS_ULTIMATELY_CONSOLIDATED_BY", BW_NATURE_CONSOLIDATION,
		    true },
		{ "IS_FUND-MANAGED_BY", BW_NATURE_MANAGES, false },
		{ "IS_FUND_MANAGED_BY", BW_NATURE_MANAGES, false },
		{ "IS_SUBFUND_OF", BW_NATURE_MANAGES, false },
		{ "IS_FEEDER_TO", BW_NATURE_MANAGES, false },
		{ "IS_INTERNATIONAL_BRANCH_OF", BW_NATURE_MANAGES, false },
	};

	for (size_t i = 0; i < BW_LEN(types); i++)
		if (bw_str_is(type, types[i].type)) {
			*nature = types[i].nature;
			*summary = types[i].summary;
			return true;
		}
	return false;
}

static int
relation_time(struct bw_reading *rd, const struct bw_gleif_relation *r,
    struct bw_period *valid)
{
	bool inactive = bw_str_is(r->status, "INACTIVE");
	int rc = 0;

	*valid = BW_ALWAYS;
	if (r->from.n > 0 && !bw_date_parse(r->from, &valid->from))
		rc = bw_rd_note(rd, "gleif-date", "start \"%.*s\" is no date",
		    BW_SHOW(r->from));
	if (rc == 0)
		rc = ended(rd, r->to, inactive, r->updated, &valid->to);
	if (rc != 0 || valid->from < valid->to)
		return rc;
	valid->from = BW_DATE_MIN;
	return bw_rd_note(rd, "gleif-date-order",
	    "ends before it begins: beginning taken as not told");
}

static int
relation_keys(struct bw_reading *rd, const struct bw_gleif_relation *r,
    struct bw_stake_rec *s, bool *ok)
{
	int rc;

	*ok = false;
	if ((r->start_type.n > 0 && !bw_str_is(r->start_type, "LEI")) ||
	    (r->end_type.n > 0 && !bw_str_is(r->end_type, "LEI")))
		return bw_rd_refuse(rd, "gleif-node",
		    "a node that is no LEI but \"%.*s\"",
		    BW_SHOW(bw_str_is(r->start_type, "LEI") ? r->end_type
							    : r->start_type));
	rc = lei_key(rd, r->start, &s->company, ok);
	if (rc == 0 && *ok)
		rc = lei_key(rd, r->end, &s->holder, ok);
	return rc;
}

int
bw_gleif_relation(struct bw_reading *rd, const struct bw_gleif_relation *r)
{
	struct bw_stake_rec s = { .flags = BW_STAKE_NO_SHARE,
		.share = bw_share_unknown() };
	bool ok, summary;
	int rc = relation_keys(rd, r, &s, &ok);

	if (rc != 0 || !ok)
		return rc;
	s.detail = bw_rd_text(rd, r->type);
	rd->place.ref = bw_rd_fmt(rd, "%.*s|%.*s|%.*s", BW_ARG(s.company.value),
	    BW_ARG(s.detail), BW_ARG(s.holder.value));
	if (!bw_gleif_nature(s.detail, &s.nature, &summary))
		return bw_rd_refuse(rd, "gleif-type",
		    "\"%.*s\" is no type of relationship we know",
		    BW_SHOW(s.detail));
	if (summary)
		s.flags |= BW_STAKE_INDIRECT;
	if ((rc = bw_rd_replace(rd, rd->place.ref)) != 0)
		return rc;
	if (r->deleted || void_record(r->registration))
		return bw_rd_skip(rd,
		    r->deleted ? "gleif-deleted" : "gleif-annulled",
		    "the relationship was withdrawn");
	s.place = rd->place;
	if ((rc = relation_time(rd, r, &s.valid)) != 0)
		return rc;
	return bw_rd_stake(rd, &s);
}

static bool
known_reason(struct bw_str reason)
{
	static const char *const reasons[] = { "NO_LEI", "NATURAL_PERSONS",
		"NON_CONSOLIDATING", "NO_KNOWN_PERSON", "NON_PUBLIC",
		/* Until 2022, since then all NON_PUBLIC. */
		"BINDING_LEGAL_COMMITMENTS", "LEGAL_OBSTACLES",
		"CONSENT_NOT_OBTAINED", "DETRIMENT_NOT_EXCLUDED",
		"DISCLOSURE_DETRIMENTAL" };

	for (size_t i = 0; i < BW_LEN(reasons); i++)
		if (bw_str_is(reason, reasons[i]))
			return true;
	return false;
}

static int
exception_holder(struct bw_reading *rd, const struct bw_gleif_exception *x,
    struct bw_key *holder)
{
	struct bw_str reason = bw_rd_text(rd, x->reason);
	struct bw_str more = bw_rd_text(rd, x->reference);
	struct bw_party_rec p = { .kind = BW_PARTY_UNKNOWN,
		.ended = BW_DATE_MAX,
		.place = rd->place };
	int rc = 0;

	*holder = p.key = (struct bw_key){ BW_STR("unknown"), rd->place.ref };
	if (!known_reason(reason))
		rc = bw_rd_note(rd, "gleif-exception-reason",
		    "\"%.*s\" is no reason we know", BW_SHOW(reason));
	p.reason = more.n > 0
	    ? bw_rd_fmt(rd, "%.*s: %.*s", BW_ARG(reason), BW_ARG(more))
	    : reason;
	return rc != 0 ? rc : bw_rd_party(rd, &p);
}

int
bw_gleif_exception(struct bw_reading *rd, const struct bw_gleif_exception *x)
{
	struct bw_stake_rec s = { .nature = BW_NATURE_OTHER,
		.flags = BW_STAKE_NO_SHARE,
		.share = bw_share_unknown(),
		.valid = BW_ALWAYS };
	bool ok, direct, ultimate;
	int rc = lei_key(rd, x->lei, &s.company, &ok);

	if (rc != 0 || !ok)
		return rc;
	s.detail = bw_rd_text(rd, x->category);
	direct = bw_str_is(s.detail, "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT");
	ultimate =
	    bw_str_is(s.detail, "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT");
	if (!direct && !ultimate)
		return bw_rd_refuse(rd, "gleif-exception-category",
		    "\"%.*s\" is no category we know", BW_SHOW(s.detail));
	rd->place.ref = bw_rd_fmt(
	    rd, "%.*s|%.*s", BW_ARG(s.company.value), BW_ARG(s.detail));
	if ((rc = bw_rd_replace(rd, rd->place.ref)) != 0)
		return rc;
	if (x->deleted)
		return bw_rd_skip(
		    rd, "gleif-deleted", "the exception was withdrawn");
	if (ultimate)
		s.flags |= BW_STAKE_INDIRECT;
	s.place = rd->place;
	if ((rc = exception_holder(rd, x, &s.holder)) != 0)
		return rc;
	return bw_rd_stake(rd, &s);
}

int
bw_gleif_isin(struct bw_reading *rd, struct bw_str lei, struct bw_str isin)
{
	struct bw_key id;
	struct bw_party_rec p = { .kind = BW_PARTY_COMPANY,
		.id = &id,
		.n_id = 1,
		.ended = BW_DATE_MAX };
	bool ok;
	int rc = lei_key(rd, lei, &p.key, &ok);

	if (rc != 0 || !ok)
		return rc;
	id = (struct bw_key){ BW_STR("isin"),
		bw_rd_upper(rd, bw_rd_text(rd, isin)) };
	if (id.value.n != 12)
		return bw_rd_refuse(rd, "gleif-isin",
		    "\"%.*s\" is no ISIN: it has 12 characters",
		    BW_SHOW(id.value));
	rd->place.ref = id.value;
	p.place = rd->place;
	return bw_rd_party(rd, &p);
}
