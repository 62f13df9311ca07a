package org.peftboard.evaluator.measure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a stand-in for NVIDIA's library, which is not on every machine. */
class GpuTest {

	private static final long USED = 5L << 30;

	/**
	 * @param memory  status of the memory's numbers
	 * @param reasons of slowdown, as bits
	 */
	private record StandIn(int memory, long reasons, int processes) implements Nvml {

		@Override
		public int nvmlInit_v2() {
			return 0;
		}

		@Override
		public int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device) {
			device.setValue(new Pointer(index + 1));
			return index == 0 ? 0 : 2;
		}

		@Override
		public int nvmlDeviceGetMemoryInfo(Pointer device, Pointer info) {
			info.setLong(0, 8L << 30);
			info.setLong(8, 3L << 30);
			info.setLong(16, USED);
			return memory;
		}

		@Override
		public int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules) {
			millijoules.setValue(1_234_500);
			return 0;
		}

		@Override
		public int nvmlDeviceGetCurrentClocksThrottleReasons(Pointer device, LongByReference found) {
			found.setValue(reasons);
			return 0;
		}

		@Override
		public int nvmlDeviceGetComputeRunningProcesses_v3(Pointer device, IntByReference count, Pointer infos) {
			boolean fits = processes <= count.getValue();
			count.setValue(processes);
			return fits ? 0 : 7;
		}

		@Override
		public int nvmlDeviceGetClockInfo(Pointer device, int type, IntByReference megahertz) {
			throw new UnsatisfiedLinkError("an older driver");
		}

		@Override
		public int nvmlDeviceGetName(Pointer device, byte[] name, int length) {
			byte[] text = "NVIDIA H200".getBytes(StandardCharsets.US_ASCII);
			System.arraycopy(text, 0, name, 0, text.length);
			return 0;
		}

		@Override
		public int nvmlSystemGetDriverVersion(byte[] version, int length) {
			return 3;
		}

	}

	private static Gpu gpu(int memory, long reasons, int processes) {
		return Gpu.of(new StandIn(memory, reasons, processes), 0).orElseThrow();
	}

	@Test
	void readsTheThirdOfTheThreeNumbersOfMemory() {
		assertThat(gpu(0, 0, 1).usedBytes()).hasValue(USED);
		assertThat(gpu(3, 0, 1).usedBytes()).as("not told").isEmpty();
	}

	@Test
	void isAbsentWhereThereIsNoSuchDeviceAndForTheProcessor() {
		assertThat(Gpu.of(new StandIn(0, 0, 1), 7)).isEmpty();
		assertThat(Gpu.of("cpu")).isEmpty();
	}

	@Test
	void tellsWhatSlowsItButNotThatItIdlesOrRunsAtChosenClocks() {
		assertThat(gpu(0, 0x1 | 0x2, 1).slowedBy()).isEmpty();
		assertThat(gpu(0, 0x4 | 0x40 | 0x2, 1).slowedBy()).containsExactly("power cap", "heat, by hardware");
	}

	@Test
	void isDisturbedByAnotherProcessAndByHeat() {
		assertThat(gpu(0, 0x1, 1).isUndisturbed()).isTrue();
		assertThat(gpu(0, 0x1, 2).isUndisturbed()).isFalse();
		assertThat(gpu(0, 0x20, 1).isUndisturbed()).isFalse();
	}

	@Test
	void recordsWhatItIsAndLeavesOutWhatAnOlderDriverDoesNotKnow() {
		assertThat(gpu(0, 0x8, 2).facts()).isEqualTo(
				Map.of("gpu", "NVIDIA H200", "gpu slowed at the end by", "hardware slowdown", "gpu processes at the end", "2"));
	}

	@Test
	void countsJoules() {
		assertThat(gpu(0, 0, 1).joules()).hasValue(1234.5);
		assertThat(EnergyMeter.begin(java.nio.file.Path.of("absent"), Optional.of(gpu(0, 0, 1))).used()).as("nothing used since").isEmpty();
	}

}
