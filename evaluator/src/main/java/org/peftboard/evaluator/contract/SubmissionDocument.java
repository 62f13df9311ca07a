package org.peftboard.evaluator.contract;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is sent to a board to be evaluated.
 *
 * @param suite        id of the suite; with it come base model, tasks and protocol
 * @param method       the method, with what was set
 * @param title        name of the row; absent for one made from the settings
 * @param seeds        how many seeds; absent for as many as the protocol has
 * @param anonymous    whether no name is to stand beside the row until it is claimed
 * @param embargoUntil the day (UTC, {@code 2027-01-31}) from which on everybody may see the result; absent for at once
 * @param search       values to try by setting, every combination of them; absent for one configuration
 * @param hardwareClass id of the class of hardware whose board it is for, such as {@code cpu}; absent for the site's first
 */
public record SubmissionDocument(String suite, MethodSetting method, @Nullable String title, @Nullable Integer seeds, @Nullable Boolean anonymous,
		@Nullable String embargoUntil, @Nullable Map<String, List<Object>> search, @Nullable String hardwareClass) {
}
