package org.peftboard.account;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.ApiTokens.Scope;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.ForwardAuthenticationFailureHandler;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may ask for which page, and the headers that every answer carries. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/** Scripts, styles, images and connections of this site only; nothing inline, nothing evaluated, in nobody's frame. */
	static final String CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	/** Under which checks on the same machine may ask. */
	private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

	/** A board in a frame: styles of this site and nothing else, in anybody's frame. */
	static final String EMBEDDED_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

	@Bean
	PasswordEncoder passwordEncoder() {
		// salt and hash of 16 and 32 bytes, one lane, 19 MiB, two passes: what OWASP's cheat sheet asks for at least
		return new BoundedHashing(new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2), Math.max(2, Runtime.getRuntime().availableProcessors()));
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

	/**
	 * The API: no session and no cookie, so no other site can make a browser use one, and no request needs a CSRF token. Everybody may read what the boards show; whoever
	 * changes something, or reads what is not everybody's, shows a token with the scope for it.
	 */
	@Bean
	@Order(2)
	SecurityFilterChain api(HttpSecurity http, ApiTokens tokens) {
		return http.securityMatcher("/api/v1/**")
			.authorizeHttpRequests(requests -> requests.requestMatchers("/api/v1/review/**")
				.hasAuthority(Scope.REVIEW.authority())
				.requestMatchers(HttpMethod.HEAD, "/api/v1/submissions/**")
				.hasAnyAuthority(Scope.READ.authority(), Scope.SUBMIT.authority(), Scope.REVIEW.authority())
				.requestMatchers(HttpMethod.GET, "/api/v1/submissions/**")
				.hasAnyAuthority(Scope.READ.authority(), Scope.SUBMIT.authority(), Scope.REVIEW.authority())
				.requestMatchers(HttpMethod.GET)
				.permitAll()
				.requestMatchers(HttpMethod.HEAD)
				.permitAll()
				.requestMatchers(HttpMethod.OPTIONS)
				.permitAll()
				.anyRequest()
				.hasAuthority(Scope.SUBMIT.authority()))
			.addFilterBefore(new BearerTokens(tokens), AnonymousAuthenticationFilter.class)
			.exceptionHandling(refused -> refused
				.authenticationEntryPoint((request, response, exception) -> BearerTokens.refuse(response, 401, "Token needed",
						"Send a token of your account as 'Authorization: Bearer peft_…'; make one under Account, Security."))
				.accessDeniedHandler((request, response, exception) -> BearerTokens.refuse(response, 403, "Scope needed",
						"This token was not made for this. Make one with the scope that the documentation of the API names.")))
			.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(RequestCacheConfigurer::disable)
			.cors(Customizer.withDefaults())
			.csrf(CsrfConfigurer::disable)
			.headers(this::secure)
			.build();
	}

	@Bean
	SecurityFilterChain pages(HttpSecurity http, Accounts accounts, PasswordEncoder passwords, LoginThrottle throttle, Arrival arrival, OutsideSignIn outside,
			Providers providers, Journal journal, Clock clock, @Value("${peftboard.security.rate-limits:true}") boolean rateLimits) {
		var provider = new DaoAuthenticationProvider(accounts);
		provider.setPasswordEncoder(passwords);
		provider.setUserDetailsPasswordService(accounts);
		if (!providers.all().isEmpty()) {
			http.oauth2Login(login -> login.loginPage("/login")
				.withObjectPostProcessor(new SignsNobodyIn())
				.authorizedClientRepository(new OutsideSignIn.Forgetful())
				.successHandler(outside)
				.failureHandler((request, response, exception) -> response.sendRedirect(request.getContextPath() + "/login?outside")));
		}
		return http.authenticationProvider(new ThrottledSignIn(provider, throttle, journal))
			.authorizeHttpRequests(SecurityConfiguration::whoMaySeeWhat)
			.formLogin(login -> login.loginPage("/login")
				.usernameParameter("name")
				.passwordParameter("password")
				.withObjectPostProcessor(new SignsNobodyIn())
				.successHandler((request, response, authentication) -> {
					SecurityContextHolder.clearContext();
					response.sendRedirect(request.getContextPath() + arrival.admit((SignedIn) authentication.getPrincipal(), "/", request, response));
				})
				.failureHandler(new ForwardAuthenticationFailureHandler("/login/failed")))
			.logout(logout -> logout.logoutSuccessUrl("/"))
			.addFilterBefore(new LargeForms(), CsrfFilter.class)
			.addFilterBefore(new Rates(rateLimits ? Rates.RULES : List.of(), clock), CsrfFilter.class)
			.headers(this::secure)
			.build();
	}

	/** A password, or a provider's word, alone signs nobody in: what follows is for {@link Arrival} and {@link OutsideSignIn} to say. */
	private static final class SignsNobodyIn implements ObjectPostProcessor<AbstractAuthenticationProcessingFilter> {

		@Override
		public <O extends AbstractAuthenticationProcessingFilter> O postProcess(O filter) {
			filter.setSecurityContextRepository(new NullSecurityContextRepository());
			return filter;
		}

	}

	private static void whoMaySeeWhat(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
			.permitAll()
			.requestMatchers("/submit/**", "/account/**", "/results/*/flag")
			.authenticated()
			.requestMatchers("/review/**")
			.hasAnyRole(Role.REVIEWER.name(), Role.ADMINISTRATOR.name())
			.requestMatchers("/actuator/health/**")
			.permitAll()
			.requestMatchers("/admin/**", "/actuator/**")
			.hasRole(Role.ADMINISTRATOR.name())
			.anyRequest()
			.permitAll();
	}

	/**
	 * Refuses requests that call this site by another name than its own, where it has one; checks on this machine may call it localhost. And values with a character 0,
	 * which no form of a browser sends and PostgreSQL does not store.
	 */
	@Bean
	StrictHttpFirewall firewall(@Value("${peftboard.address:#{null}}") @Nullable String address) {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
		if (address != null && !address.isBlank()) {
			String own = host(address);
			firewall.setAllowedHostnames(name -> name.equalsIgnoreCase(own) || OF_THIS_MACHINE.contains(name));
		}
		return firewall;
	}

	private static String host(String address) {
		try {
			URI uri = new URI(address.strip());
			if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
				return uri.getHost();
			}
		}
		catch (URISyntaxException noAddress) {
			// said below
		}
		throw new Problem.Refused("peftboard.address", "'" + address + "'", "the address of this site, as in https://board.example.org");
	}

	private void secure(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
			.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
			.crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
	}

}
