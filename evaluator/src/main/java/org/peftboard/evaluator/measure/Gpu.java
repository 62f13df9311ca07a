package org.peftboard.evaluator.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** A CUDA device as NVIDIA's management library tells of it. What the device or the driver does not tell is absent. */
public final class Gpu {

	private static final int SUCCESS = 0;

	private static final int MORE_THAN_PLACES = 7;

	private static final int INFO_BYTES = 24;

	private static final int USED_OFFSET = 16;

	private static final int MULTIPROCESSORS = 1;

	private static final int TEXT_BYTES = 96;

	private static final double MILLI = 1e-3;

	/** bits of nvmlClocksThrottleReasons that slow work down; idling, chosen clocks and displays do not */
	private static final Map<Long, String> SLOWDOWNS = slowdowns();

	private final Nvml nvml;

	private final Pointer device;

	private Gpu(Nvml nvml, Pointer device) {
		this.nvml = nvml;
		this.device = device;
	}

	/** @param device {@code cuda:N}; absent for the processor, and where library or device is not there */
	public static Optional<Gpu> of(String device) {
		if (!device.startsWith("cuda:")) {
			return Optional.empty();
		}
		try {
			return of(Native.load("nvidia-ml", Nvml.class), Integer.parseInt(device.substring("cuda:".length())));
		}
		catch (UnsatisfiedLinkError absent) {
			return Optional.empty();
		}
	}

	static Optional<Gpu> of(Nvml nvml, int index) {
		PointerByReference device = new PointerByReference();
		boolean there = nvml.nvmlInit_v2() == SUCCESS && nvml.nvmlDeviceGetHandleByIndex_v2(index, device) == SUCCESS;
		return there ? Optional.of(new Gpu(nvml, device.getValue())) : Optional.empty();
	}

	/** What it calls itself, such as "NVIDIA H200". */
	public Optional<String> name() {
		return text(name -> nvml.nvmlDeviceGetName(device, name, name.length));
	}

	/** All the memory that it has. */
	public OptionalLong totalBytes() {
		try (Memory info = new Memory(INFO_BYTES)) {
			return nvml.nvmlDeviceGetMemoryInfo(device, info) == SUCCESS ? OptionalLong.of(info.getLong(0)) : OptionalLong.empty();
		}
	}

	/**
	 * Bytes in use by all processes, the context and what the engine's allocator keeps for later among it. So a difference to a baseline that was read with the context
	 * made and the allocator emptied is what a model took at most: the allocator gives nothing back by itself.
	 */
	OptionalLong usedBytes() {
		try (Memory info = new Memory(INFO_BYTES)) {
			return nvml.nvmlDeviceGetMemoryInfo(device, info) == SUCCESS ? OptionalLong.of(info.getLong(USED_OFFSET)) : OptionalLong.empty();
		}
	}

	/** Energy since the driver was loaded; Volta and later. */
	OptionalDouble joules() {
		LongByReference millijoules = new LongByReference();
		boolean told = told(() -> nvml.nvmlDeviceGetTotalEnergyConsumption(device, millijoules));
		return told ? OptionalDouble.of(MILLI * millijoules.getValue()) : OptionalDouble.empty();
	}

	/** Why its clocks are below what they could be, now; empty where they are not. */
	List<String> slowedBy() {
		LongByReference reasons = new LongByReference();
		List<String> slowed = new ArrayList<>();
		if (told(() -> nvml.nvmlDeviceGetCurrentClocksThrottleReasons(device, reasons))) {
			SLOWDOWNS.forEach((bit, name) -> {
				if ((reasons.getValue() & bit) != 0) {
					slowed.add(name);
				}
			});
		}
		return slowed;
	}

	/** Processes that compute on it, this one among them. */
	OptionalInt processes() {
		IntByReference count = new IntByReference(0);
		boolean told = told(() -> {
			int status = nvml.nvmlDeviceGetComputeRunningProcesses_v3(device, count, Pointer.NULL);
			return status == MORE_THAN_PLACES ? SUCCESS : status;
		});
		return told ? OptionalInt.of(count.getValue()) : OptionalInt.empty();
	}

	/** Whether it works for this process alone, at full clocks, as far as it tells. */
	boolean isUndisturbed() {
		return slowedBy().isEmpty() && processes().orElse(1) <= 1;
	}

	/** For the record of an evaluation, by name. */
	Map<String, String> facts() {
		Map<String, String> facts = new LinkedHashMap<>();
		name().ifPresent(name -> facts.put("gpu", name));
		text(version -> nvml.nvmlSystemGetDriverVersion(version, version.length)).ifPresent(version -> facts.put("gpu driver", version));
		IntByReference megahertz = new IntByReference();
		if (told(() -> nvml.nvmlDeviceGetClockInfo(device, MULTIPROCESSORS, megahertz))) {
			facts.put("gpu clock at the end", megahertz.getValue() + " MHz");
		}
		facts.put("gpu slowed at the end by", slowedBy().isEmpty() ? "nothing" : String.join(", ", slowedBy()));
		processes().ifPresent(count -> facts.put("gpu processes at the end", String.valueOf(count)));
		return facts;
	}

	private static Optional<String> text(ToIntFunction<byte[]> call) {
		byte[] bytes = new byte[TEXT_BYTES];
		return told(() -> call.applyAsInt(bytes)) ? Optional.of(Native.toString(bytes)) : Optional.empty();
	}

	private interface Call {

		int status();

	}

	/** An older driver's library lacks some of the functions. */
	private static boolean told(Call call) {
		try {
			return call.status() == SUCCESS;
		}
		catch (UnsatisfiedLinkError absent) {
			return false;
		}
	}

	private static Map<Long, String> slowdowns() {
		Map<Long, String> names = new LinkedHashMap<>();
		names.put(0x4L, "power cap");
		names.put(0x8L, "hardware slowdown");
		names.put(0x20L, "heat, by software");
		names.put(0x40L, "heat, by hardware");
		names.put(0x80L, "power brake");
		return names;
	}

}
