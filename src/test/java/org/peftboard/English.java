package org.peftboard;

import java.util.Locale;

import org.peftboard.language.Words;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The site's English words, where no reader asks for them. */
public final class English {

	private English() {
	}

	public static Words words() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages", "messages-submission", "messages-account", "messages-sharing", "messages-record", "messages-staff", "messages-notice");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		return new Words(messages, Locale.ENGLISH);
	}

}
