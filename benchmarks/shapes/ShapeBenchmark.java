import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.run.ShapeSource;
import tools.jackson.databind.JsonNode;

/**
 * Peak memory of training and of inference, a training step and a generated token of a method on a shape with random weights: ours ({@code evaluator profile --measure}) and the peer's ({@code peer.py}), a process each
 * time, in turns. {@code benchmarks/shapes/run} starts it.
 */
final class ShapeBenchmark {

	private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

	private final String python;

	private final String device;

	private final Path folder;

	private ShapeBenchmark(String python, String device, Path folder) {
		this.python = python;
		this.device = device;
		this.folder = folder;
	}

	/** What a cell asks for. */
	private record Cell(String shape, int batch, int tokens, int targets, String method) {

		static Cell of(String text) {
			String[] parts = text.split(":");
			if (parts.length != 5) {
				throw new IllegalArgumentException("cell: got '" + text + "', need SHAPE:BATCH:TOKENS:TARGETS:METHOD");
			}
			return new Cell(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), parts[4]);
		}

	}

	/** One side's numbers; NaN where there is none. */
	private record Measured(double trainable, double trainingBytes, double inferenceBytes, double stepMillis, double tokenMillis, double unmergedToBase, double mergedToBase) {
	}

	/** Arguments: python, device, pairs, result.jsonl, cells. */
	public static void main(String[] arguments) throws Exception {
		Path result = Path.of(arguments[3]).toAbsolutePath();
		ShapeBenchmark benchmark = new ShapeBenchmark(arguments[0], arguments[1], result.getParent());
		System.out.println("| shape | load | method | trainable: ours, peer | training memory MB: ours, peer, ratio | step ms: ours, peer, ratio (spread) | inference memory MB | ms/token: ours, peer, ratio (spread) | our latency ÷ base: not merged, merged |");
		System.out.println("|---|---|---|---|---|---|---|---|---|");
		for (String text : List.of(arguments).subList(4, arguments.length)) {
			Map<String, Object> row = benchmark.run(Cell.of(text), Integer.parseInt(arguments[2]));
			Files.writeString(result, Json.line(row) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
	}

	private Map<String, Object> run(Cell cell, int pairs) throws Exception {
		Path config = folder.resolve(cell.shape() + ".json");
		Json.write(config, ShapeSource.config(cell.shape()));
		List<Measured> ours = new ArrayList<>();
		List<Measured> peer = new ArrayList<>();
		for (int pair = 0; pair < pairs; pair++) {
			if (pair % 2 == 0) {
				ours.add(ours(cell));
				peer.add(peer(cell, config));
			}
			else {
				peer.add(peer(cell, config));
				ours.add(ours(cell));
			}
		}
		print(cell, ours, peer);
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("cell", cell);
		row.put("device", device);
		row.put("ours", ours);
		row.put("peer", peer);
		return row;
	}

	private Measured ours(Cell cell) throws Exception {
		Path answer = folder.resolve("ours.json");
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
		command.addAll(FLAGS);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.peftboard.evaluator.Main", "profile", "--model", cell.shape(), "--method", cell.method(), "--precision",
				device.equals("cpu") ? "fp32" : "bf16", "--batch", String.valueOf(cell.batch()), "--tokens", String.valueOf(cell.tokens()), "--targets",
				String.valueOf(cell.targets()), "--device", device, "--measure", "--json", answer.toString()));
		JsonNode profile = answer(command, answer).path("measured");
		return new Measured(number(profile.path("trainableParameters")), number(profile.path("training").path("bytes")), number(profile.path("inference").path("bytes")),
				number(profile.path("times").path("stepMillis")), number(profile.path("times").path("tokenMillis")),
				number(profile.path("latency").path("unmergedToBase")), number(profile.path("latency").path("mergedToBase")));
	}

	private Measured peer(Cell cell, Path config) throws Exception {
		Path answer = folder.resolve("peer.json");
		JsonNode said = answer(List.of(python, Path.of("benchmarks/shapes/peer.py").toString(), config.toString(), cell.method(), String.valueOf(cell.batch()), String.valueOf(cell.tokens()),
				String.valueOf(cell.targets()), device, answer.toString()), answer);
		return new Measured(number(said.path("trainable")), number(said.path("trainingBytes")), number(said.path("inferenceBytes")), number(said.path("stepMillis")), number(said.path("tokenMillis")),
				Double.NaN, Double.NaN);
	}

	/** Its document; empty where it ended without one, which it then says on standard error. */
	private JsonNode answer(List<String> command, Path answer) throws IOException, InterruptedException {
		Files.deleteIfExists(answer);
		Path said = folder.resolve("last.log");
		int code = new ProcessBuilder(command).redirectOutput(said.toFile()).redirectErrorStream(true).start().waitFor();
		if (code != 0 || !Files.exists(answer)) {
			List<String> lines = Files.readAllLines(said);
			System.err.println(command.get(0) + " ended with " + code + ": " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
			return Json.tree("none", "{}");
		}
		return Json.tree(answer.toString(), Files.readString(answer));
	}

	private static double number(JsonNode node) {
		return node.isNumber() ? node.asDouble() : Double.NaN;
	}

	private void print(Cell cell, List<Measured> ours, List<Measured> peer) {
		System.out.printf(Locale.ROOT, "| %s | %d × %d, %d | %s | %,.0f, %,.0f | %s | %s | %s | %s | %s, %s |%n", cell.shape(), cell.batch(), cell.tokens(), cell.targets(), cell.method(),
				ours.get(0).trainable(), peer.get(0).trainable(), compared(ours, peer, Measured::trainingBytes, 1e6), compared(ours, peer, Measured::stepMillis, 1),
				compared(ours, peer, Measured::inferenceBytes, 1e6), compared(ours, peer, Measured::tokenMillis, 1), median(ours, Measured::unmergedToBase), median(ours, Measured::mergedToBase));
	}

	private static String median(List<Measured> ours, java.util.function.ToDoubleFunction<Measured> quantity) {
		return shown(ours.stream().mapToDouble(quantity).sorted().toArray());
	}

	private static String compared(List<Measured> ours, List<Measured> peer, java.util.function.ToDoubleFunction<Measured> quantity, double unit) {
		double[] own = ours.stream().mapToDouble(quantity).map(value -> value / unit).sorted().toArray();
		double[] others = peer.stream().mapToDouble(quantity).map(value -> value / unit).sorted().toArray();
		double[] ratios = java.util.stream.IntStream.range(0, own.length)
			.mapToDouble(pair -> quantity.applyAsDouble(ours.get(pair)) / quantity.applyAsDouble(peer.get(pair)))
			.sorted()
			.toArray();
		return String.format(Locale.ROOT, "%s, %s, %s (%s to %s)", shown(own), shown(others), shown(ratios), said(ratios[0]), said(ratios[ratios.length - 1]));
	}

	private static String shown(double[] sorted) {
		return said(sorted[sorted.length / 2]);
	}

	private static String said(double value) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
	}

}
