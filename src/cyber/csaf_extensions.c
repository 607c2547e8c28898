/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_extensions.c - tests of extensions of CSAF 2.1 (6.1.60, 6.2.54,
 * 6.3.21).
 *
 * What an extension may hold and where it may stand is fetched by nobody:
 * those we know are in content/csaf/extensions.yaml. None is official or
 * registered yet, so all count as experimental.
 */
#include "cyber/csaf_priv.h"

typedef void list_fn(struct bw_csaf_work *c, uint32_t list, const char *place);

static void
call(struct bw_csaf_work *c, uint32_t list, const char *place, list_fn *fn)
{
	if (list != 0)
		fn(c, list, place);
}

/* Every list of extensions, with the kind of place it stands in. */
static void
each_list(struct bw_csaf_work *c, list_fn *fn)
{
	call(c, c->extensions, "root", fn);
	call(c, csaf_get(c, c->document, K_x_extensions), "document", fn);
	for (size_t i = 0; i < c->products.n; i++) {
		const struct csaf_product *p = &c->products.v[i];

		call(c, csaf_get(c, p->at, K_x_extensions),
		    p->where == IN_BRANCH      ? "branches"
			: p->where == IN_NAMES ? "full_product_names"
					       : "product_paths",
		    fn);
	}
	EACH(c, v, c->vulnerabilities)
	{
		call(c, csaf_get(c, v, K_x_extensions), "vulnerabilities", fn);
		EACH(c, m, csaf_metrics(c, v))
		call(c, csaf_get(c, csaf_content(c, m), K_x_extensions),
		    "metrics", fn);
	}
}

static const struct csaf_extension *
known(const struct bw_csaf_work *c, struct bw_str schema)
{
	for (size_t i = 0; i < c->csaf->lists.extensions.n; i++)
		if (bw_str_eq(c->csaf->lists.extensions.v[i].schema, schema))
			return &c->csaf->lists.extensions.v[i];
	return NULL;
}

static void
shapes(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	(void)place;
	EACH(c, e, list)
	csaf_shape(c, e, "extension");
}

CSAF_TEST(csaf_6_1_60_1)
{
	each_list(c, shapes);
}

static void
contents(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	char name[64];

	(void)place;
	EACH(c, e, list)
	{
		const struct csaf_extension *x =
		    known(c, csaf_text(c, e, K_schema));
		uint32_t content = csaf_get(c, e, K_content);

		if (x == NULL || content == 0)
			continue;
		snprintf(name, sizeof(name), "%.*s", BW_ARG(x->content));
		csaf_shape(c, content, name);
	}
}

CSAF_TEST(csaf_6_1_60_2)
{
	each_list(c, contents);
}

/* How often may it stand in a place? "document=1|root=4096" */
static uint32_t
most(const struct csaf_extension *x, const char *place)
{
	struct bw_str rest = x->most, one, name;
	int64_t n = 0;

	while (bw_str_cut(&rest, '|', &one)) {
		bw_str_cut(&one, '=', &name);
		if (bw_str_is(name, place) && bw_str_i64(one, &n))
			return (uint32_t)n;
	}
	return 0;
}

static void
places(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	EACH(c, e, list)
	{
		const struct csaf_extension *x =
		    known(c, csaf_text(c, e, K_schema));
		bool clash = false;
		uint32_t n = 0;

		if (x == NULL)
			continue;
		/* A list has few extensions; the schema allows 4,096. */
		for (uint32_t i = c->v[list].first; i != 0 && n < 5000;
		     i = c->v[i].next) {
			const struct csaf_extension *y =
			    known(c, csaf_text(c, i, K_schema));

			n += y == x && i <= e;
			clash |= y != NULL && x->incompatible.n > 0 &&
			    bw_str_eq(y->content, x->incompatible);
		}
		if (n > most(x, place) || clash)
			csaf_say(c, e, "extension-place");
	}
}

CSAF_TEST(csaf_6_1_60_3)
{
	each_list(c, places);
}

static void
say_each(struct bw_csaf_work *c, uint32_t list, const char *message)
{
	EACH(c, e, list)
	csaf_say1(c, e, message, csaf_text(c, e, K_schema));
}

static void
not_registered(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	(void)place;
	say_each(c, list, "extension-unregistered");
}

CSAF_TEST(csaf_6_2_54_1)
{
	each_list(c, not_registered);
}

static void
not_official(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	(void)place;
	say_each(c, list, "extension-unofficial");
}

CSAF_TEST(csaf_6_2_54_2)
{
	each_list(c, not_official);
}

static void
critical(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	(void)place;
	EACH(c, e, list)
	{
		uint32_t at = csaf_get(c, e, K_critical);

		if (at != 0 && c->v[at].truth)
			csaf_say(c, at, "extension-critical");
	}
}

CSAF_TEST(csaf_6_2_54_3)
{
	each_list(c, critical);
}

static void
experimental(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	(void)place;
	say_each(c, list, "extension-experimental");
}

CSAF_TEST(csaf_6_2_54_4)
{
	if (bw_str_is(c->tlp, "CLEAR"))
		each_list(c, experimental);
}

static void
essential(struct bw_csaf_work *c, uint32_t list, const char *place)
{
	(void)place;
	EACH(c, e, list)
	if (csaf_is_category(c, e, "essential"))
		csaf_say(c, csaf_get(c, e, K_category), "extension-essential");
}

CSAF_TEST(csaf_6_3_21_1)
{
	each_list(c, essential);
}

CSAF_TEST(csaf_6_3_21_2)
{
	if (!bw_str_is(c->tlp, "CLEAR"))
		each_list(c, experimental);
}

static void
used(struct bw_csaf_work *c, uint32_t list)
{
	if (list != 0)
		csaf_say(c, list, "extension-used");
}

CSAF_TEST(csaf_6_3_21_3)
{
	used(c, csaf_get(c, c->document, K_x_extensions));
}

static void
used_in(struct bw_csaf_work *c, uint8_t where)
{
	for (size_t i = 0; i < c->products.n; i++)
		if (c->products.v[i].where == where)
			used(c,
			    csaf_get(c, c->products.v[i].at, K_x_extensions));
}

CSAF_TEST(csaf_6_3_21_4)
{
	used_in(c, IN_BRANCH);
}

CSAF_TEST(csaf_6_3_21_5)
{
	used_in(c, IN_NAMES);
}

CSAF_TEST(csaf_6_3_21_6)
{
	used_in(c, IN_PATH);
}

CSAF_TEST(csaf_6_3_21_7)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	used(c, csaf_get(c, csaf_content(c, m), K_x_extensions));
}

CSAF_TEST(csaf_6_3_21_8)
{
	EACH(c, v, c->vulnerabilities)
	used(c, csaf_get(c, v, K_x_extensions));
}

CSAF_TEST(csaf_6_3_21_9)
{
	used(c, c->extensions);
}
