package org.peftboard.api;

import org.peftboard.result.SiteState;
import org.peftboard.site.SiteNotices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the cache of pages before everything else; what is kept has all headers that the filters behind it wrote. */
@Configuration(proxyBeanMethods = false)
class PageCacheConfiguration {

	@Bean
	FilterRegistrationBean<PageCache> pageCache(SiteState state, SiteNotices notices,
			@Value("${peftboard.files-version}") String version) {
		FilterRegistrationBean<PageCache> registration = new FilterRegistrationBean<>(new PageCache(state, notices, version));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
		return registration;
	}

}
