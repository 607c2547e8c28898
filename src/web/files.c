/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * files.c - POST of the page of one's own files, and its cookie.
 *
 * That the form stood on a page of this server was looked at before
 * (guard.c). What succeeded ends in 303, so that loading the page again sends
 * nothing twice; what did not is said at once.
 */
#include "web/files.h"
#include "web/multipart.h"
#include "web/world.h"

#define COOKIE "bolwerk-world"

bool
files_receipt(const struct bw_request *q, struct bw_receipt *out)
{
	struct bw_str rest = bw_request_header(q, "Cookie"), pair, name;
	bool found = false;

	if (bw_request_headers(q, "Cookie") > 1)
		return false;
	while (bw_str_cut(&rest, ';', &pair)) {
		pair = bw_str_trim(pair);
		if (!bw_str_cut(&pair, '=', &name) || !bw_str_is(name, COOKIE))
			continue;
		if (found || !bw_receipt_parse(pair, out))
			return false;
		found = true;
	}
	return found;
}

static void
cookie(struct page *p, const char *value, unsigned seconds)
{
	bw_response_header_own(p->r, "Set-Cookie",
	    page_fmt(p,
		COOKIE "=%s; Path=/; Max-Age=%u; HttpOnly; SameSite=Strict%s",
		value, seconds, p->app->opt.loopback ? "" : "; Secure"));
}

void
files_give_cookie(struct page *p, const struct bw_receipt *r)
{
	cookie(p, r->text, bw_store_days(p->app->opt.store) * 86400);
}

void
files_take_cookie(struct page *p)
{
	cookie(p, "", 0);
}

static void
see_files(struct page *p)
{
	struct bw_url u;

	page_to(p, &u, "files", NULL);
	page_see(p, &u);
}

static const char *
word_of(int code)
{
	return code == BW_ELIMIT   ? "web.files.no-room"
	    : code == BW_ENOTFOUND ? "web.files.no-world"
	    : code == BW_ECONFLICT ? "web.files.busy"
				   : "web.files.machine";
}

static void
say(struct page *p, const char *word)
{
	const struct files_done done = { .word = word };

	files_show(p, &done);
}

static void
start(struct page *p, bool with_servers)
{
	struct bw_receipt r;
	int rc = bw_store_make(p->app->opt.store, with_servers, &r, NULL);

	if (rc != 0) {
		say(p, word_of(rc));
		return;
	}
	files_give_cookie(p, &r);
	see_files(p);
}

static void
come_back(struct page *p, struct bw_str code)
{
	struct bw_receipt r;
	const char *path;

	if (!bw_receipt_parse(code, &r) ||
	    bw_store_find(p->app->opt.store, &r, &p->arena, &path, NULL) != 0) {
		say(p, "web.files.no-world");
		return;
	}
	files_give_cookie(p, &r);
	see_files(p);
}

static void delete (struct page *p)
{
	struct bw_receipt r;
	int rc = files_receipt(p->q, &r)
	    ? bw_store_drop(p->app->opt.store, &r, NULL)
	    : 0;

	if (rc != 0 && rc != BW_ENOTFOUND) {
		say(p, word_of(rc));
		return;
	}
	files_take_cookie(p);
	see_files(p);
}

static void
act(struct page *p)
{
	struct bw_form f;
	struct bw_str what;

	if (bw_form_parse(&f, p->q->body, NULL) != 0) {
		page_problem(p, 400, "text");
		return;
	}
	what = bw_form_get(&f, "do");
	if (bw_str_is(what, "start"))
		start(p, bw_str_is(bw_form_get(&f, "with"), "servers"));
	else if (bw_str_is(what, "open"))
		come_back(p, bw_form_get(&f, "code"));
	else if (bw_str_is(what, "close")) {
		files_take_cookie(p);
		see_files(p);
	} else if (bw_str_is(what, "delete"))
		delete (p);
	else
		page_problem(p, 400, "text");
	bw_form_release(&f);
}

/* Every file is a change of its own. */
static bool
add_all(struct page *p, const struct bw_receipt *r,
    const struct bw_multipart *m, struct files_done *done)
{
	const struct bw_form_part *form = bw_multipart_get(m, "format");
	bool good = true;

	for (size_t i = 0; i < m->part.n && done->n < FILES_SHOWN; i++) {
		const struct bw_form_part *part = &m->part.v[i];
		struct files_outcome *o = &done->file[done->n];

		if (!part->file || (part->filename.n == 0 && part->body.n == 0))
			continue;
		o->name = bw_part_file(part);
		o->code = bw_store_add(p->app->opt.store, r, o->name,
		    form != NULL ? form->body : BW_STR(""), part->body,
		    &o->added, NULL);
		good = good && o->code == 0 && o->added.end == BW_BOX_DONE &&
		    o->added.file.code == 0;
		done->n++;
	}
	return good;
}

/* In one step: a world is made when there is none. */
static int
have_world(struct page *p, struct bw_receipt *r)
{
	int rc;

	if (p->own && files_receipt(p->q, r))
		return 0;
	rc = bw_store_make(p->app->opt.store, false, r, NULL);
	if (rc == 0)
		files_give_cookie(p, r);
	return rc;
}

static void
upload(struct page *p, const struct bw_multipart *m)
{
	struct files_done *done = BW_ARENA_NEW(&p->arena, struct files_done);
	struct bw_receipt r;
	int rc;

	if (done == NULL) {
		page_problem(p, 500, "memory");
		return;
	}
	if ((rc = have_world(p, &r)) != 0) {
		say(p, word_of(rc));
		return;
	}
	if (add_all(p, &r, m, done) && done->n > 0) {
		see_files(p);
		return;
	}
	if (done->n == 0)
		done->word = "web.files.none-chosen";
	web_world_use(p, &r);
	files_show(p, done);
}

void
page_files_take(struct page *p)
{
	struct bw_str boundary;
	struct bw_multipart m;

	if (p->app->opt.store == NULL) {
		page_files(p);
		return;
	}
	if (!bw_multipart_boundary(
		bw_request_header(p->q, "Content-Type"), &boundary)) {
		act(p);
		return;
	}
	if (bw_multipart_parse(&m, boundary, p->q->body, NULL) != 0) {
		say(p, "web.files.broken");
		return;
	}
	upload(p, &m);
	bw_multipart_release(&m);
}
