package org.peftboard.evaluator.measure;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a stand-in for NVIDIA's library, which is not on every machine. */
class DeviceMemoryTest {

	private static final long USED = 5L << 30;

	private record StandIn(int status) implements DeviceMemory.Nvml {

		@Override
		public int nvmlInit_v2() {
			return 0;
		}

		@Override
		public int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device) {
			device.setValue(new Pointer(index + 1));
			return 0;
		}

		@Override
		public int nvmlDeviceGetMemoryInfo(Pointer device, Pointer info) {
			info.setLong(0, 8L << 30);
			info.setLong(8, 3L << 30);
			info.setLong(16, USED);
			return Pointer.nativeValue(device) == 1 ? status : 2;
		}

	}

	@Test
	void readsTheThirdOfTheThreeNumbers() {
		assertThat(DeviceMemory.used(new StandIn(0), 0)).hasValue(USED);
	}

	@Test
	void isAbsentWhereTheDeviceDoesNotTell() {
		assertThat(DeviceMemory.used(new StandIn(3), 0)).isEmpty();
		assertThat(DeviceMemory.used(new StandIn(0), 7)).isEmpty();
	}

}
