package org.peftboard.admin;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.audit.AuditFilter;
import org.peftboard.audit.Entry;
import org.peftboard.audit.Verification;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.language.Words;
import org.peftboard.site.Csv;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The audit log: read, filtered, exported, and checked for whether it is what was recorded. */
@Controller
class AuditPages {

	private static final int PAGE_ENTRIES = 100;

	private static final int STRIDE = 1000;

	private static final List<String> COLUMNS = List.of("position", "recordedAt", "actorId", "actor", "action", "subject", "details", "address", "previousHash",
			"hash");

	private final Audit audit;

	AuditPages(Audit audit) {
		this.audit = audit;
	}

	/** An entry as the page writes it. */
	record Line(long position, String time, String actor, String action, String subject, List<Map.Entry<String, String>> details, String address, String hash) {

		static Line of(Entry entry, Words words) {
			List<Map.Entry<String, String>> details = new ArrayList<>();
			Json.map("details", entry.details()).forEach((key, value) -> details.add(Map.entry(key, String.valueOf(value))));
			return new Line(entry.position(), words.shortDayAndSecond(entry.recordedAt()),
					entry.actorId() == null ? entry.actor() : entry.actor() + " (" + entry.actorId() + ")", entry.action(), entry.subject(), details, entry.address(), entry.hash());
		}

	}

	@GetMapping("/admin/audit")
	String page(AuditFilter filter, @RequestParam(defaultValue = "0") long before, Model model, Words words) {
		return page(filter, before, null, model, words);
	}

	private String page(AuditFilter filter, long before, @Nullable Verification verification, Model model, Words words) {
		List<Entry> entries = audit.before(before > 0 ? before : Long.MAX_VALUE, filter, PAGE_ENTRIES);
		model.addAttribute("lines", entries.stream().map(entry -> Line.of(entry, words)).toList());
		model.addAttribute("filter", filter);
		model.addAttribute("verification", verification);
		model.addAttribute("older", entries.size() < PAGE_ENTRIES ? null : address("/admin/audit", filter) + "&before=" + entries.get(entries.size() - 1).position());
		model.addAttribute("csv", address("/admin/audit.csv", filter));
		model.addAttribute("jsonl", address("/admin/audit.jsonl", filter));
		return "admin/audit";
	}

	private static String address(String path, AuditFilter filter) {
		return UriComponentsBuilder.fromPath(path)
			.queryParam("actor", "{actor}")
			.queryParam("action", "{action}")
			.queryParam("subject", "{subject}")
			.queryParam("from", "{from}")
			.queryParam("until", "{until}")
			.encode()
			.buildAndExpand(filter.actor(), filter.action(), filter.subject(), filter.from(), filter.until())
			.toUriString();
	}

	@PostMapping("/admin/audit/verify")
	String verify(@AuthenticationPrincipal SignedIn person, Model model, Words words) {
		Verification verification = audit.verify();
		audit.record(AdminPages.actor(person), "audit.verify", "audit log",
				Map.of("entries", verification.entries(), "head", verification.head(), "findings", verification.findings().size()));
		return page(AuditFilter.ALL, 0, verification, model, words);
	}

	/** Newest first; who exports is recorded, because the log names people. */
	@GetMapping("/admin/audit.csv")
	void csv(@AuthenticationPrincipal SignedIn person, AuditFilter filter, HttpServletResponse response) throws IOException {
		Writer writer = start(person, "csv", "text/csv", response);
		writer.write(Csv.record(COLUMNS));
		export(filter, writer, entry -> Csv.record(values(entry).values().stream().map(value -> value == null ? "" : value.toString()).toList()));
	}

	/** One entry a line, with everything that its hash is made of. */
	@GetMapping("/admin/audit.jsonl")
	void jsonLines(@AuthenticationPrincipal SignedIn person, AuditFilter filter, HttpServletResponse response) throws IOException {
		Writer writer = start(person, "jsonl", "application/jsonl", response);
		export(filter, writer, entry -> Json.line(values(entry)) + "\n");
	}

	private Writer start(SignedIn person, String format, String mediaType, HttpServletResponse response) throws IOException {
		audit.record(AdminPages.actor(person), "audit.export", "audit log", Map.of("format", format));
		response.setContentType(mediaType);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader("Content-Disposition", "attachment; filename=\"audit." + format + "\"");
		return response.getWriter();
	}

	private interface Text {

		String of(Entry entry);

	}

	private void export(AuditFilter filter, Writer writer, Text text) throws IOException {
		long before = Long.MAX_VALUE;
		List<Entry> entries = audit.before(before, filter, STRIDE);
		while (!entries.isEmpty()) {
			for (Entry entry : entries) {
				writer.write(text.of(entry));
				before = entry.position();
			}
			entries = audit.before(before, filter, STRIDE);
		}
		writer.flush();
	}

	private static Map<String, @Nullable Object> values(Entry entry) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		values.put("position", entry.position());
		values.put("recordedAt", entry.recordedAtText());
		values.put("actorId", entry.actorId());
		values.put("actor", entry.actor());
		values.put("action", entry.action());
		values.put("subject", entry.subject());
		values.put("details", entry.details());
		values.put("address", entry.address());
		values.put("previousHash", entry.previousHash());
		values.put("hash", entry.hash());
		return values;
	}

}
