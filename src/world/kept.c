/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kept.c - writing and mapping files that only keep what was worked out.
 */
#include "world/kept.h"
#include "base/mem.h"
#include "world/view_priv.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool
bw_view_keeps(const struct bw_view *v, struct bw_kept_state *out)
{
	if (!v->priv->keeps)
		return false;
	out->world = v->priv->head.seq;
	memcpy(out->hash, v->priv->head.hash, sizeof(out->hash));
	return true;
}

int
bw_world_state(
    struct bw_world *w, struct bw_kept_state *out, struct bw_err *err)
{
	struct bw_audit_head head;
	int rc = bw_audit_head(w->db, &head, err);

	out->world = head.seq;
	memcpy(out->hash, head.hash, sizeof(out->hash));
	return rc;
}

int
bw_world_was(struct bw_world *w, const struct bw_kept_state *state, bool *yes,
    struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = bw_sql_prepare(w->db,
	    "SELECT 1 FROM audit WHERE seq = ?1 AND hash = ?2", &st, err);

	*yes = false;
	if (rc == 0) {
		sqlite3_bind_int64(st, 1, (int64_t)state->world);
		bw_sql_bind(
		    st, 2, (struct bw_str){ state->hash, sizeof(state->hash) });
		rc = bw_sql_step(st, yes, err);
	}
	sqlite3_finalize(st);
	return rc;
}

char *
bw_kept_path(const char *world, const char *suffix)
{
	size_t n = strlen(world), m = strlen(suffix) + 1;
	char *z = bw_alloc(n + m, 1);

	if (z == NULL)
		return NULL;
	memcpy(z, world, n);
	memcpy(z + n, suffix, m);
	return z;
}

static bool
put(int fd, const void *bytes, uint64_t n)
{
	static const char zero[BW_KEPT_ALIGN];
	uint64_t pad = bw_kept_aligned(n) - n;
	const char *p = bytes;
	ssize_t w;

	while (n > 0) {
		w = write(fd, p, n > 1u << 30 ? 1u << 30 : (size_t)n);
		if (w <= 0)
			return false;
		p += w;
		n -= (uint64_t)w;
	}
	return pad == 0 || write(fd, zero, (size_t)pad) == (ssize_t)pad;
}

/* No fsync: after a power cut the sums tell that it is not whole. */
bool
bw_kept_write(const char *path, const char *world_path,
    const struct bw_kept_part *part, size_t n)
{
	char *tmp = bw_kept_path(path, ".XXXXXX");
	struct stat st;
	bool good;
	int fd;

	if (tmp == NULL)
		return false;
	fd = mkstemp(tmp);
	if (fd < 0) {
		bw_free(tmp);
		return false;
	}
	good = stat(world_path, &st) == 0 && fchmod(fd, st.st_mode & 0666) == 0;
	for (size_t i = 0; i < n && good; i++)
		good = put(fd, part[i].at, part[i].bytes);
	good = close(fd) == 0 && good;
	good = good && rename(tmp, path) == 0;
	if (!good)
		(void)unlink(tmp);
	bw_free(tmp);
	return good;
}

void *
bw_kept_map(const char *path, size_t least, size_t *bytes, const char **why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	void *map;

	*why = "not there";
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (size_t)st.st_size < least) {
		close(fd);
		*why = "too short";
		return NULL;
	}
	*bytes = (size_t)st.st_size;
	map = mmap(NULL, *bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	*why = map == MAP_FAILED ? "cannot be mapped" : NULL;
	return map == MAP_FAILED ? NULL : map;
}

bool
bw_kept_rises32(const uint32_t *at, uint64_t n, uint64_t end)
{
	bool good = at[0] == 0 && at[n] == end;

	for (uint64_t i = 0; i < n; i++)
		good &= at[i] <= at[i + 1];
	return good;
}

bool
bw_kept_rises64(const uint64_t *at, uint64_t n, uint64_t end)
{
	bool good = at[0] == 0 && at[n] == end;

	for (uint64_t i = 0; i < n; i++)
		good &= at[i] <= at[i + 1];
	return good;
}

bool
bw_kept_below(const uint32_t *v, uint64_t n, uint64_t limit)
{
	bool good = true;

	for (uint64_t i = 0; i < n; i++)
		good &= v[i] < limit;
	return good;
}
