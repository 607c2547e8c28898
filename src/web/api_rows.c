/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * api_rows.c - the questions that programs can ask.
 */
#include "web/api.h"

#define PARAMS(...)                  \
	((const struct api_param[]){ \
	    __VA_ARGS__, { NULL, NULL, NULL, false, NULL } })
#define AS_OF                                                        \
	{                                                            \
		"asOf", "as-of", "string", false, "cli.option.as-of" \
	}
#define KNOWN                                                         \
	{                                                             \
		"known", "known", "string", false, "cli.option.known" \
	}
#define LIMIT                                                          \
	{                                                              \
		"limit", "limit", "integer", false, "cli.option.limit" \
	}
#define PERSON(name, option)                                       \
	{                                                          \
		name, option, "party", false, "cli.option." option \
	}
#define TEXT(name, option, word)                    \
	{                                           \
		name, option, "string", false, word \
	}
#define YES(name, option)                                            \
	{                                                            \
		name, option, "boolean", false, "cli.option." option \
	}

const struct api_row api_rows[] = {
	{ "companies", { NULL }, "findCompanies", "find", NULL, NULL, false,
	    true,
	    PARAMS({ "q", NULL, "string", true, "web.search.field" }, LIMIT),
	    "cli.verb.find.line" },
	{ "companies/{}", { "companyId" }, "checkCompany", "check", NULL, NULL,
	    true, false, PARAMS(AS_OF, KNOWN), "cli.verb.check.line" },
	{ "companies/{}/owners", { "companyId" }, "listOwners", "owners", NULL,
	    NULL, true, true,
	    PARAMS(AS_OF, KNOWN, LIMIT, TEXT("min", "min", "cli.option.min"),
		TEXT("by", "by", "cli.option.by"),
		TEXT("reading", "reading", "cli.option.reading"),
		TEXT("with", "with", "cli.option.with"), YES("rules", "rules"),
		YES("exact", "exact")),
	    "cli.verb.owners.line" },
	{ "companies/{}/holdings", { "companyId" }, "listHoldings", "controls",
	    NULL, NULL, true, true,
	    PARAMS(AS_OF, KNOWN, LIMIT,
		TEXT("threshold", "threshold", "cli.option.threshold"),
		YES("atLeast", "at-least"), YES("capital", "capital")),
	    "cli.verb.controls.line" },
	{ "companies/{}/states", { "companyId" }, "listStates", "exposure",
	    NULL, NULL, true, true, PARAMS(AS_OF, KNOWN, LIMIT),
	    "cli.verb.exposure.line" },
	{ "companies/{}/events", { "companyId" }, "listEvents", "history", NULL,
	    NULL, true, true,
	    PARAMS(AS_OF, YES("knowledge", "knowledge"),
		TEXT("threshold", "threshold", "cli.option.threshold")),
	    "cli.verb.history.line" },
	{ "companies/{}/voters", { "companyId" }, "listVoters", "power", NULL,
	    NULL, true, true, PARAMS(AS_OF, KNOWN, LIMIT),
	    "cli.verb.power.line" },
	{ "companies/{}/materials", { "companyId" }, "listUsedMaterials",
	    "supply", "company", NULL, true, true, PARAMS(AS_OF, KNOWN),
	    "cli.verb.supply.line" },
	{ "companies/{}/vulnerabilities", { "companyId" },
	    "listCompanyVulnerabilities", "match", NULL, NULL, true, true,
	    PARAMS(LIMIT, TEXT("since", "since", "cli.option.since"),
		TEXT("sure", "sure", "cli.option.sure"), YES("all", "all")),
	    "cli.verb.match.line" },
	{ "companies/{}/machines", { "companyId" }, "listMachines", "inventory",
	    NULL, NULL, true, true, PARAMS(LIMIT), "cli.verb.inventory.line" },
	{ "deals", { NULL }, "tryDeal", "deal", NULL, NULL, false, true,
	    PARAMS({ "target", "target", "party", true, "cli.option.target" },
		{ "buyer", "buyer", "party", true, "cli.option.buyer" },
		TEXT("percent", "percent", "cli.option.percent"),
		TEXT("votes", "votes", "cli.option.votes"),
		PERSON("from", "from"), PERSON("via", "via"),
		PERSON("with", "with"), TEXT("new", "new", "cli.option.new"),
		YES("newShares", "new-shares"), YES("board", "board"),
		YES("law", "law"), TEXT("fact", "fact", "cli.option.fact"),
		TEXT("overrule", "overrule", "cli.option.overrule"), AS_OF,
		KNOWN),
	    "cli.verb.deal.line" },
	{ "decisions", { NULL }, "decideByLaw", "law", "decide", NULL, false,
	    false,
	    PARAMS(TEXT("fact", "fact", "cli.option.fact"),
		TEXT("overrule", "overrule", "cli.option.overrule"), AS_OF),
	    "cli.verb.law.line" },
	{ "materials", { NULL }, "listMaterials", "supply", "materials", NULL,
	    false, true, PARAMS(TEXT("study", NULL, "web.api.study")),
	    "web.api.materials" },
	{ "materials/{}", { "material" }, "getMaterial", "supply", "material",
	    NULL, false, true, NULL, "web.api.material" },
	{ "materials/{}/producers", { "material" }, "listProducers", "supply",
	    "producers", NULL, false, true,
	    PARAMS(TEXT("stage", "stage", "cli.option.stage")),
	    "web.api.producers" },
	{ "materials/{}/shocks", { "material" }, "tryShock", "supply", "whatif",
	    NULL, false, true,
	    PARAMS(TEXT("embargo", "embargo", "cli.option.embargo"),
		TEXT("without", "without", "cli.option.without"),
		TEXT("add", "add", "cli.option.add"),
		TEXT("stage", "stage", "cli.option.stage")),
	    "web.api.shocks" },
	{ "materials/{}/partners", { "material" }, "listPartners", "supply",
	    "partners", NULL, false, true,
	    PARAMS(TEXT("partner", "partner", "cli.option.partner"),
		TEXT("add", "add", "cli.option.add"),
		TEXT("stage", "stage", "cli.option.stage"),
		TEXT("years", "years", "cli.option.years"),
		TEXT("opening", "opening", "cli.option.opening")),
	    "web.api.partners" },
	{ "countries/{}/energy", { "country" }, "getEnergy", "supply", "energy",
	    NULL, false, true, NULL, "web.api.energy" },
	{ "countries/{}/products", { "country" }, "listProducts", "supply",
	    "country", NULL, false, true, NULL, "web.api.products" },
	{ "products/{}", { "product" }, "getProduct", "supply", "product", NULL,
	    false, true, PARAMS(TEXT("for", "for", "cli.option.for")),
	    "web.api.product" },
	{ "vulnerabilities", { NULL }, "listVulnerabilities", "match", NULL,
	    NULL, false, true,
	    PARAMS(LIMIT, TEXT("since", "since", "cli.option.since"),
		TEXT("sure", "sure", "cli.option.sure"), YES("all", "all")),
	    "cli.verb.match.line" },
	{ "advisories", { NULL }, "listAdvisories", "advisories", NULL, NULL,
	    false, true,
	    PARAMS({ "q", NULL, "string", false, "web.vuln.field" }, LIMIT,
		TEXT("since", "since", "cli.option.since"),
		TEXT("publisher", "publisher", "cli.option.publisher"),
		YES("exploited", "exploited")),
	    "cli.verb.advisories.line" },
	{ "advisories/{}", { "advisoryId" }, "getAdvisory", "advisories", NULL,
	    NULL, false, false, PARAMS(LIMIT), "cli.verb.advisories.line" },
	{ "machines", { NULL }, "listAllMachines", "inventory", NULL, NULL,
	    false, true, PARAMS(LIMIT), "cli.verb.inventory.line" },
	{ "sources", { NULL }, "listSources", "sources", NULL, NULL, false,
	    true, NULL, "cli.verb.sources.line" },
	{ "quality-findings", { NULL }, "listQualityFindings", "quality", NULL,
	    NULL, false, true, PARAMS(LIMIT), "cli.verb.quality.line" },
	{ "scan/questionnaire", { NULL }, "getQuestionnaire", "scan",
	    "questions", NULL, false, false, NULL, "web.scan.api" },
	{ NULL, { NULL }, NULL, NULL, NULL, NULL, false, false, NULL, NULL },
};

const struct api_row *
api_row_of(struct bw_str path, struct path_steps *steps)
{
	for (const struct api_row *row = api_rows; row->path != NULL; row++)
		if (path_fits(path, row->path, steps))
			return row;
	return NULL;
}
