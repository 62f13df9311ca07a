package org.peftboard.submission;

import java.util.List;
import java.util.Optional;

import org.peftboard.language.Words;

/** What is known here of those who evaluate. The queue asks nobody: it is there to tell people why they wait. */
public interface Workforce {

	/** Why nobody takes what needs this; absent while a worker could take it. */
	Optional<Obstacle> whyNobodyTakes(Need need);

	/**
	 * A reason.
	 *
	 * @param key       of its sentence among the site's words
	 * @param arguments that the sentence has places for
	 */
	record Obstacle(String key, List<Object> arguments) {

		public Obstacle(String key, Object... arguments) {
			this(key, List.of(arguments));
		}

		/** A sentence for people. */
		public String in(Words words) {
			return words.say(key, arguments.toArray());
		}

	}

}
