package org.peftboard.language;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** English and German: what the reader chose in the footer (kept in a cookie), otherwise what their browser asks for. */
@Configuration(proxyBeanMethods = false)
class Languages {

	static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.GERMAN);

	@Bean
	LocaleResolver localeResolver() {
		CookieLocaleResolver resolver = new CookieLocaleResolver("lang") {
			@Override
			protected @Nullable Locale parseLocaleValue(String value) {
				return SUPPORTED.stream().filter(locale -> locale.toLanguageTag().equals(value)).findFirst().orElse(null);
			}
		};
		resolver.setCookieSameSite("Lax");
		resolver.setCookieHttpOnly(true);
		resolver.setCookieMaxAge(Duration.ofDays(365));
		resolver.setRejectInvalidCookies(false);
		resolver.setDefaultLocaleFunction(request -> {
			String header = request.getHeader("Accept-Language");
			if (header == null) {
				return Locale.ENGLISH;
			}
			try {
				Locale found = Locale.lookup(Locale.LanguageRange.parse(header), SUPPORTED);
				return found == null ? Locale.ENGLISH : found;
			}
			catch (IllegalArgumentException exception) {
				return Locale.ENGLISH;
			}
		});
		return resolver;
	}

}
