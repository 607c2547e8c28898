/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load.c - opening: what is kept, what came since, or everything anew.
 */
#include "cyber/cyber_load.h"
#include "base/embed.h"
#include "cyber/cyber_load_gather.h"
#include "cyber/cyber_load_kept.h"
#include <sys/mman.h>

/* Kept columns serve as long as what came since is less than this part of
 * them; then it is quicker to have them new. */
#define PART 8
#define FEW 1000

static int
read_rules(struct bw_cyber *c, struct bw_err *err)
{
	int rc = bw_naming_rules_read(
	    &c->names, bw_embed("rules/cyber/names.yaml"), &c->arena, err);

	if (rc == 0)
		rc = bw_naming_kin_read(&c->names,
		    bw_embed("reference/cyber/kin.csv"), &c->arena, err);
	return rc == 0
	    ? bw_precedence_read(&c->precedence,
		  bw_embed("rules/cyber/precedence.yaml"), &c->arena, err)
	    : rc;
}

void
bw_cyber_host_texts(struct bw_cyber *c, size_t from)
{
	const struct bw_intern *t = &c->estate.texts;

	for (size_t i = from; i < c->estate.n_host; i++) {
		struct bw_cyber_host *h = &c->host[i];

		h->name = bw_intern_text(t, h->name_id);
		h->exposure = bw_intern_text(t, h->exposure_id);
		h->importance = bw_intern_text(t, h->importance_id);
		h->distro = bw_intern_text(t, h->distro_id);
	}
}

struct bw_machine_facts
bw_cyber_machine(const struct bw_cyber *c, uint32_t host)
{
	return (struct bw_machine_facts){ c->host[host].exposure,
		c->host[host].importance };
}

static int64_t
rows(const struct bw_told_mark *m)
{
	return m->advisory + m->signal + m->package + m->inventory;
}

/* ---- over what is kept ---- */

/* Is the file of this world, and does it have most of what is asked? */
static bool
serves(struct bw_world *w, const struct bw_kept_state *state,
    const struct bw_told_mark *mark, const struct bw_told_mark *then)
{
	int64_t apart = rows(then) - rows(mark);
	bool was;

	return bw_world_was(w, state, &was, NULL) == 0 && was &&
	    (apart < 0 ? -apart : apart) <= rows(mark) / PART + FEW;
}

/* *done: out holds what is asked. Otherwise it is as it was. */
static int
open_over(struct bw_cyber *out, struct bw_world *w, const char *path,
    const struct bw_told_mark *then, bool *done, struct bw_err *err)
{
	struct bw_kept_state state;
	struct bw_told_mark mark;
	struct bw_cyber *under;
	int rc = read_rules(out, err);

	*done = false;
	if (rc != 0 || bw_cyber_map(out, path, &state, &mark) != NULL)
		return rc;
	*done = serves(w, &state, &mark, then);
	if (*done && memcmp(&mark, then, sizeof(mark)) == 0)
		return 0;
	under = bw_calloc(1, sizeof(*under));
	if (under == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for inventories");
	*under = *out;
	*out = (struct bw_cyber){ .under = under,
		.names = under->names,
		.precedence = under->precedence };
	bw_arena_init(&out->arena, 0);
	rc = !*done ? 0
		    : bw_cyber_gather_over(
			  out, w, under, &mark, (uint32_t)then->load, err);
	*done = *done && rc == 0 && !out->claims.stale;
	return rc;
}

/* ---- anew ---- */

static int
open_anew(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    struct bw_err *err)
{
	int rc;

	bw_cyber_close(out);
	bw_arena_init(&out->arena, 0);
	rc = read_rules(out, err);
	return rc == 0 ? bw_cyber_gather(out, w, known, err) : rc;
}

/* Within one reading of the world: nothing is loaded in between. */
static int
open_at(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    const char *path, int64_t keep_from, struct bw_err *err)
{
	struct bw_kept_state state;
	struct bw_told_mark then;
	bool done = false;
	int rc = bw_told_mark(w, known, &then, err);
	bool keeps = rc == 0 && rows(&then) >= keep_from;

	if (rc == 0)
		rc = bw_world_state(w, &state, err);
	if (rc == 0 && keeps)
		rc = open_over(out, w, path, &then, &done, err);
	if (rc != 0 || done)
		return rc;
	rc = open_anew(out, w, known, err);
	if (rc == 0 && keeps && known == 0)
		(void)bw_cyber_keep(out, path, bw_world_path(w), &state, &then);
	return rc;
}

int
bw_cyber_open_kept(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    int64_t keep_from, struct bw_err *err)
{
	char *path = bw_kept_path(bw_world_path(w), ".cyber");
	int rc;

	*out = (struct bw_cyber){ 0 };
	bw_arena_init(&out->arena, 0);
	rc = path == NULL ? bw_fail(err, BW_ENOMEM, "no memory for inventories")
			  : bw_world_hold(w, err);
	if (rc == 0) {
		rc = open_at(out, w, known, path, keep_from, err);
		bw_world_let_go(w);
	}
	bw_free(path);
	if (rc != 0)
		bw_cyber_close(out);
	return rc;
}

int
bw_cyber_open(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    struct bw_err *err)
{
	return bw_cyber_open_kept(out, w, known, BW_CYBER_KEEP_FROM, err);
}

void
bw_cyber_close(struct bw_cyber *c)
{
	bw_claims_release(&c->claims);
	bw_estate_release(&c->estate);
	bw_free(c->host);
	bw_arena_release(&c->arena);
	if (c->map != NULL)
		(void)munmap(c->map, c->map_bytes);
	if (c->under != NULL) {
		bw_cyber_close(c->under);
		bw_free(c->under);
	}
	*c = (struct bw_cyber){ 0 };
}
