/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ssvc_priv.h - shared by the files of SSVC.
 */
#ifndef BW_SSVC_PRIV_H
#define BW_SSVC_PRIV_H
#include "cyber/ssvc.h"

/* Does an id, "space:key:version" or less of it, mean this? */
bool ssvc_is(struct bw_str id, struct bw_str space, struct bw_str key,
    struct bw_str version);
/* Tables that give inputs of tables: three are there, QSR, EQ and none. */
#define SSVC_DEEP 4

#endif
