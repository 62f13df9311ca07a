package org.peftboard.evaluator.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Which library multiplies large matrices on a processor. The engine's BLAS, MKL, gives AMD's processors no 512-bit instructions, oneDNN does: twice the rate of training's products there, and
 * 1.3 to 1.7 times that of one vector times a matrix (docs/log.md). Elsewhere both are alike, so BLAS it stays.
 */
public enum Products {

	BLAS("blas.py"), ONEDNN("onednn.py");

	/** Environment variable that overrides the choice: {@code blas} or {@code onednn}. */
	private static final String CHOICE = "PEFTBOARD_PRODUCTS";

	private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

	private static final int LEAST_SIDE = 64;

	private static final int LEAST_ROWS = 64;

	private static final long LARGEST_MATRIX = 1 << 24;

	private final String resource;

	Products(String resource) {
		this.resource = resource;
	}

	String source() {
		return ScriptArchive.source(resource);
	}

	/**
	 * The better one here, always the same on one machine, since the two differ in the last digits. With a single thread the engine computes the gradients of oneDNN's products otherwise, so BLAS it is.
	 *
	 * @param device {@code cpu} or {@code cuda:N}
	 */
	public static Products on(String device, Precision precision) {
		if (!device.equals("cpu") || precision != Precision.FLOAT32 || JniUtils.getNumThreads() < 2) {
			return BLAS;
		}
		String chosen = System.getenv(CHOICE);
		if (chosen != null && !chosen.isBlank()) {
			return valueOf(chosen.strip().toUpperCase(Locale.ROOT));
		}
		return prefersOneDnn(processor()) ? ONEDNN : BLAS;
	}

	/**
	 * Whether a product in training keeps its input until the backward pass also where the matrix is frozen; as {@code onednn.py} decides it.
	 *
	 * @param rows vectors that are multiplied with the matrix (out, in)
	 */
	public boolean keepInputs(long in, long out, long rows) {
		return this == ONEDNN && Math.min(in, out) >= LEAST_SIDE && rows >= LEAST_ROWS && in * out <= LARGEST_MATRIX;
	}

	/** @param lines of Linux' description of the processors */
	static boolean prefersOneDnn(List<String> lines) {
		return has(lines, "vendor_id", "AuthenticAMD") && has(lines, "flags", "avx512f");
	}

	private static boolean has(List<String> lines, String field, String word) {
		return lines.stream().filter(line -> line.startsWith(field)).findFirst().filter(line -> List.of(line.split("[\\s:]+")).contains(word)).isPresent();
	}

	private static List<String> processor() {
		try {
			return Files.readAllLines(PROCESSOR);
		}
		catch (IOException notLinux) {
			return List.of();
		}
	}

}
