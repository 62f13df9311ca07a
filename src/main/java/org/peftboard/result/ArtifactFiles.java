package org.peftboard.result;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/** The files of results. */
interface ArtifactFiles extends Repository<Artifact, Long> {

	Artifact save(Artifact artifact);

	List<Artifact> findByResultIdOrderByFileName(long resultId);

	Optional<Artifact> findByResultIdAndFileName(long resultId, String fileName);

}
