package org.peftboard.result;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/** The references of a measured board, written once and never changed. */
@Entity
@Immutable
@Table(name = "board_references")
@NullUnmarked
public class FrozenReferences implements Persistable<String> {

	@Id
	private String boardId;

	private double parameters;

	private double latency;

	private double memory;

	private int runs;

	private Instant frozenAt;

	@Transient
	private boolean fresh = true;

	protected FrozenReferences() {
	}

	FrozenReferences(String boardId, double parameters, double latency, double memory, int runs, Instant frozenAt) {
		this.boardId = boardId;
		this.parameters = parameters;
		this.latency = latency;
		this.memory = memory;
		this.runs = runs;
		this.frozenAt = frozenAt;
	}

	@PostLoad
	@PostPersist
	void stored() {
		fresh = false;
	}

	@Override
	public String getId() {
		return boardId;
	}

	/** An insert that meets an existing row must fail, not overwrite it. */
	@Override
	public boolean isNew() {
		return fresh;
	}

	/** All parameters of the base model. */
	public double parameters() {
		return parameters;
	}

	/** Largest latency of the reference runs, in times the base model. */
	public double latency() {
		return latency;
	}

	/** Largest peak training memory of the reference runs, in bytes. */
	public double memory() {
		return memory;
	}

	/** How many reference runs they come from. */
	public int runs() {
		return runs;
	}

	public Instant frozenAt() {
		return frozenAt;
	}

}
