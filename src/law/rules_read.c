/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules_read.c - articles, outputs, definitions and code lists of the
 * instruments that hold; and bw_rules_make.
 */
#include "base/embed.h"
#include "law/rules_priv.h"

static int
nomem(struct making_rules *m)
{
	return bw_fail(m->err, BW_ENOMEM, "no memory for rules");
}

static int
read_names(struct making_rules *m, uint32_t instrument, const char *section)
{
	const struct bw_yaml *n = bw_yaml_get(m->top.v[instrument], section);

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
		struct name_row row = { instrument, n->key, n, BW_NONE };

		if (!bw_vec_push(&m->name, row))
			return nomem(m);
	}
	return 0;
}

uint32_t
bw_output_find(const struct bw_rules *r, struct bw_str name)
{
	for (size_t i = r->n_output; i-- > 0;) /* what replaces stands behind */
		if (bw_str_eq(r->output[i].name, name))
			return (uint32_t)i;
	return BW_NONE;
}

static int
read_choices(struct making_rules *m, uint32_t instrument,
    const struct bw_yaml *at, struct bw_output *o)
{
	const struct bw_yaml *n = bw_yaml_get(at, "choices");
	struct bw_str *list;
	size_t k = 0;

	if (n == NULL)
		return 0;
	for (n = n->child; n != NULL; n = n->next)
		k++;
	if (k == 0 || k > 64)
		return rules_wrong(m, instrument, at, "1 to 64 choices");
	o->choice = list = BW_ARENA_ARRAY(m->a, struct bw_str, k);
	if (list == NULL)
		return nomem(m);
	for (n = bw_yaml_get(at, "choices")->child; n != NULL; n = n->next)
		list[o->n_choice++] = n->text;
	return 0;
}

static int
read_output(
    struct making_rules *m, uint32_t instrument, const struct bw_yaml *at)
{
	struct bw_output o = { .name = bw_yaml_text(at, "output"),
		.article = (uint32_t)m->article.n - 1,
		.kind = BW_VALUE_CHOICE,
		.yes = rules_text(at, "yes"),
		.no = rules_text(at, "no"),
		.via = bw_yaml_text(at, "via"),
		.cite = bw_yaml_text(at, "cite"),
		.adds = bw_yaml_text(at, "adds"),
		.item = bw_yaml_text(at, "item"),
		.guidance =
		    m->instrument.v[instrument].status == BW_LAW_GUIDANCE,
		.line = at->line };
	bool replaces = bw_str_eq(bw_yaml_text(at, "replaces"), BW_STR("true"));
	bool there = false;
	int rc;

	if (o.name.n == 0)
		return rules_wrong(m, instrument, at,
		    "an action names its "
		    "output");
	for (size_t i = 0; i < m->output.n; i++)
		there = there || bw_str_eq(m->output.v[i].name, o.name);
	if (there && !replaces)
		return rules_wrong(m, instrument, at,
		    "%.*s: another rule makes this output already",
		    BW_ARG(o.name));
	if (bw_fact_find(m->out->vocabulary, o.name) != BW_NONE)
		return rules_wrong(m, instrument, at,
		    "%.*s: a fact has this name", BW_ARG(o.name));
	if ((rc = read_choices(m, instrument, at, &o)) != 0)
		return rc;
	return bw_vec_push(&m->output, o) ? 0 : nomem(m);
}

/* An amount is "830000 EUR" from a day on, or "10%"; or a word why it is not
 * known; or stands in another article. */
static void
read_amount(struct making_rules *m, const struct bw_yaml *n,
    struct bw_article_item *item)
{
	struct bw_str from = bw_yaml_text(n, "from");
	struct bw_str value = bw_yaml_text(n, "value");
	struct bw_str unit = bw_yaml_text(n, "unit");

	item->amount = true;
	item->letter = from.n > 0 ? from : bw_yaml_text(n, "name");
	item->see = bw_yaml_text(n, "see");
	item->known = value.n > 0;
	if (value.n > 0)
		item->words.in[BW_NL] = item->words.in[BW_EN] =
		    bw_arena_fmt(m->a, "%.*s%s%.*s", BW_ARG(value),
			unit.n > 0 ? " " : "", BW_ARG(unit));
}

static struct bw_article_item
read_item(struct making_rules *m, const struct bw_yaml *n, bool amount)
{
	struct bw_article_item item = { .letter = bw_yaml_text(n, "letter"),
		.words = { .in = { [BW_NL] = bw_yaml_text(n, "nl"),
			       [BW_EN] = bw_yaml_text(n, "en") } },
		.not_verified = bw_str_eq(
		    bw_yaml_text(n, "not_verified"), BW_STR("true")) };

	if (amount)
		read_amount(m, n, &item);
	return item;
}

/* What is listed and not computed: factors, measures, contents, amounts. */
static int
read_items(
    struct making_rules *m, const struct bw_yaml *at, struct bw_article *art)
{
	static const char *const section[] = { "factors", "measures",
		"contents", "parameters" };
	const struct bw_yaml *n;
	size_t most = 0;

	for (size_t i = 0; i < BW_LEN(section); i++) {
		n = bw_yaml_get(at, section[i]);
		for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
			most++;
	}
	if (most == 0)
		return 0;
	art->item = BW_ARENA_ARRAY(m->a, struct bw_article_item, most);
	if (art->item == NULL)
		return nomem(m);
	for (size_t i = 0; i < BW_LEN(section); i++) {
		n = bw_yaml_get(at, section[i]);
		for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
			struct bw_article_item one =
			    read_item(m, n, i == BW_LEN(section) - 1);

			if (one.words.in[BW_NL].n > 0 || one.see.n > 0)
				art->item[art->n_item++] = one;
		}
	}
	return 0;
}

/* Outputs of which one has to hold, before this article matters. */
static int
read_only(
    struct making_rules *m, const struct bw_yaml *at, struct bw_article *art)
{
	const struct bw_yaml *n = bw_yaml_get(at, "only");
	struct bw_str *list;
	size_t k = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		k++;
	if (k == 0)
		return 0;
	art->only = list = BW_ARENA_ARRAY(m->a, struct bw_str, k);
	if (list == NULL)
		return nomem(m);
	for (n = bw_yaml_get(at, "only")->child; n != NULL; n = n->next)
		list[art->n_only++] = n->text;
	return 0;
}

static int
check_article(
    struct making_rules *m, uint32_t instrument, const struct bw_yaml *at)
{
	const struct bw_yaml *n = bw_yaml_get(at, "only");
	bool there = true;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
		there = false;
		for (size_t k = 0; k < m->output.n && !there; k++)
			there = bw_str_eq(m->output.v[k].name, n->text);
		if (!there)
			return rules_wrong(m, instrument, n,
			    "only: no rule makes an output %.*s",
			    BW_ARG(n->text));
	}
	return 0;
}

/* What articles name, once all outputs are known. */
static int
check_articles(struct making_rules *m)
{
	const struct bw_yaml *n;
	int rc = 0;

	for (uint32_t i = 0; i < m->instrument.n && rc == 0; i++) {
		n = bw_yaml_get(m->top.v[i], "articles");
		for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0;
		     n = n->next)
			rc = check_article(m, i, n);
	}
	return rc;
}

static int
read_article(
    struct making_rules *m, uint32_t instrument, const struct bw_yaml *at)
{
	struct bw_article art = { .instrument = instrument,
		.number = bw_yaml_text(at, "number"),
		.words = rules_text(at, "words"),
		.url = bw_yaml_text(at, "url"),
		.sha256 = bw_yaml_text(at, "sha256"),
		.not_verified = rules_text(at, "not_verified"),
		.role = bw_yaml_text(at, "role"),
		.follows = bw_yaml_text(at, "follows"),
		.line = at->line };
	const struct bw_yaml *n =
	    bw_yaml_get(at, "machine_readable.execution.actions");
	int rc = 0;

	if (art.number.n == 0 || art.words.in[BW_NL].n == 0 ||
	    art.words.in[BW_EN].n == 0)
		return rules_wrong(m, instrument, at,
		    "an article has number and words {nl, en}");
	if ((rc = read_items(m, at, &art)) != 0 ||
	    (rc = read_only(m, at, &art)) != 0)
		return rc;
	if (!bw_vec_push(&m->article, art))
		return nomem(m);
	for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0; n = n->next)
		rc = read_output(m, instrument, n);
	return rc;
}

int
rules_articles(struct making_rules *m)
{
	const struct bw_yaml *n;
	int rc = 0;

	for (uint32_t i = 0; i < m->instrument.n && rc == 0; i++) {
		if ((rc = read_names(m, i, "definitions")) != 0 ||
		    (rc = read_names(m, i, "lists")) != 0)
			return rc;
		n = bw_yaml_get(m->top.v[i], "articles");
		for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0;
		     n = n->next)
			rc = read_article(m, i, n);
	}
	return rc != 0 ? rc : check_articles(m);
}

/* The node of every output, in the order in which they were read; and for one
 * that replaces, which. */
static int
find_nodes(struct making_rules *m)
{
	const struct bw_yaml *art, *n;
	size_t k = 0;

	m->node = BW_ARENA_ARRAY(m->a, const struct bw_yaml *, m->output.n + 1);
	m->state = BW_ARENA_ARRAY(m->a, uint8_t, m->output.n + 1);
	m->base = BW_ARENA_ARRAY(m->a, uint32_t, m->output.n + 1);
	if (m->node == NULL || m->state == NULL || m->base == NULL)
		return nomem(m);
	for (size_t i = 0; i < m->instrument.n; i++) {
		art = bw_yaml_get(m->top.v[i], "articles");
		for (art = art ? art->child : NULL; art; art = art->next) {
			n = bw_yaml_get(
			    art, "machine_readable.execution.actions");
			for (n = n ? n->child : NULL; n; n = n->next)
				m->node[k++] = n;
		}
	}
	BW_ASSERT(k == m->output.n);
	for (size_t i = 0; i < k; i++) {
		m->base[i] = BW_NONE;
		for (size_t j = 0; j < i; j++)
			if (bw_str_eq(m->output.v[i].name, m->output.v[j].name))
				m->base[i] = (uint32_t)j;
	}
	return 0;
}

/* Growing arrays become parts of the arena. */
static const void *
keep(struct making_rules *m, const void *v, size_t n, size_t size)
{
	void *p = bw_arena_alloc(m->a, n + 1, size);

	if (p != NULL && n > 0)
		memcpy(p, v, n * size);
	return p;
}

#define KEEP(m, to, vec)                  \
	(((to) = (void *)(uintptr_t)keep( \
	      (m), (vec).v, (vec).n, sizeof(*(vec).v))) != NULL)

static int
finish(struct making_rules *m)
{
	struct bw_rules *r = m->out;
	struct bw_program *p = &r->program;

	if (!KEEP(m, r->instrument, m->instrument) ||
	    !KEEP(m, r->article, m->article) ||
	    !KEEP(m, r->output, m->output) || !KEEP(m, p->step, m->step) ||
	    !KEEP(m, p->constant, m->constant) || !KEEP(m, p->list, m->list) ||
	    !KEEP(m, r->list, m->named))
		return nomem(m);
	r->n_instrument = m->instrument.n;
	r->n_article = m->article.n;
	r->n_output = m->output.n;
	p->n_step = m->step.n;
	p->n_list = m->list.n;
	r->n_list = m->named.n;
	BW_ASSERT(bw_program_sound(p, r->vocabulary->n));
	return 0;
}

int
bw_rules_make(struct bw_rules *out, const struct bw_rule_file *file,
    size_t n_file, const struct bw_vocabulary *v, bw_date day, bool shadow,
    struct bw_str only, struct bw_arena *a, struct bw_err *err)
{
	struct making_rules m = { .out = out, .a = a, .err = err };
	int rc;

	*out =
	    (struct bw_rules){ .vocabulary = v, .day = day, .shadow = shadow };
	if ((rc = rules_heads(&m, file, n_file, shadow, only)) == 0 &&
	    (rc = rules_lists(&m)) == 0 && (rc = rules_articles(&m)) == 0)
		rc = find_nodes(&m);
	for (uint32_t i = 0; rc == 0 && i < m.output.n; i++)
		rc = rules_output(&m, i);
	if (rc == 0)
		rc = finish(&m);
	bw_vec_release(&m.instrument);
	bw_vec_release(&m.top);
	bw_vec_release(&m.article);
	bw_vec_release(&m.output);
	bw_vec_release(&m.name);
	bw_vec_release(&m.named);
	bw_vec_release(&m.step);
	bw_vec_release(&m.type);
	bw_vec_release(&m.constant);
	bw_vec_release(&m.list);
	return rc;
}

/* rules/law/...yaml but the vocabulary, in order of name. */
int
bw_rule_files(struct bw_rule_file **file, size_t *n, struct bw_arena *a,
    struct bw_err *err)
{
	static const char folder[] = "rules/law/";
	size_t k = 0;

	for (size_t pass = 0; pass < 2; pass++) {
		if (pass == 1) {
			*file = BW_ARENA_ARRAY(a, struct bw_rule_file, k + 1);
			if (*file == NULL)
				return bw_fail(
				    err, BW_ENOMEM, "no memory for rules");
		}
		k = 0;
		for (size_t i = 0; bw_embed_name(i) != NULL; i++) {
			const char *name = bw_embed_name(i);

			if (strncmp(name, folder, sizeof(folder) - 1) != 0 ||
			    strchr(name + sizeof(folder) - 1, '/') == NULL)
				continue; /* facts.yaml lies beside */
			if (pass == 1)
				(*file)[k] =
				    (struct bw_rule_file){ bw_str_of(name),
					    bw_embed(name) };
			k++;
		}
	}
	*n = k;
	return 0;
}
