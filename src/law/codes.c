/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * codes.c - brings codes to the level of control lists and looks them up, by
 * halving: the list of all entries is asked in every decision.
 */
#include "law/codes.h"

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static char
upper(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
}

/* "6A001.a.1": five characters count (BTST: identical combinations of digits
 * and letters). "ML19.d.2": number and first letter. "AST3". */
static size_t
entry_length(struct bw_str s)
{
	size_t n = 2;

	if (s.n >= 5 && digit(s.p[0]) && letter(s.p[1]) && digit(s.p[2]) &&
	    digit(s.p[3]) && digit(s.p[4]) && (s.n == 5 || s.p[5] == '.'))
		return 5;
	if (s.n == 4 && upper(s.p[0]) == 'A' && upper(s.p[1]) == 'S' &&
	    upper(s.p[2]) == 'T' && digit(s.p[3]))
		return 4;
	if (s.n < 3 || upper(s.p[0]) != 'M' || upper(s.p[1]) != 'L')
		return 0;
	while (n < s.n && n < 4 && digit(s.p[n]))
		n++;
	if (n == 2 || (n < s.n && s.p[n] != '.'))
		return 0;
	return n + 1 < s.n && letter(s.p[n + 1]) ? n + 2 : n;
}

bool
bw_code_entry(struct bw_str text, struct bw_arena *a, struct bw_str *out)
{
	struct bw_str s = bw_str_trim(text);
	size_t n = entry_length(s);
	char *p;

	if (n == 0 || (p = bw_arena_alloc(a, n + 1, 1)) == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		p[i] = upper(s.p[i]);
	if (p[0] == 'M' && letter(p[n - 1]))
		p[n - 1] = (char)(p[n - 1] | 32); /* ML19.d */
	*out = (struct bw_str){ p, n };
	return true;
}

bool
bw_code_is_entry(struct bw_str code)
{
	size_t n = entry_length(code);
	bool item = n > 0 && code.p[0] == 'M' && letter(code.p[n - 1]);

	for (size_t i = 0; i < n; i++)
		if (code.p[i] !=
		    (item && i == n - 1 ? (char)(code.p[i] | 32)
					: upper(code.p[i])))
			return false;
	return n > 0 && n == code.n;
}

/* Blanks and hyphens out, O among digits is 0, and a letter behind the
 * digits begins a sub-item. */
bool
bw_code_repair(struct bw_str text, struct bw_arena *a, struct bw_str *out)
{
	struct bw_str s = bw_str_trim(text);
	char *p = bw_arena_alloc(a, 2 * s.n + 1, 1);
	size_t n = 0;

	if (p == NULL)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ' || c == '-' || c == '_')
			continue;
		if (n > 2 && letter(c) && digit(p[n - 1]) &&
		    (upper(p[0]) == 'M' || n == 5))
			p[n++] = '.';
		else if (n >= 2 && n < 5 && digit(p[0]) && upper(c) == 'O')
			c = '0';
		p[n++] = c;
	}
	return bw_code_entry((struct bw_str){ p, n }, a, out);
}

bool
bw_code_near(struct bw_str a, struct bw_str b)
{
	size_t head = 0, tail = 0;
	size_t most = a.n > b.n ? a.n : b.n, least = a.n < b.n ? a.n : b.n;

	if (most - least > 1)
		return false;
	while (head < least && upper(a.p[head]) == upper(b.p[head]))
		head++;
	while (tail < least - head &&
	    upper(a.p[a.n - 1 - tail]) == upper(b.p[b.n - 1 - tail]))
		tail++;
	return most - head - tail <= 1;
}

/* The first entry that is not before this code. */
static size_t
not_before(const struct bw_code_list *list, struct bw_str code)
{
	size_t lo = 0, hi = list->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (bw_str_cmp(list->entry[mid], code) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool
bw_code_listed(const struct bw_code_list *list, struct bw_str code)
{
	for (size_t n = 1; n <= code.n; n++) {
		struct bw_str entry = { code.p, n };
		size_t i;

		if (n < code.n && code.p[n] != '.')
			continue;
		i = not_before(list, entry);
		if (i < list->n && bw_str_eq(list->entry[i], entry))
			return true;
	}
	return false;
}

/* What goes on with a full stop stands right behind the code itself. */
struct bw_str
bw_code_below(const struct bw_code_list *list, struct bw_str code)
{
	size_t i = not_before(list, code);

	while (i < list->n && bw_str_eq(list->entry[i], code))
		i++;
	if (i < list->n && bw_str_starts(list->entry[i], code) &&
	    list->entry[i].p[code.n] == '.')
		return list->entry[i];
	return BW_STR("");
}
