package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.WholeFile;
import tools.jackson.databind.JsonNode;

/**
 * One safetensors file, memory-mapped: eight bytes of header length, a JSON header, raw little-endian tensors.
 *
 * <p>The header is bounded ({@value #LONGEST_HEADER} bytes) and checked whole before a tensor is touched: every tensor lies inside the file, has the bytes
 * that its shape and type need, and no two overlap.
 *
 * <p>Source: <a href="https://github.com/huggingface/safetensors#format">the format's description</a>.
 */
public final class Safetensors {

	static final int LONGEST_HEADER = 25_000_000;

	private static final int PREFIX_BYTES = Long.BYTES;

	private static final int DEEPEST_SHAPE = 8;

	private final Path file;

	private final Data data;

	private final Map<String, Tensor> tensors;

	/**
	 * What stands behind the header.
	 *
	 * @param begin place of the first byte in the file
	 * @param bytes how many there are
	 * @param whole all of them; absent where they are more than one buffer holds, and every tensor is mapped by itself
	 */
	private record Data(Path file, long begin, long bytes, @Nullable ByteBuffer whole) {

		ByteBuffer of(Tensor tensor) {
			int length = (int) (tensor.end() - tensor.begin());
			return (whole != null ? whole.slice((int) tensor.begin(), length) : map(file, begin + tensor.begin(), length)).order(ByteOrder.LITTLE_ENDIAN);
		}

	}

	private Safetensors(Path file, Data data, Map<String, Tensor> tensors) {
		this.file = file;
		this.data = data;
		this.tensors = Collections.unmodifiableMap(tensors);
	}

	/** The stored type of a tensor, with its width in bytes. */
	public enum Type {

		F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U8(1), BOOL(1);

		private final int bytes;

		Type(int bytes) {
			this.bytes = bytes;
		}

		public int bytes() {
			return bytes;
		}

	}

	/** One entry of the header; {@code begin} and {@code end} count from the first byte after the header. */
	public record Tensor(String name, Type type, long[] shape, long begin, long end) {

		public long size() {
			return Arrays.stream(shape).reduce(1, Math::multiplyExact);
		}

	}

	/** A tensor to be written, as float32. */
	public record Floats(float[] values, long[] shape) {
	}

	/**
	 * Opens a file.
	 *
	 * @throws Problem.Refused where the file is missing, cut short or not safetensors, naming file and tensor
	 */
	public static Safetensors open(Path file) {
		if (!Files.isRegularFile(file)) {
			throw new Problem.Refused(file.getFileName().toString(), "nothing at " + file, "a safetensors file that exists");
		}
		try {
			return read(file, Files.size(file));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private static Safetensors read(Path file, long bytes) {
		String name = file.getFileName().toString();
		long header = bytes < PREFIX_BYTES ? -1 : map(file, 0, PREFIX_BYTES).getLong(0);
		if (header < 2 || header > LONGEST_HEADER || header > bytes - PREFIX_BYTES) {
			throw new Problem.Refused(name, bytes + " bytes with a header of " + header,
					"a whole safetensors file (header of 2 to " + LONGEST_HEADER + " bytes inside the file); fetch it again");
		}
		byte[] json = new byte[(int) header];
		map(file, PREFIX_BYTES, header).get(json);
		long begin = PREFIX_BYTES + header;
		Map<String, Tensor> tensors = tensors(name, Json.tree(name, new String(json, StandardCharsets.UTF_8)), bytes - begin);
		ByteBuffer whole = bytes - begin > Integer.MAX_VALUE ? null : map(file, begin, bytes - begin);
		return new Safetensors(file, new Data(file, begin, bytes - begin, whole), tensors);
	}

	private static ByteBuffer map(Path file, long begin, long length) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			return channel.map(FileChannel.MapMode.READ_ONLY, begin, length).order(ByteOrder.LITTLE_ENDIAN);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private static Map<String, Tensor> tensors(String file, JsonNode header, long bytes) {
		if (!header.isObject()) {
			throw new Problem.Refused(file, "a header that is no JSON object", "a JSON object with dtype, shape and data_offsets of each tensor");
		}
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		Map<Long, Tensor> byBegin = new TreeMap<>();
		for (Map.Entry<String, JsonNode> entry : header.properties()) {
			if (!entry.getKey().equals("__metadata__")) {
				Tensor tensor = tensor(file, entry.getKey(), entry.getValue(), bytes);
				tensors.put(tensor.name(), tensor);
				if (tensor.end() > tensor.begin() && byBegin.put(tensor.begin(), tensor) != null) {
					throw refused(file, tensor.name(), "the place of another tensor", "a place of its own");
				}
			}
		}
		refuseOverlap(file, byBegin);
		return tensors;
	}

	private static void refuseOverlap(String file, Map<Long, Tensor> byBegin) {
		long end = 0;
		for (Tensor tensor : byBegin.values()) {
			if (tensor.begin() < end) {
				throw refused(file, tensor.name(), "a place that overlaps another tensor", "a place of its own");
			}
			end = tensor.end();
		}
	}

	private static Tensor tensor(String file, String name, JsonNode entry, long bytes) {
		JsonNode offsets = entry.path("data_offsets");
		JsonNode shape = entry.path("shape");
		if (!entry.path("dtype").isString() || offsets.size() != 2 || !shape.isArray() || shape.size() > DEEPEST_SHAPE) {
			throw refused(file, name, entry.toString(), "dtype, shape and data_offsets");
		}
		Tensor tensor = new Tensor(name, type(file, name, entry.get("dtype").asString()), longs(file, name, shape), whole(file, name, offsets.get(0)),
				whole(file, name, offsets.get(1)));
		if (tensor.begin() > tensor.end() || tensor.end() > bytes) {
			throw refused(file, name, "bytes " + tensor.begin() + " to " + tensor.end() + " of " + bytes,
					"bytes inside the file; it is cut short, fetch it again");
		}
		if (tensor.end() - tensor.begin() > Integer.MAX_VALUE) {
			throw refused(file, name, (tensor.end() - tensor.begin()) + " bytes", "at most " + Integer.MAX_VALUE + " in one tensor");
		}
		long needed = needed(file, tensor);
		if (needed != tensor.end() - tensor.begin()) {
			throw refused(file, name, (tensor.end() - tensor.begin()) + " bytes",
					"the " + needed + " bytes of " + tensor.type() + " " + Arrays.toString(tensor.shape()));
		}
		return tensor;
	}

	private static long needed(String file, Tensor tensor) {
		try {
			return Math.multiplyExact(tensor.size(), tensor.type().bytes());
		}
		catch (ArithmeticException tooMany) {
			throw refused(file, tensor.name(), "shape " + Arrays.toString(tensor.shape()), "a shape whose bytes can be counted");
		}
	}

	private static Type type(String file, String name, String dtype) {
		try {
			return Type.valueOf(dtype);
		}
		catch (IllegalArgumentException exception) {
			throw refused(file, name, "type " + dtype, "one of " + Arrays.toString(Type.values()));
		}
	}

	private static long[] longs(String file, String name, JsonNode array) {
		long[] values = new long[array.size()];
		for (int index = 0; index < values.length; index++) {
			values[index] = whole(file, name, array.get(index));
		}
		return values;
	}

	private static long whole(String file, String name, JsonNode number) {
		if (!number.isIntegralNumber() || number.asLong() < 0 || number.asLong() > Integer.MAX_VALUE * 64L) {
			throw refused(file, name, number.toString(), "a whole number of 0 or more");
		}
		return number.asLong();
	}

	private static Problem.Refused refused(String file, String tensor, String got, String need) {
		return new Problem.Refused(file + ": tensor '" + tensor + "'", got, need);
	}

	/** Bytes of all tensors. */
	public long dataBytes() {
		return data.bytes();
	}

	public Path file() {
		return file;
	}

	public Set<String> names() {
		return tensors.keySet();
	}

	/**
	 * The header's entry of a tensor.
	 *
	 * @throws Problem.Refused where the file has no such tensor
	 */
	public Tensor tensor(String name) {
		Tensor tensor = tensors.get(name);
		if (tensor == null) {
			throw refused(file.getFileName().toString(), name, "nothing", "the tensor to be there");
		}
		return tensor;
	}

	/** The raw bytes of a tensor, little-endian, read-only, without a copy. */
	public ByteBuffer bytes(String name) {
		Tensor tensor = tensor(name);
		return data.of(tensor);
	}

	/**
	 * Writes float32 tensors, in the order of their names, whole or not at all.
	 *
	 * @param metadata texts of the header, {@code format: pt} where transformers is to load the file
	 */
	public static void write(Path file, Map<String, Floats> tensors, Map<String, String> metadata) throws IOException {
		WholeFile.write(file, part -> fill(part, new TreeMap<>(tensors), metadata));
	}

	private static void fill(Path part, Map<String, Floats> sorted, Map<String, String> metadata) throws IOException {
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
			byte[] header = header(sorted, metadata);
			writeAll(channel, ByteBuffer.allocate(PREFIX_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
			writeAll(channel, ByteBuffer.wrap(header));
			for (Floats tensor : sorted.values()) {
				ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
				bytes.asFloatBuffer().put(tensor.values());
				writeAll(channel, bytes);
			}
		}
	}

	private static byte[] header(Map<String, Floats> tensors, Map<String, String> metadata) {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("__metadata__", metadata);
		long begin = 0;
		for (Map.Entry<String, Floats> entry : tensors.entrySet()) {
			long end = begin + (long) entry.getValue().values().length * Float.BYTES;
			header.put(entry.getKey(), entry(entry.getValue().shape(), begin, end));
			begin = end;
		}
		String json = Json.line(header);
		int padding = (PREFIX_BYTES - json.getBytes(StandardCharsets.UTF_8).length % PREFIX_BYTES) % PREFIX_BYTES;
		return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
	}

	private static Map<String, Object> entry(long[] shape, long begin, long end) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("dtype", Type.F32.name());
		entry.put("shape", shape);
		entry.put("data_offsets", new long[] { begin, end });
		return entry;
	}

	private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

}
