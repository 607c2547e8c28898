/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load.c - the trade of a world: its files, and which belong together.
 */
#include "supply/trade_load.h"
#include "base/mem.h"
#include "supply/trade_load_priv.h"

bool
bw_trade_format(struct bw_str format)
{
	return bw_str_is(format, "baci") || bw_str_is(format, "comtrade") ||
	    bw_str_is(format, "comext") || bw_str_is(format, "sdmx-trade");
}

static bool
unhex(struct bw_str s, uint8_t out[32])
{
	for (size_t i = 0; i < 64 && s.n == 64; i++) {
		const char c = s.p[i];
		uint8_t v = (uint8_t)(c >= '0' && c <= '9' ? c - '0'
			: c >= 'a' && c <= 'f'             ? c - 'a' + 10
							   : 0);

		out[i / 2] = (uint8_t)(i % 2 == 0 ? v << 4 : out[i / 2] | v);
	}
	return s.n == 64;
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the rows of trade");
}

/* Codes of its areas as numbers of this program. */
static int
bind_areas(struct bw_trade_file *f, struct bw_err *err)
{
	f->area = bw_calloc(f->c.n_area + 1u, sizeof(*f->area));
	if (f->area == NULL)
		return no_memory(err);
	for (uint32_t i = 0; i < f->c.n_area; i++) {
		struct bw_str code = { f->c.area[i].code,
			strnlen(f->c.area[i].code, 8) };

		f->area[i] = bw_area_code(code);
		if (f->area[i] == BW_AREA_NONE)
			return bw_fail(err, BW_EFORMAT,
			    "load %u speaks of %.*s, which this version does "
			    "not know",
			    f->source.source.id, BW_ARG(code));
	}
	return 0;
}

static int
open_file(struct bw_trade_file *f, struct bw_world *w, struct bw_err *err)
{
	const struct bw_source *s = &f->source.source;
	char *path = trade_path(bw_world_path(w), s->id);
	uint8_t sha256[32] = { 0 };
	const char *why = "";
	int rc = 0;

	if (path == NULL)
		return no_memory(err);
	if (!unhex(s->sha256, sha256) ||
	    !trade_map(f, path, s->id, sha256, &why))
		rc = bw_fail(err, BW_ENOTFOUND,
		    "the trade rows of %.*s are not there: %s %s; load that "
		    "file again",
		    BW_ARG(s->name), path, why);
	else
		rc = bind_areas(f, err);
	bw_free(path);
	return rc;
}

static bool
holds(const struct bw_source_row *s, uint32_t known)
{
	if (!bw_trade_format(s->source.format))
		return false;
	if (known == 0)
		return s->superseded_by == 0;
	return s->source.id <= known &&
	    (s->superseded_by == 0 || s->superseded_by > known);
}

static int
open_files(
    struct bw_trade *t, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	struct bw_source_row *row = NULL;
	size_t n = 0;
	int rc = bw_world_sources(w, &t->arena, &row, &n, err);

	if (rc != 0)
		return rc;
	t->file = bw_calloc(n + 1, sizeof(*t->file));
	if (t->file == NULL)
		return no_memory(err);
	while (n-- > 0 && rc == 0) { /* newest first */
		if (!holds(&row[n], known))
			continue;
		t->file[t->n_file].source = row[n];
		rc = open_file(&t->file[t->n_file++], w, err);
	}
	return rc;
}

static unsigned
edition(const struct bw_trade_file *f)
{
	return bw_str_is(f->source.source.format, "baci") && f->c.n_group > 0
	    ? f->c.group[0].how / 4u
	    : BW_EDITION_UNKNOWN;
}

static void
years(struct bw_trade_body *b, const struct bw_trade_file *f)
{
	for (uint32_t i = 0; i < f->c.n_group; i++) {
		const int year = f->c.group[i].year;

		if (b->first_year == 0 || year < b->first_year)
			b->first_year = year;
		if (year > b->last_year)
			b->last_year = year;
	}
}

static int
make_bodies(struct bw_trade *t, struct bw_err *err)
{
	t->body =
	    BW_ARENA_ARRAY(&t->arena, struct bw_trade_body, t->n_file + 1);
	if (t->body == NULL)
		return no_memory(err);
	for (size_t i = 0; i < t->n_file; i++) {
		struct bw_trade_file *f = &t->file[i];
		struct bw_trade_body *b = t->body;

		while (b < t->body + t->n_body &&
		    (!bw_str_eq(b->format, f->source.source.format) ||
			b->edition != edition(f)))
			b++;
		if (b == t->body + t->n_body) {
			t->n_body++;
			b->format = f->source.source.format;
			b->edition = edition(f);
			b->newest = f->source.source.id;
			b->world = bw_str_is(b->format, "baci");
			b->file = BW_ARENA_ARRAY(
			    &t->arena, struct bw_trade_file *, t->n_file);
			if (b->file == NULL)
				return no_memory(err);
		}
		b->file[b->n++] = f;
		years(b, f);
	}
	return 0;
}

static int
mark_areas(struct bw_trade *t, struct bw_err *err)
{
	t->areas.n = bw_area_count();
	t->areas.kind = t->kind = bw_calloc(t->areas.n + 1, 1);
	if (t->kind == NULL)
		return no_memory(err);
	for (uint16_t i = 0; i < t->areas.n; i++) {
		const struct bw_area *a = bw_area_get(i);

		t->kind[i] = (uint8_t)((a->eu ? BW_AREA_MEMBER : 0) |
		    (a->kind == BW_AREA_NOWHERE ? BW_AREA_UNNAMED : 0));
	}
	return 0;
}

int
bw_trade_open(struct bw_trade **out, struct bw_world *w, uint32_t known,
    struct bw_err *err)
{
	struct bw_trade *t = bw_calloc(1, sizeof(*t));
	int rc;

	*out = NULL;
	if (t == NULL)
		return no_memory(err);
	bw_arena_init(&t->arena, 0);
	if ((rc = bw_area_load(err)) != 0 ||
	    (rc = open_files(t, w, known, err)) != 0 ||
	    (rc = make_bodies(t, err)) != 0 || (rc = mark_areas(t, err)) != 0) {
		bw_trade_close(t);
		return rc;
	}
	*out = t;
	return 0;
}

void
bw_trade_close(struct bw_trade *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n_file; i++)
		trade_unmap(&t->file[i]);
	bw_free(t->file);
	bw_free(t->kind);
	bw_arena_release(&t->arena);
	bw_free(t);
}
