package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.contract.Result.SeedRun;
import org.peftboard.evaluator.contract.Result.TaskResult;

/**
 * A published result beside the same request run again.
 *
 * <p>Inputs must be the same by checksum. With the same processor, engine and threads, losses, scores, predictions and adapters must be the same bit for bit;
 * on another machine scores must lie in the published interval, and bits are not promised. Measured costs must agree within what repeats of one
 * configuration differ by.
 */
public final class Replay {

	/** what repeats of one configuration on one machine may differ by; {@code docs/rules.md} */
	private static final double MEMORY_SHARE = 0.05;

	private static final long MEMORY_BYTES = 2 << 20;

	private static final double LATENCY_SHARE = 0.05;

	private static final double STANDARD_ERRORS = 3;

	private static final Set<String> INPUTS = Set.of("weights", "tokenizer", "task", "tokens");

	private final Result published;

	private final Result again;

	private final List<Difference> differences = new ArrayList<>();

	private Replay(Result published, Result again) {
		this.published = published;
		this.again = again;
	}

	/**
	 * One thing that was compared.
	 *
	 * @param need   in words
	 * @param within whether the two agree well enough
	 */
	public record Difference(String what, String published, String again, String need, boolean within) {
	}

	/** Compares. */
	public static List<Difference> of(Result published, Result again) {
		Replay replay = new Replay(published, again);
		replay.exact("rules version", published.rulesVersion(), again.rulesVersion());
		replay.checksums(true);
		replay.exact("parameters", published.parameters(), again.parameters());
		boolean sameMachine = replay.sameMachine();
		if (sameMachine) {
			replay.checksums(false);
		}
		replay.scores(sameMachine);
		replay.costs();
		return List.copyOf(replay.differences);
	}

	/**
	 * Compares with a run of other seeds: what went in must be the same, scores may differ by what their intervals allow, measured costs by what they always may.
	 *
	 * <p>Two scores agree where |a − b| ≤ √(h_a² + h_b²), h being half the width of each one's 95 % interval.
	 */
	public static List<Difference> ofOtherSeeds(Result published, Result again) {
		Replay replay = new Replay(published, again);
		replay.exact("rules version", published.rulesVersion(), again.rulesVersion());
		replay.checksums(true);
		replay.exact("parameters", sizes(published.parameters()), sizes(again.parameters()));
		replay.differences.add(new Difference("seeds", published.request().seeds().toString(), again.request().seeds().toString(), "others", true));
		replay.differences.add(new Difference("machine", machine(published), machine(again), "may be another one", true));
		replay.near("score", published.score(), published.interval(), again.score(), again.interval());
		for (int task = 0; task < Math.min(published.tasks().size(), again.tasks().size()); task++) {
			TaskResult before = published.tasks().get(task);
			TaskResult now = again.tasks().get(task);
			replay.near("score of " + before.task(), before.score(), before.interval(), now.score(), now.interval());
		}
		replay.costs();
		return List.copyOf(replay.differences);
	}

	/** Without how many values training changed, which depends on the seed. */
	private static String sizes(Result.ParameterCounts counts) {
		return String.format(Locale.ROOT, "%,d trainable, %,d stored, %,d in all", counts.trainableParameters(), counts.storedParameters(), counts.totalParameters());
	}

	private void near(String what, double before, Result.Interval beforeInterval, double now, Result.Interval nowInterval) {
		double tolerance = Math.hypot(halfWidth(beforeInterval), halfWidth(nowInterval));
		differences.add(new Difference(what, number(before) + inWords(beforeInterval), number(now) + inWords(nowInterval), "within " + number(tolerance),
				Math.abs(before - now) <= tolerance));
	}

	private static double halfWidth(Result.Interval interval) {
		return (interval.high() - interval.low()) / 2;
	}

	private static String inWords(Result.Interval interval) {
		return " (" + number(interval.low()) + " to " + number(interval.high()) + ")";
	}

	/** What bits depend on. */
	private boolean sameMachine() {
		String before = machine(published);
		String now = machine(again);
		differences.add(new Difference("machine", before, now, before.equals(now) ? "the same: bits are compared" : "another one: scores are compared, bits are not",
				true));
		return before.equals(now);
	}

	private static String machine(Result result) {
		Result.Environment environment = result.environment();
		return environment.device() + ", " + environment.deviceName() + ", " + environment.threads() + " threads, PyTorch "
				+ environment.versions().getOrDefault("pytorch", "?");
	}

	/** @param inputs those of what went in; else those of what came out */
	private void checksums(boolean inputs) {
		Set<String> names = new TreeSet<>(published.checksums().keySet());
		names.addAll(again.checksums().keySet());
		for (String name : names) {
			if (INPUTS.contains(name.split(" ")[0]) == inputs) {
				exact("SHA-256 of " + name, shortened(published.checksums().get(name)), shortened(again.checksums().get(name)));
			}
		}
	}

	private static String shortened(@Nullable String sha256) {
		return sha256 == null ? "none" : sha256.substring(0, Math.min(16, sha256.length()));
	}

	private void scores(boolean bits) {
		if (published.tasks().size() != again.tasks().size()) {
			exact("number of tasks", published.tasks().size(), again.tasks().size());
			return;
		}
		for (int index = 0; index < published.tasks().size(); index++) {
			task(published.tasks().get(index), again.tasks().get(index), bits);
		}
	}

	private void task(TaskResult before, TaskResult now, boolean bits) {
		if (!bits) {
			Result.Interval interval = before.interval();
			boolean within = now.score() >= interval.low() && now.score() <= interval.high();
			differences.add(new Difference("score of " + before.task(), number(before.score()), number(now.score()),
					number(interval.low()) + " to " + number(interval.high()), within));
			return;
		}
		exact("score of " + before.task(), before.score(), now.score());
		exact("runs of " + before.task(), before.runs().size(), now.runs().size());
		for (int run = 0; run < Math.min(before.runs().size(), now.runs().size()); run++) {
			losses(before.task(), before.runs().get(run), now.runs().get(run));
		}
	}

	private void losses(String task, SeedRun before, SeedRun now) {
		long different = before.losses().stream().filter(loss -> !now.losses().contains(loss)).count();
		differences.add(new Difference("losses of " + task + ", seed " + before.seed(), before.losses().size() + " steps",
				different == 0 && before.losses().equals(now.losses()) ? "the same" : different + " differ", "equal bits", before.losses().equals(now.losses())));
	}

	private void costs() {
		memory("peak training memory", published.peakMemory(), again.peakMemory());
		memory("peak inference memory", published.inference().peakMemory(), again.inference().peakMemory());
		ratio("latency to base, not merged", published.latency(), again.latency());
	}

	private void memory(String what, @Nullable PeakMemory before, @Nullable PeakMemory now) {
		if (before == null || now == null || !before.method().equals(now.method())) {
			differences.add(new Difference(what, text(before), text(now), "not compared: read in another way, or not at all", true));
			return;
		}
		double tolerance = Math.max(MEMORY_BYTES, MEMORY_SHARE * before.bytes());
		differences.add(new Difference(what, text(before), text(now), String.format(Locale.ROOT, "within %,.0f bytes", tolerance),
				Math.abs(before.bytes() - now.bytes()) <= tolerance));
	}

	private static String text(@Nullable PeakMemory memory) {
		return memory == null ? "none" : String.format(Locale.ROOT, "%,d bytes", memory.bytes());
	}

	private void ratio(String what, LatencyReport before, LatencyReport now) {
		double error = Math.sqrt(squares(before) + squares(now));
		double tolerance = Math.max(LATENCY_SHARE, STANDARD_ERRORS * error);
		boolean within = Math.abs(now.unmergedToBase() / before.unmergedToBase() - 1) <= tolerance;
		differences.add(new Difference(what, number(before.unmergedToBase()), number(now.unmergedToBase()),
				String.format(Locale.ROOT, "within %.1f %%%s", 100 * tolerance, now.noisy() || before.noisy() ? " (noisy)" : ""), within));
	}

	/** of the relative errors of a ratio's two means */
	private static double squares(LatencyReport report) {
		double base = report.base().relativeError();
		double unmerged = report.unmerged().relativeError();
		return base * base + unmerged * unmerged;
	}

	private void exact(String what, Object before, Object now) {
		differences.add(new Difference(what, before.toString(), now.toString(), "equal", Objects.equals(before, now)));
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.4f", value);
	}

}
