package org.peftboard.account;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second factor: a code of an authenticator application, or one of ten recovery codes.
 *
 * <p>No code is good twice, on whichever server: the step of the last one is raised in the database by the same statement that compares it. Recovery codes have 60
 * random bits and are kept as hashes.
 */
@Service
class SecondFactor {

	private static final int RECOVERY_CODES = 10;

	private static final int RECOVERY_LETTERS = 12;

	private static final String EVERYWHERE = "everywhere";

	private final JdbcClient database;

	private final LoginThrottle throttle;

	private final Clock clock;

	private final boolean required;

	SecondFactor(JdbcClient database, LoginThrottle throttle, Clock clock, @Value("${peftboard.security.second-factor:optional}") String need) {
		this.database = database;
		this.throttle = throttle;
		this.clock = clock;
		if (!need.equals("required") && !need.equals("optional")) {
			throw new Problem.Refused("peftboard.security.second-factor", "'" + need + "'", "required or optional");
		}
		this.required = need.equals("required");
	}

	/** Whether this person sees nothing but the page that sets it up until it is set up. */
	boolean missing(SignedIn person) {
		return required && person.role().covers(Role.REVIEWER) && !isOn(person.id());
	}

	boolean isOn(long accountId) {
		return !secret(accountId).isEmpty();
	}

	private List<String> secret(long accountId) {
		return database.sql("select second_factor from accounts where id = :id and second_factor is not null").param("id", accountId).query(String.class).list();
	}

	/** What an authenticator application reads from the picture. */
	static String address(SignedIn person, String secret) {
		String label = URLEncoder.encode("PEFTBoard:" + person.name(), StandardCharsets.UTF_8).replace("+", "%20");
		return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=PEFTBoard";
	}

	/**
	 * Turns it on, once the person's application shows a code that fits.
	 *
	 * @return the recovery codes, shown once; empty where the code does not fit
	 */
	@Transactional
	List<String> turnOn(long accountId, String secret, String code) {
		OptionalLong step = Totp.step(secret, code, clock.instant(), 0);
		if (step.isEmpty()) {
			return List.of();
		}
		database.sql("update accounts set second_factor = :secret, second_factor_step = :step where id = :id")
			.param("secret", secret).param("step", step.getAsLong()).param("id", accountId).update();
		return newRecoveryCodes(accountId);
	}

	@Transactional
	void turnOff(long accountId) {
		database.sql("update accounts set second_factor = null where id = :id").param("id", accountId).update();
		database.sql("delete from recovery_codes where account_id = :id").param("id", accountId).update();
	}

	/** Ten new ones; the earlier ones are worth nothing from then on. */
	@Transactional
	List<String> newRecoveryCodes(long accountId) {
		database.sql("delete from recovery_codes where account_id = :id").param("id", accountId).update();
		List<String> codes = new ArrayList<>();
		for (int number = 0; number < RECOVERY_CODES; number++) {
			String code = Secrets.letters(RECOVERY_LETTERS);
			database.sql("insert into recovery_codes (account_id, code_hash) values (:id, :hash)")
				.param("id", accountId).param("hash", Secrets.hash(code)).update();
			codes.add(code.replaceAll("(.{4})(?=.)", "$1-"));
		}
		return codes;
	}

	int recoveryCodesLeft(long accountId) {
		return database.sql("select count(*) from recovery_codes where account_id = :id").param("id", accountId).query(Integer.class).single();
	}

	/** How a code was taken. */
	enum Taken {

		RIGHT, WRONG, TOO_MANY

	}

	/**
	 * Takes a code of the application, or a recovery code, that was not used before; it is used up by this.
	 *
	 * <p>Wrong ones are counted for the account, whatever address they come from, as whoever is asked for one knows the password already; a recovery code is taken even then, so nobody locks the
	 * owner out.
	 */
	Taken take(long accountId, String code) {
		String plain = code.strip();
		String whose = "#" + accountId;
		boolean application = plain.length() <= Totp.DIGITS + 1;
		if (application && !throttle.wait(EVERYWHERE, whose).isZero()) {
			return Taken.TOO_MANY;
		}
		if (application ? takeStep(accountId, plain) : takeRecoveryCode(accountId, plain)) {
			throttle.succeeded(EVERYWHERE, whose);
			return Taken.RIGHT;
		}
		throttle.failed(EVERYWHERE, whose);
		return Taken.WRONG;
	}

	private boolean takeStep(long accountId, String code) {
		List<String> secret = secret(accountId);
		OptionalLong step = secret.isEmpty() ? OptionalLong.empty() : Totp.step(secret.get(0), code, clock.instant(), 0);
		return step.isPresent() && database.sql("update accounts set second_factor_step = :step where id = :id and second_factor_step < :step")
			.param("step", step.getAsLong()).param("id", accountId).update() == 1;
	}

	private boolean takeRecoveryCode(long accountId, String code) {
		String letters = code.toLowerCase(Locale.ROOT).replaceAll("[ -]", "");
		return database.sql("delete from recovery_codes where account_id = :id and code_hash = :hash")
			.param("id", accountId).param("hash", Secrets.hash(letters)).update() == 1;
	}

}
