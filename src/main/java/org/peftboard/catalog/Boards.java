package org.peftboard.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Registry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;

/** Every board: the measured ones, made from the evaluator's catalogue, then the published ones, made from {@code seed-results/}. */
@Service
public final class Boards {

	private static final String TABLES = "classpath:seed-results/*.json";

	private final List<PublishedTable> tables;

	private final CatalogueSource source;

	private final HardwareClasses hardware;

	private volatile Registry<Board> boards;

	@Autowired
	Boards(CatalogueSource source, HardwareClasses hardware) {
		this(source, hardware, shippedTables());
	}

	Boards(CatalogueSource source, HardwareClasses hardware, List<PublishedTable> tables) {
		this.tables = List.copyOf(tables);
		this.source = source;
		this.hardware = hardware;
		this.boards = registry(Map.of());
	}

	private Registry<Board> registry(Map<String, Integer> newest) {
		Stream<Board> measured = MeasuredBoards.of(source.catalogue(), hardware.all(), newest).stream();
		return new Registry<>("board", Stream.concat(measured, tables.stream().map(PublishedTable::board)).toList(), Board::id);
	}

	/**
	 * Takes note of the versions that measured boards have.
	 *
	 * @param newest number of the newest version, by id of the first; boards that are missing have one version
	 */
	public void versions(Map<String, Integer> newest) {
		boards = registry(Map.copyOf(newest));
	}

	/** All boards, measured ones first, of these the newest version first. */
	public List<Board> all() {
		return List.copyOf(boards.all());
	}

	public Optional<Board> find(String id) {
		return boards.find(id);
	}

	/**
	 * The board with this id.
	 *
	 * @throws org.peftboard.evaluator.contract.Problem.Refused naming the boards that there are
	 */
	public Board get(String id) {
		return boards.get(id);
	}

	/** The measured board on which runs of this suite on the first class of hardware are ranked today: its newest version. */
	public Optional<Board> measured(String suite) {
		return measured(suite, hardware.first().id());
	}

	/** The measured board on which runs of this suite on this class of hardware are ranked today: its newest version. */
	public Optional<Board> measured(String suite, String hardwareClass) {
		return boards.all()
			.stream()
			.filter(board -> board.measured() && board.suite().equals(suite) && board.hardwareClass().equals(hardwareClass))
			.findFirst();
	}

	/** Whether runs are ranked on it today: it is measured, and its newest version. */
	public boolean today(Board board) {
		return board.measured() && measured(board.suite(), board.hardwareClass()).equals(Optional.of(board));
	}

	/** The class of hardware whose workers evaluate for a board; the first one for a board that is not there any more. */
	public HardwareClass hardwareOf(String boardId) {
		return find(boardId).flatMap(board -> hardware.find(board.hardwareClass())).orElseGet(hardware::first);
	}

	/** Ids of the measured boards, every version of them, of a class of hardware. */
	public List<String> idsOn(String hardwareClass) {
		return boards.all().stream().filter(board -> board.measured() && board.hardwareClass().equals(hardwareClass)).map(Board::id).toList();
	}

	/** The published tables that ship with this version. */
	public List<PublishedTable> tables() {
		return tables;
	}

	private static List<PublishedTable> shippedTables() {
		try {
			Resource[] files = new PathMatchingResourcePatternResolver().getResources(TABLES);
			return Arrays.stream(files).sorted(Comparator.comparing(Resource::getFilename)).map(Boards::read).toList();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private static PublishedTable read(Resource file) {
		try {
			return PublishedTable.read("seed-results/" + file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
