/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tree.c - reading a record into nodes; pointers; equality of values.
 */
#include "cyber/tree.h"
#include "base/map.h"
#include "base/mem.h"

#define KEYS_MOST 4000
#define DEEPEST 260 /* json.h lets nothing deeper than 256 in */

void
bw_keys_init(struct bw_keys *k)
{
	*k = (struct bw_keys){ 0 };
	bw_arena_init(&k->arena, 0);
}

void
bw_keys_release(struct bw_keys *k)
{
	bw_free(k->name);
	bw_free(k->slot);
	bw_arena_release(&k->arena);
	*k = (struct bw_keys){ 0 };
}

/* Names differ in their beginning, end and length; a collision costs one
 * more comparison. */
static size_t
key_hash(struct bw_str s)
{
	uint64_t a = 0, b = 0;
	size_t n = s.n < 8 ? s.n : 8;

	if (n > 0) {
		memcpy(&a, s.p, n);
		memcpy(&b, s.p + s.n - n, n);
	}
	a = (a ^ (b << 7 | b >> 57) ^ s.n) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(a >> 40);
}

static int
keys_first(struct bw_keys *k, struct bw_err *err)
{
	if (k->slot != NULL)
		return 0;
	k->mask = 16383;
	k->cap = KEYS_MOST + 1;
	k->slot = bw_calloc(k->mask + 1, sizeof(*k->slot));
	k->name = bw_calloc(k->cap, sizeof(*k->name));
	if (k->slot == NULL || k->name == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for names");
	k->n = 1;
	return 0;
}

int
bw_keys_add(
    struct bw_keys *k, struct bw_str name, uint16_t *id, struct bw_err *err)
{
	size_t i;
	int rc = keys_first(k, err);

	if (rc != 0)
		return rc;
	if ((*id = bw_keys_find(k, name)) != 0)
		return 0;
	if (k->n > KEYS_MOST)
		return bw_fail(err, BW_ELIMIT, "more than %d names", KEYS_MOST);
	name = bw_arena_dup(&k->arena, name);
	if (name.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for names");
	for (i = key_hash(name) & k->mask; k->slot[i] != 0;)
		i = (i + 1) & k->mask;
	*id = (uint16_t)k->n;
	k->slot[i] = *id;
	k->name[k->n++] = name;
	return 0;
}

uint16_t
bw_keys_find(const struct bw_keys *k, struct bw_str name)
{
	if (k->slot == NULL)
		return 0;
	for (size_t i = key_hash(name) & k->mask; k->slot[i] != 0;
	     i = (i + 1) & k->mask)
		if (k->name[k->slot[i]].n == name.n &&
		    memcmp(k->name[k->slot[i]].p, name.p, name.n) == 0)
			return k->slot[i];
	return 0;
}

void
bw_tree_release(struct bw_tree *t)
{
	bw_free(t->v);
	*t = (struct bw_tree){ 0 };
}

static bool
room(struct bw_tree *t)
{
	size_t cap = t->cap == 0 ? 1024 : t->cap * 2;
	struct bw_node *v;

	if (t->n < t->cap)
		return true;
	v = bw_realloc(t->v, cap, sizeof(*v));
	if (v == NULL)
		return false;
	t->v = v;
	t->cap = cap;
	return true;
}

static int
add(struct bw_tree *t, struct bw_json value, uint32_t parent,
    const struct bw_str *name, struct bw_err *err)
{
	struct bw_node *n;

	if (t->n >= BW_TREE_MOST)
		return bw_fail(err, BW_ELIMIT,
		    "a document has more than %zu values; split it",
		    BW_TREE_MOST);
	if (!room(t))
		return bw_fail(err, BW_ENOMEM, "no memory for a document");
	n = &t->v[t->n++];
	*n = (struct bw_node){ .parent = parent,
		.type = (uint8_t)bw_json_type(value) };
	if (name != NULL) {
		n->name = *name;
		n->key = bw_keys_find(t->keys, *name);
	}
	if (n->type == BW_JSON_STRING)
		n->text = bw_json_str(value);
	else if (n->type == BW_JSON_NUMBER)
		bw_json_f64(value, &n->number);
	else if (n->type == BW_JSON_BOOL)
		n->truth = bw_json_bool(value, false);
	return 0;
}

int
bw_tree_read(struct bw_tree *t, const struct bw_keys *keys,
    struct bw_json record, struct bw_err *err)
{
	struct bw_json_each each[DEEPEST];
	uint32_t open[DEEPEST], last[DEEPEST];
	size_t depth = 0;
	int rc;

	t->n = 0;
	t->keys = keys;
	if ((rc = add(t, record, 0, NULL, err)) != 0)
		return rc;
	each[0] = bw_json_each(record);
	open[0] = last[0] = 0;
	for (;;) {
		struct bw_json_each *e = &each[depth];
		uint32_t at = (uint32_t)t->n, up = open[depth];

		if (!bw_json_step(e)) {
			if (depth-- == 0)
				return 0;
			continue;
		}
		rc = add(t, e->value, up, e->object ? &e->key : NULL, err);
		if (rc != 0)
			return rc;
		if (last[depth] == 0)
			t->v[up].first = at;
		else
			t->v[last[depth]].next = at;
		last[depth] = at;
		t->v[at].index = t->v[up].count++;
		if (t->v[at].type < BW_JSON_ARRAY)
			continue;
		BW_ASSERT(depth + 1 < DEEPEST);
		each[++depth] = bw_json_each(e->value);
		open[depth] = at;
		last[depth] = 0;
	}
}

static void
escaped(struct bw_buf *out, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '~')
			bw_buf_z(out, "~0");
		else if (s.p[i] == '/')
			bw_buf_z(out, "~1");
		else
			bw_buf_char(out, s.p[i]);
}

void
bw_tree_pointer(const struct bw_tree *t, uint32_t at, struct bw_buf *out)
{
	uint32_t way[DEEPEST];
	size_t n = 0;

	for (; at != 0; at = t->v[at].parent)
		way[n++] = at;
	while (n-- > 0) {
		const struct bw_node *v = &t->v[way[n]];

		bw_buf_char(out, '/');
		if (t->v[v->parent].type == BW_JSON_OBJECT)
			escaped(out, v->name);
		else
			bw_buf_fmt(out, "%u", (unsigned)v->index);
	}
}

static uint32_t
named(const struct bw_tree *t, uint32_t object, struct bw_str name)
{
	for (uint32_t at = t->v[object].first; at != 0; at = t->v[at].next)
		if (bw_str_eq(t->v[at].name, name))
			return at;
	return 0;
}

bool
bw_tree_equal(const struct bw_tree *t, uint32_t a, uint32_t b)
{
	const struct bw_node *x = &t->v[a], *y = &t->v[b];
	uint32_t i, j;

	if (x->type != y->type || x->count != y->count)
		return false;
	if (x->type == BW_JSON_STRING)
		return bw_str_eq(x->text, y->text);
	if (x->type == BW_JSON_NUMBER)
		return x->number == y->number;
	if (x->type == BW_JSON_BOOL)
		return x->truth == y->truth;
	for (i = x->first, j = y->first; i != 0; i = t->v[i].next) {
		uint32_t other =
		    x->type == BW_JSON_ARRAY ? j : named(t, b, t->v[i].name);

		if (other == 0 || !bw_tree_equal(t, i, other))
			return false;
		j = t->v[j].next;
	}
	return true;
}

static uint64_t
hash(const struct bw_tree *t, uint32_t at, unsigned *left)
{
	const struct bw_node *v = &t->v[at];
	uint64_t h = v->type * UINT64_C(0x9e3779b97f4a7c15), bits;

	if (*left == 0)
		return h;
	--*left;
	if (v->type == BW_JSON_STRING)
		return h ^ bw_hash(v->text);
	if (v->type == BW_JSON_NUMBER) {
		/* 0 and -0 are one number. */
		double d = v->number == 0 ? 0 : v->number;

		memcpy(&bits, &d, sizeof(bits));
		return (h ^ bits) * UINT64_C(0xff51afd7ed558ccd);
	}
	h += v->truth + v->count;
	if (v->type == BW_JSON_OBJECT) /* in any order: only what is simple */
		for (at = v->first; at != 0; at = t->v[at].next)
			h += bw_hash(t->v[at].name) ^
			    (t->v[at].type < BW_JSON_ARRAY
				    ? hash(t, at, &(unsigned){ 1 })
				    : 0);
	else
		for (at = v->first; at != 0 && *left > 0; at = t->v[at].next)
			h = h * 31 + hash(t, at, left);
	return h;
}

uint64_t
bw_tree_hash(const struct bw_tree *t, uint32_t at)
{
	unsigned left = 64;

	return hash(t, at, &left);
}
