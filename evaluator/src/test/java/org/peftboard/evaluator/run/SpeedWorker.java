package org.peftboard.evaluator.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.measure.MachineSpeed;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;

/**
 * Our side of the speed benchmark: obeys lines of standard input, answers each with one line of standard output. The peer's side, {@code peer.py}, obeys the
 * same lines.
 *
 * <pre>
 * baseline                      takes what is resident as that of the process without a model
 * load FOLDER METHOD SETTINGS   loads the model with the method
 * train ROWS TOKENS TARGETS STEPS RATE   optimizer steps on random tokens, the last TARGETS of each row learned; seconds of each step, and the last loss
 * memory ROWS TOKENS TARGETS    bytes at the peak of three such steps, over the baseline: all of them, those without files, and the whole process's
 * decode TOKENS NEW REPEATS     greedy decoding of one random prompt; seconds a repeat, and the tokens
 * peak                          operations a second of this engine's product of two matrices of side 1,024
 * close                         forgets the model
 * </pre>
 */
final class SpeedWorker {

	private static final int VOCABULARY_START = 3;

	private final Ops ops = Ops.on("cpu");

	private LanguageModel model;

	private Trainer trainer;

	private int vocabulary;

	private SpeedWorker() {
	}

	public static void main(String[] arguments) throws IOException {
		SpeedWorker worker = new SpeedWorker();
		System.out.println("ready");
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			System.out.println("= " + worker.obey(line.split(" ", 4)));
		}
	}

	private String obey(String[] command) {
		switch (command[0]) {
			case "baseline":
				return baseline();
			case "load":
				return load(Path.of(command[1]), command[2], command[3]);
			case "train":
				return train(numbers(command));
			case "memory":
				return memory(numbers(command));
			case "decode":
				return decode(numbers(command));
			case "peak":
				return String.valueOf(MachineSpeed.of(ops).flopsPerSecond());
			case "close":
				close();
				return "closed";
			default:
				throw new IllegalArgumentException("command: got " + command[0] + ", need baseline, load, train, memory, decode, peak or close");
		}
	}

	private static double[] numbers(String[] command) {
		return java.util.Arrays.stream(String.join(" ", java.util.Arrays.copyOfRange(command, 1, command.length)).split(" "))
			.mapToDouble(Double::parseDouble)
			.toArray();
	}

	private final PeakMemoryMeter memory = new PeakMemoryMeter("cpu");

	private long before;

	/** The meter lets the allocator give back at once what is freed, until it has read: so not in a process whose time is read. */
	private String baseline() {
		memory.begin();
		before = resident("VmRSS:");
		return String.valueOf(before);
	}

	private String load(Path folder, String id, String settings) {
		ops.seed(1);
		PeftMethod method = Methods.REGISTRY.get(id);
		Adaptation adaptation = id.equals(Methods.NONE) ? Adaptation.NONE
				: method.configure(new Settings(method.card(), Json.map("settings", settings)));
		model = Architectures.load(folder, adaptation, ops);
		vocabulary = Architectures.config(folder).path("vocab_size").asInt();
		if (!id.equals(Methods.NONE)) {
			trainer = new Trainer(model, Protocol.Optimization.PLAIN);
		}
		return "trainable " + model.parameters().trainableCount();
	}

	private TokenBatch batch(double[] sizes) {
		int[][] rows = ids((int) sizes[0], (int) sizes[1]);
		List<TokenBatch.Row> all = new ArrayList<>();
		for (int[] row : rows) {
			all.add(new TokenBatch.Row(row, row.length - (int) sizes[2]));
		}
		return TokenBatch.of(all, 0);
	}

	/** The same numbers as the peer's: a linear congruential generator, written out. */
	private int[][] ids(int rows, int tokens) {
		long state = 12345;
		int[][] ids = new int[rows][tokens];
		for (int[] row : ids) {
			for (int place = 0; place < tokens; place++) {
				state = (state * 1103515245L + 12345) % 2147483648L;
				row[place] = VOCABULARY_START + (int) (state / 65536 % (vocabulary - VOCABULARY_START));
			}
		}
		return ids;
	}

	private String train(double[] sizes) {
		TokenBatch batch = batch(sizes);
		List<String> seconds = new ArrayList<>();
		double loss = 0;
		for (int step = 0; step < sizes[3]; step++) {
			long start = System.nanoTime();
			loss = trainer.step(batch, sizes[4]);
			seconds.add(String.valueOf((System.nanoTime() - start) / 1e9));
		}
		return String.join(",", seconds) + " " + loss;
	}

	private String memory(double[] sizes) {
		TokenBatch batch = batch(sizes);
		memory.measure(() -> {
			for (int step = 0; step < 3; step++) {
				trainer.step(batch, 0);
			}
		});
		long peak = resident("VmHWM:");
		return peak - before + " " + memory.read().orElseThrow().bytes() + " " + peak;
	}

	/** As the peer reads it, from the kernel. */
	private static long resident(String key) {
		try {
			return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(key)).mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private String decode(double[] sizes) {
		int[] prompt = ids(1, (int) sizes[0])[0];
		SpecialTokens never = new SpecialTokens(new int[0], new int[0], -1, Set.of(), 0);
		GreedyDecoder decoder = new GreedyDecoder(model, never, (int) sizes[1], () -> false);
		List<String> seconds = new ArrayList<>();
		int[] tokens = {};
		for (int repeat = 0; repeat < sizes[2]; repeat++) {
			long start = System.nanoTime();
			tokens = decoder.decode(List.of(prompt)).get(0);
			seconds.add(String.valueOf((System.nanoTime() - start) / 1e9));
		}
		return String.join(",", seconds) + " " + java.util.Arrays.stream(tokens).mapToObj(String::valueOf).collect(Collectors.joining(","));
	}

	private void close() {
		if (trainer != null) {
			trainer.close();
			trainer = null;
		}
		model.close();
	}

}
