package org.peftboard.language;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.springframework.context.MessageSource;

/** The site's words in the reader's language ({@code messages*.properties}). */
public record Words(MessageSource messages, Locale locale) {

	public String say(String key, Object... arguments) {
		return messages.getMessage(key, arguments, locale);
	}

	/** What is said under a key; the other text where nothing is. */
	public String sayOr(String key, String otherwise) {
		return Objects.requireNonNull(messages.getMessage(key, null, otherwise, locale));
	}

	/** The texts under these keys, for scripts: as they stand, with their places for arguments. */
	public Map<String, String> raw(List<String> keys) {
		Map<String, String> texts = new LinkedHashMap<>();
		keys.forEach(key -> texts.put(key, messages.getMessage(key, null, locale)));
		return texts;
	}

	/** An English number, its thousands as this language parts them; its decimals stay behind a full stop, as everywhere on this site. */
	public String number(String english) {
		return english() ? english : english.replace(',', '\u202f');
	}

	/** "22 November 2026", in UTC. */
	public String day(Instant instant) {
		return date("d MMMM uuuu", "d. MMMM uuuu", instant);
	}

	/** "22 November 2026, 09:30 UTC". */
	public String dayAndTime(Instant instant) {
		return date("d MMMM uuuu, HH:mm 'UTC'", "d. MMMM uuuu, HH:mm 'UTC'", instant);
	}

	/** "22 Nov 2026, 09:30 UTC". */
	public String shortDayAndTime(Instant instant) {
		return date("d MMM uuuu, HH:mm 'UTC'", "d. MMM uuuu, HH:mm 'UTC'", instant);
	}

	/** "22 Nov 2026", in UTC. */
	public String shortDay(Instant instant) {
		return date("d MMM uuuu", "d. MMM uuuu", instant);
	}

	/** "22 Nov 2026, 09:30:05 UTC". */
	public String shortDayAndSecond(Instant instant) {
		return date("d MMM uuuu, HH:mm:ss 'UTC'", "d. MMM uuuu, HH:mm:ss 'UTC'", instant);
	}

	/** "22 Nov 09:30:05", in UTC, for columns whose heading says so. */
	public String clock(Instant instant) {
		return date("d MMM HH:mm:ss", "d. MMM HH:mm:ss", instant);
	}

	/** "45 seconds", "3 minutes", "2 hours". */
	public String duration(long seconds) {
		if (seconds < 90) {
			return seconds == 1 ? say("duration.second") : say("duration.seconds", Math.max(0, seconds));
		}
		long minutes = Math.round(seconds / 60.0);
		return minutes < 90 ? say("duration.minutes", minutes) : say("duration.hours", Math.round(minutes / 60.0));
	}

	private String date(String english, String german, Instant instant) {
		return DateTimeFormatter.ofPattern(english() ? english : german, locale).withZone(ZoneOffset.UTC).format(instant);
	}

	private boolean english() {
		return locale.getLanguage().equals("en");
	}

}
