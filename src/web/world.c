/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world.c - the world of a request, and its state.
 */
#include "web/world.h"
#include "base/map.h"
#include "web/files.h"
#include <sys/stat.h>

void
web_world_of(struct page *p)
{
	struct bw_receipt r;

	p->world = p->app->opt.asker != NULL ? p->app->opt.asker->world : "";
	p->own = false;
	if (p->app->opt.store != NULL && files_receipt(p->q, &r))
		web_world_use(p, &r);
}

void
web_world_use(struct page *p, const struct bw_receipt *r)
{
	const char *path;

	if (bw_store_find(p->app->opt.store, r, &p->arena, &path, NULL) != 0)
		return;
	p->world = path;
	p->own = true;
}

/* A load changes the file, or what lies beside it until it is done. */
uint64_t
web_world_state(const char *world)
{
	struct {
		int64_t device, inode, size, second, nano;
	} seen = { 0 };
	struct stat st;

	if (stat(world, &st) != 0)
		return 0;
	seen.device = (int64_t)st.st_dev;
	seen.inode = (int64_t)st.st_ino;
	seen.size = st.st_size;
	seen.second = st.st_mtim.tv_sec;
	seen.nano = st.st_mtim.tv_nsec;
	return bw_hash((struct bw_str){ (const char *)&seen, sizeof(seen) });
}
