package org.peftboard.api;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.peftboard.catalog.Boards;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Newly measured results as an Atom feed (RFC 4287), the newest first. */
@RestController
class Feed {

	private static final int ENTRIES = 50;

	private static final MediaType ATOM = new MediaType("application", "atom+xml", StandardCharsets.UTF_8);

	private final Results results;

	private final Marks marks;

	private final Boards boards;

	private final SiteAddress site;

	Feed(Results results, Marks marks, Boards boards, SiteAddress site) {
		this.results = results;
		this.marks = marks;
		this.boards = boards;
		this.site = site;
	}

	@GetMapping("/feed.atom")
	ResponseEntity<String> feed() throws XMLStreamException {
		Map<String, Review> reviews = marks.all();
		List<StoredResult> newest = results.newestMeasured(ENTRIES)
			.stream()
			.filter(row -> !reviews.getOrDefault(row.publicId(), Review.FRESH).held() && !reviews.getOrDefault(row.publicId(), Review.FRESH).rerun())
			.toList();
		StringWriter text = new StringWriter();
		XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
		xml.writeStartDocument("UTF-8", "1.0");
		xml.writeStartElement("feed");
		xml.writeDefaultNamespace("http://www.w3.org/2005/Atom");
		element(xml, "title", "PEFTBoard: new results");
		element(xml, "id", site.of("/feed.atom"));
		element(xml, "updated", (newest.isEmpty() ? Instant.EPOCH : newest.get(0).createdAt()).toString());
		link(xml, "self", site.of("/feed.atom"));
		link(xml, "alternate", site.of("/"));
		for (StoredResult row : newest) {
			entry(xml, row);
		}
		xml.writeEndElement();
		xml.writeEndDocument();
		return ResponseEntity.ok().contentType(ATOM).body(text.toString());
	}

	private void entry(XMLStreamWriter xml, StoredResult row) throws XMLStreamException {
		xml.writeStartElement("entry");
		element(xml, "title", row.title());
		element(xml, "id", site.of("/results/" + row.publicId()));
		element(xml, "updated", row.createdAt().toString());
		link(xml, "alternate", site.of("/results/" + row.publicId()));
		xml.writeStartElement("author");
		element(xml, "name", row.submitter() == null ? "PEFTBoard" : row.submitter());
		xml.writeEndElement();
		String board = boards.find(row.boardId()).map(found -> found.title()).orElse(row.boardId());
		element(xml, "summary", row.methodTitle() + " on " + board + (row.score() == null ? "" : ", score " + Math.round(row.score() * 10) / 10.0) + ".");
		xml.writeEndElement();
	}

	private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
		xml.writeStartElement(name);
		xml.writeCharacters(text);
		xml.writeEndElement();
	}

	private static void link(XMLStreamWriter xml, String relation, String address) throws XMLStreamException {
		xml.writeEmptyElement("link");
		xml.writeAttribute("rel", relation);
		xml.writeAttribute("href", address);
	}

}
