/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_real_registers.c - the registers' readers over files of others.
 *
 * Every file is recognised by its contents and read. The numbers expected
 * were counted in the files by other means (jq, grep) and stand in the
 * manifest beside them. The test statements of the BODS standard say of each
 * broken file what is wrong with it: where that is a part that is read, it
 * must be refused or noted.
 */
#include "support/support.h"
#include "formats/lines.h"
#include "base/csv.h"
#include <dirent.h>

static char folder[4096];

static bool
find_folder(const char *relative)
{
	const char *path = test_data(relative);

	if (path == NULL)
		return false;
	snprintf(folder, sizeof(folder), "%s", path);
	return true;
}

/* All files with the ending, by name; the sum in *l. */
static size_t
read_folder(struct lines *l, const char *ending, const char *format)
{
	struct dirent **list;
	int n = scandir(folder, &list, NULL, alphasort);
	size_t files = 0;

	assert_true(n >= 0);
	for (int i = 0; i < n; i++) {
		struct bw_str name = bw_str_of(list[i]->d_name);
		struct bw_err err = BW_ERR_INIT;
		struct bw_input *in = NULL;
		const struct bw_format *f = NULL;
		char path[8192];

		if (bw_str_ends(name, bw_str_of(ending))) {
			snprintf(path, sizeof(path), "%s/%s", folder,
			    list[i]->d_name);
			assert_ok(bw_input_open(&in, path, NULL, &err), &err);
			assert_ok(bw_format_recognise(in, &f, &err), &err);
			assert_string_equal(f->name, format);
			bw_input_free(in);
			assert_ok(lines_file(l, NULL, path, &err), &err);
			files++;
		}
		free(list[i]);
	}
	free(list);
	return files;
}

static void
valid_statements(void **state)
{
	struct lines l = { 0 };

	(void)state;
	if (!find_folder("ownership/bods-data-standard/tests/data/"
			 "valid-statements"))
		skip();
	assert_int_equal(read_folder(&l, ".json", "bods"), 111);
	assert_int_equal(l.refused, 0);
	assert_int_equal(l.skipped, 0);
	/* Four identifiers have a name of a scheme and no code. */
	assert_int_equal(l.notes, 4);
	lines_release(&l);
}

/* The properties that are read, as they stand in the JSON paths of the list
 * of errors; whatever is wrong elsewhere is none of our business. */
static bool
is_read(struct bw_str path, struct bw_str property)
{
	static const char *const not_read[] = { "$[0].annotations",
		"$[0].source", "$[0].declaration", "addresses", "publicListing",
		"politicalExposure", "formedByStatute", "placeOfBirth",
		"taxResidencies" };
	static const char *const properties[] = { "statementId",
		"statementDate", "recordId", "recordType", "recordStatus",
		"recordDetails", "publicationDetails", "publisher",
		"bodsVersion", "publicationDate", "license", "entityType",
		"type", "subtype", "details", "unspecifiedEntityDetails",
		"unspecifiedPersonDetails", "reason", "description",
		"alternateNames", "jurisdiction", "code", "identifiers", "id",
		"scheme", "schemeName", "dissolutionDate", "personType",
		"names", "fullName", "deathDate", "subject", "interestedParty",
		"interests", "componentRecords", "directOrIndirect",
		"beneficialOwnershipOrControl", "share", "exact", "minimum",
		"maximum", "exclusiveMinimum", "exclusiveMaximum", "startDate",
		"endDate", "name" };

	for (size_t i = 0; i < BW_LEN(not_read); i++)
		if (bw_str_find(path, bw_str_of(not_read[i])) >= 0)
			return false;
	for (size_t i = 0; i < BW_LEN(properties); i++)
		if (bw_str_is(property, properties[i]))
			return true;
	return false;
}

/* Broken in what is read, and yet taken as it is: on purpose. */
static bool
let_pass(struct bw_str file)
{
	static const char *const files[] = {
		/* a link that is no link stays as it is told */
		"publication_details_license_not_uri.json",
		/* neither is needed to read the rest */
		"publication_details_publisher_no_publication_date.json",
		"publication_details_publisher_no_bods_version.json",
		/* one statement that is no list of one */
		"statements_not_array.json"
	};

	for (size_t i = 0; i < BW_LEN(files); i++)
		if (bw_str_is(file, files[i]))
			return true;
	return false;
}

struct tally {
	unsigned files, refused, noted, accepted, read;
};

static void
one_error(struct tally *t, const struct bw_csv_row *row)
{
	struct bw_str file = bw_str_trim(row->field[0]);
	struct bw_str property = bw_str_trim(row->field[3]);
	bool read =
	    is_read(bw_str_trim(row->field[2]), property) && !let_pass(file);
	struct bw_err err = BW_ERR_INIT;
	struct lines l = { 0 };
	char path[8192];
	int rc;

	snprintf(path, sizeof(path), "%s/%.*s", folder, BW_ARG(file));
	rc = lines_file(&l, "bods", path, &err);
	t->files++;
	t->read += read;
	if (rc != 0 || l.refused > 0)
		t->refused++;
	else if (l.notes > 0)
		t->noted++;
	else
		t->accepted++;
	if (read && rc == 0 && l.refused + l.notes == 0)
		fail_msg(
		    "%.*s: %.*s passes unseen", BW_ARG(file), BW_ARG(property));
	lines_release(&l);
}

static void
invalid_statements(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct tally t = { 0 };
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	struct bw_csv_row row;
	bool more = true;
	char path[8192];

	(void)state;
	if (!find_folder("ownership/bods-data-standard/tests/data/"
			 "invalid-statements"))
		skip();
	snprintf(path, sizeof(path), "%s/expected_errors.csv", folder);
	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_csv_open(&csv, in, NULL, &err), &err);
	for (;;) {
		assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
		if (!more)
			break;
		assert_true(row.n >= 4);
		one_error(&t, &row);
	}
	bw_csv_close(csv);
	bw_input_free(in);
	print_message("# %u errors, %u in what is read: %u refused, %u "
		      "noted, %u accepted\n",
	    t.files, t.read, t.refused, t.noted, t.accepted);
	assert_true(t.files >= 190);
	assert_true(t.refused + t.noted >= t.read);
}

static void
bods_examples(void **state)
{
	struct lines l = { .full = true };

	(void)state;
	if (!find_folder("ownership/bods-data-standard/examples"))
		skip();
	assert_int_equal(read_folder(&l, ".json", "bods"), 19);
	assert_int_equal(l.refused, 0);
	/* Finland holds all of Gasgrid, indirectly, through a ministry. */
	assert_true(lines_has(&l,
	    "stake record:05ce06ec97b1 in record:19f1c5afe9d7: 100 % capital "
	    "indirect 2020-01-01.. \"shareholding\" @e8ddaee2a7a4"));
	assert_true(lines_has(&l,
	    "stake record:0199c515a699 in record:19f1c5afe9d7: 76.5 % capital "
	    "2020-01-01.. component \"shareholding\" @87ed6d1daf8f"));
	lines_release(&l);
}

/* 915 relationships with 1907 interests; none are lost. */
static void
bods_opencheck(void **state)
{
	static const struct {
		const char *folder;
		size_t files;
	} parts[] = { { "cache/bods_data/gleif", 7 },
		{ "cache/bods_data/uk", 6 }, { "demo", 6 } };
	struct lines l = { 0 };
	char path[256];

	(void)state;
	for (size_t i = 0; i < BW_LEN(parts); i++) {
		snprintf(path, sizeof(path), "ownership/bods-opencheck/data/%s",
		    parts[i].folder);
		if (!find_folder(path))
			skip();
		assert_int_equal(
		    read_folder(&l, ".jsonl", "bods"), parts[i].files);
	}
	assert_int_equal(l.refused, 0);
	assert_int_equal(l.skipped, 0);
	assert_int_equal(l.stakes, 1907);
	/* 749 entities, 4 persons, and 2 exceptions of GLEIF */
	assert_int_equal(l.parties, 755);
	lines_release(&l);
}

static void
gleif_xml(void **state)
{
	struct lines l = { 0 };

	(void)state;
	if (!find_folder("ownership/gleif/golden-copy-xml"))
		skip();
	assert_int_equal(read_folder(&l, ".xml", "gleif-xml"), 9);
	/* 13 + 12 + 12 LEI records; 24 exceptions and 31 relationships, of
	 * which one each is a deletion. */
	assert_int_equal(l.stakes, 23 + 30);
	assert_int_equal(l.parties, 37 + 23);
	assert_int_equal(l.skipped, 2);
	assert_int_equal(l.refused, 0);
	lines_release(&l);
	if (!find_folder("ownership/gleif/concatenated-2018"))
		skip();
	assert_int_equal(read_folder(&l, ".xml", "gleif-xml"), 1);
	assert_int_equal(l.parties, 10);
	lines_release(&l);
}

static void
gleif_api(void **state)
{
	static const char *const data[] = { "lei_records", "relationships",
		"reporting_exceptions", "isins" };
	static const char *const codes[] = { "auto_completions", "countries",
		"entity_legal_forms", "field_modifications", "fields",
		"fuzzy_completions", "jurisdictions", "lei_issuers",
		"official_organizational_roles", "regions",
		"registration_agents", "registration_authorities",
		"vlei_issuers" };
	struct lines l = { 0 };
	size_t files = 0;
	char path[256];

	(void)state;
	for (size_t i = 0; i < BW_LEN(data); i++) {
		snprintf(
		    path, sizeof(path), "ownership/gleif/api-json/%s", data[i]);
		if (!find_folder(path))
			skip();
		files += read_folder(&l, ".json", "gleif-api");
	}
	assert_int_equal(l.refused, 0);
	assert_int_equal(l.skipped, 0);
	assert_int_equal(l.parties, 157 + 50 + 17);
	assert_int_equal(l.stakes, 121 + 17);
	lines_release(&l);
	for (size_t i = 0; i < BW_LEN(codes); i++) {
		snprintf(path, sizeof(path), "ownership/gleif/api-json/%s",
		    codes[i]);
		assert_true(find_folder(path));
		files += read_folder(&l, ".json", "gleif-api");
	}
	assert_int_equal(files, 182);
	assert_int_equal(l.refused, 0);
	assert_int_equal(l.parties + l.stakes, 0);
	assert_true(l.skipped > 700);
	lines_release(&l);
}

static void
psc_fixtures(void **state)
{
	struct lines l = { 0 };

	(void)state;
	if (!find_folder("ownership/uk-psc-fixtures"))
		skip();
	assert_int_equal(read_folder(&l, ".json", "psc"), 13);
	/* An unknown kind is refused, the totals are skipped. */
	assert_int_equal(l.refused, 1);
	assert_int_equal(l.skipped, 1);
	assert_int_equal(l.parties, 11);
	assert_int_equal(l.stakes, 9 + 2 * 2);
	lines_release(&l);
}

static void
danish_bands(void **state)
{
	struct lines l = { 0 };

	(void)state;
	if (!find_folder("ownership/danish-bands"))
		skip();
	assert_int_equal(read_folder(&l, ".json", "resights"), 2);
	assert_int_equal(l.stakes, 66 + 8);
	assert_int_equal(l.skipped, 4);
	assert_int_equal(l.refused + l.notes, 0);
	lines_release(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_statements),
		cmocka_unit_test(invalid_statements),
		cmocka_unit_test(bods_examples),
		cmocka_unit_test(bods_opencheck),
		cmocka_unit_test(gleif_xml),
		cmocka_unit_test(gleif_api),
		cmocka_unit_test(psc_fixtures),
		cmocka_unit_test(danish_bands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
