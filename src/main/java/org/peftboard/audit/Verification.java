package org.peftboard.audit;

import java.util.List;

/**
 * What a walk along the whole chain found.
 *
 * @param entries  how many there are
 * @param head     hash of the newest entry: noted elsewhere, it shows later whether the end of the log was cut off or the whole log rewritten
 * @param findings what is wrong, oldest first, at most {@value #MOST_FINDINGS}; empty where nothing is
 */
public record Verification(long entries, String head, List<String> findings) {

	static final int MOST_FINDINGS = 50;

	public Verification {
		findings = List.copyOf(findings);
	}

	public boolean sound() {
		return findings.isEmpty();
	}

}
