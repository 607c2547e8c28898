/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bods_relation.c - relationships of the Beneficial Ownership Data Standard:
 * whose, in whom, and whether this is a link of a chain or its summary.
 *
 * Every interest is a stake of its own: shares and votes told together are
 * not added up. A relationship that names its components sums them up, and is
 * never counted beside them. One that tells no interest at all still says
 * that there is one. Somebody the source will not or cannot name is a new
 * unknown party with the reason.
 */
#include "formats/bods.h"

static int
unspecified(struct bw_bods *b, struct bw_json v, const char *role,
    struct bw_key *key, bool *ok)
{
	struct bw_party_rec p = { .kind = BW_PARTY_UNKNOWN,
		.ended = BW_DATE_MAX,
		.place = b->rd.place };
	int rc = bw_bods_reason(b, v, &p.reason, ok);

	if (rc != 0)
		return rc;
	if (!*ok)
		return bw_rd_refuse(&b->rd, "bods-unspecified",
		    "%s is neither named nor is a reason told", role);
	/* The statement's id is unique in the world, the record's is not. */
	*key = p.key = (struct bw_key){ BW_STR("unknown"),
		bw_rd_fmt(&b->rd, "%.*s#%s",
		    BW_ARG(b->id.n > 0 ? b->id : b->ref), role) };
	return bw_rd_party(&b->rd, &p);
}

/* A record id; or an object that points to a statement (before 0.4), or says
 * why there is nobody. */
static int
side(struct bw_bods *b, const char *role, struct bw_key *key, bool *ok)
{
	static const char *const refs[] = { "describedByEntityStatement",
		"describedByPersonStatement" };
	struct bw_json v = bw_json_get(b->details, role);
	struct bw_json why = bw_json_get(v, "unspecified");
	struct bw_str id = bw_rd_text(&b->rd, bw_json_str(v));

	for (size_t i = 0; i < BW_LEN(refs) && id.n == 0; i++)
		id = bw_rd_text(&b->rd, bw_json_str(bw_json_get(v, refs[i])));
	*ok = id.n > 0;
	*key = (struct bw_key){ BW_STR("record"), id };
	if (*ok)
		return 0;
	if (bw_json_type(v) == BW_JSON_OBJECT)
		return unspecified(b,
		    bw_json_type(why) == BW_JSON_OBJECT ? why : v, role, key,
		    ok);
	return bw_rd_refuse(&b->rd, "bods-party",
	    "%s is neither an id nor a reason why there is none", role);
}

/* Component: a link of a chain. A list of components: the sum of one. */
static int
chain(struct bw_bods *b, uint8_t *flags, bool *sums_up)
{
	const char *list =
	    b->old ? "componentStatementIDs" : "componentRecords";
	struct bw_json is = bw_json_get(b->details, "isComponent");
	struct bw_json_each it;
	bool component = false;
	size_t n = 0;
	int rc = bw_bods_bool(b, b->details, "isComponent", &component);

	if (rc == 0 && bw_json_type(is) == BW_JSON_NONE && !b->old)
		rc = bw_rd_note(&b->rd, "bods-component",
		    "no isComponent: taken as no component");
	if (rc == 0)
		rc = bw_bods_array(b, b->details, list, &it);
	for (; rc == 0 && bw_json_step(&it); n++)
		if (bw_json_str(it.value).n == 0)
			rc = bw_bods_bad_type(b, list);
	if (component)
		*flags |= BW_STAKE_COMPONENT;
	*sums_up = n > 0 && !component;
	if (rc == 0 && n > 0 && component)
		rc = bw_rd_note(&b->rd, "bods-component",
		    "a component that has components: taken as a component");
	return rc;
}

/* Declared indirect; or not told, but it names its components. */
static int
directness(
    struct bw_bods *b, struct bw_json interest, bool sums_up, uint8_t *flags)
{
	struct bw_str s;
	int rc = bw_bods_text(b, interest, "directOrIndirect", &s);

	if (rc == 0 && s.n == 0)
		rc = bw_bods_text(b, interest, "interestLevel", &s);
	if (rc != 0)
		return rc;
	if (bw_str_is(s, "indirect") || (sums_up && !bw_str_is(s, "direct")))
		*flags |= BW_STAKE_INDIRECT;
	if (s.n == 0 || bw_str_is(s, "direct") || bw_str_is(s, "indirect") ||
	    bw_str_is(s, "unknown"))
		return 0;
	return bw_rd_note(&b->rd, "bods-direct",
	    "\"%.*s\" is not direct, indirect or unknown", BW_SHOW(s));
}

static int
no_interest(struct bw_bods *b, struct bw_stake_rec s, bool sums_up)
{
	struct bw_json none = { 0 };
	bool usable;
	int rc;

	s.nature = BW_NATURE_OTHER;
	s.flags |= BW_STAKE_NO_SHARE;
	if (sums_up)
		s.flags |= BW_STAKE_INDIRECT;
	s.share = bw_share_unknown();
	rc = bw_bods_period(b, none, &s.valid, &usable);
	return rc != 0 || !usable ? rc : bw_rd_stake(&b->rd, &s);
}

static int
interests(struct bw_bods *b, const struct bw_stake_rec *base, bool sums_up)
{
	struct bw_json list = bw_json_get(b->details, "interests");
	struct bw_json_each it = bw_json_each(list);
	struct bw_stake_rec s;
	size_t n = 0;
	int rc = 0;

	switch (bw_json_type(list)) {
	case BW_JSON_NONE:
	case BW_JSON_NULL:
		return no_interest(b, *base, sums_up);
	case BW_JSON_ARRAY:
		break;
	case BW_JSON_BOOL:
	case BW_JSON_NUMBER:
	case BW_JSON_STRING:
	case BW_JSON_OBJECT:
		return bw_rd_refuse(
		    &b->rd, "bods-interests", "interests is no list");
	}
	for (; rc == 0 && bw_json_step(&it); n++) {
		s = *base;
		if (bw_json_type(it.value) != BW_JSON_OBJECT) {
			rc = bw_rd_refuse(&b->rd, "bods-interest",
			    "an interest is an object");
			continue;
		}
		rc = directness(b, it.value, sums_up, &s.flags);
		if (rc == 0)
			rc = bw_bods_interest(b, it.value, &s);
	}
	return rc != 0 || n > 0 ? rc : no_interest(b, *base, sums_up);
}

int
bw_bods_relation(struct bw_bods *b)
{
	struct bw_stake_rec s = { .place = b->rd.place };
	bool ok, sums_up;
	int rc = side(b, "subject", &s.company, &ok);

	if (rc == 0 && ok)
		rc = side(b, "interestedParty", &s.holder, &ok);
	if (rc != 0 || !ok)
		return rc;
	rc = chain(b, &s.flags, &sums_up);
	return rc != 0 ? rc : interests(b, &s, sums_up);
}
