package org.peftboard.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Leads a person with a one-time password to the page that changes it, and one who has to have a second factor and has none to the page that sets it up, whatever page was asked for. */
@Component
final class UnfinishedAccount implements WebMvcConfigurer, HandlerInterceptor {

	private static final String PAGE = "/account/password";

	private final SecondFactor secondFactor;

	UnfinishedAccount(SecondFactor secondFactor) {
		this.secondFactor = secondFactor;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this)
			.excludePathPatterns(PAGE, "/logout", "/login/**", "/error", "/css/**", "/js/**", "/img/**", "/webjars/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws Exception {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn person)) {
			return true;
		}
		String page = person.mustChangePassword() ? PAGE : secondFactor.missing(person) ? SecondFactorPages.SETUP : null;
		if (page != null && !request.getServletPath().equals(page)) {
			response.sendRedirect(request.getContextPath() + page);
			return false;
		}
		return true;
	}

}
