package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Result.Energy;

/**
 * Energy between two moments, from the processor packages' own counters (RAPL, {@code /sys/class/powercap}) and the GPU's (NVML). They count the whole machine, other processes
 * and idling among it, and neither memory nor power supply. Absent where there are none or they may not be read: most virtual machines, and Linux without
 * the right to.
 */
public final class EnergyMeter {

	private static final Path ZONES = Path.of("/sys/class/powercap");

	/** World average of electricity generation in 2024: Ember, Global Electricity Review 2025. */
	private static final double GRAMS_PER_KILOWATT_HOUR = 473;

	private static final String ASSUMPTION = "world average of electricity generation in 2024, 473 g CO2 per kWh (Ember, Global Electricity Review 2025);"
			+ " what was counted alone, without memory, cooling and manufacture";

	private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

	private static final double MICRO = 1e-6;

	private final Path zones;

	private final Map<Path, Long> start;

	private final Optional<Gpu> gpu;

	private final OptionalDouble gpuStart;

	private EnergyMeter(Path zones, Optional<Gpu> gpu) {
		this.zones = zones;
		this.start = read();
		this.gpu = gpu;
		this.gpuStart = gpuJoules();
	}

	/**
	 * Reads the counters.
	 *
	 * @param device {@code cpu} or {@code cuda:N}
	 */
	public static EnergyMeter begin(String device) {
		return new EnergyMeter(ZONES, Gpu.of(device));
	}

	/** The same with counters in another folder, for tests. */
	static EnergyMeter begin(Path zones, Optional<Gpu> gpu) {
		return new EnergyMeter(zones, gpu);
	}

	private OptionalDouble gpuJoules() {
		return gpu.map(Gpu::joules).orElse(OptionalDouble.empty());
	}

	/** Energy since the beginning. */
	public Optional<Energy> used() {
		double joules = read().entrySet().stream().filter(zone -> start.containsKey(zone.getKey())).mapToDouble(zone -> joules(zone.getKey(), zone.getValue())).sum();
		OptionalDouble now = gpuJoules();
		double ofGpu = gpuStart.isPresent() && now.isPresent() ? now.getAsDouble() - gpuStart.getAsDouble() : 0;
		return energy(joules, ofGpu);
	}

	private static Optional<Energy> energy(double ofPackages, double ofGpu) {
		double joules = ofPackages + ofGpu;
		String method = ofPackages > 0 && ofGpu > 0 ? "rapl-package+nvml-device" : ofGpu > 0 ? "nvml-device" : "rapl-package";
		return joules > 0 ? Optional.of(new Energy(joules, method, joules / JOULES_PER_KILOWATT_HOUR * GRAMS_PER_KILOWATT_HOUR,
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
