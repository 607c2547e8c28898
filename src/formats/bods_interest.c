/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bods_interest.c - one interest of the Beneficial Ownership Data Standard:
 * what it is, how much, and when.
 *
 * The kinds are the 23 codes of 0.4, which begin with those of 0.1 to 0.3 in
 * other writing. How much: 0.4 has minimum and exclusiveMinimum as numbers
 * side by side; before, exclusiveMinimum was a yes or no to minimum. The type
 * of the value tells which.
 *
 * Open Ownership publishes the British register and GLEIF in this form and
 * quotes the original code in `details`. The British bands are published
 * closed ("50 to 75") where the statute has "more than 50 but less than 75",
 * and that is the difference between possible and certain control; so where
 * the quoted code gives the same band, its ends are taken. GLEIF's
 * consolidation comes as "other influence" and becomes what it was.
 */
#include "formats/bods.h"
#include "formats/gleif.h"
#include "formats/psc_nature.h"

/* The nominator directs the nomination; the nominee obeys it. Members of a
 * board run a company and hold nothing of it. */
static const struct interest_type {
	const char *name;
	uint8_t nature;
} types[] = {
	{ "shareholding", BW_NATURE_CAPITAL },
	{ "votingRights", BW_NATURE_VOTES },
	{ "appointmentOfBoard", BW_NATURE_BOARD },
	{ "otherInfluenceOrControl", BW_NATURE_OTHER },
	{ "seniorManagingOfficial", BW_NATURE_MANAGES },
	{ "settlor", BW_NATURE_TRUST_ROLE },
	{ "trustee", BW_NATURE_TRUST_ROLE },
	{ "protector", BW_NATURE_TRUST_ROLE },
	{ "beneficiaryOfLegalArrangement", BW_NATURE_TRUST_ROLE },
	{ "rightsToSurplusAssetsOnDissolution", BW_NATURE_ECONOMIC },
	{ "rightsToProfitOrIncome", BW_NATURE_ECONOMIC },
	{ "rightsGrantedByContract", BW_NATURE_CONTRACT },
	{ "conditionalRightsGrantedByContract", BW_NATURE_CONTRACT },
	{ "controlViaCompanyRulesOrArticles", BW_NATURE_VETO },
	{ "controlByLegalFramework", BW_NATURE_OTHER },
	{ "boardMember", BW_NATURE_MANAGES },
	{ "boardChair", BW_NATURE_MANAGES },
	{ "unknownInterest", BW_NATURE_OTHER },
	{ "unpublishedInterest", BW_NATURE_OTHER },
	{ "enjoymentAndUseOfAssets", BW_NATURE_ECONOMIC },
	{ "rightToProfitOrIncomeFromAssets", BW_NATURE_ECONOMIC },
	{ "nominee", BW_NATURE_CONTRACT },
	{ "nominator", BW_NATURE_NOMINEE },
	/* 0.1 to 0.3, where not the same but for the writing */
	{ "influence-or-control", BW_NATURE_OTHER },
	{ "settlor-of-trust", BW_NATURE_TRUST_ROLE },
	{ "trustee-of-trust", BW_NATURE_TRUST_ROLE },
	{ "protector-of-trust", BW_NATURE_TRUST_ROLE },
	{ "beneficiary-of-trust", BW_NATURE_TRUST_ROLE },
	{ "other-influence-or-control-of-trust", BW_NATURE_TRUST_ROLE },
	{ "rights-to-surplus-assets", BW_NATURE_ECONOMIC },
};

/* "voting-rights" is "votingRights": hyphens and case do not count. */
static bool
same_code(struct bw_str s, const char *code)
{
	size_t i = 0;

	for (; *code != '\0'; code++) {
		char a, c = *code;

		if (c == '-')
			continue;
		while (i < s.n && s.p[i] == '-')
			i++;
		if (i == s.n)
			return false;
		a = s.p[i++];
		if (a >= 'A' && a <= 'Z')
			a = (char)(a + ('a' - 'A'));
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (a != c)
			return false;
	}
	return i == s.n;
}

/* 0.4 is strict about case; its codes hold no hyphen. */
static const struct interest_type *
find_type(const struct bw_bods *b, struct bw_str s)
{
	for (size_t i = 0; i < BW_LEN(types); i++)
		if (b->old ? same_code(s, types[i].name)
			   : bw_str_is(s, types[i].name))
			return &types[i];
	return NULL;
}

/* One end. *told is false when there is none; an empty text is none. */
static int
end(struct bw_bods *b, struct bw_json v, const char *key, struct bw_share *out,
    bool *told, bool *ok)
{
	struct bw_err bad = BW_ERR_INIT;
	struct bw_str s;

	*told = false;
	if (bw_json_type(v) == BW_JSON_NONE || bw_json_type(v) == BW_JSON_NULL)
		return 0;
	if (bw_json_type(v) == BW_JSON_STRING &&
	    bw_str_trim(bw_json_str(v)).n == 0)
		return bw_rd_note(&b->rd, "bods-share-empty",
		    "%s is an empty text: taken as not told", key);
	if (bw_json_type(v) == BW_JSON_NUMBER) {
		s = bw_json_decimal(v, &b->rd.scratch);
		if (s.p == NULL)
			b->rd.oom = true;
		*told = s.p != NULL && bw_share_parse(s, out, &bad) == 0;
	}
	*ok = *ok && *told;
	if (*told || b->rd.oom)
		return 0;
	return bw_rd_refuse(&b->rd, "bods-share", "%s: %s", key,
	    bad.code != 0 ? bad.what : "is no number");
}

/* minimum with or without a yes or no; exclusiveMinimum as a number. The
 * tighter one counts when both are there. */
static int
lower(struct bw_bods *b, struct bw_json share, struct bw_share *out, bool *any,
    bool *ok)
{
	struct bw_json x = bw_json_get(share, "exclusiveMinimum");
	bool flag = bw_json_type(x) == BW_JSON_BOOL, told;
	struct bw_share v = { 0 };
	int rc =
	    end(b, bw_json_get(share, "minimum"), "minimum", &v, &told, ok);

	if (rc == 0 && told) {
		bool open = v.open != 0 || (flag && bw_json_bool(x, false));

		out->lo = v.lo;
		out->open |= open ? BW_LO_OPEN : 0;
		*any = true;
	}
	if (rc != 0 || flag)
		return rc;
	rc = end(b, x, "exclusiveMinimum", &v, &told, ok);
	if (rc == 0 && told && (!*any || v.lo >= out->lo)) {
		out->lo = v.lo;
		out->open |= BW_LO_OPEN;
	}
	*any = *any || told;
	return rc;
}

static int
upper(struct bw_bods *b, struct bw_json share, struct bw_share *out, bool *any,
    bool *ok)
{
	struct bw_json x = bw_json_get(share, "exclusiveMaximum");
	bool flag = bw_json_type(x) == BW_JSON_BOOL, told, before = false;
	struct bw_share v = { 0 };
	int rc =
	    end(b, bw_json_get(share, "maximum"), "maximum", &v, &told, ok);

	if (rc == 0 && told) {
		bool open = v.open != 0 || (flag && bw_json_bool(x, false));

		out->hi = v.hi;
		out->open |= open ? BW_HI_OPEN : 0;
		*any = before = true;
	}
	if (rc != 0 || flag)
		return rc;
	rc = end(b, x, "exclusiveMaximum", &v, &told, ok);
	if (rc == 0 && told && (!before || v.hi <= out->hi)) {
		out->hi = v.hi;
		out->open |= BW_HI_OPEN;
	}
	*any = *any || told;
	return rc;
}

static int
range(struct bw_bods *b, struct bw_json share, struct bw_share *out, bool *any,
    bool *ok)
{
	int rc;

	*out = bw_share_unknown();
	*any = false;
	if ((rc = lower(b, share, out, any, ok)) != 0 ||
	    (rc = upper(b, share, out, any, ok)) != 0 || !*ok)
		return rc;
	if (bw_share_valid(*out))
		return 0;
	*ok = false;
	return bw_rd_refuse(&b->rd, "bods-share-order",
	    "the minimum leaves nothing below the maximum");
}

/* *ok is false when the interest was refused. */
static int
read_share(struct bw_bods *b, struct bw_json interest, struct bw_stake_rec *s,
    bool *ok)
{
	struct bw_json v = bw_json_get(interest, "share");
	struct bw_share exact = { 0 }, both;
	bool told, any;
	int rc;

	*ok = true;
	s->share = bw_share_unknown();
	s->flags |= BW_STAKE_NO_SHARE;
	if (bw_json_type(v) == BW_JSON_NONE || bw_json_type(v) == BW_JSON_NULL)
		return 0;
	*ok = bw_json_type(v) == BW_JSON_OBJECT;
	if (!*ok)
		return bw_rd_refuse(&b->rd, "bods-share", "share is no object");
	rc = range(b, v, &s->share, &any, ok);
	if (rc == 0)
		rc =
		    end(b, bw_json_get(v, "exact"), "exact", &exact, &told, ok);
	if (rc != 0 || !*ok)
		return rc;
	if (told && !bw_share_meet(s->share, exact, &both)) {
		*ok = false;
		return bw_rd_refuse(&b->rd, "bods-share-order",
		    "the exact share lies outside minimum and maximum");
	}
	if (told)
		s->share = both;
	if (told || any)
		s->flags &= (uint8_t)~BW_STAKE_NO_SHARE;
	return 0;
}

#define HELD_SELF 1u
#define HELD_THROUGH 2u

/* A code of the register that the publisher quotes. Tells, of those that are
 * about this interest, whether it is held in person or through somebody. */
static unsigned
quoted_code(struct bw_str code, struct bw_stake_rec *s)
{
	struct bw_psc_nature n;
	uint8_t nature;
	bool summary;

	if (s->nature == BW_NATURE_OTHER &&
	    bw_gleif_nature(code, &nature, &summary)) {
		s->nature = nature;
		if (summary)
			s->flags |= BW_STAKE_INDIRECT;
		return 0;
	}
	if (s->nature == BW_NATURE_OTHER &&
	    bw_str_is(code, "general-partner")) {
		s->nature = BW_NATURE_GENERAL_PARTNER; /* our own export */
		return 0;
	}
	if (!bw_psc_nature(code, &n) || n.nature != s->nature)
		return 0;
	if (n.told && n.share.lo == s->share.lo && n.share.hi == s->share.hi)
		s->share.open |= n.share.open;
	return n.through ? HELD_THROUGH : HELD_SELF;
}

/* "Relationship Type: ['voting-rights-25-to-50-percent', ...]" */
static void
quoted(struct bw_str details, struct bw_stake_rec *s)
{
	unsigned held = 0;
	size_t from = 0;

	if (!bw_str_starts(details, BW_STR("Relationship Type:")))
		return;
	for (size_t i = 0; i <= details.n; i++) {
		char c = i < details.n ? details.p[i] : ' ';

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-' || c == '_')
			continue;
		held |= quoted_code(bw_str_sub(details, from, i - from), s);
		from = i + 1;
	}
	if (held == HELD_THROUGH)
		s->flags |= BW_STAKE_INDIRECT;
}

int
bw_bods_period(struct bw_bods *b, struct bw_json interest,
    struct bw_period *valid, bool *usable)
{
	int rc;

	*valid = BW_ALWAYS;
	*usable = false;
	if ((rc = bw_bods_whole_date(b, interest, "startDate")) != 0 ||
	    (rc = bw_bods_whole_date(b, interest, "endDate")) != 0 ||
	    (rc = bw_bods_date(b, interest, "startDate", &valid->from)) != 0 ||
	    (rc = bw_bods_date(b, interest, "endDate", &valid->to)) != 0)
		return rc;
	if (b->closed && valid->to == BW_DATE_MAX) {
		if (b->date == BW_DATE_MIN)
			return bw_rd_skip(&b->rd, "bods-closed-undated",
			    "closed, and no date tells since when");
		valid->to = b->date;
	}
	if (valid->from == valid->to)
		return bw_rd_skip(
		    &b->rd, "bods-no-time", "begins and ends on the same day");
	*usable = true;
	if (valid->from < valid->to)
		return 0;
	valid->from = BW_DATE_MIN;
	return bw_rd_note(&b->rd, "bods-date-order",
	    "ends before it begins: beginning taken as not told");
}

static int
read_type(struct bw_bods *b, struct bw_json interest, struct bw_stake_rec *s,
    struct bw_str *name, bool *ok)
{
	struct bw_json v = bw_json_get(interest, "type");
	const struct interest_type *t;

	*name = bw_rd_text(&b->rd, bw_json_str(v));
	s->nature = BW_NATURE_OTHER;
	*ok = true;
	if (bw_json_type(v) == BW_JSON_NONE)
		return 0; /* not needed in 0.4 */
	t = find_type(b, *name);
	*ok = t != NULL;
	if (!*ok)
		return bw_rd_refuse(&b->rd, "bods-interest-type",
		    "\"%.*s\" is no type of interest", BW_SHOW(*name));
	s->nature = t->nature;
	return 0;
}

int
bw_bods_interest(
    struct bw_bods *b, struct bw_json interest, struct bw_stake_rec *s)
{
	struct bw_str name, details;
	bool ok, beneficial = false;
	int rc = read_type(b, interest, s, &name, &ok);

	if (rc == 0 && ok)
		rc = read_share(b, interest, s, &ok);
	if (rc != 0 || !ok)
		return rc;
	rc = bw_bods_bool(
	    b, interest, "beneficialOwnershipOrControl", &beneficial);
	if (rc == 0)
		rc = bw_bods_text(b, interest, "details", &details);
	if (rc == 0)
		rc = bw_bods_period(b, interest, &s->valid, &ok);
	if (rc != 0 || !ok)
		return rc;
	if (beneficial)
		s->flags |= BW_STAKE_BENEFICIAL;
	quoted(details, s);
	s->detail = name;
	if (details.n > 0)
		s->detail = bw_rd_fmt(&b->rd, "%.*s%s%.*s", BW_ARG(name),
		    name.n > 0 ? ": " : "", BW_ARG(details));
	return bw_rd_stake(&b->rd, s);
}
