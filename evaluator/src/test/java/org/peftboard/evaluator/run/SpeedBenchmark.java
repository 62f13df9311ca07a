package org.peftboard.evaluator.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.peftboard.evaluator.adapter.MergedFolder;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;

/**
 * Ours against the peer on one machine in one call: two processes take turns, each pair of turns gives a ratio. Models are random and written to disk, so that both
 * load the same weights; the first loss and the decoded tokens are compared, so that both are known to compute the same.
 *
 * <p>{@code benchmarks/speed/run} starts it.
 */
final class SpeedBenchmark {

	private static final Map<String, String> CONFIGS = new LinkedHashMap<>();

	/** rows, tokens, targets */
	private static final Map<String, int[]> BATCHES = new LinkedHashMap<>();

	private static final Map<String, String> SETTINGS = Map.of("prefix-tuning", "{\"virtualTokens\":20}");

	static {
		CONFIGS.put("small", "{\"model_type\":\"llama\",\"architectures\":[\"LlamaForCausalLM\"],\"hidden_size\":128,\"intermediate_size\":352,\"num_hidden_layers\":4,"
				+ "\"num_attention_heads\":4,\"num_key_value_heads\":2,\"head_dim\":32,\"vocab_size\":1024,\"max_position_embeddings\":512,"
				+ "\"tie_word_embeddings\":true,\"rms_norm_eps\":1e-5,\"rope_theta\":10000.0,\"hidden_act\":\"silu\",\"attention_bias\":false,\"mlp_bias\":false}");
		CONFIGS.put("middle", "{\"model_type\":\"llama\",\"architectures\":[\"LlamaForCausalLM\"],\"hidden_size\":512,\"intermediate_size\":1376,\"num_hidden_layers\":8,"
				+ "\"num_attention_heads\":8,\"num_key_value_heads\":8,\"head_dim\":64,\"vocab_size\":8192,\"max_position_embeddings\":512,"
				+ "\"tie_word_embeddings\":true,\"rms_norm_eps\":1e-5,\"rope_theta\":10000.0,\"hidden_act\":\"silu\",\"attention_bias\":false,\"mlp_bias\":false}");
		CONFIGS.put("gpt2", "{\"model_type\":\"gpt2\",\"architectures\":[\"GPT2LMHeadModel\"],\"n_embd\":768,\"n_head\":12,\"n_layer\":12,\"n_positions\":1024,\"n_ctx\":1024,"
				+ "\"vocab_size\":50257,\"activation_function\":\"gelu_new\",\"layer_norm_epsilon\":1e-5,\"embd_pdrop\":0.0,\"attn_pdrop\":0.0,\"resid_pdrop\":0.0}");
		BATCHES.put("small", new int[] { 16, 64, 8 });
		BATCHES.put("middle", new int[] { 8, 128, 16 });
		BATCHES.put("gpt2", new int[] { 4, 128, 16 });
	}

	private static final int CONTEXT_TOKENS = 512;

	private final Path folder;

	private final int pairs;

	private final List<String> ourCommand;

	/** Memory is read in a process started as the evaluator starts its own that measure memory. */
	private final List<String> ourMemoryCommand;

	private final List<String> peerCommand;

	private final Side ours;

	private final Side peer;

	private final List<Map<String, Object>> rows = new ArrayList<>();

	private SpeedBenchmark(Path folder, int pairs, List<String> peerCommand) throws IOException {
		this.folder = folder;
		this.pairs = pairs;
		this.ourCommand = java(
				List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + System.getProperty("tier", "4"), "--enable-native-access=ALL-UNNAMED"));
		this.ourMemoryCommand = java(FixedHeap.FLAGS);
		this.peerCommand = peerCommand;
		this.ours = new Side(ourCommand);
		this.peer = new Side(peerCommand);
	}

	/** A worker process. */
	private static final class Side implements AutoCloseable {

		private final Process process;

		private final Writer in;

		private final BufferedReader out;

		Side(List<String> command) throws IOException {
			ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
			process = builder.start();
			in = process.outputWriter(StandardCharsets.UTF_8);
			out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
			await("ready");
		}

		String ask(String command) {
			try {
				in.write(command + "\n");
				in.flush();
				return await("= ").substring(2);
			}
			catch (IOException exception) {
				throw new UncheckedIOException(exception);
			}
		}

		private String await(String start) throws IOException {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				if (line.startsWith(start)) {
					return line;
				}
			}
			throw new IOException("worker: ended, need an answer");
		}

		@Override
		public void close() {
			process.destroy();
		}

	}

	/** Arguments: folder for models, python, peer.py, output.json, pairs, cells as SIZE:WHAT. */
	public static void main(String[] arguments) throws IOException {
		Path folder = Path.of(arguments[0]);
		List<String> cells = Arrays.asList(arguments).subList(5, arguments.length);
		writeModels(folder, cells);
		System.out.println("| size | what | ours | peer | ratio, median | spread | first losses, or tokens |\n|---|---|---|---|---|---|---|");
		for (String cell : cells) {
			SpeedBenchmark benchmark = new SpeedBenchmark(folder, Integer.parseInt(arguments[4]), List.of(arguments[1], arguments[2]));
			try (Side ours = benchmark.ours; Side peer = benchmark.peer) {
				benchmark.run(cell.split(":")[0], cell.split(":")[1]);
				Files.writeString(Path.of(arguments[3]), Json.line(benchmark.rows) + "\n", StandardOpenOption.CREATE,
						StandardOpenOption.APPEND);
			}
		}
	}

	private static List<String> java(List<String> flags) {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
		command.addAll(flags);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), SpeedWorker.class.getName()));
		return command;
	}

	private static void writeModels(Path folder, List<String> cells) throws IOException {
		PeftMethod full = Methods.REGISTRY.get("full-fine-tuning");
		for (Map.Entry<String, String> config : CONFIGS.entrySet()) {
			Path model = folder.resolve(config.getKey());
			if (Files.exists(model.resolve("model.safetensors")) || cells.stream().noneMatch(cell -> cell.startsWith(config.getKey()))) {
				continue;
			}
			Files.createDirectories(model);
			Files.writeString(model.resolve("config.json"), config.getValue());
			try (Ops ops = Ops.on("cpu")) {
				ops.seed(3);
				try (LanguageModel built = Architectures.build(Json.tree("config", config.getValue()), Weights.random(0.02),
						full.configure(new Settings(full.card(), Map.of())), ops)) {
					Safetensors.write(model.resolve("model.safetensors"), MergedFolder.tensors(built), Map.of("format", "pt"));
				}
			}
		}
	}

	private void run(String size, String what) throws IOException {
		switch (what) {
			case "decode" -> decode(size);
			case "load" -> load(size);
			case "peak" -> peak(size);
			default -> train(size, what);
		}
	}

	/** From the start of a process to the end of its first step of LoRA. */
	private void load(String size) throws IOException {
		List<Double> ratios = new ArrayList<>();
		List<Double> ourSeconds = new ArrayList<>();
		List<Double> peerSeconds = new ArrayList<>();
		for (int pair = 0; pair < pairs; pair++) {
			boolean oursFirst = pair % 2 == 0;
			double first = secondsToFirstStep(oursFirst ? ourCommand : peerCommand, size);
			double second = secondsToFirstStep(oursFirst ? peerCommand : ourCommand, size);
			ourSeconds.add(oursFirst ? first : second);
			peerSeconds.add(oursFirst ? second : first);
			ratios.add(ourSeconds.get(pair) / peerSeconds.get(pair));
		}
		report(size, "load to first step", median(ourSeconds), median(peerSeconds), "s", ratios, "from the start of the process");
	}

	private double secondsToFirstStep(List<String> command, String size) throws IOException {
		int[] batch = BATCHES.get(size);
		long start = System.nanoTime();
		try (Side side = new Side(command)) {
			side.ask("load %s lora {}".formatted(folder.resolve(size)));
			side.ask("train %d %d %d 1 0.0001".formatted(batch[0], batch[1], batch[2]));
			return (System.nanoTime() - start) / 1e9;
		}
	}

	/** Full fine-tuning of every token, its arithmetic by formula over the rate of a plain product of matrices, taken in turns with it; both in the same process. */
	private void peak(String size) throws IOException {
		int[] batch = BATCHES.get(size);
		PeftMethod full = Methods.REGISTRY.get("full-fine-tuning");
		double forward = FlopCount.of(Json.tree("config", CONFIGS.get(size)), full, new Settings(full.card(), Map.of())).baseFlops512() / CONTEXT_TOKENS * batch[0] * batch[1];
		List<Double> shares = new ArrayList<>();
		List<Double> rates = new ArrayList<>();
		List<Double> peaks = new ArrayList<>();
		ours.ask("load %s full-fine-tuning {}".formatted(folder.resolve(size)));
		String train = "train %d %d %d 3 0.0001".formatted(batch[0], batch[1], batch[1] - 1);
		ours.ask(train);
		for (int pair = 0; pair < pairs; pair++) {
			peaks.add(Double.parseDouble(ours.ask("peak")));
			rates.add(3 * forward / seconds(ours.ask(train)));
			shares.add(rates.get(pair) / peaks.get(pair));
		}
		report(size, "full fine-tuning, share of a plain product's rate", median(rates) / 1e9, median(peaks) / 1e9, "GFLOP/s", shares, "peer: the plain product");
	}

	private void train(String size, String what) throws IOException {
		boolean whole = what.endsWith("+whole");
		String method = what.replace("+whole", "");
		int[] batch = BATCHES.get(size);
		String load = "load %s %s %s".formatted(folder.resolve(size), method, SETTINGS.getOrDefault(method, "{}"));
		String ourTrainable = ours.ask(load);
		String peerTrainable = peer.ask(load);
		String sizes = "%d %d %d".formatted(batch[0], batch[1], whole ? batch[1] - 1 : batch[2]);
		memory(size, what, load, sizes);
		String first = loss(ours.ask("train " + sizes + " 1 0")) + " " + loss(peer.ask("train " + sizes + " 1 0"));
		int steps = size.equals("small") ? 30 : size.equals("middle") ? 6 : 3;
		ours.ask("train " + sizes + " " + steps + " 0.0001");
		peer.ask("train " + sizes + " " + steps + " 0.0001");
		double tokens = batch[0] * batch[1];
		compare(size, what, "train " + sizes + " " + steps + " 0.0001", tokens, "tokens/s", true, first + "; " + ourTrainable + ", " + peerTrainable);
	}

	/** Over the process before the model was loaded, without pages of files as the rules have it, and with them; and of the whole process. Each side in a process of its own. */
	private void memory(String size, String what, String load, String sizes) throws IOException {
		double[] our = bytes(ourMemoryCommand, load, sizes);
		double[] their = bytes(peerCommand, load, sizes);
		report(size, what + ", peak memory", our[1] / 1e6, their[1] / 1e6, "MB", List.of(our[1] / their[1]), "with pages of files %.1f, %.1f MB: %.3f; whole processes %.0f, %.0f MB"
			.formatted(our[0] / 1e6, their[0] / 1e6, our[0] / their[0], our[2] / 1e6, their[2] / 1e6));
	}

	private static double[] bytes(List<String> command, String load, String sizes) throws IOException {
		try (Side side = new Side(command)) {
			side.ask("baseline");
			side.ask(load);
			return Arrays.stream(side.ask("memory " + sizes).split(" ")).mapToDouble(Double::parseDouble).toArray();
		}
	}

	private static String loss(String answer) {
		return String.format(Locale.ROOT, "%.5f", Double.parseDouble(answer.split(" ")[1]));
	}

	private void decode(String size) {
		String load = "load %s none {}".formatted(folder.resolve(size));
		ours.ask(load);
		peer.ask(load);
		String command = "decode 32 64 " + (size.equals("gpt2") ? 2 : 4);
		String[] first = ours.ask(command).split(" ");
		String[] second = peer.ask(command).split(" ");
		compare(size, "decode", command, 64, "ms/token", false, first[1].equals(second[1]) ? "same tokens" : "tokens differ");
	}

	/** Turns of both sides, ours first in every second pair. */
	private void compare(String size, String what, String command, double tokens, String unit, boolean rate, String remark) {
		List<Double> ratios = new ArrayList<>();
		List<Double> ourValues = new ArrayList<>();
		List<Double> peerValues = new ArrayList<>();
		for (int pair = 0; pair < pairs; pair++) {
			double first = seconds((pair % 2 == 0 ? ours : peer).ask(command));
			double second = seconds((pair % 2 == 0 ? peer : ours).ask(command));
			double our = pair % 2 == 0 ? first : second;
			double their = pair % 2 == 0 ? second : first;
			ratios.add(rate ? their / our : our / their);
			ourValues.add(rate ? tokens / our : 1e3 * our / tokens);
			peerValues.add(rate ? tokens / their : 1e3 * their / tokens);
		}
		report(size, what, median(ourValues), median(peerValues), unit, ratios, remark);
	}

	private static double seconds(String answer) {
		return median(Arrays.stream(answer.split(" ")[0].split(",")).map(Double::parseDouble).toList());
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int half = sorted.size() / 2;
		return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
	}

	private void report(String size, String what, double our, double their, String unit, List<Double> ratios, String remark) {
		List<Double> sorted = ratios.stream().sorted().toList();
		System.out.printf(Locale.ROOT, "| %s | %s | %.4g %s | %.4g %s | %.3f | %.3f to %.3f | %s |%n", size, what, our, unit, their, unit, median(ratios), sorted.get(0),
				sorted.get(sorted.size() - 1), remark);
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("size", size);
		row.put("what", what);
		row.put("unit", unit);
		row.put("ours", our);
		row.put("peer", their);
		row.put("ratios", ratios);
		row.put("remark", remark);
		rows.add(row);
	}

}
