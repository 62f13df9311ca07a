package org.peftboard.api;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where this site is, for addresses that are read elsewhere: as configured, or else as the request says. */
@Component
class SiteAddress {

	private final @Nullable String configured;

	SiteAddress(@Value("${peftboard.address:#{null}}") @Nullable String configured) {
		this.configured = configured == null || configured.isBlank() ? null : configured.replaceAll("/+$", "");
	}

	/** @param path with a leading slash */
	String of(String path) {
		return (configured != null ? configured : ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()) + path;
	}

}
