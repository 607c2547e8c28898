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
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <type_traits>
/* The headers of base are C; what they include of libc is in already. */
extern "C" {
#include "base/json.h"
#include "base/json_priv.h"
}

namespace dom = simdjson::dom;

static constexpr size_t DEPTH = 256;
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
	struct json_split split;
	dom::parser parser;
	bool broken; /* the last record did not parse */
};

int
bw_json_open(struct bw_json_reader **out, struct bw_input *in,
    const struct bw_json_opt *opt, struct bw_err *err)
{
	auto *r = new (std::nothrow) bw_json_reader();
	size_t most = opt != nullptr && opt->max_record ? opt->max_record
							: LARGEST;
	int rc;

	*out = nullptr;
	if (r == nullptr)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	rc = json_split_open(&r->split, in, most, simdjson::SIMDJSON_PADDING,
	    opt != nullptr && opt->whole, err);
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
	json_split_close(&r->split);
	delete r;
}

static int
broken_record(struct bw_json_reader *r, simdjson::error_code code,
    struct bw_err *err)
{
	const struct json_split *s = &r->split;

	if (code == simdjson::MEMALLOC)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	r->broken = true;
	if (code == simdjson::DEPTH_ERROR)
		bw_fail(err, BW_ELIMIT, "%s: nested deeper than %zu",
		    bw_input_name(s->in), DEPTH);
	else
		bw_fail(err, BW_EFORMAT, "%s: no valid JSON: %s",
		    bw_input_name(s->in), simdjson::error_message(code));
	return bw_fail_at(err, s->from_line, s->from_byte);
}

int
bw_json_next(struct bw_json_reader *r, struct bw_json *record, bool *more,
    struct bw_err *err)
{
	struct json_split *s = &r->split;
	dom::element root;
	int rc = json_split_next(s, more, err);

	r->broken = false;
	if (rc != 0 || !*more)
		return rc;
	auto code = r->parser.parse(s->text + s->from, s->size, false).get(root);
	if (code != simdjson::SUCCESS)
		return broken_record(r, code, err);
	*record = same_bits<struct bw_json>(root);
	return 0;
}

bool
bw_json_can_go_on(const struct bw_json_reader *r)
{
	return r->broken && r->split.shape == JSON_LINES;
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

/* Shortest digits that read back to d, written without an exponent. */
static struct bw_str
plain_decimal(double d, struct bw_arena *a)
{
	char e[40], digits[24];
	int n = 0, exponent;

	for (int precision = 14; precision <= 16; precision++) {
		snprintf(e, sizeof(e), "%.*e", precision, d);
		if (strtod(e, nullptr) == d)
			break;
	}
	for (const char *p = e; *p != 'e'; p++)
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	exponent = int(strtol(strchr(e, 'e') + 1, nullptr, 10));
	if (exponent < -40 || exponent > 40)
		return bw_arena_fmt(a, "%s", e);
	const char *sign = *e == '-' ? "-" : "";
	if (exponent < 0)
		return bw_arena_fmt(a, "%s0.%.*s%.*s", sign, -exponent - 1,
		    "0000000000000000000000000000000000000000", n, digits);
	if (exponent >= n - 1)
		return bw_arena_fmt(a, "%s%.*s%.*s", sign, n, digits,
		    exponent - (n - 1),
		    "0000000000000000000000000000000000000000");
	return bw_arena_fmt(a, "%s%.*s.%.*s", sign, exponent + 1, digits,
	    n - exponent - 1, digits + exponent + 1);
}

struct bw_str
bw_json_decimal(struct bw_json v, struct bw_arena *a)
{
	int64_t i;
	double d;

	if (bw_json_type(v) == BW_JSON_STRING)
		return bw_arena_dup(a, bw_str_trim(bw_json_str(v)));
	if (bw_json_i64(v, &i))
		return bw_arena_fmt(a, "%lld", static_cast<long long>(i));
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
