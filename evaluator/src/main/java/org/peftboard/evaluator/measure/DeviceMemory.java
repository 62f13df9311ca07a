package org.peftboard.evaluator.measure;

import java.util.OptionalLong;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * Memory of a CUDA device that is in use, by all processes, as NVIDIA's management library counts it. It counts the context and what the engine's allocator keeps for
 * later, so a difference to a baseline that was read with the context made and the allocator emptied is what a model took at most: the allocator gives nothing back by itself.
 *
 * <p>Source: <a href="https://docs.nvidia.com/deploy/nvml-api/">NVML API reference</a>, nvmlDeviceGetMemoryInfo: three unsigned 64-bit numbers, total, free and used.
 */
final class DeviceMemory {

	private static final int SUCCESS = 0;

	private static final int INFO_BYTES = 24;

	private static final int USED_OFFSET = 16;

	/** NVIDIA's names. */
	interface Nvml extends Library {

		int nvmlInit_v2();

		int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

		int nvmlDeviceGetMemoryInfo(Pointer device, Pointer info);

	}

	private DeviceMemory() {
	}

	/** Bytes in use on a device; absent where the library or the device is not there. */
	static OptionalLong used(int index) {
		try {
			return used(Native.load("nvidia-ml", Nvml.class), index);
		}
		catch (UnsatisfiedLinkError absent) {
			return OptionalLong.empty();
		}
	}

	static OptionalLong used(Nvml nvml, int index) {
		PointerByReference device = new PointerByReference();
		try (Memory info = new Memory(INFO_BYTES)) {
			boolean told = nvml.nvmlInit_v2() == SUCCESS && nvml.nvmlDeviceGetHandleByIndex_v2(index, device) == SUCCESS
					&& nvml.nvmlDeviceGetMemoryInfo(device.getValue(), info) == SUCCESS;
			return told ? OptionalLong.of(info.getLong(USED_OFFSET)) : OptionalLong.empty();
		}
	}

}
