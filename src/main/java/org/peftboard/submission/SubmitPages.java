package org.peftboard.submission;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The page to submit: one form for every method, the upload that fills it in, and the page that says what a configuration needs before it is queued. */
@Controller
class SubmitPages {

	private final SubmitForm form;

	private final Submissions submissions;

	private final CheckViews checks;

	private final UploadedAdapters adapters;

	SubmitPages(SubmitForm form, Submissions submissions, CheckViews checks, UploadedAdapters adapters) {
		this.form = form;
		this.submissions = submissions;
		this.checks = checks;
		this.adapters = adapters;
	}

	/** The form; values in the address fill it in, so that a configuration can be changed and submitted again. */
	@GetMapping("/submit")
	String page(@AuthenticationPrincipal SignedIn person, @RequestParam MultiValueMap<String, String> sent, Words words, Model model) {
		if (!form.open()) {
			return "submission/closed";
		}
		return show(person, form.onItsBoard(new SentForm(sent)), List.of(), null, words, model);
	}

	/** Whoever loads the page of the check again without its form. */
	@GetMapping("/submit/check")
	String withoutForm() {
		return "redirect:/submit";
	}

	/** Everything that can be said before the configuration is queued; nothing is stored. */
	@PostMapping("/submit/check")
	String check(@AuthenticationPrincipal SignedIn person, @RequestParam MultiValueMap<String, String> fields,
			Files files, Words words, Model model, HttpServletResponse response) throws IOException {
		SentForm sent = new SentForm(fields);
		try {
			if (files.any()) {
				return fillIn(person, sent, files, words, model, response);
			}
			Proposal proposal = proposal(person, sent);
			MethodCard method = form.method(sent.methodId());
			model.addAttribute("view", sent.isSearch() ? checks.of(person, space(sent, proposal), method, words)
					: checks.of(person, proposal, method, words));
			model.addAttribute("fields", sent.again());
			model.addAttribute("back", sent.address());
			return "submission/check";
		}
		catch (Problem.Refused refused) {
			return refused(person, sent, refused, words, model, response);
		}
	}

	@PostMapping("/submit")
	String submit(@AuthenticationPrincipal SignedIn person, @RequestParam MultiValueMap<String, String> fields,
			Files files, Words words, Model model, HttpServletResponse response) throws IOException {
		SentForm sent = new SentForm(fields);
		try {
			if (files.any()) {
				return fillIn(person, sent, files, words, model, response);
			}
			Proposal proposal = proposal(person, sent);
			if (sent.isSearch()) {
				return "redirect:/searches/" + submissions.submit(person, space(sent, proposal));
			}
			Submissions.Answer answer = submissions.submit(person, proposal);
			return answer.existing() ? existing(answer.submission(), person, sent, words, model) : "redirect:/submissions/" + answer.submission().id();
		}
		catch (Problem.Refused refused) {
			return refused(person, sent, refused, words, model, response);
		}
	}

	private String refused(SignedIn person, SentForm sent, Problem.Refused refused, Words words, Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return show(person, sent, refused.problems(), null, words, model);
	}

	private Proposal proposal(SignedIn person, SentForm sent) {
		MethodSetting setting = new MethodSetting(sent.methodId(), Values.read(form.method(sent.methodId()), sent.settings()));
		return new Proposal(sent.suiteId(), sent.title(), setting, sent.seeds(), sent.anonymous(), sent.embargoUntil(), adapter(person, sent),
				sent.hardwareClass());
	}

	/** One that this person brought; somebody else's is not there. */
	private @Nullable UploadedAdapter adapter(SignedIn person, SentForm sent) {
		return sent.adapter().isBlank() ? null
				: adapters.find(person.id(), sent.adapter())
					.orElseThrow(() -> new Problem.Refused(UploadedAdapters.FIELD, "an adapter that is not there (any more)", "the file once more"));
	}

	private SearchSpace space(SentForm sent, Proposal proposal) {
		return new SearchSpace(proposal, SearchText.read(form.method(sent.methodId()), sent.search()));
	}

	/** What may come with the form; each may be absent. */
	record Files(@Nullable MultipartFile file, @Nullable MultipartFile trainingParams, @Nullable MultipartFile adapterModel) {

		boolean any() {
			return settings() || adapter();
		}

		boolean settings() {
			return uploaded(file) || uploaded(trainingParams);
		}

		boolean adapter() {
			return uploaded(adapterModel);
		}

		private static boolean uploaded(@Nullable MultipartFile file) {
			return file != null && !file.isEmpty();
		}

	}

	/** The form with the values of the files in it, to be looked over and submitted; suite and title stay as they were typed. */
	private String fillIn(SignedIn person, SentForm typed, Files files, Words words, Model model, HttpServletResponse response) throws IOException {
		HfFiles read = HfFiles.read(files.file(), files.trainingParams(), form.architecture(typed.suiteId()),
				new MethodSetting(typed.methodId(), Values.read(form.method(typed.methodId()), typed.settings())), files.adapter() || !typed.adapter().isBlank());
		MethodCard method = form.method(read.setting().id());
		SentForm sent = files.adapterModel() != null && files.adapter() ? typed.with(adapters.keep(person, files.adapterModel().getInputStream())) : typed;
		List<Problem> problems = SettingsCheck.problems(method, read.setting().settings());
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		String notice = files.settings() ? read.notice(method.title(), words) : words.say("submit.read.adapter");
		model.addAttribute("view", form.view(form.suite(sent.suiteId()), method, sent, Values.fields(method, read.setting().settings()), problems, notice, words));
		return withAdapter(person, sent, model);
	}

	private String withAdapter(SignedIn person, SentForm sent, Model model) {
		model.addAttribute("adapter", sent.adapter().isBlank() ? null : adapters.find(person.id(), sent.adapter()).orElse(null));
		model.addAttribute("largestAdapter", adapters.largestBytes());
		return "submission/submit";
	}

	/** The same configuration is there already: its page if this person may see it, else the result, else a word that it is under way. */
	private String existing(Submission same, SignedIn person, SentForm sent, Words words, Model model) {
		return submissions.addressFor(person, same).map(address -> "redirect:" + address + "?already")
			.orElseGet(() -> show(person, sent, List.of(), words.say("submit.others"), words, model));
	}

	private String show(SignedIn person, SentForm sent, List<Problem> problems, @Nullable String notice, Words words, Model model) {
		SuiteCard suite = form.suite(sent.suiteId());
		MethodCard method = form.method(sent.methodId());
		model.addAttribute("view", form.view(suite, method, sent, sent.settings(), problems, notice, words));
		return withAdapter(person, sent, model);
	}

}
