/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fold.c - folding by tables: one character of the table per code point.
 *
 * The letters follow the compatibility decompositions of Unicode 15 (chapter
 * 3.7) for Latin-1, Latin Extended-A and -B and Latin Extended Additional
 * (Vietnamese), plus those that do not decompose but are one letter to a
 * reader: ø o, ł l, đ d, ħ h, ı i. A digit stands for two letters, a blank
 * for what is no letter, and a full stop for a letter that stays itself.
 */
#include "base/fold.h"

static const char latin_1[] = /* from U+00A0 */
    "          a          .    o     "
    "aaaaaa1ceeeeiiiidnooooo ouuuuy52"
    "aaaaaa1ceeeeiiiidnooooo ouuuuy5y"
    "aaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiii44jjkkklllllll"
    "lllnnnnnnnnnoooooo33rrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char latin_b[] = /* from U+0180 */
    "................................"
    "oo.............uu..............."
    "....666777888aaiioouuuuuuuuuu.aa"
    "aa11..ggkkoooo..j666gg..nnaa11oo"
    "aaaaeeeeiiiioooorrrruuuusstt..hh"
    "......aaeeooooooooyy............";
static const char latin_more[] = /* from U+1E00 */
    "aabbbbbbccddddddddddeeeeeeeeeeff"
    "gghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas..2."
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooo"
    "oooouuuuuuuuuuuuuuyyyyyyyy......";
static const char *const two[] = { "ae", "ss", "oe", "ij", "th", "dz", "lj",
	"nj" };

/* Length of the sequence at s, 0 when it is none (RFC 3629). */
static size_t
decode(struct bw_str s, uint32_t *rune)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

	if (!bw_utf8_valid(bw_str_sub(s, 0, n), NULL))
		return 0;
	*rune = n == 1 ? p[0] : p[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		*rune = *rune << 6 | (p[i] & 0x3f);
	return n;
}

static bool
joins(uint32_t r) /* accents on their own, and invisible joiners */
{
	return (r >= 0x300 && r <= 0x36f) || r == 0xad || r == 0x200c ||
	    r == 0x200d || r == 0x2060 || r == 0xfeff;
}

static bool
parts(uint32_t r) /* blanks and punctuation beyond Latin-1 */
{
	return r == 0x1680 || (r >= 0x2000 && r <= 0x206f) ||
	    (r >= 0x3000 && r <= 0x3003) || (r >= 0x3008 && r <= 0x301f) ||
	    r == 0x30fb || (r >= 0xff01 && r <= 0xff0f);
}

static uint32_t
lower(uint32_t r) /* Greek and Cyrillic; accents there stay */
{
	if ((r >= 0x391 && r <= 0x3a9) || (r >= 0x410 && r <= 0x42f))
		r += 0x20;
	else if (r >= 0x400 && r <= 0x40f)
		r += 0x50;
	return r == 0x3c2 ? 0x3c3 : r; /* final sigma */
}

/* What the tables say of r; '.' when they do not. */
static char
latin(uint32_t r)
{
	if (r >= 0xa0 && r < 0x180)
		return latin_1[r - 0xa0];
	if (r >= 0x180 && r < 0x240)
		return latin_b[r - 0x180];
	if (r >= 0x1e00 && r < 0x1f00)
		return latin_more[r - 0x1e00];
	return '.';
}

static char
ascii(unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return (char)c;
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : ' ';
}

/* Text never gets longer by folding (two letters come from two bytes or more,
 * a blank from at least one), so one look at the room is enough. A blank is
 * held back until a letter follows: none at the ends, never two. */
struct folding {
	char *to;
	bool any, gap;
};

static void
put(struct folding *f, const char *letters, size_t n)
{
	if (f->gap && f->any)
		*f->to++ = ' ';
	f->any = true;
	f->gap = false;
	for (size_t i = 0; i < n; i++)
		*f->to++ = letters[i];
}

/* Greek, Cyrillic (two bytes before and after), and what stays as it is. */
static void
put_rune(struct folding *f, const char *bytes, size_t n, uint32_t rune)
{
	uint32_t small = lower(rune);
	const char two_bytes[] = { (char)(0xc0 | small >> 6),
		(char)(0x80 | (small & 0x3f)) };

	put(f, small == rune ? bytes : two_bytes, n);
}

static void
fold_rune(struct folding *f, const char *bytes, size_t n, uint32_t rune)
{
	char c = latin(rune);

	if (joins(rune))
		return;
	if (c == ' ' || parts(rune))
		f->gap = true;
	else if (c == '.')
		put_rune(f, bytes, n, rune);
	else if (c < 'a')
		put(f, two[c - '1'], 2);
	else
		put(f, &c, 1);
}

void
bw_fold(struct bw_buf *b, struct bw_str s)
{
	struct folding f = { 0 };
	uint32_t rune;
	size_t i = 0, n;
	char c;

	if (s.n == 0 || !bw_buf_room(b, s.n))
		return;
	f.to = b->p + b->n;
	while (i < s.n) {
		unsigned char byte = (unsigned char)s.p[i];

		if (byte < 0x80) {
			c = ascii(byte);
			if (c == ' ')
				f.gap = true;
			else
				put(&f, &c, 1);
			i++;
		} else if ((n = decode(bw_str_sub(s, i, s.n), &rune)) == 0) {
			f.gap = true;
			i++;
		} else {
			fold_rune(&f, s.p + i, n, rune);
			i += n;
		}
	}
	BW_ASSERT((size_t)(f.to - b->p) <= b->n + s.n);
	b->n = (size_t)(f.to - b->p);
}

static bool
turns(uint32_t r) /* bidirectional marks, UAX 9 section 2 */
{
	return r == 0x200e || r == 0x200f || r == 0x61c ||
	    (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069);
}

void
bw_plain(struct bw_buf *b, struct bw_str s)
{
	uint32_t rune;
	size_t i = 0, n;

	while (i < s.n) {
		unsigned char byte = (unsigned char)s.p[i];

		if (byte < 0x80) {
			bw_buf_char(
			    b, byte < 0x20 || byte == 0x7f ? ' ' : (char)byte);
			i++;
			continue;
		}
		n = decode(bw_str_sub(s, i, s.n), &rune);
		if (n == 0)
			bw_buf_rune(b, 0xfffd);
		else if (rune < 0xa0 || rune == 0x2028 || rune == 0x2029)
			bw_buf_char(b, ' ');
		else if (!turns(rune))
			bw_buf_add(b, s.p + i, n);
		i += n == 0 ? 1 : n;
	}
}
