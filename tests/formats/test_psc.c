/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_psc.c - the British register of people with significant control, on
 * entries made up for the purpose. The bands are those of the statute (SI
 * 2016/339, sch. 2).
 */
#include "support/support.h"
#include "formats/lines.h"
#include "formats/psc_nature.h"

static struct lines
read_psc(const char *text)
{
	struct lines l = { .full = true };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(lines_read(&l, "psc", bw_str_of(text), &err), &err);
	return l;
}

#define PSC(kind, more)                                                   \
	"{\"company_number\":\"sc1234\",\"data\":{\"kind\":\"" kind "\"," \
	"\"links\":{\"self\":\"/x/1\"}" more "}}\n"
#define PERSON "individual-person-with-significant-control"

static void
bands(void **state)
{
	static const struct {
		const char *code, *share;
		uint8_t nature;
		bool through;
	} cases[] = {
		{ "ownership-of-shares-25-to-50-percent", "> 25 % - 50 %",
		    BW_NATURE_CAPITAL, false },
		{ "voting-rights-50-to-75-percent", "> 50 % - < 75 %",
		    BW_NATURE_VOTES, false },
		{ "voting-rights-75-to-100-percent-as-trust", "75 % - 100 %",
		    BW_NATURE_VOTES, true },
		{ "ownership-of-shares-50-to-75-percent-as-firm",
		    "> 50 % - < 75 %", BW_NATURE_CAPITAL, true },
		{ "voting-rights-25-to-50-percent-as-firm-"
		  "limited-liability-partnership",
		    "> 25 % - 50 %", BW_NATURE_VOTES, true },
		{ "right-to-share-surplus-assets-75-to-100-percent-"
		  "limited-liability-partnership",
		    "75 % - 100 %", BW_NATURE_ECONOMIC, false },
		{ "part-right-to-share-surplus-assets-25-to-50-percent",
		    "> 25 % - 50 %", BW_NATURE_ECONOMIC, false },
		{ "ownership-of-shares-more-than-25-percent-"
		  "registered-overseas-entity",
		    "> 25 % - 100 %", BW_NATURE_CAPITAL, false },
		{ "voting-rights-more-than-25-percent-as-trust-"
		  "registered-overseas-entity",
		    "> 25 % - 100 %", BW_NATURE_VOTES, false },
		{ "voting-rights-more-than-25-percent-as-control-over-firm-"
		  "registered-overseas-entity",
		    "> 25 % - 100 %", BW_NATURE_VOTES, true },
		{ "right-to-appoint-and-remove-directors", NULL,
		    BW_NATURE_BOARD, false },
		{ "right-to-appoint-and-remove-members-as-trust-"
		  "limited-liability-partnership",
		    NULL, BW_NATURE_BOARD, true },
		{ "right-to-appoint-and-remove-person-as-firm", NULL,
		    BW_NATURE_BOARD, true },
		{ "significant-influence-or-control", NULL, BW_NATURE_OTHER,
		    false },
		{ "registered-owner-as-nominee-person-scotland-"
		  "registered-overseas-entity",
		    NULL, BW_NATURE_CONTRACT, false },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct bw_psc_nature n;
		struct bw_buf b = { 0 };

		assert_true(bw_psc_nature(bw_str_of(cases[i].code), &n));
		assert_int_equal(n.nature, cases[i].nature);
		assert_int_equal(n.through, cases[i].through);
		assert_int_equal(n.told, cases[i].share != NULL);
		bw_share_print(&b, n.share, '.');
		assert_str(bw_buf_get(&b),
		    cases[i].share ? cases[i].share : "0 % - 100 %");
		bw_buf_release(&b);
	}
}

static void
no_codes(void **state)
{
	static const char *const cases[] = { "", "voting-rights",
		"voting-rights-25-to-50", "voting-rights-50-to-25-percent",
		"voting-rights-25-to-500-percent",
		"voting-rights-25-to-50-percent-",
		"voting-rights-25-to-50-percent-as-cat",
		"significant-influence", "ownership-of-ships-25-to-50-percent",
		"voting-rights-to-50-percent" };
	struct bw_psc_nature n;

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++)
		assert_false(bw_psc_nature(bw_str_of(cases[i]), &n));
}

static void
people_and_companies(void **state)
{
	struct lines l = read_psc(PSC(PERSON,
	    ",\"name\":\"Mr A B See\",\"name_elements\":{\"forename\":\"A\","
	    "\"middle_name\":\"B\",\"surname\":\"See\",\"title\":\"Mr\"},"
	    "\"country_of_residence\":\"Wales\",\"notified_on\":"
	    "\"2016-04-06\",\"ceased_on\":\"2020-01-01\","
	    "\"natures_of_control\":[\"voting-rights-50-to-75-percent\","
	    "\"flying\"]") PSC("corporate-entity-person-with-significant-"
			       "control",
	    ",\"name\":\"Owner Ltd\",\"identification\":{\"country_registered"
	    "\":\"England\",\"registration_number\":\"12345\"}")
		PSC("corporate-entity-beneficial-owner",
		    ",\"name\":\"Houder B.V.\",\"identification\":{"
		    "\"country_registered\":\"Netherlands\","
		    "\"registration_number\":\"01234567\"},"
		    "\"natures_of_control\":[\"significant-influence-or-"
		    "control-registered-overseas-entity\"]")
		    PSC("legal-person-person-with-significant-control",
			",\"name\":\"Ruritania\",\"identification\":{"
			"\"legal_form\":\"Foreign Government\"}"));

	(void)state;
	assert_lines(&l,
	    "replace /x/1\n"
	    "party record:/x/1 person GB = A B See\n"
	    "stake record:/x/1 in gb-coh:SC001234: > 50 % - < 75 % votes "
	    "2016-04-06..2020-01-01 beneficial "
	    "\"voting-rights-50-to-75-percent\" @/x/1\n"
	    "refused psc-nature line 1\n"
	    "replace /x/1\n"
	    "party record:/x/1 company GB = Owner Ltd {gb-coh:00012345}\n"
	    "stake record:/x/1 in gb-coh:SC001234: no share other "
	    "beneficial @/x/1\n"
	    "replace /x/1\n"
	    "party record:/x/1 company NL = Houder B.V. {kvk:01234567}\n"
	    "stake record:/x/1 in gb-coh:SC001234: no share other "
	    "beneficial \"significant-influence-or-control-"
	    "registered-overseas-entity\" @/x/1\n"
	    "replace /x/1\n"
	    "party record:/x/1 state-body = Ruritania\n"
	    "stake record:/x/1 in gb-coh:SC001234: no share other "
	    "beneficial @/x/1\n");
	lines_release(&l);
}

static void
nobody(void **state)
{
	struct lines l =
	    read_psc(PSC("persons-with-significant-control-statement",
		",\"statement\":\"psc-exists-but-not-identified\","
		"\"notified_on\":\"2017-01-01\"")
		    PSC("persons-with-significant-control-statement",
			",\"statement\":"
			"\"all-beneficial-owners-identified\"")
			PSC("super-secure-person-with-significant-"
			    "control",
			    ",\"ceased\":false") PSC("exemptions",
			    ",\"exemptions\":{\"x\":{"
			    "\"exemption_type\":\"psc-exempt\","
			    "\"items\":[{\"exempt_from\":"
			    "\"2016-10-29\",\"exempt_to\":"
			    "\"2018-01-01\"}]}}"));

	(void)state;
	assert_lines(&l,
	    "replace /x/1#statement\n"
	    "party unknown:/x/1#statement#psc-exists-but-not-identified "
	    "unknown because psc-exists-but-not-identified\n"
	    "stake unknown:/x/1#statement#psc-exists-but-not-identified in "
	    "gb-coh:SC001234: no share other 2017-01-01.. beneficial "
	    "\"psc-exists-but-not-identified\" @/x/1#statement\n"
	    "replace /x/1#statement\n"
	    "skipped psc-statement-complete line 2\n"
	    "replace /x/1\n"
	    "party unknown:/x/1 unknown because "
	    "super-secure-person-with-significant-control\n"
	    "stake unknown:/x/1 in gb-coh:SC001234: no share other "
	    "beneficial \"super-secure-person-with-significant-control\" "
	    "@/x/1\n"
	    "replace /x/1\n"
	    "party unknown:/x/1#psc-exempt#2016-10-29 unknown because "
	    "psc-exempt\n"
	    "stake unknown:/x/1#psc-exempt#2016-10-29 in gb-coh:SC001234: "
	    "no share other 2016-10-29..2018-01-01 beneficial "
	    "\"psc-exempt\" @/x/1\n");
	lines_release(&l);
}

static void
links(void **state)
{
	static const char *const cases[][2] = {
		{ "/company/SC001234/persons-with-significant-control/"
		  "super-secure/a-b_C",
		    "SC001234/super-secure/a-b_C" },
		{ "/company/1/persons-with-significant-control-statements/s",
		    "1/statements/s" },
		{ "/company/1/exemptions", "/company/1/exemptions" },
		{ "/persons-with-significant-control/x",
		    "/persons-with-significant-control/x" },
		{ "/company/1/persons-with-significant-control",
		    "/company/1/persons-with-significant-control" },
	};
	char entry[512], want[256];

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct lines l;

		snprintf(entry, sizeof(entry),
		    "{\"company_number\":\"1\",\"data\":{\"kind\":"
		    "\"super-secure-beneficial-owner\",\"links\":{\"self\":"
		    "\"%s\"}}}",
		    cases[i][0]);
		l = read_psc(entry);
		snprintf(want, sizeof(want), "replace %s", cases[i][1]);
		assert_true(lines_has(&l, want));
		assert_int_equal(l.stakes, 1);
		lines_release(&l);
	}
}

static void
broken(void **state)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
		{ PSC("pirate", ""), "refused psc-kind line 1" },
		{ "{\"data\":{\"kind\":\"" PERSON "\"}}",
		    "refused psc-company line 1" },
		{ "{\"company_number\":\"1\",\"data\":{\"kind\":\"" PERSON
		  "\"}}",
		    "refused psc-id line 1" },
		{ PSC(PERSON, ""), "refused psc-name line 1" },
		{ PSC("persons-with-significant-control-statement", ""),
		    "refused psc-statement line 1" },
		{ PSC("exemptions", ""), "refused psc-exemption line 1" },
		{ PSC("super-secure-person-with-significant-control",
		      ",\"ceased\":true"),
		    "skipped psc-ceased-undated line 1" },
		{ PSC(PERSON,
		      ",\"notified_on\":\"2020-01-01\",\"ceased_on\":"
		      "\"2020-01-01\""),
		    "skipped psc-no-time line 1" },
		{ PSC(PERSON,
		      ",\"name\":\"A\",\"notified_on\":\"2020-01-02\","
		      "\"ceased_on\":\"2020-01-01\""),
		    "note psc-date-order line 1" },
		{ PSC(PERSON, ",\"name\":\"A\",\"notified_on\":\"never\""),
		    "note psc-date line 1" },
		{ "{\"company_number\":\n\"1\",}\n"
		  "{\"company_number\":\"1\",\"data\":{}}",
		    "refused psc-kind line 3" },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct lines l = read_psc(cases[i].text);

		if (!lines_has(&l, cases[i].line))
			print_error("%s\n%.*s\n", cases[i].line,
			    BW_ARG(bw_buf_get(&l.text)));
		assert_true(lines_has(&l, cases[i].line));
		lines_release(&l);
	}
}

static int
brutal(void *ctx, struct bw_err *err)
{
	static const char text[] = PSC(PERSON,
	    ",\"name_elements\":{\"forename\":\"A\",\"surname\":\"B\"},"
	    "\"natures_of_control\":[\"voting-rights-50-to-75-percent\"]");
	static const struct bw_sink nothing;
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, BW_STR(text), NULL, err);

	(void)ctx;
	if (rc == 0)
		rc = bw_format_named("psc")->read(in, &nothing, err);
	bw_input_free(in);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal, NULL, 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bands),
		cmocka_unit_test(no_codes),
		cmocka_unit_test(people_and_companies),
		cmocka_unit_test(nobody),
		cmocka_unit_test(links),
		cmocka_unit_test(broken),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
