/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_words.c - any bytes as a file of words.
 *
 * What is taken has both languages, and filling every text with every place
 * leaves no brace behind: the check at the start has kept its promise.
 */
#include "model/text.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(uint32_t id)
{
	struct bw_str text = words.text.v[id].in[BW_NL], plain, name;
	struct bw_buf b = { 0 };
	char place[64];
	struct bw_fill fill = { place, bw_text_same(BW_STR("x")) };
	bool bad;

	BW_ASSERT(text.n > 0 && words.text.v[id].in[BW_EN].n > 0);
	/* With one kind of place, both languages can be filled whole. */
	if (next_place(&text, &plain, &name, &bad)) {
		BW_ASSERT(!bad);
		snprintf(place, sizeof(place), "%.*s", BW_ARG(name));
		for (size_t l = 0; l < BW_LANGS; l++) {
			bw_buf_clear(&b);
			fill_one(&b, words.text.v[id].in[l], (enum bw_lang)l,
			    &fill, 1);
			BW_ASSERT(b.n > 0);
			BW_ASSERT(name.n >= sizeof(place) ||
			    !has_place(bw_buf_get(&b), name));
		}
	}
	bw_buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str s = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;

	forget();
	if (read_file(s, &err) < 0)
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	for (uint32_t i = 0; i < words.text.n; i++)
		check_text(i);
	forget();
	return 0;
}
