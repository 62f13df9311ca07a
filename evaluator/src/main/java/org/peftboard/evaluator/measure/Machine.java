package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import ai.djl.engine.Engine;
import com.sun.management.OperatingSystemMXBean;
import org.peftboard.evaluator.contract.Result.Environment;
import org.peftboard.evaluator.contract.Result.ProcessorState;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.nn.Products;

/** What a run runs on, from its start to its end. */
public final class Machine {

	private final Instant startedAt = Instant.now();

	private final ProcessorState atStart = Processors.state();

	private final ForeignLoad foreign = ForeignLoad.begin();

	/**
	 * The record of this machine from the making of this object until now.
	 *
	 * @param data what else the record's versions name: the data that was read
	 */
	public Environment environment(String device, int threads, Map<String, String> data) {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch");
		String jvm = System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version");
		return new Environment(device, Processors.name(), threads, system.getTotalMemorySize(), os, jvm, versions(device, data), startedAt.toString(),
				Instant.now().toString(), atStart, Processors.state(), foreign.cores());
	}

	private static Map<String, String> versions(String device, Map<String, String> data) {
		Map<String, String> versions = new TreeMap<>(data);
		Gpu.of(device).ifPresent(gpu -> versions.putAll(gpu.facts()));
		versions.put("djl", String.valueOf(Engine.getDjlVersion()));
		versions.put("pytorch", Engine.getInstance().getVersion());
		versions.put("products of matrices", Products.on(device, Precision.FLOAT32).name());
		Properties build = build();
		build.stringPropertyNames().forEach(name -> versions.put(name, build.getProperty(name)));
		return versions;
	}

	/** What the build wrote down: version, commit, and libraries. */
	public static Properties build() {
		Properties build = new Properties();
		try (InputStream in = Machine.class.getResourceAsStream("build.properties")) {
			build.load(in);
			return build;
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
