package org.peftboard.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.peftboard.evaluator.contract.Json;

/**
 * An OpenID provider on this machine, as far as a relying party needs one: token endpoint with signed identity tokens, keys, and who the bearer of an access token is. The person's part,
 * signing in there, is {@link #code}.
 */
final class LocalProvider {

	static final String CLIENT = "peftboard";

	private final HttpServer server;

	private final RSAKey key;

	/** Signs in the place of {@link #key} where a test asks for a forgery. */
	private final RSAKey stranger;

	LocalProvider() {
		try {
			key = new RSAKeyGenerator(2048).keyID("one").generate();
			stranger = new RSAKeyGenerator(2048).keyID("one").generate();
			server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		catch (JOSEException exception) {
			throw new IllegalStateException(exception);
		}
		server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, discovery()));
		server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
		server.createContext("/token", exchange -> answer(exchange, token(form(exchange).get("code"))));
		server.createContext("/user", exchange -> answer(exchange, user(exchange.getRequestHeaders().getFirst("Authorization"))));
		server.start();
	}

	String address() {
		return "http://127.0.0.1:" + server.getAddress().getPort();
	}

	/** OpenID Connect Discovery 1.0, section 3. */
	private String discovery() {
		return Json.line(Map.of("issuer", address(), "authorization_endpoint", address() + "/authorize", "token_endpoint", address() + "/token", "jwks_uri",
				address() + "/keys",
				"response_types_supported", List.of("code"), "subject_types_supported", List.of("public"), "id_token_signing_alg_values_supported", List.of("RS256")));
	}

	/** What the provider sends a browser back with, after this person signed in there. @param trick what is wrong with the identity token; none if empty */
	static String code(String subject, String name, String email, String nonce, String trick) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(String.join("\n", subject, name, email, nonce, trick).getBytes(StandardCharsets.UTF_8));
	}

	private String token(String code) {
		String[] parts = decoded(code);
		try {
			Instant now = Instant.now();
			String trick = parts[4];
			JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(trick.equals("issuer") ? "https://evil.example" : address())
				.subject(parts[0])
				.audience(trick.equals("audience") ? "another site" : CLIENT)
				.issueTime(Date.from(now))
				.expirationTime(Date.from(trick.equals("expired") ? now.minusSeconds(3600) : now.plusSeconds(300)))
				.claim("nonce", trick.equals("nonce") ? "another" : parts[3])
				.claim("preferred_username", parts[1])
				.claim("email", parts[2])
				.claim("email_verified", true)
				.build();
			SignedJWT identity = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
			identity.sign(new RSASSASigner(trick.equals("signature") ? stranger : key));
			return Json.line(Map.of("access_token", code, "token_type", "Bearer", "expires_in", 300, "id_token", identity.serialize()));
		}
		catch (JOSEException exception) {
			throw new IllegalStateException(exception);
		}
	}

	private static String user(String authorization) {
		String[] parts = decoded(authorization.substring("Bearer ".length()));
		return Json.line(Map.of("id", parts[0], "sub", parts[0], "login", parts[1], "preferred_username", parts[1], "email", parts[2]));
	}

	private static String[] decoded(String code) {
		return new String(Base64.getUrlDecoder().decode(code), StandardCharsets.UTF_8).split("\n", -1);
	}

	private static Map<String, String> form(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		return Arrays.stream(body.split("&")).map(pair -> pair.split("=", 2))
			.collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
	}

	private static void answer(HttpExchange exchange, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
