package org.peftboard.catalog;

import java.util.regex.Pattern;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A kind of machine to measure on. Rows of different classes never share a ranking.
 *
 * @param id     in board ids and in the names of the queue's tasks ({@code cpu}, {@code h200})
 * @param title  for people
 * @param device what of the machine evaluates: {@code cpu}, or {@code cuda} for its first GPU
 */
public record HardwareClass(String id, @DefaultValue("") String title, @DefaultValue("cpu") String device) {

	private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,39}");

	/** @throws Problem.Refused naming the property, what it was, and what it may be */
	public HardwareClass {
		if (!ID.matcher(id).matches()) {
			throw new Problem.Refused("peftboard.hardware-classes[].id", "'" + id + "'", "1 to 40 of a-z, 0-9, '.' and '-', beginning with a letter or digit");
		}
		if (!device.equals("cpu") && !device.equals("cuda")) {
			throw new Problem.Refused("peftboard.hardware-classes[].device", "'" + device + "' for the class '" + id + "'", "cpu or cuda");
		}
		title = title.isBlank() ? id : title.strip();
	}

	/** The device as requests name it: {@code cpu} or {@code cuda:0}. */
	public String requestDevice() {
		return device.equals("cuda") ? "cuda:0" : device;
	}

}
