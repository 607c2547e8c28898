/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_index.c - where things are in a document: products, groups, revisions.
 *
 * The nodes of a tree lie in the order of the text, so that what a node holds
 * is a run of nodes behind it: products and branches are found in one scan.
 */
#include "cyber/csaf_priv.h"

void
csaf_names_clear(struct csaf_names *t)
{
	t->n = 0;
	t->round++;
}

void
csaf_names_release(struct csaf_names *t)
{
	bw_free(t->slot);
	*t = (struct csaf_names){ 0 };
}

static size_t
slot_of(const struct csaf_names *t, struct bw_str s)
{
	size_t i = (size_t)bw_hash(s) & t->mask;

	while (t->slot[i].round == t->round &&
	    (t->slot[i].text.n != s.n ||
		(s.n > 0 && memcmp(t->slot[i].text.p, s.p, s.n) != 0)))
		i = (i + 1) & t->mask;
	return i;
}

static bool
grow(struct csaf_names *t)
{
	struct csaf_names bigger = { .round = 1 };
	size_t n = t->mask == 0 ? 512 : (t->mask + 1) * 2;

	bigger.slot = bw_calloc(n, sizeof(*bigger.slot));
	if (bigger.slot == NULL)
		return false;
	bigger.mask = n - 1;
	bigger.n = t->n;
	for (size_t i = 0; t->slot != NULL && i <= t->mask; i++)
		if (t->slot[i].round == t->round) {
			size_t j = slot_of(&bigger, t->slot[i].text);

			bigger.slot[j] = t->slot[i];
			bigger.slot[j].round = 1;
		}
	bw_free(t->slot);
	*t = bigger;
	return true;
}

uint32_t
csaf_name_add(struct csaf_names *t, struct bw_str s, bool *failed)
{
	size_t i;

	if (t->round == 0)
		t->round = 1;
	if ((t->slot == NULL || t->n * 2 > t->mask) && !grow(t)) {
		*failed = true;
		return NOT_NAMED;
	}
	i = slot_of(t, s);
	if (t->slot[i].round != t->round) {
		t->slot[i].round = t->round;
		t->slot[i].text = s;
		t->slot[i].id = (uint32_t)t->n++;
	}
	return t->slot[i].id;
}

uint32_t
csaf_name_find(const struct csaf_names *t, struct bw_str s)
{
	size_t i;

	if (t->slot == NULL)
		return NOT_NAMED;
	i = slot_of(t, s);
	return t->slot[i].round == t->round ? t->slot[i].id : NOT_NAMED;
}

uint32_t
csaf_end(const struct bw_csaf_work *c, uint32_t at)
{
	for (; at != 0; at = c->v[at].parent)
		if (c->v[at].next != 0)
			return c->v[at].next;
	return (uint32_t)c->tree.n;
}

static uint8_t
place(const struct bw_csaf_work *c, uint32_t at)
{
	uint32_t up = c->v[at].parent;

	if (c->v[at].type != BW_JSON_OBJECT)
		return 0;
	if (c->v[at].key == K_product &&
	    c->v[c->v[up].parent].key == K_branches)
		return IN_BRANCH;
	if (c->v[at].key == K_full_product_name)
		return IN_PATH;
	return c->v[up].key == K_full_product_names ? IN_NAMES : 0;
}

static bool
add_product(struct bw_csaf_work *c, uint32_t at, uint8_t where)
{
	struct csaf_product p = { .at = at, .where = where };

	p.id = csaf_get(c, at, K_product_id);
	if (p.id != 0 && c->v[p.id].type == BW_JSON_STRING) {
		p.number = csaf_number(c, c->v[p.id].text);
		if (p.number != NOT_NAMED && c->defined.v[p.number] == 0)
			c->defined.v[p.number] = (uint32_t)c->products.n + 1;
	} else {
		p.id = 0;
		p.number = NOT_NAMED;
	}
	return bw_vec_push(&c->products, p);
}

uint32_t
csaf_number(struct bw_csaf_work *c, struct bw_str id)
{
	uint32_t n = csaf_name_add(&c->ids, id, &c->failed);

	while (n != NOT_NAMED && c->defined.n <= n)
		if (!bw_vec_push(&c->defined, 0) ||
		    !bw_vec_push(&c->stamp, 0) || !bw_vec_push(&c->bits, 0)) {
			c->failed = true;
			return NOT_NAMED;
		}
	return n;
}

static unsigned
profile_of(struct bw_str category)
{
	static const struct {
		const char *name;
		unsigned profile;
	} row[] = { { "csaf_base", P_BASE },
		{ "csaf_informational_advisory", P_INFORMATIONAL },
		{ "csaf_security_incident_response", P_INCIDENT },
		{ "csaf_security_advisory", P_ADVISORY }, { "csaf_vex", P_VEX },
		{ "csaf_deprecated_security_advisory", P_DEPRECATED },
		{ "csaf_superseded", P_SUPERSEDED },
		{ "csaf_withdrawn", P_WITHDRAWN },
		{ "csaf_vulnerability_report", P_REPORT } };

	for (size_t i = 0; i < BW_LEN(row); i++)
		if (bw_str_is(category, row[i].name))
			return row[i].profile;
	return 0;
}

static bool
is_english(struct bw_str lang)
{
	return lang.n == 0 ||
	    (lang.n >= 2 && (lang.p[0] | 0x20) == 'e' &&
		(lang.p[1] | 0x20) == 'n' && (lang.n == 2 || lang.p[2] == '-'));
}

static void
parts(struct bw_csaf_work *c)
{
	const struct bw_tree *t = &c->tree;

	c->document = bw_tree_get(t, 0, K_document);
	c->product_tree = bw_tree_get(t, 0, K_product_tree);
	c->vulnerabilities = bw_tree_get(t, 0, K_vulnerabilities);
	c->extensions = bw_tree_get(t, 0, K_x_extensions);
	c->tracking = csaf_get(c, c->document, K_tracking);
	c->publisher = csaf_get(c, c->document, K_publisher);
	c->category = csaf_text(c, c->document, K_category);
	c->status_text = csaf_text(c, c->tracking, K_status);
	c->tlp = csaf_text(
	    c, csaf_get2(c, c->document, K_distribution, K_tlp), K_label);
	c->profile = profile_of(c->category);
	c->english = is_english(csaf_text(c, c->document, K_lang));
}

int
csaf_index(struct bw_csaf_work *c, struct bw_err *err)
{
	uint32_t groups, end;

	parts(c);
	csaf_names_clear(&c->ids);
	csaf_names_clear(&c->groups);
	c->products.n = c->group_at.n = c->defined.n = 0;
	c->stamp.n = c->bits.n = 0;
	c->round = 1;
	end = c->product_tree == 0 ? 0 : csaf_end(c, c->product_tree);
	for (uint32_t at = c->product_tree; at < end; at++) {
		uint8_t where = place(c, at);

		if (where != 0 && !add_product(c, at, where))
			c->failed = true;
	}
	groups = csaf_get(c, c->product_tree, K_product_groups);
	EACH(c, g, groups)
	{
		uint32_t id = csaf_get(c, g, K_group_id), n;

		if (id == 0 || c->v[id].type != BW_JSON_STRING)
			continue;
		n = csaf_name_add(&c->groups, c->v[id].text, &c->failed);
		if (n == c->group_at.n && !bw_vec_push(&c->group_at, g))
			c->failed = true;
	}
	return c->failed ? bw_fail(err, BW_ENOMEM, "no memory for a document")
			 : 0;
}

void
csaf_marks(struct bw_csaf_work *c)
{
	c->round++;
}

void
csaf_mark(struct bw_csaf_work *c, uint32_t number, uint32_t bits)
{
	if (number >= c->stamp.n)
		return;
	if (c->stamp.v[number] != c->round) {
		c->stamp.v[number] = c->round;
		c->bits.v[number] = 0;
	}
	c->bits.v[number] |= bits;
}

/* Steps through groups in one document. Each group named by each item costs
 * all its members, which a hostile document could make a square of; no real
 * one comes near. Behind it, groups are taken as empty. */
#define STEPS_MOST 20000000

struct csaf_refs
csaf_refs(const struct bw_csaf_work *c, uint32_t item)
{
	uint32_t list = csaf_get(c, item, K_product_ids);

	if (list == 0)
		list = csaf_get(c, item, K_products);
	return (struct csaf_refs){ .item = item, .inner = csaf_first(c, list) };
}

/* The members of the next group the item names. */
static bool
next_group(struct bw_csaf_work *c, struct csaf_refs *r)
{
	uint32_t n;

	if (r->stage++ == 0)
		r->group = csaf_first(c, csaf_get(c, r->item, K_group_ids));
	else
		r->group = c->v[r->group].next;
	if (r->group == 0)
		return false;
	n = csaf_name_find(&c->groups, c->v[r->group].text);
	r->inner = n == NOT_NAMED || c->steps > STEPS_MOST
	    ? 0
	    : csaf_first(c, csaf_get(c, c->group_at.v[n], K_product_ids));
	return true;
}

bool
csaf_refs_step(struct bw_csaf_work *c, struct csaf_refs *r)
{
	while (r->inner == 0)
		if ((r->stage > 0 && r->group == 0) || !next_group(c, r))
			return false;
	c->steps += r->stage > 0;
	r->at = r->stage > 0 ? r->group : r->inner;
	r->number = csaf_number(c, c->v[r->inner].text);
	r->inner = c->v[r->inner].next;
	return true;
}

const struct csaf_status_list csaf_status_lists[9] = {
	{ K_first_affected, S_AFFECTED, "first_affected" },
	{ K_known_affected, S_AFFECTED, "known_affected" },
	{ K_last_affected, S_AFFECTED, "last_affected" },
	{ K_known_not_affected, S_NOT_AFFECTED, "known_not_affected" },
	{ K_first_fixed, S_FIXED, "first_fixed" },
	{ K_fixed, S_FIXED, "fixed" },
	{ K_under_investigation, S_INVESTIGATED, "under_investigation" },
	{ K_unknown, S_UNKNOWN, "unknown" },
	{ K_recommended, S_RECOMMENDED, "recommended" },
};

const char *
csaf_group_name(unsigned group)
{
	switch (group) {
	case S_AFFECTED:
		return "affected";
	case S_NOT_AFFECTED:
		return "not affected";
	case S_FIXED:
		return "fixed";
	case S_INVESTIGATED:
		return "under investigation";
	case S_UNKNOWN:
		return "unknown";
	default:
		return "recommended";
	}
}

void
csaf_mark_status(struct bw_csaf_work *c, uint32_t vulnerability)
{
	uint32_t status = csaf_get(c, vulnerability, K_product_status);

	csaf_marks(c);
	for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++)
		EACH(c, p, csaf_get(c, status, csaf_status_lists[i].key))
	csaf_mark(c, csaf_number(c, c->v[p].text), csaf_status_lists[i].group);
}

uint32_t
csaf_metrics(const struct bw_csaf_work *c, uint32_t vulnerability)
{
	return csaf_get(c, vulnerability, c->v21 ? K_metrics : K_scores);
}

uint32_t
csaf_content(const struct bw_csaf_work *c, uint32_t metric)
{
	return c->v21 ? csaf_get(c, metric, K_content) : metric;
}

bool
csaf_is_category(
    const struct bw_csaf_work *c, uint32_t item, const char *category)
{
	return bw_str_is(csaf_text(c, item, K_category), category);
}

uint32_t
csaf_branch_up(const struct bw_csaf_work *c, uint32_t at)
{
	if (c->v[at].key == K_product)
		return c->v[at].parent;
	at = c->v[c->v[at].parent].parent;
	return at != 0 && c->v[c->v[at].parent].key == K_branches ? at : 0;
}

void
csaf_branches(struct bw_csaf_work *c, csaf_branch_fn *fn)
{
	uint32_t list = csaf_get(c, c->product_tree, K_branches);
	uint32_t end = list == 0 ? 0 : csaf_end(c, list);

	for (uint32_t at = list; at < end; at++)
		if (c->v[at].type == BW_JSON_OBJECT &&
		    c->v[c->v[at].parent].key == K_branches)
			fn(c, at);
}

void
csaf_helpers(struct bw_csaf_work *c, uint16_t list, csaf_value_fn *fn)
{
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t helper = csaf_get(
		    c, c->products.v[i].at, K_product_identification_helper);

		EACH(c, at, csaf_get(c, helper, list))
		fn(c, at);
	}
}

void
csaf_pairs(struct bw_csaf_work *c)
{
	c->pairs.n = 0;
}

void
csaf_pair(struct bw_csaf_work *c, uint64_t key, uint32_t at)
{
	if (!bw_vec_push(&c->pairs, (struct csaf_pair){ key, at }))
		c->failed = true;
}

static int
by_key(const void *x, const void *y)
{
	const struct csaf_pair *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

void
csaf_say_twice(struct bw_csaf_work *c, const char *message)
{
	if (c->pairs.n < 2)
		return;
	qsort(c->pairs.v, c->pairs.n, sizeof(*c->pairs.v), by_key);
	for (size_t i = 1; i < c->pairs.n; i++)
		if (c->pairs.v[i].key == c->pairs.v[i - 1].key &&
		    c->pairs.v[i].at != c->pairs.v[i - 1].at)
			csaf_say1(c, c->pairs.v[i].at, message,
			    c->v[c->pairs.v[i].at].text);
}

void
csaf_say_both(struct bw_csaf_work *c, const char *message)
{
	uint64_t first = 0;
	bool any = false;

	if (c->pairs.n < 2)
		return;
	qsort(c->pairs.v, c->pairs.n, sizeof(*c->pairs.v), by_key);
	for (size_t i = 0; i < c->pairs.n; i++) {
		const struct csaf_pair *p = &c->pairs.v[i];

		if ((p->key & 1) == 0) {
			first = p->key;
			any = true;
		} else if (any && (p->key & ~UINT64_C(1)) == first)
			csaf_say1(c, p->at, message, c->v[p->at].text);
	}
}
