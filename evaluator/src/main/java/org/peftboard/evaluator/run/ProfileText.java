package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.run.Profiling.Profile;

/** A profile as lines of text, for people. */
public final class ProfileText {

	private final List<String> lines = new ArrayList<>();

	private ProfileText() {
	}

	public static List<String> lines(Profile profile) {
		ProfileText text = new ProfileText();
		text.print(profile);
		return text.lines;
	}

	private void print(Profile profile) {
		Estimate estimate = profile.estimate();
		Estimate.Load load = profile.load();
		line("%s, %s, %s, %d × %d tokens, %d of them learned", profile.model(), profile.method().id(), load.precision().name().toLowerCase(Locale.ROOT),
				load.batch(), load.tokens(), load.targets());
		line("");
		line("parameters        trainable %,d (%.4f %% of the base model)   stored %,d   base %,d", estimate.parameters().trainableParameters(),
				100.0 * estimate.parameters().trainableParameters() / estimate.parameters().baseParameters(), estimate.parameters().storedParameters(),
				estimate.parameters().baseParameters());
		Estimate.Training training = estimate.training();
		String sum = profile.load().checkpointsActivations() ? "training memory   %s = weights %s + optimizer %s + states between layers %s + gradients %s + one layer's results %s"
				: "training memory   %1$s = weights %2$s + optimizer %3$s + the greater of gradients %5$s and kept activations %4$s with scores %6$s";
		line(sum, size(training.peakBytes()), size(training.weightsBytes()), size(training.optimizerBytes()), size(training.keptBytes()),
				size(training.gradientsBytes()), size(training.scoresBytes()));
		Estimate.Inference inference = estimate.inference();
		line("inference memory  %s = weights %s + cache %s + results %s", size(inference.peakBytes()), size(inference.weightsBytes()),
				size(inference.cacheBytes()), size(inference.resultsBytes()));
		line("arithmetic        %,.3f MFLOP per generated token, of which the method adds %,.3f", mega(estimate.arithmetic().baseFlopsPerToken()
				+ estimate.arithmetic().addedFlopsPerToken()), mega(estimate.arithmetic().addedFlopsPerToken()));
		if (profile.speed() != null && profile.expected() != null) {
			line("this machine      %.1f GFLOP/s, %.1f GB/s, %.1f µs a call (float32)", profile.speed().flopsPerSecond() / 1e9, profile.speed().bytesPerSecond() / 1e9,
					profile.speed().secondsPerCall() * 1e6);
			line("expected here     %.2f ms per generated token, %s per training step", profile.expected().tokenMillis(), millis(profile.expected().stepMillis()));
		}
		printMeasured(profile);
	}

	private void printMeasured(Profile profile) {
		if (profile.measured() == null) {
			return;
		}
		line("measured          training %s, inference %s, %.2f ms per generated token, %s per training step", peak(profile.measured().training()),
				peak(profile.measured().inference()), profile.measured().times().tokenMillis(), millis(profile.measured().times().stepMillis()));
		printLatency(profile.measured().latency());
		List<String> errors = profile.relativeErrors().entrySet().stream().map(error -> "%s %+.1f %%".formatted(error.getKey(), 100 * error.getValue())).toList();
		line("estimate is off   %s", String.join(", ", errors));
	}

	private void printLatency(@Nullable LatencyReport latency) {
		if (latency == null) {
			return;
		}
		String merged = latency.merged() == null ? "" : ", merged %.2f ms (%.3f)".formatted(latency.merged().meanMillis(), latency.mergedToBase());
		line("beside the base   base %.2f ms per generated token, not merged %.2f ms (%.3f × base)%s%s", latency.base().meanMillis(), latency.unmerged().meanMillis(),
				latency.unmergedToBase(), merged, latency.noisy() ? "; other processes kept the machine busy" : "");
	}

	private static double mega(double flops) {
		return flops / 1e6;
	}

	private static String millis(@Nullable Double millis) {
		return millis == null ? "nothing" : String.format(Locale.ROOT, "%.1f ms", millis);
	}

	private static String peak(@Nullable PeakMemory memory) {
		return memory == null ? "nothing" : size(memory.bytes());
	}

	/** decimal units */
	private static String size(long bytes) {
		return bytes < 1e9 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6) : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
	}

	private void line(String format, Object... values) {
		lines.add(String.format(Locale.ROOT, format, values));
	}

}
