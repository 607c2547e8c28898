/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alone.h - a world in a process that may open no file, and a copy of one.
 *
 * Who reads a file of a stranger gives up all files first (web/box.h). The
 * world that it writes to is then a descriptor that was open before: a copy
 * that nobody else has. It is written without a journal on disk and without
 * fsync: whoever made the copy makes it last, or throws it away.
 */
#ifndef BW_WORLD_ALONE_H
#define BW_WORLD_ALONE_H
#include "world/world.h"

/* To be written; an empty file becomes an empty world. From now on SQLite can
 * open nothing else in this whole process, so it is for a child that does this
 * one thing. fd stays the caller's. */
int bw_world_open_alone(
    struct bw_world **out, int fd, struct bw_err *err) BW_MUST_USE;

/* All of a world as it is now into an open, empty file of somebody's own,
 * while others may read and load. Not made to last: fsync is the caller's.
 * More than `most` bytes: BW_ELIMIT. `path` is that of the open file. */
int bw_world_copy(struct bw_world *w, const char *path, uint64_t most,
    struct bw_err *err) BW_MUST_USE;

#endif
