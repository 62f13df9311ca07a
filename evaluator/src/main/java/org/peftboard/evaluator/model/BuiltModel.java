package org.peftboard.evaluator.model;

import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/** What every model knows from the builder that built it. */
abstract class BuiltModel implements LanguageModel {

	private final Builder builder;

	private long baseCount;

	BuiltModel(Builder builder) {
		this.builder = builder;
	}

	Builder builder() {
		return builder;
	}

	@Override
	public Parameters parameters() {
		return builder.parameters();
	}

	@Override
	public Hooks hooks() {
		return builder.hooks();
	}

	@Override
	public Map<String, Parameter> weights() {
		return builder.taken();
	}

	/** Asked once a token, so counted once. */
	@Override
	public long baseCount() {
		if (baseCount == 0) {
			baseCount = LanguageModel.super.baseCount();
		}
		return baseCount;
	}

	@Override
	public Map<String, Supplier<NDArray>> checkpoint() {
		return builder.checkpoint();
	}

	@Override
	public Ops ops() {
		return builder.parameters().ops();
	}

	@Override
	public void close() {
		builder.close();
	}

}
