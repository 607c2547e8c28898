/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * css.c - the part of CSS that content/drawing.css is written in.
 *
 * Rules for ".drawing tag.class.class", variables of :root, colours in six
 * digits; of the properties those that say how a shape looks. Paper is
 * light, so what stands in an @media rule does not count. The sheet is part
 * of the program, and stays the only place that says how a drawing looks.
 */
#include "pdf/pdf_priv.h"

bool
css_number(struct bw_str *s, bw_mp *out)
{
	static const char before[] = " ,\t\n";
	bool minus = false, any = false;
	int64_t v = 0;
	int decimals = -1;
	size_t i = 0;

	while (i < s->n && strchr(before, s->p[i]) != NULL)
		i++;
	if (i < s->n && (s->p[i] == '-' || s->p[i] == '+'))
		minus = s->p[i++] == '-';
	for (; i < s->n && v < 1000000000; i++) {
		if (s->p[i] == '.' && decimals < 0)
			decimals = 0;
		else if (s->p[i] < '0' || s->p[i] > '9')
			break;
		else {
			any = true;
			if (decimals >= 3)
				continue;
			v = v * 10 + (s->p[i] - '0');
			decimals += decimals >= 0;
		}
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 3; decimals++)
		v *= 10;
	if (!any || v > 100000000) /* 100 000 pixels */
		return false;
	while (i < s->n && strchr(before, s->p[i]) != NULL)
		i++;
	*s = bw_str_sub(*s, i, s->n);
	*out = (bw_mp)(minus ? -v : v);
	return true;
}

/* ---- reading ------------------------------------------------------------- */
/* ".drawing text.name" -> tag and classes of what stands last. */
static bool
selector(struct bw_str s, struct css_rule *r)
{
	static const struct bw_str top = BW_STR_INIT(".drawing ");
	size_t n = 0;
	struct bw_str part;

	s = bw_str_trim(s);
	if (!bw_str_starts(s, top))
		return false;
	s = bw_str_trim(bw_str_sub(s, top.n, s.n));
	*r = (struct css_rule){ 0 };
	if (!bw_str_cut(&s, '.', &r->tag))
		return false;
	while (bw_str_cut(&s, '.', &part))
		if (n < BW_LEN(r->class_))
			r->class_[n++] = part;
	r->weight = (unsigned)n * 2 + (r->tag.n > 0);
	return true;
}

static int
block(struct css *c, struct bw_str head, struct bw_str says, size_t cap,
    struct bw_err *err)
{
	struct bw_str one;
	struct css_rule r;
	size_t i;

	if (bw_str_is(bw_str_trim(head), ":root"))
		c->root = says;
	while (bw_str_cut(&head, ',', &one)) {
		if (!selector(one, &r))
			continue;
		if (c->n == cap)
			return bw_fail(err, BW_ELIMIT, "too many rules");
		r.says = says;
		for (i = c->n++; i > 0 && c->rule[i - 1].weight > r.weight; i--)
			c->rule[i] = c->rule[i - 1];
		c->rule[i] = r;
	}
	return 0;
}

/* What stands between a { and its }. */
static struct bw_str
braces(struct bw_str *rest)
{
	size_t depth = 1, i = 0;
	struct bw_str in;

	for (; i < rest->n && depth > 0; i++)
		depth += (rest->p[i] == '{') - (size_t)(rest->p[i] == '}');
	in = bw_str_sub(*rest, 0, depth == 0 ? i - 1 : i);
	*rest = bw_str_sub(*rest, i, rest->n);
	return in;
}

int
css_read(
    struct css *c, struct bw_str text, struct bw_arena *a, struct bw_err *err)
{
	const size_t cap = 256;
	struct bw_str head, says;
	ptrdiff_t end;
	int rc = 0;

	*c = (struct css){ .rule = BW_ARENA_ARRAY(a, struct css_rule, cap) };
	if (c->rule == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a style sheet");
	while (rc == 0 && bw_str_cut(&text, '{', &head)) {
		says = braces(&text);
		head = bw_str_trim(head);
		while (bw_str_starts(head, BW_STR("/*")) &&
		    (end = bw_str_find(head, BW_STR("*/"))) >= 0)
			head = bw_str_trim(
			    bw_str_sub(head, (size_t)end + 2, head.n));
		if (!bw_str_starts(head, BW_STR("@")))
			rc = block(c, head, says, cap, err);
	}
	return rc;
}

/* ---- looking up ---------------------------------------------------------- */
/* The value of a property or variable among declarations, the last one. */
static struct bw_str
declared(struct bw_str says, struct bw_str name)
{
	struct bw_str one, key, found = { 0 };

	while (bw_str_cut(&says, ';', &one))
		if (bw_str_cut(&one, ':', &key) &&
		    bw_str_eq(bw_str_trim(key), name))
			found = bw_str_trim(one);
	return found;
}

static bool
colour(const struct css *c, struct bw_str v, uint32_t *rgb)
{
	static const struct bw_str var = BW_STR_INIT("var(");
	char hex[7] = { 0 }, *end;

	if (bw_str_starts(v, var) && v.n > var.n + 1)
		v = declared(c->root, bw_str_sub(v, var.n, v.n - var.n - 1));
	if (v.n != 7 || v.p[0] != '#')
		return false;
	memcpy(hex, v.p + 1, 6);
	*rgb = (uint32_t)strtoul(hex, &end, 16);
	return *end == '\0';
}

static void
paint(const struct css *c, struct bw_str says, const char *name, bool *on,
    uint32_t *rgb)
{
	struct bw_str v = declared(says, bw_str_of(name));

	if (v.n > 0)
		*on = colour(c, v, rgb);
}

static void
number(struct bw_str says, const char *name, bw_mp *out)
{
	struct bw_str v = declared(says, bw_str_of(name));

	(void)css_number(&v, out);
}

static void
apply(const struct css *c, struct bw_str says, struct look *l)
{
	bw_mp opacity = (bw_mp)l->opacity * 10, weight = l->bold ? 700000 : 0;
	struct bw_str v;

	paint(c, says, "fill", &l->filled, &l->fill);
	paint(c, says, "stroke", &l->stroked, &l->stroke);
	number(says, "stroke-width", &l->width);
	number(says, "font-size", &l->size);
	number(says, "font-weight", &weight);
	number(says, "fill-opacity", &opacity);
	l->bold = weight >= 600000;
	l->opacity =
	    opacity < 0 || opacity > 1000 ? 100 : (unsigned)opacity / 10;
	if (bw_str_is(declared(says, BW_STR("stroke-linecap")), "round"))
		l->cap = 1;
	if (bw_str_is(declared(says, BW_STR("stroke-linejoin")), "round"))
		l->join = 1;
	v = declared(says, BW_STR("stroke-dasharray"));
	if (v.n > 0)
		for (l->n_dash = 0; l->n_dash < BW_LEN(l->dash) &&
		     css_number(&v, &l->dash[l->n_dash]);)
			l->n_dash++;
}

static bool
has_class(struct bw_str all, struct bw_str one)
{
	struct bw_str c;

	while (bw_str_cut(&all, ' ', &c))
		if (bw_str_eq(c, one))
			return true;
	return false;
}

static bool
matches(const struct css_rule *r, struct bw_str tag, struct bw_str class_)
{
	if (r->tag.n > 0 && !bw_str_eq(r->tag, tag))
		return false;
	for (size_t i = 0; i < BW_LEN(r->class_); i++)
		if (r->class_[i].n > 0 && !has_class(class_, r->class_[i]))
			return false;
	return true;
}

void
css_look(const struct css *c, struct bw_str tag, struct bw_str class_,
    struct look *out)
{
	*out = (struct look){
		.filled = true, .width = 1000, .size = 13000, .opacity = 100
	};
	for (size_t i = 0; i < c->n; i++)
		if (matches(&c->rule[i], tag, class_))
			apply(c, c->rule[i].says, out);
}
