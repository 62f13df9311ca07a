package org.peftboard.evaluator.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.Latency;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.measure.LatencyMeter;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;

/** The adapted model beside the base model in the same process: as trained, and with the adapter merged where the method can. */
final class LatencyComparison {

	private static final String BASE = "base";

	private static final String UNMERGED = "unmerged";

	private static final String MERGED = "merged";

	private LatencyComparison() {
	}

	static LatencyReport of(CheckedRequest request, LanguageModel adapted, int[] prompt, BooleanSupplier stop) {
		LatencyMeter meter = new LatencyMeter(LatencyMeter.Settings.STANDARD, prompt, stop);
		try (LanguageModel base = Architectures.load(request.modelFolder(), Adaptation.NONE, adapted.ops());
				LanguageModel merged = request.method().card().mergeable() ? merged(request, adapted) : null) {
			Map<String, LanguageModel> models = new LinkedHashMap<>();
			models.put(BASE, base);
			models.put(UNMERGED, adapted);
			if (merged != null) {
				models.put(MERGED, merged);
			}
			Map<String, Latency> latencies = meter.measure(models);
			Interrupted.throwIf(stop);
			return report(latencies, prompt.length);
		}
	}

	/** A plain model with the adapter folded into its weights. */
	static LanguageModel merged(CheckedRequest request, LanguageModel adapted) {
		Map<String, Supplier<NDArray>> merges = adapted.parameters().merges();
		return Architectures.build(Architectures.config(request.modelFolder()), Weights.of(request.modelFolder()).with(merges), Adaptation.NONE,
				adapted.ops());
	}

	private static LatencyReport report(Map<String, Latency> latencies, int promptTokens) {
		Latency base = latencies.get(BASE);
		Latency unmerged = latencies.get(UNMERGED);
		@Nullable Latency merged = latencies.get(MERGED);
		return new LatencyReport(1, promptTokens, LatencyMeter.Settings.STANDARD.newTokens(), base, unmerged, merged,
				unmerged.meanMillis() / base.meanMillis(), merged == null ? null : merged.meanMillis() / base.meanMillis());
	}

}
