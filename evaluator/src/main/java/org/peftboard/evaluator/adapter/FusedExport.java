package org.peftboard.evaluator.adapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.peftboard.evaluator.hub.Safetensors.Floats;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Fusion;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Site;

/**
 * Adapters of single queries, keys or values where the checkpoint has them in one module, as an adapter of that module that computes the same.
 *
 * <p>Low-rank pairs of n parts become one of rank n·r: A is those of the parts below each other, B has each part's rows in its own columns and zeros elsewhere;
 * alpha grows so that the scaling stays. DoRA's magnitude of a part that is not adapted is the length of its frozen rows. (IA)³'s vector of such a part is one.
 */
final class FusedExport {

	private static final List<Site.Kind> PARTS = List.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE);

	private static final Set<String> LOW_RANK = Set.of("lora", "rslora", "dora");

	private final Fusion fusion;

	private final LanguageModel model;

	private final Map<String, Floats> tensors;

	private FusedExport(Fusion fusion, LanguageModel model, Map<String, Floats> tensors) {
		this.fusion = fusion;
		this.model = model;
		this.tensors = tensors;
	}

	/** What is written: tensors, and the settings that go with them. */
	record Export(Map<String, Floats> tensors, Settings settings) {
	}

	/**
	 * The adapter as modules of the checkpoint have it; empty where a method has no such form. Without adapted parts it is what was given.
	 *
	 * @param fusion of the architecture; absent where it has none
	 */
	static Optional<Export> of(Optional<Fusion> fusion, LanguageModel model, PeftMethod method, Settings settings, Map<String, Floats> tensors) {
		if (fusion.isEmpty() || tensors.keySet().stream().noneMatch(name -> part(fusion.get(), name) >= 0)) {
			return Optional.of(new Export(tensors, settings));
		}
		FusedExport export = new FusedExport(fusion.get(), model, tensors);
		if (LOW_RANK.contains(method.id())) {
			return Optional.of(export.lowRank(method, settings));
		}
		return method.id().equals("ia3") ? Optional.of(export.scaled(method, settings)) : Optional.empty();
	}

	/** Which part a parameter belongs to, or −1. */
	private static int part(Fusion fusion, String name) {
		for (int part = 0; part < fusion.parts().size(); part++) {
			if (name.contains("." + fusion.parts().get(part) + ".")) {
				return part;
			}
		}
		return -1;
	}

	/** Paths of the modules that have adapted parts, up to the part's name. */
	private Set<String> modules() {
		Set<String> modules = new TreeSet<>();
		for (String name : tensors.keySet()) {
			int part = part(fusion, name);
			if (part >= 0) {
				modules.add(name.substring(0, name.indexOf("." + fusion.parts().get(part) + ".") + 1));
			}
		}
		return modules;
	}

	private Map<String, Floats> untouched() {
		Map<String, Floats> others = new LinkedHashMap<>();
		tensors.forEach((name, floats) -> {
			if (part(fusion, name) < 0) {
				others.put(name, floats);
			}
		});
		return others;
	}

	private List<Integer> adapted(String module, String parameter) {
		List<Integer> adapted = new ArrayList<>();
		for (int part = 0; part < fusion.parts().size(); part++) {
			if (tensors.containsKey(name(module, part, parameter))) {
				adapted.add(part);
			}
		}
		return adapted;
	}

	private String name(String module, int part, String parameter) {
		return module + fusion.parts().get(part) + "." + parameter;
	}

	private Export lowRank(PeftMethod method, Settings settings) {
		Map<String, Floats> fused = untouched();
		int count = 1;
		for (String module : modules()) {
			List<Integer> adapted = adapted(module, "lora_A.weight");
			count = adapted.size();
			fused.put(module + fusion.whole() + ".lora_A.weight", below(module, adapted));
			fused.put(module + fusion.whole() + ".lora_B.weight", diagonal(module, adapted));
			if (method.id().equals("dora")) {
				fused.put(module + fusion.whole() + ".lora_magnitude_vector", magnitudes(module));
			}
		}
		Map<String, Object> changed = withFusedKinds(settings, "targetModules");
		boolean stabilised = method.id().equals("rslora") || (method.id().equals("dora") && settings.flag("rankStabilised"));
		changed.put("rank", settings.whole("rank") * count);
		changed.put("alpha", settings.number("alpha") * (stabilised ? Math.sqrt(count) : count));
		return new Export(fused, new Settings(method.card(), changed));
	}

	private Floats below(String module, List<Integer> adapted) {
		Floats first = tensors.get(name(module, adapted.get(0), "lora_A.weight"));
		float[] values = new float[first.values().length * adapted.size()];
		for (int index = 0; index < adapted.size(); index++) {
			System.arraycopy(tensors.get(name(module, adapted.get(index), "lora_A.weight")).values(), 0, values, index * first.values().length,
					first.values().length);
		}
		return new Floats(values, new long[] { first.shape()[0] * adapted.size(), first.shape()[1] });
	}

	private Floats diagonal(String module, List<Integer> adapted) {
		Floats first = tensors.get(name(module, adapted.get(0), "lora_B.weight"));
		int rows = (int) first.shape()[0];
		int rank = (int) first.shape()[1];
		int columns = rank * adapted.size();
		float[] values = new float[rows * fusion.parts().size() * columns];
		for (int index = 0; index < adapted.size(); index++) {
			float[] part = tensors.get(name(module, adapted.get(index), "lora_B.weight")).values();
			for (int row = 0; row < rows; row++) {
				System.arraycopy(part, row * rank, values, (adapted.get(index) * rows + row) * columns + index * rank, rank);
			}
		}
		return new Floats(values, new long[] { (long) rows * fusion.parts().size(), columns });
	}

	private Floats magnitudes(String module) {
		float[] frozen = model.weights().get(module + fusion.whole() + ".weight").array().toFloatArray();
		int all = (int) model.weights().get(module + fusion.whole() + ".weight").shape().get(0);
		float[] values = new float[all];
		int rows = all / fusion.parts().size();
		for (int row = 0; row < all; row++) {
			Floats trained = tensors.get(name(module, row / rows, "lora_magnitude_vector"));
			values[row] = trained == null ? length(frozen, row, frozen.length / all) : trained.values()[row % rows];
		}
		return new Floats(values, new long[] { all });
	}

	private static float length(float[] matrix, int row, int columns) {
		double sum = 0;
		for (int column = 0; column < columns; column++) {
			sum += (double) matrix[row * columns + column] * matrix[row * columns + column];
		}
		return (float) Math.sqrt(sum);
	}

	private Export scaled(PeftMethod method, Settings settings) {
		Map<String, Floats> fused = untouched();
		for (String module : modules()) {
			List<Integer> adapted = adapted(module, "ia3_l");
			Floats first = tensors.get(name(module, adapted.get(0), "ia3_l"));
			if (first.shape()[0] == 1) {
				throw new IllegalStateException(module + fusion.whole() + ": parts scaled at their common input have no form as one module");
			}
			int rows = first.values().length;
			float[] values = new float[rows * fusion.parts().size()];
			Arrays.fill(values, 1);
			adapted.forEach(part -> System.arraycopy(tensors.get(name(module, part, "ia3_l")).values(), 0, values, part * rows, rows));
			fused.put(module + fusion.whole() + ".ia3_l", new Floats(values, new long[] { values.length, 1 }));
		}
		return new Export(fused, new Settings(method.card(), withFusedKinds(settings, "targetModules")));
	}

	private static Map<String, Object> withFusedKinds(Settings settings, String parameter) {
		Map<String, Object> changed = new HashMap<>(settings.values());
		Set<String> kinds = new TreeSet<>(settings.texts(parameter));
		kinds.removeAll(PARTS.stream().map(Site.Kind::id).toList());
		kinds.add(Site.Kind.ATTENTION_QKV.id());
		changed.put(parameter, List.copyOf(kinds));
		return changed;
	}

}
