package org.peftboard.evaluator.task.mini;

import java.util.List;

/** The words of the invented world. All lower-case; each list is in a fixed order that seeds refer to. */
final class World {

	static final List<String> NAMES = words("""
			mira tomo lena ivo nadia pavel rosa emil greta otto hana yusuf clara bruno selma felix tilda oscar wanda hugo
			ines karim paula viktor amara jonas edda silas freya matteo noor leo zora anton maya ruben stella abel dora nils""");

	static final List<String> PLACES = words("""
			inn mill harbour market farm school library garden station tower bakery museum castle chapel forge barn camp
			island park theatre""");

	static final List<String> THINGS = words("""
			lamp coin book key ring drum cup map hat rope bell knife box flute letter basket clock mirror kite scarf
			blanket candle brush spoon bottle chain doll shell stone feather hammer needle""");

	static final List<String> LOOKS = words("red blue green white black yellow old new small big golden silver wooden round heavy tiny");

	static final List<String> TIMES = words("morning evening night afternoon");

	static final List<String> SEASONS = words("spring summer autumn winter");

	static final List<String> ANIMALS = words("cat dog horse goat hen duck sheep mouse owl fox rabbit donkey");

	static final List<String> NUMBERS = words("one two three four five six seven eight nine ten");

	static final List<String> REGIONS = words("north south east west");

	/** Somebody's work: a baker bakes bread. */
	record Job(String name, String does, String product) {
	}

	static final List<Job> JOBS = List.of(new Job("baker", "bakes", "bread"), new Job("miller", "grinds", "corn"),
			new Job("smith", "bends", "iron"), new Job("weaver", "weaves", "cloth"), new Job("fisher", "catches", "fish"),
			new Job("farmer", "grows", "beans"),
			new Job("tailor", "sews", "coats"), new Job("potter", "shapes", "clay"), new Job("painter", "mixes", "paint"),
			new Job("writer", "writes", "poems"), new Job("carpenter", "cuts", "wood"), new Job("gardener", "plants", "roses"));

	/**
	 * A group of things that visitors judge, with the words that praise and blame them.
	 *
	 * @param aspects what is judged
	 */
	record Field(List<String> aspects, List<String> praise, List<String> blame) {

		/** The place of a word among those of praise and, behind them, of blame. */
		int wordNumber(String word) {
			return praise.contains(word) ? praise.indexOf(word) : praise.size() + blame.indexOf(word);
		}

	}

	static final List<Field> FIELDS = List.of(
			new Field(words("soup bread cake tea stew pie cheese porridge"), words("tasty fresh sweet crisp juicy"),
					words("stale sour burnt bitter greasy")),
			new Field(words("waiter cook guide singer host clerk driver teacher"), words("kind polite friendly patient helpful"),
					words("rude cruel lazy careless grumpy")),
			new Field(words("room bed hall kitchen window bath porch bench"), words("clean bright cosy tidy quiet"),
					words("dirty dark damp smelly noisy")),
			new Field(words("song play dance story music film game speech"), words("lovely funny clever merry exciting"),
					words("dull boring silly dreary clumsy")));

	/** Words that praise and blame anything. */
	static final List<String> PRAISE = words("good great fine wonderful excellent pleasant");

	static final List<String> BLAME = words("bad poor awful terrible horrible nasty");

	/** Things that come in numbers. */
	static final List<String> COUNTABLES = words("coin key ring cup map hat bell shell stone feather drum flute letter candle spoon needle");

	/** What animals and people do, without an object. */
	static final List<String> DEEDS = words("sleep sing run wait dance play jump swim walk rest");

	private World() {
	}

	/** {@code coins}, {@code foxes} */
	static String plural(String noun) {
		return noun + (noun.endsWith("x") ? "es" : "s");
	}

	private static List<String> words(String text) {
		return List.of(text.strip().split("\\s+"));
	}

	/** The place of an aspect among those of all fields. */
	static int aspectNumber(String aspect) {
		return FIELDS.stream().flatMap(field -> field.aspects().stream()).toList().indexOf(aspect);
	}

	/** {@code a red lamp}, {@code an old coin} */
	static String withArticle(String words) {
		return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
	}

	/** {@code a, b and c} */
	static String listed(List<String> words) {
		int last = words.size() - 1;
		return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
	}

}
