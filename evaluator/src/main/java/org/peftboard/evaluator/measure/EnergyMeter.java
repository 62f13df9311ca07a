package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Result.Energy;

/**
 * Energy between two moments, from the processor packages' own counters (RAPL, {@code /sys/class/powercap}). They count the whole machine, other processes
 * and idling among it, and neither memory nor power supply. Absent where there are none or they may not be read: most virtual machines, and Linux without
 * the right to.
 */
public final class EnergyMeter {

	private static final Path ZONES = Path.of("/sys/class/powercap");

	/** World average of electricity generation in 2024: Ember, Global Electricity Review 2025. */
	private static final double GRAMS_PER_KILOWATT_HOUR = 473;

	private static final String ASSUMPTION = "world average of electricity generation in 2024, 473 g CO2 per kWh (Ember, Global Electricity Review 2025);"
			+ " processor packages alone, without memory, cooling and manufacture";

	private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

	private static final double MICRO = 1e-6;

	private final Path zones;

	private final Map<Path, Long> start;

	private EnergyMeter(Path zones) {
		this.zones = zones;
		this.start = read();
	}

	/** Reads the counters. */
	public static EnergyMeter begin() {
		return new EnergyMeter(ZONES);
	}

	/** The same with counters in another folder, for tests. */
	static EnergyMeter begin(Path zones) {
		return new EnergyMeter(zones);
	}

	/** Energy since the beginning. */
	public Optional<Energy> used() {
		double joules = read().entrySet().stream().filter(zone -> start.containsKey(zone.getKey())).mapToDouble(zone -> joules(zone.getKey(), zone.getValue())).sum();
		return joules > 0 ? Optional.of(new Energy(joules, "rapl-package", joules / JOULES_PER_KILOWATT_HOUR * GRAMS_PER_KILOWATT_HOUR,
				GRAMS_PER_KILOWATT_HOUR, ASSUMPTION)) : Optional.empty();
	}

	/** A counter that is below its start has run over once. */
	private double joules(Path zone, long now) {
		long used = now - start.get(zone);
		return MICRO * (used >= 0 ? used : used + number(zone.resolve("max_energy_range_uj")));
	}

	private Map<Path, Long> read() {
		Map<Path, Long> counters = new LinkedHashMap<>();
		for (Path zone : packages()) {
			long counter = number(zone.resolve("energy_uj"));
			if (counter >= 0) {
				counters.put(zone, counter);
			}
		}
		return counters;
	}

	/** {@code intel-rapl:0} and so on (AMD's are called so too); {@code intel-rapl:0:1} are parts of them. */
	private List<Path> packages() {
		try (Stream<Path> folders = Files.list(zones)) {
			return folders.filter(zone -> zone.getFileName().toString().matches("intel-rapl:\\d+")).sorted().toList();
		}
		catch (IOException absent) {
			return List.of();
		}
	}

	private static long number(Path file) {
		try {
			return Long.parseLong(Files.readString(file).strip());
		}
		catch (IOException | NumberFormatException unreadable) {
			return -1;
		}
	}

}
