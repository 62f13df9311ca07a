package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.ProcessorState;

/** What Linux tells of its processors; what it does not tell is absent. */
public final class Processors {

	private static final Path INFO = Path.of("/proc/cpuinfo");

	private static final Path DEVICES = Path.of("/sys/devices/system/cpu");

	private Processors() {
	}

	/** Clock, governor, load and throttling at this moment. */
	public static ProcessorState state() {
		OptionalDouble clock = values("cpu MHz").stream().mapToDouble(Double::parseDouble).average();
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		return new ProcessorState(clock.isPresent() ? clock.getAsDouble() : null, text(DEVICES.resolve("cpu0/cpufreq/scaling_governor")),
				load < 0 ? null : load, throttleEvents());
	}

	/** The first processor's own name. */
	static String name() {
		return values("model name").stream().findFirst().orElse(System.getProperty("os.arch"));
	}

	private static List<String> values(String key) {
		try {
			return Files.readAllLines(INFO)
				.stream()
				.filter(line -> line.startsWith(key))
				.map(line -> line.substring(line.indexOf(':') + 1).strip())
				.toList();
		}
		catch (IOException exception) {
			return List.of();
		}
	}

	private static @Nullable Long throttleEvents() {
		try (Stream<Path> devices = Files.list(DEVICES)) {
			List<String> counts = devices.map(device -> text(device.resolve("thermal_throttle/core_throttle_count"))).filter(count -> count != null).toList();
			return counts.isEmpty() ? null : counts.stream().mapToLong(Long::parseLong).sum();
		}
		catch (IOException | NumberFormatException unreadable) {
			return null;
		}
	}

	private static @Nullable String text(Path file) {
		try {
			return Files.readString(file).strip();
		}
		catch (IOException absent) {
			return null;
		}
	}

}
