package org.peftboard.evaluator.contract;

import java.util.List;

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
 */
public record Request(int version, String baseModel, MethodSetting method, List<String> tasks, String protocol, List<Long> seeds, String device) {

	public static final int VERSION = 2;

	public Request {
		tasks = tasks == null ? List.of() : List.copyOf(tasks);
		seeds = seeds == null ? List.of() : List.copyOf(seeds);
	}

}
