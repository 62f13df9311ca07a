package org.peftboard.account;

import java.util.Optional;

import org.peftboard.account.LetterTokens.Purpose;
import org.peftboard.language.Words;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** The e-mail addresses of accounts: confirmed by their owner before they are stored, one account for each. */
@Service
class Emails {

	private final AccountRepository accounts;

	private final LetterTokens tokens;

	private final Letters letters;

	private final PersonalWords personalWords;

	Emails(AccountRepository accounts, LetterTokens tokens, Letters letters, PersonalWords personalWords) {
		this.accounts = accounts;
		this.tokens = tokens;
		this.letters = letters;
		this.personalWords = personalWords;
	}

	/** Writes to the address; to one that belongs to another account it writes that, and nothing that could be used. */
	void sendVerification(long accountId, String email) {
		Optional<Account> owner = accounts.findByEmailKey(Account.key(email));
		if (owner.isPresent() && owner.get().id() != accountId) {
			Words words = personalWords.of(owner.get().id());
			letters.to(email, words.say("letter.taken.subject"), words.say("letter.taken"));
			return;
		}
		Words words = personalWords.of(accountId);
		tokens.create(accountId, Purpose.VERIFY, email)
			.ifPresent(word -> letters.to(email, words.say("letter.verify.subject"),
					around(words.say("letter.verify"), letters.link("/verify?token=" + word), words.say("letter.verify.end"))));
	}

	/** Writes to the confirmed address of the account of this name or address, where there are both. */
	void sendReset(String nameOrEmail) {
		String key = Account.key(nameOrEmail);
		Optional<Account> account = key.contains("@") ? accounts.findByEmailKey(key) : accounts.findByNameKey(key);
		account.filter(Account::open).filter(found -> found.email() != null).ifPresent(this::sendReset);
	}

	private void sendReset(Account account) {
		Words words = personalWords.of(account.id());
		tokens.create(account.id(), Purpose.RESET, account.email())
			.ifPresent(word -> letters.to(account.email(), words.say("letter.reset.subject"),
					around(words.say("letter.reset", account.name()), letters.link("/reset?token=" + word), words.say("letter.reset.end"))));
	}

	private static String around(String before, String link, String behind) {
		return before + "\n\n" + link + "\n\n" + behind;
	}

	/** @return nobody where the address got another owner meanwhile, or the account was given up */
	Optional<SignedIn> confirm(long accountId, String email) {
		Optional<Account> account = accounts.findById(accountId).filter(Account::open);
		try {
			return account.map(found -> confirm(found, email));
		}
		catch (DataIntegrityViolationException taken) {
			return Optional.empty();
		}
	}

	/** Letters to the earlier address are worth nothing from then on; it is told, as its owner may not have wanted this. */
	private SignedIn confirm(Account account, String email) {
		String before = account.email();
		account.confirmEmail(email);
		SignedIn person = new SignedIn(accounts.saveAndFlush(account));
		tokens.forgetAll(person.id());
		if (before != null && !Account.key(before).equals(Account.key(email))) {
			Words words = personalWords.of(person.id());
			letters.to(before, words.say("letter.address.subject"), words.say("letter.address"));
		}
		return person;
	}

	/** Letters that are under way are worth nothing from then on. */
	void remove(long accountId) {
		accounts.findById(accountId).ifPresent(account -> {
			account.removeEmail();
			accounts.saveAndFlush(account);
			tokens.forgetAll(accountId);
		});
	}

}
