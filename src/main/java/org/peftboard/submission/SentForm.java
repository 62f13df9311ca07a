package org.peftboard.submission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** The fields of the form to submit, as they were sent. */
record SentForm(MultiValueMap<String, String> fields) {

	private static final int LONGEST_NUMBER = 9;

	/** What the form sends beside a method's own parameters. */
	private static final Set<String> OWN_FIELDS = Set.of("_csrf", "suite", "method", "title", "file", "trainingParams", "seeds", "anonymous", "embargoUntil", "search",
			"already", "adapter", "adapterModel", "hardwareClass", "board");

	String suiteId() {
		return first("suite");
	}

	/** In addresses that lead to the form: the board that the configuration was for; blank where none is named. */
	String board() {
		return first("board");
	}

	/** The same for this suite on this class of hardware. */
	SentForm on(String suite, String hardwareClass) {
		MultiValueMap<String, String> more = new LinkedMultiValueMap<>(fields);
		more.remove("board");
		more.set("suite", suite);
		more.set("hardwareClass", hardwareClass);
		return new SentForm(more);
	}

	/** Absent where the form does not ask, or nothing was chosen. */
	@Nullable
	String hardwareClass() {
		String id = first("hardwareClass");
		return id.isBlank() ? null : id;
	}

	String methodId() {
		return first("method");
	}

	String title() {
		return first("title");
	}

	String embargoUntil() {
		return first("embargoUntil");
	}

	/** SHA-256 of an adapter that was uploaded before; blank for none. */
	String adapter() {
		return first("adapter");
	}

	/** The same with an adapter that was uploaded now. */
	SentForm with(UploadedAdapter adapter) {
		MultiValueMap<String, String> more = new LinkedMultiValueMap<>(fields);
		more.set("adapter", adapter.sha256());
		return new SentForm(more);
	}

	String search() {
		return first("search");
	}

	boolean isSearch() {
		return !search().isBlank();
	}

	boolean anonymous() {
		return first("anonymous").equals("true");
	}

	/**
	 * How many seeds; absent where the field is empty.
	 *
	 * @throws Problem.Refused where it is no whole number
	 */
	@Nullable
	Integer seeds() {
		String text = first("seeds").strip();
		if (text.isEmpty()) {
			return null;
		}
		if (text.length() > LONGEST_NUMBER || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
			throw new Problem.Refused("seeds", "'" + text + "'", "a whole number");
		}
		return Integer.valueOf(text);
	}

	String first(String name) {
		String value = fields.getFirst(name);
		return value == null ? "" : value;
	}

	Map<String, List<String>> settings() {
		Map<String, List<String>> settings = new LinkedHashMap<>();
		fields.forEach((name, values) -> {
			if (!OWN_FIELDS.contains(name)) {
				settings.put(name, new ArrayList<>(values));
			}
		});
		return settings;
	}

	/** What a page must send to ask for the same again. */
	List<Field> again() {
		List<Field> again = new ArrayList<>();
		fields.forEach((name, values) -> {
			if (!name.equals("_csrf") && !name.equals("file") && !name.equals("trainingParams") && !name.equals("adapterModel")) {
				values.forEach(value -> again.add(new Field(name, value)));
			}
		});
		return again;
	}

	/** The address of the form with the same values in it. */
	String address() {
		UriComponentsBuilder address = UriComponentsBuilder.fromPath("/submit");
		again().forEach(field -> address.queryParam(field.name(), "{value}").encode());
		return address.build(again().stream().map(Field::value).toArray()).toString();
	}

	/** A field that was sent. */
	record Field(String name, String value) {
	}

}
