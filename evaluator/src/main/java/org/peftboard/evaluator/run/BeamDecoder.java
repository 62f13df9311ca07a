package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;

/**
 * Continues prompts by beam search: of every prompt the {@code beams} likeliest continuations are kept, and the best that ended is the answer.
 *
 * <p>A continuation's score is the sum of its tokens' log-probabilities; one that ended counts by score ÷ length^penalty, length with the end token. Each step
 * looks at the (1 + end tokens)·beams best candidates; those among the first {@code beams} that end are answers, the others that do not end go on. The search ends where no running
 * continuation, at its present length, can be better than the worst of {@code beams} answers, or at the greatest length, where all end.
 *
 * <p>Source: the rules of Hugging Face's {@code generate} with {@code early_stopping=False}, so that the same beams give the same texts.
 */
final class BeamDecoder {

	private static final int BATCH_SIZE = 8;

	private final LanguageModel model;

	private final Settings settings;

	private final BooleanSupplier stop;

	/**
	 * How to search.
	 *
	 * @param lengthPenalty exponent of the length that scores are divided by
	 * @param ends          tokens that end a text, at least one
	 * @param padding       token that stands before shorter prompts
	 */
	record Settings(int beams, int maxNewTokens, double lengthPenalty, Set<Integer> ends, int padding) {

		/** So many that as many as there are beams go on, whichever of the others end. */
		int candidates() {
			return Math.max(2, 1 + ends.size()) * beams;
		}

	}

	/** @param stop asked between steps; when true, decoding ends with {@link Interrupted} */
	BeamDecoder(LanguageModel model, Settings settings, BooleanSupplier stop) {
		this.model = model;
		this.settings = settings;
		this.stop = stop;
	}

	/** The new tokens of each prompt, up to the end token, which is left out. */
	List<int[]> decode(List<int[]> prompts) {
		List<int[]> answers = new ArrayList<>();
		for (int from = 0; from < prompts.size(); from += BATCH_SIZE) {
			answers.addAll(decodeBatch(prompts.subList(from, Math.min(from + BATCH_SIZE, prompts.size()))));
		}
		return answers;
	}

	private List<int[]> decodeBatch(List<int[]> prompts) {
		List<int[]> repeated = prompts.stream().flatMap(prompt -> IntStream.range(0, settings.beams()).mapToObj(beam -> prompt)).toList();
		List<Search> searches = prompts.stream().map(prompt -> new Search(settings)).toList();
		Sequences.Rows rows = Prompts.of(repeated, settings.padding(), Prompts.Padding.LEFT);
		try (KeyValueCache cache = model.newCache(rows, settings.maxNewTokens())) {
			float[] scores = read(rows, cache);
			for (int length = 1; length <= settings.maxNewTokens(); length++) {
				Interrupted.throwIf(stop);
				advance(searches, scores, length);
				if (searches.stream().noneMatch(Search::goesOn) || length == settings.maxNewTokens()) {
					break;
				}
				cache.reorder(origins(searches));
				scores = next(searches, cache);
			}
		}
		return searches.stream().map(Search::answer).toList();
	}

	private static void advance(List<Search> searches, float[] scores, int length) {
		int share = scores.length / searches.size();
		for (int index = 0; index < searches.size(); index++) {
			searches.get(index).advance(Arrays.copyOfRange(scores, index * share, (index + 1) * share), length);
		}
	}

	/** For every row the row whose past it takes over. */
	private int[] origins(List<Search> searches) {
		return IntStream.range(0, searches.size() * settings.beams())
			.map(row -> row / settings.beams() * settings.beams() + searches.get(row / settings.beams()).running.get(row % settings.beams()).origin())
			.toArray();
	}

	private float[] read(Sequences.Rows prompts, KeyValueCache cache) {
		try (NDManager step = model.ops().newManager()) {
			return logProbabilities(model.read(step, prompts, cache));
		}
	}

	private float[] next(List<Search> searches, KeyValueCache cache) {
		long[] tokens = searches.stream().flatMap(search -> search.running.stream()).mapToLong(Beam::last).toArray();
		try (NDManager step = model.ops().newManager()) {
			return logProbabilities(model.next(step.create(tokens, new Shape(tokens.length, 1)), cache));
		}
	}

	private float[] logProbabilities(NDArray scores) {
		return model.ops().call("log_softmax", scores).toFloatArray();
	}

	/**
	 * A continuation.
	 *
	 * @param origin beam of the step before that it goes on from
	 */
	private record Beam(int[] tokens, float score, int origin) {

		Beam with(int token, float newScore, int origin) {
			int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
			longer[tokens.length] = token;
			return new Beam(longer, newScore, origin);
		}

		long last() {
			return tokens[tokens.length - 1];
		}

	}

	private record Candidate(int beam, int token, float score) {
	}

	private record Answer(int[] tokens, double score) {
	}

	/** The search for one prompt. */
	private static final class Search {

		private static final float NEVER = -1e9f;

		private final Settings settings;

		private List<Beam> running = new ArrayList<>();

		private final List<Answer> answers = new ArrayList<>();

		private boolean goesOn = true;

		Search(Settings settings) {
			this.settings = settings;
			// All rows are alike before the first token, so that only one of them counts.
			IntStream.range(0, settings.beams()).forEach(beam -> running.add(new Beam(new int[0], beam == 0 ? 0 : NEVER, beam)));
		}

		boolean goesOn() {
			return goesOn;
		}

		/** @param length of the continuations after this step */
		void advance(float[] logProbabilities, int length) {
			List<Candidate> best = best(logProbabilities);
			List<Beam> next = new ArrayList<>();
			for (int rank = 0; rank < best.size(); rank++) {
				Candidate candidate = best.get(rank);
				Beam beam = running.get(candidate.beam()).with(candidate.token(), candidate.score(), candidate.beam());
				boolean ends = settings.ends().contains(candidate.token()) || length == settings.maxNewTokens();
				if (ends && rank < settings.beams() && goesOn) {
					answers.add(new Answer(beam.tokens(), candidate.score() / Math.pow(length, settings.lengthPenalty())));
				}
				if (!ends && next.size() < settings.beams()) {
					next.add(beam);
				}
			}
			keepBest();
			running = filled(next);
			goesOn = goesOn && canImprove(length);
		}

		/** The best candidates, the best first. */
		private List<Candidate> best(float[] logProbabilities) {
			int vocabulary = logProbabilities.length / settings.beams();
			PriorityQueue<Candidate> queue = new PriorityQueue<>(Comparator.comparingDouble(Candidate::score));
			for (int place = 0; place < logProbabilities.length; place++) {
				float score = running.get(place / vocabulary).score() + logProbabilities[place];
				if (queue.size() < settings.candidates() || score > queue.peek().score()) {
					queue.add(new Candidate(place / vocabulary, place % vocabulary, score));
				}
				if (queue.size() > settings.candidates()) {
					queue.poll();
				}
			}
			return queue.stream().sorted(Comparator.comparingDouble(Candidate::score).reversed()).toList();
		}

		private void keepBest() {
			answers.sort(Comparator.comparingDouble(Answer::score).reversed());
			while (answers.size() > settings.beams()) {
				answers.remove(answers.size() - 1);
			}
		}

		/** At the greatest length nothing goes on; rows stay as many as they are. */
		private List<Beam> filled(List<Beam> next) {
			while (next.size() < settings.beams()) {
				next.add(new Beam(new int[] { settings.ends().iterator().next() }, NEVER, 0));
			}
			return next;
		}

		private boolean canImprove(int length) {
			if (answers.size() < settings.beams()) {
				return true;
			}
			return running.get(0).score() / Math.pow(length, settings.lengthPenalty()) > answers.get(answers.size() - 1).score();
		}

		int[] answer() {
			int[] tokens = answers.isEmpty() ? running.get(0).tokens() : answers.get(0).tokens();
			boolean ended = tokens.length > 0 && settings.ends().contains(tokens[tokens.length - 1]);
			return ended ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
		}

	}

}
