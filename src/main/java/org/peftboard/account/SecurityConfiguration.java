package org.peftboard.account;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.ForwardAuthenticationFailureHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may ask for which page, and the headers that every answer carries. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/** Scripts, styles, images and connections of this site only; nothing inline, nothing evaluated, in nobody's frame. */
	static final String CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	/** A board in a frame: styles of this site and nothing else, in anybody's frame. */
	static final String EMBEDDED_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

	@Bean
	PasswordEncoder passwordEncoder() {
		return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
	}

	/** Boards in frames of other sites: any site may frame them, and there is nothing to click that changes anything. */
	@Bean
	@Order(1)
	SecurityFilterChain embedded(HttpSecurity http) {
		return http.securityMatcher("/embed/**")
			.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
			.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.headers(headers -> {
				secure(headers);
				headers.contentSecurityPolicy(policy -> policy.policyDirectives(EMBEDDED_POLICY))
					.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable);
			})
			.build();
	}

	/** The read API: no session, no cookie, readable from every origin; nothing in it changes anything, so no request needs a CSRF token. */
	@Bean
	@Order(2)
	SecurityFilterChain api(HttpSecurity http) {
		return http.securityMatcher("/api/v1/**")
			.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
			.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.cors(Customizer.withDefaults())
			.csrf(CsrfConfigurer::disable)
			.headers(this::secure)
			.build();
	}

	@Bean
	SecurityFilterChain pages(HttpSecurity http, Accounts accounts, PasswordEncoder passwords, LoginThrottle throttle) {
		var provider = new DaoAuthenticationProvider(accounts);
		provider.setPasswordEncoder(passwords);
		return http.authenticationProvider(new ThrottledSignIn(provider, throttle))
			.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
				.permitAll()
				.requestMatchers("/submit/**", "/account/**")
				.authenticated()
				.requestMatchers("/review/**")
				.hasAnyRole(Role.REVIEWER.name(), Role.ADMINISTRATOR.name())
				.requestMatchers("/actuator/health/**")
				.permitAll()
				.requestMatchers("/admin/**", "/actuator/**")
				.hasRole(Role.ADMINISTRATOR.name())
				.anyRequest()
				.permitAll())
			.formLogin(login -> login.loginPage("/login")
				.usernameParameter("name")
				.passwordParameter("password")
				.failureHandler(new ForwardAuthenticationFailureHandler("/login/failed")))
			.logout(logout -> logout.logoutSuccessUrl("/"))
			.headers(this::secure)
			.build();
	}

	private void secure(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
			.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
			.crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
	}

}
