package org.peftboard.admin;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.Directory;
import org.peftboard.account.Directory.Person;
import org.peftboard.account.FieldProblems;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.submission.Quotas;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How many evaluations people may ask for in a day, where that is not the usual number. */
@Controller
class QuotaPages {

	private final Quotas quotas;

	private final Directory directory;

	private final Audit audit;

	private final TransactionTemplate transaction;

	QuotaPages(Quotas quotas, Directory directory, Audit audit, TransactionTemplate transaction) {
		this.quotas = quotas;
		this.directory = directory;
		this.audit = audit;
		this.transaction = transaction;
	}

	/** Somebody whose number is not the usual one. */
	record Line(long id, String name, int daily, int used) {
	}

	@GetMapping("/admin/quotas")
	String quotas(@RequestParam(defaultValue = "") String name, Model model, Words words) {
		return quotas(name, "", List.of(), model, words);
	}

	private String quotas(String name, String daily, List<Problem> problems, Model model, Words words) {
		model.addAttribute("usual", quotas.usual());
		model.addAttribute("lines", quotas.exceptions().entrySet().stream().map(exception -> line(exception, words)).toList());
		model.addAttribute("name", name);
		model.addAttribute("daily", daily);
		model.addAttribute("problems", new FieldProblems(problems));
		return "admin/quotas";
	}

	private Line line(Map.Entry<Long, Integer> exception, Words words) {
		String name = directory.find(exception.getKey()).map(Person::name).orElseGet(() -> words.say("quotas.account", exception.getKey().toString()));
		return new Line(exception.getKey(), name, exception.getValue(), quotas.of(exception.getKey()).used());
	}

	/** @param daily empty for the usual number */
	@PostMapping("/admin/quotas")
	String set(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String daily, @AuthenticationPrincipal SignedIn operator, Model model,
			HttpServletResponse response, Words words) {
		try {
			Integer number = number(daily.strip());
			Person person = directory.named(name).filter(Person::changeable).orElseThrow(() -> new Problem.Refused("name", "'" + name + "'", "the name of an account"));
			transaction.executeWithoutResult(status -> {
				quotas.set(person.id(), number);
				audit.record(AdminPages.actor(operator), "admin.quota", "account " + person.id() + " (" + person.name() + ")",
						Map.of("daily", number == null ? "usual" : number));
			});
			return "redirect:/admin/quotas";
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return quotas(name, daily, refused.problems(), model, words);
		}
	}

	private static @Nullable Integer number(String daily) {
		if (daily.isEmpty()) {
			return null;
		}
		if (!daily.matches("\\d{1,6}")) {
			throw new Problem.Refused("daily", "'" + daily + "'", "a whole number, 0 to 100000, or nothing for the usual number");
		}
		return Integer.valueOf(daily);
	}

}
