/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_claims.c - one vulnerability of a CSAF document: claims and ratings.
 *
 * Flags, threats and remedies come before the statuses, so that each product
 * knows its reason and its best remedy when its claims are made. A seat for
 * each product, stamped with the vulnerability, keeps this linear.
 */
#include "formats/csaf_reading.h"

typedef void seat_fn(struct csaf_seat *s, struct bw_str text, unsigned rank);

static struct csaf_seat *
seat(struct csaf_reading *c, uint32_t product)
{
	uint32_t now = (uint32_t)c->a.vuln.n;
	struct csaf_seat *s = &c->seat.v[product];

	if (s->stamp != now)
		*s = (struct csaf_seat){ .stamp = now, .rank = UINT8_MAX };
	return s;
}

static void
each_of(struct csaf_reading *c, struct bw_json ids, seat_fn *fn,
    struct bw_str text, unsigned rank)
{
	struct bw_json_each it = bw_json_each(ids);
	uint32_t p;

	while (!it.object && bw_json_step(&it) && csaf_spend(c, 1)) {
		p = csaf_product(
		    c, bw_rd_text(&c->a.rd, bw_json_str(it.value)));
		if (p < c->seat.n)
			fn(seat(c, p), text, rank);
	}
}

/* The products that an entry is about: by id and by group. False when it names
 * none, and so speaks of all. */
static bool
about(struct csaf_reading *c, struct bw_json entry, seat_fn *fn,
    struct bw_str text, unsigned rank)
{
	struct bw_json ids = bw_json_get(entry, "product_ids");
	struct bw_json names = bw_json_get(entry, "group_ids");
	struct bw_json_each it = bw_json_each(names);
	uint32_t g;

	each_of(c, ids, fn, text, rank);
	while (!it.object && bw_json_step(&it) && csaf_spend(c, 1)) {
		g = bw_intern_find(
		    &c->groups, bw_rd_text(&c->a.rd, bw_json_str(it.value)));
		if (g != BW_NONE && g < c->group.n)
			each_of(c, c->group.v[g], fn, text, rank);
		else
			c->strays++;
	}
	return bw_json_type(ids) == BW_JSON_ARRAY ||
	    bw_json_type(names) == BW_JSON_ARRAY;
}

static void
set_reason(struct csaf_seat *s, struct bw_str text, unsigned rank)
{
	(void)rank;
	if (s->reason.n == 0)
		s->reason = text;
}

static void
set_impact(struct csaf_seat *s, struct bw_str text, unsigned rank)
{
	(void)rank;
	if (s->impact.n == 0)
		s->impact = text;
}

static void
set_remedy(struct csaf_seat *s, struct bw_str text, unsigned rank)
{
	if (rank < s->rank) {
		s->rank = (uint8_t)rank;
		s->remedy = text;
	}
}

static void
set_status(struct csaf_seat *s, struct bw_str text, unsigned rank)
{
	(void)text;
	s->statuses |= (uint8_t)(1u << rank);
}

static void
flags(struct csaf_reading *c, struct bw_json v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(v, "flags"));

	while (!it.object && bw_json_step(&it))
		(void)about(c, it.value, set_reason,
		    bw_advice_text(&c->a, it.value, "label"), 0);
}

/* The best kind of remedy first; what is no remedy last. */
static unsigned
rank_of(struct bw_str category)
{
	static const char *const order[] = { "vendor_fix", "optional_patch",
		"mitigation", "workaround", "fix_planned", "none_available",
		"no_fix_planned" };
	unsigned i = 0;

	while (i < BW_LEN(order) && !bw_str_is(category, order[i]))
		i++;
	return i;
}

/* A remedy that names no product is one for all that have none. */
static struct csaf_seat
remedies(struct csaf_reading *c, struct bw_json v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(v, "remediations"));
	struct csaf_seat all = { .rank = UINT8_MAX };

	while (!it.object && bw_json_step(&it)) {
		struct bw_str text = bw_text_cut(
		    bw_advice_text(&c->a, it.value, "details"), 400);
		unsigned rank =
		    rank_of(bw_advice_text(&c->a, it.value, "category"));

		if (text.n == 0)
			text = bw_advice_text(&c->a, it.value, "url");
		if (text.n > 0 && !about(c, it.value, set_remedy, text, rank))
			set_remedy(&all, text, rank);
	}
	return all;
}

static bool
one_word(struct bw_str s)
{
	return s.n > 0 && s.n <= 16 && memchr(s.p, ' ', s.n) == NULL;
}

/* An impact in one word is a severity (Red Hat); in a sentence it says why a
 * product is not affected. What is said of exploits is a sentence of no fixed
 * form: counted. */
static bool
threats(struct csaf_reading *c, struct bw_json v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(v, "threats"));
	bool severity = false;

	while (!it.object && bw_json_step(&it)) {
		struct bw_str kind =
		    bw_advice_text(&c->a, it.value, "category");
		struct bw_str text = bw_advice_text(&c->a, it.value, "details");

		if (bw_str_is(kind, "exploit_status"))
			c->exploits++;
		if (!bw_str_is(kind, "impact"))
			continue;
		if (!one_word(text)) {
			(void)about(
			    c, it.value, set_impact, bw_text_cut(text, 400), 0);
			continue;
		}
		severity = true;
		bw_advice_rating(&c->a,
		    (struct bw_rating){ .kind = BW_RATING_SEVERITY,
			.value = text,
			.at = BW_DATE_MIN });
	}
	return severity;
}

/* ---- ratings ---- */

static void
rate(
    struct csaf_reading *c, uint8_t kind, struct bw_str value, struct bw_str by)
{
	bw_advice_rating(&c->a,
	    (struct bw_rating){
		.kind = kind, .value = value, .by = by, .at = BW_DATE_MIN });
}

static struct bw_str
name_or_key(struct csaf_reading *c, struct bw_json n, bool name)
{
	struct bw_str key = bw_advice_text(&c->a, n, "key");
	struct bw_str s = bw_advice_text(&c->a, n, "name");

	return key.n == 0 || (name && s.n > 0) ? s : key;
}

/* Several values are all possible: with a bar between. */
static struct bw_str
values(struct csaf_reading *c, struct bw_json selection, bool name)
{
	struct bw_json_each it = bw_json_each(bw_json_get(selection, "values"));
	struct bw_str out = { 0 };

	while (!it.object && out.n < 500 && bw_json_step(&it)) {
		struct bw_str v = name_or_key(c, it.value, name);

		if (v.n > 0)
			out = bw_rd_fmt(&c->a.rd, "%.*s%s%.*s", BW_ARG(out),
			    out.n > 0 ? "|" : "", BW_ARG(v));
	}
	return out;
}

/* "Exploitation=Active;Automatable=No|Yes", by name where it is told; an
 * extension ("ssvc//...#...") may be in another language and has its names, so
 * there the key and the name space it is made from count. */
static struct bw_str
ssvc(struct csaf_reading *c, struct bw_json n)
{
	struct bw_json_each it = bw_json_each(bw_json_get(n, "selections"));
	struct bw_str out = { 0 };

	while (!it.object && out.n < 2000 && bw_json_step(&it)) {
		struct bw_str space =
				  bw_advice_text(&c->a, it.value, "namespace"),
			      base;
		bool name = bw_str_find(space, BW_STR("/")) < 0;
		struct bw_str point = name_or_key(c, it.value, name);
		struct bw_str value = values(c, it.value, name);

		if (point.n == 0 || value.n == 0)
			continue;
		bw_str_cut(&space, '/', &base);
		out = bw_rd_fmt(&c->a.rd, "%.*s%s%.*s%s%.*s=%.*s", BW_ARG(out),
		    out.n > 0 ? ";" : "",
		    BW_ARG(name ? (struct bw_str){ 0 } : base), name ? "" : ":",
		    BW_ARG(point), BW_ARG(value));
	}
	return out;
}

static void
epss(struct csaf_reading *c, struct bw_json n, struct bw_str by)
{
	struct bw_str day = bw_advice_text(&c->a, n, "timestamp");
	struct bw_rating r = { .kind = BW_RATING_EPSS,
		.value = bw_json_decimal(
		    bw_json_get(n, "probability"), &c->a.rd.scratch),
		.extra = bw_json_decimal(
		    bw_json_get(n, "percentile"), &c->a.rd.scratch),
		.by = by,
		.at = BW_DATE_MIN };

	(void)bw_date_parse(bw_str_sub(day, 0, 10), &r.at);
	bw_advice_rating(&c->a, r);
}

/* `scores` of 2.0, and `content` of `metrics` of 2.1. */
static void
score(struct csaf_reading *c, struct bw_json n, struct bw_str by)
{
	static const char *const cvss[] = { "cvss_v4", "cvss_v3", "cvss_v2" };

	for (size_t i = 0; i < BW_LEN(cvss); i++)
		rate(c, BW_RATING_CVSS,
		    bw_advice_text(
			&c->a, bw_json_get(n, cvss[i]), "vectorString"),
		    by);
	rate(c, BW_RATING_SSVC, ssvc(c, bw_json_get(n, "ssvc_v2")), by);
	rate(c, BW_RATING_SEVERITY,
	    bw_advice_text(&c->a, n, "qualitative_severity_rating"), by);
	if (bw_json_type(bw_json_get(n, "epss")) == BW_JSON_OBJECT)
		epss(c, bw_json_get(n, "epss"), by);
}

static void
ratings(struct csaf_reading *c, struct bw_json v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(v, "scores"));
	struct bw_str none = { 0 };

	while (!it.object && bw_json_step(&it))
		score(c, it.value, none);
	it = bw_json_each(bw_json_get(v, "metrics"));
	while (!it.object && bw_json_step(&it))
		score(c, bw_json_get(it.value, "content"),
		    bw_advice_text(&c->a, it.value, "source"));
	it = bw_json_each(bw_json_get(v, "first_known_exploitation_dates"));
	while (!it.object && bw_json_step(&it)) {
		struct bw_str day =
		    bw_advice_text(&c->a, it.value, "exploitation_date");
		struct bw_rating r = { .kind = BW_RATING_EXPLOITED,
			.value = BW_STR("csaf"),
			.at = BW_DATE_MIN };

		(void)bw_date_parse(bw_str_sub(day, 0, 10), &r.at);
		bw_advice_rating(&c->a, r);
	}
}

static bool
is_in(struct bw_str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bw_str_eq_nocase(s, bw_str_of(words[i])))
			return true;
	return false;
}

/* The Dutch labels, which stand at the document. Their form here is that of
 * NCSC-NL as described, not one that we could read a document of. */
static void
labels(struct csaf_reading *c, struct bw_json notes)
{
	static const char *const chance[] = { "kans" };
	static const char *const damage[] = { "schade" };
	static const char *const urgency[] = { "urgentie", "urgency", "urgent",
		"normaal" };
	struct bw_json_each it = bw_json_each(notes);
	struct bw_str none = { 0 };

	while (!it.object && bw_json_step(&it)) {
		struct bw_str title = bw_advice_text(&c->a, it.value, "title");
		struct bw_str text = bw_advice_text(&c->a, it.value, "text");

		if (is_in(title, chance, 1) && one_word(text))
			rate(c, BW_RATING_CHANCE, text, none);
		else if (is_in(title, damage, 1) && one_word(text))
			rate(c, BW_RATING_DAMAGE, text, none);
		else if (is_in(title, urgency + 2, 2))
			rate(c, BW_RATING_URGENCY, title, none);
		else if (is_in(title, urgency, 2) && one_word(text))
			rate(c, BW_RATING_URGENCY, text, none);
	}
}

static void
of_document(struct csaf_reading *c, struct bw_json document, bool severity)
{
	static const char *const urgency[] = { "urgent", "normaal" };
	struct bw_str word = bw_advice_text(
	    &c->a, bw_json_get(document, "aggregate_severity"), "text");
	struct bw_str none = { 0 };

	labels(c, bw_json_get(document, "notes"));
	if (is_in(word, urgency, 2))
		rate(c, BW_RATING_URGENCY, word, none);
	else if (!severity)
		rate(c, BW_RATING_SEVERITY, word, none);
}

/* ---- claims ---- */

static void
claim(struct csaf_reading *c, uint32_t product, const struct csaf_seat *all)
{
	struct csaf_seat *s = seat(c, product);
	uint8_t told = s->statuses;

	for (uint8_t i = 0; i <= BW_CLAIM_UNKNOWN; i++) {
		struct bw_claim k = { .vuln = (uint32_t)c->a.vuln.n - 1,
			.product = product,
			.status = i };

		if (!(told & 1u << i))
			continue;
		if (i == BW_CLAIM_NOT_AFFECTED)
			k.reason = s->reason.n > 0 ? s->reason : s->impact;
		else if (i != BW_CLAIM_UNKNOWN)
			k.remedy = s->remedy.n > 0 ? s->remedy : all->remedy;
		bw_advice_claim(&c->a, k);
	}
	s->statuses = 0; /* told */
}

/* In the order in which the document names them. */
static void
statuses(
    struct csaf_reading *c, struct bw_json status, const struct csaf_seat *all)
{
	static const struct {
		const char *name;
		uint8_t status;
	} lists[] = { { "known_affected", BW_CLAIM_AFFECTED },
		{ "first_affected", BW_CLAIM_AFFECTED },
		{ "last_affected", BW_CLAIM_AFFECTED },
		{ "fixed", BW_CLAIM_FIXED }, { "first_fixed", BW_CLAIM_FIXED },
		{ "known_not_affected", BW_CLAIM_NOT_AFFECTED },
		{ "under_investigation", BW_CLAIM_INVESTIGATING },
		{ "unknown", BW_CLAIM_UNKNOWN } };
	size_t before = c->a.claim.n;
	struct bw_str none = { 0 };

	for (size_t i = 0; i < BW_LEN(lists); i++)
		each_of(c, bw_json_get(status, lists[i].name), set_status, none,
		    lists[i].status);
	for (size_t i = 0; i < BW_LEN(lists); i++) {
		struct bw_json_each it =
		    bw_json_each(bw_json_get(status, lists[i].name));
		uint32_t id;

		while (!it.object && bw_json_step(&it) && csaf_spend(c, 1)) {
			id = bw_intern_find(&c->ids,
			    bw_rd_text(&c->a.rd, bw_json_str(it.value)));
			if (id < c->id.n && c->id.v[id].product < c->seat.n)
				claim(c, c->id.v[id].product, all);
		}
	}
	c->silent += c->a.claim.n == before;
}

/* ---- its name ---- */

/* Ids of the vulnerability that others use too. A number in the maker's own
 * list of defects is none: it would join what does not belong together. */
static bool
is_known_id(struct bw_str s)
{
	static const char *const prefix[] = { "CVE-", "GHSA-", "EUVD-", "GCVE-",
		"PYSEC-", "GO-", "RUSTSEC-", "MAL-" };

	for (size_t i = 0; i < BW_LEN(prefix); i++)
		if (bw_str_starts(s, bw_str_of(prefix[i])))
			return true;
	return false;
}

static void
names(struct csaf_reading *c, struct bw_json v)
{
	struct bw_json list = bw_json_get(v, "ids");
	struct bw_json_each it = bw_json_each(list);
	struct bw_str name = bw_advice_text(&c->a, v, "cve"), text;
	struct bw_str own = { 0 };

	while (!it.object && name.n == 0 && bw_json_step(&it)) {
		text = bw_advice_text(&c->a, it.value, "text");
		if (is_known_id(text))
			name = text;
		else if (own.n == 0)
			own = text;
	}
	if (name.n == 0 && own.n == 0)
		own = bw_rd_fmt(&c->a.rd, "%zu", c->a.vuln.n + 1);
	if (name.n == 0)
		name = bw_rd_fmt(
		    &c->a.rd, "%.*s#%.*s", BW_ARG(c->key), BW_ARG(own));
	(void)bw_advice_vuln(&c->a, name);
	it = bw_json_each(list);
	while (!it.object && bw_json_step(&it)) {
		text = bw_advice_text(&c->a, it.value, "text");
		if (is_known_id(text))
			bw_advice_alias(&c->a, text);
	}
}

void
csaf_vulnerability(
    struct csaf_reading *c, struct bw_json document, struct bw_json v)
{
	struct csaf_seat all;
	bool severity;

	names(c, v);
	if (c->a.rd.oom)
		return;
	c->a.vuln.v[c->a.vuln.n - 1].title = bw_advice_text(&c->a, v, "title");
	ratings(c, v);
	severity = threats(c, v);
	of_document(c, document, severity);
	flags(c, v);
	all = remedies(c, v);
	statuses(c, bw_json_get(v, "product_status"), &all);
}
