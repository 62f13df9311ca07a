import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Asks for board pages at a fixed rate and tells how long the answers took.
 *
 * <p>Open loop: requests leave at the times of a Poisson process, whether or not earlier ones were answered, and a latency counts from the time at which its request
 * was due. So a server that stalls cannot slow its own measurement down (no coordinated omission). One virtual thread a request, connections kept alive.
 *
 * <p>{@code java -cp HdrHistogram.jar BoardLoad.java http://localhost:8080 [requests per second, 500] [seconds, 30]}
 */
public final class BoardLoad {

	private static final int CONNECTIONS = 64;

	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

	private final URI site;

	private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

	private BoardLoad(URI site) {
		this.site = site;
		for (int number = 0; number < CONNECTIONS; number++) {
			idle.add(new Connection(site));
		}
	}

	public static void main(String[] arguments) throws Exception {
		BoardLoad load = new BoardLoad(URI.create(arguments[0]));
		int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
		int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
		load.awaitReady();
		load.once("first page of all (reads and ranks the rows)", "/?alpha=1.01", null);
		String tag = load.once("page", "/", null);
		System.out.println("Warming up");
		load.run(200, 10, number -> "/", tag);
		load.coldOneByOne(200);
		load.report("conditional, 304, " + rate + "/s", load.run(rate, seconds, number -> "/", tag));
		load.report("kept page, 200, " + rate + "/s", load.run(rate, seconds, number -> "/", null));
		load.report("90 % conditional, 10 % of 50 weights, " + rate + "/s",
				load.run(rate, seconds, number -> number % 10 == 0 ? "/?beta=" + (number / 10 % 50) * 5 / 100.0 : "/", tag));
		load.report("every page cold, 20/s", load.run(20, seconds, number -> "/?alpha=" + (number % 5000) / 1000.0 + "&gamma=0." + (100000 + number), null));
		System.exit(load.failures.get() == 0 ? 0 : 1);
	}

	private final AtomicLong failures = new AtomicLong();

	/** As what spreads requests over several servers does; 503 until then. */
	private void awaitReady() throws Exception {
		Connection connection = idle.take();
		while (connection.ask("/actuator/health/readiness", null).status == 503) {
			Thread.sleep(200);
		}
		idle.add(connection);
	}

	private String once(String name, String path, String tag) throws Exception {
		Connection connection = idle.take();
		try {
			long start = System.nanoTime();
			Answer answer = connection.ask(path, tag);
			System.out.printf(Locale.ROOT, "%-58s %4d  %7d bytes  %8.2f ms%n", name, answer.status, answer.bytes, (System.nanoTime() - start) / 1e6);
			return answer.tag;
		}
		finally {
			idle.add(connection);
		}
	}

	/** Pages that nobody asked for before, one after another: what a reader waits who is alone. */
	private void coldOneByOne(int count) throws Exception {
		Histogram times = new Histogram(LONGEST_NANOS, 3);
		Connection connection = idle.take();
		for (int number = 0; number < count; number++) {
			long start = System.nanoTime();
			connection.ask("/?beta=" + (1 + number) / 1000.0 + "&gamma=0.3", null);
			times.recordValue(System.nanoTime() - start);
		}
		idle.add(connection);
		report("cold page, one reader", times);
	}

	private interface Paths {
		String of(int number);
	}

	private Histogram run(int rate, int seconds, Paths paths, String tag) throws Exception {
		Histogram times = new ConcurrentHistogram(LONGEST_NANOS, 3);
		Random random = new Random(7);
		try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
			double due = System.nanoTime();
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
			for (int number = 0; due < end; number++) {
				due += -Math.log(1 - random.nextDouble()) * 1e9 / rate;
				long at = (long) due;
				while (System.nanoTime() < at) {
					LockSupport.parkNanos(at - System.nanoTime());
				}
				String path = paths.of(number);
				readers.submit(() -> ask(path, tag, at, times));
			}
		}
		return times;
	}

	private void ask(String path, String tag, long due, Histogram times) {
		try {
			Connection connection = idle.take();
			try {
				Answer answer = connection.ask(path, path.equals("/") ? tag : null);
				if (answer.status != 200 && answer.status != 304) {
					throw new IOException("status " + answer.status);
				}
			}
			finally {
				idle.add(connection);
			}
			times.recordValue(Math.min(System.nanoTime() - due, LONGEST_NANOS));
		}
		catch (IOException | InterruptedException failed) {
			if (failures.incrementAndGet() <= 5) {
				System.out.println(path + " failed: " + failed);
			}
		}
	}

	private void report(String name, Histogram times) {
		System.out.printf(Locale.ROOT, "%-58s n %6d  p50 %7.2f  p90 %7.2f  p99 %7.2f  p99.9 %7.2f  max %7.2f ms  failed %d%n", name, times.getTotalCount(),
				times.getValueAtPercentile(50) / 1e6, times.getValueAtPercentile(90) / 1e6, times.getValueAtPercentile(99) / 1e6, times.getValueAtPercentile(99.9) / 1e6,
				times.getMaxValue() / 1e6, failures.get());
	}

	private record Answer(int status, int bytes, String tag) {
	}

	/** One kept-alive connection; opened at first use, and again after a failure. */
	private static final class Connection {

		private final URI site;

		private Socket socket;

		private InputStream in;

		private boolean closes;

		Connection(URI site) {
			this.site = site;
		}

		Answer ask(String path, String tag) throws IOException {
			try {
				if (socket == null) {
					socket = new Socket(site.getHost(), site.getPort());
					socket.setTcpNoDelay(true);
					in = new BufferedInputStream(socket.getInputStream(), 65536);
				}
				OutputStream out = socket.getOutputStream();
				out.write(("GET " + path + " HTTP/1.1\r\nHost: " + site.getAuthority() + "\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
						+ (tag == null ? "" : "If-None-Match: " + tag + "\r\n") + "\r\n").getBytes(StandardCharsets.US_ASCII));
				Answer answer = read();
				if (closes) {
					close();
				}
				return answer;
			}
			catch (IOException failed) {
				close();
				throw failed;
			}
		}

		private void close() throws IOException {
			if (socket != null) {
				socket.close();
			}
			socket = null;
		}

		private Answer read() throws IOException {
			int status = Integer.parseInt(line().split(" ")[1]);
			int length = 0;
			boolean chunked = false;
			closes = false;
			String tag = null;
			for (String header = line(); !header.isEmpty(); header = line()) {
				String lower = header.toLowerCase(Locale.ROOT);
				if (lower.startsWith("content-length:")) {
					length = Integer.parseInt(header.substring(15).strip());
				}
				else if (lower.startsWith("transfer-encoding:")) {
					chunked = true;
				}
				else if (lower.startsWith("connection:")) {
					// a server ends a connection after so many answers
					closes = lower.contains("close");
				}
				else if (lower.startsWith("etag:")) {
					tag = header.substring(5).strip();
				}
			}
			return new Answer(status, status == 304 ? 0 : chunked ? chunks() : skip(length), tag);
		}

		private int chunks() throws IOException {
			int whole = 0;
			for (int size = Integer.parseInt(line().strip(), 16); size > 0; size = Integer.parseInt(line().strip(), 16)) {
				whole += skip(size);
				line();
			}
			line();
			return whole;
		}

		private int skip(int bytes) throws IOException {
			in.skipNBytes(bytes);
			return bytes;
		}

		private String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int sign = in.read(); sign != '\n'; sign = in.read()) {
				if (sign < 0) {
					throw new IOException("connection closed");
				}
				if (sign != '\r') {
					line.append((char) sign);
				}
			}
			return line.toString();
		}

	}

}
