package org.peftboard.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.Directory;
import org.peftboard.account.Directory.Person;
import org.peftboard.account.FieldProblems;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.notice.PersonalNotices;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** People: roles, closing and opening accounts, one-time passwords. Nobody changes the own account here. */
@Controller
class UserPages {

	private final Directory directory;

	private final Audit audit;

	private final PersonalNotices notices;

	private final TransactionTemplate transaction;

	UserPages(Directory directory, Audit audit, PersonalNotices notices, TransactionTemplate transaction) {
		this.directory = directory;
		this.audit = audit;
		this.notices = notices;
		this.transaction = transaction;
	}

	/** An account as the page writes it. */
	record Line(long id, String name, String role, String since, String state, String tone, boolean changeable, boolean disabled, boolean secondFactor) {

		static Line of(Person person, Words words) {
			boolean closed = person.disabledAt() != null;
			boolean open = person.person() && !person.givenUp() && !closed;
			return new Line(person.id(), person.name(), person.role().name().toLowerCase(Locale.ROOT), words.shortDay(person.createdAt()), state(person, words),
					closed ? "badge-warn" : open ? "badge-good" : "", person.changeable(), closed, person.secondFactor());
		}

		private static String state(Person person, Words words) {
			if (!person.person()) {
				return words.say("users.state.own");
			}
			return person.givenUp() ? words.say("users.state.given")
					: person.disabledAt() != null ? words.say("users.state.closed", words.shortDay(person.disabledAt())) : words.say("users.state.open");
		}

	}

	@GetMapping("/admin/users")
	String users(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "1") int page, Model model, Words words) {
		List<Person> found = directory.find(name, page);
		model.addAttribute("users", found.stream().map(person -> Line.of(person, words)).toList());
		model.addAttribute("name", name);
		model.addAttribute("page", Math.max(1, page));
		model.addAttribute("more", found.size() == Directory.PAGE);
		return "admin/users";
	}

	@GetMapping("/admin/users/{id}")
	String user(@PathVariable long id, @AuthenticationPrincipal SignedIn operator, Model model, Words words) {
		return user(id, operator, null, List.of(), model, words);
	}

	private String user(long id, SignedIn operator, @Nullable String oneTimePassword, List<Problem> problems, Model model, Words words) {
		model.addAttribute("user", Line.of(find(id), words));
		model.addAttribute("roles", Arrays.stream(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList());
		model.addAttribute("own", operator.id() == id);
		model.addAttribute("oneTimePassword", oneTimePassword);
		model.addAttribute("problems", new FieldProblems(problems));
		return "admin/user";
	}

	private Person find(long id) {
		return directory.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	@PostMapping("/admin/users/{id}/role")
	String role(@PathVariable long id, @RequestParam(defaultValue = "") String role, @AuthenticationPrincipal SignedIn operator, Model model,
			HttpServletResponse response, Words words) {
		return change(id, operator, "admin.role", Map.of("role", role), model, response, words, () -> {
			directory.changeRole(id, Arrays.stream(Role.values()).filter(one -> one.name().equalsIgnoreCase(role)).findFirst()
				.orElseThrow(() -> new Problem.Refused("role", "'" + role + "'", "researcher, reviewer or administrator")));
			return null;
		});
	}

	@PostMapping("/admin/users/{id}/close")
	String close(@PathVariable long id, @AuthenticationPrincipal SignedIn operator, Model model, HttpServletResponse response, Words words) {
		return change(id, operator, "admin.close-account", Map.of(), model, response, words, () -> {
			directory.disable(id);
			return null;
		});
	}

	@PostMapping("/admin/users/{id}/open")
	String open(@PathVariable long id, @AuthenticationPrincipal SignedIn operator, Model model, HttpServletResponse response, Words words) {
		return change(id, operator, "admin.open-account", Map.of(), model, response, words, () -> {
			directory.enable(id);
			return null;
		});
	}

	/** The new password is in this answer and nowhere else. */
	@PostMapping("/admin/users/{id}/reset")
	String reset(@PathVariable long id, @AuthenticationPrincipal SignedIn operator, Model model, HttpServletResponse response, Words words) {
		return change(id, operator, "admin.reset-password", Map.of(), model, response, words, () -> directory.resetPassword(id));
	}

	/** Whoever lost it is told, so that nobody is talked out of it unnoticed. */
	@PostMapping("/admin/users/{id}/second-factor")
	String removeSecondFactor(@PathVariable long id, @AuthenticationPrincipal SignedIn operator, Model model, HttpServletResponse response, Words words) {
		return change(id, operator, "admin.remove-second-factor", Map.of(), model, response, words, () -> {
			directory.removeSecondFactor(id);
			notices.tell(id, "account.second-factor-removed", "/account/security", "notice.second-factor");
			return null;
		});
	}

	private String change(long id, SignedIn operator, String action, Map<String, String> details, Model model, HttpServletResponse response,
			Words words, Supplier<@Nullable String> change) {
		Person person = find(id);
		try {
			if (operator.id() == id) {
				throw new Problem.Refused("account", "your own", "another administrator to do this, or the page of your account");
			}
			String password = transaction.execute(status -> {
				String made = change.get();
				audit.record(AdminPages.actor(operator), action, "account " + id + " (" + person.name() + ")", details);
				return made;
			});
			return password == null ? "redirect:/admin/users/" + id : user(id, operator, password, List.of(), model, words);
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return user(id, operator, null, refused.problems(), model, words);
		}
	}

}
