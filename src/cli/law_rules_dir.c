/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_rules_dir.c - rule files of the user's own, from a folder (--rules-dir).
 *
 * They are read like those of the program and stand beside them: a ministry can
 * try a new version of an act, or exchange one. A file with the $id and the
 * valid_from of one of ours takes its place; any other is added. A facts.yaml
 * in the folder replaces the vocabulary. Receipts name these files with their
 * sums like any other.
 */
#include "base/input.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "base/yaml.h"
#include "cli/law.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define DEEPEST 8 /* folders within folders */
#define FILE_MOST ((size_t)4 << 20)

struct folder {
	struct bw_cli *cli;
	BW_VEC(struct bw_rule_file) file;
	struct bw_str facts; /* of facts.yaml; .p NULL: there is none */
	struct bw_err *err;
};

static int
nomem(struct folder *f)
{
	return bw_fail(f->err, BW_ENOMEM, "no memory for rule files");
}

static int
read_one(struct folder *f, const char *path, struct bw_str *text)
{
	struct bw_input *in = NULL;
	char *p = NULL;
	size_t n = 0;
	int rc = bw_input_open(&in, path, NULL, f->err);

	if (rc == 0)
		rc = bw_input_all(in, FILE_MOST, 0, &p, &n, f->err);
	bw_input_free(in);
	if (rc == 0) {
		*text = bw_arena_dup(&f->cli->arena, (struct bw_str){ p, n });
		rc = text->p == NULL ? nomem(f) : 0;
	}
	bw_free(p);
	return rc != 0 ? bw_fail_in(f->err, path) : 0;
}

static bool
ends(const char *name, const char *with)
{
	size_t n = strlen(name), w = strlen(with);

	return n > w && strcmp(name + n - w, with) == 0;
}

static int walk(struct folder *f, const char *dir, unsigned depth);

static int
take(struct folder *f, const char *dir, const char *name, unsigned depth)
{
	struct bw_str path = bw_arena_fmt(&f->cli->arena, "%s/%s", dir, name);
	struct bw_str text;
	struct stat st;
	int rc;

	if (path.p == NULL)
		return nomem(f);
	if (stat(path.p, &st) == 0 && S_ISDIR(st.st_mode))
		return walk(f, path.p, depth + 1);
	if (!ends(name, ".yaml") && !ends(name, ".yml"))
		return 0;
	if ((rc = read_one(f, path.p, &text)) != 0)
		return rc;
	if (depth == 0 && strcmp(name, "facts.yaml") == 0) {
		f->facts = text;
		return 0;
	}
	return bw_vec_push(&f->file, ((struct bw_rule_file){ path, text }))
	    ? 0
	    : nomem(f);
}

/* In the order of names, so that the answer does not depend on the disk. */
static int
walk(struct folder *f, const char *dir, unsigned depth)
{
	struct dirent **entry = NULL;
	int n, rc = 0;

	if (depth > DEEPEST)
		return bw_fail(f->err, BW_EFORMAT,
		    "%s: folders are too deep within each other", dir);
	n = scandir(dir, &entry, NULL, alphasort);
	if (n < 0)
		return bw_fail(f->err,
		    errno == ENOENT || errno == ENOTDIR ? BW_ENOTFOUND : BW_EIO,
		    "--rules-dir %s: %s", dir, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (rc == 0 && entry[i]->d_name[0] != '.')
			rc = take(f, dir, entry[i]->d_name, depth);
		free(entry[i]);
	}
	free(entry);
	return rc;
}

struct head {
	struct bw_str id, from;
};

static int
head_of(struct folder *f, const struct bw_rule_file *file, struct head *out)
{
	const struct bw_yaml *top;
	int rc = bw_yaml_parse(&top, file->text, &f->cli->arena, f->err);

	if (rc != 0)
		return bw_fail_in(f->err, file->name.p);
	out->id = bw_yaml_text(top, "$id");
	out->from = bw_yaml_text(top, "valid_from");
	return out->id.n > 0
	    ? 0
	    : bw_fail(f->err, BW_EFORMAT,
		  "%.*s: this is no rule file: it has no $id; see "
		  "doc/formats/rules.md",
		  BW_ARG(file->name));
}

/* Each in the place of the one it exchanges, or behind all. */
static int
join(struct folder *f, struct bw_law_case *c)
{
	size_t ours = c->n_file, n = ours;
	struct bw_arena *a = &f->cli->arena;
	struct bw_rule_file *all =
	    BW_ARENA_ARRAY(a, struct bw_rule_file, ours + f->file.n + 1);
	struct head *head = BW_ARENA_ARRAY(a, struct head, ours + 1), mine;
	int rc = 0;

	if (all == NULL || head == NULL)
		return nomem(f);
	for (size_t i = 0; i < ours && rc == 0; i++) {
		all[i] = c->file[i];
		rc = head_of(f, &all[i], &head[i]);
	}
	for (size_t i = 0; i < f->file.n && rc == 0; i++) {
		size_t k = 0;

		rc = head_of(f, &f->file.v[i], &mine);
		while (rc == 0 && k < ours &&
		    !(bw_str_eq(head[k].id, mine.id) &&
			bw_str_eq(head[k].from, mine.from)))
			k++;
		all[k < ours ? k : n++] = f->file.v[i];
	}
	c->file = all;
	c->n_file = n;
	return rc;
}

int
bw_law_rules_dir(struct bw_law_case *c, const char *dir, struct bw_str *facts,
    struct bw_err *err)
{
	struct folder f = { .cli = c->cli, .err = err };
	int rc = walk(&f, dir, 0);

	if (rc == 0 && f.file.n == 0 && f.facts.p == NULL)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "--rules-dir %s: there is no rule file (.yaml) in it", dir);
	if (rc == 0)
		rc = join(&f, c);
	if (rc == 0 && f.facts.p != NULL)
		*facts = f.facts;
	bw_vec_release(&f.file);
	return rc;
}
