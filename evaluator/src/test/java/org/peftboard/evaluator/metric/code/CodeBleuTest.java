package org.peftboard.evaluator.metric.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.peftboard.evaluator.contract.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** CodeBLEU beside its Python original, part by part; {@code make_codebleu_goldens.py} beside the file says how that was run. */
class CodeBleuTest {

	private static final Path FILE = Path.of("src/test/resources/org/peftboard/evaluator/metric/code/codebleu.json");

	private static final double TOLERANCE = 1e-9;

	record Golden(String provenance, List<Case> cases) {
	}

	record Case(List<String> expected, List<String> predicted, double ngram, double weighted, double syntax, double dataflow, double codebleu) {
	}

	@Test
	void agreesWithTheOriginalInEveryPart() throws IOException {
		List<Case> cases = Json.read("codebleu.json", Files.readString(FILE), Golden.class).cases();
		double worst = 0;
		for (Case golden : cases) {
			CodeBleu.Parts parts = parts(golden.expected(), golden.predicted());
			assertThat(parts.words()).as("words of " + golden).isCloseTo(golden.ngram(), within(TOLERANCE));
			assertThat(parts.weightedWords()).as("weighted words of " + golden).isCloseTo(golden.weighted(), within(TOLERANCE));
			assertThat(parts.syntax()).as("syntax of " + golden).isCloseTo(golden.syntax(), within(TOLERANCE));
			assertThat(parts.dataFlow()).as("data flow of " + golden).isCloseTo(golden.dataflow(), within(TOLERANCE));
			double got = new CodeBleu(false).score(golden.expected(), golden.predicted());
			worst = Math.max(worst, Math.abs(got - golden.codebleu()));
			assertThat(got).isCloseTo(golden.codebleu(), within(TOLERANCE));
		}
		System.out.printf("metric codebleu: worst difference to the original %.1e over %d cases%n", worst, cases.size());
	}

	private static CodeBleu.Parts parts(List<String> expected, List<String> predicted) {
		CodeBleu metric = new CodeBleu(false);
		double[] sums = new double[metric.statistics("", "").length];
		for (int item = 0; item < expected.size(); item++) {
			double[] statistics = metric.statistics(expected.get(item), predicted.get(item));
			IntStream.range(0, sums.length).forEach(place -> sums[place] += statistics[place]);
		}
		return CodeBleu.parts(sums);
	}

	/** values and tolerances of the package's own tests */
	@Test
	void comesOutAsTheOriginalsOwnTestsSay() {
		assertThat(score("def test ( ) :\n pass", "some rannnndom words in length more than 3")).isCloseTo(0.25, within(0.025));
		assertThat(score("def foo ( x ) :\n    return x", "def bar ( y , x ) :\n    a = x * x\n    return a")).isCloseTo(0.4, within(0.04));
		assertThat(score("def bar ( x ) :\n    return x", "def foo ( x ) :\n    return x * x")).isCloseTo(0.6, within(0.06));
		assertThat(score("def foo ( x ) :\n    return x", "def bar ( x ) :\n    return x")).isCloseTo(0.8, within(0.08));
		assertThat(score("def foo ( x ) :\n    return x", "def foo ( x ) :\n    return x")).isEqualTo(1);
	}

	@Test
	void lowerCasesWhereItFollowsPeftBench() {
		String expected = "def f():\n    return None";
		String predicted = "DEF F():\n    RETURN NONE";
		assertThat(new CodeBleu(true).score(List.of(expected), List.of(predicted))).isCloseTo(1, within(1e-12));
		assertThat(score(expected, predicted)).isLessThan(0.6);
	}

	/** the original takes 2ⁿ rounds for n loops inside each other */
	@Test
	void endsForLoopsInsideLoops() {
		StringBuilder loops = new StringBuilder();
		for (int depth = 0; depth < 100; depth++) {
			loops.append(" ".repeat(depth)).append("for i in range(n):\n");
		}
		loops.append(" ".repeat(100)).append("x = i");
		assertTimeoutPreemptively(Duration.ofSeconds(20), () -> score("x = 1", loops.toString()));
	}

	@Test
	void survivesWhatModelsWriteWhenTheyFail() {
		List<String> texts = List.of("(".repeat(20_000), "[".repeat(20_000) + "]".repeat(20_000), "\u0000\u0001",
				"\uD83D\uDE00 = '\uD83D\uDE00'\ny = \uD83D\uDE00", "a".repeat(20_000), "\"\"\"",
				"x = " + "-".repeat(20_000) + "1");
		texts.forEach(text -> assertThatCode(() -> assertThat(score("x = 1\ny = x", text)).isBetween(0.0, 1.0)).doesNotThrowAnyException());
	}

	@Test
	void leavesOutCommentsDocstringsAndEmptyLines() {
		String source = "def f():  # why\n    '''doc'''\n\n    # alone\n    return 'kept'";
		assertThat(PythonSource.withoutComments(source)).isEqualTo("def f():  \n    return 'kept'");
	}

	private static double score(String expected, String predicted) {
		return new CodeBleu(false).score(List.of(expected), List.of(predicted));
	}

}
