package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * How busy other processes keep the machine's processors: busy time of all processors less that of this process, over wall time; in processors, so 0.2 is a
 * fifth of one.
 *
 * <p>Busy are user, nice, system, interrupts and time stolen by other guests of the host. The kernel counts in hundredths of a second, so spans of less than
 * about half a second say little. Linux only; absent elsewhere.
 */
public final class ForeignLoad {

	private static final Path COUNTERS = Path.of("/proc/stat");

	private static final double NANOS_A_TICK = 1e7;

	/** fields of the first line that are busy time: user, nice, system, irq, softirq, steal; idle and iowait are not */
	private static final int[] BUSY = { 1, 2, 3, 6, 7, 8 };

	private final @Nullable Double busyNanos;

	private final double ownNanos;

	private final long wallNanos;

	private ForeignLoad(@Nullable Double busyNanos, double ownNanos, long wallNanos) {
		this.busyNanos = busyNanos;
		this.ownNanos = ownNanos;
		this.wallNanos = wallNanos;
	}

	/** Reads the counters: the beginning of a span. */
	public static ForeignLoad begin() {
		return new ForeignLoad(busyNanos(), ownNanos(), System.nanoTime());
	}

	/** Processors that others kept busy since the beginning, at least 0; absent where the system does not tell. */
	public @Nullable Double cores() {
		Double busy = busyNanos();
		if (busy == null || busyNanos == null) {
			return null;
		}
		return Math.max(0, (busy - busyNanos - (ownNanos() - ownNanos)) / Math.max(1, System.nanoTime() - wallNanos));
	}

	private static @Nullable Double busyNanos() {
		try {
			return busyTicks(Files.readAllLines(COUNTERS).get(0)) * NANOS_A_TICK;
		}
		catch (IOException | RuntimeException unreadable) {
			return null;
		}
	}

	/** Busy ticks of a line {@code cpu  user nice system idle iowait irq softirq steal guest guest_nice}; guests' time is in user's already. */
	static double busyTicks(String line) {
		String[] fields = line.trim().split("\\s+");
		return Arrays.stream(BUSY).filter(field -> field < fields.length).mapToDouble(field -> Double.parseDouble(fields[field])).sum();
	}

	private static double ownNanos() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
	}

}
