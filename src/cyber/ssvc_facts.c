/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ssvc_facts.c - what is told about a vulnerability, as values of decision
 * points.
 *
 * Sources name them differently: CISA writes {"Exploitation": "poc"}, CSAF 2.1
 * has keys, names and several possible values, people write e=active. The
 * same letters stand for different points in different spaces (A is
 * automatable, and an impact of CVSS): those the table looks at come first,
 * then those of SSVC itself, then any.
 */
#include "cyber/ssvc_priv.h"

/* Does the table look at the point, or at one from which it follows? */
static bool
looks(const struct bw_ssvc *s, const struct bw_ssvc_table *t, uint32_t point,
    int deep)
{
	for (uint32_t i = 0; t != NULL && deep > 0 && i < t->n_input; i++)
		if (t->input[i] == point ||
		    looks(s, bw_ssvc_gives(s, t->input[i]), point, deep - 1))
			return true;
	return false;
}

static bool
named(const struct bw_ssvc_point *p, struct bw_str name)
{
	struct bw_str rest = name, space;

	if (bw_str_eq_nocase(p->name, name) ||
	    ssvc_is(name, p->space, p->key, p->version))
		return true;
	return bw_str_cut(&rest, ':', &space) && bw_str_eq(space, p->space) &&
	    bw_str_eq_nocase(p->name, rest);
}

static const struct bw_ssvc_point *
point_of(
    const struct bw_ssvc *s, const struct bw_ssvc_table *t, struct bw_str name)
{
	const struct bw_ssvc_point *best = NULL;
	int best_rank = 0;

	for (uint32_t i = 0; i < s->n_point; i++) {
		const struct bw_ssvc_point *p = &s->point[i];
		int rank;

		if (!named(p, name))
			continue;
		rank = looks(s, t, i, SSVC_DEEP)  ? 3
		    : bw_str_is(p->space, "ssvc") ? 2
						  : 1;
		if (rank > best_rank) {
			best_rank = rank;
			best = p;
		}
	}
	return best;
}

static bool
family(const struct bw_ssvc_point *a, const struct bw_ssvc_point *b)
{
	return bw_str_eq(a->space, b->space) && bw_str_eq(a->key, b->key);
}

/* The key of a value, which any version of the point may give a name: CISA's
 * "poc" is from Exploitation 1.0.0. */
static struct bw_str
value_of(const struct bw_ssvc *s, const struct bw_ssvc_point *of,
    struct bw_str value)
{
	for (int by_name = 0; by_name < 2; by_name++)
		for (uint32_t i = s->n_point; i-- > 0;) {
			const struct bw_ssvc_point *p = &s->point[i];

			for (uint32_t j = 0; family(p, of) && j < p->n; j++)
				if (bw_str_eq_nocase(value,
					by_name ? p->value[j].name
						: p->value[j].key))
					return p->value[j].key;
		}
	return (struct bw_str){ 0 };
}

static int
no_value(const struct bw_ssvc_point *p, struct bw_str value, struct bw_err *err)
{
	char list[160];
	size_t n = 0;

	list[0] = '\0';
	for (uint32_t i = 0; i < p->n && n < sizeof(list); i++)
		n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%.*s",
		    i > 0 ? ", " : "", BW_ARG(p->value[i].name));
	return bw_fail(err, BW_EFORMAT, "%.*s has no value '%.*s'; there is %s",
	    BW_ARG(p->name), BW_ARG(bw_str_sub(value, 0, 40)), list);
}

/* The values as bits of one version of the point. */
static uint16_t
bits(const struct bw_ssvc *s, const struct bw_ssvc_point *p, struct bw_str list)
{
	struct bw_str one;
	uint16_t may = 0;

	while (bw_str_cut(&list, '|', &one)) {
		struct bw_str key = value_of(s, p, bw_str_trim(one));

		for (uint32_t i = 0; i < p->n; i++)
			if (bw_str_eq(p->value[i].key, key))
				may |= (uint16_t)(1u << i);
	}
	return may;
}

int
bw_ssvc_tell(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, struct bw_str point, struct bw_str value,
    struct bw_err *err)
{
	const struct bw_ssvc_point *p = point_of(s, t, bw_str_trim(point));
	struct bw_str list = value, one;

	if (p == NULL)
		return bw_fail(err, BW_EFORMAT,
		    "SSVC has no decision point '%.*s'",
		    BW_ARG(bw_str_sub(point, 0, 60)));
	if (value.n == 0)
		return no_value(p, value, err);
	while (bw_str_cut(&list, '|', &one))
		if (value_of(s, p, bw_str_trim(one)).n == 0)
			return no_value(p, one, err);
	for (uint32_t i = 0; i < s->n_point; i++) {
		uint16_t may;

		if (!family(&s->point[i], p))
			continue;
		may = bits(s, &s->point[i], value);
		if (f->may[i] != 0 && f->may[i] != may)
			return bw_fail(err, BW_ECONFLICT,
			    "%.*s is told twice, differently", BW_ARG(p->name));
		f->may[i] = may;
	}
	return 0;
}

size_t
bw_ssvc_tell_rating(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, struct bw_str rating)
{
	struct bw_str value, point;
	size_t missed = 0;

	while (bw_str_cut(&rating, ';', &value)) {
		point = (struct bw_str){ 0 };
		bw_str_cut(&value, '=', &point);
		if (bw_ssvc_tell(s, t, f, point, value, NULL) != 0)
			missed++;
	}
	return missed;
}

/* What a point or a value is called: its key, else its name. */
static struct bw_str
called(struct bw_json v)
{
	struct bw_str key = bw_json_str(bw_json_get(v, "key"));

	return key.n > 0 ? key : bw_json_str(bw_json_get(v, "name"));
}

/* {namespace, key, version, values: [{key}]} */
static int
selection(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, struct bw_json v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(v, "values"));
	struct bw_str space = { 0 };
	struct bw_str rest = bw_json_str(bw_json_get(v, "namespace"));
	char id[160], list[160];
	size_t n = 0;

	list[0] = '\0';
	/* An extension, "ssvc//.example#x", has the values of its base. */
	bw_str_cut(&rest, '/', &space);
	snprintf(id, sizeof(id), "%.*s%s%.*s", BW_ARG(space),
	    space.n > 0 ? ":" : "", BW_ARG(called(v)));
	while (!it.object && n < sizeof(list) && bw_json_step(&it))
		n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%.*s",
		    n > 0 ? "|" : "", BW_ARG(called(it.value)));
	if (n >= sizeof(list))
		return BW_ELIMIT; /* more than any point has */
	return bw_ssvc_tell(s, t, f, bw_str_of(id), bw_str_of(list), NULL);
}

size_t
bw_ssvc_tell_json(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, struct bw_json v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(v, "selections"));
	size_t missed = 0;

	while (!it.object && bw_json_step(&it))
		missed += selection(s, t, f, it.value) != 0;
	it = bw_json_each(bw_json_get(v, "options"));
	while (!it.object && bw_json_step(&it)) {
		struct bw_json_each one = bw_json_each(it.value);

		while (one.object && bw_json_step(&one))
			missed += bw_ssvc_tell(s, t, f, one.key,
				      bw_json_str(one.value), NULL) != 0;
	}
	return missed;
}
