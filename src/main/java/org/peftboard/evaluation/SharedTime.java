package org.peftboard.evaluation;

import java.time.Duration;

/** What is known of the database that all processes share. */
public interface SharedTime {

	/** For how long it has answered without a break; zero while it does not. */
	Duration databaseAnswersSince();

}
