package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Sequences;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.text.ByteLevelBpeTrainer;
import org.peftboard.evaluator.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

class CorpusTest {

	private static final List<String> DOCUMENTS = List.of("one two three", "four", "five six seven eight nine", "ten");

	@TempDir
	private Path folder;

	@Test
	void joinsDocumentsForADecoderAndLearnsEveryToken() throws IOException {
		long[] joined = ids().flatMapToLong(LongStream::of).limit(40).toArray();
		TokenBatch batch = batch("llama", 4, 10, 1);
		assertThat(batch.sequences().tokens().ids()).isEqualTo(joined);
		assertThat(batch.targets()).isEqualTo(IntStream.range(0, 40).filter(place -> place % 10 > 0).mapToLong(place -> joined[place]).toArray());
	}

	@Test
	void cutsDocumentsForAnEncoderAndLosesNoToken() throws IOException {
		List<List<Long>> whole = texts();
		TokenBatch batch = batch("t5", 4, 0, 1);
		Sequences.Rows source = batch.sequences().source();
		Sequences.Rows target = batch.sequences().tokens();
		for (int row = 0, next = 0; row < 4; row++) {
			List<Long> read = list(real(source, row));
			int count = (int) LongStream.of(real(target, row)).count();
			List<Long> learned = list(LongStream.of(batch.targets()).skip(next).limit(count).toArray());
			next += count;
			assertThat(read).last().isEqualTo((long) Tokens.END);
			assertThat(learned).last().isEqualTo((long) Tokens.END);
			List<Long> document = Stream.concat(read.subList(0, read.size() - 1).stream(), learned.subList(0, count - 1).stream()).toList();
			assertThat(whole).contains(document);
			assertThat(read.size() - 1).isBetween(Math.max(1, document.size() * 2 / 5), document.size() * 9 / 10);
		}
	}

	@Test
	void repeatsItselfWithTheSameSeed() throws IOException {
		assertThat(batch("t5", 4, 0, 3).targets()).isEqualTo(batch("t5", 4, 0, 3).targets()).isNotEqualTo(batch("t5", 4, 0, 4).targets());
	}

	private static long[] real(Sequences.Rows rows, int row) {
		return IntStream.range(0, rows.length())
			.filter(place -> rows.real() == null || rows.real()[row][place] == 1)
			.mapToLong(place -> rows.ids()[row * rows.length() + place])
			.toArray();
	}

	private static List<Long> list(long[] ids) {
		return LongStream.of(ids).boxed().toList();
	}

	private Stream<String> documents() {
		return Stream.generate(DOCUMENTS::stream).flatMap(each -> each);
	}

	private Stream<long[]> ids() throws IOException {
		try (Tokenizer tokenizer = tokenizer()) {
			return documents().limit(64).map(document -> IntStream.of(Tokens.document(tokenizer.encode(document))).asLongStream().toArray()).toList().stream();
		}
	}

	private List<List<Long>> texts() throws IOException {
		try (Tokenizer tokenizer = tokenizer()) {
			return DOCUMENTS.stream().map(document -> list(IntStream.of(tokenizer.encode(document)).asLongStream().toArray())).toList();
		}
	}

	private Tokenizer tokenizer() throws IOException {
		Path file = folder.resolve("tokenizer.json");
		ByteLevelBpeTrainer.train(documents().limit(100), ByteLevelBpeTrainer.SMALLEST_VOCABULARY + 5).write(file);
		return Tokenizer.load(file);
	}

	private TokenBatch batch(String toy, int size, int rowTokens, long seed) throws IOException {
		try (Ops ops = Ops.on("cpu");
				Tokenizer tokenizer = tokenizer();
				LanguageModel model = Architectures.build(Toy.config(toy), Weights.random(0.1), Adaptation.NONE, ops)) {
			return Corpus.of(model, tokenizer, documents(), rowTokens, seed).batch(size);
		}
	}

}
