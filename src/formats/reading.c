/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reading.c - see reading.h.
 */
#include "formats/reading.h"
#include "model/ref.h"
#include <stdarg.h>

int
bw_rd_init(
    struct bw_reading *rd, const struct bw_sink *sink, struct bw_err *err)
{
	*rd = (struct bw_reading){ .sink = sink, .err = err };
	bw_arena_init(&rd->scratch, 0);
	/* A first block that stays, so that a record asks nothing. */
	if (bw_arena_alloc(&rd->scratch, 1, 1) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a record");
	rd->start = bw_arena_mark(&rd->scratch);
	return bw_ref_load(err);
}

void
bw_rd_release(struct bw_reading *rd)
{
	bw_arena_release(&rd->scratch);
}

void
bw_rd_next(struct bw_reading *rd, uint64_t line, uint64_t number)
{
	bw_arena_reset(&rd->scratch, rd->start);
	rd->place = (struct bw_place){ .line = line, .number = number };
}

int
bw_rd_json_next(struct bw_reading *rd, struct bw_json_reader *r,
    struct bw_json *record, bool *more)
{
	struct bw_err bad;
	int rc;

	for (;;) {
		bad = (struct bw_err)BW_ERR_INIT;
		rc = bw_json_next(r, record, more, &bad);
		bw_rd_next(rd, bw_json_line(r), bw_json_number(r));
		if (rc == 0)
			return 0;
		if (rc != BW_EFORMAT || !bw_json_can_go_on(r)) {
			rc = bw_fail(rd->err, bad.code, "%s", bad.what);
			(void)bw_fail_at(rd->err, bad.line, bad.byte);
			return rc;
		}
		rc = bw_rd_refuse(rd, "json", "%s", bad.what);
		if (rc != 0)
			return rc;
	}
}

int
bw_rd_json_each(struct bw_reading *rd, struct bw_input *in,
    const struct bw_json_opt *opt, bw_rd_record_fn *fn, void *ctx)
{
	struct bw_json_reader *r = NULL;
	struct bw_json record;
	bool more = true;
	int rc = bw_json_open(&r, in, opt, rd->err);

	while (rc == 0) {
		rc = bw_rd_json_next(rd, r, &record, &more);
		if (rc != 0 || !more)
			break;
		rc = fn(ctx, record);
	}
	bw_json_close(r);
	return rc;
}

/* A writable copy; NULL when there is nothing, or no memory (oom). */
static char *
copy(struct bw_reading *rd, struct bw_str s)
{
	char *p = s.n > 0 ? bw_arena_alloc(&rd->scratch, s.n, 1) : NULL;

	if (p != NULL)
		memcpy(p, s.p, s.n);
	else if (s.n > 0)
		rd->oom = true;
	return p;
}

struct bw_str
bw_rd_text(struct bw_reading *rd, struct bw_str raw)
{
	char *p;

	if (raw.n == 0 || memchr(raw.p, '\0', raw.n) == NULL)
		return bw_str_trim(raw);
	if ((p = copy(rd, raw)) == NULL)
		return (struct bw_str){ 0 };
	for (size_t i = 0; i < raw.n; i++)
		if (p[i] == '\0')
			p[i] = ' ';
	return bw_str_trim((struct bw_str){ p, raw.n });
}

struct bw_str
bw_rd_fmt(struct bw_reading *rd, const char *fmt, ...)
{
	struct bw_str s = { 0 };
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n > 0) {
		char *p = bw_arena_alloc(&rd->scratch, (size_t)n + 1, 1);

		if (p != NULL) {
			(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
			s = (struct bw_str){ p, (size_t)n };
		} else {
			rd->oom = true;
		}
	}
	va_end(ap);
	return s;
}

struct bw_str
bw_rd_lower(struct bw_reading *rd, struct bw_str s)
{
	char *p = copy(rd, s);

	for (size_t i = 0; p != NULL && i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + ('a' - 'A'));
	return (struct bw_str){ p, p != NULL ? s.n : 0 };
}

struct bw_str
bw_rd_upper(struct bw_reading *rd, struct bw_str s)
{
	char *p = copy(rd, s);

	for (size_t i = 0; p != NULL && i < s.n; i++)
		if (p[i] >= 'a' && p[i] <= 'z')
			p[i] = (char)(p[i] - ('a' - 'A'));
	return (struct bw_str){ p, p != NULL ? s.n : 0 };
}

static bool
letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
subdivision(struct bw_str s)
{
	if (s.n < 4 || s.n > 6 || !letter(s.p[0]) || !letter(s.p[1]) ||
	    s.p[2] != '-')
		return false;
	for (size_t i = 3; i < s.n; i++)
		if (!letter(s.p[i]) && !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	return true;
}

struct bw_str
bw_rd_country(struct bw_reading *rd, struct bw_str any)
{
	const struct bw_ref_item *known;
	struct bw_str s = bw_rd_text(rd, any);

	if (s.n == 0)
		return s;
	if ((s.n == 2 && letter(s.p[0]) && letter(s.p[1])) || subdivision(s))
		return bw_rd_upper(rd, s);
	known = bw_ref_country(s);
	return known != NULL ? known->code : (struct bw_str){ 0 };
}

static int
no_memory(struct bw_reading *rd)
{
	return bw_fail(rd->err, BW_ENOMEM, "no memory for record %llu",
	    (unsigned long long)rd->place.number);
}

int
bw_rd_party(struct bw_reading *rd, const struct bw_party_rec *rec)
{
	if (rd->oom)
		return no_memory(rd);
	BW_ASSERT(rec->key.scheme.n > 0 && rec->key.value.n > 0);
	return bw_sink_party(rd->sink, rec, rd->err);
}

int
bw_rd_stake(struct bw_reading *rd, const struct bw_stake_rec *rec)
{
	if (rd->oom)
		return no_memory(rd);
	BW_ASSERT(rec->holder.value.n > 0 && rec->company.value.n > 0);
	BW_ASSERT(bw_share_valid(rec->share));
	BW_ASSERT(rec->valid.from < rec->valid.to);
	return bw_sink_stake(rd->sink, rec, rd->err);
}

int
bw_rd_replace(struct bw_reading *rd, struct bw_str ref)
{
	if (rd->oom)
		return no_memory(rd);
	return ref.n > 0 ? bw_sink_replace(rd->sink, ref, rd->err) : 0;
}

int
bw_rd_about(struct bw_reading *rd, const char *what, struct bw_str value)
{
	if (rd->oom)
		return no_memory(rd);
	return value.n > 0 ? bw_sink_about(rd->sink, what, value, rd->err) : 0;
}

int
bw_rd_published(struct bw_reading *rd, struct bw_str date)
{
	bw_date d;
	struct bw_str day;

	if (!bw_date_parse(date, &d))
		return 0;
	day = bw_str_sub(date, 0, 10);
	if (day.n < 10 || memcmp(day.p, rd->published, 10) <= 0)
		return 0;
	memcpy(rd->published, day.p, 10);
	return bw_rd_about(rd, "published", day);
}

bool
bw_has_key(struct bw_str ahead, const char *key)
{
	char quoted[64];
	int n = snprintf(quoted, sizeof(quoted), "\"%s\"", key);

	BW_ASSERT(n > 0 && (size_t)n < sizeof(quoted));
	return bw_str_find(ahead, bw_str_of(quoted)) >= 0;
}
