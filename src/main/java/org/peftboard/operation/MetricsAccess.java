package org.peftboard.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.servlet.http.HttpServletRequest;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** Metrics are for the monitoring system, which shows a token of its own ({@code peftboard.metrics.token}); without one set, they are for nobody. */
@Configuration(proxyBeanMethods = false)
class MetricsAccess {

	private static final int SHORTEST_TOKEN = 16;

	@Bean
	@Order(0)
	SecurityFilterChain metrics(HttpSecurity http, @Value("${peftboard.metrics.token:}") String token) {
		if (!token.isEmpty() && token.length() < SHORTEST_TOKEN) {
			throw new Problem.Refused("peftboard.metrics.token", token.length() + " characters", SHORTEST_TOKEN + " characters or more");
		}
		return http.securityMatcher("/actuator/prometheus")
			.authorizeHttpRequests(requests -> requests.anyRequest()
				.access((authentication, context) -> new AuthorizationDecision(shows(context.getRequest(), token))))
			.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.exceptionHandling(failures -> failures.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
			.build();
	}

	private static boolean shows(HttpServletRequest request, String token) {
		String shown = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
		return !token.isEmpty() && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
	}

}
