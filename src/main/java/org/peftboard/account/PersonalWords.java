package org.peftboard.account;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.peftboard.language.LanguageChosen;
import org.peftboard.language.Words;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** In which language people are written to while they are away: the one in which they last signed in, or that they chose since. */
@Component
public class PersonalWords {

	private final JdbcClient jdbc;

	private final MessageSource messages;

	private final LocaleResolver locales;

	PersonalWords(JdbcClient jdbc, MessageSource messages, LocaleResolver locales) {
		this.jdbc = jdbc;
		this.messages = messages;
		this.locales = locales;
	}

	/** This site's words for a person; in English for an account that is gone. */
	public Words of(long accountId) {
		String tag = jdbc.sql("select language from accounts where id = ?").param(accountId).query(String.class).optional().orElse("en");
		return new Words(messages, Locale.forLanguageTag(tag));
	}

	void signedIn(SignedIn person, HttpServletRequest request) {
		remember(person, locales.resolveLocale(request));
	}

	@EventListener
	void chosen(LanguageChosen choice) {
		Authentication who = SecurityContextHolder.getContext().getAuthentication();
		if (who != null && who.getPrincipal() instanceof SignedIn person) {
			remember(person, choice.locale());
		}
	}

	private void remember(SignedIn person, Locale locale) {
		String tag = locale.getLanguage();
		jdbc.sql("update accounts set language = ? where id = ? and language <> ?").params(tag, person.id(), tag).update();
	}

}
