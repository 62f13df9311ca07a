package org.peftboard.account;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers people, finds them, and changes their passwords. */
@Service
public class Accounts implements UserDetailsService, UserDetailsPasswordService {

	/** ASCII on purpose: two names that look alike are to be the same name. */
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{1,38}[A-Za-z0-9]");

	/** Names that would be taken for the site's own. */
	private static final Set<String> RESERVED = Set.of("admin", "administrator", "peftboard", "reference runs", "system");

	private final AccountRepository accounts;

	private final PasswordEncoder passwords;

	private final TransactionTemplate transaction;

	private final Sessions sessions;

	private final LetterTokens letterTokens;

	private final Clock clock;

	Accounts(AccountRepository accounts, PasswordEncoder passwords, TransactionTemplate transaction, Sessions sessions, LetterTokens letterTokens, Clock clock) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.sessions = sessions;
		this.letterTokens = letterTokens;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Registers a researcher.
	 *
	 * @throws Problem.Refused with all problems of name and password
	 */
	SignedIn register(String name, String password) {
		String stripped = name.strip();
		List<Problem> problems = new ArrayList<>(nameProblems(stripped));
		problems.addAll(PasswordRule.problems(stripped, password));
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		// hashed before the transaction: it takes long, and no connection should wait for it
		return store(stripped, passwords.encode(password));
	}

	/**
	 * Registers a researcher who signs in with an outside provider only.
	 *
	 * @throws Problem.Refused with all problems of the name
	 */
	SignedIn registerWithoutPassword(String name) {
		List<Problem> problems = nameProblems(name.strip());
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		return store(name.strip(), null);
	}

	private SignedIn store(String stripped, @Nullable String hash) {
		Account account = new Account(stripped, hash, Role.RESEARCHER, clock.instant());
		try {
			return new SignedIn(accounts.saveAndFlush(account));
		}
		catch (DataIntegrityViolationException taken) {
			throw new Problem.Refused(List.of(taken(stripped)));
		}
	}

	private List<Problem> nameProblems(String name) {
		if (!NAME.matcher(name).matches()) {
			return List.of(new Problem("name", "'" + name + "'",
					"3 to 40 letters a to z, digits, spaces, '.', '_' or '-', with a letter or digit at both ends"));
		}
		if (Account.key(name).startsWith("deleted-")) {
			return List.of(new Problem("name", "'" + name + "'", "another beginning; these names are for accounts that were given up"));
		}
		boolean taken = RESERVED.contains(Account.key(name)) || accounts.findByNameKey(Account.key(name)).isPresent();
		return taken ? List.of(taken(name)) : List.of();
	}

	private static Problem taken(String name) {
		return new Problem("name", "'" + name + "'", "a name that nobody has; choose another, or sign in if it is yours");
	}

	/**
	 * Replaces a password.
	 *
	 * @throws Problem.Refused where the current one is wrong, or the new one breaks the rule
	 */
	SignedIn changePassword(long id, String current, String replacement) {
		Account account = accounts.findById(id).orElseThrow(() -> new UsernameNotFoundException("account " + id));
		List<Problem> problems = new ArrayList<>();
		if (account.passwordHash() == null) {
			problems.add(new Problem("current", "an account without a password", "a letter to its address; ask for one under 'Forgotten password'"));
		}
		else if (current.length() > PasswordRule.LONGEST || !passwords.matches(current, account.passwordHash())) {
			problems.add(new Problem("current", "another password", "your password as it is now"));
		}
		else if (current.equals(replacement)) {
			problems.add(new Problem("password", "the current password again", "a different one"));
		}
		problems.addAll(PasswordRule.problems(account.name(), replacement));
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		return replacePassword(account, replacement);
	}

	/**
	 * Sets a password for whoever proved by letter to be the owner.
	 *
	 * @throws Problem.Refused where it breaks the rule
	 */
	SignedIn resetPassword(long id, String replacement) {
		Account account = accounts.findById(id).orElseThrow(() -> new UsernameNotFoundException("account " + id));
		List<Problem> problems = PasswordRule.problems(account.name(), replacement);
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		return replacePassword(account, replacement);
	}

	/** Whoever was signed in with the old one is no more, and what was asked for by letter with it is worth nothing. */
	private SignedIn replacePassword(Account account, String replacement) {
		account.changePassword(passwords.encode(replacement));
		SignedIn person = new SignedIn(accounts.saveAndFlush(account));
		letterTokens.forgetAll(person.id());
		sessions.endAll(person.name(), null);
		return person;
	}

	/** After a sign-in with the right password, where its hash was made with less effort than is asked for today. */
	@Override
	public UserDetails updatePassword(UserDetails user, @Nullable String newHash) {
		SignedIn person = (SignedIn) user;
		if (newHash == null) {
			return person;
		}
		Account account = accounts.findById(person.id()).orElseThrow();
		account.rehash(newHash);
		return new SignedIn(accounts.saveAndFlush(account));
	}

	/** Gives an account another role; its sessions end, so that it holds at once. */
	public void changeRole(long id, Role role) {
		Account account = accounts.findById(id).orElseThrow(() -> new UsernameNotFoundException("account " + id));
		account.changeRole(role);
		accounts.saveAndFlush(account);
		sessions.endAll(account.name(), null);
	}

	/** The person of this account as they are now; nobody where it was given up. */
	public Optional<SignedIn> find(long id) {
		return accounts.findById(id).filter(Account::open).map(SignedIn::new);
	}

	/** The id of the account of this name that belongs to the site itself and cannot sign in; made where it does not exist. */
	public long siteAccount(String name) {
		return accounts.findByNameKey(Account.key(name)).orElseGet(() -> newSiteAccount(name)).id();
	}

	private Account newSiteAccount(String name) {
		try {
			return accounts.saveAndFlush(new Account(name, null, Role.RESEARCHER, clock.instant()));
		}
		catch (DataIntegrityViolationException madeByAnotherServer) {
			return accounts.findByNameKey(Account.key(name)).orElseThrow(() -> madeByAnotherServer);
		}
	}

	/** Makes an administrator with a one-time password, unless there is an administrator, or another server that starts at the same moment makes one. */
	boolean createFirstAdministrator(String name, String oneTimePassword) {
		Account administrator = new Account(name, passwords.encode(oneTimePassword), Role.ADMINISTRATOR, clock.instant()).withOneTimePassword();
		try {
			return Boolean.TRUE.equals(transaction.execute(status -> {
				if (accounts.existsByRole(Role.ADMINISTRATOR)) {
					return false;
				}
				accounts.saveAndFlush(administrator);
				return true;
			}));
		}
		catch (DataIntegrityViolationException madeByAnotherServer) {
			return false;
		}
	}

	boolean administratorExists() {
		return accounts.existsByRole(Role.ADMINISTRATOR);
	}

	/** The name of an account, for pages. */
	public @Nullable String name(long id) {
		return accounts.findById(id).map(Account::name).orElse(null);
	}

	@Override
	public SignedIn loadUserByUsername(String name) {
		return accounts.findByNameKey(Account.key(name))
			.filter(account -> account.open() && account.passwordHash() != null)
			.map(SignedIn::new)
			.orElseThrow(() -> new UsernameNotFoundException("no account with this name"));
	}

}
