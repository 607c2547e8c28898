-- SPDX-License-Identifier: EUPL-1.2
--
-- Version 2: what a company does. Whole sectors can be asked about.

CREATE TABLE party_class ( -- a code of a classification, here of activities
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party(id),
	scheme TEXT NOT NULL, -- "nace"
	code TEXT NOT NULL,   -- "26.11"
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER
) STRICT;
CREATE INDEX party_class_code ON party_class(scheme, code);
CREATE INDEX party_class_party ON party_class(party);
