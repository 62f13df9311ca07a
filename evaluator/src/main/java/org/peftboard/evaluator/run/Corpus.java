package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.text.Tokenizer;

/** Documents as batches for pretraining, each batch drawn when it is asked for. */
interface Corpus {

	TokenBatch batch(int size);

	/**
	 * As this model learns from documents.
	 *
	 * @param rowTokens length of a row of a decoder-only model
	 * @param seed      decides where an encoder–decoder's documents are cut
	 */
	static Corpus of(LanguageModel model, Tokenizer tokenizer, Stream<String> documents, int rowTokens, long seed) {
		Iterator<int[]> encoded = documents.map(tokenizer::encode).iterator();
		return model.hasEncoder() ? new Cut(model, encoded, new SplittableRandom(seed)) : new Joined(encoded, rowTokens);
	}

	/** One after another, in rows of equal length; every token is learned. */
	final class Joined implements Corpus {

		private final Iterator<int[]> documents;

		private final int length;

		private int[] rest = {};

		private Joined(Iterator<int[]> documents, int length) {
			this.documents = documents;
			this.length = length;
		}

		@Override
		public TokenBatch batch(int size) {
			List<TokenBatch.Row> rows = new ArrayList<>();
			for (int row = 0; row < size; row++) {
				rows.add(new TokenBatch.Row(next(), 1));
			}
			return TokenBatch.of(rows, Tokens.PADDING);
		}

		private int[] next() {
			while (rest.length < length) {
				int[] document = Tokens.document(documents.next());
				int[] joined = Arrays.copyOf(rest, rest.length + document.length);
				System.arraycopy(document, 0, joined, rest.length, document.length);
				rest = joined;
			}
			int[] row = Arrays.copyOf(rest, length);
			rest = Arrays.copyOfRange(rest, length, rest.length);
			return row;
		}

	}

	/**
	 * Each document a row, cut in two at a random place: the encoder reads the first part, the decoder learns the second (prefix language modelling, Raffel
	 * et al., <a href="https://arxiv.org/abs/1910.10683">arXiv:1910.10683</a>, section 3.2.1); {@code </s>} ends both. Documents of like length are batched
	 * together.
	 */
	final class Cut implements Corpus {

		private static final int POOLED_BATCHES = 8;

		private final LanguageModel model;

		private final Iterator<int[]> documents;

		private final SplittableRandom random;

		private final List<List<TokenBatch.Row>> ready = new ArrayList<>();

		private Cut(LanguageModel model, Iterator<int[]> documents, SplittableRandom random) {
			this.model = model;
			this.documents = documents;
			this.random = random;
		}

		@Override
		public TokenBatch batch(int size) {
			if (ready.isEmpty()) {
				fill(size);
			}
			return TokenBatch.of(model, ready.remove(random.nextInt(ready.size())), Tokens.PADDING);
		}

		private void fill(int size) {
			List<int[]> pool = new ArrayList<>();
			while (pool.size() < POOLED_BATCHES * size) {
				pool.add(documents.next());
			}
			pool.sort(Comparator.comparingInt(document -> document.length));
			for (int from = 0; from < pool.size(); from += size) {
				ready.add(pool.subList(from, from + size).stream().map(this::cut).toList());
			}
		}

		/** The first part has two fifths to nine tenths of the document: its end mostly follows from what was told before. */
		private TokenBatch.Row cut(int[] document) {
			int place = Math.max(1, document.length * 2 / 5 + random.nextInt(Math.max(1, document.length / 2)));
			int[] end = { Tokens.END };
			int[] source = SpecialTokens.joined(Arrays.copyOf(document, place), end);
			int[] target = SpecialTokens.joined(Arrays.copyOfRange(document, place, document.length), end);
			return new TokenBatch.Row(SpecialTokens.joined(source, target), source.length);
		}

	}

}
