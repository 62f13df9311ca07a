package org.peftboard.evaluator.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.adapter.MergedFolder;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Safetensors.Floats;
import org.peftboard.evaluator.nn.Ops;

/** A toy LLaMA as a checkpoint folder, in the forms in which such folders are found. */
final class CheckpointFiles {

	static final String SINGLE = "model.safetensors";

	static final String INDEX = "model.safetensors.index.json";

	static final List<String> SHARDS = List.of("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");

	private CheckpointFiles() {
	}

	/** How numbers are stored. */
	enum Form {

		F32(4) {
			@Override
			void put(ByteBuffer bytes, float value) {
				bytes.putFloat(value);
			}

			@Override
			float kept(float value) {
				return value;
			}
		},

		/** the upper half of a float32 */
		BF16(2) {
			@Override
			void put(ByteBuffer bytes, float value) {
				bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
			}

			@Override
			float kept(float value) {
				return Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFF0000);
			}
		},

		/** five bits of exponent, ten of mantissa; what would be subnormal is 0 here */
		F16(2) {
			@Override
			void put(ByteBuffer bytes, float value) {
				int bits = Float.floatToRawIntBits(kept(value));
				int half = bits << 1 == 0 ? 0 : ((bits >>> 23 & 0xFF) - 127 + 15) << 10 | bits >>> 13 & 0x3FF;
				bytes.putShort((short) (bits >>> 16 & 0x8000 | half));
			}

			@Override
			float kept(float value) {
				return Math.abs(value) < 0x1p-14f ? 0 : Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFFE000);
			}
		},

		I32(4) {
			@Override
			void put(ByteBuffer bytes, float value) {
				bytes.putInt((int) value);
			}

			@Override
			float kept(float value) {
				return (int) value;
			}
		};

		private final int width;

		Form(int width) {
			this.width = width;
		}

		abstract void put(ByteBuffer bytes, float value);

		/** What is left of a number. */
		abstract float kept(float value);

		Floats kept(Floats tensor) {
			float[] values = tensor.values().clone();
			for (int index = 0; index < values.length; index++) {
				values[index] = kept(values[index]);
			}
			return new Floats(values, tensor.shape());
		}

		private byte[] bytes(Floats tensor) {
			ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * width).order(ByteOrder.LITTLE_ENDIAN);
			for (float value : tensor.values()) {
				put(bytes, value);
			}
			return bytes.array();
		}

	}

	/** The tensors of a LLaMA with random weights. */
	static Map<String, Floats> llama(Ops ops) {
		ops.seed(3);
		try (LanguageModel model = Architectures.build(Toy.config("llama"), Weights.random(0.2), Adaptation.NONE, ops)) {
			return new TreeMap<>(MergedFolder.tensors(model));
		}
	}

	/** The same with one tensor changed; absent where it becomes null. */
	static Map<String, Floats> with(Map<String, Floats> tensors, String name, UnaryOperator<Floats> change) {
		Map<String, Floats> changed = new TreeMap<>(tensors);
		Floats other = change.apply(tensors.get(name));
		changed.remove(name);
		if (other != null) {
			changed.put(name, other);
		}
		return changed;
	}

	/** A folder with one file. */
	static Path single(Path folder, Map<String, Floats> tensors, Form form) throws IOException {
		Json.write(Files.createDirectories(folder).resolve("config.json"), Toy.config("llama"));
		write(folder.resolve(SINGLE), tensors, form);
		return folder;
	}

	/** A folder with two shards and their index: tensors in turn here and there. */
	static Path sharded(Path folder, Map<String, Floats> tensors) throws IOException {
		Json.write(Files.createDirectories(folder).resolve("config.json"), Toy.config("llama"));
		Map<String, String> map = new LinkedHashMap<>();
		tensors.keySet().forEach(name -> map.put(name, SHARDS.get(map.size() % 2)));
		for (String shard : SHARDS) {
			Map<String, Floats> part = new TreeMap<>(tensors);
			part.keySet().removeIf(name -> !map.get(name).equals(shard));
			write(folder.resolve(shard), part, Form.F32);
		}
		Json.write(folder.resolve(INDEX), Map.of("metadata", Map.of(), "weight_map", map));
		return folder;
	}

	/** One safetensors file, written here so that types other than float32 can be. */
	static void write(Path file, Map<String, Floats> tensors, Form form) throws IOException {
		Map<String, Object> header = new LinkedHashMap<>();
		long begin = 0;
		for (Map.Entry<String, Floats> tensor : tensors.entrySet()) {
			long end = begin + (long) tensor.getValue().values().length * form.width;
			header.put(tensor.getKey(), Map.of("dtype", form.name(), "shape", tensor.getValue().shape(), "data_offsets", new long[] { begin, end }));
			begin = end;
		}
		byte[] json = Json.line(header).getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + begin)).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
		tensors.values().forEach(tensor -> bytes.put(form.bytes(tensor)));
		Files.write(file, bytes.array());
	}

}
