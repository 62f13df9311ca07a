package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Porter's stemmer for English with the extensions of NLTK, which google-research {@code rouge_score} uses: "lamps", "lamp" and "lamping" become one stem.
 *
 * <p>Words are lower-cased letters and digits; words of one or two characters stay. A word's <em>measure</em> is how often a vowel is followed by a
 * consonant in it; most suffixes go only where enough of the word is left.
 *
 * <p>Source: Porter, An algorithm for suffix stripping, Program 14.3, 1980; extensions by Martin Porter's and NLTK's ({@code NLTK_EXTENSIONS}): irregular
 * words, "ies" and "ied" of short words, "y" after a consonant only, "bli", "alli", "fulli" and "logi" in the second step, short stems that end in a vowel
 * and a consonant.
 */
final class PorterStemmer {

	private static final Map<String, String> IRREGULAR = Map.ofEntries(Map.entry("sky", "sky"), Map.entry("skies", "sky"), Map.entry("dying", "die"),
			Map.entry("lying", "lie"), Map.entry("tying", "tie"), Map.entry("news", "news"), Map.entry("innings", "inning"), Map.entry("inning", "inning"),
			Map.entry("outings", "outing"), Map.entry("outing", "outing"), Map.entry("cannings", "canning"), Map.entry("canning", "canning"),
			Map.entry("howe", "howe"), Map.entry("proceed", "proceed"), Map.entry("exceed", "exceed"), Map.entry("succeed", "succeed"));

	private static final Predicate<String> HAS_MEASURE = stem -> measure(stem) > 0;

	private static final Predicate<String> HAS_GREAT_MEASURE = stem -> measure(stem) > 1;

	private static final List<Rule> PLURALS = List.of(rule("sses", "ss"), rule("ies", "i"), rule("ss", "ss"), rule("s", ""));

	private static final List<Rule> DOUBLE_SUFFIXES = rules(HAS_MEASURE, "ational", "ate", "tional", "tion", "enci", "ence", "anci", "ance", "izer", "ize",
			"bli", "ble", "alli", "al", "entli", "ent", "eli", "e", "ousli", "ous", "ization", "ize", "ation", "ate", "ator", "ate", "alism", "al", "iveness",
			"ive", "fulness", "ful", "ousness", "ous", "aliti", "al", "iviti", "ive", "biliti", "ble", "fulli", "ful");

	private static final List<Rule> SHORT_SUFFIXES = rules(HAS_MEASURE, "icate", "ic", "ative", "", "alize", "al", "iciti", "ic", "ical", "ic", "ful", "",
			"ness", "");

	private static final List<Rule> ENDINGS = List.of(ending("al"), ending("ance"), ending("ence"), ending("er"), ending("ic"), ending("able"),
			ending("ible"), ending("ant"), ending("ement"), ending("ment"), ending("ent"),
			new Rule("ion", "", HAS_GREAT_MEASURE.and(stem -> stem.endsWith("s") || stem.endsWith("t"))), ending("ou"), ending("ism"), ending("ate"),
			ending("iti"), ending("ous"), ending("ive"), ending("ize"));

	private PorterStemmer() {
	}

	/** A suffix, what stands in its place, and what must hold for the rest; the first rule whose suffix fits decides, whether or not its condition holds. */
	private record Rule(String suffix, String replacement, Predicate<String> condition) {

		boolean fits(String word) {
			return word.endsWith(suffix);
		}

		String apply(String word) {
			String stem = without(word, suffix.length());
			return condition.test(stem) ? stem + replacement : word;
		}

	}

	static String stem(String word) {
		if (IRREGULAR.containsKey(word)) {
			return IRREGULAR.get(word);
		}
		if (word.length() <= 2) {
			return word;
		}
		String bare = y(pastAndProgressive(plural(word)));
		return finalL(finalE(apply(ENDINGS, apply(SHORT_SUFFIXES, doubleSuffix(bare)))));
	}

	private static String plural(String word) {
		return word.length() == 4 && word.endsWith("ies") ? without(word, 1) : apply(PLURALS, word);
	}

	private static String pastAndProgressive(String word) {
		if (word.endsWith("ied")) {
			return word.length() == 4 ? without(word, 1) : without(word, 2);
		}
		if (word.endsWith("eed")) {
			return measure(without(word, 3)) > 0 ? without(word, 1) : word;
		}
		for (String suffix : List.of("ed", "ing")) {
			String stem = word.endsWith(suffix) ? without(word, suffix.length()) : "";
			if (hasVowel(stem)) {
				return mended(stem);
			}
		}
		return word;
	}

	/** A stem that lost "ed" or "ing": "conflat" gets its e back, "hopp" loses a p, "fil" becomes "file". */
	private static String mended(String stem) {
		if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
			return stem + "e";
		}
		if (endsInDoubleConsonant(stem)) {
			return "lsz".indexOf(last(stem)) < 0 ? without(stem, 1) : stem;
		}
		return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
	}

	private static String y(String word) {
		boolean afterConsonant = word.endsWith("y") && word.length() > 2 && isConsonant(without(word, 1), word.length() - 2);
		return afterConsonant ? without(word, 1) + "i" : word;
	}

	private static String doubleSuffix(String word) {
		if (word.endsWith("alli") && measure(without(word, 4)) > 0) {
			return doubleSuffix(without(word, 2));
		}
		if (word.endsWith("logi") && DOUBLE_SUFFIXES.stream().noneMatch(rule -> rule.fits(word))) {
			return measure(without(word, 3)) > 0 ? without(word, 1) : word;
		}
		return apply(DOUBLE_SUFFIXES, word);
	}

	private static String finalE(String word) {
		if (!word.endsWith("e")) {
			return word;
		}
		String stem = without(word, 1);
		int measure = measure(stem);
		return measure > 1 || measure == 1 && !endsShort(stem) ? stem : word;
	}

	private static String finalL(String word) {
		return word.endsWith("ll") && measure(without(word, 1)) > 1 ? without(word, 1) : word;
	}

	private static String apply(List<Rule> rules, String word) {
		return rules.stream().filter(rule -> rule.fits(word)).findFirst().map(rule -> rule.apply(word)).orElse(word);
	}

	private static int measure(String stem) {
		int measure = 0;
		for (int place = 1; place < stem.length(); place++) {
			measure += isConsonant(stem, place) && !isConsonant(stem, place - 1) ? 1 : 0;
		}
		return measure;
	}

	private static boolean hasVowel(String stem) {
		for (int place = 0; place < stem.length(); place++) {
			if (!isConsonant(stem, place)) {
				return true;
			}
		}
		return false;
	}

	/** Every character but a, e, i, o, u, and y where it follows a consonant; digits among them. */
	private static boolean isConsonant(String word, int place) {
		int start = place;
		while (start > 0 && word.charAt(start) == 'y') {
			start--;
		}
		boolean first = "aeiou".indexOf(word.charAt(start)) < 0;
		return ((place - start) % 2 == 1) != first;
	}

	private static boolean endsInDoubleConsonant(String word) {
		int last = word.length() - 1;
		return last >= 1 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
	}

	/** Consonant, vowel, consonant other than w, x and y; or a word of a vowel and a consonant. */
	private static boolean endsShort(String word) {
		int last = word.length() - 1;
		if (last == 1) {
			return !isConsonant(word, 0) && isConsonant(word, 1);
		}
		return last >= 2 && isConsonant(word, last - 2) && !isConsonant(word, last - 1) && isConsonant(word, last) && "wxy".indexOf(last(word)) < 0;
	}

	private static char last(String word) {
		return word.charAt(word.length() - 1);
	}

	private static String without(String word, int characters) {
		return word.substring(0, word.length() - characters);
	}

	private static Rule rule(String suffix, String replacement) {
		return new Rule(suffix, replacement, stem -> true);
	}

	private static Rule ending(String suffix) {
		return new Rule(suffix, "", HAS_GREAT_MEASURE);
	}

	private static List<Rule> rules(Predicate<String> condition, String... pairs) {
		return IntStream.range(0, pairs.length / 2).mapToObj(pair -> new Rule(pairs[2 * pair], pairs[2 * pair + 1], condition)).toList();
	}

}
