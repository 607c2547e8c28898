/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_ssvc.c - tests of SSVC selections (6.1.46 to 6.1.48, 6.2.34 to
 * 6.2.37, 6.3.13 to 6.3.15).
 *
 * A namespace is BASE, or BASE/LANG/EXTENSION...: "ssvc//.example.test#more".
 * A base that begins with x_ belongs to somebody; others are registered (those
 * of reference/cyber/ssvc.csv), or reserved: example and test are for
 * documents like these and count as known, invalid never does.
 */
#include "cyber/csaf_priv.h"

typedef void selection_fn(
    struct bw_csaf_work *c, uint32_t vulnerability, uint32_t selection);

static void
each(struct bw_csaf_work *c, selection_fn *fn)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	{
		uint32_t ssvc = csaf_get(c, csaf_content(c, m), K_ssvc_v2);

		EACH(c, s, csaf_get(c, ssvc, K_selections))
		fn(c, ssvc, s);
	}
}

CSAF_TEST(csaf_6_1_46)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	{
		uint32_t at = csaf_get(c, csaf_content(c, m), K_ssvc_v2);

		if (at != 0)
			csaf_shape(c, at, "ssvc");
	}
}

static bool
is_id(const struct bw_csaf_work *c, uint32_t v, struct bw_str target)
{
	if (bw_str_eq(csaf_text(c, v, K_cve), target) && target.n > 0)
		return true;
	EACH(c, id, csaf_get(c, v, K_ids))
	if (bw_str_eq(csaf_text(c, id, K_text), target))
		return true;
	return false;
}

CSAF_TEST(csaf_6_1_47)
{
	struct bw_str own = csaf_text(c, c->tracking, K_id);

	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	EACH(c, t, csaf_get2(c, csaf_content(c, m), K_ssvc_v2, K_target_ids))
	{
		struct bw_str s = c->v[t].text;

		if (bw_str_eq(s, own) && c->v[c->vulnerabilities].count > 1)
			csaf_say1(c, t, "ssvc-document", s);
		else if (!is_id(c, v, s))
			csaf_say1(c, t, "ssvc-target", s);
	}
}

/* The base of a namespace, and what comes behind it (NULL: nothing). */
static struct bw_str
base_of(struct bw_str space, struct bw_str *more)
{
	struct bw_str base = { 0 };

	*more = space;
	bw_str_cut(more, '/', &base);
	return base;
}

static bool
is_registered(const struct bw_csaf_work *c, struct bw_str base)
{
	struct bw_str word = base, x;

	if (bw_str_starts(base, BW_STR("x_")))
		return false;
	x = base;
	bw_str_cut(&x, '#', &word);
	for (size_t i = 0; i < c->csaf->lists.points.n; i++) {
		struct bw_str of = c->csaf->lists.points.v[i].space;

		if (bw_str_eq(of, base) || bw_str_eq(of, word))
			return true;
	}
	return false;
}

/* Of no effect: for examples and tests. */
static bool
is_reserved(struct bw_str base)
{
	struct bw_str word = base;

	bw_str_cut(&base, '#', &word);
	return bw_str_is(word, "example") || bw_str_is(word, "test");
}

static const struct csaf_point *
point_of(const struct bw_csaf_work *c, uint32_t s, struct bw_str base)
{
	for (size_t i = 0; i < c->csaf->lists.points.n; i++) {
		const struct csaf_point *p = &c->csaf->lists.points.v[i];

		if (bw_str_eq(p->space, base) &&
		    bw_str_eq(p->key, csaf_text(c, s, K_key)) &&
		    bw_str_eq(p->version, csaf_text(c, s, K_version)))
			return p;
	}
	return NULL;
}

static bool
is_english(struct bw_str lang)
{
	return lang.n >= 2 && bw_str_starts(lang, BW_STR("en")) &&
	    (lang.n == 2 || lang.p[2] == '-');
}

/* May names differ from the definition? They may in an extension that is not
 * a translation into English of the base, which must say what it means. */
static bool
renames(struct bw_str more)
{
	struct bw_str lang = { 0 }, part;

	if (more.p == NULL)
		return false;
	bw_str_cut(&more, '/', &lang);
	if (lang.n > 0 && !is_english(lang))
		return true;
	while (bw_str_cut(&more, '/', &part)) {
		ptrdiff_t at = bw_str_find(part, BW_STR("$"));

		if (at < 0 && bw_str_find(part, BW_STR("#")) >= 0)
			return true; /* refines */
		if (at >= 0)
			part = bw_str_sub(part, (size_t)at + 1, part.n);
		if (!is_english(part))
			return true;
	}
	return false;
}

/* Keys in the order of the definition, with its names. */
static void
values(struct bw_csaf_work *c, uint32_t s, const struct csaf_point *p,
    bool renamed)
{
	struct bw_str rest = p->values, one, key, name;

	EACH(c, value, csaf_get(c, s, K_values))
	{
		uint32_t at = csaf_get(c, value, K_key);
		struct bw_str said = csaf_text(c, value, K_name);
		bool found = false;

		/* A translation may put them in an order of its own. */
		if (renamed)
			rest = p->values;
		while (!found && bw_str_cut(&rest, '|', &one)) {
			name = one;
			bw_str_cut(&name, '=', &key);
			found = at != 0 && bw_str_eq(key, c->v[at].text);
		}
		if (!found) {
			csaf_say2(c, value, "ssvc-value",
			    at != 0 ? c->v[at].text : said, p->name);
			return;
		}
		if (!renamed && said.n > 0 && !bw_str_eq(said, name))
			csaf_say2(c, csaf_get(c, value, K_name), "ssvc-name",
			    said, name);
	}
}

static void
decision_point(struct bw_csaf_work *c, uint32_t ssvc, uint32_t s)
{
	struct bw_str more, base = base_of(csaf_text(c, s, K_namespace), &more);
	const struct csaf_point *p = point_of(c, s, base);
	struct bw_str name = csaf_text(c, s, K_name);

	(void)ssvc;
	if (is_reserved(base))
		return;
	if (p == NULL && bw_str_is(base, "invalid")) {
		csaf_say1(c, csaf_get(c, s, K_namespace), "ssvc-namespace",
		    csaf_text(c, s, K_namespace));
		return;
	}
	if (!is_registered(c, base))
		return;
	if (p == NULL) {
		csaf_say2(c, s, "ssvc-unknown", csaf_text(c, s, K_key),
		    csaf_text(c, s, K_version));
		return;
	}
	if (name.n > 0 && !renames(more) && !bw_str_eq(name, p->name))
		csaf_say2(
		    c, csaf_get(c, s, K_name), "ssvc-name", name, p->name);
	values(c, s, p, renames(more));
}

CSAF_TEST(csaf_6_1_48)
{
	each(c, decision_point);
}

static void
unknown_base(struct bw_csaf_work *c, uint32_t ssvc, uint32_t s)
{
	uint32_t at = csaf_get(c, s, K_namespace);
	struct bw_str more, base = base_of(csaf_text(c, s, K_namespace), &more);

	(void)ssvc;
	if (at != 0 && !is_reserved(base) && !is_registered(c, base))
		csaf_say1(c, at, "ssvc-namespace", c->v[at].text);
}

CSAF_TEST(csaf_6_2_34)
{
	each(c, unknown_base);
}

static void
unregistered_base(struct bw_csaf_work *c, uint32_t ssvc, uint32_t s)
{
	unknown_base(c, ssvc, s);
}

CSAF_TEST(csaf_6_2_35)
{
	if (bw_str_is(c->tlp, "CLEAR"))
		each(c, unregistered_base);
}

CSAF_TEST(csaf_6_3_14)
{
	if (!bw_str_is(c->tlp, "CLEAR"))
		each(c, unregistered_base);
}

static void
extension(struct bw_csaf_work *c, uint32_t ssvc, uint32_t s)
{
	uint32_t at = csaf_get(c, s, K_namespace);
	struct bw_str more, base = base_of(csaf_text(c, s, K_namespace), &more);
	struct bw_str lang;

	(void)ssvc;
	if (at == 0 || is_reserved(base) || more.p == NULL ||
	    !bw_str_cut(&more, '/', &lang) || more.p == NULL)
		return;
	csaf_say1(c, at, "ssvc-extension", c->v[at].text);
}

CSAF_TEST(csaf_6_2_36)
{
	if (bw_str_is(c->tlp, "CLEAR"))
		each(c, extension);
}

CSAF_TEST(csaf_6_3_15)
{
	if (!bw_str_is(c->tlp, "CLEAR"))
		each(c, extension);
}

static void
resource(struct bw_csaf_work *c, uint32_t ssvc, uint32_t s)
{
	uint32_t at = csaf_get(c, s, K_namespace);
	struct bw_str space = csaf_text(c, s, K_namespace), more;
	struct bw_str base = base_of(space, &more);

	if (at == 0 || is_reserved(base) ||
	    (more.p == NULL && is_registered(c, base)))
		return;
	EACH(c, r, csaf_get(c, ssvc, K_decision_point_resources))
	{
		struct bw_str text = csaf_text(c, r, K_summary);
		ptrdiff_t found = bw_str_find(text, space);

		if (found >= 0)
			return;
	}
	csaf_say1(c, at, "ssvc-resource", space);
}

CSAF_TEST(csaf_6_2_37)
{
	each(c, resource);
}

/* Of our list the last version is the newest. When each was published is not
 * in the registry, so the time stamp has no say here. */
static void
newest(struct bw_csaf_work *c, uint32_t ssvc, uint32_t s)
{
	struct bw_str more, base = base_of(csaf_text(c, s, K_namespace), &more);
	const struct csaf_point *last = NULL;
	uint32_t at = csaf_get(c, s, K_version);

	(void)ssvc;
	for (size_t i = 0; i < c->csaf->lists.points.n; i++) {
		const struct csaf_point *p = &c->csaf->lists.points.v[i];

		if (bw_str_eq(p->space, base) &&
		    bw_str_eq(p->key, csaf_text(c, s, K_key)))
			last = p;
	}
	if (at != 0 && last != NULL && !bw_str_eq(last->version, c->v[at].text))
		csaf_say2(c, at, "ssvc-latest", c->v[at].text, last->version);
}

CSAF_TEST(csaf_6_3_13)
{
	each(c, newest);
}
