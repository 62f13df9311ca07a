package org.peftboard;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link OnH2} on a PostgreSQL server. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@ActiveProfiles("test")
@ContextConfiguration(initializers = OnPostgres.Database.class)
@Transactional
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface OnPostgres {

	/** Points the application at a fresh database. */
	final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			TestPropertyValues.of("spring.datasource.url=" + PostgresServer.newDatabase(), "spring.datasource.username=postgres")
				.applyTo(context);
		}

	}

}
