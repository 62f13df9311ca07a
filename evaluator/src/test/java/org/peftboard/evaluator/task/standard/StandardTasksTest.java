package org.peftboard.evaluator.task.standard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.HubRepository;
import org.peftboard.evaluator.hub.HubSettings;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.task.Tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the standard tasks do with files, without the real ones: those are in {@link RealTextTest}. */
class StandardTasksTest {

	@TempDir
	private Path folder;

	@BeforeEach
	void set() {
		System.setProperty(Source.FOLDER_PROPERTY, folder.toString());
	}

	@AfterEach
	void clear() {
		System.clearProperty(Source.FOLDER_PROPERTY);
	}

	static List<HubTask> tasks() {
		return Tasks.REGISTRY.all().stream().filter(HubTask.class::isInstance).map(HubTask.class::cast).toList();
	}

	private void write(String task, String file, String text) throws IOException {
		Files.createDirectories(folder.resolve(task));
		Files.writeString(folder.resolve(task).resolve(file), text);
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void saysWhereItsDataComesFrom(HubTask task) {
		TaskCard card = task.card();
		assertThat(card.data().files()).containsKeys("train", "test").allSatisfy((split, file) -> {
			assertThat(file.hubId()).matches("[\\w.-]+/[\\w.-]+");
			assertThat(file.rows()).isPositive();
			assertThat(file.revision()).matches("main|[0-9a-f]{40}");
		});
		assertThat(card.source().endsWith(", not pinned")).isEqualTo(card.id().startsWith("codealpacapy"));
		assertThat(card.licence()).isNotBlank().doesNotContain("memory");
		assertThat(card.citation()).isNotBlank();
		assertThat(card.example()).doesNotContain("{");
		assertThat(task.downloads()).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void refusesToRunWithoutItsFilesAndSaysHowToGetThem(HubTask task) {
		HubSettings settings = new HubSettings(URI.create("https://hub.example"), folder, true, null);
		Sheet sheet = task.sheet();
		assertThatThrownBy(() -> sheet.sources().get(Split.TEST).found(sheet.folder, settings)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("run 'evaluator fetch " + sheet.folder + "'");
		assertThat(Tasks.REGISTRY.find(sheet.folder)).isPresent();
	}

	private Path hold(String commit) throws IOException {
		Path snapshot = folder.resolve("datasets--nyu-mll--glue/snapshots/" + commit + "/sst2");
		Files.createDirectories(snapshot);
		return Files.writeString(snapshot.resolve("validation-00000-of-00001.parquet"), "");
	}

	@Test
	void findsThePinnedRevisionInTheHubsCacheWithoutAReference() throws IOException {
		hold("a".repeat(40));
		Path file = hold(HubData.GLUE.revision);
		HubSettings settings = new HubSettings(URI.create("https://hub.example"), folder, true, null);
		assertThat(new Sst2().sheet().sources().get(Split.TEST).found("sst2", settings))
			.isEqualTo(new Source.Found(List.of(file), "nyu-mll/glue " + HubData.GLUE.revision));
	}

	@Test
	void readsAnotherRevisionAndSaysSo() throws IOException {
		Path file = hold("a".repeat(40));
		HubSettings settings = new HubSettings(URI.create("https://hub.example"), folder, true, null);
		assertThat(new Sst2().sheet().sources().get(Split.TEST).found("sst2", settings)).isEqualTo(
				new Source.Found(List.of(file), "nyu-mll/glue " + "a".repeat(40) + ", another revision than " + HubData.GLUE.revision));
	}

	@Test
	void saysWhichFilesOfAFolderItRead() throws IOException {
		write("sst2", "train.jsonl", "{\"sentence\": \"a\", \"label\": 1}");
		write("sst2", "validation-part.csv", "sentence,label\na,1\n");
		assertThat(new Sst2().dataOrigin()).contains("folder sst2, train.jsonl; folder sst2, validation-part.csv");
	}

	@Test
	void fetchesTrainingAndTestFilesOfItsRepositories() {
		assertThat(new MetaMathQa().downloads()).containsOnlyKeys(
				new HubRepository(HubRepository.Kind.DATASET, HubData.META_MATH_QA.id, HubData.META_MATH_QA.revision),
				new HubRepository(HubRepository.Kind.DATASET, HubData.GSM8K.id, HubData.GSM8K.revision));
		assertThat(new Mnli().downloads().values()).containsExactly(List.of("mnli/train-*.parquet", "mnli/validation_mismatched-*.parquet"));
	}

	@Test
	void holdsATenthOfTheTrainingRowsOutAlwaysTheSame() throws IOException {
		String rows = IntStream.range(0, 95).mapToObj(row -> "{\"sentence\": \"lamp " + row + "\", \"label\": " + row % 2 + "}")
				.collect(Collectors.joining("\n"));
		write("sst2", "train.jsonl", rows);
		Task task = new Sst2();
		List<Example> train = task.examples(Split.TRAIN);
		List<Example> validation = task.examples(Split.VALIDATION);
		assertThat(train).hasSize(85);
		assertThat(validation).hasSize(10).isEqualTo(new Sst2().examples(Split.VALIDATION));
		Set<String> prompts = new HashSet<>(train.stream().map(Example::prompt).toList());
		assertThat(validation).noneMatch(example -> prompts.contains(example.prompt()));
		assertThat(validation.get(0).id()).isEqualTo("validation-000000");
		assertThat(train.get(0)).isEqualTo(new Example("train-000000",
				"Classify the following sentence into negative and positive classes. Respond only with the corresponding class.\nlamp 0\n", "negative"));
	}

	@Test
	void namesFileRowAndNeedInBadData() throws IOException {
		write("sst2", "validation.jsonl", "{\"sentence\": \"a\", \"label\": 1}\n{\"sentence\": \"b\", \"label\": 2}");
		assertThatThrownBy(() -> new Sst2().examples(Split.TEST))
			.hasMessage("validation.jsonl row 2, label: got 2, need one of [negative, positive] or its number, from 0");
		write("sst2", "validation.jsonl", "{\"text\": \"a\", \"label\": 1}");
		assertThatThrownBy(() -> new Sst2().examples(Split.TEST)).hasMessage("validation.jsonl row 1, columns: got [text, label], need a column sentence");
		write("sst2", "validation.jsonl", "");
		assertThatThrownBy(() -> new Sst2().examples(Split.TEST)).hasMessageContaining("task sst2: got no rows in").hasMessageContaining("at least"
				+ " one for the split test");
		write("openbookqa", "validation.jsonl", "{\"question_stem\": \"q\", \"choices\": {\"text\": [\"a\", \"b\", \"c\"]}, \"answerKey\": \"A\"}");
		assertThatThrownBy(() -> new OpenBookQa().examples(Split.TEST)).hasMessageContaining("validation.jsonl row 1, choices.text[3]:"
				+ " got").hasMessageContaining("a text there");
	}

	@Test
	void countsLabelsFromOneWhereTheDataDoes() throws IOException {
		String row = "{\"sentence\": \"_ lit it\", \"option1\": \"Mira\", \"option2\": \"Tomo\", \"answer\": \"2\"}";
		write("winogrande", "validation.jsonl", row);
		write("winogrande", "train.jsonl", (row + "\n").repeat(3));
		Example corrected = new Winogrande().examples(Split.TEST).get(0);
		assertThat(corrected.answer()).isEqualTo("option2");
		assertThat(corrected.prompt()).endsWith("Sentence: _ lit it\n\nOption1: Mira\nOption2: Tomo\n");
		HubTask published = new WinograndeAsPublished();
		assertThat(published.examples(Split.TEST).get(0).prompt()).startsWith("Based on").endsWith("Option1: Mira\nOption1: Tomo\n");
		assertThat(published.examples(Split.TRAIN).get(0).prompt()).startsWith("Sentence: ");
	}

	@Test
	void marksTheSpansOfWsc() {
		assertThat(new Wsc().card().example()).contains("\n* Mira * sold Tomo the lamp because # she # had two.\ntrue");
	}

	@Test
	void makesATrainingExampleOfEachAnswerAndOneTestExampleOfAll() throws IOException {
		String row = "{\"query\": \"@placeholder lit it\", \"entities\": [\"Mira\", \"Tomo\"], \"passage\": \"It was dark!\\n@highlight\\nNow"
				+ " not\\n@highlight\\nend\", "
				+ "\"answers\": [\"Mira\", \"mira\"]}";
		write("record", "validation.jsonl", row);
		write("record", "train.jsonl", (row + "\n").repeat(2));
		assertThat(new Record().examples(Split.TEST)).extracting(Example::answer).containsExactly("Mira\nmira");
		assertThat(new Record().examples(Split.TRAIN)).extracting(Example::answer).containsExactly("Mira", "mira");
		assertThat(new Record().examples(Split.TEST).get(0).prompt()).endsWith("Query: @placeholder lit it\n\nEntities: Mira, Tomo\n\nPassage: It was"
				+ " dark! Now not. end\n");
	}

	@Test
	void namesTheOptionsOfAMultiRcQuestionAlike() throws IOException {
		String row = "{\"paragraph\": \"p\", \"question\": \"q\", \"answer\": \"a\", \"label\": %d, \"idx\": {\"paragraph\": 3, \"question\": 7,"
				+ " \"answer\": %d}}";
		write("multirc", "validation.jsonl", row.formatted(1, 0) + "\n" + row.formatted(0, 1));
		assertThat(new MultiRc().examples(Split.TEST)).extracting(Example::id).containsExactly("test-3.7.0", "test-3.7.1");
	}

	@Test
	void leavesOutLongTrainingRowsOfMetaMathQa() throws IOException {
		write("metamathqa", "train.jsonl", "{\"query\": \"q\", \"response\": \"" + "x".repeat(1298) + "\"}\n{\"query\": \"q\", \"response\": \""
				+ "x".repeat(1299) + "\"}");
		String row = "{\"question\": \"q\", \"answer\": \"a\\n#### 1\"}\n";
		write("metamathqa", "gsm8k-train.jsonl", row.repeat(60));
		assertThat(new MetaMathQa().examples(Split.TRAIN)).singleElement()
			.satisfies(example -> assertThat(example.prompt()).isEqualTo("Question: q Think step by step.\nAnswer:"));
		assertThat(new MetaMathQa().examples(Split.VALIDATION)).hasSize(50);
	}

	@Test
	void writesASimilarityAsItsShortestNumber() throws IOException {
		write("stsb", "validation.csv", "sentence1,sentence2,label\na,b,3.799999952316284\n\"c, d\",e,5.0\n");
		assertThat(new Stsb().examples(Split.TEST)).extracting(Example::answer).containsExactly("3.8", "5.0");
	}

	@Test
	void ranksWhatWasPublishedByItsOwnMetric() {
		TaskCard published = Tasks.REGISTRY.get("qnli-as-published").card();
		assertThat(published.mainMetric()).isEqualTo("peft-bench-f1");
		assertThat(published.metrics()).containsExactlyInAnyOrderElementsOf(Tasks.REGISTRY.get("qnli").card().metrics());
		assertThat(published.example()).isEqualTo(Tasks.REGISTRY.get("qnli").card().example());
		assertThat(Tasks.REGISTRY.get("svamp-as-published").card().mainMetric()).isEqualTo("svamp-accuracy-as-published");
	}

}
