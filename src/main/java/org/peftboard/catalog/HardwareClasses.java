package org.peftboard.catalog;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The kinds of machine that this installation measures on: each has its own boards, its own queue and its own workers. Every server and every worker of an
 * installation needs the same list.
 *
 * @param hardwareClasses the first is meant where none is named; {@code cpu} alone where nothing is configured
 */
@ConfigurationProperties("peftboard")
public record HardwareClasses(@Nullable List<HardwareClass> hardwareClasses) {

	/** @throws Problem.Refused where an id is there twice */
	public HardwareClasses {
		hardwareClasses = hardwareClasses == null || hardwareClasses.isEmpty() ? List.of(new HardwareClass("cpu", "CPU", "cpu")) : List.copyOf(hardwareClasses);
		List<String> ids = hardwareClasses.stream().map(HardwareClass::id).toList();
		if (ids.stream().distinct().count() < ids.size()) {
			throw new Problem.Refused("peftboard.hardware-classes", ids.toString(), "each id once");
		}
	}

	/** In the order in which they were configured, at least one. */
	public List<HardwareClass> all() {
		return hardwareClasses == null ? List.of() : hardwareClasses;
	}

	/** The one that is meant where none is named. */
	public HardwareClass first() {
		return all().get(0);
	}

	public Optional<HardwareClass> find(String id) {
		return all().stream().filter(one -> one.id().equals(id)).findFirst();
	}

	/**
	 * The class with this id.
	 *
	 * @param field what asked for it, for the message
	 * @throws Problem.Refused naming the classes that there are
	 */
	public HardwareClass get(String field, String id) {
		return find(id).orElseThrow(() -> new Problem.Refused(field, "'" + id + "'",
				"one of the hardware classes " + all().stream().map(HardwareClass::id).toList() + " of this installation (peftboard.hardware-classes)"));
	}

}
