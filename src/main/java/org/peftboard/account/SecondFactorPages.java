package org.peftboard.account;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the second factor: to give it at sign-in, to set it up, to renew its recovery codes and to turn it off. */
@Controller
class SecondFactorPages {

	static final String SETUP = "/account/second-factor";

	private static final String NEW_SECRET = "peftboard.newSecondFactor";

	private final SecondFactor secondFactor;

	private final Arrival arrival;

	private final Proof proof;

	private final Letters letters;

	private final Journal journal;

	SecondFactorPages(SecondFactor secondFactor, Arrival arrival, Proof proof, Letters letters, Journal journal) {
		this.secondFactor = secondFactor;
		this.arrival = arrival;
		this.proof = proof;
		this.letters = letters;
		this.journal = journal;
	}

	@GetMapping(Arrival.PAGE)
	String ask(HttpServletRequest request, Model model) {
		return arrival.waiting(request).isEmpty() ? "redirect:/login" : ask(List.of(), model);
	}

	@PostMapping(Arrival.PAGE)
	String answer(@RequestParam(defaultValue = "") String code, HttpServletRequest request, HttpServletResponse response, Model model) {
		String wanted = arrival.waiting(request).map(Arrival.Waiting::wantedPage).orElse("/");
		return switch (arrival.code(code, request, response)) {
			case RIGHT -> "redirect:" + wanted;
			case NOBODY_WAITS -> "redirect:/login?again";
			case WRONG -> refused(new Problem("code", "a code that does not fit", "the six digits that your application shows now, or a recovery code"), response, model);
			case TOO_MANY -> refused(tooMany(), response, model);
		};
	}

	private static Problem tooMany() {
		return new Problem("code", "too many wrong codes", "a recovery code, or a pause of some minutes");
	}

	private static String refused(Problem problem, HttpServletResponse response, Model model) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return ask(List.of(problem), model);
	}

	private static String ask(List<Problem> problems, Model model) {
		model.addAttribute("problems", new FieldProblems(problems));
		return "account/second";
	}

	@GetMapping(SETUP)
	String setUp(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, Model model) {
		return setUp(person, List.of(), request, model);
	}

	private String setUp(SignedIn person, List<Problem> problems, HttpServletRequest request, Model model) {
		model.addAttribute("person", person);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("byPassword", proof.byPassword(person));
		model.addAttribute("missing", secondFactor.missing(person));
		boolean on = secondFactor.isOn(person.id());
		model.addAttribute("on", on);
		model.addAttribute("codesLeft", secondFactor.recoveryCodesLeft(person.id()));
		if (!on) {
			String secret = newSecret(request.getSession());
			model.addAttribute("secret", secret.replaceAll("(.{4})(?=.)", "$1 "));
			model.addAttribute("qr", QrCode.of(SecondFactor.address(person, secret)));
		}
		return "account/second-factor";
	}

	/** The same until it is set up, so that a mistyped code needs no new picture. */
	private static String newSecret(HttpSession session) {
		if (session.getAttribute(NEW_SECRET) instanceof String secret) {
			return secret;
		}
		String secret = Totp.newSecret();
		session.setAttribute(NEW_SECRET, secret);
		return secret;
	}

	@PostMapping(SETUP)
	String turnOn(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String code,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		List<Problem> problems = proof.problems(person, password, request);
		boolean setUp = request.getSession().getAttribute(NEW_SECRET) instanceof String && !secondFactor.isOn(person.id());
		List<String> codes = problems.isEmpty() && setUp ? secondFactor.turnOn(person.id(), newSecret(request.getSession()), code) : List.of();
		if (codes.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return setUp(person, problems.isEmpty() ? List.of(wrong()) : problems, request, model);
		}
		request.getSession().removeAttribute(NEW_SECRET);
		journal.note(person, "second-factor-on");
		return shown(codes, model);
	}

	private static Problem wrong() {
		return new Problem("code", "a code that does not fit", "the six digits that your application shows now; check the clock of the device");
	}

	@PostMapping(SETUP + "/codes")
	String newCodes(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String code,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		List<Problem> problems = bothProofs(person, code, password, request);
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return setUp(person, problems, request, model);
		}
		journal.note(person, "recovery-codes-renewed");
		return shown(secondFactor.newRecoveryCodes(person.id()), model);
	}

	/** Shown in this answer and nowhere else, so it is no redirect. */
	private static String shown(List<String> codes, Model model) {
		model.addAttribute("codes", codes);
		return "account/recovery-codes";
	}

	@PostMapping(SETUP + "/off")
	String turnOff(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String code,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		List<Problem> problems = bothProofs(person, code, password, request);
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return setUp(person, problems, request, model);
		}
		secondFactor.turnOff(person.id());
		journal.note(person, "second-factor-off");
		letters.tell(person.id(), "letter.second-factor");
		return "redirect:/account/security";
	}

	private List<Problem> bothProofs(SignedIn person, String code, String password, HttpServletRequest request) {
		List<Problem> problems = proof.problems(person, password, request);
		if (!problems.isEmpty()) {
			return problems;
		}
		return switch (secondFactor.take(person.id(), code)) {
			case RIGHT -> List.of();
			case WRONG -> List.of(wrong());
			case TOO_MANY -> List.of(tooMany());
		};
	}

}
