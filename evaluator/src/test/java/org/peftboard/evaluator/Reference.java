package org.peftboard.evaluator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Safetensors;
import tools.jackson.databind.JsonNode;

/** One folder of reference values under {@code src/test/resources/hf}. */
public final class Reference {

	private static final Path ROOT = Path.of("src/test/resources/hf");

	private final Path folder;

	private final JsonNode expected;

	private Reference(Path folder) {
		this.folder = folder;
		this.expected = Json.tree("expected.json", text(folder.resolve("expected.json")));
	}

	public static Reference of(String name) {
		return new Reference(ROOT.resolve(name));
	}

	public static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	public Path folder() {
		return folder;
	}

	public String name() {
		return ROOT.relativize(folder).toString();
	}

	public double loss() {
		return expected.get("loss").asDouble();
	}

	public long number(String key) {
		return expected.get(key).asLong();
	}

	public List<Double> losses() {
		List<Double> losses = new ArrayList<>();
		expected.get("losses").forEach(loss -> losses.add(loss.asDouble()));
		return losses;
	}

	/** the one batch of a model's or adapter's expected values */
	public Batch batch() {
		return batch(Safetensors.open(folder.resolve("expected.safetensors")), "");
	}

	/** the batch of a training step */
	public Batch batch(int step) {
		return batch(Safetensors.open(folder.resolve("batches.safetensors")), step + ".");
	}

	private static Batch batch(Safetensors file, String prefix) {
		return new Batch(longs(file, prefix + "input_ids"), longs(file, prefix + "attention_mask"), longs(file, prefix + "labels"),
				new Shape(file.tensor(prefix + "input_ids").shape()));
	}

	public float[] floats(String tensor) {
		ByteBuffer bytes = Safetensors.open(folder.resolve("expected.safetensors")).bytes(tensor);
		float[] values = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(values);
		return values;
	}

	public long[] longs(String tensor) {
		return longs(Safetensors.open(folder.resolve("expected.safetensors")), tensor);
	}

	private static long[] longs(Safetensors file, String tensor) {
		ByteBuffer bytes = file.bytes(tensor);
		long[] values = new long[bytes.remaining() / Long.BYTES];
		bytes.asLongBuffer().get(values);
		return values;
	}

	/** Token ids, mask and labels of some rows, flat, with their shape (B, T). */
	public record Batch(long[] ids, long[] mask, long[] labels, Shape shape) {

		/** Labels moved so that a position is compared with the token after it; −100 at the end of each row. */
		public long[] shiftedLabels() {
			int tokens = (int) shape.get(1);
			long[] shifted = new long[labels.length];
			for (int place = 0; place < labels.length; place++) {
				shifted[place] = (place + 1) % tokens == 0 ? -100 : labels[place + 1];
			}
			return shifted;
		}

		/** Greatest difference over the vocabulary at positions that are not padding. */
		public double worstAtRealTokens(float[] got, float[] want) {
			int vocabulary = want.length / ids.length;
			double worst = 0;
			for (int place = 0; place < ids.length; place++) {
				for (int entry = 0; mask[place] == 1 && entry < vocabulary; entry++) {
					worst = Math.max(worst, Math.abs(got[place * vocabulary + entry] - want[place * vocabulary + entry]));
				}
			}
			return worst;
		}

	}

}
