package org.peftboard.language;

import java.util.Locale;

/** The reader of the current request chose a language. */
public record LanguageChosen(Locale locale) {
}
