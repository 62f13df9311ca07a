package org.peftboard.submission;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.MethodSetting;

/**
 * A configuration that somebody would like to have measured.
 *
 * @param suite        id of a suite of the catalogue
 * @param title        what its row is to be called; blank for a name made from the settings
 * @param setting      the method, with what was set
 * @param seeds        how many seeds to train with; absent for as many as the board's protocol has
 * @param anonymous    whether no name is to stand beside the row until it is claimed
 * @param embargoUntil the day (UTC, {@code 2027-01-31}) from which on everybody may see the result; blank for at once
 */
public record Proposal(String suite, String title, MethodSetting setting, @Nullable Integer seeds, boolean anonymous, String embargoUntil) {

	/** With the protocol's seeds, in public and at once. */
	public Proposal(String suite, String title, MethodSetting setting) {
		this(suite, title, setting, null, false, "");
	}

	Proposal with(MethodSetting other) {
		return new Proposal(suite, title, other, seeds, anonymous, embargoUntil);
	}

}
