package org.peftboard.evaluation;

import java.util.List;
import java.util.stream.Stream;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import org.peftboard.submission.Need;

/**
 * What the queue calls a submission: by the class of hardware, and by the memory that it needs, rounded up to a tier. A worker asks the queue for the names that it
 * can serve, and never sees the others; so what waits for a larger machine keeps its place, and holds up nobody.
 *
 * <pre>
 *   1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, ... GB (10⁹ bytes): four to an octave, so at most a quarter more than is needed
 * </pre>
 *
 * <p>Up to 1 GB, and where nothing is known, is any worker's: the engine alone takes as much.
 */
final class MemoryTier {

	/** What every name begins with. */
	static final String PREFIX = "evaluate-";

	private static final long GIGABYTE = 1_000_000_000;

	private static final int LARGEST = 1 << 14;

	private MemoryTier() {
	}

	/** The smallest tier that covers this, in GB; above the largest tier, which no machine reaches, the largest. */
	static int covering(long bytes) {
		return tiers().filter(tier -> tier * GIGABYTE >= bytes || tier == LARGEST).findFirst().orElseThrow();
	}

	/** Whether a worker with so much memory takes what needs this. */
	static boolean fits(long neededBytes, long workerBytes) {
		int tier = covering(neededBytes);
		return tier == 1 || tier * GIGABYTE <= workerBytes;
	}

	/** What the queue calls submissions that need this. */
	static TaskDescriptor<Void> task(Need need) {
		return task(need.hardwareClass(), covering(need.memoryBytes()));
	}

	/** Every name that a worker of this class with so much memory serves. */
	static List<TaskDescriptor<Void>> tasks(String hardwareClass, long workerBytes) {
		return tiers().filter(tier -> fits(tier * GIGABYTE, workerBytes)).map(tier -> task(hardwareClass, tier)).toList();
	}

	/** An id of a class has no '@'. */
	private static TaskDescriptor<Void> task(String hardwareClass, int tier) {
		return TaskDescriptor.of(PREFIX + hardwareClass + (tier == 1 ? "" : "@" + tier + "GB"));
	}

	private static Stream<Integer> tiers() {
		return Stream.iterate(1, tier -> tier <= LARGEST, tier -> tier + Math.max(1, Integer.highestOneBit(tier) / 4));
	}

}
