/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_legend.c - what the lines of the drawing of owners mean, from which
 * sources they come, and the same in words for who does not see them.
 */
#include "report/svg_owners.h"

#define LEGEND 8
#define SOURCES 12 /* that are written out */

static size_t
legend(struct owners *o, struct bw_str *text, const char **class_)
{
	size_t n = 0;

	if (is_proof(o)) {
		class_[n] = "arrow proof";
		text[n++] = FILLED(
		    o->r, "report.legend.proof", { "title", drawing_title(o) });
		class_[n] = "arrow light";
		text[n++] = word(o->r, "report.legend.light");
	}
	if (o->maybe) {
		class_[n] = "arrow maybe";
		text[n++] = word(o->r, "report.legend.maybe");
	}
	if (o->both) {
		class_[n] = "arrow";
		text[n++] = word(o->r, "report.legend.both");
	}
	if (o->control && !is_proof(o)) {
		class_[n] = "arrow control";
		text[n++] = word(o->r, "report.legend.control");
	}
	if (o->indirect) {
		class_[n] = "arrow indirect";
		text[n++] = word(o->r, "report.legend.indirect");
	}
	if (o->loop) {
		class_[n] = "arrow loop";
		text[n++] = word(o->r, "report.legend.loop");
	}
	if (o->unknown) {
		class_[n] = "ring unknown";
		text[n++] = word(o->r, "report.legend.unknown");
	}
	return n;
}

static struct bw_str
file_name(struct bw_str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return bw_str_sub(path, i, path.n);
	return path;
}

/* "[3] stakes.csv, 25 november 2026" */
static struct bw_str
source_line(struct owners *o, const struct bw_source *s)
{
	struct bw_str day = s->published != BW_DATE_MIN
	    ? day_text(o->r, s->published)
	    : (struct bw_str){ 0 };

	return fmt(o->r, "[%u] %.*s%s%.*s", s->id, BW_ARG(file_name(s->name)),
	    day.n > 0 ? ", " : "", BW_ARG(day));
}

/* Is something of this source in the picture? */
static bool
source_used(const struct owners *o, uint32_t id)
{
	for (size_t i = 0; i < o->pick.n_arrow; i++) {
		const struct bw_link *k = o->pick.arrow[i].link;

		for (size_t s = 0; k != NULL && s < k->n_stake; s++)
			if (o->r->v->load[k->stake[s]] == id)
				return true;
	}
	return false;
}

static long
draw_sources(struct owners *o, long y, size_t room, bool draw)
{
	struct bw_str line[2];
	size_t shown = 0, left = 0, n;
	long start = y;

	for (size_t i = 0; i < o->in->n_source; i++) {
		if (!source_used(o, o->in->source[i].id))
			continue;
		if (shown++ >= SOURCES) {
			left++;
			continue;
		}
		n = wrapped(o->r, source_line(o, &o->in->source[i]), room, line,
		    BW_LEN(line));
		for (size_t k = 0; k < n; k++, y += LINE)
			if (draw)
				draw_text(o->d, "about", NULL, MARGIN,
				    y + LINE - 4, line[k]);
	}
	if (left > 0) {
		line[0] = FILLED(
		    o->r, "report.legend.sources", { "n", count(o->r, left) });
		if (draw)
			draw_text(
			    o->d, "about", NULL, MARGIN, y + LINE - 4, line[0]);
		y += LINE;
	}
	return y - start;
}

/* Below the drawing; returns its height, and draws when asked. */
long
draw_legend(struct owners *o, long y, long width, bool draw)
{
	struct bw_str text[LEGEND], line[4];
	const char *class_[LEGEND];
	size_t n = legend(o, text, class_), lines;
	size_t room = (size_t)(width - 2 * MARGIN - 44) / 7;
	long start = y;
	char path[64];

	for (size_t i = 0; i < n; i++, y += 4) {
		lines = wrapped(o->r, text[i], room, line, BW_LEN(line));
		if (draw) {
			snprintf(path, sizeof(path), "M%d %ldH%d", MARGIN,
			    y + LINE / 2 + 1, MARGIN + 32);
			draw_path(o->d, class_[i], path);
		}
		for (size_t k = 0; k < lines; k++, y += LINE)
			if (draw)
				draw_text(o->d, "about", NULL, MARGIN + 42,
				    y + LINE - 4, line[k]);
	}
	y += draw_sources(o, y, room, draw);
	return y - start;
}

static struct bw_str
node_name(struct owners *o, uint32_t node)
{
	return party_name(o->r, o->in->cone->party[node]);
}

struct bw_str
drawing_title(struct owners *o)
{
	struct bw_str name = node_name(o, o->in->cone->centre);

	if (!is_proof(o))
		return FILLED(o->r, "report.draw.title", { "name", name });
	return FILLED(o->r,
	    o->in->ways                          ? "report.draw.ways"
		: o->in->certainty == BW_CERTAIN ? "report.draw.proof.certain"
						 : "report.draw.proof.possible",
	    { "name", name }, { "owner", node_name(o, o->in->owner) });
}

/* The proof in words, from the owner down; the first of many. */
static struct bw_str
proof_text(struct owners *o)
{
	struct bw_buf b = { 0 };
	size_t most = o->in->n_proof < 20 ? o->in->n_proof : 20;

	for (size_t i = 0; i < most; i++) {
		const struct bw_link *k =
		    &o->in->cone->link[o->in->proof[o->in->n_proof - 1 - i]];
		struct bw_str how = k->has_votes
		    ? share_text(o->r, k->votes)
		    : wordf(o->r, "nature", bw_nature_name(k->nature));

		bw_buf_fmt(&b, "%s%.*s", i > 0 ? "; " : "",
		    BW_ARG(FILLED(o->r, "report.draw.proof.step",
			{ "holder", node_name(o, k->holder) }, { "how", how },
			{ "company", node_name(o, k->company) },
			{ "source", link_sources(o->r, k) })));
	}
	bw_buf_z(&b, o->in->n_proof > most ? " ..." : ".");
	return kept(o->r, &b);
}

/* What the picture holds, for those who do not see it. */
struct bw_str
drawing_description(struct owners *o)
{
	if (is_proof(o))
		return proof_text(o);
	return FILLED(o->r, "report.draw.desc",
	    { "name",
		party_name(o->r, o->in->cone->party[o->in->cone->centre]) },
	    { "boxes", count(o->r, o->l.n_box) },
	    { "arrows", count(o->r, o->l.n_arrow) });
}
