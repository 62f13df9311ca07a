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
 * @param adapter      what is tested in place of training; absent where the method is trained
 * @param hardwareClass id of the class of hardware whose board it is for; absent for the site's first
 */
public record Proposal(String suite, String title, MethodSetting setting, @Nullable Integer seeds, boolean anonymous, String embargoUntil,
		@Nullable UploadedAdapter adapter, @Nullable String hardwareClass) {

	/** With the protocol's seeds, in public and at once. */
	public Proposal(String suite, String title, MethodSetting setting) {
		this(suite, title, setting, null, false, "");
	}

	/** Of a method that is trained. */
	public Proposal(String suite, String title, MethodSetting setting, @Nullable Integer seeds, boolean anonymous, String embargoUntil) {
		this(suite, title, setting, seeds, anonymous, embargoUntil, null, null);
	}

	/** The same, testing this adapter. */
	public Proposal with(@Nullable UploadedAdapter other) {
		return new Proposal(suite, title, setting, seeds, anonymous, embargoUntil, other, hardwareClass);
	}

	Proposal with(MethodSetting other) {
		return new Proposal(suite, title, other, seeds, anonymous, embargoUntil, adapter, hardwareClass);
	}

	/** The same for the board of this class of hardware. */
	public Proposal on(@Nullable String otherClass) {
		return new Proposal(suite, title, setting, seeds, anonymous, embargoUntil, adapter, otherClass);
	}

}
