package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.contract.Result.Energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EnergyMeterTest {

	@TempDir
	private Path zones;

	@Test
	void sumsPackagesAndLeavesTheirPartsOut() throws IOException {
		counter("intel-rapl:0", 1_000_000);
		counter("intel-rapl:1", 2_000_000);
		counter("intel-rapl:0:0", 0);
		EnergyMeter meter = EnergyMeter.begin(zones, Optional.empty());
		counter("intel-rapl:0", 4_000_000);
		counter("intel-rapl:1", 2_600_000);
		counter("intel-rapl:0:0", 9_000_000);
		Energy used = meter.used().orElseThrow();
		assertThat(used.joules()).isCloseTo(3.6, within(1e-9));
		assertThat(used.co2Grams()).isCloseTo(1e-6 * used.gramsPerKilowattHour(), within(1e-12));
		assertThat(used.co2Assumption()).contains(String.valueOf((int) used.gramsPerKilowattHour()));
	}

	@Test
	void aCounterMayRunOver() throws IOException {
		counter("intel-rapl:0", 9_500_000);
		EnergyMeter meter = EnergyMeter.begin(zones, Optional.empty());
		counter("intel-rapl:0", 500_000);
		assertThat(meter.used().orElseThrow().joules()).isCloseTo(1, within(1e-9));
	}

	@Test
	void isAbsentWhereThereAreNoCounters() {
		assertThat(EnergyMeter.begin(zones.resolve("none"), Optional.empty()).used()).isEmpty();
	}

	/** in microjoules, running over at 10 joules */
	private void counter(String zone, long value) throws IOException {
		Path folder = Files.createDirectories(zones.resolve(zone));
		Files.writeString(folder.resolve("energy_uj"), value + "\n");
		Files.writeString(folder.resolve("max_energy_range_uj"), "10000000\n");
	}

}
