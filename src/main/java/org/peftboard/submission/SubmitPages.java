package org.peftboard.submission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The page to submit: one form for every method, and the upload that fills it in. */
@Controller
class SubmitPages {

	/** What the form sends beside a method's own parameters. */
	private static final Set<String> OWN_FIELDS = Set.of("_csrf", "suite", "method", "title", "file");

	private final SubmitForm form;

	private final Submissions submissions;

	SubmitPages(SubmitForm form, Submissions submissions) {
		this.form = form;
		this.submissions = submissions;
	}

	/** The form; values in the address fill it in, so that a configuration can be changed and submitted again. */
	@GetMapping("/submit")
	String page(@RequestParam MultiValueMap<String, String> sent, Model model) {
		if (!form.open()) {
			return "submission/closed";
		}
		return show(new Sent(sent), List.of(), null, model);
	}

	@PostMapping("/submit")
	String submit(@AuthenticationPrincipal SignedIn person, @RequestParam MultiValueMap<String, String> fields,
			@RequestParam(required = false) @Nullable MultipartFile file, Model model, HttpServletResponse response) throws IOException {
		Sent sent = new Sent(fields);
		try {
			if (file != null && !file.isEmpty()) {
				return fillIn(sent, AdapterConfigFile.read(file, form.architecture(sent.suiteId())), model, response);
			}
			MethodSetting setting = new MethodSetting(sent.methodId(), Values.read(form.method(sent.methodId()), sent.settings()));
			Submissions.Answer answer = submissions.submit(person, new Proposal(sent.suiteId(), sent.title(), setting));
			return answer.existing() ? existing(answer.submission(), person, sent, model) : "redirect:/submissions/" + answer.submission().id();
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return show(sent, refused.problems(), null, model);
		}
	}

	/** The form with the values of a file in it, to be looked over and submitted; suite and title stay as they were typed. */
	private String fillIn(Sent sent, MethodSetting read, Model model, HttpServletResponse response) {
		MethodCard method = form.method(read.id());
		List<Problem> problems = SettingsCheck.problems(method, read.settings());
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		String notice = "Read from adapter_config.json: " + method.title() + ". Look the values over, then submit; what the file does not say has its default.";
		model.addAttribute("view", form.view(form.suite(sent.suiteId()), method, sent.title(), Values.fields(method, read.settings()), problems, notice));
		return "submission/submit";
	}

	/** The same configuration is there already: its page if this person may see it, else the result, else a word that it is under way. */
	private String existing(Submission same, SignedIn person, Sent sent, Model model) {
		if (same.resultId() != null) {
			return "redirect:/results/" + same.resultId() + "?already";
		}
		if (Submissions.visible(same, person)) {
			return "redirect:/submissions/" + same.id() + "?already";
		}
		String notice = "Somebody else submitted exactly this configuration, and it is being evaluated. Its result will be on the board; nothing was submitted twice.";
		return show(sent, List.of(), notice, model);
	}

	private String show(Sent sent, List<Problem> problems, @Nullable String notice, Model model) {
		SuiteCard suite = form.suite(sent.suiteId());
		MethodCard method = form.method(sent.methodId());
		model.addAttribute("view", form.view(suite, method, sent.title(), sent.settings(), problems, notice));
		return "submission/submit";
	}

	/** The fields of a form as they were sent. */
	private record Sent(MultiValueMap<String, String> fields) {

		String suiteId() {
			return first("suite");
		}

		String methodId() {
			return first("method");
		}

		String title() {
			return first("title");
		}

		private String first(String name) {
			String value = fields.getFirst(name);
			return value == null ? "" : value;
		}

		Map<String, List<String>> settings() {
			Map<String, List<String>> settings = new LinkedHashMap<>();
			fields.forEach((name, values) -> {
				if (!OWN_FIELDS.contains(name)) {
					settings.put(name, new ArrayList<>(values));
				}
			});
			return settings;
		}

	}

}
