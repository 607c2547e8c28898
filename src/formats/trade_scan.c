/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_scan.c - windows of a trade file, cut into chunks, over the pool.
 *
 * In each round the first piece of work is to read the next window; it is
 * handed out first, so one thread reads while the others are at the chunks of
 * the window before, and helps them when it is done.
 */
#include "formats/trade_scan.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/vec.h"

#define WINDOW ((size_t)32 << 20)
#define SMALL ((size_t)256 << 10) /* a file of less needs no threads */
#define CHUNK ((size_t)4 << 20)
#define LINE_MAX_ ((size_t)1 << 20)
#define CHUNKS ((WINDOW + LINE_MAX_) / CHUNK + 1)
#define SHOWN 40u

static const struct {
	enum bw_report_kind kind;
	const char *rule, *what;
} why[BW_WHYS] = {
	[BW_WHY_SUM] = { BW_REPORT_SKIPPED, "trade-sum",
	    "a total of countries, not a country" },
	[BW_WHY_TOTAL] = { BW_REPORT_SKIPPED, "trade-total",
	    "a total of products" },
	[BW_WHY_FLOW] = { BW_REPORT_SKIPPED, "trade-flow",
	    "part of another flow (re-export and the like)" },
	[BW_WHY_PART] = { BW_REPORT_SKIPPED, "trade-part",
	    "one procedure or way of transport; the row of all counts" },
	[BW_WHY_CLASS] = { BW_REPORT_SKIPPED, "trade-classification",
	    "not classified by the Harmonized System" },
	[BW_WHY_SECRET] = { BW_REPORT_SKIPPED, "trade-secret",
	    "the product is kept secret" },
	[BW_WHY_UNTOLD] = { BW_REPORT_SKIPPED, "trade-untold",
	    "no value and no quantity" },
	[BW_WHY_MEASURE] = { BW_REPORT_SKIPPED, "trade-measure",
	    "neither value nor weight" },
	[BW_WHY_COLUMNS] = { BW_REPORT_REFUSED, "trade-columns",
	    "the row ends before its last column" },
	[BW_WHY_QUOTE] = { BW_REPORT_REFUSED, "trade-quote",
	    "a quote stays open" },
	[BW_WHY_YEAR] = { BW_REPORT_REFUSED, "trade-year", "no year or month" },
	[BW_WHY_AREA] = { BW_REPORT_REFUSED, "trade-area",
	    "no country we know" },
	[BW_WHY_PRODUCT] = { BW_REPORT_REFUSED, "trade-product",
	    "no product code" },
	[BW_WHY_NUMBER] = { BW_REPORT_REFUSED, "trade-number",
	    "the value is no number" },
	[BW_WHY_NEGATIVE] = { BW_REPORT_REFUSED, "trade-negative",
	    "the value is below zero" },
	[BW_WHY_ABSURD] = { BW_REPORT_REFUSED, "trade-absurd",
	    "the value is more than a third of all trade of the world" },
	[BW_WHY_UNIT] = { BW_REPORT_REFUSED, "trade-unit",
	    "in another unit than the rows before" },
	[BW_WHY_KG] = { BW_REPORT_NOTE, "trade-quantity",
	    "the quantity was left out: it is no number, below zero or "
	    "absurd" },
};

struct event {         /* a row that was not taken, or a note */
	uint32_t line; /* within its chunk */
	uint8_t why, n;
	char text[SHOWN];
};
struct chunk {
	const char *p, *end;
	BW_VEC(struct bw_trade_row) row;
	BW_VEC(struct event) event;
	uint64_t lines;
};
struct window {
	char
	    *memory; /* LINE_MAX_ before the bytes: the end of the one before */
	char *from;
	size_t n;
	bool last;
};
struct scan {
	struct bw_input *in;
	const struct bw_trade_form *form;
	void *ctx;
	const struct bw_sink *sink;
	struct bw_err *err;
	struct bw_pool *pool;
	int at[BW_COLUMNS_MAX];
	size_t least; /* fields a row must have */
	bool quick;
	char sep;
	size_t size; /* of a window */
	struct window window[2];
	struct window *now, *next;
	struct chunk chunk[CHUNKS];
	size_t n_chunk;
	uint64_t line; /* number of the first line of the window */
	struct bw_err reading;
};

/* ---- one line ------------------------------------------------------------
 */
/* Fields between separators; quotes around one are taken off. False when a
 * quote stays open. */
static bool
split(const char *p, const char *end, char sep, struct bw_str *field,
    size_t *n_field)
{
	size_t n = 0;

	for (;; p++) {
		const char *from = p, *to;

		if (p < end && *p == '"') {
			from = ++p;
			while (p < end &&
			    (*p != '"' || (p + 1 < end && p[1] == '"')))
				p += *p == '"' ? 2 : 1;
			if (p >= end)
				return false;
			to = p++;
			while (p < end && *p != sep)
				p++;
		} else {
			while (p < end && *p != sep)
				p++;
			to = p;
		}
		if (n < BW_TRADE_FIELDS)
			field[n++] =
			    (struct bw_str){ from, (size_t)(to - from) };
		if (p >= end)
			break;
	}
	*n_field = n;
	return true;
}

/* Text of the file, made fit to be shown: printable ASCII. */
static void
show(struct event *e, struct bw_str s)
{
	e->n = (uint8_t)(s.n < SHOWN ? s.n : SHOWN);
	for (size_t i = 0; i < e->n; i++)
		e->text[i] = s.p[i] >= ' ' && s.p[i] <= '~' ? s.p[i] : '?';
}

static int
note(struct chunk *c, enum bw_trade_why what, struct bw_str text)
{
	struct event e = { .line = (uint32_t)c->lines, .why = (uint8_t)what };

	show(&e, text);
	return bw_vec_push(&c->event, e) ? 0 : BW_ENOMEM;
}

static int
slow_line(const struct scan *s, struct chunk *c, const char *p, const char *end,
    struct bw_trade_row *row)
{
	struct bw_str field[BW_TRADE_FIELDS];
	struct bw_trade_line l = { .field = field, .at = s->at };
	enum bw_trade_why what;

	if (!split(p, end, s->sep, field, &l.n))
		return note(
		    c, BW_WHY_QUOTE, (struct bw_str){ p, (size_t)(end - p) });
	if (l.n < s->least)
		return note(
		    c, BW_WHY_COLUMNS, (struct bw_str){ p, (size_t)(end - p) });
	what = s->form->row(s->ctx, &l, row);
	if (what != BW_WHY_TAKEN)
		return note(c, what, l.bad);
	c->row.n++;
	return l.no_kg ? note(c, BW_WHY_KG, l.bad) : 0;
}

static int
one_line(const struct scan *s, struct chunk *c, const char *p, const char *end)
{
	struct bw_trade_row *row;

	while (end > p && (end[-1] == '\r' || end[-1] == ' '))
		end--;
	if (p == end)
		return 0;
	if (!bw_vec_room(&c->row, 1))
		return BW_ENOMEM;
	row = &c->row.v[c->row.n];
	memset(row, 0, sizeof(*row));
	row->line = (uint32_t)c->lines;
	if (s->quick && s->form->quick(s->ctx, p, end, row)) {
		c->row.n++;
		return 0;
	}
	return slow_line(s, c, p, end, row);
}

static int
read_chunk(const struct scan *s, struct chunk *c)
{
	const char *p = c->p, *end;
	int rc = 0;

	c->lines = 0;
	while (p < c->end && rc == 0) {
		end = memchr(p, '\n', (size_t)(c->end - p));
		if (end == NULL)
			end = c->end;
		rc = one_line(s, c, p, end);
		c->lines++;
		p = end + 1;
	}
	return rc;
}

/* ---- windows -------------------------------------------------------------
 */
static int
fill(struct scan *s, struct window *w)
{
	size_t got;
	int rc;

	w->from = w->memory + LINE_MAX_;
	w->n = 0;
	w->last = false;
	while (w->n < s->size) {
		rc = bw_input_read(
		    s->in, w->from + w->n, s->size - w->n, &got, &s->reading);
		if (rc != 0)
			return rc;
		if (got == 0) {
			w->last = true;
			break;
		}
		w->n += got;
	}
	return 0;
}

/* The last line of the window may go on in the next one: put it there. */
static int
carry(struct scan *s)
{
	struct window *w = s->now;
	const char *newline;
	size_t tail;

	if (w->last)
		return 0;
	newline = memrchr(w->from, '\n', w->n);
	tail = newline == NULL ? w->n : w->n - (size_t)(newline + 1 - w->from);
	if (newline == NULL || tail > LINE_MAX_)
		return bw_fail(s->err, BW_ELIMIT,
		    "a line of more than a megabyte: this is no table of "
		    "trade");
	w->n -= tail;
	memcpy(s->next->memory + LINE_MAX_ - tail, newline + 1, tail);
	s->next->from = s->next->memory + LINE_MAX_ - tail;
	s->next->n = tail;
	return 0;
}

static void
cut(struct scan *s)
{
	const char *p = s->now->from, *end = p + s->now->n, *to;

	s->n_chunk = 0;
	while (p < end) {
		to = (size_t)(end - p) <= CHUNK
		    ? NULL
		    : memchr(p + CHUNK, '\n', (size_t)(end - p) - CHUNK);
		to = to == NULL ? end : to + 1;
		BW_ASSERT(s->n_chunk < CHUNKS);
		s->chunk[s->n_chunk].p = p;
		s->chunk[s->n_chunk].end = to;
		s->n_chunk++;
		p = to;
	}
}

static int
work(void *ctx, size_t item, size_t begin, size_t end, unsigned worker)
{
	struct scan *s = ctx;
	struct window *w = s->next;
	char *kept = w->from;
	size_t n = w->n;
	int rc;

	(void)begin;
	(void)end;
	(void)worker;
	if (item > 0)
		return read_chunk(s, &s->chunk[item - 1]);
	if (s->now->last)
		return 0;
	rc = fill(s, w);
	/* What was carried over stands right before what was read. */
	w->from = kept;
	w->n += n;
	return rc;
}

/* ---- handing on ----------------------------------------------------------
 */
static int
report(struct scan *s, const struct event *e)
{
	struct bw_place place = { .line = s->line + e->line };

	place.number = place.line - 1;
	if (e->n == 0)
		return bw_sink_report(s->sink, why[e->why].kind,
		    why[e->why].rule, &place, s->err, "%s", why[e->why].what);
	return bw_sink_report(s->sink, why[e->why].kind, why[e->why].rule,
	    &place, s->err, "%s: \"%.*s\"", why[e->why].what, (int)e->n,
	    e->text);
}

static int
hand_on(struct scan *s, struct chunk *c)
{
	struct bw_trade_block b = { .row = c->row.v,
		.n = c->row.n,
		.first_line = s->line,
		.currency = s->form->currency,
		.parts = s->form->parts };
	int rc = 0;

	for (size_t i = 0; i < c->event.n && rc == 0; i++)
		rc = report(s, &c->event.v[i]);
	c->event.n = 0;
	if (rc == 0 && b.n > 0) {
		rc = bw_sink_trade(s->sink, &b, s->err);
		if (b.row == NULL)
			memset(&c->row, 0, sizeof(c->row));
	}
	c->row.n = 0;
	s->line += c->lines;
	return rc;
}

static int
one_window(struct scan *s)
{
	struct window *was = s->now;
	int rc = carry(s);

	if (rc != 0)
		return rc;
	cut(s);
	rc = bw_pool_run(s->pool, s->n_chunk + 1, 1, work, s);
	if (rc != 0) {
		if (s->reading.code != 0) {
			*s->err = s->reading;
			return s->reading.code;
		}
		return bw_fail(s->err, rc, "no memory to read the file");
	}
	for (size_t i = 0; i < s->n_chunk; i++)
		if ((rc = hand_on(s, &s->chunk[i])) != 0)
			return rc;
	s->now = s->next;
	s->next = was;
	return 0;
}

/* ---- the header ----------------------------------------------------------
 */
static int
missing(const struct scan *s, uint32_t found, struct bw_err *err)
{
	for (unsigned i = 0; i < s->form->n; i++)
		if (s->form->column[i].need == BW_COL_REQUIRED &&
		    (found >> i & 1) == 0)
			return bw_fail(err, BW_EFORMAT,
			    "no column %.*s in the first line",
			    (int)strcspn(s->form->column[i].names, "|"),
			    s->form->column[i].names);
	return 0;
}

static void
bind(struct scan *s, const struct bw_str *head, size_t n, uint32_t *found)
{
	bool order = s->form->quick != NULL && n == s->form->n;

	for (unsigned i = 0; i < BW_COLUMNS_MAX; i++)
		s->at[i] = -1;
	*found = bw_columns_find(head, n, s->form->column, s->form->n, s->at);
	for (unsigned i = 0; i < s->form->n; i++) {
		order = order && s->at[i] == (int)i;
		if (s->form->column[i].need == BW_COL_REQUIRED &&
		    s->at[i] >= (int)s->least)
			s->least = (size_t)s->at[i] + 1;
	}
	s->quick = order && s->sep == ',';
}

static char
separator(struct bw_str line)
{
	static const char all[] = ",;\t|";

	for (size_t i = 0; all[i] != '\0'; i++)
		if (memchr(line.p, all[i], line.n) != NULL)
			return all[i];
	return ',';
}

static struct bw_str
first_line(struct window *w)
{
	const char *end = memchr(w->from, '\n', w->n);
	struct bw_str line = { w->from,
		end == NULL ? w->n : (size_t)(end - w->from) };

	w->n -= end == NULL ? w->n : line.n + 1;
	w->from += end == NULL ? line.n : line.n + 1;
	if (line.n >= 3 && memcmp(line.p, "\xef\xbb\xbf", 3) == 0)
		line = bw_str_sub(line, 3, SIZE_MAX);
	return line;
}

static int
header(struct scan *s)
{
	struct window *w = s->now;
	struct bw_str field[BW_TRADE_FIELDS], line = first_line(w);
	struct bw_trade_line first = { .field = field, .at = s->at };
	struct window rest = *w;
	size_t n = 0;
	uint32_t found;
	int rc;

	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	s->sep = separator(line);
	if (!split(line.p, line.p + line.n, s->sep, field, &n))
		return bw_fail(
		    s->err, BW_EFORMAT, "a quote stays open in the first line");
	bind(s, field, n, &found);
	if ((rc = missing(s, found, s->err)) != 0)
		return rc;
	if (s->form->begin == NULL)
		return 0;
	line = first_line(&rest);
	if (!split(line.p, line.p + line.n, s->sep, field, &first.n))
		first.n = 0;
	return s->form->begin(s->ctx, &first, bw_input_name(s->in), s->err);
}

static int
start(struct scan *s, unsigned threads, size_t window)
{
	const uint64_t bytes = bw_input_size(s->in);
	int rc = bw_area_load(s->err);

	s->size = window > 0             ? window
	    : bytes > 0 && bytes < SMALL ? SMALL
					 : WINDOW;
	if (s->size == SMALL && threads == 0)
		threads = 1;
	if (rc == 0)
		rc = bw_pool_new(&s->pool, threads, s->err);
	for (int i = 0; rc == 0 && i < 2; i++) {
		s->window[i].memory = bw_alloc(s->size + LINE_MAX_, 1);
		if (s->window[i].memory == NULL)
			rc = bw_fail(
			    s->err, BW_ENOMEM, "no memory to read a file");
	}
	if (rc != 0)
		return rc;
	s->now = &s->window[0];
	s->next = &s->window[1];
	s->line = 2;
	if ((rc = fill(s, s->now)) != 0) {
		*s->err = s->reading;
		return rc;
	}
	return header(s);
}

static void
stop(struct scan *s)
{
	bw_pool_free(s->pool);
	for (int i = 0; i < 2; i++)
		bw_free(s->window[i].memory);
	for (size_t i = 0; i < CHUNKS; i++) {
		bw_vec_release(&s->chunk[i].row);
		bw_vec_release(&s->chunk[i].event);
	}
	bw_free(s);
}

int
bw_trade_scan(struct bw_input *in, const struct bw_trade_form *form, void *ctx,
    unsigned threads, size_t window, const struct bw_sink *sink,
    struct bw_err *err)
{
	struct scan *s = bw_calloc(1, sizeof(*s));
	struct bw_err local = BW_ERR_INIT;
	bool last = false;
	int rc;

	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to read a file");
	s->in = in;
	s->form = form;
	s->ctx = ctx;
	s->sink = sink;
	s->err = err != NULL ? err : &local;
	s->reading = (struct bw_err)BW_ERR_INIT;
	rc = start(s, threads, window);
	if (rc == 0)
		rc = bw_sink_about(
		    sink, "publisher", bw_str_of(form->publisher), s->err);
	while (rc == 0 && !last) {
		last = s->now->last;
		rc = one_window(s);
	}
	stop(s);
	return rc;
}
