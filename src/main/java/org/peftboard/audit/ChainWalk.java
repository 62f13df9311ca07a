package org.peftboard.audit;

import java.util.ArrayList;
import java.util.List;

/** Walks along the chain, entry by entry, and notes what does not fit. */
final class ChainWalk {

	private final List<String> findings = new ArrayList<>();

	private long entries;

	private long position;

	private String hash = Entry.START;

	/** The next entry in the order of positions. */
	void step(Entry entry) {
		if (entry.position() != position + 1) {
			note(missing(position + 1, entry.position() - 1));
		}
		else if (!entry.previousHash().equals(hash)) {
			note("entry " + entry.position() + ": does not follow entry " + position + "; one of the two was changed, or put in another's place");
		}
		if (!entry.sound()) {
			note("entry " + entry.position() + ": is not what was recorded; its content does not have its hash");
		}
		entries++;
		position = entry.position();
		hash = entry.hash();
	}

	/** The end, as noted apart from the entries. */
	Verification end(long headPosition, String headHash) {
		if (headPosition > position) {
			note(missing(position + 1, headPosition));
		}
		else if (headPosition < position) {
			note("entries " + (headPosition + 1) + " to " + position + ": were not appended by the log; it ends with entry " + headPosition);
		}
		else if (!headHash.equals(hash)) {
			note("entry " + position + ": is not the newest entry that was appended");
		}
		return new Verification(entries, hash, findings);
	}

	private static String missing(long first, long last) {
		return first == last ? "entry " + first + ": is missing" : "entries " + first + " to " + last + ": are missing";
	}

	private void note(String finding) {
		if (findings.size() < Verification.MOST_FINDINGS) {
			findings.add(finding);
		}
	}

}
