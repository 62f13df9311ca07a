package org.peftboard.evaluator.contract;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Everything that the evaluator can run, described. Forms, checkers and pages are drawn from it; it is read without loading a native library.
 *
 * @param rulesVersion    version of the measuring rules
 * @param suites          those whose base model ships: a board each
 * @param publishedSuites those of published comparisons, whose base models and data are fetched; same form
 */
public record Catalogue(String rulesVersion, List<MethodCard> methods, List<BaseModelCard> baseModels, List<TaskCard> tasks,
		List<MetricCard> metrics, List<ProtocolCard> protocols, List<SuiteCard> suites, List<SuiteCard> publishedSuites) {

	/**
	 * One PEFT method.
	 *
	 * @param id          for requests and addresses
	 * @param title       for people
	 * @param family      soft-prompt, additive, selective, reparametrised or baseline
	 * @param description one paragraph
	 * @param formula     the change to the model, as plain text
	 * @param paper       citation; absent for baselines
	 * @param paperUrl    where to read it
	 * @param parameters  what can be set, in the order of the form
	 * @param mergeable   whether the trained adapter folds into the base weights
	 * @param peftType    Hugging Face PEFT's {@code peft_type}, or {@code none}
	 * @param startsAsBase whether the adapted model computes what the base model computes, before it is trained
	 * @param presets     settings that papers and benchmarks use
	 */
	public record MethodCard(String id, String title, String family, String description, String formula, @Nullable String paper,
			@Nullable String paperUrl, List<ParameterSpec> parameters, boolean mergeable, String peftType, boolean startsAsBase,
			List<Preset> presets) {
	}

	/**
	 * Settings that a paper or benchmark uses.
	 *
	 * @param source   whose they are ("PEFT-Bench", "Lialin et al.", "HF comparison")
	 * @param settings value by parameter name; what is left out takes the default
	 * @param note     what differs from the source, or what it says of them; empty where there is nothing to say
	 */
	public record Preset(String source, Map<String, Object> settings, String note) {
	}

	/**
	 * One thing that can be set.
	 *
	 * @param name         name in the request's settings
	 * @param title        label of its field
	 * @param type         how its value is read
	 * @param least        smallest value, for numbers; for lists of choices, how many must be chosen, one where it is absent
	 * @param greatest     largest value, for numbers
	 * @param choices      the values allowed, for choices
	 * @param defaultValue value where none is given, as a JSON value
	 * @param help         one sentence under the field
	 */
	public record ParameterSpec(String name, String title, Type type, @Nullable Double least, @Nullable Double greatest, List<String> choices,
			Object defaultValue, String help) {

		/** How a value is read. */
		public enum Type {

			/** a whole number */
			INTEGER,
			/** a number */
			NUMBER,
			/** true or false */
			BOOLEAN,
			/** one of the choices */
			CHOICE,
			/** a list of different choices */
			CHOICES

		}

	}

	/**
	 * One base model.
	 *
	 * @param architecture  id of the architecture
	 * @param parameters    scalars, a tied head counted once
	 * @param bundled       whether it ships with the evaluator
	 * @param config        its {@code config.json}, from which methods are counted; empty where it is not at hand
	 */
	public record BaseModelCard(String id, String title, String architecture, String description, long parameters, boolean bundled,
			String licence, Map<String, String> checksums, Map<String, Object> config) {
	}

	/**
	 * One task: dataset, prompt, verbalizer and metric, with a version.
	 *
	 * @param kind        classification or generation
	 * @param splitSizes  examples by split: train, validation, test
	 * @param labels      label words in order, empty for generation
	 * @param example     one prompt with its answer, as the model sees it
	 * @param chanceScore main metric, 0 to 100, that guessing gives
	 * @param data        where the examples come from; absent for those that the evaluator makes itself
	 */
	public record TaskCard(String id, String version, String title, String kind, String description, Map<String, Integer> splitSizes,
			List<String> labels, String mainMetric, List<String> metrics, int maxPromptTokens, int maxNewTokens, String example,
			double chanceScore, String licence, String source, @Nullable String citation, @Nullable DataCard data) {

		/** A task whose examples the evaluator makes itself. */
		public TaskCard(String id, String version, String title, String kind, String description, Map<String, Integer> splitSizes, List<String> labels,
				String mainMetric, List<String> metrics, int maxPromptTokens, int maxNewTokens, String example, double chanceScore, String licence,
				String source, @Nullable String citation) {
			this(id, version, title, kind, description, splitSizes, labels, mainMetric, metrics, maxPromptTokens, maxNewTokens, example, chanceScore,
					licence, source, citation, null);
		}

	}

	/**
	 * The data of a task, and how a prompt is made of it.
	 *
	 * @param files       files by split of the task
	 * @param instruction what stands before each prompt; may be empty
	 * @param template    how prompt and answer are made of a row; names of columns in braces
	 */
	public record DataCard(Map<String, FileCard> files, String instruction, String template) {
	}

	/**
	 * Files of a hub's repository.
	 *
	 * @param hubId    {@code organisation/name}
	 * @param subset   its configuration; absent where it has one
	 * @param revision a commit, or a branch, which may move
	 * @param pattern  which of its files, {@code *} for any characters but a slash
	 * @param split    the hub's own name of the split
	 * @param rows     how many rows they have, where they are the published ones
	 */
	public record FileCard(String hubId, @Nullable String subset, String revision, String pattern, String split, int rows) {
	}

	/** One metric; values are 0 to 100 on pages and in results. */
	public record MetricCard(String id, String title, boolean higherIsBetter, String description, String source) {
	}

	/**
	 * The fixed part of a run.
	 *
	 * @param adjustable names of the training parameters that a submission may set through its method settings
	 */
	public record ProtocolCard(String id, String title, String description, Map<String, Object> settings, List<String> adjustable) {
	}

	/** A list of tasks that one board ranks by, with the protocol and base model that go with it. */
	public record SuiteCard(String id, String title, String description, List<String> tasks, String protocol, String baseModel) {
	}

}
