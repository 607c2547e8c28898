/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_advisories.c - what is said about vulnerabilities: OSV, CVE, NVD,
 * CSAF, and the lists that rate them (KEV, EPSS).
 *
 * Documents stand here with ' for ", so that they can be read. The real files
 * of others are read where they are at hand.
 */
#include "support/support.h"
#include "formats/lines.h"
#include "model/ref.h"
#include <dirent.h>

/* With " for each '. Freed by the caller. */
static struct bw_str
quoted(const char *text)
{
	size_t n = strlen(text);
	char *p = malloc(n + 1);

	assert_non_null(p);
	for (size_t i = 0; i <= n; i++)
		p[i] = (char)(text[i] == '\'' ? '"' : text[i]);
	return (struct bw_str){ p, n };
}

static struct lines
read_as(const char *format, const char *text)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_str s = quoted(text);

	assert_ok(lines_read(&l, format, s, &err), &err);
	free((char *)(uintptr_t)s.p);
	return l;
}

static void
expect(const char *format, const char *text, const char *lines)
{
	struct lines l = read_as(format, text);

	assert_lines(&l, lines);
	lines_release(&l);
}

/* ---- OSV ---- */

static const char osv_npm[] =
    "{'schema_version':'1.6.0','id':'GHSA-aaaa-bbbb-cccc','modified':"
    "'2024-01-02T00:00:00Z','aliases':['CVE-2024-0001'],'summary':'Bad parse',"
    "'severity':[{'type':'CVSS_V3','score':"
    "'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}],'affected':[{'package':"
    "{'ecosystem':'npm','name':'leftpad','purl':'pkg:npm/leftpad'},'ranges':"
    "[{'type':'SEMVER','events':[{'introduced':'0'},{'fixed':'1.2.3'},"
    "{'introduced':'2.0.0'},{'last_affected':'2.1.0'}]},{'type':'GIT',"
    "'events':[{'introduced':'0'}]}],'versions':['0.9','1.0 beta']}],"
    "'database_specific':{'severity':'CRITICAL'}}";

static void
osv(void **state)
{
	(void)state;
	expect(NULL, osv_npm,
	    "skipped osv-git line 1\n"
	    "advisory osv:GHSA-aaaa-bbbb-cccc by GitHub (upstream) = Bad parse "
	    "lang en modified 2024-01-02T00:00:00Z\n"
	    "vuln GHSA-aaaa-bbbb-cccc = Bad parse [CVE-2024-0001] <cvss "
	    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H> <severity "
	    "CRITICAL>\n"
	    "affected GHSA-aaaa-bbbb-cccc: leftpad "
	    "vers:semver/<1.2.3|>=2.0.0|<=2.1.0 in semver "
	    "{purl:pkg:npm/leftpad}\n"
	    "affected GHSA-aaaa-bbbb-cccc: leftpad vers:npm/0.9|1.0%20beta in "
	    "npm {purl:pkg:npm/leftpad}\n");
	/* A bulletin of a distribution speaks of what it names as upstream;
	 * the same in YAML as in JSON. */
	expect(NULL,
	    "id: DSA-1-1\nmodified: '2024-01-02T00:00:00Z'\nupstream:\n"
	    "- CVE-2024-0001\n- CVE-2024-0002\naffected:\n- package:\n"
	    "    ecosystem: 'Debian:12'\n    name: openssl\n  ranges:\n"
	    "  - type: ECOSYSTEM\n    events:\n    - introduced: '0'\n"
	    "    - fixed: 3.0.11-1\n",
	    "advisory osv:DSA-1-1 by Debian (distribution) lang en modified "
	    "2024-01-02T00:00:00Z\n"
	    "vuln CVE-2024-0001\nvuln CVE-2024-0002\n"
	    "affected CVE-2024-0001: openssl vers:deb/<3.0.11-1 in deb\n"
	    "affected CVE-2024-0002: openssl vers:deb/<3.0.11-1 in deb\n");
}

/* What is introduced where it is fixed holds nothing, and nothing after it. */
static void
osv_empty(void **state)
{
	struct lines l;

	(void)state;
	expect(NULL,
	    "{'id':'X-1','modified':'2024-01-02T00:00:00Z','affected':["
	    "{'package':{'ecosystem':'npm','name':'a'},'ranges':[{'type':"
	    "'SEMVER','events':[{'introduced':'0'},{'fixed':'3.5.4'},"
	    "{'introduced':'5.1.0'},{'fixed':'5.1.0'}]}]}]}\n",
	    "advisory osv:X-1 (upstream) lang en modified "
	    "2024-01-02T00:00:00Z\nvuln X-1\n"
	    "affected X-1: a vers:semver/<3.5.4 in semver\n");
	l = read_as("osv",
	    "{'id':'X-1','modified':'2024-01-02T00:00:00Z','affected':["
	    "{'package':{'ecosystem':'npm','name':'a'},'ranges':[{'type':"
	    "'SEMVER','events':[{'introduced':'2.0.0'},{'fixed':'2.0.0'}]}"
	    "]}]}\n");
	assert_int_equal(l.claims, 0);
	assert_true(lines_has(&l, "note osv-empty line 1"));
	lines_release(&l);
}

/* Without package, events or id: told, and the rest of the file goes on. */
static void
osv_broken(void **state)
{
	struct lines l;

	(void)state;
	l = read_as("osv",
	    "{'id':'X-1','modified':'2024-01-02T00:00:00Z','affected':["
	    "{'ranges':[]},{'package':{'ecosystem':'npm','name':'a'},'ranges':"
	    "[{'type':'SEMVER','events':[{'fixed':'1'}]}]}]}\n"
	    "{'modified':'2024-01-02T00:00:00Z'}\n7\n"
	    "{'id':'X-2','modified':'2024-01-02T00:00:00Z','withdrawn':"
	    "'2024-01-03T00:00:00Z','affected':[]}\n");
	assert_int_equal(l.refused, 2);
	assert_int_equal(l.advisories, 2);
	assert_int_equal(l.claims, 0);
	assert_true(lines_has(&l, "note osv-introduced line 1"));
	assert_true(lines_has(&l, "note osv-package line 1"));
	assert_true(lines_has(&l,
	    "advisory osv:X-2 (upstream) withdrawn lang en modified "
	    "2024-01-02T00:00:00Z"));
	lines_release(&l);
}

/* ---- CVE ---- */

static const char cve_record[] =
    "{'dataType':'CVE_RECORD','dataVersion':'5.1','cveMetadata':{'cveId':"
    "'CVE-2024-0001','state':'PUBLISHED','datePublished':"
    "'2024-01-01T00:00:00Z','dateUpdated':'2024-01-05T00:00:00Z'},"
    "'containers':{'cna':{'providerMetadata':{'shortName':'acme'},'title':"
    "'Overflow','solutions':[{'lang':'en','value':'Update.'}],'affected':["
    "{'vendor':'Acme','product':'Box','defaultStatus':'unaffected',"
    "'versions':[{'version':'1.0','lessThan':'2.0','status':'affected',"
    "'versionType':'semver','changes':[{'at':'1.5','status':'unaffected'}]},"
    "{'version':'3.1','status':'affected'},{'version':'3.2','status':"
    "'affected'},{'version':'5.0','lessThanOrEqual':'5.4.*','status':"
    "'affected'},{'version':'4.0 and prior','status':'affected'}]},"
    "{'vendor':'n/a','product':'n/a'}]},'adp':[{'providerMetadata':{"
    "'shortName':'CISA-ADP'},'metrics':[{'other':{'type':'ssvc','content':{"
    "'timestamp':'2024-01-06T01:02:03Z','options':[{'Exploitation':'active'},"
    "{'Automatable':'no'}]}}},{'other':{'type':'kev','content':{'dateAdded':"
    "'2024-01-04'}}}]},{'providerMetadata':{'shortName':'CVE'},"
    "'references':[]}]}}";

static void
cve(void **state)
{
	(void)state;
	expect(NULL, cve_record,
	    "skipped cve-no-product line 1\n"
	    "advisory cve:CVE-2024-0001 by acme (vendor) = Overflow lang en "
	    "published 2024-01-01T00:00:00Z modified 2024-01-05T00:00:00Z\n"
	    "vuln CVE-2024-0001 = Overflow\n"
	    "affected CVE-2024-0001: Acme / Box vers:semver/>=1.0|<1.5 in "
	    "semver do Update.\n"
	    "not-affected CVE-2024-0001: Acme / Box vers:semver/>=1.5|<2.0 in "
	    "semver\n"
	    "affected CVE-2024-0001: Acme / Box vers:vendor/>=5.0|<5.5 in "
	    "vendor do Update.\n"
	    "affected CVE-2024-0001: Acme / Box words 4.0 and prior in vendor "
	    "do Update.\n"
	    "affected CVE-2024-0001: Acme / Box vers:vendor/3.1|3.2 in vendor "
	    "do Update.\n"
	    "not-affected CVE-2024-0001: Acme / Box any default\n"
	    "advisory cve:CVE-2024-0001/CISA-ADP by CISA-ADP (enricher) lang "
	    "en published 2024-01-01T00:00:00Z modified "
	    "2024-01-05T00:00:00Z\n"
	    "vuln CVE-2024-0001 <ssvc Exploitation=active;Automatable=no> "
	    "<exploited kev>\n");
	expect(NULL,
	    "{'dataType':'CVE_RECORD','cveMetadata':{'cveId':'CVE-2024-0009',"
	    "'state':'REJECTED'},'containers':{'cna':{}}}",
	    "advisory cve:CVE-2024-0009 (upstream) withdrawn lang en\n"
	    "vuln CVE-2024-0009\n");
	/* The end of an interval, told as a change too. */
	expect(NULL,
	    "{'cveMetadata':{'cveId':'CVE-2024-0010','state':'PUBLISHED'},"
	    "'containers':{'cna':{'affected':[{'vendor':'Acme','product':"
	    "'Box','versions':[{'version':'1.0','lessThan':'2.0','status':"
	    "'affected','versionType':'semver','changes':[{'at':'2.0',"
	    "'status':'unaffected'}]}]}]}}}",
	    "advisory cve:CVE-2024-0010 (upstream) lang en\n"
	    "vuln CVE-2024-0010\n"
	    "affected CVE-2024-0010: Acme / Box vers:semver/>=1.0|<2.0 in "
	    "semver\n");
}

/* Two additions of one organisation are two. A list of vulnerable names needs
 * no tree; with what it must run on it is a tree, which does not hold for what
 * is said in words. */
static const char cve_trees[] =
    "{'cveMetadata':{'cveId':'CVE-2024-0003','state':'PUBLISHED'},"
    "'containers':{'cna':{'affected':[{'vendor':'Acme','product':'Box',"
    "'versions':[{'version':'1','status':'affected'}]}],'cpeApplicability':[{"
    "'operator':'AND','nodes':[{'operator':'OR','cpeMatch':[{'vulnerable':"
    "true,'criteria':'cpe:2.3:o:acme:box_fw:*:*:*:*:*:*:*:*',"
    "'versionEndExcluding':'2'}]},{'operator':'OR','cpeMatch':[{'vulnerable':"
    "false,'criteria':'cpe:2.3:h:acme:box:-:*:*:*:*:*:*:*'}]}]}]},'adp':[{"
    "'providerMetadata':{'shortName':'X'},'cpeApplicability':[{'nodes':[{"
    "'operator':'OR','cpeMatch':[{'vulnerable':true,'criteria':"
    "'cpe:2.3:a:acme:a\\\\!b:1.0:*:*:*:*:*:*:*'},{'criteria':'junk'}]}]}]},{"
    "'providerMetadata':{'shortName':'X'},'metrics':[{'cvssV3_1':{"
    "'vectorString':'CVSS:3.1/AV:N'}}]}]}}";

static void
cve_cpe(void **state)
{
	(void)state;
	expect("cve", cve_trees,
	    "advisory cve:CVE-2024-0003 (upstream) lang en\n"
	    "vuln CVE-2024-0003\n"
	    "vuln CVE-2024-0003 (and (or +1) (or -2))\n"
	    "affected CVE-2024-0003: Acme / Box 1 in vendor\n"
	    "affected CVE-2024-0003: acme / box_fw vers:vendor/<2 in vendor "
	    "{cpe:cpe:2.3:o:acme:box_fw:*:*:*:*:*:*:*:*}\n"
	    "note nvd-cpe line 1\n"
	    "advisory cve:CVE-2024-0003/X by X (enricher) lang en\n"
	    "vuln CVE-2024-0003\n"
	    "affected CVE-2024-0003: acme / a!b 1.0 in vendor "
	    "{cpe:cpe:2.3:a:acme:a\\!b:1.0:*:*:*:*:*:*:*}\n"
	    "advisory cve:CVE-2024-0003/X#2 by X (enricher) lang en\n"
	    "vuln CVE-2024-0003 <cvss CVSS:3.1/AV:N>\n");
}

/* What stands where a version should: several are one list, an escape of CPE
 * is none of the version's, and "n/a" is not every version. */
static void
cve_versions(void **state)
{
	(void)state;
	expect("cve",
	    "{'cveMetadata':{'cveId':'CVE-2024-0006'},'containers':{'cna':{"
	    "'affected':[{'product':'ios','versions':[{'version':'15.2(4)M3',"
	    "'status':'affected'},{'version':'8.2\\\\(100.0\\\\)','status':"
	    "'affected'},{'version':'n/a','status':'affected'},{'version':'1, "
	    "2',"
	    "'status':'affected'}]},{'product':'tool','versions':[{'version':'*"
	    "',"
	    "'status':'affected'}]},{'product':'idle'}]}}}",
	    "advisory cve:CVE-2024-0006 (upstream) lang en\n"
	    "vuln CVE-2024-0006\n"
	    "affected CVE-2024-0006: ios words n/a in vendor\n"
	    "affected CVE-2024-0006: ios words 1, 2 in vendor\n"
	    "affected CVE-2024-0006: ios "
	    "vers:vendor/15.2%284%29M3|8.2%28100.0%29 in vendor\n"
	    "affected CVE-2024-0006: tool any in vendor\n"
	    "unknown CVE-2024-0006: idle any\n");
}

/* ---- NVD ---- */

#define NVD_MATCH(vulnerable, cpe) \
	"{'vulnerable':" vulnerable ",'criteria':'cpe:2.3:" cpe "'}"
#define NVD_OR(match) "{'operator':'OR','negate':false,'cpeMatch':[" match "]}"

static const char
    nvd_answer[] =
	"{'resultsPerPage':2,'startIndex':0,'totalResults':2,'format':'NVD_CVE'"
	","
	"'version':'2.0','vulnerabilities':[{'cve':{'id':'CVE-2024-0001',"
	"'sourceIdentifier':'psirt@acme.example','published':"
	"'2024-01-01T10:15:08.123','lastModified':'2024-01-02T10:15:08.123',"
	"'vulnStatus':'Analyzed','cisaExploitAdd':'2024-01-03','cisaActionDue':"
	"'2024-01-24','descriptions':[{'lang':'es','value':'Malo'},{'lang':'en'"
	","
	"'value':'Bad'}],'metrics':{'cvssMetricV31':[{'source':'nvd@nist.gov',"
	"'type':'Primary','cvssData':{'vectorString':'CVSS:3.1/"
	"AV:N'}},{'source':"
	"'psirt@acme.example','cvssData':{'vectorString':'CVSS:3.1/AV:L'}}],"
	"'cvssMetricV2':[{'source':'nvd@nist.gov','cvssData':{'vectorString':"
	"'AV:N'}}]},'configurations':[{'operator':'AND','nodes':[" NVD_OR(
	    NVD_MATCH("true",
		"o:acme:fw:1.0:*:*:*:*:*:*:*")) "," NVD_OR(NVD_MATCH("false",
	    "h:acme:box:-:*:*:*:*:*:*:*") "," NVD_MATCH("false",
	    "h:acme:crate:-:*:*:*:*:*:*:*")) "]},{'nodes':[" NVD_OR("{'"
								    "vulnerable"
								    "':true,'"
								    "criteria':"
								    "'cpe:2.3:"
								    "a:acme:"
								    "app:*:*:*:"
								    "*:*:*:*:*'"
								    ",'"
								    "versionSta"
								    "rtIncludin"
								    "g':'2.0','"
								    "versionEnd"
								    "Including'"
								    ":'2.9'}") "]},{'negate':true,'nodes':[" NVD_OR(NVD_MATCH("true",
	    "a:acme:guard:*:*:*:*:*:*:*:*")) "]}]}},{'cve':{"
					     "'id':'CVE-2024-0002','vulnStatus'"
					     ":'Rejected'}}]}";

static void
nvd(void **state)
{
	(void)state;
	expect(NULL, nvd_answer,
	    "advisory nvd:CVE-2024-0001 by NVD (enricher) = Bad lang en "
	    "published 2024-01-01T10:15:08Z modified 2024-01-02T10:15:08Z\n"
	    "vuln CVE-2024-0001 = Bad <cvss CVSS:3.1/AV:N> <cvss "
	    "CVSS:3.1/AV:L by psirt@acme.example> <cvss AV:N> <exploited kev "
	    "by CISA>\n"
	    "vuln CVE-2024-0001 = Bad (or (and (or +1) (or -2 -3)) not(or (or "
	    "+4)))\n"
	    "affected CVE-2024-0001: acme / app vers:vendor/>=2.0|<=2.9 in "
	    "vendor {cpe:cpe:2.3:a:acme:app:*:*:*:*:*:*:*:*}\n"
	    "affected CVE-2024-0001: acme / fw 1.0 in vendor "
	    "{cpe:cpe:2.3:o:acme:fw:1.0:*:*:*:*:*:*:*}\n"
	    "advisory nvd:CVE-2024-0002 by NVD (enricher) withdrawn lang en\n"
	    "vuln CVE-2024-0002\n");
	/* One record of a feed, and nesting that no rule needs. */
	expect("nvd", "{'cve_items':[{'id':'CVE-2024-0004'},{'id':''}]}",
	    "advisory nvd:CVE-2024-0004 by NVD (enricher) lang en\n"
	    "vuln CVE-2024-0004\n"
	    "refused nvd-id line 1\n");
}

static void
nvd_deep(void **state)
{
	struct bw_buf b = { 0 };
	struct lines l;

	(void)state;
	bw_buf_z(&b, "{'id':'CVE-2024-0005','configurations':[");
	for (unsigned i = 0; i < 40; i++)
		bw_buf_z(&b, "{'nodes':[");
	bw_buf_z(&b,
	    "{'cpeMatch':[" NVD_MATCH("true", "a:a:b:1:*:*:*:*:*:*:*") "]}");
	for (unsigned i = 0; i < 40; i++)
		bw_buf_z(&b, "]}");
	bw_buf_z(&b, "]}");
	bw_buf_char(&b, '\0');
	l = read_as("nvd", b.p);
	assert_true(lines_has(&l, "note nvd-depth line 1"));
	assert_int_equal(l.advisories, 1);
	assert_int_equal(l.claims, 0);
	lines_release(&l);
	bw_buf_release(&b);
}

/* ---- CSAF ---- */

#define CSAF_HEAD(version, category, status)                                \
	"{'document':{'category':'csaf_security_advisory','csaf_version':"  \
	"'" version "','title':'Acme (fictief)','lang':'nl','publisher':{"  \
	"'category':'" category "','name':'Acme PSIRT','namespace':"        \
	"'https://acme.example'},'distribution':{'tlp':{'label':'AMBER'}}," \
	"'tracking':{'id':'ACME-1','version':'2','status':'" status "',"    \
	"'initial_release_date':'2024-01-01T00:00:00Z',"                    \
	"'current_release_date':'2024-02-01T12:00:00+01:00'}"
#define CSAF_BRANCH(category, name, rest) \
	"{'category':'" category "','name':'" name "'," rest "}"
#define CSAF_PRODUCT(id, rest) \
	"'product':{'name':'n','product_id':'" id "'" rest "}"

static const char csaf_20[] = CSAF_HEAD("2.0", "vendor",
    "final") ",'aggregate_severity':{'text':'Critical'},'notes':[{'title':'"
	     "Kans',"
	     "'text':'medium'},{'title':'Schade','text':'high'},{'title':'"
	     "Urgentie',"
	     "'text':'Urgent'}]},'product_tree':{'branches':[" CSAF_BRANCH(
		 "vendor", "Acme",
		 "'branches':[" CSAF_BRANCH("product_name", "Box",
		     "'branches':[" CSAF_BRANCH("product_version", "1.0",
			 CSAF_PRODUCT("P1",
			     ",'product_identification_helper':{'purl':"
			     "'pkg:generic/box@1.0','cpe':'cpe:/"
			     "a:acme:box:1.0'}")) "," CSAF_BRANCH("product_"
								  "version_"
								  "range",
			 "vers:generic/<2.0",
			 CSAF_PRODUCT(
			     "P2", "")) "," CSAF_BRANCH("product_version_range",
			 "All versions < V3",
			 CSAF_PRODUCT("P3",
			     "")) "]") "," CSAF_BRANCH("product_name", "Rail 9",
		     CSAF_PRODUCT("HW",
			 "")) "]") "],'full_product_names':[{'name':'Loose "
				   "thing 7','product_id':'F'}],"
				   /* the second is needed by the first, which
				      stands before it */
				   "'relationships':[{'category':'installed_on'"
				   ",'product_reference':'R2',"
				   "'relates_to_product_reference':'F','full_"
				   "product_name':{'name':'x',"
				   "'product_id':'R1'}},{'category':'installed_"
				   "on','product_reference':'P1',"
				   "'relates_to_product_reference':'HW','full_"
				   "product_name':{'name':'y',"
				   "'product_id':'R2'}}],'product_groups':[{'"
				   "group_id':'G','product_ids':["
				   "'P1','P3']}]},'vulnerabilities':[{'cve':'"
				   "CVE-2024-0001','title':'Hole',"
				   "'ids':[{'system_name':'GitHub','text':'"
				   "GHSA-aaaa-bbbb-cccc'},{"
				   "'system_name':'Bugzilla','text':'1234'}],'"
				   "flags':[{'label':"
				   "'component_not_present','product_ids':['P2'"
				   "]}],'remediations':[{"
				   "'category':'mitigation','details':'Close "
				   "port 9.','group_ids':['G']},{"
				   "'category':'vendor_fix','details':'Install "
				   "2.0.','product_ids':['P1']},{"
				   "'category':'none_available','details':'"
				   "Wait.','product_ids':['P1']}],"
				   "'scores':[{'products':['P1'],'cvss_v3':{'"
				   "vectorString':'CVSS:3.1/AV:N'}}"
				   ",{'products':['P3'],'cvss_v3':{'"
				   "vectorString':'CVSS:3.1/AV:N'},"
				   "'cvss_v2':{'vectorString':'AV:L'}}],'"
				   "threats':[{'category':"
				   "'exploit_status','details':'Seen "
				   "somewhere.'}],'product_status':{"
				   "'known_affected':['P1','P3','P1'],'first_"
				   "affected':['P1'],"
				   "'known_not_affected':['P2'],'fixed':['R1'],"
				   "'under_investigation':['F',"
				   "'NOWHERE'],'recommended':['P3']}},{'title':"
				   "'Nameless','product_status':{"
				   "'known_affected':['R2']}}]}";

static void
csaf(void **state)
{
#define NCSC " <chance medium> <damage high> <urgency Urgent>"
	(void)state;
	expect(NULL, csaf_20,
	    "note csaf-reference line 1\n"
	    "skipped csaf-exploit-status line 1\n"
	    "advisory csaf:ACME-1 v2 by Acme PSIRT (vendor) = Acme (fictief) "
	    "tlp AMBER lang nl published 2024-01-01T00:00:00Z modified "
	    "2024-02-01T11:00:00Z\n"
	    "vuln CVE-2024-0001 = Hole [GHSA-aaaa-bbbb-cccc] <cvss "
	    "CVSS:3.1/AV:N> <cvss AV:L>" NCSC " <severity Critical>\n"
	    "vuln ACME-1#2 = Nameless" NCSC " <severity Critical>\n"
	    "affected CVE-2024-0001: Acme / Box =P1 1.0 in generic "
	    "{purl:pkg:generic/box@1.0} {cpe:cpe:/a:acme:box:1.0} do Install "
	    "2.0.\n"
	    "affected CVE-2024-0001: Acme / Box =P3 words All versions < V3 "
	    "do Close port 9.\n"
	    "fixed CVE-2024-0001: Acme / Box =R1 1.0 in generic "
	    "{purl:pkg:generic/box@1.0} {cpe:cpe:/a:acme:box:1.0} ON "
	    "Loose thing 7 =F any\n"
	    "not-affected CVE-2024-0001: Acme / Box =P2 vers:generic/<2.0 "
	    "because component_not_present\n"
	    "investigating CVE-2024-0001: Loose thing 7 =F any\n"
	    "affected ACME-1#2: Acme / Box =R2 1.0 in generic "
	    "{purl:pkg:generic/box@1.0} {cpe:cpe:/a:acme:box:1.0} ON Acme / "
	    "Rail 9 =HW any\n");
}

static const char csaf_21[] = CSAF_HEAD("2.1", "translator",
    "draft") "},'product_tree':{'full_product_names':[{'name':'A','product_id'"
	     ":'A',"
	     "'product_identification_helper':{'purls':['pkg:rpm/x/"
	     "a@1','pkg:rpm/y/a"
	     "@1']}},{'name':'B','product_id':'B'},{'name':'C','product_id':'C'"
	     "}],"
	     "'product_paths':[{'beginning_product_reference':'A',"
	     "'full_product_name':{'name':'A on B on C','product_id':'ABC'},"
	     "'subpaths':[{'category':'installed_on','next_product_reference':'"
	     "B'},{"
	     "'category':'installed_on','next_product_reference':'C'}]},{"
	     "'beginning_product_reference':'L','full_product_name':{'product_"
	     "id':"
	     "'L'},'subpaths':[{'next_product_reference':'B'}]}]},'"
	     "vulnerabilities':[{"
	     "'cve':'CVE-2024-0002','metrics':[{'source':'https://nvd.example',"
	     "'content':{'cvss_v4':{'vectorString':'CVSS:4.0/AV:N'},'epss':{"
	     "'probability':'0.5','percentile':'0.75','timestamp':"
	     "'2024-01-01T00:00:00Z'},'qualitative_severity_rating':'high','"
	     "ssvc_v2':{"
	     "'selections':[{'key':'E','name':'Exploitation','values':[{'key':'"
	     "A',"
	     "'name':'active'},{'key':'P','name':'public PoC'}]},{'namespace':"
	     "'ssvc//.example.test#x','key':'A','name':'Automatisierbar',"
	     "'values':[{'key':'Y','name':'Ja'}]}]}}}],"
	     "'first_known_exploitation_dates':[{'date'"
	     ":"
	     "'2024-01-09T00:00:00Z','exploitation_date':'2024-01-08T00:00:00Z'"
	     "}],"
	     "'threats':[{'category':'impact','details':'Not linked in.',"
	     "'product_ids':['B']}],'remediations':[{'category':'fix_planned',"
	     "'details':'In May.'}],'product_status':{'known_affected':['ABC'],"
	     "'known_not_affected':['B'],'unknown':['C','L']}}]}";

static void
csaf_newer(void **state)
{
	(void)state;
	expect(NULL, csaf_21,
	    "note csaf-relation line 1\n"
	    "note csaf-reference line 1\n"
	    "advisory csaf:ACME-1 v2 by Acme PSIRT (coordinator) draft = Acme "
	    "(fictief) tlp AMBER lang nl published 2024-01-01T00:00:00Z "
	    "modified 2024-02-01T11:00:00Z\n"
	    "vuln CVE-2024-0002 <cvss CVSS:4.0/AV:N by https://nvd.example> "
	    "<ssvc Exploitation=active|public PoC;ssvc:A=Y by "
	    "https://nvd.example> <severity high by https://nvd.example> <epss "
	    "0.5 by https://nvd.example> "
	    "<exploited csaf>\n"
	    "affected CVE-2024-0002: A =ABC any {purl:pkg:rpm/x/a@1} "
	    "{purl:pkg:rpm/y/a@1} ON B any ON C =C any do In May.\n"
	    "not-affected CVE-2024-0002: B =B any because Not linked in.\n"
	    "unknown CVE-2024-0002: C =C any\n");
}

/* Who speaks, and which documents no longer do. */
static void
csaf_heads(void **state)
{
	struct lines l;

	(void)state;
	l = read_as("csaf",
	    CSAF_HEAD("2.0", "vendor",
		"final") "},'product_tree':{'full_product_names':[{'name':'a',"
			 "'product_id':'A','product_identification_helper':{'"
			 "purl':"
			 "'pkg:deb/debian/a@1'}}]}}\n"
			 "{'document':{'category':'csaf_withdrawn','csaf_"
			 "version':'2.1',"
			 "'publisher':{'category':'vendor'},'tracking':{'id':'"
			 "ACME-2',"
			 "'current_release_date':'soon'}}}\n"
			 "{'document':{'csaf_version':'3.0','tracking':{}}}\n"
			 "{'vulnerabilities':[]}\n");
	assert_int_equal(l.refused, 2);
	assert_int_equal(l.advisories, 2);
	assert_true(lines_has(&l, "note csaf-date line 2"));
	assert_true(lines_has(&l, "advisory csaf:ACME-2 (vendor) withdrawn"));
	assert_true(bw_str_find(bw_buf_get(&l.text),
			BW_STR("Acme PSIRT (distribution)")) >= 0);
	lines_release(&l);
}

/* ---- KEV and EPSS ---- */

static void
kev(void **state)
{
	static const char lines[] =
	    "signal CVE-2024-0001 exploited kev extra 2024-02-01;ransomware at "
	    "2024-01-11\n"
	    "signal CVE-2024-0002 exploited kev extra 2024-03-01 at "
	    "2024-01-12\n";

	(void)state;
	expect(NULL,
	    "{'title':'CISA','catalogVersion':'2024.01.12','dateReleased':"
	    "'2024-01-12T10:00:00Z','count':2,'vulnerabilities':[{'cveID':"
	    "'CVE-2024-0001','dateAdded':'2024-01-11','dueDate':'2024-02-01',"
	    "'knownRansomwareCampaignUse':'Known'},{'cveID':'CVE-2024-0002',"
	    "'dateAdded':'2024-01-12','dueDate':'2024-03-01',"
	    "'knownRansomwareCampaignUse':'Unknown'}]}",
	    lines);
	expect(NULL,
	    "cveID,vendorProject,dateAdded,dueDate,knownRansomwareCampaignUse\n"
	    "CVE-2024-0001,'Acme, Inc',2024-01-11,2024-02-01,Known\n"
	    "CVE-2024-0002,Box,2024-01-12,2024-03-01,Unknown\n",
	    lines);
}

static void
epss(void **state)
{
	(void)state;
	expect(NULL,
	    "#model_version:v2025.03.14,score_date:2025-08-25T12:55:00Z\n"
	    "cve,epss,percentile\nCVE-2024-0001,0.00043,0.11\n"
	    "CVE-2024-0002,1.5,0.2\nnothing,0.1,0.2\n"
	    "CVE-2024-0003,9.7e-05,1.0\n",
	    "signal CVE-2024-0001 epss 0.00043 extra 0.11 at 2025-08-25\n"
	    "refused epss-value line 4\n"
	    "refused epss-id line 5\n"
	    "signal CVE-2024-0003 epss 9.7e-05 extra 1.0 at 2025-08-25\n");
	expect("epss", "cve,epss,percentile\nCVE-2024-0001,0,0\n",
	    "signal CVE-2024-0001 epss 0 extra 0\n");
}

/* ---- real files ----
 * The numbers of claims were counted with another program. */

static void
add_file(struct lines *l, const char *format, const char *path)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(lines_file(l, format, path, &err), &err);
}

static bool
read_real(struct lines *l, const char *format, const char *name)
{
	const char *path = test_data(name);

	if (path == NULL)
		return false;
	add_file(l, format, path);
	return true;
}

/* 1,404 entries; both forms of the list give the same lines. */
static void
real_kev(void **state)
{
	struct lines json = { 0 }, csv = { 0 };

	(void)state;
	if (!read_real(&json, NULL,
		"cyber/kev/known_exploited_vulnerabilities.json") ||
	    !read_real(
		&csv, NULL, "cyber/kev/known_exploited_vulnerabilities.csv"))
		skip();
	assert_int_equal(json.signals, 1404);
	assert_int_equal(
	    json.refused + json.notes + csv.refused + csv.notes, 0);
	assert_true(bw_str_eq(bw_buf_get(&json.text), bw_buf_get(&csv.text)));
	lines_release(&json);
	lines_release(&csv);
}

/* Every .json of a folder and those below it. */
static unsigned
read_tree(struct lines *l, const char *folder)
{
	char path[4096];
	struct dirent *e;
	DIR *d = opendir(folder);
	unsigned n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		struct bw_str name = bw_str_of(e->d_name);

		(void)snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		if (e->d_name[0] == '2' && name.n == 4) {
			n += read_tree(l, path);
		} else if (bw_str_ends(name, BW_STR(".json")) &&
		    !bw_str_starts(name, BW_STR("cisa-csaf-"))) {
			add_file(l, NULL, path);
			n++;
		}
	}
	closedir(d);
	return n;
}

static void
real_csaf(void **state)
{
	static const char folder[] = "cyber/csaf-cisa/csaf_files/OT/white";
	struct lines l = { 0 };
	const char *path = test_data(folder);
	unsigned n;

	(void)state;
	if (path == NULL)
		skip();
	path = strdup(path);
	n = read_tree(&l, path);
	assert_int_equal(n, 1200); /* and two more under IT */
	assert_int_equal(l.advisories, n);
	assert_int_equal(l.claims, 21976);
	assert_int_equal(l.refused + l.notes + l.skipped, 0);
	free((char *)(uintptr_t)path);
	lines_release(&l);
}

/* Five bulletins of Red Hat: every claim is of a package that runs on one of
 * its products, as the number of relationships says. */
static void
real_red_hat(void **state)
{
	static const struct {
		const char *name;
		unsigned claims;
	} docs[] = { { "2024_4546", 15 }, { "2024_4420", 938 },
		{ "2024_6220", 342 }, { "2003_315", 26 },
		{ "2015_0008", 536 } };
	char name[128];

	(void)state;
	for (size_t i = 0; i < BW_LEN(docs); i++) {
		struct lines l = { 0 };

		(void)snprintf(name, sizeof(name),
		    "cyber/osv-schema/tools/redhat/testdata/CSAF/rhsa-%s.json",
		    docs[i].name);
		if (!read_real(&l, NULL, name))
			skip();
		assert_int_equal(l.claims, docs[i].claims);
		assert_int_equal(l.refused + l.notes + l.skipped, 0);
		assert_true(bw_str_find(bw_buf_get(&l.text),
				BW_STR("(distribution)")) > 0);
		lines_release(&l);
	}
}

static void
real_osv(void **state)
{
	struct lines l = { 0 };

	(void)state;
	if (!read_real(&l, NULL, "cyber/osv-go/osv-go.ndjson.zst"))
		skip();
	assert_int_equal(l.advisories, 4291);
	assert_int_equal(l.claims, 6125);
	if (!read_real(&l, NULL, "cyber/osv-bitnami/osv-bitnami.ndjson.zst"))
		skip();
	assert_int_equal(l.advisories, 4291 + 7444);
	assert_int_equal(l.claims, 6125 + 7476);
	assert_int_equal(l.refused + l.notes + l.skipped, 0);
	lines_release(&l);
}

/* ---- no memory ---- */

static int
all_forms(void *ctx, struct bw_err *err)
{
	static const char *const texts[][2] = { { "osv", osv_npm },
		{ "cve", cve_record }, { "cve", cve_trees },
		{ "nvd", nvd_answer }, { "csaf", csaf_20 }, { "csaf", csaf_21 },
		{ "kev",
		    "{'vulnerabilities':[{'cveID':'CVE-2024-1','dueDate':"
		    "'2024-01-01','knownRansomwareCampaignUse':'Known'}]}" },
		{ "epss", "cve,epss\nCVE-2024-0001,0.1\n" } };
	int rc = 0;

	(void)ctx;
	for (size_t i = 0; i < BW_LEN(texts) && rc == 0; i++) {
		struct lines l = { 0 };
		struct bw_str s = quoted(texts[i][1]);

		rc = lines_read(&l, texts[i][0], s, err);
		free((char *)(uintptr_t)s.p);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(osv),
		cmocka_unit_test(osv_empty), cmocka_unit_test(osv_broken),
		cmocka_unit_test(cve), cmocka_unit_test(cve_cpe),
		cmocka_unit_test(cve_versions), cmocka_unit_test(nvd),
		cmocka_unit_test(nvd_deep), cmocka_unit_test(csaf),
		cmocka_unit_test(csaf_newer), cmocka_unit_test(csaf_heads),
		cmocka_unit_test(kev), cmocka_unit_test(epss),
		cmocka_unit_test(real_kev), cmocka_unit_test(real_csaf),
		cmocka_unit_test(real_red_hat), cmocka_unit_test(real_osv),
		cmocka_unit_test(no_memory) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
