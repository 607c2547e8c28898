-- SPDX-License-Identifier: EUPL-1.2
--
-- Version 3: what studies and statistics say of a material, a product or a
-- country, beside who produces how much.

CREATE TABLE study ( -- one published figure
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,    -- what it is: "supply-risk", "imports" ...
	subject TEXT NOT NULL, -- material, product or sector
	stage INTEGER,
	country TEXT,     -- of whom; alpha-2, or "EU"
	counterpart TEXT, -- the other side: partner country, sector of a use
	year INTEGER NOT NULL, -- of the study, or of the figure
	value REAL,       -- as printed; NULL: only bounds or words
	lo REAL,          -- what it may have been before rounding
	hi REAL,
	unit TEXT,
	detail TEXT,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	ref TEXT
) STRICT;
CREATE INDEX study_name ON study(name, subject);
