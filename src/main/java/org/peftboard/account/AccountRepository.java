package org.peftboard.account;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/** Accounts as stored. */
interface AccountRepository extends Repository<Account, Long> {

	Account saveAndFlush(Account account);

	Optional<Account> findById(long id);

	Optional<Account> findByNameKey(String nameKey);

	Optional<Account> findByEmailKey(String emailKey);

	boolean existsByRole(Role role);

}
