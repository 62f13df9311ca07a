package org.peftboard.submission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The page of a search: what was declared, how far it is, and which configuration is the best by its validation score. */
@Controller
class SearchPages {

	private final Searches searches;

	SearchPages(Searches searches) {
		this.searches = searches;
	}

	/**
	 * One configuration.
	 *
	 * @param validation 0 to 100; empty while it is not known
	 */
	record Member(long submission, String settings, String label, String tone, String validation, boolean winner, @Nullable String result) {
	}

	/** @param space "rank 4, 8, 16" */
	record View(long id, String title, List<String> space, int tried, int ended, boolean done, List<Member> members) {
	}

	@GetMapping("/searches/{id}")
	String page(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person, Words words, Model model) {
		if (person == null) {
			throw new AccessDeniedException("sign in");
		}
		Searches.Search search = searches.find(id)
			.filter(found -> found.submitterId() == person.id() || person.role().covers(Role.REVIEWER))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		model.addAttribute("view", view(search, words));
		return "submission/search";
	}

	private View view(Searches.Search search, Words words) {
		Map<String, Object> space = new LinkedHashMap<>(Json.map("search", search.space()));
		List<Member> members = new ArrayList<>();
		for (Submission one : searches.members(search.id())) {
			boolean winner = search.winner() != null && search.winner() == one.id();
			Map<String, Object> settings = one.request().method().settings();
			members.add(new Member(one.id(), space.keySet().stream().map(name -> name + " " + Values.text(settings.get(name))).collect(Collectors.joining(", ")),
					one.status() == SubmissionStatus.PUBLISHED ? words.say("search.measured") : Live.label(one, words), Live.tone(one),
					one.validationScore() == null ? "" : String.format(Locale.ROOT, "%.1f", one.validationScore()), winner,
					winner && one.status() == SubmissionStatus.PUBLISHED ? "/results/" + one.resultId() : null));
		}
		int ended = (int) searches.members(search.id()).stream().filter(one -> one.status().ended()).count();
		return new View(search.id(), search.title(), space.entrySet().stream().map(entry -> entry.getKey() + ": " + Values.text(entry.getValue())).toList(),
				search.tried(), ended, search.endedAt() != null, members);
	}

}
