/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf.c - making the rules, checking a document, telling what was found.
 */
#include "cyber/csaf_priv.h"
#include "base/embed.h"
#include <stdarg.h>

static int
first_keys(struct bw_keys *keys, struct bw_err *err)
{
	static const char *const name[] = {
#define X(k) #k,
		CSAF_KEYS(X)
#undef X
		    "$schema"
	};
	uint16_t id;
	int rc;

	for (size_t i = 0; i < BW_LEN(name); i++) {
		rc = bw_keys_add(keys, bw_str_of(name[i]), &id, err);
		if (rc != 0)
			return rc;
		BW_ASSERT(id == i + 1);
	}
	return 0;
}

static int
add(struct bw_schema *s, const char *file, bool closed, struct bw_err *err)
{
	struct bw_str text = bw_embed(file);

	BW_ASSERT(text.p != NULL);
	return bw_schema_add(s, text, file, closed, err);
}

int
bw_csaf_new(struct bw_csaf **out, struct bw_err *err)
{
	struct bw_csaf *c = bw_calloc(1, sizeof(*c));
	int rc;

	*out = NULL;
	if (c == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the rules");
	bw_keys_init(&c->keys);
	if ((rc = first_keys(&c->keys, err)) != 0 ||
	    (rc = bw_schema_new(&c->schema[0], &c->keys, err)) != 0 ||
	    (rc = bw_schema_new(&c->schema[1], &c->keys, err)) != 0 ||
	    (rc = add(c->schema[0], "content/csaf/2.0.yaml", false, err)) ||
	    (rc = add(c->schema[0], "content/csaf/cvss.yaml", false, err)) ||
	    (rc = add(c->schema[1], "content/csaf/2.1.yaml", true, err)) ||
	    (rc = add(c->schema[1], "content/csaf/cvss.yaml", false, err)) ||
	    (rc = add(c->schema[1], "content/csaf/ssvc.yaml", true, err)) ||
	    (rc = add(
		 c->schema[1], "content/csaf/extensions.yaml", true, err)) ||
	    (rc = bw_schema_link(c->schema[0], err)) != 0 ||
	    (rc = bw_schema_link(c->schema[1], err)) != 0 ||
	    (rc = csaf_lists_load(&c->lists, err)) != 0) {
		bw_csaf_free(c);
		return rc;
	}
	c->root[0] = bw_schema_shape(c->schema[0], "csaf");
	c->root[1] = bw_schema_shape(c->schema[1], "csaf");
	*out = c;
	return 0;
}

void
bw_csaf_free(struct bw_csaf *c)
{
	if (c == NULL)
		return;
	bw_schema_free(c->schema[0]);
	bw_schema_free(c->schema[1]);
	bw_keys_release(&c->keys);
	csaf_lists_release(&c->lists);
	bw_free(c);
}

int
bw_csaf_work_new(
    struct bw_csaf_work **out, const struct bw_csaf *csaf, struct bw_err *err)
{
	struct bw_csaf_work *w = bw_calloc(1, sizeof(*w));

	*out = w;
	if (w == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a document");
	w->csaf = csaf;
	bw_arena_init(&w->arena, (size_t)256 << 20);
	return 0;
}

void
bw_csaf_work_free(struct bw_csaf_work *w)
{
	if (w == NULL)
		return;
	bw_tree_release(&w->tree);
	bw_arena_release(&w->arena);
	for (size_t i = 0; i < BW_LEN(w->scratch); i++)
		bw_buf_release(&w->scratch[i]);
	bw_vec_release(&w->found);
	bw_vec_release(&w->errors.list);
	bw_vec_release(&w->products);
	csaf_names_release(&w->ids);
	csaf_names_release(&w->groups);
	bw_vec_release(&w->group_at);
	bw_vec_release(&w->defined);
	bw_vec_release(&w->revisions);
	bw_vec_release(&w->stamp);
	bw_vec_release(&w->bits);
	bw_vec_release(&w->pairs);
	bw_vec_release(&w->overlaps);
	bw_free(w);
}

static enum bw_csaf_kind
kind_of(const char *test)
{
	if (strncmp(test, "6.2.", 4) == 0)
		return BW_CSAF_WARNING;
	return strncmp(test, "6.3.", 4) == 0 ? BW_CSAF_INFO : BW_CSAF_ERROR;
}

static void
say(struct bw_csaf_work *c, struct bw_csaf_finding f)
{
	f.test = c->test;
	f.kind = kind_of(c->test);
	if (c->found.n > BW_CSAF_MOST)
		return;
	if (!bw_vec_push(&c->found, f))
		c->failed = true;
}

void
csaf_say(struct bw_csaf_work *c, uint32_t at, const char *message)
{
	say(c, (struct bw_csaf_finding){ .at = at, .message = message });
}

void
csaf_say1(
    struct bw_csaf_work *c, uint32_t at, const char *message, struct bw_str a)
{
	say(c,
	    (struct bw_csaf_finding){
		.at = at, .message = message, .fill = { a } });
}

void
csaf_say2(struct bw_csaf_work *c, uint32_t at, const char *message,
    struct bw_str a, struct bw_str b)
{
	say(c,
	    (struct bw_csaf_finding){
		.at = at, .message = message, .fill = { a, b } });
}

void
csaf_say3(struct bw_csaf_work *c, uint32_t at, const char *message,
    struct bw_str a, struct bw_str b, struct bw_str d)
{
	say(c,
	    (struct bw_csaf_finding){
		.at = at, .message = message, .fill = { a, b, d } });
}

void
csaf_say_absent(struct bw_csaf_work *c, uint32_t at, const char *member,
    const char *message)
{
	say(c,
	    (struct bw_csaf_finding){
		.at = at, .message = message, .member = member });
}

struct bw_str
csaf_keep(struct bw_csaf_work *c, struct bw_str s)
{
	struct bw_str copy = bw_arena_dup(&c->arena, s);

	if (copy.p == NULL)
		c->failed = true;
	return copy;
}

struct bw_str
csaf_fmt(struct bw_csaf_work *c, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return csaf_keep(c, bw_str_of(text));
}

/* Faults of shape as findings. */
void
csaf_say_faults(struct bw_csaf_work *c)
{
	static const char *const message[BW_FAULTS] = {
		[BW_FAULT_TYPE] = "shape.type",
		[BW_FAULT_ABSENT] = "shape.absent",
		[BW_FAULT_EXTRA] = "shape.extra",
		[BW_FAULT_WORD] = "shape.word",
		[BW_FAULT_FORM] = "shape.form",
		[BW_FAULT_EMPTY] = "shape.empty",
		[BW_FAULT_FEW] = "shape.few",
		[BW_FAULT_MANY] = "shape.many",
		[BW_FAULT_TWICE] = "shape.twice",
		[BW_FAULT_RANGE] = "shape.range",
		[BW_FAULT_RATING] = "shape.rating",
		[BW_FAULT_EITHER] = "shape.either",
	};

	for (size_t i = 0; i < c->errors.list.n; i++) {
		const struct bw_schema_error *e = &c->errors.list.v[i];

		csaf_say1(c, e->at, message[e->fault], e->what);
	}
	if (c->errors.failed)
		c->failed = true;
}

void
csaf_shape(struct bw_csaf_work *c, uint32_t at, const char *shape)
{
	const struct bw_schema *s = c->csaf->schema[c->v21];

	c->errors.list.n = 0;
	c->errors.most = 1000;
	c->errors.strict = false;
	bw_schema_check(s, &c->tree, at, bw_schema_shape(s, shape), &c->errors);
	csaf_say_faults(c);
}

static void
whole_shape(struct bw_csaf_work *c)
{
	c->test = "schema";
	c->errors.list.n = 0;
	c->errors.most = 1000;
	c->errors.strict = false;
	bw_schema_check(c->csaf->schema[c->v21], &c->tree, 0,
	    c->csaf->root[c->v21], &c->errors);
	csaf_say_faults(c);
}

static enum bw_csaf_version
version_of(const struct bw_csaf_work *c)
{
	uint32_t d = bw_tree_get(&c->tree, 0, K_document);
	struct bw_str v = csaf_text(c, d, K_csaf_version);

	if (bw_str_is(v, "2.0"))
		return BW_CSAF_2_0;
	return bw_str_is(v, "2.1") ? BW_CSAF_2_1 : BW_CSAF_UNKNOWN;
}

static void
run(struct bw_csaf_work *c, const struct bw_csaf_preset *preset)
{
	const struct csaf_test *t = csaf_tests;

	if (preset->schema)
		whole_shape(c);
	for (size_t i = 0; t[i].number != NULL; i++) {
		if ((preset->test[i / 64] >> (i % 64) & 1) == 0 ||
		    (t[i].versions & (c->v21 ? V21 : V20)) == 0)
			continue;
		c->test = t[i].number;
		t[i].run(c);
	}
}

static void
count(struct bw_csaf_work *w, struct bw_csaf_result *out)
{
	out->cut = w->found.n > BW_CSAF_MOST;
	if (out->cut)
		w->found.n = BW_CSAF_MOST;
	out->v = w->found.v;
	out->n_all = w->found.n;
	for (size_t i = 0; i < w->found.n; i++)
		out->n[w->found.v[i].kind]++;
	out->valid = out->n[BW_CSAF_ERROR] == 0;
}

int
bw_csaf_check(struct bw_csaf_work *w, struct bw_json document,
    const struct bw_csaf_preset *preset, int64_t today,
    struct bw_csaf_result *out, struct bw_err *err)
{
	int rc;

	*out = (struct bw_csaf_result){ 0 };
	w->found.n = 0;
	w->failed = false;
	w->today = today;
	w->steps = 0;
	w->overlaps_found = false;
	bw_arena_reset(&w->arena, (struct bw_arena_mark){ 0 });
	if ((rc = bw_tree_read(&w->tree, &w->csaf->keys, document, err)) != 0)
		return rc;
	w->v = w->tree.v;
	out->version = version_of(w);
	w->v21 = out->version == BW_CSAF_2_1;
	if (out->version == BW_CSAF_UNKNOWN) {
		w->test = "schema";
		csaf_say(w, 0, "version");
	} else {
		if ((rc = csaf_index(w, err)) != 0 ||
		    (rc = csaf_revisions(w, err)) != 0)
			return rc;
		run(w, preset);
	}
	if (w->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a document");
	count(w, out);
	return 0;
}

void
bw_csaf_path(const struct bw_csaf_work *w, const struct bw_csaf_finding *f,
    struct bw_buf *out)
{
	bw_tree_pointer(&w->tree, f->at, out);
	if (f->member != NULL) {
		bw_buf_char(out, '/');
		bw_buf_z(out, f->member);
	}
}

void
bw_csaf_message(
    enum bw_lang lang, const struct bw_csaf_finding *f, struct bw_buf *out)
{
	char key[64];
	struct bw_str text;
	const char *p, *end;

	snprintf(key, sizeof(key), "csaf.%s", f->message);
	text = bw_word(lang, key);
	for (p = text.p, end = p + text.n; p < end; p++)
		if (*p == '{' && end - p > 2 && p[2] == '}' && p[1] >= 'a' &&
		    p[1] <= 'c') {
			bw_buf_str(out, f->fill[p[1] - 'a']);
			p += 2;
		} else
			bw_buf_char(out, *p);
}
