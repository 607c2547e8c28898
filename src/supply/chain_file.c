/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_file.c - things, needs and suppliers as they come in; see
 * chain_read.c for the YAML.
 */
#include "supply/chain_file.h"
#include "model/ref.h"

static const char *const kind_name[BW_THING_KINDS] = { "product", "part",
	"material", "refinery", "mine", "site", "company", "country", "other" };

const char *
bw_thing_kind_name(unsigned kind)
{
	return kind < BW_THING_KINDS ? kind_name[kind] : "other";
}

bool
bw_thing_kind_of(struct bw_str s, uint8_t *kind)
{
	for (uint8_t i = 0; i < BW_THING_KINDS; i++)
		if (bw_str_is(s, kind_name[i])) {
			*kind = i;
			return true;
		}
	return false;
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a chain");
}

void
bw_chain_file_release(struct bw_chain_file *f)
{
	bw_intern_release(&f->ids);
	bw_vec_release(&f->thing);
	bw_vec_release(&f->need);
	bw_vec_release(&f->note);
	bw_vec_release(&f->sup);
	bw_vec_release(&f->ask);
}

uint32_t
bw_chain_file_find(const struct bw_chain_file *f, struct bw_str id)
{
	uint32_t x = bw_intern_find(&f->ids, id);

	for (uint32_t i = 0; x == BW_NONE && i < f->thing.n; i++)
		if (bw_str_eq_nocase(f->thing.v[i].id, id))
			x = i;
	return x;
}

int
bw_chain_file_add(struct bw_chain_file *f, struct bw_str id,
    enum bw_thing_kind kind, struct bw_text name, uint64_t line, uint32_t *out,
    struct bw_err *err)
{
	struct bw_thing t = {
		.id = id, .name = name, .kind = (uint8_t)kind, .line = line
	};
	bool added;
	int rc = bw_intern_add(&f->ids, id, out, &added, err);

	if (rc != 0)
		return rc;
	if (added)
		return bw_vec_push(&f->thing, t) ? 0 : no_memory(err);
	if (f->thing.v[*out].kind == kind)
		return 0;
	bw_fail(err, BW_ECONFLICT, "%.*s is a %s here, and a %s on line %llu",
	    BW_ARG(id), bw_thing_kind_name(kind),
	    bw_thing_kind_name(f->thing.v[*out].kind),
	    (unsigned long long)f->thing.v[*out].line);
	return bw_fail_at(err, line, UINT64_MAX);
}

int
bw_chain_file_need(struct bw_chain_file *f, struct bw_chain_need need,
    struct bw_chain_note note, struct bw_err *err)
{
	return bw_vec_push(&f->need, need) && bw_vec_push(&f->note, note)
	    ? 0
	    : no_memory(err);
}

int
bw_chain_file_supplier(struct bw_chain_file *f, uint32_t thing, uint32_t lo,
    uint32_t hi, struct bw_err *err)
{
	struct bw_chain_supplier s = { .need = (uint32_t)f->need.n - 1,
		.thing = thing,
		.lo = lo,
		.hi = hi };

	BW_ASSERT(f->need.n > 0);
	return bw_vec_push(&f->sup, s) ? 0 : no_memory(err);
}

int
bw_chain_file_in(struct bw_chain_file *f, uint32_t thing, struct bw_str country,
    uint64_t line, struct bw_err *err)
{
	const struct bw_ref_item *c = bw_ref_country(country);
	struct bw_chain_need need = { .thing = thing };
	struct bw_chain_note note = { .line = line };
	uint32_t land;
	int rc;

	if (c == NULL) {
		bw_fail(err, BW_EFORMAT,
		    "country: %.*s is none of reference/countries.csv; write "
		    "two letters, NL",
		    BW_ARG(country));
		return bw_fail_at(err, line, UINT64_MAX);
	}
	rc = bw_chain_file_add(
	    f, c->code, BW_THING_COUNTRY, c->name, line, &land, err);
	if (rc == 0)
		rc = bw_chain_file_need(f, need, note, err);
	return rc == 0 ? bw_chain_file_supplier(f, land, 0, BW_ONE, err) : rc;
}

int
bw_chain_file_build(
    const struct bw_chain_file *f, struct bw_chain *c, struct bw_err *err)
{
	struct bw_days *stock = bw_alloc(f->thing.n + 1, sizeof(*stock));
	int rc;

	if (stock == NULL)
		return no_memory(err);
	for (size_t i = 0; i < f->thing.n; i++)
		stock[i] = f->thing.v[i].stock;
	rc = bw_chain_init(c, (uint32_t)f->thing.n, stock, f->need.v, f->need.n,
	    f->sup.v, f->sup.n, err);
	bw_free(stock);
	return rc;
}
