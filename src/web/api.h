/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * api.h - the read side for programs: /v1/..., and /openapi.json about it.
 *
 * Every address is one question to the program (asker.h), and its answer is
 * what `bolwerk --json` prints (doc/json.md), or with format=csv its table.
 * The rows of the table in api_rows.c are all there is: what they accept is
 * what /openapi.json says. Form: the Dutch API Design Rules 2.1 (kebab-case
 * paths, camelCase parameters, plural nouns, problem+json, API-Version).
 */
#ifndef BW_API_H
#define BW_API_H
#include "web/page.h"

struct api_param {
	const char *name;   /* of the query: "minPercent" */
	const char *option; /* of the command line: "min"; NULL: an argument */
	const char *type;   /* of JSON Schema: string, integer, boolean; or
			   "party",   a string that says which */
	bool required;
	const char *word; /* what it is, in content/words */
};
struct api_row {
	const char *path;        /* behind /v1/: "companies/{}/owners" */
	const char *step[2];     /* names of the {}s: "company-id" */
	const char *id;          /* operationId */
	const char *verb, *part; /* "supply", "material"; part may be NULL */
	const char *option;      /* a switch that is always there, or NULL */
	bool party;              /* the first {} is a party */
	bool csv;
	const struct api_param *param; /* ends with a NULL name, or NULL */
	const char *word;              /* what it answers */
};
extern const struct api_row api_rows[]; /* ends with a NULL path */

#endif
