package org.peftboard.evaluator.contract;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An ordered, immutable list of things with an id: methods, architectures, tasks, metrics. One list, one line an entry.
 *
 * <p>Ids are of {@code [a-z0-9._-]}; a double id is refused, naming both classes.
 */
public final class Registry<T> {

	private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");

	private final String kind;

	private final Map<String, T> entries;

	/**
	 * @param kind what an entry is called in errors ("method")
	 * @param id   reads an entry's id
	 */
	public Registry(String kind, List<? extends T> entries, Function<? super T, String> id) {
		this.kind = kind;
		Map<String, T> byId = new LinkedHashMap<>();
		for (T entry : entries) {
			add(byId, id.apply(entry), entry);
		}
		this.entries = Collections.unmodifiableMap(byId);
	}

	private void add(Map<String, T> byId, String id, T entry) {
		if (!ID.matcher(id).matches()) {
			throw new IllegalArgumentException(kind + " id: got '" + id + "', need letters a to z, digits, '.' and '-'");
		}
		T other = byId.putIfAbsent(id, entry);
		if (other != null) {
			throw new IllegalArgumentException(
					kind + " id: '" + id + "' belongs to both " + other.getClass().getName() + " and " + entry.getClass().getName());
		}
	}

	public Collection<T> all() {
		return entries.values();
	}

	public Collection<String> ids() {
		return entries.keySet();
	}

	public Optional<T> find(String id) {
		return Optional.ofNullable(entries.get(id));
	}

	/**
	 * The entry with this id.
	 *
	 * @throws Problem.Refused {@code method: got 'lorra', need one of: … Did you mean 'lora'?}
	 */
	public T get(String id) {
		T entry = entries.get(id);
		if (entry == null) {
			throw new Problem.Refused(kind, "'" + id + "'", Suggestion.oneOf(id, entries.keySet()));
		}
		return entry;
	}

}
