/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * openapi.c - GET /openapi.json: what api_rows.c can be asked, as OpenAPI 3.0.
 */
#include "web/api.h"

static void
schema(struct bw_jw *j, const char *type)
{
	bw_jw_open(j, "schema", '{');
	bw_jw_z(j, "type", strcmp(type, "party") == 0 ? "string" : type);
	bw_jw_close(j);
}

static void
parameter(struct bw_jw *j, const char *name, const char *in, bool required,
    const char *type, struct bw_str about)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "name", name);
	bw_jw_z(j, "in", in);
	bw_jw_bool(j, "required", required);
	bw_jw_str(j, "description", about);
	schema(j, type);
	bw_jw_close(j);
}

/* The header that every answer has. */
static void
version_header(struct bw_jw *j)
{
	bw_jw_open(j, "headers", '{');
	bw_jw_open(j, "API-Version", '{');
	bw_jw_z(j, "$ref", "#/components/headers/API-Version");
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
reference(struct bw_jw *j, const char *key, const char *to)
{
	bw_jw_open(j, key, '{');
	bw_jw_z(j, "$ref", to);
	bw_jw_close(j);
}

static void
responses(struct bw_jw *j, const struct api_row *row)
{
	static const char *const refused[][2] = {
		{ "400", "#/components/responses/BadRequest" },
		{ "404", "#/components/responses/NotFound" },
		{ "500", "#/components/responses/ServerError" },
	};

	bw_jw_open(j, "responses", '{');
	bw_jw_open(j, "200", '{');
	bw_jw_str(j, "description", bw_word(BW_EN, row->word));
	version_header(j);
	bw_jw_open(j, "content", '{');
	bw_jw_open(j, "application/json", '{');
	reference(j, "schema", "#/components/schemas/Answer");
	bw_jw_close(j);
	if (row->csv) {
		bw_jw_open(j, "text/csv", '{');
		schema(j, "string");
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
	for (size_t i = 0; i < BW_LEN(refused); i++)
		reference(j, refused[i][0], refused[i][1]);
	bw_jw_close(j);
}

static void
parameters(struct bw_jw *j, const struct api_row *row)
{
	const struct api_param *p = row->param;

	bw_jw_open(j, "parameters", '[');
	for (size_t i = 0; i < BW_LEN(row->step) && row->step[i] != NULL; i++)
		parameter(j, row->step[i], "path", true, "string",
		    bw_word(BW_EN,
			row->party ? "web.api.company" : "web.api.name"));
	for (; p != NULL && p->name != NULL; p++)
		parameter(j, p->name, "query", p->required, p->type,
		    bw_word(BW_EN, p->word));
	if (row->csv)
		parameter(j, "format", "query", false, "string",
		    bw_word(BW_EN, "web.api.format"));
	bw_jw_close(j);
}

/* "companies/{}/owners" with the names of the steps. */
static void
path_name(const struct api_row *row, char *out, size_t n)
{
	size_t step = 0, at = 0;

	for (const char *c = row->path; *c != '\0' && at + 40 < n; c++) {
		if (c[0] != '{') {
			out[at++] = *c;
			continue;
		}
		at += (size_t)snprintf(
		    out + at, n - at, "{%s}", row->step[step++]);
		c++; /* } */
	}
	out[at] = '\0';
}

static void
operation(struct bw_jw *j, const struct api_row *row)
{
	char path[200] = "/";

	path_name(row, path + 1, sizeof(path) - 1);
	bw_jw_open(j, path, '{');
	bw_jw_open(j, "get", '{');
	bw_jw_z(j, "operationId", row->id);
	bw_jw_str(j, "summary", bw_word(BW_EN, row->word));
	bw_jw_str(j, "description", bw_word(BW_EN, row->word));
	bw_jw_open(j, "tags", '[');
	bw_jw_z(j, NULL, row->verb);
	bw_jw_close(j);
	parameters(j, row);
	responses(j, row);
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
refusal(struct bw_jw *j, const char *name, const char *about)
{
	bw_jw_open(j, name, '{');
	bw_jw_z(j, "description", about);
	version_header(j);
	bw_jw_open(j, "content", '{');
	bw_jw_open(j, "application/problem+json", '{');
	reference(j, "schema", "#/components/schemas/Problem");
	bw_jw_close(j);
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
object(
    struct bw_jw *j, const char *name, const char *const (*member)[2], size_t n)
{
	bw_jw_open(j, name, '{');
	bw_jw_z(j, "type", "object");
	bw_jw_open(j, "required", '[');
	for (size_t i = 0; i < n; i++)
		bw_jw_z(j, NULL, member[i][0]);
	bw_jw_close(j);
	bw_jw_open(j, "properties", '{');
	for (size_t i = 0; i < n; i++) {
		bw_jw_open(j, member[i][0], '{');
		bw_jw_z(j, "type", member[i][1]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
components(struct bw_jw *j)
{
	static const char *const problem[][2] = { { "type", "string" },
		{ "title", "string" }, { "status", "integer" },
		{ "detail", "string" } };
	static const char *const any[][2] = { { "bolwerk", "string" },
		{ "as_of", "string" } };

	bw_jw_open(j, "components", '{');
	bw_jw_open(j, "headers", '{');
	bw_jw_open(j, "API-Version", '{');
	bw_jw_z(
	    j, "description", "Version of this API, by semantic versioning");
	schema(j, "string");
	bw_jw_close(j);
	bw_jw_close(j);
	bw_jw_open(j, "responses", '{');
	refusal(j, "BadRequest", "The question cannot be asked so");
	refusal(j, "NotFound", "There is no such thing in this world");
	refusal(j, "ServerError", "The machine failed");
	bw_jw_close(j);
	bw_jw_open(j, "schemas", '{');
	object(j, "Problem", problem, BW_LEN(problem));
	object(j, "Answer", any, BW_LEN(any));
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
info(struct bw_jw *j)
{
	bw_jw_z(j, "openapi", "3.0.3");
	bw_jw_open(j, "info", '{');
	bw_jw_z(j, "title", "Bolwerk");
	bw_jw_str(j, "description", bw_word(BW_EN, "web.api.about"));
	bw_jw_z(j, "version", API_VERSION);
	bw_jw_open(j, "license", '{');
	bw_jw_z(j, "name", "EUPL-1.2");
	bw_jw_z(j, "url", "https://eupl.eu/1.2/en/");
	bw_jw_close(j);
	bw_jw_close(j);
	bw_jw_open(j, "servers", '[');
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "url", "/v1");
	bw_jw_close(j);
	bw_jw_close(j);
}

void
api_describe(struct bw_app *app, struct bw_response *r)
{
	struct bw_jw j;

	(void)app;
	bw_response_ok(r, "application/json");
	/* Rule /core/publish-openapi: anybody's page may read it. */
	bw_response_header_set(r, "Access-Control-Allow-Origin", BW_STR("*"));
	j = bw_jw(&r->body);
	bw_jw_open(&j, NULL, '{');
	info(&j);
	bw_jw_open(&j, "paths", '{');
	for (const struct api_row *row = api_rows; row->path != NULL; row++)
		operation(&j, row);
	bw_jw_close(&j);
	components(&j);
	bw_jw_close(&j);
}
