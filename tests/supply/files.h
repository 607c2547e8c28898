/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * files.h - whole files into a world, as the command line does it.
 */
#ifndef BW_TEST_FILES_H
#define BW_TEST_FILES_H
#include "world/feed.h"

/* Recognise, read and commit the file. The load's id. */
uint32_t feed_file(struct bw_world *w, const char *path);
/* The same for a table given as text. */
uint32_t feed_text(struct bw_world *w, const char *name, const char *text);
/* reference/production.csv and governance.csv. */
void feed_reference(struct bw_world *w);

#endif
