package org.peftboard.scoring;

import java.util.Arrays;
import java.util.List;

import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;

/** The score definitions, named and versioned: a changed formula gets a new version, and the old one stays. */
public enum ScoreVersion {

	/**
	 * {@code PSCP = S · exp(−α·P/P_ref − β·L/L_ref − γ·M/M_ref)}.
	 *
	 * <p>Source: the project's brief, after its summary of PEFT-Bench.
	 */
	EXPONENTIAL("pscp-exp/1") {
		@Override
		double latency(double cost, References references) {
			return cost / references.latency();
		}

		@Override
		double share(double cost, double reference) {
			return cost / reference;
		}
	},

	/**
	 * {@code PSCP = S · (1+P/C_p)^−α · (1+F/C_f)^−β · (1+M/C_m)^−γ}, with F over the untouched base model.
	 *
	 * <p>A row that is measured faster than the base model counts as equally fast, so noise earns no bonus.
	 *
	 * <p>Source: Belanec et al., PEFT-Bench, <a href="https://arxiv.org/abs/2511.21285">arXiv:2511.21285</a>, and the code released with
	 * it.
	 */
	POWER("pscp-power/1") {
		@Override
		double latency(double cost, References references) {
			return share(Math.max(0, cost - references.latencyBase()), references.latency());
		}

		@Override
		double share(double cost, double reference) {
			return Math.log1p(cost / reference);
		}
	};

	private final String id;

	ScoreVersion(String id) {
		this.id = id;
	}

	public String id() {
		return id;
	}

	/**
	 * The version with this id.
	 *
	 * @throws Problem.Refused naming the known ones
	 */
	public static ScoreVersion of(String id) {
		List<String> known = Arrays.stream(values()).map(ScoreVersion::id).toList();
		return Arrays.stream(values())
			.filter(version -> version.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new Problem.Refused("score", "'" + id + "'", Suggestion.oneOf(id, known)));
	}

	/** What the costs take off a score, each cost as {@code weight · share}. */
	Penalties penalties(double parameters, double latency, double memory, Weights weights, References references) {
		return new Penalties(weights.alpha() * share(parameters, references.parameters()), weights.beta() * latency(latency, references),
				weights.gamma() * share(memory, references.memory()));
	}

	/** What one unit of β takes off at this latency. */
	public double latencyShare(double cost, References references) {
		return latency(cost, references);
	}

	abstract double latency(double cost, References references);

	abstract double share(double cost, double reference);

}
