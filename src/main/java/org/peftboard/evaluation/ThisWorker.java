package org.peftboard.evaluation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.peftboard.catalog.HardwareClass;
import org.peftboard.catalog.HardwareClasses;
import org.peftboard.evaluator.measure.Gpu;
import org.springframework.stereotype.Component;

/** What this process is called among the workers, and what its machine is. */
@Component
final class ThisWorker {

	private static final int LONGEST_HOST = 100;

	private static final int LONGEST_DEVICE = 200;

	private final String host = hostName();

	private final String name = host + "-" + ProcessHandle.current().pid() + "-" + Instant.now().getEpochSecond();

	/** an evaluator without a model: engine, libraries and Java heap, rounded up from 0.4 GB; estimates leave it out, the limit does not */
	private static final long EVALUATOR_BYTES = 500_000_000;

	private static final String UNKNOWN = "unknown";

	private final HardwareClass hardwareClass;

	private final Optional<Gpu> gpu;

	private final long offeredBytes;

	private final long processorBytes;

	/** @throws org.peftboard.evaluator.contract.Problem.Refused where its class is none of the installation's */
	ThisWorker(HardwareClasses classes, WorkerSettings settings, EvaluationSettings evaluation) {
		this.hardwareClass = settings.hardwareClass() == null ? classes.first() : classes.get("peftboard.worker.hardware-class", settings.hardwareClass());
		this.gpu = Gpu.of(hardwareClass.requestDevice());
		this.offeredBytes = settings.memoryBytes().toBytes();
		this.processorBytes = Math.max(0, Excess.mostBytes(evaluation.memoryLimit()) - EVALUATOR_BYTES);
	}

	private static String hostName() {
		String name = System.getenv("HOSTNAME");
		if (name == null || name.isBlank()) {
			try {
				name = InetAddress.getLocalHost().getHostName();
			}
			catch (UnknownHostException nameless) {
				name = "localhost";
			}
		}
		return name.substring(0, Math.min(name.length(), LONGEST_HOST));
	}

	/** Unique among all that ever ran: host, process number, start. */
	String name() {
		return name;
	}

	String host() {
		return host;
	}

	String hardwareClass() {
		return hardwareClass.id();
	}

	/** {@code cpu} or {@code cuda}. */
	String device() {
		return hardwareClass.device();
	}

	/** What the processor or the GPU calls itself; "unknown" for a GPU that says nothing. */
	String deviceName() {
		return shortened(device().equals("cuda") ? gpu.flatMap(Gpu::name).orElse(UNKNOWN) : processorName());
	}

	private static String shortened(String text) {
		return text.substring(0, Math.min(text.length(), LONGEST_DEVICE));
	}

	private static String processorName() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst("^[^:]*:\\s*", "")).findFirst().orElse(arch());
		}
		catch (IOException notLinux) {
			return arch();
		}
	}

	private static String arch() {
		return System.getProperty("os.arch");
	}

	int cores() {
		return Runtime.getRuntime().availableProcessors();
	}

	/**
	 * What evaluations may need here: the memory up to which an evaluator is let, less its own, or that of the GPU, or less where it is configured so; 0 where a GPU says nothing and nothing is
	 * configured.
	 */
	long memoryBytes() {
		long there = device().equals("cuda") ? gpu.map(Gpu::totalBytes).orElse(OptionalLong.empty()).orElse(offeredBytes) : processorBytes;
		return offeredBytes > 0 ? Math.min(offeredBytes, there) : there;
	}

	String version() {
		String version = getClass().getPackage().getImplementationVersion();
		return version == null ? "development" : version;
	}

}
