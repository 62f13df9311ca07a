package org.peftboard.submission;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Request;

/** What a submission has measured, and the keys by which the same configuration is found again. */
@Embeddable
@NullUnmarked
class Configuration {

	private String methodId;

	private String requestJson;

	@Column(name = "configuration_key")
	private String key;

	/** The configuration without its seeds; absent for those that were submitted before seeds could be added. */
	private String settingKey;

	private int seeds;

	/** SHA-256 of the adapter that is tested in place of training. */
	private String adapter;

	protected Configuration() {
	}

	Configuration(String boardId, Request request) {
		this.methodId = request.method().id();
		this.requestJson = Json.line(request);
		this.key = ConfigurationKey.of(boardId, request);
		this.settingKey = ConfigurationKey.withoutSeeds(boardId, request);
		this.seeds = Math.max(1, request.seeds().size());
		this.adapter = request.adapter();
	}

	/** Nobody who submits the same with other seeds is answered with it. */
	void answerNobody() {
		settingKey = null;
	}

	String methodId() {
		return methodId;
	}

	Request request() {
		return Json.read("request", requestJson, Request.class);
	}

	/** Names board and request, seeds included. */
	String key() {
		return key;
	}

	@Nullable
	String settingKey() {
		return settingKey;
	}

	/** At least 1, also where nothing is trained. */
	int seeds() {
		return seeds;
	}

	@Nullable
	String adapter() {
		return adapter;
	}

}
