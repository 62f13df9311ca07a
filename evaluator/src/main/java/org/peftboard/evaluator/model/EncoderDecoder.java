package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.model.CrossAttention.Memory;
import org.peftboard.evaluator.nn.Norm;
import org.peftboard.evaluator.nn.Pass;

/** An encoder–decoder out of its parts. The encoder reads the source at once, padding on either side; the decoder reads token after token. */
final class EncoderDecoder extends BuiltModel {

	private final Sizes sizes;

	private final Vocabulary vocabulary;

	private final Encoder encoder;

	private final Decoder decoder;

	private final double outputScale;

	/**
	 * @param heads     H
	 * @param headWidth D
	 */
	record Sizes(int heads, int headWidth, long decoderStart) {
	}

	/** Layers, last norm, and what a method puts before the source. */
	record Encoder(List<EncoderLayer> layers, Norm finalNorm, @Nullable SoftPrompt prompt, int prefixLength) {
	}

	record EncoderLayer(SubLayer<AttentionLayer> attention, SubLayer<FeedForward> mlp) {

		NDArray forward(NDArray x, Lane lane) {
			NDArray normed = attention.norm().forward(x);
			NDArray middle = attention.residual().join(x, normed, attention.inner().forward(normed, lane), lane.pass());
			return fed(middle, mlp, lane.pass());
		}

	}

	/** Layers and last norm. */
	record Decoder(List<DecoderLayer> layers, Norm finalNorm, int prefixLength) {
	}

	record DecoderLayer(SubLayer<AttentionLayer> attention, SubLayer<CrossAttention> cross, SubLayer<FeedForward> mlp) {

		NDArray forward(NDArray x, Lane lane, Memory memory) {
			NDArray normed = attention.norm().forward(x);
			NDArray middle = attention.residual().join(x, normed, attention.inner().forward(normed, lane), lane.pass());
			NDArray asked = cross.norm().forward(middle);
			NDArray told = cross.residual().join(middle, asked, cross.inner().forward(asked, lane, memory), lane.pass());
			return fed(told, mlp, lane.pass());
		}

	}

	private static NDArray fed(NDArray x, SubLayer<FeedForward> mlp, Pass pass) {
		NDArray normed = mlp.norm().forward(x);
		return mlp.residual().join(x, normed, mlp.inner().forward(normed, pass), pass);
	}

	/** @param outputScale of the decoder's states, before the output layer */
	EncoderDecoder(Sizes sizes, Builder builder, Vocabulary vocabulary, Encoder encoder, Decoder decoder, double outputScale) {
		super(builder);
		this.sizes = sizes;
		this.vocabulary = vocabulary;
		this.encoder = encoder;
		this.decoder = decoder;
		this.outputScale = outputScale;
	}

	@Override
	public boolean hasEncoder() {
		return true;
	}

	@Override
	public long decoderStart() {
		return sizes.decoderStart();
	}

	@Override
	public Pass pass(NDManager step, Sequences sequences) {
		return new Pass(ops(), step, mask(step, real(source(sequences).leftAligned())));
	}

	private static Sequences.Rows source(Sequences sequences) {
		if (sequences.source() == null) {
			throw new IllegalArgumentException("sequences: got no source, need one for an encoder–decoder");
		}
		return sequences.source();
	}

	/** Which places of the encoder are real, virtual tokens first. */
	private long @Nullable [][] real(Sequences.Rows source) {
		if (source.real() == null || encoder.prompt() == null) {
			return source.real();
		}
		int virtual = encoder.prompt().length();
		long[][] all = new long[source.count()][virtual + source.length()];
		for (int row = 0; row < all.length; row++) {
			Arrays.fill(all[row], 0, virtual, 1);
			System.arraycopy(source.real()[row], 0, all[row], virtual, source.length());
		}
		return all;
	}

	/** (B, S, 1) */
	private static @Nullable NDArray mask(NDManager step, long @Nullable [][] real) {
		if (real == null) {
			return null;
		}
		float[] flat = new float[real.length * real[0].length];
		for (int place = 0; place < flat.length; place++) {
			flat[place] = real[place / real[0].length][place % real[0].length];
		}
		return step.create(flat, new Shape(real.length, real[0].length, 1));
	}

	@Override
	public NDArray hidden(Pass pass, Sequences sequences) {
		ops().threadsFor(Double.MAX_VALUE);
		Sequences.Rows source = source(sequences).leftAligned();
		Memory memory = new Memory(encode(pass, source), real(source));
		Sequences.Rows rows = sequences.tokens();
		return decode(rows.in(pass.manager()), decoderLane(pass, rows), memory);
	}

	private Lane decoderLane(Pass pass, Sequences.Rows rows) {
		return new Lane(pass, builder().manager(), rows.count(), 0, rows.length(), decoder.prefixLength(), true, null, null);
	}

	/** The decoder's states go with the encoder's, which every layer of it reads. */
	@Override
	public List<Segment> segments(Sequences sequences) {
		Sequences.Rows source = source(sequences).leftAligned();
		Sequences.Rows rows = sequences.tokens();
		long[][] real = real(source);
		List<Segment> segments = new ArrayList<>();
		segments.add((pass, none) -> List.of(embedded(source, pass)));
		for (EncoderLayer layer : encoder.layers()) {
			segments.add((pass, x) -> List.of(layer.forward(x.get(0), encoderLane(pass, source, real))));
		}
		segments.add((pass, x) -> List.of(encoder.finalNorm().forward(x.get(0)), vocabulary.of(rows.in(pass.manager()))));
		for (DecoderLayer layer : decoder.layers()) {
			segments.add((pass, x) -> List.of(x.get(0), layer.forward(x.get(1), decoderLane(pass, rows), new Memory(x.get(0), real))));
		}
		segments.add((pass, x) -> List.of(decoder.finalNorm().forward(x.get(1))));
		return segments;
	}

	/** (B, S, C) */
	private NDArray encode(Pass pass, Sequences.Rows source) {
		NDArray x = embedded(source, pass);
		Lane lane = encoderLane(pass, source, real(source));
		for (EncoderLayer layer : encoder.layers()) {
			x = layer.forward(x, lane);
		}
		return encoder.finalNorm().forward(x);
	}

	/** (B, P + S, C) */
	private NDArray embedded(Sequences.Rows source, Pass pass) {
		NDArray x = vocabulary.of(source.in(pass.manager()));
		return encoder.prompt() == null ? x : ops().call("behind_rows", x, encoder.prompt().rows(pass));
	}

	private Lane encoderLane(Pass pass, Sequences.Rows source, long @Nullable [][] real) {
		int virtual = encoder.prompt() == null ? 0 : encoder.prompt().length();
		return new Lane(pass, builder().manager(), source.count(), 0, virtual + source.length(), encoder.prefixLength(), false, real, null);
	}

	private NDArray decode(NDArray ids, Lane lane, Memory memory) {
		NDArray x = vocabulary.of(ids);
		for (DecoderLayer layer : decoder.layers()) {
			x = layer.forward(x, lane, memory);
		}
		return decoder.finalNorm().forward(x);
	}

	@Override
	public NDArray logits(NDArray hidden) {
		return vocabulary.scores(scaled(hidden));
	}

	@Override
	public NDArray crossEntropy(NDArray hidden, NDArray targets) {
		return vocabulary.crossEntropy(scaled(hidden), targets);
	}

	private NDArray scaled(NDArray hidden) {
		return outputScale == 1 ? hidden : ops().call("scaled", hidden, ops().constant(outputScale));
	}

	@Override
	public KeyValueCache newCache(Sequences.Rows prompts, int newTokens) {
		int capacity = decoder.prefixLength() + 1 + newTokens;
		return new KeyValueCache(ops(), decoder.layers().size(), prompts.count(), sizes.heads(), capacity, sizes.headWidth(), null);
	}

	@Override
	public NDArray read(NDManager step, Sequences.Rows prompts, KeyValueCache cache) {
		ops().threadsFor(Double.MAX_VALUE);
		Sequences.Rows source = prompts.leftAligned();
		long[][] real = real(source);
		NDArray states = ops().together(encoder, () -> encode(new Pass(ops(), step, mask(step, real)), source));
		Memory memory = new Memory(states, real);
		cache.setRealSource(real);
		long[] starts = new long[prompts.count()];
		Arrays.fill(starts, sizes.decoderStart());
		NDArray scores = scores(new Pass(ops(), step, mask(step, real)), step.create(starts, new Shape(prompts.count(), 1)), cache, memory);
		cache.advance(1);
		return scores;
	}

	@Override
	public NDArray next(NDArray ids, KeyValueCache cache) {
		ops().threadsFor((double) ids.getShape().get(0) * baseCount());
		NDArray scores = ops().together(this, () -> scores(new Pass(ops(), ids.getManager(), null), ids, cache, new Memory(null, cache.realSource())));
		cache.advance(1);
		return scores;
	}

	private NDArray scores(Pass pass, NDArray ids, KeyValueCache cache, Memory memory) {
		Lane lane = new Lane(pass, builder().manager(), (int) ids.getShape().get(0), cache.length(), 1, decoder.prefixLength(), true, null, cache);
		return logits(ops().call("last_place", decode(ids, lane, memory)));
	}

	/** Relative positions have no end. */
	@Override
	public int freePositions() {
		return Integer.MAX_VALUE;
	}

}
