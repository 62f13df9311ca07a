package org.peftboard.evaluator.run;

import java.util.List;
import java.util.Properties;

import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.measure.Machine;
import org.peftboard.evaluator.metric.Metrics;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.model.BaseModels;
import org.peftboard.evaluator.task.PublishedSuites;
import org.peftboard.evaluator.task.Suites;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.task.Tasks;

/** Everything that this evaluator can run, described from the registries. Loads no native library. */
public final class EvaluatorCatalogue {

	/** version of {@code docs/rules.md} */
	public static final String RULES_VERSION = "0.9";

	private EvaluatorCatalogue() {
	}

	public static Catalogue catalogue() {
		return new Catalogue(RULES_VERSION, Methods.REGISTRY.all().stream().map(PeftMethod::card).toList(),
				BaseModels.REGISTRY.all().stream().map(BaseModels.Bundled::card).toList(), Tasks.REGISTRY.all().stream().map(Task::card).toList(),
				Metrics.cards(), Protocols.REGISTRY.all().stream().map(Protocol::card).toList(),
				List.copyOf(Suites.REGISTRY.all()), List.copyOf(PublishedSuites.REGISTRY.all()));
	}

	/** Lines that say which evaluator this is: its version and the version of the measuring rules, which a replay compares first, and the commit that it was built from. */
	public static String[] version() {
		Properties build = Machine.build();
		String changed = Boolean.parseBoolean(build.getProperty("uncommittedChanges")) ? ", with uncommitted changes" : "";
		return new String[] { "evaluator " + build.getProperty("evaluator") + ", measuring rules " + RULES_VERSION, "commit " + build.getProperty("commit") + changed };
	}

}
