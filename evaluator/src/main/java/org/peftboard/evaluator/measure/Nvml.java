package org.peftboard.evaluator.measure;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** What is used of NVIDIA's management library, by its names: <a href="https://docs.nvidia.com/deploy/nvml-api/">NVML API reference</a>. Each gives a status, 0 for success. */
interface Nvml extends Library {

	int nvmlInit_v2();

	int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

	/** @param info three unsigned 64-bit numbers of bytes: total, free, used */
	int nvmlDeviceGetMemoryInfo(Pointer device, Pointer info);

	/** @param millijoules since the driver was loaded */
	int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules);

	/** @param reasons a bit for each that holds now */
	int nvmlDeviceGetCurrentClocksThrottleReasons(Pointer device, LongByReference reasons);

	/** @param count the places that {@code infos} has; afterwards the processes that there are, with another status where they are more */
	int nvmlDeviceGetComputeRunningProcesses_v3(Pointer device, IntByReference count, Pointer infos);

	/** @param type 1 for the multiprocessors */
	int nvmlDeviceGetClockInfo(Pointer device, int type, IntByReference megahertz);

	int nvmlDeviceGetName(Pointer device, byte[] name, int length);

	int nvmlSystemGetDriverVersion(byte[] version, int length);

}
