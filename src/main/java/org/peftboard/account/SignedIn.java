package org.peftboard.account;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The person of this session, as every page gets it with {@code @AuthenticationPrincipal}. */
public final class SignedIn implements UserDetails, CredentialsContainer {

	private static final long serialVersionUID = 1L;

	private final long id;

	private final String name;

	private final Role role;

	private final boolean mustChangePassword;

	private @Nullable String passwordHash;

	SignedIn(Account account) {
		this.id = account.id();
		this.name = account.name();
		this.role = account.role();
		this.mustChangePassword = account.mustChangePassword();
		this.passwordHash = account.passwordHash();
	}

	private SignedIn(SignedIn person, Role role) {
		this.id = person.id;
		this.name = person.name;
		this.role = role;
		this.mustChangePassword = person.mustChangePassword;
	}

	/** The same person with the rights of a lesser role, as behind a token that was made for less. */
	SignedIn as(Role lesser) {
		return role.covers(lesser) ? new SignedIn(this, lesser) : this;
	}

	public long id() {
		return id;
	}

	public String name() {
		return name;
	}

	public Role role() {
		return role;
	}

	/** Until then the person sees nothing but the page that changes it. */
	public boolean mustChangePassword() {
		return mustChangePassword;
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of(new SimpleGrantedAuthority(role.authority()));
	}

	@Override
	public String getUsername() {
		return name;
	}

	@Override
	public @Nullable String getPassword() {
		return passwordHash;
	}

	@Override
	public void eraseCredentials() {
		passwordHash = null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SignedIn person && person.id == id;
	}

	@Override
	public int hashCode() {
		return Long.hashCode(id);
	}

	@Override
	public String toString() {
		return "SignedIn[" + id + "]";
	}

}
