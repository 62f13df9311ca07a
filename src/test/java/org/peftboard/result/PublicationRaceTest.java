package org.peftboard.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Several workers at once, each in its own transaction, on a database of its own because nothing is rolled back. */
@OnH2
@Import(MiniCatalogue.class)
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:races;DB_CLOSE_ON_EXIT=FALSE")
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class PublicationRaceTest {

	private static final int WORKERS = 6;

	private final Results results;

	PublicationRaceTest(Results results) {
		this.results = results;
	}

	@Test
	void anEvaluationIsPublishedOnceHoweverManyWorkersTry() throws Exception {
		CyclicBarrier together = new CyclicBarrier(WORKERS);
		Callable<Boolean> publish = () -> {
			together.await();
			try {
				results.publish(Measured.evaluation("raced", "lora", 80, 16_384, 1.2, 5_000_000L));
				return true;
			}
			catch (AlreadyPublished refused) {
				return false;
			}
		};
		ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
		try {
			List<Future<Boolean>> answers = workers.invokeAll(IntStream.range(0, WORKERS).mapToObj(worker -> publish).toList());
			int published = 0;
			for (Future<Boolean> answer : answers) {
				published += answer.get() ? 1 : 0;
			}
			assertThat(published).isEqualTo(1);
		}
		finally {
			workers.shutdownNow();
		}
		assertThat(results.ofBoard(MiniCatalogue.BOARD)).hasSize(1);
		assertThat(results.artifactsOf(results.ofEvaluation("raced").orElseThrow())).hasSize(2);
	}

}
