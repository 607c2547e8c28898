/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_gleif.c - GLEIF's three lists in three shapes. The LEIs are made up;
 * their check digits were computed by hand (ISO 7064 MOD 97-10).
 */
#include "support/support.h"
#include "formats/lines.h"
#include "formats/regid.h"

#define A "FICTIEF0000000000134"
#define B "FICTIEF0000000000231"
#define C "FICTIEF0000000000328"

static struct lines
read_gleif(const char *text, const char *format)
{
	struct lines l = { .full = true };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	const struct bw_format *f = NULL;

	assert_ok(bw_input_memory(&in, bw_str_of(text), NULL, &err), &err);
	assert_ok(bw_format_recognise(in, &f, &err), &err);
	assert_string_equal(f->name, format);
	bw_input_free(in);
	assert_ok(lines_read(&l, NULL, bw_str_of(text), &err), &err);
	return l;
}

/* Every shape says the same. */
static const char entities[] =
    "party lei:" A " company NL = Bakker N.V. {ra000463:12345678} "
    "{kvk:12345678} [Bakkerij, former] [Baker, transliterated]\n"
    "party lei:" B " fund LU = Fonds ended 2023-05-01\n";
static const char relations[] =
    "replace " A "|IS_DIRECTLY_CONSOLIDATED_BY|" B "\n"
    "stake lei:" B " in lei:" A ": no share consolidation 2018-01-02.. "
    "\"IS_DIRECTLY_CONSOLIDATED_BY\" @" A "|IS_DIRECTLY_CONSOLIDATED_BY|" B "\n"
    "replace " A "|IS_ULTIMATELY_CONSOLIDATED_BY|" C "\n"
    "note gleif-ended-undated line %u\n"
    "stake lei:" C " in lei:" A ": no share consolidation indirect "
    "..2020-06-30 \"IS_ULTIMATELY_CONSOLIDATED_BY\" @" A
    "|IS_ULTIMATELY_CONSOLIDATED_BY|" C "\n"
    "replace " C "|IS_FUND-MANAGED_BY|" B "\n"
    "stake lei:" B " in lei:" C ": no share manages 2019-01-01..2021-01-01 "
    "\"IS_FUND-MANAGED_BY\" @" C "|IS_FUND-MANAGED_BY|" B "\n";
static const char exceptions[] =
    "replace " A "|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT\n"
    "party unknown:" A "|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT unknown "
    "because NATURAL_PERSONS: private\n"
    "stake unknown:" A "|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT in lei:" A
    ": no share other \"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT\" @" A
    "|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT\n"
    "replace " B "|ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT\n"
    "party unknown:" B "|ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT unknown "
    "because NO_LEI\n"
    "stake unknown:" B "|ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT in lei:" B
    ": no share other indirect "
    "\"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT\" @" B
    "|ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT\n";

static void
same(struct lines *l, const char *format, unsigned line)
{
	char want[4096];

	snprintf(want, sizeof(want), "%s", format);
	for (char *p = strstr(want, "%u"); p != NULL; p = NULL) {
		char rest[4096], number[16];

		snprintf(rest, sizeof(rest), "%s", p + 2);
		snprintf(number, sizeof(number), "%u", line);
		snprintf(
		    p, sizeof(want) - (size_t)(p - want), "%s%s", number, rest);
	}
	assert_lines(l, want);
	lines_release(l);
}

#define XML(root, body)                                                  \
	"<?xml version=\"1.0\"?><" root " xmlns=\"http://www.gleif.org/" \
	"data/schema/leidata/2016\">\n" body "</" root ">"

static void
xml_entities(void **state)
{
	struct lines l = read_gleif(
	    XML("LEIData",
		"<LEIHeader><ContentDate>2024-05-06T08:00:00Z</ContentDate>"
		"<FileContent>GLEIF_FULL_PUBLISHED</FileContent></LEIHeader>"
		"<LEIRecords><LEIRecord><LEI>" A "</LEI><Entity>"
		"<LegalName>Bakker N.V.</LegalName><OtherEntityNames>"
		"<OtherEntityName type=\"PREVIOUS_LEGAL_NAME\">Bakkerij"
		"</OtherEntityName></OtherEntityNames>"
		"<TransliteratedOtherEntityNames>"
		"<TransliteratedOtherEntityName type="
		"\"AUTO_ASCII_TRANSLITERATED_LEGAL_NAME\">Baker"
		"</TransliteratedOtherEntityName>"
		"</TransliteratedOtherEntityNames><RegistrationAuthority>"
		"<RegistrationAuthorityID>RA000463</RegistrationAuthorityID>"
		"<RegistrationAuthorityEntityID>12345678"
		"</RegistrationAuthorityEntityID></RegistrationAuthority>"
		"<LegalJurisdiction>NL</LegalJurisdiction>"
		"<EntityCategory>GENERAL</EntityCategory>"
		"<EntityStatus>ACTIVE</EntityStatus></Entity></LEIRecord>"
		"<LEIRecord><LEI>" B "</LEI><Entity><LegalName>Fonds"
		"</LegalName><LegalAddress><Country>LU</Country>"
		"</LegalAddress><EntityCategory>FUND</EntityCategory>"
		"<EntityStatus>INACTIVE</EntityStatus><EntityExpirationDate>"
		"2023-05-01T00:00:00Z</EntityExpirationDate></Entity>"
		"</LEIRecord></LEIRecords>"),
	    "gleif-xml");

	(void)state;
	assert_str(bw_buf_get(&l.about),
	    "publisher=Global Legal Entity Identifier Foundation\n"
	    "licence=CC0-1.0\npublished=2024-05-06\n"
	    "version=GLEIF_FULL_PUBLISHED\n");
	same(&l, entities, 0);
}

#define XML_REL(start, end, type, status, period, updated)            \
	"<RelationshipRecord><Relationship><StartNode><NodeID>" start \
	"</NodeID><NodeIDType>LEI</NodeIDType></"                     \
	"StartNode><EndNode><NodeID>" end                             \
	"</NodeID><NodeIDType>LEI</NodeIDType></EndNode>"             \
	"<RelationshipType>" type                                     \
	"</RelationshipType><RelationshipPeriods>" period             \
	"</RelationshipPeriods><RelationshipStatus>" status           \
	"</RelationshipStatus></"                                     \
	"Relationship><Registration><LastUpdateDate>" updated         \
	"</LastUpdateDate></Registration></RelationshipRecord>"
#define XML_PERIOD(type, from, to)                                        \
	"<RelationshipPeriod><StartDate>" from "</StartDate><EndDate>" to \
	"</EndDate><PeriodType>" type "</PeriodType></RelationshipPeriod>"

static void
xml_relations(void **state)
{
	struct lines l = read_gleif(
	    XML("RelationshipData",
		"<RelationshipRecords>" XML_REL(A, B,
		    "IS_DIRECTLY_CONSOLIDATED_BY", "ACTIVE",
		    XML_PERIOD("ACCOUNTING_PERIOD", "2022-01-01", "2022-12-31")
			XML_PERIOD("RELATIONSHIP_PERIOD",
			    "2018-01-02T00:00:00.000Z", ""),
		    "2024-01-01") XML_REL(A, C, "IS_ULTIMATELY_CONSOLIDATED_BY",
		    "INACTIVE", "", "2020-06-30T10:00:00Z")
		    XML_REL(C, B, "IS_FUND-MANAGED_BY", "ACTIVE",
			XML_PERIOD(
			    "RELATIONSHIP_PERIOD", "2019-01-01", "2021-01-01"),
			"2024-01-01") "</RelationshipRecords>"),
	    "gleif-xml");

	(void)state;
	same(&l, relations, 2);
}

static void
xml_exceptions(void **state)
{
	struct lines l = read_gleif(
	    XML("ReportingExceptionData",
		"<ReportingExceptions><Exception><LEI>" A "</LEI>"
		"<ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"
		"</ExceptionCategory><ExceptionReason>NATURAL_PERSONS"
		"</ExceptionReason><ExceptionReference>private"
		"</ExceptionReference></Exception><Exception><LEI>" B "</LEI>"
		"<ExceptionCategory>ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"
		"</ExceptionCategory><ExceptionReason>NO_LEI"
		"</ExceptionReason></Exception></ReportingExceptions>"),
	    "gleif-xml");

	(void)state;
	same(&l, exceptions, 0);
}

static void
deletions(void **state)
{
	struct lines l = read_gleif(
	    XML("ReportingExceptionData",
		"<Exception><LEI>" A "</LEI><ExceptionCategory>"
		"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</ExceptionCategory>"
		"<ExceptionReason>NO_LEI</ExceptionReason><Extension>"
		"<Deletion><DeletedAt>2024-01-01</DeletedAt></Deletion>"
		"</Extension></Exception>"),
	    "gleif-xml");

	(void)state;
	assert_lines(&l,
	    "replace " A "|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT\n"
	    "skipped gleif-deleted line 2\n");
	lines_release(&l);
}

static void
csv_lists(void **state)
{
	struct lines l = read_gleif(
	    "LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,"
	    "Entity.OtherEntityNames.OtherEntityName.1.type,"
	    "Entity.TransliteratedOtherEntityNames."
	    "TransliteratedOtherEntityName.1,"
	    "Entity.TransliteratedOtherEntityNames."
	    "TransliteratedOtherEntityName.1.type,"
	    "Entity.LegalAddress.Country,Entity.RegistrationAuthority."
	    "RegistrationAuthorityID,Entity.RegistrationAuthority."
	    "RegistrationAuthorityEntityID,Entity.LegalJurisdiction,"
	    "Entity.EntityCategory,Entity.EntityStatus,"
	    "Entity.EntityExpirationDate\n" A
	    ",Bakker N.V.,Bakkerij,PREVIOUS_LEGAL_NAME,Baker,"
	    "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME,BE,RA000463,12345678,NL,"
	    "GENERAL,ACTIVE,\n" B ",Fonds,,,,,LU,,,,FUND,INACTIVE,"
	    "2023-05-01T00:00:00Z\n",
	    "gleif-csv");

	(void)state;
	same(&l, entities, 0);
	l = read_gleif(
	    "\"Relationship.StartNode.NodeID\","
	    "\"Relationship.StartNode.NodeIDType\","
	    "\"Relationship.EndNode.NodeID\","
	    "\"Relationship.EndNode.NodeIDType\","
	    "\"Relationship.RelationshipType\","
	    "\"Relationship.RelationshipStatus\","
	    "\"Relationship.Period.1.startDate\","
	    "\"Relationship.Period.1.endDate\","
	    "\"Relationship.Period.1.periodType\","
	    "\"Relationship.Period.2.startDate\","
	    "\"Relationship.Period.2.endDate\","
	    "\"Relationship.Period.2.periodType\","
	    "\"Registration.LastUpdateDate\"\n" A ",LEI," B
	    ",LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2022-01-01,2022-12-31,"
	    "ACCOUNTING_PERIOD,2018-01-02,,RELATIONSHIP_PERIOD,2024-01-01\n" A
	    ",LEI," C ",LEI,IS_ULTIMATELY_CONSOLIDATED_BY,INACTIVE,,,,,,,"
	    "2020-06-30\n" C ",LEI," B ",LEI,IS_FUND-MANAGED_BY,ACTIVE,"
	    "2019-01-01,2021-01-01,RELATIONSHIP_PERIOD,,,,2024-01-01\n",
	    "gleif-csv");
	same(&l, relations, 3);
	l = read_gleif("LEI,Exception.Category,Exception.Reason.1,"
		       "Exception.Reference.1\n" A
		       ",DIRECT_ACCOUNTING_CONSOLIDATION_PARENT,"
		       "NATURAL_PERSONS,private\n" B
		       ",ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT,NO_LEI,\n",
	    "gleif-csv");
	same(&l, exceptions, 0);
	l = read_gleif(
	    "LEI,ISIN\n" A ",NL0000000001\n" A ",short\n", "gleif-csv");
	same(&l,
	    "party lei:" A " company {isin:NL0000000001}\n"
	    "refused gleif-isin line 3\n",
	    0);
}

static void
api_answers(void **state)
{
	struct lines l = read_gleif(
	    "{\"meta\":{\"goldenCopy\":{\"publishDate\":"
	    "\"2025-05-15T00:00:00Z\"}},\"data\":[{\"type\":\"lei-records\","
	    "\"attributes\":{\"lei\":\"" A "\",\"entity\":{\"legalName\":"
	    "{\"name\":\"Bakker N.V.\"},\"otherNames\":[{\"name\":"
	    "\"Bakkerij\",\"type\":\"PREVIOUS_LEGAL_NAME\"}],"
	    "\"transliteratedOtherNames\":[{\"name\":\"Baker\",\"type\":"
	    "\"AUTO_ASCII_TRANSLITERATED_LEGAL_NAME\"}],\"jurisdiction\":"
	    "\"NL\",\"registeredAt\":{\"id\":\"RA000463\"},"
	    "\"registeredAs\":\"12345678\",\"category\":\"GENERAL\","
	    "\"status\":\"ACTIVE\",\"expiration\":{\"date\":null}}}},"
	    "{\"type\":\"lei-records\",\"attributes\":{\"lei\":\"" B "\","
	    "\"entity\":{\"legalName\":{\"name\":\"Fonds\"},"
	    "\"legalAddress\":{\"country\":\"LU\"},\"category\":\"FUND\","
	    "\"status\":\"INACTIVE\",\"expiration\":{\"date\":"
	    "\"2023-05-01T00:00:00Z\"}}}}]}",
	    "gleif-api");

	(void)state;
	same(&l, entities, 0);
	l = read_gleif(
	    "{\"meta\":{\"goldenCopy\":{}},\"data\":{\"type\":\"countries\","
	    "\"id\":\"NL\",\"attributes\":{\"code\":\"NL\"}}}\n"
	    "{\"data\":{\"type\":\"ships\"}}\n{\"data\":7}\n"
	    "{\"data\":[]}\n",
	    "gleif-api");
	same(&l,
	    "skipped gleif-codes line 1\n"
	    "refused gleif-resource line 2\n"
	    "refused gleif-answer line 3\n",
	    0);
}

static void
dutch_foundation(void **state)
{
	struct lines l =
	    read_gleif("LEI,Entity.LegalName,Entity.LegalJurisdiction\n" A
		       ",STICHTING Administratiekantoor A,NL\n" B
		       ",Stichtingstaal B.V.,NL\n" C ",Stichting Elders,BE\n",
		"gleif-csv");

	(void)state;
	same(&l,
	    "party lei:" A " foundation NL = STICHTING Administratiekantoor "
	    "A\n"
	    "party lei:" B " company NL = Stichtingstaal B.V.\n"
	    "party lei:" C " company BE = Stichting Elders\n",
	    0);
}

static void
broken_records(void **state)
{
	struct lines l = read_gleif(
	    "LEI,Exception.Category,Exception.Reason.1\n"
	    "SHORT,DIRECT_ACCOUNTING_CONSOLIDATION_PARENT,NO_LEI\n"
	    "FICTIEF0000000000135,DIRECT_ACCOUNTING_CONSOLIDATION_PARENT,"
	    "BECAUSE\n" A ",SOME_PARENT,NO_LEI\n" A "\n",
	    "gleif-csv");

	(void)state;
	assert_int_equal(l.refused, 3);
	assert_int_equal(l.notes, 2);
	assert_int_equal(l.stakes, 1);
	assert_true(lines_has(&l, "refused gleif-lei line 2"));
	assert_true(lines_has(&l, "note gleif-lei-check line 3"));
	assert_true(lines_has(&l, "note gleif-exception-reason line 3"));
	assert_true(lines_has(&l, "refused gleif-exception-category line 4"));
	assert_true(lines_has(&l, "refused row-length line 5"));
	lines_release(&l);
	l = read_gleif("Relationship.StartNode.NodeID,"
		       "Relationship.EndNode.NodeID,"
		       "Relationship.EndNode.NodeIDType,"
		       "Relationship.RelationshipType,"
		       "Registration.RegistrationStatus\n" A "," B
		       ",LEI,IS_FRIEND_OF,\n" A "," B ",ISIN,IS_FEEDER_TO,\n" A
		       "," B ",LEI,IS_FEEDER_TO,ANNULLED\n",
	    "gleif-csv");
	assert_true(lines_has(&l, "refused gleif-type line 2"));
	assert_true(lines_has(&l, "refused gleif-node line 3"));
	assert_true(lines_has(&l, "skipped gleif-annulled line 4"));
	assert_int_equal(l.stakes, 0);
	lines_release(&l);
}

/* Real LEIs of public bodies (Bundesbank, GLEIF): the rule is not ours. */
static void
check_digits(void **state)
{
	(void)state;
	assert_int_equal(
	    bw_lei_form(BW_STR("529900T8BM49AURSDO55")), BW_LEI_GOOD);
	assert_int_equal(
	    bw_lei_form(BW_STR("506700GE1G29325QX363")), BW_LEI_GOOD);
	assert_int_equal(
	    bw_lei_form(BW_STR("529900T8BM49AURSDO56")), BW_LEI_CHECK);
	assert_int_equal(
	    bw_lei_form(BW_STR("529900T8MB49AURSDO55")), BW_LEI_CHECK);
	assert_int_equal(
	    bw_lei_form(BW_STR("529900T8BM49AURSDO5")), BW_LEI_BAD);
	assert_int_equal(
	    bw_lei_form(BW_STR("529900T8BM49AURSDO5-")), BW_LEI_BAD);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	const char *const *what = ctx;
	static const struct bw_sink nothing;
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, bw_str_of(what[1]), NULL, err);

	if (rc == 0)
		rc = bw_format_named(what[0])->read(in, &nothing, err);
	bw_input_free(in);
	return rc;
}

static void
no_memory(void **state)
{
	const char *cases[][2] = {
		{ "gleif-csv",
		    "LEI,Entity.LegalName,Entity.LegalJurisdiction\n" A
		    ",Bakker,nl\n" },
		{ "gleif-xml",
		    XML("ReportingExceptionData",
			"<Exception><LEI>" A "</LEI><ExceptionCategory>"
			"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"
			"</ExceptionCategory><ExceptionReason>NO_LEI"
			"</ExceptionReason></Exception>") },
		{ "gleif-api",
		    "{\"data\":{\"type\":\"isins\",\"attributes\":{\"lei\":"
		    "\"" A "\",\"isin\":\"NL0000000001\"}}}" },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++)
		test_brutal(brutal, cases[i], 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(xml_entities),
		cmocka_unit_test(xml_relations),
		cmocka_unit_test(xml_exceptions),
		cmocka_unit_test(deletions),
		cmocka_unit_test(csv_lists),
		cmocka_unit_test(api_answers),
		cmocka_unit_test(dutch_foundation),
		cmocka_unit_test(broken_records),
		cmocka_unit_test(check_digits),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
