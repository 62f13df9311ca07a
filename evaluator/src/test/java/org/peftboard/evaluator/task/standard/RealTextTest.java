package org.peftboard.evaluator.task.standard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.peftboard.evaluator.SharedFolder;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real data of eight tasks, in the layouts that the shared folder has them in, read, rendered and cut into GPT-2's tokens. The data is not ours to ship: the
 * golden file has counts and checksums alone. {@code -Dgolden.update=true} writes it anew, {@code -Dreal-text.table=true} prints the table with an example
 * each.
 */
class RealTextTest {

	private static final Path GOLDEN = Path.of("src/test/resources/org/peftboard/evaluator/task/standard/real-text.json");

	@TempDir
	private Path folder;

	record Golden(String provenance, List<Statistics> splits) {
	}

	/**
	 * @param tokensP50    median of tokens of prompt and answer
	 * @param tokensP99    their 99th percentile
	 * @param answerTokens greatest number of tokens of an answer
	 * @param sha256       over id, prompt and answer of every example
	 */
	record Statistics(String task, String split, int examples, int tokensP50, int tokensP99, int tokensMax, int answerTokens, Map<String, Integer> labels,
			String sha256) {
	}

	@Test
	void readsRendersAndCountsRealData() throws IOException {
		Path tokenizerFile = SharedFolder.require("models/gpt2-tokenizer/tokenizer.json");
		Golden now;
		try (RealText data = RealText.in(folder); Tokenizer tokenizer = Tokenizer.load(tokenizerFile)) {
			now = golden(tokenizer);
		}
		if (Boolean.getBoolean("golden.update")) {
			Json.write(GOLDEN, now);
		}
		assertThat(Json.read(GOLDEN, Golden.class)).isEqualTo(now);
	}

	private static Golden golden(Tokenizer tokenizer) {
		List<Statistics> splits = new ArrayList<>();
		List<HubTask> tasks = List.of(new Gsm8k(), new BoolQ(), new Copa(), new CopaAsPublished(), new Cb(), new Rte(), new Mrpc());
		tasks.forEach(task -> List.of(Split.values()).forEach(split -> splits.add(statistics(task, split, tokenizer))));
		splits.add(statistics(new Svamp(), Split.TEST, tokenizer));
		splits.add(statistics(new DialogSum(), Split.VALIDATION, tokenizer));
		splits.add(statistics(new DialogSum(), Split.TEST, tokenizer));
		return new Golden("Written by RealTextTest from the shared folder's data and GPT-2's tokenizer; sha256 is of id, prompt and answer of every example.",
				splits);
	}

	private static Statistics statistics(HubTask task, Split split, Tokenizer tokenizer) {
		List<Example> examples = task.examples(split);
		List<Integer> answers = examples.stream().map(example -> tokenizer.encode(example.answer()).length).toList();
		List<Integer> tokens = new ArrayList<>();
		for (int index = 0; index < examples.size(); index++) {
			tokens.add(tokenizer.encode(examples.get(index).prompt()).length + answers.get(index));
		}
		tokens.sort(null);
		Map<String, Integer> labels = task.card().labels().isEmpty() ? Map.of()
				: new TreeMap<>(examples.stream().collect(Collectors.toMap(Example::answer, example -> 1, Integer::sum)));
		String all = examples.stream().map(Json::line).collect(Collectors.joining("\n"));
		Statistics statistics = new Statistics(task.card().id(), split.id(), examples.size(), percentile(tokens, 0.5), percentile(tokens, 0.99),
				percentile(tokens, 1),
				answers.stream().mapToInt(Integer::intValue).max().orElseThrow(), labels, Checksum.sha256(all.getBytes(StandardCharsets.UTF_8)));
		if (Boolean.getBoolean("real-text.table")) {
			print(statistics, examples.get(0));
		}
		return statistics;
	}

	/** the smallest number that so large a share is not above */
	private static int percentile(List<Integer> sorted, double share) {
		return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
	}

	private static void print(Statistics statistics, Example example) {
		Function<String, String> line = text -> text.replace("\n", "\\n");
		System.out.printf("TABLE | %s | %s | %d | %d | %d | %d | %d | %s |%n", statistics.task(), statistics.split(), statistics.examples(),
				statistics.tokensP50(),
				statistics.tokensP99(), statistics.tokensMax(), statistics.answerTokens(), statistics.labels());
		System.out.printf("EXAMPLE %s %s: %s>>>%s%n", statistics.task(), example.id(), line.apply(example.prompt()), line.apply(example.answer()));
	}

}
