/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_inventory.c - bills of materials, package lists, tables of machines,
 * and the statements that come with them.
 */
#include "support/support.h"
#include "formats/lines.h"
#include "model/ref.h"
#include <dirent.h>

static struct lines
read_as(const char *format, const char *text)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(lines_read(&l, format, bw_str_of(text), &err), &err);
	return l;
}

#define SERIAL "urn:uuid:00000000-0000-4000-8000-000000000001"

static const char bill_json[] =
    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":2,"
    "\"serialNumber\":\"" SERIAL "\",\"metadata\":{"
    "\"timestamp\":\"2024-05-01T10:00:00+02:00\",\"component\":{"
    "\"type\":\"application\",\"name\":\"shop\",\"version\":\"1\","
    "\"bom-ref\":\"shop\"},\"properties\":[{\"name\":\"bolwerk:exposure\","
    "\"value\":\"internet\"}]},\"components\":[{\"type\":\"library\","
    "\"bom-ref\":\"a\",\"publisher\":\"Acme\",\"name\":\"liba\","
    "\"version\":\"1.2\",\"purl\":\"pkg:deb/debian/liba@1.2?distro=debian-12."
    "4&upstream=asrc%401.1\",\"components\":[{\"type\":\"file\",\"name\":"
    "\"inner\",\"scope\":\"excluded\"}]},{\"type\":\"library\"}],"
    "\"vulnerabilities\":[{\"id\":\"CVE-2024-0001\",\"ratings\":[{\"method\":"
    "\"CVSSv31\",\"vector\":\"AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"}],"
    "\"analysis\":{\"state\":\"not_affected\",\"justification\":"
    "\"code_not_reachable\",\"response\":[\"update\"]},\"affects\":[{\"ref\":"
    "\"a\"}]}]}";
static const char bill_xml[] =
    "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" serialNumber=\"" SERIAL
    "\" version=\"2\"><metadata><timestamp>2024-05-01T10:00:00+02:00"
    "</timestamp><component type=\"application\" bom-ref=\"shop\"><name>shop"
    "</name><version>1</version></component><properties><property "
    "name=\"bolwerk:exposure\">internet</property></properties></metadata>"
    "<components><component type=\"library\" bom-ref=\"a\"><publisher>Acme"
    "</publisher><name>liba</name><version>1.2</version><purl>"
    "pkg:deb/debian/liba@1.2?distro=debian-12.4&amp;upstream=asrc%401.1"
    "</purl><components><component type=\"file\"><name>inner</name><scope>"
    "excluded</scope></component></components></component><component "
    "type=\"library\"/></components><vulnerabilities><vulnerability><id>"
    "CVE-2024-0001</id><ratings><rating><method>CVSSv31</method><vector>"
    "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</vector></rating></ratings>"
    "<analysis><state>not_affected</state><justification>code_not_reachable"
    "</justification><responses><response>update</response></responses>"
    "</analysis><affects><target><ref>a</ref></target></affects>"
    "</vulnerability></vulnerabilities></bom>";

/* One model in two spellings; what a bill says of a part holds inside the
 * thing that it describes. */
static void
cyclonedx(void **state)
{
	static const char *const forms[] = { bill_json, bill_xml };

	(void)state;
	for (size_t i = 0; i < BW_LEN(forms); i++) {
		struct lines l = read_as(NULL, forms[i]);

		assert_lines(&l,
		    "refused cdx-component line 1\n"
		    "inventory cyclonedx:" SERIAL " = shop v2 on debian:12 "
		    "exposure internet made 2024-05-01T08:00:00Z\n"
		    "+ shop 1 @shop\n"
		    "+ Acme / liba 1.2 deb from asrc 1.1 "
		    "{purl:pkg:deb/debian/liba@1.2?distro=debian-12.4&upstream="
		    "asrc%401.1} @a\n"
		    "+ inner excluded\n"
		    "advisory cyclonedx:" SERIAL " v2 (unknown) modified "
		    "2024-05-01T08:00:00Z\n"
		    "vuln CVE-2024-0001 <cvss "
		    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H>\n"
		    "not-affected CVE-2024-0001: Acme / liba =a 1.2 in deb "
		    "{purl:pkg:deb/debian/liba@1.2?distro=debian-12.4&upstream="
		    "asrc%401.1} ON shop =shop 1 {cyclonedx:" SERIAL
		    "} because code_not_reachable do update\n");
		lines_release(&l);
	}
}

static void
table(void **state)
{
	struct lines l = read_as(NULL,
	    "apparaat;eigenaar;leverancier;product;versie;bereikbaar;belang;"
	    "os\n"
	    "fw-1;kvk:12345678;Acme;FW;7.2;internet;hoog;\n"
	    "web-1;;;nginx;1.22;intern;;Debian 12.4\n"
	    "fw-1;kvk:12345678;;openssl;3.0.1;intern;;\n"
	    ";;;;1;;;\n"
	    "x;kvk:1;;p;1;;;\n");

	(void)state;
	assert_lines(&l,
	    "note inventory-twice line 4\n"
	    "refused inventory-product line 5\n"
	    "refused inventory-owner line 6\n"
	    "inventory inventory:kvk:12345678/fw-1 = fw-1 of kvk:12345678 "
	    "exposure internet importance high\n"
	    "+ Acme / FW 7.2\n"
	    "+ openssl 3.0.1\n"
	    "inventory inventory:web-1 = web-1 on debian:12 exposure "
	    "internal\n"
	    "+ nginx 1.22\n");
	lines_release(&l);
}

static void
lists(void **state)
{
	struct lines d = read_as(NULL,
	    "# host: web-1\n# eigenaar: kvk:12345678\nID=debian\n"
	    "VERSION_ID=\"12\"\n"
	    "Package: libc6\nStatus: install ok installed\nSource: glibc "
	    "(2.36-9)\nVersion: 2.36-9+b1\nDescription: x\n Version: 9\n\n"
	    "Package: old\nStatus: deinstall ok config-files\nVersion: 1\n\n"
	    "Package: bash\nStatus: install ok installed\nVersion: 5.2\n");
	struct lines r = read_as(
	    NULL, "python3-libs-3.9.18-1.el9.x86_64\ngpg-pubkey-6fed-682d\n");
	struct lines q = read_as(NULL,
	    "openssl\t1\t3.0.7\t24.el9\tx86_64\t"
	    "openssl-3.0.7-24.el9.src.rpm\n");
	struct lines a = read_as(NULL,
	    "busybox-binsh-1.36.1-r15 x86_64 {busybox} (GPL) [installed]\n");

	(void)state;
	assert_lines(&d,
	    "skipped package-absent line 0\n"
	    "inventory dpkg:kvk:12345678/web-1 = web-1 of kvk:12345678 on "
	    "debian:12\n"
	    "+ libc6 2.36-9+b1 deb from glibc 2.36-9\n"
	    "+ bash 5.2 deb from bash 5.2\n");
	assert_lines(
	    &r, "inventory rpm:test = test\n+ python3-libs 3.9.18-1.el9 rpm\n");
	assert_lines(&q,
	    "inventory rpm:test = test\n"
	    "+ openssl 1:3.0.7-24.el9 rpm from openssl 3.0.7-24.el9\n");
	assert_lines(&a,
	    "inventory apk:test = test\n"
	    "+ busybox-binsh 1.36.1-r15 apk from busybox 1.36.1-r15\n");
	lines_release(&d);
	lines_release(&r);
	lines_release(&q);
	lines_release(&a);
}

static void
spdx(void **state)
{
	struct lines l = read_as(NULL,
	    "{\"spdxVersion\":\"SPDX-2.3\",\"documentNamespace\":"
	    "\"https://example.org/web-0f8b7c1e-1111-4222-8333-0123456789ab\","
	    "\"creationInfo\":{\"created\":\"2024-05-01T10:00:00Z\"},"
	    "\"packages\":[{\"SPDXID\":\"a\",\"name\":\"shop\",\"supplier\":"
	    "\"Organization: Acme\"},{\"SPDXID\":\"b\",\"name\":\"junit\","
	    "\"versionInfo\":\"4\",\"externalRefs\":[{\"referenceType\":"
	    "\"purl\",\"referenceLocator\":\"pkg:maven/junit/junit@4\"}]}],"
	    "\"documentDescribes\":[\"a\"],\"relationships\":[{"
	    "\"spdxElementId\":\"b\",\"relationshipType\":"
	    "\"TEST_DEPENDENCY_OF\",\"relatedSpdxElement\":\"a\"}]}");

	(void)state;
	assert_lines(&l,
	    "inventory spdx:https://example.org/web = shop made "
	    "2024-05-01T10:00:00Z\n"
	    "+ Acme / shop @a\n"
	    "+ junit 4 maven {purl:pkg:maven/junit/junit@4} excluded @b\n");
	lines_release(&l);
}

static void
openvex(void **state)
{
	struct lines l = read_as(NULL,
	    "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"@id\":\"v1\","
	    "\"author\":\"Acme\",\"role\":\"Vendor\",\"version\":2,"
	    "\"timestamp\":\"2024-01-02T03:04:05+01:00\",\"statements\":[{"
	    "\"vulnerability\":{\"name\":\"CVE-2024-0001\"},\"products\":[{"
	    "\"@id\":\"pkg:oci/shop\",\"subcomponents\":[{\"@id\":"
	    "\"pkg:apk/alpine/musl@1\"}]}],\"status\":\"not_affected\","
	    "\"justification\":\"component_not_present\"},{\"vulnerability\":"
	    "\"CVE-3\",\"status\":\"maybe\"}]}");

	(void)state;
	assert_lines(&l,
	    "refused openvex-status line 1\n"
	    "advisory openvex:v1 v2 by Acme (vendor) published "
	    "2024-01-02T02:04:05Z modified 2024-01-02T02:04:05Z\n"
	    "vuln CVE-2024-0001\n"
	    "not-affected CVE-2024-0001: =pkg:apk/alpine/musl@1 any in apk "
	    "{purl:pkg:apk/alpine/musl@1} ON =pkg:oci/shop any in oci "
	    "{purl:pkg:oci/shop} because component_not_present\n");
	lines_release(&l);
}

struct counts {
	unsigned files, loaded, clean; /* clean: nothing refused */
	unsigned sound;   /* no note but that of copies that were changed */
	unsigned noticed; /* refused, noted or an error */
};

static bool
wanted(const char *name, const char *prefix)
{
	struct bw_str s = bw_str_of(name);

	return bw_str_starts(s, bw_str_of(prefix)) &&
	    (bw_str_ends(s, BW_STR(".json")) || bw_str_ends(s, BW_STR(".xml")));
}

static void
count(const char *folder, const char *prefix, struct counts *c)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	char path[1024];

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		struct lines l = { 0 };
		struct bw_err err = BW_ERR_INIT;
		int rc;

		if (!wanted(e->d_name, prefix))
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		rc = lines_file(&l, "cyclonedx", path, &err);
		c->files++;
		c->loaded += rc == 0;
		c->clean += rc == 0 && l.refused == 0;
		c->sound += rc == 0 &&
		    l.notes ==
			(bw_str_find(bw_buf_get(&l.text),
			     BW_STR("note cdx-pedigree")) >= 0);
		c->noticed += rc != 0 || l.refused > 0 || l.notes > 0;
		lines_release(&l);
	}
	(void)closedir(d);
}

/* The table of doc/cyber.md. */
/* A breach is a note, and what is sound beside it none; nothing is lost. */
static void
breaches(void **state)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(
	    lines_read(&l, "cyclonedx",
		BW_STR("{\"bomFormat\":\"CycloneDX\",\"specVersion\":"
		       "\"1.5\",\"version\":1,\"components\":["
		       "{\"type\":\"library\",\"name\":\"a\",\"version\":"
		       "\"1\",\"licenses\":[{\"license\":{\"id\":\"0BSD\"}},"
		       "{\"license\":{\"id\":\"LGPL-2.1+\"}}],\"hashes\":["
		       "{\"alg\":\"MD5\",\"content\":"
		       "\"00112233445566778899aabbccddeeff\"}]},"
		       "{\"type\":\"library\",\"name\":\"b\",\"version\":"
		       "\"1\",\"licenses\":[{\"license\":{\"id\":"
		       "\"My own\"}}],\"hashes\":[{\"alg\":\"MD5\","
		       "\"content\":\"0011\"}]}],\"dependencies\":["
		       "{\"ref\":\"nowhere\"}]}"),
		&err),
	    &err);
	assert_int_equal(l.components, 2);
	assert_int_equal(l.refused, 0);
	assert_int_equal(l.notes, 3);
	assert_true(lines_has(&l, "note cdx-licence line 1"));
	assert_true(lines_has(&l, "note cdx-hash line 1"));
	assert_true(bw_str_find(bw_buf_get(&l.text),
			BW_STR("note cdx-dependency")) >= 0);
	lines_release(&l);
}

static void
conformance(void **state)
{
	static const char *const versions[] = { "1.0", "1.1", "1.2", "1.3",
		"1.4", "1.5", "1.6", "1.7" };
	const char *root = test_data(
	    "cyber/sbom-cyclonedx-conformance/tools/src/test/resources");
	struct counts valid = { 0 }, invalid = { 0 };
	char folder[900];

	(void)state;
	if (root == NULL)
		skip();
	for (size_t i = 0; i < BW_LEN(versions); i++) {
		(void)snprintf(
		    folder, sizeof(folder), "%s/%s", root, versions[i]);
		count(folder, "valid-", &valid);
		count(folder, "invalid-", &invalid);
	}
	assert_int_equal(valid.files, valid.clean);
	assert_int_equal(valid.files, valid.sound);
	assert_int_equal(valid.files, 464);
	assert_int_equal(invalid.files, 306);
	assert_int_equal(invalid.noticed, 305);
}

static int
all_forms(void *ctx, struct bw_err *err)
{
	static const char *const texts[] = { bill_json, bill_xml,
		"host,product\na,b\n", "a-1.2-r3\n" };
	int rc = 0;

	(void)ctx;
	for (size_t i = 0; i < BW_LEN(texts) && rc == 0; i++) {
		struct lines l = { 0 };

		rc = lines_read(&l, NULL, bw_str_of(texts[i]), err);
		lines_release(&l);
	}
	return rc;
}

static void
no_memory(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	test_brutal(all_forms, NULL, 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cyclonedx),
		cmocka_unit_test(table), cmocka_unit_test(lists),
		cmocka_unit_test(spdx), cmocka_unit_test(openvex),
		cmocka_unit_test(breaches), cmocka_unit_test(conformance),
		cmocka_unit_test(no_memory) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
