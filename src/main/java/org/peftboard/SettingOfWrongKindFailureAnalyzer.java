package org.peftboard;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.unit.DataSize;

/** Says which setting is of the wrong kind, a word in the place of a number, and what it should be, in the place of a stack trace. */
final class SettingOfWrongKindFailureAnalyzer extends AbstractFailureAnalyzer<UnsatisfiedDependencyException> {

	private static final Pattern NAME = Pattern.compile("\\$\\{([^:}]+)");

	private static final Map<Class<?>, String> KINDS = Map.of(Duration.class, "a time such as 90s, 15m or 24h", DataSize.class, "a size such as 64MB", int.class, "a whole number",
			boolean.class, "true or false");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnsatisfiedDependencyException outermost) {
		String name = null;
		for (Throwable cause = outermost; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsatisfiedDependencyException unsatisfied) {
				name = setting(unsatisfied.getInjectionPoint());
			}
			if (cause instanceof TypeMismatchException mismatch && name != null) {
				return analysis(name, mismatch);
			}
		}
		return null;
	}

	private static @Nullable String setting(@Nullable InjectionPoint place) {
		Value value = place == null ? null : place.getAnnotation(Value.class);
		Matcher name = value == null ? null : NAME.matcher(value.value());
		return name != null && name.find() ? name.group(1) : null;
	}

	private static FailureAnalysis analysis(String name, TypeMismatchException mismatch) {
		Class<?> type = mismatch.getRequiredType();
		String need = type == null ? "a value of another kind" : KINDS.getOrDefault(type, "a " + type.getSimpleName());
		return new FailureAnalysis(name + ": got '" + mismatch.getValue() + "', need " + need, "Write " + need + ".", mismatch);
	}

}
