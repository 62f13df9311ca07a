package org.peftboard.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.annotation.PreDestroy;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.stereotype.Component;

/**
 * Sends one message to a webhook, signed.
 *
 * <p>The name is looked up once for each connection, and the connection goes to an address of that answer that is allowed: a name that leads elsewhere a moment
 * later gains nothing. Redirects are not followed, proxies not used, cookies not kept, and of the answer nothing is read but its status.
 *
 * <pre>
 *   PEFTBoard-Signature: t=1795363200,v1=hex(HMAC-SHA256(secret, t + "." + body))
 * </pre>
 */
@Component
class WebhookSender {

	static final String SIGNATURE = "PEFTBoard-Signature";

	private static final Timeout PATIENCE = Timeout.ofSeconds(5);

	private static final Duration HARD_LIMIT = Duration.ofSeconds(10);

	private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
		Thread thread = new Thread(task, "webhook-watch");
		thread.setDaemon(true);
		return thread;
	});

	private final WebhookRules rules;

	private final Clock clock;

	private final CloseableHttpClient client;

	WebhookSender(WebhookRules rules, Clock clock) {
		this.rules = rules;
		this.clock = clock;
		this.client = HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(new AllowedAddresses())
				.setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(PATIENCE).setSocketTimeout(PATIENCE).setTimeToLive(Timeout.ofSeconds(1)).build())
				.build())
			.setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(PATIENCE).setConnectionRequestTimeout(PATIENCE).build())
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.setUserAgent("PEFTBoard webhook")
			.build();
	}

	/**
	 * How it went.
	 *
	 * @param said for the owner of the webhook
	 */
	record Outcome(boolean arrived, String said) {
	}

	/** Sends; everything that goes wrong is an outcome. */
	Outcome send(String url, String secret, String body) {
		try {
			URI uri = rules.require(url);
			HttpPost post = new HttpPost(uri);
			post.setHeader(SIGNATURE, signature(secret, clock.instant().getEpochSecond(), body));
			post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
			int status = status(post);
			return new Outcome(status >= 200 && status < 300, "answered " + status + (status >= 300 && status < 400 ? "; redirects are not followed" : ""));
		}
		catch (Problem.Refused refused) {
			return new Outcome(false, "its host is not on the operators' list any more");
		}
		catch (UnknownHostException unknown) {
			return new Outcome(false, unknown.getMessage() != null && unknown.getMessage().startsWith("not public") ? "its name leads to an address that is not public"
					: "its name is not known");
		}
		catch (IOException failed) {
			return new Outcome(false, "no answer");
		}
	}

	/** Ends the connection once the status is known, or {@link #HARD_LIMIT} has passed: a receiver may answer without end, or a byte at a time. */
	private int status(HttpPost post) throws IOException {
		Future<?> end = watch.schedule(post::abort, HARD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		try {
			ClassicHttpResponse answer = client.executeOpen(RoutingSupport.determineHost(post), post, null);
			int status = answer.getCode();
			post.abort();
			closeQuietly(answer);
			return status;
		}
		catch (HttpException noHost) {
			throw new IOException(noHost);
		}
		finally {
			end.cancel(false);
		}
	}

	private static void closeQuietly(ClassicHttpResponse answer) {
		try {
			answer.close();
		}
		catch (IOException wasAborted) {
			// what was wanted of the answer is known
		}
	}

	static String signature(String secret, long seconds, String body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException exception) {
			throw new IllegalStateException(exception);
		}
	}

	@PreDestroy
	void close() throws IOException {
		watch.shutdownNow();
		client.close();
	}

	/** Looks names up, and gives the addresses that are allowed alone. */
	private final class AllowedAddresses implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			InetAddress[] allowed = Arrays.stream(SystemDefaultDnsResolver.INSTANCE.resolve(host)).filter(rules::allows).toArray(InetAddress[]::new);
			if (allowed.length == 0) {
				throw new UnknownHostException("not public: " + host);
			}
			return allowed;
		}

		@Override
		public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
			return Arrays.stream(resolve(host)).map(address -> new InetSocketAddress(address, port)).toList();
		}

		@Override
		public String resolveCanonicalHostname(String host) {
			return host;
		}

	}

}
