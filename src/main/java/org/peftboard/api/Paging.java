package org.peftboard.api;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A page of a list.
 *
 * @param number from 1
 * @param size   rows a page, 1 to 500
 */
record Paging(int number, int size) {

	static final int LARGEST = 500;

	static final int USUAL = 100;

	/** @throws Problem.Refused naming what is out of range */
	static Paging of(@Nullable String page, @Nullable String size) {
		return new Paging(whole("page", page, 1, 1_000_000), whole("size", size, USUAL, LARGEST));
	}

	private static int whole(String name, @Nullable String text, int otherwise, int most) {
		if (text == null) {
			return otherwise;
		}
		int number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : 0;
		if (number < 1 || number > most) {
			throw new Problem.Refused(name, "'" + text + "'", "a whole number from 1 to " + most);
		}
		return number;
	}

	<T> List<T> of(List<T> all) {
		int from = (int) Math.min((number - 1L) * size, all.size());
		return all.subList(from, Math.min(from + size, all.size()));
	}

	/** The answer with links to its neighbours (RFC 8288). */
	<T> ResponseEntity<T> answer(SiteAddress site, T body, long total) {
		long last = Math.max(1, (total + size - 1) / size);
		List<String> links = new ArrayList<>();
		if (number > 1) {
			links.add(link(site, "prev", Math.min(number - 1, last)));
		}
		if (number < last) {
			links.add(link(site, "next", number + 1));
		}
		links.add(link(site, "first", 1));
		links.add(link(site, "last", last));
		return ResponseEntity.ok().header(HttpHeaders.LINK, String.join(", ", links)).body(body);
	}

	private static String link(SiteAddress site, String relation, long page) {
		String path = ServletUriComponentsBuilder.fromCurrentRequest().scheme(null).host(null).port(null).replaceQueryParam("page", page).build().toUriString();
		return "<" + site.of(path) + ">; rel=\"" + relation + "\"";
	}

}
