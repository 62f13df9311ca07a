package org.peftboard.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.MethodSetting;

/**
 * The measured boards: one for each suite of the evaluator's catalogue on each class of hardware of this installation.
 *
 * <p>Their reference runs, of which the largest latency and memory are the references, are the baselines (the untouched base model, full fine-tuning, layer
 * freezing) and the two cheapest well-known methods, with default settings.
 */
final class MeasuredBoards {

	private static final Costs COSTS = new Costs(
			new Costs.Quantity("Trainable parameters", Unit.COUNT, "Scalars that get gradients, counted from the tensors."),
			new Costs.Quantity("Latency", Unit.RATIO,
					"Mean time per generated token, adapter not merged, as a multiple of the untouched base model in the same process."),
			new Costs.Quantity("Training memory", Unit.BYTE,
					"Greatest memory during training, over the process before the model was loaded."));

	/** The constants of Belanec et al. for parameters and memory; the one for latency is this board's own. */
	private static final References POWER = new References(5e8, 1, 94e9, 1,
			"Parameters and memory: the constants of Belanec et al. (5·10⁸ and 94 GB), made for models of 8·10⁹ parameters, so on a small model they hardly "
					+ "bite. Latency instead of FLOPs: the extra time over the base model halves the score (at β = 1) when it equals the base's own.");

	private static final Set<String> CALIBRATING = Set.of("lora", "ln-tuning");

	private MeasuredBoards() {
	}

	/**
	 * Every version of every measured board: class by class, in each suite by suite, the newest version of each first.
	 *
	 * @param newest number of the newest version, by id of the first; boards that are missing have one version
	 */
	static List<Board> of(Catalogue catalogue, List<HardwareClass> hardwareClasses, Map<String, Integer> newest) {
		return hardwareClasses.stream().flatMap(hardwareClass -> of(catalogue, hardwareClass, newest)).toList();
	}

	private static Stream<Board> of(Catalogue catalogue, HardwareClass hardwareClass, Map<String, Integer> newest) {
		return catalogue.suites().stream().flatMap(suite -> {
			Board first = board(catalogue, suite, hardwareClass);
			int versions = newest.getOrDefault(first.id(), 1);
			return Stream.iterate(versions, version -> version - 1).limit(versions).map(version -> version == 1 ? first : version(first, version));
		});
	}

	/** The same comparison anew: other references, and none of the earlier rows. */
	private static Board version(Board first, int version) {
		return new Board(first.id() + "-v" + version, version, first.title() + " · version " + version, first.summary(), first.provenance(), first.suite(),
				first.baseModel(), first.hardwareClass(), first.rulesVersion(), first.costs(), first.scores(), first.referenceRuns(), first.source());
	}

	private static Board board(Catalogue catalogue, Catalogue.SuiteCard suite, HardwareClass hardwareClass) {
		String id = suite.id() + "-" + hardwareClass.id() + "-r" + catalogue.rulesVersion();
		String summary = suite.description() + " Every row was trained and measured here, on the same class of hardware, under rules "
				+ catalogue.rulesVersion() + ".";
		return new Board(id, 1, suite.title() + " · " + hardwareClass.title(), summary, Provenance.MEASURED, suite.id(), suite.baseModel(),
				hardwareClass.id(), catalogue.rulesVersion(), COSTS,
				List.of(new Board.Score("pscp-exp/1", null), new Board.Score("pscp-power/1", POWER)), referenceRuns(catalogue), null);
	}

	private static List<Board.ReferenceRun> referenceRuns(Catalogue catalogue) {
		return catalogue.methods()
			.stream()
			.filter(method -> method.family().equals("baseline") || CALIBRATING.contains(method.id()))
			.map(method -> new Board.ReferenceRun(method.id(), method.title() + ", default settings",
					new MethodSetting(method.id(), Map.of())))
			.toList();
	}

}
