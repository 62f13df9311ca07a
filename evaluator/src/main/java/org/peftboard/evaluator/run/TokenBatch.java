package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;

/**
 * Rows of token ids, padded on the right, with the tokens that a step learns from.
 *
 * @param sequences  what the model reads
 * @param positions  flat positions of the decoder whose next token is a target
 * @param targets    that next token, by position
 * @param realTokens tokens that are not padding
 */
record TokenBatch(Sequences sequences, long[] positions, long[] targets, int realTokens) {

	/** A row: what is read, and from which place on it is learned. */
	record Row(int[] ids, int firstTarget) {

		private int[] source() {
			return Arrays.copyOf(ids, firstTarget);
		}

		/** The targets behind the decoder's first token, the last one left out. */
		private int[] shifted(int start) {
			int[] shifted = new int[ids.length - firstTarget];
			shifted[0] = start;
			System.arraycopy(ids, firstTarget, shifted, 1, shifted.length - 1);
			return shifted;
		}

	}

	/** Rows as this model reads them: in one sequence, or with what is not learned as the source. */
	static TokenBatch of(LanguageModel model, List<Row> rows, int padding) {
		return model.hasEncoder() ? withSource(rows, padding, (int) model.decoderStart()) : of(rows, padding);
	}

	/** @param padding id that fills the rows up to the longest one */
	static TokenBatch of(List<Row> rows, int padding) {
		int longest = rows.stream().mapToInt(row -> row.ids().length).max().orElseThrow();
		long[] ids = new long[rows.size() * longest];
		Arrays.fill(ids, padding);
		Targets targets = new Targets(rows);
		for (int row = 0; row < rows.size(); row++) {
			int[] tokens = rows.get(row).ids();
			for (int place = 0; place < tokens.length; place++) {
				ids[row * longest + place] = tokens[place];
				if (place >= rows.get(row).firstTarget()) {
					targets.add((long) row * longest + place - 1, tokens[place]);
				}
			}
		}
		return new TokenBatch(Sequences.of(ids, new Shape(rows.size(), longest)), targets.positions, targets.values, real(rows));
	}

	private static TokenBatch withSource(List<Row> rows, int padding, int start) {
		Sequences.Rows source = Prompts.of(rows.stream().map(Row::source).toList(), padding, Prompts.Padding.RIGHT);
		Sequences.Rows tokens = Prompts.of(rows.stream().map(row -> row.shifted(start)).toList(), padding, Prompts.Padding.RIGHT);
		Targets targets = new Targets(rows);
		for (int row = 0; row < rows.size(); row++) {
			int[] ids = rows.get(row).ids();
			for (int place = rows.get(row).firstTarget(); place < ids.length; place++) {
				targets.add((long) row * tokens.length() + place - rows.get(row).firstTarget(), ids[place]);
			}
		}
		return new TokenBatch(new Sequences(tokens, source), targets.positions, targets.values, real(rows));
	}

	private static int real(List<Row> rows) {
		return rows.stream().mapToInt(row -> row.ids().length).sum();
	}

	/** places of all rows, padding among them */
	long places() {
		Sequences.Rows source = sequences.source();
		return sequences.tokens().shape().size() + (source == null ? 0 : source.shape().size());
	}

	/** Filled in the order of places. */
	private static final class Targets {

		private final long[] positions;

		private final long[] values;

		private int next;

		Targets(List<Row> rows) {
			int count = rows.stream().mapToInt(row -> row.ids().length - row.firstTarget()).sum();
			this.positions = new long[count];
			this.values = new long[count];
		}

		void add(long position, long value) {
			positions[next] = position;
			values[next++] = value;
		}

	}

}
