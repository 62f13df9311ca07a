package org.peftboard.account;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ConfigurableObjectInputStream;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.Deserializer;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** How sessions are written into the database, and what may be read from there. */
@Configuration(proxyBeanMethods = false)
class StoredSessions implements BeanClassLoaderAware {

	private static final Logger log = LoggerFactory.getLogger(StoredSessions.class);

	/** Whoever can write to the table of sessions is not to run code here: nothing is read but what sign-in itself stores. */
	static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter("maxbytes=262144;maxdepth=30;maxarray=65536;java.lang.*;java.util.**;java.time.*;java.net.URI;"
			+ "java.net.URL;org.springframework.security.**;org.springframework.util.*;org.springframework.web.servlet.FlashMap;org.peftboard.account.*;!*");

	private @Nullable ClassLoader classes;

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		classes = classLoader;
	}

	@Bean
	ConversionService springSessionConversionService() {
		GenericConversionService conversions = new GenericConversionService();
		conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
		Deserializer<Object> known = new KnownOnly(classes);
		conversions.addConverter(byte[].class, Object.class, bytes -> read(known, bytes));
		return conversions;
	}

	/** What cannot be read, after an update or because somebody planted it, is as if it were not there: the person signs in again. */
	private static @Nullable Object read(Deserializer<Object> known, byte[] bytes) {
		try {
			return known.deserialize(new ByteArrayInputStream(bytes));
		}
		catch (IOException | RuntimeException exception) {
			log.warn("Part of a stored session was left out: {}", exception.toString());
			return null;
		}
	}

	/** Two requests of one session may write the same attribute at once; PostgreSQL has a statement for that. */
	@Bean
	SessionRepositoryCustomizer<JdbcIndexedSessionRepository> concurrentAttributes(DataSource database) throws SQLException {
		try (Connection connection = database.getConnection()) {
			boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
			return postgres ? new PostgreSqlJdbcIndexedSessionRepositoryCustomizer() : repository -> {
			};
		}
	}

	private record KnownOnly(@Nullable ClassLoader classes) implements Deserializer<Object> {

		@Override
		public Object deserialize(InputStream bytes) throws IOException {
			ObjectInputStream objects = new ConfigurableObjectInputStream(bytes, classes);
			objects.setObjectInputFilter(KNOWN);
			try {
				return objects.readObject();
			}
			catch (ClassNotFoundException unknown) {
				throw new IOException(unknown);
			}
		}

	}

}
