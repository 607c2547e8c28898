/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_document.c - mandatory tests of the document: languages, category,
 * sharing, and what its profile asks for (6.1.12, 6.1.15, 6.1.26 to 6.1.28,
 * 6.1.38 to 6.1.41), with those of 6.2 and 6.3 that ask the same.
 */
#include "cyber/csaf_priv.h"

/* RFC 5646: every subtag is registered, where it may stand. */
static bool
registered(const struct bw_csaf_work *c, struct bw_str tag, bool *private)
{
	const struct csaf_lists *l = &c->csaf->lists;
	const struct csaf_subtag *s;
	struct bw_str part, rest = tag;
	bool region = false, script = false;

	*private = false;
	if (!bw_form_lang(tag, 1))
		return false;
	if (bw_str_eq_nocase(tag, BW_STR("i-default")))
		return true;
	bw_str_cut(&rest, '-', &part);
	if (part.n == 1) { /* x-..., or i-mingo */
		*private = (part.p[0] | 0x20) == 'x';
		return true;
	}
	if ((s = csaf_subtag_find(l, "language", part)) == NULL)
		return false;
	*private |= bw_str_is(s->scope, "private-use");
	while (bw_str_cut(&rest, '-', &part)) {
		if (part.n == 1) {
			*private |= (part.p[0] | 0x20) == 'x';
			return (part.p[0] | 0x20) == 'x' ||
			    (part.p[0] | 0x20) == 't' ||
			    (part.p[0] | 0x20) == 'u';
		}
		s = NULL;
		if (!script && !region && part.n == 3)
			s = csaf_subtag_find(l, "extlang", part);
		if (s == NULL && !script && !region && part.n == 4 &&
		    (s = csaf_subtag_find(l, "script", part)) != NULL)
			script = true;
		if (s == NULL && !region && part.n <= 3 &&
		    (s = csaf_subtag_find(l, "region", part)) != NULL)
			region = true;
		if (s == NULL && part.n >= 4)
			s = csaf_subtag_find(l, "variant", part);
		if (s == NULL)
			return false;
		*private |= bw_str_is(s->scope, "private-use");
	}
	return true;
}

static const uint16_t languages[] = { K_lang, K_source_lang };

CSAF_TEST(csaf_6_1_12)
{
	bool private;

	for (size_t i = 0; i < BW_LEN(languages); i++) {
		uint32_t at = csaf_get(c, c->document, languages[i]);

		if (at != 0 && !registered(c, c->v[at].text, &private))
			csaf_say1(c, at, "language", c->v[at].text);
	}
}

CSAF_TEST(csaf_6_2_15)
{
	for (size_t i = 0; i < BW_LEN(languages); i++) {
		uint32_t at = csaf_get(c, c->document, languages[i]);

		if (at != 0 &&
		    bw_str_eq_nocase(c->v[at].text, BW_STR("i-default")))
			csaf_say(c, at, "default-language");
	}
}

CSAF_TEST(csaf_6_2_14)
{
	for (size_t i = 0; i < BW_LEN(languages); i++) {
		uint32_t at = csaf_get(c, c->document, languages[i]);
		bool private = false;

		if (at != 0)
			registered(c, c->v[at].text, &private);
		if (private)
			csaf_say1(c, at, "private-language", c->v[at].text);
	}
}

CSAF_TEST(csaf_6_1_15)
{
	uint32_t at = csaf_get(c, c->document, K_source_lang);

	if (!csaf_is_category(c, c->publisher, "translator"))
		return;
	if (at == 0)
		csaf_say_absent(
		    c, c->document, "source_lang", "source-language");
	else if (c->v[at].text.n == 0)
		csaf_say(c, at, "source-language-empty");
}

CSAF_TEST(csaf_6_1_28)
{
	struct bw_str a = csaf_text(c, c->document, K_lang);
	uint32_t at = csaf_get(c, c->document, K_source_lang);

	if (at != 0 && a.n > 0 && bw_str_eq_nocase(a, c->v[at].text))
		csaf_say1(c, at, "same-language", a);
}

CSAF_TEST(csaf_6_2_12)
{
	uint32_t at = csaf_get(c, c->document, K_lang);

	if (at == 0)
		csaf_say_absent(c, c->document, "lang", "no-language");
	else if (c->v[at].text.n == 0)
		csaf_say(c, at, "empty");
}

/* Dashes, hyphens, minuses, low lines and blanks of all kinds (Unicode
 * categories Pd, Pc and Zs with their look-alikes), by their UTF-8. */
static size_t
filler(const char *p, size_t n)
{
	static const char *const runes[] = { "\xc2\xa0", "\xc2\xad", "\xd6\x8a",
		"\xd6\xbe", "\xcc\xb2", "\xcc\xb3", "\xe1\x90\x80",
		"\xe1\xa0\x86", "\xe1\x9a\x80", "\xe2\x80\xbf", "\xe2\x81\x80",
		"\xe2\x81\x94", "\xe2\x81\xbb", "\xe2\x82\x8b", "\xe2\x88\x92",
		"\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
		"\xe2\x9e\x96", "\xe2\xb8\x97", "\xe2\xb8\x9a", "\xe2\xb8\xba",
		"\xe2\xb8\xbb", "\xe2\xb9\x80", "\xe3\x80\x80", "\xe3\x80\x9c",
		"\xe3\x80\xb0", "\xe3\x82\xa0", "\xef\xb8\xb1", "\xef\xb8\xb2",
		"\xef\xb8\xb3", "\xef\xb8\xb4", "\xef\xb9\x8d", "\xef\xb9\x8e",
		"\xef\xb9\x8f", "\xef\xb9\x98", "\xef\xb9\xa3", "\xef\xbc\x8d",
		"\xef\xbc\xbf", "\xef\xbb\xbf", "\xcb\x97" };

	if (*p == ' ' || *p == '-' || *p == '_' || (*p >= '\t' && *p <= '\r'))
		return 1;
	if ((uint8_t)*p < 0x80)
		return 0;
	/* U+2000 to U+2015: blanks and dashes */
	if (n >= 3 && memcmp(p, "\xe2\x80", 2) == 0 && (uint8_t)p[2] <= 0x95)
		return 3;
	for (size_t i = 0; i < BW_LEN(runes); i++) {
		size_t m = strlen(runes[i]);

		if (m <= n && memcmp(p, runes[i], m) == 0)
			return m;
	}
	return 0;
}

/* In small letters without fillers; at most 63 bytes of it. */
static struct bw_str
squeezed(struct bw_str s, char out[64])
{
	size_t n = 0, skip;

	for (size_t i = 0; i < s.n && n < 63;) {
		if ((skip = filler(s.p + i, s.n - i)) > 0) {
			i += skip;
			continue;
		}
		out[n++] = s.p[i] >= 'A' && s.p[i] <= 'Z'
		    ? (char)(s.p[i] | 0x20)
		    : s.p[i];
		i++;
	}
	return (struct bw_str){ out, n };
}

CSAF_TEST(csaf_6_1_26)
{
	static const struct {
		const char *name;
		uint8_t versions;
	} row[] = { { "informationaladvisory", V20 | V21 },
		{ "securityadvisory", V20 | V21 },
		{ "securityincidentresponse", V20 | V21 }, { "vex", V20 | V21 },
		{ "deprecatedsecurityadvisory", V21 }, { "superseded", V21 },
		{ "withdrawn", V21 }, { "vulnerabilityreport", V21 } };
	uint32_t at = csaf_get(c, c->document, K_category);
	char text[64];
	struct bw_str s;

	if (at == 0 || c->profile != 0)
		return;
	s = squeezed(c->category, text);
	if (c->category.n >= 5 &&
	    bw_str_eq_nocase(bw_str_sub(c->category, 0, 5), BW_STR("csaf_"))) {
		if (bw_str_starts(c->category, BW_STR("csaf_")))
			csaf_say1(c, at, "category-unknown", c->category);
		else
			csaf_say1(c, at, "category-prefix",
			    bw_str_sub(c->category, 0, 5));
		return;
	}
	if (bw_str_starts(s, BW_STR("csaf")))
		s = bw_str_sub(s, 4, s.n);
	for (size_t i = 0; i < BW_LEN(row); i++)
		if ((row[i].versions & (c->v21 ? V21 : V20)) != 0 &&
		    bw_str_is(s, row[i].name)) {
			csaf_say1(c, at, "category-like", c->category);
			return;
		}
}

static bool
note_of(const struct bw_csaf_work *c, const char *const *category, size_t n)
{
	EACH(c, note, csaf_get(c, c->document, K_notes))
	for (size_t i = 0; i < n; i++)
		if (csaf_is_category(c, note, category[i]))
			return true;
	return false;
}

static void
in_document(struct bw_csaf_work *c, uint16_t key, const char *member,
    const char *message)
{
	uint32_t at = csaf_get(c, c->document, key);

	if (at != 0)
		csaf_say(c, at, message);
	else
		csaf_say_absent(c, c->document, member, message);
}

static bool
profile(const struct bw_csaf_work *c, unsigned of_20, unsigned of_21)
{
	return (c->profile & (c->v21 ? of_21 : of_20)) != 0;
}

CSAF_TEST(csaf_6_1_27_1)
{
	static const char *const any[] = { "description", "details", "general",
		"summary" };

	if (profile(c, P_INFORMATIONAL | P_INCIDENT,
		P_INFORMATIONAL | P_INCIDENT) &&
	    !note_of(c, any, BW_LEN(any)))
		in_document(c, K_notes, "notes", "profile-notes");
}

CSAF_TEST(csaf_6_1_27_2)
{
	if (!profile(c, P_INFORMATIONAL | P_INCIDENT,
		P_INFORMATIONAL | P_INCIDENT | P_SUPERSEDED))
		return;
	EACH(c, r, csaf_get(c, c->document, K_references))
	if (csaf_is_category(c, r, "external"))
		return;
	in_document(c, K_references, "references", "profile-references");
}

CSAF_TEST(csaf_6_1_27_3)
{
	if (profile(c, P_INFORMATIONAL,
		P_INFORMATIONAL | P_WITHDRAWN | P_SUPERSEDED) &&
	    c->vulnerabilities != 0)
		csaf_say1(c, c->vulnerabilities, "profile-vulnerabilities",
		    c->category);
}

CSAF_TEST(csaf_6_1_27_4)
{
	if (profile(c, P_ADVISORY | P_VEX,
		P_ADVISORY | P_VEX | P_DEPRECATED | P_REPORT) &&
	    c->product_tree == 0)
		csaf_say_absent(c, 0, "product_tree", "profile-absent");
}

/* Every vulnerability has that member. */
static void
all_have(struct bw_csaf_work *c, uint16_t key, const char *member)
{
	EACH(c, v, c->vulnerabilities)
	if (csaf_get(c, v, key) == 0)
		csaf_say_absent(c, v, member, "profile-absent");
}

CSAF_TEST(csaf_6_1_27_5)
{
	if (profile(c, P_ADVISORY | P_VEX, P_ADVISORY | P_VEX | P_DEPRECATED))
		all_have(c, K_notes, "notes");
}

CSAF_TEST(csaf_6_1_27_6)
{
	if (profile(c, P_ADVISORY, P_ADVISORY | P_DEPRECATED))
		all_have(c, K_product_status, "product_status");
}

CSAF_TEST(csaf_6_1_27_7)
{
	if (!profile(c, P_VEX, P_VEX))
		return;
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t s = csaf_get(c, v, K_product_status);

		if (csaf_get(c, s, K_fixed) == 0 &&
		    csaf_get(c, s, K_known_affected) == 0 &&
		    csaf_get(c, s, K_known_not_affected) == 0 &&
		    csaf_get(c, s, K_under_investigation) == 0)
			csaf_say_absent(c, v, "product_status", "vex-status");
	}
}

/* Without a CVE, and with every id for some products only, each product of
 * the status needs an id. */
static void
id_of_each(struct bw_csaf_work *c, uint32_t v)
{
	uint32_t status = csaf_get(c, v, K_product_status);

	csaf_marks(c);
	EACH(c, id, csaf_get(c, v, K_ids))
	{
		struct csaf_refs r = csaf_refs(c, id);

		if (csaf_get(c, id, K_product_ids) == 0 &&
		    csaf_get(c, id, K_group_ids) == 0)
			return;
		while (csaf_refs_step(c, &r))
			csaf_mark(c, r.number, 1);
	}
	for (uint32_t list = status == 0 ? 0 : c->v[status].first; list != 0;
	     list = c->v[list].next)
		EACH(c, p, list)
	if (csaf_mark_of(c, csaf_number(c, c->v[p].text)) == 0)
		csaf_say1(c, p, "vex-product-id", c->v[p].text);
}

CSAF_TEST(csaf_6_1_27_8)
{
	if (!profile(c, P_VEX, P_VEX | P_REPORT))
		return;
	EACH(c, v, c->vulnerabilities)
	{
		if (csaf_get(c, v, K_cve) != 0)
			continue;
		if (csaf_get(c, v, K_ids) == 0)
			csaf_say(c, v, "vex-id");
		else
			id_of_each(c, v);
	}
}

CSAF_TEST(csaf_6_1_27_9)
{
	if (!profile(c, P_VEX, P_VEX))
		return;
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		EACH(c, f, csaf_get(c, v, K_flags))
		{
			struct csaf_refs r = csaf_refs(c, f);

			while (csaf_refs_step(c, &r))
				csaf_mark(c, r.number, 1);
		}
		EACH(c, t, csaf_get(c, v, K_threats))
		{
			struct csaf_refs r = csaf_refs(c, t);

			while (csaf_is_category(c, t, "impact") &&
			    csaf_refs_step(c, &r))
				csaf_mark(c, r.number, 1);
		}
		EACH(c, p,
		    csaf_get2(c, v, K_product_status, K_known_not_affected))
		if (csaf_mark_of(c, csaf_number(c, c->v[p].text)) == 0)
			csaf_say1(c, p, "vex-impact", c->v[p].text);
	}
}

CSAF_TEST(csaf_6_1_27_10)
{
	if (!profile(c, P_VEX, P_VEX))
		return;
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		EACH(c, f, csaf_get(c, v, K_remediations))
		{
			struct csaf_refs r = csaf_refs(c, f);

			while (csaf_refs_step(c, &r))
				csaf_mark(c, r.number, 1);
		}
		EACH(c, p, csaf_get2(c, v, K_product_status, K_known_affected))
		if (csaf_mark_of(c, csaf_number(c, c->v[p].text)) == 0)
			csaf_say1(c, p, "vex-action", c->v[p].text);
	}
}

CSAF_TEST(csaf_6_1_27_11)
{
	if (profile(c, P_ADVISORY | P_VEX,
		P_ADVISORY | P_VEX | P_DEPRECATED | P_REPORT) &&
	    c->vulnerabilities == 0)
		csaf_say_absent(c, 0, "vulnerabilities", "profile-absent");
}

CSAF_TEST(csaf_6_1_27_12)
{
	if (!profile(c, 0, P_ADVISORY))
		return;
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t s = csaf_get(c, v, K_product_status);

		if (csaf_get(c, s, K_known_affected) == 0)
			csaf_say_absent(c, s != 0 ? s : v,
			    s != 0 ? "known_affected" : "product_status",
			    "profile-absent");
	}
}

CSAF_TEST(csaf_6_1_27_14)
{
	static const char *const description[] = { "description" };

	if (profile(c, 0, P_WITHDRAWN | P_SUPERSEDED) &&
	    !note_of(c, description, 1))
		in_document(c, K_notes, "notes", "profile-description");
}

CSAF_TEST(csaf_6_1_27_15)
{
	if (profile(c, 0, P_WITHDRAWN | P_SUPERSEDED) && c->product_tree != 0)
		csaf_say1(c, c->product_tree, "profile-products", c->category);
}

CSAF_TEST(csaf_6_1_27_16)
{
	if (profile(c, 0, P_WITHDRAWN | P_SUPERSEDED) && c->revisions.n < 2)
		csaf_say1(c, csaf_get(c, c->tracking, K_revision_history),
		    "profile-history", c->category);
}

void
csaf_one_note(struct bw_csaf_work *c, uint32_t notes, struct bw_str title,
    const char *category)
{
	uint32_t found = 0;

	EACH(c, note, notes)
	{
		if (!bw_str_eq(csaf_text(c, note, K_title), title))
			continue;
		if (found != 0)
			csaf_say1(c, note, "note-twice", title);
		else if (!csaf_is_category(c, note, category))
			csaf_say2(c, note, "note-category", title,
			    bw_str_of(category));
		found = note;
	}
	if (found == 0)
		in_document(c, K_notes, "notes", "note-absent");
}

CSAF_TEST(csaf_6_1_27_17)
{
	if (profile(c, 0, P_WITHDRAWN) && c->english)
		csaf_one_note(c, csaf_get(c, c->document, K_notes),
		    BW_STR("Reasoning for Withdrawal"), "description");
}

CSAF_TEST(csaf_6_1_27_18)
{
	if (profile(c, 0, P_SUPERSEDED) && c->english)
		csaf_one_note(c, csaf_get(c, c->document, K_notes),
		    BW_STR("Reasoning for Supersession"), "description");
}

static void
superseding(struct bw_csaf_work *c, struct bw_str term)
{
	bool found = false;

	EACH(c, r, csaf_get(c, c->document, K_references))
	{
		if (!bw_str_starts(csaf_text(c, r, K_summary), term))
			continue;
		found = true;
		if (!csaf_is_category(c, r, "external"))
			csaf_say1(c, r, "superseding-category", term);
	}
	if (!found)
		in_document(c, K_references, "references", "superseding");
}

CSAF_TEST(csaf_6_1_27_19)
{
	if (profile(c, 0, P_SUPERSEDED) && c->english)
		superseding(c, BW_STR("Superseding Document"));
}

/* The term in the language of the document, when that is not English. */
static struct bw_str
translated(const struct bw_csaf_work *c, const char *term)
{
	if (c->english)
		return (struct bw_str){ 0 };
	return csaf_term_in(
	    &c->csaf->lists, csaf_text(c, c->document, K_lang), term);
}

CSAF_TEST(csaf_6_2_39_2)
{
	struct bw_str term = translated(c, "Reasoning for Withdrawal");

	if (profile(c, 0, P_WITHDRAWN) && term.n > 0)
		csaf_one_note(
		    c, csaf_get(c, c->document, K_notes), term, "description");
}

CSAF_TEST(csaf_6_2_39_3)
{
	struct bw_str term = translated(c, "Reasoning for Supersession");

	if (profile(c, 0, P_SUPERSEDED) && term.n > 0)
		csaf_one_note(
		    c, csaf_get(c, c->document, K_notes), term, "description");
}

CSAF_TEST(csaf_6_2_39_4)
{
	struct bw_str term = translated(c, "Superseding Document");

	if (profile(c, 0, P_SUPERSEDED) && term.n > 0)
		superseding(c, term);
}

CSAF_TEST(csaf_6_2_39_5)
{
	uint32_t at = csaf_get(c, c->document, K_x_extensions);

	if (!profile(c, 0, P_WITHDRAWN | P_SUPERSEDED))
		return;
	if (at != 0)
		csaf_say(c, at, "extension-withdrawn");
	if (c->extensions != 0)
		csaf_say(c, c->extensions, "extension-withdrawn");
}

CSAF_TEST(csaf_6_2_38)
{
	uint32_t at = csaf_get(c, c->document, K_category);

	if (bw_str_starts(c->category, BW_STR("csaf_deprecated_")))
		csaf_say1(c, at, "deprecated-profile", c->category);
}

CSAF_TEST(csaf_6_2_40)
{
	struct bw_str lang = csaf_text(c, c->document, K_lang);
	struct bw_str term = csaf_term_in(&c->csaf->lists,
	    c->english ? BW_STR("en") : lang, "Product Description");

	if (term.n == 0)
		return;
	EACH(c, note, csaf_get(c, c->document, K_notes))
	if (csaf_is_category(c, note, "description") &&
	    bw_str_starts(csaf_text(c, note, K_title), term) &&
	    csaf_get(c, note, K_product_ids) == 0 &&
	    csaf_get(c, note, K_group_ids) == 0)
		csaf_say(c, note, "description-products");
}

#define MAX_UUID BW_STR("ffffffff-ffff-ffff-ffff-ffffffffffff")
#define NIL_UUID BW_STR("00000000-0000-0000-0000-000000000000")

static uint32_t
sharing(const struct bw_csaf_work *c)
{
	return csaf_get2(c, c->document, K_distribution, K_sharing_group);
}

CSAF_TEST(csaf_6_1_38)
{
	uint32_t tlp = csaf_get2(c, c->document, K_distribution, K_tlp);

	if (bw_str_eq(csaf_text(c, sharing(c), K_id), MAX_UUID) &&
	    !bw_str_is(c->tlp, "CLEAR"))
		csaf_say1(
		    c, csaf_get(c, tlp, K_label), "max-not-clear", c->tlp);
}

CSAF_TEST(csaf_6_1_39)
{
	uint32_t at = csaf_get(c, sharing(c), K_id);

	if (!bw_str_is(c->tlp, "CLEAR") || at == 0 ||
	    bw_str_eq(c->v[at].text, MAX_UUID))
		return;
	if (!bw_str_eq(c->v[at].text, NIL_UUID) ||
	    !bw_str_is(c->status_text, "draft"))
		csaf_say(c, at, "clear-not-max");
}

CSAF_TEST(csaf_6_1_40)
{
	uint32_t name = csaf_get(c, sharing(c), K_name);
	struct bw_str id = csaf_text(c, sharing(c), K_id);

	if (name == 0)
		return;
	if (bw_str_is(c->v[name].text, "Public") && !bw_str_eq(id, MAX_UUID))
		csaf_say1(c, name, "sharing-name", c->v[name].text);
	if (bw_str_is(c->v[name].text, "No sharing allowed") &&
	    !bw_str_eq(id, NIL_UUID))
		csaf_say1(c, name, "sharing-name", c->v[name].text);
}

CSAF_TEST(csaf_6_1_41)
{
	uint32_t group = sharing(c), name = csaf_get(c, group, K_name);
	struct bw_str id = csaf_text(c, group, K_id), must;

	if (bw_str_eq(id, MAX_UUID))
		must = BW_STR("Public");
	else if (bw_str_eq(id, NIL_UUID))
		must = BW_STR("No sharing allowed");
	else
		return;
	if (name == 0)
		csaf_say_absent(c, group, "name", "sharing-no-name");
	else if (!bw_str_eq(c->v[name].text, must))
		csaf_say1(c, name, "sharing-other-name", must);
}

CSAF_TEST(csaf_6_2_28)
{
	uint32_t at = csaf_get(c, sharing(c), K_id);

	if (at != 0 && bw_str_eq(c->v[at].text, MAX_UUID))
		csaf_say(c, at, "max-used");
}

CSAF_TEST(csaf_6_2_29)
{
	uint32_t at = csaf_get(c, sharing(c), K_id);

	if (at != 0 && bw_str_eq(c->v[at].text, NIL_UUID))
		csaf_say(c, at, "nil-used");
}

CSAF_TEST(csaf_6_2_30)
{
	if (sharing(c) != 0 && bw_str_is(c->tlp, "CLEAR"))
		csaf_say(c, sharing(c), "clear-shared");
}
