package org.peftboard.evaluator.contract;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One evaluation that is asked for: one setting, trained and tested on each task in turn, once a seed.
 *
 * @param version   of this document, {@value #VERSION}
 * @param baseModel id of a base model of the catalogue
 * @param method    what is trained, and how it is configured
 * @param tasks     ids of tasks of the catalogue, at least one, each at most once
 * @param protocol  id of a protocol of the catalogue, which fixes everything that a setting may not change
 * @param seeds     a training run each, all of whose randomness comes from its seed; 0 or more, each at most once; none for those of the protocol
 * @param device    {@code cpu} or {@code cuda:N}
 * @param adapter   SHA-256 of the {@code adapter_model.safetensors} that is tested in place of a training run, in lower-case hexadecimal digits; absent where
 *                  the method is trained
 */
public record Request(int version, String baseModel, MethodSetting method, List<String> tasks, String protocol, List<Long> seeds, String device,
		@Nullable String adapter) {

	public static final int VERSION = 2;

	/** Of a method that is trained. */
	public Request(int version, String baseModel, MethodSetting method, List<String> tasks, String protocol, List<Long> seeds, String device) {
		this(version, baseModel, method, tasks, protocol, seeds, device, null);
	}

	public Request {
		tasks = tasks == null ? List.of() : List.copyOf(tasks);
		seeds = seeds == null ? List.of() : List.copyOf(seeds);
	}

	/** The same with other seeds. */
	public Request withSeeds(List<Long> others) {
		return new Request(version, baseModel, method, tasks, protocol, others, device, adapter);
	}

	/** The same, testing this adapter. */
	public Request withAdapter(@Nullable String sha256) {
		return new Request(version, baseModel, method, tasks, protocol, seeds, device, sha256);
	}

}
