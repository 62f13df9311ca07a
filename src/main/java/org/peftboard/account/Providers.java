package org.peftboard.account;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** The outside providers that this site lets people sign in with; none unless configured. */
@Component
final class Providers {

	private final List<Provider> all = new ArrayList<>();

	Providers(ObjectProvider<ClientRegistrationRepository> registrations) {
		registrations.ifAvailable(found -> {
			if (found instanceof Iterable<?> listed) {
				listed.forEach(one -> {
					if (one instanceof ClientRegistration registration) {
						all.add(new Provider(registration.getRegistrationId(), registration.getClientName()));
					}
				});
			}
		});
	}

	record Provider(String id, String title) {
	}

	List<Provider> all() {
		return List.copyOf(all);
	}

	boolean knows(String id) {
		return all.stream().anyMatch(provider -> provider.id.equals(id));
	}

	/** As people call it; the id where it is configured no more. */
	String title(String id) {
		return all.stream().filter(provider -> provider.id.equals(id)).map(Provider::title).findFirst().orElse(id);
	}

}
