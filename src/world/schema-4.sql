-- SPDX-License-Identifier: EUPL-1.2
--
-- Version 4: which company makes how much of what a country makes.

CREATE TABLE made_by ( -- part of a figure of the table production
	id INTEGER PRIMARY KEY,
	producer INTEGER NOT NULL REFERENCES party(id),
	material TEXT NOT NULL,
	stage INTEGER NOT NULL,
	flags INTEGER NOT NULL,
	country TEXT NOT NULL, -- where it is made
	printed TEXT, -- the country as printed
	year INTEGER NOT NULL,
	amount REAL, -- NULL: not published
	unit TEXT,
	detail TEXT,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	ref TEXT
) STRICT;
CREATE INDEX made_by_material ON made_by(material, year);
