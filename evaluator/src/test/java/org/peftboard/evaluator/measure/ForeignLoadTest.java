package org.peftboard.evaluator.measure;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignLoadTest {

	@Test
	void idlingAndWaitingAreNotBusy() {
		// user nice system idle iowait irq softirq steal guest guest_nice
		assertThat(ForeignLoad.busyTicks("cpu  100 20 3 5000 600 7 8 9 50 0")).isEqualTo(100 + 20 + 3 + 7 + 8 + 9);
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "busy time is read from Linux' /proc")
	void anotherProcessIsForeignAndThisOneIsNot() throws Exception {
		double quiet = whileBusy();
		Process other = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
		try {
			double disturbed = whileBusy();
			// a whole core where the machine has one free, less where others compete for it
			assertThat(disturbed).isGreaterThan(0.3);
			assertThat(quiet).isLessThan(Runtime.getRuntime().availableProcessors() - 0.3);
		}
		finally {
			other.destroyForcibly().waitFor();
		}
	}

	/** Computes for a second; what others did meanwhile. */
	private static double whileBusy() {
		ForeignLoad load = ForeignLoad.begin();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
		while (System.nanoTime() < end) {
			Math.sqrt(end);
		}
		return load.cores();
	}

}
