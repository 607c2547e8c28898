/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema.c - from the notation of content/csaf/ to steps.
 */
#include "cyber/schema_priv.h"
#include "base/yaml.h"

int
bw_schema_new(struct bw_schema **out, struct bw_keys *keys, struct bw_err *err)
{
	struct bw_schema *s = bw_calloc(1, sizeof(*s));

	*out = s;
	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a schema");
	s->keys = keys;
	bw_arena_init(&s->arena, 0);
	return 0;
}

void
bw_schema_free(struct bw_schema *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->shapes.n; i++)
		bw_free(s->shapes.v[i].of_key);
	bw_vec_release(&s->steps);
	bw_vec_release(&s->members);
	bw_vec_release(&s->shapes);
	bw_vec_release(&s->words);
	bw_vec_release(&s->forms);
	bw_arena_release(&s->arena);
	bw_free(s);
}

uint32_t
bw_schema_shape(const struct bw_schema *s, const char *name)
{
	for (uint32_t i = 0; i < s->shapes.n; i++)
		if (bw_str_is(s->shapes.v[i].name, name))
			return i;
	return BW_SCHEMA_NONE;
}

static int
push(struct bw_schema *s, struct step step, uint32_t *at, struct bw_err *err)
{
	*at = (uint32_t)s->steps.n;
	if (!bw_vec_push(&s->steps, step))
		return bw_fail(err, BW_ENOMEM, "no memory for a schema");
	return 0;
}

static bool
begins(struct bw_str *rest, const char *word)
{
	struct bw_str w = bw_str_of(word);

	if (!bw_str_starts(*rest, w) || (rest->n > w.n && rest->p[w.n] != ' '))
		return false;
	*rest = bw_str_trim(bw_str_sub(*rest, w.n, rest->n));
	return true;
}

static bool
count(struct bw_str *rest, uint32_t *out)
{
	struct bw_str word;
	int64_t n;

	if (!bw_str_cut(rest, ' ', &word) || !bw_str_i64(word, &n) || n < 0 ||
	    n > 1000000)
		return false;
	*out = (uint32_t)n;
	return true;
}

static int compile(
    struct bw_schema *s, struct bw_str text, uint32_t *at, struct bw_err *err);

static int
bad(struct bw_schema *s, struct bw_str text, struct bw_err *err)
{
	return bw_fail(err, BW_EFORMAT,
	    "%s: \"%.*s\" is nothing a member holds", s->file, BW_ARG(text));
}

static int
compile_list(struct bw_schema *s, struct step step, struct bw_str rest,
    uint32_t *at, struct bw_err *err)
{
	int rc;

	step.b = 1;
	if (begins(&rest, "from") && !count(&rest, &step.b))
		return bad(s, step.what, err);
	if (!begins(&rest, "of"))
		return bad(s, step.what, err);
	rc = compile(s, rest, &step.a, err);
	return rc != 0 ? rc : push(s, step, at, err);
}

static int
compile_words(struct bw_schema *s, struct step step, struct bw_str rest,
    uint32_t *at, struct bw_err *err)
{
	struct bw_str word;

	step.op = STEP_WORD;
	step.a = (uint32_t)s->words.n;
	while (bw_str_cut(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (!bw_vec_push(&s->words, word))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for a schema");
	}
	step.b = (uint32_t)s->words.n;
	return push(s, step, at, err);
}

static int
compile_either(struct bw_schema *s, struct step step, struct bw_str rest,
    uint32_t *at, struct bw_err *err)
{
	struct bw_str one;
	int rc;

	step.op = STEP_EITHER;
	if (!bw_str_cut(&rest, ' ', &one) || rest.n == 0)
		return bad(s, step.what, err);
	if ((rc = compile(s, one, &step.a, err)) != 0 ||
	    (rc = compile(s, rest, &step.b, err)) != 0)
		return rc;
	return push(s, step, at, err);
}

static int
compile_number(struct bw_schema *s, struct step step, struct bw_str rest,
    uint32_t *at, struct bw_err *err)
{
	uint32_t low, high;

	step.op = STEP_NUMBER;
	step.low = -1e308;
	step.high = 1e308;
	if (rest.n > 0) {
		if (!count(&rest, &low) || !count(&rest, &high))
			return bad(s, step.what, err);
		step.low = low;
		step.high = high;
	}
	return push(s, step, at, err);
}

/* A name: of a form, or of a shape that may stand further down. */
static int
compile_name(struct bw_schema *s, struct step step, struct bw_str name,
    uint32_t *at, struct bw_err *err)
{
	bw_form_fn *fn = bw_form(name);

	if (fn == NULL) {
		step.op = STEP_NAME;
		return push(s, step, at, err);
	}
	step.op = STEP_FORM;
	step.a = (uint32_t)s->forms.n;
	if (!bw_vec_push(&s->forms, (struct form){ fn, name }))
		return bw_fail(err, BW_ENOMEM, "no memory for a schema");
	return push(s, step, at, err);
}

static int
compile(
    struct bw_schema *s, struct bw_str text, uint32_t *at, struct bw_err *err)
{
	static const struct {
		const char *name;
		enum step_op op;
	} plain[] = { { "any", STEP_ANY }, { "never", STEP_NEVER },
		{ "text", STEP_TEXT }, { "string", STEP_STRING },
		{ "boolean", STEP_BOOLEAN }, { "object", STEP_OBJECT } };
	struct step step = { .what = text };
	struct bw_str rest = text;

	for (size_t i = 0; i < BW_LEN(plain); i++)
		if (bw_str_is(text, plain[i].name)) {
			step.op = plain[i].op;
			return push(s, step, at, err);
		}
	if (begins(&rest, "number"))
		return compile_number(s, step, rest, at, err);
	if (begins(&rest, "one") && begins(&rest, "of"))
		return compile_words(s, step, rest, at, err);
	if (begins(&rest, "either"))
		return compile_either(s, step, rest, at, err);
	step.op = STEP_LIST;
	if (begins(&rest, "list"))
		return compile_list(s, step, rest, at, err);
	step.op = STEP_SET;
	if (begins(&rest, "set"))
		return compile_list(s, step, rest, at, err);
	return compile_name(s, step, text, at, err);
}

static int
add_member(struct bw_schema *s, struct shape *shape, const struct bw_yaml *y,
    struct bw_err *err)
{
	struct bw_str name = y->key;
	struct member m = { 0 };
	uint32_t n;
	int64_t v;
	int rc;

	if (bw_str_is(name, "(least)") || bw_str_is(name, "(most)")) {
		if (!bw_str_i64(y->text, &v) || v < 0 || v > 1000)
			return bad(s, y->text, err);
		n = (uint32_t)v;
		if (bw_str_is(name, "(least)"))
			shape->least = n;
		else
			shape->most = n;
		return 0;
	}
	if (bw_str_is(name, "(open)")) {
		shape->closed = false;
		return 0;
	}
	if (bw_str_is(name, "(rated)")) {
		struct bw_str rest = y->text, score;

		if (!bw_str_cut(&rest, ' ', &score))
			return bad(s, y->text, err);
		rc = bw_keys_add(s->keys, score, &shape->score, err);
		return rc != 0
		    ? rc
		    : bw_keys_add(s->keys, rest, &shape->rating, err);
	}
	if (bw_str_ends(name, BW_STR("!"))) {
		m.must = true;
		shape->must |= UINT64_C(1) << (shape->n & 63);
		name.n--;
	}
	if ((rc = bw_keys_add(s->keys, name, &m.key, err)) != 0 ||
	    (rc = compile(s, y->text, &m.step, err)) != 0)
		return rc;
	if (shape->n == 64)
		return bw_fail(err, BW_EFORMAT, "%s: %.*s has over 64 members",
		    s->file, BW_ARG(shape->name));
	if (!bw_vec_push(&s->members, m))
		return bw_fail(err, BW_ENOMEM, "no memory for a schema");
	shape->n++;
	return 0;
}

int
bw_schema_add(struct bw_schema *s, struct bw_str yaml, const char *name,
    bool closed, struct bw_err *err)
{
	const struct bw_yaml *root, *y, *m;
	int rc = bw_yaml_parse(&root, yaml, &s->arena, err);

	s->file = name;
	if (rc != 0)
		return rc;
	if (root->kind != BW_YAML_MAP)
		return bw_fail(err, BW_EFORMAT, "%s: holds no shapes", name);
	for (y = root->child; y != NULL; y = y->next) {
		struct shape shape = { .name = y->key,
			.most = UINT32_MAX,
			.closed = closed,
			.first = (uint32_t)s->members.n };

		if (y->kind != BW_YAML_MAP)
			return bad(s, y->key, err);
		for (m = y->child; m != NULL; m = m->next)
			if ((rc = add_member(s, &shape, m, err)) != 0)
				return rc;
		if (!bw_vec_push(&s->shapes, shape))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for a schema");
	}
	return 0;
}

static int
link_shape(struct bw_schema *s, struct shape *shape, struct bw_err *err)
{
	shape->of_key = bw_calloc(s->n_of_key, sizeof(*shape->of_key));
	if (shape->of_key == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a schema");
	for (uint32_t i = 0; i < shape->n; i++) {
		uint16_t *of =
		    &shape->of_key[s->members.v[shape->first + i].key];

		if (*of != 0)
			return bw_fail(err, BW_EFORMAT,
			    "%s: a member stands twice in %.*s", s->file,
			    BW_ARG(shape->name));
		*of = (uint16_t)(i + 1);
	}
	return 0;
}

int
bw_schema_link(struct bw_schema *s, struct bw_err *err)
{
	int rc;

	s->n_of_key = s->keys->n;
	for (size_t i = 0; i < s->shapes.n; i++)
		if ((rc = link_shape(s, &s->shapes.v[i], err)) != 0)
			return rc;
	for (size_t i = 0; i < s->steps.n; i++) {
		struct step *step = &s->steps.v[i];

		if (step->op != STEP_NAME)
			continue;
		for (step->a = 0; step->a < s->shapes.n; step->a++)
			if (bw_str_eq(s->shapes.v[step->a].name, step->what))
				break;
		if (step->a == s->shapes.n)
			return bad(s, step->what, err);
		step->op = STEP_SHAPE;
	}
	return 0;
}
