package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A small hub on this machine that can be told to misbehave. */
public final class HubServer implements AutoCloseable {

	static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

	private final HttpServer server;

	private final Map<String, byte[]> files = new HashMap<>();

	private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

	private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

	/** statuses to answer with first, one a request */
	final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

	/** lengths to break a body off after, one a body */
	final Queue<Integer> breaks = new ConcurrentLinkedQueue<>();

	/** where large files are redirected to */
	HubServer storage;

	String errorCode;

	String wrongEtag;

	/** what it answers with whatever revision is asked for */
	String wrongCommit;

	Long wrongSize;

	boolean ranges = true;

	public HubServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", this::answer);
		server.setExecutor(Executors.newCachedThreadPool(task -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}));
		server.start();
	}

	public URI endpoint() {
		return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
	}

	public HubServer with(String file, byte[] bytes) {
		files.put(file, bytes);
		return this;
	}

	/** "GET /path bytes=5-", in order */
	List<String> requests() {
		return List.copyOf(requests);
	}

	List<String> authorizations() {
		return List.copyOf(authorizations);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String range = exchange.getRequestHeaders().getFirst("Range");
			requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + (range == null ? "" : " " + range));
			String authorization = exchange.getRequestHeaders().getFirst("Authorization");
			if (authorization != null) {
				authorizations.add(authorization);
			}
			Integer status = statuses.poll();
			if (status != null && status != 200) {
				refuse(exchange, status);
			}
			else if (exchange.getRequestURI().getPath().startsWith("/api/")) {
				send(exchange, listing().getBytes(), 0);
			}
			else {
				file(exchange, range);
			}
		}
	}

	private void refuse(HttpExchange exchange, int status) throws IOException {
		if (errorCode != null) {
			exchange.getResponseHeaders().add("X-Error-Code", errorCode);
		}
		exchange.sendResponseHeaders(status, -1);
	}

	private String listing() {
		List<String> names = files.keySet().stream().sorted().map(name -> "{\"rfilename\": \"" + name + "\"}").toList();
		return "{\"sha\": \"" + COMMIT + "\", \"siblings\": [" + String.join(", ", names) + "]}";
	}

	private void file(HttpExchange exchange, String range) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String name = files.keySet().stream().filter(path::endsWith).findFirst().orElse(null);
		if (name == null) {
			refuse(exchange, 404);
			return;
		}
		byte[] bytes = files.get(name);
		exchange.getResponseHeaders().add("X-Repo-Commit", commit(path));
		exchange.getResponseHeaders().add(storage == null ? "ETag" : "X-Linked-Etag", "\"" + (wrongEtag == null ? Checksum.sha256(bytes) : wrongEtag) + "\"");
		if (storage != null || wrongSize != null) {
			exchange.getResponseHeaders().add("X-Linked-Size", String.valueOf(wrongSize == null ? bytes.length : wrongSize));
		}
		if (storage != null) {
			exchange.getResponseHeaders().add("Location", storage.endpoint() + path);
			exchange.sendResponseHeaders(302, -1);
			return;
		}
		send(exchange, bytes, range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", "")));
	}

	private String commit(String path) {
		Matcher asked = Pattern.compile("/resolve/([0-9a-f]{40})/").matcher(path);
		return wrongCommit != null ? wrongCommit : asked.find() ? asked.group(1) : COMMIT;
	}

	private void send(HttpExchange exchange, byte[] bytes, int start) throws IOException {
		if (exchange.getRequestMethod().equals("HEAD")) {
			exchange.getResponseHeaders().add("Content-Length", String.valueOf(bytes.length));
			exchange.sendResponseHeaders(200, -1);
			return;
		}
		if (start > 0) {
			exchange.getResponseHeaders().add("Content-Range", "bytes " + start + "-" + (bytes.length - 1) + "/" + bytes.length);
		}
		exchange.sendResponseHeaders(start > 0 ? 206 : 200, bytes.length - start);
		Integer end = breaks.poll();
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(Arrays.copyOfRange(bytes, start, end == null ? bytes.length : Math.min(bytes.length, start + end)));
			out.flush();
		}
	}

	@Override
	public void close() {
		server.stop(0);
	}

}
