/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_scan.c - joins findings to questions by the table of the
 * questionnaire (questions/scan.yaml, proposals).
 */
#include "check/check_scan.h"

/* What is only possible is good to know, and proposes nothing. */
static void
add(struct bw_scan_known *k, const struct bw_scan_proposal *p,
    const struct bw_finding *f)
{
	k->finding[k->n_finding++] = f;
	if (p->answers && !k->answers && f->certainty == BW_CERTAIN) {
		k->answers = true;
		k->value = p->value;
	}
}

static int
of_question(struct bw_scan_known *k, const struct bw_scan *q, size_t question,
    const struct bw_check *c, struct bw_arena *a, struct bw_err *err)
{
	size_t room = c->findings.list.n * q->n_proposal + 1;

	*k = (struct bw_scan_known){ .question = (uint16_t)question };
	k->finding = BW_ARENA_ARRAY(a, const struct bw_finding *, room);
	if (k->finding == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for proposals");
	for (size_t i = 0; i < c->findings.list.n; i++)
		for (size_t p = 0; p < q->n_proposal; p++)
			if (q->proposal[p].question == question &&
			    bw_str_is(q->proposal[p].finding,
				c->findings.list.v[i].id))
				add(k, &q->proposal[p], &c->findings.list.v[i]);
	return 0;
}

int
bw_check_scan(struct bw_scan_known **out, size_t *n, const struct bw_scan *q,
    const struct bw_check *c, struct bw_arena *a, struct bw_err *err)
{
	struct bw_scan_known *list =
	    BW_ARENA_ARRAY(a, struct bw_scan_known, q->n_question + 1);
	bool asked[BW_SCAN_QUESTIONS] = { false };
	int rc = 0;

	*out = list;
	*n = 0;
	if (list == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for proposals");
	for (size_t p = 0; p < q->n_proposal; p++)
		asked[q->proposal[p].question] = true;
	for (size_t i = 0; i < q->n_question && rc == 0; i++) {
		if (!asked[i])
			continue;
		rc = of_question(&list[*n], q, i, c, a, err);
		*n += list[*n].n_finding > 0;
	}
	return rc;
}

struct bw_str
bw_check_scan_evidence(const struct bw_finding *f, const struct bw_check *c,
    enum bw_lang lang, struct bw_arena *a)
{
	const struct bw_evidence *e =
	    f->evidence.n > 0 ? &f->evidence.v[0] : NULL;
	const struct bw_source *s = NULL;

	for (size_t i = 0; e != NULL && i < c->n_source; i++)
		if (c->source[i].id == e->source)
			s = &c->source[i];
	if (s == NULL)
		return f->title.in[lang];
	if (e->line == 0)
		return bw_arena_fmt(a, "%.*s (%.*s)", BW_ARG(f->title.in[lang]),
		    BW_ARG(s->name));
	return bw_arena_fmt(a, "%.*s (%.*s:%llu)", BW_ARG(f->title.in[lang]),
	    BW_ARG(s->name), (unsigned long long)e->line);
}
