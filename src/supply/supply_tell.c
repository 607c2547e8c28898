/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_tell.c - numbers, names and lists in words, and parts of findings.
 *
 * Numbers are printed here and nowhere else in this room: rounded half away
 * from zero, without the locale, with the decimal sign of each language.
 */
#include "supply/supply_tell.h"
#include "base/map.h"
#include "model/ref.h"
#include <math.h>

#define LISTED 8 /* names in one sentence */

void
tell_no_memory(struct tell *t)
{
	if (t->rc == 0)
		t->rc = bw_fail(
		    t->err, BW_ENOMEM, "no memory for the findings on supply");
}

static struct bw_text
checked(struct tell *t, struct bw_text text)
{
	for (size_t i = 0; i < BW_LANGS; i++)
		if (text.in[i].p == NULL)
			tell_no_memory(t);
	return text;
}

struct bw_text
tell_fill(struct tell *t, const char *key, const struct bw_fill *fill, size_t n)
{
	return checked(t, bw_text_fill(t->a, key, fill, n));
}

struct bw_text
tell_add(struct tell *t, struct bw_text to, struct bw_text more)
{
	for (size_t i = 0; i < BW_LANGS; i++) {
		if (more.in[i].n == 0)
			continue;
		if (to.in[i].n == 0)
			to.in[i] = more.in[i];
		else
			to.in[i] = bw_arena_fmt(t->a, "%.*s %.*s",
			    BW_ARG(to.in[i]), BW_ARG(more.in[i]));
		if (to.in[i].p == NULL)
			tell_no_memory(t);
	}
	return to;
}

/* "12.50" -> "12.5", "12.00" -> "12" */
static struct bw_str
trimmed(struct bw_str s)
{
	if (memchr(s.p, '.', s.n) == NULL)
		return s;
	while (s.p[s.n - 1] == '0')
		s.n--;
	if (s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

struct bw_text
tell_number(struct tell *t, double value, unsigned decimals, bool fixed)
{
	/* 309 digits before the point are enough for any double */
	char text[352];
	double scale = pow(10, decimals);
	struct bw_text out = { 0 };
	struct bw_str s;
	int n;

	/* 0.125 is not 0.12, as printf would have it */
	if (fabs(value) < 1e15 / scale)
		value = round(value * scale) / scale;
	n = snprintf(text, sizeof(text), "%.*f", (int)decimals, value);
	s = (struct bw_str){ text, n > 0 ? (size_t)n : 0 };
	if (!fixed && s.n > 0)
		s = trimmed(s);
	for (size_t i = 0; i < BW_LANGS; i++) {
		char *point = memchr(text, '.', s.n);

		if (i == BW_NL && point != NULL)
			*point = ',';
		out.in[i] = bw_arena_dup(t->a, s);
		if (i == BW_NL && point != NULL)
			*point = '.';
	}
	return checked(t, out);
}

struct bw_text
tell_percent(struct tell *t, double share)
{
	return tell_number(t, share * 100, 1, false);
}

/* One number when both ends look the same. */
struct bw_text
tell_range(struct tell *t, double lo, double hi, unsigned decimals)
{
	struct bw_text a = tell_number(t, lo, decimals, true);
	struct bw_text b = tell_number(t, hi, decimals, true);

	if (bw_str_eq(a.in[BW_EN], b.in[BW_EN]))
		return a;
	return TELL(t, "supply.range", { "lo", a }, { "hi", b });
}

struct bw_text
tell_count(struct tell *t, size_t n)
{
	return checked(t, bw_text_same(bw_arena_fmt(t->a, "%zu", n)));
}

struct bw_text
tell_country(struct tell *t, struct bw_str code, struct bw_str printed)
{
	const struct bw_ref_item *item = bw_ref_country(code);

	(void)t;
	if (item != NULL)
		return item->name;
	return bw_text_same(printed.n > 0 ? printed : code);
}

struct bw_text
tell_material(struct bw_str code)
{
	const struct bw_ref_item *item = bw_ref_material(code);

	return item != NULL ? item->name : bw_text_same(code);
}

struct bw_text
tell_stage(uint8_t stage)
{
	static const char *const keys[BW_STAGES] = {
		[BW_STAGE_MINE] = "stage.mine",
		[BW_STAGE_REFINE] = "stage.refine",
		[BW_STAGE_PART] = "stage.part",
	};

	return bw_text(stage < BW_STAGES ? keys[stage] : "kind.unknown");
}

struct bw_text
tell_unit(struct bw_str unit)
{
	char key[96] = "supply.unit.";
	size_t n = strlen(key), start = n;

	for (size_t i = 0; i < unit.n && n + 1 < sizeof(key); i++) {
		char c = unit.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			key[n++] = c;
		else if (n > start && key[n - 1] != '-')
			key[n++] = '-';
	}
	if (n > start && key[n - 1] == '-')
		n--;
	key[n] = '\0';
	return bw_text_has(key) ? bw_text(key) : bw_text_same(unit);
}

struct bw_text
tell_year(struct tell *t, int year)
{
	return checked(t, bw_text_same(bw_arena_fmt(t->a, "%d", year)));
}

struct bw_text
tell_list(struct tell *t, const struct bw_text *part, size_t n)
{
	size_t shown = n > LISTED ? LISTED - 1 : n;
	struct bw_text list = { 0 };
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < BW_LANGS; i++) {
		bw_buf_clear(&b);
		for (size_t k = 0; k < shown; k++) {
			bw_buf_z(&b, k > 0 ? ", " : "");
			bw_buf_str(&b, part[k].in[i]);
		}
		if (!b.failed)
			list.in[i] = bw_arena_dup(t->a, bw_buf_get(&b));
	}
	bw_buf_release(&b);
	checked(t, list);
	if (shown == n)
		return list;
	return TELL(t, "supply.list-rest", { "list", list },
	    { "n", tell_count(t, n - shown) });
}

struct bw_finding *
tell_finding(struct tell *t, const char *id, enum bw_pillar pillar,
    enum bw_level level, enum bw_certainty certainty)
{
	struct bw_finding *f = NULL;

	if (t->rc == 0 && (f = bw_finding_add(t->out, id)) == NULL)
		tell_no_memory(t);
	if (f != NULL) {
		f->pillar = pillar;
		f->level = level;
		f->certainty = certainty;
		f->subject = t->party;
	}
	return f;
}

void
tell_evidence(struct tell *t, struct bw_finding *f, struct bw_evidence evidence)
{
	if (!bw_vec_push(&f->evidence, evidence))
		tell_no_memory(t);
}

void
tell_use(struct tell *t, struct bw_finding *f, const struct bw_use *u)
{
	struct bw_text company = bw_text_same(bw_view_name(t->v, t->party));
	struct bw_text item = u->material.n > 0 ? tell_material(u->material)
						: bw_text_same(u->item);
	struct bw_text country = tell_country(t, u->country, u->country);
	struct bw_text from[2], says;
	size_t n = 0;

	if (u->supplier.n > 0)
		from[n++] = bw_text_same(u->supplier);
	if (u->country.n > 0)
		from[n++] = country;
	if (n == 0)
		says = TELL(t, "supply.evidence.use", { "company", company },
		    { "item", item });
	else
		says =
		    TELL(t, "supply.evidence.use-from", { "company", company },
			{ "item", item }, { "from", tell_list(t, from, n) });
	tell_evidence(t, f,
	    (struct bw_evidence){ says, u->load, u->line, u->number, u->ref });
}

void
tell_uses(struct tell *t, struct bw_finding *f, const struct item *item)
{
	for (size_t i = 0; i < item->n; i++)
		tell_use(t, f, item->use[i]);
}

void
tell_basis(struct tell *t, struct bw_finding *f, struct bw_text says,
    struct bw_str cite)
{
	if (!bw_vec_push(&f->basis, (struct bw_basis){ says, cite }))
		tell_no_memory(t);
}

void
tell_settle(struct tell *t, struct bw_finding *f, struct bw_text says)
{
	if (!bw_vec_push(&f->settle, says))
		tell_no_memory(t);
}
