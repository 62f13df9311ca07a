package org.peftboard.evaluator.task.standard;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.DataCard;
import org.peftboard.evaluator.contract.Catalogue.FileCard;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.hub.Row;
import org.peftboard.evaluator.task.Split;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a standard task's file says of it; each setting gives the sheet back. */
final class Sheet {

	/** longest prompt of PEFT-Bench's runs */
	private static final int MAX_PROMPT_TOKENS = 2048;

	/** more than any label has */
	private static final int LABEL_TOKENS = 16;

	/** the share of the training rows that choose the checkpoint, where the data has no split for that */
	private static final double HELD_OUT = 0.1;

	private static final String AS_PUBLISHED = "-as-published";

	String id;

	private final String title;

	private final String description;

	/** the task's name where its files are concerned, shared by what stands beside it */
	final String folder;

	private String version = "1";

	private final Map<Split, Source> sources = new EnumMap<>(Split.class);

	private String instruction = "";

	private Template template = new Template("");

	private Template answer = new Template("");

	private List<String> labels = List.of();

	private String[] labelColumns = {};

	private List<String> metrics = List.of();

	private int maxNewTokens = LABEL_TOKENS;

	private String licence = "";

	private String citation = "";

	private Map<String, Object> sample = Map.of();

	private Function<Row, List<String>> answers = row -> List.of(answer.of(row));

	private Several several = Several.EXAMPLES;

	private Function<Row, @Nullable String> names = row -> null;

	private Predicate<Row> kept = row -> true;

	private Function<Row, String> prompts = row -> template.of(row);

	private int firstLabel;

	private boolean instructedInTestOnly;

	private int mostRowsOfValidation = Integer.MAX_VALUE;

	private Sheet(String id, String title, String description) {
		this.id = id;
		this.folder = id.replace(AS_PUBLISHED, "");
		this.title = title;
		this.description = description;
	}

	/**
	 * A row as prompt and answer.
	 *
	 * @param name what follows the split in the example's id; absent for its number
	 */
	record Draft(@Nullable String name, String prompt, String answer) {
	}

	/** What a row with several right answers becomes outside of training. */
	enum Several {

		/** an example each */
		EXAMPLES,
		/** one example, an answer a line */
		LINES,
		/** one example with the first answer */
		FIRST

	}

	static Sheet of(String id, String title, String description) {
		return new Sheet(id, title, description);
	}

	/**
	 * Files of one split.
	 *
	 * @param split the hub's name of it
	 * @param rows  as published
	 */
	Sheet data(Split of, HubData data, @Nullable String subset, String pattern, String split, int rows) {
		sources.put(of, new Source(new FileCard(data.id, subset, data.revision, pattern, split, rows)));
		return this;
	}

	/** Training and test files of one repository, named {@code PREFIX/SPLIT-….parquet}. */
	Sheet parquet(HubData data, @Nullable String subset, String prefix, String train, int trainRows, String test, int testRows) {
		data(Split.TRAIN, data, subset, prefix + "/" + train + "-*.parquet", train, trainRows);
		return data(Split.TEST, data, subset, prefix + "/" + test + "-*.parquet", test, testRows);
	}

	/** Training and test files of a repository with a loading script, as the hub itself converted them: {@code SUBSET/SPLIT/….parquet}. */
	Sheet converted(HubData data, String subset, String train, int trainRows, String test, int testRows) {
		data(Split.TRAIN, data, subset, subset + "/" + train + "/*.parquet", train, trainRows);
		return data(Split.TEST, data, subset, subset + "/" + test + "/*.parquet", test, testRows);
	}

	/** The instruction, and below it the rest of the prompt. */
	Sheet asks(String instruction, String template) {
		this.instruction = instruction;
		this.template = new Template(template);
		return this;
	}

	/** The rest of the prompt where a template does not do; {@code template} describes it. */
	Sheet asks(String instruction, String template, Function<Row, String> prompts) {
		this.prompts = prompts;
		return asks(instruction, template);
	}

	/** The answer is one of the labels. */
	Sheet labels(List<String> labels, String... columns) {
		this.labels = labels;
		this.labelColumns = columns;
		return this;
	}

	/** The data numbers its labels from 1. */
	Sheet labelsFromOne() {
		this.firstLabel = 1;
		return this;
	}

	/** Training prompts stand without the instruction. */
	Sheet instructedInTestOnly() {
		this.instructedInTestOnly = true;
		return this;
	}

	/** The answer is a text. */
	Sheet answers(String template, int maxNewTokens) {
		this.answer = new Template(template);
		this.maxNewTokens = maxNewTokens;
		return this;
	}

	/** The answer where a template does not do; {@code template} describes it. */
	Sheet answers(String template, int maxNewTokens, Function<Row, String> answers) {
		this.answers = row -> List.of(answers.apply(row));
		return answers(template, maxNewTokens);
	}

	/** Several right answers a row: each an example in training, and what {@code several} says elsewhere. */
	Sheet answers(String template, int maxNewTokens, Several several, Function<Row, List<String>> answers) {
		this.answers = answers;
		this.several = several;
		return answers(template, maxNewTokens);
	}

	/** What examples are called, after the split; their number where there is nothing. */
	Sheet named(Function<Row, @Nullable String> names) {
		this.names = names;
		return this;
	}

	/** Training rows that become no example. */
	Sheet keeping(Predicate<Row> kept) {
		this.kept = kept;
		return this;
	}

	/** Only the first rows of the validation split's files. */
	Sheet firstOfValidation(int rows) {
		this.mostRowsOfValidation = rows;
		return this;
	}

	/** Metrics, the main one first. */
	Sheet scored(String... metrics) {
		this.metrics = List.of(metrics);
		return this;
	}

	/** The metrics of two labels: F1 of the second. */
	Sheet scoredByF1() {
		return scored("f1", "accuracy", "matthews", "peft-bench-f1", "peft-bench-exact-match");
	}

	/** The metrics of more than two labels. */
	Sheet scoredByMacroF1() {
		return scored("macro-f1", "accuracy", "sklearn-macro-f1", "peft-bench-macro-f1", "peft-bench-exact-match");
	}

	Sheet licence(String licence) {
		this.licence = licence;
		return this;
	}

	Sheet cited(String citation) {
		this.citation = citation;
		return this;
	}

	/** A made-up row, for the card's example. */
	Sheet sample(Map<String, Object> sample) {
		this.sample = sample;
		return this;
	}

	/** The same under another id, with PEFT-Bench's own metrics first. */
	Sheet asPublished() {
		id = id + AS_PUBLISHED;
		Map<String, String> published = Map.of("f1", "peft-bench-f1", "macro-f1", "peft-bench-macro-f1", "codebleu", "peft-bench-codebleu", "svamp-accuracy",
				"svamp-accuracy-as-published");
		String first = published.getOrDefault(metrics.get(0), metrics.get(0));
		List<String> others = metrics.stream().filter(metric -> !metric.equals(first)).toList();
		metrics = Stream.concat(Stream.of(first), others.stream()).toList();
		return this;
	}

	Map<Split, Source> sources() {
		return sources;
	}

	int mostRowsOfValidation() {
		return mostRowsOfValidation;
	}

	/** The examples that a row becomes. */
	List<Draft> drafts(Row row, Split split) {
		if (split == Split.TRAIN && !kept.test(row)) {
			return List.of();
		}
		boolean bare = instruction.isEmpty() || instructedInTestOnly && split != Split.TEST;
		String prompt = (bare ? "" : instruction + "\n") + prompts.apply(row);
		return answers(row, split).stream().map(answer -> new Draft(names.apply(row), prompt, answer)).toList();
	}

	private List<String> answers(Row row, Split split) {
		if (!labels.isEmpty()) {
			return List.of(row.label(labels, firstLabel, labelColumns));
		}
		List<String> right = answers.apply(row);
		if (split == Split.TRAIN || several == Several.EXAMPLES || right.isEmpty()) {
			return right;
		}
		return List.of(several == Several.FIRST ? right.get(0) : String.join("\n", right));
	}

	/** How many of so many training rows are held out, rounded up. */
	static int heldOut(int rows) {
		return (int) Math.ceil(rows * HELD_OUT);
	}

	TaskCard card() {
		Draft shown = drafts(sampleRow(), Split.TRAIN).get(0);
		double chance = labels.isEmpty() ? 0 : 100.0 / labels.size();
		FileCard train = sources.get(Split.TRAIN).card();
		String source = train.hubId() + (train.subset() == null ? "" : " (" + train.subset() + ")") + " on the Hugging Face hub, " + train.revision()
				+ (sources.get(Split.TRAIN).repository().isPinned() ? "" : ", not pinned");
		return new TaskCard(id, version, id.endsWith(AS_PUBLISHED) ? title + ", as published" : title, labels.isEmpty() ? "generation" : "classification",
				description, sizes(), labels, metrics.get(0), metrics,
				MAX_PROMPT_TOKENS, maxNewTokens, shown.prompt() + shown.answer(), chance, licence, source, citation, dataCard());
	}

	private Map<String, Integer> sizes() {
		int train = sources.get(Split.TRAIN).card().rows();
		int validation = sources.containsKey(Split.VALIDATION) ? Math.min(sources.get(Split.VALIDATION).card().rows(), mostRowsOfValidation) : heldOut(train);
		Map<String, Integer> sizes = new LinkedHashMap<>();
		sizes.put(Split.TRAIN.id(), sources.containsKey(Split.VALIDATION) ? train : train - validation);
		sizes.put(Split.VALIDATION.id(), validation);
		sizes.put(Split.TEST.id(), sources.get(Split.TEST).card().rows());
		return sizes;
	}

	private DataCard dataCard() {
		Map<String, FileCard> files = new LinkedHashMap<>();
		sources.forEach((split, source) -> files.put(split.id(), source.card()));
		String answered = labels.isEmpty() ? answer.text() : "{" + labelColumns[0] + "}";
		return new DataCard(files, instruction, template.text() + answered);
	}

	Row sampleRow() {
		JsonMapper mapper = new JsonMapper();
		Map<String, JsonNode> values = new LinkedHashMap<>();
		sample.forEach((column, value) -> values.put(column, mapper.valueToTree(value)));
		return new Row("sample of " + id, 1, values);
	}

}
