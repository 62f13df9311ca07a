package org.peftboard.submission;

import java.util.Optional;

/** What is known here of those who evaluate. The queue asks nobody: it is there to tell people why they wait. */
public interface Workforce {

	/**
	 * Why nobody takes what needs this.
	 *
	 * @return a sentence for people; absent while a worker could take it
	 */
	Optional<String> whyNobodyTakes(Need need);

}
