/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pages.c - the addresses of the pages.
 */
#include "web/pages.h"

const struct web_page web_pages[] = {
	{ "/", "home", page_home, NULL, true, NULL, NULL },
	{ "/search", "search", page_search, NULL, true, "web.search.title",
	    NULL },
	{ "/company/{}", "company", page_company, NULL, true, NULL,
	    "web.tab.check" },
	{ "/company/{}/owners", "owners", page_owners_of, NULL, true, NULL,
	    "web.tab.owners" },
	{ "/company/{}/owners/{}", "owner", page_owner, NULL, true, NULL,
	    NULL },
	{ "/company/{}/deal", "deal", page_deal, NULL, true, NULL,
	    "web.tab.deal" },
	{ "/company/{}/machines", "machines", page_machines, NULL, true, NULL,
	    "web.tab.machines" },
	{ "/company/{}/report", "report", page_report, NULL, true, NULL,
	    "web.tab.report" },
	{ "/company/{}/report/pdf", "report-pdf", page_report_pdf, NULL, false,
	    NULL, NULL },
	{ "/company/{}/report/html", "report-html", page_report_html, NULL,
	    false, NULL, NULL },
	{ "/machine/{}", "machine", page_machine, NULL, true, NULL, NULL },
	{ "/vulnerabilities", "vulnerabilities", page_vulnerabilities, NULL,
	    true, "web.vuln.title", NULL },
	{ "/vulnerability/{}", "vulnerability", page_vulnerability, NULL, true,
	    NULL, NULL },
	{ "/about", "about", page_about, NULL, true, "web.about.title", NULL },
	{ NULL, NULL, NULL, NULL, false, NULL, NULL },
};
