package org.peftboard.submission;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a configuration, or of a search, before it is queued.
 *
 * @param title    name of the row
 * @param figures  the most important numbers
 * @param facts    everything else, a sentence each
 * @param memory   parts of the memory estimate; empty where there is none
 * @param tensors  what is trained
 * @param settings what was asked for, every default filled in
 * @param rows     the configurations of a search; empty for a single one
 * @param obstacle why it cannot be queued now; absent where it can
 * @param existing the same configuration, if it is there already; then nothing would be queued
 */
record CheckView(String title, String method, List<LiveView.Fact> figures, List<LiveView.Fact> facts, List<LiveView.Fact> memory, List<Tensors> tensors,
		List<LiveView.Fact> settings, List<Row> rows, @Nullable Existing existing, @Nullable String obstacle) {

	/** Trained tensors of one shape and kind, over all layers. */
	record Tensors(String name, String shape, int count, String parameters) {
	}

	/** One configuration of a search. */
	record Row(int number, String settings, String parameters, String memory) {
	}

	/**
	 * What is there already.
	 *
	 * @param moreSeeds address of the form with the same configuration and more seeds; absent where it has the most
	 */
	record Existing(String sentence, @Nullable String address, @Nullable String moreSeeds) {
	}

}
