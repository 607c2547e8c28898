/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regid.h - identifiers of registers in one canonical writing.
 *
 * The same company comes as "XI-LEI" and "lei", as company number "1234567"
 * and "01234567", as "RA000585" with GLEIF and "GB-COH" with Open Ownership.
 * Only when all are brought into one writing do files about it meet. Schemes
 * are the codes of org-id.guide in lower case; LEI (ISO 17442) is "lei" and
 * the Dutch trade register "kvk".
 */
#ifndef BW_REGID_H
#define BW_REGID_H
#include "formats/reading.h"

enum bw_lei_form {
	BW_LEI_BAD,   /* not 20 letters and digits */
	BW_LEI_CHECK, /* the check digits do not fit (ISO 7064 MOD 97-10) */
	BW_LEI_GOOD
};
/* Case does not matter. */
enum bw_lei_form bw_lei_form(struct bw_str s);

/* The key for a scheme and value as found. False when there is nothing to
 * make a key of; *why (may be NULL) then says so. A doubtful check digit is
 * taken, with *why set and true returned. */
bool bw_regid(struct bw_reading *rd, struct bw_str scheme, struct bw_str value,
    struct bw_key *out, const char **why);
/* A company number as Companies House writes it: eight characters, zeros put
 * in front of the digits ("1234567", "SC1234" -> "01234567", "SC001234"). */
struct bw_str bw_regid_gb(struct bw_reading *rd, struct bw_str number);
/* The org-id scheme of a GLEIF registration authority ("RA000463" -> "kvk"),
 * or empty. */
struct bw_str bw_regid_authority(struct bw_str ra);

/* A Dutch foundation: its name must hold the word (Burgerlijk Wetboek, art.
 * 2:286(4)(a)), and no register here gives legal forms in words. Taken only
 * where the name begins with it. */
bool bw_is_stichting(struct bw_str name, struct bw_str country);

#endif
