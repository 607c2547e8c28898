/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * xml.c - records of an XML stream as small trees, from expat's events.
 *
 * Outside a record only depth is kept. Inside one, nodes and text go to an
 * arena that is thrown away after the record. Prefixes are cut off instead of
 * resolved: publishers differ in prefixes, not in local names. A DTD is
 * refused, and with it every entity attack (billion laughs, external files).
 *
 * Expat keeps a tag or comment until it is complete and looks through it anew
 * with every block (CVE-2023-52425), so one without an end is stopped early.
 */
#include "base/xml.h"
#include "base/mem.h"
#include <expat.h>

#define BLOCK 65536
#define MAX_ATTRS 64
#define MAX_TOKEN ((size_t)1 << 20) /* a tag, a comment */

struct reader {
	XML_Parser parser;
	const char *const *records;
	bw_xml_fn *fn;
	void *ctx;
	struct bw_err *err;
	const char *name; /* of the input */
	struct bw_arena arena;
	struct bw_arena_mark start; /* of a record: the first block stays */
	struct bw_xml_node **open;  /* path inside the record */
	struct bw_xml_node **last;  /* last child at each level */
	struct bw_buf *text;        /* character data at each level */
	unsigned depth;             /* of all elements */
	unsigned inside;            /* levels inside the record; 0 = outside */
	unsigned max_depth;
	size_t max_record;
	size_t texts; /* bytes of text in the record, all levels */
	uint64_t number, byte;
	uint64_t fed, seen; /* bytes given to expat, at its last event */
	int rc;
};

static void
stop(struct reader *r, int rc)
{
	if (r->rc == 0)
		r->rc = rc;
	XML_StopParser(r->parser, XML_FALSE);
}

static void
refuse(struct reader *r, int code, const char *what)
{
	bw_fail(r->err, code, "%s: %s", r->name, what);
	stop(r,
	    bw_fail_at(r->err, XML_GetCurrentLineNumber(r->parser),
		(uint64_t)XML_GetCurrentByteIndex(r->parser)));
}

static void
nomem(struct reader *r)
{
	/* The arena has a limit: that, and not the machine, gave out. */
	if (r->arena.total >= r->arena.limit / 2)
		refuse(r, BW_ELIMIT, "a record is too large");
	else
		stop(r, bw_fail(r->err, BW_ENOMEM, "no memory to read XML"));
}

static struct bw_str
local(const char *qname)
{
	const char *colon = strchr(qname, ':');

	return bw_str_of(colon != NULL ? colon + 1 : qname);
}

static bool
wanted(const struct reader *r, struct bw_str name)
{
	for (size_t i = 0; r->records[i] != NULL; i++)
		if (bw_str_is(name, r->records[i]))
			return true;
	return false;
}

static bool
add_attrs(struct reader *r, struct bw_xml_node *n, const char **attrs)
{
	struct bw_xml_attr **end = &n->attr;

	for (unsigned i = 0; attrs[2 * i] != NULL; i++) {
		struct bw_xml_attr *a =
		    BW_ARENA_NEW(&r->arena, struct bw_xml_attr);

		if (i == MAX_ATTRS) {
			refuse(
			    r, BW_ELIMIT, "an element has too many attributes");
			return false;
		}
		if (a == NULL)
			return nomem(r), false;
		a->name = bw_arena_dup(&r->arena, local(attrs[2 * i]));
		a->value = bw_arena_dup(&r->arena, bw_str_of(attrs[2 * i + 1]));
		if (a->name.p == NULL || a->value.p == NULL)
			return nomem(r), false;
		*end = a;
		end = &a->next;
	}
	return true;
}

/* A node at level r->inside, hung under the one above. */
static void
open_node(struct reader *r, struct bw_str name, const char **attrs)
{
	struct bw_xml_node *n = BW_ARENA_NEW(&r->arena, struct bw_xml_node);
	unsigned level = r->inside;

	if (n == NULL || (n->name = bw_arena_dup(&r->arena, name)).p == NULL) {
		nomem(r);
		return;
	}
	n->line = XML_GetCurrentLineNumber(r->parser);
	if (!add_attrs(r, n, attrs))
		return;
	if (level > 0) {
		if (r->last[level - 1] == NULL)
			r->open[level - 1]->child = n;
		else
			r->last[level - 1]->next = n;
		r->last[level - 1] = n;
	}
	r->open[level] = n;
	r->last[level] = NULL;
	bw_buf_clear(&r->text[level]);
	r->inside++;
}

static void XMLCALL
on_start(void *ctx, const char *qname, const char **attrs)
{
	struct reader *r = ctx;
	struct bw_str name = local(qname);

	r->seen = r->fed;
	if (r->rc != 0)
		return;
	if (++r->depth > r->max_depth) {
		refuse(r, BW_ELIMIT, "elements are nested too deep");
		return;
	}
	if (r->inside == 0) {
		if (!wanted(r, name))
			return;
		r->number++;
		r->texts = 0;
		r->byte = (uint64_t)XML_GetCurrentByteIndex(r->parser);
	}
	open_node(r, name, attrs);
}

static void
give_record(struct reader *r)
{
	int rc = r->fn(r->ctx, r->open[0], r->number, r->byte, r->err);

	if (rc != 0)
		stop(r, rc);
	bw_arena_reset(&r->arena, r->start);
}

static void XMLCALL
on_end(void *ctx, const char *qname)
{
	struct reader *r = ctx;
	struct bw_str text;
	unsigned level;

	(void)qname;
	r->seen = r->fed;
	r->depth--;
	if (r->inside == 0 || r->rc != 0)
		return;
	level = --r->inside;
	text = bw_str_trim(bw_buf_get(&r->text[level]));
	r->open[level]->text = bw_arena_dup(&r->arena, text);
	if (r->open[level]->text.p == NULL || r->text[level].failed) {
		nomem(r);
		return;
	}
	if (level == 0)
		give_record(r);
}

static void XMLCALL
on_text(void *ctx, const char *p, int n)
{
	struct reader *r = ctx;
	struct bw_buf *b;

	r->seen = r->fed;
	if (r->inside == 0 || r->rc != 0)
		return;
	b = &r->text[r->inside - 1];
	r->texts += (size_t)n;
	if (r->texts > r->max_record) {
		refuse(r, BW_ELIMIT, "a record is too large");
		return;
	}
	bw_buf_add(b, p, (size_t)n);
}

/* Comments, processing instructions and what else nobody asks for. */
static void XMLCALL
on_rest(void *ctx, const char *p, int n)
{
	struct reader *r = ctx;

	(void)p;
	(void)n;
	r->seen = r->fed;
}

static void XMLCALL
on_doctype(void *ctx, const char *name, const char *system, const char *public,
    int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	refuse(ctx, BW_EFORMAT,
	    "has a document type definition, which is refused: entities can "
	    "hide or explode content");
}

static int
parse_failed(struct reader *r)
{
	enum XML_Error code = XML_GetErrorCode(r->parser);

	if (r->rc != 0)
		return r->rc;
	if (code == XML_ERROR_NO_MEMORY)
		return bw_fail(r->err, BW_ENOMEM, "no memory to read XML");
	if (code == XML_ERROR_UNKNOWN_ENCODING)
		refuse(r, BW_EFORMAT,
		    "has an encoding that is not read here: save it as UTF-8");
	else if (code == XML_ERROR_NO_ELEMENTS)
		refuse(r, BW_EFORMAT, "ends too early: it is cut off");
	else
		refuse(r, BW_EFORMAT, XML_ErrorString(code));
	return r->rc;
}

static int
feed(struct reader *r, struct bw_input *in, struct bw_err *err)
{
	size_t got;
	void *block;
	int rc;

	do {
		block = XML_GetBuffer(r->parser, BLOCK);
		if (block == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory to read XML");
		rc = bw_input_read(in, block, BLOCK, &got, err);
		if (rc != 0)
			return rc;
		r->fed += got;
		if (XML_ParseBuffer(r->parser, (int)got, got == 0) !=
		    XML_STATUS_OK)
			return parse_failed(r);
		if (r->fed - r->seen > MAX_TOKEN) {
			refuse(r, BW_ELIMIT, "a tag or comment has no end");
			return r->rc;
		}
	} while (got > 0);
	return r->rc;
}

static void *
get(size_t n)
{
	return bw_alloc(n, 1);
}

static void *
resize(void *p, size_t n)
{
	return bw_realloc(p, n, 1);
}

static const XML_Memory_Handling_Suite memory = { get, resize, bw_free };

static bool
prepare(struct reader *r, const struct bw_xml_opt *opt)
{
	r->max_depth = opt != NULL && opt->max_depth ? opt->max_depth : 64;
	r->max_record =
	    opt != NULL && opt->max_record ? opt->max_record : (size_t)16 << 20;
	bw_arena_init(&r->arena, r->max_record);
	r->open = bw_calloc(r->max_depth, sizeof(struct bw_xml_node *));
	r->last = bw_calloc(r->max_depth, sizeof(struct bw_xml_node *));
	r->text = bw_calloc(r->max_depth, sizeof(*r->text));
	r->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
	if (!r->open || !r->last || !r->text || !r->parser ||
	    bw_arena_alloc(&r->arena, 1, 1) == NULL)
		return false;
	r->start = bw_arena_mark(&r->arena);
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetDefaultHandler(r->parser, on_rest);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
	return true;
}

int
bw_xml_records(struct bw_input *in, const char *const *records,
    const struct bw_xml_opt *opt, bw_xml_fn *fn, void *ctx, struct bw_err *err)
{
	struct reader r = { .records = records,
		.fn = fn,
		.ctx = ctx,
		.err = err,
		.name = bw_input_name(in) };
	int rc;

	if (prepare(&r, opt))
		rc = feed(&r, in, err);
	else
		rc = bw_fail(err, BW_ENOMEM, "no memory to read XML");
	for (unsigned i = 0; r.text != NULL && i < r.max_depth; i++)
		bw_buf_release(&r.text[i]);
	if (r.parser != NULL)
		XML_ParserFree(r.parser);
	bw_arena_release(&r.arena);
	bw_free(r.open);
	bw_free(r.last);
	bw_free(r.text);
	return rc;
}

const struct bw_xml_node *
bw_xml_get(const struct bw_xml_node *n, const char *path)
{
	struct bw_str rest = bw_str_of(path), part;

	while (n != NULL && bw_str_cut(&rest, '/', &part))
		for (n = n->child; n != NULL; n = n->next)
			if (bw_str_eq(n->name, part))
				break;
	return n;
}

struct bw_str
bw_xml_text(const struct bw_xml_node *n, const char *path)
{
	n = bw_xml_get(n, path);
	return n != NULL ? n->text : (struct bw_str){ NULL, 0 };
}

struct bw_str
bw_xml_attr(const struct bw_xml_node *n, const char *name)
{
	if (n != NULL)
		for (const struct bw_xml_attr *a = n->attr; a; a = a->next)
			if (bw_str_is(a->name, name))
				return a->value;
	return (struct bw_str){ NULL, 0 };
}
