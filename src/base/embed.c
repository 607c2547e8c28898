/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed.c - binary search in the table of embedded files.
 *
 * Tables of figures are packed; they are unpacked at the first use and stay,
 * for whoever asks gets a text that never goes away. Two threads that unpack
 * the same one do it both, and the second gives its copy back. The copy is a
 * mapping of its own and not of base/mem.h: it belongs to no caller, who could
 * not free it.
 */
#include "base/embed.h"
#include "base/embed_table.h"
#include <stdatomic.h>
#include <sys/mman.h>
#include <zlib.h>

static const char *
unpack(const struct bw_embed_entry *e)
{
	uLongf n = e->size;
	void *p = mmap(NULL, e->size + 1, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	if (uncompress(p, &n, (const Bytef *)e->bytes, e->packed) == Z_OK &&
	    n == e->size)
		return p;
	(void)munmap(p, e->size + 1);
	return NULL;
}

static struct bw_str
bytes_of(size_t i)
{
	const struct bw_embed_entry *e = &bw_embed_table[i];
	const char *have, *mine;

	if (e->packed == 0)
		return (struct bw_str){ e->bytes, e->size };
	have = atomic_load_explicit(&bw_embed_plain[i], memory_order_acquire);
	if (have != NULL)
		return (struct bw_str){ have, e->size };
	if ((mine = unpack(e)) == NULL)
		return (struct bw_str){ NULL, 0 };
	if (atomic_compare_exchange_strong(&bw_embed_plain[i], &have, mine))
		return (struct bw_str){ mine, e->size };
	(void)munmap((void *)(uintptr_t)mine, e->size + 1);
	return (struct bw_str){ have, e->size };
}

struct bw_str
bw_embed(const char *path)
{
	unsigned long lo = 0, hi = bw_embed_count, mid;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = strcmp(path, bw_embed_table[mid].name);
		if (c == 0)
			return bytes_of(mid);
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return (struct bw_str){ NULL, 0 };
}

const char *
bw_embed_name(size_t i)
{
	return i < bw_embed_count ? bw_embed_table[i].name : NULL;
}
