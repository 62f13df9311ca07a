package org.peftboard.evaluator;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Sequences;
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

	public static Reference at(Path folder) {
		return new Reference(folder);
	}

	/**
	 * Folders of one kind below every root that is there: this project's own small set, and the whole set where it lies beside the project or where
	 * {@code peftboard.fixtures} points to (several, separated as in a class path).
	 *
	 * @param inside of each model's folder: {@code adapters} or {@code training}; empty for the models themselves
	 */
	public static List<Path> all(String inside) {
		List<Path> found = new ArrayList<>();
		for (Path root : roots()) {
			for (Path model : list(root)) {
				found.addAll(inside.isEmpty() ? List.of(model) : list(model.resolve(inside)));
			}
		}
		return found;
	}

	private static List<Path> roots() {
		List<Path> roots = new ArrayList<>(List.of(ROOT));
		SharedFolder.find("fixtures/hf").ifPresentOrElse(roots::add, () -> System.out.println("Only this project's own reference values: shared/fixtures/hf is not there."));
		String more = System.getProperty("peftboard.fixtures", "");
		Arrays.stream(more.split(File.pathSeparator)).filter(path -> !path.isEmpty()).map(Path::of).forEach(roots::add);
		return roots;
	}

	private static List<Path> list(Path folder) {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter(Files::isDirectory).sorted().toList();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
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
		Path shown = folder.toAbsolutePath();
		int count = shown.getNameCount();
		boolean model = Files.exists(folder.resolve("config.json"));
		return shown.subpath(count - (model ? 1 : 3), count).toString();
	}

	public double loss() {
		return expected.get("loss").asDouble();
	}

	public long number(String key) {
		return expected.get(key).asLong();
	}

	public double decimal(String key) {
		return expected.get(key).asDouble();
	}

	public List<Double> losses() {
		List<Double> losses = new ArrayList<>();
		expected.get("losses").forEach(loss -> losses.add(loss.asDouble()));
		return losses;
	}

	/** whether the reference gave tokens to compare with */
	public boolean has(String tensor) {
		return Safetensors.open(folder.resolve("expected.safetensors")).names().contains(tensor);
	}

	public long[] shape(String tensor) {
		return Safetensors.open(folder.resolve("expected.safetensors")).tensor(tensor).shape();
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

	/** Token ids, mask and labels of some rows, flat; (B, T), labels (B, U). */
	public record Batch(long[] ids, long[] mask, long[] labels, Shape shape) {

		public int rows() {
			return (int) shape.get(0);
		}

		private int tokens() {
			return (int) shape.get(1);
		}

		private int labelTokens() {
			return labels.length / rows();
		}

		private long[][] real() {
			long[][] real = new long[rows()][];
			for (int row = 0; row < real.length; row++) {
				real[row] = Arrays.copyOfRange(mask, row * tokens(), (row + 1) * tokens());
			}
			return real;
		}

		/** The rows as the prompts that they are, padding told. */
		public Sequences.Rows prompts() {
			return new Sequences.Rows(ids, shape, real());
		}

		/** What a model reads: the ids, or for an encoder–decoder the ids as source and the labels moved right behind the start token. */
		public Sequences sequences(LanguageModel model) {
			if (!model.hasEncoder()) {
				return Sequences.of(ids, shape);
			}
			long[] shifted = new long[labels.length];
			for (int place = 0; place < labels.length; place++) {
				boolean first = place % labelTokens() == 0;
				shifted[place] = first ? model.decoderStart() : Math.max(labels[place - 1], 0);
			}
			return new Sequences(new Sequences.Rows(shifted, new Shape(rows(), labelTokens()), null), prompts());
		}

		/** Labels by the position that predicts them: in a decoder-only model that before; −100 at the end of each row. */
		public long[] targets(LanguageModel model) {
			if (model.hasEncoder()) {
				return labels;
			}
			long[] shifted = new long[labels.length];
			for (int place = 0; place < labels.length; place++) {
				shifted[place] = (place + 1) % tokens() == 0 ? -100 : labels[place + 1];
			}
			return shifted;
		}

		/**
		 * Greatest difference over the vocabulary at positions that are not padding.
		 *
		 * @param virtual positions that {@code want} has before every row
		 */
		public double worstAtRealTokens(LanguageModel model, float[] got, float[] want, int virtual) {
			int tokens = model.hasEncoder() ? labelTokens() : tokens();
			int vocabulary = got.length / rows() / tokens;
			double worst = 0;
			for (int row = 0; row < rows(); row++) {
				for (int place = 0; place < tokens; place++) {
					boolean real = model.hasEncoder() || mask[row * tokens + place] == 1;
					for (int entry = 0; real && entry < vocabulary; entry++) {
						float other = want[(row * (tokens + virtual) + virtual + place) * vocabulary + entry];
						worst = Math.max(worst, Math.abs(got[(row * tokens + place) * vocabulary + entry] - other));
					}
				}
			}
			return worst;
		}

	}

}
