package org.peftboard.submission;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.peftboard.submission.QueuePlaces.Place;

import static org.assertj.core.api.Assertions.assertThat;

class QueuePictureTest {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static Waiting waiting(long id, int priority, int turn, String method) {
		return new Waiting(id, priority, NOON.plusSeconds(turn), "board", method, 2);
	}

	private static final Waiting FIRST = waiting(9, 5, 3, "lora");

	private static final Waiting SECOND = waiting(4, 1, 1, "lora");

	private static final Waiting THIRD = waiting(2, 1, 2, "unknown");

	private static final Waiting LAST = waiting(3, 1, 2, "lora");

	/** Ten seconds a seed, but for a method that was never measured. */
	private static double seconds(Waiting one) {
		return one.methodId().equals("unknown") ? Double.NaN : one.seeds() * 10;
	}

	private static QueuePicture picture(int running, double secondsRunning) {
		return QueuePicture.of(List.of(LAST, THIRD, SECOND, FIRST), QueuePictureTest::seconds, running, secondsRunning);
	}

	@Test
	void ordersByPriorityThenTurnThenId() {
		assertThat(picture(0, 0).waiting()).containsExactly(FIRST, SECOND, THIRD, LAST);
	}

	@Test
	void sharesWhatIsBeforeAmongThoseThatWork() {
		assertThat(picture(0, 0).place(FIRST)).isEqualTo(new Place(1, 4, 0, 0L));
		assertThat(picture(0, 0).place(SECOND)).as("one works at least").isEqualTo(new Place(2, 4, 0, 20L));
		assertThat(picture(2, 30).place(THIRD)).as("half of 40 s that wait and 30 s that run").isEqualTo(new Place(3, 4, 2, 35L));
	}

	@Test
	void predictsNothingBehindWhatNothingPredicts() {
		assertThat(picture(0, 0).place(LAST)).isEqualTo(new Place(4, 4, 0, null));
		assertThat(picture(1, Double.NaN).place(FIRST)).isEqualTo(new Place(1, 4, 1, null));
	}

	@Test
	void findsAPlaceForOneThatCameAfterThePicture() {
		assertThat(picture(0, 0).place(waiting(11, 1, 1, "lora"))).as("same turn, but younger").isEqualTo(new Place(3, 5, 0, 40L));
	}

}
