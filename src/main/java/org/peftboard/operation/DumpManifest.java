package org.peftboard.operation;

import java.time.Instant;
import java.util.List;

/**
 * The table of contents of a dump.
 *
 * @param format        of the file, {@value #FORMAT}
 * @param schemaVersion number of the newest migration that the dumped database had
 * @param madeAt        when
 * @param tables        in an order in which they can be filled again
 */
record DumpManifest(int format, int schemaVersion, Instant madeAt, List<Table> tables) {

	static final int FORMAT = 1;

	/** @param sha256 of the table's lines, in hexadecimal */
	record Table(String name, List<Column> columns, long rows, String sha256) {
	}

	record Column(String name, Kind kind) {
	}

	/** What both databases have, whatever each calls it. */
	enum Kind {

		TEXT, INTEGER, DECIMAL, BOOLEAN, BYTES, INSTANT

	}

}
