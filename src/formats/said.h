/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * said.h - what the maker of a list says of its machine, in a line or so.
 *
 * A package list says what is installed and not where. So every list may
 * begin with comments of ours, and a bill of materials may have properties of
 * the same names (after "bolwerk:"):
 *
 *	# host: web-1
 *	# owner: kvk:12345678
 *	# distro: debian:12
 *	# exposure: internet        internet, internal, isolated
 *	# importance: high          high, normal, low
 *
 * Dutch words do as well. Lines of /etc/os-release (ID=debian,
 * VERSION_ID="12") may stand before a list.
 */
#ifndef BW_SAID_H
#define BW_SAID_H
#include "formats/inventory.h"

/* Take what is said under that word; an unknown word is left alone. The rest
 * of the record is made of `inv`; a value that is no value is noted. */
int bw_inv_said(
    struct bw_inv *inv, struct bw_str word, struct bw_str value) BW_MUST_USE;
/* "internet"; "" when it is none of them. */
struct bw_str bw_said_exposure(struct bw_str s);
struct bw_str bw_said_importance(struct bw_str s);
/* "Debian 12" or "debian:12" -> "debian:12". */
struct bw_str bw_said_distro(struct bw_inv *inv, struct bw_str s);
/* The party of a cell; false when it breaks the rule of its scheme. */
bool bw_said_owner(
    struct bw_inv *inv, struct bw_str s, struct bw_key *out, const char **why);

#endif
