package org.peftboard.account;

import java.util.Optional;

import org.peftboard.account.LetterTokens.Purpose;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** The e-mail addresses of accounts: confirmed by their owner before they are stored, one account for each. */
@Service
class Emails {

	private final AccountRepository accounts;

	private final LetterTokens tokens;

	private final Letters letters;

	Emails(AccountRepository accounts, LetterTokens tokens, Letters letters) {
		this.accounts = accounts;
		this.tokens = tokens;
		this.letters = letters;
	}

	/** Writes to the address; to one that belongs to another account it writes that, and nothing that could be used. */
	void sendVerification(long accountId, String email) {
		Optional<Account> owner = accounts.findByEmailKey(Account.key(email));
		if (owner.isPresent() && owner.get().id() != accountId) {
			letters.to(email, "This address is in use", "Somebody wanted to use this address for another account of PEFTBoard. It stays with yours; nothing has changed.");
			return;
		}
		tokens.create(accountId, Purpose.VERIFY, email).ifPresent(word -> letters.to(email, "Confirm your address",
				"Open this link within a day to use this address for your PEFTBoard account:\n\n" + letters.link("/verify?token=" + word)
						+ "\n\nIf you did not ask for this, do nothing: the address is not used."));
	}

	/** Writes to the confirmed address of the account of this name or address, where there are both. */
	void sendReset(String nameOrEmail) {
		String key = Account.key(nameOrEmail);
		Optional<Account> account = key.contains("@") ? accounts.findByEmailKey(key) : accounts.findByNameKey(key);
		account.filter(Account::open).filter(found -> found.email() != null)
			.ifPresent(found -> tokens.create(found.id(), Purpose.RESET, found.email()).ifPresent(word -> letters.to(found.email(), "A new password",
					"Open this link within 30 minutes to choose a new password for the PEFTBoard account '" + found.name() + "':\n\n"
							+ letters.link("/reset?token=" + word) + "\n\nIf you did not ask for this, do nothing: your password stays.")));
	}

	/** @return nobody where the address got another owner meanwhile, or the account was given up */
	Optional<SignedIn> confirm(long accountId, String email) {
		Optional<Account> account = accounts.findById(accountId).filter(Account::open);
		try {
			return account.map(found -> {
				found.confirmEmail(email);
				return new SignedIn(accounts.saveAndFlush(found));
			});
		}
		catch (DataIntegrityViolationException taken) {
			return Optional.empty();
		}
	}

	/** Letters that are under way are worth nothing from then on. */
	void remove(long accountId) {
		accounts.findById(accountId).ifPresent(account -> {
			account.removeEmail();
			accounts.saveAndFlush(account);
			tokens.forget(accountId, Purpose.VERIFY);
			tokens.forget(accountId, Purpose.RESET);
		});
	}

}
