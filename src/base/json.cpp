/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json.cpp - simdjson's DOM behind the C interface of json.h.
 *
 * The only C++ of the house. Errors are codes: no exception is thrown by the
 * calls used here, and no C++ type crosses the header. A value is simdjson's
 * dom::element, two words (document and place on its tape), copied in and out
 * of struct bw_json; the assertions below hold it to that.
 */
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>
#include <new>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <type_traits>
/* The headers of base are C; what they include of libc is in already. */
extern "C" {
#include "base/json.h"
#include "base/json_priv.h"
#include "base/mem.h"
}

namespace dom = simdjson::dom;

static constexpr size_t DEPTH = BW_JSON_DEPTH;
static constexpr size_t BLOCK = 256 * 1024;
static constexpr size_t LARGEST = size_t(64) << 20;

static_assert(sizeof(dom::element) == sizeof(struct bw_json));
static_assert(std::is_trivially_copyable_v<dom::element>);
static_assert(sizeof(dom::array::iterator) == sizeof(struct bw_json));
static_assert(sizeof(dom::object::iterator) == sizeof(struct bw_json));

template <typename To, typename From>
static To
same_bits(const From &from)
{
	To to;

	static_assert(sizeof(to) == sizeof(from));
	memcpy(static_cast<void *>(&to), &from, sizeof(to));
	return to;
}

static dom::element
element(struct bw_json v)
{
	return same_bits<dom::element>(v);
}

static struct bw_str
text_of(std::string_view s)
{
	return { s.data(), s.size() };
}

struct bw_json_reader {
	struct bw_json_split split;
	dom::parser parser;
};

int
bw_json_open(struct bw_json_reader **out, struct bw_input *in,
    const struct bw_json_opt *opt, struct bw_err *err)
{
	void *room = bw_alloc(1, sizeof(bw_json_reader));
	auto *r = room != nullptr ? new (room) bw_json_reader() : nullptr;
	size_t most = opt != nullptr && opt->max_record ? opt->max_record
							: LARGEST;
	int rc;

	*out = nullptr;
	if (r == nullptr)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	rc = bw_json_split_open(&r->split, in, most,
	    opt != nullptr && opt->block ? opt->block : BLOCK,
	    simdjson::SIMDJSON_PADDING, opt != nullptr && opt->whole, err);
	if (rc == 0 && r->parser.allocate(1 << 16, DEPTH) != simdjson::SUCCESS)
		rc = bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	if (rc != 0) {
		bw_json_close(r);
		return rc;
	}
	*out = r;
	return 0;
}

void
bw_json_close(struct bw_json_reader *r)
{
	if (r == nullptr)
		return;
	bw_json_split_close(&r->split);
	r->~bw_json_reader();
	bw_free(r);
}

struct bw_json_parser {
	dom::parser parser;
};
static_assert(BW_JSON_PAD >= simdjson::SIMDJSON_PADDING);

int
bw_json_parser_new(struct bw_json_parser **out, struct bw_err *err)
{
	void *room = bw_alloc(1, sizeof(bw_json_parser));
	auto *p = room != nullptr ? new (room) bw_json_parser() : nullptr;

	*out = p;
	if (p == nullptr)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	if (p->parser.allocate(1 << 16, DEPTH) != simdjson::SUCCESS) {
		bw_json_parser_free(p);
		*out = nullptr;
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	}
	return 0;
}

void
bw_json_parser_free(struct bw_json_parser *p)
{
	if (p == nullptr)
		return;
	p->~bw_json_parser();
	bw_free(p);
}

int
bw_json_parse(struct bw_json_parser *p, const char *text, size_t n,
    struct bw_json *out, struct bw_err *err)
{
	dom::element root;
	simdjson::error_code code = p->parser.parse(text, n, false).get(root);

	*out = { nullptr, 0 };
	if (code == simdjson::MEMALLOC)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	if (code == simdjson::DEPTH_ERROR || code == simdjson::CAPACITY)
		return bw_fail(err, BW_ELIMIT, "JSON too deep or too large");
	if (code != simdjson::SUCCESS)
		return bw_fail(err, BW_EFORMAT, "no valid JSON");
	*out = same_bits<struct bw_json>(root);
	return 0;
}

static int
broken_record(struct bw_json_reader *r, simdjson::error_code code,
    struct bw_err *err)
{
	const struct bw_json_split *s = &r->split;
	const char *name = bw_input_name(s->in);
	int rc = BW_EFORMAT;

	if (code == simdjson::MEMALLOC)
		rc = bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	else if (code == simdjson::DEPTH_ERROR)
		rc = bw_fail(
		    err, BW_ELIMIT, "%s: nested deeper than %zu", name, DEPTH);
	else if (code == simdjson::CAPACITY)
		rc = bw_fail(err, BW_ELIMIT, "%s: a record is too large", name);
	else if (code == simdjson::UTF8_ERROR)
		bw_fail(err, BW_EFORMAT, "%s: a record is no valid UTF-8", name);
	else if (code == simdjson::NUMBER_ERROR)
		bw_fail(err, BW_EFORMAT,
		    "%s: a number is badly written or too large", name);
	else
		bw_fail(err, BW_EFORMAT, "%s: a record is no valid JSON", name);
	bw_json_split_place(s, err);
	return rc;
}

static simdjson::error_code
parse(struct bw_json_reader *r, dom::element *root)
{
	const struct bw_json_split *s = &r->split;

	/* No copy: the window has the padding that simdjson reads into. */
	return r->parser.parse(s->text + s->from, s->size, false).get(*root);
}

int
bw_json_next(struct bw_json_reader *r, struct bw_json *record, bool *more,
    struct bw_err *err)
{
	struct bw_json_split *s = &r->split;
	dom::element root;
	bool same = false;
	int rc;

	*record = { nullptr, 0 };
	if ((rc = bw_json_split_next(s, more, err)) != 0 || !*more)
		return rc;
	simdjson::error_code code = parse(r, &root);
	if (code != simdjson::SUCCESS && s->guess) {
		/* A line, but perhaps one with several values, or a part. */
		rc = bw_json_split_exact(s, &same, err);
		if (rc == 0 && !same)
			code = parse(r, &root);
	}
	if (rc == 0 && code != simdjson::SUCCESS)
		rc = broken_record(r, code, err);
	if (rc != 0) {
		bw_json_split_refused(s, rc);
		*more = false;
		return rc;
	}
	*record = same_bits<struct bw_json>(root);
	return 0;
}

bool
bw_json_can_go_on(const struct bw_json_reader *r)
{
	return r->split.go_on;
}

uint64_t
bw_json_line(const struct bw_json_reader *r)
{
	return r->split.from_line;
}

uint64_t
bw_json_byte(const struct bw_json_reader *r)
{
	return r->split.from_byte;
}

uint64_t
bw_json_number(const struct bw_json_reader *r)
{
	return r->split.number;
}

enum bw_json_type
bw_json_type(struct bw_json v)
{
	if (v.doc == nullptr)
		return BW_JSON_NONE;
	switch (element(v).type()) {
	case dom::element_type::ARRAY:
		return BW_JSON_ARRAY;
	case dom::element_type::OBJECT:
		return BW_JSON_OBJECT;
	case dom::element_type::INT64:
	case dom::element_type::UINT64:
	case dom::element_type::DOUBLE:
		return BW_JSON_NUMBER;
	case dom::element_type::STRING:
		return BW_JSON_STRING;
	case dom::element_type::BOOL:
		return BW_JSON_BOOL;
	case dom::element_type::NULL_VALUE:
		return BW_JSON_NULL;
	}
	return BW_JSON_NONE;
}

static struct bw_json
member(struct bw_json object, std::string_view key)
{
	dom::element value;

	if (bw_json_type(object) != BW_JSON_OBJECT
	    || element(object).at_key(key).get(value) != simdjson::SUCCESS)
		return { nullptr, 0 };
	return same_bits<struct bw_json>(value);
}

struct bw_json
bw_json_get(struct bw_json object, const char *key)
{
	return member(object, key);
}

struct bw_json
bw_json_path(struct bw_json v, const char *dotted)
{
	struct bw_str rest = bw_str_of(dotted), part;

	while (bw_str_cut(&rest, '.', &part))
		v = member(v, std::string_view(part.p, part.n));
	return v;
}

struct bw_str
bw_json_str(struct bw_json v)
{
	std::string_view s;

	if (bw_json_type(v) != BW_JSON_STRING
	    || element(v).get(s) != simdjson::SUCCESS)
		return { nullptr, 0 };
	return text_of(s);
}

bool
bw_json_bool(struct bw_json v, bool otherwise)
{
	bool b;

	if (bw_json_type(v) != BW_JSON_BOOL
	    || element(v).get(b) != simdjson::SUCCESS)
		return otherwise;
	return b;
}

bool
bw_json_i64(struct bw_json v, int64_t *out)
{
	return bw_json_type(v) == BW_JSON_NUMBER
	    && element(v).get(*out) == simdjson::SUCCESS;
}

bool
bw_json_f64(struct bw_json v, double *out)
{
	return bw_json_type(v) == BW_JSON_NUMBER
	    && element(v).get(*out) == simdjson::SUCCESS;
}

/* Decimal digits and exponent, "-1.25e-07", without the exponent. */
static struct bw_str
write_plain(const char *e, struct bw_arena *a)
{
	char digits[24];
	int n = 0, before, k = 0;

	for (const char *p = e; *p != 'e'; p++)
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	/* Digits before the point; at most 309, and down to -323. */
	before = int(strtol(strchr(e, 'e') + 1, nullptr, 10)) + 1;
	auto *to = static_cast<char *>(bw_arena_alloc(a, 400, 1));
	if (to == nullptr)
		return { nullptr, 0 };
	if (*e == '-')
		to[k++] = '-';
	if (before <= 0)
		to[k++] = '0';
	for (int i = 0; i < before; i++)
		to[k++] = i < n ? digits[i] : '0';
	if (before < n)
		to[k++] = '.';
	for (int i = before; i < n; i++)
		to[k++] = i < 0 ? '0' : digits[i];
	return { to, size_t(k) };
}

/* Shortest digits that read back to d. (to_chars knows no locale.) */
static struct bw_str
plain_decimal(double d, struct bw_arena *a)
{
	char e[40];
	auto end = std::to_chars(
	    e, e + sizeof(e) - 1, d, std::chars_format::scientific);

	*end.ptr = '\0';
	return write_plain(e, a);
}

struct bw_str
bw_json_decimal(struct bw_json v, struct bw_arena *a)
{
	int64_t i;
	uint64_t u;
	double d;

	if (bw_json_type(v) == BW_JSON_STRING)
		return bw_arena_dup(a, bw_str_trim(bw_json_str(v)));
	if (bw_json_i64(v, &i))
		return bw_arena_fmt(a, "%lld", static_cast<long long>(i));
	if (bw_json_type(v) == BW_JSON_NUMBER
	    && element(v).get(u) == simdjson::SUCCESS)
		return bw_arena_fmt(
		    a, "%llu", static_cast<unsigned long long>(u));
	if (bw_json_f64(v, &d))
		return plain_decimal(d, a);
	return { nullptr, 0 };
}

struct bw_json_each
bw_json_each(struct bw_json v)
{
	struct bw_json_each it = {};
	struct bw_json begin = {}, end = {};

	if (bw_json_type(v) == BW_JSON_ARRAY) {
		dom::array list = element(v).get_array().value_unsafe();
		begin = same_bits<struct bw_json>(list.begin());
		end = same_bits<struct bw_json>(list.end());
	} else if (bw_json_type(v) == BW_JSON_OBJECT) {
		dom::object object = element(v).get_object().value_unsafe();
		begin = same_bits<struct bw_json>(object.begin());
		end = same_bits<struct bw_json>(object.end());
		it.object = true;
	}
	it.value.doc = begin.doc; /* for the first step */
	it.at = begin.at;
	it.end = end.at;
	return it;
}

bool
bw_json_step(struct bw_json_each *it)
{
	struct bw_json here = { it->value.doc, it->at };

	if (it->at == it->end)
		return false;
	if (it->object) {
		auto at = same_bits<dom::object::iterator>(here);
		it->key = text_of(at.key());
		it->value = same_bits<struct bw_json>(at.value());
		it->at = same_bits<struct bw_json>(++at).at;
	} else {
		auto at = same_bits<dom::array::iterator>(here);
		it->value = same_bits<struct bw_json>(*at);
		it->at = same_bits<struct bw_json>(++at).at;
	}
	return true;
}

size_t
bw_json_count(struct bw_json v)
{
	struct bw_json_each it = bw_json_each(v);
	size_t n = 0;

	while (bw_json_step(&it))
		n++;
	return n;
}
