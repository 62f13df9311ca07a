package org.peftboard.evaluation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.peftboard.catalog.HardwareClass;
import org.springframework.stereotype.Component;

/** What this process is called among the workers, and what its machine is. */
@Component
final class ThisWorker {

	private static final int LONGEST_HOST = 100;

	private static final int LONGEST_DEVICE = 200;

	private final String host = hostName();

	private final String name = host + "-" + ProcessHandle.current().pid() + "-" + Instant.now().getEpochSecond();

	private final HardwareClass hardwareClass;

	ThisWorker(HardwareClass hardwareClass) {
		this.hardwareClass = hardwareClass;
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

	/** The processor's own name. */
	String deviceName() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			String model = lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst("^[^:]*:\\s*", "")).findFirst().orElse(arch());
			return model.substring(0, Math.min(model.length(), LONGEST_DEVICE));
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

	long memoryBytes() {
		return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine ? machine.getTotalMemorySize() : 0;
	}

	String version() {
		String version = getClass().getPackage().getImplementationVersion();
		return version == null ? "development" : version;
	}

}
