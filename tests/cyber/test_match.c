/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matching, case by case: what sources say, a component, and the verdict that
 * a careful reader comes to. A source is a line of
 *
 *	scheme speaker publisher month vulnerability status product versions
 *
 * with a product as "pkg:..." or "cpe:..." or "eco:ECOSYSTEM/NAME" or
 * "VENDOR|NAME", and versions as "vers:...", "=VERSION", "*" or words in which
 * "_" is a blank. A status with "!" behind it is what holds otherwise.
 */
#include <stdio.h>
#include "base/embed.h"
#include "cyber/claims_build.h"
#include "cyber/match.h"
#include "support/support.h"

static struct {
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
} rules;

static int
read_rules(void **state)
{
	struct bw_err err = { 0 };

	(void)state;
	assert_ok(bw_naming_rules_read(&rules.names,
		      bw_embed("rules/cyber/names.yaml"), &rules.arena, &err),
	    &err);
	assert_ok(
	    bw_precedence_read(&rules.precedence,
		bw_embed("rules/cyber/precedence.yaml"), &rules.arena, &err),
	    &err);
	assert_true(rules.precedence.n > 5 && rules.names.n_ecosystem > 20);
	return 0;
}

static int
free_rules(void **state)
{
	(void)state;
	bw_arena_release(&rules.arena);
	return 0;
}

/* ---- sources from lines ---- */

struct source {
	struct bw_key key[1];
	struct bw_adv_product product;
	struct bw_adv_vuln vuln;
	struct bw_str alias[1];
	struct bw_claim claim;
	struct bw_advisory_rec rec;
	char text[256];
};

static unsigned
number_of(struct bw_str word, const char *(*name)(unsigned), unsigned most)
{
	for (unsigned i = 0; i <= most; i++)
		if (bw_str_is(word, name(i)))
			return i;
	fail_msg("%.*s is no word of the test", BW_ARG(word));
	return 0;
}

static void
product_of(struct source *s, struct bw_str w)
{
	struct bw_str part;

	if (bw_str_starts(w, BW_STR("pkg:")) ||
	    bw_str_starts(w, BW_STR("cpe:"))) {
		s->key[0].scheme = bw_str_starts(w, BW_STR("pkg:"))
		    ? BW_STR("purl")
		    : BW_STR("cpe");
		s->key[0].value = w;
		s->product.key = s->key;
		s->product.n_key = 1;
	} else if (bw_str_starts(w, BW_STR("eco:"))) {
		w = bw_str_sub(w, 4, w.n);
		bw_str_cut(&w, '/', &s->product.ecosystem);
		s->product.name = w;
	} else {
		bw_str_cut(&w, '|', &part);
		s->product.vendor = part;
		s->product.name = w;
	}
}

static void
versions_of(struct source *s, struct bw_str w)
{
	struct bw_versions *v = &s->product.versions;

	v->text = w;
	v->form = BW_VERSIONS_WORDS;
	if (bw_str_is(w, "*")) {
		v->form = BW_VERSIONS_ALL;
		v->text = BW_STR("");
	} else if (bw_str_starts(w, BW_STR("vers:"))) {
		v->form = BW_VERSIONS_VERS;
	} else if (w.p[0] == '=') {
		v->form = BW_VERSIONS_ONE;
		v->text = bw_str_sub(w, 1, w.n);
	}
}

static void
blanks(char *c)
{
	for (; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
}

static void
source_of(struct source *s, const char *line)
{
	struct bw_str word[8], rest, state;

	*s = (struct source){ 0 };
	snprintf(s->text, sizeof(s->text), "%s", line);
	rest = bw_str_of(s->text);
	for (int i = 0; i < 8; i++)
		assert_true(bw_str_cut(&rest, ' ', &word[i]));
	if (memchr(word[6].p, '|', word[6].n) != NULL)
		blanks((char *)s->text + (word[6].p - s->text));
	blanks((char *)s->text + (word[7].p - s->text));
	s->rec.key = (struct bw_key){ word[0], bw_str_of(line) };
	s->rec.speaker = (uint8_t)number_of(word[1], bw_speaker_name, 6);
	s->rec.publisher = word[2];
	s->rec.modified = word[3].p[0] * 86400 * 30;
	state = word[5];
	if (state.p[state.n - 1] == '!') {
		state.n--;
		s->claim.flags = BW_CLAIM_DEFAULT;
	}
	s->claim.status = (uint8_t)number_of(state, bw_claim_status_name, 4);
	bw_str_cut(&word[4], '=', &s->vuln.name);
	s->alias[0] = word[4];
	s->vuln.alias = s->alias;
	s->vuln.n_alias = word[4].p == NULL ? 0 : 1;
	product_of(s, word[6]);
	versions_of(s, word[7]);
	s->product.on = BW_ADV_NONE;
	s->rec.vuln = &s->vuln;
	s->rec.product = &s->product;
	s->rec.claim = &s->claim;
	s->rec.n_vuln = s->rec.n_product = s->rec.n_claim = 1;
}

/* ---- a case ---- */

struct stage {
	struct bw_claims claims;
	struct bw_estate estate;
	struct bw_match *match;
};

static void
say(struct stage *st, const char *const *line, size_t n)
{
	struct bw_claims_build *b;
	struct bw_err err = { 0 };
	struct source s;

	assert_ok(bw_claims_begin(&b, &rules.names, &err), &err);
	for (size_t i = 0; i < n && line[i] != NULL; i++) {
		source_of(&s, line[i]);
		assert_ok(bw_claims_add(b, &s.rec, i, &err), &err);
	}
	assert_ok(bw_claims_finish(b, &st->claims, &err), &err);
}

/* "pkg:..." or "cpe:..." or "eco:ECOSYSTEM/NAME VERSION" or
 * "VENDOR|NAME VERSION" */
static void
component_of(struct bw_component_rec *c, struct bw_key *key, struct bw_str w)
{
	struct source s = { 0 };
	struct bw_str what;

	*c = (struct bw_component_rec){ 0 };
	bw_str_cut(&w, ' ', &what);
	product_of(&s, what);
	*key = s.key[0];
	c->key = key;
	c->n_key = s.product.n_key;
	c->vendor = s.product.vendor;
	c->name = s.product.name;
	c->ecosystem = s.product.ecosystem;
	c->version = w;
}

static void
one_host(struct stage *st, const char *component, const char *distro)
{
	struct bw_component_rec c;
	struct bw_estate_build *b;
	struct bw_err err = { 0 };
	struct bw_key key;
	uint32_t id;

	assert_ok(bw_estate_begin(&b, &rules.names, &err), &err);
	component_of(&c, &key, bw_str_of(component));
	assert_ok(
	    bw_estate_package(b, &c, bw_str_of(distro), 0, &id, &err), &err);
	assert_ok(bw_estate_host(b, 7, &id, 1, &err), &err);
	assert_ok(bw_estate_finish(b, &st->estate, &err), &err);
}

static void
done(struct stage *st)
{
	bw_match_free(st->match);
	bw_claims_release(&st->claims);
	bw_estate_release(&st->estate);
}

struct one {
	const char *what, *component, *distro, *source[4];
	unsigned says, why;
};
#define NOTHING BW_SAYS_NOTHING
#define YES BW_SAYS_AFFECTED
#define NO BW_SAYS_NOT
#define DOUBT BW_SAYS_UNKNOWN

static const struct one cases[] = {
	{ "a range of the ecosystem", "pkg:npm/left-pad@1.2.0", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/left-pad "
	      "vers:npm/>=1.0.0|<1.3.0" },
	    YES, BW_WHY_IN_RANGE },
	{ "outside of it", "pkg:npm/left-pad@1.3.0", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/left-pad "
	      "vers:npm/>=1.0.0|<1.3.0" },
	    NO, BW_WHY_OUTSIDE },
	{ "scopes are part of the name", "pkg:npm/%40a/b@1.0.0", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/@a/b "
	      "vers:npm/<2.0.0",
		"osv upstream OSV 1 CVE-2024-1 affected eco:npm/b "
		"vers:npm/<0.5.0" },
	    YES, BW_WHY_IN_RANGE },
	{ "names of PyPI are folded", "pkg:pypi/Zope.Interface@5.0", NULL,
	    { "osv upstream OSV 1 PYSEC-1=CVE-2024-1 affected "
	      "eco:PyPI/zope-interface vers:pypi/<5.1" },
	    YES, BW_WHY_IN_RANGE },
	{ "Maven has a group", "pkg:maven/org.x/y@1.0", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:Maven/org.x:y "
	      "vers:maven/<1.1" },
	    YES, BW_WHY_IN_RANGE },
	{ "a version without order", "pkg:npm/left-pad@latest", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/left-pad "
	      "vers:npm/<1.3.0" },
	    DOUBT, BW_WHY_NO_ORDER },
	{ "no version", "pkg:npm/left-pad", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/left-pad "
	      "vers:npm/<1.3.0" },
	    DOUBT, BW_WHY_NO_VERSION },
	{ "all versions", "pkg:npm/left-pad", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/left-pad *" },
	    YES, BW_WHY_ALL_VERSIONS },
	{ "words of an advisory", "Siemens|WinCC V7.4", NULL,
	    { "csaf vendor Siemens 1 CVE-2024-1 affected "
	      "SIEMENS_AG|WINCC All_versions_<_V7.5" },
	    YES, BW_WHY_IN_RANGE },
	{ "words that nobody understands", "Siemens|WinCC V7.4", NULL,
	    { "csaf vendor Siemens 1 CVE-2024-1 affected Siemens|WinCC "
	      "with_the_option_X" },
	    DOUBT, BW_WHY_UNREAD },
	{ "nor does an ecosystem", "pkg:npm/a@1.0.0", NULL,
	    { "osv upstream OSV 1 CVE-2024-1 affected eco:npm/a "
	      "needs_configuration" },
	    DOUBT, BW_WHY_UNREAD },
	{ "only the product alike", "|WinCC V7.4", NULL,
	    { "csaf vendor Siemens 1 CVE-2024-1 affected Siemens|WinCC <V8" },
	    DOUBT, BW_WHY_SIMILAR },
	{ "another vendor", "Other|WinCC V7.4", NULL,
	    { "csaf vendor Siemens 1 CVE-2024-1 affected Siemens|WinCC <V8" },
	    NOTHING, 0 },
	{ "CPE with its version", "cpe:2.3:a:v:p:1.2:*:*:*:*:*:*:*", NULL,
	    { "nvd enricher NVD 1 CVE-2024-1 affected "
	      "cpe:2.3:a:v:p:1.2:*:*:*:*:*:*:* *" },
	    YES, BW_WHY_IN_RANGE },
	{ "CPE with another", "cpe:2.3:a:v:p:1.3:*:*:*:*:*:*:*", NULL,
	    { "nvd enricher NVD 1 CVE-2024-1 affected "
	      "cpe:2.3:a:v:p:1.2:*:*:*:*:*:*:* *" },
	    NO, BW_WHY_OUTSIDE },
	{ "a VEX silences the database", "pkg:npm/a@1.0.0", NULL,
	    { "osv upstream OSV 1 GHSA-1=CVE-2024-1 affected eco:npm/a "
	      "vers:npm/<2.0.0",
		"openvex own Us 2 CVE-2024-1 not-affected pkg:npm/a@1.0.0 *" },
	    NO, BW_WHY_NOT_AFFECTED },
	{ "but not for another version", "pkg:npm/a@1.1.0", NULL,
	    { "osv upstream OSV 1 GHSA-1=CVE-2024-1 affected eco:npm/a "
	      "vers:npm/<2.0.0",
		"openvex own Us 2 CVE-2024-1 not-affected pkg:npm/a@1.0.0 *" },
	    YES, BW_WHY_IN_RANGE },
	{ "names are joined over a third source", "pkg:npm/a@1.0.0", NULL,
	    { "osv upstream OSV 1 GHSA-1=CVE-2024-1 affected eco:npm/a "
	      "vers:npm/<2.0.0",
		"openvex own Us 2 GHSA-1 not-affected pkg:npm/a@1.0.0 *" },
	    NO, BW_WHY_NOT_AFFECTED },
	{ "a distribution's fix", "pkg:deb/debian/a@1.0-1%2Bdeb12u1",
	    "debian:12",
	    { "cve upstream CNA 1 CVE-2024-1 affected "
	      "cpe:2.3:a:x:a:*:*:*:*:*:*:*:* "
	      "<1.5",
		"osv distribution Debian 1 CVE-2024-1 affected eco:Debian:12/a "
		"vers:deb/<1.0-1+deb12u1" },
	    NO, BW_WHY_OUTSIDE },
	{ "that of another release", "pkg:deb/debian/a@1.0-1", "debian:11",
	    { "osv distribution Debian 1 CVE-2024-1 affected eco:Debian:12/a "
	      "vers:deb/<1.0-2" },
	    NOTHING, 0 },
	{ "upstream on a distribution's package", "pkg:deb/debian/a@1:1.0-1",
	    "debian:12",
	    { "cve upstream CNA 1 CVE-2024-1 affected pkg:deb/debian/a "
	      "vers:semver/<1.5.0" },
	    DOUBT, BW_WHY_BACKPORT },
	{ "a fixed version alone", "pkg:rpm/redhat/a@3.0.1-4.el9", NULL,
	    { "csaf distribution RedHat 1 CVE-2024-1 fixed "
	      "pkg:rpm/redhat/a@3.0.7-6.el9_2 *" },
	    YES, BW_WHY_BEFORE_FIX },
	{ "that version", "pkg:rpm/redhat/a@3.0.7-6.el9_2", NULL,
	    { "csaf distribution RedHat 1 CVE-2024-1 fixed "
	      "pkg:rpm/redhat/a@3.0.7-6.el9_2 *" },
	    NO, BW_WHY_FIXED },
	{ "fixed elsewhere", "pkg:rpm/redhat/a@3.0.1-4.el9", NULL,
	    { "csaf distribution RedHat 1 CVE-2024-1 fixed "
	      "pkg:rpm/redhat/a@1.1.1-6.el8 *" },
	    NOTHING, 0 },
	{ "the source still looks", "pkg:npm/a@1.0.0", NULL,
	    { "csaf vendor V 1 CVE-2024-1 investigating pkg:npm/a *",
		"osv upstream OSV 1 CVE-2024-1 affected eco:npm/a "
		"vers:npm/<0.5.0" },
	    DOUBT, BW_WHY_INVESTIGATING },
	{ "doubt does not silence who knows", "pkg:npm/a@1.0.0", NULL,
	    { "csaf vendor V 1 CVE-2024-1 affected pkg:npm/a with_option",
		"osv upstream OSV 1 CVE-2024-1 affected eco:npm/a "
		"vers:npm/<2.0.0" },
	    YES, BW_WHY_IN_RANGE },
	{ "equals that contradict", "pkg:npm/a@1.0.0", NULL,
	    { "csaf vendor V 1 CVE-2024-1 affected pkg:npm/a <2",
		"csaf vendor W 1 CVE-2024-1 not-affected pkg:npm/a *" },
	    DOUBT, BW_WHY_CONFLICT },
	{ "the same publisher, later", "pkg:npm/a@1.0.0", NULL,
	    { "csaf vendor V 1 CVE-2024-1 affected pkg:npm/a <2",
		"csaf vendor V 2 CVE-2024-1 not-affected pkg:npm/a *" },
	    NO, BW_WHY_NOT_AFFECTED },
	{ "what holds otherwise", "cpe:2.3:a:v:p:1.3:*:*:*:*:*:*:*", NULL,
	    { "cve vendor V 1 CVE-2024-1 affected! "
	      "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* *" },
	    YES, BW_WHY_DEFAULT },
};

/* The one verdict on the one component, or NULL. */
static const struct bw_verdict *
verdict(struct stage *st, const struct one *c)
{
	struct bw_match_opt opt = { .least = BW_SURE_SIMILAR, .silent = true };
	struct bw_match_result r;
	struct bw_err err = { 0 };

	say(st, c->source, BW_LEN(c->source));
	one_host(st, c->component, c->distro);
	assert_ok(bw_match_new(&st->match, &st->claims, &st->estate,
		      &rules.precedence, &opt, &err),
	    &err);
	assert_ok(bw_match_host(st->match, 0, &err), &err);
	r = bw_match_result(st->match);
	if (r.n_verdict > 1)
		fail_msg("%s: %zu verdicts", c->what, r.n_verdict);
	return r.n_verdict == 0 ? NULL : r.verdict;
}

static void
case_by_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct stage st = { 0 };
		const struct bw_verdict *v = verdict(&st, &cases[i]);
		unsigned says = v == NULL ? NOTHING : v->says;
		unsigned why = v == NULL ? 0 : v->why;

		if (says != cases[i].says || why != cases[i].why)
			fail_msg("%s: says %u why %u, not %u %u", cases[i].what,
			    says, why, cases[i].says, cases[i].why);
		done(&st);
	}
}

/* An advisory finds the same as a walk over all hosts: none when that finds
 * none, and otherwise at least one of them does, with the same verdict. */
static void
both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct stage st = { 0 };
		const struct bw_verdict *v = verdict(&st, &cases[i]);
		unsigned says = v == NULL ? NOTHING : v->says;
		size_t hits = 0;

		for (uint32_t k = 0; k < st.claims.n_advisory; k++) {
			struct bw_match_result r;
			struct bw_err err = { 0 };

			assert_ok(bw_match_advisory(st.match, k, &err), &err);
			r = bw_match_result(st.match);
			hits += r.n_hit;
			for (size_t h = 0; h < r.n_hit; h++)
				assert_int_equal(
				    r.verdict[r.hit[h].verdict].says, says);
		}
		if ((hits == 0) != (says == NOTHING))
			fail_msg("%s: %zu hits", cases[i].what, hits);
		done(&st);
	}
}

/* ---- what would take for ever when each were held against each ---- */

#define MANY 20000

static struct {
	struct bw_claim claim[MANY];
	struct bw_adv_node node[MANY + 1];
	struct bw_str alias[MANY];
	char text[MANY][16];
} many;

static size_t
count_verdicts(struct stage *st)
{
	struct bw_match_opt opt = { .least = BW_SURE_SIMILAR, .silent = true };
	struct bw_err err = { 0 };
	size_t n;

	one_host(st, "pkg:npm/a@1.0.0", NULL);
	assert_ok(bw_match_new(&st->match, &st->claims, &st->estate,
		      &rules.precedence, &opt, &err),
	    &err);
	assert_ok(bw_match_host(st->match, 0, &err), &err);
	n = bw_match_result(st->match).n_verdict;
	done(st);
	return n;
}

/* One advisory: a claim again and again, a tree that holds everywhere, a CVE
 * with many other names or, in the second turn, many CVEs. */
static void
many_of_one(void **state)
{
	(void)state;
	many.node[0] = (struct bw_adv_node){ .op = BW_ADV_AND, .n = MANY };
	for (unsigned turn = 0; turn < 2; turn++) {
		struct bw_claims_build *b;
		struct stage st = { 0 };
		struct bw_err err = { 0 };
		struct source s;

		source_of(&s,
		    "osv upstream OSV 1 CVE-2024-1 affected "
		    "eco:npm/a *");
		for (unsigned i = 0; i < MANY; i++) {
			snprintf(many.text[i], sizeof(many.text[i]), "%s-%u",
			    turn == 0 ? "A" : "CVE-2025", i);
			many.alias[i] = bw_str_of(many.text[i]);
			many.claim[i] = s.claim;
		}
		s.vuln.alias = many.alias;
		s.vuln.n_alias = MANY;
		s.vuln.node = many.node;
		s.vuln.n_node = turn == 0 ? MANY + 1 : 0;
		s.rec.claim = many.claim;
		s.rec.n_claim = turn == 0 ? MANY : 1;
		assert_ok(bw_claims_begin(&b, &rules.names, &err), &err);
		assert_ok(bw_claims_add(b, &s.rec, 0, &err), &err);
		assert_ok(bw_claims_finish(b, &st.claims, &err), &err);
		assert_int_equal(count_verdicts(&st), turn == 0 ? 1 : MANY + 1);
	}
}

/* Many publishers on one thing. */
static void
many_voices(void **state)
{
	struct bw_claims_build *b;
	struct stage st = { 0 };
	struct bw_err err = { 0 };
	struct source s;

	(void)state;
	source_of(&s, "osv upstream OSV 1 CVE-2024-1 affected eco:npm/a *");
	assert_ok(bw_claims_begin(&b, &rules.names, &err), &err);
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(many.text[i], sizeof(many.text[i]), "P%u", i);
		s.rec.publisher = bw_str_of(many.text[i]);
		assert_ok(bw_claims_add(b, &s.rec, i, &err), &err);
	}
	assert_ok(bw_claims_finish(b, &st.claims, &err), &err);
	assert_int_equal(count_verdicts(&st), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_by_case),
		cmocka_unit_test(both_ways),
		cmocka_unit_test(many_of_one),
		cmocka_unit_test(many_voices),
	};

	return cmocka_run_group_tests(tests, read_rules, free_rules);
}
