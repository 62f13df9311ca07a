package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Answers as SQuAD compares them: lower-cased, ASCII punctuation removed, the words "a", "an" and "the" removed, runs of white space one space.
 *
 * <p>Source: Rajpurkar et al., SQuAD, 2016, official evaluation script; ReCoRD and Hugging Face's {@code super_glue} metric use the same rules.
 */
final class SquadText {

	private SquadText() {
	}

	static String normalised(String answer) {
		String bare = answer.toLowerCase(Locale.ROOT).replaceAll("[!-/:-@\\[-`{-~]", "");
		return String.join(" ", words(bare.replaceAll("(?U)\\b(a|an|the)\\b", " ")));
	}

	static List<String> words(String text) {
		return Arrays.stream(text.strip().split("(?U)\\s+")).filter(word -> !word.isEmpty()).toList();
	}

}
