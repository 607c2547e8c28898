/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_bods.c - statements of the Beneficial Ownership Data Standard 0.4
 * (https://standard.openownership.org/en/0.4.0/).
 *
 * A record per party and per stake; a stake of capital and votes has two
 * interests. Shares are percentages with seven decimals, and "more than" and
 * "less than" keep their open ends (exclusiveMinimum, exclusiveMaximum). The
 * standard has no codes for consolidation in accounts and for general
 * partners: these are "other influence", with our word in `details` in the
 * way Open Ownership quotes the codes of registers, which our reader knows.
 */
#include "export/export_priv.h"
#include "model/ref.h"

static void
begin_array(struct exporter *e)
{
	e->j = bw_jw(e->o);
	bw_jw_open(&e->j, NULL, '[');
}

static void
end_array(struct exporter *e)
{
	bw_jw_close(&e->j);
}

static void
nothing(struct exporter *e)
{
	(void)e;
}

/* Everything but the details, which are open afterwards. */
static struct bw_jw
statement(struct exporter *e, const char *type, struct bw_str record,
    struct bw_str subject, const struct export_stake *s)
{
	struct bw_jw j = e->j;
	struct bw_str all = bw_arena_fmt(&e->scratch, "statement/%.*s/%.*s/%u",
	    BW_ARG(record), BW_ARG(e->day), bw_view_known(e->v));

	if (e->opt->form == BW_EXPORT_BODS_LINES) {
		j = bw_jw(e->o);
		j.compact = true;
	}
	bw_jw_open(&j, NULL, '{');
	bw_jw_str(&j, "statementId", export_id_text(e, export_hash(all)));
	bw_jw_str(&j, "statementDate", e->day);
	bw_jw_str(&j, "declarationSubject", subject);
	bw_jw_str(&j, "recordId", record);
	bw_jw_z(&j, "recordType", type);
	bw_jw_z(&j, "recordStatus", "new");
	bw_jw_open(&j, "publicationDetails", '{');
	bw_jw_str(&j, "publicationDate", e->day);
	bw_jw_z(&j, "bodsVersion", "0.4");
	bw_jw_open(&j, "publisher", '{');
	bw_jw_z(&j, "name", "Bolwerk");
	bw_jw_close(&j);
	bw_jw_close(&j);
	if (s != NULL && s->places.n > 0) {
		bw_jw_open(&j, "source", '{');
		bw_jw_str(&j, "description", s->places);
		bw_jw_close(&j);
	}
	bw_jw_open(&j, "recordDetails", '{');
	bw_jw_bool(&j, "isComponent", false);
	return j;
}

static void
finish(struct exporter *e, struct bw_jw *j)
{
	bw_jw_close(j);
	bw_jw_close(j);
	if (e->opt->form == BW_EXPORT_BODS)
		e->j = *j; /* where it is in the array */
}

/* ---- parties ------------------------------------------------------------- */
static void
identifiers(struct exporter *e, struct bw_jw *j, const struct bw_party_facts *f)
{
	bool any = false;

	for (size_t i = 0; i < f->n_id; i++) {
		const struct bw_key *id = &f->id[i];
		struct bw_buf b = { 0 };

		if (!export_key_counts(id))
			continue;
		if (!any)
			bw_jw_open(j, "identifiers", '[');
		any = true;
		bw_buf_z(&b,
		    bw_str_is(id->scheme, "lei")       ? "XI-"
			: bw_str_is(id->scheme, "kvk") ? "NL-"
						       : "");
		for (size_t k = 0; k < id->scheme.n; k++)
			bw_buf_char(&b,
			    (char)(id->scheme.p[k] >= 'a' &&
					id->scheme.p[k] <= 'z'
				    ? id->scheme.p[k] - ('a' - 'A')
				    : id->scheme.p[k]));
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", id->value);
		bw_jw_str(
		    j, "scheme", bw_arena_dup(&e->scratch, bw_buf_get(&b)));
		bw_jw_close(j);
		bw_buf_release(&b);
	}
	if (any)
		bw_jw_close(j);
}

static void
country(struct bw_jw *j, const char *key, struct bw_str code)
{
	const struct bw_ref_item *item;

	if (code.n < 2)
		return;
	item = bw_ref_country(bw_str_sub(code, 0, 2));
	bw_jw_open(j, key, '{');
	bw_jw_str(j, "name", item != NULL ? item->name.in[BW_EN] : code);
	bw_jw_str(j, "code", code);
	bw_jw_close(j);
}

/* The word of the standard before a colon, or "unknown"; and the rest. */
static void
reason(struct bw_jw *j, const char *key, struct bw_str told)
{
	static const char *const known[] = { "noBeneficialOwners",
		"subjectUnableToConfirmOrIdentifyBeneficialOwner",
		"interestedPartyHasNotProvidedInformation",
		"subjectExemptFromDisclosure",
		"interestedPartyExemptFromDisclosure", "unknown",
		"informationUnknownToPublisher" };
	const char *word = "unknown";
	struct bw_str rest = told, first;

	bw_str_cut(&rest, ':', &first);
	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_is(first, known[i])) {
			word = known[i];
			told = bw_str_trim(rest);
		}
	bw_jw_open(j, key, '{');
	bw_jw_z(j, "reason", word);
	if (told.n > 0)
		bw_jw_str(j, "description", told);
	bw_jw_close(j);
}

static void
person(struct exporter *e, struct bw_jw *j, const struct bw_party_facts *f)
{
	bw_jw_z(j, "personType", "knownPerson");
	if (f->name.n > 0 || f->n_other > 0) {
		bw_jw_open(j, "names", '[');
		for (size_t i = f->name.n > 0 ? 0 : 1; i <= f->n_other; i++) {
			bw_jw_open(j, NULL, '{');
			bw_jw_z(j, "type", i == 0 ? "legal" : "alternative");
			bw_jw_str(j, "fullName",
			    i == 0 ? f->name : f->other[i - 1].text);
			bw_jw_close(j);
		}
		bw_jw_close(j);
	}
	identifiers(e, j, f);
	if (f->country.n >= 2) {
		bw_jw_open(j, "nationalities", '[');
		country(j, NULL, f->country);
		bw_jw_close(j);
	}
	if (f->ended != BW_DATE_MAX)
		bw_jw_str(j, "deathDate", export_day(e, f->ended));
}

static const struct entity_type {
	const char *type, *subtype, *details;
} entity_types[BW_PARTY_KINDS] = {
	[BW_PARTY_UNKNOWN] = { "unknownEntity", NULL, NULL },
	[BW_PARTY_COMPANY] = { "registeredEntity", NULL, NULL },
	[BW_PARTY_PERSON] = { NULL, NULL, NULL },
	[BW_PARTY_STATE] = { "state", NULL, NULL },
	[BW_PARTY_STATE_BODY] = { "stateBody", NULL, NULL },
	[BW_PARTY_FUND] = { "legalEntity", "other", "fund" },
	[BW_PARTY_TRUST] = { "arrangement", "trust", NULL },
	[BW_PARTY_ARRANGEMENT] = { "arrangement", NULL, NULL },
	[BW_PARTY_FOUNDATION] = { "legalEntity", "other", "stichting" },
};

static void
entity(struct exporter *e, struct bw_jw *j, const struct bw_party_facts *f)
{
	const struct entity_type *t =
	    &entity_types[f->kind < BW_PARTY_KINDS ? f->kind : 0];

	bw_jw_open(j, "entityType", '{');
	bw_jw_z(j, "type", t->type);
	if (t->subtype != NULL)
		bw_jw_z(j, "subtype", t->subtype);
	if (t->details != NULL)
		bw_jw_z(j, "details", t->details);
	bw_jw_close(j);
	if (f->kind == BW_PARTY_UNKNOWN)
		reason(j, "unspecifiedEntityDetails", f->reason);
	if (f->name.n > 0)
		bw_jw_str(j, "name", f->name);
	if (f->n_other > 0) {
		bw_jw_open(j, "alternateNames", '[');
		for (size_t i = 0; i < f->n_other; i++)
			bw_jw_str(j, NULL, f->other[i].text);
		bw_jw_close(j);
	}
	country(j, "jurisdiction", f->country);
	identifiers(e, j, f);
	if (f->ended != BW_DATE_MAX)
		bw_jw_str(j, "dissolutionDate", export_day(e, f->ended));
}

/* Somebody of whom nothing is known but that he holds this one stake: the
 * standard tells him in the stake, not as a record. */
static bool
nobody(const struct exporter *e, uint32_t party, const struct bw_party_facts *f)
{
	const struct bw_view *v = e->v;

	for (size_t i = 0; i < f->n_id; i++)
		if (export_key_counts(&f->id[i]))
			return false;
	return f->kind == BW_PARTY_UNKNOWN && f->name.n == 0 &&
	    v->at[party] == v->at[party + 1] &&
	    v->out_at[party] + 1 == v->out_at[party + 1];
}

static int
bods_party(struct exporter *e, const struct export_party *p)
{
	struct export_id id;
	struct bw_str record;
	bool one = p->facts.kind == BW_PARTY_PERSON;
	struct bw_jw j;
	int rc = export_id_of(e, p, &id);

	if (rc != 0)
		return rc;
	e->id[p->slot] = id;
	if (nobody(e, p->party, &p->facts))
		return 0;
	record = export_id_text(e, id);
	j = statement(e, one ? "person" : "entity", record, record, NULL);
	if (one)
		person(e, &j, &p->facts);
	else
		entity(e, &j, &p->facts);
	finish(e, &j);
	return 0;
}

/* ---- stakes -------------------------------------------------------------- */
static void
per_cent(struct bw_jw *j, const char *key, uint32_t ppb)
{
	bw_jw_f64(j, key, (double)ppb / BW_PERCENT);
}

static void
share(struct bw_jw *j, struct bw_share s)
{
	bw_jw_open(j, "share", '{');
	if (bw_share_is_exact(s)) {
		per_cent(j, "exact", s.lo);
	} else {
		per_cent(j,
		    s.open & BW_LO_OPEN ? "exclusiveMinimum" : "minimum", s.lo);
		per_cent(j,
		    s.open & BW_HI_OPEN ? "exclusiveMaximum" : "maximum", s.hi);
	}
	bw_jw_close(j);
}

static void
interest(struct exporter *e, struct bw_jw *j, const struct export_stake *s,
    const char *type, const struct bw_share *held, struct bw_str details)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "type", type);
	bw_jw_z(j, "directOrIndirect",
	    s->link->marks & BW_LINK_INDIRECT ? "indirect" : "direct");
	if (s->beneficial)
		bw_jw_bool(j, "beneficialOwnershipOrControl", true);
	if (held != NULL)
		share(j, *held);
	if (details.n > 0)
		bw_jw_str(j, "details", details);
	if (s->valid.from != BW_DATE_MIN)
		bw_jw_str(j, "startDate", export_day(e, s->valid.from));
	if (s->valid.to != BW_DATE_MAX)
		bw_jw_str(j, "endDate", export_day(e, s->valid.to));
	bw_jw_close(j);
}

/* Votes that somebody speaks of but nobody measures are told as 0 to 100 %
 * beside a measured capital, for without that a reader would let the votes
 * follow the capital. */
static void
held(struct exporter *e, struct bw_jw *j, const struct export_stake *s)
{
	const struct bw_link *k = s->link;
	struct bw_share none = bw_share_unknown();
	bool votes = k->has_votes && !(k->marks & BW_LINK_ASSUMED);
	bool open_votes = bw_share_same(k->votes, none);
	bool open_capital = bw_share_same(k->capital, none);

	if (k->has_capital)
		interest(e, j, s, "shareholding",
		    open_capital && (!votes || open_votes) ? NULL : &k->capital,
		    (struct bw_str){ 0 });
	if (votes)
		interest(e, j, s, "votingRights",
		    open_votes && (!k->has_capital || open_capital) ? NULL
								    : &k->votes,
		    (struct bw_str){ 0 });
}

/* settlor, trustee ...: the source's own word where it is one. */
static const char *
trust_role(struct bw_str detail)
{
	static const char *const role[] = { "settlor", "trustee", "protector",
		"beneficiaryOfLegalArrangement" };

	for (size_t i = 0; i < BW_LEN(role); i++)
		if (bw_str_starts(detail, bw_str_of(role[i])))
			return role[i];
	return "otherInfluenceOrControl";
}

static const char *
right_type(const struct export_stake *s, struct bw_str *details)
{
	*details = s->detail;
	switch (s->link->nature) {
	case BW_NATURE_BOARD:
		return "appointmentOfBoard";
	case BW_NATURE_VETO:
		return "controlViaCompanyRulesOrArticles";
	case BW_NATURE_CONTRACT:
		return "rightsGrantedByContract";
	case BW_NATURE_NOMINEE:
		return "nominator";
	case BW_NATURE_TRUST_ROLE:
		return trust_role(s->detail);
	case BW_NATURE_ECONOMIC:
		return "rightsToProfitOrIncome";
	case BW_NATURE_GENERAL_PARTNER:
		*details = BW_STR("Relationship Type: general-partner");
		break;
	case BW_NATURE_CONSOLIDATION:
		*details = s->link->marks & BW_LINK_INDIRECT
		    ? BW_STR("Relationship Type: IS_ULTIMATELY_CONSOLIDATED_BY")
		    : BW_STR("Relationship Type: IS_DIRECTLY_CONSOLIDATED_BY");
		break;
	default:
		break;
	}
	return "otherInfluenceOrControl";
}

static void
right(struct exporter *e, struct bw_jw *j, const struct export_stake *s)
{
	const struct bw_link *k = s->link;
	struct bw_str details;
	const char *type = right_type(s, &details);
	bool profit = k->nature == BW_NATURE_ECONOMIC;

	if (profit)
		interest(e, j, s, type, k->has_capital ? &k->capital : NULL,
		    details);
	else
		interest(e, j, s, type, s->told ? &s->share : NULL, details);
}

static int
holder(
    struct exporter *e, struct bw_jw *j, uint32_t party, struct bw_str record)
{
	struct bw_party_facts f = { 0 };
	int rc = 0;

	if (e->v->kind[party] == BW_PARTY_UNKNOWN)
		rc = bw_view_party_facts(e->v, party, &e->scratch, &f, e->err);
	if (rc != 0)
		return rc;
	if (e->v->kind[party] == BW_PARTY_UNKNOWN && nobody(e, party, &f))
		reason(j, "interestedParty", f.reason);
	else
		bw_jw_str(j, "interestedParty", record);
	return 0;
}

static int
bods_stake(struct exporter *e, const struct export_stake *s)
{
	const struct bw_link *k = s->link;
	struct bw_str subject = export_id_text(e, e->id[s->to]);
	struct bw_str party = export_id_text(e, e->id[s->from]);
	bool votes = k->has_votes;
	struct bw_str name =
	    bw_arena_fmt(&e->scratch, "stake/%.*s/%.*s/%s%s", BW_ARG(subject),
		BW_ARG(party), votes ? "votes" : bw_nature_name(k->nature),
		k->marks & BW_LINK_INDIRECT ? "/indirect" : "");
	struct bw_jw j;
	int rc;

	if (subject.p == NULL || party.p == NULL || name.p == NULL)
		return bw_fail(e->err, BW_ENOMEM, "no memory for an export");
	j = statement(e, "relationship", export_id_text(e, export_hash(name)),
	    subject, s);
	bw_jw_str(&j, "subject", subject);
	rc = holder(e, &j, s->holder, party);
	if (rc != 0)
		return rc;
	bw_jw_open(&j, "interests", '[');
	if (votes)
		held(e, &j, s);
	else
		right(e, &j, s);
	bw_jw_close(&j);
	finish(e, &j);
	return 0;
}

const struct export_writer export_bods = { begin_array, bods_party, bods_stake,
	nothing, end_array };
const struct export_writer export_bods_lines = { nothing, bods_party,
	bods_stake, nothing, nothing };
