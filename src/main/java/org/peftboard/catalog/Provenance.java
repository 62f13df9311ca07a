package org.peftboard.catalog;

/** Where a board's numbers come from. Boards of different provenance never share a ranking. */
public enum Provenance {

	/** measured here, by the evaluator, with the full record */
	MEASURED,
	/** published elsewhere, imported with its source */
	PUBLISHED

}
