/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_bods.c - the Beneficial Ownership Data Standard, on statements made up
 * for the purpose.
 */
#include "support/support.h"
#include "formats/lines.h"

static struct lines
read_bods(const char *text)
{
	struct lines l = { .full = true };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(lines_read(&l, NULL, bw_str_of(text), &err), &err);
	return l;
}

#define ID "\"statementId\":\"0123456789012345678901234567890123456789\","
#define DATE "\"statementDate\":\"2024-03-01\","

/* A 0.4 relationship with these details and interests. */
#define REL(status, details, interests)                                \
	"{" ID DATE "\"recordId\":\"r\",\"recordStatus\":\"" status    \
	"\",\"recordType\":\"relationship\",\"recordDetails\":{"       \
	"\"isComponent\":false,\"subject\":\"c\",\"interestedParty\":" \
	"\"p\"," details "\"interests\":[" interests "]}}"
#define SHARE(share) \
	REL("new", "", "{\"type\":\"shareholding\",\"share\":" share "}")

static void
parties(void **state)
{
	struct lines l = read_bods(
	    "[{" ID DATE
	    "\"publicationDetails\":{\"publicationDate\":\"2024-04-02\","
	    "\"bodsVersion\":\"0.4\",\"license\":\"https://cc0.example/\","
	    "\"publisher\":{\"name\":\"Het Register\"}},"
	    "\"recordId\":\"c\",\"recordStatus\":\"new\","
	    "\"recordType\":\"entity\",\"recordDetails\":{"
	    "\"isComponent\":false,"
	    "\"entityType\":{\"type\":\"registeredEntity\"},"
	    "\"name\":\"Bakker B.V.\",\"alternateNames\":[\"De Bakker\"],"
	    "\"jurisdiction\":{\"name\":\"Nederland\",\"code\":\"NL\"},"
	    "\"dissolutionDate\":\"2023-12-31\",\"identifiers\":["
	    "{\"scheme\":\"NL-KVK\",\"id\":\"12345678\"},"
	    "{\"scheme\":\"XI-LEI\",\"id\":\"529900T8BM49AURSDO55\"},"
	    "{\"scheme\":\"GB-COH\",\"id\":\"1234\"}]}},"
	    "{" ID DATE "\"recordId\":\"p\",\"recordStatus\":\"new\","
	    "\"recordType\":\"person\",\"recordDetails\":{"
	    "\"isComponent\":false,\"personType\":\"knownPerson\","
	    "\"names\":[{\"type\":\"former\",\"fullName\":\"J. Oud\"},"
	    "{\"type\":\"legal\",\"fullName\":\"J. Nieuw\"}],"
	    "\"nationalities\":[{\"name\":\"Belgium\"}]}},"
	    "{" ID DATE "\"recordId\":\"a\",\"recordStatus\":\"new\","
	    "\"recordType\":\"person\",\"recordDetails\":{"
	    "\"isComponent\":false,\"personType\":\"anonymousPerson\","
	    "\"unspecifiedPersonDetails\":{\"reason\":\"unknown\","
	    "\"description\":\"minor\"}}}]");

	(void)state;
	assert_lines(&l,
	    "replace c\n"
	    "party record:c company NL = Bakker B.V. {kvk:12345678} "
	    "{lei:529900T8BM49AURSDO55} {gb-coh:00001234} "
	    "[De Bakker, other] ended 2023-12-31\n"
	    "replace p\n"
	    "party record:p person BE = J. Nieuw [J. Oud, other]\n"
	    "replace a\n"
	    "party record:a unknown because unknown: minor\n");
	assert_str(bw_buf_get(&l.about),
	    "publisher=Het Register\nlicence=https://cc0.example/\n"
	    "version=0.4\npublished=2024-04-02\n");
	lines_release(&l);
}

static void
share_ends(void **state)
{
	static const char *const cases[][2] = {
		{ SHARE("{\"exact\":12.5}"), "12.5 %" },
		{ SHARE("{\"minimum\":25,\"maximum\":50}"), "25 % - 50 %" },
		{ SHARE("{\"exclusiveMinimum\":25,\"maximum\":50}"),
		    "> 25 % - 50 %" },
		{ SHARE("{\"minimum\":25,\"exclusiveMaximum\":50}"),
		    "25 % - < 50 %" },
		{ SHARE("{\"minimum\":25,\"exclusiveMinimum\":true,"
			"\"maximum\":50,\"exclusiveMaximum\":false}"),
		    "> 25 % - 50 %" },
		{ SHARE("{\"minimum\":75}"), "75 % - 100 %" },
		{ SHARE("{\"exclusiveMinimum\":0}"), "> 0 % - 100 %" },
		{ SHARE("{\"minimum\":30,\"exact\":33,\"maximum\":40}"),
		    "33 %" },
		{ SHARE("{}"), "no share" },
	};
	char want[128];

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct lines l = read_bods(cases[i][0]);

		snprintf(want, sizeof(want),
		    "replace r\nstake record:p in record:c: %s capital "
		    "\"shareholding\" @r\n",
		    cases[i][1]);
		assert_lines(&l, want);
		lines_release(&l);
	}
}

static void
refused(void **state)
{
	static const char *const cases[][2] = {
		{ SHARE("{\"exact\":100.5}"), "bods-share" },
		{ SHARE("{\"exact\":-1}"), "bods-share" },
		{ SHARE("{\"exact\":\"12\"}"), "bods-share" },
		{ SHARE("{\"exact\":true}"), "bods-share" },
		{ SHARE("12"), "bods-share" },
		{ SHARE("{\"minimum\":50,\"maximum\":25}"),
		    "bods-share-order" },
		{ SHARE("{\"exclusiveMinimum\":50,\"maximum\":50}"),
		    "bods-share-order" },
		{ SHARE("{\"minimum\":50,\"exact\":25}"), "bods-share-order" },
		{ REL("new", "", "{\"type\":\"voting-rights\"}"),
		    "bods-interest-type" },
		{ REL("new", "", "7"), "bods-interest" },
		{ REL("gone", "", ""), "bods-status" },
		{ "{" ID DATE "\"recordId\":\"r\",\"recordType\":\"ship\"}",
		    "bods-kind" },
		{ "{" ID DATE "\"recordType\":\"entity\"}", "bods-record-id" },
		{ "{" ID DATE "\"recordType\":\"entity\",\"recordId\":\"a\"}",
		    "bods-details" },
		{ "{" ID DATE "\"recordType\":\"entity\",\"recordId\":\"a\","
		  "\"recordDetails\":{\"entityType\":{\"type\":\"x\"}}}",
		    "bods-entity-type" },
		{ "{" ID DATE "\"recordType\":\"person\",\"recordId\":\"a\","
		  "\"recordDetails\":{}}",
		    "bods-person-type" },
		{ "{" ID DATE "\"recordType\":\"relationship\","
		  "\"recordId\":\"a\",\"recordDetails\":{\"subject\":\"b\"}}",
		    "bods-party" },
		{ "{" ID DATE "\"recordType\":\"relationship\","
		  "\"recordId\":\"a\",\"recordDetails\":{\"subject\":{}}}",
		    "bods-unspecified" },
		{ "[{\"statementType\":\"entityStatement\"}]",
		    "bods-statement-id" },
		{ "[[\"statementId\",\"recordType\"]]", "bods-statement" },
	};
	char want[64];

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct lines l = read_bods(cases[i][0]);

		snprintf(want, sizeof(want), "refused %s line 1", cases[i][1]);
		if (!lines_has(&l, want))
			print_error("%s\n%.*s\n", cases[i][0],
			    BW_ARG(bw_buf_get(&l.text)));
		assert_true(lines_has(&l, want));
		assert_int_equal(l.refused, 1);
		assert_int_equal(l.stakes + l.parties, 0);
		lines_release(&l);
	}
}

/* Good interests beside a bad one stay. */
static void
one_bad_interest(void **state)
{
	struct lines l = read_bods(REL("new", "",
	    "{\"type\":\"shareholding\",\"share\":{\"exact\":101}},"
	    "{\"type\":\"votingRights\",\"share\":{\"exact\":51}},"
	    "{\"type\":\"appointmentOfBoard\"}"));

	(void)state;
	assert_lines(&l,
	    "replace r\n"
	    "refused bods-share line 1\n"
	    "stake record:p in record:c: 51 % votes \"votingRights\" @r\n"
	    "stake record:p in record:c: no share board "
	    "\"appointmentOfBoard\" @r\n");
	lines_release(&l);
}

static void
chains_and_time(void **state)
{
	struct lines l = read_bods(REL("new", "\"componentRecords\":[\"x\"],",
	    "{\"type\":\"shareholding\",\"directOrIndirect\":"
	    "\"unknown\"},"
	    "{\"type\":\"votingRights\",\"directOrIndirect\":"
	    "\"direct\"}") "\n" REL("updated", "",
	    "{\"type\":\"settlor\",\"directOrIndirect\":\"indirect\","
	    "\"beneficialOwnershipOrControl\":true,"
	    "\"startDate\":\"2020-01-02\"}") "\n" REL("closed", "",
	    "{\"type\":\"nominator\",\"startDate\":\"2020-01-02\"},"
	    "{\"type\":\"nominee\",\"startDate\":\"2024-03-01\"},"
	    "{\"type\":\"boardChair\",\"startDate\":\"2025-01-01\","
	    "\"endDate\":\"2024-12-31\"}"));

	(void)state;
	assert_lines(&l,
	    "replace r\n"
	    "stake record:p in record:c: no share capital indirect "
	    "\"shareholding\" @r\n"
	    "stake record:p in record:c: no share votes "
	    "\"votingRights\" @r\n"
	    "replace r\n"
	    "stake record:p in record:c: no share trust-role indirect "
	    "2020-01-02.. beneficial \"settlor\" @r\n"
	    "replace r\n"
	    "stake record:p in record:c: no share nominee "
	    "2020-01-02..2024-03-01 \"nominator\" @r\n"
	    "skipped bods-no-time line 3\n"
	    "note bods-date-order line 3\n"
	    "stake record:p in record:c: no share manages ..2024-12-31 "
	    "\"boardChair\" @r\n");
	lines_release(&l);
}

static void
nobody_named(void **state)
{
	struct lines l = read_bods(
	    "{" ID DATE "\"recordId\":\"r\",\"recordType\":\"relationship\","
	    "\"recordDetails\":{\"isComponent\":true,\"subject\":\"c\","
	    "\"interestedParty\":{\"reason\":\"noBeneficialOwners\"}}}");

	(void)state;
	assert_lines(&l,
	    "replace r\n"
	    "party unknown:0123456789012345678901234567890123456789"
	    "#interestedParty unknown because noBeneficialOwners\n"
	    "stake unknown:0123456789012345678901234567890123456789"
	    "#interestedParty in record:c: no share other component @r\n");
	lines_release(&l);
}

/* Before 0.4: statements point to statements; codes have hyphens. */
static void
older_versions(void **state)
{
	struct lines l = read_bods(
	    "[{\"statementID\":\"e2\",\"statementType\":\"entityStatement\","
	    "\"replacesStatements\":[\"e1\"],\"name\":\"Old plc\","
	    "\"entityType\":\"registeredEntity\","
	    "\"incorporatedInJurisdiction\":{\"name\":\"UK\","
	    "\"code\":\"GB\"}},"
	    "{\"statementID\":\"p1\",\"statementType\":\"personStatement\","
	    "\"personType\":\"unknownPerson\",\"missingInfoReason\":"
	    "\"not told\"},"
	    "{\"statementID\":\"o2\",\"statementType\":"
	    "\"ownershipOrControlStatement\",\"replacesStatements\":[\"o1\"],"
	    "\"subject\":{\"describedByEntityStatement\":\"e1\"},"
	    "\"interestedParty\":{\"describedByPersonStatement\":\"p1\"},"
	    "\"interests\":[{\"type\":\"voting-rights\",\"interestLevel\":"
	    "\"direct\",\"share\":{\"minimum\":25,\"exclusiveMinimum\":true}},"
	    "{\"type\":\"rightsToProfitOrIncome\",\"interestLevel\":"
	    "\"indirect\"}]},"
	    "{\"statementID\":\"o3\",\"statementType\":"
	    "\"ownershipOrControlStatement\","
	    "\"subject\":{\"describedByEntityStatement\":\"e2\"},"
	    "\"interestedParty\":{\"unspecified\":{\"reason\":"
	    "\"unknown\"}}}]");

	(void)state;
	assert_lines(&l,
	    "replace e2\nreplace e1\n"
	    "party record:e2 company GB = Old plc {record:e1}\n"
	    "replace p1\n"
	    "party record:p1 unknown because not told\n"
	    "replace o2\nreplace o1\n"
	    "stake record:p1 in record:e1: > 25 % - 100 % votes "
	    "\"voting-rights\" @o2\n"
	    "stake record:p1 in record:e1: no share economic indirect "
	    "\"rightsToProfitOrIncome\" @o2\n"
	    "replace o3\n"
	    "party unknown:o3#interestedParty unknown because unknown\n"
	    "stake unknown:o3#interestedParty in record:e2: no share other "
	    "@o3\n");
	lines_release(&l);
}

/* What Open Ownership quotes of the British register and of GLEIF. */
static void
quoted_codes(void **state)
{
#define UK                                                             \
	"\"share\":{\"minimum\":50,\"maximum\":75},\"details\":\""     \
	"Relationship Type: ['ownership-of-shares-50-to-75-percent', " \
	"'voting-rights-50-to-75-percent-as-trust']\""
	struct lines l = read_bods(REL("new", "",
	    "{\"type\":\"shareholding\"," UK "},"
	    "{\"type\":\"votingRights\"," UK "},"
	    "{\"type\":\"otherInfluenceOrControl\",\"details\":"
	    "\"Relationship Type: IS_ULTIMATELY_CONSOLIDATED_BY\"}"));
	struct bw_str text = bw_buf_get(&l.text);

	(void)state;
	assert_true(
	    bw_str_find(text, BW_STR("> 50 % - < 75 % capital \"")) >= 0);
	assert_true(bw_str_find(text,
			BW_STR("> 50 % - < 75 % votes indirect \"")) >= 0);
	assert_true(bw_str_find(text,
			BW_STR("no share consolidation indirect \"")) >= 0);
	lines_release(&l);
}

/* JSON of others is none of the registers'. */
static void
strangers(void **state)
{
	static const char *const cases[] = {
		"{\"data\":{\"type\":\"ships\",\"attributes\":{}}}",
		"{\"id\":\"a\",\"schema\":\"Ownership\",\"properties\":{}}",
		"{\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]}",
		"{\"type\":\"FeatureCollection\",\"features\":[]}",
		"[{\"recordType\":\"A\",\"name\":\"dns.example\"}]",
		"[{\"source\":1,\"target\":2,\"share\":\"5%\"}]",
		"{\"data\":{\"kind\":\"youtube#video\"}}", "[]", "{}",
		"<?xml version=\"1.0\"?><LEIData/>",
		"<html>www.gleif.org/</html>"
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct bw_err err = BW_ERR_INIT;
		const struct bw_format *f = NULL;
		struct bw_input *in = NULL;

		assert_ok(bw_input_memory(&in, bw_str_of(cases[i]), NULL, &err),
		    &err);
		assert_int_equal(bw_format_recognise(in, &f, &err), BW_EFORMAT);
		bw_input_free(in);
	}
}

static int
brutal(void *ctx, struct bw_err *err)
{
	static const char text[] = "[" SHARE(
	    "{\"exact\":12.5}") ",{" ID DATE "\"recordId\":\"p\","
				"\"recordType\":\"person\",\"recordDetails\":{"
				"\"isComponent\":"
				"false,\"personType\":\"knownPerson\","
				"\"names\":[{\"fullName\":"
				"\"A\"},{\"fullName\":\"B\"}],\"identifiers\":["
				"{\"scheme\":"
				"\"GB-COH\",\"id\":\"12\"}]}}]";
	static const struct bw_sink nothing;
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, BW_STR(text), NULL, err);

	(void)ctx;
	if (rc == 0)
		rc = bw_format_named("bods")->read(in, &nothing, err);
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
		cmocka_unit_test(parties),
		cmocka_unit_test(share_ends),
		cmocka_unit_test(refused),
		cmocka_unit_test(one_bad_interest),
		cmocka_unit_test(chains_and_time),
		cmocka_unit_test(nobody_named),
		cmocka_unit_test(older_versions),
		cmocka_unit_test(quoted_codes),
		cmocka_unit_test(strangers),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
