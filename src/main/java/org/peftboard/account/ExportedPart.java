package org.peftboard.account;

/** What a room knows of a person, for the file that the person may take away. */
public interface ExportedPart {

	/** The field of the file. */
	String field();

	/** What stands there; anything that becomes JSON. */
	Object of(long accountId);

}
