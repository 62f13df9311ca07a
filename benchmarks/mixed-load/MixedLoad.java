import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Mixed traffic at a fixed rate beside live streams, for a long time: are there errors, and do heap and open files stay flat?
 *
 * <p>Open loop: requests leave at the times of a Poisson process whether or not earlier ones were answered, and a latency counts from when its request was due. At most
 * 200 are under way; what would be more waits here, and its wait counts.
 *
 * <p>{@code java -cp HdrHistogram.jar MixedLoad.java http://localhost:8080 RATE SECONDS STREAMS SUBMISSION TOKEN}, the token being {@code peftboard.metrics.token} and
 * the submission one that everybody may watch and that changes meanwhile. Ends with 1 where a request failed, a stream was not open at the end or told nothing, or heap or
 * open files did not stay flat; that is looked at from eight samples on.
 */
public final class MixedLoad {

	/** What a reader of the site asks for, the board more often than the rest; %d are varied, so that not every page is a kept one. */
	private static final List<String> PATHS = List.of("/", "/", "/", "/?beta=0.%d", "/?alpha=1.%d", "/methods", "/methods/lora", "/about/scoring", "/weights",
			"/api/v1/boards", "/feed.atom", "/css/base.css", "/js/board.js", "/submissions/%s/live", "/submissions/%s", "/actuator/health/readiness");

	private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)");

	private static final Pattern FILES = Pattern.compile("(?m)^process_files_open_files (\\S+)");

	private static final Pattern SERVER_CPU = Pattern.compile("(?m)^process_cpu_time_ns_total (\\S+)");

	private static final Pattern THREADS = Pattern.compile("(?m)^jvm_threads_live_threads (\\S+)");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20)).build();

	private final String site;

	private final String submission;

	private final String token;

	private final Histogram times = histogram();

	/** since the last line that was printed */
	private final Recorder lately = new Recorder(TimeUnit.SECONDS.toNanos(120), 3);

	/** By kind of request, in the order of the first answers. */
	private final Map<String, Histogram> timesByKind = Collections.synchronizedMap(new LinkedHashMap<>());

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong events = new AtomicLong();

	private final AtomicLong streamsOpen = new AtomicLong();

	private final Semaphore underWay = new Semaphore(200);

	private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());

	private record Sample(double heapMegabytes, double openFiles) {
	}

	private MixedLoad(String site, String submission, String token) {
		this.site = site;
		this.submission = submission;
		this.token = token;
	}

	private static Histogram histogram() {
		return new ConcurrentHistogram(TimeUnit.SECONDS.toNanos(120), 3);
	}

	public static void main(String[] arguments) throws Exception {
		MixedLoad load = new MixedLoad(arguments[0], arguments[4], arguments[5]);
		int streams = Integer.parseInt(arguments[3]);
		load.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), streams);
		List<String> wrong = load.whatIsWrong(streams);
		wrong.forEach(line -> System.out.println("WRONG: " + line));
		System.exit(wrong.isEmpty() ? 0 : 1);
	}

	private void run(int rate, int seconds, int streams) throws Exception {
		ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
		warmUp();
		for (int number = 0; number < streams; number++) {
			readers.submit(this::watch);
		}
		Random random = new Random(7);
		long start = System.nanoTime();
		double due = start;
		long nextSample = start;
		for (long number = 0; due < start + seconds * 1e9; number++) {
			due += -Math.log(1 - random.nextDouble()) * 1e9 / rate;
			long at = (long) due;
			for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
			String kind = PATHS.get(random.nextInt(PATHS.size()));
			String path = kind.replace("%d", String.valueOf(random.nextInt(50))).replace("%s", submission);
			underWay.acquire();
			readers.submit(() -> ask(kind, path, at));
			if (System.nanoTime() > nextSample) {
				readers.submit(() -> sample(start));
				nextSample += 30_000_000_000L;
			}
		}
		underWay.acquire(200);
		sample(start);
		timesByKind.forEach((kind, times) -> System.out.printf(Locale.ROOT, "%-28s %s%n", kind, inWords(times)));
		System.out.printf(Locale.ROOT, "%d requests at %d/s for %d s: %s, failed %d; %d streams open, %d events%n", times.getTotalCount(), rate, seconds, inWords(times),
				failures.get(), streamsOpen.get(), events.get());
	}

	private List<String> whatIsWrong(int streams) throws InterruptedException {
		List<String> wrong = new ArrayList<>();
		if (failures.get() > 0) {
			wrong.add(failures.get() + " requests failed");
		}
		// one that ended is opened again within a second
		for (int look = 0; look < 50 && streamsOpen.get() < streams; look++) {
			Thread.sleep(100);
		}
		if (streamsOpen.get() < streams) {
			wrong.add(streamsOpen.get() + " of " + streams + " streams are open");
		}
		if (events.get() < streams) {
			wrong.add(events.get() + " events came by " + streams + " streams");
		}
		if (samples.size() >= 8) {
			wrong.addAll(whatRises());
		}
		return wrong;
	}

	/** Of heap the lowest, of files the highest of each half; without the first two samples, of a server that makes its pages for the first time. */
	private List<String> whatRises() {
		List<String> wrong = new ArrayList<>();
		int from = 2;
		int half = from + (samples.size() - from) / 2;
		List<Sample> first = samples.subList(from, half);
		List<Sample> second = samples.subList(half, samples.size());
		double heapBefore = first.stream().mapToDouble(Sample::heapMegabytes).min().orElseThrow();
		double heapAfter = second.stream().mapToDouble(Sample::heapMegabytes).min().orElseThrow();
		if (heapAfter > 1.5 * heapBefore) {
			wrong.add(String.format(Locale.ROOT, "heap never fell below %.0f MB in the second half, %.0f in the first", heapAfter, heapBefore));
		}
		double filesBefore = first.stream().mapToDouble(Sample::openFiles).max().orElseThrow();
		double filesAfter = second.stream().mapToDouble(Sample::openFiles).max().orElseThrow();
		if (filesAfter > 1.2 * filesBefore) {
			wrong.add(String.format(Locale.ROOT, "up to %.0f open files in the second half, %.0f in the first", filesAfter, filesBefore));
		}
		return wrong;
	}

	/** A cold server compiles its pages first; this measures one that runs. One request after another, none of them counted. */
	private void warmUp() throws IOException, InterruptedException {
		while (client.send(request("/actuator/health/readiness").build(), BodyHandlers.discarding()).statusCode() != 200) {
			Thread.sleep(200);
		}
		for (long start = System.nanoTime(), number = 0; System.nanoTime() - start < 15e9; number++) {
			String path = PATHS.get((int) (number % PATHS.size())).replace("%d", String.valueOf(number % 50)).replace("%s", submission);
			client.send(request(path).build(), BodyHandlers.discarding());
		}
	}

	private static String inWords(Histogram times) {
		return String.format(Locale.ROOT, "%6d answers  p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms", times.getTotalCount(), times.getValueAtPercentile(50) / 1e6,
				times.getValueAtPercentile(90) / 1e6, times.getValueAtPercentile(99) / 1e6, times.getMaxValue() / 1e6);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(site + path)).header("Accept-Encoding", "gzip").timeout(Duration.ofSeconds(60));
	}

	private void ask(String kind, String path, long due) {
		try {
			int status = client.send(request(path).build(), BodyHandlers.discarding()).statusCode();
			if (status != 200) {
				throw new IOException("status " + status);
			}
			long nanos = System.nanoTime() - due;
			times.recordValue(nanos);
			lately.recordValue(nanos);
			timesByKind.computeIfAbsent(kind, first -> histogram()).recordValue(nanos);
		}
		catch (IOException | InterruptedException | RuntimeException failed) {
			if (failures.incrementAndGet() <= 10) {
				System.out.println(path + " failed: " + failed);
			}
		}
		finally {
			underWay.release();
		}
	}

	/** A live page: it opens its stream again when that ends, as browsers do. */
	private void watch() {
		HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/submissions/" + submission + "/events")).build();
		while (true) {
			boolean open = false;
			try {
				HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
				if (answer.statusCode() != 200) {
					answer.body().close();
					throw new IOException("status " + answer.statusCode());
				}
				open = true;
				streamsOpen.incrementAndGet();
				try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body()))) {
					for (String line = lines.readLine(); line != null; line = lines.readLine()) {
						events.addAndGet(line.startsWith("event:") || line.startsWith(":") ? 1 : 0);
					}
				}
			}
			catch (IOException | InterruptedException | RuntimeException failed) {
				if (failures.incrementAndGet() <= 10) {
					System.out.println("stream failed: " + failed);
				}
			}
			finally {
				streamsOpen.addAndGet(open ? -1 : 0);
			}
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
		}
	}

	private void sample(long start) {
		try {
			String metrics = client.send(HttpRequest.newBuilder(URI.create(site + "/actuator/prometheus")).header("Authorization", "Bearer " + token).build(),
					BodyHandlers.ofString()).body();
			double seconds = (System.nanoTime() - start) / 1e9;
			double server = sum(SERVER_CPU, metrics) / 1e9;
			double own = ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
			samples.add(new Sample(sum(HEAP, metrics) / 1e6, sum(FILES, metrics)));
			System.out.printf(Locale.ROOT, "%4.0f s  heap %.0f MB  open files %.0f  threads %.0f  processor server %.1f s, this %.1f s  p99 %.1f ms, since the line before %.1f ms  failed %d  streams %d%n", seconds,
					sum(HEAP, metrics) / 1e6, sum(FILES, metrics), sum(THREADS, metrics), server, own, times.getValueAtPercentile(99) / 1e6,
					lately.getIntervalHistogram().getValueAtPercentile(99) / 1e6, failures.get(), streamsOpen.get());
		}
		catch (IOException | InterruptedException failed) {
			failures.incrementAndGet();
			System.out.println("no sample: " + failed);
		}
	}

	private static double sum(Pattern pattern, String metrics) {
		double sum = 0;
		for (Matcher found = pattern.matcher(metrics); found.find();) {
			sum += Double.parseDouble(found.group(1));
		}
		return sum;
	}

}
