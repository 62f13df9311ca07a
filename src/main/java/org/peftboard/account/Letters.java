package org.peftboard.account;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Letters by e-mail, where a mail server ({@code spring.mail.host}) and this site's own address ({@code peftboard.address}) are configured; elsewhere nothing is sent.
 *
 * <p>Nobody waits for the mail server: letters go out one after the other on a thread of their own, at most 1,000 wait, and one that cannot be sent is logged and
 * lost. So how long an answer takes says nothing about whether a letter was sent. Links begin with the configured address, never with what a request calls
 * this site: a stranger could make that up.
 */
@Component
public class Letters {

	private static final Logger log = LoggerFactory.getLogger(Letters.class);

	private static final int MOST_WAITING = 1000;

	/** One address, nothing that a mail header could read as more; RFC 5321 allows 254 characters. */
	private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,186}[A-Za-z0-9])?");

	private final @Nullable JavaMailSender sender;

	private final String from;

	private final @Nullable String address;

	private final AccountRepository accounts;

	private final PersonalWords personalWords;

	private final ThreadPoolExecutor post = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
		Thread thread = new Thread(task, "letters");
		thread.setDaemon(true);
		return thread;
	});

	Letters(ObjectProvider<JavaMailSender> sender, AccountRepository accounts, PersonalWords personalWords, @Value("${peftboard.mail.from:}") String from,
			@Value("${peftboard.address:#{null}}") @Nullable String address) {
		this.sender = sender.getIfAvailable();
		this.accounts = accounts;
		this.personalWords = personalWords;
		this.address = address == null || address.isBlank() ? null : address.replaceAll("/+$", "");
		this.from = from.isBlank() ? "peftboard@localhost" : from;
		if (this.sender != null && this.address == null) {
			log.warn("A mail server is configured and peftboard.address is not: no letters are sent, their links would lead nowhere");
		}
	}

	/** Whether letters are sent at all; pages offer nothing that needs one where not. */
	public boolean possible() {
		return sender != null && address != null;
	}

	/** Writes to a person what stands under a key of {@code messages-notice.properties}, and under {@code .subject} behind it, in their language. */
	void tell(long accountId, String key, Object... arguments) {
		Words words = personalWords.of(accountId);
		toPerson(accountId, words.say(key + ".subject", arguments), words.say(key, arguments));
	}

	/** Writes to a person, where there is an address that is known to be theirs. */
	private void toPerson(long accountId, String subject, String text) {
		emailOf(accountId).ifPresent(email -> to(email, subject, text));
	}

	private Optional<String> emailOf(long accountId) {
		return accounts.findById(accountId).map(Account::email);
	}

	/**
	 * Writes to a person and waits until the mail server has taken the letter; for what is kept until it was sent.
	 *
	 * @return false where letters are not sent, or the person has no address that is known to be theirs
	 * @throws MailException where the mail server does not take it (now)
	 */
	public boolean deliver(long accountId, String subject, String text) {
		Optional<String> email = emailOf(accountId).filter(address -> possible() && isAddress(address));
		email.ifPresent(address -> sender.send(letter(address, subject, text)));
		return email.isPresent();
	}

	/**
	 * Writes to an address; a line break in the subject becomes a space.
	 *
	 * @return false where it is not sent: no mail server, not one e-mail address, or too many letters waiting
	 */
	boolean to(String email, String subject, String text) {
		if (!possible() || !isAddress(email)) {
			return false;
		}
		SimpleMailMessage letter = letter(email, subject, text);
		try {
			post.execute(() -> send(letter));
			return true;
		}
		catch (RejectedExecutionException full) {
			log.warn("{} letters wait for the mail server; one more was not taken", MOST_WAITING);
			return false;
		}
	}

	private SimpleMailMessage letter(String email, String subject, String text) {
		SimpleMailMessage letter = new SimpleMailMessage();
		letter.setFrom(from);
		letter.setTo(email);
		letter.setSubject(subject.replaceAll("\\p{Cntrl}+", " ").strip());
		letter.setText(text);
		return letter;
	}

	/** Does something on the thread that letters are sent on, so that the answer to a stranger takes the same time whatever there is to do. */
	void later(Runnable task) {
		try {
			post.execute(() -> {
				try {
					task.run();
				}
				catch (RuntimeException exception) {
					log.warn("A letter was not written: {}", exception.toString());
				}
			});
		}
		catch (RejectedExecutionException full) {
			log.warn("{} letters wait for the mail server; one more was not written", MOST_WAITING);
		}
	}

	private void send(SimpleMailMessage letter) {
		try {
			sender.send(letter);
		}
		catch (MailException exception) {
			log.warn("A letter was not sent: {}", exception.getMessage());
		}
	}

	/** The full address of a page of this site. @param path with a leading slash */
	public String link(String path) {
		if (address == null) {
			throw new IllegalStateException("peftboard.address: absent, need the address of this site; ask possible() first");
		}
		return address + path;
	}

	/** Whether this is one e-mail address and nothing else. */
	static boolean isAddress(String text) {
		return text.length() <= 254 && ADDRESS.matcher(text).matches();
	}

	@PreDestroy
	void close() throws InterruptedException {
		post.shutdown();
		if (!post.awaitTermination(5, TimeUnit.SECONDS)) {
			log.warn("{} letters were not sent before this server stopped", post.shutdownNow().size());
		}
	}

}
