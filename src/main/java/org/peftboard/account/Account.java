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

	/** Only after its owner followed the link that was sent to it. */
	private String email;

	private String emailKey;

	/** In base32; absent where there is none. */
	private String secondFactor;

	private long secondFactorStep;

	private Instant closedAt;

	/** By an operator, who may open it again. */
	private Instant disabledAt;

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

	/** The same password, hashed with more effort. */
	void rehash(String newHash) {
		passwordHash = newHash;
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

	/** An address that is known to be this person's. */
	@Nullable
	String email() {
		return email;
	}

	/** Whether its owner may come in: neither given up by its owner nor closed by an operator. */
	boolean open() {
		return closedAt == null && disabledAt == null;
	}

	boolean givenUp() {
		return closedAt != null;
	}

	boolean disabled() {
		return disabledAt != null;
	}

	void disable(Instant now) {
		disabledAt = now;
	}

	void enable() {
		disabledAt = null;
	}

	Instant createdAt() {
		return createdAt;
	}

	/** The owner of this address followed the link that was sent there. */
	void confirmEmail(String confirmed) {
		email = confirmed;
		emailKey = key(confirmed);
	}

	void removeEmail() {
		email = null;
		emailKey = null;
	}

	void changeRole(Role newRole) {
		role = newRole;
	}

	/** Nothing that names a person stays; the row does, so that what was measured keeps its history. */
	void close(Instant now) {
		name = "deleted-" + id;
		nameKey = name;
		passwordHash = null;
		secondFactor = null;
		role = Role.RESEARCHER;
		mustChangePassword = false;
		removeEmail();
		closedAt = now;
	}

	boolean mustChangePassword() {
		return mustChangePassword;
	}

}
