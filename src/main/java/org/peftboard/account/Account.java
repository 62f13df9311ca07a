package org.peftboard.account;

import java.time.Instant;
import java.util.Locale;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A person who can sign in, or the site itself, which has no password and cannot. */
@Entity
@Table(name = "accounts")
@NullUnmarked
class Account {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private Long id;

	private String name;

	/** The name in lower case: two names that differ only in case are one. */
	private String nameKey;

	private String passwordHash;

	@Enumerated(EnumType.STRING)
	private Role role;

	private boolean mustChangePassword;

	private Instant createdAt;

	protected Account() {
	}

	Account(String name, @Nullable String passwordHash, Role role, Instant createdAt) {
		this.name = name;
		this.nameKey = key(name);
		this.passwordHash = passwordHash;
		this.role = role;
		this.createdAt = createdAt;
	}

	static String key(String name) {
		return name.strip().toLowerCase(Locale.ROOT);
	}

	/** The password was not chosen by its owner and has to be changed before anything else. */
	Account withOneTimePassword() {
		mustChangePassword = true;
		return this;
	}

	void changePassword(String newHash) {
		passwordHash = newHash;
		mustChangePassword = false;
	}

	long id() {
		return id;
	}

	String name() {
		return name;
	}

	@Nullable
	String passwordHash() {
		return passwordHash;
	}

	Role role() {
		return role;
	}

	boolean mustChangePassword() {
		return mustChangePassword;
	}

}
