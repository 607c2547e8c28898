/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ssvc_read.c - decision points and tables of SSVC from reference/cyber/, and
 * finding one by what people and documents call it.
 */
#include "base/mem.h"
#include "cyber/rows.h"
#include "cyber/ssvc.h"
#include "cyber/ssvc_priv.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for decision tables");
}

static void
values(struct bw_ssvc_point *p, struct bw_str list)
{
	struct bw_str name, key = { 0 };

	while (bw_str_cut(&list, '|', &name)) {
		BW_ASSERT(p->n < BW_SSVC_VALUES);
		bw_str_cut(&name, '=', &key);
		p->value[p->n++] = (struct bw_ssvc_value){ key, name };
	}
}

static int
points(struct bw_ssvc *s, struct bw_err *err)
{
	bool failed = false;
	struct bw_table_rows r =
	    bw_rows_of("reference/cyber/ssvc.csv", &s->arena, &failed);
	struct bw_str f[5];

	s->point =
	    BW_ARENA_ARRAY(&s->arena, struct bw_ssvc_point, BW_SSVC_POINTS);
	if (s->point == NULL)
		return no_memory(err);
	while (bw_rows_next(&r, f, BW_LEN(f))) {
		struct bw_ssvc_point *p = &s->point[s->n_point++];

		BW_ASSERT(s->n_point <= BW_SSVC_POINTS);
		p->space = f[0];
		p->key = f[1];
		p->version = f[2];
		p->name = f[3];
		values(p, f[4]);
	}
	return failed ? no_memory(err) : 0;
}

/* "ssvc:E:1.1.0" or less of it. */
bool
ssvc_is(struct bw_str id, struct bw_str space, struct bw_str key,
    struct bw_str version)
{
	struct bw_str part[3] = { { 0 }, { 0 }, { 0 } };
	size_t n = 0;

	while (n < 3 && bw_str_cut(&id, ':', &part[n]))
		n++;
	if (id.p != NULL || n == 0)
		return false;
	if (n == 1)
		return bw_str_eq_nocase(part[0], key);
	return bw_str_eq_nocase(part[0], space) &&
	    bw_str_eq_nocase(part[1], key) &&
	    (n == 2 || bw_str_eq(part[2], version));
}

static uint32_t
point_of(const struct bw_ssvc *s, struct bw_str id)
{
	uint32_t i = 0;

	while (i < s->n_point &&
	    !ssvc_is(
		id, s->point[i].space, s->point[i].key, s->point[i].version))
		i++;
	BW_ASSERT(i < s->n_point);
	return i;
}

static uint8_t
value_of(const struct bw_ssvc_point *p, struct bw_str key)
{
	uint8_t i = 0;

	while (i < p->n && !bw_str_eq(p->value[i].key, key))
		i++;
	BW_ASSERT(i < p->n);
	return i;
}

static bool
table(struct bw_ssvc *s, struct bw_ssvc_table *t, const struct bw_str f[7])
{
	struct bw_str list = f[4], one;
	uint8_t *decision;

	*t = (struct bw_ssvc_table){ .space = f[0],
		.key = f[1],
		.version = f[2],
		.name = f[3],
		.outcome = point_of(s, f[5]),
		.n_decision = 1 };
	while (bw_str_cut(&list, ' ', &one)) {
		BW_ASSERT(t->n_input < BW_SSVC_INPUTS);
		t->input[t->n_input] = point_of(s, one);
		t->n_decision *= s->point[t->input[t->n_input++]].n;
	}
	decision = BW_ARENA_ARRAY(&s->arena, uint8_t, t->n_decision);
	if (decision == NULL)
		return false;
	list = f[6];
	for (uint32_t i = 0; i < t->n_decision; i++) {
		bw_str_cut(&list, ' ', &one);
		decision[i] = value_of(&s->point[t->outcome], one);
	}
	BW_ASSERT(list.p == NULL);
	t->decision = decision;
	return true;
}

#define TABLES 64

static int
tables(struct bw_ssvc *s, struct bw_err *err)
{
	bool failed = false;
	struct bw_table_rows r =
	    bw_rows_of("reference/cyber/ssvc_tables.csv", &s->arena, &failed);
	struct bw_str f[7];

	s->table = BW_ARENA_ARRAY(&s->arena, struct bw_ssvc_table, TABLES);
	if (s->table == NULL)
		return no_memory(err);
	while (bw_rows_next(&r, f, BW_LEN(f))) {
		BW_ASSERT(s->n_table < TABLES);
		if (!table(s, &s->table[s->n_table++], f))
			return no_memory(err);
	}
	return failed ? no_memory(err) : 0;
}

int
bw_ssvc_new(struct bw_ssvc **out, struct bw_err *err)
{
	struct bw_ssvc *s = bw_calloc(1, sizeof(*s));
	int rc;

	*out = s;
	if (s == NULL)
		return no_memory(err);
	bw_arena_init(&s->arena, 0);
	if ((rc = points(s, err)) != 0 || (rc = tables(s, err)) != 0) {
		bw_ssvc_free(s);
		*out = NULL;
	}
	return rc;
}

void
bw_ssvc_free(struct bw_ssvc *s)
{
	if (s == NULL)
		return;
	bw_arena_release(&s->arena);
	bw_free(s);
}

const struct bw_ssvc_table *
bw_ssvc_table_of(const struct bw_ssvc *s, struct bw_str name)
{
	for (uint32_t i = 0; i < s->n_table; i++) {
		const struct bw_ssvc_table *t = &s->table[i];

		/* All keys begin so: "co" will do for DT_CO. */
		if (bw_str_eq_nocase(name, t->name) ||
		    ssvc_is(name, t->space, t->key, t->version) ||
		    bw_str_eq_nocase(name, bw_str_sub(t->key, 3, t->key.n)))
			return t;
	}
	return NULL;
}

const struct bw_ssvc_table *
bw_ssvc_gives(const struct bw_ssvc *s, uint32_t point)
{
	for (uint32_t i = 0; i < s->n_table; i++)
		if (s->table[i].outcome == point)
			return &s->table[i];
	return NULL;
}
