package org.peftboard.result;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;

/** Finds numbers of a document that are none: JSON has no word for infinity, but 1e999 becomes it, and "NaN" is read as a number. */
final class FiniteNumbers {

	private FiniteNumbers() {
	}

	/** Adds a problem for each, named by its path. */
	static void require(List<Problem> problems, String path, @Nullable Object value) {
		if (value instanceof Double number && !Double.isFinite(number)) {
			problems.add(new Problem(path, number.toString(), "a finite number"));
		}
		else if (value instanceof Collection<?> several) {
			int index = 0;
			for (Object one : several) {
				require(problems, path + "[" + index++ + "]", one);
			}
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, one) -> require(problems, path + "." + key, one));
		}
		else if (value instanceof Record document) {
			for (RecordComponent component : document.getClass().getRecordComponents()) {
				require(problems, path + "." + component.getName(), part(document, component));
			}
		}
	}

	private static @Nullable Object part(Record document, RecordComponent component) {
		try {
			return component.getAccessor().invoke(document);
		}
		catch (ReflectiveOperationException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

}
