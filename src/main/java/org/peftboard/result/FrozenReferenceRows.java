package org.peftboard.result;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/** The frozen references of measured boards. */
interface FrozenReferenceRows extends Repository<FrozenReferences, String> {

	FrozenReferences saveAndFlush(FrozenReferences references);

	Optional<FrozenReferences> findByBoardId(String boardId);

	long count();

}
