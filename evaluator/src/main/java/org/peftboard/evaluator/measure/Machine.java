package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.engine.Engine;
import com.sun.management.OperatingSystemMXBean;
import org.peftboard.evaluator.contract.Result.Environment;

/** What a run runs on. */
public final class Machine {

	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

	private Machine() {
	}

	/** The record of this machine for a run between two instants. */
	public static Environment environment(String device, int threads, Instant startedAt, Instant finishedAt) {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch");
		String jvm = System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version");
		return new Environment(device, processorName(), threads, system.getTotalMemorySize(), os, jvm, versions(), startedAt.toString(),
				finishedAt.toString());
	}

	private static Map<String, String> versions() {
		Map<String, String> versions = new TreeMap<>();
		versions.put("djl", String.valueOf(Engine.getDjlVersion()));
		versions.put("pytorch", Engine.getInstance().getVersion());
		versions.put("evaluator", evaluatorVersion());
		return versions;
	}

	private static String evaluatorVersion() {
		String version = Machine.class.getPackage().getImplementationVersion();
		return version == null ? "development" : version;
	}

	private static String processorName() {
		try {
			return Files.readAllLines(PROCESSORS)
				.stream()
				.filter(line -> line.startsWith("model name"))
				.map(line -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException exception) {
			return System.getProperty("os.arch");
		}
	}

}
