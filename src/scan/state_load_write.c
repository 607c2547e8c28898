/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * state_load_write.c - writes the file in which somebody keeps a scan.
 */
#include "base/out.h"
#include "scan/result.h"

/* "na: reason" is two members in the file. */
static struct bw_str
said(const struct bw_scan_answer *x)
{
	static const char digit[] = "0123";

	if (x->said == BW_SAID_VALUE)
		return (struct bw_str){ &digit[x->value], 1 };
	return x->said == BW_SAID_UNKNOWN ? BW_STR("unknown")
	    : x->said == BW_SAID_NA       ? BW_STR("na")
					  : BW_STR("");
}

static void
answer(struct bw_jw *j, const char *id, const struct bw_scan_answer *x)
{
	const struct {
		const char *name;
		struct bw_str text;
	} more[] = { { "reason", x->reason }, { "note", x->note },
		{ "owner", x->owner }, { "evidence", x->evidence } };
	size_t n = 0;

	for (size_t i = 0; i < BW_LEN(more); i++)
		n += more[i].text.n > 0;
	if (n == 0) {
		if (x->said != BW_SAID_NOTHING)
			bw_jw_str(j, id, said(x));
		return;
	}
	bw_jw_open(j, id, '{');
	bw_jw_str(j, "answer", said(x));
	for (size_t i = 0; i < BW_LEN(more); i++)
		if (more[i].text.n > 0)
			bw_jw_str(j, more[i].name, more[i].text);
	bw_jw_close(j);
}

static void
range(struct bw_jw *j, const char *key, bool has, struct bw_scan_range s)
{
	if (!has) {
		bw_jw_null(j, key);
		return;
	}
	bw_jw_open(j, key, '[');
	bw_jw_i64(j, NULL, bw_scan_points(s.lo));
	bw_jw_i64(j, NULL, bw_scan_points(s.hi));
	bw_jw_close(j);
}

static void
scores(struct bw_jw *j, const struct bw_scan *q, const struct bw_scan_result *r)
{
	bw_jw_open(j, "scores", '{');
	range(j, "total", r->no_total == BW_TOTAL_IS_THERE, r->total);
	range(j, "exposure", r->has_exposure,
	    (struct bw_scan_range){ r->exposure, r->exposure });
	bw_jw_open(j, "themes", '{');
	for (size_t t = 0; t < q->n_theme; t++)
		if (r->theme[t].scored)
			range(j, q->theme[t].id.p, true, r->theme[t].score);
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
maybe(struct bw_jw *j, const char *key, struct bw_str s)
{
	if (s.n > 0)
		bw_jw_str(j, key, s);
}

void
bw_scan_state_write(struct bw_buf *b, const struct bw_scan *q,
    const struct bw_scan_state *s, const struct bw_scan_result *r)
{
	struct bw_buf day = { 0 };
	struct bw_out o;
	struct bw_jw j;

	bw_out_memory(&o);
	j = bw_jw(&o);
	bw_date_print(&day, s->date);
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "format", "bolwerk-scan-1");
	bw_jw_str(&j, "questionnaire", q->id);
	bw_jw_str(&j, "version", q->version);
	bw_jw_z(&j, "set", s->full ? "full" : "quick");
	maybe(&j, "date", bw_buf_get(&day));
	maybe(&j, "company", s->company);
	maybe(&j, "sector", s->sector);
	maybe(&j, "size", s->size);
	bw_jw_open(&j, "answers", '{');
	for (size_t i = 0; i < q->n_question; i++)
		answer(&j, q->question[i].id.p, &s->answer[i]);
	bw_jw_close(&j);
	if (r != NULL)
		scores(&j, q, r);
	bw_jw_close(&j);
	bw_buf_str(b, bw_buf_get(&o.buf));
	b->failed = b->failed || day.failed || o.buf.failed || o.err.code != 0;
	bw_buf_release(&day);
	bw_out_release(&o);
}
