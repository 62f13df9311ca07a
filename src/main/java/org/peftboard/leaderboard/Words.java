package org.peftboard.leaderboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The site's words in the reader's language ({@code messages*.properties}). */
record Words(MessageSource messages, Locale locale) {

	String say(String key, Object... arguments) {
		return messages.getMessage(key, arguments, locale);
	}

	/** The texts under these keys, for scripts: as they stand, with their places for arguments. */
	Map<String, String> raw(List<String> keys) {
		Map<String, String> texts = new LinkedHashMap<>();
		keys.forEach(key -> texts.put(key, messages.getMessage(key, null, locale)));
		return texts;
	}

	/** A cost's number, its thousands as this language parts them. */
	String number(CostFormat format, @Nullable Double value) {
		String english = format.number(value);
		return locale.getLanguage().equals("en") ? english : english.replace(',', '\u202f');
	}

}
