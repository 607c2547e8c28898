/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * file.c - the bytes of a PDF: objects, streams, strings, cross references.
 *
 * ISO 32000-1, clause 7. The identifier of the file is a hash of its bytes,
 * and there is no time in it: the same document gives the same file.
 */
#include "pdf/pdf_priv.h"
#include <nettle/sha2.h>
#include <zlib.h>

uint32_t
utf8_next(struct bw_str *s)
{
	unsigned char c = (unsigned char)s->p[0];
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	uint32_t rune = n == 1 ? c : c & (0xffu >> (n + 1));

	if (c >= 0x80 && (c < 0xc2 || c > 0xf4))
		n = 1, rune = 0xfffd;
	if (n > s->n)
		n = s->n, rune = 0xfffd;
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s->p[i] & 0xc0) != 0x80) {
			n = i, rune = 0xfffd;
			break;
		}
		rune = rune << 6 | ((unsigned char)s->p[i] & 0x3fu);
	}
	*s = bw_str_sub(*s, n, s->n);
	return rune;
}

#define GATHERED 200u /* objects in a stream of them */

uint32_t
file_id(struct file *f)
{
	if (!bw_vec_push(&f->where, (struct place_of){ 0, 0 }))
		f->b.failed = true;
	return (uint32_t)f->where.n;
}

void
file_open(struct file *f, uint32_t id)
{
	if (f->b.failed)
		return;
	if (!bw_vec_push(&f->gathered, id) ||
	    !bw_vec_push(&f->gathered, f->b.n))
		f->b.failed = true;
}

/* What gathered, as one stream: numbers and offsets first, then the objects
 * (7.5.7). */
static void
file_pack(struct file *f)
{
	struct bw_buf all = { 0 };
	size_t first, n = f->gathered.n / 2;
	uint32_t id = n > 0 && !f->b.failed ? file_id(f) : 0;
	char dict[80];

	if (id == 0 || f->b.failed)
		return;
	for (size_t i = 0; i < n; i++) {
		size_t of = f->gathered.v[2 * i];

		f->where.v[of - 1] = (struct place_of){ i, id };
		bw_buf_fmt(&all, "%zu %zu ", of, f->gathered.v[2 * i + 1]);
	}
	first = all.n;
	bw_buf_str(&all, bw_buf_get(&f->b));
	snprintf(
	    dict, sizeof(dict), "/Type /ObjStm /N %zu /First %zu", n, first);
	bw_buf_clear(&f->b);
	f->gathered.n = 0;
	if (all.failed)
		f->b.failed = true;
	else
		file_stream(f, id, dict, bw_buf_get(&all));
	bw_buf_release(&all);
}

void
file_close(struct file *f)
{
	bw_buf_char(&f->b, '\n');
	if (f->gathered.n >= 2 * GATHERED)
		file_pack(f);
}

void
file_plain(struct file *f, uint32_t id, const char *dict, struct bw_str bytes)
{
	if (f->b.failed)
		return;
	f->where.v[id - 1] = (struct place_of){ f->out.n, 0 };
	bw_buf_fmt(&f->out, "%u 0 obj\n<< %s /Length %zu >>\nstream\n", id,
	    dict, bytes.n);
	bw_buf_str(&f->out, bytes);
	bw_buf_z(&f->out, "\nendstream\nendobj\n");
}

void
file_stream(struct file *f, uint32_t id, const char *dict, struct bw_str bytes)
{
	uLongf n = compressBound(bytes.n);
	Bytef *packed = bw_alloc(n, 1);
	char head[320];

	if (packed == NULL ||
	    compress2(packed, &n, (const Bytef *)(bytes.n > 0 ? bytes.p : ""),
		bytes.n, 9) != Z_OK) {
		bw_free(packed);
		f->b.failed = true;
		return;
	}
	snprintf(head, sizeof(head), "%s /Filter /FlateDecode", dict);
	file_plain(f, id, head, (struct bw_str){ (const char *)packed, n });
	bw_free(packed);
}

void
file_utf16(struct bw_buf *b, struct bw_str s)
{
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);

		if (c >= 0x10000)
			bw_buf_fmt(b, "%04X%04X",
			    0xd800u + ((c - 0x10000) >> 10),
			    0xdc00u + ((c - 0x10000) & 0x3ff));
		else
			bw_buf_fmt(b, "%04X", c);
	}
}

void
file_text(struct bw_buf *b, struct bw_str s)
{
	bw_buf_z(b, "<FEFF");
	file_utf16(b, s);
	bw_buf_char(b, '>');
}

void
file_mp(struct bw_buf *b, bw_mp v)
{
	char text[16];
	int n;

	n = snprintf(text, sizeof(text), "%s%d.%03d", v < 0 ? "-" : "",
	    abs(v / 1000), abs(v % 1000));
	while (text[n - 1] == '0')
		n--;
	if (text[n - 1] == '.')
		n--;
	bw_buf_add(b, text, (size_t)n);
}

/* ---- the whole ----------------------------------------------------------- */
static void
info_write(struct bw_pdf *p, struct file *f, uint32_t id)
{
	file_open(f, id);
	bw_buf_z(&f->b, "<< /Title ");
	file_text(&f->b, p->title);
	bw_buf_z(&f->b, " /Subject ");
	file_text(&f->b, p->subject);
	bw_buf_z(&f->b, " /Creator ");
	file_text(&f->b, p->maker);
	bw_buf_z(&f->b, " /Producer ");
	file_text(&f->b, p->maker);
	bw_buf_z(&f->b, " >>");
	file_close(f);
}

static void
big_endian(struct bw_buf *b, size_t v, int bytes)
{
	while (bytes-- > 0)
		bw_buf_char(b, (char)(v >> 8 * bytes & 0xff));
}

/* The identifier of the file: of its bytes. */
static void
digest(const struct file *f, char hex[33])
{
	uint8_t d[SHA256_DIGEST_SIZE];
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, f->out.n, (const uint8_t *)f->out.p);
	sha256_digest(&ctx, sizeof(d), d);
	for (size_t i = 0; i < 16; i++)
		snprintf(hex + 2 * i, 3, "%02X", d[i]);
}

/* Where every object is, as a stream (7.5.8): 1 byte for its kind, 4 for
 * where, 2 for the number within. */
static void
tail_write(struct file *f, uint32_t root, uint32_t info)
{
	struct bw_buf rows = { 0 };
	char dict[192], id[33] = "";
	uint32_t self;
	size_t at;

	file_pack(f);
	self = file_id(f);
	if (f->b.failed || f->out.failed)
		return;
	at = f->out.n;
	f->where.v[self - 1].at = at;
	big_endian(&rows, 0, 5); /* no object 0 */
	big_endian(&rows, 0xffff, 2);
	for (size_t i = 0; i < f->where.n; i++) {
		const struct place_of *w = &f->where.v[i];

		big_endian(&rows, w->within != 0 ? 2 : 1, 1);
		big_endian(&rows, w->within != 0 ? w->within : w->at, 4);
		big_endian(&rows, w->within != 0 ? w->at : 0, 2);
	}
	digest(f, id);
	snprintf(dict, sizeof(dict),
	    "/Type /XRef /Size %zu /W [1 4 2] /Root %u 0 R /Info %u 0 R "
	    "/ID [<%s> <%s>]",
	    f->where.n + 1, root, info, id, id);
	if (rows.failed)
		f->b.failed = true;
	else
		file_stream(f, self, dict, bw_buf_get(&rows));
	bw_buf_release(&rows);
	bw_buf_fmt(&f->out, "startxref\n%zu\n%%%%EOF\n", at);
}

/* What its colours mean. */
static uint32_t
colours_write(struct file *f)
{
	struct bw_buf icc = { 0 };
	uint32_t id = file_id(f);

	icc_write(&icc);
	if (icc.failed)
		f->b.failed = true;
	else
		file_stream(f, id, "/N 3", bw_buf_get(&icc));
	bw_buf_release(&icc);
	return id;
}

static void
all_write(struct bw_pdf *p, struct file *f, struct page_ids *ids)
{
	uint32_t root = file_id(f), info = file_id(f), meta = file_id(f);
	uint32_t fonts = file_id(f), tree, outline, colours;

	ids->pages = file_id(f);
	for (size_t i = 0; i < p->page.n; i++)
		ids->page[i] = file_id(f);
	for (size_t i = 0; i < p->link.n; i++)
		ids->link[i] = file_id(f);
	bw_buf_z(&f->out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
	info_write(p, f, info);
	xmp_write(p, f, meta);
	colours = colours_write(f);
	fonts_write(p, f, fonts);
	tree = tree_write(p, f, ids);
	pages_write(p, f, ids, fonts);
	outline = outline_write(p, f, ids);
	file_open(f, root);
	bw_buf_fmt(&f->b,
	    "<< /Type /Catalog /Pages %u 0 R /StructTreeRoot %u 0 R "
	    "/Metadata %u 0 R /MarkInfo << /Marked true >> "
	    "/ViewerPreferences << /DisplayDocTitle true >> /Lang (%.*s)",
	    ids->pages, tree, meta, BW_ARG(p->lang));
	bw_buf_fmt(&f->b,
	    " /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1 "
	    "/OutputConditionIdentifier (sRGB) /Info (sRGB) "
	    "/DestOutputProfile %u 0 R >> ]",
	    colours);
	if (outline != 0)
		bw_buf_fmt(&f->b, " /Outlines %u 0 R", outline);
	bw_buf_z(&f->b, " >>");
	file_close(f);
	tail_write(f, root, info);
}

int
bw_pdf_write(struct bw_pdf *p, struct bw_out *o, struct bw_err *err)
{
	struct page_ids ids = { 0 };
	struct file f = { 0 };

	BW_ASSERT(!p->open);
	ids.page = BW_ARENA_ARRAY(&p->a, uint32_t, p->page.n + 1);
	ids.link = BW_ARENA_ARRAY(&p->a, uint32_t, p->link.n + 1);
	if (ids.page == NULL || ids.link == NULL)
		p->failed = true;
	if (!p->failed)
		all_write(p, &f, &ids);
	if (!p->failed && !f.b.failed && !f.out.failed)
		bw_out_str(o, bw_buf_get(&f.out));
	else
		p->failed = true;
	bw_buf_release(&f.b);
	bw_buf_release(&f.out);
	bw_vec_release(&f.where);
	bw_vec_release(&f.gathered);
	if (p->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a PDF");
	return o->err.code == 0 ? 0
				: bw_fail(err, o->err.code, "%s", o->err.what);
}
