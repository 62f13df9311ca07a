package org.peftboard.submission;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.peftboard.language.Words;
import org.springframework.context.support.StaticMessageSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class LiveViewsTest {

	private final Live live = mock(Live.class);

	private final LiveNews news = new LiveNews();

	private Words words = new Words(new StaticMessageSource(), Locale.ENGLISH);

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger made = new AtomicInteger();

	private final LiveViews views = new LiveViews(live, news, nanos::get);

	LiveViewsTest() {
		when(live.view(anyLong(), anyInt(), any())).thenAnswer(asked -> view(made.incrementAndGet()));
	}

	private static LiveView view(int number) {
		return new LiveView("TRAINING", "Training", "At work " + number, "info", false, 1, List.of(), null, null, List.of(), List.of(), number, "", null);
	}

	private String sentence(long submissionId, int after) {
		LiveViews.Shown shown = views.of(submissionId, after, words);
		assertThat(shown.json()).contains(shown.view().sentence());
		return shown.view().sentence();
	}

	@Test
	void makesItOnceForAllWhoLookAtTheSameMoment() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		doAnswer(first -> {
			asked.countDown();
			answer.await();
			return view(made.incrementAndGet());
		}).when(live).view(eq(7L), eq(0), any());
		ExecutorService readers = Executors.newCachedThreadPool();
		try {
			List<Future<String>> sentences = IntStream.range(0, 50).mapToObj(reader -> readers.submit(() -> sentence(7, 0))).toList();
			asked.await();
			answer.countDown();
			for (Future<String> sentence : sentences) {
				assertThat(sentence.get()).isEqualTo("At work 1");
			}
		}
		finally {
			readers.shutdownNow();
		}
		assertThat(made).hasValue(1);
	}

	@Test
	void makesItAnewWhenThisSubmissionChangedAndNotWhenAnotherDid() {
		assertThat(sentence(7, 0)).isEqualTo("At work 1");
		news.change(8);
		assertThat(sentence(7, 0)).isEqualTo("At work 1");
		news.change(7);
		assertThat(sentence(7, 0)).isEqualTo("At work 2");
	}

	@Test
	void makesItAnewWhenTheSubmissionChangedWhileItWasMade() {
		doAnswer(first -> {
			news.change(7);
			return view(made.incrementAndGet());
		}).when(live).view(eq(7L), eq(0), any());
		assertThat(sentence(7, 0)).isEqualTo("At work 1");
		assertThat(sentence(7, 0)).isEqualTo("At work 2");
	}

	@Test
	void makesItAnewAfterItsTime() {
		assertThat(sentence(7, 0)).isEqualTo("At work 1");
		nanos.addAndGet(LiveViews.KEPT.toNanos() - 1);
		assertThat(sentence(7, 0)).isEqualTo("At work 1");
		nanos.addAndGet(1);
		assertThat(sentence(7, 0)).isEqualTo("At work 2");
	}

	@Test
	void keepsEachSubmissionAndEachReadersPlaceApart() {
		assertThat(List.of(sentence(7, 0), sentence(8, 0), sentence(7, 5), sentence(7, 0))).containsExactly("At work 1", "At work 2", "At work 3", "At work 1");
	}

	@Test
	void keepsEachLanguageApart() {
		assertThat(sentence(7, 0)).isEqualTo("At work 1");
		words = new Words(words.messages(), Locale.GERMAN);
		assertThat(sentence(7, 0)).isEqualTo("At work 2");
	}

	@Test
	void keepsNoFailure() {
		doThrow(new IllegalStateException("the database is away")).doReturn(view(3)).when(live).view(eq(7L), eq(0), any());
		assertThatThrownBy(() -> views.of(7, 0, words)).hasMessage("the database is away");
		assertThat(sentence(7, 0)).isEqualTo("At work 3");
	}

}
