/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_ids.c - mandatory tests of identifiers: what is named is defined
 * once, and not by itself (6.1.1 to 6.1.5, 6.1.22 to 6.1.25).
 */
#include "cyber/csaf_priv.h"

static void
product_reference(struct bw_csaf_work *c, uint32_t at)
{
	uint32_t n;

	if (at == 0 || c->v[at].type != BW_JSON_STRING)
		return;
	n = csaf_name_find(&c->ids, c->v[at].text);
	if (n == NOT_NAMED || c->defined.v[n] == 0)
		csaf_say1(c, at, "no-product", c->v[at].text);
}

static void
group_reference(struct bw_csaf_work *c, uint32_t at)
{
	if (csaf_name_find(&c->groups, c->v[at].text) == NOT_NAMED)
		csaf_say1(c, at, "no-group", c->v[at].text);
}

static void
each(struct bw_csaf_work *c, uint32_t list, csaf_value_fn *fn)
{
	EACH(c, at, list)
	fn(c, at);
}

/* The ids in a list of items that may name products and groups. */
static void
items(struct bw_csaf_work *c, uint32_t list, uint16_t key, csaf_value_fn *fn)
{
	EACH(c, item, list)
	each(c, csaf_get(c, item, key), fn);
}

static const uint16_t with_products[] = { K_notes,
	K_first_known_exploitation_dates, K_flags, K_ids, K_involvements,
	K_remediations, K_threats };

static void
in_vulnerabilities(struct bw_csaf_work *c, uint16_t key, csaf_value_fn *fn)
{
	items(c, csaf_get(c, c->document, K_notes), key, fn);
	EACH(c, v, c->vulnerabilities)
	for (size_t i = 0; i < BW_LEN(with_products); i++)
		items(c, csaf_get(c, v, with_products[i]), key, fn);
}

/* What a product path (2.1) or relationship (2.0) is made of. */
void
csaf_path_parts(struct bw_csaf_work *c, uint32_t path, csaf_value_fn *fn)
{
	static const uint16_t key[] = { K_beginning_product_reference,
		K_product_reference, K_relates_to_product_reference };
	uint32_t at;

	for (size_t i = 0; i < BW_LEN(key); i++)
		if ((at = csaf_get(c, path, key[i])) != 0)
			fn(c, at);
	EACH(c, sub, csaf_get(c, path, K_subpaths))
	if ((at = csaf_get(c, sub, K_next_product_reference)) != 0)
		fn(c, at);
}

uint32_t
csaf_paths(const struct bw_csaf_work *c)
{
	return csaf_get(
	    c, c->product_tree, c->v21 ? K_product_paths : K_relationships);
}

void
csaf_each_reference(struct bw_csaf_work *c, csaf_value_fn *fn)
{
	items(c, csaf_get(c, c->product_tree, K_product_groups), K_product_ids,
	    fn);
	EACH(c, path, csaf_paths(c))
	csaf_path_parts(c, path, fn);
	in_vulnerabilities(c, K_product_ids, fn);
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t status = csaf_get(c, v, K_product_status);

		items(c, csaf_metrics(c, v), K_products, fn);
		for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++)
			each(c, csaf_get(c, status, csaf_status_lists[i].key),
			    fn);
	}
}

CSAF_TEST(csaf_6_1_1)
{
	csaf_each_reference(c, product_reference);
}

CSAF_TEST(csaf_6_1_2)
{
	for (size_t i = 0; i < c->products.n; i++) {
		const struct csaf_product *p = &c->products.v[i];

		if (p->number != NOT_NAMED && c->defined.v[p->number] != i + 1)
			csaf_say1(c, p->id, "product-twice", c->v[p->id].text);
	}
}

/* A path that is being followed: which of its parts comes next. */
struct step {
	uint32_t path, sub;
	int stage;
};
#define GOING 1u
#define SOUND 2u
#define CIRCLE 4u

static uint32_t
next_part(const struct bw_csaf_work *c, struct step *s)
{
	static const uint16_t key[] = { K_beginning_product_reference,
		K_product_reference, K_relates_to_product_reference };
	uint32_t at;

	while (s->stage < 3)
		if ((at = csaf_get(c, s->path, key[s->stage++])) != 0)
			return at;
	s->sub = s->stage++ == 3
	    ? csaf_first(c, csaf_get(c, s->path, K_subpaths))
	    : s->sub == 0 ? 0
			  : c->v[s->sub].next;
	if (s->sub == 0)
		return 0;
	at = csaf_get(c, s->sub, K_next_product_reference);
	return at != 0 ? at : s->sub; /* a part without a name leads nowhere */
}

/* The path that defines the product a text names, or 0. */
static uint32_t
path_of(const struct bw_csaf_work *c, uint32_t at, uint32_t *number)
{
	const struct csaf_product *p;

	*number = csaf_name_find(&c->ids, c->v[at].text);
	if (*number == NOT_NAMED || c->defined.v[*number] == 0)
		return 0;
	p = &c->products.v[c->defined.v[*number] - 1];
	return p->where == IN_PATH ? c->v[p->at].parent : 0;
}

/* Depth first, with a stack of our own: a chain may be as long as the file.
 * What leads into a circle ends up in it, as the test says. */
static void
follow(struct bw_csaf_work *c, uint32_t path, uint32_t number,
    struct step *stack, uint32_t *numbers)
{
	size_t n = 0;

	stack[n] = (struct step){ .path = path };
	numbers[n++] = number;
	csaf_mark(c, number, GOING);
	while (n > 0) {
		uint32_t at = next_part(c, &stack[n - 1]), to, next;
		uint32_t mine = numbers[n - 1], bits;

		if (at == 0) {
			csaf_mark(c, mine, SOUND);
			if (--n > 0 && (csaf_mark_of(c, mine) & CIRCLE) != 0)
				csaf_mark(c, numbers[n - 1], CIRCLE);
			continue;
		}
		if ((next = path_of(c, at, &to)) == 0)
			continue;
		bits = csaf_mark_of(c, to);
		if ((bits & CIRCLE) != 0 || bits == GOING)
			csaf_mark(c, mine, CIRCLE);
		else if ((bits & SOUND) == 0) {
			stack[n] = (struct step){ .path = next };
			numbers[n++] = to;
			csaf_mark(c, to, GOING);
		}
	}
}

CSAF_TEST(csaf_6_1_3)
{
	uint32_t list = csaf_paths(c), *numbers;
	struct step *stack;
	size_t n;

	if (csaf_first(c, list) == 0)
		return;
	n = (size_t)c->v[list].count + 1;
	stack = bw_arena_alloc(&c->arena, n, sizeof(*stack));
	numbers = bw_arena_alloc(&c->arena, n, sizeof(*numbers));
	if (stack == NULL || numbers == NULL) {
		c->failed = true;
		return;
	}
	csaf_marks(c);
	EACH(c, path, list)
	{
		uint32_t id =
		    csaf_get2(c, path, K_full_product_name, K_product_id);
		uint32_t number;

		if (id == 0 || path_of(c, id, &number) != path)
			continue;
		if (csaf_mark_of(c, number) == 0)
			follow(c, path, number, stack, numbers);
		if ((csaf_mark_of(c, number) & CIRCLE) != 0)
			csaf_say1(c, id, "circle", c->v[id].text);
	}
}

CSAF_TEST(csaf_6_1_4)
{
	in_vulnerabilities(c, K_group_ids, group_reference);
}

CSAF_TEST(csaf_6_1_5)
{
	csaf_pairs(c);
	EACH(c, g, csaf_get(c, c->product_tree, K_product_groups))
	{
		uint32_t id = csaf_get(c, g, K_group_id);

		if (id != 0)
			csaf_pair(c, bw_hash(c->v[id].text), id);
	}
	csaf_say_twice(c, "group-twice");
}

CSAF_TEST(csaf_6_1_22)
{
	csaf_pairs(c);
	for (size_t i = 0; i < c->revisions.n; i++) {
		uint32_t at = csaf_get(c, c->revisions.v[i].at, K_number);

		if (at != 0)
			csaf_pair(c, bw_hash(c->v[at].text), at);
	}
	csaf_say_twice(c, "number-twice");
}

CSAF_TEST(csaf_6_1_23)
{
	csaf_pairs(c);
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t at = csaf_get(c, v, K_cve);

		if (at != 0)
			csaf_pair(c, bw_hash(c->v[at].text), at);
	}
	csaf_say_twice(c, "cve-twice");
}

CSAF_TEST(csaf_6_1_24)
{
	int64_t time;

	EACH(c, v, c->vulnerabilities)
	{
		csaf_pairs(c);
		EACH(c, i, csaf_get(c, v, K_involvements))
		{
			uint32_t party = csaf_get(c, i, K_party);

			if (party != 0 &&
			    bw_form_time(csaf_text(c, i, K_date), &time))
				csaf_pair(c,
				    csaf_mix(bw_hash(c->v[party].text),
					(uint64_t)time),
				    party);
		}
		csaf_say_twice(c, "party-twice");
	}
}

static void
algorithms(struct bw_csaf_work *c, uint32_t hash)
{
	csaf_pairs(c);
	EACH(c, h, csaf_get(c, hash, K_file_hashes))
	{
		uint32_t at = csaf_get(c, h, K_algorithm);

		if (at != 0)
			csaf_pair(c, bw_hash(c->v[at].text), at);
	}
	csaf_say_twice(c, "algorithm-twice");
}

CSAF_TEST(csaf_6_1_25)
{
	csaf_helpers(c, K_hashes, algorithms);
}
