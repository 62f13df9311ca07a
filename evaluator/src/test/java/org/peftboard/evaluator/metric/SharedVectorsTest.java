package org.peftboard.evaluator.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.peftboard.evaluator.SharedFolder;
import org.peftboard.evaluator.contract.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Every case of the shared vectors that is about a metric. Skipped, with the reason, where the shared folder is not there. */
class SharedVectorsTest {

	private static final double EXACT = 1e-9;

	private static final double TWO_DECIMALS = 0.005 + EXACT;

	@Test
	void agreesWithPeftBench() throws IOException {
		Map<String, String> ids = Map.of("em", "peft-bench-exact-match", "f1", "peft-bench-f1", "macro_f1", "peft-bench-macro-f1", "gsm8k", "gsm8k-accuracy",
				"svamp", "svamp-accuracy-as-published");
		JsonNode cases = vectors("peftbench_metrics");
		assertThat(cases).isNotEmpty();
		for (JsonNode golden : cases) {
			Metric metric = Metrics.of(ids.get(golden.get("function").asString()), texts(golden.get("labels")));
			JsonNode expected = golden.get("expected");
			String key = List.of("exact_match", "f1", "macro_f1", "accuracy").stream().filter(expected::has).findFirst().orElseThrow();
			double got = metric.score(texts(golden.get("targets")), texts(golden.get("predictions")));
			assertThat(got).as(golden.toString()).isCloseTo(expected.get(key).asDouble(), within(EXACT));
		}
	}

	@Test
	void countsFormatErrorsAndEquationsAsPeftBench() throws IOException {
		for (JsonNode golden : vectors("peftbench_metrics")) {
			List<String> predicted = texts(golden.get("predictions"));
			List<String> targets = texts(golden.get("targets"));
			JsonNode expected = golden.get("expected");
			if (golden.get("function").asString().equals("gsm8k")) {
				assertThat(predicted.stream().map(Gsm8kAccuracy::answer).filter(OptionalDouble::isEmpty)).hasSize(expected.get("format_errors").asInt());
			}
			else if (golden.get("function").asString().equals("svamp")) {
				assertThat(predicted.stream().map(SvampEquation::of).filter(equation -> equation.isEmpty())).hasSize(expected.get("format_errors").asInt());
				double share = Metrics.of("svamp-gold-equation", List.of()).score(targets, predicted);
				assertThat(share * expected.get("total").asInt()).isCloseTo(expected.get("gold_exact_equation").asInt(), within(EXACT));
			}
		}
	}

	@Test
	void agreesWithRougeScore() throws IOException {
		Map<String, String> ids = Map.of("rouge1", "rouge-1", "rouge2", "rouge-2", "rougeL", "rouge-l", "rougeLsum", "rouge-lsum");
		JsonNode cases = vectors("rouge_score").get("cases");
		assertThat(cases).isNotEmpty();
		for (JsonNode golden : cases) {
			String id = ids.get(golden.get("type").asString()) + (golden.get("stemmer").asBoolean() ? "-stemmed" : "");
			double got = Metrics.of(id, List.of()).score(List.of(golden.get("target").asString()), List.of(golden.get("prediction").asString()));
			assertThat(got).as(golden.toString()).isCloseTo(golden.get("f").asDouble(), within(golden.get("tolerance").asDouble()));
		}
	}

	@Test
	void agreesWithTheBootstrapOfRougeScore() throws IOException {
		JsonNode cases = vectors("rouge_score").get("bootstrap_percentiles");
		assertThat(cases).isNotEmpty();
		for (JsonNode golden : cases) {
			for (int measure = 0; measure < 3; measure++) {
				int place = measure;
				double[] items = IntStream.range(0, 3).mapToDouble(item -> golden.get("scores").get(item).get(place).asDouble()).toArray();
				Interval got = Bootstrap.of(picks -> IntStream.of(picks).mapToDouble(pick -> items[pick]).average().orElseThrow(), items.length,
						golden.get("confidence").asDouble(), 1000, 0);
				List<Double> want = numbers(golden.get(List.of("precision", "recall", "f").get(measure)));
				assertThat(List.of(got.low(), got.median(), got.high())).as(golden.toString())
					.satisfiesExactly(low -> assertThat(low).isCloseTo(want.get(0), within(EXACT)),
							mid -> assertThat(mid).isCloseTo(want.get(1), within(EXACT)),
							high -> assertThat(high).isCloseTo(want.get(2), within(EXACT)));
			}
		}
	}

	@Test
	void agreesWithHuggingFaceEvaluateOnPrecisionRecallAndF1() throws IOException {
		JsonNode vectors = vectors("hf_evaluate");
		for (String measure : List.of("precision", "recall", "f1")) {
			assertThat(vectors.get(measure)).isNotEmpty();
			for (JsonNode golden : vectors.get(measure)) {
				List<Double> got = averaged(measure, golden);
				boolean rounded = golden.has(measure + "_2dp");
				JsonNode want = golden.get(rounded ? measure + "_2dp" : measure);
				List<Double> values = want.isArray() ? numbers(want) : List.of(want.asDouble());
				assertThat(got).hasSameSizeAs(values);
				for (int place = 0; place < got.size(); place++) {
					assertThat(got.get(place)).as(golden.toString()).isCloseTo(values.get(place), within(rounded ? TWO_DECIMALS : EXACT));
				}
			}
		}
	}

	/** one value, or one for each label */
	private static List<Double> averaged(String measure, JsonNode golden) {
		ConfusionMatrix matrix = matrix(golden);
		List<Double> byLabel = matrix.labels().stream().map(label -> value(matrix, measure, label)).toList();
		if (!golden.has("average")) {
			return List.of(value(matrix, measure, golden.has("pos_label") ? golden.get("pos_label").asString() : "1"));
		}
		double weighted = matrix.labels().stream().mapToDouble(label -> value(matrix, measure, label) * matrix.expected(label)).sum() / matrix.total();
		return switch (golden.get("average").asString("none")) {
			case "macro" -> List.of(byLabel.stream().mapToDouble(value -> value).average().orElseThrow());
			case "weighted" -> List.of(weighted);
			case "micro" -> List.of(matrix.accuracy());
			default -> byLabel;
		};
	}

	private static double value(ConfusionMatrix matrix, String measure, String label) {
		return switch (measure) {
			case "precision" -> matrix.precision(label);
			case "recall" -> matrix.recall(label);
			default -> matrix.f1(label);
		};
	}

	@Test
	void agreesWithHuggingFaceEvaluateOnAccuracyAndMatthews() throws IOException {
		JsonNode vectors = vectors("hf_evaluate");
		for (JsonNode golden : vectors.get("accuracy")) {
			ConfusionMatrix matrix = matrix(golden);
			boolean count = golden.has("normalize") && !golden.get("normalize").asBoolean();
			assertThat(matrix.accuracy() * (count ? matrix.total() : 1)).as(golden.toString()).isCloseTo(golden.get("accuracy").asDouble(), within(EXACT));
		}
		for (JsonNode golden : vectors.get("matthews_correlation")) {
			assertThat(matrix(golden).matthews()).as(golden.toString()).isCloseTo(golden.get("mcc").asDouble(), within(EXACT));
		}
	}

	private static ConfusionMatrix matrix(JsonNode golden) {
		List<String> expected = texts(golden.get("ref"));
		List<Double> weights = golden.has("sample_weight") ? numbers(golden.get("sample_weight")) : expected.stream().map(text -> 1.0).toList();
		return ConfusionMatrix.of(expected, texts(golden.get("pred")), weights);
	}

	@Test
	void agreesWithHuggingFaceEvaluateOnCorrelations() throws IOException {
		JsonNode vectors = vectors("hf_evaluate");
		for (JsonNode golden : vectors.get("pearsonr")) {
			double got = Metrics.of("pearson", List.of()).score(texts(golden.get("ref")), texts(golden.get("pred")));
			assertThat(got).isCloseTo(golden.get("pearsonr").asDouble(), within(EXACT));
		}
		for (JsonNode golden : vectors.get("spearmanr")) {
			double got = Metrics.of("spearman", List.of()).score(texts(golden.get("ref")), texts(golden.get("pred")));
			assertThat(got).isCloseTo(golden.get("spearmanr").asDouble(), within(EXACT));
		}
	}

	@Test
	void agreesWithHuggingFaceEvaluateOnExactMatchAfterItsOptions() throws IOException {
		for (JsonNode golden : vectors("hf_evaluate").get("exact_match")) {
			List<String> expected = texts(golden.get("ref")).stream().map(text -> prepared(text, golden)).toList();
			List<String> predicted = texts(golden.get("pred")).stream().map(text -> prepared(text, golden)).toList();
			double got = Metrics.of("accuracy", List.of()).score(expected, predicted);
			boolean rounded = golden.has("em_2dp");
			assertThat(got).as(golden.toString()).isCloseTo(golden.get(rounded ? "em_2dp" : "em").asDouble(), within(rounded ? TWO_DECIMALS : EXACT));
		}
	}

	/** the options of Hugging Face's exact_match, none of which our tasks use */
	private static String prepared(String text, JsonNode golden) {
		String prepared = text;
		for (String ignored : texts(golden.get("regexes_to_ignore"))) {
			prepared = prepared.replaceAll(ignored, "");
		}
		prepared = golden.has("ignore_case") ? prepared.toLowerCase(Locale.ROOT) : prepared;
		prepared = golden.has("ignore_punctuation") ? prepared.replaceAll("\\p{Punct}", "") : prepared;
		return golden.has("ignore_numbers") ? prepared.replaceAll("[0-9]", "") : prepared;
	}

	@Test
	void agreesWithHuggingFaceEvaluateOnRougeItemByItem() throws IOException {
		for (JsonNode golden : vectors("hf_evaluate").get("rouge")) {
			List<String> expected = texts(golden.get("ref"));
			List<String> predicted = texts(golden.get("pred"));
			for (int item = 0; item < expected.size(); item++) {
				double got = Metrics.of("rouge-1", List.of()).item(expected.get(item), predicted.get(item)).orElseThrow();
				assertThat(got).isCloseTo(golden.get("rouge1_each").get(item).asDouble(), within(EXACT));
			}
		}
	}

	@Test
	void agreesWithHuggingFaceEvaluateOnSuperGlue() throws IOException {
		JsonNode vectors = vectors("hf_evaluate").get("super_glue");
		JsonNode multirc = vectors.get("multirc");
		List<String> expected = truths(texts(multirc.get("references")));
		List<String> predicted = new ArrayList<>();
		List<String> ids = new ArrayList<>();
		multirc.get("predictions").forEach(prediction -> {
			JsonNode idx = prediction.get("idx");
			predicted.add(prediction.get("prediction").asString());
			ids.add(idx.get("paragraph") + "." + idx.get("question") + "." + idx.get("answer"));
		});
		assertThat(Metrics.of("multirc-f1a", List.of()).score(expected, truths(predicted))).isEqualTo(multirc.get("expected").get("f1_a").asDouble());
		assertThat(Metrics.of("multirc-exact-match", List.of()).score(ids, expected, truths(predicted)))
			.isEqualTo(multirc.get("expected").get("exact_match").asDouble());
		assertThat(Metrics.of("multirc-f1m", List.of()).score(ids, expected, truths(predicted))).isEqualTo(multirc.get("expected").get("f1_m").asDouble());
		JsonNode record = vectors.get("record");
		String answers = String.join("\n", texts(record.get("references").get(0).get("answers")));
		String given = record.get("predictions").get(0).get("prediction_text").asString();
		assertThat(Metrics.of("record-f1", List.of()).score(List.of(answers), List.of(given))).isEqualTo(record.get("expected").get("f1").asDouble());
		assertThat(Metrics.of("record-exact-match", List.of()).score(List.of(answers), List.of(given)))
			.isEqualTo(record.get("expected").get("exact_match").asDouble());
	}

	private static List<String> truths(List<String> numbers) {
		return numbers.stream().map(number -> number.equals("1") ? "true" : "false").toList();
	}

	private static JsonNode vectors(String folder) throws IOException {
		return Json.tree(folder, Files.readString(SharedFolder.require("vectors/" + folder + "/cases.json")));
	}

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		if (array != null && array.isArray()) {
			array.forEach(text -> texts.add(text.asString()));
		}
		return texts;
	}

	private static List<Double> numbers(JsonNode array) {
		List<Double> numbers = new ArrayList<>();
		array.forEach(number -> numbers.add(number.asDouble()));
		return numbers;
	}

}
