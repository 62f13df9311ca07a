package org.peftboard.evaluator.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.nn.Parameter;
import tools.jackson.databind.JsonNode;

/**
 * An {@code adapter_model.safetensors} that somebody brings, read as data: header and shapes, and that every number is one. No engine is loaded.
 *
 * @param file   where it lies
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 * @param bytes  its length
 * @param shapes of its tensors, by the parameter's name in the base model, without what Hugging Face puts before it
 */
public record AdapterFile(Path file, String sha256, long bytes, Map<String, List<Long>> shapes) {

	/** far more than any method has on the largest base model of the catalogue */
	static final int MOST_TENSORS = 20_000;

	private static final int LONGEST_NAME = 200;

	private static final int MOST_PROBLEMS = 10;

	/** a name, shape and place of every tensor; the parsed header is many times as large */
	private static final int LONGEST_HEADER = 1 << 20;

	/** exponent bits of a half, of a bfloat16, and of a float: all set in what is no finite number */
	private static final int HALF_EXPONENT = 0x7C00;

	private static final int BFLOAT_EXPONENT = 0x7F80;

	private static final int FLOAT_EXPONENT = 0x7F80_0000;

	private static final int ZIP = 0x04034B50;

	private static final int PICKLE = 0x80;

	/**
	 * Reads a file.
	 *
	 * @throws Problem.Refused where it is missing, pickled, no safetensors, has a name twice, or holds anything but finite F32, F16 and BF16 numbers
	 */
	public static AdapterFile read(Path file) {
		requireShortHeader(file);
		Safetensors tensors = Safetensors.open(file);
		requireSound(tensors);
		try {
			return new AdapterFile(file, Checksum.sha256(file), Files.size(file), shapes(tensors));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** A program could hide in a pickled file; it is told by its first bytes, and not read. */
	private static void requireShortHeader(Path file) {
		ByteBuffer first = beginning(file);
		boolean pickle = (first.get(0) & 0xFF) == PICKLE && first.get(1) > 1 && first.get(1) < 6;
		if (first.getInt(0) == ZIP || pickle) {
			throw new Problem.Refused(AdapterFolder.WEIGHTS, "a pickled file or an archive",
					"safetensors: a pickled file may hold a program and is never opened; save with safe_serialization=True");
		}
		if (first.getLong(0) < 2 || first.getLong(0) > LONGEST_HEADER) {
			throw new Problem.Refused(AdapterFolder.WEIGHTS, "a header of " + Long.toUnsignedString(first.getLong(0)) + " bytes",
					"a safetensors file with a header of 2 to " + LONGEST_HEADER + " bytes");
		}
	}

	/** The first eight bytes; zeros where there are fewer. */
	private static ByteBuffer beginning(Path file) {
		if (!Files.isRegularFile(file)) {
			throw new Problem.Refused(AdapterFolder.WEIGHTS, "no such file", "a safetensors file");
		}
		ByteBuffer first = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		try (FileChannel channel = FileChannel.open(file)) {
			channel.read(first);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		return first;
	}

	private static void requireSound(Safetensors tensors) {
		if (tensors.names().isEmpty() || tensors.names().size() > MOST_TENSORS) {
			throw new Problem.Refused(AdapterFolder.WEIGHTS, tensors.names().size() + " tensors", "1 to " + MOST_TENSORS);
		}
		long held = 0;
		for (String name : tensors.names()) {
			if (!name.matches("[A-Za-z0-9_.]{1," + LONGEST_NAME + "}")) {
				throw refused(name, "a name with other signs", "1 to " + LONGEST_NAME + " letters, digits, dots and underscores");
			}
			Safetensors.Tensor tensor = tensors.tensor(name);
			held += tensor.end() - tensor.begin();
			requireFinite(tensor, tensors.bytes(name));
		}
		if (held != tensors.dataBytes()) {
			throw new Problem.Refused(AdapterFolder.WEIGHTS, (tensors.dataBytes() - held) + " bytes that belong to no tensor", "a file without gaps");
		}
	}

	private static void requireFinite(Safetensors.Tensor tensor, ByteBuffer bytes) {
		boolean finite = switch (tensor.type()) {
			case F32 -> finite(bytes, Float.BYTES, FLOAT_EXPONENT);
			case F16 -> finite(bytes, Short.BYTES, HALF_EXPONENT);
			case BF16 -> finite(bytes, Short.BYTES, BFLOAT_EXPONENT);
			default -> throw refused(tensor.name(), "type " + tensor.type(), "F32, F16 or BF16");
		};
		if (!finite) {
			throw refused(tensor.name(), "infinity or not a number (NaN)", "finite numbers");
		}
	}

	private static boolean finite(ByteBuffer bytes, int width, int exponent) {
		while (bytes.hasRemaining()) {
			int bits = width == Float.BYTES ? bytes.getInt() : bytes.getShort();
			if ((bits & exponent) == exponent) {
				return false;
			}
		}
		return true;
	}

	private static Map<String, List<Long>> shapes(Safetensors tensors) {
		Map<String, List<Long>> shapes = new TreeMap<>();
		for (String key : tensors.names()) {
			if (shapes.put(AdapterFolder.name(key), Arrays.stream(tensors.tensor(key).shape()).boxed().toList()) != null) {
				throw refused(key, "a parameter that the file has twice", "each parameter once");
			}
		}
		return shapes;
	}

	/** What of this file does not fit a method on a base model; at most {@value #MOST_PROBLEMS}. */
	public List<Problem> problems(JsonNode config, MethodSetting setting) {
		return problems(shapes, config, setting);
	}

	/**
	 * What of these shapes does not fit a method on a base model; at most {@value #MOST_PROBLEMS}.
	 *
	 * @param config  the base model's {@code config.json}
	 * @param setting complete and inside its bounds
	 */
	public static List<Problem> problems(Map<String, List<Long>> shapes, JsonNode config, MethodSetting setting) {
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		Map<String, Parameter> needed = Architectures.count(config, method.exported(new Settings(method.card(), setting.settings()))).parameters().saved();
		List<Problem> problems = new ArrayList<>();
		for (String name : new TreeSet<>(shapes.keySet())) {
			Parameter parameter = needed.get(name);
			if (TokenCopies.isOne(name, needed.keySet())) {
				continue;
			}
			if (parameter == null) {
				problems.add(problem(name, "a parameter that " + setting.id() + " does not have here", "the parameters of the configured method"));
			}
			else if (!shapes.get(name).equals(shape(parameter))) {
				problems.add(problem(name, shapes.get(name).toString(), shape(parameter) + ", as the method's settings say"));
			}
		}
		needed.keySet().stream().filter(name -> !shapes.containsKey(name)).forEach(name -> problems.add(problem(name, "nothing",
				shape(needed.get(name)).toString())));
		return problems.size() <= MOST_PROBLEMS ? problems : List.copyOf(problems.subList(0, MOST_PROBLEMS));
	}

	private static List<Long> shape(Parameter parameter) {
		return Arrays.stream(parameter.shape().getShape()).boxed().toList();
	}

	private static Problem problem(String tensor, String got, String need) {
		return new Problem(AdapterFolder.WEIGHTS + ": tensor '" + tensor + "'", got, need);
	}

	private static Problem.Refused refused(String tensor, String got, String need) {
		return new Problem.Refused(List.of(problem(tensor.length() <= LONGEST_NAME ? tensor : tensor.substring(0, LONGEST_NAME) + "…", got, need)));
	}

}
