package org.peftboard.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.peftboard.evaluator.hub.Safetensors;

/** Files as Hugging Face PEFT saves them for LoRA on the base model that ships: queries (128, 128) and values (64, 128) of four layers. */
public final class TestAdapters {

	private static final int LAYERS = 4;

	private static final int WIDTH = 128;

	private TestAdapters() {
	}

	/** LoRA of this rank, every number the same. */
	public static byte[] lora(int rank, float number) throws IOException {
		Map<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
		for (int layer = 0; layer < LAYERS; layer++) {
			put(tensors, layer, "q_proj", rank, WIDTH, number);
			put(tensors, layer, "v_proj", rank, WIDTH / 2, number);
		}
		Path file = Files.createTempFile("adapter", ".safetensors");
		try {
			Safetensors.write(file, tensors, Map.of("format", "pt"));
			return Files.readAllBytes(file);
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	private static void put(Map<String, Safetensors.Floats> tensors, int layer, String module, int rank, int out, float number) {
		String path = "base_model.model.model.layers." + layer + ".self_attn." + module + ".";
		tensors.put(path + "lora_A.weight", floats(number, rank, WIDTH));
		tensors.put(path + "lora_B.weight", floats(number, out, rank));
	}

	private static Safetensors.Floats floats(float number, int rows, int columns) {
		float[] values = new float[rows * columns];
		Arrays.fill(values, number);
		return new Safetensors.Floats(values, new long[] { rows, columns });
	}

}
