package org.peftboard.evaluation;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.submission.Need;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryTierTest {

	@ParameterizedTest
	@CsvSource({ "0, 1", "1_000_000_000, 1", "1_000_000_001, 2", "7_999_999_999, 8", "8_000_000_001, 10", "17_000_000_000, 20", "33_000_000_000, 40", "80_000_000_000, 80",
			"80_000_000_001, 96", "9_000_000_000_000_000, 16384" })
	void roundsUpByAQuarterAtMost(String bytes, int tier) {
		assertThat(MemoryTier.covering(Long.parseLong(bytes.replace("_", "")))).isEqualTo(tier);
	}

	@Test
	void namesTheClassAloneWhereAnyWorkerWillDo() {
		assertThat(MemoryTier.task(new Need("cpu", 0)).getTaskName()).isEqualTo("evaluate-cpu");
		assertThat(MemoryTier.task(new Need("h200", 70_000_000_000L)).getTaskName()).isEqualTo("evaluate-h200@80GB");
	}

	/** 8 GiB are 8.59 GB. */
	@Test
	void aWorkerServesItsClassUpToItsMemory() {
		assertThat(MemoryTier.tasks("cpu", 8L << 30)).extracting(TaskDescriptor::getTaskName).containsExactly("evaluate-cpu", "evaluate-cpu@2GB", "evaluate-cpu@3GB",
				"evaluate-cpu@4GB", "evaluate-cpu@5GB", "evaluate-cpu@6GB", "evaluate-cpu@7GB", "evaluate-cpu@8GB");
		assertThat(MemoryTier.tasks("cpu", 0)).as("one that knows nothing of its memory").extracting(TaskDescriptor::getTaskName).containsExactly("evaluate-cpu");
	}

	@Test
	void saysWhetherItFitsAsTheQueueDoes() {
		assertThat(MemoryTier.fits(8_000_000_000L, 8L << 30)).isTrue();
		assertThat(MemoryTier.fits(8_100_000_000L, 8L << 30)).as("its tier is 10 GB").isFalse();
		assertThat(MemoryTier.fits(900_000_000, 0)).isTrue();
	}

}
