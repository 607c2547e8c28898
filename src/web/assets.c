/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * assets.c - GET /assets/HASH/NAME.
 */
#include "web/assets.h"
#include "base/embed.h"
#include "base/map.h"
#include "base/mem.h"

#define ASSETS_MOST 32u

struct asset {
	const char *name; /* "content/web/page.css" */
	struct bw_str file, plain, packed;
	char hash[17];
};
struct web_assets {
	struct asset of[ASSETS_MOST];
	size_t n;
};

/* What a file of that name is; NULL: nothing that is sent. */
static const char *
type_of(struct bw_str name)
{
	static const char *const types[][2] = {
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
	};

	for (size_t i = 0; i < BW_LEN(types); i++)
		if (bw_str_ends(name, bw_str_of(types[i][0])))
			return types[i][1];
	return NULL;
}

static bool
sent(struct bw_str name)
{
	return (bw_str_starts(name, BW_STR("content/web/")) ||
		   bw_str_is(name, "content/drawing.css")) &&
	    type_of(name) != NULL;
}

static void
take(struct web_assets *all, const char *name)
{
	struct asset *a = &all->of[all->n];
	char packed[128];

	BW_ASSERT(all->n < ASSETS_MOST);
	snprintf(packed, sizeof(packed), "%s.gz", name);
	a->name = name;
	a->file = bw_str_of(strrchr(name, '/') + 1);
	a->plain = bw_embed(name);
	a->packed = bw_embed(packed);
	snprintf(a->hash, sizeof(a->hash), "%016llx",
	    (unsigned long long)bw_hash(a->plain));
	all->n++;
}

int
web_assets_new(struct web_assets **out, struct bw_err *err)
{
	struct web_assets *all = bw_calloc(1, sizeof(*all));
	const char *name;

	*out = all;
	if (all == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the server");
	for (size_t i = 0; (name = bw_embed_name(i)) != NULL; i++)
		if (sent(bw_str_of(name)))
			take(all, name);
	return 0;
}

void
web_assets_free(struct web_assets *all)
{
	bw_free(all);
}

void
web_asset_to(const struct web_assets *all, const char *name, struct bw_url *url)
{
	const struct asset *a = NULL;

	for (size_t i = 0; i < all->n && a == NULL; i++)
		if (strcmp(all->of[i].name, name) == 0)
			a = &all->of[i];
	BW_ASSERT(a != NULL);
	bw_url_begin(url);
	bw_url_step(url, BW_STR("assets"));
	bw_url_step(url, bw_str_of(a->hash));
	bw_url_step(url, a->file);
}

/* Does the client take gzip? A q of 0 forbids it (RFC 9110, 12.5.3). */
static bool
takes_gzip(const struct bw_request *q)
{
	struct bw_str rest = bw_request_header(q, "Accept-Encoding"), one, name;

	while (bw_str_cut(&rest, ',', &one)) {
		bw_str_cut(&one, ';', &name);
		if (!bw_str_eq_nocase(bw_str_trim(name), BW_STR("gzip")))
			continue;
		one = bw_str_trim(one);
		return !bw_str_starts(one, BW_STR("q=0")) ||
		    bw_str_find(one, BW_STR("0.")) >= 0;
	}
	return false;
}

static void
send_asset(
    const struct asset *a, const struct bw_request *q, struct bw_response *r)
{
	bool packed = a->packed.p != NULL && takes_gzip(q);

	bw_response_ok(r, type_of(a->file));
	bw_response_header_set(
	    r, "Cache-Control", BW_STR("public, max-age=31536000, immutable"));
	bw_response_header_set(r, "Vary", BW_STR("Accept-Encoding"));
	if (packed)
		bw_response_header(r, "Content-Encoding", BW_STR("gzip"));
	bw_out_str(&r->body, packed ? a->packed : a->plain);
}

void
web_asset(const struct web_assets *all, const struct bw_request *q,
    struct bw_response *r)
{
	struct path_steps s;

	for (size_t i = 0;
	     path_fits(q->path, "/assets/{}/{}", &s) && i < all->n; i++)
		if (bw_str_is(s.step[0], all->of[i].hash) &&
		    bw_str_eq(s.step[1], all->of[i].file)) {
			send_asset(&all->of[i], q, r);
			return;
		}
	bw_response_problem(r,
	    &(struct bw_problem){
		.status = 404, .word = "path", .what = q->path });
}
