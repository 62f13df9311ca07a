package org.peftboard.site;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/**
 * Puts the version into addresses of files, and looks at no other link: each of the hundreds of links to pages would be searched for in every jar, at every answer, which took a quarter of
 * the time in which a board is written.
 */
@Configuration(proxyBeanMethods = false)
class VersionedFiles {

	private static final List<String> FILES = List.of("/css/", "/js/", "/img/", "/webjars/");

	/** Error pages have files too. */
	@Bean
	FilterRegistrationBean<ResourceUrlEncodingFilter> versions() {
		FilterRegistrationBean<ResourceUrlEncodingFilter> registration = new FilterRegistrationBean<>(new Versions());
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		return registration;
	}

	private static final class Versions extends ResourceUrlEncodingFilter {

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws ServletException, IOException {
			String contextPath = request.getServletContext().getContextPath();
			super.doFilter(request, response, (wrapped, versioning) -> chain.doFilter(wrapped, new OnlyFiles((HttpServletResponse) versioning, contextPath)));
		}

	}

	private static final class OnlyFiles extends HttpServletResponseWrapper {

		private final String contextPath;

		OnlyFiles(HttpServletResponse versioning, String contextPath) {
			super(versioning);
			this.contextPath = contextPath;
		}

		@Override
		public String encodeURL(String url) {
			return FILES.stream().anyMatch(folder -> url.startsWith(folder, contextPath.length())) ? super.encodeURL(url) : url;
		}

	}

}
