/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * table.c - columns, wrapped where they must and printed as blocks where
 * nothing else fits.
 *
 * Names and legal texts are long and terminals are narrow; cutting a name
 * would hide what a person came for. So a table gives way in two steps: first
 * the widest column that may be wrapped loses a position, again and again,
 * down to its longest word (or to 12 positions: words longer than that are
 * broken); when that is not enough every row becomes a block of "name: value"
 * lines. All text is made harmless first (fold.h), because
 * it comes from files of others and goes to a terminal.
 */
#include "base/table.h"
#include "base/fold.h"
#include <sys/ioctl.h>
#include <unistd.h>

#define BETWEEN 2u      /* blanks between columns */
#define BREAK_ABOVE 12u /* words longer than this may be broken */

struct cell {
	struct bw_str text;
	struct cell *next;
};

struct column {
	struct bw_str title;
	unsigned flags;
	size_t natural;     /* widest text */
	size_t least;       /* longest word */
	size_t width;       /* as printed */
	struct bw_str rest; /* of the cell being printed */
	struct column *next;
};

struct bw_table {
	struct bw_arena *a;
	struct column *column, **column_end;
	struct cell *cell, **cell_end;
	struct column *at; /* of the next cell */
	bool failed;
};

struct bw_table *
bw_table_new(struct bw_arena *a)
{
	struct bw_table *t = BW_ARENA_NEW(a, struct bw_table);

	if (t == NULL)
		return NULL;
	t->a = a;
	t->column_end = &t->column;
	t->cell_end = &t->cell;
	return t;
}

static size_t
max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Cut the next word off *rest (blanks before it go); false at the end. */
static bool
next_word(struct bw_str *rest, struct bw_str *word)
{
	size_t from = 0, to;

	while (from < rest->n && rest->p[from] == ' ')
		from++;
	for (to = from; to < rest->n && rest->p[to] != ' ';)
		to++;
	*word = bw_str_sub(*rest, from, to - from);
	*rest = bw_str_sub(*rest, to, rest->n);
	return word->n > 0;
}

/* As much of a word as fits, up to a slash or a hyphen where there is one:
 * paths and long identifiers are broken, never cut. */
static size_t
fitting(struct bw_str word, size_t width)
{
	size_t n = 0, next = 0, good = 0;

	while (next < word.n) {
		next++;
		while (next < word.n && (word.p[next] & 0xc0) == 0x80)
			next++;
		if (bw_utf8_width(bw_str_sub(word, 0, next)) > width && n > 0)
			break;
		n = next;
		if (strchr("/-_:.", word.p[n - 1]) != NULL)
			good = n;
	}
	return good * 2 > n ? good : n;
}

/* The next line of at most `width` positions. */
static bool
next_line(struct bw_str *rest, size_t width, struct bw_str *line)
{
	struct bw_str ahead = *rest, word;
	size_t used, n;

	if (!next_word(&ahead, line))
		return false;
	used = bw_utf8_width(*line);
	if (used > width) {
		n = fitting(*line, width);
		*rest =
		    bw_str_sub(*rest, (size_t)(line->p - rest->p) + n, rest->n);
		line->n = n;
		return true;
	}
	for (*rest = ahead; next_word(&ahead, &word); *rest = ahead) {
		struct bw_str more = { line->p,
			(size_t)(word.p + word.n - line->p) };

		used += bw_utf8_width(bw_str_sub(more, line->n, more.n));
		if (used > width)
			break;
		*line = more;
	}
	return true;
}

static void
measure(struct column *c, struct bw_str text)
{
	struct bw_str word;
	size_t n;

	c->natural = max(c->natural, bw_utf8_width(text));
	while (next_word(&text, &word)) {
		n = bw_utf8_width(word);
		c->least = max(c->least, n < BREAK_ABOVE ? n : BREAK_ABOVE);
	}
}

/* A harmless copy in the arena. */
static struct bw_str
keep(struct bw_table *t, struct bw_str text)
{
	struct bw_buf b = { 0 };
	struct bw_str s = { 0 };

	bw_plain(&b, text);
	if (!b.failed)
		s = bw_arena_dup(t->a, bw_str_trim(bw_buf_get(&b)));
	if (s.p == NULL)
		t->failed = true;
	bw_buf_release(&b);
	return s;
}

void
bw_table_col(struct bw_table *t, struct bw_str title, unsigned flags)
{
	struct column *c;

	if (t == NULL)
		return;
	BW_ASSERT(t->cell == NULL);
	if ((c = BW_ARENA_NEW(t->a, struct column)) == NULL) {
		t->failed = true;
		return;
	}
	c->title = keep(t, title);
	c->flags = flags;
	measure(c, c->title);
	*t->column_end = c;
	t->column_end = &c->next;
	t->at = t->column;
}

void
bw_table_cell(struct bw_table *t, struct bw_str text)
{
	struct cell *cell;

	if (t == NULL || t->failed)
		return;
	BW_ASSERT(t->at != NULL);
	if ((cell = BW_ARENA_NEW(t->a, struct cell)) == NULL) {
		t->failed = true;
		return;
	}
	cell->text = keep(t, text);
	measure(t->at, cell->text);
	*t->cell_end = cell;
	t->cell_end = &cell->next;
	t->at = t->at->next != NULL ? t->at->next : t->column;
}

/* The column to take a position from: the widest text, and only when no text
 * can give any more, the widest figure. NULL when none can. */
static struct column *
giver(struct bw_table *t, unsigned right)
{
	struct column *widest = NULL;

	for (struct column *c = t->column; c != NULL; c = c->next)
		if ((c->flags & BW_COL_WRAP) &&
		    (c->flags & BW_COL_RIGHT) == right && c->width > c->least &&
		    (widest == NULL || c->width > widest->width))
			widest = c;
	return widest == NULL && right == 0 ? giver(t, BW_COL_RIGHT) : widest;
}

/* Widths that fit, or false. */
static bool
fit(struct bw_table *t, size_t width)
{
	size_t total = 0;
	struct column *c;

	for (c = t->column; c != NULL; c = c->next) {
		c->width = c->natural;
		total += c->width + (c->next != NULL ? BETWEEN : 0);
	}
	for (; total > width; total--) {
		if ((c = giver(t, 0)) == NULL)
			return false;
		c->width--;
	}
	return true;
}

static void
pad(struct bw_out *o, size_t n)
{
	static const char blanks[] = "                                ";

	for (; n > sizeof(blanks) - 1; n -= sizeof(blanks) - 1)
		bw_out_z(o, blanks);
	bw_out_str(o, (struct bw_str){ blanks, n });
}

/* One line of a row from what is left of each cell. Blanks are owed until
 * something follows, so that no line ends in one. */
static bool
row_line(struct bw_table *t, struct bw_out *o)
{
	size_t owed = 0, gap;
	struct bw_str part;
	bool any = false;

	for (struct column *c = t->column; c != NULL; c = c->next) {
		if (!next_line(&c->rest, c->width, &part)) {
			owed += c->width + BETWEEN;
			continue;
		}
		any = true;
		gap = c->width - bw_utf8_width(part);
		pad(o, owed + (c->flags & BW_COL_RIGHT ? gap : 0));
		bw_out_str(o, part);
		owed = BETWEEN + (c->flags & BW_COL_RIGHT ? 0 : gap);
	}
	if (any)
		bw_out_z(o, "\n");
	return any;
}

static bool
pending(const struct bw_table *t)
{
	for (const struct column *c = t->column; c != NULL; c = c->next)
		if (c->rest.n > 0)
			return true;
	return false;
}

static void
print_rows(struct bw_table *t, struct bw_out *o)
{
	const struct cell *cell = t->cell;
	struct column *c;

	for (c = t->column; c != NULL; c = c->next)
		c->rest = c->title;
	while (pending(t) && row_line(t, o))
		;
	for (c = t->column; c != NULL; c = c->next) {
		for (size_t i = 0; i < c->width; i++)
			bw_out_z(o, "-");
		if (c->next != NULL)
			pad(o, BETWEEN);
	}
	bw_out_z(o, "\n");
	while (cell != NULL) {
		for (c = t->column; c != NULL; c = c->next) {
			c->rest =
			    cell != NULL ? cell->text : (struct bw_str){ 0 };
			cell = cell != NULL ? cell->next : NULL;
		}
		if (!pending(t))
			bw_out_z(o, "\n"); /* an empty row is one too */
		while (pending(t) && row_line(t, o))
			;
	}
}

/* "title:  text", the text wrapped beside the titles. */
static void
block_line(struct bw_out *o, const struct column *c, struct bw_str text,
    size_t titles, size_t width)
{
	size_t indent = titles + 1 + BETWEEN;
	struct bw_str line;
	bool first = true;

	width = width > indent ? width - indent : 1;
	while (next_line(&text, width, &line)) {
		if (first) {
			bw_out_str(o, c->title);
			bw_out_z(o, ":");
			pad(o, indent - 1 - bw_utf8_width(c->title));
		} else {
			pad(o, indent);
		}
		first = false;
		bw_out_str(o, line);
		bw_out_z(o, "\n");
	}
}

static void
print_blocks(struct bw_table *t, struct bw_out *o, size_t width)
{
	size_t titles = 0;
	struct column *c;

	for (c = t->column; c != NULL; c = c->next)
		titles = max(titles, bw_utf8_width(c->title));
	c = t->column;
	for (const struct cell *cell = t->cell; cell != NULL;
	     cell = cell->next) {
		if (c == t->column && cell != t->cell)
			bw_out_z(o, "\n");
		block_line(o, c, cell->text, titles, width);
		c = c->next != NULL ? c->next : t->column;
	}
}

int
bw_table_print(
    struct bw_table *t, struct bw_out *o, unsigned width, struct bw_err *err)
{
	if (t == NULL || t->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a table");
	if (fit(t, width))
		print_rows(t, o);
	else
		print_blocks(t, o, width);
	return 0;
}

unsigned
bw_term_width(int fd)
{
	struct winsize w = { 0 };
	int64_t n = 100;

	if (ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col > 0)
		n = w.ws_col;
	else if (!bw_str_i64(bw_str_of(getenv("COLUMNS")), &n) || n <= 0)
		n = 100;
	return n < 40 ? 40 : n > 1000 ? 1000 : (unsigned)n;
}

void
bw_wrap(struct bw_out *o, struct bw_str text, unsigned indent, unsigned width)
{
	size_t room = width > indent ? width - indent : 1;
	struct bw_str part, rest, line;
	struct bw_buf b = { 0 };

	while (text.n > 0 && bw_str_cut(&text, '\n', &part)) {
		bw_buf_clear(&b);
		bw_plain(&b, part);
		if (b.failed && o->err.code == 0)
			bw_fail(&o->err, BW_ENOMEM, "no memory for output");
		rest = bw_buf_get(&b);
		if (rest.n == 0)
			bw_out_z(o, "\n"); /* between paragraphs */
		while (next_line(&rest, room, &line)) {
			pad(o, indent);
			bw_out_str(o, line);
			bw_out_z(o, "\n");
		}
	}
	bw_buf_release(&b);
}
