/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * package_list.c - see package_list.h.
 */
#include "formats/package_list.h"

#define MAX_LIST ((size_t)192 << 20)
#define LOOK 40u /* lines, to recognise a list */

static struct bw_str
unquote(struct bw_str s)
{
	s = bw_str_trim(s);
	if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') &&
	    s.p[s.n - 1] == s.p[0])
		return bw_str_sub(s, 1, s.n - 2);
	return s;
}

/* "# word: value" or KEY=value of os-release(5). No package is called so. */
static bool
remark(struct bw_str line, struct bw_str *word, struct bw_str *value)
{
	struct bw_str rest = line;

	*word = *value = (struct bw_str){ 0 };
	if (line.n > 0 && line.p[0] == '#') {
		rest = bw_str_sub(line, 1, line.n);
		(void)bw_str_cut(&rest, ':', word);
		*word = bw_str_trim(*word);
		*value = bw_str_trim(rest);
		return true;
	}
	if (!bw_str_cut(&rest, '=', word) || word->n == 0 || word->n == line.n)
		return false;
	for (size_t i = 0; i < word->n; i++)
		if (!(word->p[i] >= 'A' && word->p[i] <= 'Z') &&
		    word->p[i] != '_')
			return false;
	*value = unquote(rest);
	return true;
}

static struct bw_str
next_line(struct bw_str *rest)
{
	struct bw_str line = { 0 };

	(void)bw_str_cut(rest, '\n', &line);
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static int
one_line(struct bw_package_list *l, struct bw_str line, bw_line_fn *fn)
{
	struct bw_str word, value;

	if (!remark(line, &word, &value))
		return fn(l, line);
	if (line.p[0] == '#')
		return bw_inv_said(&l->inv, word, value);
	if (bw_str_is(word, "ID"))
		l->os_id = value;
	else if (bw_str_is(word, "VERSION_ID"))
		l->os_version = value;
	return 0;
}

/* The machine, as it is called here or by the file. */
static int
tell(struct bw_package_list *l, const char *scheme, const char *file)
{
	struct bw_inventory_rec *r = &l->inv.rec;
	int rc = 0;

	if (r->name.n == 0)
		r->name = bw_file_stem(file);
	if (r->name.n == 0)
		r->name = BW_STR("-");
	if (r->distro.n == 0)
		r->distro = bw_inv_distro(&l->inv, l->os_id, l->os_version);
	r->key = (struct bw_key){ bw_str_of(scheme), r->name };
	if (r->owner.scheme.n > 0)
		r->key.value = bw_rd_fmt(&l->inv.rd, "%.*s:%.*s/%.*s",
		    BW_ARG(r->owner.scheme), BW_ARG(r->owner.value),
		    BW_ARG(r->name));
	r->place.number = 1;
	if (l->inv.rd.oom)
		return bw_inv_full(&l->inv);
	if (l->absent > 0) {
		l->inv.rd.place.line = 0;
		rc = bw_rd_skip(&l->inv.rd, "package-absent",
		    "%zu packages are known there but not installed",
		    l->absent);
	}
	return rc != 0 ? rc : bw_inv_tell(&l->inv);
}

int
bw_package_list_read(struct bw_input *in, const struct bw_sink *sink,
    const char *scheme, bw_line_fn *line, struct bw_err *err)
{
	struct bw_package_list l = { 0 };
	struct bw_str rest = { 0 };
	char *text = NULL;
	size_t n = 0, bad;
	int rc = bw_inv_init(&l.inv, sink, err);

	if (rc == 0)
		rc = bw_input_all(in, MAX_LIST, 1, &text, &n, err);
	rest = (struct bw_str){ text, n };
	if (rc == 0 &&
	    (!bw_utf8_valid(rest, &bad) || memchr(text, '\0', n) != NULL))
		rc = bw_fail(err, BW_EFORMAT,
		    "%s: is no text in UTF-8: save it as such",
		    bw_input_name(in));
	while (rc == 0 && rest.n > 0) {
		l.inv.rd.place.line++;
		l.inv.rd.place.number++;
		rc = one_line(&l, next_line(&rest), line);
	}
	if (rc == 0)
		rc = line(&l, (struct bw_str){ 0 });
	if (rc == 0)
		rc = tell(&l, scheme, bw_input_name(in));
	bw_inv_release(&l.inv);
	bw_free(text);
	return rc;
}

int
bw_package_add(struct bw_package_list *l, const char *ecosystem,
    const struct bw_package *p)
{
	struct bw_component_rec *c;

	if (p->gone) {
		l->absent++;
		return 0;
	}
	if ((c = bw_inv_add(&l->inv)) == NULL)
		return bw_inv_full(&l->inv);
	c->name = p->name;
	c->version = p->version;
	c->source = p->source;
	c->source_version = p->source_version;
	c->ecosystem = bw_str_of(ecosystem);
	return 0;
}

int
bw_package_refuse(
    struct bw_package_list *l, const char *rule, struct bw_str line)
{
	return bw_rd_refuse(&l->inv.rd, rule,
	    "\"%.*s\": no package with a version", BW_SHOW(line));
}

struct bw_line_count
bw_lines_fit(struct bw_str ahead, bool cut, bool (*fits)(struct bw_str line))
{
	struct bw_line_count c = { 0 };
	struct bw_str word, value, line;

	while (ahead.n > 0 && c.lines < LOOK) {
		line = next_line(&ahead);
		if (cut && ahead.n == 0)
			break; /* half a line */
		if (bw_str_trim(line).n == 0 || remark(line, &word, &value))
			continue;
		c.lines++;
		c.fit += fits(line);
	}
	return c;
}

size_t
bw_tabs(struct bw_str line, struct bw_str *field, size_t n)
{
	size_t i = 0;

	while (i < n && bw_str_cut(&line, '\t', &field[i]))
		i++;
	for (size_t k = 0; k < i; k++)
		field[k] = bw_str_trim(field[k]);
	return i;
}
